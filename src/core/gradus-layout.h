/* Where the parameters of a network stand in memory while it trains.
 *
 * Plain is as everywhere else: a layer's W row by row, then b. Turned is what
 * the kernels of a batch want: a row of W^T for each input of the layer, then b,
 * each row filled up with zeros to a multiple of GRADUS_KERNEL_PAD.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-shape.h"

typedef struct
{
  size_t first_weight;
  size_t n_weights; /* padding too */
  size_t first_bias;
  size_t stride; /* from row to row of W^T */
} GradusLayerLayout;

typedef struct
{
  bool turned;
  size_t n_values; /* of an array of parameters, gradients or moments */
  GradusLayerLayout layers[GRADUS_MAX_LAYERS];
} GradusLayout;

/* `n` zeros from the beginning of a cache line on, so that padded rows do not
 * straddle two; NULL where memory ran out. Free with free(). */
double *gradus_layout_new_values (size_t n);

void gradus_layout_init (GradusLayout *layout, const GradusShape *shape, bool turned);

/* Between an array of parameters and its laid-out form; padding is left alone. */
void gradus_layout_put (const GradusLayout *layout, const GradusShape *shape, const double parameters[], double laid[]);
void
gradus_layout_take (const GradusLayout *layout, const GradusShape *shape, const double laid[], double parameters[]);
