/* The inner loops of training in batches, compiled once for each instruction
 * set that is worth it. All variants compute the same up to rounding.
 *
 * Matrices are row by row; columns come in multiples of GRADUS_KERNEL_PAD, what
 * is over being padding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-activation.h"

#define GRADUS_KERNEL_PAD 8

/* C = start + A B, with A rows x depth, B depth x columns, C rows x columns.
 * A[r][k] stands at a[r * a_row + k * a_step], so A may be read transposed.
 * `start` has a row every `start_stride` values (0: one row for all); NULL: 0.
 * It may be C. Each element is summed in the order of k, whatever the shape. */
typedef struct
{
  size_t rows, depth, columns;
  const double *a;
  size_t a_row, a_step;
  const double *b;
  size_t b_stride;
  const double *start;
  size_t start_stride;
  double *c;
  size_t c_stride;
} GradusProduct;

typedef struct
{
  const char *name;
  void (*multiply) (const GradusProduct *product);

  /* a = phi(z), and dL_dz = dL_da * phi'(z); n is a multiple of GRADUS_KERNEL_PAD.
   * dL_dz may be dL_da. Not for softmax. */
  void (*activate) (GradusActivation activation, double leak, size_t n, const double z[], double a[]);
  void (*pass_activation) (GradusActivation activation,
                           double leak,
                           size_t n,
                           const double z[],
                           const double a[],
                           const double dL_da[],
                           double dL_dz[]);

  /* Plain descent with a sum over samples and the share of each:
   * next = parameters - eta * (share * sum). Returns whether all of it is finite. */
  bool (*descend) (size_t n, double eta, double share, const double sum[], const double parameters[], double next[]);
} GradusKernels;

/* The variants that this machine can run, slowest first; returns how many. */
#define GRADUS_MAX_KERNELS 3
size_t gradus_kernels_list (const GradusKernels *kernels[GRADUS_MAX_KERNELS]);

/* The fastest of them. */
const GradusKernels *gradus_kernels_pick (void);
