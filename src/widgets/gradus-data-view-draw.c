/* Samples drawn, moved and erased in the picture of the data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-compat.h"

#define DRAG_THRESHOLD 4  /* pixels from where it was picked that move a sample */
#define CURSOR_STEPS   40 /* of the cursor from one end of an axis to the other */
#define LARGE_STEP     5  /* times that with Shift */

static int
get_width (GradusDataView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self->area));
}

static int
get_height (GradusDataView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self->area));
}

static GradusBrush
make_brush (GradusDataView *self, const GradusFieldPicture *picture)
{
  GradusBrush brush = {
    .across = picture->grid.across, .up = picture->grid.up, .curve = picture->grid.rows == 1, .output = picture->output
  };

  gradus_data_tools_fill_brush (self->tools, brush.curve, &brush);
  return brush;
}

/* Why something was not done: to be read, and to be heard. */
static void
tell (GradusDataView *self, const GError *error)
{
  if (error == NULL)
    return;
  gtk_label_set_text (self->reading, error->message);
  gradus_compat_announce (GTK_WIDGET (self->area), error->message);
}

static void
add (GradusDataView *self, double across, double up)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  g_autoptr (GError) error = NULL;

  if (!gradus_data_view_fill_picture (self, &picture, &names))
    return;

  GradusBrush brush = make_brush (self, &picture);

  if (brush.kind == GRADUS_BRUSH_HEIGHT && !picture.is_output) /* the height is that of a hidden neuron */
    brush.kind = GRADUS_BRUSH_VALUE;
  gradus_brush_add (&brush, self->view.session, across, up, &error);
  tell (self, error);
}

/* The values at a place in the picture; outside of the axes the nearest, and FALSE. */
static gboolean
read_place (GradusDataView *self, double x, double y, double *across, double *up)
{
  GradusFieldPicture picture;
  GradusDataNames names;

  *across = *up = 0;
  return gradus_data_view_fill_picture (self, &picture, &names) &&
         gradus_field_picture_read (&picture, get_width (self), get_height (self), x, y, across, up);
}

static void
add_at (GradusDataView *self, double x, double y)
{
  double across, up;

  if (!read_place (self, x, y, &across, &up))
    return;
  self->last_x = x;
  self->last_y = y;
  add (self, across, up);
}

static void
erase (GradusDataView *self, gsize sample)
{
  g_autoptr (GError) error = NULL;
  const gsize gone[] = { sample };

  gradus_session_remove_rows (self->view.session, 1, gone, &error);
  tell (self, error);
}

static void
erase_at (GradusDataView *self, double x, double y)
{
  gsize sample = gradus_data_view_pick (self, x, y);

  if (sample != GRADUS_NO_SAMPLE)
    erase (self, sample);
}

static void
move_to (GradusDataView *self, double x, double y)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  g_autoptr (GError) error = NULL;
  double across, up;

  if (!gradus_data_view_fill_picture (self, &picture, &names))
    return;

  GradusBrush brush = make_brush (self, &picture);

  read_place (self, x, y, &across, &up);
  gradus_brush_move (&brush, self->view.session, self->moved, picture.is_output, across, up, &error);
  tell (self, error);
}

/* From here on everything is one entry, on ground that stands still. */
static void
begin_stroke (GradusDataView *self)
{
  self->stroking = TRUE;
  gradus_field_source_hold_range (self->source, TRUE);
  gradus_session_begin_edit (self->view.session);
}

void
gradus_data_view_end_stroke (GradusDataView *self)
{
  self->moved = GRADUS_NO_SAMPLE;
  if (!self->stroking)
    return;
  self->stroking = FALSE;
  gradus_session_end_edit (self->view.session);
  gradus_field_source_hold_range (self->source, FALSE);
}

void
gradus_data_view_drag_began_cb (GtkGestureDrag *gesture, double x, double y, GradusDataView *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gsize sample = gradus_data_view_pick (self, x, y);
  GradusTool tool = gradus_data_tools_get_tool (self->tools);

  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  gradus_data_view_end_stroke (self);
  if (self->source == NULL)
    return;

  if (button == GDK_BUTTON_SECONDARY || (button == GDK_BUTTON_PRIMARY && tool == GRADUS_TOOL_ERASE))
    {
      begin_stroke (self);
      erase_at (self, x, y);
    }
  else if (button == GDK_BUTTON_PRIMARY && tool == GRADUS_TOOL_DRAW)
    {
      gradus_data_view_set_cursor (self, FALSE, 0, 0);
      begin_stroke (self);
      add_at (self, x, y);
    }
  else if (button == GDK_BUTTON_PRIMARY && sample != GRADUS_NO_SAMPLE)
    {
      gradus_session_set_sample (self->view.session, sample);
      self->moved = sample;
    }
}

