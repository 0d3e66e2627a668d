/* Many samples through the network at once: each layer is three products of
 * matrices. Within 1e-12 of what gradus-pass.h computes sample by sample.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "core/gradus-kernels.h"
#include "core/gradus-layout.h"
#include "core/gradus-trainer.h"

/* Samples at once; a larger batch goes through in blocks of so many. */
#define GRADUS_BATCH_BLOCK 64

typedef struct _GradusBatch GradusBatch;

/* Scratch memory for networks of `shape`; `layout` (turned) must outlive it. */
GradusBatch *gradus_batch_new (const GradusShape *shape, const GradusLayout *layout, const GradusKernels *kernels);
void gradus_batch_free (GradusBatch *batch);

/* After a sum that was not finite: the padding may hold NaN, which would stay. */
void gradus_batch_clean (GradusBatch *batch);

/* Over the samples order[0 .. n-1] of `problem` (NULL: 0 .. n-1): the sum of the
 * losses into *loss unless that is NULL, and the sum of the gradients into
 * `gradient` unless that is NULL. Parameters and gradient are laid out; the
 * gradient's padding becomes 0. Returns false when asked to stop meanwhile. */
bool gradus_batch_sum (GradusBatch *batch,
                       const GradusProblem *problem,
                       const double parameters[],
                       const size_t order[],
                       size_t n,
                       const atomic_bool *stop,
                       double gradient[],
                       double *loss);

/* The activations of `layer` for n <= GRADUS_BATCH_BLOCK samples, whose inputs lie
 * row by row in `inputs`: those of a sample together, and the next *stride further.
 * Borrowed, until the next call. */
const double *gradus_batch_evaluate (GradusBatch *batch,
                                     const double parameters[],
                                     const double inputs[],
                                     size_t n,
                                     size_t layer,
                                     size_t *stride);

/* The same of a layer before the one that was evaluated last. Borrowed, until the next call of another function. */
const double *gradus_batch_get_activations (const GradusBatch *batch, size_t layer, size_t *stride);
