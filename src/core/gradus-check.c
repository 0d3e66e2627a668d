/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-check.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-pass.h"
#include "core/gradus-reference.h"

struct _GradusChecker
{
  const GradusNetwork *network;
  GradusLoss loss;
  const double *inputs;
  const double *targets;
  size_t n_samples;
  double *gradient;                        /* of the mean loss, the one that is checked */
  bool has_kinks;                          /* whether there is anything to be met */
  bool is_here;                            /* z_here and a_here are those of the one sample, and stay */
  long double *z_below, *z_here, *z_above; /* of three passes that are not */
  long double *a_below, *a_here, *a_above;
};

static bool
bends (const GradusLayer *layer)
{
  return layer->activation == GRADUS_ACTIVATION_RELU || layer->activation == GRADUS_ACTIVATION_LEAKY_RELU;
}

static bool
find_bends (const GradusShape *shape, GradusLoss loss)
{
  for (size_t l = 0; l < shape->n_layers; l++)
    if (bends (&shape->layers[l]))
      return true;
  return loss == GRADUS_LOSS_ABSOLUTE_ERROR;
}

/* Whether three values do not all lie on the same side of 0. */
static bool
crosses_zero (long double below, long double here, long double above)
{
  int side_below = (below > 0) - (below < 0), side = (here > 0) - (here < 0), side_above = (above > 0) - (above < 0);

  return side_below != side || side != side_above;
}

/* The neuron or output that passed its kink between the three passes; NONE where none did. */
static GradusPart
find_kink (const GradusChecker *check, const double targets[])
{
  const GradusShape *shape = &check->network->shape;
  size_t first_output = shape->n_neurons - shape->n_outputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];

      for (size_t i = 0, n = layer->first_neuron; bends (layer) && i < layer->n_neurons; i++, n++)
        if (crosses_zero (check->z_below[n], check->z_here[n], check->z_above[n]))
          return (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = l, .neuron = i };
    }

  for (size_t k = 0; check->loss == GRADUS_LOSS_ABSOLUTE_ERROR && k < shape->n_outputs; k++)
    if (crosses_zero (check->a_below[first_output + k] - targets[k],
                      check->a_here[first_output + k] - targets[k],
                      check->a_above[first_output + k] - targets[k]))
      return (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = k };
  return (GradusPart){ .kind = GRADUS_PART_NONE };
}

/* The mean gradient over the samples, by the backward pass. */
static bool
compute_gradient (GradusChecker *check)
{
  const GradusShape *shape = &check->network->shape;
  const double *parameters = check->network->parameters;
  size_t n = shape->n_neurons;
  double *values = calloc (5 * n, sizeof *values);
  GradusPass pass = { values, values + n, values + 2 * n, values + 3 * n, values + 4 * n };

  for (size_t k = 0; values != NULL && k < check->n_samples; k++)
    {
      const double *x = check->inputs + k * shape->n_inputs, *y = check->targets + k * shape->n_outputs;

      gradus_pass_forward (&pass, shape, parameters, x);
      gradus_pass_backward (&pass, shape, check->loss, parameters, x, y, k > 0, check->gradient);
    }
  for (size_t i = 0; i < shape->n_parameters; i++)
    check->gradient[i] /= (double) check->n_samples;
  free (values);
  return values != NULL;
}

GradusChecker *
gradus_checker_new (const GradusNetwork *network,
                    GradusLoss loss,
                    const double inputs[],
                    const double targets[],
                    size_t n_samples,
                    const double gradient[])
{
  size_t n = network->shape.n_neurons, n_parameters = network->shape.n_parameters;
  long double *precise = calloc (6 * n, sizeof *precise);
  GradusChecker *check = calloc (1, sizeof *check + n_parameters * sizeof (double));

  if (precise == NULL || check == NULL)
    {
      free (precise);
      free (check);
      return NULL;
    }

  *check = (GradusChecker){
    .network = network,
    .loss = loss,
    .inputs = inputs,
    .targets = targets,
    .n_samples = n_samples,
    .gradient = (double *) (check + 1),
    .has_kinks = find_bends (&network->shape, loss),
    .z_below = precise,
    .z_here = precise + n,
    .z_above = precise + 2 * n,
    .a_below = precise + 3 * n,
    .a_here = precise + 4 * n,
    .a_above = precise + 5 * n,
  };
  if (gradient != NULL)
    memcpy (check->gradient, gradient, n_parameters * sizeof *gradient);
  else if (!compute_gradient (check))
    {
      gradus_checker_free (check);
      return NULL;
    }
  return check;
}

