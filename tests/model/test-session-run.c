/* Runs: the worker, Play, edits meanwhile, handlers that reach back in, and
 * the limit of the undo history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "core/gradus-stage.h"

static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };
static const GradusPart rate = { GRADUS_PART_LEARNING_RATE, 0, 0, 0 };

typedef struct
{
  guint64 last;
  guint n;
} Runs;

static void
wait_for_step (GradusSession *session, guint64 steps)
{
  while (gradus_session_get_steps (session) < steps)
    g_main_context_iteration (NULL, TRUE);
}

static void
stepped_cb (GradusSession *session, guint64 first, guint64 last, Runs *runs)
{
  g_assert_cmpuint (first, ==, runs->last);
  runs->last = last;
  runs->n++;
}

/* Published runs follow each other without a gap, and the whole is one entry. */
static void
test_play (gconstpointer data)
{
  double speed = GPOINTER_TO_INT (data);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) end = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  Runs runs = { 0 };
  guint64 steps;

  g_signal_connect (session, "stepped", G_CALLBACK (stepped_cb), &runs);
  gradus_session_set_speed (session, speed);
  gradus_session_play (session);
  g_assert_true (gradus_session_get_playing (session));
  while (runs.n < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gradus_session_get_can_undo (session));

  gradus_session_pause (session);
  steps = gradus_session_get_steps (session);
  g_assert_cmpuint (runs.last, ==, steps);
  g_assert_false (gradus_session_get_playing (session));
  g_assert_cmpuint (fixture_watch_count (watch, "playing"), ==, 2);
  g_assert_cmpuint (fixture_watch_count (watch, "state"), ==, 2);
  if (steps < GRADUS_HISTORY_CAPACITY / 2) /* beyond its capacity it is thinned out */
    g_assert_cmpuint (gradus_history_length (gradus_session_get_history (session)), ==, steps + 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (gradus_session_get_steps (session), ==, steps);
  end = fixture_snapshot (session);

  g_assert_true (gradus_session_undo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
  g_assert_false (gradus_session_get_can_undo (session));
  g_assert_true (gradus_session_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (end, now, TRUE);
}

/* The speed may change on the way, from the clock to the worker and back. */
static void
test_speed (void)
{
  static const double speeds[] = { 400, 0, 1000, 0, 50 };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusSession) other = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  Runs runs = { 0 };

  g_signal_connect (session, "stepped", G_CALLBACK (stepped_cb), &runs);
  gradus_session_play (session);
  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      gradus_session_set_speed (session, speeds[i]);
      g_assert_true (gradus_session_get_playing (session));
      wait_for_step (session, gradus_session_get_steps (session) + 2);
    }
  g_assert_cmpuint (fixture_watch_count (watch, "speed"), ==, G_N_ELEMENTS (speeds));
  gradus_session_pause (session);

  gradus_session_train_and_wait (other, gradus_session_get_steps (session));

  g_autoptr (FixtureSnapshot) a = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) b = fixture_snapshot (other);

  g_assert_true (gradus_state_equal (a->state, b->state));
  g_assert_true (gradus_session_undo (session));
  g_assert_false (gradus_session_get_can_undo (session));
}

/* An edit while training: a run, the edit, a new run. */
static void
test_edit_while_training (gconstpointer data)
{
  double speed = GPOINTER_TO_INT (data);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  const char *descriptions[] = { "Undo Training", "Undo Change of η", "Undo Training" };
  guint64 edited;

  gradus_session_set_speed (session, speed);
  gradus_session_play (session);
  wait_for_step (session, 3);
  g_assert_true (gradus_session_set_value (session, rate, 0.5, NULL));
  g_assert_cmpfloat (gradus_session_get_learning_rate (session), ==, 0.5);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_TRAINING);
  edited = gradus_session_get_steps (session);
  wait_for_step (session, edited + 3);
  gradus_session_pause (session);

  for (gsize i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autofree char *undo = gradus_session_describe_undo (session);

      g_assert_cmpstr (undo, ==, descriptions[i]);
      g_assert_true (gradus_session_undo (session));
      g_assert_cmpuint (gradus_session_get_steps (session), ==, i < 2 ? edited : 0);
      g_assert_cmpfloat (gradus_session_get_learning_rate (session), ==, i < 1 ? 0.5 : 0.1);
    }
  g_assert_false (gradus_session_undo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
}

/* A drag while training is one entry, and training goes on during it. */
static void
test_drag_while_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) end = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  guint64 begun, ended;

  gradus_session_play (session);
  wait_for_step (session, 3);
  gradus_session_begin_edit (session);
  begun = gradus_session_get_steps (session);
  for (int i = 0; i < 5; i++)
    {
      g_assert_true (gradus_session_set_value (session, w1, i / 10.0, NULL));
      if (i == 0)
        begun = gradus_session_get_steps (session);
      wait_for_step (session, gradus_session_get_steps (session) + 1);
    }
  gradus_session_end_edit (session);
  ended = gradus_session_get_steps (session);
  g_assert_cmpuint (ended, >=, begun + 5);
  wait_for_step (session, ended + 1);
  gradus_session_pause (session);
  end = fixture_snapshot (session);

  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, ended);
  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, begun);
  g_assert_true (gradus_session_undo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
  g_assert_false (gradus_session_undo (session));
  while (gradus_session_redo (session))
    ;
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (end, now, TRUE);
}

