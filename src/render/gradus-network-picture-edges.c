/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#define HALO_ALPHA    0.35
#define PLAIN_ARROWS  200 /* lines between two columns up to which each has its arrow head */
#define LONGEST_ARROW 0.85
#define LEAST_ARROW   5.0
#define LEAST_DASH    8.0
#define LEAST_LOCK    9.0 /* pixels */
#define LOCK_PLACE    0.3 /* along the line: in the middle too many cross */
#define OWN_LINES     128 /* of a neuron, over a condensed picture */

/* From 0 to 1, growing with the size of a weight: 1 is about two thirds. */
static double
weight_strength (double weight)
{
  return isfinite (weight) ? 1.0 - exp (-fabs (weight)) : 1.0;
}

static double
weight_width (const GradusPainter *painter, double weight, bool dense)
{
  double font = painter->layout->font * (dense ? 0.45 : 1.0);
  double least = painter->palette->high_contrast ? 1.6 : 1.0;

  return MAX (least, font * (0.07 + 0.33 * weight_strength (weight)));
}

static GradusColor
weight_color (const GradusPainter *painter, double weight)
{
  if (weight > 0.0)
    return painter->palette->positive;
  return weight < 0.0 ? painter->palette->negative : painter->palette->line;
}

static bool
is_crowded (const GradusLayer *layer)
{
  return layer->n_inputs * layer->n_neurons > GRADUS_MAX_LABELLED_EDGES;
}

static void
draw_line (const GradusPainter *painter, const GradusEdge *e, double width, double cut_start, double cut_end)
{
  cairo_t *cr = painter->pen.cr;
  double length = hypot (e->x2 - e->x1, e->y2 - e->y1);

  if (length <= cut_start + cut_end)
    return;

  double dx = (e->x2 - e->x1) / length, dy = (e->y2 - e->y1) / length;

  cairo_set_line_width (cr, width);
  cairo_move_to (cr, e->x1 + dx * cut_start, e->y1 + dy * cut_start);
  cairo_line_to (cr, e->x2 - dx * cut_end, e->y2 - dy * cut_end);
  cairo_stroke (cr);
}

static void
draw_arrow_head (const GradusPainter *painter, double from_x, double from_y, double x, double y, double size)
{
  cairo_t *cr = painter->pen.cr;
  double angle = atan2 (y - from_y, x - from_x);

  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - size * cos (angle - 0.42), y - size * sin (angle - 0.42));
  cairo_line_to (cr, x - size * 0.75 * cos (angle), y - size * 0.75 * sin (angle));
  cairo_line_to (cr, x - size * cos (angle + 0.42), y - size * sin (angle + 0.42));
  cairo_close_path (cr);
  cairo_fill (cr);
}

typedef struct
{
  GradusEdge edge;
  GradusPart part;
  GradusColor color;
  double width;
  double alpha;
  bool dense; /* one of many: its arrow is small */
  bool dashed;
  bool backward; /* the arrow is turned */
  bool arrow;
} Line;

static void
draw_edge (const GradusPainter *painter, const Line *line)
{
  cairo_t *cr = painter->pen.cr;
  const GradusEdge *e = &line->edge;
  double full = LONGEST_ARROW * painter->layout->font + line->width * 0.8;
  double head = line->arrow ? MAX (LEAST_ARROW, line->dense ? full / 2 : full) : 0.0;
  double inset = head * 0.6;
  GradusColor halo;

  if (gradus_painter_lit (painter, line->part, &halo))
    {
      gradus_painter_set_color (painter, halo, painter->palette->high_contrast ? 0.7 : HALO_ALPHA);
      draw_line (painter, e, line->width + MAX (6.0, 0.7 * painter->layout->font), 0.0, 0.0);
    }

  gradus_painter_set_color (painter, line->color, line->alpha);
  if (line->dashed)
    {
      double dash = MAX (LEAST_DASH, 2.2 * line->width);

      cairo_set_dash (cr, (double[]){ dash, dash * 0.7 }, 2, 0.0);
    }
  draw_line (painter, e, line->width, line->backward ? inset : 0.0, line->backward ? 0.0 : inset);
  if (line->dashed)
    cairo_set_dash (cr, NULL, 0, 0.0);

  if (!line->arrow)
    return;
  if (line->backward)
    {
      gradus_painter_set_color (painter, painter->palette->backward, 1.0);
      draw_arrow_head (painter, e->x2, e->y2, e->x1, e->y1, head);
    }
  else
    draw_arrow_head (painter, e->x1, e->y1, e->x2, e->y2, head);
}

