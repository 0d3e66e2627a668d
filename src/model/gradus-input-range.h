/* From where to where maps of the inputs go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-trainer.h"

/* From where to where an input goes: somewhat further than the data, to round
 * numbers, so that the map stands still while a sample is moved. */
void gradus_input_range_find (const GradusProblem *problem, size_t input, double *from, double *to);
