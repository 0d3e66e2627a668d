/* What layout, picking, painter and tests of the network picture share.
 *
 * Sizes named "in ems" are multiples of the layout's font size, in which the
 * whole picture is measured: text decides how large everything else must be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "render/gradus-network-picture.h"

#define GRADUS_MARKUP_SIZE        1024
#define GRADUS_MAX_COLUMNS        (GRADUS_MAX_LAYERS + 3)
#define GRADUS_MAX_LABELLED_EDGES 48  /* between two columns */
#define GRADUS_CONDENSED_EDGES    600 /* from here on, a gap shows its weights as a picture */

/* How much is told, from most to least; a layout takes the first that is legible. */
typedef enum
{
  GRADUS_DETAIL_FULL,    /* neurons with name, z and a; everything has its label */
  GRADUS_DETAIL_COMPACT, /* name and a; labels are plain numbers */
  GRADUS_DETAIL_SMALL,   /* names; weights as numbers */
  GRADUS_DETAIL_NAMES,   /* names */
  GRADUS_DETAIL_DOTS,    /* no text */
} GradusDetail;

/* How a parameter's label is set. */
typedef enum
{
  GRADUS_CARD_WIDE,   /* "w₁ = 0.500 → 0.502", under it "∂L/∂w₁ = −0.0243" */
  GRADUS_CARD_TALL,   /* the same in four short lines */
  GRADUS_CARD_PAIR,   /* the weight's number, under it the gradient's */
  GRADUS_CARD_NUMBER, /* the weight's number */
  GRADUS_CARD_NONE,
} GradusCardForm;

typedef enum
{
  GRADUS_LABEL_INSIDE,    /* the text inside a node */
  GRADUS_LABEL_DELTA,     /* δ above a neuron */
  GRADUS_LABEL_PARAMETER, /* a weight on its edge or a bias under its neuron */
  GRADUS_LABEL_SLOPE,     /* ∂L/∂ŷ on the edge from an output to the loss */
} GradusLabelKind;

typedef struct
{
  GradusLabelKind kind;
  GradusPart part;
  GradusCardForm form;
  GradusRectangle bounds;
} GradusNetworkLabel;

/* An input, neuron, loss or target. */
typedef struct
{
  double x, y; /* centre */
  double half_width, half_height;
  bool round;
  bool in_strip; /* too close to its neighbours to be drawn by itself */
} GradusNode;

typedef struct
{
  double x;
  double half_width; /* of the widest thing in it */
  double pitch;      /* from one node to the next */
  size_t first_node, n_nodes;
} GradusColumn;

/* Text sizes in ems, measured in the font that is painted with. */
typedef struct
{
  double number, z_line, delta_line, loss_line;
  double weight_line, update_line, gradient_line, gradient_symbol;
  double slope_line, slope_symbol;
} GradusTextSizes;

struct _GradusNetworkLayout
{
  GradusShape shape;
  double width, height, text_scale;
  double left, top, world_width, world_height; /* the whole network after zoom and pan */
  double band;                                 /* left free above and below, pixels */
  double font;                                 /* pixels */
  double radius;                               /* of neurons */
  GradusDetail detail;
  GradusCardForm form;
  GradusTextSizes text;

  size_t n_columns; /* inputs, layers, loss and, where there are several, targets */
  GradusColumn columns[GRADUS_MAX_COLUMNS];
  size_t n_nodes; /* inputs, neurons, loss, targets */
  GradusNode *nodes;

  bool condensed[GRADUS_MAX_LAYERS];                /* the edges into a layer are one picture */
  GradusCardForm edge_forms[GRADUS_MAX_LAYERS + 1]; /* of the edges into a layer; last: into the loss */
  size_t first_labels[GRADUS_MAX_LAYERS + 1];       /* of those edges, row by row */
  size_t n_labels, labels_size;
  GradusNetworkLabel *labels;
};

typedef struct
{
  double x1, y1, x2, y2;
} GradusEdge;

/* The node of an input, neuron, loss or target; false for other parts. */
bool gradus_network_layout_node (const GradusNetworkLayout *layout, GradusPart part, size_t *node);

/* The line of a weight, of an output's way into the loss (NEURON), of a target's. From border to border. */
GradusEdge gradus_network_layout_edge (const GradusNetworkLayout *layout, GradusPart part);

