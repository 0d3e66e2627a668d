/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-batch.h"
#include "core/gradus-epoch.h"
#include "core/gradus-pass.h"
#include "core/gradus-trainer-private.h"
#include "core/gradus-update.h"

/* From so many samples a step on, they go through the network together. */
#define SMALLEST_BATCH 4

static bool
is_asked_to_stop (const atomic_bool *stop)
{
  return stop != NULL && atomic_load_explicit (stop, memory_order_relaxed);
}

static size_t
batch_size (const GradusProblem *problem)
{
  size_t size = problem->training.batch_size;

  return size == 0 || size > problem->n_samples ? problem->n_samples : size;
}

/* A batch of everything goes in the order of the data, so that its loss has the
 * bits of gradus_trainer_loss(). */
static GradusTrainerBatch
make_batch (const GradusProblem *problem, const size_t order[], size_t position)
{
  size_t size = batch_size (problem), left = problem->n_samples - position;

  if (size == problem->n_samples)
    return (GradusTrainerBatch){ NULL, size };
  return (GradusTrainerBatch){ order + position, size < left ? size : left };
}

static double
share_of_each (const GradusProblem *problem, size_t n_samples)
{
  return problem->training.reduction == GRADUS_REDUCTION_MEAN ? 1 / (double) n_samples : 1;
}

/* From the sum over the batch to the gradient that the update uses. */
static void
reduce_gradient (GradusTrainer *trainer, size_t n_samples)
{
  const GradusProblem *problem = &trainer->problem;
  double share = share_of_each (problem, n_samples);

  for (size_t i = 0; share != 1 && i < trainer->layout.n_values; i++)
    trainer->gradient[i] *= share;
  gradus_update_penalise (problem, &trainer->layout, trainer->now.parameters, trainer->gradient);
}

/* Writes what update number `step` makes of `now` and the sum over the batch
 * into `next`; returns whether it is finite. */
static bool
update (GradusTrainer *trainer, size_t n_samples, uint64_t step)
{
  const GradusProblem *problem = &trainer->problem;
  bool finite;

  if (trainer->plain && trainer->batch != NULL)
    finite = trainer->kernels->descend (trainer->layout.n_values,
                                        problem->training.learning_rate,
                                        share_of_each (problem, n_samples),
                                        trainer->gradient,
                                        trainer->now.parameters,
                                        trainer->next.parameters);
  else
    {
      reduce_gradient (trainer, n_samples);
      finite = gradus_update_apply (problem,
                                    &trainer->layout,
                                    trainer->held,
                                    step,
                                    trainer->gradient,
                                    trainer->now.parameters,
                                    trainer->now.moments,
                                    trainer->next.parameters,
                                    trainer->next.moments);
    }

  if (!finite && trainer->batch != NULL)
    gradus_batch_clean (trainer->batch);
  return finite;
}

static void
load_state (GradusTrainer *trainer, const GradusState *state)
{
  const GradusShape *shape = &trainer->problem.shape;

  gradus_layout_put (&trainer->layout, shape, state->parameters, trainer->now.parameters);
  for (size_t m = 0; m < state->n_moments; m++)
    gradus_layout_put (&trainer->layout,
                       shape,
                       state->moments + m * state->n_parameters,
                       trainer->now.moments + m * trainer->layout.n_values);
}

static void
save_state (GradusTrainer *trainer, GradusState *state)
{
  const GradusShape *shape = &trainer->problem.shape;

  gradus_layout_take (&trainer->layout, shape, trainer->now.parameters, state->parameters);
  for (size_t m = 0; m < state->n_moments; m++)
    gradus_layout_take (&trainer->layout,
                        shape,
                        trainer->now.moments + m * trainer->layout.n_values,
                        state->moments + m * state->n_parameters);
}

/* At an epoch's end begins the next one. */
static void
begin_batch (GradusTrainer *trainer, GradusState *state)
{
  if (state->position < state->n_samples)
    return;

  if (trainer->problem.training.shuffle)
    {
      memcpy (trainer->order, state->order, state->n_samples * sizeof *state->order);
      trainer->random = state->random;
      gradus_epoch_shuffle (state->n_samples, state->order, &state->random);
    }
  state->position = 0;
}

/* A batch that is dropped takes back the epoch it began, so that nothing has changed. */
static void
drop_batch (GradusTrainer *trainer, GradusState *state, size_t position)
{
  if (position == state->n_samples && trainer->problem.training.shuffle)
    {
      memcpy (state->order, trainer->order, state->n_samples * sizeof *state->order);
      state->random = trainer->random;
    }
  state->position = position;
}

/* Nothing but w - eta g for every parameter, which has its own quick ways. */
static bool
is_plain_descent (const GradusTraining *t, const unsigned char held[])
{
  return t->optimizer == GRADUS_OPTIMIZER_SGD && t->l1 == 0 && t->l2 == 0 && held == NULL;
}

