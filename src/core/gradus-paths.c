/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-paths.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A path as far as it is known, from the source on. */
typedef struct
{
  double prefix; /* |product| of the factors up to the z of its last neuron */
  double bound;  /* the largest |product| of any path that begins so: best first is exact */
  size_t layer;  /* of its last neuron */
  uint16_t neurons[GRADUS_MAX_LAYERS];
} Candidate;

typedef struct
{
  const GradusTrace *trace;
  GradusPart source;
  double *bounds; /* by neuron: the largest |product| of the ways from its z to the loss */
  size_t n_wanted, n_candidates;
  Candidate candidates[GRADUS_MAX_PATHS]; /* the best first */
} Search;

/* |a b|, where 0 wins over an infinity that came of overflow. */
static double
multiply_sizes (double a, double b)
{
  return a == 0 || b == 0 ? 0 : fabs (a * b);
}

static const double *
get_row (const GradusTrace *trace, size_t layer, size_t to)
{
  return trace->parameters + gradus_shape_weight (&trace->shape, layer, to, 0);
}

static size_t
find_first_layer (GradusPart source)
{
  return source.kind == GRADUS_PART_INPUT ? 0 : source.layer;
}

/* dL/dz of an output. */
static double
get_output_delta (const GradusTrace *trace, size_t neuron)
{
  return trace->fused ? trace->dL_dz[neuron] : trace->dL_da[neuron] * trace->slope[neuron];
}

/* The first factor of the source, up to the z of a neuron in its first layer. */
static double
get_source_slope (const GradusTrace *trace, GradusPart source, size_t neuron)
{
  switch (source.kind)
    {
    case GRADUS_PART_INPUT:
      return get_row (trace, 0, neuron)[source.neuron];
    case GRADUS_PART_WEIGHT:
      return source.layer == 0 ? trace->inputs[source.from]
                               : trace->a[gradus_shape_neuron (&trace->shape, source.layer - 1, source.from)];
    default:
      return 1;
    }
}

static void
fill_bounds (Search *search, size_t first_layer)
{
  const GradusTrace *trace = search->trace;
  const GradusShape *shape = &trace->shape;
  size_t first_output = shape->n_neurons - shape->n_outputs;

  for (size_t k = first_output; k < shape->n_neurons; k++)
    search->bounds[k] = fabs (get_output_delta (trace, k));

  for (size_t l = shape->n_layers - 1; l-- > first_layer;)
    {
      const GradusLayer *layer = &shape->layers[l], *next = &shape->layers[l + 1];
      double *bounds = search->bounds + layer->first_neuron, *beyond = search->bounds + next->first_neuron;

      for (size_t j = 0; j < layer->n_neurons; j++)
        bounds[j] = 0;
      for (size_t i = 0; i < next->n_neurons; i++)
        {
          const double *w = get_row (trace, l + 1, i);

          for (size_t j = 0; j < layer->n_neurons; j++)
            {
              double size = multiply_sizes (w[j], beyond[i]);

              bounds[j] = size > bounds[j] ? size : bounds[j];
            }
        }
      for (size_t j = 0; j < layer->n_neurons; j++)
        bounds[j] = multiply_sizes (bounds[j], trace->slope[layer->first_neuron + j]);
    }
}

static int
compare_neurons (const uint16_t a[], const uint16_t b[])
{
  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    if (a[l] != b[l])
      return a[l] < b[l] ? -1 : 1;
  return 0;
}

/* The larger bound, then the longer, so that ties come to an end, then the order of neurons. */
static bool
comes_before (const Candidate *a, const Candidate *b)
{
  if (a->bound != b->bound)
    return a->bound > b->bound;
  if (a->layer != b->layer)
    return a->layer > b->layer;
  return compare_neurons (a->neurons, b->neurons) < 0;
}

/* Each candidate leads to a path of its own, so that more than are wanted are of no use. */
static void
offer (Search *search, const Candidate *candidate)
{
  size_t place = search->n_candidates;

  if (place == search->n_wanted && !comes_before (candidate, &search->candidates[place - 1]))
    return;

  while (place > 0 && comes_before (candidate, &search->candidates[place - 1]))
    place--;
  if (search->n_candidates < search->n_wanted)
    search->n_candidates++;
  memmove (&search->candidates[place + 1],
           &search->candidates[place],
           (search->n_candidates - place - 1) * sizeof *candidate);
  search->candidates[place] = *candidate;
}

