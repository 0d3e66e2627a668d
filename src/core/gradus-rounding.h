/* Calculating as one does by hand: every number is rounded before it is used again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-stage.h"

#define GRADUS_EXACT (-1)

/* `value` to `decimals` places after the point, half away from zero, in decimal:
 * what counts is the shortest decimal that stands for the double (so 0.125 to
 * two places is 0.13 and 2.675 is 2.68). GRADUS_EXACT and non-finite values
 * come back as they are. */
double gradus_round_decimal (double value, int decimals);

/* One forward and backward pass with each stage's result rounded to
 * decimals[stage index] places (gradus_stage_count() of them, or NULL: all to
 * `fallback`) before anything uses it. The inner differences (y - yhat, 1 - a)
 * are taken from rounded numbers. Otherwise as gradus_trace_new(). */
GradusTrace *gradus_trace_new_rounded (const GradusNetwork *network,
                                       GradusLoss loss,
                                       const double inputs[],
                                       const double targets[],
                                       double learning_rate,
                                       const int decimals[],
                                       int fallback);
