/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-plot-private.h"

#include <math.h>

#define FONT_SIZE    12.0 /* pixels, see gradus_axes_font_size() */
#define AIR          0.06 /* of the range, above and below the data */
#define FROM_ZERO    0.35 /* a linear axis starts at 0 where the smallest loss is below this share of the largest */
#define FIRST_STEPS  10.0 /* how far the step axis reaches before there is anything to show */
#define SCAN_COLUMNS 2048

static void
widen (GradusRange *range, double value, bool positive)
{
  if (!isfinite (value) || (positive && value <= 0.0))
    return;
  if (range->kind == GRADUS_RANGE_EMPTY)
    *range = (GradusRange){ GRADUS_RANGE_CONSTANT, value, value };
  range->minimum = MIN (range->minimum, value);
  range->maximum = MAX (range->maximum, value);
  if (range->minimum < range->maximum)
    range->kind = GRADUS_RANGE_PROPER;
}

/* What of the losses the axis can show: what is finite and, for a logarithm, positive. */
static void
find_losses (const GradusSeries *series, bool positive, GradusRange *range)
{
  size_t n = gradus_series_length (series);
  double low, high;

  if (!gradus_series_range (series, 0, n, &low, &high))
    return;
  if (isfinite (low) && isfinite (high) && !(positive && low <= 0.0))
    {
      widen (range, low, false);
      widen (range, high, false);
      return;
    }

  /* Something is beyond the axis: look piece by piece, so that it hides only its own. */
  size_t columns = MIN (n, SCAN_COLUMNS);

  for (size_t i = 0; i < columns; i++)
    {
      size_t first = (size_t) ((double) n * i / columns), end = (size_t) ((double) n * (i + 1) / columns);

      if (!gradus_series_range (series, first, end - first, &low, &high))
        continue;
      widen (range, low, positive);
      widen (range, high, positive);
    }
}

static void
set_loss_axis (GradusAxis *axis, GradusRange range, bool logarithmic)
{
  double low = range.minimum, high = range.maximum, air = (high - low) * AIR;

  axis->range = range;
  axis->logarithmic = logarithmic && range.kind != GRADUS_RANGE_EMPTY;
  if (range.kind == GRADUS_RANGE_EMPTY)
    {
      axis->start = 0.0;
      axis->end = 1.0;
    }
  else if (axis->logarithmic)
    {
      double factor = range.kind == GRADUS_RANGE_CONSTANT ? 3.0 : MAX (1.02, exp ((log (high) - log (low)) * AIR));

      axis->start = MAX (low / factor, 1e-307);
      axis->end = MIN (high * factor, 1e307);
    }
  else if (range.kind == GRADUS_RANGE_CONSTANT)
    {
      axis->start = MIN (0.0, low * 1.5);
      axis->end = low == 0.0 ? 1.0 : MAX (0.0, low * 1.5);
    }
  else
    {
      bool from_zero = low >= 0.0 && low < high * FROM_ZERO;

      axis->start = from_zero ? 0.0 : low - air;
      axis->end = high + air;
    }

  /* Differences below what doubles tell apart. */
  if (!(axis->end - axis->start > fabs (axis->end) * 1e-12))
    {
      axis->start -= MAX (fabs (axis->start) * 1e-6, 1e-300);
      axis->end += MAX (fabs (axis->end) * 1e-6, 1e-300);
    }
}

