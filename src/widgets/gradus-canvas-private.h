/* What the files of the canvas share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-maps-source.h"
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

  GradusSaturationSource *saturation; /* NULL: nothing is marked */
  GradusMapsSource *maps;             /* of the session */
  gboolean shows_maps;
  GradusNetworkLayout *layout; /* NULL until there is a size */
  double zoom;
  double pan_x;
  double pan_y;

  GradusShape shape;            /* that the children stand for */
  GradusCanvasPart *visited;    /* a child of its own for a part without a lasting one, while it has the focus */
  GradusCanvasPopover *popover; /* created when first needed */
  GradusPart edited;            /* what the popover is about */
  guint words_idle;             /* source that renews names and description */

  /* Changing the shape, in gradus-canvas-design.c. */
  GtkWidget *controls[GRADUS_N_CONTROLS]; /* buttons below a column */
  int column;                             /* the column that shows them; -1: none */
  GtkWidget *menu;                        /* created when first needed */
  GSimpleActionGroup *actions;            /* of the menu; owned by the widget */
  GradusPart menu_part;                   /* what the menu is about; may be NONE */
  int menu_column;

  /* The pointer, in gradus-canvas-pointer.c. */
  gboolean pointed; /* the pointer is over the canvas */
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

/* What is drawn, in gradus-canvas-draw.c: the widget's own function; a source of maps for another session; and
 * the picture in words. */
void gradus_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void gradus_canvas_renew_maps (GradusCanvas *self);
char *gradus_canvas_describe (GradusCanvas *self);

/* Training publishes more often than anybody listens, so the words follow when the pictures are drawn. */
void gradus_canvas_queue_words (GradusCanvas *self);

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

/* Opens the entry for the name of `part`; false where it has none. */
gboolean gradus_canvas_rename_part (GradusCanvas *self, GradusPart part);

/* Adds the controls of the shape and the actions of the menu. */
void gradus_canvas_add_controls (GradusCanvas *self);

/* Which column shows its controls, -1 for none; and puts them where they belong in the layout. */
void gradus_canvas_set_column (GradusCanvas *self, int column);
void gradus_canvas_place_controls (GradusCanvas *self);
gsize gradus_canvas_find_column (GradusCanvas *self, GradusPart part);

/* Moves the keyboard focus to the next control (the first, from a part), or with -1 to the one before. */
gboolean gradus_canvas_focus_control (GradusCanvas *self, int direction);
gboolean gradus_canvas_is_on_control (GradusCanvas *self);

/* The context menu, on a part or, where that is NONE, on the column at x. */
void gradus_canvas_open_menu (GradusCanvas *self, GradusPart part, double x, double y);
gboolean gradus_canvas_open_menu_at_focus (GradusCanvas *self);

/* What a key without modifiers does to the part that has the focus; false: nothing. */
gboolean gradus_canvas_design_by_key (GradusCanvas *self, guint keyval);

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
