/* Samples by hand: added, taken away, written over, cleared; and the way back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-csv.h"

static const GradusPart x1 = { .kind = GRADUS_PART_INPUT };
static const GradusPart w1 = { .kind = GRADUS_PART_WEIGHT };
static const GradusPart rate = { .kind = GRADUS_PART_LEARNING_RATE };

static double
get_cell (GradusSession *session, gsize row, gsize column)
{
  gsize n_inputs = gradus_session_get_network (session)->shape.n_inputs;
  const double *inputs, *targets;

  g_assert_true (gradus_session_get_row (session, row, &inputs, &targets));
  return column < n_inputs ? inputs[column] : targets[column - n_inputs];
}

static void
add (GradusSession *session, gboolean test, double a, double b, double c)
{
  const double row[] = { a, b, c };
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_session_add_rows (session, test, 1, row, &error));
  g_assert_no_error (error);
}

/* The mean loss as the definition has it: a session of the same rows has no other. */
static void
assert_loss_of_rows (GradusSession *session)
{
  g_autoptr (GradusDocument) document = gradus_session_to_document (session);
  g_autoptr (GradusSession) fresh = gradus_session_new (document);

  g_assert_cmpfloat (gradus_session_get_loss (session), ==, gradus_session_get_loss (fresh));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, gradus_session_get_steps (fresh));
}

static void
test_add (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) undone = NULL;
  g_autoptr (FixtureSnapshot) done = NULL;
  g_autoptr (FixtureSnapshot) redone = NULL;

  gradus_session_train_and_wait (session, 10);
  before = fixture_snapshot (session);
  add (session, FALSE, -1, 0.5, 0.25);
  fixture_watch_check (watch);
  g_assert_cmpuint (fixture_watch_count (watch, "document"), ==, 1);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 2);
  g_assert_cmpfloat (get_cell (session, 1, 0), ==, -1);
  g_assert_cmpfloat (get_cell (session, 1, 1), ==, 0.5);
  g_assert_cmpfloat (get_cell (session, 1, 2), ==, 0.25);

  /* Steps and weights go on. */
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 10);
  done = fixture_snapshot (session);
  g_assert_cmpmem (before->parameters, 3 * sizeof (double), done->parameters, 3 * sizeof (double));
  assert_loss_of_rows (session);

  g_autofree char *undo = gradus_session_describe_undo (session);

  g_assert_cmpstr (undo, ==, "Undo Change of the Samples");
  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);
  g_assert_true (gradus_session_redo (session));
  redone = fixture_snapshot (session);
  fixture_assert_same (done, redone, TRUE);
}

/* Both samples are trained on, and as from a document that had them from the start. */
static void
test_train_on_added (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusSession) other = NULL;
  g_autoptr (GradusDocument) document = NULL;
  g_autoptr (FixtureSnapshot) a = NULL;
  g_autoptr (FixtureSnapshot) b = NULL;

  add (session, FALSE, -1, 0.5, 0.25);
  document = gradus_session_to_document (session);
  other = gradus_session_new (document);
  gradus_session_train_and_wait (session, 1001);
  gradus_session_train_and_wait (other, 1001);
  a = fixture_snapshot (session);
  b = fixture_snapshot (other);
  g_assert_true (gradus_state_equal (a->state, b->state));
  g_assert_cmpuint (gradus_session_get_sample (session), ==, 1);
}

