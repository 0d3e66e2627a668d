/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-detail.h"

#include <math.h>

double
gradus_detail_before (const GradusTrace *trace, size_t layer, size_t from)
{
  return layer == 0 ? trace->inputs[from] : trace->a[gradus_shape_neuron (&trace->shape, layer - 1, from)];
}

double
gradus_detail_term (const GradusTrace *trace, size_t layer, size_t neuron, size_t from)
{
  double weight = trace->parameters[gradus_shape_weight (&trace->shape, layer, neuron, from)];

  return weight * gradus_detail_before (trace, layer, from);
}

double
gradus_detail_path (const GradusTrace *trace, size_t layer, size_t neuron, size_t to)
{
  double weight = trace->parameters[gradus_shape_weight (&trace->shape, layer + 1, to, neuron)];

  return weight * trace->dL_dz[gradus_shape_neuron (&trace->shape, layer + 1, to)];
}

double
gradus_detail_error (const GradusTrace *trace, size_t output)
{
  size_t neuron = gradus_shape_neuron (&trace->shape, trace->shape.n_layers - 1, output);

  return trace->targets[output] - trace->a[neuron];
}

double
gradus_detail_exponential (double z)
{
  return exp (-z);
}

double
gradus_detail_denominator (double z)
{
  return 1 + exp (-z);
}

double
gradus_detail_complement (double a)
{
  return 1 - a;
}

double
gradus_detail_square (double a)
{
  return a * a;
}

double
gradus_detail_move (const GradusTrace *trace, size_t parameter, double learning_rate)
{
  return learning_rate * trace->step_gradient[parameter];
}
