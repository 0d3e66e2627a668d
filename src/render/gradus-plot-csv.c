/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-plot.h"

#define BYTES_PER_LINE 28

GBytes *
gradus_plot_to_csv (const GradusHistory *history)
{
  GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = false };
  size_t n = gradus_history_length (history);
  GString *text = g_string_sized_new (32 + n * BYTES_PER_LINE);
  char number[GRADUS_FORMAT_SIZE];

  g_string_append (text, "step,loss\n");
  for (size_t i = 0; i < n; i++)
    {
      GradusHistoryPoint point = gradus_history_get (history, i);

      g_string_append_printf (
          text, "%" G_GUINT64_FORMAT ",%s\n", point.step, gradus_format_number (format, point.loss, number));
    }
  return g_string_free_to_bytes (text);
}
