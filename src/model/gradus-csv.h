/* Reading CSV into a table.
 *
 * Separator, decimal sign and header are recognised from the first lines unless
 * the options say otherwise. The file is read twice, in pieces: once for the
 * types of the columns and the number of rows, once for the cells; so that the
 * memory it takes is that of the table, however long the lines. A column is one of
 * numbers where every cell is a number or missing. Lines that do not fit are left
 * out, and named in the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-table.h"

G_BEGIN_DECLS

#define GRADUS_CSV_ERROR (gradus_csv_error_quark ())

typedef enum
{
  GRADUS_CSV_ERROR_EMPTY,    /* no row of data; names the first bad line where there is one */
  GRADUS_CSV_ERROR_ENCODING, /* UTF-16 */
  GRADUS_CSV_ERROR_MEMORY,   /* larger than the memory there is */
  GRADUS_CSV_ERROR_CHANGED,  /* the file changed while it was read */
  GRADUS_CSV_ERROR_KIND,     /* a folder or a device */
} GradusCsvError;

GQuark gradus_csv_error_quark (void);

typedef enum
{
  GRADUS_CSV_HEADER_RECOGNISE,
  GRADUS_CSV_HEADER_YES,
  GRADUS_CSV_HEADER_NO,
} GradusCsvHeader;

/* Zeros: recognise everything. */
typedef struct
{
  char separator; /* ',', ';' or '\t' */
  char decimal;   /* '.' or ',' */
  GradusCsvHeader header;
} GradusCsvOptions;

/* How much is read, from 0 to 1; in the thread that reads. */
typedef void (*GradusCsvProgress) (double fraction, gpointer data);

/* Both block; a window calls the second in a thread (GTask). `options` may be NULL. Messages of
 * gradus_csv_load() name the file; errors are GRADUS_CSV_ERROR or G_IO_ERROR. */
GradusTable *gradus_csv_read (GBytes *bytes, const GradusCsvOptions *options, GError **error);
GradusTable *gradus_csv_load (GFile *file,
                              const GradusCsvOptions *options,
                              GCancellable *cancellable,
                              GradusCsvProgress progress,
                              gpointer data,
                              GError **error);

/* Fills what `options` leaves open from the beginning of a file. Whether the file has a header is then YES or NO. */
void gradus_csv_recognise (const char *bytes, gsize n, gboolean is_whole, GradusCsvOptions *options);

G_END_DECLS
