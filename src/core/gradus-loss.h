/* Losses of one sample, each with its derivative beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* n is the number of outputs, y the target, yhat the output. */
typedef enum
{
  GRADUS_LOSS_SQUARED_ERROR,        /* sum (y - yhat)^2 */
  GRADUS_LOSS_HALF_SQUARED_ERROR,   /* 1/2 sum (y - yhat)^2 */
  GRADUS_LOSS_MEAN_SQUARED_ERROR,   /* sum (y - yhat)^2 / n */
  GRADUS_LOSS_BINARY_CROSS_ENTROPY, /* -sum y ln yhat + (1-y) ln(1-yhat); sigmoid outputs, computed from z */
  GRADUS_LOSS_CROSS_ENTROPY,        /* -sum y ln yhat; softmax outputs, computed from z */
  GRADUS_LOSS_ABSOLUTE_ERROR,       /* sum |y - yhat|, derivative at 0 is 0 */
  GRADUS_LOSS_HUBER,                /* sum 1/2 e^2 where |e| <= 1, else |e| - 1/2 */
} GradusLoss;

#define GRADUS_N_LOSSES (GRADUS_LOSS_HUBER + 1)

/* The name documents use, like "squared-error". Static. */
const char *gradus_loss_name (GradusLoss loss);

/* Finds a loss by its document name; returns false where there is none. */
bool gradus_loss_from_name (const char *name, GradusLoss *loss);

/* The loss of one sample. `z` are the pre-activations of the output layer; only
 * the two cross-entropies read them (their stable forms). */
double gradus_loss_value (GradusLoss loss, size_t n, const double y[], const double a[], const double z[]);

/* dL_da[k] = dL/dyhat_k for every output. For the cross-entropies this is the
 * textbook factor (it may be infinite where yhat is 0 or 1); the backward pass
 * itself uses the fused delta instead. */
void gradus_loss_slope (GradusLoss loss, size_t n, const double y[], const double a[], double dL_da[]);
