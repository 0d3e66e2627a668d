/* Other data in place of the session's: one entry, a network that goes with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "core/gradus-dataset.h"
#include "model/gradus-set-choice.h"
#include "model/gradus-table-set.h"

static const GradusLayer *
get_last (GradusSession *session)
{
  return &fixture_get_shape (session)->layers[fixture_get_shape (session)->n_layers - 1];
}

static void
set_data (GradusSession *session, const GradusSamples *samples, const char *set)
{
  GradusDataSource source = { .set = (char *) set };
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_session_set_data (session, samples, &source, &error));
  g_assert_no_error (error);
}

static void
set_formula (GradusSession *session, const char *set, gsize n, double noise, double test_fraction)
{
  g_autoptr (GradusSamples) samples = fixture_new_samples (set, n, noise, test_fraction);

  set_data (session, samples, set);
}

/* Undo leads to `before`, redo to what is now; and what is saved opens the same, but for where data are from. */
static void
assert_one_entry (GradusSession *session, const FixtureSnapshot *before)
{
  g_autoptr (FixtureSnapshot) now = fixture_snapshot (session);

  fixture_assert_undoes (session, before, now);
  gradus_data_source_clear (&now->document->data_source);
  fixture_assert_reopens (now);
}

/* Data of the same counts leave the network as it was trained; the training begins anew. */
static void
test_fitting (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) trained = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autofree char *undo = NULL, *redo = NULL;

  gradus_session_train_and_wait (session, 50);
  trained = fixture_snapshot (session);
  set_formula (session, "xor", 4, 0, 0);
  fixture_watch_check (watch);
  g_assert_cmpuint (fixture_watch_count (watch, "document"), ==, 1);
  now = fixture_snapshot (session);
  g_assert_cmpuint (now->steps, ==, 0);
  g_assert_cmpuint (gradus_history_length (now->history), ==, 1);
  g_assert_cmpmem (now->parameters,
                   now->n_parameters * sizeof (double),
                   trained->parameters,
                   trained->n_parameters * sizeof (double));
  g_assert_cmpuint (gradus_session_get_problem (session)->n_samples, ==, 4);
  g_assert_cmpstr (gradus_session_get_document (session)->data_source.set, ==, "xor");
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_SIGMOID);
  g_assert_cmpint (gradus_session_get_loss_function (session), ==, GRADUS_LOSS_SQUARED_ERROR);
  g_assert_cmpstr (gradus_session_get_names (session)->inputs[0], ==, "x₁");
  undo = gradus_session_describe_undo (session);
  g_assert_cmpstr (undo, ==, "Undo Change of Data");
  assert_one_entry (session, trained);

  /* Reset leads to the document's weights and the data as they were given. */
  fixture_set (session, (GradusPart){ .kind = GRADUS_PART_INPUT }, 7);
  gradus_session_train_and_wait (session, 10);
  gradus_session_reset (session);
  g_assert_cmpfloat (fixture_get (session, (GradusPart){ .kind = GRADUS_PART_INPUT }), ==, 0);
  g_assert_cmpfloat (fixture_get (session, (GradusPart){ .kind = GRADUS_PART_WEIGHT }), ==, 0.5);

  /* Values changed by hand come back with the data that they stand in. */
  fixture_set (session, (GradusPart){ .kind = GRADUS_PART_INPUT }, 5);
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  set_formula (session, "circle", 30, 0.5, 0.3);
  g_assert_cmpuint (gradus_session_get_document (session)->n_test, ==, 9);
  assert_one_entry (session, now);
  gradus_session_undo (session);
  redo = gradus_session_describe_redo (session);
  g_assert_cmpstr (redo, ==, "Redo Change of Data");
}

