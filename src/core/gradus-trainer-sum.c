/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/gradus-trainer-private.h"

/* A test row costs a forward pass, a training sample that and about twice as much for its gradient. */
#define PASSES_PER_SAMPLE 3
#define LEAST_ROWS        8  /* what a measurement costs at least, in test rows */
#define PRICE             25 /* so many times as much is spent on training as on the test rows, in the end */
#define POINTS_APART      64 /* after so many measurements they come half as often */

/* As gradus_batch_sum(), sample by sample. */
static bool
sum_samples (GradusTrainer *trainer,
             const GradusProblem *problem,
             GradusTrainerBatch batch,
             const atomic_bool *stop,
             double gradient[],
             double *loss)
{
  const GradusShape *shape = &problem->shape;
  const double *parameters = trainer->now.parameters;
  double sum = 0;

  for (size_t k = 0; k < batch.n; k++)
    {
      size_t sample = batch.order == NULL ? k : batch.order[k];
      const double *inputs = problem->inputs + sample * shape->n_inputs;
      const double *targets = problem->targets + sample * shape->n_outputs;

      if (stop != NULL && atomic_load_explicit (stop, memory_order_relaxed))
        return false;

      gradus_pass_forward (&trainer->pass, shape, parameters, inputs);
      if (loss != NULL)
        sum += gradus_pass_loss (&trainer->pass, shape, problem->loss, targets);
      if (gradient != NULL)
        gradus_pass_backward (&trainer->pass, shape, problem->loss, parameters, inputs, targets, k > 0, gradient);
    }

  if (loss != NULL)
    *loss = sum;
  return true;
}

bool
gradus_trainer_sum (GradusTrainer *trainer,
                    const GradusProblem *problem,
                    GradusTrainerBatch batch,
                    const atomic_bool *stop,
                    double gradient[],
                    double *loss)
{
  if (trainer->batch == NULL)
    return sum_samples (trainer, problem, batch, stop, gradient, loss);
  return gradus_batch_sum (
      trainer->batch, problem, trainer->now.parameters, batch.order, batch.n, stop, gradient, loss);
}

double
gradus_trainer_mean (GradusTrainer *trainer, const GradusProblem *problem)
{
  double sum = NAN;

  if (problem->n_samples > 0)
    gradus_trainer_sum (trainer, problem, (GradusTrainerBatch){ NULL, problem->n_samples }, NULL, NULL, &sum);
  return sum / (double) problem->n_samples;
}

GradusProblem
gradus_trainer_make_test_problem (const GradusProblem *problem)
{
  GradusProblem test = *problem;

  test.inputs = problem->test_inputs;
  test.targets = problem->test_targets;
  test.n_samples = problem->n_test;
  return test;
}

GradusRhythm
gradus_trainer_get_test_rhythm (const GradusProblem *problem, size_t least)
{
  size_t batch = problem->training.batch_size;
  size_t n = problem->n_test > LEAST_ROWS ? problem->n_test : LEAST_ROWS;
  GradusRhythm rhythm = { least, least };

  if (problem->n_test == 0 || least == 0)
    return (GradusRhythm){ 0, 0 };
  if (batch == 0 || batch > problem->n_samples)
    batch = problem->n_samples;

  while (rhythm.most * PASSES_PER_SAMPLE * batch < PRICE * n)
    rhythm.most *= 2;
  return rhythm;
}

bool
gradus_rhythm_has (GradusRhythm rhythm, uint64_t step)
{
  uint64_t interval = rhythm.least;

  if (rhythm.least == 0 || step % rhythm.least != 0)
    return false;
  while (interval < rhythm.most && step >= POINTS_APART * interval)
    interval *= 2;
  return step % interval == 0;
}
