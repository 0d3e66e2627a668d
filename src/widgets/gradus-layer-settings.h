/* What of one layer is seldom changed: what training leaves alone, the leak, how its weights are drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_LAYER_SETTINGS (gradus_layer_settings_get_type ())
G_DECLARE_FINAL_TYPE (GradusLayerSettings, gradus_layer_settings, GRADUS, LAYER_SETTINGS, GtkWidget)

/* Shows layer `layer` of the session; `title` is what it is called, for the names of the controls.
 * Signal ::refused (const char *message): a change does not go, and why. */
void gradus_layer_settings_update (GradusLayerSettings *self, GradusSession *session, gsize layer, const char *title);

G_END_DECLS
