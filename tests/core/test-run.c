/* Runs with a goal, and what a loss that is not finite refuses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-run.h"

#define MAX_STEPS 200

/* In pieces of random length, with an anchor that is renewed now and then, once its loss is known to be finite. */
static GradusRunResult
run_in_pieces (GradusTrainer *trainer, const GradusProblem *problem, GradusState *state, size_t n, GradusGoal *goal)
{
  GradusState *anchor = gradus_state_copy (state);
  GradusRunResult result = GRADUS_RUN_DONE;
  uint64_t end = state->steps + n;
  double losses[MAX_STEPS];

  while (state->steps < end && result == GRADUS_RUN_DONE)
    {
      size_t piece = (size_t) g_test_rand_int_range (1, 50), left = (size_t) (end - state->steps), made;

      if (g_test_rand_bit ())
        {
          double loss;

          if (!gradus_run_settle (trainer, anchor, state, &loss))
            {
              g_assert_true (isfinite (loss));
              result = GRADUS_RUN_NOT_FINITE;
              break;
            }
          gradus_state_assign (anchor, state);
        }
      const GradusMeasures measures = { .losses = losses, .every = gradus_problem_steps_per_epoch (problem) };

      result = gradus_run (trainer, problem, anchor, state, MIN (piece, left), &measures, goal, NULL, &made);
    }
  gradus_state_free (anchor);
  return result;
}

/* The goal as its comment tells it, step by step. */
static GradusGoalReason
run_step_by_step (GradusTrainer *trainer, const GradusProblem *problem, GradusState *state, const GradusGoal *goal)
{
  size_t epoch = gradus_problem_steps_per_epoch (problem), made;
  double best = gradus_trainer_loss (trainer, state);
  uint64_t best_step = state->steps;

  for (int i = 0; i < MAX_STEPS; i++)
    {
      gradus_trainer_run (trainer, state, 1, NULL, 0, NULL, &made);
      if (state->steps % epoch != 0)
        continue;

      double loss = gradus_trainer_loss (trainer, state);

      if (loss <= goal->loss)
        return GRADUS_GOAL_LOSS;
      if (loss < best - goal->improvement * best)
        {
          best = loss;
          best_step = state->steps;
        }
      else if (goal->patience > 0 && state->steps - best_step >= goal->patience)
        return GRADUS_GOAL_NO_IMPROVEMENT;
    }
  return GRADUS_GOAL_NONE;
}

/* However a run is cut, it ends at the first step that fulfils the goal, with the bits of plain steps. */
static void
test_goals (void)
{
  int counts[3] = { 0 };

  for (int i = 0; i < 150; i++)
    {
      RandomProblem r = draw_problem ();
      GradusTrainer *trainer = gradus_trainer_new (&r.problem);
      GradusState *a = gradus_state_new (&r.problem, r.parameters), *b = gradus_state_copy (a);
      double start = gradus_trainer_loss (trainer, a);
      GradusGoal goal = gradus_goal_none ();

      if (g_test_rand_bit ())
        goal.loss = start * g_test_rand_double_range (0.3, 1);
      if (g_test_rand_bit ())
        {
          goal.patience = (uint64_t) g_test_rand_int_range (1, 40);
          goal.improvement = g_test_rand_double_range (0, 0.2);
        }
      gradus_goal_begin (&goal, &r.problem, 0, start);

      GradusRunResult result = run_in_pieces (trainer, &r.problem, a, MAX_STEPS, &goal);

      if (result != GRADUS_RUN_NOT_FINITE) /* a few of the problems diverge */
        {
          g_assert_cmpint (run_step_by_step (trainer, &r.problem, b, &goal), ==, goal.reached);
          g_assert_cmpint (result, ==, goal.reached == GRADUS_GOAL_NONE ? GRADUS_RUN_DONE : GRADUS_RUN_REACHED);
          g_assert_true (gradus_state_equal (a, b));
          counts[goal.reached]++;
        }

      gradus_state_free (a);
      gradus_state_free (b);
      gradus_trainer_free (trainer);
      clear_problem (&r);
    }
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (counts[i], >, 0);
}

static void
test_reached_before (void)
{
  GradusProblem problem = make_article_problem ();
  GradusGoal goal = gradus_goal_none ();

  goal.loss = 0.2;
  gradus_goal_begin (&goal, &problem, 0, 0.2);
  g_assert_cmpint (goal.reached, ==, GRADUS_GOAL_LOSS);
  gradus_goal_begin (&goal, &problem, 0, 0.3);
  g_assert_cmpint (goal.reached, ==, GRADUS_GOAL_NONE);
}

/* y = w x, whose squared error overflows long before w does. */
static void
test_overflow (gconstpointer data)
{
  const double inputs[] = { 1, -1, 0.5, 2, 1 }, targets[] = { 0, 0, 0, 0, 0 }, start[] = { 1 };
  GradusShape shape = { .n_inputs = 1, .n_layers = 1, .layers = { { .n_neurons = 1 } } };
  size_t batch = (size_t) GPOINTER_TO_INT (data);

  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  GradusProblem problem = {
    .shape = shape,
    .training = gradus_training_default (),
    .inputs = inputs,
    .targets = targets,
    .n_samples = 5,
  };
  problem.training.learning_rate = 3;
  problem.training.batch_size = batch;
  problem.training.shuffle = true;
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  GradusState *state = gradus_state_new (&problem, start), *plain = gradus_state_copy (state), *next;
  size_t made;

  g_assert_cmpint (run_in_pieces (trainer, &problem, state, 5000, NULL), ==, GRADUS_RUN_NOT_FINITE);
  g_assert_cmpuint (state->steps, >, 5);
  g_assert_true (isfinite (gradus_trainer_loss (trainer, state)));
  gradus_trainer_run (trainer, plain, (size_t) state->steps, NULL, 0, NULL, &made);
  g_assert_true (gradus_state_equal (plain, state));

  /* The step after it has finite weights, but not its loss; alone it is refused as well. */
  next = gradus_state_copy (state);
  g_assert_cmpint (gradus_trainer_run (trainer, next, 1, NULL, 0, NULL, &made), ==, GRADUS_RUN_DONE);
  g_assert_true (isfinite (next->parameters[0]));
  g_assert_false (isfinite (gradus_trainer_loss (trainer, next)));

  double loss;
  const GradusMeasures measures = { .losses = &loss, .every = 1 };

  g_assert_cmpint (
      gradus_run (trainer, &problem, plain, state, 1, &measures, NULL, NULL, &made), ==, GRADUS_RUN_NOT_FINITE);
  g_assert_cmpuint (made, ==, 0);
  g_assert_true (gradus_state_equal (plain, state));

  gradus_state_free (next);
  gradus_state_free (plain);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/goals", test_goals);
  g_test_add_func ("/run/reached-before", test_reached_before);
  g_test_add_data_func ("/run/overflow/all", GINT_TO_POINTER (0), test_overflow);
  g_test_add_data_func ("/run/overflow/one", GINT_TO_POINTER (1), test_overflow);
  g_test_add_data_func ("/run/overflow/two", GINT_TO_POINTER (2), test_overflow);
  return g_test_run ();
}
