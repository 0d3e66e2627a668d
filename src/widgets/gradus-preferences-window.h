/* The few things to prefer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "widgets/gradus-settings.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_PREFERENCES_WINDOW (gradus_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (GradusPreferencesWindow, gradus_preferences_window, GRADUS, PREFERENCES_WINDOW, AdwWindow)

GtkWidget *gradus_preferences_window_new (GtkWindow *parent, GradusSettings *settings);

G_END_DECLS
