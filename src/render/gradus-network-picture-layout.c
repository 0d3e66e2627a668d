/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#define LINE            1.28 /* height of a line of text, ems */
#define NAME_LINE       1.5
#define DELTA_HEIGHT    1.5
#define DELTA_GAP       0.2
#define BIAS_GAP        0.3
#define ROW_GAP         0.6
#define ARROW_ROOM      1.0  /* between a label and a node, for the arrow */
#define TARGET_DROP     2.4  /* from the loss down to its target */
#define ROOMY_FONT      15.0 /* pixels: from here on two wide lines are nicer than four short ones */
#define DOTS_FONT       10.0 /* pixels */
#define LARGEST_DOT     0.7  /* half, ems */
#define MEASURE_SIZE    64.0
#define BAND            27.0 /* pixels at text scale 1, for captions and controls */
#define LARGEST_STRETCH 1.9  /* gaps and rows grow that much where there is room, then the picture is centred */

/* A design that may or may not fit: everything in ems. */
typedef struct
{
  GradusDetail detail;
  GradusCardForm form;
  double smallest_font; /* pixels at text scale 1 */
  double radius;
  double box_width, box_height;   /* halves, of inputs and targets */
  double loss_width, loss_height; /* halves */
  double above, below;            /* around a neuron: δ, bias */
  double half_widths[GRADUS_MAX_COLUMNS], gaps[GRADUS_MAX_COLUMNS];
  double width, height, row;
} Design;

static double
measure (PangoLayout *layout, const char *markup)
{
  PangoRectangle logical;

  pango_layout_set_markup (layout, markup, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE / MEASURE_SIZE;
}

/* Room for a number is room for "−0.0000", whatever its value, so that nothing moves when it changes. */
static GradusTextSizes
measure_text (const GradusShape *shape)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = gradus_pen_font (MEASURE_SIZE);
  g_autofree char *index = g_strdup_printf ("%zu", shape->n_weights);
  g_autofree char *weight = g_strdup_printf ("<i>w</i><sub>%s</sub>", index);
  g_autofree char *weight_line = g_strdup_printf ("%s = −0.0000", weight);
  g_autofree char *update_line = g_strdup_printf ("%s = −0.000 → −0.0000", weight);
  g_autofree char *gradient_symbol = g_strdup_printf ("∂<i>L</i>/∂%s =", weight);
  g_autofree char *gradient_line = g_strdup_printf ("%s −0.0000", gradient_symbol);
  const char *slope = shape->n_outputs > 1 ? "∂<i>L</i>/∂<i>ŷ</i><sub>8</sub> =" : "∂<i>L</i>/∂<i>ŷ</i> =";
  g_autofree char *slope_line = g_strdup_printf ("%s −0.0000", slope);

  pango_layout_set_font_description (layout, font);

  GradusTextSizes sizes = {
    .number = measure (layout, "−0.0000"),
    .z_line = measure (layout, "<i>z</i> = −0.000"),
    .delta_line = measure (layout, "<i>δ</i> = −0.0000"),
    .loss_line = measure (layout, "<i>L</i> = 0.0000"),
    .weight_line = measure (layout, weight_line),
    .update_line = measure (layout, update_line),
    .gradient_line = measure (layout, gradient_line),
    .gradient_symbol = measure (layout, gradient_symbol),
    .slope_line = measure (layout, slope_line),
    .slope_symbol = measure (layout, slope),
  };

  pango_font_description_free (font);
  g_object_unref (layout);
  g_object_unref (context);
  return sizes;
}

double
gradus_card_width (const GradusTextSizes *text, GradusCardForm form)
{
  switch (form)
    {
    case GRADUS_CARD_WIDE:
      return MAX (text->update_line, text->gradient_line) + 0.9;
    case GRADUS_CARD_TALL:
      return MAX (text->weight_line, text->gradient_symbol) + 0.9;
    case GRADUS_CARD_PAIR:
    case GRADUS_CARD_NUMBER:
      return text->number + 0.5;
    case GRADUS_CARD_NONE:
      break;
    }
  return 0.0;
}

