/* Forward and loss once more, written from the formulas alone and as precisely
 * as the machine can: what the gradient check measures with. Slow on purpose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"
#include "core/gradus-shape.h"

/* The loss of one sample with `parameters`, of which number `moved` counts as
 * `value`. Fills z and a (shape.n_neurons). */
long double gradus_reference_loss (const GradusShape *shape,
                                   GradusLoss loss,
                                   const double parameters[],
                                   size_t moved,
                                   long double value,
                                   const double inputs[],
                                   const double targets[],
                                   long double z[],
                                   long double a[]);
