/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-plot-private.h"

#include <math.h>

/* Up to so many points a pixel column a polyline is drawn, beyond it what each
 * column holds from its smallest to its largest. */
#define POINTS_PER_COLUMN 1.0
#define STROKE_PIECE      64
#define SINGLE_PEAKS      24 /* with more of them a series is ragged */
#define DOTS_UP_TO        40 /* points that are marked singly */

typedef struct
{
  double x, top, bottom;
} Column;

static void
draw_polyline (const GradusFrame *frame, const GradusSeries *series, bool dashed, cairo_t *cr)
{
  size_t n = gradus_series_length (series), drawn = 0;

  cairo_set_line_width (cr, frame->line);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  if (dashed)
    cairo_set_dash (cr, (double[]){ GRADUS_PLOT_DASH * frame->line, GRADUS_PLOT_GAP * frame->line }, 2, 0);
  for (size_t i = 0; i < n; i++)
    {
      GradusHistoryPoint point = gradus_series_get (series, i);

      /* Where there is no number there is no line. */
      if (isnan (point.loss))
        {
          cairo_stroke (cr);
          continue;
        }

      double x = gradus_axis_position (&frame->x, (double) point.step);
      double y = gradus_axis_position (&frame->y, point.loss);

      cairo_line_to (cr, x, y);

      /* In pieces: what a stroke costs grows faster than its length. Dashes would begin anew in each. */
      if (++drawn % STROKE_PIECE == 0 && !dashed)
        {
          cairo_stroke (cr);
          cairo_move_to (cr, x, y);
        }
    }
  cairo_stroke (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  cairo_set_dash (cr, NULL, 0, 0);

  for (size_t i = 0; i < n && n <= DOTS_UP_TO; i++)
    {
      GradusHistoryPoint point = gradus_series_get (series, i);

      if (isnan (point.loss))
        continue;
      cairo_arc (cr,
                 gradus_axis_position (&frame->x, (double) point.step),
                 gradus_axis_position (&frame->y, point.loss),
                 frame->line * 1.25,
                 0,
                 2 * G_PI);
      cairo_fill (cr);
    }
}

/* Smallest and largest of every pixel column; columns without a point are left out. */
static size_t
collect_columns (const GradusFrame *frame, const GradusSeries *series, Column columns[], size_t size)
{
  size_t length = gradus_series_length (series), index = 0, n = 0;

  for (size_t c = 0; c < size && index < length; c++)
    {
      double right = gradus_axis_value (&frame->x, frame->x.from + c + 1);
      size_t last = c + 1 == size ? length - 1 : gradus_series_find (series, (uint64_t) MAX (right, 0.0));
      double low, high;

      if (last < index || !gradus_series_range (series, index, last - index + 1, &low, &high))
        continue;
      columns[n++] = (Column){
        .x = frame->x.from + c + 0.5,
        .top = gradus_axis_position (&frame->y, high),
        .bottom = gradus_axis_position (&frame->y, low),
      };
      index = last + 1;
    }
  return n;
}

/* Neighbours that do not meet are joined halfway, or a steep line would have gaps. */
static void
join_columns (Column columns[], size_t n)
{
  for (size_t i = 1; i < n; i++)
    {
      Column *a = &columns[i - 1], *b = &columns[i];

      if (a->bottom < b->top)
        a->bottom = b->top = (a->bottom + b->top) / 2;
      else if (b->bottom < a->top)
        b->bottom = a->top = (b->bottom + a->top) / 2;
    }
}

/* Whether a column stands out from both its neighbours. */
static bool
is_peak (const Column *c, double line)
{
  return (c->top < c[-1].top - line && c->top < c[1].top - line) ||
         (c->bottom > c[-1].bottom + line && c->bottom > c[1].bottom + line);
}

static void
add_column (const Column *c, double line, cairo_t *cr)
{
  cairo_rectangle (cr, c->x - 0.5, c->top - line / 2, 1.0, c->bottom - c->top + line);
}

/* A smooth series: one shape along the upper ends and back along the lower, as thick as a line
 * at least. A peak would taper off to a hair in it, so it gets its whole pixel. */
static void
fill_band (const Column columns[], size_t n, double line, cairo_t *cr)
{
  for (size_t i = 0; i < n; i++)
    cairo_line_to (cr, columns[i].x, columns[i].top - line / 2);
  for (size_t i = n; i > 0; i--)
    cairo_line_to (cr, columns[i - 1].x, columns[i - 1].bottom + line / 2);
  cairo_close_path (cr);
  for (size_t i = 1; i + 1 < n; i++)
    if (is_peak (&columns[i], line))
      add_column (&columns[i], line, cr);
  cairo_fill (cr);
}

/* A ragged one: whole pixels, which cost far less than slanted borders. */
static void
fill_columns (const Column columns[], size_t n, double line, cairo_t *cr)
{
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (size_t i = 0; i < n; i++)
    add_column (&columns[i], line, cr);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
}

/* Leaves out what lies in the gaps of a dashed line; returns how many are left. */
static size_t
cut_gaps (const GradusFrame *frame, Column columns[], size_t n)
{
  double dash = GRADUS_PLOT_DASH * frame->line, period = dash + GRADUS_PLOT_GAP * frame->line;
  size_t left = 0;

  for (size_t i = 0; i < n; i++)
    if (fmod (columns[i].x - frame->x.from, period) < dash)
      columns[left++] = columns[i];
  return left;
}

static void
draw_columns (const GradusFrame *frame, const GradusSeries *series, bool dashed, cairo_t *cr)
{
  size_t size = (size_t) ceil (frame->x.to - frame->x.from);
  g_autofree Column *columns = g_new (Column, size);
  size_t n = collect_columns (frame, series, columns, size), peaks = 0;

  for (size_t i = 1; i + 1 < n; i++)
    peaks += is_peak (&columns[i], frame->line);
  join_columns (columns, n);
  if (dashed)
    fill_columns (columns, cut_gaps (frame, columns, n), frame->line, cr);
  else if (peaks > SINGLE_PEAKS)
    fill_columns (columns, n, frame->line, cr);
  else
    fill_band (columns, n, frame->line, cr);
}

void
gradus_plot_draw_series (const GradusFrame *frame,
                         const GradusSeries *series,
                         GradusColor color,
                         bool dashed,
                         cairo_t *cr)
{
  size_t n = gradus_series_length (series);
  double columns = (frame->x.to - frame->x.from) * (frame->x.range.maximum - frame->x.range.minimum) /
                   (frame->x.end - frame->x.start);

  cairo_save (cr);
  cairo_rectangle (cr,
                   frame->x.from - frame->line * 2,
                   frame->y.to - frame->line,
                   frame->x.to - frame->x.from + frame->line * 4,
                   frame->y.from - frame->y.to + frame->line * 2);
  cairo_clip (cr);
  cairo_new_path (cr);
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
  if (n <= MAX (columns, 1.0) * POINTS_PER_COLUMN)
    draw_polyline (frame, series, dashed, cr);
  else
    draw_columns (frame, series, dashed, cr);
  cairo_restore (cr);
}
