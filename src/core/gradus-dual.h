/* Forward mode: dual numbers, a value with its derivative by one chosen
 * quantity, carried along the network from front to back. Written from the
 * functions' own formulas and apart from the backward pass, which is measured
 * against it.
 * (Wengert: A simple automatic derivative evaluation program, CACM 7, 1964.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"

typedef struct
{
  double value;
  double dot; /* its derivative */
} GradusDual;

/* phi(z) with phi'(z) z'. At a kink the derivative is the one that
 * gradus-activation.h gives. Not for softmax, which needs its whole layer. */
GradusDual gradus_dual_activation (GradusActivation activation, double leak, GradusDual z);

/* The loss of one sample. The two cross-entropies read only `z`, in which they
 * are smooth whatever the outputs are; the others read only `a`. */
GradusDual gradus_dual_loss (GradusLoss loss, size_t n, const double y[], const GradusDual z[], const GradusDual a[]);
