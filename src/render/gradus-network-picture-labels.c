/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#define LINE        1.28
#define SPACING     0.25 /* ems between labels */
#define NODE_MARGIN 0.3  /* ems between a label and a node that is not its own */

static void
add_label (GradusNetworkLayout *layout,
           GradusLabelKind kind,
           GradusPart part,
           GradusCardForm form,
           GradusRectangle bounds)
{
  if (layout->n_labels == layout->labels_size)
    {
      layout->labels_size = MAX (64, 2 * layout->labels_size);
      layout->labels = g_renew (GradusNetworkLabel, layout->labels, layout->labels_size);
    }
  layout->labels[layout->n_labels++] = (GradusNetworkLabel){ kind, part, form, bounds };
}

static GradusRectangle
center_rectangle (double x, double y, double width, double height)
{
  return (GradusRectangle){ x - width / 2, y - height / 2, width, height };
}

static bool
overlaps (const GradusRectangle *a, const GradusRectangle *b, double margin)
{
  return a->x < b->x + b->width + margin && b->x < a->x + a->width + margin && a->y < b->y + b->height + margin &&
         b->y < a->y + a->height + margin;
}

static bool
covers_node (const GradusRectangle *r, const GradusNode *node, double margin)
{
  double dx = MAX (fabs (r->x + r->width / 2 - node->x) - r->width / 2, 0.0);
  double dy = MAX (fabs (r->y + r->height / 2 - node->y) - r->height / 2, 0.0);

  if (node->round)
    return hypot (dx, dy) < node->half_width + margin;
  return dx < node->half_width + margin && dy < node->half_height + margin;
}

/* Whether a line passes through a rectangle (Liang, Barsky 1984). */
static bool
crosses (const GradusEdge *e, const GradusRectangle *r)
{
  double p[4] = { e->x1 - e->x2, e->x2 - e->x1, e->y1 - e->y2, e->y2 - e->y1 };
  double q[4] = { e->x1 - r->x, r->x + r->width - e->x1, e->y1 - r->y, r->y + r->height - e->y1 };
  double enter = 0.0, leave = 1.0;

  for (int i = 0; i < 4; i++)
    {
      if (p[i] == 0.0)
        {
          if (q[i] < 0.0)
            return false;
        }
      else if (p[i] < 0.0)
        enter = MAX (enter, q[i] / p[i]);
      else
        leave = MIN (leave, q[i] / p[i]);
    }
  return enter < leave;
}

static void
place_inside (GradusNetworkLayout *layout)
{
  const GradusShape *shape = &layout->shape;

  for (size_t i = 0; i < layout->n_nodes; i++)
    {
      const GradusNode *node = &layout->nodes[i];
      double narrow = node->round ? 0.86 : 0.96, low = node->round ? 0.5 : 0.92;
      GradusPart part = { GRADUS_PART_INPUT, 0, i, 0 };

      if (i >= shape->n_inputs + shape->n_neurons + 1)
        part = (GradusPart){ GRADUS_PART_TARGET, 0, i - shape->n_inputs - shape->n_neurons - 1, 0 };
      else if (i == shape->n_inputs + shape->n_neurons)
        part = (GradusPart){ .kind = GRADUS_PART_LOSS };
      else if (i >= shape->n_inputs)
        {
          size_t l = 0, neuron = i - shape->n_inputs;

          while (neuron >= shape->layers[l].n_neurons)
            neuron -= shape->layers[l++].n_neurons;
          part = (GradusPart){ GRADUS_PART_NEURON, l, neuron, 0 };
        }
      add_label (layout,
                 GRADUS_LABEL_INSIDE,
                 part,
                 GRADUS_CARD_NONE,
                 center_rectangle (node->x, node->y, 2 * narrow * node->half_width, 2 * low * node->half_height));
    }
}

