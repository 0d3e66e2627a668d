/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-part.h"

bool
gradus_part_equal (GradusPart a, GradusPart b)
{
  return a.kind == b.kind && a.layer == b.layer && a.neuron == b.neuron && a.from == b.from;
}

bool
gradus_part_valid (const GradusShape *shape, GradusPart part)
{
  const GradusLayer *layer = &shape->layers[part.layer < shape->n_layers ? part.layer : 0];
  bool in_layer = part.layer < shape->n_layers && part.neuron < layer->n_neurons;

  switch (part.kind)
    {
    case GRADUS_PART_NONE:
    case GRADUS_PART_LOSS:
    case GRADUS_PART_LEARNING_RATE:
      return true;
    case GRADUS_PART_INPUT:
      return part.neuron < shape->n_inputs;
    case GRADUS_PART_TARGET:
      return part.neuron < shape->n_outputs;
    case GRADUS_PART_NEURON:
      return in_layer;
    case GRADUS_PART_WEIGHT:
      return in_layer && part.from < layer->n_inputs;
    case GRADUS_PART_BIAS:
      return in_layer && layer->has_biases;
    }
  return false;
}

GradusPart
gradus_part_from_parameter (const GradusShape *shape, size_t index)
{
  GradusParameter parameter = gradus_shape_parameter (shape, index);

  return (GradusPart){
    .kind = parameter.is_bias ? GRADUS_PART_BIAS : GRADUS_PART_WEIGHT,
    .layer = parameter.layer,
    .neuron = parameter.to,
    .from = parameter.is_bias ? 0 : parameter.from,
  };
}

bool
gradus_part_parameter (const GradusShape *shape, GradusPart part, size_t *index)
{
  if (!gradus_part_valid (shape, part))
    return false;

  if (part.kind == GRADUS_PART_WEIGHT)
    *index = gradus_shape_weight (shape, part.layer, part.neuron, part.from);
  else if (part.kind == GRADUS_PART_BIAS)
    *index = gradus_shape_bias (shape, part.layer, part.neuron);
  else
    return false;
  return true;
}
