/* A part of a network that people can point at. Selection, hovering, hit tests
 * and the factors of a formula all speak of parts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-shape.h"

typedef enum
{
  GRADUS_PART_NONE,
  GRADUS_PART_INPUT,  /* input `neuron` */
  GRADUS_PART_NEURON, /* neuron `neuron` of `layer` */
  GRADUS_PART_WEIGHT, /* W[neuron][from] of `layer` */
  GRADUS_PART_BIAS,   /* b[neuron] of `layer` */
  GRADUS_PART_LOSS,
  GRADUS_PART_TARGET, /* target of output `neuron` */
  GRADUS_PART_LEARNING_RATE,
} GradusPartKind;

/* A value; fields that a kind does not use are 0, so parts compare by field. */
typedef struct
{
  GradusPartKind kind;
  size_t layer;
  size_t neuron;
  size_t from;
} GradusPart;

bool gradus_part_equal (GradusPart a, GradusPart b);

/* Whether `part` exists in `shape`. GRADUS_PART_NONE always does. */
bool gradus_part_valid (const GradusShape *shape, GradusPart part);

/* The weight or bias at `index` of a parameter array, as a part; and back.
 * gradus_part_parameter() returns false where `part` is no weight or bias. */
GradusPart gradus_part_from_parameter (const GradusShape *shape, size_t index);
bool gradus_part_parameter (const GradusShape *shape, GradusPart part, size_t *index);
