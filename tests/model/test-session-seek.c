/* Any step of a training brought on show again: bit for bit, within a budget of
 * memory, at once or by a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#define N_STEPS 3000

/* What plain training comes to, step by step. */
static GradusState **
train_plainly (GradusSession *session, gsize n)
{
  const GradusProblem *problem = gradus_session_get_problem (session);
  g_autoptr (GradusDocument) document = gradus_session_to_document (session);
  GradusTrainer *trainer = gradus_trainer_new (problem);
  GradusState **states = g_new0 (GradusState *, n + 1);
  gsize made;

  states[0] = gradus_state_copy (document->state);
  for (gsize k = 1; k <= n; k++)
    {
      states[k] = gradus_state_copy (states[k - 1]);
      gradus_trainer_run (trainer, states[k], 1, NULL, 0, NULL, &made);
      g_assert_cmpuint (made, ==, 1);
    }
  gradus_trainer_free (trainer);
  return states;
}

static void
free_states (GradusState **states, gsize n)
{
  for (gsize k = 0; k <= n; k++)
    gradus_state_free (states[k]);
  g_free (states);
}

/* That the numbers on show are those of a state, and the step that comes next too. */
static void
assert_shows (GradusSession *session, const GradusState *state)
{
  const GradusProblem *problem = gradus_session_get_problem (session);
  GradusTrainer *trainer = gradus_trainer_new (problem);
  const GradusTrace *shown = gradus_session_get_trace (session);
  GradusTrace *trace = gradus_trainer_trace (trainer, state, gradus_state_next_sample (problem, state), FALSE);
  gsize size = problem->shape.n_parameters * sizeof (double);

  g_assert_cmpuint (gradus_session_get_steps (session), ==, state->steps);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
  g_assert_cmpuint (shown->sample, ==, trace->sample);
  g_assert_cmpmem (shown->parameters, size, trace->parameters, size);
  g_assert_cmpmem (shown->step_gradient, size, trace->step_gradient, size);
  g_assert_cmpmem (shown->updated, size, trace->updated, size);
  g_assert_cmpfloat (gradus_session_get_loss (session), ==, gradus_trainer_loss (trainer, state));
  gradus_trace_free (trace);
  gradus_trainer_free (trainer);
}

/* Random positions, in a training of runs and single steps. */
static void
test_positions (gconstpointer data)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GradusSession) session = fixture_new_session ((GradusDocument * (*) (void) ) data);
  GradusState **states = train_plainly (session, N_STEPS);

  g_test_message ("seed %u", seed);
  while (gradus_session_get_last_step (session) < N_STEPS)
    if (g_rand_boolean (rand))
      gradus_session_step (session);
    else
      gradus_session_train_and_wait (
          session,
          (guint64) g_rand_int_range (rand, 1, (gint32) (N_STEPS - gradus_session_get_last_step (session)) + 1));

  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);

  for (guint k = 0; k < 200; k++)
    {
      guint64 steps = (guint64) g_rand_int_range (rand, 0, N_STEPS + 1);

      gradus_session_seek_and_wait (session, steps);
      assert_shows (session, states[steps]);
      if (g_rand_int_range (rand, 0, 4) == 0 && gradus_session_back (session))
        {
          g_assert_true (gradus_session_next (session)); /* each other's inverse */
          assert_shows (session, states[steps]);
        }
      if (steps < N_STEPS && g_rand_int_range (rand, 0, 4) == 0)
        {
          g_assert_true (gradus_session_step (session)); /* known already */
          assert_shows (session, states[steps + 1]);
        }
    }
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, 0);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, N_STEPS);

  g_autoptr (FixtureSnapshot) after = fixture_snapshot (session);

  fixture_assert_same (before, after, FALSE); /* nothing was changed by looking */
  free_states (states, N_STEPS);
}

static void
test_range (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  g_assert_false (gradus_session_seek (session, 5)); /* there is nowhere to go */
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  gradus_session_train_and_wait (session, 100);
  g_assert_cmpuint (gradus_session_get_first_step (session), ==, 0);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, 100);
  g_assert_cmpuint (fixture_watch_count (watch, "last-step"), ==, 1);

  g_assert_true (gradus_session_seek (session, 40));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 40);
  g_assert_cmpuint (gradus_session_get_seek_step (session), ==, 40);
  g_assert_cmpuint (fixture_watch_count (watch, "last-step"), ==, 1); /* the tip stays */
  g_assert_false (gradus_session_seek (session, 40));
  g_assert_true (gradus_session_seek (session, 1000000));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 100);

  /* A walk is left for the whole pass. */
  g_assert_true (gradus_session_next (session));
  g_assert_true (gradus_session_seek (session, 100));
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
}

