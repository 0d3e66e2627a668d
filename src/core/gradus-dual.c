/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-dual.h"

#include <math.h>

#define SQRT_HALF        0.70710678118654752440
#define INVERSE_SQRT_2PI 0.39894228040143267794

static GradusDual
add (GradusDual a, GradusDual b)
{
  return (GradusDual){ a.value + b.value, a.dot + b.dot };
}

static GradusDual
multiply (GradusDual a, GradusDual b)
{
  return (GradusDual){ a.value * b.value, a.dot * b.value + a.value * b.dot };
}

static GradusDual
scale (double c, GradusDual a)
{
  return (GradusDual){ c * a.value, c * a.dot };
}

/* 1 / (1 + e^-z); e is e^-|z|, so that nothing overflows. */
static GradusDual
sigmoid (GradusDual z)
{
  double e = exp (-fabs (z.value)), sum = 1 + e;

  return (GradusDual){ (z.value < 0 ? e : 1) / sum, e / sum / sum * z.dot };
}

/* ln (1 + e^z) */
static GradusDual
softplus (GradusDual z)
{
  double e = exp (-fabs (z.value));

  return (GradusDual){ (z.value < 0 ? 0 : z.value) + log1p (e), (z.value < 0 ? e : 1) / (1 + e) * z.dot };
}

static GradusDual
normal_cdf (GradusDual z)
{
  return (GradusDual){ 0.5 * erfc (-z.value * SQRT_HALF), INVERSE_SQRT_2PI * exp (-0.5 * z.value * z.value) * z.dot };
}

GradusDual
gradus_dual_activation (GradusActivation activation, double leak, GradusDual z)
{
  double cosine;

  switch (activation)
    {
    case GRADUS_ACTIVATION_IDENTITY:
      return z;
    case GRADUS_ACTIVATION_SIGMOID:
      return sigmoid (z);
    case GRADUS_ACTIVATION_TANH:
      cosine = cosh (z.value);
      return (GradusDual){ tanh (z.value), z.dot / cosine / cosine };
    case GRADUS_ACTIVATION_RELU:
      return z.value > 0 ? z : scale (0, z);
    case GRADUS_ACTIVATION_LEAKY_RELU:
      return z.value > 0 ? z : scale (leak, z);
    case GRADUS_ACTIVATION_SOFTPLUS:
      return softplus (z);
    case GRADUS_ACTIVATION_ELU:
      return z.value > 0 ? z : (GradusDual){ expm1 (z.value), exp (z.value) * z.dot };
    case GRADUS_ACTIVATION_GELU:
      return multiply (z, normal_cdf (z));
    case GRADUS_ACTIVATION_SWISH:
      return multiply (z, sigmoid (z));
    case GRADUS_ACTIVATION_SOFTMAX:
      break;
    }
  return (GradusDual){ NAN, NAN };
}

/* ln sum e^z, the largest z taken out. Its derivative is where every output of
 * a softmax layer hangs on every z. */
static GradusDual
log_sum_exp (size_t n, const GradusDual z[])
{
  double largest = z[0].value;
  GradusDual sum = { 0, 0 };

  for (size_t k = 1; k < n; k++)
    largest = z[k].value > largest ? z[k].value : largest;
  for (size_t k = 0; k < n; k++)
    {
      double e = exp (z[k].value - largest);

      sum = add (sum, (GradusDual){ e, e * z[k].dot });
    }
  return (GradusDual){ largest + log (sum.value), sum.dot / sum.value };
}

/* |e|, and 1/2 e^2 in place of its tip where `smooth`. */
static GradusDual
absolute (GradusDual e, bool smooth)
{
  if (smooth && fabs (e.value) <= 1)
    return scale (0.5, multiply (e, e));

  GradusDual size = e.value > 0 ? e : e.value < 0 ? scale (-1, e) : scale (0, e);

  return smooth ? add (size, (GradusDual){ -0.5, 0 }) : size;
}

GradusDual
gradus_dual_loss (GradusLoss loss, size_t n, const double y[], const GradusDual z[], const GradusDual a[])
{
  GradusDual sum = { 0, 0 }, log_sum = { 0, 0 };

  if (loss == GRADUS_LOSS_CROSS_ENTROPY)
    log_sum = log_sum_exp (n, z);

  for (size_t k = 0; k < n; k++)
    {
      GradusDual e = { a[k].value - y[k], a[k].dot };

      switch (loss)
        {
        case GRADUS_LOSS_SQUARED_ERROR:
          sum = add (sum, multiply (e, e));
          break;
        case GRADUS_LOSS_HALF_SQUARED_ERROR:
          sum = add (sum, scale (0.5, multiply (e, e)));
          break;
        case GRADUS_LOSS_MEAN_SQUARED_ERROR:
          sum = add (sum, scale (1 / (double) n, multiply (e, e)));
          break;
        case GRADUS_LOSS_BINARY_CROSS_ENTROPY: /* ln (1 + e^z) - y z */
          sum = add (sum, add (softplus (z[k]), scale (-y[k], z[k])));
          break;
        case GRADUS_LOSS_CROSS_ENTROPY: /* sum y (ln sum e^z - z) */
          if (y[k] != 0)
            sum = add (sum, scale (y[k], add (log_sum, scale (-1, z[k]))));
          break;
        case GRADUS_LOSS_ABSOLUTE_ERROR:
          sum = add (sum, absolute (e, false));
          break;
        case GRADUS_LOSS_HUBER:
          sum = add (sum, absolute (e, true));
          break;
        }
    }
  return sum;
}
