/* The network picture of large networks, its locks, and the controls below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "network-picture-testing.h"

/* The controls of a column stay apart, in the picture and, at zoom 1, out of the network's way. */
static void
test_controls (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusNetworkLayout *layout = make_layout (&shape, v);

        for (size_t column = 0; column <= shape.n_layers; column++)
          {
            GradusRectangle controls[GRADUS_N_CONTROLS];
            bool seen = layout->columns[column].x >= 0 && layout->columns[column].x <= layout->width;
            bool hidden = column > 0 && column < shape.n_layers && seen;

            if (views[v].zoom == 1)
              g_assert_cmpuint (gradus_network_layout_column (layout, layout->columns[column].x + 1), ==, column);
            gradus_network_layout_controls (layout, column, controls);
            g_assert_true (hidden == (controls[GRADUS_CONTROL_ADD_NEURON].width > 0));
            g_assert_true (hidden == (controls[GRADUS_CONTROL_REMOVE_NEURON].width > 0));
            g_assert_true (column > 0 || controls[GRADUS_CONTROL_LAYER_BEFORE].width == 0);
            g_assert_true (column < shape.n_layers || controls[GRADUS_CONTROL_LAYER_AFTER].width == 0);
            if (views[v].zoom == 1 && views[v].width > 500)
              {
                g_assert_true (column == 0 || controls[GRADUS_CONTROL_LAYER_BEFORE].width > 0);
                g_assert_true (column == shape.n_layers || controls[GRADUS_CONTROL_LAYER_AFTER].width > 0);
              }
            for (size_t i = 0; i < GRADUS_N_CONTROLS; i++)
              {
                if (controls[i].width == 0)
                  continue;
                g_assert_true (is_inside (&controls[i], views[v].width, views[v].height));
                for (size_t k = 0; k < i; k++)
                  g_assert_false (controls[k].width > 0 && overlap (&controls[i], &controls[k]));
                for (size_t k = 0; k < layout->n_labels && views[v].zoom == 1; k++)
                  g_assert_false (overlap (&controls[i], &layout->labels[k].bounds));
                for (size_t k = 0; k < layout->n_nodes && views[v].zoom == 1 && views[v].width > 100; k++)
                  g_assert_false (covers (&controls[i], &layout->nodes[k]));
              }
          }
        gradus_network_layout_free (layout);
      }
}

static guint32
pixel_at (cairo_surface_t *surface, double x, double y)
{
  guint32 pixel;

  memcpy (&pixel,
          cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface) + 4 * (int) x,
          sizeof pixel);
  return pixel & 0xffffff;
}

/* One strong weight and one strong gradient among a crowd: each is seen where it is picked, though many share a pixel. */
static void
test_condensed (void)
{
  GradusShape shape = make_shape (&cases[G_N_ELEMENTS (cases) - 1]);
  GradusTrace *trace = make_trace (&shape, 0.001);
  GradusNames *names = gradus_names_new (&shape);
  GradusNetworkLayout *layout = gradus_network_layout_new (&shape, 900, 500, 1, 0, 0, 1);
  GradusPart strong = { GRADUS_PART_WEIGHT, 0, 444, 111 };
  GradusNetworkPicture picture = { .trace = trace, .names = names, .format = { 3, true }, .text_scale = 1 };
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 500);
  size_t index = gradus_shape_weight (&shape, 0, 444, 111);
  GradusRectangle w = gradus_network_layout_condensed (layout, 0), r;
  GradusRectangle g = gradus_network_layout_condensed_gradients (layout, 0);

  g_assert_true (layout->condensed[0]);
  g_assert_cmpfloat (w.height, <, shape.layers[0].n_neurons);
  trace->parameters[index] = 1.0;
  trace->gradient[index] = -1e6;
  r = gradus_network_layout_bounds (layout, strong);

  for (size_t cursor = 0; cursor <= 1; cursor++)
    {
      cairo_t *cr = cairo_create (surface);
      guint32 weight = 0, gradient = 0;
      guint32 blue = (guint32) (palette->positive.red * 255 + 0.5) << 16 |
                     (guint32) (palette->positive.green * 255 + 0.5) << 8 |
                     (guint32) (palette->positive.blue * 255 + 0.5);
      guint32 orange = (guint32) (palette->negative.red * 255 + 0.5) << 16 |
                       (guint32) (palette->negative.green * 255 + 0.5) << 8 |
                       (guint32) (palette->negative.blue * 255 + 0.5);

      picture.cursor = cursor * gradus_stage_count (&shape);
      gradus_network_picture_paint (&picture, layout, palette, cr);
      cairo_surface_flush (surface);
      for (int y = -1; y <= 1; y++)
        for (int x = -1; x <= 1; x++)
          {
            weight |= pixel_at (surface, r.x + r.width / 2 + x, r.y + r.height / 2 + y) == blue;
            gradient |= pixel_at (surface, r.x + r.width / 2 + g.x - w.x + x, r.y + r.height / 2 + y) == orange;
          }
      g_assert_true (weight);
      g_assert_true (gradient == cursor); /* not before it is revealed */
      cairo_destroy (cr);
    }
  cairo_surface_destroy (surface);
  gradus_network_layout_free (layout);
  gradus_names_free (names);
  gradus_trace_free (trace);
}

/* A lock stands on what training leaves alone, and on nothing else. */
static void
test_locks (void)
{
  GradusShape shape = make_shape (&cases[0]);
  GradusTrace *trace = make_trace (&shape, 1.0);
  GradusNames *names = gradus_names_new (&shape);
  GradusNetworkLayout *layout = make_layout (&shape, 0);
  cairo_surface_t *surfaces[2];
  bool changed[3] = { 0 };

  for (size_t i = 0; i < 2; i++)
    {
      GradusNetworkPicture picture = { .trace = trace,
                                       .names = names,
                                       .frozen = i == 1 ? (const unsigned char[]){ 0, 1, 0 } : NULL,
                                       .format = { 3, true },
                                       .text_scale = 1 };
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 640, 420);
      cr = cairo_create (surfaces[i]);
      gradus_network_picture_paint (&picture, layout, gradus_palette_get (GRADUS_PALETTE_LIGHT), cr);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
    }
  for (int y = 0; y < 420; y++)
    for (int x = 0; x < 640; x++)
      if (pixel_at (surfaces[0], x, y) != pixel_at (surfaces[1], x, y))
        {
          GradusPart part = gradus_network_layout_pick (layout, x + 0.5, y + 0.5);
          size_t index;

          g_assert_true (gradus_part_parameter (&shape, part, &index));
          changed[index] = true;
        }
  g_assert_true (!changed[0] && changed[1] && !changed[2]);
  for (size_t i = 0; i < 2; i++)
    cairo_surface_destroy (surfaces[i]);
  gradus_network_layout_free (layout);
  gradus_names_free (names);
  gradus_trace_free (trace);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-picture/controls", test_controls);
  g_test_add_func ("/network-picture/condensed", test_condensed);
  g_test_add_func ("/network-picture/locks", test_locks);
  return g_test_run ();
}
