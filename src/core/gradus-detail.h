/* The inner numbers of a stage: what stands between its formula and its
 * result when one writes the arithmetic out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-trace.h"

/* What neuron `from` before `layer` sends: an activation, or an input where layer is 0. */
double gradus_detail_before (const GradusTrace *trace, size_t layer, size_t from);

/* One term of z: W[neuron][from] times that. */
double gradus_detail_term (const GradusTrace *trace, size_t layer, size_t neuron, size_t from);

/* One term of dL/da of `neuron` in `layer` (not the last): dL/dz of neuron `to` after it times the weight between. */
double gradus_detail_path (const GradusTrace *trace, size_t layer, size_t neuron, size_t to);

/* y - yhat of one output. */
double gradus_detail_error (const GradusTrace *trace, size_t output);

/* e^-z and 1 + e^-z, as the sigmoid has them. */
double gradus_detail_exponential (double z);
double gradus_detail_denominator (double z);

/* 1 - a and a^2, of which the slopes of sigmoid and tanh are made. */
double gradus_detail_complement (double a);
double gradus_detail_square (double a);

/* What plain descent takes off a parameter: learning_rate times step_gradient. */
double gradus_detail_move (const GradusTrace *trace, size_t parameter, double learning_rate);
