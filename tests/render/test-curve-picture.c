/* The V of a difference's error: what stands under a point, and pictures of every kind of curve.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "render/gradus-curve-picture.h"

static GradusDifferenceCurve
make_curve (double level)
{
  GradusDifferenceCurve curve = { .gradient = 1, .third = 2, .noise = 1e-16, .best = 1e-5 };

  for (size_t i = 0; i < GRADUS_CURVE_POINTS; i++)
    {
      curve.epsilon[i] = pow (10, (double) i / 8 - 15);
      curve.numeric[i] = 1;
      curve.error[i] = level;
      if (isnan (level))
        curve.error[i] = gradus_difference_truncation (&curve, curve.epsilon[i]) +
                         gradus_difference_round_off (&curve, curve.epsilon[i]);
    }
  return curve;
}

static void
test_pick (void)
{
  GradusDifferenceCurve curve = make_curve (NAN);
  GradusCurvePicture picture = { .curve = &curve, .epsilon = 1e-5, .format = { 3, false }, .text_scale = 1 };
  double before = 0;

  g_assert_cmpuint (gradus_curve_picture_find (&curve, 1e-5), ==, 80);
  g_assert_cmpuint (gradus_curve_picture_find (&curve, 1e-30), ==, 0);
  g_assert_cmpuint (gradus_curve_picture_find (&curve, 50), ==, GRADUS_CURVE_POINTS - 1);
  for (double x = -10; x < 620; x += 7)
    {
      double epsilon = gradus_curve_picture_epsilon_at (&picture, 600, 300, x);

      g_assert_cmpfloat (epsilon, >=, before);
      g_assert_cmpfloat (epsilon, >=, 0.99e-15);
      g_assert_cmpfloat (epsilon, <=, 1.01);
      before = epsilon;
    }
}

/* A V, an error that stays, none at all, and no number: each is a picture, at any size. */
static void
test_paint (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 64, 64 }, { 320, 120 }, { 1280, 800 } };
  GradusDifferenceCurve curves[] = { make_curve (NAN), make_curve (0.1), make_curve (0), make_curve (INFINITY) };

  curves[3].third = NAN;
  for (size_t c = 0; c <= G_N_ELEMENTS (curves); c++)
    for (size_t s = 0; s < G_N_ELEMENTS (sizes); s++)
      for (int flags = 0; flags < 8; flags++)
        {
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, sizes[s][0], sizes[s][1]);
          cairo_t *cr = cairo_create (surface);
          GradusCurvePicture picture = { .curve = c < G_N_ELEMENTS (curves) ? &curves[c] : NULL,
                                         .epsilon = 1e-5,
                                         .format = { 3, true },
                                         .text_scale = 1 };

          gradus_curve_picture_paint (
              &picture, gradus_palette_get ((GradusPaletteFlags) flags), cr, sizes[s][0], sizes[s][1]);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-picture/pick", test_pick);
  g_test_add_func ("/curve-picture/paint", test_paint);
  return g_test_run ();
}
