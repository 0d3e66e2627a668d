/* The conventions of textbooks, to choose from: letters of symbols, the factor before a squared error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CONVENTIONS_POPOVER (gradus_conventions_popover_get_type ())
G_DECLARE_FINAL_TYPE (GradusConventionsPopover, gradus_conventions_popover, GRADUS, CONVENTIONS_POPOVER, GtkPopover)

/* Whose conventions they are; NULL before the session goes. */
void gradus_conventions_popover_set_session (GradusConventionsPopover *self, GradusSession *session);

G_END_DECLS
