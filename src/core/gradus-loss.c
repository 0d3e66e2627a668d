/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-loss.h"

#include <math.h>
#include <string.h>

static const char *const names[GRADUS_N_LOSSES] = {
  [GRADUS_LOSS_SQUARED_ERROR] = "squared-error",
  [GRADUS_LOSS_HALF_SQUARED_ERROR] = "half-squared-error",
  [GRADUS_LOSS_MEAN_SQUARED_ERROR] = "mean-squared-error",
  [GRADUS_LOSS_BINARY_CROSS_ENTROPY] = "binary-cross-entropy",
  [GRADUS_LOSS_CROSS_ENTROPY] = "cross-entropy",
  [GRADUS_LOSS_ABSOLUTE_ERROR] = "absolute-error",
  [GRADUS_LOSS_HUBER] = "huber",
};

static double
sum_of_squares (size_t n, const double y[], const double a[])
{
  double sum = 0;

  for (size_t k = 0; k < n; k++)
    sum += (y[k] - a[k]) * (y[k] - a[k]);
  return sum;
}

/* -y ln s - (1 - y) ln (1 - s) with s = sigmoid (z), without a logarithm of 0. */
static double
binary_cross_entropy (size_t n, const double y[], const double z[])
{
  double sum = 0;

  for (size_t k = 0; k < n; k++)
    sum += (z[k] <= 0 ? 0 : z[k]) - y[k] * z[k] + log1p (exp (-fabs (z[k])));
  return sum;
}

/* -sum y ln softmax (z) = sum y (ln sum e^z - z). */
static double
cross_entropy (size_t n, const double y[], const double z[])
{
  double largest = z[0], exponentials = 0, sum = 0;

  for (size_t k = 1; k < n; k++)
    largest = z[k] > largest ? z[k] : largest;
  for (size_t k = 0; k < n; k++)
    exponentials += exp (z[k] - largest);

  double log_exponentials = log (exponentials);

  for (size_t k = 0; k < n; k++)
    if (y[k] != 0)
      sum += y[k] * (log_exponentials - (z[k] - largest));
  return sum;
}

const char *
gradus_loss_name (GradusLoss loss)
{
  return names[loss];
}

bool
gradus_loss_from_name (const char *name, GradusLoss *loss)
{
  for (int i = 0; i < GRADUS_N_LOSSES; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *loss = (GradusLoss) i;
        return true;
      }
  return false;
}

double
gradus_loss_square_factor (GradusLoss loss, size_t n)
{
  switch (loss)
    {
    case GRADUS_LOSS_SQUARED_ERROR:
      return 2;
    case GRADUS_LOSS_HALF_SQUARED_ERROR:
      return 1;
    case GRADUS_LOSS_MEAN_SQUARED_ERROR:
      return 2.0 / (double) n;
    default:
      return 0;
    }
}

bool
gradus_loss_fits (GradusLoss loss, GradusActivation activation)
{
  if (loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY)
    return activation == GRADUS_ACTIVATION_SIGMOID;
  return (loss == GRADUS_LOSS_CROSS_ENTROPY) == (activation == GRADUS_ACTIVATION_SOFTMAX);
}

double
gradus_loss_value (GradusLoss loss, size_t n, const double y[], const double a[], const double z[])
{
  double sum = 0;

  switch (loss)
    {
    case GRADUS_LOSS_SQUARED_ERROR:
      return sum_of_squares (n, y, a);
    case GRADUS_LOSS_HALF_SQUARED_ERROR:
      return sum_of_squares (n, y, a) / 2;
    case GRADUS_LOSS_MEAN_SQUARED_ERROR:
      return sum_of_squares (n, y, a) / (double) n;
    case GRADUS_LOSS_BINARY_CROSS_ENTROPY:
      return binary_cross_entropy (n, y, z);
    case GRADUS_LOSS_CROSS_ENTROPY:
      return cross_entropy (n, y, z);
    case GRADUS_LOSS_ABSOLUTE_ERROR:
      for (size_t k = 0; k < n; k++)
        sum += fabs (a[k] - y[k]);
      return sum;
    case GRADUS_LOSS_HUBER:
      for (size_t k = 0; k < n; k++)
        {
          double e = fabs (a[k] - y[k]);

          sum += e <= 1 ? e * e / 2 : e - 0.5;
        }
      return sum;
    }
  return NAN;
}

/* The comparisons are written so that a NaN comes out as a NaN, and a factor
 * of 0 keeps out the infinity it stands before. */
void
gradus_loss_slope (GradusLoss loss, size_t n, const double y[], const double a[], double dL_da[])
{
  switch (loss)
    {
    case GRADUS_LOSS_SQUARED_ERROR:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = 2 * (a[k] - y[k]);
      break;
    case GRADUS_LOSS_HALF_SQUARED_ERROR:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = a[k] - y[k];
      break;
    case GRADUS_LOSS_MEAN_SQUARED_ERROR:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = 2 * (a[k] - y[k]) / (double) n;
      break;
    case GRADUS_LOSS_BINARY_CROSS_ENTROPY:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = (y[k] == 0 ? 0 : -y[k] / a[k]) + (y[k] == 1 ? 0 : (1 - y[k]) / (1 - a[k]));
      break;
    case GRADUS_LOSS_CROSS_ENTROPY:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = y[k] == 0 ? 0 : -y[k] / a[k];
      break;
    case GRADUS_LOSS_ABSOLUTE_ERROR:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = a[k] > y[k] ? 1 : a[k] < y[k] ? -1 : a[k] - y[k];
      break;
    case GRADUS_LOSS_HUBER:
      for (size_t k = 0; k < n; k++)
        dL_da[k] = a[k] - y[k] > 1 ? 1 : a[k] - y[k] < -1 ? -1 : a[k] - y[k];
      break;
    }
}

bool
gradus_loss_is_fused (GradusLoss loss)
{
  return loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY || loss == GRADUS_LOSS_CROSS_ENTROPY;
}

void
gradus_loss_fused_delta (GradusLoss loss, size_t n, const double y[], const double a[], double dL_dz[])
{
  double total = 1;

  if (loss == GRADUS_LOSS_CROSS_ENTROPY)
    {
      total = 0;
      for (size_t k = 0; k < n; k++)
        total += y[k];
    }

  for (size_t k = 0; k < n; k++)
    dL_dz[k] = a[k] * total - y[k];
}
