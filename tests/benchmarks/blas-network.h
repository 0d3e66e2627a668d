/* A network trained as one would write it on top of a BLAS: tanh everywhere,
 * squared error, plain descent on the mean of a batch, libm's tanh.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-network.h"

typedef struct _BlasNetwork BlasNetwork;

/* Starts with the parameters of `network`, whose layers all have tanh and biases. */
BlasNetwork *blas_network_new (const GradusNetwork *network, size_t batch_size);
void blas_network_free (BlasNetwork *self);

/* One step on the samples that lie one after the other from `inputs` and `targets` on. */
void blas_network_step (BlasNetwork *self, const double *inputs, const double *targets, double learning_rate);

/* The parameters, laid out as those of the network. */
const double *blas_network_get_parameters (BlasNetwork *self);