/* `alone`: over a condensed picture of all weights, which shines through. */
static void
draw_weight (const GradusPainter *painter, GradusPart part, bool arrow, bool alone)
{
  const GradusTrace *trace = painter->picture->trace;
  size_t index = gradus_shape_weight (&trace->shape, part.layer, part.neuron, part.from);
  double weight = trace->parameters[index];
  GradusStage gradient = { GRADUS_STAGE_GRADIENT, part.layer, part.neuron, part.from, false };
  const GradusLayer *layer = &trace->shape.layers[part.layer];
  bool crowded = is_crowded (layer);
  GradusColor color = weight_color (painter, weight);
  /* In a crowd the weak step back, but for high contrast, where nothing fades. */
  double share = crowded && !painter->palette->high_contrast ? 0.3 + 0.7 * weight_strength (weight) : 1.0;

  /* A paler colour costs much less than one through which to see; draw_crowd() does the rest. */
  draw_edge (painter,
             &(Line){
                 .edge = gradus_network_layout_edge (painter->layout, part),
                 .part = part,
                 .color = alone ? color : gradus_color_mix (painter->palette->background, color, share),
                 .width = weight_width (painter, weight, painter->layout->edge_forms[part.layer] == GRADUS_CARD_NONE),
                 .alpha = alone ? share : 1.0,
                 .dense = crowded,
                 .dashed = weight < 0.0,
                 .backward = gradus_painter_revealed (painter, gradient),
                 .arrow = arrow,
             });
}

static int
compare_sizes (gconstpointer a, gconstpointer b, gpointer data)
{
  const double *weights = data;
  double x = fabs (weights[*(const size_t *) a]), y = fabs (weights[*(const size_t *) b]);

  return (x > y) - (x < y);
}

/* The strong over the weak. */
static void
draw_crowd (const GradusPainter *painter, size_t l, bool arrows)
{
  const GradusTrace *trace = painter->picture->trace;
  const GradusLayer *layer = &trace->shape.layers[l];
  size_t n = layer->n_inputs * layer->n_neurons;
  g_autofree size_t *order = g_new (size_t, n);

  for (size_t i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_sizes, trace->parameters + layer->first_weight);
  for (size_t i = 0; i < n; i++)
    draw_weight (painter,
                 (GradusPart){ GRADUS_PART_WEIGHT, l, order[i] / layer->n_inputs, order[i] % layer->n_inputs },
                 arrows,
                 false);
}

typedef struct
{
  GradusPart part;
  double size;
} Strength;

static int
compare_strengths (const void *a, const void *b)
{
  double x = ((const Strength *) a)->size, y = ((const Strength *) b)->size;

  return (x > y) - (x < y);
}

/* The lines into a neuron, or out of it, the weak under the strong: all of them, or as many as one can tell apart. */
static void
draw_strongest (const GradusPainter *painter, GradusPart part, bool into)
{
  const GradusTrace *trace = painter->picture->trace;
  const GradusLayer *layer = &trace->shape.layers[part.layer];
  size_t n = into ? layer->n_inputs : layer->n_neurons;
  g_autofree Strength *lines = g_new (Strength, n);

  for (size_t i = 0; i < n; i++)
    {
      *(into ? &part.from : &part.neuron) = i;
      lines[i].part = part;
      lines[i].size =
          weight_strength (trace->parameters[gradus_shape_weight (&trace->shape, part.layer, part.neuron, part.from)]);
    }
  qsort (lines, n, sizeof *lines, compare_strengths);
  for (size_t i = n > OWN_LINES ? n - OWN_LINES : 0; i < n; i++)
    draw_weight (painter, lines[i].part, false, true);
}

