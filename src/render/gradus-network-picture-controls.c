/* Where one presses to change the shape of the network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#define GAP   2.0 /* pixels between two controls */
#define BELOW 9.0 /* pixels below the network, where there is room */

static GradusRectangle
make_square (double left, double top, double size)
{
  return (GradusRectangle){ left, top, size, size };
}

/* A layer goes in between two columns: in the middle, or as near to it as the column's own controls allow. */
static double
middle_of_gap (const GradusNetworkLayout *layout, size_t column)
{
  const GradusColumn *before = &layout->columns[column], *after = &layout->columns[column + 1];

  return (before->x + before->half_width + after->x - after->half_width) / 2;
}

/* Where the network ends below. */
static double
find_lowest (const GradusNetworkLayout *layout)
{
  double lowest = 0.0;

  for (size_t i = 0; i < layout->n_nodes; i++)
    lowest = MAX (lowest, layout->nodes[i].y + layout->nodes[i].half_height);
  for (size_t i = 0; i < layout->n_labels; i++)
    lowest = MAX (lowest, layout->labels[i].bounds.y + layout->labels[i].bounds.height);
  for (size_t l = 0; l < layout->shape.n_layers; l++)
    if (layout->condensed[l])
      {
        GradusRectangle r = gradus_network_layout_condensed (layout, l);

        lowest = MAX (lowest, r.y + r.height);
      }
  return lowest;
}

size_t
gradus_network_layout_column (const GradusNetworkLayout *layout, double x)
{
  size_t nearest = 0;

  for (size_t c = 1; c <= layout->shape.n_layers; c++)
    if (fabs (layout->columns[c].x - x) < fabs (layout->columns[nearest].x - x))
      nearest = c;
  return nearest;
}

void
gradus_network_layout_controls (const GradusNetworkLayout *layout,
                                size_t column,
                                GradusRectangle controls[GRADUS_N_CONTROLS])
{
  size_t n = layout->shape.n_layers;
  double size = layout->band - GAP;
  double top = MIN (find_lowest (layout) + BELOW, layout->height - size - GAP / 2);

  for (size_t i = 0; i < GRADUS_N_CONTROLS; i++)
    controls[i] = (GradusRectangle){ 0 };
  if (column > n)
    return;

  double x = layout->columns[column].x, left = x - GAP / 2, right = x + GAP / 2;

  if (x < 0 || x > layout->width)
    return;
  if (column > 0 && column < n)
    {
      left = CLAMP (x - size - GAP / 2, 0, layout->width - 2 * size - GAP);
      right = left + 2 * size + GAP;
      controls[GRADUS_CONTROL_REMOVE_NEURON] = make_square (left, top, size);
      controls[GRADUS_CONTROL_ADD_NEURON] = make_square (right - size, top, size);
    }
  if (column > 0)
    {
      double place = MIN (middle_of_gap (layout, column - 1) - size / 2, left - GAP - size);

      if (place >= 0)
        controls[GRADUS_CONTROL_LAYER_BEFORE] = make_square (place, top, size);
    }
  if (column < n)
    {
      double place = MAX (middle_of_gap (layout, column) - size / 2, right + GAP);

      if (place + size <= layout->width)
        controls[GRADUS_CONTROL_LAYER_AFTER] = make_square (place, top, size);
    }
}
