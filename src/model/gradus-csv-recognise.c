/* What kind of CSV it is, from its first lines.
 *
 * The separator is the one by which the most lines have as many cells as most
 * lines have; where several do equally well, tab before semicolon before comma, since
 * a comma is often a decimal sign and the others hardly anything else. The decimal
 * sign is a comma where more cells are numbers with one than with a point. The
 * first line is a header where none of its cells is a number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/gradus-csv-cell.h"
#include "model/gradus-csv.h"

#define MAX_LINES 200

typedef struct
{
  guint n;
  guint counts[MAX_LINES]; /* cells of each line */
} Lengths;

typedef struct
{
  char separator;
  guint n_lines;
  guint n_points;               /* cells that are numbers with a point */
  guint n_commas;               /* ... with a comma */
  guint n_certain;              /* of these, not to be taken for thousands (1,234) */
  gboolean first_has_number[2]; /* with point, with comma */
  gboolean first_is_empty;
} Cells;

static gboolean
collect_length (const GradusCsvRecord *record, gpointer data)
{
  Lengths *lengths = data;

  lengths->counts[lengths->n++] = record->n_cells;
  return lengths->n < MAX_LINES;
}

static void
scan (const char *bytes, gsize n, gboolean is_whole, char separator, GradusCsvFunc func, gpointer data)
{
  GradusCsvScanner scanner;

  gradus_csv_scanner_init (&scanner, separator, func, data);
  /* The last line of a beginning may be a part of one. */
  if (gradus_csv_scanner_feed (&scanner, bytes, n) && is_whole)
    gradus_csv_scanner_finish (&scanner);
  gradus_csv_scanner_clear (&scanner);
}

/* Lines that agree in their number of cells, at least two; twice that, and one more where the first agrees. */
static guint
rate (const Lengths *lengths)
{
  guint best = 0;

  for (guint i = 0; i < lengths->n; i++)
    {
      guint same = 0;

      if (lengths->counts[i] < 2)
        continue;
      for (guint k = 0; k < lengths->n; k++)
        same += lengths->counts[k] == lengths->counts[i];
      best = MAX (best, 2 * same + (lengths->counts[0] == lengths->counts[i]));
    }
  /* A table of one column: its decimal commas must not make two of it. */
  return lengths->n > 0 && lengths->counts[0] < 2 ? 0 : best;
}

static char
recognise_separator (const char *bytes, gsize n, gboolean is_whole)
{
  static const char candidates[] = { '\t', ';', ',' };
  guint best = 0;
  char separator = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Lengths lengths = { 0 };
      guint rating;

      scan (bytes, n, is_whole, candidates[i], collect_length, &lengths);
      rating = rate (&lengths);
      if (rating > best)
        {
          best = rating;
          separator = candidates[i];
        }
    }
  return separator ? separator : ';';
}

/* Whether all behind the comma is three digits, as in 1,234. */
static gboolean
is_thousands (const char *cell)
{
  const char *comma = strchr (cell, ',');

  return comma && strspn (comma + 1, "0123456789") == 3 && !comma[4];
}

static gboolean
collect_cells (const GradusCsvRecord *record, gpointer data)
{
  Cells *cells = data;
  gboolean is_first = cells->n_lines++ == 0, empty = TRUE;

  for (guint j = 0; j < record->n_cells && record->fault == GRADUS_CSV_FINE; j++)
    {
      const char *cell = gradus_csv_record_cell (record, j);
      double value;
      gboolean point = gradus_csv_parse_number (cell, '.', &value);
      gboolean comma = gradus_csv_parse_number (cell, ',', &value);

      empty = empty && gradus_csv_is_missing (cell);
      if (is_first && point)
        cells->first_has_number[0] = TRUE;
      if (is_first && comma)
        cells->first_has_number[1] = TRUE;
      cells->n_points += point && !comma;
      cells->n_commas += comma && !point;
      cells->n_certain += comma && !point && !is_thousands (cell);
    }
  if (is_first)
    cells->first_is_empty = empty;
  return cells->n_lines < MAX_LINES;
}

void
gradus_csv_recognise (const char *bytes, gsize n, gboolean is_whole, GradusCsvOptions *options)
{
  Cells cells = { 0 };

  if (!options->separator)
    options->separator = recognise_separator (bytes, n, is_whole);
  scan (bytes, n, is_whole, options->separator, collect_cells, &cells);
  if (!options->decimal)
    options->decimal =
        cells.n_commas > cells.n_points && (options->separator != ',' || cells.n_certain > 0) ? ',' : '.';
  if (options->header == GRADUS_CSV_HEADER_RECOGNISE)
    options->header = cells.first_has_number[options->decimal == ','] || cells.first_is_empty ? GRADUS_CSV_HEADER_NO
                                                                                              : GRADUS_CSV_HEADER_YES;
}
