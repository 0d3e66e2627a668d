/* The network and its training designed in the session: each call one entry,
 * what fits kept, what does not go refused with words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

static void
test_layers (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) trained = NULL;
  g_autoptr (FixtureSnapshot) wide = NULL;
  g_autoptr (GError) error = NULL;

  gradus_session_train_and_wait (session, 100);
  trained = fixture_snapshot (session);

  double w1 = fixture_get (session, fixture_weight (0, 0, 0)), w3 = fixture_get (session, fixture_weight (1, 0, 0));

  g_assert_true (gradus_session_set_n_neurons (session, 0, 4, &error));
  g_assert_no_error (error);
  fixture_watch_check (watch);
  g_assert_cmpuint (fixture_watch_count (watch, "document"), ==, 1);
  g_assert_cmpuint (fixture_get_shape (session)->n_parameters, ==, 12);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_cmpuint (gradus_history_length (gradus_session_get_history (session)), ==, 1);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), ==, w1);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (1, 0, 0)), ==, w3);
  g_assert_cmpstr (gradus_session_get_names (session)->neurons[0], ==, "h₁");
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, gradus_stage_count (fixture_get_shape (session)));
  g_assert_true (gradus_session_get_redesigned (session));
  fixture_assert_one_entry (session, trained);

  wide = fixture_snapshot (session);
  g_assert_true (gradus_session_add_layer (session, 1, 3, &error));
  g_assert_cmpuint (fixture_get_shape (session)->n_layers, ==, 3);
  g_assert_cmpuint (fixture_get_shape (session)->layers[1].n_neurons, ==, 3);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), ==, w1);
  fixture_assert_one_entry (session, wide);

  g_assert_true (gradus_session_remove_layer (session, 1, &error));
  g_assert_cmpuint (fixture_get_shape (session)->n_parameters, ==, 12);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), ==, w1);

  /* Reset leads to the document's weights in this shape. */
  gradus_session_train_and_wait (session, 10);
  gradus_session_reset (session);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), ==, 0.5);

  /* All the way back is what was loaded. */
  while (gradus_session_undo (session))
    ;
  g_assert_false (gradus_session_get_redesigned (session));
  g_assert_cmpfloat (fixture_get (session, fixture_weight (1, 0, 0)), ==, 0.8);
}