static void
test_add_for_testing (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusDocument) saved = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GradusDocument) read = NULL;
  g_autoptr (GError) error = NULL;
  double loss = gradus_session_get_loss (session);

  for (int i = 0; i < 7; i++)
    add (session, i % 3 == 2, i / 3.0, -i / 7.0, 1.0 / (1 + i));
  g_assert_cmpuint (gradus_session_get_document (session)->n_test, ==, 2);
  g_assert_cmpfloat (get_cell (session, 6, 0), ==, 2 / 3.0);
  g_assert_cmpfloat (loss, !=, gradus_session_get_loss (session));

  /* Which rows are which stays so in a file. */
  saved = gradus_session_to_document (session);
  bytes = gradus_document_to_bytes (saved);
  read = gradus_document_new_from_bytes (bytes, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->n_samples, ==, 6);
  g_assert_cmpuint (read->n_test, ==, 2);
  g_assert_cmpmem (read->inputs, 12 * sizeof (double), saved->inputs, 12 * sizeof (double));
  g_assert_cmpmem (read->test_inputs, 4 * sizeof (double), saved->test_inputs, 4 * sizeof (double));
  g_assert_cmpmem (read->test_targets, 2 * sizeof (double), saved->test_targets, 2 * sizeof (double));
  g_assert_true (gradus_session_holds (session, read));
  g_assert_true (gradus_session_set_cells (session, 7, 1, 1, 1, &(double){ 9 }, NULL));
  g_assert_false (gradus_session_holds (session, read));
  g_assert_cmpfloat (get_cell (session, 7, 1), ==, 9);
}

static void
test_stroke (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) undone = NULL;
  const double row[] = { 0.5, 0.25, 1, 0 };

  gradus_session_train_and_wait (session, 7);
  gradus_session_back (session); /* not at the tip */
  gradus_session_back (session);
  before = fixture_snapshot (session);
  gradus_session_begin_edit (session);
  fixture_set (session, x1, 3); /* held by itself, until there are other rows */
  fixture_set (session, w1, 0.125);
  fixture_set (session, rate, 0.5);
  for (int i = 0; i < 20; i++)
    g_assert_true (gradus_session_add_rows (session, i % 4 == 3, 1, row, NULL));
  fixture_set (session, x1, 4);
  fixture_set (session, w1, 0.25);
  gradus_session_end_edit (session);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 25);
  g_assert_cmpfloat (fixture_get (session, w1), ==, 0.25);

  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, FALSE);
  g_assert_true (gradus_session_redo (session));
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 25);
  g_assert_cmpfloat (gradus_session_get_learning_rate (session), ==, 0.5);
}

static void
test_remove (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) undone = NULL;
  g_autoptr (GError) error = NULL;
  const gsize some[] = { 3, 0, 3 }, all[] = { 0, 1, 2, 3, 4 }, none[] = { 5 };
  double kept[] = { get_cell (session, 1, 0), get_cell (session, 2, 3), get_cell (session, 4, 1) };

  before = fixture_snapshot (session);
  g_assert_false (gradus_session_remove_rows (session, 1, none, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_NO_PART);
  g_clear_error (&error);
  g_assert_false (gradus_session_remove_rows (session, 5, all, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_SHAPE);
  g_clear_error (&error);
  g_assert_false (gradus_session_get_can_undo (session));

  gradus_session_set_sample (session, 4);
  g_assert_true (gradus_session_remove_rows (session, 3, some, &error));
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 3);
  g_assert_cmpfloat (get_cell (session, 0, 0), ==, kept[0]);
  g_assert_cmpfloat (get_cell (session, 1, 3), ==, kept[1]);
  g_assert_cmpfloat (get_cell (session, 2, 1), ==, kept[2]);
  g_assert_cmpuint (gradus_session_get_sample (session), ==, 2); /* still the same sample */
  assert_loss_of_rows (session);
  gradus_session_train_and_wait (session, 50);
  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);
}

