/* Runs with a goal, losses that leave all bounds, and how far a run has come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-progress.h"

static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };

static GradusGoal
make_goal (double loss, guint64 patience)
{
  GradusGoal goal = gradus_goal_none ();

  goal.loss = loss;
  goal.patience = patience;
  return goal;
}

/* The worker's run and the one that is waited for end at the same step, which is the first one there. */
static void
test_loss (void)
{
  GradusGoal goal = make_goal (0.01, 0);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusSession) other = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autofree char *undo = NULL;
  GradusGoalReason reason;

  g_assert_true (gradus_session_train_until (session, 100000, &goal));
  g_assert_cmpuint (gradus_session_get_run_length (session), ==, 100000);
  fixture_wait (session);
  g_assert_cmpuint (gradus_session_get_run_length (session), ==, 0);
  g_assert_cmpuint (fixture_watch_reached (watch, &reason), ==, 1);
  g_assert_cmpint (reason, ==, GRADUS_GOAL_LOSS);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 353);
  g_assert_cmpfloat (gradus_session_get_loss (session), <=, 0.01);

  g_assert_true (gradus_session_train_until_and_wait (other, 100000, &goal));

  g_autoptr (FixtureSnapshot) a = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) b = fixture_snapshot (other);

  fixture_assert_same (a, b, TRUE);
  g_assert_true (gradus_session_back (session));
  g_assert_cmpfloat (gradus_session_get_loss (session), >, 0.01);
  gradus_session_step (session);

  undo = gradus_session_describe_undo (session);
  g_assert_cmpstr (undo, ==, "Undo Training");
  g_assert_true (gradus_session_undo (session));

  g_autoptr (FixtureSnapshot) now = fixture_snapshot (session);

  fixture_assert_same (start, now, TRUE);
  g_assert_false (gradus_session_get_can_undo (session));
}

/* Where it is reached already no step is made, and there is nothing to undo. */
static void
test_reached_before (void)
{
  GradusGoal goal = make_goal (1, 0);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  GradusGoalReason reason;

  g_assert_true (gradus_session_train_until (session, 100, &goal));
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
  g_assert_cmpuint (fixture_watch_reached (watch, &reason), ==, 1);
  g_assert_cmpint (reason, ==, GRADUS_GOAL_LOSS);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_false (gradus_session_get_can_undo (session));
}

static void
test_all_steps (void)
{
  GradusGoal goal = make_goal (1e-9, 1000);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  GradusGoalReason reason;

  g_assert_true (gradus_session_train_until (session, 50, &goal));
  fixture_wait (session);
  g_assert_cmpuint (fixture_watch_reached (watch, &reason), ==, 1);
  g_assert_cmpint (reason, ==, GRADUS_GOAL_NONE);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 50);
}

/* A run without a goal, and one that is paused, say nothing of goals. */
static void
test_no_words (void)
{
  GradusGoal goal = make_goal (-1, 0);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  GradusGoalReason reason;

  gradus_session_train (session, 20);
  fixture_wait (session);
  gradus_session_train_until (session, G_MAXUINT64, &goal);
  while (gradus_session_get_steps (session) < 30)
    g_main_context_iteration (NULL, TRUE);
  gradus_session_pause (session);
  g_assert_cmpuint (fixture_watch_reached (watch, &reason), ==, 0);
}

static void
stepped_cb (GradusSession *session, guint64 first, guint64 last, guint64 *edited)
{
  if (*edited == 0)
    {
      g_assert_true (gradus_session_set_value (session, w1, 0.2, NULL));
      *edited = gradus_session_get_steps (session);
    }
}

