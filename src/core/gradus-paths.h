/* A gradient as the sum over paths: every way from a weight, bias, input or
 * neuron to the loss, each a product of local derivatives.
 *
 * Read from the loss back, a path through the neurons i_l, i_l+1 .. i_n is
 *   dL/dyhat  phi'(z_n)  W_n  phi'(z_n-1)  W_n-1 .. phi'(z_l)  s,
 * where s is dz_l/dw, the value before the weight; 1 for a bias; nothing for a
 * neuron, whose paths start at its z; and for an input the first W.
 *
 * Where the loss is a cross-entropy, the first two factors are one, the fused
 * delta of gradus-loss.h. A softmax layer would otherwise fan out once more, since
 * each output depends on each z of the layer: from z_k there are n ways to the
 * loss, one through every output. The fused delta of z_k is the sum of these n
 * in closed form. So a path ends at z_k, no way is counted twice or left out, and
 * no factor is infinite where an output is 0.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "core/gradus-part.h"
#include "core/gradus-trace.h"

#define GRADUS_MAX_PATHS        64 /* shown at once */
#define GRADUS_MAX_PATH_FACTORS (2 * GRADUS_MAX_LAYERS + 1)
#define GRADUS_MAX_PATH_PARTS   (2 * GRADUS_MAX_LAYERS + 2)

typedef struct
{
  uint16_t neurons[GRADUS_MAX_LAYERS]; /* the neuron of each layer, from first_layer on; 0 before */
  double product;
} GradusPath;

typedef struct
{
  GradusPart source;
  size_t first_layer; /* of the first neuron on a path */
  uint64_t n_paths;   /* exact; UINT64_MAX stands for that many or more */
  double n_paths_about;
  bool finite; /* false: the trace has infinities in it, and nothing of what follows is known */

  size_t n_shown;                     /* the smaller of n_paths and what was asked for */
  GradusPath shown[GRADUS_MAX_PATHS]; /* the largest |product| first */
  double shown_sum;
  double rest;       /* of all other paths, by gradus_paths_sum_others() */
  double sum;        /* of both */
  double gradient;   /* what backpropagation says: the sum, but for rounding */
  double difference; /* sum - gradient */
} GradusPaths;

/* One factor of a path. */
typedef enum
{
  GRADUS_FACTOR_DL_DA,  /* dL/dyhat of output `neuron` */
  GRADUS_FACTOR_DELTA,  /* fused: dL/dz of output `neuron` */
  GRADUS_FACTOR_SLOPE,  /* phi'(z) of `neuron` */
  GRADUS_FACTOR_WEIGHT, /* dz/da: W[neuron][from] */
  GRADUS_FACTOR_BEFORE, /* dz/dw: what stands before the weight W[neuron][from] */
  GRADUS_FACTOR_ONE,    /* dz/db of `neuron` */
} GradusFactorKind;

typedef struct
{
  GradusFactorKind kind;
  size_t layer, neuron;
  size_t from; /* WEIGHT and BEFORE */
  double value;
} GradusFactor;

/* Whether there are paths from `part`: a weight, bias, input or neuron of `shape`. */
bool gradus_paths_have_source (const GradusShape *shape, GradusPart part);

/* The paths of the trace's sample from `source`, at most `most` of them
 * (<= GRADUS_MAX_PATHS) one by one. They are found best first: the time goes with
 * the number of weights, not with that of paths. NULL only where memory ran out. */
GradusPaths *gradus_paths_new (const GradusTrace *trace, GradusPart source, size_t most);
void gradus_paths_free (GradusPaths *paths); /* NULL is fine */

/* The sum over all paths but those in `shown` (different ones, in any order), by
 * one pass in forward mode that follows the shown paths for as long as a path
 * keeps to one, and leaves them out at the end. Nothing of the trace enters but
 * inputs, parameters and targets. With n_shown 0 it is the whole derivative.
 * NaN where memory ran out. */
double gradus_paths_sum_others (const GradusTrace *trace, GradusPart source, const GradusPath shown[], size_t n_shown);

/* The factors of a path from the loss back to the source; returns how many. */
size_t gradus_path_factors (const GradusTrace *trace,
                            GradusPart source,
                            const GradusPath *path,
                            GradusFactor factors[GRADUS_MAX_PATH_FACTORS]);

/* What a path touches, from the source to the loss: neurons, the weights between
 * them, the loss; returns how many. */
size_t gradus_path_parts (const GradusShape *shape,
                          GradusPart source,
                          const GradusPath *path,
                          GradusPart parts[GRADUS_MAX_PATH_PARTS]);

/* The multiplications that the gradients of all weights and biases take, each
 * path by itself or by backpropagation, and how many paths those are. Each delta
 * counts as error times slope; what makes the slopes themselves does not count. */
typedef struct
{
  double n_paths;
  double by_paths;
  double by_backpropagation;
} GradusPathCost;

GradusPathCost gradus_path_cost (const GradusShape *shape);

/* The same network with `n_layers` layers (1 .. GRADUS_MAX_LAYERS), the hidden
 * ones of `width` neurons: how the cost grows. */
GradusPathCost gradus_path_cost_of (const GradusShape *shape, size_t n_layers, size_t width);
