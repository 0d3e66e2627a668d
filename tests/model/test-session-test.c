/* What a session keeps of the test rows' loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "session-fixture.h"

/* The test rows are measured at their rhythm, at both ends of a run and after each single
 * step; the numbers are those of a trainer, and training is the same with them and without. */
static void
test_test_history (void)
{
  g_autoptr (GradusDocument) document = fixture_new_tested (), other = fixture_new_batches ();
  g_autoptr (GradusSession) session = gradus_session_new (document), plain = gradus_session_new (other);
  GradusTrainer *trainer = gradus_trainer_new (gradus_session_get_problem (session));
  GradusState *state = gradus_state_new (gradus_session_get_problem (session), document->network->parameters);
  const GradusSeries *test;
  gsize made;

  g_assert_true (isnan (gradus_session_get_test_loss (plain)));
  gradus_session_train_and_wait (session, 80);
  gradus_session_step (session);
  gradus_session_train (session, 30);
  fixture_wait (session);
  gradus_session_train_and_wait (plain, 111);
  g_assert_cmpmem (gradus_session_get_network (session)->parameters,
                   17 * sizeof (double),
                   gradus_session_get_network (plain)->parameters,
                   17 * sizeof (double));
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (gradus_session_get_history (plain))), ==, 0);

  test = gradus_history_get_test (gradus_session_get_history (session));
  g_assert_cmpuint (gradus_series_length (test), ==, 111 / 3 + 2);
  for (gsize i = 0; i < gradus_series_length (test); i++)
    {
      GradusHistoryPoint point = gradus_series_get (test, i);

      g_assert_true (point.step % 3 == 0 || point.step == 80);
      gradus_trainer_run (trainer, state, point.step - state->steps, NULL, 0, NULL, &made);
      g_assert_cmpfloat (point.loss, ==, gradus_trainer_test_loss (trainer, state));
    }
  g_assert_cmpfloat (gradus_session_get_test_loss (session), ==, gradus_trainer_test_loss (trainer, state));
  gradus_trainer_free (trainer);
  gradus_state_free (state);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-test/history", test_test_history);
  return g_test_run ();
}
