/* A table as a CSV file gives it: named columns of numbers or of texts.
 *
 * Immutable and reference counted. A column of texts keeps every text once, as
 * one of its classes, in the order of their bytes (strcmp): the same whatever
 * the locale and the order of the rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/gradus-csv-scan.h"

G_BEGIN_DECLS

#define GRADUS_TABLE_MAX_BAD 1000 /* bad lines that are kept; all are counted */
#define GRADUS_CODE_MISSING  G_MAXUINT32

typedef enum
{
  GRADUS_COLUMN_NUMBER, /* every cell is a finite number or missing */
  GRADUS_COLUMN_TEXT,
} GradusColumnType;

typedef struct
{
  char *name; /* unique in its table, never empty */
  GradusColumnType type;
  gsize n_missing;
  double *numbers;    /* n_rows, NaN where missing; NULL for texts */
  guint32 *codes;     /* n_rows indexes into classes, GRADUS_CODE_MISSING where missing; NULL for numbers */
  GPtrArray *classes; /* of char *; NULL for numbers */
} GradusColumn;

/* A line that is not in the table. */
typedef struct
{
  guint64 line; /* from 1 */
  GradusCsvFault fault;
  guint n_cells; /* of GRADUS_CSV_OTHER_LENGTH */
} GradusBadLine;

typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public: read only >*/
  gsize n_rows;
  gsize n_columns;
  GradusColumn *columns;
  gsize n_missing; /* cells, over all columns */

  char separator; /* as the file was read */
  char decimal;
  gboolean has_header;
  GArray *bad; /* of GradusBadLine, the first GRADUS_TABLE_MAX_BAD */
  gsize n_bad;
} GradusTable;

GradusTable *gradus_table_ref (GradusTable *table);
void gradus_table_unref (GradusTable *table); /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusTable, gradus_table_unref)

/* The column of that name; NULL where there is none. */
const GradusColumn *gradus_table_find_column (const GradusTable *table, const char *name);

/* "line 17: 7 cells expected, 6 found", for people. */
char *gradus_table_describe_bad (const GradusTable *table, const GradusBadLine *bad);

/* All column names in a line, for a message; cut where there are many. */
char *gradus_table_list_columns (const GradusTable *table);

/* The table as CSV: a header, commas, points, CRLF, missing cells empty; numbers come back bit-identical. */
GBytes *gradus_table_to_csv (const GradusTable *table);

/* An empty table of one reference, for its maker. */
GradusTable *gradus_table_alloc (void);

G_END_DECLS
