/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-table.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "model/gradus-csv-cell.h"
#include "model/gradus-document-private.h"

#define MAX_LISTED      200 /* characters of a list of columns */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static void
free_table (GradusTable *table)
{
  for (gsize j = 0; table->columns && j < table->n_columns; j++)
    {
      g_free (table->columns[j].name);
      g_free (table->columns[j].numbers);
      g_free (table->columns[j].codes);
      g_clear_pointer (&table->columns[j].classes, g_ptr_array_unref);
    }
  g_free (table->columns);
  g_array_unref (table->bad);
  g_free (table);
}

/* A text that would not come back as itself stands in quotes; so does one with space around. */
static void
write_text (GString *csv, const char *text)
{
  gsize length = strlen (text);
  gboolean plain = length > 0 && !g_str_has_prefix (text, BYTE_ORDER_MARK) && !strpbrk (text, "\",\r\n") &&
                   !g_ascii_isspace (text[0]) && !g_ascii_isspace (text[length - 1]);

  if (plain)
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  for (; *text; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}

/* An empty line would be passed over, so that the only cell of a row says that it is empty. */
static void
write_missing (GString *csv, const GradusTable *table)
{
  if (table->n_columns == 1)
    g_string_append (csv, "\"\"");
}

static void
write_cell (GString *csv, const GradusTable *table, const GradusColumn *column, gsize row)
{
  char buffer[GRADUS_JSON_NUMBER_SIZE];

  if (column->type == GRADUS_COLUMN_NUMBER)
    {
      if (isnan (column->numbers[row]))
        write_missing (csv, table);
      else
        g_string_append (csv, gradus_json_format_number (column->numbers[row], buffer));
    }
  else if (column->codes[row] == GRADUS_CODE_MISSING)
    write_missing (csv, table);
  else
    write_text (csv, column->classes->pdata[column->codes[row]]);
}

GradusTable *
gradus_table_alloc (void)
{
  GradusTable *table = g_new0 (GradusTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->bad = g_array_new (FALSE, FALSE, sizeof (GradusBadLine));
  return table;
}

GradusTable *
gradus_table_ref (GradusTable *table)
{
  g_atomic_ref_count_inc (&table->ref_count);
  return table;
}

void
gradus_table_unref (GradusTable *table)
{
  if (table && g_atomic_ref_count_dec (&table->ref_count))
    free_table (table);
}

const GradusColumn *
gradus_table_find_column (const GradusTable *table, const char *name)
{
  for (gsize j = 0; j < table->n_columns; j++)
    if (g_str_equal (table->columns[j].name, name))
      return &table->columns[j];
  return NULL;
}

char *
gradus_table_describe_bad (const GradusTable *table, const GradusBadLine *bad)
{
  switch (bad->fault)
    {
    case GRADUS_CSV_OPEN_QUOTE:
      return g_strdup_printf (_ ("line %" PRIu64 ": a quotation mark is opened here and never closed"), bad->line);
    case GRADUS_CSV_BEHIND_QUOTE:
      return g_strdup_printf (_ ("line %" PRIu64 ": text stands behind a closing quotation mark"), bad->line);
    case GRADUS_CSV_LONG_CELL:
      return g_strdup_printf (_ ("line %" PRIu64 ": a cell is longer than %d bytes; is a quotation mark never closed?"),
                              bad->line,
                              GRADUS_CSV_MAX_CELL);
    case GRADUS_CSV_MANY_CELLS:
      return g_strdup_printf (_ ("line %" PRIu64 ": there are more than %d cells"), bad->line, GRADUS_CSV_MAX_COLUMNS);
    case GRADUS_CSV_ZERO_BYTE:
      return g_strdup_printf (_ ("line %" PRIu64 ": a byte 0 stands here, which no text has"), bad->line);
    case GRADUS_CSV_NOT_UTF8:
      return g_strdup_printf (_ ("line %" PRIu64 ": this is not UTF-8; save the file in that encoding"), bad->line);
    case GRADUS_CSV_OTHER_LENGTH:
    case GRADUS_CSV_FINE:
    default:
      return g_strdup_printf (
          /* Translators: the line's number, cells expected, cells found */
          ngettext ("line %" PRIu64 ": %zu cell expected, %u found",
                    "line %" PRIu64 ": %zu cells expected, %u found",
                    table->n_columns),
          bad->line,
          table->n_columns,
          bad->n_cells);
    }
}

char *
gradus_table_list_columns (const GradusTable *table)
{
  GString *list = g_string_new (NULL);

  for (gsize j = 0; j < table->n_columns; j++)
    {
      g_autofree char *shown = gradus_json_show (table->columns[j].name);

      if (list->len > MAX_LISTED)
        {
          g_string_append (list, ", …");
          break;
        }
      g_string_append_printf (list, "%s%s", j > 0 ? ", " : "", shown);
    }
  return g_string_free (list, FALSE);
}

GBytes *
gradus_table_to_csv (const GradusTable *table)
{
  GString *csv = g_string_new (NULL);

  for (gsize j = 0; j < table->n_columns; j++)
    {
      g_string_append (csv, j > 0 ? "," : "");
      write_text (csv, table->columns[j].name);
    }
  for (gsize i = 0; i < table->n_rows; i++)
    {
      g_string_append (csv, "\r\n");
      for (gsize j = 0; j < table->n_columns; j++)
        {
          g_string_append (csv, j > 0 ? "," : "");
          write_cell (csv, table, &table->columns[j], i);
        }
    }
  g_string_append (csv, "\r\n");
  return g_string_free_to_bytes (csv);
}
