/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-plot.h"

#define BYTES_PER_LINE 28

/* One series, read step by step. */
typedef struct
{
  const GradusSeries *series;
  size_t next;
} Column;

static uint64_t
get_next_step (const Column *column)
{
  return column->next < gradus_series_length (column->series) ? gradus_series_get (column->series, column->next).step
                                                              : UINT64_MAX;
}

/* A name in quotation marks, which are doubled in it. */
static void
append_name (GString *text, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (text, ",\"%s\"", doubled);
}

/* As a zip: each line has the step that comes next in any of the columns. */
static void
append_lines (GString *text, Column columns[], size_t n)
{
  const GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = false };
  char number[GRADUS_FORMAT_SIZE];

  for (;;)
    {
      uint64_t step = UINT64_MAX;

      for (size_t i = 0; i < n; i++)
        step = MIN (step, get_next_step (&columns[i]));
      if (step == UINT64_MAX)
        return;

      g_string_append_printf (text, "%" G_GUINT64_FORMAT, (guint64) step);
      for (size_t i = 0; i < n; i++)
        {
          g_string_append_c (text, ',');
          if (get_next_step (&columns[i]) == step)
            g_string_append (
                text,
                gradus_format_number (format, gradus_series_get (columns[i].series, columns[i].next++).loss, number));
        }
      g_string_append_c (text, '\n');
    }
}

GBytes *
gradus_plot_to_csv (const GradusHistory *history, const GradusPlotRun runs[], size_t n_runs)
{
  const GradusSeries *training = gradus_history_get_training (history), *test = gradus_history_get_test (history);
  g_autofree Column *columns = g_new0 (Column, n_runs + 2);
  GString *text = g_string_sized_new (32 + gradus_series_length (training) * BYTES_PER_LINE);
  size_t n = 0;

  g_string_append (text, "step,loss");
  columns[n++].series = training;
  if (gradus_series_length (test) > 0)
    {
      g_string_append (text, ",test_loss");
      columns[n++].series = test;
    }
  for (size_t i = 0; i < n_runs; i++)
    {
      append_name (text, runs[i].label);
      columns[n++].series = runs[i].losses;
    }
  g_string_append_c (text, '\n');
  append_lines (text, columns, n);
  return g_string_free_to_bytes (text);
}