static void
pause_cb (GradusSession *session)
{
  gradus_session_pause (session);
}

static void
undo_cb (GradusSession *session)
{
  gradus_session_undo (session);
}

static void
edit_cb (GradusSession *session)
{
  g_assert_true (gradus_session_set_value (session, w1, gradus_session_get_steps (session) % 7, NULL));
}

static void
unref_cb (GradusSession *session, guint64 first, guint64 last, GradusSession **owner)
{
  g_clear_object (owner);
}

/* A handler may do to the session what it likes. */
static void
test_handlers (void)
{
  GradusSession *session = fixture_new_session (fixture_new_article);
  gulong handler;

  handler = g_signal_connect (session, "stepped", G_CALLBACK (pause_cb), NULL);
  gradus_session_play (session);
  fixture_wait (session);
  g_assert_cmpuint (gradus_session_get_steps (session), >, 0);
  g_signal_handler_disconnect (session, handler);

  handler = g_signal_connect (session, "stepped", G_CALLBACK (undo_cb), NULL);
  gradus_session_play (session);
  fixture_wait (session);
  gradus_session_step (session);
  g_signal_handler_disconnect (session, handler);

  handler = g_signal_connect (session, "stepped", G_CALLBACK (edit_cb), NULL);
  gradus_session_train (session, 100);
  fixture_wait (session);
  g_signal_handler_disconnect (session, handler);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);

  GradusSession *owner = session;

  g_signal_connect (session, "stepped", G_CALLBACK (unref_cb), &owner);
  gradus_session_play (session);
  while (session != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_toggle (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);

  for (int i = 0; i < 20; i++)
    {
      gradus_session_train (session, G_MAXUINT64);
      g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_TRAINING);
      if (i % 2 == 0)
        g_assert_true (gradus_session_train (session, 5));
      else
        gradus_session_play (session);
      g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
    }
}

/* Another document while training, and the session's own once more. */
static void
test_load (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusDocument) other = fixture_new_batches ();

  gradus_session_play (session);
  wait_for_step (session, 1);
  gradus_session_begin_edit (session);
  gradus_session_set_value (session, w1, 2, NULL);
  gradus_session_load (session, other);
  gradus_session_end_edit (session);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
  g_assert_false (gradus_session_get_can_undo (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  gradus_session_train_and_wait (session, 10);
  gradus_session_load (session, gradus_session_get_document (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_false (gradus_session_get_can_undo (session));
}

/* Losses that are dear are taken once an epoch, and at the end. */
static void
test_history_of_batches (void)
{
  static const guint64 expected[] = { 0, 3, 6, 7, 8, 9, 10 };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  const GradusHistory *history;

  gradus_session_train_and_wait (session, 7);
  gradus_session_step (session);
  gradus_session_train (session, 2);
  fixture_wait (session);
  history = gradus_session_get_history (session);
  g_assert_cmpuint (gradus_history_length (history), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (gradus_history_get (history, i).step, ==, expected[i]);
  g_assert_cmpfloat (gradus_history_get (history, 6).loss, ==, gradus_session_get_loss (session));
}

/* Where the next step would not be finite, Play ends by itself, and says so once. */
static void
test_trouble (gconstpointer data)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_diverging);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autofree char *undo = NULL;
  g_autofree char *message = NULL;

  gradus_session_set_speed (session, GPOINTER_TO_INT (data));
  gradus_session_play (session);
  fixture_wait (session);
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 1);
  g_assert_false (gradus_session_get_playing (session));
  message = g_strdup_printf ("Step %" G_GUINT64_FORMAT " was not made", gradus_session_get_steps (session) + 1);
  g_assert_true (g_str_has_prefix (fixture_watch_message (watch), message));
  undo = gradus_session_describe_undo (session);
  g_assert_cmpstr (undo, ==, "Undo Training");
  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
}

/* What is saved while training is whole: it goes on to the same bits. */
static void
test_save_while_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);

  gradus_session_play (session);
  wait_for_step (session, 7);

  g_autoptr (GradusDocument) saved = gradus_session_to_document (session);
  g_autoptr (GradusSession) opened = gradus_session_new (saved);

  g_assert_cmpint (gradus_session_get_state (opened), ==, GRADUS_SESSION_AT_REST);
  wait_for_step (session, gradus_session_get_steps (opened) + 5);
  gradus_session_pause (session);
  gradus_session_train_and_wait (opened, gradus_session_get_steps (session) - gradus_session_get_steps (opened));

  g_autoptr (FixtureSnapshot) a = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) b = fixture_snapshot (opened);

  g_assert_true (gradus_state_equal (a->state, b->state));
}

