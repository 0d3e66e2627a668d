/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-check.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-pass.h"

typedef struct
{
  const GradusShape *shape;
  GradusLoss loss;
  const double *inputs;
  const double *targets;
  size_t n_samples;
  double *parameters; /* a copy, one of which is moved at a time */
  GradusPass here, below, above;
} Check;

static double
sign (double x)
{
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/* Whether three values do not all lie on the same side of 0. */
static bool
crosses_zero (double below, double here, double above)
{
  return sign (below) != sign (here) || sign (here) != sign (above);
}

/* Whether a neuron or the loss passed its kink between the three passes. */
static bool
meets_kink (const Check *check, const double targets[])
{
  const GradusShape *shape = check->shape;
  size_t first_output = shape->n_neurons - shape->n_outputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];

      if (layer->activation != GRADUS_ACTIVATION_RELU && layer->activation != GRADUS_ACTIVATION_LEAKY_RELU)
        continue;
      for (size_t i = layer->first_neuron; i < layer->first_neuron + layer->n_neurons; i++)
        if (crosses_zero (check->below.z[i], check->here.z[i], check->above.z[i]))
          return true;
    }

  for (size_t k = 0; check->loss == GRADUS_LOSS_ABSOLUTE_ERROR && k < shape->n_outputs; k++)
    if (crosses_zero (check->below.a[first_output + k] - targets[k],
                      check->here.a[first_output + k] - targets[k],
                      check->above.a[first_output + k] - targets[k]))
      return true;
  return false;
}

static void
compare (Check *check, size_t index, GradusCheckEntry *entry)
{
  double w = check->parameters[index];
  double h = cbrt (DBL_EPSILON) * fmax (1, fabs (w));
  double below = w - h, above = w + h;
  double difference = 0; /* summed sample by sample: the two losses themselves would cancel */

  for (size_t k = 0; k < check->n_samples && !entry->skipped; k++)
    {
      const double *inputs = check->inputs + k * check->shape->n_inputs;
      const double *targets = check->targets + k * check->shape->n_outputs;

      gradus_pass_forward (&check->here, check->shape, check->parameters, inputs);
      check->parameters[index] = below;
      gradus_pass_forward (&check->below, check->shape, check->parameters, inputs);
      check->parameters[index] = above;
      gradus_pass_forward (&check->above, check->shape, check->parameters, inputs);
      check->parameters[index] = w;

      difference += gradus_pass_loss (&check->above, check->shape, check->loss, targets) -
                    gradus_pass_loss (&check->below, check->shape, check->loss, targets);
      entry->skipped = meets_kink (check, targets);
    }

  entry->numeric = difference / (double) check->n_samples / (above - below);
  if (!entry->skipped)
    entry->relative_error =
        fabs (entry->analytic - entry->numeric) / fmax (fmax (fabs (entry->analytic), fabs (entry->numeric)), 1e-6);
}

static void
compute_gradient (Check *check, double gradient[])
{
  for (size_t k = 0; k < check->n_samples; k++)
    {
      const double *inputs = check->inputs + k * check->shape->n_inputs;
      const double *targets = check->targets + k * check->shape->n_outputs;

      gradus_pass_forward (&check->here, check->shape, check->parameters, inputs);
      gradus_pass_backward (
          &check->here, check->shape, check->loss, check->parameters, inputs, targets, k > 0, gradient);
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
  const GradusShape *shape = &network->shape;
  size_t n = shape->n_neurons, n_parameters = shape->n_parameters;
  double *values = calloc (9 * n + 2 * n_parameters, sizeof *values);
  GradusCheckResult result = { 0 };

  for (size_t i = 0; i < n_parameters; i++)
    entries[i] = (GradusCheckEntry){ .skipped = values == NULL };
  if (values == NULL)
    return result;

  Check check = {
    .shape = shape,
    .loss = loss,
    .inputs = inputs,
    .targets = targets,
    .n_samples = n_samples,
    .here = { values, values + n, values + 2 * n, values + 3 * n, values + 4 * n },
    .below = { .z = values + 5 * n, .a = values + 6 * n },
    .above = { .z = values + 7 * n, .a = values + 8 * n },
    .parameters = values + 9 * n,
  };
  double *gradient = check.parameters + n_parameters;

  memcpy (check.parameters, network->parameters, n_parameters * sizeof *gradient);
  compute_gradient (&check, gradient);

  for (size_t i = 0; i < n_parameters; i++)
    {
      GradusCheckEntry *entry = &entries[i];

      entry->analytic = gradient[i] / (double) n_samples;
      compare (&check, i, entry);
      if (entry->skipped)
        continue;
      /* Written so that a NaN counts as the worst. */
      if (result.checked == 0 || !(entry->relative_error <= result.worst_error))
        {
          result.worst = i;
          result.worst_error = entry->relative_error;
        }
      result.checked++;
    }

  free (values);
  return result;
}
