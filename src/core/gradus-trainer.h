/* Training: many steps, fast, on its own copy of everything.
 *
 * A GradusProblem is what training does not change, a GradusState what it does.
 * Same problem, same state, same number of steps: same bits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>
#include <stdint.h>

#include "core/gradus-random.h"
#include "core/gradus-trace.h"

typedef enum
{
  GRADUS_OPTIMIZER_SGD,
  GRADUS_OPTIMIZER_MOMENTUM,
  GRADUS_OPTIMIZER_NESTEROV,
  GRADUS_OPTIMIZER_RMSPROP,
  GRADUS_OPTIMIZER_ADAGRAD,
  GRADUS_OPTIMIZER_ADAM,
  GRADUS_OPTIMIZER_ADAMW,
} GradusOptimizer;

#define GRADUS_N_OPTIMIZERS (GRADUS_OPTIMIZER_ADAMW + 1)

typedef enum
{
  GRADUS_REDUCTION_MEAN,
  GRADUS_REDUCTION_SUM,
} GradusReduction;

typedef struct
{
  GradusOptimizer optimizer;
  double learning_rate; /* eta */
  double momentum;      /* mu */
  double rho;
  double beta1, beta2;
  double epsilon;
  double weight_decay;
  double l1, l2;
  size_t batch_size; /* 0: all training samples */
  GradusReduction reduction;
  bool shuffle;
  uint64_t seed;
} GradusTraining;

/* The format's defaults: sgd, eta 0.1, mu 0.9, rho 0.9, betas 0.9 and 0.999, epsilon 1e-8, batch 1, mean, seed 1. */
GradusTraining gradus_training_default (void);

const char *gradus_optimizer_name (GradusOptimizer optimizer);
bool gradus_optimizer_from_name (const char *name, GradusOptimizer *optimizer);

/* Arrays of moments the optimiser keeps, each n_parameters long: 0, 1 or 2. */
size_t gradus_optimizer_n_moments (GradusOptimizer optimizer);

/* What training does not change. The arrays are borrowed. */
typedef struct
{
  GradusShape shape;
  const unsigned char *frozen; /* n_parameters, or NULL */
  GradusLoss loss;
  GradusTraining training;
  const double *inputs;       /* n_samples x shape.n_inputs */
  const double *targets;      /* n_samples x shape.n_outputs */
  size_t n_samples;           /* training samples, at least 1 */
  const double *test_inputs;  /* n_test x shape.n_inputs; training only ever measures its loss on them */
  const double *test_targets; /* n_test x shape.n_outputs */
  size_t n_test;              /* may be 0 */
} GradusProblem;

/* Updates an epoch: 1 where a batch is everything. */
size_t gradus_problem_steps_per_epoch (const GradusProblem *problem);

/* What training changes. One block of memory; copy and compare with the functions below. */
typedef struct
{
  uint64_t steps;      /* updates made */
  double *parameters;  /* n_parameters */
  double *moments;     /* n_moments x n_parameters */
  size_t *order;       /* n_samples: the permutation of the running epoch */
  size_t position;     /* next sample within `order` */
  GradusRandom random; /* for the next permutation */
  size_t n_parameters, n_moments, n_samples;
} GradusState;

GradusState *gradus_state_new (const GradusProblem *problem, const double parameters[]);
GradusState *gradus_state_copy (const GradusState *state);

/* The same for the number of samples that `problem` has now: an epoch begins, whose
 * permutation the next step draws where they are shuffled. */
GradusState *gradus_state_fit (const GradusProblem *problem, const GradusState *state);
void gradus_state_assign (GradusState *to, const GradusState *from);  /* same sizes */
bool gradus_state_equal (const GradusState *a, const GradusState *b); /* bit for bit */
void gradus_state_free (GradusState *state);
size_t gradus_state_size (const GradusState *state); /* bytes it holds */

/* The sample that the next step begins with. With `shuffle` at an epoch's end
 * that is drawn from a copy of the generator. */
size_t gradus_state_next_sample (const GradusProblem *problem, const GradusState *state);

/* What a trainer needs besides problem and state: scratch memory. */
typedef struct _GradusTrainer GradusTrainer;

/* `problem` is copied (its arrays stay borrowed and must outlive the trainer). */
GradusTrainer *gradus_trainer_new (const GradusProblem *problem);
void gradus_trainer_free (GradusTrainer *trainer);

typedef enum
{
  GRADUS_RUN_DONE,       /* all steps made */
  GRADUS_RUN_STOPPED,    /* `stop` became true; an unfinished batch is dropped */
  GRADUS_RUN_NOT_FINITE, /* the next update would not be finite; it was not applied */
  GRADUS_RUN_REACHED,    /* the goal of gradus_run() */
} GradusRunResult;

/* Makes up to `n` steps on `state` and counts the ones made in *made.
 * losses[k] (NULL: not wanted) is the loss over the whole training set after
 * step k of this run, k from 0; with fewer samples a batch than samples it is
 * computed only where the count of steps made (state->steps) is a multiple of
 * `every` (1: each step; 0: never), and NaN between.
 * `stop` may be NULL. */
GradusRunResult gradus_trainer_run (GradusTrainer *trainer,
                                    GradusState *state,
                                    size_t n,
                                    double losses[],
                                    size_t every,
                                    const atomic_bool *stop,
                                    size_t *made);

/* When the test rows are measured: every `least` steps at first, and then, the more steps were
 * made, more and more rarely, down to every `most` steps, which is `least` times a power of two.
 * 0: never. */
typedef struct
{
  size_t least, most;
} GradusRhythm;

/* The rhythm that begins at every `least` steps and in the long run spends a few hundredths of
 * the time on the test rows; never where there are none. */
GradusRhythm gradus_trainer_get_test_rhythm (const GradusProblem *problem, size_t least);
bool gradus_rhythm_has (GradusRhythm rhythm, uint64_t step);

/* The same, which also writes test_losses[k] (NULL: not wanted): the mean loss over the test
 * rows after step k where the count of steps made is in `rhythm`, and NaN elsewhere. Training
 * has the same bits with it and without. */
GradusRunResult gradus_trainer_run_measured (GradusTrainer *trainer,
                                             GradusState *state,
                                             size_t n,
                                             double losses[],
                                             size_t every,
                                             double test_losses[],
                                             GradusRhythm rhythm,
                                             const atomic_bool *stop,
                                             size_t *made);

/* Mean loss over the test rows with the parameters of `state`; NaN where there are none. */
double gradus_trainer_test_loss (GradusTrainer *trainer, const GradusState *state);

/* Mean loss over all training samples with the parameters of `state`. */
double gradus_trainer_loss (GradusTrainer *trainer, const GradusState *state);

/* The trace of one sample with the parameters of `state`; step_gradient,
 * updated and batch_size are those of the step that would come next (of that sample alone
 * where `alone`), bit-identical to what gradus_trainer_run() would do. Changes nothing. */
GradusTrace *gradus_trainer_trace (GradusTrainer *trainer, const GradusState *state, size_t sample, bool alone);
