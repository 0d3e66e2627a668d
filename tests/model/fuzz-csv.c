/* The CSV reader on any bytes: it reads or refuses, and a table is written and read back alike.
 * A libFuzzer target as fuzz-document.c is; its corpus lies in csv/.
 *
 *   build-fuzz/tests/model/fuzz-csv -max_len=5000 FOLDER tests/model/csv
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/gradus-csv.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* An abort is what libFuzzer keeps the input of; a fatal log message may be a trap instead. */
#define complain(...) (g_printerr (__VA_ARGS__), abort ())

static void
check_table (const GradusTable *table)
{
  gsize n_missing = 0;

  for (gsize j = 0; j < table->n_columns; j++)
    {
      const GradusColumn *column = &table->columns[j];
      gsize missing = 0;

      if (!*column->name || gradus_table_find_column (table, column->name) != column)
        complain ("a column has no name of its own");
      for (gsize i = 0; i < table->n_rows; i++)
        if (column->type == GRADUS_COLUMN_NUMBER)
          {
            missing += isnan (column->numbers[i]) != 0;
            if (isinf (column->numbers[i]))
              complain ("an infinite number");
          }
        else
          {
            missing += column->codes[i] == GRADUS_CODE_MISSING;
            if (column->codes[i] != GRADUS_CODE_MISSING && column->codes[i] >= column->classes->len)
              complain ("no such class");
          }
      if (missing != column->n_missing)
        complain ("missing cells are miscounted");
      n_missing += missing;
    }
  if (n_missing != table->n_missing || table->n_rows == 0)
    complain ("cells are miscounted");
  for (guint i = 0; i < table->bad->len; i++)
    {
      g_autofree char *told = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, i));

      if (!g_utf8_validate (told, -1, NULL) || strchr (told, '\n'))
        complain ("not a message: %s", told);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const GradusCsvOptions plain = { .separator = ',', .decimal = '.', .header = GRADUS_CSV_HEADER_YES };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusTable) table = gradus_csv_read (bytes, NULL, &error), again = NULL, third = NULL;
  g_autoptr (GBytes) written = NULL, rewritten = NULL, last = NULL;

  if ((table == NULL) != (error != NULL))
    complain ("neither read nor refused");
  if (!table)
    return 0;
  check_table (table);

  written = gradus_table_to_csv (table);
  again = gradus_csv_read (written, &plain, &error);
  if (!again)
    complain ("what was written is refused: %s", error->message);
  check_table (again);
  if (again->n_bad > 0 || again->n_rows != table->n_rows || again->n_columns != table->n_columns ||
      again->n_missing != table->n_missing)
    complain ("what was written comes back as another table");
  /* Once only texts may become numbers, where the decimal sign was a comma and a text had a point. */
  rewritten = gradus_table_to_csv (again);
  third = gradus_csv_read (rewritten, &plain, NULL);
  last = third ? gradus_table_to_csv (third) : NULL;
  if (!last || !g_bytes_equal (rewritten, last) || (table->decimal == '.' && !g_bytes_equal (written, rewritten)))
    complain ("what was written comes back different");
  return 0;
}

#ifndef GRADUS_LIBFUZZER
int
main (int argc, char *argv[])
{
  gsize n = 0;

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GDir) folder = g_dir_open (argv[i], 0, NULL);
      const char *name;

      if (!folder)
        complain ("%s is no folder", argv[i]);
      while ((name = g_dir_read_name (folder)))
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);
          g_autofree char *content = NULL;
          gsize length;

          if (!g_file_get_contents (path, &content, &length, NULL))
            complain ("%s cannot be read", path);
          LLVMFuzzerTestOneInput ((const uint8_t *) content, length);
          n++;
        }
    }
  g_print ("%" G_GSIZE_FORMAT " passed, 0 failed\n", n);
  return n > 0 ? 0 : 1;
}
#endif
