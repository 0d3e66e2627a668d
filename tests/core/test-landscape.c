/* The landscape against the trainer's loss at every point, and its slopes against differences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-landscape.h"

/* The loss as training reports it, with one or two parameters moved. */
static double
report_loss (const RandomProblem *r, const GradusGrid *grid, double x, double y)
{
  GradusTrainer *trainer = gradus_trainer_new (&r->problem);
  GradusState *state = gradus_state_new (&r->problem, r->parameters);
  double loss;

  state->parameters[grid->across] = x;
  if (grid->rows > 1)
    state->parameters[grid->up] = y;
  loss = gradus_trainer_loss (trainer, state);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
  return loss;
}

static GradusTrace *
trace_problem (const RandomProblem *r)
{
  GradusTrainer *trainer = gradus_trainer_new (&r->problem);
  GradusState *state = gradus_state_new (&r->problem, r->parameters);
  GradusTrace *trace = gradus_trainer_trace (trainer, state, gradus_state_next_sample (&r->problem, state), false);

  gradus_state_free (state);
  gradus_trainer_free (trainer);
  return trace;
}

static GradusGrid
draw_grid (const RandomProblem *r)
{
  size_t n = r->problem.shape.n_parameters;
  GradusGrid grid = {
    .across = (size_t) g_test_rand_int_range (0, (int) n),
    .left = g_test_rand_double_range (-3, 0),
    .right = g_test_rand_double_range (0, 3),
    .bottom = g_test_rand_double_range (-3, 0),
    .top = g_test_rand_double_range (0, 3),
    .columns = (size_t) g_test_rand_int_range (2, 9),
    .rows = n == 1 ? 1 : (size_t) g_test_rand_int_range (1, 9),
  };

  grid.up = (grid.across + 1) % n;
  return grid;
}

/* By central differences, which kinks may spoil: those are told apart by a second, shorter one. */
static void
check_slope (const RandomProblem *r, const GradusGrid *grid, gboolean up, double slope)
{
  double x = r->parameters[grid->across], y = r->parameters[grid->up], slopes[2];

  for (int i = 0; i < 2; i++)
    {
      double h = i == 0 ? 1e-5 : 1e-6;

      slopes[i] = up ? report_loss (r, grid, x, y + h) - report_loss (r, grid, x, y - h)
                     : report_loss (r, grid, x + h, y) - report_loss (r, grid, x - h, y);
      slopes[i] /= 2 * h;
    }
  if (fabs (slopes[0] - slopes[1]) < 1e-6 * fmax (1, fabs (slopes[0])))
    assert_near (slope, slopes[0], 1e-5);
}

static void
test_against_trainer (void)
{
  for (int i = 0; i < 200; i++)
    {
      RandomProblem r = draw_problem ();
      GradusGrid grid = draw_grid (&r);
      GradusLandscape *landscape = gradus_landscape_new (&r.problem, &grid);
      GradusTrace *trace = trace_problem (&r);
      double x = r.parameters[grid.across], y = r.parameters[grid.up];
      double lowest = INFINITY, highest = -INFINITY;

      g_assert_true (gradus_landscape_compute (landscape, trace, NULL));
      g_assert_cmpuint (landscape->n_samples, ==, r.problem.n_samples);
      assert_near (landscape->now.loss, report_loss (&r, &grid, x, y), 1e-12);
      g_assert_cmpfloat (landscape->now.x, ==, x);
      for (size_t row = 0; row < grid.rows; row++)
        for (size_t column = 0; column < grid.columns; column++)
          {
            double loss = landscape->losses[row * grid.columns + column];

            assert_near (
                loss, report_loss (&r, &grid, gradus_grid_across (&grid, column), gradus_grid_up (&grid, row)), 1e-12);
            lowest = fmin (lowest, loss);
            highest = fmax (highest, loss);
          }
      g_assert_cmpfloat (landscape->lowest, ==, lowest);
      g_assert_cmpfloat (landscape->highest, ==, highest);

      check_slope (&r, &grid, FALSE, landscape->slope_x);
      if (grid.rows > 1)
        check_slope (&r, &grid, TRUE, landscape->slope_y);

      g_assert_cmpfloat (landscape->next.x, ==, trace->updated[grid.across]);
      g_assert_cmpfloat (landscape->step_x, ==, trace->step_gradient[grid.across]);
      g_assert_cmpuint (landscape->batch_size, ==, trace->batch_size);
      assert_near (
          landscape->next.loss, report_loss (&r, &grid, trace->updated[grid.across], trace->updated[grid.up]), 1e-12);

      gradus_landscape_free (landscape);
      gradus_trace_free (trace);
      clear_problem (&r);
    }
}

