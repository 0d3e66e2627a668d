/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#define LINE      1.28 /* ems */
#define CORNER    0.45
#define AWAY_COST 0.7  /* hiding this share of a card is as bad as standing at the other end of the picture */
#define SMALL     0.94 /* gradients beside weights, ems */

#define LOCK_PLACE 0.75 /* from the left border of a card, ems */
#define LOCK_SIZE  0.8

/* What a parameter's label says. */
typedef struct
{
  char symbol[GRADUS_MARKUP_SIZE];
  double value, updated, gradient;
  bool updated_known, gradient_known;
} Parameter;

static void
read_parameter (const GradusPainter *painter, GradusPart part, Parameter *parameter)
{
  const GradusTrace *trace = painter->picture->trace;
  GradusStage stage = {
    GRADUS_STAGE_GRADIENT, part.layer, part.neuron, part.from, part.kind == GRADUS_PART_BIAS,
  };
  char symbol[GRADUS_SYMBOL_SIZE];
  size_t index = 0;

  gradus_part_parameter (&trace->shape, part, &index);
  gradus_pen_symbol (gradus_symbol_parameter (&trace->shape, index, symbol), parameter->symbol);
  parameter->value = trace->parameters[index];
  parameter->gradient = trace->gradient[index];
  parameter->updated = trace->updated[index];
  parameter->gradient_known = gradus_painter_revealed (painter, stage);
  stage.kind = GRADUS_STAGE_UPDATE;
  parameter->updated_known = gradus_painter_revealed (painter, stage);
}

static GradusColor
sign_color (const GradusPalette *palette, double value)
{
  if (value > 0.0)
    return palette->positive_text;
  return value < 0.0 ? palette->negative_text : palette->text;
}

static void
draw_pill (const GradusPainter *painter, GradusRectangle r, GradusColor fill, GradusColor border, double line)
{
  cairo_t *cr = painter->pen.cr;
  GradusRectangle inner = { r.x + line, r.y + line, r.width - 2 * line, r.height - 2 * line };
  double corner = CORNER * painter->layout->font;

  /* Two fills cost less than a fill and a stroke. */
  gradus_painter_round (painter, r, corner);
  gradus_painter_set_color (painter, border, 1.0);
  cairo_fill (cr);
  gradus_painter_round (painter, inner, MAX (corner - line, 0.0));
  gradus_painter_set_color (painter, fill, 1.0);
  cairo_fill (cr);
}

