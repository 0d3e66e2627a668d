/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-saturation.h"

#include <math.h>
#include <stdlib.h>

#include "core/gradus-layer.h"
#include "core/gradus-pass.h"

#define DEAREST_LOOK  3e8 /* multiplications */
#define LEAST_SAMPLES 64

/* gelu and swish have a flat place at their lowest value too, which a neuron
 * only passes; what counts begins below this. */
#define BELOW_DIP -3

typedef struct
{
  size_t low, high;
} Counts;

static bool
may_saturate (const GradusShape *shape, GradusLoss loss, const GradusLayer *layer)
{
  if (layer == &shape->layers[shape->n_layers - 1] && gradus_loss_is_fused (loss))
    return false;
  return layer->activation != GRADUS_ACTIVATION_IDENTITY && layer->activation != GRADUS_ACTIVATION_LEAKY_RELU;
}

static bool
is_flat (GradusActivation activation, double z, double slope)
{
  if ((activation == GRADUS_ACTIVATION_GELU || activation == GRADUS_ACTIVATION_SWISH) && z > BELOW_DIP)
    return false;
  return fabs (slope) < GRADUS_FLAT_SLOPE * gradus_saturation_steepest (activation);
}

static void
look_at (const GradusShape *shape, GradusLoss loss, const GradusPass *pass, Counts counts[], GradusSaturation found[])
{
  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      const double *zs = pass->z + layer->first_neuron, *as = pass->a + layer->first_neuron;

      if (!may_saturate (shape, loss, layer))
        continue;
      for (size_t i = 0; i < layer->n_neurons; i++)
        {
          GradusSaturation *neuron = &found[layer->first_neuron + i];
          double z = zs[i], slope = gradus_layer_slope (layer, zs, as, i);

          neuron->z_low = fmin (neuron->z_low, z);
          neuron->z_high = fmax (neuron->z_high, z);
          neuron->steepest = fmax (neuron->steepest, fabs (slope));
          if (!is_flat (layer->activation, z, slope))
            continue;
          if (z > 0)
            counts[layer->first_neuron + i].high++;
          else
            counts[layer->first_neuron + i].low++;
        }
    }
}

static void
judge (GradusActivation activation, Counts counts, size_t n, GradusSaturation *neuron)
{
  neuron->share = (double) (counts.low + counts.high) / (double) n;
  if (neuron->share < GRADUS_FLAT_SHARE)
    neuron->kind = GRADUS_SATURATION_NONE;
  else if (activation == GRADUS_ACTIVATION_RELU)
    neuron->kind = GRADUS_SATURATION_DEAD;
  else if (counts.high == 0)
    neuron->kind = GRADUS_SATURATION_LOW;
  else if (counts.low == 0)
    neuron->kind = GRADUS_SATURATION_HIGH;
  else
    neuron->kind = GRADUS_SATURATION_BOTH;
}

static size_t
choose_n_samples (const GradusShape *shape, size_t n_samples)
{
  double affordable = fmax (LEAST_SAMPLES, DEAREST_LOOK / (double) shape->n_parameters);

  return (double) n_samples <= affordable ? n_samples : (size_t) affordable;
}

size_t
gradus_saturation_find (const GradusShape *shape,
                        const double parameters[],
                        GradusLoss loss,
                        size_t n_samples,
                        const double inputs[],
                        const atomic_bool *stop,
                        GradusSaturation found[])
{
  size_t n = choose_n_samples (shape, n_samples), k;
  double *values = malloc (2 * shape->n_neurons * sizeof *values);
  Counts *counts = calloc (shape->n_neurons, sizeof *counts);
  GradusPass pass = { .z = values, .a = values == NULL ? NULL : values + shape->n_neurons };

  for (size_t i = 0; i < shape->n_neurons; i++)
    found[i] = (GradusSaturation){ .z_low = INFINITY, .z_high = -INFINITY };
  for (k = 0; values != NULL && counts != NULL && k < n; k++)
    {
      size_t sample = (size_t) ((double) k * (double) n_samples / (double) n);

      if (stop != NULL && atomic_load_explicit (stop, memory_order_relaxed))
        break;
      gradus_pass_forward (&pass, shape, parameters, inputs + sample * shape->n_inputs);
      look_at (shape, loss, &pass, counts, found);
    }
  for (size_t l = 0; k == n && l < shape->n_layers; l++)
    for (size_t i = 0; i < shape->layers[l].n_neurons; i++)
      {
        size_t neuron = shape->layers[l].first_neuron + i;

        judge (shape->layers[l].activation, counts[neuron], n, &found[neuron]);
      }
  free (values);
  free (counts);
  return k == n ? n : 0;
}

double
gradus_saturation_steepest (GradusActivation activation)
{
  return activation == GRADUS_ACTIVATION_SIGMOID ? 0.25 : 1;
}
