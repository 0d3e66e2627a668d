/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-landscape-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-appearance.h"
#include "widgets/gradus-compat.h"

#define ZOOM         1.25 /* a notch of the wheel, or a press of plus or minus */
#define GRIP         24.0 /* pixels around the point where it can be taken */
#define KEY_STRIDE   0.02 /* of an axis, for an arrow key */
#define KEY_FINE     0.1  /* of that, with Shift held */
#define MOST_CHOICES 1000 /* parameters that are offered as the second one; of more, those of the same neuron */

G_DEFINE_FINAL_TYPE (GradusLandscapeView, gradus_landscape_view, GRADUS_TYPE_VIEW)

/* A picture for an export, with everything it needs. */
typedef struct
{
  GradusLandscapePicture picture;
  GradusLandscape *landscape;
  char x_name[GRADUS_SYMBOL_SIZE], y_name[GRADUS_SYMBOL_SIZE];
} Picture;

static const GradusShape *
get_shape (GradusLandscapeView *self)
{
  return &gradus_session_get_problem (self->view.session)->shape;
}

/* What is drawn; its landscape is NULL before there is one. */
static GradusLandscapePicture
make_picture (GradusLandscapeView *self)
{
  return (GradusLandscapePicture){
    .landscape = self->source != NULL ? gradus_landscape_source_get_landscape (self->source) : NULL,
    .x_name = self->x_name,
    .y_name = self->y_name,
    .format = { .digits = 3, .locale = TRUE },
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
}

/* A text that stays is not told again, to the screen or to a screen reader. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
update (GradusLandscapeView *self)
{
  g_autofree char *reading = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *description = NULL;

  if (self->source == NULL)
    return;
  reading = gradus_landscape_view_read (self);
  notes = gradus_landscape_view_take_notes (self);
  description = gradus_landscape_view_describe (self);
  /* What is being computed comes soon: until then nothing else need move. */
  if (gradus_landscape_source_get_landscape (self->source) != NULL)
    {
      set_text (self->reading, reading);
      set_text (self->notes, notes);
      gtk_widget_set_visible (GTK_WIDGET (self->notes), *notes != '\0');
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static gboolean
is_choice (GradusLandscapeView *self, gsize index)
{
  const GradusShape *shape = get_shape (self);
  GradusParameter first = gradus_shape_parameter (shape, gradus_landscape_source_get_parameter (self->source));
  GradusParameter other;

  if (index == gradus_landscape_source_get_parameter (self->source))
    return FALSE;
  if (shape->n_parameters <= MOST_CHOICES || index == gradus_landscape_source_get_second (self->source))
    return TRUE;
  other = gradus_shape_parameter (shape, index);
  return other.layer == first.layer && other.to == first.to;
}

/* The list of what the second weight may be, and the one that is. */
static void
update_choices (GradusLandscapeView *self)
{
  const GradusShape *shape = get_shape (self);
  gsize second = gradus_landscape_source_get_second (self->source);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  char symbol[GRADUS_SYMBOL_SIZE];
  guint selected = 0;

  /* Translators: the first choice for the second weight of the picture of the loss: none, so that it is a curve. */
  gtk_string_list_append (list, _ ("One weight"));
  g_array_set_size (self->choices, 0);
  for (gsize index = 0; index < shape->n_parameters; index++)
    {
      if (!is_choice (self, index))
        continue;
      g_array_append_val (self->choices, index);
      gtk_string_list_append (list, gradus_symbol_parameter (shape, index, symbol));
      if (index == second)
        selected = self->choices->len;
    }
  self->updating = TRUE;
  gtk_drop_down_set_model (self->second, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->second, selected);
  self->updating = FALSE;
}

/* Other parameters, or another network. */
static void
update_names (GradusLandscapeView *self)
{
  gsize second = gradus_landscape_source_get_second (self->source);

  gradus_symbol_parameter (get_shape (self), gradus_landscape_source_get_parameter (self->source), self->x_name);
  self->y_name[0] = '\0';
  if (second != GRADUS_NO_PARAMETER)
    gradus_symbol_parameter (get_shape (self), second, self->y_name);
}

/* A landscape that is not there yet is that of other parameters. */
static void
source_changed_cb (GradusLandscapeView *self)
{
  update_names (self);
  if (gradus_landscape_source_get_landscape (self->source) == NULL && !self->updating)
    update_choices (self);
  update (self);
}

static void
second_selected_cb (GradusLandscapeView *self)
{
  guint selected = gtk_drop_down_get_selected (self->second);

  if (self->updating || self->source == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  self->updating = TRUE; /* the list stays what it is: it must not be exchanged while it tells of its selection */
  gradus_landscape_source_set_second (
      self->source, selected == 0 ? GRADUS_NO_PARAMETER : g_array_index (self->choices, gsize, selected - 1));
  self->updating = FALSE;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusLandscapePicture picture = make_picture (data);

  gradus_landscape_picture_paint (&picture, gradus_appearance_palette (), cr, width, height);
}

/* Moves the weights, all in one entry. */
static void
move_to (GradusLandscapeView *self, double x, double y)
{
  const GradusShape *shape = get_shape (self);
  gsize second = gradus_landscape_source_get_second (self->source);

  gradus_session_begin_edit (self->view.session);
  gradus_session_set_value (self->view.session,
                            gradus_part_from_parameter (shape, gradus_landscape_source_get_parameter (self->source)),
                            x,
                            NULL);
  if (second != GRADUS_NO_PARAMETER)
    gradus_session_set_value (self->view.session, gradus_part_from_parameter (shape, second), y, NULL);
  gradus_session_end_edit (self->view.session);
}

static gboolean
is_at_point (GradusLandscapeView *self, double x, double y)
{
  GradusLandscapePicture picture = make_picture (self);
  double point_x, point_y;

  return gradus_landscape_picture_find_point (&picture,
                                              gtk_widget_get_width (GTK_WIDGET (self->area)),
                                              gtk_widget_get_height (GTK_WIDGET (self->area)),
                                              &point_x,
                                              &point_y) &&
         hypot (point_x - x, point_y - y) <= GRIP;
}

static void
update_cursor (GradusLandscapeView *self, double x, double y)
{
  const char *name = self->dragging ? "grabbing" : is_at_point (self, x, y) ? "grab" : NULL;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->area), name);
}

static void
end_drag (GradusLandscapeView *self)
{
  if (!self->dragging)
    return;
  self->dragging = FALSE;
  gradus_session_end_edit (self->view.session);
  gradus_landscape_source_hold_range (self->source, FALSE);
  update_cursor (self, self->pointer_x, self->pointer_y);
}

static void
drag_began_cb (GtkGestureDrag *gesture, double x, double y, GradusLandscapeView *self)
{
  const GradusLandscape *landscape;
  GradusLandscapePicture picture = make_picture (self);

  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  if (!is_at_point (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  landscape = gradus_landscape_source_get_landscape (self->source);
  gradus_landscape_picture_find_point (&picture,
                                       gtk_widget_get_width (GTK_WIDGET (self->area)),
                                       gtk_widget_get_height (GTK_WIDGET (self->area)),
                                       &self->grip_x,
                                       &self->grip_y);
  self->grip_x -= x;
  self->grip_y -= y;
  self->start_x = landscape->now.x;
  self->start_y = landscape->now.y;
  self->dragging = TRUE;
  gradus_landscape_source_hold_range (self->source, TRUE);
  gradus_session_begin_edit (self->view.session);
  update_cursor (self, x, y);
}

static void
dragged_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, GradusLandscapeView *self)
{
  GradusLandscapePicture picture = make_picture (self);
  double start_x, start_y, x, y;

  if (!self->dragging || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  if (gradus_landscape_picture_read (&picture,
                                     gtk_widget_get_width (GTK_WIDGET (self->area)),
                                     gtk_widget_get_height (GTK_WIDGET (self->area)),
                                     start_x + offset_x + self->grip_x,
                                     start_y + offset_y + self->grip_y,
                                     &x,
                                     &y))
    move_to (self, x, y);
}

static void
drag_ended_cb (GtkGesture *gesture, GdkEventSequence *sequence, GradusLandscapeView *self)
{
  end_drag (self);
}

static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, GradusLandscapeView *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
  update_cursor (self, x, y);
}

static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, GradusLandscapeView *self)
{
  if (self->source == NULL || dy == 0)
    return GDK_EVENT_PROPAGATE;
  gradus_landscape_source_zoom (self->source, pow (ZOOM, dy));
  return GDK_EVENT_STOP;
}

/* By a share of the axes, towards where the arrow points. */
static gboolean
move_by_key (GradusLandscapeView *self, guint keyval, GdkModifierType state)
{
  const GradusLandscape *landscape = gradus_landscape_source_get_landscape (self->source);
  double stride = KEY_STRIDE * (state & GDK_SHIFT_MASK ? KEY_FINE : 1);
  gboolean level = keyval == GDK_KEY_Left || keyval == GDK_KEY_Right;
  gboolean upright = keyval == GDK_KEY_Up || keyval == GDK_KEY_Down;
  g_autofree char *text = NULL;

  if (landscape == NULL || !(level || (upright && landscape->grid.rows > 1)))
    return FALSE;

  const GradusGrid *grid = &landscape->grid;
  const double *parameters = gradus_session_get_network (self->view.session)->parameters;
  double x = parameters[grid->across], y = grid->rows > 1 ? parameters[grid->up] : 0;

  if (level)
    x += (keyval == GDK_KEY_Left ? -stride : stride) * (grid->right - grid->left);
  else
    y += (keyval == GDK_KEY_Down ? -stride : stride) * (grid->top - grid->bottom);
  move_to (self, x, y);

  GradusFormat format = { .digits = gradus_session_get_digits (self->view.session), .locale = TRUE };
  char value[GRADUS_FORMAT_SIZE], loss[GRADUS_FORMAT_SIZE];

  gradus_format_number (format, level ? x : y, value);
  gradus_format_number (format, gradus_session_get_loss (self->view.session), loss);
  /* Translators: spoken when a weight was moved with a key: its symbol and value, and the loss. */
  text = g_strdup_printf (_ ("%s = %s, loss %s"), level ? self->x_name : self->y_name, value, loss);
  gradus_compat_announce (GTK_WIDGET (self->area), text);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GradusLandscapeView *self)
{
  if (self->source == NULL || state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      gradus_landscape_source_zoom (self->source, 1 / ZOOM);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      gradus_landscape_source_zoom (self->source, ZOOM);
      return GDK_EVENT_STOP;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      gradus_landscape_source_reset_zoom (self->source);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!self->dragging)
        return GDK_EVENT_PROPAGATE;
      move_to (self, self->start_x, self->start_y);
      end_drag (self);
      return GDK_EVENT_STOP;
    default:
      return !self->dragging && move_by_key (self, keyval, state) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }
}

