/* A title and an entry beside it. What is typed is taken, or refused in place with a reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRADUS_TYPE_ENTRY_ROW (gradus_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusEntryRow, gradus_entry_row, GRADUS, ENTRY_ROW, GtkWidget)

/* Property "title": what stands before the entry, and is its accessible name.
 * Signals:
 *   ::take-text (const char *text, GError **error) gboolean
 *   ::take-number (double number, GError **error) gboolean
 *        the entry was finished: take it, or say why not. Which of the two comes
 *        is said by the property "numeric". */
GtkWidget *gradus_entry_row_new (const char *title, const char *accessible_name);

/* What the entry shows, but for one in which somebody types. */
void gradus_entry_row_set_text (GradusEntryRow *self, const char *text);
void gradus_entry_row_set_number (GradusEntryRow *self, double number);

G_END_DECLS
