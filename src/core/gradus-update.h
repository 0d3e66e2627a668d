/* One update of the optimiser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-layout.h"
#include "core/gradus-trainer.h"

/* Adds the penalties l1 sum |w| + 1/2 l2 sum w^2 (weights only) to a gradient
 * that is already reduced. All arrays here are laid out alike. */
void gradus_update_penalise (const GradusProblem *problem,
                             const GradusLayout *layout,
                             const double parameters[],
                             double gradient[]);

/* Update number `step` (from 1): reads parameters and moments, writes their
 * next values elsewhere. `held` marks what training leaves alone (NULL: nothing).
 * Returns whether all of the next values are finite. */
bool gradus_update_apply (const GradusProblem *problem,
                          const GradusLayout *layout,
                          const unsigned char held[],
                          uint64_t step,
                          const double gradient[],
                          const double parameters[],
                          const double moments[],
                          double next_parameters[],
                          double next_moments[]);