/* The rectangle in which the weights into `layer` are one picture: a row a neuron, a column a value before. */
GradusRectangle gradus_network_layout_condensed (const GradusNetworkLayout *layout, size_t layer);

/* The one beside it, in the same way for their gradients. */
GradusRectangle gradus_network_layout_condensed_gradients (const GradusNetworkLayout *layout, size_t layer);

/* Whether the nodes of a column are too close for dots: then they are one strip. */
bool gradus_network_layout_strip (const GradusNetworkLayout *layout, size_t column);

/* The label of a kind for a part, or NULL. */
const GradusNetworkLabel *
gradus_network_layout_label (const GradusNetworkLayout *layout, GradusLabelKind kind, GradusPart part);

/* Places every label; the last part of gradus_network_layout_new(). */
void gradus_network_layout_place_labels (GradusNetworkLayout *layout);

/* Width and height of a parameter's label, in ems. */
double gradus_card_width (const GradusTextSizes *text, GradusCardForm form);
double gradus_card_height (GradusCardForm form);

/* A piece of a line of text: markup, or, where that is NULL, a number ("–" where it is not known). */
typedef struct
{
  const char *markup;
  double number;
  bool known;
  bool bold;
  GradusColor color;
} GradusSpan;

/* Writes single lines, made smaller or with fewer digits where they do not fit. */
typedef struct
{
  cairo_t *cr;
  GradusFormat format;
} GradusPen;

PangoFontDescription *gradus_pen_font (double size);

/* A symbol as markup: "z_h" and "w₁" with a real subscript, single letters slanted. */
char *gradus_pen_symbol (const char *symbol, char buffer[]); /* GRADUS_MARKUP_SIZE bytes */

/* The same for one of the notation's letters, with `after` behind it. */
char *gradus_pen_letter (const char *letter, const char *after, char buffer[]);

/* Draws the spans around x, y within `width`. */
void gradus_pen_draw (const GradusPen *pen,
                      const GradusSpan spans[],
                      size_t n,
                      double size,
                      double x,
                      double y,
                      double width);

/* The parts of the painter. */
typedef struct
{
  const GradusNetworkPicture *picture;
  const GradusNetworkLayout *layout;
  const GradusPalette *palette;
  GradusPen pen;
} GradusPainter;

/* The letter of the loss as markup. */
char *gradus_painter_loss (const GradusPainter *painter, char buffer[]); /* GRADUS_MARKUP_SIZE bytes */

bool gradus_painter_revealed (const GradusPainter *painter, GradusStage stage);
void gradus_painter_set_color (const GradusPainter *painter, GradusColor color, double alpha);
void gradus_painter_round (const GradusPainter *painter, GradusRectangle rectangle, double radius);
double gradus_painter_line (const GradusPainter *painter); /* width of an outline, pixels */

/* The colour with which a part is lit now; false: it is not. */
bool gradus_painter_lit (const GradusPainter *painter, GradusPart part, GradusColor *color);
GradusColor gradus_color_mix (GradusColor a, GradusColor b, double share); /* share of b */

/* Whether training leaves a weight or bias alone; and the lock that says so, around x, y. */
bool gradus_painter_held (const GradusPainter *painter, GradusPart part);
void gradus_painter_lock (const GradusPainter *painter, double x, double y, double size);

void gradus_painter_edges (GradusPainter *painter);
void gradus_painter_path (const GradusPainter *painter);
void gradus_painter_verdicts (const GradusPainter *painter);
void gradus_painter_nodes (GradusPainter *painter);
void gradus_painter_labels (GradusPainter *painter);
void gradus_painter_callout (GradusPainter *painter);

/* The map of a neuron in its circle, where the picture has maps and the circle is large enough; else false.
 * And ground for text that stands on one, so that it is read. */
bool gradus_painter_map (const GradusPainter *painter, const GradusNode *node, GradusPart neuron);
void gradus_painter_plate (const GradusPainter *painter, double x, double y, double width, double height);

/* Of large networks. */
void gradus_painter_condensed (const GradusPainter *painter, size_t layer);
void gradus_painter_strip (const GradusPainter *painter, size_t column);
void gradus_painter_captions (GradusPainter *painter);
