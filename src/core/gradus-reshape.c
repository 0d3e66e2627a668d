/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-reshape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUTS ((size_t) -2) /* stands for the layer before the first; none that a neuron is taken out of */

static size_t
smaller (size_t a, size_t b)
{
  return a < b ? a : b;
}

/* Whether what feeds the new layer `l` is what fed the old layer `old`. */
static bool
keeps_source (const GradusOrigins *origins, size_t l, size_t old)
{
  if (l == 0 || old == 0)
    return l == 0 && old == 0;
  return origins->layers[l - 1] == old - 1;
}

/* The number that neuron `i` had in the old layer `old`. */
static size_t
old_neuron (const GradusOrigins *origins, size_t old, size_t i)
{
  return i + (old == origins->cut_layer && i >= origins->cut_neuron);
}

/* How many of the `n_neurons` of the old layer `old` there are to be kept. */
static size_t
count_left (const GradusOrigins *origins, size_t old, size_t n_neurons)
{
  return n_neurons - (old == origins->cut_layer);
}

static void
copy_parameter (const GradusNetwork *from, size_t old, GradusNetwork *to, size_t new)
{
  to->parameters[new] = from->parameters[old];
  if (from->frozen != NULL)
    to->frozen[new] = from->frozen[old];
}

static void
keep_layer (const GradusNetwork *from, GradusNetwork *to, size_t l, const GradusOrigins *origins)
{
  size_t old = origins->layers[l], before = old > 0 ? old - 1 : INPUTS;
  const GradusLayer *p = &from->shape.layers[old], *q = &to->shape.layers[l];
  size_t n_neurons = smaller (count_left (origins, old, p->n_neurons), q->n_neurons);
  size_t n_inputs =
      keeps_source (origins, l, old) ? smaller (count_left (origins, before, p->n_inputs), q->n_inputs) : 0;

  for (size_t i = 0; i < n_neurons; i++)
    {
      size_t k = old_neuron (origins, old, i);

      for (size_t j = 0; j < n_inputs; j++)
        copy_parameter (from,
                        gradus_shape_weight (&from->shape, old, k, old_neuron (origins, before, j)),
                        to,
                        gradus_shape_weight (&to->shape, l, i, j));
      if (p->has_biases && q->has_biases)
        copy_parameter (from, gradus_shape_bias (&from->shape, old, k), to, gradus_shape_bias (&to->shape, l, i));
    }
}

static bool
is_taken (const GradusNames *names, size_t n_neurons, const char *name)
{
  for (size_t i = 0; i < names->n_inputs; i++)
    if (strcmp (names->inputs[i], name) == 0)
      return true;
  for (size_t i = 0; i < n_neurons; i++)
    if (strcmp (names->neurons[i], name) == 0)
      return true;
  return false;
}

/* Whether a neuron other than `except` has that name. */
static bool
is_taken_elsewhere (const GradusNames *names, size_t except, const char *name)
{
  if (is_taken (names, except, name))
    return true;
  for (size_t i = except + 1; i < names->n_neurons; i++)
    if (strcmp (names->neurons[i], name) == 0)
      return true;
  return false;
}

/* Usual names give way where somebody gave theirs to another neuron. */
static void
part_names (GradusNames *names, const bool given[])
{
  for (size_t i = 0; i < names->n_neurons; i++)
    for (size_t k = 2; !given[i] && is_taken_elsewhere (names, i, names->neurons[i]); k++)
      snprintf (names->neurons[i], GRADUS_NAME_SIZE, "n%zu.%zu", i + 1, k);
}

GradusOrigins
gradus_origins_same (const GradusShape *from, const GradusShape *to)
{
  GradusOrigins origins;

  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    origins.layers[l] = l < from->n_layers && l < to->n_layers ? l : GRADUS_LAYER_NEW;
  origins.cut_layer = GRADUS_LAYER_NEW;
  origins.cut_neuron = 0;
  return origins;
}

GradusOrigins
gradus_origins_added (size_t place)
{
  GradusOrigins origins;

  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    origins.layers[l] = l < place ? l : l == place ? GRADUS_LAYER_NEW : l - 1;
  origins.cut_layer = GRADUS_LAYER_NEW;
  origins.cut_neuron = 0;
  return origins;
}

GradusOrigins
gradus_origins_removed (size_t place)
{
  GradusOrigins origins;

  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    origins.layers[l] = l < place ? l : l + 1;
  origins.cut_layer = GRADUS_LAYER_NEW;
  origins.cut_neuron = 0;
  return origins;
}

GradusOrigins
gradus_origins_cut (const GradusShape *from, size_t layer, size_t neuron)
{
  GradusOrigins origins = gradus_origins_same (from, from);

  origins.cut_layer = layer;
  origins.cut_neuron = neuron;
  return origins;
}

GradusInitialization
gradus_initialization_reshape (const GradusInitialization *initialization, const GradusOrigins *origins)
{
  GradusInitialization reshaped = *initialization;

  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    if (origins->layers[l] < GRADUS_MAX_LAYERS)
      reshaped.layers[l] = initialization->layers[origins->layers[l]];
    else
      reshaped.layers[l] = (GradusLayerInitialization){ 0 };
  return reshaped;
}

GradusNetwork *
gradus_network_reshape (const GradusNetwork *network,
                        const GradusShape *to,
                        const GradusOrigins *origins,
                        const GradusInitialization *initialization)
{
  GradusNetwork *reshaped = gradus_network_new (to);

  if (reshaped == NULL)
    return NULL;
  if (network->frozen != NULL)
    {
      reshaped->frozen = calloc (to->n_parameters, 1);
      if (reshaped->frozen == NULL)
        {
          gradus_network_free (reshaped);
          return NULL;
        }
    }

  gradus_network_initialize (reshaped, initialization);
  for (size_t l = 0; l < to->n_layers; l++)
    if (origins->layers[l] < network->shape.n_layers)
      keep_layer (network, reshaped, l, origins);
  return reshaped;
}

GradusNames *
gradus_names_reshape (const GradusNames *names,
                      const GradusShape *from,
                      const GradusShape *to,
                      const GradusOrigins *origins)
{
  GradusNames *usual = gradus_names_new (from);
  GradusNames *reshaped = gradus_names_new (to);
  bool *given = calloc (to->n_neurons, sizeof *given);

  if (usual == NULL || reshaped == NULL || given == NULL)
    {
      gradus_names_free (usual);
      gradus_names_free (reshaped);
      free (given);
      return NULL;
    }

  for (size_t i = 0; i < smaller (from->n_inputs, to->n_inputs); i++)
    memcpy (reshaped->inputs[i], names->inputs[i], GRADUS_NAME_SIZE);
  for (size_t l = 0; l < to->n_layers; l++)
    {
      size_t old = origins->layers[l];

      if (old >= from->n_layers)
        continue;
      size_t left = count_left (origins, old, from->layers[old].n_neurons);

      for (size_t i = 0; i < smaller (left, to->layers[l].n_neurons); i++)
        {
          size_t source = gradus_shape_neuron (from, old, old_neuron (origins, old, i));
          size_t target = gradus_shape_neuron (to, l, i);

          given[target] = strcmp (names->neurons[source], usual->neurons[source]) != 0;
          if (given[target])
            memcpy (reshaped->neurons[target], names->neurons[source], GRADUS_NAME_SIZE);
        }
    }
  part_names (reshaped, given);
  gradus_names_free (usual);
  free (given);
  return reshaped;
}
