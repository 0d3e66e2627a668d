/* Samples as pictures: pixels where they belong, wrong answers that are marked, and only what is in sight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-samples-picture.h"

#include <math.h>
#include <string.h>

#define N 200

static const char *const names[] = { "zero", "one" };
static double inputs[N * 6];
static gsize all[N];
static guint16 truths[N], answers[N];

static GradusSamplesPicture
make_picture (void)
{
  for (gsize i = 0; i < N; i++)
    {
      all[i] = i;
      truths[i] = i % 2;
      answers[i] = i % 2;
      for (gsize k = 0; k < 6; k++)
        inputs[6 * i + k] = k == i % 6 ? 1 : 0;
    }
  return (GradusSamplesPicture){
    .columns = 3,
    .rows = 2,
    .inputs = inputs,
    .low = 0,
    .high = 1,
    .shown = all,
    .n_shown = N,
    .truths = truths,
    .answers = answers,
    .names = names,
    .traced = GRADUS_NO_PLACE,
    .marked = GRADUS_NO_PLACE,
    .text_scale = 1,
  };
}

static cairo_surface_t *
paint (const GradusSamplesPicture *picture, GradusPaletteFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 320, 160);
  cairo_t *cr = cairo_create (surface);

  gradus_samples_picture_paint (picture, gradus_palette_get (flags), cr, 320, 160);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static bool
is_same (cairo_surface_t *a, cairo_surface_t *b)
{
  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), 320 * 160 * 4) == 0;
}

static void
test_pixels (void)
{
  static const double pixels[] = { 0, 1, 0.5, NAN, 5, -5 };
  static const int expected[] = { 255, 0, 127, 255, 0, 255 }; /* of white paper and black ink */
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 30, 20);
  cairo_t *cr = cairo_create (surface);

  gradus_pixels_paint (3, 2, pixels, 0, 1, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, 0, 0, 30, 20);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int i = 0; i < 6; i++)
    {
      const guchar *pixel = cairo_image_surface_get_data (surface) +
                            (i / 3 * 10 + 5) * cairo_image_surface_get_stride (surface) + 4 * (i % 3 * 10 + 5);

      g_assert_cmpint (ABS (pixel[1] - expected[i]), <=, 1);
    }
  cairo_surface_destroy (surface);
}

/* Every sample in sight is picked where its row and column are; scrolled, others are. */
static void
test_pick (void)
{
  GradusSamplesPicture picture = make_picture ();
  gsize per_row = gradus_samples_picture_per_row (&picture, 320), first = 0, seen = 0, last = GRADUS_NO_PLACE;
  double row, height = gradus_samples_picture_height (&picture, 320, &row);

  g_assert_cmpuint (per_row, >, 3);
  g_assert_cmpfloat (height, >=, row * ((N + per_row - 1) / per_row));
  for (double x = 0; x < 320; x++)
    {
      gsize place = gradus_samples_picture_pick (&picture, 320, x, row / 2);

      if (place == GRADUS_NO_PLACE || place == last)
        continue;
      g_assert_cmpuint (place, ==, seen);
      last = place;
      seen++;
    }
  g_assert_cmpuint (seen, ==, per_row);
  picture.offset = 3 * row;
  while (gradus_samples_picture_pick (&picture, 320, (double) first, row / 2) == GRADUS_NO_PLACE)
    first++;
  g_assert_cmpuint (gradus_samples_picture_pick (&picture, 320, (double) first, row / 2), ==, 3 * per_row);
  g_assert_cmpuint (gradus_samples_picture_pick (&picture, 320, 10, 1e6), ==, GRADUS_NO_PLACE);
  g_assert_cmpuint (gradus_samples_picture_pick (&picture, 320, -1, 10), ==, GRADUS_NO_PLACE);
}

/* A wrong answer, a traced and a marked sample change what is drawn if they are in sight, and only then. */
static void
test_marks (void)
{
  static const GradusPaletteFlags palettes[] = { GRADUS_PALETTE_LIGHT,
                                                 GRADUS_PALETTE_DARK,
                                                 GRADUS_PALETTE_HIGH_CONTRAST };

  for (gsize p = 0; p < G_N_ELEMENTS (palettes); p++)
    for (int kind = 0; kind < 3; kind++)
      for (gsize sample = 1; sample < N; sample += N - 2)
        {
          GradusSamplesPicture picture = make_picture ();
          cairo_surface_t *before = paint (&picture, palettes[p]), *after;

          if (kind == 0)
            answers[sample] = !answers[sample];
          else if (kind == 1)
            picture.traced = sample;
          else
            picture.marked = sample;
          after = paint (&picture, palettes[p]);
          g_assert_cmpint (is_same (before, after), ==, sample != 1);
          cairo_surface_destroy (before);
          cairo_surface_destroy (after);
        }
}

static void
test_large (void)
{
  static const double outputs[] = { 0.25, 0.75, -3, NAN, INFINITY };
  static const char *const five[] = { "a", "b", "c", "d", "e" };
  static const double sizes[][2] = { { 210, 120 }, { 210, 400 }, { 20, 20 }, { 1, 1 }, { 1200, 800 } };
  GradusSamplePicture picture = {
    .columns = 3,
    .rows = 2,
    .inputs = inputs,
    .high = 1,
    .outputs = outputs,
    .n_outputs = 5,
    .names = five,
    .truth = 0,
    .answer = 1,
    .format = { 3, true },
    .text_scale = 1,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) sizes[i][0], (int) sizes[i][1]);
      cairo_t *cr = cairo_create (surface);

      gradus_sample_picture_paint (&picture, gradus_palette_get (GRADUS_PALETTE_DARK), cr, sizes[i][0], sizes[i][1]);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples-picture/pixels", test_pixels);
  g_test_add_func ("/samples-picture/pick", test_pick);
  g_test_add_func ("/samples-picture/marks", test_marks);
  g_test_add_func ("/samples-picture/large", test_large);
  return g_test_run ();
}
