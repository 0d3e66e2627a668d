/* The landscape of a session: right, newest last, with the way that training took, and gone with its owner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-landscape-source.h"

static void
changed_cb (GradusLandscapeSource *source, guint *n)
{
  ++*n;
}

/* The loss over all samples with one or two parameters moved. */
static double
compute_loss (GradusSession *session, const GradusGrid *grid, double x, double y)
{
  const GradusProblem *problem = gradus_session_get_problem (session);
  GradusTrainer *trainer = gradus_trainer_new (problem);
  GradusState *state = gradus_state_new (problem, gradus_session_get_network (session)->parameters);
  double loss;

  state->parameters[grid->across] = x;
  if (grid->rows > 1)
    state->parameters[grid->up] = y;
  loss = gradus_trainer_loss (trainer, state);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
  return loss;
}

/* The landscape is that of the parameters on show. */
static gboolean
is_right (GradusLandscapeSource *source, GradusSession *session)
{
  const GradusLandscape *landscape = gradus_landscape_source_get_landscape (source);

  if (landscape == NULL || fabs (landscape->now.loss - gradus_session_get_loss (session)) > 1e-12)
    return FALSE;
  for (gsize row = 0; row < landscape->grid.rows; row += 9)
    for (gsize column = 0; column < landscape->grid.columns; column += 9)
      {
        double loss = compute_loss (session,
                                    &landscape->grid,
                                    gradus_grid_across (&landscape->grid, column),
                                    gradus_grid_up (&landscape->grid, row));

        if (fabs (loss - landscape->losses[row * landscape->grid.columns + column]) > 1e-12 * MAX (1, loss))
          return FALSE;
      }
  return TRUE;
}

static const GradusLandscape *
wait_until_right (GradusLandscapeSource *source, GradusSession *session)
{
  while (!is_right (source, session))
    g_main_context_iteration (NULL, TRUE);
  return gradus_landscape_source_get_landscape (source);
}

static void
test_curve (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);
  const GradusLandscape *landscape;

  g_assert_null (gradus_landscape_source_get_landscape (source));
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  landscape = wait_until_right (source, session);
  g_assert_cmpuint (landscape->grid.rows, ==, 1);
  g_assert_cmpuint (landscape->grid.across, ==, 0);
  g_assert_cmpuint (landscape->n_path, ==, 0);
  g_assert_cmpfloat (landscape->now.x, ==, 0.5);
  g_assert_cmpfloat (landscape->next.x, ==, gradus_session_get_trace (session)->updated[0]);

  /* Another weight is selected; a neuron leaves it. */
  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_WEIGHT, 1, 0, 0 });
  g_assert_cmpuint (gradus_landscape_source_get_parameter (source), ==, 2);
  g_assert_null (gradus_landscape_source_get_landscape (source));
  landscape = wait_until_right (source, session);
  g_assert_cmpfloat (landscape->now.x, ==, 0.8);
  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_NEURON, 0, 0, 0 });
  g_assert_cmpuint (gradus_landscape_source_get_parameter (source), ==, 2);
}

static void
test_second (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);
  gsize n = gradus_session_get_problem (session)->shape.n_parameters;

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_landscape_source_set_second (source, 0); /* the first */
  gradus_landscape_source_set_second (source, n); /* none */
  g_assert_cmpuint (gradus_landscape_source_get_second (source), ==, GRADUS_NO_PARAMETER);
  gradus_landscape_source_set_second (source, 3);
  g_assert_cmpuint (wait_until_right (source, session)->grid.up, ==, 3);

  gradus_session_set_selection (session, gradus_part_from_parameter (&gradus_session_get_problem (session)->shape, 3));
  g_assert_cmpuint (gradus_landscape_source_get_parameter (source), ==, 3);
  g_assert_cmpuint (gradus_landscape_source_get_second (source), ==, 0);
  g_assert_cmpuint (wait_until_right (source, session)->grid.across, ==, 3);
  gradus_landscape_source_set_second (source, GRADUS_NO_PARAMETER);
  g_assert_cmpuint (wait_until_right (source, session)->grid.rows, ==, 1);
}

