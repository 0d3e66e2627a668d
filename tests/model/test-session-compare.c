/* Whether what a session holds is saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

static const GradusPart parts[] = {
  { GRADUS_PART_INPUT, 0, 0, 0 },
  { GRADUS_PART_TARGET, 0, 0, 0 },
  { GRADUS_PART_LEARNING_RATE, 0, 0, 0 },
};

static void
test_steps (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusDocument) start = gradus_document_ref (gradus_session_get_document (session));
  g_autoptr (GradusDocument) saved = NULL;

  g_assert_true (gradus_session_holds (session, start));
  g_assert_true (gradus_session_train_and_wait (session, 7));
  g_assert_false (gradus_session_holds (session, start));

  saved = gradus_session_to_document (session);
  g_assert_true (gradus_session_holds (session, saved));
  g_assert_true (gradus_session_back (session)); /* the end of training is still there */
  g_assert_true (gradus_session_holds (session, saved));
  gradus_session_undo (session);
  g_assert_false (gradus_session_holds (session, saved));
  g_assert_true (gradus_session_holds (session, start));
  gradus_session_redo (session);
  g_assert_true (gradus_session_holds (session, saved));
}

static void
test_values (void)
{
  for (gsize i = 0; i <= G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
      g_autoptr (GradusDocument) saved = gradus_session_to_document (session);
      const GradusShape *shape = &gradus_session_get_network (session)->shape;
      GradusPart part = i < G_N_ELEMENTS (parts) ? parts[i] : gradus_part_from_parameter (shape, 0);

      fixture_set (session, part, fixture_get (session, part) + 0.25);
      g_assert_false (gradus_session_holds (session, saved));
      gradus_session_undo (session);
      g_assert_true (gradus_session_holds (session, saved));
    }
}

static void
test_other_network (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusDocument) other = fixture_new_batches ();

  g_assert_false (gradus_session_holds (session, other));
}

static void
rename_hidden (GradusSession *session)
{
  g_assert_true (gradus_session_rename (session, (GradusPart){ GRADUS_PART_NEURON, 0, 0, 0 }, "edge", NULL));
}

static void
freeze_weight (GradusSession *session)
{
  g_assert_true (gradus_session_set_frozen (session, (GradusPart){ GRADUS_PART_WEIGHT, 0, 0, 0 }, TRUE, NULL));
}

static void
choose_scheme (GradusSession *session)
{
  GradusInitialization initialization = *gradus_session_get_initialization (session);

  initialization.scheme = GRADUS_SCHEME_HE_NORMAL;
  g_assert_true (gradus_session_set_initialization (session, &initialization, NULL));
}

static void
choose_own_scheme (GradusSession *session)
{
  GradusLayerInitialization own = { .own = TRUE, .scheme = GRADUS_SCHEME_ZEROS, .range = 0.5 };

  g_assert_true (gradus_session_set_layer_initialization (session, 0, &own, NULL));
}

static void
choose_batch (GradusSession *session)
{
  GradusTraining training = *gradus_session_get_training (session);

  training.batch_size = 3;
  g_assert_true (gradus_session_set_training (session, &training, NULL));
}

static void
choose_penalty (GradusSession *session)
{
  GradusTraining training = *gradus_session_get_training (session);

  training.l2 = 0.25;
  g_assert_true (gradus_session_set_training (session, &training, NULL));
}

static void
hold_biases (GradusSession *session)
{
  g_assert_true (gradus_session_set_train_biases (session, 0, FALSE, NULL));
}

static void
choose_activation (GradusSession *session)
{
  g_assert_true (gradus_session_set_activation (session, 0, GRADUS_ACTIVATION_SOFTPLUS, NULL));
}

/* What Save writes besides numbers: a change of it is one that can be lost, and taken back it is none. */
static void
test_design (void)
{
  static void (*const changes[]) (GradusSession *) = {
    rename_hidden, freeze_weight,  choose_scheme, choose_own_scheme,
    choose_batch,  choose_penalty, hold_biases,   choose_activation,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
      g_autoptr (GradusDocument) start = gradus_session_to_document (session);
      g_autoptr (GradusDocument) saved = NULL;
      g_autoptr (GradusDocument) read = NULL;
      g_autoptr (GBytes) bytes = NULL;

      changes[i](session);
      g_assert_false (gradus_session_holds (session, start));
      saved = gradus_session_to_document (session);
      g_assert_true (gradus_session_holds (session, saved));
      bytes = gradus_document_to_bytes (saved);
      read = gradus_document_new_from_bytes (bytes, "read", NULL);
      g_assert_nonnull (read);
      g_assert_true (gradus_session_holds (session, read));
      gradus_session_undo (session);
      g_assert_true (gradus_session_holds (session, start));
      g_assert_false (gradus_session_holds (session, saved));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-compare/steps", test_steps);
  g_test_add_func ("/session-compare/values", test_values);
  g_test_add_func ("/session-compare/other-network", test_other_network);
  g_test_add_func ("/session-compare/design", test_design);
  return g_test_run ();
}