double
gradus_card_height (GradusCardForm form)
{
  switch (form)
    {
    case GRADUS_CARD_WIDE:
      return 2 * LINE + 0.5;
    case GRADUS_CARD_TALL:
      return 4 * LINE + 0.4;
    case GRADUS_CARD_PAIR:
      return 2 * LINE + 0.2;
    case GRADUS_CARD_NUMBER:
      return LINE + 0.2;
    case GRADUS_CARD_NONE:
      break;
    }
  return 0.0;
}

static double
slope_width (const GradusTextSizes *text, GradusCardForm form)
{
  switch (form)
    {
    case GRADUS_CARD_WIDE:
      return text->slope_line + 0.7;
    case GRADUS_CARD_TALL:
      return MAX (text->slope_symbol, text->number) + 0.7;
    case GRADUS_CARD_PAIR:
      return text->number + 0.5;
    default:
      return 2.0;
    }
}

static bool
has_biases (const GradusShape *shape)
{
  for (size_t l = 0; l < shape->n_layers; l++)
    if (shape->layers[l].has_biases)
      return true;
  return false;
}

/* The sizes of what a column holds, by how much is told. */
static void
design_nodes (Design *design, const GradusTextSizes *text, bool biases)
{
  double card = gradus_card_height (design->form);

  switch (design->detail)
    {
    case GRADUS_DETAIL_FULL:
      design->radius = hypot (text->z_line / 2, (NAME_LINE + 2 * LINE) / 2) + 0.1;
      design->box_width = text->number / 2 + 0.5;
      design->box_height = (NAME_LINE + LINE) / 2 + 0.25;
      design->loss_width = text->loss_line / 2 + 0.5;
      design->loss_height = design->box_height + 0.1;
      break;
    case GRADUS_DETAIL_COMPACT:
      design->radius = hypot (text->number / 2, LINE) + 0.1;
      design->box_width = text->number / 2 + 0.2;
      design->box_height = (NAME_LINE + LINE) / 2 + 0.1;
      design->loss_width = text->number / 2 + 0.2;
      design->loss_height = design->box_height;
      break;
    case GRADUS_DETAIL_SMALL:
    case GRADUS_DETAIL_NAMES:
    case GRADUS_DETAIL_DOTS:
    default:
      design->radius = 1.45;
      design->box_width = design->loss_width = 1.35;
      design->box_height = design->loss_height = 1.0;
      break;
    }
  if (design->detail <= GRADUS_DETAIL_COMPACT)
    design->above = DELTA_HEIGHT + DELTA_GAP;
  if (biases && card > 0.0)
    design->below = card + BIAS_GAP;
}

static size_t
column_nodes (const GradusShape *shape, size_t column)
{
  if (column == 0)
    return shape->n_inputs;
  if (column <= shape->n_layers)
    return shape->layers[column - 1].n_neurons;
  return column == shape->n_layers + 1 ? 1 : shape->n_outputs;
}

/* Without targets at their own column, the one target stands under the loss. */
static size_t
count_columns (const GradusShape *shape)
{
  return shape->n_layers + (shape->n_outputs > 1 ? 3 : 2);
}

static Design
make_design (const GradusShape *shape,
             const GradusTextSizes *text,
             GradusDetail detail,
             GradusCardForm form,
             double smallest)
{
  Design design = { .detail = detail, .form = form, .smallest_font = smallest };
  size_t n = shape->n_layers, rows = 1;
  double card = gradus_card_width (text, form);

  design_nodes (&design, text, has_biases (shape));
  design.row = design.above + 2 * design.radius + design.below + ROW_GAP;

  for (size_t c = 0; c < count_columns (shape); c++)
    {
      size_t count = column_nodes (shape, c);

      rows = MAX (rows, count);
      if (c == 0 || c == n + 2)
        design.half_widths[c] = design.box_width;
      else if (c == n + 1)
        design.half_widths[c] = design.loss_width;
      else
        design.half_widths[c] = shape->layers[c - 1].has_biases ? MAX (design.radius, card / 2) : design.radius;

      if (c < n)
        design.gaps[c] = count * shape->layers[c].n_neurons <= GRADUS_MAX_LABELLED_EDGES ? card + 2 * ARROW_ROOM : 6.0;
      else if (c == n)
        design.gaps[c] = slope_width (text, form) + 2 * ARROW_ROOM;
      else if (c + 1 < count_columns (shape))
        design.gaps[c] = 3.5;
      design.width += 2 * design.half_widths[c] + design.gaps[c];
    }

  design.height = rows * design.row;
  if (shape->n_outputs == 1)
    design.height =
        MAX (design.height,
             2 * (design.loss_height + TARGET_DROP + 2 * design.box_height) + fabs (design.above - design.below));
  return design;
}