static void
test_refused (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;
  GradusTraining training = *gradus_session_get_training (session), wrong;
  GradusInitialization initialization = *gradus_session_get_initialization (session);
  GError *error = NULL;
  char longest[GRADUS_NAME_SIZE + 1];

#define REFUSED(call, code) fixture_assert_refused (session, (call), &error, (code))
  REFUSED (gradus_session_remove_layer (session, 1, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_remove_layer (session, 2, &error), GRADUS_SESSION_ERROR_NO_PART);
  REFUSED (gradus_session_set_n_neurons (session, 1, 2, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_set_n_neurons (session, 0, 0, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_set_n_neurons (session, 0, 1025, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_add_layer (session, 2, 3, &error), GRADUS_SESSION_ERROR_NO_PART);
  REFUSED (gradus_session_set_activation (session, 0, GRADUS_ACTIVATION_SOFTMAX, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_set_activation (session, 1, GRADUS_ACTIVATION_SOFTMAX, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_set_loss_function (session, GRADUS_LOSS_CROSS_ENTROPY, &error), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (gradus_session_set_frozen (session, fixture_neuron (0, 0), TRUE, &error), GRADUS_SESSION_ERROR_NO_PART);
  REFUSED (gradus_session_rename (session, fixture_weight (0, 0, 0), "w", &error), GRADUS_SESSION_ERROR_NO_PART);
  REFUSED (gradus_session_rename (session, fixture_neuron (0, 0), "  ", &error), GRADUS_SESSION_ERROR_NAME);
  REFUSED (gradus_session_rename (session, fixture_neuron (0, 0), "ŷ", &error), GRADUS_SESSION_ERROR_NAME);
  REFUSED (gradus_session_rename (session, fixture_neuron (0, 0), "a\nb", &error), GRADUS_SESSION_ERROR_NAME);
  REFUSED (gradus_session_rename (session, fixture_neuron (0, 0), "\xff", &error), GRADUS_SESSION_ERROR_NAME);
  memset (longest, 'a', GRADUS_NAME_SIZE);
  longest[GRADUS_NAME_SIZE] = '\0';
  REFUSED (gradus_session_rename (session, fixture_neuron (0, 0), longest, &error), GRADUS_SESSION_ERROR_NAME);

  wrong = training;
  wrong.momentum = 1;
  REFUSED (gradus_session_set_training (session, &wrong, &error), GRADUS_SESSION_ERROR_RANGE);
  wrong = training;
  wrong.epsilon = 0;
  REFUSED (gradus_session_set_training (session, &wrong, &error), GRADUS_SESSION_ERROR_RANGE);
  wrong = training;
  wrong.l1 = -1;
  REFUSED (gradus_session_set_training (session, &wrong, &error), GRADUS_SESSION_ERROR_RANGE);
  wrong = training;
  wrong.learning_rate = NAN;
  REFUSED (gradus_session_set_training (session, &wrong, &error), GRADUS_SESSION_ERROR_RANGE);
  initialization.range = -1;
  REFUSED (gradus_session_set_initialization (session, &initialization, &error), GRADUS_SESSION_ERROR_RANGE);

  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  g_assert_false (gradus_session_get_can_undo (session));
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, TRUE);

  while (fixture_get_shape (session)->n_layers < GRADUS_MAX_LAYERS)
    g_assert_true (gradus_session_add_layer (session, 0, 2, NULL));
  REFUSED (gradus_session_add_layer (session, 0, 2, &error), GRADUS_SESSION_ERROR_SHAPE);
#undef REFUSED
}

/* Nothing different is no entry. */
static void
test_nothing (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  g_assert_true (gradus_session_set_n_neurons (session, 0, 3, NULL));
  g_assert_true (gradus_session_set_activation (session, 0, GRADUS_ACTIVATION_TANH, NULL));
  g_assert_true (gradus_session_set_biases (session, 0, TRUE, NULL));
  g_assert_true (gradus_session_set_frozen (session, fixture_weight (0, 0, 0), FALSE, NULL));
  g_assert_true (gradus_session_rename (session, fixture_neuron (0, 0), " h₁ ", NULL));
  g_assert_true (gradus_session_set_loss_function (session, GRADUS_LOSS_SQUARED_ERROR, NULL));
  g_assert_true (gradus_session_set_training (session, gradus_session_get_training (session), NULL));
  g_assert_true (gradus_session_set_initialization (session, gradus_session_get_initialization (session), NULL));
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  g_assert_false (gradus_session_get_can_undo (session));
}

/* Output activation and loss choose each other, in one entry. */
static void
test_pairs (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  GError *error = NULL;

  g_assert_true (gradus_session_set_loss_function (session, GRADUS_LOSS_CROSS_ENTROPY, &error));
  g_assert_cmpint (fixture_get_shape (session)->layers[1].activation, ==, GRADUS_ACTIVATION_SOFTMAX);
  fixture_assert_one_entry (session, before);

  /* These targets lie outside of 0 to 1. */
  g_assert_true (gradus_session_set_loss_function (session, GRADUS_LOSS_HUBER, &error));
  g_assert_cmpint (fixture_get_shape (session)->layers[1].activation, ==, GRADUS_ACTIVATION_IDENTITY);
  fixture_assert_refused (session,
                          gradus_session_set_loss_function (session, GRADUS_LOSS_BINARY_CROSS_ENTROPY, &error),
                          &error,
                          GRADUS_SESSION_ERROR_RANGE);
  g_assert_true (gradus_session_set_activation (session, 1, GRADUS_ACTIVATION_SOFTMAX, &error));
  g_assert_cmpint (gradus_session_get_loss_function (session), ==, GRADUS_LOSS_CROSS_ENTROPY);
  g_assert_true (gradus_session_set_activation (session, 1, GRADUS_ACTIVATION_RELU, &error));
  g_assert_cmpint (gradus_session_get_loss_function (session), ==, GRADUS_LOSS_SQUARED_ERROR);

  g_autoptr (GradusSession) other = fixture_new_session (fixture_new_article);

  g_assert_true (gradus_session_set_activation (other, 1, GRADUS_ACTIVATION_IDENTITY, &error));
  g_assert_true (gradus_session_set_loss_function (other, GRADUS_LOSS_BINARY_CROSS_ENTROPY, &error));
  g_assert_cmpint (fixture_get_shape (other)->layers[1].activation, ==, GRADUS_ACTIVATION_SIGMOID);
  fixture_assert_refused (other,
                          gradus_session_set_value (other, (GradusPart){ .kind = GRADUS_PART_TARGET }, 1.5, &error),
                          &error,
                          GRADUS_SESSION_ERROR_RANGE);
  fixture_set (other, (GradusPart){ .kind = GRADUS_PART_TARGET }, 0.5);
}

/* Another optimiser begins with empty moments; settings of the one there is leave them. */
static void
test_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureSnapshot) last = NULL;
  GradusTraining training = *gradus_session_get_training (session);

  gradus_session_train_and_wait (session, 7);
  before = fixture_snapshot (session);
  training.momentum = 0.5;
  training.l2 = 0.25;
  g_assert_true (gradus_session_set_training (session, &training, NULL));
  now = fixture_snapshot (session);
  g_assert_true (gradus_state_equal (before->state, now->state));
  fixture_assert_one_entry (session, before);
  g_clear_pointer (&now, fixture_snapshot_free);

  now = fixture_snapshot (session);
  training.optimizer = GRADUS_OPTIMIZER_ADAM;
  g_assert_true (gradus_session_set_training (session, &training, NULL));
  last = fixture_snapshot (session);
  g_assert_cmpuint (last->state->n_moments, ==, 2);
  g_assert_cmpuint (last->steps, ==, 0);
  for (gsize i = 0; i < 2 * last->state->n_parameters; i++)
    g_assert_cmpfloat (last->state->moments[i], ==, 0);
  g_assert_cmpmem (
      last->parameters, last->n_parameters * sizeof (double), now->parameters, now->n_parameters * sizeof (double));
  fixture_assert_one_entry (session, now);

  /* In the middle of an epoch another batch size begins a new one. */
  g_clear_pointer (&now, fixture_snapshot_free);
  gradus_session_train_and_wait (session, 1);
  now = fixture_snapshot (session);
  training.batch_size = 0;
  training.shuffle = FALSE;
  g_assert_true (gradus_session_set_training (session, &training, NULL));
  fixture_assert_one_entry (session, now);
  gradus_session_train_and_wait (session, 3);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 4);
}

static void
test_frozen (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) before = NULL;

  gradus_session_train_and_wait (session, 5);
  before = fixture_snapshot (session);

  double w2 = fixture_get (session, fixture_weight (0, 0, 1)), w1 = fixture_get (session, fixture_weight (0, 0, 0));

  g_assert_true (gradus_session_set_frozen (session, fixture_weight (0, 0, 1), TRUE, NULL));
  g_assert_true (gradus_session_get_frozen (session, fixture_weight (0, 0, 1)));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 5);
  fixture_assert_one_entry (session, before);
  gradus_session_train_and_wait (session, 5);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 1)), ==, w2);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), !=, w1);
  gradus_session_start_new (session);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 1)), ==, w2);
  g_assert_true (gradus_session_set_frozen (session, fixture_weight (0, 0, 1), FALSE, NULL));
  g_assert_false (gradus_session_get_frozen (session, fixture_weight (0, 0, 1)));
}

