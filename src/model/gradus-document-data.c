/* Reading the data: rows that stand in the document, a built-in set, or a CSV file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/gradus-dataset.h"
#include "model/gradus-csv.h"
#include "model/gradus-document-private.h"
#include "model/gradus-table-set.h"

static const GradusJsonRange from_zero = { .minimum = 0, .maximum = INFINITY };
static const GradusJsonRange fraction = { .minimum = 0, .maximum = 1, .below = TRUE };

/* A refusal at a key of the object under way. */
#define refuse_at(reader, key, code, ...)                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gsize mark_ = gradus_json_enter (reader, key);                                                                     \
                                                                                                                       \
    gradus_json_refuse (reader, code, __VA_ARGS__);                                                                    \
    gradus_json_leave (reader, mark_);                                                                                 \
  }                                                                                                                    \
  G_STMT_END

/* One row a sample; how many there are shows in the document only. */
static gboolean
read_row_list (GradusJsonReader *reader, JsonNode *node, gsize columns, gsize *n_rows, double **rows)
{
  JsonArray *array = gradus_json_array (reader, node);
  gsize length;

  if (!array)
    return FALSE;
  length = json_array_get_length (array);
  if (length == 0)
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("at least one row expected"));
  if (*n_rows != 0 && length != *n_rows)
    return gradus_json_refuse (reader,
                               GRADUS_DOCUMENT_ERROR_CONTENT,
                               /* Translators: targets, one row for each row of inputs */
                               _ ("as many rows as in inputs (%zu) expected, %zu found"),
                               *n_rows,
                               length);
  /* What a matrix claims to be must be there before memory is taken for it. */
  if (!gradus_json_check_matrix (reader, node, length, columns))
    return FALSE;
  *n_rows = length;
  *rows = g_new (double, length *columns);
  return gradus_json_matrix (reader, node, length, columns, *rows);
}

static gboolean
read_rows (GradusJsonReader *reader, JsonObject *object, const char *key, gsize columns, gsize *n_rows, double **rows)
{
  JsonNode *node = gradus_json_require (reader, object, key);
  gboolean ok;
  gsize mark;

  if (!node)
    return FALSE;
  mark = gradus_json_enter (reader, key);
  ok = read_row_list (reader, node, columns, n_rows, rows);
  gradus_json_leave (reader, mark);
  return ok;
}

