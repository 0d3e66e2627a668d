/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-path-style.h"

/* Everything that drawing needs; the frame is the geometry. */
typedef struct
{
  const GradusPlot *plot;
  const GradusPalette *palette;
  GradusFrame frame;
  double width, height;
  cairo_t *cr;
  PangoLayout *text;
} Canvas;

static void
set_color (const Canvas *canvas, GradusColor color)
{
  cairo_set_source_rgb (canvas->cr, color.red, color.green, color.blue);
}

/* The background around the axes, and what lies between them: on a large screen
 * every pixel counts that is filled twice. They overlap a little, so that no seam
 * shows where the plot is scaled. */
static void
draw_ground (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;
  double left = x->from + 1, right = MAX (x->to - 1, left);
  double top = ceil (y->to) + 1, bottom = MAX (floor (y->from) - 1, top);
  cairo_t *cr = canvas->cr;

  set_color (canvas, canvas->palette->background);
  cairo_rectangle (cr, 0, 0, canvas->width, top);
  cairo_rectangle (cr, 0, bottom, canvas->width, MAX (canvas->height - bottom, 0.0));
  cairo_rectangle (cr, 0, top, left, bottom - top);
  cairo_rectangle (cr, right, top, MAX (canvas->width - right, 0.0), bottom - top);
  cairo_fill (cr);

  set_color (canvas, canvas->palette->surface);
  cairo_rectangle (cr, x->from, y->to, x->to - x->from, y->from - y->to);
  cairo_fill (cr);
}

static void
draw_grid (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;
  cairo_t *cr = canvas->cr;
  double line = MAX (1.0, round (canvas->frame.font / 16));

  /* Filled, not stroked: a stroke has its whole bounds looked through for where lines cross. */
  set_color (canvas, canvas->palette->grid);
  for (size_t i = 0; i < y->n_ticks; i++)
    cairo_rectangle (cr, x->from, gradus_axes_snap (y->ticks[i].position, line) - line / 2, x->to - x->from, line);
  for (size_t i = 0; i < x->n_ticks; i++)
    cairo_rectangle (cr, gradus_axes_snap (x->ticks[i].position, line) - line / 2, y->to, line, y->from - y->to);
  cairo_fill (cr);
}

/* A piece of a series' line and what the series is, ending at x; returns where it begins. */
static double
draw_key (const Canvas *canvas, const char *name, GradusColor color, bool dashed, double x, double y)
{
  double font = canvas->frame.font, line = canvas->frame.line;
  cairo_t *cr = canvas->cr;
  PangoRectangle logical;

  set_color (canvas, canvas->palette->text);
  gradus_axes_draw_text (canvas->cr, canvas->text, name, x, y, 1.0, 0.5);
  pango_layout_get_extents (canvas->text, NULL, &logical);
  x -= (double) logical.width / PANGO_SCALE + 0.6 * font;

  set_color (canvas, color);
  cairo_set_line_width (cr, line);
  if (dashed)
    cairo_set_dash (cr, (double[]){ GRADUS_PLOT_DASH * line, GRADUS_PLOT_GAP * line }, 2, 0.0);
  cairo_move_to (cr, x - (2 * GRADUS_PLOT_DASH + GRADUS_PLOT_GAP) * line, y);
  cairo_line_to (cr, x, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);
  return x - (2 * GRADUS_PLOT_DASH + GRADUS_PLOT_GAP) * line;
}

/* Above the axes, at the right, where there is more than one series. */
static void
draw_legend (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x;
  double left, y = canvas->frame.y.to - 1.1 * canvas->frame.font;

  if (gradus_series_length (gradus_history_get_test (canvas->plot->history)) == 0)
    return;
  /* Translators: the loss plot's legend: the loss of the test rows. */
  left = draw_key (canvas, C_ ("loss", "Test"), canvas->palette->negative, true, x->to, y);
  /* Translators: the loss plot's legend: the loss of the training rows. */
  draw_key (canvas, C_ ("loss", "Training"), canvas->palette->positive, false, left - 1.5 * canvas->frame.font, y);
}

