/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-activation.h"

#include <math.h>
#include <string.h>

#include "core/gradus-sigmoid.h"

#define SQRT_HALF        0.70710678118654752440 /* 1 / sqrt(2) */
#define INVERSE_SQRT_2PI 0.39894228040143267794 /* 1 / sqrt(2 pi) */

static const char *const names[GRADUS_N_ACTIVATIONS] = {
  [GRADUS_ACTIVATION_IDENTITY] = "identity",
  [GRADUS_ACTIVATION_SIGMOID] = "sigmoid",
  [GRADUS_ACTIVATION_TANH] = "tanh",
  [GRADUS_ACTIVATION_RELU] = "relu",
  [GRADUS_ACTIVATION_LEAKY_RELU] = "leaky-relu",
  [GRADUS_ACTIVATION_SOFTPLUS] = "softplus",
  [GRADUS_ACTIVATION_ELU] = "elu",
  [GRADUS_ACTIVATION_GELU] = "gelu",
  [GRADUS_ACTIVATION_SWISH] = "swish",
  [GRADUS_ACTIVATION_SOFTMAX] = "softmax",
};

/* The standard normal distribution; erfc keeps the lower tail exact where
 * 1 + erf would cancel. */
static double
normal_cdf (double z)
{
  return 0.5 * erfc (-z * SQRT_HALF);
}

static double
normal_density (double z)
{
  return INVERSE_SQRT_2PI * exp (-0.5 * z * z);
}

const char *
gradus_activation_name (GradusActivation activation)
{
  return names[activation];
}

bool
gradus_activation_from_name (const char *name, GradusActivation *activation)
{
  for (int i = 0; i < GRADUS_N_ACTIVATIONS; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *activation = (GradusActivation) i;
        return true;
      }
  return false;
}

/* The comparisons are written so that a NaN comes out as a NaN. */
double
gradus_activation_value (GradusActivation activation, double leak, double z)
{
  switch (activation)
    {
    case GRADUS_ACTIVATION_IDENTITY:
      return z;
    case GRADUS_ACTIVATION_SIGMOID:
      return gradus_sigmoid (z);
    case GRADUS_ACTIVATION_TANH:
      return tanh (z);
    case GRADUS_ACTIVATION_RELU:
      return z <= 0 ? 0 : z;
    case GRADUS_ACTIVATION_LEAKY_RELU:
      return z > 0 ? z : leak * z;
    case GRADUS_ACTIVATION_SOFTPLUS:
      return (z <= 0 ? 0 : z) + log1p (exp (-fabs (z)));
    case GRADUS_ACTIVATION_ELU:
      return z > 0 ? z : expm1 (z);
    case GRADUS_ACTIVATION_GELU:
      return z * normal_cdf (z);
    case GRADUS_ACTIVATION_SWISH:
      return z * gradus_sigmoid (z);
    case GRADUS_ACTIVATION_SOFTMAX:
      break; /* needs its whole layer */
    }
  return NAN;
}

double
gradus_activation_slope (GradusActivation activation, double leak, double z, double a)
{
  switch (activation)
    {
    case GRADUS_ACTIVATION_IDENTITY:
      return 1;
    case GRADUS_ACTIVATION_SIGMOID:
      return a * (1 - a);
    case GRADUS_ACTIVATION_TANH:
      return 1 - a * a;
    case GRADUS_ACTIVATION_RELU:
      return z > 0 ? 1 : 0;
    case GRADUS_ACTIVATION_LEAKY_RELU:
      return z > 0 ? 1 : leak;
    case GRADUS_ACTIVATION_SOFTPLUS:
      return gradus_sigmoid (z);
    case GRADUS_ACTIVATION_ELU:
      return z > 0 ? 1 : a + 1;
    case GRADUS_ACTIVATION_GELU:
      return normal_cdf (z) + z * normal_density (z);
    case GRADUS_ACTIVATION_SWISH:
      return a + gradus_sigmoid (z) * (1 - a);
    case GRADUS_ACTIVATION_SOFTMAX:
      return a * (1 - a); /* of a by its own z; the backward pass uses the fused delta */
    }
  return NAN;
}

void
gradus_softmax (size_t n, const double z[], double a[])
{
  double largest = z[0], sum = 0;

  for (size_t k = 1; k < n; k++)
    largest = z[k] > largest ? z[k] : largest;

  for (size_t k = 0; k < n; k++)
    {
      a[k] = exp (z[k] - largest);
      sum += a[k];
    }

  for (size_t k = 0; k < n; k++)
    a[k] /= sum;
}
