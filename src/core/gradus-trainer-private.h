/* What the files of the trainer share, and what the tests and benchmarks of the kernels need.
 *
 *   gradus-trainer.c      steps, one after the other
 *   gradus-trainer-sum.c  gradients and losses over many samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-batch.h"
#include "core/gradus-kernels.h"
#include "core/gradus-pass.h"
#include "core/gradus-trainer.h"

/* Parameters and moments, laid out as the way of training wants them. */
typedef struct
{
  double *parameters;
  double *moments;
} GradusTrainerValues;

struct _GradusTrainer
{
  GradusProblem problem;
  GradusProblem test_problem; /* the same with the test rows as its samples */
  GradusLayout layout;
  GradusPass pass;
  GradusBatch *batch; /* NULL: sample by sample */
  const GradusKernels *kernels;
  bool plain;          /* nothing but w - eta g for every parameter */
  unsigned char *held; /* laid out; NULL: everything trains */
  double *memory;
  double *gradient;
  GradusTrainerValues now, next; /* of before a step, and where it is written before it counts */
  size_t *order;                 /* the permutation and generator of before the running epoch, */
  GradusRandom random;           /* for a first batch that is dropped */
};

/* The samples of one step: order[0 .. n-1], or 0 .. n-1 where order is NULL. */
typedef struct
{
  const size_t *order;
  size_t n;
} GradusTrainerBatch;

/* As gradus_trainer_new(), but batches go through `kernels`; NULL: sample by sample. */
GradusTrainer *gradus_trainer_new_with_kernels (const GradusProblem *problem, const GradusKernels *kernels);

/* The sums of gradients and losses over samples of `problem`, which is the trainer's or has its
 * shape, each unless it is NULL, with the parameters of `now`; false when asked to stop meanwhile. */
bool gradus_trainer_sum (GradusTrainer *trainer,
                         const GradusProblem *problem,
                         GradusTrainerBatch batch,
                         const atomic_bool *stop,
                         double gradient[],
                         double *loss);

/* The mean loss over all samples of `problem`; NaN where there are none. */
double gradus_trainer_mean (GradusTrainer *trainer, const GradusProblem *problem);

GradusProblem gradus_trainer_make_test_problem (const GradusProblem *problem);
