/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-axes.h"

#include <math.h>

#define UPRIGHT_ROOM         2.2 /* ems from one label of an upright axis to the next */
#define LABEL_GAP            1.5 /* ems between labels of a level axis */
#define LARGEST_PLAIN        1e6
#define MOST_DECIMALS        6
#define MOST_DECADES_BETWEEN 6.0
#define PLAIN_DECADES        4 /* 0.001 to 1000 are written out, what lies beyond as a power of ten */

double
gradus_axis_position (const GradusAxis *axis, double value)
{
  double share;

  if (axis->logarithmic)
    share = value > 0.0 ? (log (value) - log (axis->start)) / (log (axis->end) - log (axis->start)) : 0.0;
  else
    share = (value - axis->start) / (axis->end - axis->start);
  if (isnan (share))
    share = 0.0;
  return axis->from + CLAMP (share, -1.0, 2.0) * (axis->to - axis->from);
}

double
gradus_axis_value (const GradusAxis *axis, double position)
{
  double share = (position - axis->from) / (axis->to - axis->from);

  if (axis->logarithmic)
    return exp (log (axis->start) + share * (log (axis->end) - log (axis->start)));
  return axis->start + share * (axis->end - axis->start);
}

/* The next of 1, 2, 5, 10, 20 ... that is at least `step`. */
static double
nice_step (double step)
{
  double decade = pow (10.0, floor (log10 (step)));
  double digit = step / decade;

  if (digit <= 1.0 + 1e-9)
    return decade;
  if (digit <= 2.0 + 1e-9)
    return 2.0 * decade;
  return digit <= 5.0 + 1e-9 ? 5.0 * decade : 10.0 * decade;
}

static void
write_whole_number (GradusFormat format, double value, char label[])
{
  if (format.locale)
    g_snprintf (label, GRADUS_FORMAT_SIZE, "%'" G_GUINT64_FORMAT, (guint64) value);
  else
    g_snprintf (label, GRADUS_FORMAT_SIZE, "%" G_GUINT64_FORMAT, (guint64) value);
}