static void
gradus_landscape_view_unmap (GtkWidget *widget)
{
  end_drag (GRADUS_LANDSCAPE_VIEW (widget));
  GTK_WIDGET_CLASS (gradus_landscape_view_parent_class)->unmap (widget);
}

static void
gradus_landscape_view_set_session (GradusView *view, GradusSession *session)
{
  GradusLandscapeView *self = GRADUS_LANDSCAPE_VIEW (view);

  end_drag (self);
  GRADUS_VIEW_CLASS (gradus_landscape_view_parent_class)->set_session (view, session);
  self->source = session != NULL ? gradus_landscape_source_new (session) : NULL;
  gradus_view_take_source (self, self->source, G_CALLBACK (source_changed_cb));
  if (session == NULL)
    return;
  source_changed_cb (self);
}

static void
gradus_landscape_view_finalize (GObject *object)
{
  g_array_unref (GRADUS_LANDSCAPE_VIEW (object)->choices);

  G_OBJECT_CLASS (gradus_landscape_view_parent_class)->finalize (object);
}

static void
gradus_landscape_view_class_init (GradusLandscapeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gradus_landscape_view_finalize;
  widget_class->unmap = gradus_landscape_view_unmap;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_landscape_view_set_session;

  gtk_widget_class_set_css_name (widget_class, "landscape-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-landscape-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusLandscapeView, area);
  gtk_widget_class_bind_template_child (widget_class, GradusLandscapeView, notes);
  gtk_widget_class_bind_template_child (widget_class, GradusLandscapeView, reading);
  gtk_widget_class_bind_template_child (widget_class, GradusLandscapeView, second);
  gtk_widget_class_bind_template_callback (widget_class, drag_began_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, dragged_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, second_selected_cb);
}

static void
gradus_landscape_view_init (GradusLandscapeView *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (gsize));
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_compat_name_drop_down (self->second, _ ("Second weight"));
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->area));
  gradus_view_watch (self, G_CALLBACK (update), "digits", NULL);
}

gpointer
gradus_landscape_view_make_picture (GradusLandscapeView *self)
{
  GradusLandscapePicture shown = make_picture (self);
  Picture *picture;

  g_return_val_if_fail (GRADUS_IS_LANDSCAPE_VIEW (self), NULL);

  if (shown.landscape == NULL)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->landscape = gradus_landscape_copy (shown.landscape);
  g_strlcpy (picture->x_name, self->x_name, sizeof picture->x_name);
  g_strlcpy (picture->y_name, self->y_name, sizeof picture->y_name);
  picture->picture = shown;
  picture->picture.landscape = picture->landscape;
  picture->picture.x_name = picture->x_name;
  picture->picture.y_name = picture->y_name;
  picture->picture.text_scale = 1;
  return picture;
}

void
gradus_landscape_view_paint_picture (cairo_t *cr, double width, double height, gpointer data)
{
  Picture *picture = data;

  gradus_landscape_picture_paint (&picture->picture, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

void
gradus_landscape_view_free_picture (gpointer data)
{
  Picture *picture = data;

  gradus_landscape_free (picture->landscape);
  g_free (picture);
}