void
gradus_data_view_dragged_cb (GtkGestureDrag *gesture, double dx, double dy, GradusDataView *self)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  double x, y;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y) || !gradus_data_view_fill_picture (self, &picture, &names))
    return;

  if (self->moved != GRADUS_NO_SAMPLE)
    {
      if (!self->stroking && hypot (dx, dy) < DRAG_THRESHOLD)
        return;
      if (!self->stroking)
        begin_stroke (self);
      move_to (self, x + dx, y + dy);
      return;
    }
  if (!self->stroking)
    return;
  if (gradus_data_tools_get_tool (self->tools) != GRADUS_TOOL_DRAW ||
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    erase_at (self, x + dx, y + dy);
  else if (hypot (x + dx - self->last_x, y + dy - self->last_y) >=
           gradus_field_picture_get_spacing (&picture, get_width (self), get_height (self)))
    add_at (self, x + dx, y + dy);
}

void
gradus_data_view_drag_ended_cb (GtkGesture *gesture, GdkEventSequence *sequence, GradusDataView *self)
{
  gradus_data_view_end_stroke (self);
}

/* Moves the cross by a key; FALSE for other keys. The first press only shows it, in the middle. */
static gboolean
move_cursor (GradusDataView *self, guint keyval, GdkModifierType state)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  double bottom, top, step = state & GDK_SHIFT_MASK ? LARGE_STEP : 1, x = self->cursor_x, y = self->cursor_y;
  int across = (keyval == GDK_KEY_Right) - (keyval == GDK_KEY_Left);
  int up = (keyval == GDK_KEY_Up) - (keyval == GDK_KEY_Down);

  if ((across == 0 && up == 0) || !gradus_data_view_fill_picture (self, &picture, &names))
    return FALSE;

  gradus_field_picture_get_upright (&picture, &bottom, &top);
  if (self->has_cursor)
    {
      x += across * step * (picture.grid.right - picture.grid.left) / CURSOR_STEPS;
      y += up * step * (top - bottom) / CURSOR_STEPS;
    }
  else
    {
      x = (picture.grid.left + picture.grid.right) / 2;
      y = (bottom + top) / 2;
    }
  gradus_data_view_set_cursor (self, TRUE, CLAMP (x, picture.grid.left, picture.grid.right), CLAMP (y, bottom, top));

  g_autofree char *text = gradus_data_view_describe_place (self, self->cursor_x, self->cursor_y);

  gradus_compat_announce (GTK_WIDGET (self->area), text);
  return TRUE;
}

static void
add_at_cursor (GradusDataView *self)
{
  gsize before = gradus_session_get_n_rows (self->view.session);

  add (self, self->cursor_x, self->cursor_y);
  if (gradus_session_get_n_rows (self->view.session) == before &&
      !gradus_session_get_document (self->view.session)->blank)
    return;

  g_autofree char *text =
      gradus_data_view_describe_sample (self, gradus_session_get_problem (self->view.session)->n_samples - 1);

  gradus_compat_announce (GTK_WIDGET (self->area), text);
}

static void
erase_by_key (GradusDataView *self)
{
  if (gradus_session_get_document (self->view.session)->blank)
    return;
  erase (self, self->hovered != GRADUS_NO_SAMPLE ? self->hovered : gradus_session_get_sample (self->view.session));
}

gboolean
gradus_data_view_draw_by_key (GradusDataView *self, guint keyval, GdkModifierType state)
{
  GradusTool tool = gradus_data_tools_get_tool (self->tools);
  gboolean enters = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space;

  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete || keyval == GDK_KEY_BackSpace ||
      (tool == GRADUS_TOOL_ERASE && enters))
    {
      erase_by_key (self);
      return TRUE;
    }
  if (tool == GRADUS_TOOL_SELECT)
    return FALSE;
  if (keyval == GDK_KEY_Escape)
    {
      gradus_data_tools_reset (self->tools);
      return TRUE;
    }
  if (tool != GRADUS_TOOL_DRAW)
    return FALSE;
  if ((enters || keyval == GDK_KEY_Insert || keyval == GDK_KEY_KP_Insert) && self->has_cursor)
    {
      add_at_cursor (self);
      return TRUE;
    }
  return move_cursor (self, keyval, state);
}

void
gradus_data_view_set_cursor (GradusDataView *self, gboolean has_cursor, double x, double y)
{
  self->has_cursor = has_cursor;
  self->cursor_x = x;
  self->cursor_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}
