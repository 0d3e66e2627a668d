/* Mouse and touch on the canvas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-private.h"

#include <math.h>

#define SCROLL_ZOOM   1.15  /* a notch of the wheel */
#define DRAG_VALUE    0.01  /* a pixel of a drag that changes a value */
#define DRAG_FINE     0.001 /* with Shift held */
#define DRAG_DISTANCE 4     /* pixels from which a press is a drag */

static GradusPart
pick (GradusCanvas *self, double x, double y)
{
  if (self->layout == NULL)
    return (GradusPart){ .kind = GRADUS_PART_NONE };
  return gradus_network_layout_pick (self->layout, x, y);
}

/* What of `part` the pointer can change: the values drawn on the canvas. */
static gboolean
is_draggable (GradusCanvas *self, GradusPart part)
{
  return gradus_canvas_part_is_editable (self->view.session, part);
}

static void
update_cursor (GradusCanvas *self, GradusPart part)
{
  const char *name = NULL;

  if (self->drag == GRADUS_CANVAS_DRAG_PICTURE)
    name = "grabbing";
  else if (self->drag == GRADUS_CANVAS_DRAG_VALUE || is_draggable (self, part))
    name = "ns-resize";
  else if (part.kind != GRADUS_PART_NONE)
    name = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
hover (GradusCanvas *self, double x, double y)
{
  GradusPart part = pick (self, x, y);

  if (self->view.session == NULL)
    return;

  gradus_session_set_hover (self->view.session, part);
  if (self->layout != NULL && self->pointed && !gradus_canvas_is_on_control (self))
    gradus_canvas_set_column (self, (int) gradus_network_layout_column (self->layout, x));
  update_cursor (self, part);
}

static void
begin_value_drag (GradusCanvas *self)
{
  self->drag = GRADUS_CANVAS_DRAG_VALUE;
  gradus_session_get_value (self->view.session, self->drag_part, &self->drag_start_value);
  self->drag_value = self->drag_start_value;
  gradus_session_set_selection (self->view.session, self->drag_part);
  gradus_canvas_focus_part (self, self->drag_part); /* so that Escape comes here */
  gradus_session_begin_edit (self->view.session);
}

static void
end_drag (GradusCanvas *self)
{
  GradusCanvasDrag drag = self->drag;

  self->drag = GRADUS_CANVAS_DRAG_NONE;
  if (drag == GRADUS_CANVAS_DRAG_VALUE)
    gradus_session_end_edit (self->view.session);
  if (drag != GRADUS_CANVAS_DRAG_NONE)
    hover (self, self->pointer_x, self->pointer_y);
}

static void
clicked_cb (GradusCanvas *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GradusPart part = pick (self, x, y);

  if (self->view.session == NULL)
    return;

  if (n_press == 1 && part.kind != GRADUS_PART_NONE)
    {
      gradus_session_set_selection (self->view.session, part);
      gradus_canvas_focus_part (self, part);
    }
  else if (n_press == 2 && part.kind == GRADUS_PART_NONE)
    {
      gradus_canvas_fit (self);
    }
  else if (n_press == 2 && !gradus_canvas_edit_part (self, part))
    {
      gradus_canvas_rename_part (self, part);
    }
}

static void
menu_clicked_cb (GradusCanvas *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GradusPart part = pick (self, x, y);

  if (self->view.session == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (part.kind != GRADUS_PART_NONE)
    {
      gradus_session_set_selection (self->view.session, part);
      gradus_canvas_focus_part (self, part);
    }
  gradus_canvas_open_menu (self, part, x, y);
}

static void
pressed_long_cb (GradusCanvas *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gradus_canvas_open_menu (self, pick (self, x, y), x, y);
}

static void
drag_began_cb (GradusCanvas *self, double x, double y, GtkGestureDrag *gesture)
{
  self->drag = GRADUS_CANVAS_DRAG_NONE;
  self->drag_part = pick (self, x, y);
  self->drag_x = 0;
  self->drag_y = 0;
}

/* The middle button moves the picture, whatever lies under it. */
static void
pan_began_cb (GradusCanvas *self, double x, double y, GtkGestureDrag *gesture)
{
  drag_began_cb (self, x, y, gesture);
  self->drag_part = (GradusPart){ .kind = GRADUS_PART_NONE };
}

static void
drag_moved_cb (GradusCanvas *self, double x, double y, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (self->view.session == NULL || self->drag == GRADUS_CANVAS_DRAG_CANCELLED)
    return;

  if (self->drag == GRADUS_CANVAS_DRAG_NONE)
    {
      if (hypot (x, y) < DRAG_DISTANCE)
        return;
      if (is_draggable (self, self->drag_part))
        begin_value_drag (self);
      else
        self->drag = GRADUS_CANVAS_DRAG_PICTURE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      update_cursor (self, self->drag_part);
    }

  if (self->drag == GRADUS_CANVAS_DRAG_VALUE)
    {
      self->drag_value -= (y - self->drag_y) * ((state & GDK_SHIFT_MASK) != 0 ? DRAG_FINE : DRAG_VALUE);
      gradus_session_set_value (self->view.session, self->drag_part, gradus_canvas_part_tidy (self->drag_value), NULL);
    }
  else
    {
      self->pan_x += x - self->drag_x;
      self->pan_y += y - self->drag_y;
      gradus_canvas_invalidate_layout (self);
    }
  self->drag_x = x;
  self->drag_y = y;
}

static void
drag_ended_cb (GradusCanvas *self)
{
  end_drag (self);
}

static void
moved_cb (GradusCanvas *self, double x, double y)
{
  self->pointed = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->drag == GRADUS_CANVAS_DRAG_NONE)
    hover (self, x, y);
}

static void
left_cb (GradusCanvas *self)
{
  self->pointed = FALSE;
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    gradus_canvas_set_column (self, -1);
  if (self->view.session != NULL && self->drag == GRADUS_CANVAS_DRAG_NONE)
    gradus_session_set_hover (self->view.session, (GradusPart){ .kind = GRADUS_PART_NONE });
}

static gboolean
scrolled_cb (GradusCanvas *self, double dx, double dy)
{
  if (dy == 0)
    return GDK_EVENT_PROPAGATE;

  gradus_canvas_zoom_about (self, pow (SCROLL_ZOOM, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
pinch_began_cb (GradusCanvas *self)
{
  self->pinch_scale = 1;
}

static void
pinched_cb (GradusCanvas *self, double scale, GtkGestureZoom *gesture)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  gradus_canvas_zoom_about (self, scale / self->pinch_scale, x, y);
  self->pinch_scale = scale;
}

void
gradus_canvas_add_pointer (GradusCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->pinch_scale = 1;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);

  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_clicked_cb), self);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (pressed_long_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_began_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_moved_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_ended_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect_swapped (pan, "drag-begin", G_CALLBACK (pan_began_cb), self);
  g_signal_connect_swapped (pan, "drag-update", G_CALLBACK (drag_moved_cb), self);
  g_signal_connect_swapped (pan, "drag-end", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect_swapped (pan, "cancel", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_began_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scrolled_cb), self);

  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
}

gboolean
gradus_canvas_cancel_drag (GradusCanvas *self)
{
  if (self->drag != GRADUS_CANVAS_DRAG_VALUE)
    return FALSE;

  gradus_session_set_value (self->view.session, self->drag_part, self->drag_start_value, NULL);
  end_drag (self);
  self->drag = GRADUS_CANVAS_DRAG_CANCELLED;
  return TRUE;
}