static void
test_names (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) before = NULL;

  gradus_session_train_and_wait (session, 20);
  gradus_session_back (session);
  before = fixture_snapshot (session);
  g_assert_true (gradus_session_rename (session, fixture_neuron (0, 0), " edge ", NULL));
  g_assert_cmpstr (gradus_session_get_names (session)->neurons[0], ==, "edge");
  g_assert_cmpuint (gradus_session_get_steps (session), ==, before->steps);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, before->cursor);
  fixture_assert_one_entry (session, before);
  g_assert_true (gradus_session_rename (session, (GradusPart){ .kind = GRADUS_PART_INPUT }, "age", NULL));
  g_assert_cmpstr (gradus_session_get_names (session)->inputs[0], ==, "age");
}

/* The same seed gives the same weights, and the same training, bit for bit. */
static void
test_starts (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) loaded = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) first = NULL;
  g_autoptr (FixtureSnapshot) trained = NULL;
  g_autoptr (FixtureSnapshot) again = NULL;
  g_autoptr (FixtureSnapshot) trained_again = NULL;
  GradusInitialization initialization = { GRADUS_SCHEME_HE_UNIFORM, 0.5, 7 };
  g_autofree char *description = NULL;

  g_assert_true (gradus_session_set_initialization (session, &initialization, NULL));
  description = gradus_session_describe_undo (session);
  g_assert_cmpstr (description, ==, "Undo Change of the Initialization");
  g_assert_cmpuint (gradus_session_get_initialization (session)->seed, ==, 7);
  gradus_session_start_again (session);
  first = fixture_snapshot (session);
  gradus_session_train_and_wait (session, 50);
  trained = fixture_snapshot (session);
  gradus_session_start_again (session);
  again = fixture_snapshot (session);
  fixture_assert_same (first, again, TRUE);
  gradus_session_train_and_wait (session, 50);
  trained_again = fixture_snapshot (session);
  fixture_assert_same (trained, trained_again, TRUE);

  gradus_session_start_new (session);
  g_assert_cmpuint (gradus_session_get_initialization (session)->seed, ==, 8);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), !=, first->parameters[0]);
  fixture_assert_one_entry (session, trained_again);
  while (gradus_session_undo (session))
    ;
  g_clear_pointer (&again, fixture_snapshot_free);
  again = fixture_snapshot (session);
  fixture_assert_same (loaded, again, TRUE);
}

