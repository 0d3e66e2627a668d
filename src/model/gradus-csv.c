/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-csv.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/gradus-csv-cell.h"

#define CHUNK_SIZE  (256 * 1024) /* also what is looked at to recognise the kind of file */
#define N_PASSES    2
#define UTF8_MARK   "\xef\xbb\xbf"
#define MARK_LENGTH 3

/* One file under way. */
typedef struct
{
  GFile *file; /* or */
  GBytes *bytes;
  GCancellable *cancellable;
  GradusCsvProgress progress;
  gpointer progress_data;
  goffset size; /* 0: unknown */

  GradusTable *table;
  gboolean header_seen;
  gsize row; /* next row to fill */
  GPtrArray *names;
  GArray *is_text;       /* of gboolean, a column each */
  GPtrArray *dictionary; /* of GHashTable (text: index + 1), a column each; NULL for numbers */
  gboolean changed;
} Load;

static void
free_table_or_null (gpointer data)
{
  if (data)
    g_hash_table_unref (data);
}

static gboolean
fail (GError **error, GradusCsvError code, const char *message)
{
  g_set_error_literal (error, GRADUS_CSV_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
is_valid_text (const GradusCsvRecord *record)
{
  gboolean ascii = TRUE;

  for (gsize i = 0; ascii && i < record->length; i++)
    ascii = (guchar) record->text[i] < 0x80;
  for (guint j = 0; !ascii && j < record->n_cells; j++)
    if (!g_utf8_validate (gradus_csv_record_cell (record, j), -1, NULL))
      return FALSE;
  return TRUE;
}

/* What is wrong with a record; the table's columns are known once one was right. */
static GradusCsvFault
judge (const Load *load, const GradusCsvRecord *record)
{
  if (record->fault != GRADUS_CSV_FINE)
    return record->fault;
  if (load->table->n_columns > 0 && record->n_cells != load->table->n_columns)
    return GRADUS_CSV_OTHER_LENGTH;
  return is_valid_text (record) ? GRADUS_CSV_FINE : GRADUS_CSV_NOT_UTF8;
}

static void
note_bad (GradusTable *table, const GradusCsvRecord *record, GradusCsvFault fault)
{
  GradusBadLine bad = { .line = record->line, .fault = fault, .n_cells = record->n_cells };

  if (table->n_bad++ < GRADUS_TABLE_MAX_BAD)
    g_array_append_val (table->bad, bad);
}

/* The first record that is right: it says how many columns there are, and perhaps what they are called. */
static void
take_first (Load *load, const GradusCsvRecord *record)
{
  load->table->n_columns = record->n_cells;
  for (guint j = 0; j < record->n_cells; j++)
    {
      gboolean is_text = FALSE;

      g_ptr_array_add (load->names,
                       load->table->has_header ? g_strdup (gradus_csv_record_cell (record, j)) : g_strdup (""));
      g_array_append_val (load->is_text, is_text);
    }
}

/* First pass: the columns, their types, the number of rows, the bad lines. */
static gboolean
survey_record (const GradusCsvRecord *record, gpointer data)
{
  Load *load = data;
  GradusCsvFault fault = judge (load, record);
  double value;

  if (fault != GRADUS_CSV_FINE)
    {
      note_bad (load->table, record, fault);
      return TRUE;
    }
  if (load->table->n_columns == 0)
    {
      take_first (load, record);
      if (load->table->has_header)
        return TRUE;
    }
  load->table->n_rows++;
  for (guint j = 0; j < record->n_cells; j++)
    {
      gboolean *is_text = &g_array_index (load->is_text, gboolean, j);
      const char *cell = gradus_csv_record_cell (record, j);

      if (!*is_text && !gradus_csv_parse_number (cell, load->table->decimal, &value) && !gradus_csv_is_missing (cell))
        *is_text = TRUE;
    }
  return TRUE;
}

static guint32
find_class (Load *load, guint j, const char *cell)
{
  GHashTable *codes = load->dictionary->pdata[j];
  GPtrArray *classes = load->table->columns[j].classes;
  guint code = GPOINTER_TO_UINT (g_hash_table_lookup (codes, cell));

  if (code == 0)
    {
      char *copy = g_strdup (cell);

      g_ptr_array_add (classes, copy);
      code = classes->len;
      g_hash_table_insert (codes, copy, GUINT_TO_POINTER (code));
    }
  return code - 1;
}

/* Second pass: the cells. */
static gboolean
fill_record (const GradusCsvRecord *record, gpointer data)
{
  Load *load = data;
  GradusTable *table = load->table;

  if (judge (load, record) != GRADUS_CSV_FINE)
    return TRUE;
  if (table->has_header && !load->header_seen)
    {
      load->header_seen = TRUE;
      return TRUE;
    }
  if (load->row == table->n_rows)
    {
      load->changed = TRUE;
      return FALSE;
    }
  for (guint j = 0; j < record->n_cells; j++)
    {
      GradusColumn *column = &table->columns[j];
      const char *cell = gradus_csv_record_cell (record, j);
      gboolean missing = FALSE;

      if (column->type == GRADUS_COLUMN_TEXT)
        {
          missing = gradus_csv_is_missing (cell);
          column->codes[load->row] = missing ? GRADUS_CODE_MISSING : find_class (load, j, cell);
        }
      else if (!gradus_csv_parse_number (cell, table->decimal, &column->numbers[load->row]))
        {
          missing = gradus_csv_is_missing (cell);
          load->changed = load->changed || !missing;
          column->numbers[load->row] = NAN;
        }
      column->n_missing += missing;
      table->n_missing += missing;
    }
  load->row++;
  return !load->changed;
}

static int
compare_codes (gconstpointer a, gconstpointer b, gpointer data)
{
  const GPtrArray *classes = data;

  return strcmp (classes->pdata[*(const guint32 *) a], classes->pdata[*(const guint32 *) b]);
}

/* From the order of appearance to that of the bytes. */
static void
sort_classes (GradusColumn *column, gsize n_rows)
{
  guint n = column->classes->len;
  g_autofree guint32 *order = g_new (guint32, MAX (n, 1));
  g_autofree guint32 *places = g_new (guint32, MAX (n, 1));
  GPtrArray *sorted = g_ptr_array_new_full (n, g_free);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (n > 1)
    g_qsort_with_data (order, (gint) n, sizeof *order, compare_codes, column->classes);
  for (guint i = 0; i < n; i++)
    {
      places[order[i]] = i;
      g_ptr_array_add (sorted, column->classes->pdata[order[i]]);
    }
  g_ptr_array_set_free_func (column->classes, NULL);
  g_ptr_array_unref (column->classes);
  column->classes = sorted;
  for (gsize i = 0; i < n_rows; i++)
    if (column->codes[i] != GRADUS_CODE_MISSING)
      column->codes[i] = places[column->codes[i]];
}

/* Every column gets a name of its own: what is empty is called by its number, what is taken gets one behind. */
static void
name_columns (Load *load)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize j = 0; j < load->table->n_columns; j++)
    {
      g_autofree char *wanted = g_strstrip (g_strdup (load->names->pdata[j]));
      char *name = *wanted ? g_strdup (wanted) : g_strdup_printf ("column%zu", j + 1);

      /* Beginning at the column's number, it is free at once even where all are called alike. */
      for (gsize k = j + 1; g_hash_table_contains (taken, name); k++)
        {
          g_free (name);
          name = g_strdup_printf ("%s_%zu", *wanted ? wanted : "column", k);
        }
      g_hash_table_add (taken, name);
      load->table->columns[j].name = name;
    }
}

