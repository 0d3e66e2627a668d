/* The order of the samples within an epoch.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-trainer.h"

/* Fisher-Yates: a new permutation out of the one there is. */
void gradus_epoch_shuffle (size_t n, size_t order[], GradusRandom *random);
