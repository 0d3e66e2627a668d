/* Text into records and cells, by RFC 4180, a piece at a time.
 *
 * Cells are separated by one character; a cell in double quotes may hold the
 * separator, line ends and, doubled, quotes. A line ends in LF, CRLF or CR. Empty
 * lines are passed over. Quotes inside a cell that does not begin with one stand
 * for themselves, as spreadsheets write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRADUS_CSV_MAX_CELL    (1024 * 1024) /* bytes */
#define GRADUS_CSV_MAX_COLUMNS 10000

/* What can be wrong with one line, whatever the others say. */
typedef enum
{
  GRADUS_CSV_FINE,
  GRADUS_CSV_OPEN_QUOTE,   /* a quote was opened and never closed */
  GRADUS_CSV_BEHIND_QUOTE, /* text between a closing quote and the separator */
  GRADUS_CSV_LONG_CELL,    /* a cell over GRADUS_CSV_MAX_CELL */
  GRADUS_CSV_MANY_CELLS,   /* over GRADUS_CSV_MAX_COLUMNS */
  GRADUS_CSV_ZERO_BYTE,    /* a byte 0, which no text has */
  GRADUS_CSV_NOT_UTF8,     /* bytes that are no UTF-8 */
  GRADUS_CSV_OTHER_LENGTH, /* more or fewer cells than the table has columns */
} GradusCsvFault;

/* One record. All is borrowed for the length of the call. */
typedef struct
{
  guint64 line; /* where it begins, from 1 */
  guint n_cells;
  const char *text;     /* the cells, each with a final 0 */
  gsize length;         /* of `text`, with those */
  const gsize *offsets; /* where in `text` each begins */
  GradusCsvFault fault; /* the cells are of no use where this is not FINE */
} GradusCsvRecord;

/* FALSE stops the scan. */
typedef gboolean (*GradusCsvFunc) (const GradusCsvRecord *record, gpointer data);

typedef struct
{
  /*< private >*/
  char separator;
  GradusCsvFunc func;
  gpointer data;
  GString *text;
  GArray *offsets; /* of gsize */
  guint64 line, record_line;
  GradusCsvFault fault;
  guint8 state;
  gboolean after_cr;
  gboolean has_cell; /* something stands in this record */
} GradusCsvScanner;

static inline const char *
gradus_csv_record_cell (const GradusCsvRecord *record, guint i)
{
  return record->text + record->offsets[i];
}

void gradus_csv_scanner_init (GradusCsvScanner *scanner, char separator, GradusCsvFunc func, gpointer data);
void gradus_csv_scanner_clear (GradusCsvScanner *scanner);

/* Takes `n` more bytes, then the end; FALSE as soon as the function stops the scan. A byte order
 * mark is the caller's. */
gboolean gradus_csv_scanner_feed (GradusCsvScanner *scanner, const char *bytes, gsize n);
gboolean gradus_csv_scanner_finish (GradusCsvScanner *scanner);

G_END_DECLS