/* Offers `candidate` grown by one neuron. */
static void
offer_grown (Search *search, Candidate candidate, size_t layer, size_t neuron, double factor)
{
  candidate.prefix = multiply_sizes (candidate.prefix, factor);
  candidate.bound =
      multiply_sizes (candidate.prefix, search->bounds[gradus_shape_neuron (&search->trace->shape, layer, neuron)]);
  candidate.layer = layer;
  candidate.neurons[layer] = (uint16_t) neuron;
  offer (search, &candidate);
}

static void
start (Search *search)
{
  const GradusTrace *trace = search->trace;
  GradusPart source = search->source;
  Candidate empty = { .prefix = 1 };

  if (source.kind != GRADUS_PART_INPUT)
    {
      offer_grown (search, empty, source.layer, source.neuron, get_source_slope (trace, source, source.neuron));
      return;
    }
  for (size_t i = 0; i < trace->shape.layers[0].n_neurons; i++)
    offer_grown (search, empty, 0, i, get_source_slope (trace, source, i));
}

static Candidate
take_best (Search *search)
{
  Candidate best = search->candidates[0];

  search->n_candidates--;
  memmove (search->candidates, search->candidates + 1, search->n_candidates * sizeof best);
  return best;
}

static void
expand (Search *search, const Candidate *candidate)
{
  const GradusTrace *trace = search->trace;
  size_t l = candidate->layer, j = candidate->neurons[l];
  double slope = trace->slope[gradus_shape_neuron (&trace->shape, l, j)];

  for (size_t i = 0; i < trace->shape.layers[l + 1].n_neurons; i++)
    offer_grown (search, *candidate, l + 1, i, get_row (trace, l + 1, i)[j] * slope);
}

static double
multiply_factors (const GradusTrace *trace, GradusPart source, const GradusPath *path)
{
  GradusFactor factors[GRADUS_MAX_PATH_FACTORS];
  size_t n = gradus_path_factors (trace, source, path, factors);
  double product = factors[0].value;

  for (size_t i = 1; i < n; i++)
    product *= factors[i].value;
  return product;
}

static int
compare_paths (const void *a, const void *b)
{
  const GradusPath *p = a, *q = b;
  double x = fabs (p->product), y = fabs (q->product);

  return x > y ? -1 : x < y ? 1 : compare_neurons (p->neurons, q->neurons);
}

static void
find_paths (Search *search, GradusPaths *paths)
{
  if (search->n_wanted == 0)
    return;
  fill_bounds (search, paths->first_layer);
  start (search);
  while (search->n_candidates > 0)
    {
      Candidate best = take_best (search);
      GradusPath *path = &paths->shown[paths->n_shown];

      if (best.layer + 1 < search->trace->shape.n_layers)
        {
          expand (search, &best);
          continue;
        }
      memcpy (path->neurons, best.neurons, sizeof path->neurons);
      path->product = multiply_factors (search->trace, search->source, path);
      paths->n_shown++;
      search->n_wanted--;
      if (search->n_candidates > search->n_wanted)
        search->n_candidates = search->n_wanted;
    }

  qsort (paths->shown, paths->n_shown, sizeof paths->shown[0], compare_paths);
  for (size_t i = 0; i < paths->n_shown; i++)
    paths->shown_sum += paths->shown[i].product;
}

static void
count_paths (const GradusShape *shape, GradusPaths *paths)
{
  size_t l = paths->source.kind == GRADUS_PART_INPUT ? 0 : paths->first_layer + 1;

  paths->n_paths = 1;
  paths->n_paths_about = 1;
  for (; l < shape->n_layers; l++)
    {
      size_t n = shape->layers[l].n_neurons;

      paths->n_paths = paths->n_paths > UINT64_MAX / n ? UINT64_MAX : paths->n_paths * n;
      paths->n_paths_about *= (double) n;
    }
}

/* The derivative by the source as the backward pass has it. */
static double
get_gradient (const GradusTrace *trace, GradusPart source)
{
  size_t parameter;
  double sum = 0;

  if (gradus_part_parameter (&trace->shape, source, &parameter))
    return trace->gradient[parameter];
  if (source.kind == GRADUS_PART_NEURON)
    return trace->dL_dz[gradus_shape_neuron (&trace->shape, source.layer, source.neuron)];
  for (size_t i = 0; i < trace->shape.layers[0].n_neurons; i++)
    sum += get_row (trace, 0, i)[source.neuron] * trace->dL_dz[i];
  return sum;
}