static gboolean
allocate (Load *load, GError **error)
{
  GradusTable *table = load->table;

  table->columns = g_new0 (GradusColumn, table->n_columns);
  for (gsize j = 0; j < table->n_columns; j++)
    {
      GradusColumn *column = &table->columns[j];
      gboolean is_text = g_array_index (load->is_text, gboolean, j);

      column->type = is_text ? GRADUS_COLUMN_TEXT : GRADUS_COLUMN_NUMBER;
      if (is_text)
        {
          column->classes = g_ptr_array_new_with_free_func (g_free);
          column->codes = g_try_new (guint32, table->n_rows);
        }
      else
        column->numbers = g_try_new (double, table->n_rows);
      g_ptr_array_add (load->dictionary, is_text ? g_hash_table_new (g_str_hash, g_str_equal) : NULL);
      if (!column->codes && !column->numbers)
        return fail (error, GRADUS_CSV_ERROR_MEMORY, _ ("There is not enough memory for this table."));
    }
  name_columns (load);
  return TRUE;
}

static GInputStream *
open_stream (const Load *load, GError **error)
{
  return load->file ? G_INPUT_STREAM (g_file_read (load->file, load->cancellable, error))
                    : g_memory_input_stream_new_from_bytes (load->bytes);
}

static void
tell_progress (const Load *load, int pass, goffset done)
{
  if (load->progress && load->size > 0)
    load->progress (((double) pass + MIN (1, (double) done / (double) load->size)) / N_PASSES, load->progress_data);
}

