/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-network.h"

#include <stdlib.h>
#include <string.h>

GradusNetwork *
gradus_network_new (const GradusShape *shape)
{
  GradusNetwork *network = malloc (sizeof *network);
  double *parameters = calloc (shape->n_parameters, sizeof *parameters);

  if (network == NULL || parameters == NULL)
    {
      free (network);
      free (parameters);
      return NULL;
    }

  *network = (GradusNetwork){ .shape = *shape, .parameters = parameters };
  return network;
}

GradusNetwork *
gradus_network_copy (const GradusNetwork *network)
{
  size_t n = network->shape.n_parameters;
  GradusNetwork *copy = gradus_network_new (&network->shape);

  if (copy == NULL)
    return NULL;

  memcpy (copy->parameters, network->parameters, n * sizeof *copy->parameters);
  if (network->frozen != NULL)
    {
      copy->frozen = malloc (n);
      if (copy->frozen == NULL)
        {
          gradus_network_free (copy);
          return NULL;
        }
      memcpy (copy->frozen, network->frozen, n);
    }
  return copy;
}

void
gradus_network_free (GradusNetwork *network)
{
  if (network == NULL)
    return;

  free (network->parameters);
  free (network->frozen);
  free (network);
}

bool
gradus_network_trains (const GradusNetwork *network, size_t index)
{
  return gradus_shape_trains (&network->shape, network->frozen, index);
}