/* "10⁻⁵", or "1e-5". */
static void
write_power (GradusFormat format, int exponent, char label[])
{
  static const char *const superscripts[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autoptr (GString) text = g_string_new (exponent < 0 ? "10⁻" : "10");
  char digits[16];

  if (!format.locale)
    {
      g_snprintf (label, GRADUS_FORMAT_SIZE, "1e%d", exponent);
      return;
    }
  g_snprintf (digits, sizeof digits, "%d", ABS (exponent));
  for (const char *d = digits; *d != '\0'; d++)
    g_string_append (text, superscripts[*d - '0']);
  g_strlcpy (label, text->str, GRADUS_FORMAT_SIZE);
}

static void
write_decade (GradusFormat format, int exponent, char label[])
{
  if (ABS (exponent) < PLAIN_DECADES)
    gradus_format_fixed (format, pow (10.0, exponent), MAX (0, -exponent), label);
  else
    write_power (format, exponent, label);
}

static void
write_linear (GradusFormat format, double value, double step, double largest, char label[])
{
  int decimals = (int) -floor (log10 (step) + 1e-9);
  char digits[GRADUS_FORMAT_SIZE], power[GRADUS_FORMAT_SIZE];

  if (fabs (value) < step * 1e-6)
    value = 0.0;
  if (largest < LARGEST_PLAIN && decimals <= MOST_DECIMALS)
    {
      gradus_format_fixed (format, value, MAX (0, decimals), label);
      return;
    }
  if (value == 0.0)
    {
      g_strlcpy (label, "0", GRADUS_FORMAT_SIZE);
      return;
    }

  /* All labels of an axis with the same power of ten: 0.8×10⁶, 1.0×10⁶, 1.2×10⁶. */
  int exponent = (int) floor (log10 (largest) + 1e-9);

  gradus_format_fixed (format, value / pow (10.0, exponent), MAX (0, decimals + exponent), digits);
  if (format.locale)
    write_power (format, exponent, power);
  else
    g_snprintf (power, sizeof power, "e%d", exponent);
  g_snprintf (label, GRADUS_FORMAT_SIZE, format.locale ? "%s×%s" : "%s%s", digits, power);
}

static double
measure_label (PangoLayout *measure, const char *label)
{
  PangoRectangle logical;

  pango_layout_set_text (measure, label, -1);
  pango_layout_get_extents (measure, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static bool
add_tick (GradusAxis *axis, double value, const char *label)
{
  GradusTick *tick;

  if (axis->n_ticks == GRADUS_MAX_TICKS)
    return false;
  tick = &axis->ticks[axis->n_ticks++];
  tick->value = value;
  tick->position = gradus_axis_position (axis, value);
  g_strlcpy (tick->label, label, sizeof tick->label);
  return true;
}

/* Measures the labels along the axis; false where two of them come too near to one another. */
static bool
labels_fit (GradusAxis *axis, PangoLayout *measure, double font, bool upright)
{
  for (size_t i = 0; i < axis->n_ticks; i++)
    {
      GradusTick *tick = &axis->ticks[i];

      tick->extent = upright ? font * 1.3 : measure_label (measure, tick->label);
      if (i > 0)
        {
          const GradusTick *before = &axis->ticks[i - 1];
          double gap = upright ? (UPRIGHT_ROOM - 1.3) * font : LABEL_GAP * font;

          if (fabs (tick->position - before->position) < (tick->extent + before->extent) / 2 + gap)
            return false;
        }
    }
  return true;
}

static void
place_linear (GradusAxis *axis, PangoLayout *measure, GradusFormat format, double font, bool upright)
{
  double length = fabs (axis->to - axis->from);
  double step = nice_step ((axis->end - axis->start) * UPRIGHT_ROOM * font / MAX (length, 1.0));
  double largest = MAX (fabs (axis->start), fabs (axis->end));

  if (axis->whole)
    step = MAX (step, 1.0);

  /* Coarser until the labels fit; in the end there is none or one, and that fits. */
  for (int tries = 0; tries < 60; tries++, step = nice_step (step * 1.5))
    {
      double first = ceil (axis->start / step - 1e-9);
      bool all = true;

      axis->n_ticks = 0;
      for (double k = first; all && k * step <= axis->end + step * 1e-9; k++)
        {
          char label[GRADUS_FORMAT_SIZE];

          if (axis->whole)
            write_whole_number (format, k * step, label);
          else
            write_linear (format, k * step, step, largest, label);
          all = add_tick (axis, k * step, label);
        }
      if (all && labels_fit (axis, measure, font, upright))
        return;
    }
  axis->n_ticks = 0;
}

/* Whole decades, every second, third ... where there are many; with 2 and 5 between where there are few. */
static bool
place_decades (GradusAxis *axis, PangoLayout *measure, GradusFormat format, double font, int stride, bool between)
{
  static const double digits[] = { 1.0, 2.0, 5.0 };
  int first = (int) floor (log10 (axis->start)), last = (int) ceil (log10 (axis->end));

  axis->n_ticks = 0;
  for (int k = first; k <= last; k++)
    for (size_t i = 0; i < (between ? G_N_ELEMENTS (digits) : 1); i++)
      {
        double value = digits[i] * pow (10.0, k);
        char label[GRADUS_FORMAT_SIZE];

        if (k % stride != 0 || value < axis->start * (1 - 1e-9) || value > axis->end * (1 + 1e-9))
          continue;
        if (i == 0)
          write_decade (format, k, label);
        else if (ABS (k) < PLAIN_DECADES)
          gradus_format_fixed (format, value, MAX (0, -k), label);
        else
          {
            GradusFormat short_format = { .digits = 1, .locale = format.locale };

            gradus_format_number (short_format, value, label);
          }
        if (!add_tick (axis, value, label))
          return false;
      }
  return axis->n_ticks >= 2 && labels_fit (axis, measure, font, true);
}

static void
place_logarithmic (GradusAxis *axis, PangoLayout *measure, GradusFormat format, double font)
{
  double decades = log10 (axis->end) - log10 (axis->start);

  if (decades < MOST_DECADES_BETWEEN && place_decades (axis, measure, format, font, 1, true) && axis->n_ticks >= 3)
    return;
  for (int stride = 1; stride < 400; stride += stride < 5 ? 1 : 5)
    if (place_decades (axis, measure, format, font, stride, false))
      return;
  place_linear (axis, measure, format, font, true);
}

void
gradus_axis_place_ticks (GradusAxis *axis, PangoLayout *measure, GradusFormat format, double font, bool upright)
{
  axis->n_ticks = 0;
  if (axis->range.kind == GRADUS_RANGE_EMPTY && !axis->whole)
    return;
  if (axis->logarithmic)
    place_logarithmic (axis, measure, format, font);
  else
    place_linear (axis, measure, format, font, upright);
}