static void
draw_parameter (GradusPainter *painter, GradusPart part, GradusCardForm form, GradusRectangle r)
{
  const GradusPalette *palette = painter->palette;
  double font = painter->layout->font, x = r.x + r.width / 2, width = r.width - 0.4 * font;
  double top = r.y + r.height / 2;
  bool held = gradus_painter_held (painter, part);
  Parameter p;

  read_parameter (painter, part, &p);

  char loss[GRADUS_MARKUP_SIZE];
  g_autofree char *slope = g_strdup_printf ("∂%s/∂%s = ", gradus_painter_loss (painter, loss), p.symbol);
  GradusColor dim = palette->dim_text;
  GradusColor sign = sign_color (palette, p.value), backward = p.gradient_known ? palette->backward : dim;
  GradusSpan weight[] = {
    { p.symbol, 0, false, true, palette->text },
    { " = ", 0, false, false, dim },
    { NULL, p.value, true, true, sign },
    { " → ", 0, false, false, dim },
    { NULL, p.updated, p.updated_known, true, p.updated_known ? sign_color (palette, p.updated) : dim },
  };
  GradusSpan gradient[] = {
    { slope, 0, false, false, backward },
    { NULL, p.gradient, p.gradient_known, true, backward },
  };
  GradusColor lit, border = gradus_color_mix (palette->surface, palette->line, palette->high_contrast ? 1.0 : 0.45);
  bool is_lit = gradus_painter_lit (painter, part, &lit);
  GradusPen *pen = &painter->pen;

  draw_pill (painter,
             r,
             is_lit ? gradus_color_mix (palette->surface, lit, 0.08) : palette->surface,
             is_lit ? lit : border,
             gradus_painter_line (painter) * (is_lit ? 1.6 : 0.8));
  if (held)
    {
      double line = form == GRADUS_CARD_WIDE   ? 0.5
                    : form == GRADUS_CARD_TALL ? 1.5
                    : form == GRADUS_CARD_PAIR ? 0.5
                                               : 0.0;

      gradus_painter_lock (painter, r.x + LOCK_PLACE * font, top - line * LINE * font, LOCK_SIZE * font);
      x += LOCK_PLACE / 2 * font;
      width -= LOCK_PLACE * font;
    }

  switch (form)
    {
    case GRADUS_CARD_WIDE:
      gradus_pen_draw (pen, weight, 5, font, x, top - 0.5 * LINE * font, width);
      gradus_pen_draw (pen, gradient, 2, SMALL * font, x, top + 0.5 * LINE * font, width);
      break;
    case GRADUS_CARD_TALL:
      gradus_pen_draw (pen, weight, 3, font, x, top - 1.5 * LINE * font, width);
      gradus_pen_draw (pen, weight + 3, 2, font, x, top - 0.5 * LINE * font, width);
      gradus_pen_draw (pen, gradient, 1, SMALL * font, x, top + 0.5 * LINE * font, width);
      gradus_pen_draw (pen, gradient + 1, 1, font, x, top + 1.5 * LINE * font, width);
      break;
    case GRADUS_CARD_PAIR:
      gradus_pen_draw (pen, weight + 2, 1, font, x, top - 0.5 * LINE * font, width);
      gradus_pen_draw (pen, gradient + 1, 1, SMALL * font, x, top + 0.5 * LINE * font, width);
      break;
    case GRADUS_CARD_NUMBER:
      gradus_pen_draw (pen, weight + 2, 1, font, x, top, width);
      break;
    case GRADUS_CARD_NONE:
      break;
    }
}

static void
draw_delta (GradusPainter *painter, const GradusNetworkLabel *label)
{
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = painter->picture->trace;
  GradusPart part = label->part;
  GradusRectangle r = label->bounds;
  bool known = gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_DELTA, part.layer, part.neuron });
  bool full = painter->layout->detail == GRADUS_DETAIL_FULL;
  GradusColor color = known ? palette->backward : palette->dim_text;
  GradusSpan spans[] = {
    { full ? "<i>δ</i> = " : "", 0, false, false, color },
    { NULL, trace->dL_dz[gradus_shape_neuron (&trace->shape, part.layer, part.neuron)], known, true, color },
  };

  draw_pill (painter,
             r,
             known ? gradus_color_mix (palette->surface, palette->backward, palette->high_contrast ? 0.0 : 0.08)
                   : palette->background,
             known ? palette->backward : palette->grid,
             gradus_painter_line (painter) * 0.8);
  gradus_pen_draw (&painter->pen,
                   spans,
                   2,
                   painter->layout->font,
                   r.x + r.width / 2,
                   r.y + r.height / 2,
                   r.width - 0.4 * painter->layout->font);
}

