/* What a sum over paths costs beside backpropagation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-paths.h"

GradusPathCost
gradus_path_cost (const GradusShape *shape)
{
  GradusPathCost cost = { 0, 0, 0 };
  double paths = 1; /* from the z of one neuron of the layer to the loss */

  for (size_t l = shape->n_layers; l-- > 0;)
    {
      const GradusLayer *layer = &shape->layers[l];
      double neurons = (double) layer->n_neurons, weights = neurons * (double) layer->n_inputs;
      double sources = weights + (layer->has_biases ? neurons : 0);
      double factors = 2 * (double) (shape->n_layers - l) + 1;

      cost.n_paths += sources * paths;
      cost.by_paths += (sources * (factors - 1) - (layer->has_biases ? neurons : 0)) * paths;

      /* delta = error slope, dL/dW = delta a, and W^T delta for the layer before. */
      cost.by_backpropagation += neurons + weights + (l > 0 ? weights : 0);
      paths *= neurons;
    }
  return cost;
}

GradusPathCost
gradus_path_cost_of (const GradusShape *shape, size_t n_layers, size_t width)
{
  GradusShape other = *shape;

  other.n_layers = n_layers;
  for (size_t l = 0; l < n_layers; l++)
    other.layers[l] = (GradusLayer){ .n_neurons = width, .has_biases = shape->layers[0].has_biases };
  other.layers[n_layers - 1].n_neurons = shape->n_outputs;
  other.layers[n_layers - 1].has_biases = shape->layers[shape->n_layers - 1].has_biases;
  return gradus_shape_init (&other) == GRADUS_SHAPE_OK ? gradus_path_cost (&other) : (GradusPathCost){ 0, 0, 0 };
}
