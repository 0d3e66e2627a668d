/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-plot.h"

#define BYTES_PER_LINE 28

static void
append_loss (GString *text, double loss)
{
  const GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = false };
  char number[GRADUS_FORMAT_SIZE];

  g_string_append_c (text, ',');
  g_string_append (text, gradus_format_number (format, loss, number));
}

/* Step by step through one series and a column. */
static void
append_training (GString *text, const GradusSeries *training)
{
  for (size_t i = 0; i < gradus_series_length (training); i++)
    {
      GradusHistoryPoint point = gradus_series_get (training, i);

      g_string_append_printf (text, "%" G_GUINT64_FORMAT, (guint64) point.step);
      append_loss (text, point.loss);
      g_string_append_c (text, '\n');
    }
}

/* Both series at once, as a zip: each line has the step that comes next in either. */
static void
append_both (GString *text, const GradusSeries *training, const GradusSeries *test)
{
  size_t n = gradus_series_length (training), n_test = gradus_series_length (test), i = 0, k = 0;

  while (i < n || k < n_test)
    {
      guint64 step = i < n ? gradus_series_get (training, i).step : G_MAXUINT64;
      guint64 test_step = k < n_test ? gradus_series_get (test, k).step : G_MAXUINT64;

      g_string_append_printf (text, "%" G_GUINT64_FORMAT, MIN (step, test_step));
      if (step <= test_step)
        append_loss (text, gradus_series_get (training, i++).loss);
      else
        g_string_append_c (text, ',');
      if (test_step <= step)
        append_loss (text, gradus_series_get (test, k++).loss);
      else
        g_string_append_c (text, ',');
      g_string_append_c (text, '\n');
    }
}

GBytes *
gradus_plot_to_csv (const GradusHistory *history)
{
  const GradusSeries *training = gradus_history_get_training (history), *test = gradus_history_get_test (history);
  gboolean both = gradus_series_length (test) > 0;
  GString *text = g_string_sized_new (32 + gradus_series_length (training) * BYTES_PER_LINE);

  g_string_append (text, both ? "step,loss,test_loss\n" : "step,loss\n");
  if (both)
    append_both (text, training, test);
  else
    append_training (text, training);
  return g_string_free_to_bytes (text);
}