static void
place_at_neurons (GradusNetworkLayout *layout)
{
  const GradusShape *shape = &layout->shape;
  double font = layout->font;
  double delta = layout->detail == GRADUS_DETAIL_FULL ? layout->text.delta_line + 0.8 : layout->text.number + 0.8;

  for (size_t l = 0; l < shape->n_layers; l++)
    for (size_t i = 0; i < shape->layers[l].n_neurons; i++)
      {
        const GradusNode *node = &layout->nodes[layout->columns[l + 1].first_node + i];

        if (layout->detail <= GRADUS_DETAIL_COMPACT)
          add_label (layout,
                     GRADUS_LABEL_DELTA,
                     (GradusPart){ GRADUS_PART_NEURON, l, i, 0 },
                     GRADUS_CARD_NONE,
                     center_rectangle (node->x, node->y - layout->radius - 0.9 * font, delta * font, 1.4 * font));
        if (shape->layers[l].has_biases && layout->form != GRADUS_CARD_NONE)
          {
            double height = gradus_card_height (layout->form) * font;

            add_label (layout,
                       GRADUS_LABEL_PARAMETER,
                       (GradusPart){ GRADUS_PART_BIAS, l, i, 0 },
                       layout->form,
                       center_rectangle (node->x,
                                         node->y + layout->radius + 0.3 * font + height / 2,
                                         gradus_card_width (&layout->text, layout->form) * font,
                                         height));
          }
      }
}

/* The labels of the lines between two columns. */
typedef struct
{
  GradusLabelKind kind;
  size_t n;
  GradusPart parts[GRADUS_MAX_LABELLED_EDGES];
  GradusEdge edges[GRADUS_MAX_LABELLED_EDGES];
} EdgeGroup;

static bool
is_free (const GradusNetworkLayout *layout, const GradusRectangle *r)
{
  double margin = SPACING * layout->font;

  for (size_t i = 0; i < layout->n_labels; i++)
    if (layout->labels[i].kind != GRADUS_LABEL_INSIDE && overlaps (&layout->labels[i].bounds, r, margin))
      return false;
  for (size_t i = 0; i < layout->n_nodes; i++)
    if (covers_node (r, &layout->nodes[i], NODE_MARGIN * layout->font))
      return false;
  return r->x >= layout->left && r->y >= layout->top && r->x + r->width <= layout->left + layout->world_width &&
         r->y + r->height <= layout->top + layout->world_height;
}

/* Puts a label on each line, where it covers the fewest other lines. False, and
 * nothing placed, where one of them finds no room or they would hide too much. */
static bool
try_group (GradusNetworkLayout *layout, const EdgeGroup *group, GradusCardForm form, double width, double height)
{
  /* Along the line, best first: the middle, then ever nearer to its ends. */
  static const double places[] = { 0.5,  0.45, 0.55, 0.4,  0.6,  0.35, 0.65, 0.3,  0.7, 0.26,
                                   0.74, 0.22, 0.78, 0.18, 0.82, 0.15, 0.85, 0.12, 0.88 };
  size_t before = layout->n_labels, hidden = 0;

  for (size_t i = 0; i < group->n; i++)
    {
      const GradusEdge *e = &group->edges[i];
      GradusRectangle best = { 0 };
      size_t fewest = G_MAXSIZE;

      for (size_t p = 0; p < G_N_ELEMENTS (places) && fewest > 0; p++)
        {
          GradusRectangle r = center_rectangle (
              e->x1 + places[p] * (e->x2 - e->x1), e->y1 + places[p] * (e->y2 - e->y1), width, height);
          size_t crossed = 0;

          if (!is_free (layout, &r))
            continue;
          for (size_t k = 0; k < group->n; k++)
            crossed += k != i && crosses (&group->edges[k], &r);
          if (crossed < fewest)
            {
              fewest = crossed;
              best = r;
            }
        }

      if (fewest == G_MAXSIZE || (hidden += fewest) * 2 > group->n)
        {
          layout->n_labels = before;
          return false;
        }
      add_label (layout, group->kind, group->parts[i], form, best);
    }
  return true;
}

