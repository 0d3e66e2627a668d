/* The picture of a network: where its parts are, what lies under a point, and
 * the painter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "core/gradus-symbol.h"
#include "render/gradus-format.h"
#include "render/gradus-palette.h"

/* What the picture shows. Everything is borrowed. */
typedef struct
{
  const GradusTrace *trace; /* values, weights, gradients */
  const GradusNames *names;
  size_t cursor; /* revealed stages; the rest is "–" */
  GradusPart selection;
  GradusPart hover;
  GradusPart newest;             /* the part of the newest stage of a walk, or NONE */
  const unsigned char *frozen;   /* 1 where training leaves a parameter alone, drawn with a lock; NULL: none */
  const GradusPart *path;        /* a path that is lit, from its source to the loss */
  size_t n_path;                 /* its parts; 0: none */
  size_t path_rank;              /* which colour and dashes it has, see gradus-path-style.h */
  const unsigned char *verdicts; /* a GradusVerdict a parameter, each with its badge; NULL: none */
  const unsigned char *flat;     /* of each neuron, 1 where it hardly learns, marked; NULL: none */
  const double *maps;            /* what each neuron makes of two inputs, drawn in it; NULL: not drawn */
  size_t map_rows, map_columns;  /* a map a neuron of rows x columns, the lowest row first */
  GradusFormat format;
  double text_scale; /* 1: normal; from the desktop's text size */
} GradusNetworkPicture;

typedef struct
{
  double x, y, width, height;
} GradusRectangle;

/* Geometry for one shape and size; independent of the values. */
typedef struct _GradusNetworkLayout GradusNetworkLayout;

/* `width` x `height`: the picture; zoom 1 fits the whole network, and the pan moves it by so many units. */
GradusNetworkLayout *gradus_network_layout_new (const GradusShape *shape,
                                                double width,
                                                double height,
                                                double zoom,
                                                double pan_x,
                                                double pan_y,
                                                double text_scale);
void gradus_network_layout_free (GradusNetworkLayout *layout);

/* The part under a point: neurons before edges, the nearest edge within reach, else NONE. */
GradusPart gradus_network_layout_pick (const GradusNetworkLayout *layout, double x, double y);

/* The bounding rectangle of a neuron, input, target or the loss; for a weight, that of its label. */
GradusRectangle gradus_network_layout_bounds (const GradusNetworkLayout *layout, GradusPart part);

/* The part one meets from `part` going left (-1, 0), right, up or down, for arrow keys: through edges from
 * neuron to neuron. NONE where there is none. From NONE: the first input. */
GradusPart gradus_network_layout_neighbour (const GradusNetworkLayout *layout, GradusPart part, int dx, int dy);

/* What one presses to change the shape. */
typedef enum
{
  GRADUS_CONTROL_LAYER_BEFORE, /* a new layer before the column */
  GRADUS_CONTROL_REMOVE_NEURON,
  GRADUS_CONTROL_ADD_NEURON,
  GRADUS_CONTROL_LAYER_AFTER,
} GradusControl;

#define GRADUS_N_CONTROLS (GRADUS_CONTROL_LAYER_AFTER + 1)

/* The column under or nearest to `x`: 0 for the inputs, l + 1 for layer l. */
size_t gradus_network_layout_column (const GradusNetworkLayout *layout, double x);

/* Where the controls of such a column stand: below the network, which leaves room for them at zoom 1.
 * Those of one column never overlap. An empty rectangle where there is no such control: inputs and outputs
 * are the data's, nothing comes before the inputs or after the outputs; or where the column is out of sight. */
void gradus_network_layout_controls (const GradusNetworkLayout *layout,
                                     size_t column,
                                     GradusRectangle controls[GRADUS_N_CONTROLS]);

/* Paints the picture over width x height of the layout. */
void gradus_network_picture_paint (const GradusNetworkPicture *picture,
                                   const GradusNetworkLayout *layout,
                                   const GradusPalette *palette,
                                   cairo_t *cr);
