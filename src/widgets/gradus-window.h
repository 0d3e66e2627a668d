/* The window: sliders, network, loss, chain rule and transport around one session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/gradus-session.h"
#include "widgets/gradus-settings.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_WINDOW (gradus_window_get_type ())
G_DECLARE_FINAL_TYPE (GradusWindow, gradus_window, GRADUS, WINDOW, AdwApplicationWindow)

/* A window on the kept draft, or on the first lesson where there is none. */
GtkWidget *gradus_window_new (GtkApplication *application, GradusSettings *settings);

/* Shows a document; where it can't be read a message says why and all stays as it is. */
void gradus_window_open (GradusWindow *self, GFile *file);

/* Keeps the draft and the window's form for the next start. */
void gradus_window_remember (GradusWindow *self);

G_END_DECLS
