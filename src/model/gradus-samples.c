/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-samples.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-dataset.h"
#include "core/gradus-shape.h"
#include "model/gradus-json-read.h"

#define MAX_NUMBERS ((gsize) 1 << 28) /* inputs and targets of all rows: 2 GiB */

/* How a column becomes numbers. */
typedef enum
{
  FORM_NUMBER, /* as it is */
  FORM_BINARY, /* two texts, 0 and 1 */
  FORM_TEXTS,  /* one number a class */
  FORM_VALUES, /* one number a value */
} Form;

typedef struct
{
  const GradusColumn *column;
  Form form;
  gsize width;
  gsize n_values;
  double *values; /* sorted; of FORM_VALUES, owned */
} Choice;

typedef struct
{
  gsize n;
  Choice *choices;
  gsize width;
} Side;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static gboolean
is_missing (const GradusColumn *column, gsize row)
{
  return column->type == GRADUS_COLUMN_NUMBER ? isnan (column->numbers[row])
                                              : column->codes[row] == GRADUS_CODE_MISSING;
}

static void
clear_side (Side *side)
{
  for (gsize i = 0; i < side->n; i++)
    g_free (side->choices[i].values);
  g_free (side->choices);
}

static gboolean
fail_size (GError **error)
{
  g_set_error (error,
               GRADUS_SAMPLES_ERROR,
               GRADUS_SAMPLES_ERROR_SIZE,
               _ ("these columns would give more than %d inputs or outputs; choose fewer, or texts with fewer classes"),
               GRADUS_MAX_NEURONS);
  return FALSE;
}

/* The distinct numbers of a column, sorted. */
static void
collect_values (Choice *choice, gsize n_rows)
{
  const double *numbers = choice->column->numbers;
  gsize n = 0;

  choice->values = g_new (double, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    if (!isnan (numbers[i]))
      choice->values[n++] = numbers[i];
  qsort (choice->values, n, sizeof (double), compare_numbers);
  for (gsize i = 0; i < n; i++)
    if (i == 0 || choice->values[i] != choice->values[i - 1])
      choice->values[choice->n_values++] = choice->values[i];
  choice->form = FORM_VALUES;
  choice->width = choice->n_values;
}

static gboolean
fail_no_column (const GradusTable *table, const char *name, GError **error)
{
  g_autofree char *known = gradus_table_list_columns (table);
  g_autofree char *shown = gradus_json_show (name);

  g_set_error (error,
               GRADUS_SAMPLES_ERROR,
               GRADUS_SAMPLES_ERROR_COLUMN,
               _ ("there is no column “%s”; there are: %s"),
               shown,
               known);
  return FALSE;
}

static gboolean
choose (const GradusTable *table, const char *const *names, GHashTable *taken, Side *side, GError **error)
{
  side->n = g_strv_length ((char **) names);
  side->choices = g_new0 (Choice, MAX (side->n, 1));
  for (gsize i = 0; i < side->n; i++)
    {
      Choice *choice = &side->choices[i];
      g_autofree char *shown = gradus_json_show (names[i]);

      choice->column = gradus_table_find_column (table, names[i]);
      if (!choice->column)
        {
          return fail_no_column (table, names[i], error);
        }
      if (!g_hash_table_add (taken, (gpointer) choice->column))
        {
          g_set_error (
              error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_COLUMN, _ ("the column “%s” is chosen twice"), shown);
          return FALSE;
        }
      choice->form = choice->column->type == GRADUS_COLUMN_TEXT ? FORM_TEXTS : FORM_NUMBER;
      choice->width = choice->form == FORM_TEXTS ? choice->column->classes->len : 1;
    }
  return TRUE;
}

/* What only a single target can be. */
static void
form_single_target (const GradusTable *table, const GradusSelection *selection, Choice *choice)
{
  if (choice->form == FORM_TEXTS && choice->width == 2 && selection->n_outputs == 1)
    {
      choice->form = FORM_BINARY;
      choice->width = 1;
    }
  else if (choice->form == FORM_NUMBER && selection->classes && selection->n_outputs != 1)
    collect_values (choice, table->n_rows);
}

static gboolean
measure (Side *side, GError **error)
{
  for (gsize i = 0; i < side->n; i++)
    {
      side->width += side->choices[i].width;
      if (side->width > GRADUS_MAX_NEURONS)
        return fail_size (error);
    }
  return side->width > 0 || fail_size (error);
}

/* The rows that stay. */
static GArray *
collect_rows (const GradusTable *table, const Side *inputs, const Side *targets, gboolean fill)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize row = 0; row < table->n_rows; row++)
    {
      gboolean missing = FALSE;

      for (gsize i = 0; i < targets->n && !missing; i++)
        missing = is_missing (targets->choices[i].column, row);
      for (gsize i = 0; i < inputs->n && !missing && !fill; i++)
        missing = is_missing (inputs->choices[i].column, row);
      if (!missing)
        g_array_append_val (rows, row);
    }
  return rows;
}

