/* A title, an entry and a slider under them: an amount that is dragged or typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRADUS_TYPE_AMOUNT_ROW (gradus_amount_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusAmountRow, gradus_amount_row, GRADUS, AMOUNT_ROW, GtkWidget)

/* Property "title": what stands before the entry, and is the accessible name of both.
 * Signals:
 *   ::take-number (double number, GError **error) gboolean  take it, or say why not
 *   ::drag (gboolean begins)  a press on the slider, and its release: what comes between belongs together */

/* What the row shows, but for an entry in which somebody types. */
void gradus_amount_row_set_number (GradusAmountRow *self, double number);

/* The slider goes from 0 to `upper` and rounds to `step`, a whole number or one part of a whole number; the entry
 * takes any number. */
void gradus_amount_row_set_upper (GradusAmountRow *self, double upper, double step);

G_END_DECLS
