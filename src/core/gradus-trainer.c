/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-epoch.h"
#include "core/gradus-pass.h"
#include "core/gradus-update.h"

struct _GradusTrainer
{
  GradusProblem problem;
  GradusPass pass;
  unsigned char *held; /* NULL: everything trains */
  bool online;         /* steps are plain descent on one sample */
  double *gradient;
  double *parameters; /* where the next parameters and moments are written before they count */
  double *moments;
  size_t *order;       /* the permutation and generator of before the running epoch, */
  GradusRandom random; /* for a first batch that is dropped */
};

/* The samples of one step: order[0 .. n-1], or 0 .. n-1 where order is NULL. */
typedef struct
{
  const size_t *order;
  size_t n;
} Batch;

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
static Batch
make_batch (const GradusProblem *problem, const size_t order[], size_t position)
{
  size_t size = batch_size (problem), left = problem->n_samples - position;

  if (size == problem->n_samples)
    return (Batch){ NULL, size };
  return (Batch){ order + position, size < left ? size : left };
}

/* Goes forward and backward with each sample of `batch` and leaves the sum of
 * their gradients. The sum of their losses goes to *loss, if wanted. Returns
 * false when it was asked to stop meanwhile. */
static bool
sum_batch (GradusTrainer *trainer,
           const double parameters[],
           Batch batch,
           const atomic_bool *stop,
           double gradient[],
           double *loss)
{
  const GradusProblem *problem = &trainer->problem;
  const GradusShape *shape = &problem->shape;
  double sum = 0;

  for (size_t k = 0; k < batch.n; k++)
    {
      size_t sample = batch.order == NULL ? k : batch.order[k];
      const double *inputs = problem->inputs + sample * shape->n_inputs;
      const double *targets = problem->targets + sample * shape->n_outputs;

      if (is_asked_to_stop (stop))
        return false;

      gradus_pass_forward (&trainer->pass, shape, parameters, inputs);
      if (loss != NULL)
        sum += gradus_pass_loss (&trainer->pass, shape, problem->loss, targets);
      gradus_pass_backward (&trainer->pass, shape, problem->loss, parameters, inputs, targets, k > 0, gradient);
    }

  if (loss != NULL)
    *loss = sum;
  return true;
}

/* From the sum over the batch to the gradient that the update uses. */
static void
reduce_gradient (const GradusProblem *problem, const double parameters[], size_t n_samples, double gradient[])
{
  if (problem->training.reduction == GRADUS_REDUCTION_MEAN && n_samples > 1)
    {
      double share = 1 / (double) n_samples;

      for (size_t i = 0; i < problem->shape.n_parameters; i++)
        gradient[i] *= share;
    }
  gradus_update_penalise (problem, parameters, gradient);
}

static double
mean_loss (GradusTrainer *trainer, const double parameters[])
{
  const GradusProblem *problem = &trainer->problem;
  const GradusShape *shape = &problem->shape;
  double sum = 0;

  for (size_t k = 0; k < problem->n_samples; k++)
    {
      gradus_pass_forward (&trainer->pass, shape, parameters, problem->inputs + k * shape->n_inputs);
      sum += gradus_pass_loss (&trainer->pass, shape, problem->loss, problem->targets + k * shape->n_outputs);
    }
  return sum / (double) problem->n_samples;
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

static void
swap_arrays (double **a, double **b)
{
  double *swapped = *a;

  *a = *b;
  *b = swapped;
}

/* Whether a step is plain descent on one sample, which gradus_pass_descend() does in one go. */
static bool
is_online_descent (const GradusProblem *problem, const unsigned char held[])
{
  const GradusTraining *t = &problem->training;

  return t->optimizer == GRADUS_OPTIMIZER_SGD && t->l1 == 0 && t->l2 == 0 && held == NULL && batch_size (problem) == 1;
}

static bool
descend_online (GradusTrainer *trainer, const double parameters[], size_t sample, double *loss)
{
  const GradusProblem *problem = &trainer->problem;
  const GradusShape *shape = &problem->shape;
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
                              trainer->parameters);
}

/* One step from `parameters` and `moments` into the trainer's own. */
static inline GradusRunResult
make_step (GradusTrainer *trainer,
           GradusState *state,
           const double parameters[],
           const double moments[],
           const atomic_bool *stop,
           double *loss)
{
  const GradusProblem *problem = &trainer->problem;
  size_t position = state->position;
  bool finite;

  if (is_asked_to_stop (stop))
    return GRADUS_RUN_STOPPED;

  begin_batch (trainer, state);
  Batch batch = make_batch (problem, state->order, state->position);

  if (trainer->online)
    finite = descend_online (trainer, parameters, batch.order == NULL ? 0 : batch.order[0], loss);
  else
    {
      if (!sum_batch (trainer, parameters, batch, stop, trainer->gradient, loss))
        {
          drop_batch (trainer, state, position);
          return GRADUS_RUN_STOPPED;
        }

      reduce_gradient (problem, parameters, batch.n, trainer->gradient);
      finite = gradus_update_apply (problem,
                                    trainer->held,
                                    state->steps + 1,
                                    trainer->gradient,
                                    parameters,
                                    moments,
                                    trainer->parameters,
                                    trainer->moments);
    }
  if (!finite)
    {
      drop_batch (trainer, state, position);
      return GRADUS_RUN_NOT_FINITE;
    }

  state->position += batch.n;
  state->steps++;
  return GRADUS_RUN_DONE;
}

