/* A level and an upright axis: where they stand in a picture, their ticks, and how they are drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "render/gradus-format.h"
#include "render/gradus-palette.h"

#define GRADUS_MAX_TICKS 40

/* What there is to show. The degenerate kinds have names, so that nobody divides by their width. */
typedef enum
{
  GRADUS_RANGE_EMPTY,    /* no point, or none that the axis can show */
  GRADUS_RANGE_CONSTANT, /* one value, of one point or of many */
  GRADUS_RANGE_PROPER,
} GradusRangeKind;

typedef struct
{
  GradusRangeKind kind;
  double minimum, maximum; /* finite; of the data */
} GradusRange;

typedef struct
{
  double value;
  double position; /* pixels */
  double extent;   /* of the label along the axis, pixels */
  char label[GRADUS_FORMAT_SIZE];
} GradusTick;

typedef struct
{
  GradusRange range;
  double start, end; /* values at the ends: the range with some air */
  double from, to;   /* their positions, pixels */
  bool logarithmic;
  bool whole; /* steps: ticks at whole numbers only */
  size_t n_ticks;
  GradusTick ticks[GRADUS_MAX_TICKS];
} GradusAxis;

/* Value to pixels and back. What a logarithmic axis cannot show lies at its lower end. */
double gradus_axis_position (const GradusAxis *axis, double value);
double gradus_axis_value (const GradusAxis *axis, double position);

/* Fills in ticks; `measure` has the labels' font. */
void gradus_axis_place_ticks (GradusAxis *axis, PangoLayout *measure, GradusFormat format, double font, bool upright);

/* The size of letters in pixels, where they have `size` in a picture of about 700 x 700 and text scale 1. */
double gradus_axes_font_size (double size, double width, double height, double text_scale);

/* The letters of pictures, as a description and given to a layout. Without a picture to draw on, labels are measured with a layout of their own. */
PangoFontDescription *gradus_axes_font (double font);
void gradus_axes_set_font (PangoLayout *text, double font);
PangoLayout *gradus_axes_create_measure (double font);

/* Positions and ticks of the upright axis in a picture so high: its name above, its labels left. Returns where the level
 * one may begin. */
double gradus_axes_place_upright (GradusAxis *y, PangoLayout *measure, GradusFormat format, double font, double height);

/* Positions and ticks of the level axis, on whole pixels: labels and name below. */
void
gradus_axes_place_level (GradusAxis *x, PangoLayout *measure, GradusFormat format, double font, double from, double to);

/* Lines, ticks and labels; then the names, in a picture so high. */
void gradus_axes_draw (const GradusAxis *x,
                       const GradusAxis *y,
                       double font,
                       const GradusPalette *palette,
                       cairo_t *cr,
                       PangoLayout *text);
void gradus_axes_draw_names (const GradusAxis *x,
                             const GradusAxis *y,
                             double font,
                             const char *x_name,
                             const char *y_name,
                             double height,
                             const GradusPalette *palette,
                             cairo_t *cr,
                             PangoLayout *text);

/* One line of text in the colour that is set; x_share and y_share say which point of it stands at x, y: 0 its start, 1
 * its end. */
void gradus_axes_draw_text (cairo_t *cr,
                            PangoLayout *text,
                            const char *string,
                            double x,
                            double y,
                            double x_share,
                            double y_share);

/* Puts a line so wide on whole pixels, so that it is crisp. */
double gradus_axes_snap (double position, double line);
