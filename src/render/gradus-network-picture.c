/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CORNER    0.55 /* ems */
#define LOCK_LINE 0.14 /* of a lock's size */

bool
gradus_painter_revealed (const GradusPainter *painter, GradusStage stage)
{
  return gradus_stage_index (&painter->layout->shape, stage) < painter->picture->cursor;
}

void
gradus_painter_set_color (const GradusPainter *painter, GradusColor color, double alpha)
{
  cairo_set_source_rgba (painter->pen.cr, color.red, color.green, color.blue, alpha);
}

GradusColor
gradus_color_mix (GradusColor a, GradusColor b, double share)
{
  share = CLAMP (share, 0.0, 1.0);
  return (GradusColor){
    a.red + (b.red - a.red) * share,
    a.green + (b.green - a.green) * share,
    a.blue + (b.blue - a.blue) * share,
  };
}

double
gradus_painter_line (const GradusPainter *painter)
{
  return MAX (painter->palette->high_contrast ? 2.0 : 1.2, 0.1 * painter->layout->font);
}

void
gradus_painter_round (const GradusPainter *painter, GradusRectangle r, double radius)
{
  cairo_t *cr = painter->pen.cr;

  radius = MIN (radius, MIN (r.width, r.height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, r.x + r.width - radius, r.y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, r.x + r.width - radius, r.y + r.height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, r.x + radius, r.y + r.height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, r.x + radius, r.y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

bool
gradus_painter_lit (const GradusPainter *painter, GradusPart part, GradusColor *color)
{
  const GradusNetworkPicture *picture = painter->picture;

  if (part.kind == GRADUS_PART_NONE)
    return false;
  if (gradus_part_equal (picture->hover, part) || gradus_part_equal (picture->newest, part))
    *color = painter->palette->highlight;
  else if (gradus_part_equal (picture->selection, part))
    *color = painter->palette->accent;
  else
    return false;
  return true;
}

bool
gradus_painter_held (const GradusPainter *painter, GradusPart part)
{
  const GradusShape *shape = &painter->picture->trace->shape;
  size_t index;

  return gradus_part_parameter (shape, part, &index) && !gradus_shape_trains (shape, painter->picture->frozen, index);
}

void
gradus_painter_lock (const GradusPainter *painter, double x, double y, double size)
{
  cairo_t *cr = painter->pen.cr;
  double bow = 0.22 * size, line = MAX (LOCK_LINE * size, 1.0);
  GradusRectangle body = { x - 0.36 * size, y - 0.06 * size, 0.72 * size, 0.54 * size };
  GradusRectangle ground = { x - 0.5 * size, y - 0.62 * size, size, 1.22 * size };

  gradus_painter_set_color (painter, painter->palette->surface, 1.0);
  gradus_painter_round (painter, ground, 0.25 * size);
  cairo_fill (cr);
  gradus_painter_set_color (painter, painter->palette->text, 1.0);
  gradus_painter_round (painter, body, 0.1 * size);
  cairo_fill (cr);
  cairo_set_line_width (cr, line);
  cairo_move_to (cr, x - bow, body.y);
  cairo_line_to (cr, x - bow, y - 0.2 * size);
  cairo_arc (cr, x, y - 0.2 * size, bow, G_PI, 2 * G_PI);
  cairo_line_to (cr, x + bow, body.y);
  cairo_stroke (cr);
}

static void
outline_node (const GradusPainter *painter, const GradusNode *node, double grow)
{
  cairo_t *cr = painter->pen.cr;

  if (node->round)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, node->x, node->y, node->half_width + grow, 0, 2 * G_PI);
    }
  else
    gradus_painter_round (painter,
                          (GradusRectangle){ node->x - node->half_width - grow,
                                             node->y - node->half_height - grow,
                                             2 * (node->half_width + grow),
                                             2 * (node->half_height + grow) },
                          CORNER * painter->layout->font + grow);
}

/* Rings around what is selected, pointed at, or new; each outside the one before. */
static void
draw_rings (const GradusPainter *painter, const GradusNode *node, GradusPart part)
{
  const GradusNetworkPicture *picture = painter->picture;
  cairo_t *cr = painter->pen.cr;
  double width = MAX (2.0, 0.2 * painter->layout->font), grow = width;

  if (gradus_part_equal (picture->newest, part))
    {
      gradus_painter_set_color (painter, painter->palette->highlight, 0.28);
      outline_node (painter, node, 3.0 * width);
      cairo_fill (cr);
    }
  cairo_set_line_width (cr, width);
  if (gradus_part_equal (picture->selection, part))
    {
      gradus_painter_set_color (painter, painter->palette->accent, 1.0);
      outline_node (painter, node, grow);
      cairo_stroke (cr);
      grow += width;
    }
  if (gradus_part_equal (picture->hover, part))
    {
      gradus_painter_set_color (painter, painter->palette->highlight, 1.0);
      outline_node (painter, node, grow);
      cairo_stroke (cr);
    }
}

static void
draw_body (const GradusPainter *painter, const GradusNode *node, GradusPart part, GradusColor fill, double weight)
{
  cairo_t *cr = painter->pen.cr;
  double line = gradus_painter_line (painter) * weight;

  if (painter->layout->detail == GRADUS_DETAIL_DOTS)
    line = MIN (line, node->half_width * 0.4);
  draw_rings (painter, node, part);
  if (node->in_strip)
    return;
  outline_node (painter, node, line / 2);
  gradus_painter_set_color (painter, painter->palette->line, 1.0);
  cairo_fill (cr);
  outline_node (painter, node, -line / 2);
  gradus_painter_set_color (painter, fill, 1.0);
  cairo_fill (cr);
}

/* A name over a number, or the name alone where there is no room for more. */
static void
draw_given (GradusPainter *painter, const GradusNode *node, const char *symbol, double value, bool known)
{
  const GradusPalette *palette = painter->palette;
  double font = painter->layout->font, width = 2 * node->half_width - 0.4 * font;
  char name[GRADUS_MARKUP_SIZE];
  GradusSpan title = { gradus_pen_symbol (symbol, name), 0, false, true, palette->text };
  GradusSpan number = { NULL, value, known, false, known ? palette->text : palette->dim_text };

  if (painter->layout->detail > GRADUS_DETAIL_COMPACT)
    {
      gradus_pen_draw (&painter->pen, &title, 1, 1.2 * font, node->x, node->y, width);
      return;
    }
  gradus_pen_draw (&painter->pen, &title, 1, 1.25 * font, node->x, node->y - 0.66 * font, width);
  gradus_pen_draw (&painter->pen, &number, 1, font, node->x, node->y + 0.76 * font, width);
}

static void
draw_neuron_text (GradusPainter *painter, const GradusNode *node, GradusPart part)
{
  const GradusNetworkPicture *picture = painter->picture;
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = picture->trace;
  size_t index = gradus_shape_neuron (&trace->shape, part.layer, part.neuron);
  bool z_known = gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_Z, part.layer, part.neuron });
  bool a_known = gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_A, part.layer, part.neuron });
  double font = painter->layout->font, radius = node->half_width;
  char symbol[GRADUS_SYMBOL_SIZE], name[GRADUS_MARKUP_SIZE];
  char z_letter[GRADUS_MARKUP_SIZE], a_letter[GRADUS_MARKUP_SIZE];
  const GradusLetters *letters = gradus_notation_letters (picture->names->notation);

  gradus_symbol_neuron (picture->names, &trace->shape, part.layer, part.neuron, symbol);
  if (painter->layout->detail != GRADUS_DETAIL_FULL)
    {
      GradusNode inner = *node;

      inner.half_width = 0.86 * radius + 0.2 * font;
      draw_given (painter, &inner, symbol, trace->a[index], a_known);
      return;
    }

  GradusSpan title = { gradus_pen_symbol (symbol, name), 0, false, true, palette->text };
  GradusSpan z[] = {
    { gradus_pen_letter (letters->z, " = ", z_letter), 0, false, false, palette->dim_text },
    { NULL, trace->z[index], z_known, false, z_known ? palette->text : palette->dim_text },
  };
  GradusSpan a[] = {
    { gradus_pen_letter (*letters->activation != '\0' ? letters->activation : "a", " = ", a_letter),
      0,
      false,
      false,
      palette->dim_text },
    { NULL, trace->a[index], a_known, true, a_known ? palette->text : palette->dim_text },
  };

  gradus_pen_draw (&painter->pen, &title, 1, 1.4 * font, node->x, node->y - 1.35 * font, 1.4 * radius);
  gradus_pen_draw (&painter->pen, z, 2, font, node->x, node->y + 0.1 * font, 1.84 * radius);
  gradus_pen_draw (&painter->pen, a, 2, font, node->x, node->y + 1.4 * font, 1.6 * radius);
}

