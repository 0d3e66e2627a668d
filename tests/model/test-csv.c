/* CSV of every kind into tables, what is told of bad lines, and back to CSV.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "model/gradus-csv-cell.h"
#include "model/gradus-csv.h"

/* The table as text: "name:n" or "name:t" for each column, then the rows; _ stands for missing. */
static char *
show (const GradusTable *table)
{
  GString *text = g_string_new (NULL);

  for (gsize j = 0; j < table->n_columns; j++)
    g_string_append_printf (text,
                            "%s%s:%c",
                            j > 0 ? " " : "",
                            table->columns[j].name,
                            table->columns[j].type == GRADUS_COLUMN_TEXT ? 't' : 'n');
  for (gsize i = 0; i < table->n_rows; i++)
    {
      g_string_append (text, " |");
      for (gsize j = 0; j < table->n_columns; j++)
        {
          const GradusColumn *column = &table->columns[j];
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];

          if (column->type == GRADUS_COLUMN_NUMBER)
            g_string_append_printf (text,
                                    " %s",
                                    isnan (column->numbers[i])
                                        ? "_"
                                        : g_ascii_formatd (buffer, sizeof buffer, "%.17g", column->numbers[i]));
          else
            g_string_append_printf (
                text,
                " %s",
                column->codes[i] == GRADUS_CODE_MISSING ? "_" : (char *) column->classes->pdata[column->codes[i]]);
        }
    }
  return g_string_free (text, FALSE);
}

static GradusTable *
read_text (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return gradus_csv_read (bytes, NULL, error);
}

/* clang-format off */
static const struct
{
  const char *csv, *expected;
} good[] = {
  { "a,b\n1,2\n3,4\n", "a:n b:n | 1 2 | 3 4" },
  { "a,b\r\n1,2\r\n3,4", "a:n b:n | 1 2 | 3 4" },
  { "a,b\r1,2\r3,4\r", "a:n b:n | 1 2 | 3 4" },
  { "\xef\xbb\xbf" "a;b\n1;2\n", "a:n b:n | 1 2" },
  { "a\tb\n1\t2\n", "a:n b:n | 1 2" },
  { "a;b\n1,5;2,25\n", "a:n b:n | 1.5 2.25" },
  { "a;b\n1.5;2.25\n", "a:n b:n | 1.5 2.25" },
  { "a;b\n1,234;2,5\n", "a:n b:n | 1.234 2.5" },
  { "a,b\n\"1,5\",\"2,25\"\n", "a:n b:n | 1.5 2.25" },
  { "a,b\n\"1,234\",\"2,345\"\n", "a:t b:t | 1,234 2,345" },
  { "1,2\n3,4\n", "column1:n column2:n | 1 2 | 3 4" },
  { "a\n1\n2\n", "a:n | 1 | 2" },
  { "a\n1,5\n2,5\n", "a:n | 1.5 | 2.5" },
  { "x,x,,x\n1,2,3,4\n", "x:n x_2:n column3:n x_4:n | 1 2 3 4" },
  { "a,b\n1,NA\n,2\n?, NaN \nnan,3\n", "a:n b:n | 1 _ | _ 2 | _ _ | _ 3" },
  { "a,b\nred,1\nblue,2\nNA,3\nred,4\n", "a:t b:n | red 1 | blue 2 | _ 3 | red 4" },
  { "a,b\n1,2\nx,3\n", "a:t b:n | 1 2 | x 3" },
  { "a,b\n\"x,\"\"y\"\"\",1\n\"two\nlines\",2\n", "a:t b:n | x,\"y\" 1 | two\nlines 2" },
  { "a,b\n\"two\r\nlines\",2\n", "a:t b:n | two\r\nlines 2" },
  { "a,b\n5\" pipe,1\n", "a:t b:n | 5\" pipe 1" },
  { "a,b\n\"\",1\nx,2\n", "a:t b:n | _ 1 | x 2" },
  { "\n\na,b\n\n1,2\n\n", "a:n b:n | 1 2" },
  { "a,b\n1,\n", "a:n b:n | 1 _" },
  { "a,b\n +1e3 , -2.5E-1 \n.5,5.\n", "a:n b:n | 1000 -0.25 | 0.5 5" },
  { "a,b\n0x10,1\n", "a:t b:n | 0x10 1" },
  { "a,b\ninf,1\n", "a:t b:n | inf 1" },
  { "a,b\n1e400,1\n", "a:t b:n | 1e400 1" },
  { "a,b\n1e-400,1\n", "a:n b:n | 0 1" },
  { "a,b\n1e,1\n", "a:t b:n | 1e 1" },
  { "a,b\n--1,1\n", "a:t b:n | --1 1" },
  { "a,b\n1 2,1\n", "a:t b:n | 1 2 1" },
  { "a,b\n0.1,123456789012345678\n", "a:n b:n | 0.10000000000000001 1.2345678901234568e+17" },
  { "größe,ß\n1,ü\n", "größe:n ß:t | 1 ü" },
  { "a,b\nNA,1\nNA,2\n", "a:n b:n | _ 1 | _ 2" },
  { "a;b\n\"x,y\";1\n\"z,w\";2\n", "a:t b:n | x,y 1 | z,w 2" },
};

