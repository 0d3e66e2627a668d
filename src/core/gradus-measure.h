/* How well a network answers, apart from its loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-classes.h"
#include "core/gradus-loss.h"
#include "core/gradus-network.h"

/* How many of n rows (inputs n x n_inputs, targets n x n_outputs) the network puts into the class of
 * their targets. False only where memory ran out. */
bool gradus_count_correct (const GradusNetwork *network,
                           GradusLoss loss,
                           const GradusClasses *classes,
                           size_t n,
                           const double inputs[],
                           const double targets[],
                           size_t *n_correct);
