/* A layer's numbers in matrices, each entry tied to its part.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-formula.h"

typedef enum
{
  GRADUS_MATRIX_Z,       /* z, as a result: in its colour */
  GRADUS_MATRIX_KNOWN_Z, /* the same where it is used */
  GRADUS_MATRIX_A,
  GRADUS_MATRIX_KNOWN_A,
  GRADUS_MATRIX_LOSS_SLOPE, /* ∂L/∂a */
  GRADUS_MATRIX_SLOPE,      /* φ′(z) */
  GRADUS_MATRIX_DELTA,
  GRADUS_MATRIX_KNOWN_DELTA,
  GRADUS_MATRIX_DELTA_AFTER,       /* δ of the layer after */
  GRADUS_MATRIX_TARGETS,           /* of the last layer */
  GRADUS_MATRIX_BEFORE,            /* what the layer is fed with */
  GRADUS_MATRIX_BEFORE_TRANSPOSED, /* the same in one row */
  GRADUS_MATRIX_WEIGHTS,
  GRADUS_MATRIX_WEIGHTS_AFTER, /* of the layer after, transposed */
  GRADUS_MATRIX_BIASES,
  GRADUS_MATRIX_WEIGHT_GRADIENT,
  GRADUS_MATRIX_BIAS_GRADIENT,
  GRADUS_MATRIX_WEIGHT_STEP, /* what the update is made from: over a batch not this sample's gradient */
  GRADUS_MATRIX_BIAS_STEP,
  GRADUS_MATRIX_WEIGHT_UPDATE, /* the new weights */
  GRADUS_MATRIX_BIAS_UPDATE,
} GradusMatrixKind;

/* What a walk has not reached is "–"; a large matrix shows its first rows and columns, dots, and the last. */
GradusMath *gradus_formula_matrix (const GradusFormulaContext *context, size_t layer, GradusMatrixKind kind);
