/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#define EDGE_REACH 9.0  /* pixels on either side of a line */
#define NODE_REACH 3.0  /* pixels around a node */
#define FAN        0.7  /* of a box's half height */
#define LEAST_NODE 6.0  /* pixels: what even a dot gets */
#define HALF       0.48 /* of the room between two columns, for weights and for gradients */

#define STRIP_PITCH 3.0 /* pixels */

bool
gradus_network_layout_node (const GradusNetworkLayout *layout, GradusPart part, size_t *node)
{
  const GradusShape *shape = &layout->shape;
  size_t loss = shape->n_inputs + shape->n_neurons;

  if (!gradus_part_valid (shape, part))
    return false;

  switch (part.kind)
    {
    case GRADUS_PART_INPUT:
      *node = part.neuron;
      return true;
    case GRADUS_PART_NEURON:
      *node = shape->n_inputs + gradus_shape_neuron (shape, part.layer, part.neuron);
      return true;
    case GRADUS_PART_LOSS:
      *node = loss;
      return true;
    case GRADUS_PART_TARGET:
      *node = loss + 1 + part.neuron;
      return true;
    default:
      return false;
    }
}

static GradusPart
part_of_node (const GradusNetworkLayout *layout, size_t column, size_t i)
{
  size_t n = layout->shape.n_layers;

  if (column == 0)
    return (GradusPart){ GRADUS_PART_INPUT, 0, i, 0 };
  if (column <= n)
    return (GradusPart){ GRADUS_PART_NEURON, column - 1, i, 0 };
  if (column == n + 1)
    return (GradusPart){ .kind = GRADUS_PART_LOSS };
  return (GradusPart){ GRADUS_PART_TARGET, 0, i, 0 };
}

/* Where a line from x, y to the middle of a node meets its border. */
static void
meet_border (const GradusNode *node, double x, double y, double *border_x, double *border_y)
{
  double dx = x - node->x, dy = y - node->y, length = hypot (dx, dy);

  if (node->round || length == 0.0)
    {
      *border_x = node->x + (length > 0.0 ? dx / length * node->half_width : 0.0);
      *border_y = node->y + (length > 0.0 ? dy / length * node->half_height : 0.0);
    }
  else if (fabs (dx) > node->half_width)
    {
      /* Lines leave a side fanned out, so that their arrow heads stay apart. */
      double reach = FAN * node->half_height;

      *border_x = node->x + copysign (node->half_width, dx);
      *border_y = node->y + CLAMP (dy / fabs (dx) * node->half_width, -reach, reach);
    }
  else
    {
      *border_x = node->x;
      *border_y = node->y + copysign (node->half_height, dy);
    }
}

GradusEdge
gradus_network_layout_edge (const GradusNetworkLayout *layout, GradusPart part)
{
  const GradusShape *shape = &layout->shape;
  const GradusNode *loss = &layout->nodes[shape->n_inputs + shape->n_neurons];
  const GradusNode *from, *to;
  GradusEdge edge;

  switch (part.kind)
    {
    case GRADUS_PART_WEIGHT:
      from = &layout->nodes[layout->columns[part.layer].first_node + part.from];
      to = &layout->nodes[layout->columns[part.layer + 1].first_node + part.neuron];
      break;
    case GRADUS_PART_TARGET:
      from = &layout->nodes[shape->n_inputs + shape->n_neurons + 1 + part.neuron];
      to = loss;
      break;
    default:
      from = &layout->nodes[layout->columns[part.layer + 1].first_node + part.neuron];
      to = loss;
      break;
    }

  meet_border (from, to->x, to->y, &edge.x1, &edge.y1);
  meet_border (to, edge.x1, edge.y1, &edge.x2, &edge.y2);
  if (from->round)
    meet_border (from, to->round ? to->x : edge.x2, to->round ? to->y : edge.y2, &edge.x1, &edge.y1);
  return edge;
}

