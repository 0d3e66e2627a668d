/* The network on show: drawn by the painter of render/, touched here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-saturation-source.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CANVAS (gradus_canvas_get_type ())
G_DECLARE_FINAL_TYPE (GradusCanvas, gradus_canvas, GRADUS, CANVAS, GradusView)

/* Properties:
 *   "session"  GradusSession  what is shown and changed; NULL shows nothing
 * Signals:
 *   ::refused (const char *message)  a change of the network was asked for that does not go, and why
 * Actions of the widget: canvas.zoom-in, canvas.zoom-out, canvas.fit.
 *
 * Click selects, hovering lights, scrolling and pinching zoom about the pointer,
 * dragging moves the picture, dragging a weight (or an input, or a target) up
 * or down changes it, a double click types it, or the name of a neuron. Below the
 * column that the pointer or the focus is at stand buttons that add and remove
 * neurons and layers; a menu on each part has the rest. With the keyboard: one Tab stop,
 * arrow keys from part to part and down to the buttons, Return selects, F2 types, plus and minus change
 * by 0.1, with Alt (or Shift, where the keyboard leaves it free) by 0.01. */
GtkWidget *gradus_canvas_new (GradusSession *session);

/* Marks the neurons that hardly learn, and says why. Once. */
void gradus_canvas_set_saturation (GradusCanvas *self, GradusSaturationSource *saturation);

/* Zooms by `factor` about the middle; 1 is the whole network, and the zoom stays within 0.25 and 16. */
void gradus_canvas_zoom (GradusCanvas *self, double factor);

/* Shows the whole network again. */
void gradus_canvas_fit (GradusCanvas *self);

/* Whether each neuron shows what it makes of two inputs, as a map; see gradus_maps_source_suits(). */
void gradus_canvas_set_maps (GradusCanvas *self, gboolean shown);

G_END_DECLS