static void
set_step_axis (GradusAxis *axis, const GradusPlot *plot)
{
  const GradusHistory *history = plot->history;
  const GradusSeries *test = gradus_history_get_test (history);
  size_t n = gradus_history_length (history), n_test = gradus_series_length (test);

  axis->whole = true;
  axis->start = 0.0;
  axis->end = FIRST_STEPS;
  if (n == 0)
    return;

  axis->range.kind = n == 1 ? GRADUS_RANGE_CONSTANT : GRADUS_RANGE_PROPER;
  axis->range.minimum = (double) gradus_history_get (history, 0).step;
  axis->range.maximum = (double) gradus_history_get (history, n - 1).step;
  if (n_test > 0)
    axis->range.maximum = MAX (axis->range.maximum, (double) gradus_series_get (test, n_test - 1).step);
  for (size_t i = 0; i < plot->n_runs; i++)
    {
      size_t length = gradus_series_length (plot->runs[i].losses);

      if (length > 0)
        {
          axis->range.minimum = MIN (axis->range.minimum, (double) gradus_series_get (plot->runs[i].losses, 0).step);
          axis->range.maximum =
              MAX (axis->range.maximum, (double) gradus_series_get (plot->runs[i].losses, length - 1).step);
        }
    }
  if (axis->range.minimum < axis->range.maximum)
    axis->range.kind = GRADUS_RANGE_PROPER;
  axis->start = axis->range.minimum;
  axis->end = MAX (axis->range.maximum, axis->start + FIRST_STEPS);
}

void
gradus_frame_init (GradusFrame *frame, const GradusPlot *plot, double width, double height)
{
  *frame = (GradusFrame){ 0 };
  frame->font = gradus_axes_font_size (FONT_SIZE, width, height, plot->text_scale);
  frame->line = MAX (1.6, frame->font * 0.15);

  PangoLayout *measure = gradus_axes_create_measure (frame->font);
  GradusRange losses = { 0 };

  find_losses (gradus_history_get_training (plot->history), plot->logarithmic, &losses);
  find_losses (gradus_history_get_test (plot->history), plot->logarithmic, &losses);
  for (size_t i = 0; i < plot->n_runs; i++)
    find_losses (plot->runs[i].losses, plot->logarithmic, &losses);
  set_loss_axis (&frame->y, losses, plot->logarithmic);
  set_step_axis (&frame->x, plot);

  double left = gradus_axes_place_upright (&frame->y, measure, plot->format, frame->font, height);

  gradus_axes_place_level (
      &frame->x, measure, plot->format, frame->font, MIN (left, width / 2), width - frame->font * 1.8);
  g_object_unref (measure);
}

/* Of a series that is not empty. */
static GradusHistoryPoint
find_nearest (const GradusSeries *series, double step)
{
  size_t index = gradus_series_find (series, (uint64_t) step);
  GradusHistoryPoint point = gradus_series_get (series, index);

  if (index + 1 < gradus_series_length (series))
    {
      GradusHistoryPoint next = gradus_series_get (series, index + 1);

      if (fabs ((double) next.step - step) < fabs ((double) point.step - step))
        return next;
    }
  return point;
}

bool
gradus_frame_find_point (const GradusFrame *frame, const GradusSeries *series, double x, GradusHistoryPoint *point)
{
  size_t n = gradus_series_length (series);

  if (n == 0 || !(x >= frame->x.from - 1.0 && x <= frame->x.to + 1.0))
    return false;

  *point = find_nearest (series, MAX (gradus_axis_value (&frame->x, x), 0.0));
  return true;
}

bool
gradus_plot_point_at (const GradusPlot *plot, double width, double height, double x, GradusHistoryPoint *point)
{
  GradusFrame frame;

  gradus_frame_init (&frame, plot, width, height);
  return gradus_frame_find_point (&frame, gradus_history_get_training (plot->history), x, point);
}

uint64_t
gradus_plot_step_at (const GradusPlot *plot, double width, double height, double x)
{
  GradusFrame frame;

  gradus_frame_init (&frame, plot, width, height);

  double step = gradus_axis_value (&frame.x, CLAMP (x, frame.x.from, MAX (frame.x.to, frame.x.from)));

  return (uint64_t) CLAMP (round (step), frame.x.range.minimum, frame.x.range.maximum);
}

bool
gradus_plot_find_test (const GradusHistory *history, uint64_t step, GradusHistoryPoint *point)
{
  const GradusSeries *test = gradus_history_get_test (history);

  if (gradus_series_length (test) == 0)
    return false;
  *point = find_nearest (test, (double) step);
  return true;
}
