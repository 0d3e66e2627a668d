/* The children of the canvas, which stand for the parts of the network, and
 * the keyboard among them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-private.h"

#include <math.h>

#include "widgets/gradus-canvas-text.h"

#define NUDGE            0.1
#define FINE_NUDGE       0.01
#define LEAP             16   /* nodes */
#define MAX_WEIGHT_PARTS 300  /* with more weights, only the one visited has a child */
#define MAX_NEURON_PARTS 1000 /* likewise for all else */

/* How far `value` is outside of 0 to `end`, with its sign. */
static double
get_excess (double value, double end)
{
  return value - CLAMP (value, 0, end);
}

/* The children that stand for parts; the popover is a child too. */
static GradusCanvasPart *
next_part (GtkWidget *child)
{
  while (child != NULL && !GRADUS_IS_CANVAS_PART (child))
    child = gtk_widget_get_next_sibling (child);
  return (GradusCanvasPart *) child;
}

static GradusCanvasPart *
find_part (GradusCanvas *self, GradusPart part)
{
  for (GradusCanvasPart *child = gradus_canvas_get_first_part (self); child != NULL;
       child = gradus_canvas_get_next_part (child))
    if (gradus_part_equal (gradus_canvas_part_get_part (child), part))
      return child;
  return NULL;
}

static void
name_part (GradusCanvas *self, GradusCanvasPart *child)
{
  g_autofree char *name = gradus_canvas_text_name (
      self->view.session, gradus_canvas_part_get_part (child), gradus_canvas_get_format (self));

  if (name != NULL)
    gradus_canvas_part_set_name (child, name);
  if (self->saturation != NULL)
    {
      g_autofree char *reason =
          gradus_saturation_source_describe (self->saturation, gradus_canvas_part_get_part (child));

      gtk_accessible_update_property (
          GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : "", -1);
    }
}

static void
place_part (GradusCanvas *self, GradusCanvasPart *child)
{
  GradusRectangle bounds = gradus_network_layout_bounds (self->layout, gradus_canvas_part_get_part (child));
  GtkAllocation allocation = {
    .x = (int) floor (bounds.x),
    .y = (int) floor (bounds.y),
    .width = (int) ceil (bounds.width),
    .height = (int) ceil (bounds.height),
  };
  int minimum;

  gtk_widget_measure (GTK_WIDGET (child), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  allocation.width = MAX (allocation.width, minimum);
  gtk_widget_measure (GTK_WIDGET (child), GTK_ORIENTATION_VERTICAL, allocation.width, &minimum, NULL, NULL, NULL);
  allocation.height = MAX (allocation.height, minimum);
  gtk_widget_size_allocate (GTK_WIDGET (child), &allocation, -1);
}

static void
part_edit_cb (GradusCanvas *self, GradusCanvasPart *child)
{
  GradusPart part = gradus_canvas_part_get_part (child);

  if (!gradus_canvas_edit_part (self, part))
    gradus_canvas_rename_part (self, part);
}

static GradusCanvasPart *
add_part (GradusCanvas *self, GradusPart part)
{
  GradusCanvasPart *child = gradus_canvas_part_new (self->view.session, part);

  g_signal_connect_object (child, "edit", G_CALLBACK (part_edit_cb), self, G_CONNECT_SWAPPED);
  name_part (self, child);
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (self));
  return child;
}

/* A child for a part that has no lasting one, for as long as it has the focus. */
static GradusCanvasPart *
visit_part (GradusCanvas *self, GradusPart part)
{
  GradusCanvasPart *child;
  g_autofree char *title = gradus_canvas_text_title (self->view.session, part);

  if (title == NULL || part.kind == GRADUS_PART_BIAS || self->layout == NULL)
    return NULL;

  child = add_part (self, part);
  place_part (self, child);
  return child;
}

static GradusPart
get_focused_part (GradusCanvas *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (child != NULL && GRADUS_IS_CANVAS_PART (child))
    return gradus_canvas_part_get_part (GRADUS_CANVAS_PART (child));
  return (GradusPart){ .kind = GRADUS_PART_NONE };
}

