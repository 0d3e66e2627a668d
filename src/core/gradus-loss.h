/* Losses of one sample, each with its derivative beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/gradus-activation.h"

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

/* How many times (yhat - y) the slope of a squared error of n outputs is: 2, 1 or 2/n; 0 for other losses. */
double gradus_loss_square_factor (GradusLoss loss, size_t n);

/* Whether `loss` goes with `activation` in the output layer: binary cross-entropy
 * wants sigmoid, cross-entropy softmax, and softmax nothing else. */
bool gradus_loss_fits (GradusLoss loss, GradusActivation activation);

/* The loss of one sample. `z` are the pre-activations of the output layer; only
 * the two cross-entropies read them (their stable forms). */
double gradus_loss_value (GradusLoss loss, size_t n, const double y[], const double a[], const double z[]);

/* dL_da[k] = dL/dyhat_k for every output. For the cross-entropies this is the
 * textbook factor (it may be infinite where yhat is 0 or 1); the backward pass
 * itself uses the fused delta instead. */
void gradus_loss_slope (GradusLoss loss, size_t n, const double y[], const double a[], double dL_da[]);

/* Whether the backward pass computes the outputs' dL/dz in one piece: so for the
 * cross-entropies, whose factors dL/dyhat and dyhat/dz may be infinite and 0. */
bool gradus_loss_is_fused (GradusLoss loss);

/* dL_dz[k] = yhat_k - y_k for binary cross-entropy, yhat_k * sum(y) - y_k for
 * cross-entropy. Only for fused losses. */
void gradus_loss_fused_delta (GradusLoss loss, size_t n, const double y[], const double a[], double dL_dz[]);