/* One sample, gradient and update in one go. */
static bool
descend_online (GradusTrainer *trainer, size_t sample, double *loss)
{
  const GradusProblem *problem = &trainer->problem;
  const GradusShape *shape = &problem->shape;
  const double *parameters = trainer->now.parameters;
  const double *inputs = problem->inputs + sample * shape->n_inputs;
  const double *targets = problem->targets + sample * shape->n_outputs;

  gradus_pass_forward (&trainer->pass, shape, parameters, inputs);
  if (loss != NULL)
    *loss = gradus_pass_loss (&trainer->pass, shape, problem->loss, targets);
  return gradus_pass_descend (&trainer->pass,
                              shape,
                              problem->loss,
                              parameters,
                              inputs,
                              targets,
                              problem->training.learning_rate,
                              trainer->next.parameters);
}

/* One step, after which `now` holds what it made of it. *loss (NULL: not
 * wanted) is the sum over the batch, of before the update. */
static inline GradusRunResult
make_step (GradusTrainer *trainer, GradusState *state, const atomic_bool *stop, double *loss)
{
  size_t position = state->position;
  bool finite;

  if (is_asked_to_stop (stop))
    return GRADUS_RUN_STOPPED;

  begin_batch (trainer, state);
  GradusTrainerBatch batch = make_batch (&trainer->problem, state->order, state->position);

  if (trainer->plain && batch.n == 1 && trainer->batch == NULL)
    finite = descend_online (trainer, batch.order == NULL ? 0 : batch.order[0], loss);
  else
    {
      if (!gradus_trainer_sum (trainer, &trainer->problem, batch, stop, trainer->gradient, loss))
        {
          drop_batch (trainer, state, position);
          return GRADUS_RUN_STOPPED;
        }
      finite = update (trainer, batch.n, state->steps + 1);
    }
  if (!finite)
    {
      drop_batch (trainer, state, position);
      return GRADUS_RUN_NOT_FINITE;
    }

  GradusTrainerValues made = trainer->next;

  trainer->next = trainer->now;
  trainer->now = made;
  state->position += batch.n;
  state->steps++;
  return GRADUS_RUN_DONE;
}

/* Marks what training leaves alone; false where memory ran out. */
static bool
mark_held (GradusTrainer *trainer)
{
  const GradusShape *shape = &trainer->problem.shape;
  const GradusLayout *layout = &trainer->layout;
  double *holds = trainer->next.parameters; /* borrowed, to be laid out */
  bool any = false;

  for (size_t i = 0; i < shape->n_parameters; i++)
    {
      trainer->gradient[i] = gradus_shape_trains (shape, trainer->problem.frozen, i) ? 0 : 1;
      any |= trainer->gradient[i] != 0;
    }
  gradus_layout_put (layout, shape, trainer->gradient, holds);

  if (any)
    {
      trainer->held = malloc (layout->n_values);
      for (size_t i = 0; trainer->held != NULL && i < layout->n_values; i++)
        trainer->held[i] = holds[i] != 0;
    }
  memset (trainer->gradient, 0, layout->n_values * sizeof *holds);
  memset (holds, 0, layout->n_values * sizeof *holds);
  return !any || trainer->held != NULL;
}

GradusTrainer *
gradus_trainer_new_with_kernels (const GradusProblem *problem, const GradusKernels *kernels)
{
  const GradusShape *shape = &problem->shape;
  bool together = kernels != NULL && batch_size (problem) >= SMALLEST_BATCH;
  size_t n_moments = gradus_optimizer_n_moments (problem->training.optimizer);
  GradusTrainer *trainer = calloc (1, sizeof *trainer);

  if (trainer == NULL)
    return NULL;

  trainer->problem = *problem;
  trainer->test_problem = gradus_trainer_make_test_problem (problem);
  trainer->kernels = kernels;
  gradus_layout_init (&trainer->layout, shape, together);

  size_t n = trainer->layout.n_values;

  trainer->order = calloc (problem->n_samples, sizeof *trainer->order);
  trainer->memory = gradus_layout_new_values ((3 + 2 * n_moments) * n + 5 * shape->n_neurons);
  if (together)
    trainer->batch = gradus_batch_new (shape, &trainer->layout, kernels);
  if (trainer->order == NULL || trainer->memory == NULL || (together && trainer->batch == NULL))
    {
      gradus_trainer_free (trainer);
      return NULL;
    }

  trainer->gradient = trainer->memory;
  trainer->now.parameters = trainer->gradient + n;
  trainer->now.moments = trainer->now.parameters + n;
  trainer->next.parameters = trainer->now.moments + n_moments * n;
  trainer->next.moments = trainer->next.parameters + n;
  trainer->pass.z = trainer->next.moments + n_moments * n;
  trainer->pass.a = trainer->pass.z + shape->n_neurons;
  trainer->pass.dL_da = trainer->pass.a + shape->n_neurons;
  trainer->pass.slope = trainer->pass.dL_da + shape->n_neurons;
  trainer->pass.dL_dz = trainer->pass.slope + shape->n_neurons;

  if (!mark_held (trainer))
    {
      gradus_trainer_free (trainer);
      return NULL;
    }
  trainer->plain = is_plain_descent (&problem->training, trainer->held);
  return trainer;
}