/* A table all the same, without the bad lines; and what the first of them is told as. */
static const struct
{
  const char *csv, *expected;
  gsize n_bad;
  const char *told;
} bad[] = {
  { "a,b\n1,2\n3\n4,5\n", "a:n b:n | 1 2 | 4 5", 1, "line 3: 2 cells expected, 1 found" },
  { "a,b\n1,2\n3,4,5\n6\n", "a:n b:n | 1 2", 2, "line 3: 2 cells expected, 3 found" },
  { "a,b\n\"x\ny\",2\n\n3\n", "a:t b:n | x\ny 2", 1, "line 5: 2 cells expected, 1 found" },
  { "a,b\r\n1,2\r\n\"x\"y,2\r\n4,5\r\n", "a:n b:n | 1 2 | 4 5", 1, "line 3: text stands behind a closing quotation mark" },
  { "a,b\n1,2\n\"x,2\n4,5\n", "a:n b:n | 1 2", 1, "line 3: a quotation mark is opened here and never closed" },
  { "a,b\n1,2\nx\xe4,2\n", "a:n b:n | 1 2", 1, "line 3: this is not UTF-8; save the file in that encoding" },
};
/* clang-format on */

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusTable) table = read_text (good[i].csv, strlen (good[i].csv), &error);
      g_autofree char *shown = NULL;

      g_assert_no_error (error);
      shown = show (table);
      g_assert_cmpstr (shown, ==, good[i].expected);
      g_assert_cmpuint (table->n_bad, ==, 0);
    }
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusTable) table = read_text (bad[i].csv, strlen (bad[i].csv), &error);
      g_autofree char *shown = NULL, *told = NULL;

      g_assert_no_error (error);
      shown = show (table);
      g_assert_cmpstr (shown, ==, bad[i].expected);
      g_assert_cmpuint (table->n_bad, ==, bad[i].n_bad);
      told = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, 0));
      g_assert_cmpstr (told, ==, bad[i].told);
    }
}

static void
test_zero_byte (void)
{
  static const char csv[] = "a,b\n1,2\nx\0y,2\n3,4\n";
  g_autoptr (GradusTable) table = read_text (csv, sizeof csv - 1, NULL);
  g_autofree char *told = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, 0));

  g_assert_cmpuint (table->n_rows, ==, 2);
  g_assert_cmpstr (told, ==, "line 3: a byte 0 stands here, which no text has");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *csv;
    gsize length;
    GradusCsvError code;
  } cases[] = {
    { "", 0, GRADUS_CSV_ERROR_EMPTY },
    { "\n\n\n", 3, GRADUS_CSV_ERROR_EMPTY },
    { "a,b\n", 4, GRADUS_CSV_ERROR_EMPTY },
    { "\"a,b\n1,2\n", 9, GRADUS_CSV_ERROR_EMPTY },
    { "\xff\xfe"
      "a\0",
      4,
      GRADUS_CSV_ERROR_ENCODING },
    { "\xfe\xff\0a", 4, GRADUS_CSV_ERROR_ENCODING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].csv, cases[i].length, &error));
      g_assert_error (error, GRADUS_CSV_ERROR, (int) cases[i].code);
    }
}

/* What the user says stands above what is recognised. */
static void
test_options (void)
{
  static const char csv[] = "2019,2020\n1,5\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (GradusTable) header = NULL, semicolon = NULL;
  g_autofree char *shown = NULL, *other = NULL;

  header = gradus_csv_read (bytes, &(GradusCsvOptions){ .header = GRADUS_CSV_HEADER_YES }, NULL);
  shown = show (header);
  g_assert_cmpstr (shown, ==, "2019:n 2020:n | 1 5");
  semicolon = gradus_csv_read (bytes, &(GradusCsvOptions){ .separator = ';', .decimal = ',' }, NULL);
  other = show (semicolon);
  g_assert_cmpstr (other, ==, "column1:n | 2019.202 | 1.5");
}

/* Classes stand in the order of their bytes, whatever that of the rows. */
static void
test_classes (void)
{
  static const char rows[] = "c,n\nb,1\nB,2\na,3\nä,4\nb,5\n";
  g_autoptr (GradusTable) table = read_text (rows, strlen (rows), NULL);
  const GradusColumn *column = gradus_table_find_column (table, "c");

  g_assert_cmpuint (column->classes->len, ==, 4);
  g_assert_cmpstr (column->classes->pdata[0], ==, "B");
  g_assert_cmpstr (column->classes->pdata[1], ==, "a");
  g_assert_cmpstr (column->classes->pdata[2], ==, "b");
  g_assert_cmpstr (column->classes->pdata[3], ==, "ä");
  g_assert_cmpuint (column->codes[0], ==, 2);
  g_assert_null (gradus_table_find_column (table, "d"));
}

