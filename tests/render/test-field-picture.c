/* The picture of a field: geometry, picking, colours, and every degenerate case painted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "render/gradus-field-picture-private.h"

#define N 33

typedef double (*FieldFunc) (double x, double y);

static double
slope (double x, double y)
{
  return 1 / (1 + exp (-6 * (x + y - 1)));
}

static double
saddle (double x, double y)
{
  return 0.5 + 2 * (x - 0.5) * (y - 0.5);
}

static double
constant (double x, double y)
{
  return 0.5;
}

static double
broken (double x, double y)
{
  return x > 0.5 ? NAN : y > 0.5 ? INFINITY : -INFINITY;
}

static double
huge (double x, double y)
{
  return 1e300 * x - 1e300 * y;
}

static const struct
{
  const char *name;
  FieldFunc field;
} fields[] = {
  { "slope", slope },   { "saddle", saddle }, { "constant", constant },
  { "broken", broken }, { "huge", huge },     { "none yet", NULL },
};

static const struct
{
  double width, height, text_scale;
} views[] = {
  { 640, 220, 1 }, { 360, 160, 1 }, { 360, 160, 2 }, { 1200, 800, 1 }, { 1920, 300, 1.5 }, { 64, 64, 1 }, { 1, 1, 1 },
};

static const GradusPaletteFlags palettes[] = {
  GRADUS_PALETTE_LIGHT,         GRADUS_PALETTE_DARK,
  GRADUS_PALETTE_HIGH_CONTRAST, GRADUS_PALETTE_DARK | GRADUS_PALETTE_HIGH_CONTRAST,
  GRADUS_PALETTE_PRINT,
};

static const double corners[] = { 0, 0, 0, 1, 1, 0, 1, 1 };
static const double test_inputs[] = { 0.5, 0.1, 9, 9 };
static const double corner_targets[] = { 0, 1, 1, 1 };

static const double *
fill (FieldFunc field, bool curve, double values[])
{
  for (size_t row = 0; row < (curve ? 1 : N); row++)
    for (size_t column = 0; column < N; column++)
      if (field != NULL)
        values[row * N + column] = field (-0.2 + 1.4 * column / (N - 1), curve ? 0.5 : -0.2 + 1.4 * row / (N - 1));
  return field != NULL ? values : NULL;
}

static GradusFieldPicture
make_picture (FieldFunc field, bool curve, double values[])
{
  GradusFieldPicture picture = {
    .grid = { 0, curve ? 0 : 1, -0.2, 1.2, -0.2, 1.2, N, curve ? 1 : N },
    .values = fill (field, curve, values),
    .is_output = true,
    .classes = gradus_classes_find (4, 1, corner_targets),
    .n_inputs = 2,
    .n_outputs = 1,
    .n_samples = 4,
    .inputs = corners,
    .targets = corner_targets,
    .n_test = 2,
    .test_inputs = test_inputs,
    .test_targets = corner_targets,
    .traced = 3,
    .hovered = GRADUS_NO_SAMPLE,
    .across_name = "x₁",
    .up_name = "x₂",
    .neuron_name = "ŷ",
    .target_name = "y",
    .format = { 3, true },
    .text_scale = 1,
  };

  gradus_field_picture_set_scale (&picture, GRADUS_ACTIVATION_SIGMOID);
  return picture;
}

static cairo_surface_t *
paint (const GradusFieldPicture *picture, double width, double height, GradusPaletteFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  gradus_field_picture_paint (picture, gradus_palette_get (flags), cr, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static GradusColor
color_at (cairo_surface_t *surface, double x, double y)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + (int) y * cairo_image_surface_get_stride (surface) + (int) x * 4, 4);
  return (GradusColor){ (pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0, (pixel & 0xff) / 255.0 };
}

static double
distance (GradusColor a, GradusColor b)
{
  return fabs (a.red - b.red) + fabs (a.green - b.green) + fabs (a.blue - b.blue);
}

/* Whatever there is, at any size and in any palette, is painted, as a map and as a curve. */
static void
test_everything (void)
{
  double values[N * N];

  for (size_t f = 0; f < G_N_ELEMENTS (fields); f++)
    for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
      for (int curve = 0; curve < 2; curve++)
        for (int activation = 0; activation < GRADUS_N_ACTIVATIONS; activation += 3)
          {
            GradusFieldPicture picture = make_picture (fields[f].field, curve, values);
            GradusFieldFrame frame;

            picture.text_scale = views[v].text_scale;
            picture.is_output = activation != 0;
            gradus_field_picture_set_scale (&picture, (GradusActivation) activation);
            gradus_field_frame_init (&frame, &picture, views[v].width, views[v].height);
            g_assert_true (isfinite (frame.low) && isfinite (frame.high));
            g_assert_cmpfloat (frame.low, <=, picture.middle);
            g_assert_cmpfloat (frame.high, >=, picture.middle);
            g_assert_cmpfloat (frame.x.from, <, frame.x.to);
            g_assert_cmpfloat (frame.y.to, <, frame.y.from);
            for (size_t p = 0; p < G_N_ELEMENTS (palettes); p++)
              cairo_surface_destroy (paint (&picture, views[v].width, views[v].height, palettes[p]));
          }
}