/* By hand: ŷ = w x with x = 2, y = 1 and L = (1 - 2 w)²; at w = 1 that is 1, its slope 4, and with η = 0.1 the step
 * leads to 0.6. */
static void
test_parabola (void)
{
  GradusShape shape = { .n_inputs = 1, .n_layers = 1 };
  const double inputs[] = { 2 }, targets[] = { 1 }, parameters[] = { 1 };
  const GradusGrid grid = { .left = -1, .right = 2, .columns = 7, .rows = 1 };

  shape.layers[0] = (GradusLayer){ .n_neurons = 1, .activation = GRADUS_ACTIVATION_IDENTITY };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  RandomProblem r = {
    .problem = { .shape = shape,
                 .loss = GRADUS_LOSS_SQUARED_ERROR,
                 .training = gradus_training_default (),
                 .inputs = inputs,
                 .targets = targets,
                 .n_samples = 1 },
    .parameters = (double *) parameters,
  };
  GradusLandscape *landscape = gradus_landscape_new (&r.problem, &grid);
  GradusTrace *trace = trace_problem (&r);

  g_assert_true (gradus_landscape_compute (landscape, trace, NULL));
  for (size_t i = 0; i < 7; i++)
    {
      double w = -1 + 0.5 * (double) i;

      assert_near (landscape->losses[i], (1 - 2 * w) * (1 - 2 * w), 1e-15);
    }
  assert_near (landscape->now.loss, 1, 1e-15);
  assert_near (landscape->slope_x, 4, 1e-15);
  assert_near (landscape->next.x, 0.6, 1e-15);
  assert_near (landscape->next.loss, 0.04, 1e-15);
  assert_near (gradus_landscape_read (landscape, 0.75), 0.5, 1e-15); /* between 0 at 0.5 and 1 at 1 */
  assert_near (gradus_landscape_read (landscape, 2), 9, 1e-15);
  g_assert_true (isnan (gradus_landscape_read (landscape, 2.1)));
  g_assert_true (isnan (gradus_landscape_read (landscape, -1.1)));
  gradus_landscape_free (landscape);
  gradus_trace_free (trace);
}

/* Losses beyond all numbers are data, and spoil no other point. */
static void
test_not_finite (void)
{
  GradusProblem problem = make_article_problem ();
  const GradusGrid grid = { .across = 2, .left = -1e200, .right = 1e200, .columns = 3, .rows = 1 };
  RandomProblem r = { .problem = problem, .parameters = (double *) article_weights };

  r.problem.shape.layers[1].activation = GRADUS_ACTIVATION_IDENTITY;

  GradusLandscape *landscape = gradus_landscape_new (&r.problem, &grid);
  GradusTrace *trace = trace_problem (&r);

  g_assert_true (gradus_landscape_compute (landscape, trace, NULL));
  g_assert_true (isinf (landscape->losses[0]) && isinf (landscape->losses[2]));
  assert_near (landscape->losses[1], 1, 1e-15);
  g_assert_cmpfloat (landscape->lowest, ==, landscape->highest);
  gradus_landscape_free (landscape);
  gradus_trace_free (trace);
}

static void
test_stop (void)
{
  RandomProblem r = draw_problem ();
  GradusGrid grid = draw_grid (&r);
  GradusLandscape *landscape = gradus_landscape_new (&r.problem, &grid);
  GradusTrace *trace = trace_problem (&r);
  atomic_bool stop = false;

  g_assert_true (gradus_landscape_compute (landscape, trace, &stop));
  atomic_store (&stop, true);
  g_assert_false (gradus_landscape_compute (landscape, trace, &stop));
  gradus_landscape_free (landscape);
  gradus_landscape_free (NULL);
  gradus_trace_free (trace);
  clear_problem (&r);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/landscape/against-trainer", test_against_trainer);
  g_test_add_func ("/landscape/parabola", test_parabola);
  g_test_add_func ("/landscape/not-finite", test_not_finite);
  g_test_add_func ("/landscape/stop", test_stop);
  return g_test_run ();
}