/* The room of both pictures, that of the weights and that of their gradients. */
static GradusRectangle
find_condensed_room (const GradusNetworkLayout *layout, size_t layer)
{
  const GradusColumn *before = &layout->columns[layer], *after = &layout->columns[layer + 1];
  double left = before->x + before->half_width, right = after->x - after->half_width;
  double inset = (right - left) * 0.12,
         middle = layout->nodes[after->first_node].y + (after->n_nodes - 1) * after->pitch / 2;
  double height = MIN (MAX (before->pitch * before->n_nodes, after->pitch * after->n_nodes),
                       layout->world_height - 2 * layout->band);

  return (GradusRectangle){ left + inset, middle - height / 2, right - left - 2 * inset, height };
}

GradusRectangle
gradus_network_layout_condensed (const GradusNetworkLayout *layout, size_t layer)
{
  GradusRectangle r = find_condensed_room (layout, layer);

  r.width *= HALF;
  return r;
}

GradusRectangle
gradus_network_layout_condensed_gradients (const GradusNetworkLayout *layout, size_t layer)
{
  GradusRectangle r = find_condensed_room (layout, layer);

  r.x += (1 - HALF) * r.width;
  r.width *= HALF;
  return r;
}

bool
gradus_network_layout_strip (const GradusNetworkLayout *layout, size_t column)
{
  return column < layout->n_columns && layout->detail == GRADUS_DETAIL_DOTS && layout->columns[column].n_nodes > 1 &&
         layout->columns[column].pitch < STRIP_PITCH;
}

static bool
contains (const GradusRectangle *r, double x, double y)
{
  return x >= r->x && x <= r->x + r->width && y >= r->y && y <= r->y + r->height;
}

static bool
pick_node (const GradusNetworkLayout *layout, double x, double y, GradusPart *part)
{
  for (size_t c = 0; c < layout->n_columns; c++)
    {
      const GradusColumn *column = &layout->columns[c];
      const GradusNode *first = &layout->nodes[column->first_node];
      double row = column->pitch > 0 ? round ((y - first->y) / column->pitch) : 0.0;
      size_t i = (size_t) CLAMP (row, 0.0, (double) column->n_nodes - 1);
      const GradusNode *node = first + i;
      double dx = fabs (x - node->x), dy = fabs (y - node->y);
      double reach_x = MAX (node->half_width + NODE_REACH, LEAST_NODE);
      double reach_y = MAX (node->half_height + NODE_REACH, LEAST_NODE);

      if (node->round ? hypot (dx, dy) <= reach_x : (dx <= reach_x && dy <= reach_y))
        {
          *part = part_of_node (layout, c, i);
          return true;
        }
    }

  /* The one target stands under the loss, in no column. */
  if (layout->shape.n_outputs == 1)
    {
      const GradusNode *target = &layout->nodes[layout->n_nodes - 1];

      if (fabs (x - target->x) <= target->half_width + NODE_REACH &&
          fabs (y - target->y) <= target->half_height + NODE_REACH)
        {
          *part = (GradusPart){ .kind = GRADUS_PART_TARGET };
          return true;
        }
    }
  return false;
}

static double
distance_to_edge (const GradusEdge *e, double x, double y)
{
  double dx = e->x2 - e->x1, dy = e->y2 - e->y1, square = dx * dx + dy * dy;
  double t = square > 0 ? CLAMP (((x - e->x1) * dx + (y - e->y1) * dy) / square, 0.0, 1.0) : 0.0;

  return hypot (x - e->x1 - t * dx, y - e->y1 - t * dy);
}

static GradusPart
pick_condensed (const GradusNetworkLayout *layout, size_t layer, double x, double y)
{
  const GradusLayer *l = &layout->shape.layers[layer];
  GradusRectangle r = gradus_network_layout_condensed (layout, layer);

  if (!contains (&r, x, y))
    r = gradus_network_layout_condensed_gradients (layout, layer);
  if (!contains (&r, x, y))
    return (GradusPart){ 0 };

  return (GradusPart){
    .kind = GRADUS_PART_WEIGHT,
    .layer = layer,
    .neuron = MIN ((size_t) ((y - r.y) / r.height * l->n_neurons), l->n_neurons - 1),
    .from = MIN ((size_t) ((x - r.x) / r.width * l->n_inputs), l->n_inputs - 1),
  };
}

