/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-run.h"

#include <math.h>

/* Makes the first `steps` steps again. */
static void
go_back (GradusTrainer *trainer, const GradusState *anchor, GradusState *state, uint64_t steps)
{
  size_t made;

  gradus_state_assign (state, anchor);
  gradus_trainer_run (trainer, state, (size_t) (steps - anchor->steps), NULL, 0, NULL, &made);
}

/* Between `low`, after which the loss is finite, and `high`, after which it is
 * not, goes to a step whose loss is finite and that of the next one is not. */
static void
go_back_to_finite (GradusTrainer *trainer, const GradusState *anchor, GradusState *state, uint64_t low, uint64_t high)
{
  while (high - low > 1)
    {
      uint64_t middle = low + (high - low) / 2;

      go_back (trainer, anchor, state, middle);
      if (isfinite (gradus_trainer_loss (trainer, state)))
        low = middle;
      else
        high = middle;
    }
  go_back (trainer, anchor, state, low);
}

static size_t
count_made (const GradusState *state, uint64_t first)
{
  return state->steps > first ? (size_t) (state->steps - first) : 0;
}

GradusGoal
gradus_goal_none (void)
{
  return (GradusGoal){ .loss = NAN, .every = 1, .best = INFINITY };
}

void
gradus_goal_begin (GradusGoal *goal, const GradusProblem *problem, uint64_t step, double loss)
{
  goal->every = gradus_problem_steps_per_epoch (problem);
  goal->best = loss;
  goal->best_step = step;
  goal->reached = loss <= goal->loss ? GRADUS_GOAL_LOSS : GRADUS_GOAL_NONE;
}

bool
gradus_goal_look (GradusGoal *goal, uint64_t step, double loss)
{
  if (step % goal->every != 0)
    return false;

  if (!(loss >= goal->best - goal->improvement * fabs (goal->best)))
    {
      goal->best = loss;
      goal->best_step = step;
    }
  if (loss <= goal->loss)
    goal->reached = GRADUS_GOAL_LOSS;
  else if (goal->patience > 0 && step - goal->best_step >= goal->patience)
    goal->reached = GRADUS_GOAL_NO_IMPROVEMENT;
  return goal->reached != GRADUS_GOAL_NONE;
}

GradusRunResult
gradus_run (GradusTrainer *trainer,
            const GradusProblem *problem,
            const GradusState *anchor,
            GradusState *state,
            size_t n,
            const GradusMeasures *measures,
            GradusGoal *goal,
            const atomic_bool *stop,
            size_t *made)
{
  bool each = gradus_problem_steps_per_epoch (problem) == 1;
  const double *losses = measures->losses;
  size_t every = measures->every;
  uint64_t first = state->steps, finite = anchor->steps;
  GradusRunResult result = gradus_trainer_run_measured (
      trainer, state, n, measures->losses, every, measures->test_losses, measures->rhythm, stop, made);

  for (size_t k = 0; k < *made; k++)
    {
      uint64_t step = first + k + 1;

      if (!each && (every == 0 || step % every != 0))
        continue;
      if (!isfinite (losses[k]))
        {
          go_back_to_finite (trainer, anchor, state, finite, step);
          *made = count_made (state, first);
          return GRADUS_RUN_NOT_FINITE;
        }
      finite = step;
      if (goal != NULL && gradus_goal_look (goal, step, losses[k]))
        {
          if (k + 1 < *made)
            go_back (trainer, anchor, state, step);
          *made = k + 1;
          return GRADUS_RUN_REACHED;
        }
    }

  /* The loss may be no number long before the weights are. */
  if (result == GRADUS_RUN_NOT_FINITE && finite < state->steps && !isfinite (gradus_trainer_loss (trainer, state)))
    {
      go_back_to_finite (trainer, anchor, state, finite, state->steps);
      *made = count_made (state, first);
    }
  return result;
}

bool
gradus_run_settle (GradusTrainer *trainer, const GradusState *anchor, GradusState *state, double *loss)
{
  *loss = gradus_trainer_loss (trainer, state);
  if (isfinite (*loss))
    return true;
  if (anchor->steps < state->steps)
    {
      go_back_to_finite (trainer, anchor, state, anchor->steps, state->steps);
      *loss = gradus_trainer_loss (trainer, state);
    }
  return false;
}