/* Every step of a short run is on the way, and is where the trainer was. */
static void
test_path (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);
  const GradusProblem *problem = gradus_session_get_problem (session);
  GradusTrainer *trainer = gradus_trainer_new (problem);
  GradusState *state = gradus_state_new (problem, gradus_session_get_network (session)->parameters);
  const GradusLandscape *landscape;

  gradus_landscape_source_set_second (source, 5);
  gradus_session_train_and_wait (session, 100);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  landscape = wait_until_right (source, session);
  g_assert_cmpuint (landscape->n_path, ==, 101);
  for (gsize k = 0; k <= 100; k++)
    {
      gsize made;

      g_assert_cmpfloat (landscape->path[k].x, ==, state->parameters[0]);
      g_assert_cmpfloat (landscape->path[k].y, ==, state->parameters[5]);
      gradus_trainer_run (trainer, state, 1, NULL, 0, NULL, &made);
    }
  gradus_state_free (state);
  gradus_trainer_free (trainer);

  /* A long one is bounded, and still begins and ends where it does. */
  gradus_session_train_and_wait (session, 100000);
  landscape = wait_until_right (source, session);
  g_assert_cmpuint (landscape->n_path, <, 3000);
  g_assert_cmpfloat (landscape->path[landscape->n_path - 1].x, ==, gradus_session_get_network (session)->parameters[0]);

  /* An edit begins it anew. */
  fixture_set (session, gradus_part_from_parameter (&problem->shape, 0), 0.25);
  landscape = wait_until_right (source, session);
  g_assert_cmpuint (landscape->n_path, ==, 1);
  g_assert_cmpfloat (landscape->path[0].x, ==, 0.25);
}

static void
test_range (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);
  const GradusPart weight = { GRADUS_PART_WEIGHT, 0, 0, 0 };
  const GradusLandscape *landscape;
  GradusGrid grid;

  gradus_landscape_source_zoom (source, 2); /* nothing yet */
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  grid = wait_until_right (source, session)->grid;
  g_assert_cmpfloat (grid.left, ==, -1.5);
  g_assert_cmpfloat (grid.right, ==, 2.5);

  /* A move within it leaves it, one beyond it does not, unless it is held. */
  fixture_set (session, weight, 1.5);
  landscape = wait_until_right (source, session);
  g_assert_cmpfloat (landscape->grid.left, ==, grid.left);
  gradus_landscape_source_hold_range (source, TRUE);
  fixture_set (session, weight, 7);
  landscape = wait_until_right (source, session);
  g_assert_cmpfloat (landscape->grid.right, ==, grid.right);
  gradus_landscape_source_hold_range (source, FALSE);
  do
    g_main_context_iteration (NULL, TRUE);
  while ((landscape = gradus_landscape_source_get_landscape (source))->grid.right == grid.right);
  g_assert_cmpfloat (landscape->grid.left, <, 7);
  g_assert_cmpfloat (landscape->grid.right, >, 7);
  g_assert_true (is_right (source, session));

  grid = landscape->grid;
  gradus_landscape_source_zoom (source, 0.5);
  do
    g_main_context_iteration (NULL, TRUE);
  while ((landscape = gradus_landscape_source_get_landscape (source))->grid.right == grid.right);
  g_assert_cmpfloat (fabs (landscape->grid.right - landscape->grid.left - (grid.right - grid.left) / 2), <, 1e-12);
  gradus_landscape_source_reset_zoom (source);
  do
    g_main_context_iteration (NULL, TRUE);
  while ((landscape = gradus_landscape_source_get_landscape (source))->grid.right != grid.right);
}

static void
test_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_landscape_source_set_second (source, 1);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_session_set_speed (session, 0);
  gradus_session_play (session);
  while (n < 5)
    g_main_context_iteration (NULL, TRUE);
  gradus_session_pause (session);
  wait_until_right (source, session);
}

/* Nobody looks: nothing is computed. And an owner that goes while it is leaves nothing behind. */
static void
test_inactive (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);

  gradus_session_step (session);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_source_set_active (GRADUS_SOURCE (source), FALSE);
  gradus_session_train (session, 1000);
  fixture_wait (session);
  g_assert_null (gradus_landscape_source_get_landscape (source));
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
}

/* Another network while one is under way: nothing of the old one is shown. */
static void
test_design (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusLandscapeSource) source = gradus_landscape_source_new (session);

  gradus_landscape_source_set_second (source, gradus_session_get_problem (session)->shape.n_parameters - 1);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  g_assert_true (gradus_session_set_n_neurons (session, 0, 1, NULL));
  g_assert_cmpuint (gradus_landscape_source_get_second (source), ==, GRADUS_NO_PARAMETER);
  g_assert_cmpuint (wait_until_right (source, session)->grid.rows, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/landscape-source/curve", test_curve);
  g_test_add_func ("/landscape-source/second", test_second);
  g_test_add_func ("/landscape-source/path", test_path);
  g_test_add_func ("/landscape-source/range", test_range);
  g_test_add_func ("/landscape-source/training", test_training);
  g_test_add_func ("/landscape-source/inactive", test_inactive);
  g_test_add_func ("/landscape-source/design", test_design);
  return g_test_run ();
}