/* Circles look like circles: a map is never much wider than high. */
static void
test_frame (void)
{
  double values[N * N];
  GradusFieldPicture picture = make_picture (slope, false, values);
  GradusFieldFrame frame;

  gradus_field_frame_init (&frame, &picture, 1200, 220);
  g_assert_cmpfloat ((frame.x.to - frame.x.from) / (frame.y.from - frame.y.to), <, 1.8);
  g_assert_true (frame.has_legend);
  g_assert_cmpfloat_with_epsilon (gradus_axis_position (&frame.x, -0.2), frame.x.from, 1e-9);
  g_assert_cmpfloat_with_epsilon (gradus_axis_position (&frame.y, 1.2), frame.y.to, 1e-9);
  gradus_field_frame_init (&frame, &picture, 250, 200);
  g_assert_false (frame.has_legend);
}

/* Low is orange and high is blue, and there is a line between them. */
static void
test_colors (void)
{
  double values[N * N];
  GradusFieldPicture picture = make_picture (slope, false, values);

  picture.n_samples = picture.n_test = 0;
  for (size_t p = 0; p < G_N_ELEMENTS (palettes); p++)
    {
      const GradusPalette *palette = gradus_palette_get (palettes[p]);
      cairo_surface_t *surface = paint (&picture, 640, 400, palettes[p]);
      double strength = gradus_field_strength (palette);
      GradusFieldFrame frame;
      bool line = false;

      gradus_field_frame_init (&frame, &picture, 640, 400);
      g_assert_cmpfloat (
          distance (color_at (surface, frame.x.from + 6, frame.y.from - 6),
                    gradus_field_color (palette, gradus_field_share (&frame, &picture, values[0]), strength)),
          <,
          0.05);
      g_assert_cmpfloat (
          distance (color_at (surface, frame.x.to - 6, frame.y.to + 6), gradus_field_color (palette, 1, strength)),
          <,
          0.05);
      for (double x = frame.x.from + 4; x < frame.x.to - 4; x++)
        line |= distance (color_at (surface, x, gradus_axis_position (&frame.y, 0.5)), palette->text) < 0.3;
      g_assert_true (line);
      cairo_surface_destroy (surface);
    }
}

static void
test_share (void)
{
  double values[N * N];
  GradusFieldPicture picture = make_picture (slope, false, values);
  GradusFieldFrame frame;

  gradus_field_frame_init (&frame, &picture, 640, 400);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, 0), ==, -1);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, 0.5), ==, 0);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, 1), ==, 1);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, 7), ==, 1);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, -INFINITY), ==, -1);
  g_assert_true (isnan (gradus_field_share (&frame, &picture, NAN)));

  /* Nothing is below 0 for a rectifier. */
  picture.is_output = false;
  gradus_field_picture_set_scale (&picture, GRADUS_ACTIVATION_RELU);
  gradus_field_frame_init (&frame, &picture, 640, 400);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, 0), ==, 0);
  g_assert_cmpfloat (gradus_field_share (&frame, &picture, 1e9), ==, 1);
}

/* Every sample is found where it is, and nothing where there is none. */
static void
test_pick (void)
{
  double values[N * N];

  for (size_t v = 0; v < 5; v++)
    {
      GradusFieldPicture picture = make_picture (slope, false, values);
      double width = views[v].width, height = views[v].height, x, y;

      picture.text_scale = views[v].text_scale;
      for (size_t i = 0; i < picture.n_samples; i++)
        {
          g_assert_true (gradus_field_picture_locate (&picture, width, height, i, &x, &y));
          g_assert_cmpuint (gradus_field_picture_pick (&picture, width, height, x, y), ==, i);
          g_assert_cmpuint (gradus_field_picture_pick (&picture, width, height, x + 2, y - 2), ==, i);
        }
      g_assert_cmpuint (gradus_field_picture_pick (&picture, width, height, -50, -50), ==, GRADUS_NO_SAMPLE);
      g_assert_false (gradus_field_picture_locate (&picture, width, height, 4, &x, &y));
    }
}

