/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-initialization.h"

#include <math.h>
#include <string.h>

static const char *const names[GRADUS_N_SCHEMES] = {
  [GRADUS_SCHEME_XAVIER_UNIFORM] = "xavier-uniform",
  [GRADUS_SCHEME_XAVIER_NORMAL] = "xavier-normal",
  [GRADUS_SCHEME_HE_UNIFORM] = "he-uniform",
  [GRADUS_SCHEME_HE_NORMAL] = "he-normal",
  [GRADUS_SCHEME_UNIFORM] = "uniform",
  [GRADUS_SCHEME_NORMAL] = "normal",
  [GRADUS_SCHEME_ZEROS] = "zeros",
  [GRADUS_SCHEME_CONSTANT] = "constant",
};

static double
draw_weight (const GradusLayer *layer, GradusScheme scheme, double range, GradusRandom *random)
{
  double in = (double) layer->n_inputs, out = (double) layer->n_neurons;

  switch (scheme)
    {
    case GRADUS_SCHEME_XAVIER_UNIFORM:
      return sqrt (6 / (in + out)) * (2 * gradus_random_uniform (random) - 1);
    case GRADUS_SCHEME_XAVIER_NORMAL:
      return sqrt (2 / (in + out)) * gradus_random_normal (random);
    case GRADUS_SCHEME_HE_UNIFORM:
      return sqrt (6 / in) * (2 * gradus_random_uniform (random) - 1);
    case GRADUS_SCHEME_HE_NORMAL:
      return sqrt (2 / in) * gradus_random_normal (random);
    case GRADUS_SCHEME_UNIFORM:
      return range * (2 * gradus_random_uniform (random) - 1);
    case GRADUS_SCHEME_NORMAL:
      return range * gradus_random_normal (random);
    case GRADUS_SCHEME_ZEROS:
      return 0;
    case GRADUS_SCHEME_CONSTANT:
      return range;
    }
  return 0;
}

const char *
gradus_scheme_name (GradusScheme scheme)
{
  return names[scheme];
}

bool
gradus_scheme_from_name (const char *name, GradusScheme *scheme)
{
  for (int i = 0; i < GRADUS_N_SCHEMES; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *scheme = (GradusScheme) i;
        return true;
      }
  return false;
}

void
gradus_network_initialize_layer (GradusNetwork *network,
                                 size_t layer,
                                 GradusScheme scheme,
                                 double range,
                                 GradusRandom *random)
{
  const GradusLayer *l = &network->shape.layers[layer];
  double *weights = network->parameters + l->first_weight;

  for (size_t i = 0; i < l->n_neurons * l->n_inputs; i++)
    weights[i] = draw_weight (l, scheme, range, random);
  for (size_t i = 0; l->has_biases && i < l->n_neurons; i++)
    network->parameters[l->first_bias + i] = 0;
}

GradusInitialization
gradus_initialization_default (void)
{
  return (GradusInitialization){ .scheme = GRADUS_SCHEME_XAVIER_UNIFORM, .range = 0.5, .seed = 1 };
}

GradusLayerInitialization
gradus_initialization_of_layer (const GradusInitialization *initialization, size_t layer)
{
  if (initialization->layers[layer].own)
    return initialization->layers[layer];
  return (GradusLayerInitialization){ .scheme = initialization->scheme, .range = initialization->range };
}

bool
gradus_layer_initialization_equal (const GradusLayerInitialization *a, const GradusLayerInitialization *b)
{
  if (!a->own || !b->own)
    return a->own == b->own;
  return a->scheme == b->scheme && a->range == b->range && a->has_seed == b->has_seed &&
         (!a->has_seed || a->seed == b->seed);
}

bool
gradus_initialization_equal (const GradusInitialization *a, const GradusInitialization *b)
{
  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    if (!gradus_layer_initialization_equal (&a->layers[l], &b->layers[l]))
      return false;
  return a->scheme == b->scheme && a->range == b->range && a->seed == b->seed;
}

void
gradus_network_initialize (GradusNetwork *network, const GradusInitialization *initialization)
{
  GradusRandom random;

  gradus_random_seed (&random, initialization->seed);
  for (size_t l = 0; l < network->shape.n_layers; l++)
    {
      GradusLayerInitialization layer = gradus_initialization_of_layer (initialization, l);
      GradusRandom own;

      if (layer.has_seed)
        gradus_random_seed (&own, layer.seed);
      gradus_network_initialize_layer (network, l, layer.scheme, layer.range, layer.has_seed ? &own : &random);
    }
}