static void
draw_slope (GradusPainter *painter, const GradusNetworkLabel *label)
{
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = painter->picture->trace;
  GradusPart part = label->part;
  GradusRectangle r = label->bounds;
  double font = painter->layout->font, x = r.x + r.width / 2, y = r.y + r.height / 2, width = r.width - 0.3 * font;
  bool known = gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_DL_DA, part.layer, part.neuron });
  GradusColor color = known ? palette->backward : palette->dim_text;
  char symbol[GRADUS_SYMBOL_SIZE], name[GRADUS_MARKUP_SIZE];

  char loss[GRADUS_MARKUP_SIZE];

  gradus_symbol_activation (painter->picture->names, &trace->shape, part.layer, part.neuron, symbol);

  g_autofree char *slope =
      g_strdup_printf ("∂%s/∂%s = ", gradus_painter_loss (painter, loss), gradus_pen_symbol (symbol, name));
  GradusSpan spans[] = {
    { slope, 0, false, false, color },
    { NULL, trace->dL_da[gradus_shape_neuron (&trace->shape, part.layer, part.neuron)], known, true, color },
  };

  draw_pill (
      painter, r, palette->background, known ? palette->backward : palette->grid, gradus_painter_line (painter) * 0.8);
  switch (label->form)
    {
    case GRADUS_CARD_WIDE:
      gradus_pen_draw (&painter->pen, spans, 2, SMALL * font, x, y, width);
      break;
    case GRADUS_CARD_TALL:
      gradus_pen_draw (&painter->pen, spans, 1, SMALL * font, x, y - 0.5 * LINE * font, width);
      gradus_pen_draw (&painter->pen, spans + 1, 1, font, x, y + 0.5 * LINE * font, width);
      break;
    default:
      gradus_pen_draw (&painter->pen, spans + 1, 1, font, x, y, width);
      break;
    }
}

void
gradus_painter_labels (GradusPainter *painter)
{
  const GradusNetworkLayout *layout = painter->layout;

  for (size_t i = 0; i < layout->n_labels; i++)
    {
      const GradusNetworkLabel *label = &layout->labels[i];

      switch (label->kind)
        {
        case GRADUS_LABEL_PARAMETER:
          draw_parameter (painter, label->part, label->form, label->bounds);
          break;
        case GRADUS_LABEL_DELTA:
          draw_delta (painter, label);
          break;
        case GRADUS_LABEL_SLOPE:
          draw_slope (painter, label);
          break;
        case GRADUS_LABEL_INSIDE:
          break;
        }
    }
}

/* A card over the picture for a part whose numbers found no room in it. */
static void
draw_neuron_callout (GradusPainter *painter, GradusPart part, GradusRectangle r)
{
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = painter->picture->trace;
  size_t index = gradus_shape_neuron (&trace->shape, part.layer, part.neuron);
  double font = painter->layout->font, x = r.x + r.width / 2, width = r.width - 0.4 * font;
  char symbol[GRADUS_SYMBOL_SIZE], name[GRADUS_MARKUP_SIZE];
  char z[GRADUS_MARKUP_SIZE], a[GRADUS_MARKUP_SIZE];
  const GradusLetters *letters = gradus_notation_letters (painter->picture->names->notation);
  const struct
  {
    const char *markup;
    GradusStageKind stage;
    double value;
  } lines[] = {
    { gradus_pen_letter (letters->z, " = ", z), GRADUS_STAGE_Z, trace->z[index] },
    { gradus_pen_letter (*letters->activation != '\0' ? letters->activation : "a", " = ", a),
      GRADUS_STAGE_A,
      trace->a[index] },
    { "<i>δ</i> = ", GRADUS_STAGE_DELTA, trace->dL_dz[index] },
  };

  gradus_symbol_neuron (painter->picture->names, &trace->shape, part.layer, part.neuron, symbol);
  gradus_pen_draw (&painter->pen,
                   &(GradusSpan){ gradus_pen_symbol (symbol, name), 0, false, true, palette->text },
                   1,
                   1.1 * font,
                   x,
                   r.y + 0.9 * font,
                   width);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      bool known = gradus_painter_revealed (painter, (GradusStage){ lines[i].stage, part.layer, part.neuron });
      GradusColor color = i == 2 ? palette->backward : palette->text;
      GradusSpan spans[] = {
        { lines[i].markup, 0, false, false, palette->dim_text },
        { NULL, lines[i].value, known, true, known ? color : palette->dim_text },
      };

      gradus_pen_draw (&painter->pen, spans, 2, font, x, r.y + (2.2 + i * LINE) * font, width);
    }
}