/* On a curve an output's sample stands at its target, a hidden neuron's on the curve. */
static void
test_curve (void)
{
  double values[N];
  GradusFieldPicture picture = make_picture (slope, true, values);
  GradusFieldFrame frame;
  double x, y;

  gradus_field_frame_init (&frame, &picture, 640, 220);
  g_assert_true (gradus_field_frame_place (&frame, &picture, 2, &x, &y));
  g_assert_cmpfloat_with_epsilon (gradus_axis_value (&frame.x, x), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (gradus_axis_value (&frame.y, y), 1, 1e-9);

  picture.is_output = false;
  g_assert_true (gradus_field_frame_place (&frame, &picture, 2, &x, &y));
  g_assert_cmpfloat_with_epsilon (gradus_axis_value (&frame.y, y), slope (1, 0.5), 1e-3);

  picture.values = NULL; /* there is no curve to stand on */
  g_assert_false (gradus_field_frame_place (&frame, &picture, 2, &x, &y));
}

/* Of a crowd not all are drawn, but always the one that is traced. */
static void
test_crowd (void)
{
  const size_t n = 10 * GRADUS_MOST_MARKS;
  double values[N * N], x, y;
  GradusFieldPicture picture = make_picture (slope, false, values);
  g_autofree double *inputs = g_new (double, 2 * n), *targets = g_new (double, n);

  for (size_t i = 0; i < n; i++)
    {
      inputs[2 * i] = (double) (i % 127) / 127;
      inputs[2 * i + 1] = (double) (i % 131) / 131;
      targets[i] = (double) (i % 2);
    }
  picture.inputs = inputs;
  picture.targets = targets;
  picture.n_samples = n;
  picture.n_test = n;
  picture.test_inputs = inputs;
  picture.test_targets = targets;
  picture.traced = 7;
  g_assert_cmpuint (gradus_field_mark_stride (&picture), ==, 10);
  g_assert_true (gradus_field_picture_locate (&picture, 640, 220, 7, &x, &y));
  g_assert_true (gradus_field_picture_locate (&picture, 640, 220, 20, &x, &y));
  g_assert_false (gradus_field_picture_locate (&picture, 640, 220, 8, &x, &y));
  cairo_surface_destroy (paint (&picture, 640, 220, GRADUS_PALETTE_LIGHT));

  picture.n_samples = 0;
  g_assert_cmpuint (gradus_field_mark_stride (&picture), ==, 1);
}

/* What is drawn at a place is read there. */
static void
test_read (void)
{
  double values[N * N], across, up, x, y, bottom, top;
  const double corner_place[] = { 0, 1 };

  for (size_t i = 0; i < 2 * G_N_ELEMENTS (views) - 6; i++)
    {
      bool curve = i % 2 == 1;
      GradusFieldPicture picture = make_picture (slope, curve, values);
      double width = views[i / 2].width, height = views[i / 2].height;

      g_assert_true (gradus_field_picture_locate (&picture, width, height, 1, &x, &y));
      g_assert_true (gradus_field_picture_read (&picture, width, height, x, y, &across, &up));
      g_assert_cmpfloat_with_epsilon (across, corner_place[0], 1e-9);
      g_assert_cmpfloat_with_epsilon (up, corner_place[1], 1e-9); /* its second input, and its target */

      /* Beside the axes it is the nearest place. */
      g_assert_false (gradus_field_picture_read (&picture, width, height, -5, height + 5, &across, &up));
      gradus_field_picture_get_upright (&picture, &bottom, &top);
      g_assert_cmpfloat_with_epsilon (across, picture.grid.left, 1e-9);
      g_assert_cmpfloat_with_epsilon (up, bottom, 1e-9);
      g_assert_cmpfloat (bottom, <, top);
    }
}

/* The cross is drawn where it is, and leaves its middle free. */
static void
test_cursor (void)
{
  double values[N * N], x, y;
  GradusFieldPicture picture = make_picture (NULL, false, values);

  g_assert_true (gradus_field_picture_locate (&picture, 640, 220, 2, &x, &y));
  picture.has_cursor = true;
  picture.cursor_x = 1;
  picture.cursor_y = 0;
  picture.n_samples = picture.n_test = 0; /* nothing drawn yet */
  for (size_t k = 0; k < G_N_ELEMENTS (palettes); k++)
    {
      const GradusPalette *palette = gradus_palette_get (palettes[k]);
      cairo_surface_t *with = paint (&picture, 640, 220, palettes[k]);
      GradusFieldFrame frame;
      GradusColor there;

      gradus_field_frame_init (&frame, &picture, 640, 220);
      there = color_at (with, x + 2.2 * frame.mark, y);
      g_assert_cmpfloat_with_epsilon (there.red, palette->text.red, 0.3);
      there = color_at (with, x, y);
      g_assert_cmpfloat_with_epsilon (there.red, palette->surface.red, 0.1);
      cairo_surface_destroy (with);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-picture/everything", test_everything);
  g_test_add_func ("/field-picture/frame", test_frame);
  g_test_add_func ("/field-picture/colors", test_colors);
  g_test_add_func ("/field-picture/share", test_share);
  g_test_add_func ("/field-picture/pick", test_pick);
  g_test_add_func ("/field-picture/curve", test_curve);
  g_test_add_func ("/field-picture/crowd", test_crowd);
  g_test_add_func ("/field-picture/read", test_read);
  g_test_add_func ("/field-picture/cursor", test_cursor);
  return g_test_run ();
}
