/* Values changed by hand, what is refused, what goes wrong, and the way back from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "core/gradus-stage.h"

#define ARTICLE_STAGES 18

static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };
static const GradusPart w3 = { GRADUS_PART_WEIGHT, 1, 0, 0 };
static const GradusPart x1 = { GRADUS_PART_INPUT, 0, 0, 0 };
static const GradusPart target = { GRADUS_PART_TARGET, 0, 0, 0 };
static const GradusPart rate = { GRADUS_PART_LEARNING_RATE, 0, 0, 0 };

static void
test_drag (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) start = NULL;
  g_autoptr (FixtureSnapshot) dragged = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  gradus_session_step (session);
  start = fixture_snapshot (session);

  gradus_session_begin_edit (session);
  gradus_session_begin_edit (session);
  for (int i = 1; i <= 20; i++)
    {
      fixture_set (session, w3, i / 10.0);
      g_assert_cmpuint (fixture_watch_count (watch, "trace"), ==, 1 + i);
      g_assert_cmpfloat (fixture_get (session, w3), ==, i / 10.0);
    }
  gradus_session_end_edit (session);
  fixture_set (session, w3, 2.5);
  gradus_session_end_edit (session);
  dragged = fixture_snapshot (session);
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, 1); /* only the step */
  g_assert_cmpuint (gradus_history_length (dragged->history), ==, 2);
  g_assert_cmpfloat (gradus_history_get (dragged->history, 1).loss, ==, gradus_session_get_loss (session));

  undo = gradus_session_describe_undo (session);
  g_assert_cmpstr (undo, ==, "Undo Change of w₃");
  g_assert_true (gradus_session_undo (session));
  redo = gradus_session_describe_redo (session);
  g_assert_cmpstr (redo, ==, "Redo Change of w₃");
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);

  g_clear_pointer (&now, fixture_snapshot_free);
  g_assert_true (gradus_session_redo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (dragged, now, TRUE);
  g_assert_false (gradus_session_redo (session));

  /* A drag that comes back to where it began is none, and keeps what there is to redo. */
  gradus_session_undo (session);
  gradus_session_begin_edit (session);
  fixture_set (session, x1, 5);
  fixture_set (session, x1, 1);
  gradus_session_end_edit (session);
  g_assert_true (gradus_session_get_can_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);

  /* Nor does it keep Back from earlier steps, as an edit does. */
  gradus_session_step (session);
  gradus_session_begin_edit (session);
  fixture_set (session, w1, 5);
  g_assert_false (gradus_session_get_can_go_back (session));
  fixture_set (session, w1, gradus_session_get_trace (session)->parameters[0] - 1);
  gradus_session_reset_value (session, w1, NULL);
  gradus_session_end_edit (session);
  g_assert_false (gradus_session_get_can_go_back (session));
  gradus_session_step (session);

  double value = fixture_get (session, w1);

  gradus_session_begin_edit (session);
  fixture_set (session, w1, 5);
  fixture_set (session, w1, value);
  gradus_session_end_edit (session);
  g_assert_true (gradus_session_get_can_go_back (session));
}

static void
test_refusals (void)
{
  static const struct
  {
    GradusPart part;
    double value;
    int code;
  } cases[] = {
    { { GRADUS_PART_WEIGHT, 0, 0, 0 }, NAN, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_WEIGHT, 0, 0, 0 }, INFINITY, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_INPUT, 0, 1, 0 }, -INFINITY, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_LEARNING_RATE, 0, 0, 0 }, -0.1, GRADUS_SESSION_ERROR_RANGE },
    { { GRADUS_PART_LEARNING_RATE, 0, 0, 0 }, NAN, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_WEIGHT, 2, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_WEIGHT, 0, 0, 2 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_BIAS, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_INPUT, 0, 2, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_TARGET, 0, 1, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_NEURON, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_LOSS, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_NONE, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
  };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (gradus_session_set_value (session, cases[i].part, cases[i].value, &error));
      g_assert_error (error, GRADUS_SESSION_ERROR, cases[i].code);
      g_assert_false (gradus_session_set_value (session, cases[i].part, cases[i].value, NULL));
    }
  g_assert_false (gradus_session_undo (session));
  g_assert_false (gradus_session_redo (session));
  g_assert_false (gradus_session_back (session));
  g_assert_false (gradus_session_train (session, 0));
  g_assert_false (gradus_session_train_and_wait (session, 0));
  gradus_session_pause (session);
  gradus_session_reset (session);
  gradus_session_set_speed (session, NAN);
  gradus_session_set_speed (session, -1);
  fixture_set (session, w1, 0.5); /* what it is */
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, TRUE);
  g_assert_false (gradus_session_get_can_undo (session));
}

