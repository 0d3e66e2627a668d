/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-layer.h"
#include "core/gradus-pass.h"

static bool
all_finite (size_t n, const double values[])
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return false;
  return true;
}

/* The numbers of a trace, which stand in one block behind it. */
static size_t
count_values (const GradusShape *shape)
{
  return shape->n_inputs + shape->n_outputs + 5 * shape->n_neurons + 4 * shape->n_parameters;
}

GradusTrace *
gradus_trace_new_blank (const GradusShape *shape, GradusLoss loss)
{
  GradusTrace *trace = calloc (1, sizeof *trace + count_values (shape) * sizeof (double));

  if (trace == NULL)
    return NULL;

  trace->shape = *shape;
  trace->loss_kind = loss;
  trace->fused = gradus_loss_is_fused (loss);
  trace->batch_size = 1;

  double *next = (double *) (trace + 1);

  trace->inputs = next;
  trace->targets = trace->inputs + shape->n_inputs;
  trace->z = trace->targets + shape->n_outputs;
  trace->a = trace->z + shape->n_neurons;
  trace->dL_da = trace->a + shape->n_neurons;
  trace->slope = trace->dL_da + shape->n_neurons;
  trace->dL_dz = trace->slope + shape->n_neurons;
  trace->parameters = trace->dL_dz + shape->n_neurons;
  trace->gradient = trace->parameters + shape->n_parameters;
  trace->step_gradient = trace->gradient + shape->n_parameters;
  trace->updated = trace->step_gradient + shape->n_parameters;
  return trace;
}

GradusTrace *
gradus_trace_new (const GradusNetwork *network,
                  GradusLoss loss,
                  const double inputs[],
                  const double targets[],
                  double learning_rate)
{
  const GradusShape *shape = &network->shape;
  GradusTrace *trace = gradus_trace_new_blank (shape, loss);

  if (trace == NULL)
    return NULL;

  memcpy (trace->inputs, inputs, shape->n_inputs * sizeof *inputs);
  memcpy (trace->targets, targets, shape->n_outputs * sizeof *targets);
  memcpy (trace->parameters, network->parameters, shape->n_parameters * sizeof *network->parameters);

  GradusPass pass = { trace->z, trace->a, trace->dL_da, trace->slope, trace->dL_dz };

  gradus_pass_forward (&pass, shape, trace->parameters, trace->inputs);
  trace->loss = gradus_pass_loss (&pass, shape, loss, trace->targets);
  gradus_pass_backward (&pass, shape, loss, trace->parameters, trace->inputs, trace->targets, false, trace->gradient);

  memcpy (trace->step_gradient, trace->gradient, shape->n_parameters * sizeof *trace->gradient);
  for (size_t i = 0; i < shape->n_parameters; i++)
    {
      trace->updated[i] = trace->parameters[i];
      if (gradus_network_trains (network, i))
        trace->updated[i] -= learning_rate * trace->step_gradient[i];
    }
  return trace;
}

GradusTrace *
gradus_trace_copy (const GradusTrace *trace)
{
  GradusTrace *copy = gradus_trace_new_blank (&trace->shape, trace->loss_kind);

  if (copy == NULL)
    return NULL;
  copy->sample = trace->sample;
  copy->loss = trace->loss;
  copy->batch_size = trace->batch_size;
  copy->fused = trace->fused;
  memcpy (copy->inputs, trace->inputs, count_values (&trace->shape) * sizeof (double));
  return copy;
}

void
gradus_trace_free (GradusTrace *trace)
{
  free (trace);
}

bool
gradus_trace_is_finite (const GradusTrace *trace)
{
  const GradusShape *shape = &trace->shape;
  size_t n_felt = shape->n_neurons - (trace->fused ? shape->n_outputs : 0);

  return isfinite (trace->loss) && all_finite (shape->n_inputs, trace->inputs) &&
         all_finite (shape->n_outputs, trace->targets) && all_finite (shape->n_neurons, trace->z) &&
         all_finite (shape->n_neurons, trace->a) && all_finite (n_felt, trace->dL_da) &&
         all_finite (shape->n_neurons, trace->slope) && all_finite (shape->n_neurons, trace->dL_dz) &&
         all_finite (shape->n_parameters, trace->parameters) && all_finite (shape->n_parameters, trace->gradient) &&
         all_finite (shape->n_parameters, trace->step_gradient) && all_finite (shape->n_parameters, trace->updated);
}

double
gradus_network_evaluate (const GradusNetwork *network,
                         GradusLoss loss,
                         const double inputs[],
                         const double targets[],
                         double outputs[])
{
  const GradusShape *shape = &network->shape;
  double z[GRADUS_MAX_NEURONS], a[2][GRADUS_MAX_NEURONS];
  const double *x = inputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      gradus_layer_forward (&shape->layers[l], network->parameters, x, z, a[l % 2]);
      x = a[l % 2];
    }

  memcpy (outputs, x, shape->n_outputs * sizeof *outputs);
  return targets == NULL ? NAN : gradus_loss_value (loss, shape->n_outputs, targets, outputs, z);
}