GradusTrainer *
gradus_trainer_new (const GradusProblem *problem)
{
  return gradus_trainer_new_with_kernels (problem, gradus_kernels_pick ());
}

void
gradus_trainer_free (GradusTrainer *trainer)
{
  if (trainer == NULL)
    return;

  gradus_batch_free (trainer->batch);
  free (trainer->held);
  free (trainer->memory);
  free (trainer->order);
  free (trainer);
}

GradusRunResult
gradus_trainer_run_measured (GradusTrainer *trainer,
                             GradusState *state,
                             size_t n,
                             double losses[],
                             size_t every,
                             double test_losses[],
                             GradusRhythm rhythm,
                             const atomic_bool *stop,
                             size_t *made)
{
  const GradusProblem *problem = &trainer->problem;
  bool whole = batch_size (problem) == problem->n_samples;
  GradusRunResult result = GRADUS_RUN_DONE;
  size_t k = 0;

  load_state (trainer, state);
  for (; k < n; k++)
    {
      double loss;

      result = make_step (trainer, state, stop, whole && losses != NULL ? &loss : NULL);
      if (result != GRADUS_RUN_DONE)
        break;

      /* Where a batch is everything, this step's forward passes tell the loss after the step before. */
      if (losses != NULL && whole && k > 0)
        losses[k - 1] = loss / (double) problem->n_samples;
      else if (losses != NULL && !whole)
        losses[k] = every > 0 && state->steps % every == 0 ? gradus_trainer_mean (trainer, problem) : NAN;
      if (test_losses != NULL)
        test_losses[k] =
            gradus_rhythm_has (rhythm, state->steps) ? gradus_trainer_mean (trainer, &trainer->test_problem) : NAN;
    }
  if (losses != NULL && whole && k > 0)
    losses[k - 1] = gradus_trainer_mean (trainer, problem);

  save_state (trainer, state);
  *made = k;
  return result;
}

GradusRunResult
gradus_trainer_run (GradusTrainer *trainer,
                    GradusState *state,
                    size_t n,
                    double losses[],
                    size_t every,
                    const atomic_bool *stop,
                    size_t *made)
{
  return gradus_trainer_run_measured (trainer, state, n, losses, every, NULL, (GradusRhythm){ 0, 0 }, stop, made);
}

double
gradus_trainer_loss (GradusTrainer *trainer, const GradusState *state)
{
  load_state (trainer, state);
  return gradus_trainer_mean (trainer, &trainer->problem);
}

double
gradus_trainer_test_loss (GradusTrainer *trainer, const GradusState *state)
{
  load_state (trainer, state);
  return gradus_trainer_mean (trainer, &trainer->test_problem);
}

GradusTrace *
gradus_trainer_trace (GradusTrainer *trainer, const GradusState *state, size_t sample, bool alone)
{
  const GradusProblem *problem = &trainer->problem;
  const GradusShape *shape = &problem->shape;
  GradusNetwork network = { .shape = *shape, .parameters = state->parameters };
  GradusTrace *trace = gradus_trace_new (&network,
                                         problem->loss,
                                         problem->inputs + sample * shape->n_inputs,
                                         problem->targets + sample * shape->n_outputs,
                                         problem->training.learning_rate);

  if (trace == NULL)
    return NULL;

  const size_t *order = state->order;
  size_t position = state->position;

  if (position == state->n_samples)
    {
      GradusRandom random = state->random;

      position = 0;
      memcpy (trainer->order, order, state->n_samples * sizeof *order);
      order = trainer->order;
      if (problem->training.shuffle)
        gradus_epoch_shuffle (state->n_samples, trainer->order, &random);
    }

  GradusTrainerBatch batch = alone ? (GradusTrainerBatch){ &sample, 1 } : make_batch (problem, order, position);

  load_state (trainer, state);
  gradus_trainer_sum (trainer, &trainer->problem, batch, NULL, trainer->gradient, NULL);
  update (trainer, batch.n, state->steps + 1);
  if (trainer->plain && trainer->batch != NULL)
    reduce_gradient (trainer, batch.n);

  gradus_layout_take (&trainer->layout, shape, trainer->gradient, trace->step_gradient);
  gradus_layout_take (&trainer->layout, shape, trainer->next.parameters, trace->updated);
  trace->sample = sample;
  trace->batch_size = batch.n;
  return trace;
}
