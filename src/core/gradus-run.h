/* A run of training with an eye on the loss: it ends where a goal is reached,
 * and before a step whose loss would not be finite.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-trainer.h"

typedef enum
{
  GRADUS_GOAL_NONE,           /* not reached */
  GRADUS_GOAL_LOSS,           /* the loss is at most the one asked for */
  GRADUS_GOAL_NO_IMPROVEMENT, /* no better loss for `patience` steps */
} GradusGoalReason;

/* Where a run is to end. The loss is that over the whole training set, and it is
 * looked at where it is worth its price: after every step where a batch is
 * everything, else after each epoch's worth of updates (where the count of steps
 * is a multiple of gradus_problem_steps_per_epoch()). The run ends at the first
 * such step that fulfils the goal, however it is cut into pieces. */
typedef struct
{
  double loss;        /* at most this; NaN: whatever it is */
  uint64_t patience;  /* so many steps without a better loss; 0: however many */
  double improvement; /* a loss is better that is smaller by more than this fraction of the best, 0 .. 1 */

  /* How it stands. */
  uint64_t every;
  double best;
  uint64_t best_step;
  GradusGoalReason reached;
} GradusGoal;

/* A goal that is never reached. */
GradusGoal gradus_goal_none (void);

/* Looks from the step that a run begins at, with its loss; a goal of loss may be reached there already. */
void gradus_goal_begin (GradusGoal *goal, const GradusProblem *problem, uint64_t step, double loss);

/* Looks at the loss after `step`; true where that reaches the goal. */
bool gradus_goal_look (GradusGoal *goal, uint64_t step, double loss);

/* The losses of a run, as gradus_trainer_run_measured() writes them. */
typedef struct
{
  double *losses; /* always wanted here */
  size_t every;
  double *test_losses; /* NULL: not wanted */
  GradusRhythm rhythm;
} GradusMeasures;

/* As gradus_trainer_run_measured(), but
 *  - the result is GRADUS_RUN_REACHED after the first step that reaches `goal`
 *    (NULL: none), which says why;
 *  - a step after which a loss that is computed would not be finite is not made
 *    (GRADUS_RUN_NOT_FINITE). Where losses are computed every so many steps only,
 *    some step since the last finite one that is followed by one that is not; it
 *    may lie before the first of this run, and *made is 0 then.
 * `anchor` is the state of an earlier step, or of this one, whose loss is finite
 * and from which the same steps lead here: what was made too far is made again
 * from there, bit for bit. It is not changed. */
GradusRunResult gradus_run (GradusTrainer *trainer,
                            const GradusProblem *problem,
                            const GradusState *anchor,
                            GradusState *state,
                            size_t n,
                            const GradusMeasures *measures,
                            GradusGoal *goal,
                            const atomic_bool *stop,
                            size_t *made);

/* For a state that a run ended on where no loss was measured, before it becomes
 * an anchor: *loss is its loss, and the result true where that is finite. Else
 * `state` goes back as in gradus_run(), and *loss is that of where it came to. */
bool gradus_run_settle (GradusTrainer *trainer, const GradusState *anchor, GradusState *state, double *loss);
