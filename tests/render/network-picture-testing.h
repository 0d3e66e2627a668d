/* Shapes and sizes that the tests of the network picture share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "core/gradus-initialization.h"
#include "render/gradus-network-picture-private.h"

typedef struct
{
  const char *name;
  size_t sizes[GRADUS_MAX_LAYERS + 2]; /* inputs, layers, 0 */
  bool biases;
} Case;

static const Case cases[] = {
  { "article", { 2, 1, 1 }, false },
  { "one neuron", { 1, 1 }, true },
  { "xor", { 2, 2, 1 }, true },
  { "2-4-1", { 2, 4, 1 }, true },
  { "4-5-3", { 4, 5, 3 }, false },
  { "2-8-8-1", { 2, 8, 8, 1 }, true },
  { "3-3-3-3", { 3, 3, 3, 3 }, true },
  { "wide", { 40, 30, 20 }, false },
  { "large", { 64, 128, 128, 10 }, true },
  { "deep", { 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2 }, true },
  { "crowd", { 300, 700, 5 }, false },
};

static const struct
{
  double width, height, zoom, text_scale;
} views[] = {
  { 640, 420, 1, 1 },   { 1280, 800, 1, 1 },   { 360, 300, 1, 1 },   { 360, 640, 1, 2 }, { 1920, 1080, 1, 1.5 },
  { 3840, 2160, 1, 2 }, { 640, 420, 3, 1.25 }, { 640, 420, 0.3, 1 }, { 64, 64, 1, 1 },
};

/* The last of the cases are large. */
#define N_LARGE 3

static inline GradusShape
make_shape (const Case *c)
{
  GradusShape shape = { .n_inputs = c->sizes[0] };

  while (c->sizes[shape.n_layers + 1] != 0)
    {
      GradusLayer *layer = &shape.layers[shape.n_layers++];

      layer->n_neurons = c->sizes[shape.n_layers];
      layer->activation = GRADUS_ACTIVATION_SIGMOID;
      layer->has_biases = c->biases;
    }
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

static inline GradusTrace *
make_trace (const GradusShape *shape, double scale)
{
  GradusNetwork *network = gradus_network_new (shape);
  g_autofree double *inputs = g_new0 (double, shape->n_inputs);
  g_autofree double *targets = g_new0 (double, shape->n_outputs);
  GradusRandom random;

  gradus_random_seed (&random, 1);
  for (size_t i = 0; i < shape->n_parameters; i++)
    network->parameters[i] = scale * gradus_random_normal (&random);
  for (size_t i = 0; i < shape->n_inputs; i++)
    inputs[i] = gradus_random_normal (&random);

  GradusTrace *trace = gradus_trace_new (network, GRADUS_LOSS_SQUARED_ERROR, inputs, targets, 0.1);

  gradus_network_free (network);
  return trace;
}

static inline GradusNetworkLayout *
make_layout (const GradusShape *shape, size_t view)
{
  return gradus_network_layout_new (
      shape, views[view].width, views[view].height, views[view].zoom, 0, 0, views[view].text_scale);
}

static inline bool
is_inside (const GradusRectangle *inner, double width, double height)
{
  return inner->x >= -0.01 && inner->y >= -0.01 && inner->x + inner->width <= width + 0.01 &&
         inner->y + inner->height <= height + 0.01;
}

static inline bool
overlap (const GradusRectangle *a, const GradusRectangle *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static inline bool
covers (const GradusRectangle *r, const GradusNode *node)
{
  double dx = MAX (fabs (r->x + r->width / 2 - node->x) - r->width / 2, 0.0);
  double dy = MAX (fabs (r->y + r->height / 2 - node->y) - r->height / 2, 0.0);

  return node->round ? hypot (dx, dy) < node->half_width : dx < node->half_width && dy < node->half_height;
}

static inline void
assert_picked (const GradusNetworkLayout *layout, double x, double y, GradusPart expected)
{
  GradusPart part = gradus_network_layout_pick (layout, x, y);

  if (!gradus_part_equal (part, expected))
    g_error ("at %g, %g: kind %d layer %zu neuron %zu from %zu, not kind %d layer %zu neuron %zu from %zu",
             x,
             y,
             part.kind,
             part.layer,
             part.neuron,
             part.from,
             expected.kind,
             expected.layer,
             expected.neuron,
             expected.from);
}