/* Within the axes at the upper right, where losses that fall leave room; a line each, while there is any. */
static void
draw_run_keys (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;
  double font = canvas->frame.font, pitch = 1.45 * font;

  pango_layout_set_width (canvas->text, (int) ((x->to - x->from) * 0.6 * PANGO_SCALE));
  pango_layout_set_ellipsize (canvas->text, PANGO_ELLIPSIZE_END);
  for (size_t i = 0; i < canvas->plot->n_runs && y->to + (i + 1.5) * pitch < y->from; i++)
    {
      const GradusPlotRun *run = &canvas->plot->runs[i];

      draw_key (canvas,
                run->label,
                gradus_path_color (canvas->palette, run->style),
                true,
                x->to - 0.6 * font,
                y->to + (i + 0.8) * pitch);
    }
  pango_layout_set_ellipsize (canvas->text, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_width (canvas->text, -1);
}

static void
draw_names (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;

  gradus_axes_draw_names (x,
                          y,
                          canvas->frame.font,
                          /* Translators: the name of the plot's level axis: training steps. */
                          _ ("Step"),
                          /* Translators: the name of the plot's upright axis. */
                          y->logarithmic ? _ ("Loss (logarithmic)") : _ ("Loss"),
                          canvas->height,
                          canvas->palette,
                          canvas->cr,
                          canvas->text);
}

/* An empty plot says what will be seen in it. */
static void
draw_promise (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;
  const char *text = gradus_history_length (canvas->plot->history) == 0
                         ? _ ("The loss after each training step will appear here.")
                         : _ ("No loss so far can be shown on this axis.");

  set_color (canvas, canvas->palette->dim_text);
  pango_layout_set_width (canvas->text, (int) ((x->to - x->from) * 0.9 * PANGO_SCALE));
  pango_layout_set_alignment (canvas->text, PANGO_ALIGN_CENTER);

  PangoRectangle logical;

  pango_layout_set_text (canvas->text, text, -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);
  cairo_move_to (
      canvas->cr, x->from + (x->to - x->from) * 0.05, (y->from + y->to) / 2 - logical.height / 2.0 / PANGO_SCALE);
  pango_cairo_show_layout (canvas->cr, canvas->text);
  pango_layout_set_width (canvas->text, -1);
}

static void
draw_dot (const Canvas *canvas, GradusHistoryPoint point, GradusColor color)
{
  const GradusAxis *y = &canvas->frame.y;
  double radius = MAX (3.0, canvas->frame.font * 0.32);
  double height = CLAMP (gradus_axis_position (y, point.loss), y->to, y->from);

  cairo_new_path (canvas->cr);
  cairo_arc (canvas->cr, gradus_axis_position (&canvas->frame.x, (double) point.step), height, radius, 0, 2 * G_PI);
  set_color (canvas, color);
  cairo_fill_preserve (canvas->cr);
  set_color (canvas, canvas->palette->surface);
  cairo_set_line_width (canvas->cr, radius * 0.4);
  cairo_stroke (canvas->cr);
}

/* A line where the step on show stands, and its point. */
static void
draw_position (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;
  const GradusSeries *series = gradus_history_get_training (canvas->plot->history);
  double at = gradus_axis_position (x, (double) canvas->plot->position),
         line = MAX (2.0, round (canvas->frame.font / 8));
  GradusHistoryPoint point;

  if (!gradus_frame_find_point (&canvas->frame, series, at, &point))
    return;

  set_color (canvas, canvas->palette->accent);
  cairo_rectangle (canvas->cr, gradus_axes_snap (at, line) - line / 2, y->to, line, y->from - y->to);
  cairo_fill (canvas->cr);
  draw_dot (canvas, (GradusHistoryPoint){ canvas->plot->position, point.loss }, canvas->palette->accent);
}

static char *
write_step (const Canvas *canvas, uint64_t step)
{
  return canvas->plot->format.locale ? g_strdup_printf ("%'" G_GUINT64_FORMAT, step)
                                     : g_strdup_printf ("%" G_GUINT64_FORMAT, step);
}

/* `test` is NULL where there are no test rows. */
static char *
describe_point (const Canvas *canvas, GradusHistoryPoint point, const GradusHistoryPoint *test)
{
  char loss[GRADUS_FORMAT_SIZE], test_loss[GRADUS_FORMAT_SIZE];
  g_autofree char *step = write_step (canvas, point.step);

  gradus_format_number (canvas->plot->format, point.loss, loss);
  if (test == NULL)
    /* Translators: beside a point of the loss plot: a step's number and its loss. */
    return g_strdup_printf (_ ("Step %s: loss %s"), step, loss);

  gradus_format_number (canvas->plot->format, test->loss, test_loss);
  if (test->step == point.step)
    /* Translators: beside a point of the loss plot: a step's number, its loss, and that of the test rows. */
    return g_strdup_printf (_ ("Step %s: loss %s, test %s"), step, loss, test_loss);

  g_autofree char *test_step = write_step (canvas, test->step);

  /* Translators: the same, where the loss of the test rows is that of another step, which is told last. */
  return g_strdup_printf (_ ("Step %1$s: loss %2$s, test %3$s (step %4$s)"), step, loss, test_loss, test_step);
}

/* A line at the pointer's step, its point, and beside it what it says. */
static void
draw_marker (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame.x, *y = &canvas->frame.y;
  double font = canvas->frame.font;
  cairo_t *cr = canvas->cr;
  const GradusHistory *history = canvas->plot->history;
  GradusHistoryPoint point, test;
  PangoRectangle logical;

  if (!gradus_frame_find_point (&canvas->frame, gradus_history_get_training (history), canvas->plot->marker, &point))
    return;

  bool tested = gradus_plot_find_test (history, point.step, &test);

  double at = gradus_axis_position (x, (double) point.step), line = MAX (1.0, round (font / 12));
  double level = CLAMP (gradus_axis_position (y, point.loss), y->to, y->from);

  set_color (canvas, canvas->palette->highlight);
  cairo_set_line_width (cr, line);
  cairo_set_dash (cr, (double[]){ 0.35 * font, 0.25 * font }, 2, 0.0);
  cairo_move_to (cr, gradus_axes_snap (at, line), y->to);
  cairo_line_to (cr, gradus_axes_snap (at, line), y->from);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);
  draw_dot (canvas, point, canvas->palette->highlight);
  if (tested)
    draw_dot (canvas, test, canvas->palette->negative);

  g_autofree char *text = describe_point (canvas, point, tested ? &test : NULL);

  pango_layout_set_text (canvas->text, text, -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);

  double width = (double) logical.width / PANGO_SCALE + 1.0 * font;
  double height = (double) logical.height / PANGO_SCALE + 0.5 * font;
  double left = at + 0.8 * font, top = level - height - 0.6 * font;

  /* On the side where there is room, and always within the axes. */
  if (left + width > x->to)
    left = at - 0.8 * font - width;
  left = CLAMP (left, x->from, MAX (x->to - width, x->from));
  top = CLAMP (top, y->to, MAX (y->from - height, y->to));

  cairo_rectangle (cr, left, top, width, height);
  set_color (canvas, canvas->palette->surface);
  cairo_fill_preserve (cr);
  set_color (canvas, canvas->palette->highlight);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
  set_color (canvas, canvas->palette->text);
  gradus_axes_draw_text (canvas->cr, canvas->text, text, left + width / 2, top + height / 2, 0.5, 0.5);
}