static void
test_cells (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GError) error = NULL;
  const double block[] = { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6 }, bad[] = { 1, NAN };
  double target = get_cell (session, 0, 2);

  /* A block over the end adds rows; what it leaves out is the traced sample's. */
  g_assert_true (gradus_session_set_cells (session, 0, 0, 3, 2, block, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 3);
  g_assert_cmpfloat (get_cell (session, 0, 1), ==, 0.2);
  g_assert_cmpfloat (get_cell (session, 2, 0), ==, 0.5);
  g_assert_cmpfloat (get_cell (session, 2, 2), ==, target);

  /* The same again is nothing. */
  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_redo (session));
  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_set_cells (session, 0, 2, 1, 1, &target, &error));
  g_assert_true (gradus_session_get_can_redo (session));
  g_assert_true (gradus_session_redo (session));

  g_assert_false (gradus_session_set_cells (session, 0, 2, 1, 2, block, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_NO_PART);
  g_clear_error (&error);
  g_assert_false (gradus_session_set_cells (session, 1, 0, 1, 2, bad, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_NOT_FINITE);
  g_clear_error (&error);
  g_assert_cmpfloat (get_cell (session, 1, 0), ==, 0.3);

  /* A single cell is a change like that of a slider, of whatever sample. */
  g_assert_true (gradus_session_set_cells (session, 2, 0, 1, 1, &(double){ 7 }, &error));
  g_assert_cmpfloat (get_cell (session, 2, 0), ==, 7);

  g_autofree char *undo = gradus_session_describe_undo (session);

  g_assert_cmpstr (undo, ==, "Undo Change of x₁");
}

/* Where binary cross-entropy is the loss, no target leaves 0 to 1. */
static void
test_range (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GError) error = NULL;
  const double row[] = { 1, 1, 2 };

  g_assert_true (gradus_session_set_loss_function (session, GRADUS_LOSS_BINARY_CROSS_ENTROPY, &error));
  g_assert_false (gradus_session_add_rows (session, FALSE, 1, row, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_RANGE);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 1);
}

static void
test_clear (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) undone = NULL;
  const double row[] = { 0.5, 0.25, 1, 0 };

  gradus_session_clear_rows (session);
  g_assert_true (gradus_session_get_document (session)->blank);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 1);
  gradus_session_clear_rows (session); /* it is clear */

  g_assert_true (gradus_session_add_rows (session, FALSE, 1, row, NULL));
  g_assert_false (gradus_session_get_document (session)->blank);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 1);
  g_assert_cmpfloat (get_cell (session, 0, 0), ==, 0.5);
  g_assert_true (gradus_session_add_rows (session, FALSE, 1, row, NULL));
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 2);

  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_get_document (session)->blank);
  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);
}

/* Reset keeps what was added, and undoes what was changed. */
static void
test_reset (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);

  add (session, FALSE, -1, 0.5, 0.25);
  g_assert_true (gradus_session_set_cells (session, 1, 0, 1, 1, &(double){ 7 }, NULL));
  gradus_session_train_and_wait (session, 5);
  gradus_session_reset (session);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 2);
  g_assert_cmpfloat (get_cell (session, 1, 0), ==, -1);
  g_assert_true (gradus_session_is_at_start (session));
}

/* Of a saved session too, whose state is for as many samples as it had. */
static void
test_saved (void)
{
  g_autoptr (GradusSession) first = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusDocument) saved = NULL;
  g_autoptr (GradusSession) session = NULL;
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) undone = NULL;
  const double row[] = { 0.5, 0.25, 1, 0 };

  gradus_session_train_and_wait (first, 9);
  saved = gradus_session_to_document (first);
  session = gradus_session_new (saved);
  before = fixture_snapshot (session);
  g_assert_true (gradus_session_add_rows (session, FALSE, 1, row, NULL));
  gradus_session_train_and_wait (session, 20);
  gradus_session_reset (session);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 9);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 6);
  gradus_session_train_and_wait (session, 20);
  while (gradus_session_undo (session))
    ;
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);
}

/* A change of the network borrows the samples from the variant that has them. */
static void
test_designs (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) undone = NULL;

  for (int i = 0; i < 6; i++)
    {
      add (session, i == 3, i, -i, 0.5);
      g_assert_true (gradus_session_set_n_neurons (session, 0, (gsize) i + 2, NULL));
      g_assert_true (gradus_session_set_biases (session, 0, i % 2 == 0, NULL));
      gradus_session_train_and_wait (session, 3);
    }
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 7);
  g_assert_cmpfloat (get_cell (session, 5, 1), ==, -5);
  while (gradus_session_undo (session))
    ;
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);
}