/* With a rate of 0 no loss is ever better: the patience is all that is made, anew after an edit. */
static void
test_patience (void)
{
  GradusGoal goal = make_goal (NAN, 50000);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  GradusGoalReason reason;
  guint64 edited = 0, left;

  fixture_set (session, (GradusPart){ GRADUS_PART_LEARNING_RATE, 0, 0, 0 }, 0);
  g_assert_true (gradus_session_train_until_and_wait (session, G_MAXUINT64, &goal));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 50000);
  g_assert_cmpuint (fixture_watch_reached (watch, &reason), ==, 1);
  g_assert_cmpint (reason, ==, GRADUS_GOAL_NO_IMPROVEMENT);

  g_signal_connect (session, "stepped", G_CALLBACK (stepped_cb), &edited);
  g_assert_true (gradus_session_train_until (session, G_MAXUINT64, &goal));
  fixture_wait (session);
  left = gradus_session_get_steps (session) - edited;
  /* The first loss after the edit is the best one. */
  g_assert_true (edited == 0 || left == 0 || left == 50001);
}

static GradusDocument *
make_overflowing (void)
{
  GradusDocument *document = fixture_new_diverging ();

  document->training.learning_rate = 0.9;
  return document;
}

/* The last step that is made has a loss, and the next one is refused however it is asked for. */
static void
test_overflow (gconstpointer data)
{
  g_autoptr (GradusSession) session = fixture_new_session (data != NULL ? make_overflowing : fixture_new_diverging);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  gradus_session_train_and_wait (session, 100000);
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 1);
  g_assert_true (isfinite (gradus_session_get_loss (session)));

  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);

  g_assert_false (gradus_session_step (session));
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 2);
  g_assert_true (g_strrstr (fixture_watch_message (watch), "was not made") != NULL);

  g_autoptr (FixtureSnapshot) after = fixture_snapshot (session);

  fixture_assert_same (before, after, TRUE);
}

/* y = w x with w doubling in size: said once, and the run goes on. */
static GradusDocument *
make_growing (void)
{
  GradusDocument *document = fixture_new_article ();

  for (gsize l = 0; l < 2; l++)
    document->network->shape.layers[l].activation = GRADUS_ACTIVATION_IDENTITY;
  document->network->frozen = g_new0 (unsigned char, 3);
  document->network->frozen[0] = document->network->frozen[1] = 1;
  /* a = 1.1; L = (w a - 1)^2 has the slope 2 a (w a - 1) */
  document->training.learning_rate = 3 / (2 * 1.1 * 1.1);
  return document;
}

static void
test_growth (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (make_growing);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  gradus_session_train_and_wait (session, 4);
  g_assert_cmpuint (fixture_watch_growth (watch), ==, 0);
  gradus_session_train_and_wait (session, 100);
  g_assert_cmpuint (fixture_watch_growth (watch), ==, 1);
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 0);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 104);
}

static void
test_left (void)
{
  const GradusProgress progress = { .begun = 5000000, .length = 1000 };
  static const struct
  {
    double seconds;
    const char *words;
  } cases[] = {
    { NAN, "" },
    { 0.2, "about 1 s left" },
    { 7.3, "about 8 s left" },
    { 21, "about 25 s left" },
    { 119, "about 120 s left" },
    { 150, "about 3 min left" },
    { 3 * 3600, "about 3 h left" },
    { 1e30, "some days left" },
  };

  g_assert_true (isnan (gradus_progress_get_left (&progress, 5900000, 500)));
  g_assert_true (isnan (gradus_progress_get_left (&progress, 9000000, 0)));
  g_assert_cmpfloat (gradus_progress_get_left (&progress, 7000000, 250), ==, 6);
  g_assert_cmpfloat (gradus_progress_get_left (&progress, 7000000, 1000), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = gradus_progress_describe_left (cases[i].seconds, FALSE);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-goal/loss", test_loss);
  g_test_add_func ("/session-goal/reached-before", test_reached_before);
  g_test_add_func ("/session-goal/all-steps", test_all_steps);
  g_test_add_func ("/session-goal/no-words", test_no_words);
  g_test_add_func ("/session-goal/patience", test_patience);
  g_test_add_data_func ("/session-goal/overflow/wild", NULL, test_overflow);
  g_test_add_data_func ("/session-goal/overflow/slow", "", test_overflow);
  g_test_add_func ("/session-goal/growth", test_growth);
  g_test_add_func ("/session-goal/left", test_left);
  return g_test_run ();
}
