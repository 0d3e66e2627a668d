/* The error of a difference over its step, and what a gradient foretells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-differences.h"

static GradusTrace *
trace_article (double learning_rate)
{
  double parameters[3];
  GradusNetwork network = { .shape = make_article_shape (), .parameters = parameters };

  memcpy (parameters, article_weights, sizeof parameters);
  return gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, learning_rate);
}

/* One weight, no activation: L = (w x - y)^2 has no third derivative, so nothing is cut off. */
static void
test_parabola (void)
{
  GradusShape shape = { .n_inputs = 1, .n_layers = 1 };
  double w = 0.5, x = 3, y = 1;
  GradusNetwork network = { .shape = shape, .parameters = &w };
  GradusDifferenceCurve curve;

  shape.layers[0] = (GradusLayer){ .n_neurons = 1, .activation = GRADUS_ACTIVATION_IDENTITY };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  network.shape = shape;

  GradusTrace *trace = gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, &x, &y, 0.125);

  g_assert_true (gradus_difference_curve (trace, 0, &curve));
  g_assert_cmpfloat (curve.gradient, ==, 3);
  g_assert_cmpfloat (curve.epsilon[0], ==, 1e-15);
  g_assert_cmpfloat (curve.epsilon[GRADUS_CURVE_POINTS - 1], ==, 1);
  g_assert_cmpfloat (curve.numeric[GRADUS_CURVE_POINTS - 1], ==, 3);
  g_assert_cmpfloat (fabs (curve.third), <, 1e-6);
  g_assert_cmpfloat (curve.error[0], >, 1e-3);

  /* g dw = 3 * (-0.125 * 3), and the parabola turns up by (x dw)^2. */
  GradusForecast forecast = gradus_trace_forecast (trace);

  g_assert_cmpfloat (forecast.foretold, ==, -1.125);
  g_assert_cmpfloat (forecast.actual, ==, -1.125 + 9 * 0.375 * 0.375);
  gradus_trace_free (trace);
}

/* The V: both formulas hold on their sides, and the lowest error lies between. */
static void
test_article (void)
{
  GradusTrace *trace = trace_article (1e-4);
  GradusDifferenceCurve curve;
  size_t lowest = 0, last = GRADUS_CURVE_POINTS - 1;

  for (size_t p = 0; p < 3; p++)
    {
      g_assert_true (gradus_difference_curve (trace, p, &curve));
      for (size_t i = 0; i <= last; i++)
        {
          double cut = gradus_difference_truncation (&curve, curve.epsilon[i]);
          double noise = gradus_difference_round_off (&curve, curve.epsilon[i]);

          /* What the formulas foretell, and never much more. */
          g_assert_cmpfloat (curve.error[i], <=, 2 * cut + 8 * noise + 1e-16);
          if (curve.epsilon[i] > 1e-3 && curve.epsilon[i] < 0.02)
            g_assert_cmpfloat (fabs (curve.error[i] - cut), <=, 0.05 * cut);
          if (curve.error[i] < curve.error[lowest])
            lowest = i;
        }
      g_assert_cmpfloat (curve.error[0], >, 1e3 * curve.error[lowest]);
      g_assert_cmpfloat (curve.error[last], >, 1e3 * curve.error[lowest]);
      g_assert_cmpfloat (curve.best, >, 1e-7);
      g_assert_cmpfloat (curve.best, <, 1e-4);
      assert_near (gradus_difference_truncation (&curve, curve.best) * 2,
                   gradus_difference_round_off (&curve, curve.best),
                   1e-12);
    }

  double squares = 0;
  GradusForecast forecast = gradus_trace_forecast (trace);

  for (size_t p = 0; p < 3; p++)
    squares += trace->gradient[p] * trace->gradient[p];
  g_assert_cmpfloat (fabs (forecast.foretold + 1e-4 * squares), <, 1e-17);
  g_assert_cmpfloat (fabs (forecast.actual - forecast.foretold), <, 1e-4 * fabs (forecast.foretold));
  g_assert_cmpfloat (forecast.actual, <, 0);
  gradus_trace_free (trace);
}

/* A gradient with a mistake in it leaves an error that no step brings down. */
static void
test_mistake (void)
{
  GradusTrace *trace = trace_article (0.1);
  GradusDifferenceCurve curve;

  trace->gradient[2] *= 2;
  g_assert_true (gradus_difference_curve (trace, 2, &curve));
  for (size_t i = 0; i < GRADUS_CURVE_POINTS; i++)
    if (curve.epsilon[i] > 1e-12 && curve.epsilon[i] < 0.1)
      g_assert_cmpfloat (curve.error[i], >, 0.12);
  gradus_trace_free (trace);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/differences/parabola", test_parabola);
  g_test_add_func ("/differences/article", test_article);
  g_test_add_func ("/differences/mistake", test_mistake);
  return g_test_run ();
}