static gboolean
move_focus (GradusCanvas *self, int dx, int dy)
{
  GradusPart next;

  if (self->layout == NULL)
    return FALSE;

  next = gradus_network_layout_neighbour (self->layout, get_focused_part (self), dx, dy);
  if (next.kind == GRADUS_PART_NONE && dy > 0 && gradus_canvas_focus_control (self, 1))
    return TRUE;
  if (next.kind == GRADUS_PART_NONE || !gradus_canvas_focus_part (self, next))
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

/* Changes the value that has the focus or, where that holds none, the selected one. */
static gboolean
nudge (GradusCanvas *self, double change)
{
  GradusPart part = get_focused_part (self);

  if (self->view.session == NULL || part.kind == GRADUS_PART_NONE)
    return FALSE;

  if (!gradus_canvas_part_is_editable (self->view.session, part))
    part = gradus_session_get_selection (self->view.session);
  if (!gradus_canvas_part_nudge (self->view.session, part, change))
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

/* To the first or last node of a column, or some further on: in large layers one by one is too slow. */
static gboolean
leap (GradusCanvas *self, guint keyval)
{
  GradusPart part = get_focused_part (self);
  gsize n = self->shape.n_inputs;

  if (part.kind == GRADUS_PART_NEURON)
    n = self->shape.layers[part.layer].n_neurons;
  else if (part.kind == GRADUS_PART_TARGET)
    n = self->shape.n_outputs;
  else if (part.kind != GRADUS_PART_INPUT)
    return FALSE;

  if (keyval == GDK_KEY_Home)
    part.neuron = 0;
  else if (keyval == GDK_KEY_End)
    part.neuron = n - 1;
  else if (keyval == GDK_KEY_Up)
    part.neuron -= MIN (part.neuron, LEAP);
  else
    part.neuron = MIN (part.neuron + LEAP, n - 1);
  gradus_canvas_focus_part (self, part);
  return TRUE;
}

static gboolean
key_pressed_cb (GradusCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;
  double change = (modifiers & GDK_ALT_MASK) != 0 ? FINE_NUDGE : NUDGE;

  if (self->view.session == NULL)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK))
    return gradus_canvas_open_menu_at_focus (self);
  if ((modifiers == 0 && (keyval == GDK_KEY_Home || keyval == GDK_KEY_End)) ||
      (modifiers == GDK_CONTROL_MASK && (keyval == GDK_KEY_Up || keyval == GDK_KEY_Down)))
    return leap (self, keyval);
  if ((modifiers & (GDK_CONTROL_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == 0 && gradus_canvas_design_by_key (self, keyval))
    return GDK_EVENT_STOP;

  switch (keyval)
    {
    case GDK_KEY_plus: /* most keyboards need Shift for it, so that here it can't mean "finer" */
    case GDK_KEY_equal:
      return nudge (self, change);
    case GDK_KEY_minus:
      return nudge (self, -change);
    case GDK_KEY_KP_Add:
      return nudge (self, shift ? FINE_NUDGE : change);
    case GDK_KEY_KP_Subtract:
      return nudge (self, shift ? -FINE_NUDGE : -change);
    case GDK_KEY_asterisk: /* Shift and plus of a keyboard that has plus without */
      return nudge (self, FINE_NUDGE);
    case GDK_KEY_underscore: /* Shift and minus */
      return nudge (self, -FINE_NUDGE);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* In the capture phase, so that Escape ends a drag wherever the focus is inside. */
static gboolean
escape_pressed_cb (GradusCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  return keyval == GDK_KEY_Escape && gradus_canvas_cancel_drag (self);
}

GradusCanvasPart *
gradus_canvas_get_first_part (GradusCanvas *self)
{
  return next_part (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

GradusCanvasPart *
gradus_canvas_get_next_part (GradusCanvasPart *part)
{
  return next_part (gtk_widget_get_next_sibling (GTK_WIDGET (part)));
}

void
gradus_canvas_remove_parts (GradusCanvas *self)
{
  GradusCanvasPart *child;

  self->visited = NULL;
  while ((child = gradus_canvas_get_first_part (self)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (child));
}

void
gradus_canvas_add_parts (GradusCanvas *self)
{
  const GradusShape *shape = &self->shape;
  gboolean with_weights = shape->n_weights <= MAX_WEIGHT_PARTS;

  if (shape->n_inputs + shape->n_neurons + shape->n_outputs > MAX_NEURON_PARTS)
    return;

  for (size_t input = 0; input < shape->n_inputs; input++)
    add_part (self, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = input });

  for (size_t layer = 0; layer < shape->n_layers; layer++)
    for (size_t neuron = 0; neuron < shape->layers[layer].n_neurons; neuron++)
      {
        for (size_t from = 0; with_weights && from < shape->layers[layer].n_inputs; from++)
          add_part (self, (GradusPart){ .kind = GRADUS_PART_WEIGHT, .layer = layer, .neuron = neuron, .from = from });
        add_part (self, (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = layer, .neuron = neuron });
      }

  for (size_t output = 0; output < shape->n_outputs; output++)
    add_part (self, (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = output });
  add_part (self, (GradusPart){ .kind = GRADUS_PART_LOSS });
}

void
gradus_canvas_place_parts (GradusCanvas *self)
{
  for (GradusCanvasPart *child = gradus_canvas_get_first_part (self); child != NULL;
       child = gradus_canvas_get_next_part (child))
    place_part (self, child);
}

void
gradus_canvas_name_parts (GradusCanvas *self)
{
  for (GradusCanvasPart *child = gradus_canvas_get_first_part (self); child != NULL;
       child = gradus_canvas_get_next_part (child))
    name_part (self, child);
}

void
gradus_canvas_add_keyboard (GradusCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *escape = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (escape, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (escape, "key-pressed", G_CALLBACK (escape_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), escape);
}

/* Moves the picture so that what gets the focus is in sight. */
static void
show_part (GradusCanvas *self, GradusPart part)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  GradusRectangle bounds;
  double dx, dy;

  if (self->layout == NULL || part.kind == GRADUS_PART_NONE || self->drag != GRADUS_CANVAS_DRAG_NONE)
    return;
  bounds = gradus_network_layout_bounds (self->layout, part);
  dx = get_excess (bounds.x + bounds.width / 2, width);
  dy = get_excess (bounds.y + bounds.height / 2, height);
  if (bounds.width == 0 || (dx == 0 && dy == 0))
    return;
  self->pan_x -= dx != 0 ? bounds.x + bounds.width / 2 - width / 2 : 0;
  self->pan_y -= dy != 0 ? bounds.y + bounds.height / 2 - height / 2 : 0;
  gradus_canvas_invalidate_layout (self);
}

gboolean
gradus_canvas_focus_part (GradusCanvas *self, GradusPart part)
{
  GradusCanvasPart *child = find_part (self, part);

  show_part (self, part);
  if (child != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (child));

  child = visit_part (self, part);
  if (child == NULL)
    return FALSE;
  if (!gtk_widget_grab_focus (GTK_WIDGET (child)))
    {
      gtk_widget_unparent (GTK_WIDGET (child));
      return FALSE;
    }
  self->visited = child;
  return TRUE;
}

GradusPart
gradus_canvas_get_focused_part (GradusCanvas *self)
{
  return get_focused_part (self);
}

/* Left and right along the controls, up to the last node of their column. */
static gboolean
move_from_control (GradusCanvas *self, GtkDirectionType direction)
{
  GradusPart part = { .kind = GRADUS_PART_INPUT, .neuron = self->shape.n_inputs - 1 };

  switch (direction)
    {
    case GTK_DIR_LEFT:
    case GTK_DIR_RIGHT:
      if (!gradus_canvas_focus_control (self, direction == GTK_DIR_RIGHT ? 1 : -1))
        gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    case GTK_DIR_UP:
      if (self->column > 0)
        part = (GradusPart){
          GRADUS_PART_NEURON, (gsize) self->column - 1, self->shape.layers[self->column - 1].n_neurons - 1, 0
        };
      return gradus_canvas_focus_part (self, part);
    case GTK_DIR_DOWN:
      gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return FALSE;
    }
}

gboolean
gradus_canvas_move_focus (GradusCanvas *self, GtkDirectionType direction)
{
  gboolean inside = get_focused_part (self).kind != GRADUS_PART_NONE;

  if (gradus_canvas_is_on_control (self))
    return move_from_control (self, direction);
  if (inside)
    switch (direction)
      {
      case GTK_DIR_LEFT:
        return move_focus (self, -1, 0);
      case GTK_DIR_RIGHT:
        return move_focus (self, 1, 0);
      case GTK_DIR_UP:
        return move_focus (self, 0, -1);
      case GTK_DIR_DOWN:
        return move_focus (self, 0, 1);
      case GTK_DIR_TAB_FORWARD:
      case GTK_DIR_TAB_BACKWARD:
      default:
        return FALSE;
      }

  return gradus_canvas_focus_part (self, gradus_session_get_selection (self->view.session)) ||
         gradus_canvas_focus_part (self, (GradusPart){ .kind = GRADUS_PART_INPUT });
}

gboolean
gradus_canvas_shows_node (GradusCanvas *self, double width, double height, double *dx, double *dy)
{
  double nearest = INFINITY;

  for (GradusCanvasPart *child = gradus_canvas_get_first_part (self); child != NULL;
       child = gradus_canvas_get_next_part (child))
    {
      GradusPart part = gradus_canvas_part_get_part (child);
      GradusRectangle bounds;
      double x, y;

      if (part.kind == GRADUS_PART_WEIGHT || part.kind == GRADUS_PART_BIAS)
        continue;
      bounds = gradus_network_layout_bounds (self->layout, part);
      x = get_excess (bounds.x + bounds.width / 2, width);
      y = get_excess (bounds.y + bounds.height / 2, height);
      if (hypot (x, y) < nearest)
        {
          nearest = hypot (x, y);
          *dx = x;
          *dy = y;
        }
    }
  return nearest == 0 || isinf (nearest);
}

GradusFormat
gradus_canvas_get_format (GradusCanvas *self)
{
  return (GradusFormat){ .digits = gradus_session_get_digits (self->view.session), .locale = true };
}

void
gradus_canvas_invalidate_layout (GradusCanvas *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