static GradusPart
pick_edge (const GradusNetworkLayout *layout, double x, double y)
{
  GradusPart best = { 0 };
  double nearest = EDGE_REACH;

  for (size_t l = 0; l < layout->shape.n_layers; l++)
    {
      const GradusLayer *layer = &layout->shape.layers[l];

      if (x < layout->columns[l].x || x > layout->columns[l + 1].x)
        continue;
      if (layout->condensed[l])
        return pick_condensed (layout, l, x, y);

      for (size_t to = 0; to < layer->n_neurons; to++)
        for (size_t from = 0; from < layer->n_inputs; from++)
          {
            GradusPart part = { GRADUS_PART_WEIGHT, l, to, from };
            GradusEdge edge = gradus_network_layout_edge (layout, part);
            double distance = distance_to_edge (&edge, x, y);

            if (distance < nearest)
              {
                nearest = distance;
                best = part;
              }
          }
    }
  return best;
}

GradusPart
gradus_network_layout_pick (const GradusNetworkLayout *layout, double x, double y)
{
  GradusPart part;

  if (pick_node (layout, x, y, &part))
    return part;
  for (size_t i = 0; i < layout->n_labels; i++)
    if (layout->labels[i].kind != GRADUS_LABEL_INSIDE && contains (&layout->labels[i].bounds, x, y))
      return layout->labels[i].part;
  return pick_edge (layout, x, y);
}

GradusRectangle
gradus_network_layout_bounds (const GradusNetworkLayout *layout, GradusPart part)
{
  size_t index;

  if (gradus_network_layout_node (layout, part, &index))
    {
      const GradusNode *node = &layout->nodes[index];

      return (GradusRectangle){
        node->x - node->half_width, node->y - node->half_height, 2 * node->half_width, 2 * node->half_height
      };
    }
  if (!gradus_part_valid (&layout->shape, part))
    return (GradusRectangle){ 0 };

  const GradusNetworkLabel *label = gradus_network_layout_label (layout, GRADUS_LABEL_PARAMETER, part);

  if (label != NULL)
    return label->bounds;
  if (part.kind == GRADUS_PART_BIAS)
    return gradus_network_layout_bounds (layout, (GradusPart){ GRADUS_PART_NEURON, part.layer, part.neuron, 0 });
  if (part.kind != GRADUS_PART_WEIGHT)
    return (GradusRectangle){ 0 };
  if (layout->condensed[part.layer])
    {
      const GradusLayer *layer = &layout->shape.layers[part.layer];
      GradusRectangle r = gradus_network_layout_condensed (layout, part.layer);
      double width = r.width / layer->n_inputs, height = r.height / layer->n_neurons;

      return (GradusRectangle){ r.x + part.from * width, r.y + part.neuron * height, width, height };
    }

  /* No label: a square on the line, where only this line is near if anywhere. */
  GradusEdge e = gradus_network_layout_edge (layout, part);
  double size = 2 * EDGE_REACH;

  return (GradusRectangle){ (e.x1 + e.x2 - size) / 2, (e.y1 + e.y2 - size) / 2, size, size };
}

/* The node of a column nearest in height to y. */
static size_t
nearest_in_column (const GradusColumn *column, const GradusNetworkLayout *layout, double y)
{
  double first = layout->nodes[column->first_node].y;
  double row = column->pitch > 0 ? round ((y - first) / column->pitch) : 0.0;

  return (size_t) CLAMP (row, 0.0, (double) column->n_nodes - 1);
}

