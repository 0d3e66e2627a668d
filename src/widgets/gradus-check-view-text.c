/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-check-view-private.h"

#include <glib/gi18n-lib.h>

#include "core/gradus-symbol.h"

static const GradusFormat brief = { .digits = 3, .locale = true };

char *
gradus_check_view_describe (GradusCheckSource *source, const GradusShape *shape)
{
  gsize n, n_checked = 0, n_differing = 0;
  const GradusCheckRow *rows = gradus_check_source_get_rows (source, &n);
  char symbol[GRADUS_SYMBOL_SIZE], error[GRADUS_FORMAT_SIZE];

  if (gradus_check_source_get_running (source))
    /* Translators: %d is a percentage. */
    return g_strdup_printf (_ ("Checking: %d percent done"), (int) (100 * gradus_check_source_get_progress (source)));
  if (rows == NULL)
    return g_strdup (_ ("Not checked yet."));

  for (gsize i = 0; i < n; i++)
    {
      GradusVerdict verdict = gradus_check_judge (&rows[i].entry);

      n_checked += verdict != GRADUS_VERDICT_SKIPPED;
      n_differing += verdict == GRADUS_VERDICT_DIFFERS;
    }
  if (n_checked == 0)
    return g_strdup (_ ("Every gradient is at a kink, where differences say nothing."));

  gradus_symbol_parameter (shape, rows[0].parameter, symbol);
  gradus_format_number (brief, rows[0].entry.relative_error, error);
  if (n_differing > 0)
    return g_strdup_printf (
        /* Translators: how many gradients, a weight (w₁) and its relative error. */
        ngettext ("%u gradient differs; the worst is that of %s, with a relative error of %s.",
                  "%u gradients differ; the worst is that of %s, with a relative error of %s.",
                  n_differing),
        (guint) n_differing,
        symbol,
        error);
  return g_strdup_printf (
      /* Translators: how many gradients, a number, and a weight (w₁). */
      ngettext ("%u gradient agrees; its relative error is %s (%s).",
                "%u gradients agree; the largest relative error is %s (%s).",
                n_checked),
      (guint) n_checked,
      error,
      symbol);
}

char *
gradus_check_view_describe_point (const GradusDifferenceCurve *curve,
                                  const GradusShape *shape,
                                  gsize point,
                                  GradusFormat format)
{
  double epsilon = curve->epsilon[point];
  double cut = gradus_difference_truncation (curve, epsilon), noise = gradus_difference_round_off (curve, epsilon);
  char symbol[GRADUS_SYMBOL_SIZE], step[GRADUS_FORMAT_SIZE], numeric[GRADUS_FORMAT_SIZE], exact[GRADUS_FORMAT_SIZE],
      error[GRADUS_FORMAT_SIZE];

  gradus_symbol_parameter (shape, curve->parameter, symbol);
  gradus_format_number (brief, epsilon, step);
  gradus_format_number (format, curve->numeric[point], numeric);
  gradus_format_number (format, curve->gradient, exact);
  gradus_format_number (brief, curve->error[point], error);
  return g_strdup_printf (
      cut > noise
          /* Translators: a weight (w₁), the step ε of a difference, that difference, the gradient and how far both are
           * apart. Truncation: the chord over a wide step is not the tangent. */
          ? _ ("%s, ε = %s: difference %s, backpropagation %s, error %s, mostly truncation: the chord is not the tangent.")
          /* Translators: the same. Round-off: two losses over a narrow step differ in their last digits only. */
          : _ ("%s, ε = %s: difference %s, backpropagation %s, error %s, mostly round-off: both losses share their first digits."),
      symbol,
      step,
      numeric,
      exact,
      error);
}

char *
gradus_check_view_describe_forecast (GradusForecast forecast, gboolean plain, GradusFormat format)
{
  char foretold[GRADUS_FORMAT_SIZE], actual[GRADUS_FORMAT_SIZE];

  gradus_format_number (format, forecast.foretold, foretold);
  gradus_format_number (format, forecast.actual, actual);
  return g_strdup_printf (
      plain
          /* Translators: two numbers; the first is what the gradient says of the next step's change in the loss. */
          ? _ ("The next step changes this sample’s loss by −η g·g = %s, to first order; really by %s.")
          /* Translators: the same, for a step that is not plain descent on this sample. */
          : _ ("The next step changes this sample’s loss by g·Δw = %s, to first order; really by %s."),
      foretold,
      actual);
}