/* Every double written the shortest way, or with 17 digits, comes back. */
static void
test_numbers (void)
{
  for (int i = 0; i < 200000; i++)
    {
      guint64 bits = ((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ();
      char text[64];
      double number, back;

      memcpy (&number, &bits, sizeof number);
      if (i % 2)
        number = g_test_rand_int_range (-1000000, 1000000) / pow (10, g_test_rand_int_range (0, 8));
      if (!isfinite (number))
        continue;
      g_ascii_formatd (text, sizeof text, i % 2 ? "%.12g" : "%.17g", number);
      g_assert_true (gradus_csv_parse_number (text, '.', &back));
      g_assert_cmpfloat (back, ==, g_ascii_strtod (text, NULL));
      g_strdelimit (text, ".", ',');
      g_assert_true (gradus_csv_parse_number (text, ',', &number));
      g_assert_cmpfloat (back, ==, number);
    }
}

/* Read, written, read again: the same table. */
static void
test_export (void)
{
  static const char *const more[] = {
    "a\n1\n\"\"\n3\n",
    "a,b\n\" x \",0.1\n\"q\"\"q\",1e300\n\"l\nl\",-0.0\n,5e-324\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good) + G_N_ELEMENTS (more); i++)
    {
      const char *csv = i < G_N_ELEMENTS (good) ? good[i].csv : more[i - G_N_ELEMENTS (good)];
      g_autoptr (GradusTable) table = read_text (csv, strlen (csv), NULL), again = NULL;
      g_autoptr (GBytes) written = gradus_table_to_csv (table), rewritten = NULL;
      g_autofree char *shown = show (table), *reshown = NULL;

      again = gradus_csv_read (written, &(GradusCsvOptions){ .separator = ',', .decimal = '.' }, NULL);
      g_assert_nonnull (again);
      reshown = show (again);
      g_assert_cmpstr (reshown, ==, shown);
      rewritten = gradus_table_to_csv (again);
      g_assert_true (g_bytes_equal (written, rewritten));
    }
}

/* A quote that is never closed does not take a large file into memory, and is named. */
static void
test_open_quote_in_large_file (void)
{
  GString *csv = g_string_new ("a,b\n\"1,2\n");
  g_autoptr (GradusTable) table = NULL;
  const GradusBadLine *first;

  for (int i = 0; i < 400000; i++)
    g_string_append (csv, "3,4.5\n");
  table = read_text (csv->str, csv->len, NULL);
  g_string_free (csv, TRUE);
  g_assert_cmpuint (table->n_bad, ==, 1);
  first = &g_array_index (table->bad, GradusBadLine, 0);
  g_assert_cmpuint (first->line, ==, 2);
  g_assert_cmpint (first->fault, ==, GRADUS_CSV_LONG_CELL);
  g_assert_cmpuint (table->n_rows, >, 200000);
}

static void
progressed_cb (double fraction, gpointer data)
{
  double *last = data;

  g_assert_true (fraction >= *last && fraction <= 1);
  *last = fraction;
}

static void
cancelled_cb (double fraction, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL, folder = NULL, nowhere = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GString *csv = g_string_new ("a,b\n");
  g_autoptr (GradusTable) table = NULL;
  double progress = 0;
  int fd = g_file_open_tmp ("gradus-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  for (int i = 0; i < 100000; i++)
    g_string_append_printf (csv, "%d,\"x%d\ny\"\r\n", i, i % 7);
  g_assert_true (g_file_set_contents (path, csv->str, (gssize) csv->len, NULL));
  g_string_free (csv, TRUE);

  file = g_file_new_for_path (path);
  table = gradus_csv_load (file, NULL, NULL, progressed_cb, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (progress, ==, 1);
  g_assert_cmpuint (table->n_rows, ==, 100000);
  g_assert_cmpuint (table->columns[1].classes->len, ==, 7);
  for (gsize i = 0; i < table->n_rows; i++)
    g_assert_true (table->columns[0].numbers[i] == (double) i && table->columns[1].codes[i] == i % 7);

  g_assert_null (gradus_csv_load (file, NULL, cancellable, cancelled_cb, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  folder = g_file_get_parent (file);
  g_assert_null (gradus_csv_load (folder, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GRADUS_CSV_ERROR, GRADUS_CSV_ERROR_KIND);
  g_clear_error (&error);
  nowhere = g_file_get_child (folder, "gradus-no-such-file.csv");
  g_assert_null (gradus_csv_load (nowhere, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "gradus-no-such-file.csv"));
  g_clear_error (&error);

  /* A message about the content names the file. */
  g_assert_true (g_file_set_contents (path, "a,b\n", -1, NULL));
  g_assert_null (gradus_csv_load (file, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GRADUS_CSV_ERROR, GRADUS_CSV_ERROR_EMPTY);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_remove (path);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/good", test_good);
  g_test_add_func ("/csv/bad", test_bad);
  g_test_add_func ("/csv/zero-byte", test_zero_byte);
  g_test_add_func ("/csv/refused", test_refused);
  g_test_add_func ("/csv/options", test_options);
  g_test_add_func ("/csv/classes", test_classes);
  g_test_add_func ("/csv/numbers", test_numbers);
  g_test_add_func ("/csv/export", test_export);
  g_test_add_func ("/csv/open-quote", test_open_quote_in_large_file);
  g_test_add_func ("/csv/file", test_file);
  return g_test_run ();
}
