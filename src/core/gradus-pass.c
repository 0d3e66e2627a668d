/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-pass.h"

#include "core/gradus-layer.h"

static size_t
first_output (const GradusShape *shape)
{
  return shape->n_neurons - shape->n_outputs;
}

/* What layer `l` reads: the inputs, or the activations of the layer before. */
static const double *
layer_input (const GradusPass *pass, const GradusShape *shape, size_t l, const double inputs[])
{
  return l == 0 ? inputs : pass->a + shape->layers[l - 1].first_neuron;
}

void
gradus_pass_forward (const GradusPass *pass, const GradusShape *shape, const double parameters[], const double inputs[])
{
  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      size_t first = layer->first_neuron;

      gradus_layer_forward (layer, parameters, layer_input (pass, shape, l, inputs), pass->z + first, pass->a + first);
    }
}

double
gradus_pass_loss (const GradusPass *pass, const GradusShape *shape, GradusLoss loss, const double targets[])
{
  size_t first = first_output (shape);

  return gradus_loss_value (loss, shape->n_outputs, targets, pass->a + first, pass->z + first);
}

void
gradus_pass_backward (const GradusPass *pass,
                      const GradusShape *shape,
                      GradusLoss loss,
                      const double parameters[],
                      const double inputs[],
                      const double targets[],
                      bool add,
                      double gradient[])
{
  size_t last = first_output (shape);

  gradus_loss_slope (loss, shape->n_outputs, targets, pass->a + last, pass->dL_da + last);

  for (size_t l = shape->n_layers; l-- > 0;)
    {
      const GradusLayer *layer = &shape->layers[l];
      size_t first = layer->first_neuron;
      double *z = pass->z + first, *a = pass->a + first, *slope = pass->slope + first;
      double *dL_da = pass->dL_da + first, *dL_dz = pass->dL_dz + first;

      for (size_t i = 0; i < layer->n_neurons; i++)
        {
          slope[i] = gradus_layer_slope (layer, z, a, i);
          dL_dz[i] = dL_da[i] * slope[i];
        }
      if (first == last && gradus_loss_is_fused (loss))
        gradus_loss_fused_delta (loss, shape->n_outputs, targets, a, dL_dz);

      gradus_layer_blame (layer, layer_input (pass, shape, l, inputs), dL_dz, add, gradient);
      if (l > 0)
        gradus_layer_pull_back (layer, parameters, dL_dz, pass->dL_da + shape->layers[l - 1].first_neuron);
    }
}

bool
gradus_pass_descend (const GradusPass *pass,
                     const GradusShape *shape,
                     GradusLoss loss,
                     const double parameters[],
                     const double inputs[],
                     const double targets[],
                     double learning_rate,
                     double next[])
{
  size_t last = first_output (shape);
  bool fused = gradus_loss_is_fused (loss);
  double probe = 0;

  if (fused)
    gradus_loss_fused_delta (loss, shape->n_outputs, targets, pass->a + last, pass->dL_dz + last);
  else
    gradus_loss_slope (loss, shape->n_outputs, targets, pass->a + last, pass->dL_da + last);

  for (size_t l = shape->n_layers; l-- > 0;)
    {
      const GradusLayer *layer = &shape->layers[l];
      size_t first = layer->first_neuron;

      probe += gradus_layer_descend (layer,
                                     parameters,
                                     layer_input (pass, shape, l, inputs),
                                     pass->z + first,
                                     pass->a + first,
                                     fused && first == last ? NULL : pass->dL_da + first,
                                     pass->dL_dz + first,
                                     l == 0 ? NULL : pass->dL_da + shape->layers[l - 1].first_neuron,
                                     learning_rate,
                                     next);
    }
  return probe == 0;
}