/* The richest design whose text is large enough to read; dots where there is none. */
static Design
choose_design (const GradusShape *shape,
               const GradusTextSizes *text,
               double width,
               double height,
               double text_scale,
               double *font)
{
  static const struct
  {
    GradusDetail detail;
    GradusCardForm form;
    double smallest;
  } choices[] = {
    { GRADUS_DETAIL_FULL, GRADUS_CARD_WIDE, ROOMY_FONT }, { GRADUS_DETAIL_FULL, GRADUS_CARD_TALL, 9.5 },
    { GRADUS_DETAIL_FULL, GRADUS_CARD_WIDE, 10.5 },       { GRADUS_DETAIL_COMPACT, GRADUS_CARD_PAIR, 8.0 },
    { GRADUS_DETAIL_SMALL, GRADUS_CARD_NUMBER, 9.0 },     { GRADUS_DETAIL_NAMES, GRADUS_CARD_NONE, 7.0 },
  };
  Design design;

  for (size_t i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      design = make_design (shape, text, choices[i].detail, choices[i].form, choices[i].smallest);
      *font = MIN (width / design.width, height / design.height);
      if (*font < design.smallest_font * text_scale)
        continue;
      if (choices[i].form != GRADUS_CARD_TALL)
        return design;

      /* Tall labels are for narrow pictures; in low ones the wide leave room for larger text. */
      Design wide = make_design (shape, text, GRADUS_DETAIL_FULL, GRADUS_CARD_WIDE, choices[i].smallest);
      double wide_font = MIN (width / wide.width, height / wide.height);

      if (wide_font < *font)
        return design;
      *font = wide_font;
      return wide;
    }
  design = make_design (shape, text, GRADUS_DETAIL_DOTS, GRADUS_CARD_NONE, 0.0);
  *font = CLAMP (width / design.width, 1.0, DOTS_FONT * text_scale);
  return design;
}

/* Columns from left to right: gaps share the room that is left. */
static void
place_columns (GradusNetworkLayout *layout, const Design *design, double width)
{
  const GradusShape *shape = &layout->shape;
  double gaps = 0.0, nodes = 0.0;

  layout->n_columns = count_columns (shape);
  for (size_t c = 0; c < layout->n_columns; c++)
    {
      nodes += 2 * design->half_widths[c] * layout->font;
      gaps += design->gaps[c] * layout->font;
    }

  double stretch = CLAMP ((width - nodes) / gaps, 0.5, layout->detail >= GRADUS_DETAIL_NAMES ? 8.0 : LARGEST_STRETCH);
  double x = layout->left + (layout->world_width - nodes - gaps * stretch) / 2;

  for (size_t c = 0, node = 0; c < layout->n_columns; c++)
    {
      GradusColumn *column = &layout->columns[c];

      column->half_width = design->half_widths[c] * layout->font;
      column->x = x + column->half_width;
      column->first_node = node;
      column->n_nodes = column_nodes (shape, c);
      node += column->n_nodes;
      x += 2 * column->half_width + design->gaps[c] * layout->font * stretch;
    }
}