/* A change behind the tip branches off there, and undo leads to the whole of the old way. */
static void
test_branch (void)
{
  const GradusPart weight = { GRADUS_PART_WEIGHT, 0, 0, 0 };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  GradusState **states = train_plainly (session, 500);

  gradus_session_train_and_wait (session, 500);
  gradus_session_seek_and_wait (session, 200);
  fixture_set (session, weight, 0.125);
  g_assert_cmpuint (gradus_session_get_first_step (session), ==, 200);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, 200);
  gradus_session_train_and_wait (session, 50);
  gradus_session_seek_and_wait (session, 225);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 225);

  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_first_step (session), ==, 0);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, 500);
  for (guint64 steps = 0; steps <= 500; steps += 125)
    {
      gradus_session_seek_and_wait (session, steps);
      assert_shows (session, states[steps]);
    }

  g_assert_true (gradus_session_redo (session));
  g_assert_true (gradus_session_redo (session));
  g_assert_cmpuint (gradus_session_get_first_step (session), ==, 200);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, 250);
  gradus_session_seek_and_wait (session, 200);
  g_assert_cmpfloat (fixture_get (session, weight), ==, 0.125);
  free_states (states, 500);
}

/* Renaming is no change of the way. */
static void
test_kept (void)
{
  const GradusPart input = { GRADUS_PART_INPUT, 0, 0, 0 };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);

  gradus_session_train_and_wait (session, 100);
  g_assert_true (gradus_session_rename (session, input, "age", NULL));
  g_assert_cmpuint (gradus_session_get_first_step (session), ==, 0);
  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_first_step (session), ==, 0);
  gradus_session_reset (session);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, 0);
  g_assert_true (gradus_session_undo (session));
  gradus_session_seek_and_wait (session, 50);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 50);
}

/* Full batches of many samples: a step takes long enough that a thread is needed. */
static GradusDocument *
new_slow (void)
{
  GradusDocument *document = fixture_new_batches ();
  gsize n = 20000;

  g_free (document->inputs);
  g_free (document->targets);
  document->n_samples = n;
  document->inputs = g_new (double, 2 * n);
  document->targets = g_new (double, 2 * n);
  for (gsize i = 0; i < 2 * n; i++)
    {
      document->inputs[i] = (double) (i % 17) / 10 - 0.8;
      document->targets[i] = (double) (i % 23) / 30 - 0.3;
    }
  document->training.batch_size = 0;
  return document;
}

static void
wait_until_found (GradusSession *session)
{
  while (gradus_session_get_seeking (session))
    g_main_context_iteration (NULL, TRUE);
}

/* The latest wins, and whatever else is done ends the search. */
static void
test_thread (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (new_slow);
  GradusState **states = train_plainly (session, 2000);

  gradus_session_train_and_wait (session, 2000);

  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  g_assert_true (gradus_session_seek (session, 1900));
  g_assert_true (gradus_session_get_seeking (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 2000); /* until it is there */
  g_assert_cmpuint (gradus_session_get_seek_step (session), ==, 1900);
  g_assert_true (gradus_session_seek (session, 1500));
  wait_until_found (session);
  assert_shows (session, states[1500]);
  g_assert_cmpuint (fixture_watch_count (watch, "steps"), ==, 1);
  g_assert_cmpuint (fixture_watch_count (watch, "seek-progress"), >, 0);
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, 0);

  g_assert_true (gradus_session_seek (session, 300)); /* under way or there already */
  gradus_session_seek (session, 1500);
  wait_until_found (session);
  gradus_session_seek (session, 300);
  gradus_session_back (session);
  g_assert_false (gradus_session_get_seeking (session));

  gradus_session_seek_and_wait (session, 1900);
  gradus_session_seek (session, 1000);
  gradus_session_train (session, 1100);
  g_assert_false (gradus_session_get_seeking (session));
  fixture_wait (session);

  gradus_session_seek (session, 1700);
  gradus_session_undo (session);
  g_assert_false (gradus_session_get_seeking (session));
  free_states (states, 2000);
}

/* A session may go while it searches. */
static void
test_gone (void)
{
  GradusSession *session = fixture_new_session (new_slow);

  gradus_session_train_and_wait (session, 500);
  g_assert_true (gradus_session_seek (session, 400));
  g_assert_finalize_object (session);
}