/* A run goes on through a change; what it made before is an entry of its own. */
static void
test_running (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) now = NULL;

  gradus_session_play (session);
  while (gradus_session_get_steps (session) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gradus_session_add_layer (session, 1, 5, NULL));
  g_assert_true (gradus_session_get_playing (session));
  while (gradus_session_get_steps (session) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gradus_session_rename (session, fixture_neuron (1, 2), "middle", NULL));
  g_assert_true (gradus_session_get_playing (session));
  gradus_session_start_new (session);
  g_assert_false (gradus_session_get_playing (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  while (gradus_session_undo (session))
    ;
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
}

/* What is pointed at and gone gives way. */
static void
test_selection (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  gradus_session_set_selection (session, fixture_weight (0, 2, 1));
  gradus_session_set_hover (session, fixture_neuron (0, 2));
  g_assert_true (gradus_session_set_n_neurons (session, 0, 2, NULL));
  g_assert_true (gradus_part_equal (gradus_session_get_selection (session), fixture_weight (0, 0, 0)));
  g_assert_cmpint (gradus_session_get_hover (session).kind, ==, GRADUS_PART_NONE);
  gradus_session_set_selection (session, fixture_weight (1, 0, 1));
  g_assert_true (gradus_session_set_n_neurons (session, 0, 6, NULL));
  g_assert_true (gradus_part_equal (gradus_session_get_selection (session), fixture_weight (1, 0, 1)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-shape/layers", test_layers);
  g_test_add_func ("/session-shape/refused", test_refused);
  g_test_add_func ("/session-shape/nothing", test_nothing);
  g_test_add_func ("/session-shape/pairs", test_pairs);
  g_test_add_func ("/session-shape/training", test_training);
  g_test_add_func ("/session-shape/frozen", test_frozen);
  g_test_add_func ("/session-shape/names", test_names);
  g_test_add_func ("/session-shape/starts", test_starts);
  g_test_add_func ("/session-shape/running", test_running);
  g_test_add_func ("/session-shape/selection", test_selection);
  return g_test_run ();
}