/* Only `n` of the rows, in the order of a permutation by the seed. */
static gboolean
choose_rows (GArray *rows, gsize n, guint64 seed, GError **error)
{
  g_autofree gsize *order = g_new (gsize, rows->len);
  g_autofree gsize *all = g_memdup2 (rows->data, rows->len * sizeof (gsize));

  if (n > rows->len)
    {
      g_set_error (error,
                   GRADUS_SAMPLES_ERROR,
                   GRADUS_SAMPLES_ERROR_SIZE,
                   ngettext ("there is only %u complete row", "there are only %u complete rows", rows->len),
                   rows->len);
      return FALSE;
    }
  gradus_split_order (rows->len, 1, seed, order);
  for (gsize i = 0; i < n; i++)
    g_array_index (rows, gsize, i) = all[order[i]];
  g_array_set_size (rows, (guint) n);
  return TRUE;
}

/* What stands for a missing cell: the training rows' mean, or the code of their most frequent class. */
static double
find_filling (const GradusColumn *column, gsize n_train, const gsize rows[])
{
  double mean = 0, n = 0;

  if (column->type == GRADUS_COLUMN_TEXT)
    {
      g_autofree gsize *counts = g_new0 (gsize, MAX (column->classes->len, 1));
      guint best = 0;

      for (gsize i = 0; i < n_train; i++)
        if (!is_missing (column, rows[i]))
          counts[column->codes[rows[i]]]++;
      for (guint code = 1; code < column->classes->len; code++)
        if (counts[code] > counts[best])
          best = code;
      return best;
    }
  for (gsize i = 0; i < n_train; i++)
    if (!is_missing (column, rows[i]))
      mean += (column->numbers[rows[i]] - mean) / ++n; /* a sum could be too large */
  return mean;
}

static void
write_value (const Choice *choice, double value, double to[])
{
  gsize place = (gsize) value;

  if (choice->form == FORM_NUMBER || choice->form == FORM_BINARY)
    {
      to[0] = value;
      return;
    }
  if (choice->form == FORM_VALUES)
    {
      const double *found = bsearch (&value, choice->values, choice->n_values, sizeof (double), compare_numbers);

      place = (gsize) (found - choice->values);
    }
  for (gsize k = 0; k < choice->width; k++)
    to[k] = k == place;
}

/* One side of all rows; returns how many cells were filled. */
static gsize
write_side (const Side *side, gsize n_rows, gsize n_train, const gsize rows[], double to[])
{
  gsize n_filled = 0, at = 0;

  for (gsize i = 0; i < side->n; i++)
    {
      const Choice *choice = &side->choices[i];
      const GradusColumn *column = choice->column;
      double filling = column->n_missing > 0 ? find_filling (column, n_train, rows) : 0;

      for (gsize k = 0; k < n_rows; k++)
        {
          gboolean missing = is_missing (column, rows[k]);
          double value = column->type == GRADUS_COLUMN_NUMBER ? column->numbers[rows[k]] : column->codes[rows[k]];

          write_value (choice, missing ? filling : value, to + k * side->width + at);
          n_filled += missing;
        }
      at += choice->width;
    }
  return n_filled;
}