/* Where the counts differ inputs and outputs are those of the data, with their names. */
static void
test_reshaped (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusSamples) penguins =
      gradus_table_set_get_samples (gradus_table_set_find ("penguins"), 0, 0, 0.3, 1, &error);

  g_assert_no_error (error);
  gradus_session_train_and_wait (session, 20);

  double w1 = fixture_get (session, (GradusPart){ .kind = GRADUS_PART_WEIGHT });

  gradus_session_set_sample (session, 0);
  before = fixture_snapshot (session);
  set_data (session, penguins, "penguins");
  g_assert_cmpuint (fixture_get_shape (session)->n_inputs, ==, 4);
  g_assert_cmpuint (fixture_get_shape (session)->layers[0].n_neurons, ==, 1);
  g_assert_cmpuint (fixture_get_shape (session)->n_outputs, ==, 3);
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_SOFTMAX);
  g_assert_cmpint (gradus_session_get_loss_function (session), ==, GRADUS_LOSS_CROSS_ENTROPY);
  g_assert_cmpstr (gradus_session_get_names (session)->inputs[0], ==, "bill_length_mm");
  g_assert_cmpstr (gradus_session_get_names (session)->neurons[1], ==, "Adelie");
  g_assert_cmpfloat (fixture_get (session, (GradusPart){ .kind = GRADUS_PART_WEIGHT }), ==, w1);
  assert_one_entry (session, before);
  g_assert_true (gradus_session_train_and_wait (session, 100));

  /* And back to one of numbers. */
  set_formula (session, "line", 20, 0, 0);
  g_assert_cmpuint (fixture_get_shape (session)->n_inputs, ==, 1);
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_IDENTITY);
  g_assert_cmpint (gradus_session_get_loss_function (session), ==, GRADUS_LOSS_SQUARED_ERROR);
  while (gradus_session_undo (session))
    ;
  g_assert_cmpuint (fixture_get_shape (session)->n_inputs, ==, 2);
}

/* A design stays where it can; what the data need is chosen. */
static void
test_outputs (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);

  /* A sigmoid cannot come to -1. */
  set_formula (session, "plane", 30, 0, 0);
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_IDENTITY);
  set_formula (session, "gaussian", 30, 0, 0);
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_SIGMOID);
  g_assert_cmpint (gradus_session_get_loss_function (session), ==, GRADUS_LOSS_BINARY_CROSS_ENTROPY);

  /* Who wants numbers for classes keeps them, as long as there are classes. */
  g_assert_true (gradus_session_set_activation (session, 1, GRADUS_ACTIVATION_IDENTITY, NULL));
  set_formula (session, "gaussian", 30, 0.5, 0);
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_IDENTITY);
  set_formula (session, "plane", 30, 0, 0);
  set_formula (session, "circle", 30, 0.5, 0);
  g_assert_cmpint (get_last (session)->activation, ==, GRADUS_ACTIVATION_SIGMOID);
}

static void
test_names (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusSamples) samples = fixture_new_samples ("xor", 4, 0, 0);
  const GradusNames *names;
  g_autofree char *longest = g_strnfill (200, 'w');

  samples->input_names = g_ptr_array_new ();
  g_ptr_array_add (samples->input_names, (gpointer) "h");
  g_ptr_array_add (samples->input_names, longest);
  samples->output_names = g_ptr_array_new ();
  g_ptr_array_add (samples->output_names, (gpointer) "one\ntwo ");
  set_data (session, samples, NULL);
  names = gradus_session_get_names (session);
  g_assert_cmpstr (names->inputs[0], ==, "h 2"); /* the hidden neuron is h */
  g_assert_cmpuint (strlen (names->inputs[1]), <, GRADUS_NAME_SIZE);
  g_assert_true (g_str_has_suffix (names->inputs[1], "w…"));
  g_assert_cmpstr (names->neurons[1], ==, "one two");

  samples->output_names->pdata[0] = (gpointer) " ";
  set_data (session, samples, NULL);
  names = gradus_session_get_names (session);
  g_assert_cmpstr (names->neurons[1], ==, "ŷ");
}

static void
assert_refused (GradusSession *session, const GradusSamples *samples, int code)
{
  GradusDataSource source = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (gradus_session_set_data (session, samples, &source, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, code);
  g_assert_cmpint (strlen (error->message), >, 10);
}

static void
test_refused (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;
  g_autoptr (GradusSamples) samples = fixture_new_samples ("xor", 4, 0, 0);
  g_autoptr (GradusSamples) none = gradus_samples_new_from_rows (2, 1, 0, NULL, NULL, 0, 1);
  g_autofree double *wide = g_new0 (double, GRADUS_MAX_NEURONS + 1);
  g_autoptr (GradusSamples) wider = gradus_samples_new_from_rows (GRADUS_MAX_NEURONS + 1, 1, 1, wide, wide, 0, 1);

  samples->targets[3] = NAN;
  assert_refused (session, samples, GRADUS_SESSION_ERROR_NOT_FINITE);
  samples->targets[3] = 0;
  samples->inputs[0] = INFINITY;
  assert_refused (session, samples, GRADUS_SESSION_ERROR_NOT_FINITE);
  assert_refused (session, none, GRADUS_SESSION_ERROR_SHAPE);
  assert_refused (session, wider, GRADUS_SESSION_ERROR_SHAPE);

  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, TRUE);
}

