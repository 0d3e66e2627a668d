/* Samples as a table: what is exported, and read again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-samples.h"

#include <string.h>

#include "model/gradus-session.h"

/* Takes a name that no column has yet. */
static char *
make_unique (const GradusTable *table, gsize n_columns, const char *name)
{
  g_autofree char *unique = g_strdup (name);

  for (guint k = 2;; k++)
    {
      gsize i = 0;

      while (i < n_columns && !g_str_equal (table->columns[i].name, unique))
        i++;
      if (i == n_columns)
        return g_steal_pointer (&unique);
      g_free (unique);
      unique = g_strdup_printf ("%s %u", name, k);
    }
}

static void
fill_numbers (GradusTable *table, gsize first, gsize n, const double values[], GPtrArray *names, const char *letter)
{
  for (gsize j = 0; j < n; j++)
    {
      GradusColumn *column = &table->columns[first + j];
      g_autofree char *plain = g_strdup_printf ("%s%zu", letter, j + 1);

      column->name = make_unique (table, first + j, names != NULL ? g_ptr_array_index (names, j) : plain);
      column->type = GRADUS_COLUMN_NUMBER;
      column->numbers = g_new (double, table->n_rows);
      for (gsize i = 0; i < table->n_rows; i++)
        column->numbers[i] = values[i * n + j];
    }
}

/* In the order of their bytes, as a table has its classes. */
static void
fill_split (GradusTable *table, gsize place, gsize n_train)
{
  GradusColumn *column = &table->columns[place];

  column->name = make_unique (table, place, GRADUS_SAMPLES_SPLIT);
  column->type = GRADUS_COLUMN_TEXT;
  column->codes = g_new (guint32, table->n_rows);
  column->classes = g_ptr_array_new_with_free_func (g_free);
  if (n_train < table->n_rows)
    g_ptr_array_add (column->classes, g_strdup (GRADUS_SAMPLES_TEST));
  g_ptr_array_add (column->classes, g_strdup (GRADUS_SAMPLES_TRAIN));
  for (gsize i = 0; i < table->n_rows; i++)
    column->codes[i] = i < n_train ? column->classes->len - 1 : 0;
}

GradusTable *
gradus_samples_to_table (const GradusSamples *samples)
{
  GradusTable *table = gradus_table_alloc ();

  table->separator = ',';
  table->decimal = '.';
  table->has_header = TRUE;
  table->n_rows = samples->n_rows;
  table->n_columns = samples->n_inputs + samples->n_outputs + 1;
  table->columns = g_new0 (GradusColumn, table->n_columns);
  fill_numbers (table, 0, samples->n_inputs, samples->inputs, samples->input_names, "x");
  fill_numbers (table, samples->n_inputs, samples->n_outputs, samples->targets, samples->output_names, "y");
  fill_split (table, table->n_columns - 1, samples->n_rows - samples->n_test);
  return table;
}

GBytes *
gradus_session_export_data (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  const GradusShape *shape = &gradus_session_get_problem (session)->shape;
  g_autoptr (GradusSamples) samples = gradus_session_dup_samples (session);
  g_autoptr (GradusTable) table = NULL;
  GradusNames *usual = gradus_names_new (shape);
  char symbol[GRADUS_SYMBOL_SIZE];

  /* A column is of targets, and ŷ is what the network makes of them. */
  for (gsize k = 0; usual != NULL && k < shape->n_outputs; k++)
    if (g_str_equal (samples->output_names->pdata[k], usual->neurons[usual->n_neurons - shape->n_outputs + k]))
      {
        g_free (samples->output_names->pdata[k]);
        samples->output_names->pdata[k] =
            g_strdup (gradus_symbol_target (gradus_session_get_names (session), shape, k, symbol));
      }
  gradus_names_free (usual);
  table = gradus_samples_to_table (samples);
  return gradus_table_to_csv (table);
}
