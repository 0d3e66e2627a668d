/* Single neurons and single layers: taken out, held, drawn their own way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

/* A chosen neuron goes; the others keep their weights, and the selection its part. */
static void
test_remove_neuron (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = NULL;
  GError *error = NULL;

  gradus_session_train_and_wait (session, 5);
  g_assert_true (gradus_session_rename (session, fixture_neuron (0, 2), "last", NULL));
  before = fixture_snapshot (session);

  double into = fixture_get (session, fixture_weight (0, 2, 1)), out = fixture_get (session, fixture_weight (1, 0, 2));

  gradus_session_set_selection (session, fixture_weight (0, 2, 1));
  g_assert_true (gradus_session_remove_neuron (session, fixture_neuron (0, 1), &error));
  g_assert_cmpuint (fixture_get_shape (session)->layers[0].n_neurons, ==, 2);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 1, 1)), ==, into);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (1, 0, 1)), ==, out);
  g_assert_cmpstr (gradus_session_get_names (session)->neurons[1], ==, "last");
  g_assert_true (gradus_part_equal (gradus_session_get_selection (session), fixture_weight (0, 1, 1)));
  fixture_assert_one_entry (session, before);

  gradus_session_set_selection (session, fixture_neuron (0, 1));
  g_assert_true (gradus_session_remove_neuron (session, fixture_neuron (0, 1), &error));
  g_assert_true (gradus_part_equal (gradus_session_get_selection (session), fixture_neuron (0, 0)));
#define REFUSED(part, code)                                                                                            \
  fixture_assert_refused (session, gradus_session_remove_neuron (session, (part), &error), &error, (code))
  REFUSED (fixture_neuron (0, 0), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (fixture_neuron (1, 0), GRADUS_SESSION_ERROR_SHAPE);
  REFUSED (fixture_neuron (0, 7), GRADUS_SESSION_ERROR_NO_PART);
  REFUSED (fixture_weight (0, 0, 0), GRADUS_SESSION_ERROR_NO_PART);
  REFUSED (((GradusPart){ .kind = GRADUS_PART_INPUT }), GRADUS_SESSION_ERROR_SHAPE);
#undef REFUSED
}

/* Biases that training leaves alone: training goes on; the leak is another function, so it begins anew. */
static void
test_layer_settings (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) leaky = NULL;
  GradusPart bias = { GRADUS_PART_BIAS, 0, 1, 0 };
  GError *error = NULL;

  gradus_session_train_and_wait (session, 4);
  before = fixture_snapshot (session);

  double b = fixture_get (session, bias), w = fixture_get (session, fixture_weight (0, 1, 0));

  g_assert_false (gradus_session_get_held (session, bias));
  g_assert_true (gradus_session_set_train_biases (session, 0, FALSE, &error));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 4);
  g_assert_true (gradus_session_get_held (session, bias));
  g_assert_false (gradus_session_get_frozen (session, bias));
  fixture_assert_one_entry (session, before);
  gradus_session_train_and_wait (session, 4);
  g_assert_cmpfloat (fixture_get (session, bias), ==, b);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 1, 0)), !=, w);

  fixture_assert_refused (
      session, gradus_session_set_leak (session, 0, 0.3, &error), &error, GRADUS_SESSION_ERROR_NO_PART);
  g_assert_true (gradus_session_set_activation (session, 0, GRADUS_ACTIVATION_LEAKY_RELU, NULL));
  leaky = fixture_snapshot (session);
  g_assert_true (gradus_session_set_leak (session, 0, 0.3, &error));
  g_assert_cmpfloat (fixture_get_shape (session)->layers[0].leak, ==, 0.3);
  fixture_assert_one_entry (session, leaky);
  fixture_assert_refused (
      session, gradus_session_set_leak (session, 0, NAN, &error), &error, GRADUS_SESSION_ERROR_NOT_FINITE);
  fixture_assert_refused (
      session, gradus_session_set_leak (session, 4, 0.1, &error), &error, GRADUS_SESSION_ERROR_NO_PART);
  g_assert_true (gradus_session_set_biases (session, 0, FALSE, NULL));
  fixture_assert_refused (
      session, gradus_session_set_train_biases (session, 0, TRUE, &error), &error, GRADUS_SESSION_ERROR_NO_PART);
}

/* A layer drawn its own way, which Save keeps, and the weights of one layer drawn anew. */
static void
test_layer_starts (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) started = NULL;
  g_autoptr (FixtureSnapshot) drawn = NULL;
  GradusLayerInitialization own = { .own = TRUE, .scheme = GRADUS_SCHEME_CONSTANT, .range = -0.5 }, kept;
  GError *error = NULL;

  gradus_session_train_and_wait (session, 6);
  before = fixture_snapshot (session);
  g_assert_true (gradus_session_set_layer_initialization (session, 1, &own, &error));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 6);
  fixture_assert_one_entry (session, before);

  gradus_session_start_again (session);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (1, 0, 0)), ==, -0.5);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), !=, -0.5);

  g_autoptr (GradusDocument) document = gradus_session_to_document (session);
  g_autoptr (GBytes) bytes = gradus_document_to_bytes (document);
  g_autoptr (GradusDocument) opened = gradus_document_new_from_bytes (bytes, "test", &error);

  g_assert_no_error (error);
  g_assert_true (gradus_initialization_equal (&opened->initialization, gradus_session_get_initialization (session)));

  /* A new layer before it: its own way is still its own. */
  g_assert_true (gradus_session_add_layer (session, 1, 2, NULL));
  kept = gradus_session_get_initialization (session)->layers[2];
  g_assert_true (gradus_layer_initialization_equal (&kept, &own));
  g_assert_true (gradus_session_undo (session));

  own.range = INFINITY;
  fixture_assert_refused (
      session, gradus_session_set_layer_initialization (session, 1, &own, &error), &error, GRADUS_SESSION_ERROR_RANGE);

  /* Only layer 0 is drawn, each time others; what is frozen stays. */
  g_assert_true (gradus_session_set_frozen (session, fixture_weight (0, 1, 1), TRUE, NULL));
  gradus_session_train_and_wait (session, 3);
  started = fixture_snapshot (session);

  double frozen = fixture_get (session, fixture_weight (0, 1, 1)),
         first = fixture_get (session, fixture_weight (0, 0, 0));
  double after = fixture_get (session, fixture_weight (1, 0, 1));

  g_assert_true (gradus_session_draw_layer (session, 0, &error));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), !=, first);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 1, 1)), ==, frozen);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (1, 0, 1)), ==, after);
  fixture_assert_one_entry (session, started);
  first = fixture_get (session, fixture_weight (0, 0, 0));
  drawn = fixture_snapshot (session);
  g_assert_true (gradus_session_draw_layer (session, 0, &error));
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), !=, first);
  fixture_assert_one_entry (session, drawn);
  fixture_assert_refused (
      session, gradus_session_draw_layer (session, 9, &error), &error, GRADUS_SESSION_ERROR_NO_PART);

  /* The same start again draws the same again. */
  first = fixture_get (session, fixture_weight (0, 0, 0));
  gradus_session_start_again (session);
  g_assert_cmpfloat (fixture_get (session, fixture_weight (0, 0, 0)), ==, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-layers/remove-neuron", test_remove_neuron);
  g_test_add_func ("/session-layers/settings", test_layer_settings);
  g_test_add_func ("/session-layers/starts", test_layer_starts);
  return g_test_run ();
}
