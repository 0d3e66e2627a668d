/* One number of the network under one's hand: its symbol, a slider, an entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"
#include "render/gradus-format.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_VALUE_ROW (gradus_value_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusValueRow, gradus_value_row, GRADUS, VALUE_ROW, GtkWidget)

/* A row for `part`, an input, target, weight, bias or the learning rate of the
 * session's network. It writes to the session; whoever owns the row tells it
 * of changes with gradus_value_row_update(). */
GtkWidget *gradus_value_row_new (GradusSession *session, GradusPart part, GradusFormat format);

/* Shows what the session holds now, but for an entry in which somebody types. */
void gradus_value_row_update (GradusValueRow *self);

void gradus_value_row_set_format (GradusValueRow *self, GradusFormat format);

G_END_DECLS