static GradusDocument *
make_large (void)
{
  g_autoptr (GradusDocument) article = fixture_new_article ();
  GradusDocument *document = gradus_document_copy (article);
  GradusShape shape = { .n_inputs = 500, .n_layers = 2 };

  shape.layers[0].n_neurons = 500;
  shape.layers[0].activation = GRADUS_ACTIVATION_TANH;
  shape.layers[1].n_neurons = 1;
  shape.layers[1].activation = GRADUS_ACTIVATION_IDENTITY;
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  gradus_network_free (document->network);
  gradus_names_free (document->names);
  g_free (document->inputs);
  document->network = gradus_network_new (&shape);
  document->names = gradus_names_new (&shape);
  document->inputs = g_new0 (double, 500);
  for (gsize i = 0; i < shape.n_parameters; i++)
    document->network->parameters[i] = (i % 13 - 6.0) / 100;
  for (gsize i = 0; i < 500; i++)
    document->inputs[i] = (i % 7 - 3.0) / 100;
  return document;
}

/* 2 MB a state: half of the memory holds 16 of them, the newest, and checkpoints have the other; Back still
 * goes all the way. */
static void
test_limit (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (make_large);
  guint n = 0;

  for (int i = 0; i < 40; i++)
    g_assert_true (gradus_session_step (session));

  gradus_session_back (session);
  gradus_session_set_cursor (session, G_MAXSIZE);
  while (gradus_session_get_steps (session) > 0)
    {
      gradus_session_set_cursor (session, 1);
      gradus_session_back (session);
      if (!gradus_session_back (session))
        break;
      gradus_session_set_cursor (session, G_MAXSIZE);
    }
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);

  while (gradus_session_undo (session))
    n++;
  g_assert_cmpuint (n, <=, 64 * 1024 * 1024 / (250500 * sizeof (double)));
  g_assert_cmpuint (n, >, 14);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 40 - n);
  g_assert_false (gradus_session_get_can_undo (session));
  while (gradus_session_redo (session))
    n--;
  g_assert_cmpuint (n, ==, 0);
}

static void
assert_ordered (const GradusHistory *history, guint64 last)
{
  gsize n = gradus_history_length (history);

  g_assert_cmpuint (gradus_history_get (history, 0).step, ==, 0);
  g_assert_cmpuint (gradus_history_get (history, n - 1).step, ==, last);
  for (gsize i = 1; i < n; i++)
    g_assert_cmpuint (gradus_history_get (history, i - 1).step, <, gradus_history_get (history, i).step);
}

/* The history is thinned out between an edit and its undo. */
static void
test_long_history (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  const GradusHistory *history = gradus_session_get_history (session);

  gradus_session_train_and_wait (session, 900000);
  gradus_session_set_value (session, w1, 2, NULL);
  gradus_session_train_and_wait (session, 700000);
  assert_ordered (history, 1600000);
  g_assert_cmpuint (gradus_history_length (history), <, GRADUS_HISTORY_CAPACITY);

  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_undo (session));
  assert_ordered (history, 900000);
  g_assert_cmpfloat (
      gradus_history_get (history, gradus_history_length (history) - 1).loss, ==, gradus_session_get_loss (session));
  g_assert_true (gradus_session_redo (session));
  g_assert_true (gradus_session_redo (session));
  assert_ordered (history, 1600000);
  g_assert_cmpfloat (
      gradus_history_get (history, gradus_history_length (history) - 1).loss, ==, gradus_session_get_loss (session));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/session-run/play/full", GINT_TO_POINTER (0), test_play);
  g_test_add_data_func ("/session-run/play/slow", GINT_TO_POINTER (50), test_play);
  g_test_add_data_func ("/session-run/play/fast", GINT_TO_POINTER (2000), test_play);
  g_test_add_func ("/session-run/speed", test_speed);
  g_test_add_data_func ("/session-run/edit/worker", GINT_TO_POINTER (0), test_edit_while_training);
  g_test_add_data_func ("/session-run/edit/clock", GINT_TO_POINTER (300), test_edit_while_training);
  g_test_add_func ("/session-run/drag", test_drag_while_training);
  g_test_add_func ("/session-run/handlers", test_handlers);
  g_test_add_func ("/session-run/toggle", test_toggle);
  g_test_add_func ("/session-run/load", test_load);
  g_test_add_func ("/session-run/history-of-batches", test_history_of_batches);
  g_test_add_data_func ("/session-run/trouble/worker", GINT_TO_POINTER (0), test_trouble);
  g_test_add_data_func ("/session-run/trouble/clock", GINT_TO_POINTER (500), test_trouble);
  g_test_add_func ("/session-run/save", test_save_while_training);
  g_test_add_func ("/session-run/limit", test_limit);
  g_test_add_func ("/session-run/long-history", test_long_history);
  return g_test_run ();
}
