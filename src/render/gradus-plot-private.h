/* The plot: the frame in which both axes stand, and what is drawn into it. Painter, picking and tests read the same frame.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-axes.h"
#include "render/gradus-plot.h"

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

/* Lengths of a dash and of the gap after it, in widths of the series' line. */
#define GRADUS_PLOT_DASH 4.0
#define GRADUS_PLOT_GAP  2.5

/* Draws one series in one colour; several are several calls. */
void gradus_plot_draw_series (const GradusFrame *frame,
                              const GradusSeries *series,
                              GradusColor color,
                              bool dashed,
                              cairo_t *cr);
