/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-shape.h"

GradusShapeError
gradus_shape_init (GradusShape *shape)
{
  size_t parameters = 0, neurons = 0, weights = 0, biases = 0;
  size_t before = shape->n_inputs;

  if (shape->n_inputs == 0 || shape->n_inputs > GRADUS_MAX_NEURONS)
    return GRADUS_SHAPE_NO_INPUTS;
  if (shape->n_layers == 0 || shape->n_layers > GRADUS_MAX_LAYERS)
    return GRADUS_SHAPE_BAD_LAYER_COUNT;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      GradusLayer *layer = &shape->layers[l];

      if (layer->n_neurons == 0 || layer->n_neurons > GRADUS_MAX_NEURONS)
        return GRADUS_SHAPE_BAD_LAYER;
      if (layer->activation == GRADUS_ACTIVATION_SOFTMAX && l + 1 < shape->n_layers)
        return GRADUS_SHAPE_SOFTMAX_INSIDE;

      layer->n_inputs = before;
      layer->first_neuron = neurons;
      layer->first_weight = parameters;
      layer->first_weight_number = weights;
      layer->first_bias_number = biases;
      parameters += layer->n_neurons * before;
      layer->first_bias = parameters;
      weights += layer->n_neurons * before;
      if (layer->has_biases)
        {
          parameters += layer->n_neurons;
          biases += layer->n_neurons;
        }
      neurons += layer->n_neurons;
      before = layer->n_neurons;
    }

  shape->n_outputs = before;
  shape->n_neurons = neurons;
  shape->n_weights = weights;
  shape->n_parameters = parameters;
  return GRADUS_SHAPE_OK;
}

size_t
gradus_shape_weight (const GradusShape *shape, size_t layer, size_t to, size_t from)
{
  const GradusLayer *l = &shape->layers[layer];

  return l->first_weight + to * l->n_inputs + from;
}

size_t
gradus_shape_bias (const GradusShape *shape, size_t layer, size_t to)
{
  return shape->layers[layer].first_bias + to;
}

size_t
gradus_shape_neuron (const GradusShape *shape, size_t layer, size_t neuron)
{
  return shape->layers[layer].first_neuron + neuron;
}

GradusParameter
gradus_shape_parameter (const GradusShape *shape, size_t index)
{
  size_t l = shape->n_layers - 1;

  while (l > 0 && index < shape->layers[l].first_weight)
    l--;

  const GradusLayer *layer = &shape->layers[l];

  if (index >= layer->first_bias)
    return (GradusParameter){ .layer = l, .to = index - layer->first_bias, .is_bias = true };

  index -= layer->first_weight;
  return (GradusParameter){ .layer = l, .to = index / layer->n_inputs, .from = index % layer->n_inputs };
}

size_t
gradus_shape_parameter_number (const GradusShape *shape, size_t index)
{
  GradusParameter parameter = gradus_shape_parameter (shape, index);
  const GradusLayer *layer = &shape->layers[parameter.layer];

  if (parameter.is_bias)
    return layer->first_bias_number + parameter.to + 1;
  return layer->first_weight_number + (index - layer->first_weight) + 1;
}

bool
gradus_shape_trains (const GradusShape *shape, const unsigned char frozen[], size_t index)
{
  if (frozen != NULL && frozen[index])
    return false;

  GradusParameter parameter = gradus_shape_parameter (shape, index);

  return !parameter.is_bias || shape->layers[parameter.layer].train_biases;
}

bool
gradus_shape_equal (const GradusShape *a, const GradusShape *b)
{
  if (a->n_inputs != b->n_inputs || a->n_layers != b->n_layers)
    return false;

  for (size_t l = 0; l < a->n_layers; l++)
    {
      const GradusLayer *p = &a->layers[l], *q = &b->layers[l];

      if (p->n_neurons != q->n_neurons || p->activation != q->activation || p->leak != q->leak ||
          p->has_biases != q->has_biases || p->train_biases != q->train_biases)
        return false;
    }
  return true;
}
