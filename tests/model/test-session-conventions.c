/* The letters of textbooks, and the factor before a squared error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

static double
get_w1 (GradusSession *session)
{
  return fixture_get (session, (GradusPart){ .kind = GRADUS_PART_WEIGHT });
}

static const char *
get_z (GradusSession *session, char buffer[])
{
  return gradus_symbol_z (
      gradus_session_get_names (session), &gradus_session_get_network (session)->shape, 0, 0, buffer);
}

/* Letters are display: nothing that is saved or undone, and they last through other documents. */
static void
test_notation (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;
  g_autoptr (GBytes) saved = gradus_document_to_bytes (before->document);
  g_autoptr (GBytes) saved_after = NULL;
  char buffer[GRADUS_SYMBOL_SIZE];

  g_assert_cmpstr (get_z (session, buffer), ==, "z_h");
  gradus_session_set_notation (session, GRADUS_NOTATION_NET_OUT);
  gradus_session_set_notation (session, GRADUS_NOTATION_NET_OUT);
  g_assert_cmpuint (fixture_watch_count (watch, "notation"), ==, 1);
  g_assert_cmpstr (get_z (session, buffer), ==, "net_h");
  g_assert_false (gradus_session_get_can_undo (session));

  after = fixture_snapshot (session);
  saved_after = gradus_document_to_bytes (after->document);
  g_assert_true (g_bytes_equal (saved, saved_after));
  fixture_watch_check (watch);

  g_assert_true (gradus_session_set_n_neurons (session, 0, 3, NULL));
  g_assert_cmpstr (get_z (session, buffer), ==, "net_h₁");
  gradus_session_undo (session);
  g_assert_cmpstr (get_z (session, buffer), ==, "net_h");
}

static void
set_square (GradusSession *session, GradusLoss loss, gboolean same_steps)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_session_set_square (session, loss, same_steps, &error));
  g_assert_no_error (error);
}

/* The two books: half the loss and half the gradient; and with twice the learning rate the same steps. */
static void
test_half (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusSession) half = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (half);
  double gradient = gradus_session_get_trace (session)->gradient[0];

  set_square (half, GRADUS_LOSS_HALF_SQUARED_ERROR, FALSE);
  g_assert_cmpfloat (gradus_session_get_loss (half), ==, gradus_session_get_loss (session) / 2);
  g_assert_cmpfloat (gradus_session_get_trace (half)->gradient[0], ==, gradient / 2);
  g_assert_cmpfloat (gradus_session_get_learning_rate (half), ==, 0.1);
  fixture_assert_one_entry (half, before);
  gradus_session_undo (half);

  set_square (half, GRADUS_LOSS_HALF_SQUARED_ERROR, TRUE);
  g_assert_cmpfloat (gradus_session_get_learning_rate (half), ==, 0.2);
  g_assert_cmpfloat (gradus_session_get_trace (half)->gradient[0], ==, gradient / 2);
  fixture_assert_one_entry (half, before);

  gradus_session_train_and_wait (session, 200);
  gradus_session_train_and_wait (half, 200);
  g_assert_cmpfloat_with_epsilon (get_w1 (half), get_w1 (session), 1e-12);
  g_assert_cmpfloat_with_epsilon (gradus_session_get_loss (half), gradus_session_get_loss (session) / 2, 1e-12);

  gradus_session_reset (half);
  g_assert_cmpfloat (gradus_session_get_learning_rate (half), ==, 0.2);
}

/* Several outputs, momentum, penalties: there and back. */
static void
test_mean (void)
{
  static const GradusLoss losses[] = { GRADUS_LOSS_MEAN_SQUARED_ERROR,
                                       GRADUS_LOSS_HALF_SQUARED_ERROR,
                                       GRADUS_LOSS_SQUARED_ERROR };
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GError) error = NULL;
  GradusTraining training = *gradus_session_get_training (session);
  double w1 = 0;

  training.l1 = 0.001;
  training.l2 = 0.01;
  g_assert_true (gradus_session_set_training (session, &training, &error));
  set_square (session, GRADUS_LOSS_SQUARED_ERROR, FALSE);
  gradus_session_train_and_wait (session, 20);
  w1 = get_w1 (session);
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      gradus_session_reset (session);
      set_square (session, losses[i], TRUE);
      gradus_session_train_and_wait (session, 20);
      g_assert_cmpfloat_with_epsilon (get_w1 (session), w1, 1e-12);
    }
  g_assert_cmpfloat_with_epsilon (
      gradus_session_get_learning_rate (session), training.learning_rate, 1e-15 * training.learning_rate);
}

/* Adam divides by the gradient's size: its learning rate stays, and its steps do, too. */
static void
test_adam (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GError) error = NULL;
  GradusTraining training = *gradus_session_get_training (session);
  double w1;

  training.optimizer = GRADUS_OPTIMIZER_ADAM;
  g_assert_true (gradus_session_set_training (session, &training, &error));
  g_assert_true (gradus_session_step (session));
  w1 = get_w1 (session);
  gradus_session_undo (session);
  set_square (session, GRADUS_LOSS_HALF_SQUARED_ERROR, TRUE);
  g_assert_cmpfloat (gradus_session_get_learning_rate (session), ==, 0.1);
  g_assert_true (gradus_session_step (session));
  g_assert_cmpfloat_with_epsilon (get_w1 (session), w1, 1e-6); /* but for ε */
}

static void
test_refused (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GError) error = NULL;

  fixture_assert_refused (session,
                          gradus_session_set_square (session, GRADUS_LOSS_HUBER, TRUE, &error),
                          &error,
                          GRADUS_SESSION_ERROR_RANGE);
  g_assert_true (gradus_session_set_loss_function (session, GRADUS_LOSS_HUBER, &error));
  fixture_assert_refused (session,
                          gradus_session_set_square (session, GRADUS_LOSS_SQUARED_ERROR, TRUE, &error),
                          &error,
                          GRADUS_SESSION_ERROR_RANGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/conventions/notation", test_notation);
  g_test_add_func ("/session/conventions/half", test_half);
  g_test_add_func ("/session/conventions/mean", test_mean);
  g_test_add_func ("/session/conventions/adam", test_adam);
  g_test_add_func ("/session/conventions/refused", test_refused);
  return g_test_run ();
}