/* On a map: the name on its upper rim and the activation on its lower one, or the name alone there. */
static void
draw_text_on_map (GradusPainter *painter, const GradusNode *node, GradusPart part)
{
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = painter->picture->trace;
  double font = painter->layout->font, radius = node->half_width, height = 1.25 * font, away = radius - 0.45 * font;
  bool number_too = painter->layout->detail <= GRADUS_DETAIL_COMPACT;
  bool known = gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_A, part.layer, part.neuron });
  char symbol[GRADUS_SYMBOL_SIZE], name[GRADUS_MARKUP_SIZE];

  gradus_symbol_neuron (painter->picture->names, &trace->shape, part.layer, part.neuron, symbol);

  GradusSpan title = { gradus_pen_symbol (symbol, name), 0, false, true, palette->text };
  GradusSpan number = { NULL,
                        trace->a[gradus_shape_neuron (&trace->shape, part.layer, part.neuron)],
                        known,
                        true,
                        known ? palette->text : palette->dim_text };
  double title_y = number_too ? node->y - away : node->y + away - 0.2 * font;

  gradus_painter_plate (painter, node->x, title_y, 2.3 * font, height);
  gradus_pen_draw (&painter->pen, &title, 1, font, node->x, title_y, 2.1 * font);
  if (!number_too)
    return;

  double width = MIN (painter->layout->text.number, 1.7 * radius / font) * font;

  gradus_painter_plate (painter, node->x, node->y + away, width + 0.4 * font, height);
  gradus_pen_draw (&painter->pen, &number, 1, font, node->x, node->y + away, width);
}

