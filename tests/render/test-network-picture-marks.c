/* What is marked on the network: a path in its colour, what the gradient check says, maps in the neurons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/gradus-check.h"
#include "network-picture-testing.h"
#include "render/gradus-path-style.h"

static cairo_surface_t *
paint (const GradusNetworkPicture *picture, const GradusNetworkLayout *layout, const GradusPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) layout->width, (int) layout->height);
  cairo_t *cr = cairo_create (surface);

  gradus_network_picture_paint (picture, layout, palette, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Pixels of exactly that colour. */
static size_t
count_pixels (cairo_surface_t *surface, GradusColor color)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint32 wanted = (guint32) (color.red * 255 + 0.5) << 16 | (guint32) (color.green * 255 + 0.5) << 8 |
                   (guint32) (color.blue * 255 + 0.5);
  size_t n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += (((const guint32 *) (const void *) (data + y * stride))[x] & 0xffffff) == wanted;
  return n;
}

static GradusNetworkPicture
make_picture (const GradusTrace *trace, const GradusNames *names)
{
  return (GradusNetworkPicture){
    .trace = trace,
    .names = names,
    .cursor = gradus_stage_count (&trace->shape),
    .format = { 3, false },
    .text_scale = 1,
  };
}

static void
test_path (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (int flags = 0; flags < 4; flags++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusTrace *trace = make_trace (&shape, 0.5);
        GradusNames *names = gradus_names_new (&shape);
        GradusNetworkLayout *layout = make_layout (&shape, 1);
        GradusNetworkPicture picture = make_picture (trace, names);
        const GradusPalette *palette = gradus_palette_get ((GradusPaletteFlags) flags);
        GradusPart parts[] = { gradus_part_from_parameter (&shape, 0),
                               { .kind = GRADUS_PART_NEURON },
                               { .kind = GRADUS_PART_LOSS } };
        cairo_surface_t *without = paint (&picture, layout, palette), *with;

        picture.path = parts;
        picture.n_path = G_N_ELEMENTS (parts);
        picture.path_rank = 1;
        with = paint (&picture, layout, palette);
        g_assert_cmpuint (count_pixels (without, gradus_path_color (palette, 1)), ==, 0);
        g_assert_cmpuint (count_pixels (with, gradus_path_color (palette, 1)), >, 20);
        cairo_surface_destroy (without);
        cairo_surface_destroy (with);
        gradus_network_layout_free (layout);
        gradus_names_free (names);
        gradus_trace_free (trace);
      }
}

/* Half of each map is all high and half all low: there is something of the full colours of both, in each
 * palette, unless the neurons are too small. */
static void
test_maps (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (int flags = 0; flags < 4; flags++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusTrace *trace = make_trace (&shape, 0.5);
        GradusNames *names = gradus_names_new (&shape);
        GradusNetworkLayout *layout = make_layout (&shape, 1);
        GradusNetworkPicture picture = make_picture (trace, names);
        const GradusPalette *palette = gradus_palette_get ((GradusPaletteFlags) flags);
        g_autofree double *maps = g_new (double, 8 * shape.n_neurons);
        cairo_surface_t *without = paint (&picture, layout, palette), *with;
        const GradusColor high = gradus_color_mix (palette->surface, palette->positive, 0.85);
        const GradusColor low = gradus_color_mix (palette->surface, palette->negative, 0.85);

        for (size_t i = 0; i < 8 * shape.n_neurons; i++)
          maps[i] = i % 8 < 4 ? -1e9 : 1e9;
        picture.maps = maps;
        picture.map_rows = 4;
        picture.map_columns = 2;
        with = paint (&picture, layout, palette);
        if (layout->radius >= 12)
          {
            g_assert_cmpuint (count_pixels (with, high), >, count_pixels (without, high) + 10);
            g_assert_cmpuint (count_pixels (with, low), >, count_pixels (without, low) + 10);
          }
        cairo_surface_destroy (without);
        cairo_surface_destroy (with);
        gradus_network_layout_free (layout);
        gradus_names_free (names);
        gradus_trace_free (trace);
      }
}

/* However large the network, what differs is to be seen; where weights have labels, so is what agrees. */
static void
test_verdicts (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (int verdict = GRADUS_VERDICT_AGREES; verdict <= GRADUS_VERDICT_DIFFERS; verdict++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusTrace *trace = make_trace (&shape, 0.5);
        GradusNames *names = gradus_names_new (&shape);
        GradusNetworkLayout *layout = make_layout (&shape, 1);
        GradusNetworkPicture picture = make_picture (trace, names);
        const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
        g_autofree unsigned char *verdicts = g_malloc0 (shape.n_parameters);
        cairo_surface_t *none = paint (&picture, layout, palette), *blank, *marked;
        size_t size = (size_t) cairo_image_surface_get_stride (none) * (size_t) layout->height;
        bool same;

        picture.verdicts = verdicts;
        blank = paint (&picture, layout, palette);
        g_assert_true (memcmp (cairo_image_surface_get_data (none), cairo_image_surface_get_data (blank), size) == 0);

        verdicts[0] = (unsigned char) verdict;
        marked = paint (&picture, layout, palette);
        same = memcmp (cairo_image_surface_get_data (none), cairo_image_surface_get_data (marked), size) == 0;
        g_assert_true (!same || verdict != GRADUS_VERDICT_DIFFERS);
        if (gradus_network_layout_label (layout, GRADUS_LABEL_PARAMETER, gradus_part_from_parameter (&shape, 0)) !=
            NULL)
          g_assert_false (same);

        cairo_surface_destroy (none);
        cairo_surface_destroy (blank);
        cairo_surface_destroy (marked);
        gradus_network_layout_free (layout);
        gradus_names_free (names);
        gradus_trace_free (trace);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-picture-marks/path", test_path);
  g_test_add_func ("/network-picture-marks/maps", test_maps);
  g_test_add_func ("/network-picture-marks/verdicts", test_verdicts);
  return g_test_run ();
}