void
gradus_checker_free (GradusChecker *check)
{
  if (check == NULL)
    return;
  free (check->z_below);
  free (check);
}

GradusCheckEntry
gradus_checker_measure (GradusChecker *check, size_t parameter)
{
  const GradusShape *shape = &check->network->shape;
  const double *parameters = check->network->parameters;
  double w = parameters[parameter], h = cbrt (DBL_EPSILON) * fmax (1, fabs (w));
  long double below = (long double) w - h, above = (long double) w + h, difference = 0;
  GradusCheckEntry entry = { .analytic = check->gradient[parameter] };

  for (size_t k = 0; k < check->n_samples && !entry.skipped; k++)
    {
      const double *x = check->inputs + k * shape->n_inputs, *y = check->targets + k * shape->n_outputs;

      difference -= gradus_reference_loss (
          shape, check->loss, parameters, parameter, below, x, y, check->z_below, check->a_below);
      difference += gradus_reference_loss (
          shape, check->loss, parameters, parameter, above, x, y, check->z_above, check->a_above);
      if (!check->has_kinks)
        continue;
      if (!check->is_here)
        gradus_reference_loss (shape, check->loss, parameters, parameter, w, x, y, check->z_here, check->a_here);
      check->is_here = check->n_samples == 1;
      entry.kink = find_kink (check, y);
      entry.skipped = entry.kink.kind != GRADUS_PART_NONE;
    }

  entry.numeric = (double) (difference / (long double) check->n_samples / (above - below));
  if (!entry.skipped)
    entry.relative_error =
        fabs (entry.analytic - entry.numeric) / fmax (fmax (fabs (entry.analytic), fabs (entry.numeric)), 1e-6);
  return entry;
}

GradusVerdict
gradus_check_judge (const GradusCheckEntry *entry)
{
  if (entry->skipped)
    return GRADUS_VERDICT_SKIPPED;
  return entry->relative_error <= GRADUS_CHECK_TOLERANCE ? GRADUS_VERDICT_AGREES : GRADUS_VERDICT_DIFFERS;
}

int
gradus_check_compare (const GradusCheckEntry *a, const GradusCheckEntry *b)
{
  bool a_is_nan = isnan (a->relative_error), b_is_nan = isnan (b->relative_error);

  if (a->skipped != b->skipped)
    return a->skipped ? 1 : -1;
  if (a_is_nan || b_is_nan)
    return b_is_nan - a_is_nan;
  return (a->relative_error < b->relative_error) - (a->relative_error > b->relative_error);
}

GradusCheckResult
gradus_check (const GradusNetwork *network,
              GradusLoss loss,
              const double inputs[],
              const double targets[],
              size_t n_samples,
              GradusCheckEntry entries[])
{
  GradusChecker *check = gradus_checker_new (network, loss, inputs, targets, n_samples, NULL);
  GradusCheckResult result = { 0 };

  for (size_t i = 0; i < network->shape.n_parameters; i++)
    {
      entries[i] = check != NULL ? gradus_checker_measure (check, i) : (GradusCheckEntry){ .skipped = true };
      if (entries[i].skipped)
        continue;
      if (result.checked == 0 || gradus_check_compare (&entries[i], &entries[result.worst]) < 0)
        {
          result.worst = i;
          result.worst_error = entries[i].relative_error;
        }
      result.checked++;
    }

  gradus_checker_free (check);
  return result;
}
