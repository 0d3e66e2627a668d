/* Asks for the size of an exported picture and where it goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/gradus-session.h"
#include "render/gradus-export.h"
#include "widgets/gradus-settings.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_EXPORT_WINDOW (gradus_export_window_get_type ())
G_DECLARE_FINAL_TYPE (GradusExportWindow, gradus_export_window, GRADUS, EXPORT_WINDOW, AdwWindow)

/* Signals:
 *   ::exported (GFile *)            the file stands there; the window is closing
 *   ::failed (GFile *, GError *)    nothing was written; the window stays */

/* For the loss plot of `session`, as a picture or as CSV. */
GtkWidget *gradus_export_window_new (GtkWindow *parent, GradusSession *session, GradusSettings *settings);

/* For any other picture, which `paint` paints from `data`; that is freed with the window by `free_data`.
 * `title` is the window's, `name` what a new file is called, with its suffix. */
GtkWidget *gradus_export_window_new_picture (GtkWindow *parent,
                                             GradusSettings *settings,
                                             const char *title,
                                             const char *name,
                                             GradusPaintFunc paint,
                                             gpointer data,
                                             GDestroyNotify free_data);

G_END_DECLS