GradusTrainer *
gradus_trainer_new (const GradusProblem *problem)
{
  const GradusShape *shape = &problem->shape;
  size_t n_moments = gradus_optimizer_n_moments (problem->training.optimizer);
  size_t n_values = 5 * shape->n_neurons + (2 + n_moments) * shape->n_parameters;
  GradusTrainer *trainer = calloc (1, sizeof *trainer);
  double *values = calloc (n_values, sizeof *values);
  unsigned char *held = calloc (shape->n_parameters, 1);
  size_t *order = calloc (problem->n_samples, sizeof *order);

  if (trainer == NULL || values == NULL || held == NULL || order == NULL)
    {
      free (trainer);
      free (values);
      free (held);
      free (order);
      return NULL;
    }

  trainer->problem = *problem;
  trainer->order = order;
  trainer->pass.z = values;
  trainer->pass.a = trainer->pass.z + shape->n_neurons;
  trainer->pass.dL_da = trainer->pass.a + shape->n_neurons;
  trainer->pass.slope = trainer->pass.dL_da + shape->n_neurons;
  trainer->pass.dL_dz = trainer->pass.slope + shape->n_neurons;
  trainer->gradient = trainer->pass.dL_dz + shape->n_neurons;
  trainer->parameters = trainer->gradient + shape->n_parameters;
  trainer->moments = trainer->parameters + shape->n_parameters;

  for (size_t i = 0; i < shape->n_parameters; i++)
    {
      held[i] = !gradus_shape_trains (shape, problem->frozen, i);
      if (held[i])
        trainer->held = held;
    }
  if (trainer->held == NULL)
    free (held);
  trainer->online = is_online_descent (problem, trainer->held);
  return trainer;
}

void
gradus_trainer_free (GradusTrainer *trainer)
{
  if (trainer == NULL)
    return;

  free (trainer->pass.z); /* the block of all values */
  free (trainer->held);
  free (trainer->order);
  free (trainer);
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
  const GradusProblem *problem = &trainer->problem;
  bool whole = batch_size (problem) == problem->n_samples;
  double *own_parameters = trainer->parameters, *own_moments = trainer->moments;
  double *parameters = state->parameters, *moments = state->moments;
  GradusRunResult result = GRADUS_RUN_DONE;
  size_t k = 0;

  for (; k < n; k++)
    {
      double loss;

      result = make_step (trainer, state, parameters, moments, stop, whole && losses != NULL ? &loss : NULL);
      if (result != GRADUS_RUN_DONE)
        break;

      swap_arrays (&parameters, &trainer->parameters);
      swap_arrays (&moments, &trainer->moments);

      /* Where a batch is everything, this step's forward passes tell the loss after the step before. */
      if (losses != NULL && whole && k > 0)
        losses[k - 1] = loss / (double) problem->n_samples;
      else if (losses != NULL && !whole)
        losses[k] = every > 0 && state->steps % every == 0 ? mean_loss (trainer, parameters) : NAN;
    }
  if (losses != NULL && whole && k > 0)
    losses[k - 1] = mean_loss (trainer, parameters);

  if (parameters != state->parameters)
    {
      memcpy (state->parameters, parameters, state->n_parameters * sizeof *parameters);
      memcpy (state->moments, moments, state->n_moments * state->n_parameters * sizeof *moments);
    }
  trainer->parameters = own_parameters;
  trainer->moments = own_moments;
  *made = k;
  return result;
}

double
gradus_trainer_loss (GradusTrainer *trainer, const GradusState *state)
{
  return mean_loss (trainer, state->parameters);
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

  Batch batch = alone ? (Batch){ &sample, 1 } : make_batch (problem, order, position);

  sum_batch (trainer, state->parameters, batch, NULL, trace->step_gradient, NULL);
  reduce_gradient (problem, state->parameters, batch.n, trace->step_gradient);
  gradus_update_apply (problem,
                       trainer->held,
                       state->steps + 1,
                       trace->step_gradient,
                       state->parameters,
                       state->moments,
                       trace->updated,
                       trainer->moments);
  trace->sample = sample;
  trace->batch_size = batch.n;
  return trace;
}