/* `in_document`: the row has a place there that can be named. */
static gboolean
check_targets (const GradusDocument *document,
               GradusJsonReader *reader,
               gsize n_rows,
               const double targets[],
               gboolean in_document)
{
  gsize n = document->network->shape.n_outputs;

  if (document->loss != GRADUS_LOSS_BINARY_CROSS_ENTROPY)
    return TRUE;
  for (gsize i = 0; i < n_rows * n; i++)
    if (targets[i] < 0 || targets[i] > 1)
      {
        gsize mark = reader->pointer->len;

        if (in_document)
          {
            gradus_json_enter (reader, "targets");
            gradus_json_enter_index (reader, i / n);
            gradus_json_enter_index (reader, i % n);
          }
        gradus_json_refuse (
            reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("“binary-cross-entropy” needs targets from 0 to 1"));
        gradus_json_leave (reader, mark);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_split (GradusDocument *document, GradusJsonReader *reader, JsonObject *object)
{
  gint64 seed = GRADUS_DOCUMENT_DEFAULT_SEED;

  if (!gradus_json_member_number (reader, object, "test-fraction", fraction, &document->test_fraction) ||
      !gradus_json_member_integer (reader, object, "seed", 0, GRADUS_MAX_SEED, &seed))
    return FALSE;
  document->data_seed = (guint64) seed;
  return TRUE;
}

/* Rows that are split already, those for training first; they are the document's from now on. */
static void
take_rows (GradusDocument *document, gsize n_rows, gsize n_test, double *inputs, double *targets)
{
  gsize n_inputs = document->network->shape.n_inputs, n_outputs = document->network->shape.n_outputs;

  document->n_samples = n_rows - n_test;
  document->inputs = inputs;
  document->targets = targets;
  document->n_test = n_test;
  if (n_test == 0)
    return;
  document->test_inputs = g_memdup2 (inputs + document->n_samples * n_inputs, n_test * n_inputs * sizeof (double));
  document->test_targets = g_memdup2 (targets + document->n_samples * n_outputs, n_test * n_outputs * sizeof (double));
}

/* Splits rows in the order of their source. */
static void
split_rows (GradusDocument *document, gsize n_rows, const double inputs[], const double targets[])
{
  gsize n_inputs = document->network->shape.n_inputs, n_outputs = document->network->shape.n_outputs;
  gsize n_test = gradus_split_count (n_rows, document->test_fraction);
  g_autofree gsize *order = g_new (gsize, n_rows);
  double *x = g_new (double, n_rows *n_inputs), *y = g_new (double, n_rows *n_outputs);

  gradus_split_order (n_rows, n_test, document->data_seed, order);
  for (gsize i = 0; i < n_rows; i++)
    {
      memcpy (x + i * n_inputs, inputs + order[i] * n_inputs, n_inputs * sizeof (double));
      memcpy (y + i * n_outputs, targets + order[i] * n_outputs, n_outputs * sizeof (double));
    }
  take_rows (document, n_rows, n_test, x, y);
}

static gboolean
read_inline (GradusDocument *document, GradusJsonReader *reader, JsonObject *object)
{
  static const char *const keys[] = { "inputs", "targets", "test-fraction", "seed", NULL };
  const GradusShape *shape = &document->network->shape;
  g_autofree double *inputs = NULL, *targets = NULL;
  gsize n_rows = 0;

  if (!gradus_json_check_keys (reader, object, keys) ||
      !read_rows (reader, object, "inputs", shape->n_inputs, &n_rows, &inputs) ||
      !read_rows (reader, object, "targets", shape->n_outputs, &n_rows, &targets) ||
      !check_targets (document, reader, n_rows, targets, TRUE) || !read_split (document, reader, object))
    return FALSE;
  split_rows (document, n_rows, inputs, targets);
  return TRUE;
}

static gboolean
refuse_shape (const GradusDocument *document,
              GradusJsonReader *reader,
              const char *key,
              const char *name,
              gsize n_inputs,
              gsize n_outputs)
{
  g_autofree char *shown = gradus_json_show (name);

  refuse_at (reader,
             key,
             GRADUS_DOCUMENT_ERROR_CONTENT,
             /* Translators: a data set or a file, then numbers of inputs and of outputs, twice */
             _ ("inputs and outputs of “%s”: %zu and %zu; of the network: %zu and %zu"),
             shown,
             n_inputs,
             n_outputs,
             document->network->shape.n_inputs,
             document->network->shape.n_outputs);
  return FALSE;
}

static gboolean
is_finite (const double numbers[], gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (numbers[i]))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_noise (GradusJsonReader *reader)
{
  refuse_at (reader, "noise", GRADUS_DOCUMENT_ERROR_CONTENT, _ ("the noise is too large"));
  return FALSE;
}

static gboolean
read_formula_set (GradusDocument *document, GradusJsonReader *reader, GradusDataset set, gint64 samples, double noise)
{
  const GradusShape *shape = &document->network->shape;
  gsize n = samples > 0 ? (gsize) samples : 0, n_inputs = shape->n_inputs, n_outputs = shape->n_outputs;
  g_autofree double *inputs = NULL, *targets = NULL, *rows = NULL;

  if (!gradus_dataset_takes_inputs (set, n_inputs) || n_outputs > 2 ||
      (n_outputs == 2 && !gradus_dataset_has_classes (set)))
    return refuse_shape (document, reader, "set", gradus_dataset_name (set), gradus_dataset_n_inputs (set), 1);
  if (n == 0)
    n = gradus_dataset_default_samples (set, n_inputs);
  if (noise < 0)
    noise = gradus_dataset_default_noise (set);

  inputs = g_new (double, n *n_inputs);
  targets = g_new (double, n);
  rows = g_new (double, n *n_outputs);
  gradus_dataset_fill (set, n_inputs, n, noise, document->data_seed, inputs, targets);
  if (!is_finite (inputs, n * n_inputs) || !is_finite (targets, n))
    return refuse_noise (reader);
  /* Two outputs answer for the two classes. */
  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < n_outputs; k++)
      rows[i * n_outputs + k] = n_outputs == 1 ? targets[i] : targets[i] == (double) k;
  if (!check_targets (document, reader, n, rows, FALSE))
    return FALSE;
  split_rows (document, n, inputs, rows);
  document->data_source.set = g_strdup (gradus_dataset_name (set));
  document->data_source.n_samples = (gsize) MAX (samples, 0);
  document->data_source.noise = noise;
  return TRUE;
}

static gboolean
take_samples (GradusDocument *document,
              GradusJsonReader *reader,
              const char *key,
              const char *name,
              GradusSamples *samples)
{
  const GradusShape *shape = &document->network->shape;

  if (samples->n_inputs != shape->n_inputs || samples->n_outputs != shape->n_outputs)
    return refuse_shape (document, reader, key, name, samples->n_inputs, samples->n_outputs);
  if (!check_targets (document, reader, samples->n_rows, samples->targets, FALSE))
    return FALSE;
  take_rows (document,
             samples->n_rows,
             samples->n_test,
             g_steal_pointer (&samples->inputs),
             g_steal_pointer (&samples->targets));
  return TRUE;
}

static gboolean
read_table_set (GradusDocument *document,
                GradusJsonReader *reader,
                const GradusTableSet *set,
                gint64 samples,
                double noise)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusSamples) chosen = gradus_table_set_get_samples (
      set, (gsize) MAX (samples, 0), MAX (noise, 0), document->test_fraction, document->data_seed, &error);

  if (!chosen)
    {
      refuse_at (reader, samples > 0 ? "samples" : "set", GRADUS_DOCUMENT_ERROR_CONTENT, "%s", error->message);
      return FALSE;
    }
  if (!is_finite (chosen->inputs, chosen->n_rows * chosen->n_inputs))
    return refuse_noise (reader);
  if (!take_samples (document, reader, "set", set->id, chosen))
    return FALSE;
  document->data_source.set = g_strdup (set->id);
  document->data_source.n_samples = (gsize) MAX (samples, 0);
  document->data_source.noise = MAX (noise, 0);
  document->data_source.source = g_strdup (set->source);
  document->data_source.licence = g_strdup (set->licence);
  return TRUE;
}