static GPtrArray *
name_side (const Side *side, gboolean classes_alone)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < side->n; i++)
    {
      const Choice *choice = &side->choices[i];

      for (gsize k = 0; k < choice->width; k++)
        {
          char number[G_ASCII_DTOSTR_BUF_SIZE];
          const char *name = choice->form == FORM_VALUES
                                 ? g_ascii_formatd (number, sizeof number, "%.15g", choice->values[k])
                             : choice->form == FORM_TEXTS ? choice->column->classes->pdata[k]
                                                          : NULL;

          if (!name)
            g_ptr_array_add (names, g_strdup (choice->column->name));
          else if (classes_alone && side->n == 1)
            g_ptr_array_add (names, g_strdup (name));
          else
            g_ptr_array_add (names, g_strconcat (choice->column->name, "=", name, NULL));
        }
    }
  return names;
}

static gboolean
standardize (GradusSamples *samples, const Side *side, GError **error)
{
  g_autofree guchar *numeric = g_new0 (guchar, side->width);
  gsize at = 0;

  for (gsize i = 0; i < side->n; i++)
    {
      numeric[at] = side->choices[i].form == FORM_NUMBER;
      at += side->choices[i].width;
    }
  if (gradus_standardize (samples->n_rows, samples->n_rows - samples->n_test, side->width, numeric, samples->inputs))
    return TRUE;
  g_set_error_literal (
      error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_RANGE, _ ("these numbers are too large to be standardised"));
  return FALSE;
}

/* Rows that the table itself says are for testing, behind the others. */
static gboolean
split_by_column (const GradusTable *table,
                 const char *name,
                 const GArray *kept,
                 GradusSamples *samples,
                 gsize order[],
                 GError **error)
{
  const GradusColumn *column = gradus_table_find_column (table, name);
  gsize n = 0;

  if (column == NULL)
    return fail_no_column (table, name, error);

  for (int test = 0; test <= 1; test++)
    for (guint i = 0; i < kept->len; i++)
      {
        gsize row = g_array_index (kept, gsize, i);
        gboolean is_test = column->type == GRADUS_COLUMN_TEXT && column->codes[row] != GRADUS_CODE_MISSING &&
                           g_str_equal (column->classes->pdata[column->codes[row]], GRADUS_SAMPLES_TEST);

        if (is_test != test)
          continue;
        order[n++] = i;
        samples->n_test += is_test ? 1 : 0;
      }
  if (samples->n_test == samples->n_rows)
    {
      g_set_error_literal (error,
                           GRADUS_SAMPLES_ERROR,
                           GRADUS_SAMPLES_ERROR_EMPTY,
                           _ ("every row is for testing, and none is left to train on"));
      return FALSE;
    }
  samples->test_fraction = (double) samples->n_test / (double) samples->n_rows;
  return TRUE;
}