/* Reads all there is, a chunk at a time. */
static gboolean
run_pass (Load *load, int pass, GradusCsvFunc func, GradusCsvOptions *options, GError **error)
{
  g_autoptr (GInputStream) stream = open_stream (load, error);
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  GradusCsvScanner scanner;
  gboolean go_on = TRUE, begun = FALSE;
  goffset done = 0;
  gsize n;

  if (!stream)
    return FALSE;
  do
    {
      gsize skip = 0;

      if (!g_input_stream_read_all (stream, chunk, CHUNK_SIZE, &n, load->cancellable, error))
        break;
      if (!begun)
        {
          if (n >= 2 && (memcmp (chunk, "\xff\xfe", 2) == 0 || memcmp (chunk, "\xfe\xff", 2) == 0))
            {
              fail (error, GRADUS_CSV_ERROR_ENCODING, _ ("This file is in UTF-16. Save it as UTF-8."));
              return FALSE;
            }
          skip = n >= MARK_LENGTH && memcmp (chunk, UTF8_MARK, MARK_LENGTH) == 0 ? MARK_LENGTH : 0;
          if (pass == 0)
            {
              gradus_csv_recognise (chunk + skip, n - skip, n < CHUNK_SIZE, options);
              load->table->separator = options->separator;
              load->table->decimal = options->decimal;
              load->table->has_header = options->header == GRADUS_CSV_HEADER_YES;
            }
          gradus_csv_scanner_init (&scanner, options->separator, func, load);
          begun = TRUE;
        }
      go_on = gradus_csv_scanner_feed (&scanner, chunk + skip, n - skip);
      done += (goffset) n;
      tell_progress (load, pass, done);
    }
  while (go_on && n == CHUNK_SIZE);
  if (!begun)
    return FALSE;
  if (go_on && n < CHUNK_SIZE && !(error && *error))
    gradus_csv_scanner_finish (&scanner);
  gradus_csv_scanner_clear (&scanner);
  return TRUE;
}

static gboolean
check_rows (const GradusTable *table, GError **error)
{
  if (table->n_rows > 0)
    return TRUE;
  if (table->n_bad > 0)
    {
      g_autofree char *first = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, 0));

      return fail (error, GRADUS_CSV_ERROR_EMPTY, first);
    }
  return fail (error,
               GRADUS_CSV_ERROR_EMPTY,
               table->n_columns > 0 ? _ ("There is a header but no row of data in this file.")
                                    : _ ("There is no row of data in this file."));
}

static gboolean
run (Load *load, const GradusCsvOptions *options, GError **error)
{
  GradusCsvOptions kind = options ? *options : (GradusCsvOptions){ 0 };
  GError *pass_error = NULL;

  if (!run_pass (load, 0, survey_record, &kind, &pass_error) || pass_error)
    {
      g_propagate_error (error, pass_error);
      return FALSE;
    }
  if (!check_rows (load->table, error) || !allocate (load, error))
    return FALSE;
  if (!run_pass (load, 1, fill_record, &kind, &pass_error) || pass_error)
    {
      g_propagate_error (error, pass_error);
      return FALSE;
    }
  if (load->changed || load->row != load->table->n_rows)
    return fail (error, GRADUS_CSV_ERROR_CHANGED, _ ("This file changed while it was read. Try again."));
  for (gsize j = 0; j < load->table->n_columns; j++)
    if (load->table->columns[j].type == GRADUS_COLUMN_TEXT)
      sort_classes (&load->table->columns[j], load->table->n_rows);
  return TRUE;
}

static GradusTable *
read_table (Load *load, const GradusCsvOptions *options, GError **error)
{
  g_autoptr (GradusTable) table = gradus_table_alloc ();
  gboolean ok;

  load->table = table;
  load->names = g_ptr_array_new_with_free_func (g_free);
  load->is_text = g_array_new (FALSE, FALSE, sizeof (gboolean));
  load->dictionary = g_ptr_array_new_with_free_func (free_table_or_null);
  ok = run (load, options, error);
  g_ptr_array_unref (load->names);
  g_array_unref (load->is_text);
  g_ptr_array_unref (load->dictionary);
  return ok ? g_steal_pointer (&table) : NULL;
}

/* A device may have no end. */
static gboolean
check_kind (GFile *file, GCancellable *cancellable, goffset *size, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  cancellable,
                                                  error);

  if (!info)
    return FALSE;
  *size = g_file_info_get_size (info);
  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR ||
         fail (error, GRADUS_CSV_ERROR_KIND, _ ("This is a folder or a device, and no file."));
}

GQuark
gradus_csv_error_quark (void)
{
  return g_quark_from_static_string ("gradus-csv-error-quark");
}

GradusTable *
gradus_csv_read (GBytes *bytes, const GradusCsvOptions *options, GError **error)
{
  Load load = { .bytes = bytes, .size = (goffset) g_bytes_get_size (bytes) };

  return read_table (&load, options, error);
}

GradusTable *
gradus_csv_load (GFile *file,
                 const GradusCsvOptions *options,
                 GCancellable *cancellable,
                 GradusCsvProgress progress,
                 gpointer data,
                 GError **error)
{
  Load load = { .file = file, .cancellable = cancellable, .progress = progress, .progress_data = data };
  GradusTable *table = NULL;
  g_autoptr (GError) own_error = NULL;

  if (check_kind (file, cancellable, &load.size, &own_error))
    table = read_table (&load, options, &own_error);
  if (own_error)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      if (own_error->domain == GRADUS_CSV_ERROR)
        g_prefix_error (&own_error, "%s: ", name);
      g_propagate_error (error, g_steal_pointer (&own_error));
    }
  return table;
}
