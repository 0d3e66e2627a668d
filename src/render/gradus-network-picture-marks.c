/* What is marked over the network: a path, and what the gradient check says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#include "core/gradus-check.h"
#include "render/gradus-path-style.h"

/* Under the nodes, over the edges. */
void
gradus_painter_path (const GradusPainter *painter)
{
  const GradusNetworkPicture *picture = painter->picture;
  const GradusShape *shape = &painter->layout->shape;
  double width = MAX (painter->palette->high_contrast ? 5.0 : 4.0, 0.42 * painter->layout->font);
  cairo_t *cr = painter->pen.cr;
  size_t node;

  cairo_save (cr);
  gradus_path_set_stroke (painter->palette, picture->path_rank, width, cr);
  for (size_t i = 0; i < picture->n_path; i++)
    {
      GradusPart part = picture->path[i];
      bool is_output = part.kind == GRADUS_PART_NEURON && part.layer + 1 == shape->n_layers;

      if (!gradus_part_valid (shape, part))
        continue;
      if (part.kind == GRADUS_PART_WEIGHT || is_output)
        {
          GradusEdge edge = gradus_network_layout_edge (painter->layout, part);

          cairo_move_to (cr, edge.x1, edge.y1);
          cairo_line_to (cr, edge.x2, edge.y2);
          cairo_stroke (cr);
        }
      if (gradus_network_layout_node (painter->layout, part, &node))
        {
          const GradusNode *n = &painter->layout->nodes[node];

          cairo_save (cr);
          cairo_set_dash (cr, NULL, 0, 0);
          if (n->round)
            {
              cairo_new_sub_path (cr);
              cairo_arc (cr, n->x, n->y, n->half_width + width / 2, 0, 2 * G_PI);
            }
          else
            cairo_rectangle (cr,
                             n->x - n->half_width - width / 2,
                             n->y - n->half_height - width / 2,
                             2 * n->half_width + width,
                             2 * n->half_height + width);
          cairo_stroke (cr);
          cairo_restore (cr);
        }
    }
  cairo_restore (cr);
}

/* A round badge with a sign, at the upper right of a label or in the middle of an edge. */
static void
draw_badge (const GradusPainter *painter, double x, double y, GradusVerdict verdict)
{
  const GradusPalette *palette = painter->palette;
  double font = painter->layout->font, r = MAX (5.0, 0.62 * font);
  cairo_t *cr = painter->pen.cr;
  GradusColor color = verdict == GRADUS_VERDICT_AGREES    ? palette->highlight
                      : verdict == GRADUS_VERDICT_SKIPPED ? palette->dim_text
                                                          : palette->negative_text;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  gradus_painter_set_color (painter, palette->background, 1);
  cairo_fill_preserve (cr);
  gradus_painter_set_color (painter, color, 1);
  cairo_set_line_width (cr, MAX (1.2, 0.14 * font));
  cairo_stroke (cr);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, MAX (1.4, 0.2 * font));
  switch (verdict)
    {
    case GRADUS_VERDICT_AGREES: /* a tick */
      cairo_move_to (cr, x - 0.5 * r, y);
      cairo_line_to (cr, x - 0.1 * r, y + 0.42 * r);
      cairo_line_to (cr, x + 0.52 * r, y - 0.42 * r);
      break;
    case GRADUS_VERDICT_SKIPPED: /* a dash */
      cairo_move_to (cr, x - 0.45 * r, y);
      cairo_line_to (cr, x + 0.45 * r, y);
      break;
    default: /* a cross */
      cairo_move_to (cr, x - 0.4 * r, y - 0.4 * r);
      cairo_line_to (cr, x + 0.4 * r, y + 0.4 * r);
      cairo_move_to (cr, x + 0.4 * r, y - 0.4 * r);
      cairo_line_to (cr, x - 0.4 * r, y + 0.4 * r);
      break;
    }
  cairo_stroke (cr);
}

static bool
differs (const unsigned char verdicts[], size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (verdicts[i] == GRADUS_VERDICT_DIFFERS)
      return true;
  return false;
}

/* Of weights without labels only what differs has a badge, on its line; where all of them are one picture, that
 * picture has it. */
static void
draw_unlabelled (const GradusPainter *painter, size_t l, const unsigned char verdicts[])
{
  const GradusNetworkLayout *layout = painter->layout;
  const GradusLayer *layer = &layout->shape.layers[l];
  size_t n = layer->n_neurons * layer->n_inputs;

  if (layout->condensed[l])
    {
      GradusRectangle r = gradus_network_layout_condensed (layout, l);

      if (differs (verdicts + layer->first_weight, n))
        draw_badge (painter, r.x + r.width, r.y, GRADUS_VERDICT_DIFFERS);
      return;
    }
  if (layout->edge_forms[l] != GRADUS_CARD_NONE)
    return;
  for (size_t i = 0; i < n; i++)
    if (verdicts[layer->first_weight + i] == GRADUS_VERDICT_DIFFERS)
      {
        GradusPart part = { GRADUS_PART_WEIGHT, l, i / layer->n_inputs, i % layer->n_inputs };
        GradusEdge edge = gradus_network_layout_edge (layout, part);

        draw_badge (painter, (edge.x1 + edge.x2) / 2, (edge.y1 + edge.y2) / 2, GRADUS_VERDICT_DIFFERS);
      }
}

/* Every label of a weight or bias has its badge. */
void
gradus_painter_verdicts (const GradusPainter *painter)
{
  const GradusNetworkLayout *layout = painter->layout;
  const unsigned char *verdicts = painter->picture->verdicts;
  size_t parameter;

  if (verdicts == NULL)
    return;

  cairo_save (painter->pen.cr);
  for (size_t l = 0; l < layout->shape.n_layers; l++)
    draw_unlabelled (painter, l, verdicts);
  for (size_t i = 0; i < layout->n_labels; i++)
    {
      const GradusNetworkLabel *label = &layout->labels[i];

      if (label->kind == GRADUS_LABEL_PARAMETER && gradus_part_parameter (&layout->shape, label->part, &parameter) &&
          verdicts[parameter] != GRADUS_VERDICT_NONE)
        draw_badge (
            painter, label->bounds.x + label->bounds.width, label->bounds.y, (GradusVerdict) verdicts[parameter]);
    }
  cairo_restore (painter->pen.cr);
}
