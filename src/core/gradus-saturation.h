/* Neurons that hardly learn any more, because their activation is flat wherever
 * the samples take them: dead ReLUs and saturated sigmoids, with the reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "core/gradus-loss.h"
#include "core/gradus-shape.h"

/* Flat is where the slope is less than this share of the activation's steepest one. */
#define GRADUS_FLAT_SLOPE 0.01

/* A neuron is told of where that holds for this share of the samples. */
#define GRADUS_FLAT_SHARE 0.99

typedef enum
{
  GRADUS_SATURATION_NONE,
  GRADUS_SATURATION_DEAD, /* relu: z <= 0, so that neither value nor gradient comes through */
  GRADUS_SATURATION_LOW,  /* on the flat part below */
  GRADUS_SATURATION_HIGH, /* above */
  GRADUS_SATURATION_BOTH, /* below for some samples, above for the others: a switch */
} GradusSaturationKind;

typedef struct
{
  GradusSaturationKind kind;
  double share;    /* of the samples looked at for which it is flat, 0 .. 1 */
  double z_low;    /* the least pre-activation among them all, */
  double z_high;   /* and the greatest */
  double steepest; /* the largest |slope| among them */
} GradusSaturation;

/* Looks at each neuron of a network of `shape` with the samples, or, where that
 * would take long, at so many of them, evenly spread, as take some tenths of a
 * second, and fills found[shape.n_neurons]. The outputs of a fused loss are never
 * told of: their slope is no factor of any gradient. Returns how many samples were
 * looked at; 0 when asked to stop meanwhile (NULL: never), or where memory ran out. */
size_t gradus_saturation_find (const GradusShape *shape,
                               const double parameters[],
                               GradusLoss loss,
                               size_t n_samples,
                               const double inputs[],
                               const atomic_bool *stop,
                               GradusSaturation found[]);

/* The slope of `activation` where it is steepest; of softplus, gelu and the like the 1 they come to. */
double gradus_saturation_steepest (GradusActivation activation);
