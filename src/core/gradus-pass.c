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

      gradus_layer_weigh (layer, parameters, layer_input (pass, shape, l, inputs), pass->z + first);
      gradus_layer_activate (layer, pass->z + first, pass->a + first);
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

      gradus_layer_slope (layer, pass->z + first, pass->a + first, pass->slope + first);
      if (first == last && gradus_loss_is_fused (loss))
        gradus_loss_fused_delta (loss, shape->n_outputs, targets, pass->a + first, pass->dL_dz + first);
      else
        for (size_t i = first; i < first + layer->n_neurons; i++)
          pass->dL_dz[i] = pass->dL_da[i] * pass->slope[i];

      gradus_layer_blame (layer, layer_input (pass, shape, l, inputs), pass->dL_dz + first, add, gradient);
      if (l > 0)
        gradus_layer_pull_back (
            layer, parameters, pass->dL_dz + first, pass->dL_da + shape->layers[l - 1].first_neuron);
    }
}
