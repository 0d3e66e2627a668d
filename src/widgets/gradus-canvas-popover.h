/* An entry that pops up over a part of the network, to type its value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CANVAS_POPOVER (gradus_canvas_popover_get_type ())
G_DECLARE_FINAL_TYPE (GradusCanvasPopover, gradus_canvas_popover, GRADUS, CANVAS_POPOVER, GtkPopover)

GradusCanvasPopover *gradus_canvas_popover_new (void);

/* Pops up with the value of `part`, called `title`. Return sets it; a text that is no number is refused in
 * place with the reason; Escape leaves the value as it is. */
void gradus_canvas_popover_edit (GradusCanvasPopover *self, GradusSession *session, GradusPart part, const char *title);

/* The same for the name of an input or a neuron. */
void
gradus_canvas_popover_rename (GradusCanvasPopover *self, GradusSession *session, GradusPart part, const char *title);

G_END_DECLS
