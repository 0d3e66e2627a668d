/* What the keyboard and assistive tools meet of the drawn network: one small
 * widget for each input, neuron, weight, target and the loss. It lies over its
 * place in the drawing, paints only its focus ring and lets the pointer through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CANVAS_PART (gradus_canvas_part_get_type ())
G_DECLARE_FINAL_TYPE (GradusCanvasPart, gradus_canvas_part, GRADUS, CANVAS_PART, GtkWidget)

/* Signals:
 *   ::edit ()  the user asked to type the value, or the name of a neuron
 * Actions: part.select; where the part holds a value that can be changed,
 * part.increase and part.decrease; and there and of neurons part.edit. */
GradusCanvasPart *gradus_canvas_part_new (GradusSession *session, GradusPart part);

GradusPart gradus_canvas_part_get_part (GradusCanvasPart *self);

/* The accessible name; tells assistive tools only of a change. */
void gradus_canvas_part_set_name (GradusCanvasPart *self, const char *name);

/* Adds `change` to the value of `part`. False where it holds none that can be changed. */
gboolean gradus_canvas_part_nudge (GradusSession *session, GradusPart part, double change);

/* `value` without the dust that adding tenths leaves behind: 0.3 rather than 0.30000000000000004. */
double gradus_canvas_part_tidy (double value);

/* Whether `part` holds a value that can be changed on the canvas. */
gboolean gradus_canvas_part_is_editable (GradusSession *session, GradusPart part);

G_END_DECLS