static void
place_nodes (GradusNetworkLayout *layout, const Design *design, double height)
{
  double font = layout->font;
  double middle = layout->top + layout->world_height / 2;
  double shift = (design->above - design->below) / 2 * font;
  bool dots = layout->detail == GRADUS_DETAIL_DOTS;
  size_t n = layout->shape.n_layers;

  layout->radius = dots ? LARGEST_DOT * font : design->radius * font;
  for (size_t c = 0; c < layout->n_columns; c++)
    {
      GradusColumn *column = &layout->columns[c];

      column->pitch = height / column->n_nodes;
      if (!dots)
        column->pitch = MIN (column->pitch, design->row * font * LARGEST_STRETCH);
    }

  for (size_t c = 0; c < layout->n_columns; c++)
    {
      const GradusColumn *column = &layout->columns[c];
      bool round = c >= 1 && c <= n;

      for (size_t i = 0; i < column->n_nodes; i++)
        {
          GradusNode *node = &layout->nodes[column->first_node + i];

          *node = (GradusNode){
            .x = column->x,
            .y = middle + shift + (i - (column->n_nodes - 1) / 2.0) * column->pitch,
            .half_width = round ? layout->radius : (c == n + 1 ? design->loss_width : design->box_width) * font,
            .half_height = round ? layout->radius : (c == n + 1 ? design->loss_height : design->box_height) * font,
            .round = round,
          };
          if (dots && c != n + 1)
            node->half_width = node->half_height = MIN (layout->radius, column->pitch * 0.42);
          node->in_strip = gradus_network_layout_strip (layout, c);
        }
    }

  if (layout->shape.n_outputs == 1)
    {
      const GradusNode *loss = &layout->nodes[layout->n_nodes - 2];

      layout->nodes[layout->n_nodes - 1] = (GradusNode){
        .x = loss->x,
        .y = loss->y + loss->half_height + (TARGET_DROP + design->box_height) * font,
        .half_width = dots ? layout->radius : design->box_width * font,
        .half_height = dots ? layout->radius : design->box_height * font,
      };
    }
}

GradusNetworkLayout *
gradus_network_layout_new (const GradusShape *shape,
                           double width,
                           double height,
                           double zoom,
                           double pan_x,
                           double pan_y,
                           double text_scale)
{
  GradusNetworkLayout *layout = g_new0 (GradusNetworkLayout, 1);

  layout->shape = *shape;
  layout->width = MAX (width, 1.0);
  layout->height = MAX (height, 1.0);
  layout->text_scale = CLAMP (text_scale, 0.5, 4.0);
  zoom = CLAMP (zoom, 0.01, 1000.0);
  layout->world_width = layout->width * zoom;
  layout->world_height = layout->height * zoom;
  layout->left = (layout->width - layout->world_width) / 2 + pan_x;
  layout->top = (layout->height - layout->world_height) / 2 + pan_y;
  layout->text = measure_text (shape);
  layout->n_nodes = shape->n_inputs + shape->n_neurons + 1 + shape->n_outputs;
  layout->nodes = g_new0 (GradusNode, layout->n_nodes);

  double margin = MIN (8.0 + MIN (layout->width, layout->height) * 0.02, MIN (layout->width, layout->height) * 0.1);
  layout->band = MIN (BAND * layout->text_scale, MIN (layout->width, layout->height) * 0.1);
  double inner_width = layout->world_width - 2 * margin;
  double inner_height = layout->world_height - 2 * MAX (margin, layout->band);
  Design design = choose_design (shape, &layout->text, inner_width, inner_height, layout->text_scale, &layout->font);

  layout->detail = design.detail;
  layout->form = design.form;
  for (size_t l = 0; l < shape->n_layers; l++)
    layout->condensed[l] = shape->layers[l].n_inputs * shape->layers[l].n_neurons >= GRADUS_CONDENSED_EDGES;

  place_columns (layout, &design, inner_width);
  place_nodes (layout, &design, inner_height);
  gradus_network_layout_place_labels (layout);
  return layout;
}

void
gradus_network_layout_free (GradusNetworkLayout *layout)
{
  if (layout == NULL)
    return;
  g_free (layout->nodes);
  g_free (layout->labels);
  g_free (layout);
}
