/* For the tests and benchmarks of the kernels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-kernels.h"
#include "core/gradus-trainer.h"

/* As gradus_trainer_new(), but batches go through `kernels`; NULL: sample by sample. */
GradusTrainer *gradus_trainer_new_with_kernels (const GradusProblem *problem, const GradusKernels *kernels);
