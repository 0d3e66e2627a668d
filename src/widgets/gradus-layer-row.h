/* One layer of the network on the page of its layers, or the inputs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_LAYER_ROW (gradus_layer_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusLayerRow, gradus_layer_row, GRADUS, LAYER_ROW, GtkWidget)

/* A row for the layer before which `place` layers stand; 0 are the inputs, so
 * layer l of the shape is at place l + 1. */
GtkWidget *gradus_layer_row_new (GradusSession *session, guint place);

/* Shows the session's network, which still has the row's layer. */
void gradus_layer_row_update (GradusLayerRow *self);

G_END_DECLS