static void
place_weights (GradusNetworkLayout *layout, size_t layer)
{
  const GradusLayer *l = &layout->shape.layers[layer];
  g_autofree EdgeGroup *group = g_new0 (EdgeGroup, 1);

  layout->edge_forms[layer] = GRADUS_CARD_NONE;
  if (layout->form == GRADUS_CARD_NONE || l->n_inputs * l->n_neurons > GRADUS_MAX_LABELLED_EDGES)
    return;

  group->kind = GRADUS_LABEL_PARAMETER;
  for (size_t to = 0; to < l->n_neurons; to++)
    for (size_t from = 0; from < l->n_inputs; from++)
      {
        group->parts[group->n] = (GradusPart){ GRADUS_PART_WEIGHT, layer, to, from };
        group->edges[group->n] = gradus_network_layout_edge (layout, group->parts[group->n]);
        group->n++;
      }

  for (GradusCardForm form = layout->form; form < GRADUS_CARD_NONE; form++)
    {
      size_t first = layout->n_labels;

      if (!try_group (layout,
                      group,
                      form,
                      gradus_card_width (&layout->text, form) * layout->font,
                      gradus_card_height (form) * layout->font))
        continue;
      layout->edge_forms[layer] = form;
      layout->first_labels[layer] = first;
      return;
    }
}

static void
place_slopes (GradusNetworkLayout *layout)
{
  const GradusShape *shape = &layout->shape;
  size_t last = shape->n_layers;
  GradusTextSizes *text = &layout->text;
  g_autofree EdgeGroup *group = g_new0 (EdgeGroup, 1);

  layout->edge_forms[last] = GRADUS_CARD_NONE;
  if (layout->detail > GRADUS_DETAIL_COMPACT || shape->n_outputs > GRADUS_MAX_LABELLED_EDGES)
    return;

  group->kind = GRADUS_LABEL_SLOPE;
  for (size_t k = 0; k < shape->n_outputs; k++)
    {
      group->parts[k] = (GradusPart){ GRADUS_PART_NEURON, last - 1, k, 0 };
      group->edges[k] = gradus_network_layout_edge (layout, group->parts[k]);
    }
  group->n = shape->n_outputs;

  const struct
  {
    GradusCardForm form;
    double width, height;
  } forms[] = {
    { GRADUS_CARD_WIDE, text->slope_line + 0.5, LINE + 0.2 },
    { GRADUS_CARD_TALL, MAX (text->slope_symbol, text->number) + 0.5, 2 * LINE + 0.2 },
    { GRADUS_CARD_PAIR, text->number + 0.4, LINE + 0.2 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      size_t first = layout->n_labels;

      if (forms[i].form < layout->form ||
          !try_group (layout, group, forms[i].form, forms[i].width * layout->font, forms[i].height * layout->font))
        continue;
      layout->edge_forms[last] = forms[i].form;
      layout->first_labels[last] = first;
      return;
    }
}

void
gradus_network_layout_place_labels (GradusNetworkLayout *layout)
{
  if (layout->detail == GRADUS_DETAIL_DOTS)
    {
      for (size_t l = 0; l <= layout->shape.n_layers; l++)
        layout->edge_forms[l] = GRADUS_CARD_NONE;
      return;
    }
  place_inside (layout);
  place_at_neurons (layout);
  place_slopes (layout);
  for (size_t l = 0; l < layout->shape.n_layers; l++)
    place_weights (layout, l);
}

const GradusNetworkLabel *
gradus_network_layout_label (const GradusNetworkLayout *layout, GradusLabelKind kind, GradusPart part)
{
  for (size_t i = 0; i < layout->n_labels; i++)
    if (layout->labels[i].kind == kind && gradus_part_equal (layout->labels[i].part, part))
      return &layout->labels[i];
  return NULL;
}
