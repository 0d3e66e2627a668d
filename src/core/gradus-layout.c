/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-layout.h"

#include <stdlib.h>
#include <string.h>

#include "core/gradus-kernels.h"

static size_t
fill_up (size_t n)
{
  return (n + GRADUS_KERNEL_PAD - 1) / GRADUS_KERNEL_PAD * GRADUS_KERNEL_PAD;
}

double *
gradus_layout_new_values (size_t n)
{
  size_t size = fill_up (n) * sizeof (double);
  double *values = aligned_alloc (GRADUS_KERNEL_PAD * sizeof (double), size);

  if (values != NULL)
    memset (values, 0, size);
  return values;
}

void
gradus_layout_init (GradusLayout *layout, const GradusShape *shape, bool turned)
{
  size_t next = 0;

  layout->turned = turned;
  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      GradusLayerLayout *place = &layout->layers[l];

      place->stride = turned ? fill_up (layer->n_neurons) : 1;
      place->first_weight = next;
      place->n_weights = turned ? layer->n_inputs * place->stride : layer->n_inputs * layer->n_neurons;
      place->first_bias = place->first_weight + place->n_weights;
      next = place->first_bias;
      if (layer->has_biases)
        next += turned ? place->stride : layer->n_neurons;
    }
  layout->n_values = next;
}

void
gradus_layout_put (const GradusLayout *layout, const GradusShape *shape, const double parameters[], double laid[])
{
  if (!layout->turned)
    {
      memcpy (laid, parameters, shape->n_parameters * sizeof *laid);
      return;
    }

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      const GradusLayerLayout *place = &layout->layers[l];
      const double *w = parameters + layer->first_weight;

      for (size_t to = 0; to < layer->n_neurons; to++)
        for (size_t from = 0; from < layer->n_inputs; from++)
          laid[place->first_weight + from * place->stride + to] = *w++;
      for (size_t to = 0; layer->has_biases && to < layer->n_neurons; to++)
        laid[place->first_bias + to] = parameters[layer->first_bias + to];
    }
}

void
gradus_layout_take (const GradusLayout *layout, const GradusShape *shape, const double laid[], double parameters[])
{
  if (!layout->turned)
    {
      memcpy (parameters, laid, shape->n_parameters * sizeof *laid);
      return;
    }

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      const GradusLayerLayout *place = &layout->layers[l];
      double *w = parameters + layer->first_weight;

      for (size_t to = 0; to < layer->n_neurons; to++)
        for (size_t from = 0; from < layer->n_inputs; from++)
          *w++ = laid[place->first_weight + from * place->stride + to];
      for (size_t to = 0; layer->has_biases && to < layer->n_neurons; to++)
        parameters[layer->first_bias + to] = laid[place->first_bias + to];
    }
}
