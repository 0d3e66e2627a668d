/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "blas-network.h"

#include <cblas.h>
#include <glib.h>
#include <math.h>
#include <string.h>

struct _BlasNetwork
{
  GradusShape shape;
  size_t batch_size;
  double *parameters;
  double *ones;
  double *a[GRADUS_MAX_LAYERS]; /* batch_size x n_neurons */
  double *d[GRADUS_MAX_LAYERS];
};

BlasNetwork *
blas_network_new (const GradusNetwork *network, size_t batch_size)
{
  BlasNetwork *self = g_new0 (BlasNetwork, 1);

  openblas_set_num_threads (1);
  self->shape = network->shape;
  self->batch_size = batch_size;
  self->parameters = g_memdup2 (network->parameters, network->shape.n_parameters * sizeof (double));
  self->ones = g_new (double, batch_size);
  for (size_t k = 0; k < batch_size; k++)
    self->ones[k] = 1;
  for (size_t l = 0; l < self->shape.n_layers; l++)
    {
      self->a[l] = g_new (double, batch_size * self->shape.layers[l].n_neurons);
      self->d[l] = g_new (double, batch_size * self->shape.layers[l].n_neurons);
    }
  return self;
}

void
blas_network_free (BlasNetwork *self)
{
  for (size_t l = 0; l < self->shape.n_layers; l++)
    {
      g_free (self->a[l]);
      g_free (self->d[l]);
    }
  g_free (self->ones);
  g_free (self->parameters);
  g_free (self);
}

void
blas_network_step (BlasNetwork *self, const double *inputs, const double *targets, double learning_rate)
{
  const GradusShape *shape = &self->shape;
  int n = (int) self->batch_size;
  size_t last = shape->n_layers - 1;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      int in = (int) layer->n_inputs, out = (int) layer->n_neurons;
      double *a = self->a[l];

      for (int k = 0; k < n; k++)
        memcpy (a + k * out, self->parameters + layer->first_bias, (size_t) out * sizeof *a);
      cblas_dgemm (CblasRowMajor,
                   CblasNoTrans,
                   CblasTrans,
                   n,
                   out,
                   in,
                   1,
                   l == 0 ? inputs : self->a[l - 1],
                   in,
                   self->parameters + layer->first_weight,
                   in,
                   1,
                   a,
                   out);
      for (int i = 0; i < n * out; i++)
        a[i] = tanh (a[i]);
    }

  for (size_t i = 0; i < self->batch_size * shape->n_outputs; i++)
    self->d[last][i] = 2 * (self->a[last][i] - targets[i]);

  for (size_t l = shape->n_layers; l-- > 0;)
    {
      const GradusLayer *layer = &shape->layers[l];
      int in = (int) layer->n_inputs, out = (int) layer->n_neurons;
      double *d = self->d[l], *w = self->parameters + layer->first_weight;

      for (int i = 0; i < n * out; i++)
        d[i] *= 1 - self->a[l][i] * self->a[l][i];
      if (l > 0)
        cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, in, out, 1, d, out, w, in, 0, self->d[l - 1], in);

      /* The update is part of the product: W = W - eta / n * d^T x. */
      cblas_dgemm (CblasRowMajor,
                   CblasTrans,
                   CblasNoTrans,
                   out,
                   in,
                   n,
                   -learning_rate / n,
                   d,
                   out,
                   l == 0 ? inputs : self->a[l - 1],
                   in,
                   1,
                   w,
                   in);
      cblas_dgemv (CblasRowMajor,
                   CblasTrans,
                   n,
                   out,
                   -learning_rate / n,
                   d,
                   out,
                   self->ones,
                   1,
                   1,
                   self->parameters + layer->first_bias,
                   1);
    }
}

const double *
blas_network_get_parameters (BlasNetwork *self)
{
  return self->parameters;
}
