/* The plot in three layers: a range of data, an axis over it with its ticks, and
 * the frame in which both axes stand. Painter, picking and tests read the same frame.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "render/gradus-plot.h"

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

typedef struct
{
  double font; /* pixels */
  double line; /* width of the series, pixels */
  GradusAxis x, y;
} GradusFrame;

/* Finds the ranges, the air around them, and ticks whose labels do not overlap. */
void gradus_frame_init (GradusFrame *frame, const GradusPlot *plot, double width, double height);

/* The point nearest to x; false outside the axes or where there is none. */
bool
gradus_frame_find_point (const GradusFrame *frame, const GradusSeries *series, double x, GradusHistoryPoint *point);

/* Value to pixels and back. What a logarithmic axis cannot show lies at its lower end. */
double gradus_axis_position (const GradusAxis *axis, double value);
double gradus_axis_value (const GradusAxis *axis, double position);

/* Fills in ticks; `measure` has the labels' font. */
void gradus_axis_place_ticks (GradusAxis *axis, PangoLayout *measure, GradusFormat format, double font, bool upright);

PangoFontDescription *gradus_plot_font (double size);

/* Lengths of a dash and of the gap after it, in widths of the series' line. */
#define GRADUS_PLOT_DASH 4.0
#define GRADUS_PLOT_GAP  2.5

/* Draws one series in one colour; several are several calls. */
void gradus_plot_draw_series (const GradusFrame *frame,
                              const GradusSeries *series,
                              GradusColor color,
                              bool dashed,
                              cairo_t *cr);
