/* A network: a shape with its parameters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "core/gradus-shape.h"

typedef struct
{
  GradusShape shape;
  double *parameters;    /* shape.n_parameters, owned */
  unsigned char *frozen; /* 1 where training leaves a parameter alone; owned, NULL: none */
} GradusNetwork;

/* A new network of a valid shape with all parameters 0 and nothing frozen.
 * Returns NULL only where memory ran out. Free with gradus_network_free(). */
GradusNetwork *gradus_network_new (const GradusShape *shape);
GradusNetwork *gradus_network_copy (const GradusNetwork *network);
void gradus_network_free (GradusNetwork *network); /* NULL is fine */

/* Whether training changes parameter `index`: neither frozen nor a bias of a
 * layer that holds its biases. */
bool gradus_network_trains (const GradusNetwork *network, size_t index);