/* Without text a neuron shows its activation as a colour. */
static GradusColor
neuron_fill (const GradusPainter *painter, GradusPart part)
{
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = painter->picture->trace;
  double a = trace->a[gradus_shape_neuron (&trace->shape, part.layer, part.neuron)];

  if (painter->layout->detail != GRADUS_DETAIL_DOTS ||
      !gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_A, part.layer, part.neuron }))
    return palette->surface;
  return gradus_color_mix (palette->surface, a < 0 ? palette->negative : palette->positive, fmin (fabs (a), 1.0));
}

static void
draw_loss (GradusPainter *painter, const GradusNode *node)
{
  const GradusPalette *palette = painter->palette;
  const GradusTrace *trace = painter->picture->trace;
  bool known = gradus_painter_revealed (painter, (GradusStage){ .kind = GRADUS_STAGE_LOSS });
  double font = painter->layout->font, width = 2 * node->half_width - 0.4 * font;
  /* Translators: the node of the network picture in which the error is computed. */
  g_autofree char *word = g_markup_escape_text (_ ("Loss"), -1);
  GradusSpan title = { word, 0, false, true, palette->text };
  const char *letter = gradus_notation_letters (painter->picture->names->notation)->loss;
  char markup[GRADUS_MARKUP_SIZE];
  GradusSpan value[] = {
    { gradus_pen_letter (letter, " = ", markup), 0, false, false, palette->dim_text },
    { NULL, trace->loss, known, true, known ? palette->text : palette->dim_text },
  };
  bool full = painter->layout->detail == GRADUS_DETAIL_FULL;

  draw_body (painter, node, (GradusPart){ .kind = GRADUS_PART_LOSS }, palette->surface, 1.6);
  if (painter->layout->detail > GRADUS_DETAIL_COMPACT)
    {
      title.markup = gradus_pen_letter (letter, "", markup);
      gradus_pen_draw (&painter->pen, &title, 1, 1.2 * font, node->x, node->y, width);
      return;
    }
  gradus_pen_draw (&painter->pen, &title, 1, 1.15 * font, node->x, node->y - 0.66 * font, width);
  gradus_pen_draw (&painter->pen, full ? value : value + 1, full ? 2 : 1, font, node->x, node->y + 0.76 * font, width);
}

