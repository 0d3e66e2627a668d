/* Asks for the size of the exported loss plot and where it goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/gradus-session.h"
#include "widgets/gradus-settings.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_EXPORT_WINDOW (gradus_export_window_get_type ())
G_DECLARE_FINAL_TYPE (GradusExportWindow, gradus_export_window, GRADUS, EXPORT_WINDOW, AdwWindow)

/* Signals:
 *   ::exported (GFile *)            the file stands there; the window is closing
 *   ::failed (GFile *, GError *)    nothing was written; the window stays */
GtkWidget *gradus_export_window_new (GtkWindow *parent, GradusSession *session, GradusSettings *settings);

G_END_DECLS
