/* What the files of the canvas share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-network-picture.h"
#include "widgets/gradus-canvas-part.h"
#include "widgets/gradus-canvas-popover.h"
#include "widgets/gradus-canvas.h"

G_BEGIN_DECLS

/* What a drag under way does. */
typedef enum
{
  GRADUS_CANVAS_DRAG_NONE,      /* pressed at most, and not moved yet */
  GRADUS_CANVAS_DRAG_PICTURE,   /* moves the picture */
  GRADUS_CANVAS_DRAG_VALUE,     /* changes the value of a part */
  GRADUS_CANVAS_DRAG_CANCELLED, /* Escape was pressed; nothing more until the button is let go */
} GradusCanvasDrag;

struct _GradusCanvas
{
  GradusView view;

  GradusNetworkLayout *layout; /* NULL until there is a size */
  double zoom;
  double pan_x;
  double pan_y;

  GradusShape shape;            /* that the children stand for */
  GradusCanvasPart *visited;    /* a child of its own for a part without a lasting one, while it has the focus */
  GradusCanvasPopover *popover; /* created when first needed */
  GradusPart edited;            /* what the popover is about */
  guint words_idle;             /* source that renews names and description */

  /* The pointer, in gradus-canvas-pointer.c. */
  double pointer_x;
  double pointer_y;
  double pinch_scale;
  GradusCanvasDrag drag;
  GradusPart drag_part;
  double drag_start_value;
  double drag_value;
  double drag_x; /* offsets of the drag seen so far */
  double drag_y;
};

/* Adds the gestures and controllers for mouse and touch. */
void gradus_canvas_add_pointer (GradusCanvas *self);

/* Gives up a drag that changes a value; the value of before is back. False where there is none. */
gboolean gradus_canvas_cancel_drag (GradusCanvas *self);

/* Zooms by `factor`; what is under x, y stays there. */
void gradus_canvas_zoom_about (GradusCanvas *self, double factor, double x, double y);

/* Has the picture laid out anew: another size, zoom, pan or text size. */
void gradus_canvas_invalidate_layout (GradusCanvas *self);

/* Opens the entry for the value of `part`; false where it holds none that can be changed. */
gboolean gradus_canvas_edit_part (GradusCanvas *self, GradusPart part);

/* The children that stand for parts: in the order in which one reads the network, that is the inputs, each
 * neuron after the weights that lead to it, the targets, the loss. */
GradusCanvasPart *gradus_canvas_get_first_part (GradusCanvas *self);
GradusCanvasPart *gradus_canvas_get_next_part (GradusCanvasPart *part);
void gradus_canvas_add_parts (GradusCanvas *self);
void gradus_canvas_remove_parts (GradusCanvas *self);
void gradus_canvas_place_parts (GradusCanvas *self); /* over their places in the layout */

/* Whether the middle of a node lies within width x height. If not, *dx and *dy are how far the nearest is outside. */
gboolean gradus_canvas_shows_node (GradusCanvas *self, double width, double height, double *dx, double *dy);

void gradus_canvas_name_parts (GradusCanvas *self); /* by the numbers of now */

/* Adds the keys of the canvas. */
void gradus_canvas_add_keyboard (GradusCanvas *self);

/* The part that has the keyboard focus, or NONE. */
GradusPart gradus_canvas_get_focused_part (GradusCanvas *self);

/* Moves the keyboard focus to `part`; false where nothing stands for it. */
gboolean gradus_canvas_focus_part (GradusCanvas *self, GradusPart part);

/* Moves it within the network, or into it: one Tab stop, at the selection or the first input. */
gboolean gradus_canvas_move_focus (GradusCanvas *self, GtkDirectionType direction);

/* How the canvas writes numbers; there has to be a session. */
GradusFormat gradus_canvas_get_format (GradusCanvas *self);

G_END_DECLS