/* Over a condensed picture, the lines of the part that is selected or pointed at. */
static void
draw_own_lines (const GradusPainter *painter, GradusPart part)
{
  const GradusShape *shape = &painter->layout->shape;
  size_t in, out;

  if (!gradus_part_valid (shape, part))
    return;
  if (part.kind == GRADUS_PART_WEIGHT && painter->layout->condensed[part.layer])
    draw_weight (painter, part, true, true);
  if (part.kind != GRADUS_PART_NEURON && part.kind != GRADUS_PART_INPUT)
    return;

  in = part.kind == GRADUS_PART_NEURON ? part.layer : shape->n_layers;
  out = part.kind == GRADUS_PART_NEURON ? part.layer + 1 : 0;
  if (in < shape->n_layers && painter->layout->condensed[in])
    draw_strongest (painter, (GradusPart){ GRADUS_PART_WEIGHT, in, part.neuron, 0 }, true);
  if (out < shape->n_layers && painter->layout->condensed[out])
    draw_strongest (painter, (GradusPart){ GRADUS_PART_WEIGHT, out, 0, part.neuron }, false);
}

static void
draw_loss_lines (const GradusPainter *painter)
{
  const GradusShape *shape = &painter->layout->shape;
  double width = MAX (1.2, 0.14 * painter->layout->font);

  for (size_t k = 0; k < shape->n_outputs; k++)
    {
      GradusPart output = { GRADUS_PART_NEURON, shape->n_layers - 1, k, 0 };
      GradusPart target = { GRADUS_PART_TARGET, 0, k, 0 };
      GradusStage slope = { .kind = GRADUS_STAGE_DL_DA, .layer = shape->n_layers - 1, .neuron = k };

      draw_edge (painter,
                 &(Line){
                     .edge = gradus_network_layout_edge (painter->layout, output),
                     .color = painter->palette->line,
                     .width = width,
                     .alpha = 1.0,
                     .backward = gradus_painter_revealed (painter, slope),
                     .arrow = shape->n_outputs <= PLAIN_ARROWS,
                 });
      draw_edge (painter,
                 &(Line){
                     .edge = gradus_network_layout_edge (painter->layout, target),
                     .color = painter->palette->line,
                     .width = width,
                     .alpha = 1.0,
                     .arrow = shape->n_outputs <= PLAIN_ARROWS,
                 });
    }
}

/* A lock on each line that training leaves alone and that has no label to bear it. */
static void
draw_locks (const GradusPainter *painter, size_t l)
{
  const GradusLayer *layer = &painter->layout->shape.layers[l];

  if (painter->picture->frozen == NULL || painter->layout->edge_forms[l] != GRADUS_CARD_NONE)
    return;
  for (size_t to = 0; to < layer->n_neurons; to++)
    for (size_t from = 0; from < layer->n_inputs; from++)
      {
        GradusPart part = { GRADUS_PART_WEIGHT, l, to, from };
        GradusEdge e;

        if (!gradus_painter_held (painter, part))
          continue;
        e = gradus_network_layout_edge (painter->layout, part);
        gradus_painter_lock (painter,
                             e.x1 + LOCK_PLACE * (e.x2 - e.x1),
                             e.y1 + LOCK_PLACE * (e.y2 - e.y1),
                             MAX (LEAST_LOCK, painter->layout->font));
      }
}

void
gradus_painter_edges (GradusPainter *painter)
{
  const GradusShape *shape = &painter->layout->shape;

  draw_loss_lines (painter);
  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      bool arrows = layer->n_inputs * layer->n_neurons <= PLAIN_ARROWS;

      if (painter->layout->condensed[l])
        {
          gradus_painter_condensed (painter, l);
          continue;
        }
      if (is_crowded (layer))
        {
          draw_crowd (painter, l, arrows);
          continue;
        }
      for (size_t to = 0; to < layer->n_neurons; to++)
        for (size_t from = 0; from < layer->n_inputs; from++)
          draw_weight (painter, (GradusPart){ GRADUS_PART_WEIGHT, l, to, from }, arrows, false);
    }
  for (size_t l = 0; l < shape->n_layers; l++)
    if (!painter->layout->condensed[l])
      draw_locks (painter, l);

  draw_own_lines (painter, painter->picture->selection);
  draw_own_lines (painter, painter->picture->hover);
}
