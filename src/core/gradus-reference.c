/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-reference.h"

#include <math.h>

static long double
sigmoid (long double z)
{
  return 1 / (1 + expl (-z));
}

static long double
activate (const GradusLayer *layer, long double z)
{
  switch (layer->activation)
    {
    case GRADUS_ACTIVATION_IDENTITY:
      return z;
    case GRADUS_ACTIVATION_SIGMOID:
      return sigmoid (z);
    case GRADUS_ACTIVATION_TANH:
      return tanhl (z);
    case GRADUS_ACTIVATION_RELU:
      return z <= 0 ? 0 : z;
    case GRADUS_ACTIVATION_LEAKY_RELU:
      return z > 0 ? z : layer->leak * z;
    case GRADUS_ACTIVATION_SOFTPLUS:
      return (z <= 0 ? 0 : z) + log1pl (expl (-fabsl (z)));
    case GRADUS_ACTIVATION_ELU:
      return z > 0 ? z : expm1l (z);
    case GRADUS_ACTIVATION_GELU:
      return z * erfcl (-z / sqrtl (2)) / 2;
    case GRADUS_ACTIVATION_SWISH:
      return z * sigmoid (z);
    case GRADUS_ACTIVATION_SOFTMAX:
      break; /* see activate_softmax() */
    }
  return z;
}

/* Returns the logarithm of the sum of e^z. */
static long double
activate_softmax (size_t n, const long double z[], long double a[])
{
  long double largest = z[0], sum = 0;

  for (size_t k = 1; k < n; k++)
    largest = fmaxl (largest, z[k]);
  for (size_t k = 0; k < n; k++)
    sum += expl (z[k] - largest);
  for (size_t k = 0; k < n; k++)
    a[k] = expl (z[k] - largest) / sum;
  return largest + logl (sum);
}

static long double
measure_loss (GradusLoss loss,
              size_t n,
              const double y[],
              const long double a[],
              const long double z[],
              long double log_sum)
{
  long double sum = 0;

  for (size_t k = 0; k < n; k++)
    {
      long double e = a[k] - y[k];

      switch (loss)
        {
        case GRADUS_LOSS_SQUARED_ERROR:
          sum += e * e;
          break;
        case GRADUS_LOSS_HALF_SQUARED_ERROR:
          sum += e * e / 2;
          break;
        case GRADUS_LOSS_MEAN_SQUARED_ERROR:
          sum += e * e / (long double) n;
          break;
        case GRADUS_LOSS_BINARY_CROSS_ENTROPY:
          sum += fmaxl (z[k], 0) - y[k] * z[k] + log1pl (expl (-fabsl (z[k])));
          break;
        case GRADUS_LOSS_CROSS_ENTROPY:
          sum += y[k] * (log_sum - z[k]);
          break;
        case GRADUS_LOSS_ABSOLUTE_ERROR:
          sum += fabsl (e);
          break;
        case GRADUS_LOSS_HUBER:
          sum += fabsl (e) <= 1 ? e * e / 2 : fabsl (e) - 0.5L;
          break;
        }
    }
  return sum;
}

long double
gradus_reference_loss (const GradusShape *shape,
                       GradusLoss loss,
                       const double parameters[],
                       size_t moved,
                       long double value,
                       const double inputs[],
                       const double targets[],
                       long double z[],
                       long double a[])
{
  const long double *before = NULL;
  long double log_sum = 0;
  size_t first_output = shape->n_neurons - shape->n_outputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      long double *layer_z = z + layer->first_neuron, *layer_a = a + layer->first_neuron;

      for (size_t to = 0; to < layer->n_neurons; to++)
        {
          size_t bias = layer->first_bias + to;
          long double sum = 0;

          for (size_t from = 0; from < layer->n_inputs; from++)
            {
              size_t weight = layer->first_weight + to * layer->n_inputs + from;

              sum += (weight == moved ? value : parameters[weight]) * (l == 0 ? inputs[from] : before[from]);
            }
          if (layer->has_biases)
            sum += bias == moved ? value : parameters[bias];
          layer_z[to] = sum;
          layer_a[to] = activate (layer, sum);
        }
      if (layer->activation == GRADUS_ACTIVATION_SOFTMAX)
        log_sum = activate_softmax (layer->n_neurons, layer_z, layer_a);
      before = layer_a;
    }

  return measure_loss (loss, shape->n_outputs, targets, a + first_output, z + first_output, log_sum);
}