/* Points come while it trains; the run goes on, and the way back is whole. */
static void
test_while_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) undone = NULL;
  const double row[] = { 0.5, 0.25, 1, 0 };
  guint64 steps = 0;

  gradus_session_play (session);
  for (int i = 0; i < 10; i++)
    {
      while (gradus_session_get_steps (session) <= steps)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (gradus_session_add_rows (session, FALSE, 1, row, NULL));
      g_assert_true (gradus_session_get_playing (session));
      g_assert_cmpuint (gradus_session_get_steps (session), >, steps);
      steps = gradus_session_get_steps (session);
    }
  gradus_session_pause (session);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, 15);
  assert_loss_of_rows (session);
  while (gradus_session_undo (session))
    ;
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);
}

/* What is exported and read again is the same, bit for bit, names and test rows included. */
static void
test_export (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusSession) other = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusSamples) before = NULL;
  g_autoptr (GradusSamples) samples = NULL;
  g_autoptr (GradusSamples) after = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GradusTable) table = NULL;
  g_autoptr (GError) error = NULL;
  const double rows[] = { 1 / 3.0, -0.0, 1e-300, 12345678.9, 0.1, 5e-324, -1e300, 2 };
  const char *inputs[] = { "length, in cm", "set", NULL }, *targets[] = { "y₁", "y₂", NULL };
  const GradusDataSource source = { 0 };

  g_assert_true (gradus_session_rename (session, (GradusPart){ .kind = GRADUS_PART_INPUT }, inputs[0], NULL));
  g_assert_true (gradus_session_rename (session, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = 1 }, "set", NULL));
  g_assert_true (gradus_session_add_rows (session, TRUE, 2, rows, NULL));
  before = gradus_session_dup_samples (session);
  csv = gradus_session_export_data (session);
  table = gradus_csv_read (csv, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_rows, ==, 7);
  samples = gradus_samples_new (
      table, &(GradusSelection){ .inputs = inputs, .targets = targets, .split = "set 2", .n_outputs = 2 }, &error);
  g_assert_no_error (error);
  g_assert_true (gradus_session_set_data (other, samples, &source, &error));
  g_assert_no_error (error);
  after = gradus_session_dup_samples (other);
  g_assert_cmpuint (after->n_test, ==, 2);
  g_assert_cmpmem (before->inputs, 14 * sizeof (double), after->inputs, 14 * sizeof (double));
  g_assert_cmpmem (before->targets, 14 * sizeof (double), after->targets, 14 * sizeof (double));

  g_clear_pointer (&samples, gradus_samples_free);
  samples = gradus_samples_new (
      table, &(GradusSelection){ .inputs = inputs, .targets = targets, .split = "other", .n_outputs = 2 }, &error);
  g_assert_null (samples);
  g_assert_error (error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_COLUMN);
}

/* What is larger than the limit can be undone all the same, once. */
static void
test_large (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  gsize n = 1500000;
  g_autofree double *values = g_new0 (double, 3 * n);

  g_assert_true (gradus_session_add_rows (session, FALSE, n, values, NULL));
  add (session, FALSE, 1, 2, 3);
  add (session, FALSE, 1, 2, 3);
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, n + 3);
  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, n + 2);
  g_assert_false (gradus_session_undo (session));
  g_assert_true (gradus_session_redo (session));
  g_assert_cmpuint (gradus_session_get_n_rows (session), ==, n + 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-rows/add", test_add);
  g_test_add_func ("/session-rows/train-on-added", test_train_on_added);
  g_test_add_func ("/session-rows/add-for-testing", test_add_for_testing);
  g_test_add_func ("/session-rows/stroke", test_stroke);
  g_test_add_func ("/session-rows/remove", test_remove);
  g_test_add_func ("/session-rows/cells", test_cells);
  g_test_add_func ("/session-rows/range", test_range);
  g_test_add_func ("/session-rows/clear", test_clear);
  g_test_add_func ("/session-rows/reset", test_reset);
  g_test_add_func ("/session-rows/saved", test_saved);
  g_test_add_func ("/session-rows/designs", test_designs);
  g_test_add_func ("/session-rows/while-training", test_while_training);
  g_test_add_func ("/session-rows/export", test_export);
  g_test_add_func ("/session-rows/large", test_large);
  return g_test_run ();
}