/* An exclamation mark on the shoulder of a neuron that hardly learns. */
static void
draw_mark (const GradusPainter *painter, const GradusNode *node)
{
  const double shoulder = 0.82, line = 0.16;
  cairo_t *cr = painter->pen.cr;
  double radius = fmin (0.65 * painter->layout->font, node->half_height);
  double x = node->x + shoulder * node->half_width, y = node->y + shoulder * node->half_height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  gradus_painter_set_color (painter, painter->palette->negative_text, 1.0);
  cairo_fill (cr);
  gradus_painter_set_color (painter, painter->palette->background, 1.0);
  cairo_rectangle (cr, x - line * radius, y - 0.65 * radius, 2 * line * radius, 0.8 * radius);
  cairo_rectangle (cr, x - line * radius, y + 0.35 * radius, 2 * line * radius, 2 * line * radius);
  cairo_fill (cr);
}

void
gradus_painter_nodes (GradusPainter *painter)
{
  const GradusNetworkLayout *layout = painter->layout;
  const GradusShape *shape = &layout->shape;
  const GradusTrace *trace = painter->picture->trace;
  bool text = layout->detail != GRADUS_DETAIL_DOTS;
  const GradusNode *node = layout->nodes;
  char symbol[GRADUS_SYMBOL_SIZE];

  for (size_t c = 0; c < layout->n_columns; c++)
    if (gradus_network_layout_strip (layout, c))
      gradus_painter_strip (painter, c);

  for (size_t i = 0; i < shape->n_inputs; i++, node++)
    {
      draw_body (painter, node, (GradusPart){ GRADUS_PART_INPUT, 0, i, 0 }, painter->palette->surface, 1.0);
      if (text)
        draw_given (painter, node, gradus_symbol_input (painter->picture->names, i, symbol), trace->inputs[i], true);
    }

  for (size_t l = 0; l < shape->n_layers; l++)
    for (size_t i = 0; i < shape->layers[l].n_neurons; i++, node++)
      {
        GradusPart part = { GRADUS_PART_NEURON, l, i, 0 };

        draw_body (painter, node, part, neuron_fill (painter, part), 1.3);

        bool map = gradus_painter_map (painter, node, part);

        if (text && map)
          draw_text_on_map (painter, node, part);
        else if (text)
          draw_neuron_text (painter, node, part);
        if (painter->picture->flat != NULL && painter->picture->flat[shape->layers[l].first_neuron + i])
          draw_mark (painter, node);
      }

  draw_loss (painter, node++);

  for (size_t k = 0; k < shape->n_outputs; k++, node++)
    {
      draw_body (painter, node, (GradusPart){ GRADUS_PART_TARGET, 0, k, 0 }, painter->palette->surface, 1.0);
      if (text)
        draw_given (
            painter, node, gradus_symbol_target (painter->picture->names, shape, k, symbol), trace->targets[k], true);
    }
}

void
gradus_network_picture_paint (const GradusNetworkPicture *picture,
                              const GradusNetworkLayout *layout,
                              const GradusPalette *palette,
                              cairo_t *cr)
{
  GradusPainter painter = {
    .picture = picture,
    .layout = layout,
    .palette = palette,
    .pen = { .cr = cr, .format = picture->format },
  };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, layout->width, layout->height);
  cairo_clip (cr);
  gradus_painter_set_color (&painter, palette->background, 1.0);
  cairo_paint (cr);

  /* A quarter of the steps from light to dark along a border: none that one sees, at a third of the time. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  gradus_painter_edges (&painter);
  gradus_painter_path (&painter);
  gradus_painter_nodes (&painter);
  gradus_painter_labels (&painter);
  gradus_painter_verdicts (&painter);
  gradus_painter_captions (&painter);
  gradus_painter_callout (&painter);

  cairo_restore (cr);
}
