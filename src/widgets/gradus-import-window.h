/* A table of a file, before it takes the place of the session's data: how it was read, which columns are
 * what, and what network will come of it. Nothing changes before its button is pressed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_IMPORT_WINDOW (gradus_import_window_get_type ())
G_DECLARE_FINAL_TYPE (GradusImportWindow, gradus_import_window, GRADUS, IMPORT_WINDOW, AdwWindow)

/* Begins to read at once, in a thread. Signal ::imported (const char *name): the session has the data. */
GtkWidget *gradus_import_window_new (GtkWindow *parent, GradusSession *session, GFile *file);

G_END_DECLS
