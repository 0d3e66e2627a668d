/* The beginning of a table in a column view, so that one sees whether it was read aright.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-table.h"

G_BEGIN_DECLS

/* A view lays out all of its columns, so that there are bounds to both. */
#define GRADUS_PREVIEW_ROWS    100
#define GRADUS_PREVIEW_COLUMNS 40

void gradus_table_preview_show (GtkColumnView *view, GradusTable *table);

G_END_DECLS
