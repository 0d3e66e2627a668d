/* How well a network answers, apart from its loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"
#include "core/gradus-network.h"

/* Whether n rows of targets (n x n_outputs) are classes, at least two of them: one
 * output with nothing but 0 and 1, or several with one 1 a row and 0 besides. */
bool gradus_targets_are_classes (size_t n, size_t n_outputs, const double targets[]);

/* The class that outputs or targets stand for: one output, 1 from a half on, else 0; several, the
 * first of the largest. */
size_t gradus_class_of (size_t n_outputs, const double values[]);

/* How many of n rows the network puts into the class of their targets. False only where memory ran out. */
bool gradus_count_correct (const GradusNetwork *network,
                           GradusLoss loss,
                           size_t n,
                           const double inputs[],
                           const double targets[],
                           size_t *n_correct);
