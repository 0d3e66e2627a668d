/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-check.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "core/gradus-pass.h"
#include "core/gradus-reference.h"

typedef struct
{
  const GradusNetwork *network;
  GradusLoss loss;
  const double *inputs;
  const double *targets;
  size_t n_samples;
  GradusPass pass;                         /* the one that is checked */
  long double *z_below, *z_here, *z_above; /* of three passes that are not */
  long double *a_below, *a_here, *a_above;
} Check;

/* Whether three values do not all lie on the same side of 0. */
static bool
crosses_zero (long double below, long double here, long double above)
{
  int side_below = (below > 0) - (below < 0), side = (here > 0) - (here < 0), side_above = (above > 0) - (above < 0);

  return side_below != side || side != side_above;
}

/* Whether a neuron or the loss passed its kink between the three passes. */
static bool
meets_kink (const Check *check, const double targets[])
{
  const GradusShape *shape = &check->network->shape;
  size_t first_output = shape->n_neurons - shape->n_outputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];

      if (layer->activation != GRADUS_ACTIVATION_RELU && layer->activation != GRADUS_ACTIVATION_LEAKY_RELU)
        continue;
      for (size_t i = layer->first_neuron; i < layer->first_neuron + layer->n_neurons; i++)
        if (crosses_zero (check->z_below[i], check->z_here[i], check->z_above[i]))
          return true;
    }

  for (size_t k = 0; check->loss == GRADUS_LOSS_ABSOLUTE_ERROR && k < shape->n_outputs; k++)
    if (crosses_zero (check->a_below[first_output + k] - targets[k],
                      check->a_here[first_output + k] - targets[k],
                      check->a_above[first_output + k] - targets[k]))
      return true;
  return false;
}

static void
compare (const Check *check, size_t index, GradusCheckEntry *entry)
{
  const GradusShape *shape = &check->network->shape;
  const double *parameters = check->network->parameters;
  double w = parameters[index], h = cbrt (DBL_EPSILON) * fmax (1, fabs (w));
  long double below = (long double) w - h, above = (long double) w + h, difference = 0;

  for (size_t k = 0; k < check->n_samples && !entry->skipped; k++)
    {
      const double *x = check->inputs + k * shape->n_inputs, *y = check->targets + k * shape->n_outputs;

      gradus_reference_loss (shape, check->loss, parameters, index, w, x, y, check->z_here, check->a_here);
      difference -=
          gradus_reference_loss (shape, check->loss, parameters, index, below, x, y, check->z_below, check->a_below);
      difference +=
          gradus_reference_loss (shape, check->loss, parameters, index, above, x, y, check->z_above, check->a_above);
      entry->skipped = meets_kink (check, y);
    }

  entry->numeric = (double) (difference / (long double) check->n_samples / (above - below));
  if (!entry->skipped)
    entry->relative_error =
        fabs (entry->analytic - entry->numeric) / fmax (fmax (fabs (entry->analytic), fabs (entry->numeric)), 1e-6);
}

static void
compute_gradient (const Check *check, double gradient[])
{
  const GradusShape *shape = &check->network->shape;
  const double *parameters = check->network->parameters;

  for (size_t k = 0; k < check->n_samples; k++)
    {
      const double *x = check->inputs + k * shape->n_inputs, *y = check->targets + k * shape->n_outputs;

      gradus_pass_forward (&check->pass, shape, parameters, x);
      gradus_pass_backward (&check->pass, shape, check->loss, parameters, x, y, k > 0, gradient);
    }
}

GradusCheckResult
gradus_check (const GradusNetwork *network,
              GradusLoss loss,
              const double inputs[],
              const double targets[],
              size_t n_samples,
              GradusCheckEntry entries[])
{
  size_t n = network->shape.n_neurons, n_parameters = network->shape.n_parameters;
  double *values = calloc (5 * n + n_parameters, sizeof *values);
  long double *precise = calloc (6 * n, sizeof *precise);
  bool works = values != NULL && precise != NULL;
  GradusCheckResult result = { 0 };

  for (size_t i = 0; i < n_parameters; i++)
    entries[i] = (GradusCheckEntry){ .skipped = !works };

  if (works)
    {
      Check check = {
        .network = network,
        .loss = loss,
        .inputs = inputs,
        .targets = targets,
        .n_samples = n_samples,
        .pass = { values, values + n, values + 2 * n, values + 3 * n, values + 4 * n },
        .z_below = precise,
        .z_here = precise + n,
        .z_above = precise + 2 * n,
        .a_below = precise + 3 * n,
        .a_here = precise + 4 * n,
        .a_above = precise + 5 * n,
      };
      double *gradient = values + 5 * n;

      compute_gradient (&check, gradient);
      for (size_t i = 0; i < n_parameters; i++)
        {
          entries[i].analytic = gradient[i] / (double) n_samples;
          compare (&check, i, &entries[i]);
          if (entries[i].skipped)
            continue;
          /* Written so that a NaN counts as the worst. */
          if (result.checked == 0 || !(entries[i].relative_error <= result.worst_error))
            {
              result.worst = i;
              result.worst_error = entries[i].relative_error;
            }
          result.checked++;
        }
    }

  free (values);
  free (precise);
  return result;
}