static bool
wants_callout (const GradusPainter *painter, GradusPart part)
{
  const GradusNetworkLayout *layout = painter->layout;
  const GradusNetworkLabel *label;

  if (!gradus_part_valid (&layout->shape, part))
    return false;
  if (part.kind == GRADUS_PART_NEURON)
    return layout->detail > GRADUS_DETAIL_COMPACT;
  if (part.kind != GRADUS_PART_WEIGHT && part.kind != GRADUS_PART_BIAS)
    return false;
  label = gradus_network_layout_label (layout, GRADUS_LABEL_PARAMETER, part);
  return label == NULL || label->form > GRADUS_CARD_TALL;
}

static double
common_area (const GradusRectangle *a, double x, double y, double width, double height)
{
  double across = MIN (a->x + a->width, x + width) - MAX (a->x, x);
  double down = MIN (a->y + a->height, y + height) - MAX (a->y, y);

  return across > 0 && down > 0 ? across * down : 0.0;
}

/* How much of what is painted a rectangle would hide, as a share of its own area. */
static double
share_hidden (const GradusNetworkLayout *layout, const GradusRectangle *r)
{
  double hidden = 0.0;

  for (size_t i = 0; i < layout->n_labels; i++)
    {
      const GradusRectangle *b = &layout->labels[i].bounds;

      hidden += common_area (r, b->x, b->y, b->width, b->height);
    }
  for (size_t i = 0; i < layout->n_nodes; i++)
    {
      const GradusNode *n = &layout->nodes[i];

      hidden +=
          common_area (r, n->x - n->half_width, n->y - n->half_height, 2 * n->half_width, 2 * n->half_height) * 0.5;
    }
  return hidden / (r->width * r->height);
}

/* Beside the part, or in a corner: where the card hides least, the nearer the better. */
static GradusRectangle
find_room (const GradusNetworkLayout *layout, GradusPart part, double width, double height)
{
  GradusRectangle at = gradus_network_layout_bounds (layout, part);
  double gap = 0.4 * layout->font, x = at.x + (at.width - width) / 2, y = at.y + (at.height - height) / 2;
  double right = MAX (layout->width - width - gap, 0.0), low = MAX (layout->height - height - gap, 0.0);
  const struct
  {
    double x, y;
  } places[] = {
    { x, at.y - height - gap },
    { x, at.y + at.height + gap },
    { at.x + at.width + gap, y },
    { at.x - width - gap, y },
    { gap, gap },
    { gap, low },
    { right, gap },
    { right, low },
  };
  GradusRectangle best = { 0 };
  double least = INFINITY;

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GradusRectangle r = { CLAMP (places[i].x, 0.0, MAX (layout->width - width, 0.0)),
                            CLAMP (places[i].y, 0.0, MAX (layout->height - height, 0.0)),
                            width,
                            height };
      double away = hypot (r.x - x, r.y - y) / hypot (layout->width, layout->height);
      double cost = share_hidden (layout, &r) + AWAY_COST * away;

      if (cost < least)
        {
          least = cost;
          best = r;
        }
    }
  return best;
}

void
gradus_painter_callout (GradusPainter *painter)
{
  const GradusNetworkLayout *layout = painter->layout;
  GradusPart part = painter->picture->hover;
  double font = layout->font;

  if (!wants_callout (painter, part))
    part = painter->picture->newest;
  if (!wants_callout (painter, part))
    part = painter->picture->selection;
  if (!wants_callout (painter, part))
    return;

  bool neuron = part.kind == GRADUS_PART_NEURON;
  double width = neuron ? layout->text.delta_line + 1.0 : gradus_card_width (&layout->text, GRADUS_CARD_WIDE);
  double height = neuron ? 5.6 : gradus_card_height (GRADUS_CARD_WIDE);
  GradusRectangle r = find_room (layout, part, width * font, height * font);

  if (!neuron)
    {
      draw_parameter (painter, part, GRADUS_CARD_WIDE, r);
      return;
    }
  draw_pill (painter, r, painter->palette->surface, painter->palette->highlight, gradus_painter_line (painter));
  draw_neuron_callout (painter, part, r);
}