static gboolean
read_set (GradusDocument *document, GradusJsonReader *reader, JsonObject *object)
{
  static const char *const keys[] = { "set", "samples", "noise", "seed", "test-fraction", NULL };
  const GradusTableSet *table_set;
  g_autofree char *name = NULL, *shown = NULL;
  GradusDataset set;
  gint64 samples = 0;
  double noise = -1; /* the set's own */
  GString *known;
  gsize n;

  if (!gradus_json_check_keys (reader, object, keys) ||
      !gradus_json_member_string (reader, object, "set", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name) ||
      !gradus_json_member_integer (reader, object, "samples", 1, GRADUS_DATASET_MAX_SAMPLES, &samples) ||
      !gradus_json_member_number (reader, object, "noise", from_zero, &noise) || !read_split (document, reader, object))
    return FALSE;
  if (gradus_dataset_from_name (name, &set))
    return read_formula_set (document, reader, set, samples, noise);
  table_set = gradus_table_set_find (name);
  if (table_set)
    return read_table_set (document, reader, table_set, samples, noise);

  shown = gradus_json_show (name);
  known = g_string_new (NULL);
  for (int i = 0; i < GRADUS_N_DATASETS; i++)
    g_string_append_printf (known, "%s, ", gradus_dataset_name ((GradusDataset) i));
  table_set = gradus_table_sets_get (&n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", table_set[i].id);
  refuse_at (reader, "set", GRADUS_DOCUMENT_ERROR_CONTENT, _ ("unknown data set “%s”; known: %s"), shown, known->str);
  g_string_free (known, TRUE);
  return FALSE;
}

/* NULL-terminated names of columns. */
static char **
read_columns (GradusJsonReader *reader, JsonObject *object, const char *key)
{
  JsonNode *node = gradus_json_require (reader, object, key);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list;
  gboolean ok;
  gsize mark;

  if (!node)
    return NULL;
  mark = gradus_json_enter (reader, key);
  list = gradus_json_array (reader, node);
  ok = list != NULL;
  if (ok && json_array_get_length (list) == 0)
    ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("at least one column expected"));
  for (guint i = 0; ok && i < json_array_get_length (list); i++)
    {
      gsize inner = gradus_json_enter_index (reader, i);
      char *name = NULL;

      ok = gradus_json_string (reader, json_array_get_element (list, i), GRADUS_DOCUMENT_MAX_TEXT, FALSE, &name);
      if (ok)
        g_ptr_array_add (names, name);
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  if (!ok)
    return NULL;
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* A table with bad lines is not the one the author meant. */
static gboolean
check_bad_lines (GradusJsonReader *reader, const char *name, const GradusTable *table)
{
  g_autofree char *first = NULL;

  if (table->n_bad == 0)
    return TRUE;
  first = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, 0));
  if (table->n_bad == 1)
    refuse_at (reader, "csv", GRADUS_DOCUMENT_ERROR_DATA, "“%s”, %s", name, first);
  else
    refuse_at (
        reader,
        "csv",
        GRADUS_DOCUMENT_ERROR_DATA,
        /* Translators: a file's name, what is wrong with one line of it, how many others are wrong too */
        ngettext ("“%s”, %s; and %zu more line is bad", "“%s”, %s; and %zu more lines are bad", table->n_bad - 1),
        name,
        first,
        table->n_bad - 1);
  return FALSE;
}