bool
gradus_paths_have_source (const GradusShape *shape, GradusPart part)
{
  return (part.kind == GRADUS_PART_INPUT || part.kind == GRADUS_PART_NEURON || part.kind == GRADUS_PART_WEIGHT ||
          part.kind == GRADUS_PART_BIAS) &&
         gradus_part_valid (shape, part);
}

GradusPaths *
gradus_paths_new (const GradusTrace *trace, GradusPart source, size_t most)
{
  GradusPaths *paths = calloc (1, sizeof *paths);
  Search *search = calloc (1, sizeof *search + trace->shape.n_neurons * sizeof (double));

  if (paths != NULL && search != NULL)
    {
      paths->source = source;
      paths->first_layer = find_first_layer (source);
      paths->gradient = get_gradient (trace, source);
      count_paths (&trace->shape, paths);
      search->trace = trace;
      search->source = source;
      search->bounds = (double *) (search + 1);
      search->n_wanted = most < GRADUS_MAX_PATHS ? most : GRADUS_MAX_PATHS;
      if (paths->n_paths < search->n_wanted)
        search->n_wanted = (size_t) paths->n_paths;

      paths->finite = gradus_trace_is_finite (trace);
      if (paths->finite)
        {
          find_paths (search, paths);
          paths->rest = gradus_paths_sum_others (trace, source, paths->shown, paths->n_shown);
          paths->sum = paths->shown_sum + paths->rest;
          paths->difference = paths->sum - paths->gradient;
        }
    }
  else
    {
      free (paths);
      paths = NULL;
    }
  free (search);
  return paths;
}

void
gradus_paths_free (GradusPaths *paths)
{
  free (paths);
}

size_t
gradus_path_factors (const GradusTrace *trace,
                     GradusPart source,
                     const GradusPath *path,
                     GradusFactor factors[GRADUS_MAX_PATH_FACTORS])
{
  const GradusShape *shape = &trace->shape;
  size_t first = find_first_layer (source), n = 0;

  for (size_t l = shape->n_layers; l-- > first;)
    {
      size_t neuron = path->neurons[l], index = gradus_shape_neuron (shape, l, neuron);
      bool is_output = l == shape->n_layers - 1;

      if (is_output)
        factors[n++] = trace->fused ? (GradusFactor){ GRADUS_FACTOR_DELTA, l, neuron, 0, trace->dL_dz[index] }
                                    : (GradusFactor){ GRADUS_FACTOR_DL_DA, l, neuron, 0, trace->dL_da[index] };
      if (!is_output || !trace->fused)
        factors[n++] = (GradusFactor){ GRADUS_FACTOR_SLOPE, l, neuron, 0, trace->slope[index] };
      if (l > first)
        {
          size_t from = path->neurons[l - 1];

          factors[n++] = (GradusFactor){ GRADUS_FACTOR_WEIGHT, l, neuron, from, get_row (trace, l, neuron)[from] };
        }
    }

  size_t to = path->neurons[first];
  GradusFactor last = { .layer = first, .neuron = to, .value = get_source_slope (trace, source, to) };

  switch (source.kind)
    {
    case GRADUS_PART_INPUT:
      last.kind = GRADUS_FACTOR_WEIGHT;
      last.from = source.neuron;
      break;
    case GRADUS_PART_WEIGHT:
      last.kind = GRADUS_FACTOR_BEFORE;
      last.from = source.from;
      break;
    case GRADUS_PART_BIAS:
      last.kind = GRADUS_FACTOR_ONE;
      break;
    default:
      return n;
    }
  factors[n++] = last;
  return n;
}

size_t
gradus_path_parts (const GradusShape *shape,
                   GradusPart source,
                   const GradusPath *path,
                   GradusPart parts[GRADUS_MAX_PATH_PARTS])
{
  size_t first = find_first_layer (source), n = 0;

  if (source.kind != GRADUS_PART_NEURON)
    parts[n++] = source;
  for (size_t l = first; l < shape->n_layers; l++)
    {
      if (l > first || source.kind == GRADUS_PART_INPUT)
        parts[n++] = (GradusPart){ .kind = GRADUS_PART_WEIGHT,
                                   .layer = l,
                                   .neuron = path->neurons[l],
                                   .from = l == 0 ? source.neuron : path->neurons[l - 1] };
      parts[n++] = (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = l, .neuron = path->neurons[l] };
    }
  parts[n++] = (GradusPart){ .kind = GRADUS_PART_LOSS };
  return n;
}
