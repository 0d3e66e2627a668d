/* A column of a table that is to be imported, for a list: what it is called, what it holds, what it is for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-import.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_IMPORT_COLUMN (gradus_import_column_get_type ())
G_DECLARE_FINAL_TYPE (GradusImportColumn, gradus_import_column, GRADUS, IMPORT_COLUMN, GObject)

/* Properties: "name" and "summary" (in words), read only, and "role", a GradusRole as an unsigned number. */
GradusImportColumn *gradus_import_column_new (const GradusColumn *column, GradusRole role);

G_END_DECLS