/* The file beside the document; not one of anywhere, so that a document does not read what it has no business with. */
static GradusTable *
load_table (GradusJsonReader *reader, const char *path)
{
  g_autofree char *shown = gradus_json_show (path);
  g_autoptr (GradusTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  if (reader->table)
    return gradus_table_ref (reader->table);
  if (!*path || g_path_is_absolute (path))
    {
      refuse_at (reader,
                 "csv",
                 GRADUS_DOCUMENT_ERROR_CONTENT,
                 _ ("“%s” is no path from the document's folder, like “data.csv”"),
                 shown);
      return NULL;
    }
  if (!reader->folder)
    {
      refuse_at (reader,
                 "csv",
                 GRADUS_DOCUMENT_ERROR_DATA,
                 _ ("“%s” lies in the document's folder, and this document is in none; save it first"),
                 shown);
      return NULL;
    }
  file = g_file_resolve_relative_path (reader->folder, path);
  table = gradus_csv_load (file, NULL, reader->cancellable, NULL, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (reader->error, g_steal_pointer (&error));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    refuse_at (reader,
               "csv",
               GRADUS_DOCUMENT_ERROR_NO_TABLE,
               _ ("“%s” is not in the document's folder; put the file there"),
               shown);
  else if (error)
    refuse_at (reader, "csv", GRADUS_DOCUMENT_ERROR_DATA, "“%s”: %s", shown, error->message);
  return table && check_bad_lines (reader, shown, table) ? g_steal_pointer (&table) : NULL;
}

static gboolean
read_missing (GradusJsonReader *reader, JsonObject *object, gboolean *fill)
{
  g_autofree char *name = NULL;

  if (!gradus_json_member_string (reader, object, "missing", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name))
    return FALSE;
  *fill = g_strcmp0 (name, "fill") == 0;
  if (!name || *fill || g_str_equal (name, "drop"))
    return TRUE;
  refuse_at (reader, "missing", GRADUS_DOCUMENT_ERROR_CONTENT, _ ("“drop” or “fill” expected"));
  return FALSE;
}

static gboolean
read_csv (GradusDocument *document, GradusJsonReader *reader, JsonObject *object)
{
  static const char *const keys[] = { "csv",     "inputs", "targets",       "standardize",
                                      "missing", "seed",   "test-fraction", NULL };
  g_autofree char *path = NULL;
  g_auto (GStrv) inputs = NULL;
  g_auto (GStrv) targets = NULL;
  g_autoptr (GradusTable) table = NULL;
  g_autoptr (GradusSamples) samples = NULL;
  g_autoptr (GError) error = NULL;
  GradusSelection selection = { .n_outputs = document->network->shape.n_outputs };

  if (!gradus_json_check_keys (reader, object, keys) ||
      !gradus_json_member_string (reader, object, "csv", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &path) ||
      !(inputs = read_columns (reader, object, "inputs")) || !(targets = read_columns (reader, object, "targets")) ||
      !gradus_json_member_boolean (reader, object, "standardize", &selection.standardize) ||
      !read_missing (reader, object, &selection.fill) || !read_split (document, reader, object) ||
      !(table = load_table (reader, path)))
    return FALSE;

  selection.inputs = (const char *const *) inputs;
  selection.targets = (const char *const *) targets;
  selection.classes = document->loss == GRADUS_LOSS_CROSS_ENTROPY;
  selection.test_fraction = document->test_fraction;
  selection.seed = document->data_seed;
  samples = gradus_samples_new (table, &selection, &error);
  if (!samples)
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, "%s", error->message);
  if (!take_samples (document, reader, "csv", path, samples))
    return FALSE;
  document->data_source.file = g_filename_display_basename (path);
  return TRUE;
}

gboolean
gradus_document_read_data (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  JsonObject *object = gradus_json_object (reader, node);

  if (!object)
    return FALSE;
  if (json_object_has_member (object, "set"))
    return read_set (document, reader, object);
  if (json_object_has_member (object, "csv"))
    return read_csv (document, reader, object);
  return read_inline (document, reader, object);
}
