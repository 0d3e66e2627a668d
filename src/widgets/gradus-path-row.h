/* One path in the list: its number and key, its way, its factors and product.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/gradus-formula-path.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_PATH_ROW (gradus_path_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusPathRow, gradus_path_row, GRADUS, PATH_ROW, GtkListBoxRow)

/* Signals:
 *   ::pointed (gboolean)  the pointer has come, or gone
 * `rank` is its place in the list, from 0. */
GtkWidget *gradus_path_row_new (gsize rank);

/* Shows paths->shown[rank]. Nothing is kept but what is on screen. */
void gradus_path_row_update (GradusPathRow *self, const GradusFormulaContext *context, const GradusPaths *paths);

gsize gradus_path_row_get_rank (GradusPathRow *self);

G_END_DECLS
