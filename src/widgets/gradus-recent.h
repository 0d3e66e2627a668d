/* The documents opened and saved last, as the desktop remembers them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void gradus_recent_add (GFile *file);
void gradus_recent_remove (GFile *file);

/* Puts the last ones into an otherwise empty menu, newest first, each with the action "win.open-recent" on its URI. */
void gradus_recent_fill (GMenu *menu);

G_END_DECLS
