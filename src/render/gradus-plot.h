/* The loss plot: axes, ticks, series by pixel column, the value under a point.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "core/gradus-history.h"
#include "render/gradus-format.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

/* A run that is drawn beside that of now, in a colour of its own and dashes. All borrowed. */
typedef struct
{
  const GradusSeries *losses;
  const char *label;
  size_t style; /* chooses the colour, see gradus_path_color() */
} GradusPlotRun;

typedef struct
{
  const GradusHistory *history; /* borrowed; may be empty; the test rows' series is drawn dashed */
  bool logarithmic;             /* the loss axis */
  double marker;                /* x in pixels of the pointer's marker; NaN: none */
  bool has_position;            /* a line stands at the step on show, which is `position` */
  uint64_t position;
  const GradusPlotRun *runs; /* those it is compared with */
  size_t n_runs;
  GradusFormat format;
  double text_scale;
} GradusPlot;

void gradus_plot_paint (const GradusPlot *plot, const GradusPalette *palette, cairo_t *cr, double width, double height);

/* The point of the series nearest to pixel column x; false outside the axes or where there is none. */
bool gradus_plot_point_at (const GradusPlot *plot, double width, double height, double x, GradusHistoryPoint *point);

/* The step that stands at pixel column x, or the nearest of those that the axis has. */
uint64_t gradus_plot_step_at (const GradusPlot *plot, double width, double height, double x);

/* What the test rows' loss was nearest to `step`; false where it was never measured. */
bool gradus_plot_find_test (const GradusHistory *history, uint64_t step, GradusHistoryPoint *point);

/* The points as CSV: "step,loss", then "test_loss" where there are test rows and a column a run, named
 * by its label; a line for each step that has one of them, and nothing where another is missing. Numbers are
 * in the C locale and in the shortest text that reads back to the same double. The caller owns the bytes. */
GBytes *gradus_plot_to_csv (const GradusHistory *history, const GradusPlotRun runs[], size_t n_runs);

G_END_DECLS
