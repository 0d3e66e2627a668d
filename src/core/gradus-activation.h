/* Activation functions, each with its derivative beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The order is part of no file format; documents use the names. */
typedef enum
{
  GRADUS_ACTIVATION_IDENTITY,
  GRADUS_ACTIVATION_SIGMOID, /* 1 / (1 + e^-z) */
  GRADUS_ACTIVATION_TANH,
  GRADUS_ACTIVATION_RELU,       /* max(0, z), derivative at 0 is 0 */
  GRADUS_ACTIVATION_LEAKY_RELU, /* z for z > 0, else leak * z; derivative at 0 is leak */
  GRADUS_ACTIVATION_SOFTPLUS,   /* ln(1 + e^z) = max(z, 0) + log1p(e^-|z|) */
  GRADUS_ACTIVATION_ELU,        /* z for z > 0, else e^z - 1 */
  GRADUS_ACTIVATION_GELU,       /* z * Phi(z), exact by erf */
  GRADUS_ACTIVATION_SWISH,      /* z * sigmoid(z) */
  GRADUS_ACTIVATION_SOFTMAX,    /* last layer only, together with cross-entropy */
} GradusActivation;

#define GRADUS_N_ACTIVATIONS (GRADUS_ACTIVATION_SOFTMAX + 1)
#define GRADUS_DEFAULT_LEAK  0.01

/* The name documents use, like "leaky-relu". Static. */
const char *gradus_activation_name (GradusActivation activation);

/* Finds an activation by its document name; returns false where there is none. */
bool gradus_activation_from_name (const char *name, GradusActivation *activation);

/* a = phi(z) of one neuron. Not for softmax, which needs its whole layer. */
double gradus_activation_value (GradusActivation activation, double leak, double z);

/* da/dz = phi'(z) of one neuron, given z and a = phi(z). Not for softmax. */
double gradus_activation_slope (GradusActivation activation, double leak, double z, double a);

/* Softmax of n values, in its stable form (the largest z is subtracted).
 * `a` may be `z`. */
void gradus_softmax (size_t n, const double z[], double a[]);