static void
test_values (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  const GradusPart parts[] = { w1, w3, x1, target, rate };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double start, value;

      g_assert_true (gradus_session_get_document_value (session, parts[i], &start));
      g_assert_cmpfloat (fixture_get (session, parts[i]), ==, start);
      fixture_set (session, parts[i], 0.25 + i);
      g_assert_cmpfloat (fixture_get (session, parts[i]), ==, 0.25 + i);
      g_assert_true (gradus_session_get_document_value (session, parts[i], &value));
      g_assert_cmpfloat (value, ==, start);
      g_assert_true (gradus_session_reset_value (session, parts[i], NULL));
      g_assert_cmpfloat (fixture_get (session, parts[i]), ==, start);
      g_assert_true (gradus_session_undo (session));
      g_assert_cmpfloat (fixture_get (session, parts[i]), ==, 0.25 + i);
      g_assert_true (gradus_session_undo (session));
      g_assert_cmpfloat (fixture_get (session, parts[i]), ==, start);
    }
  g_assert_false (gradus_session_get_can_undo (session));
  g_assert_false (gradus_session_get_value (session, (GradusPart){ GRADUS_PART_LOSS, 0, 0, 0 }, &(double){ 0 }));
}

/* An edit behind the tip: the tip and its history come back with undo. */
static void
test_fork (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) tip = NULL;
  g_autoptr (FixtureSnapshot) fork = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;

  gradus_session_train_and_wait (session, 10);
  tip = fixture_snapshot (session);
  for (int i = 0; i < 3 * ARTICLE_STAGES + 2; i++)
    g_assert_true (gradus_session_back (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 6);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 2);

  fixture_set (session, w1, 3);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 6);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 2);
  g_assert_cmpuint (gradus_history_length (gradus_session_get_history (session)), ==, 7);
  fork = fixture_snapshot (session);

  g_assert_true (gradus_session_undo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (tip, now, TRUE);
  g_assert_true (gradus_session_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (fork, now, FALSE);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);

  /* And one that changes nothing in the end leaves the tip where it is. */
  gradus_session_undo (session);
  gradus_session_train_and_wait (session, 5);
  g_clear_pointer (&tip, fixture_snapshot_free);
  tip = fixture_snapshot (session);
  g_assert_true (gradus_session_back (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 14);

  double value = fixture_get (session, w1);

  gradus_session_begin_edit (session);
  fixture_set (session, w1, 3);
  fixture_set (session, w1, value);
  gradus_session_end_edit (session);
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (tip, now, FALSE);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 14);
  g_assert_true (gradus_session_next (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (tip, now, TRUE);
}

static void
test_reset (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;

  fixture_set (session, x1, 4);
  fixture_set (session, rate, 0.2);
  gradus_session_train_and_wait (session, 21);
  fixture_set (session, target, 0.1);
  fixture_set (session, w1, 0.1);
  gradus_session_step (session);
  before = fixture_snapshot (session);

  gradus_session_next (session);
  gradus_session_reset (session);
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
  g_assert_false (gradus_session_get_can_go_back (session));
  g_assert_true (gradus_session_undo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (before, now, TRUE);
  g_assert_true (gradus_session_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);

  /* At the start there is nothing to reset but a walk, and that makes no entry. */
  gradus_session_undo (session);
  while (gradus_session_undo (session))
    ;
  gradus_session_next (session);
  gradus_session_reset (session);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
  g_assert_true (gradus_session_get_can_redo (session));
  g_assert_false (gradus_session_get_can_undo (session));
}

static void
test_trouble (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_diverging);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  guint total;

  g_assert_true (gradus_session_train (session, 100000));
  fixture_wait (session);
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 1);
  g_assert_cmpuint (gradus_session_get_steps (session), >, 0);
  g_assert_cmpuint (gradus_session_get_steps (session), <, 100);
  g_assert_true (g_str_has_prefix (fixture_watch_message (watch), "Step "));
  for (gsize i = 0; i < 3; i++)
    g_assert_true (isfinite (gradus_session_get_network (session)->parameters[i]));

  before = fixture_snapshot (session);
  total = fixture_watch_total (watch);
  g_assert_false (gradus_session_step (session));
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 2);
  g_assert_cmpuint (fixture_watch_total (watch), ==, total + 1);
  now = fixture_snapshot (session);
  fixture_assert_same (before, now, TRUE);

  /* In a walk it is the last stage that does not come. */
  gradus_session_set_cursor (session, ARTICLE_STAGES - 1);
  g_assert_false (gradus_session_next (session));
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 1);
  g_assert_false (gradus_session_train (session, 10));
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 1);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_WALKING);

  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
}

/* Values may be such that the loss is not finite: that is shown, and can be taken back. */
static void
test_not_finite_loss (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_diverging);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) now = NULL;

  fixture_set (session, x1, 1e300);
  g_assert_false (isfinite (gradus_session_get_loss (session)));
  g_assert_cmpuint (gradus_history_length (gradus_session_get_history (session)), ==, 0);
  g_assert_false (gradus_session_step (session));
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 1);
  g_assert_true (gradus_session_undo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-edit/drag", test_drag);
  g_test_add_func ("/session-edit/refusals", test_refusals);
  g_test_add_func ("/session-edit/values", test_values);
  g_test_add_func ("/session-edit/fork", test_fork);
  g_test_add_func ("/session-edit/reset", test_reset);
  g_test_add_func ("/session-edit/trouble", test_trouble);
  g_test_add_func ("/session-edit/not-finite-loss", test_not_finite_loss);
  return g_test_run ();
}
