/* One chapter of a step: its title, its text, and its stages as formulas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"
#include "render/gradus-formula.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CHAPTER_ROW (gradus_chapter_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusChapterRow, gradus_chapter_row, GRADUS, CHAPTER_ROW, GtkListBoxRow)

GtkWidget *gradus_chapter_row_new (GradusSession *session, gsize chapter);

/* Brings everything up to date. `parameter` is the one whose way is told where a layer is large. */
void gradus_chapter_row_update (GradusChapterRow *self, const GradusFormulaContext *context, gsize parameter);

/* The formula of the newest stage of a walk, where it stands in this chapter; else NULL. */
GtkWidget *gradus_chapter_row_get_newest (GradusChapterRow *self);

G_END_DECLS
