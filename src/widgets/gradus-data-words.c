/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-words.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-choices.h"

#define MAX_TOLD 20 /* bad lines that are named */

char *
gradus_data_words_describe_rows (gsize n_training, gsize n_test)
{
  gsize n = n_training;

  if (n_test == 0)
    return g_strdup_printf (ngettext ("%zu row, for training", "%zu rows, all for training", n), n);
  /* Translators: numbers of rows of data; the plural is that of the first. */
  return g_strdup_printf (
      ngettext ("%zu row for training, %zu for testing", "%zu rows for training, %zu for testing", n), n, n_test);
}

static char *
describe_network (const GradusSamples *samples)
{
  g_autofree char *rows = gradus_data_words_describe_rows (samples->n_rows - samples->n_test, samples->n_test);

  return g_strdup_printf (
      /* Translators: numbers of inputs and outputs, then a phrase like "333 rows, all for training". */
      _ ("Inputs: %zu, outputs: %zu; %s. The hidden layers are kept."),
      samples->n_inputs,
      samples->n_outputs,
      rows);
}

char *
gradus_data_words_describe_result (const GradusSamples *samples, GradusActivation activation, GradusLoss loss)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (lines, describe_network (samples));
  /* Translators: an activation and a loss function, like Softmax and Cross-entropy. */
  g_ptr_array_add (lines,
                   g_strdup_printf (_ ("Activation of the outputs: %s; loss: %s."),
                                    gradus_choices_get_activation (activation),
                                    gradus_choices_get_loss (loss)));
  if (samples->n_dropped > 0)
    g_ptr_array_add (lines,
                     g_strdup_printf (ngettext ("%zu row with missing cells is left out.",
                                                "%zu rows with missing cells are left out.",
                                                samples->n_dropped),
                                      samples->n_dropped));
  if (samples->n_filled > 0)
    g_ptr_array_add (
        lines,
        g_strdup_printf (ngettext ("%zu missing cell is filled.", "%zu missing cells are filled.", samples->n_filled),
                         samples->n_filled));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

char *
gradus_data_words_list_bad_lines (const GradusTable *table)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < MIN (table->bad->len, MAX_TOLD); i++)
    {
      g_autofree char *told = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, i));

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", told);
    }
  if (table->n_bad > MAX_TOLD)
    g_string_append (lines, "\n…");
  return g_string_free (lines, FALSE);
}