static GradusSamples *
build (const GradusTable *table, const GradusSelection *selection, Side *inputs, Side *targets, GError **error)
{
  g_autoptr (GradusSamples) samples = g_new0 (GradusSamples, 1);
  g_autoptr (GArray) kept = NULL;
  g_autofree gsize *order = NULL;

  if (targets->n == 1)
    form_single_target (table, selection, &targets->choices[0]);
  if (!measure (inputs, error) || !measure (targets, error))
    return NULL;
  kept = collect_rows (table, inputs, targets, selection->fill);
  samples->n_dropped = table->n_rows - kept->len;
  if (kept->len > 0 && selection->n_rows > 0 && !choose_rows (kept, selection->n_rows, selection->seed, error))
    return NULL;
  samples->n_rows = kept->len;
  if (samples->n_rows == 0)
    {
      g_set_error_literal (error,
                           GRADUS_SAMPLES_ERROR,
                           GRADUS_SAMPLES_ERROR_EMPTY,
                           _ ("every row has a missing cell; choose other columns, or have missing cells filled"));
      return NULL;
    }
  if (samples->n_rows > MAX_NUMBERS / (inputs->width + targets->width))
    {
      g_set_error_literal (error,
                           GRADUS_SAMPLES_ERROR,
                           GRADUS_SAMPLES_ERROR_SIZE,
                           _ ("these columns would give more numbers than fit into memory; choose fewer"));
      return NULL;
    }

  samples->seed = selection->seed;
  order = g_new (gsize, samples->n_rows);
  if (selection->split != NULL)
    {
      if (!split_by_column (table, selection->split, kept, samples, order, error))
        return NULL;
    }
  else
    {
      samples->test_fraction = selection->test_fraction;
      samples->n_test = gradus_split_count (samples->n_rows, selection->test_fraction);
      gradus_split_order (samples->n_rows, samples->n_test, selection->seed, order);
    }
  for (gsize i = 0; i < samples->n_rows; i++)
    order[i] = g_array_index (kept, gsize, order[i]);

  samples->n_inputs = inputs->width;
  samples->n_outputs = targets->width;
  samples->inputs = g_new (double, samples->n_rows * inputs->width);
  samples->targets = g_new (double, samples->n_rows * targets->width);
  samples->n_filled = write_side (inputs, samples->n_rows, samples->n_rows - samples->n_test, order, samples->inputs);
  write_side (targets, samples->n_rows, samples->n_rows - samples->n_test, order, samples->targets);
  samples->input_names = name_side (inputs, FALSE);
  samples->output_names = name_side (targets, TRUE);
  if (selection->standardize && !standardize (samples, inputs, error))
    return NULL;
  return g_steal_pointer (&samples);
}

GQuark
gradus_samples_error_quark (void)
{
  return g_quark_from_static_string ("gradus-samples-error-quark");
}

GradusSamples *
gradus_samples_new (const GradusTable *table, const GradusSelection *selection, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  Side inputs = { 0 }, targets = { 0 };
  GradusSamples *samples = NULL;

  if (choose (table, selection->inputs, taken, &inputs, error) &&
      choose (table, selection->targets, taken, &targets, error))
    samples = build (table, selection, &inputs, &targets, error);
  clear_side (&inputs);
  clear_side (&targets);
  return samples;
}

GradusSamples *
gradus_samples_new_from_rows (gsize n_inputs,
                              gsize n_outputs,
                              gsize n_rows,
                              const double inputs[],
                              const double targets[],
                              double test_fraction,
                              guint64 seed)
{
  GradusSamples *samples = g_new0 (GradusSamples, 1);
  g_autofree gsize *order = g_new (gsize, n_rows);

  samples->n_inputs = n_inputs;
  samples->n_outputs = n_outputs;
  samples->n_rows = n_rows;
  samples->n_test = gradus_split_count (n_rows, test_fraction);
  samples->test_fraction = test_fraction;
  samples->seed = seed;
  samples->inputs = g_new (double, n_rows *n_inputs);
  samples->targets = g_new (double, n_rows *n_outputs);
  gradus_split_order (n_rows, samples->n_test, seed, order);
  for (gsize i = 0; i < n_rows; i++)
    {
      memcpy (samples->inputs + i * n_inputs, inputs + order[i] * n_inputs, n_inputs * sizeof (double));
      memcpy (samples->targets + i * n_outputs, targets + order[i] * n_outputs, n_outputs * sizeof (double));
    }
  return samples;
}

void
gradus_samples_free (GradusSamples *samples)
{
  if (!samples)
    return;
  g_free (samples->inputs);
  g_free (samples->targets);
  g_clear_pointer (&samples->input_names, g_ptr_array_unref);
  g_clear_pointer (&samples->output_names, g_ptr_array_unref);
  g_free (samples);
}
