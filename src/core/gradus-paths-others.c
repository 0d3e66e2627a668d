/* The sum over all paths but some, in one pass of forward mode.
 *
 * Dual numbers carry what flows from the source along all paths that have left
 * the shown ones. Beside them each shown path's beginning (a prefix, of which
 * several paths may share one) carries its own dot; where it goes on to a neuron
 * to which no shown path leads, its dot joins the common stream. At the outputs
 * the prefixes are whole paths, and are left out. Nothing is subtracted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-dual.h"
#include "core/gradus-paths.h"

typedef struct
{
  size_t neuron;
  double dot;        /* of its z, then of its a, along this prefix alone */
  size_t begin, end; /* its paths among the sorted ones */
} Prefix;

typedef struct
{
  const GradusTrace *trace;
  GradusPart source;
  size_t first_layer;
  GradusPath paths[GRADUS_MAX_PATHS]; /* sorted by their neurons */
  size_t n_paths;
  Prefix prefixes[GRADUS_MAX_PATHS];
  size_t n_prefixes;
  bool taken[GRADUS_MAX_NEURONS]; /* all false between uses */
  GradusDual x[GRADUS_MAX_NEURONS];
  GradusDual z[GRADUS_MAX_NEURONS];
} Pass;

static int
compare_neurons (const void *a, const void *b)
{
  const GradusPath *p = a, *q = b;

  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    if (p->neurons[l] != q->neurons[l])
      return p->neurons[l] < q->neurons[l] ? -1 : 1;
  return 0;
}

/* Fills z from x. */
static void
compute_z (Pass *pass, const GradusLayer *layer)
{
  const double *w = pass->trace->parameters + layer->first_weight;
  const double *b = pass->trace->parameters + layer->first_bias;

  for (size_t i = 0; i < layer->n_neurons; i++, w += layer->n_inputs)
    {
      GradusDual sum = { 0, 0 };

      for (size_t j = 0; j < layer->n_inputs; j++)
        {
          sum.value += w[j] * pass->x[j].value;
          sum.dot += w[j] * pass->x[j].dot;
        }
      if (layer->has_biases)
        sum.value += b[i];
      pass->z[i] = sum;
    }
}

/* How z of `neuron` in the first layer moves with the source. */
static double
get_seed (const Pass *pass, const GradusLayer *layer, size_t neuron)
{
  switch (pass->source.kind)
    {
    case GRADUS_PART_INPUT:
      return pass->trace->parameters[layer->first_weight + neuron * layer->n_inputs + pass->source.neuron];
    case GRADUS_PART_WEIGHT:
      return neuron == pass->source.neuron ? pass->x[pass->source.from].value : 0;
    default:
      return neuron == pass->source.neuron ? 1 : 0;
    }
}

/* Adds the prefixes of the paths begin .. end - 1, one for each of their neurons in `layer`. */
static void
add_prefixes (Pass *pass, size_t layer, size_t begin, size_t end, Prefix prefixes[], size_t *n)
{
  while (begin < end)
    {
      Prefix prefix = { .neuron = pass->paths[begin].neurons[layer], .begin = begin };

      while (begin < end && pass->paths[begin].neurons[layer] == prefix.neuron)
        begin++;
      prefix.end = begin;
      prefixes[(*n)++] = prefix;
    }
}

static void
seed (Pass *pass, const GradusLayer *layer)
{
  add_prefixes (pass, pass->first_layer, 0, pass->n_paths, pass->prefixes, &pass->n_prefixes);
  for (size_t i = 0; i < layer->n_neurons; i++)
    pass->z[i].dot = get_seed (pass, layer, i);
  for (size_t p = 0; p < pass->n_prefixes; p++)
    {
      pass->prefixes[p].dot = pass->z[pass->prefixes[p].neuron].dot;
      pass->z[pass->prefixes[p].neuron].dot = 0;
    }
}

/* Leads each prefix on to all neurons of layer `l`. */
static void
lead_on (Pass *pass, size_t l)
{
  const GradusLayer *layer = &pass->trace->shape.layers[l];
  const double *w = pass->trace->parameters + layer->first_weight;
  Prefix longer[GRADUS_MAX_PATHS];
  size_t n_longer = 0;

  for (size_t p = 0; p < pass->n_prefixes; p++)
    {
      const Prefix *prefix = &pass->prefixes[p];
      size_t first = n_longer;

      add_prefixes (pass, l, prefix->begin, prefix->end, longer, &n_longer);
      for (size_t q = first; q < n_longer; q++)
        {
          longer[q].dot = w[longer[q].neuron * layer->n_inputs + prefix->neuron] * prefix->dot;
          pass->taken[longer[q].neuron] = true;
        }
      for (size_t i = 0; i < layer->n_neurons; i++)
        if (!pass->taken[i])
          pass->z[i].dot += w[i * layer->n_inputs + prefix->neuron] * prefix->dot;
      for (size_t q = first; q < n_longer; q++)
        pass->taken[longer[q].neuron] = false;
    }
  memcpy (pass->prefixes, longer, n_longer * sizeof longer[0]);
  pass->n_prefixes = n_longer;
}

/* Fills x of the next layer, and takes the prefixes along. */
static void
activate (Pass *pass, const GradusLayer *layer)
{
  if (layer->activation == GRADUS_ACTIVATION_SOFTMAX)
    return; /* its loss reads z */

  for (size_t p = 0; p < pass->n_prefixes; p++)
    {
      GradusDual z = { pass->z[pass->prefixes[p].neuron].value, pass->prefixes[p].dot };

      pass->prefixes[p].dot = gradus_dual_activation (layer->activation, layer->leak, z).dot;
    }
  for (size_t i = 0; i < layer->n_neurons; i++)
    pass->x[i] = gradus_dual_activation (layer->activation, layer->leak, pass->z[i]);
}

double
gradus_paths_sum_others (const GradusTrace *trace, GradusPart source, const GradusPath shown[], size_t n_shown)
{
  const GradusShape *shape = &trace->shape;
  Pass *pass = calloc (1, sizeof *pass);
  double sum = NAN;

  if (pass == NULL)
    return sum;

  pass->trace = trace;
  pass->source = source;
  pass->first_layer = source.kind == GRADUS_PART_INPUT ? 0 : source.layer;
  pass->n_paths = n_shown;
  for (size_t i = 0; i < n_shown; i++)
    pass->paths[i] = shown[i];
  qsort (pass->paths, n_shown, sizeof shown[0], compare_neurons);

  for (size_t j = 0; j < shape->n_inputs; j++)
    pass->x[j].value = trace->inputs[j];
  for (size_t l = 0; l < shape->n_layers; l++)
    {
      compute_z (pass, &shape->layers[l]);
      if (l == pass->first_layer)
        seed (pass, &shape->layers[l]);
      else if (l > pass->first_layer)
        lead_on (pass, l);
      activate (pass, &shape->layers[l]);
    }
  sum = gradus_dual_loss (trace->loss_kind, shape->n_outputs, trace->targets, pass->z, pass->x).dot;
  free (pass);
  return sum;
}
