/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-csv-scan.h"

#include <string.h>

enum
{
  AT_CELL,   /* before the first character of a cell */
  IN_PLAIN,  /* in a cell without quotes */
  IN_QUOTES, /* behind an opening quote */
  AT_QUOTE,  /* behind a quote that closes, or is the first of two */
};

static void
begin_record (GradusCsvScanner *scanner)
{
  g_string_truncate (scanner->text, 0);
  g_array_set_size (scanner->offsets, 0);
  scanner->fault = GRADUS_CSV_FINE;
  scanner->state = AT_CELL;
  scanner->has_cell = FALSE;
  scanner->record_line = scanner->line;
}

/* The first fault of a record is the one that is told. */
static void
set_fault (GradusCsvScanner *scanner, GradusCsvFault fault)
{
  if (scanner->fault == GRADUS_CSV_FINE)
    scanner->fault = fault;
}

static void
begin_cell (GradusCsvScanner *scanner)
{
  gsize offset = scanner->text->len;

  if (scanner->offsets->len >= GRADUS_CSV_MAX_COLUMNS)
    set_fault (scanner, GRADUS_CSV_MANY_CELLS);
  if (scanner->fault == GRADUS_CSV_FINE)
    g_array_append_val (scanner->offsets, offset);
  scanner->has_cell = TRUE;
}

static void
end_cell (GradusCsvScanner *scanner)
{
  if (scanner->state == AT_CELL)
    begin_cell (scanner);
  if (scanner->fault == GRADUS_CSV_FINE)
    g_string_append_c (scanner->text, 0);
  scanner->state = AT_CELL;
}

/* Of a record that is at fault nothing more is kept: a quote that stays open
 * must not take the rest of a large file into memory. */
static void
append (GradusCsvScanner *scanner, const char *bytes, gsize n)
{
  gsize begin;

  if (n == 0 || scanner->fault != GRADUS_CSV_FINE)
    return;
  begin = g_array_index (scanner->offsets, gsize, scanner->offsets->len - 1);
  if (scanner->text->len - begin + n > GRADUS_CSV_MAX_CELL)
    {
      set_fault (scanner, GRADUS_CSV_LONG_CELL);
      scanner->state = IN_PLAIN; /* the next line end is taken for the end of this record */
    }
  else if (memchr (bytes, 0, n))
    set_fault (scanner, GRADUS_CSV_ZERO_BYTE);
  else
    g_string_append_len (scanner->text, bytes, (gssize) n);
}

static gboolean
end_record (GradusCsvScanner *scanner)
{
  gboolean go_on = TRUE;

  /* A line end behind a separator ends an empty cell; on its own it is an empty line. */
  if (scanner->has_cell)
    {
      GradusCsvRecord record;

      end_cell (scanner);
      record = (GradusCsvRecord){
        .line = scanner->record_line,
        .n_cells = scanner->offsets->len,
        .text = scanner->text->str,
        .length = scanner->text->len,
        .offsets = (const gsize *) (gpointer) scanner->offsets->data,
        .fault = scanner->fault,
      };
      go_on = scanner->func (&record, scanner->data);
    }
  return go_on;
}

/* How many bytes from here on have no meaning of their own. */
static gsize
count_plain (const GradusCsvScanner *scanner, const char *bytes, gsize n)
{
  gsize i = 0;

  if (scanner->state == IN_QUOTES)
    while (i < n && bytes[i] != '"' && bytes[i] != '\n' && bytes[i] != '\r')
      i++;
  else
    while (i < n && bytes[i] != scanner->separator && bytes[i] != '\n' && bytes[i] != '\r')
      i++;
  return i;
}

/* A line end, in quotes or out of them; CRLF in quotes stays both characters. */
static gboolean
take_line_end (GradusCsvScanner *scanner, char c)
{
  gboolean is_second = c == '\n' && scanner->after_cr;

  scanner->after_cr = c == '\r';
  if (scanner->state == IN_QUOTES)
    {
      append (scanner, &c, 1);
      if (!is_second)
        scanner->line++;
      return TRUE;
    }
  if (is_second)
    {
      scanner->record_line = scanner->line;
      return TRUE;
    }
  scanner->line++;
  if (!end_record (scanner))
    return FALSE;
  begin_record (scanner);
  return TRUE;
}

static void
take_character (GradusCsvScanner *scanner, char c)
{
  switch (scanner->state)
    {
    case AT_CELL:
      if (c == scanner->separator)
        {
          end_cell (scanner);
          return;
        }
      begin_cell (scanner);
      scanner->state = c == '"' ? IN_QUOTES : IN_PLAIN;
      if (c != '"')
        append (scanner, &c, 1);
      return;
    case IN_QUOTES: /* only a quote comes here */
      scanner->state = AT_QUOTE;
      return;
    case AT_QUOTE:
      if (c == '"')
        {
          append (scanner, &c, 1);
          if (scanner->state == AT_QUOTE)
            scanner->state = IN_QUOTES;
        }
      else if (c == scanner->separator)
        end_cell (scanner);
      else
        {
          set_fault (scanner, GRADUS_CSV_BEHIND_QUOTE);
          scanner->state = IN_PLAIN;
        }
      return;
    case IN_PLAIN:
    default:
      if (c == scanner->separator)
        end_cell (scanner);
      else
        append (scanner, &c, 1);
      return;
    }
}

void
gradus_csv_scanner_init (GradusCsvScanner *scanner, char separator, GradusCsvFunc func, gpointer data)
{
  *scanner = (GradusCsvScanner){
    .separator = separator,
    .func = func,
    .data = data,
    .text = g_string_new (NULL),
    .offsets = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .line = 1,
  };
  begin_record (scanner);
}

void
gradus_csv_scanner_clear (GradusCsvScanner *scanner)
{
  g_string_free (scanner->text, TRUE);
  g_array_unref (scanner->offsets);
}

gboolean
gradus_csv_scanner_feed (GradusCsvScanner *scanner, const char *bytes, gsize n)
{
  gsize i = 0;

  while (i < n)
    {
      if (bytes[i] == '\n' || bytes[i] == '\r')
        {
          if (!take_line_end (scanner, bytes[i++]))
            return FALSE;
          continue;
        }
      scanner->after_cr = FALSE;
      if (scanner->state == IN_PLAIN || scanner->state == IN_QUOTES)
        {
          gsize plain = count_plain (scanner, bytes + i, n - i);

          append (scanner, bytes + i, plain);
          i += plain;
          if (i == n || bytes[i] == '\n' || bytes[i] == '\r')
            continue;
        }
      take_character (scanner, bytes[i++]);
    }
  return TRUE;
}

gboolean
gradus_csv_scanner_finish (GradusCsvScanner *scanner)
{
  gboolean go_on;

  if (scanner->state == IN_QUOTES)
    set_fault (scanner, GRADUS_CSV_OPEN_QUOTE);
  go_on = end_record (scanner);
  begin_record (scanner);
  return go_on;
}
