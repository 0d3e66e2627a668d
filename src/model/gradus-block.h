/* Blocks of numbers as text, as spreadsheets put them on the clipboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n_rows, n_columns;
  double *values; /* n_rows x n_columns */
} GradusBlock;

/* Reads lines of cells, parted by tabs, or where there are none by semicolons, or else by commas followed
 * by spaces or by spaces; numbers as people type them (gradus-number.h). All lines have as many cells.
 * NULL with an error that names line and cell. */
GradusBlock *gradus_block_parse (const char *text, GError **error);
void gradus_block_free (GradusBlock *block); /* NULL is fine */

/* Rows of the session, inputs and then targets, as lines with tabs; numbers come back bit-identical. */
char *gradus_block_format_rows (GradusSession *session, gsize n, const gsize rows[]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusBlock, gradus_block_free)

G_END_DECLS