static GradusPart
step_from_edge (const GradusNetworkLayout *layout, GradusPart part, int dx, int dy)
{
  const GradusLayer *layer = &layout->shape.layers[part.layer];

  if (dx > 0)
    return part_of_node (layout, part.layer + 1, part.neuron);
  if (dx < 0)
    return part_of_node (layout, part.layer, part.from);

  /* Up and down go through the lines of one node, then on to the next node's. */
  size_t order = part.from * layer->n_neurons + part.neuron;

  if ((dy < 0 && order == 0) || (dy > 0 && order + 1 == layer->n_inputs * layer->n_neurons) || dy == 0)
    return (GradusPart){ 0 };
  order += dy > 0 ? 1 : -1;
  part.from = order / layer->n_neurons;
  part.neuron = order % layer->n_neurons;
  return part;
}

/* Neuron, its bias, the next neuron, and so on down a layer. */
static GradusPart
step_in_layer (const GradusNetworkLayout *layout, GradusPart part, int dy)
{
  const GradusLayer *layer = &layout->shape.layers[part.layer];
  size_t each = layer->has_biases ? 2 : 1;
  size_t order = part.neuron * each + (part.kind == GRADUS_PART_BIAS);

  if ((dy < 0 && order == 0) || (dy > 0 && order + 1 == layer->n_neurons * each))
    return (GradusPart){ 0 };
  order += dy > 0 ? 1 : -1;
  return (GradusPart){ order % each == 1 ? GRADUS_PART_BIAS : GRADUS_PART_NEURON, part.layer, order / each, 0 };
}

static GradusPart
step_sideways (const GradusNetworkLayout *layout, size_t column, size_t i, int dx)
{
  size_t n = layout->shape.n_layers;
  double y = layout->nodes[layout->columns[column].first_node + i].y;

  if ((dx < 0 && column == 0) || (dx > 0 && column + 1 >= layout->n_columns))
    return (GradusPart){ 0 };

  size_t other = nearest_in_column (&layout->columns[column + dx], layout, y);

  if (dx > 0 && column < n)
    return (GradusPart){ GRADUS_PART_WEIGHT, column, other, i };
  if (dx < 0 && column <= n)
    return (GradusPart){ GRADUS_PART_WEIGHT, column - 1, i, other };
  return part_of_node (layout, column + dx, other);
}

GradusPart
gradus_network_layout_neighbour (const GradusNetworkLayout *layout, GradusPart part, int dx, int dy)
{
  size_t n = layout->shape.n_layers, column;

  dx = CLAMP (dx, -1, 1);
  dy = dx != 0 ? 0 : CLAMP (dy, -1, 1);
  if (part.kind == GRADUS_PART_NONE || part.kind == GRADUS_PART_LEARNING_RATE ||
      !gradus_part_valid (&layout->shape, part))
    return (GradusPart){ .kind = GRADUS_PART_INPUT };
  if (dx == 0 && dy == 0)
    return (GradusPart){ 0 };

  switch (part.kind)
    {
    case GRADUS_PART_WEIGHT:
      return step_from_edge (layout, part, dx, dy);
    case GRADUS_PART_NEURON:
    case GRADUS_PART_BIAS:
      if (dx == 0)
        return step_in_layer (layout, part, dy);
      column = part.layer + 1;
      break;
    case GRADUS_PART_LOSS:
      if (dy > 0 && layout->shape.n_outputs == 1)
        return (GradusPart){ .kind = GRADUS_PART_TARGET };
      if (dy != 0)
        return (GradusPart){ 0 };
      column = n + 1;
      break;
    case GRADUS_PART_TARGET:
      if (layout->shape.n_outputs == 1)
        return dy < 0 ? (GradusPart){ .kind = GRADUS_PART_LOSS } : (GradusPart){ 0 };
      column = n + 2;
      break;
    default:
      column = 0;
      break;
    }

  if (dx != 0)
    return step_sideways (layout, column, part.neuron, dx);
  if ((dy < 0 && part.neuron == 0) || (dy > 0 && part.neuron + 1 >= layout->columns[column].n_nodes))
    return (GradusPart){ 0 };
  part.neuron += dy > 0 ? 1 : -1;
  return part;
}
