/* One sample through the network, forward and backward. The trace on show, the
 * training run and the gradient check all come through here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"
#include "core/gradus-shape.h"

/* Where a pass writes; each has shape.n_neurons values, by gradus_shape_neuron().
 * gradus-trace.h says what they mean. Forward needs only z and a. */
typedef struct
{
  double *z;
  double *a;
  double *dL_da;
  double *slope;
  double *dL_dz;
} GradusPass;

/* Fills z and a. */
void gradus_pass_forward (const GradusPass *pass,
                          const GradusShape *shape,
                          const double parameters[],
                          const double inputs[]);

/* The loss, after forward. */
double gradus_pass_loss (const GradusPass *pass, const GradusShape *shape, GradusLoss loss, const double targets[]);

/* After forward: fills dL_da, slope, dL_dz, and writes dL/dparameter into
 * `gradient`, or adds it there where `add`. */
void gradus_pass_backward (const GradusPass *pass,
                           const GradusShape *shape,
                           GradusLoss loss,
                           const double parameters[],
                           const double inputs[],
                           const double targets[],
                           bool add,
                           double gradient[]);

/* The same with plain descent on this one sample built in: writes
 * parameters - learning_rate * gradient into `next`, in one pass, which is what
 * makes small networks fast. Returns whether all of `next` is finite. */
bool gradus_pass_descend (const GradusPass *pass,
                          const GradusShape *shape,
                          GradusLoss loss,
                          const double parameters[],
                          const double inputs[],
                          const double targets[],
                          double learning_rate,
                          double next[]);