void
gradus_plot_paint (const GradusPlot *plot, const GradusPalette *palette, cairo_t *cr, double width, double height)
{
  Canvas canvas = { .plot = plot, .palette = palette, .width = width, .height = height, .cr = cr };
  size_t n = gradus_history_length (plot->history);

  gradus_frame_init (&canvas.frame, plot, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  canvas.text = pango_cairo_create_layout (cr);
  gradus_axes_set_font (canvas.text, canvas.frame.font);

  draw_ground (&canvas);
  draw_grid (&canvas);
  if (canvas.frame.y.range.kind == GRADUS_RANGE_EMPTY)
    draw_promise (&canvas);
  else
    {
      for (size_t i = 0; i < plot->n_runs; i++)
        gradus_plot_draw_series (
            &canvas.frame, plot->runs[i].losses, gradus_path_color (palette, plot->runs[i].style), true, cr);
      gradus_plot_draw_series (
          &canvas.frame, gradus_history_get_training (plot->history), palette->positive, false, cr);
      gradus_plot_draw_series (&canvas.frame, gradus_history_get_test (plot->history), palette->negative, true, cr);
    }
  gradus_axes_draw (&canvas.frame.x, &canvas.frame.y, canvas.frame.font, palette, cr, canvas.text);
  draw_names (&canvas);
  draw_legend (&canvas);
  draw_run_keys (&canvas);
  if (canvas.frame.y.range.kind != GRADUS_RANGE_EMPTY)
    {
      if (plot->has_position)
        draw_position (&canvas);
      else
        draw_dot (&canvas, gradus_history_get (plot->history, n - 1), palette->accent);
      if (!isnan (plot->marker))
        draw_marker (&canvas);
    }

  g_object_unref (canvas.text);
  cairo_restore (cr);
}
