/* The sample that is traced: following training, and pinned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

static const GradusPart x1 = { GRADUS_PART_INPUT, 0, 0, 0 };

static void
assert_traced (GradusSession *session, gsize sample)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  const GradusProblem *problem = gradus_session_get_problem (session);

  g_assert_cmpuint (gradus_session_get_sample (session), ==, sample);
  g_assert_cmpuint (trace->sample, ==, sample);
  g_assert_cmpmem (trace->inputs,
                   problem->shape.n_inputs * sizeof (double),
                   problem->inputs + sample * problem->shape.n_inputs,
                   problem->shape.n_inputs * sizeof (double));
}

static void
test_pin (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;
  gsize first = gradus_session_get_sample (session), other = (first + 2) % 5;

  g_assert_false (gradus_session_get_pinned (session));
  assert_traced (session, first);

  gradus_session_set_sample (session, other);
  assert_traced (session, other);
  g_assert_true (gradus_session_get_pinned (session));
  g_assert_cmpuint (fixture_watch_count (watch, "trace"), ==, 1);
  g_assert_cmpuint (fixture_watch_count (watch, "sample"), ==, 1);
  g_assert_cmpuint (fixture_watch_count (watch, "pinned"), ==, 1);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 3);
  gradus_session_set_sample (session, other);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 3);

  /* It is no entry, and changes nothing but what is looked at. */
  g_assert_false (gradus_session_get_can_undo (session));
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, TRUE);

  g_object_set (session, "sample", GRADUS_SAMPLE_FOLLOW, NULL);
  g_assert_false (gradus_session_get_pinned (session));
  assert_traced (session, first);
}

/* The sample that training comes to anyway: only that it stays is new. */
static void
test_pin_where_it_is (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  gradus_session_set_sample (session, gradus_session_get_sample (session));
  g_assert_cmpuint (fixture_watch_total (watch), ==, 1);
  g_assert_cmpuint (fixture_watch_count (watch, "pinned"), ==, 1);
}

/* Pinned, the sample stays over steps, walks, runs, undo and reset; and nothing of these is different. */
static void
test_stays (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusSession) twin = fixture_new_session (fixture_new_batches);
  GradusSession *const both[] = { session, twin };

  gradus_session_set_sample (session, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      gradus_session_step (both[i]);
      for (int k = 0; k < 30; k++)
        gradus_session_next (both[i]);
      for (int k = 0; k < 7; k++)
        gradus_session_back (both[i]);
      gradus_session_train_and_wait (both[i], 20);
      gradus_session_undo (both[i]);
      gradus_session_redo (both[i]);
    }
  assert_traced (session, 3);

  g_autoptr (FixtureSnapshot) a = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) b = fixture_snapshot (twin);

  fixture_assert_same (a, b, TRUE);
  gradus_session_reset (session);
  assert_traced (session, 3);
}

static void
test_follows (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  gboolean seen[5] = { FALSE };

  for (int i = 0; i < 60; i++)
    {
      seen[gradus_session_get_sample (session)] = TRUE;
      assert_traced (session, gradus_session_get_sample (session));
      gradus_session_step (session);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_true (seen[i]);
  g_assert_cmpuint (fixture_watch_count (watch, "pinned"), ==, 0);
}

/* Inputs are read and changed in the pinned sample; undo finds its own again. */
static void
test_edits (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  const GradusProblem *problem = gradus_session_get_problem (session);
  double before = problem->inputs[4 * 2];

  gradus_session_set_sample (session, 4);
  g_assert_cmpfloat (fixture_get (session, x1), ==, before);
  fixture_set (session, x1, 7);
  g_assert_cmpfloat (problem->inputs[4 * 2], ==, 7);
  gradus_session_set_sample (session, 1);
  g_assert_cmpfloat (fixture_get (session, x1), !=, 7);
  g_assert_true (gradus_session_undo (session));
  assert_traced (session, 1);
  g_assert_cmpfloat (problem->inputs[4 * 2], ==, before);
}

static void
test_while_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  gradus_session_train (session, 20000);
  gradus_session_set_sample (session, 2);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_TRAINING);
  assert_traced (session, 2);
  fixture_wait (session);
  assert_traced (session, 2);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 20000);
}

static void
test_load (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusDocument) article = fixture_new_article ();

  gradus_session_set_sample (session, 4);
  gradus_session_load (session, article);
  g_assert_false (gradus_session_get_pinned (session));
  assert_traced (session, 0);
}

static void
test_refusal (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  gradus_session_set_sample (session, 5);
  gradus_session_set_sample (session, GRADUS_SAMPLE_FOLLOW - 1);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-sample/pin", test_pin);
  g_test_add_func ("/session-sample/pin-where-it-is", test_pin_where_it_is);
  g_test_add_func ("/session-sample/stays", test_stays);
  g_test_add_func ("/session-sample/follows", test_follows);
  g_test_add_func ("/session-sample/edits", test_edits);
  g_test_add_func ("/session-sample/while-training", test_while_training);
  g_test_add_func ("/session-sample/load", test_load);
  g_test_add_func ("/session-sample/refusal", test_refusal);
  return g_test_run ();
}