/* The same data again are no entry. */
static void
test_nothing (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (GradusSamples) samples = gradus_session_dup_samples (session);

  set_data (session, samples, NULL);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  g_assert_false (gradus_session_get_can_undo (session));

  /* A value changed by hand makes them others. */
  fixture_set (session, (GradusPart){ .kind = GRADUS_PART_INPUT }, 7);
  set_data (session, samples, NULL);
  g_assert_cmpfloat (fixture_get (session, (GradusPart){ .kind = GRADUS_PART_INPUT }), !=, 7);
}

/* A drag of the noise is one entry, whether training goes on meanwhile or not. */
static void
test_drag (gconstpointer data)
{
  gboolean running = GPOINTER_TO_INT (data);
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) start = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureSnapshot) undone = NULL;

  set_formula (session, "circle", 20, 0, 0);
  start = fixture_snapshot (session);
  gradus_session_begin_edit (session);
  set_formula (session, "circle", 20, 0.1, 0);
  if (running)
    gradus_session_play (session);
  for (int i = 2; i < 5; i++)
    {
      while (running && gradus_session_get_steps (session) == 0)
        g_main_context_iteration (NULL, TRUE);
      set_formula (session, "circle", 20, i / 10.0, 0);
      g_assert_cmpint (gradus_session_get_playing (session), ==, running);
    }
  gradus_session_pause (session);
  gradus_session_end_edit (session);
  if (gradus_session_get_steps (session) > 0)
    gradus_session_undo (session); /* what was trained with the last */
  now = fixture_snapshot (session);
  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (start, undone, FALSE);
  g_assert_true (gradus_session_redo (session));
  g_clear_pointer (&undone, fixture_snapshot_free);
  undone = fixture_snapshot (session);
  fixture_assert_same (now, undone, FALSE);

  /* The next one is another entry. */
  set_formula (session, "circle", 20, 1, 0);
  g_assert_true (gradus_session_undo (session));
  g_clear_pointer (&undone, fixture_snapshot_free);
  undone = fixture_snapshot (session);
  fixture_assert_same (now, undone, FALSE);
}

static void
set_set (GradusSession *session, const GradusSetChoice *choice)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_session_set_set (session, choice, &error));
  g_assert_no_error (error);
}

/* What is chosen is known again, and makes the same samples as a document of the set. */
static void
test_sets (void)
{
  static const char *const sets[] = { "and",          "or",    "xor",  "parity", "circle",   "spiral", "gaussian",
                                      "checkerboard", "plane", "sine", "line",   "penguins", "iris",   "digits" };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  GradusSetChoice choice, known;

  g_assert_false (gradus_session_get_set (session, &known));
  g_assert_false (gradus_set_choice_init (&choice, "fish"));
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      const GradusDocument *document;
      g_autoptr (GradusDocument) same = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (gradus_set_choice_init (&choice, sets[i]));
      choice.test_fraction = 0.25;
      choice.seed = 3;
      choice.n_samples = 40;
      choice.noise = 0.125;
      set_set (session, &choice);
      g_assert_true (gradus_session_get_set (session, &known));
      g_assert_cmpstr (known.set, ==, sets[i]);
      g_assert_cmpuint (known.n_samples, ==, 40);
      g_assert_cmpfloat (known.noise, ==, 0.125);
      g_assert_cmpuint (known.seed, ==, 3);

      document = gradus_session_get_document (session);
      g_assert_cmpuint (document->n_samples, ==, 30);

      const GradusShape *shape = &document->network->shape;
      g_autofree char *json = g_strdup_printf (
          "{\"gradus\": 1, \"network\": {\"inputs\": %zu, \"layers\": [{\"neurons\": %zu, \"activation\": \"sigmoid\"}]},"
          "\"loss\": \"squared-error\", \"data\": {\"set\": \"%s\", \"samples\": 40, \"noise\": 0.125, \"seed\": 3,"
          "\"test-fraction\": 0.25}, \"training\": {\"optimizer\": \"sgd\"}}",
          shape->n_inputs,
          shape->n_outputs,
          sets[i]);
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

      same = gradus_document_new_from_bytes (bytes, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (gradus_data_source_equal (&document->data_source, &same->data_source));
      g_assert_cmpmem (document->inputs,
                       30 * shape->n_inputs * sizeof (double),
                       same->inputs,
                       30 * shape->n_inputs * sizeof (double));
      g_assert_cmpmem (document->test_targets,
                       10 * shape->n_outputs * sizeof (double),
                       same->test_targets,
                       10 * shape->n_outputs * sizeof (double));
    }
  g_assert_cmpstr (gradus_session_get_document (session)->licence, ==, "CC BY 4.0");
  gradus_set_choice_init (&choice, "circle");
  set_set (session, &choice);
  g_assert_null (gradus_session_get_document (session)->licence);
  g_assert_cmpstr (gradus_session_get_names (session)->inputs[1], ==, "x₂");

  /* Names that were given stay while the set does. */
  g_assert_true (
      gradus_session_rename (session, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = 1 }, "height", NULL));
  choice.noise = 1;
  set_set (session, &choice);
  g_assert_cmpstr (gradus_session_get_names (session)->inputs[1], ==, "height");
  gradus_set_choice_init (&choice, "xor");
  set_set (session, &choice);
  g_assert_cmpstr (gradus_session_get_names (session)->inputs[1], ==, "x₂");
}

