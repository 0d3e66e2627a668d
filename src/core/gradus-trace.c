/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-layer.h"

/* What layer `l` reads: the inputs, or the activations of the layer before. */
static const double *
layer_input (const GradusTrace *trace, size_t l)
{
  return l == 0 ? trace->inputs : trace->a + trace->shape.layers[l - 1].first_neuron;
}

static void
go_forward (GradusTrace *trace)
{
  const GradusShape *shape = &trace->shape;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      size_t first = layer->first_neuron;

      gradus_layer_weigh (layer, trace->parameters, layer_input (trace, l), trace->z + first);
      gradus_layer_activate (layer, trace->z + first, trace->a + first);
      gradus_layer_slope (layer, trace->z + first, trace->a + first, trace->slope + first);
    }
}

static void
go_backward (GradusTrace *trace)
{
  const GradusShape *shape = &trace->shape;
  size_t first_output = shape->n_neurons - shape->n_outputs;

  gradus_loss_slope (
      trace->loss_kind, shape->n_outputs, trace->targets, trace->a + first_output, trace->dL_da + first_output);

  for (size_t l = shape->n_layers; l-- > 0;)
    {
      const GradusLayer *layer = &shape->layers[l];
      size_t first = layer->first_neuron;

      if (trace->fused && first == first_output)
        gradus_loss_fused_delta (
            trace->loss_kind, shape->n_outputs, trace->targets, trace->a + first, trace->dL_dz + first);
      else
        for (size_t i = first; i < first + layer->n_neurons; i++)
          trace->dL_dz[i] = trace->dL_da[i] * trace->slope[i];

      gradus_layer_blame (layer, layer_input (trace, l), trace->dL_dz + first, trace->gradient);
      if (l > 0)
        gradus_layer_pull_back (
            layer, trace->parameters, trace->dL_dz + first, trace->dL_da + shape->layers[l - 1].first_neuron);
    }
}

static bool
all_finite (size_t n, const double values[])
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return false;
  return true;
}

GradusTrace *
gradus_trace_new_blank (const GradusShape *shape, GradusLoss loss)
{
  size_t n_values = shape->n_inputs + shape->n_outputs + 5 * shape->n_neurons + 4 * shape->n_parameters;
  GradusTrace *trace = calloc (1, sizeof *trace + n_values * sizeof (double));

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

  go_forward (trace);
  size_t first_output = shape->n_neurons - shape->n_outputs;
  trace->loss =
      gradus_loss_value (loss, shape->n_outputs, trace->targets, trace->a + first_output, trace->z + first_output);
  go_backward (trace);

  memcpy (trace->step_gradient, trace->gradient, shape->n_parameters * sizeof *trace->gradient);
  for (size_t i = 0; i < shape->n_parameters; i++)
    {
      trace->updated[i] = trace->parameters[i];
      if (gradus_network_trains (network, i))
        trace->updated[i] -= learning_rate * trace->step_gradient[i];
    }
  return trace;
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
  const GradusLayer *last = &shape->layers[shape->n_layers - 1];
  double z[GRADUS_MAX_NEURONS], a[2][GRADUS_MAX_NEURONS];
  const double *x = inputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      gradus_layer_weigh (&shape->layers[l], network->parameters, x, z);
      gradus_layer_activate (&shape->layers[l], z, a[l % 2]);
      x = a[l % 2];
    }

  memcpy (outputs, x, last->n_neurons * sizeof *outputs);
  return targets == NULL ? NAN : gradus_loss_value (loss, last->n_neurons, targets, outputs, z);
}
