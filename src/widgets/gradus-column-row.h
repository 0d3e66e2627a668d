/* A column of a table in a list, with the choice what it is for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRADUS_TYPE_COLUMN_ROW (gradus_column_row_get_type ())

/* Property "column": a GradusImportColumn, or NULL. */
G_DECLARE_FINAL_TYPE (GradusColumnRow, gradus_column_row, GRADUS, COLUMN_ROW, GtkWidget)

G_END_DECLS