static void
test_refused_sets (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  GradusSetChoice choice, wrong;
  GError *error = NULL;

#define REFUSED(set_name, member, value)                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert_true (gradus_set_choice_init (&choice, set_name));                                                        \
    wrong = choice;                                                                                                    \
    wrong.member = (value);                                                                                            \
    g_assert_false (gradus_session_set_set (session, &wrong, &error));                                                 \
    g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_RANGE);                                          \
    g_assert_cmpint (strlen (error->message), >, 10);                                                                  \
    g_clear_error (&error);                                                                                            \
  }                                                                                                                    \
  G_STMT_END
  REFUSED ("circle", n_samples, GRADUS_DATASET_MAX_SAMPLES + 1);
  REFUSED ("circle", noise, -1);
  REFUSED ("circle", noise, NAN);
  REFUSED ("circle", test_fraction, 1);
  REFUSED ("circle", seed, G_MAXUINT64);
  REFUSED ("circle", n_inputs, 3);
  REFUSED ("parity", n_inputs, GRADUS_DATASET_MAX_PARITY + 1);
  REFUSED ("penguins", n_samples, 1000);
#undef REFUSED
  g_assert_false (gradus_session_set_split (session, -0.5, 1, &error));
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
}

/* A split there and back again is what was; as if the rows had been split so at first. */
static void
test_split (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) after = NULL;
  g_autoptr (GradusSamples) split = fixture_new_samples ("circle", 21, 0.5, 0.3);

  set_formula (session, "circle", 21, 0.5, 0);
  before = fixture_snapshot (session);
  g_assert_true (gradus_session_set_split (session, 0.3, 1, NULL));
  g_assert_cmpuint (gradus_session_get_document (session)->n_test, ==, 6);
  g_assert_cmpmem (
      gradus_session_get_problem (session)->inputs, 15 * 2 * sizeof (double), split->inputs, 15 * 2 * sizeof (double));
  assert_one_entry (session, before);
  g_assert_true (gradus_session_set_split (session, 0.6, 9, NULL));
  g_assert_true (gradus_session_set_split (session, 0, 1, NULL));
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-data/fitting", test_fitting);
  g_test_add_func ("/session-data/reshaped", test_reshaped);
  g_test_add_func ("/session-data/outputs", test_outputs);
  g_test_add_func ("/session-data/names", test_names);
  g_test_add_func ("/session-data/refused", test_refused);
  g_test_add_func ("/session-data/nothing", test_nothing);
  g_test_add_func ("/session-data/sets", test_sets);
  g_test_add_func ("/session-data/sets/refused", test_refused_sets);
  g_test_add_func ("/session-data/split", test_split);
  g_test_add_data_func ("/session-data/drag/still", GINT_TO_POINTER (FALSE), test_drag);
  g_test_add_data_func ("/session-data/drag/running", GINT_TO_POINTER (TRUE), test_drag);
  return g_test_run ();
}
