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

/* Forward: z = W x + b. */
static inline void
gradus_layer_weigh (const GradusLayer *layer, const double parameters[], const double x[], double z[])
{
  const double *w = parameters + layer->first_weight;
  const double *b = parameters + layer->first_bias;

  for (size_t i = 0; i < layer->n_neurons; i++, w += layer->n_inputs)
    {
      double sum = w[0] * x[0];

      for (size_t j = 1; j < layer->n_inputs; j++)
        sum += w[j] * x[j];
      z[i] = layer->has_biases ? sum + b[i] : sum;
    }
}

/* Backward of it: dL_dW = dL_dz x^T, dL_db = dL_dz; added to what is there where `add`. */
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

/* Forward: a = phi(z). */
static inline void
gradus_layer_activate (const GradusLayer *layer, const double z[], double a[])
{
  size_t n = layer->n_neurons;

  switch (layer->activation)
    {
    case GRADUS_ACTIVATION_SIGMOID:
      for (size_t i = 0; i < n; i++)
        a[i] = gradus_sigmoid (z[i]);
      break;
    case GRADUS_ACTIVATION_SOFTMAX:
      gradus_softmax (n, z, a);
      break;
    default:
      for (size_t i = 0; i < n; i++)
        a[i] = gradus_activation_value (layer->activation, layer->leak, z[i]);
      break;
    }
}

/* Backward of it: slope = phi'(z). dL_dz is then dL_da * slope. */
static inline void
gradus_layer_slope (const GradusLayer *layer, const double z[], const double a[], double slope[])
{
  size_t n = layer->n_neurons;

  if (layer->activation == GRADUS_ACTIVATION_SIGMOID)
    for (size_t i = 0; i < n; i++)
      slope[i] = a[i] * (1 - a[i]);
  else
    for (size_t i = 0; i < n; i++)
      slope[i] = gradus_activation_slope (layer->activation, layer->leak, z[i], a[i]);
}