/* States of a quarter of a megabyte, and an undo entry a step. */
static void
test_memory (void)
{
  g_autoptr (GradusDocument) document = new_slow ();
  g_autoptr (GradusSession) session = NULL;
  gsize n = 30000;

  document->inputs = g_renew (double, document->inputs, 2 * n);
  document->targets = g_renew (double, document->targets, 2 * n);
  for (gsize i = 2 * document->n_samples; i < 2 * n; i++)
    {
      document->inputs[i] = (double) (i % 17) / 10 - 0.8;
      document->targets[i] = (double) (i % 23) / 30 - 0.3;
    }
  document->n_samples = n;
  document->training.batch_size = 1;
  session = gradus_session_new (document);

  GradusState **states = train_plainly (session, 10);

  for (guint k = 0; k < 400; k++)
    {
      gradus_session_step (session);
      g_assert_cmpuint (gradus_session_get_memory (session), <=, GRADUS_SESSION_MEMORY);
    }
  g_assert_cmpuint (gradus_session_get_memory (session), >, GRADUS_SESSION_MEMORY / 2);
  for (guint64 steps = 0; steps <= 10; steps += 5)
    {
      gradus_session_seek_and_wait (session, steps);
      assert_shows (session, states[steps]);
    }

  guint undone = 0;

  while (gradus_session_undo (session))
    undone++;
  g_assert_cmpuint (undone, >, 100); /* checkpoints have not driven out everything */
  g_assert_cmpuint (gradus_session_get_memory (session), <=, GRADUS_SESSION_MEMORY);
  free_states (states, 10);
}

/* Kept runs stay as they were, whatever comes after them, undo included; there are eight at most. */
static void
test_kept_runs (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (GradusDocument) article = fixture_new_article ();

  g_assert_false (gradus_session_keep_run (session)); /* there is none yet */
  gradus_session_train_and_wait (session, 100);
  g_assert_true (gradus_session_keep_run (session));
  g_assert_cmpuint (fixture_watch_count (watch, "kept-runs"), ==, 1);

  const GradusKeptRun *run = gradus_session_get_kept_run (session, 0);
  gsize n = gradus_history_length (gradus_session_get_history (session));
  double loss = gradus_history_get (gradus_session_get_history (session), n - 1).loss;

  fixture_set (session, (GradusPart){ GRADUS_PART_LEARNING_RATE }, 0.5);
  gradus_session_reset (session);
  while (gradus_session_undo (session))
    ;
  g_assert_cmpuint (gradus_session_get_n_kept_runs (session), ==, 1);
  g_assert_cmpuint (gradus_series_length (run->losses), ==, n);
  g_assert_cmpfloat (gradus_series_get (run->losses, n - 1).loss, ==, loss);
  g_assert_cmpfloat (run->training.learning_rate, ==, 0.05);

  gradus_session_train_and_wait (session, 10);
  for (guint k = 0; k < GRADUS_MAX_KEPT_RUNS; k++)
    g_assert_true (gradus_session_keep_run (session));
  g_assert_cmpuint (gradus_session_get_n_kept_runs (session), ==, GRADUS_MAX_KEPT_RUNS);
  gradus_session_remove_kept_run (session, 3);
  g_assert_true (gradus_session_keep_run (session));
  for (guint k = 0; k < GRADUS_MAX_KEPT_RUNS; k++)
    for (guint l = 0; l < k; l++)
      g_assert_cmpuint (
          gradus_session_get_kept_run (session, k)->style, !=, gradus_session_get_kept_run (session, l)->style);
  gradus_session_load (session, article);
  g_assert_cmpuint (gradus_session_get_n_kept_runs (session), ==, 0);
  g_assert_null (gradus_session_get_kept_run (session, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/session-seek/positions/article", fixture_new_article, test_positions);
  g_test_add_data_func ("/session-seek/positions/batches", fixture_new_batches, test_positions);
  g_test_add_data_func ("/session-seek/positions/tested", fixture_new_tested, test_positions);
  g_test_add_func ("/session-seek/range", test_range);
  g_test_add_func ("/session-seek/branch", test_branch);
  g_test_add_func ("/session-seek/kept", test_kept);
  g_test_add_func ("/session-seek/thread", test_thread);
  g_test_add_func ("/session-seek/gone", test_gone);
  g_test_add_func ("/session-seek/memory", test_memory);
  g_test_add_func ("/session-seek/kept-runs", test_kept_runs);
  return g_test_run ();
}
