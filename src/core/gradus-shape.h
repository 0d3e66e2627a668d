/* The shape of a network: how many layers and neurons, and where each
 * parameter and each neuron stands in the contiguous arrays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/gradus-activation.h"

/* Limits of a network. A "layer" is a layer of neurons behind the inputs, so
 * the article's network (2 inputs, 1 hidden, 1 output) has two. */
#define GRADUS_MAX_LAYERS  12
#define GRADUS_MAX_NEURONS 1024 /* inputs too */

/* One layer: `n_neurons` neurons, each fed by the `n_inputs` values of the
 * layer before. The weight matrix is W[to][from], n_neurons x n_inputs. */
typedef struct
{
  size_t n_inputs;
  size_t n_neurons;
  GradusActivation activation;
  double leak; /* slope of leaky-relu for z < 0; 0.01 unless said otherwise */
  bool has_biases;
  bool train_biases; /* false: training leaves this layer's biases alone */

  /* Set by gradus_shape_init(). */
  size_t first_weight;        /* W[0][0] in the parameter array */
  size_t first_bias;          /* b[0] there; meaningless without biases */
  size_t first_neuron;        /* neuron 0 in per-neuron arrays (z, a, ...) */
  size_t first_weight_number; /* weights of the layers before: w_k starts at k = this + 1 */
  size_t first_bias_number;   /* biases of the layers before, likewise */
} GradusLayer;

/* A whole shape. It is a plain value: copy it, compare nothing by address. */
typedef struct
{
  size_t n_inputs;
  size_t n_layers;
  GradusLayer layers[GRADUS_MAX_LAYERS];

  /* Set by gradus_shape_init(). */
  size_t n_outputs;    /* neurons of the last layer */
  size_t n_neurons;    /* over all layers, without the inputs */
  size_t n_weights;    /* over all layers */
  size_t n_parameters; /* weights and biases; the length of every parameter array */
} GradusShape;

/* Why a shape is rejected. */
typedef enum
{
  GRADUS_SHAPE_OK,
  GRADUS_SHAPE_NO_INPUTS,       /* n_inputs is 0 or over GRADUS_MAX_NEURONS */
  GRADUS_SHAPE_BAD_LAYER_COUNT, /* n_layers is 0 or over GRADUS_MAX_LAYERS */
  GRADUS_SHAPE_BAD_LAYER,       /* a layer has 0 or over GRADUS_MAX_NEURONS neurons */
  GRADUS_SHAPE_SOFTMAX_INSIDE,  /* softmax in a layer that is not the last */
} GradusShapeError;

/* One parameter, as people name it. */
typedef struct
{
  size_t layer;
  size_t to;   /* the neuron in `layer` */
  size_t from; /* the neuron (or input) before; meaningless for a bias */
  bool is_bias;
} GradusParameter;

/* Fills the derived fields of `shape` from n_inputs, n_layers and each layer's
 * n_neurons, activation and has_biases (a layer's n_inputs is derived too).
 * The parameter array holds, layer after layer, W row by row and then b.
 * Returns GRADUS_SHAPE_OK, or why the shape is rejected (it is then unusable). */
GradusShapeError gradus_shape_init (GradusShape *shape);

/* Index of weight W[to][from] of `layer` in a parameter array. */
size_t gradus_shape_weight (const GradusShape *shape, size_t layer, size_t to, size_t from);

/* Index of bias b[to] of `layer` in a parameter array; the layer must have biases. */
size_t gradus_shape_bias (const GradusShape *shape, size_t layer, size_t to);

/* Index of a neuron in per-neuron arrays. */
size_t gradus_shape_neuron (const GradusShape *shape, size_t layer, size_t neuron);

/* What stands at `index` (< n_parameters) of a parameter array. */
GradusParameter gradus_shape_parameter (const GradusShape *shape, size_t index);

/* The number people see: the k of w_k (or b_k), counted from 1 by layer, to,
 * from; weights and biases are counted apart. */
size_t gradus_shape_parameter_number (const GradusShape *shape, size_t index);

/* Whether training changes parameter `index`: neither marked in `frozen`
 * (n_parameters, NULL: none) nor a bias of a layer that holds its biases. */
bool gradus_shape_trains (const GradusShape *shape, const unsigned char frozen[], size_t index);

/* Whether both shapes have the same layers in every respect. */
bool gradus_shape_equal (const GradusShape *a, const GradusShape *b);
