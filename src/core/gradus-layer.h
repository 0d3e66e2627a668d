/* The mathematics of one layer, forward and backward side by side. The trace
 * on show and the training run both consist of these, so they agree bit for bit.
 *
 * W is n_neurons x n_inputs, row by row; x the layer's input (n_inputs);
 * everything else has n_neurons values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-shape.h"
#include "core/gradus-sigmoid.h"

/* Forward: z = W x + b, a = phi(z). */
static inline void
gradus_layer_forward (const GradusLayer *layer, const double parameters[], const double x[], double z[], double a[])
{
  const double *w = parameters + layer->first_weight;
  const double *b = parameters + layer->first_bias;
  size_t n_inputs = layer->n_inputs, n_neurons = layer->n_neurons;

  for (size_t i = 0; i < n_neurons; i++, w += n_inputs)
    {
      double sum = w[0] * x[0];

      for (size_t j = 1; j < n_inputs; j++)
        sum += w[j] * x[j];
      if (layer->has_biases)
        sum += b[i];
      z[i] = sum;
      a[i] = layer->activation == GRADUS_ACTIVATION_SIGMOID
                 ? gradus_sigmoid (sum)
                 : gradus_activation_value (layer->activation, layer->leak, sum);
    }

  if (layer->activation == GRADUS_ACTIVATION_SOFTMAX)
    gradus_softmax (n_neurons, z, a);
}

/* Backward of a = phi(z): phi'(z) of neuron i, by which dL_da becomes dL_dz. */
static inline double
gradus_layer_slope (const GradusLayer *layer, const double z[], const double a[], size_t i)
{
  if (layer->activation == GRADUS_ACTIVATION_SIGMOID)
    return a[i] * (1 - a[i]);
  return gradus_activation_slope (layer->activation, layer->leak, z[i], a[i]);
}

/* Backward of z = W x + b: dL_dW = dL_dz x^T, dL_db = dL_dz; added to what is there where `add`. */
static inline void
gradus_layer_blame (const GradusLayer *layer, const double x[], const double dL_dz[], bool add, double gradient[])
{
  double *dL_dW = gradient + layer->first_weight;
  double *dL_db = gradient + layer->first_bias;

  for (size_t i = 0; i < layer->n_neurons; i++, dL_dW += layer->n_inputs)
    {
      for (size_t j = 0; j < layer->n_inputs; j++)
        dL_dW[j] = add ? dL_dW[j] + dL_dz[i] * x[j] : dL_dz[i] * x[j];
      if (layer->has_biases)
        dL_db[i] = add ? dL_db[i] + dL_dz[i] : dL_dz[i];
    }
}

/* ... and dL_dx = W^T dL_dz, which is dL/da of the layer before. */
static inline void
gradus_layer_pull_back (const GradusLayer *layer, const double parameters[], const double dL_dz[], double dL_dx[])
{
  const double *w = parameters + layer->first_weight;

  for (size_t j = 0; j < layer->n_inputs; j++)
    dL_dx[j] = w[j] * dL_dz[0];
  for (size_t i = 1; i < layer->n_neurons; i++)
    {
      w += layer->n_inputs;
      for (size_t j = 0; j < layer->n_inputs; j++)
        dL_dx[j] += w[j] * dL_dz[i];
    }
}

/* All of backward in one go, where a step is plain descent on one sample:
 * next = parameters - eta * gradient, and dL_dx unless that is NULL.
 * dL_dz comes from dL_da, or is given where dL_da is NULL.
 * Returns 0 where all of this layer's `next` is finite, else NaN. */
static inline double
gradus_layer_descend (const GradusLayer *layer,
                      const double parameters[],
                      const double x[],
                      const double z[],
                      const double a[],
                      const double dL_da[],
                      double dL_dz[],
                      double dL_dx[],
                      double eta,
                      double next[])
{
  const double *w = parameters + layer->first_weight, *b = parameters + layer->first_bias;
  double *w_next = next + layer->first_weight, *b_next = next + layer->first_bias;
  size_t n_inputs = layer->n_inputs, n_neurons = layer->n_neurons;
  double probe = 0;

  for (size_t i = 0; i < n_neurons; i++, w += n_inputs, w_next += n_inputs)
    {
      double delta = dL_da == NULL ? dL_dz[i] : dL_da[i] * gradus_layer_slope (layer, z, a, i);

      for (size_t j = 0; j < n_inputs; j++)
        {
          if (dL_dx != NULL)
            dL_dx[j] = i == 0 ? w[j] * delta : dL_dx[j] + w[j] * delta;
          w_next[j] = w[j] - eta * (delta * x[j]);
          probe += 0 * w_next[j];
        }
      if (layer->has_biases)
        {
          b_next[i] = b[i] - eta * delta;
          probe += 0 * b_next[i];
        }
    }
  return probe;
}
