/* The gradient check of a session: worst first, told to the session, and gone with what it is about.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-check-source.h"

static const GradusPart first = { GRADUS_PART_WEIGHT, 0, 0, 0 }, w3 = { GRADUS_PART_WEIGHT, 1, 0, 0 };

static const GradusCheckRow *
check (GradusCheckSource *source, gsize *n)
{
  gradus_check_source_start (source);
  g_assert_true (gradus_check_source_get_running (source));
  while (gradus_check_source_get_running (source))
    g_main_context_iteration (NULL, TRUE);
  return gradus_check_source_get_rows (source, n);
}

static const GradusDifferenceCurve *
wait_for_curve (GradusCheckSource *source, gsize parameter)
{
  const GradusDifferenceCurve *curve;

  while ((curve = gradus_check_source_get_curve (source)) == NULL || curve->parameter != parameter)
    g_main_context_iteration (NULL, TRUE);
  return curve;
}

static void
test_rows (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusCheckSource) source = gradus_check_source_new (session);
  const GradusTrace *trace = gradus_session_get_trace (session);
  const GradusCheckRow *rows;
  gsize n;

  g_assert_null (gradus_check_source_get_rows (source, &n));
  rows = check (source, &n);
  g_assert_cmpuint (n, ==, trace->shape.n_parameters);
  g_assert_cmpfloat (gradus_check_source_get_progress (source), ==, 1);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (rows[i].entry.analytic, ==, trace->gradient[rows[i].parameter]);
      g_assert_cmpint (gradus_check_judge (&rows[i].entry), ==, GRADUS_VERDICT_AGREES);
      if (i > 0)
        g_assert_cmpfloat (rows[i].entry.relative_error, <=, rows[i - 1].entry.relative_error);
      g_assert_cmpint (gradus_session_get_verdicts (session)[i], ==, GRADUS_VERDICT_AGREES);
    }

  fixture_set (session, first, 0.125);
  g_assert_null (gradus_check_source_get_rows (source, &n));
  g_assert_null (gradus_session_get_verdicts (session));
}

static void
test_stop (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  GradusCheckSource *source = gradus_check_source_new (session);
  gsize n;

  gradus_check_source_start (source);
  gradus_check_source_stop (source);
  g_assert_false (gradus_check_source_get_running (source));
  gradus_check_source_start (source);
  fixture_set (session, first, 0.125); /* that ends it */
  g_assert_false (gradus_check_source_get_running (source));
  check (source, &n);
  g_assert_cmpuint (n, >, 0);

  gradus_check_source_start (source);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_null (source);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
test_curve (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusCheckSource) source = gradus_check_source_new (session);
  const GradusTrace *trace = gradus_session_get_trace (session);
  GradusForecast forecast = gradus_check_source_get_forecast (source);
  double foretold = 0;

  g_assert_null (gradus_check_source_get_curve (source));
  gradus_check_source_set_active (source, TRUE);
  wait_for_curve (source, 0);
  gradus_session_set_selection (session, w3);
  wait_for_curve (source, 2);
  gradus_session_set_selection (session, (GradusPart){ .kind = GRADUS_PART_LOSS });
  fixture_set (session, w3, 0.5);
  g_assert_null (gradus_check_source_get_curve (source));
  wait_for_curve (source, 2);
  gradus_session_train (session, 50);
  fixture_wait (session);
  g_assert_cmpfloat (wait_for_curve (source, 2)->gradient, ==, gradus_session_get_trace (session)->gradient[2]);

  trace = gradus_session_get_trace (session);
  forecast = gradus_check_source_get_forecast (source);
  for (gsize i = 0; i < 3; i++)
    foretold -= gradus_session_get_learning_rate (session) * trace->gradient[i] * trace->gradient[i];
  g_assert_cmpfloat (fabs (forecast.foretold - foretold), <=, 1e-15);
  g_assert_cmpfloat (forecast.actual, <, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-source/rows", test_rows);
  g_test_add_func ("/check-source/stop", test_stop);
  g_test_add_func ("/check-source/curve", test_curve);
  return g_test_run ();
}
