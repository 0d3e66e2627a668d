/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-view-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-appearance.h"
#include "widgets/gradus-compat.h"

G_DEFINE_FINAL_TYPE (GradusDataView, gradus_data_view, GRADUS_TYPE_VIEW)

/* A text that stays is not told again, to the screen or to a screen reader. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
update_reading (GradusDataView *self)
{
  g_autofree char *text = NULL;
  gboolean traced =
      self->view.session != NULL && gradus_session_get_state (self->view.session) != GRADUS_SESSION_TRAINING;

  if (self->hovered != GRADUS_NO_SAMPLE)
    text = gradus_data_view_describe_sample (self, self->hovered);
  else if (traced)
    text = gradus_data_view_describe_sample (self, gradus_session_get_sample (self->view.session));
  set_text (self->reading, text != NULL ? text : "");
}

static void
update (GradusDataView *self)
{
  g_autofree char *title = NULL;
  g_autofree char *accuracy = NULL;
  g_autofree char *description = NULL;

  if (self->view.session == NULL)
    return;
  title = gradus_data_view_describe_map (self, FALSE);
  accuracy = gradus_data_view_describe_accuracy (self);
  description = gradus_data_view_describe (self);
  set_text (self->title, title);
  set_text (self->accuracy, accuracy);
  gtk_widget_set_visible (GTK_WIDGET (self->follow), gradus_session_get_pinned (self->view.session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

/* With more than two inputs two lists say which of them vary. */
static void
update_axes (GradusDataView *self)
{
  const GradusNames *names = gradus_session_get_names (self->view.session);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  char symbol[GRADUS_SYMBOL_SIZE];
  gboolean choice = names->n_inputs > 2;

  for (gsize i = 0; choice && i < names->n_inputs; i++)
    gtk_string_list_append (list, gradus_symbol_input (names, i, symbol));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->across, G_LIST_MODEL (list));
  gtk_drop_down_set_model (self->up, G_LIST_MODEL (list));
  if (choice)
    {
      gtk_drop_down_set_selected (self->across, (guint) gradus_field_source_get_across (self->source));
      gtk_drop_down_set_selected (self->up, (guint) gradus_field_source_get_up (self->source));
    }
  self->updating = FALSE;
  gtk_widget_set_visible (self->axes, choice);
}

static void
set_hovered (GradusDataView *self, gsize sample)
{
  if (self->hovered == sample)
    return;
  self->hovered = sample;
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

gsize
gradus_data_view_pick (GradusDataView *self, double x, double y)
{
  GradusFieldPicture picture;
  GradusDataNames names;

  if (!gradus_data_view_fill_picture (self, &picture, &names))
    return GRADUS_NO_SAMPLE;
  return gradus_field_picture_pick (
      &picture, gtk_widget_get_width (GTK_WIDGET (self->area)), gtk_widget_get_height (GTK_WIDGET (self->area)), x, y);
}

/* Where the pointer is, for a sample to be drawn there. */
static void
update_place (GradusDataView *self)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  g_autofree char *text = NULL;
  double across, up;

  if (gradus_data_view_fill_picture (self, &picture, &names) &&
      gradus_field_picture_read (&picture,
                                 gtk_widget_get_width (GTK_WIDGET (self->area)),
                                 gtk_widget_get_height (GTK_WIDGET (self->area)),
                                 self->pointer_x,
                                 self->pointer_y,
                                 &across,
                                 &up))
    text = gradus_data_view_describe_place (self, across, up);
  set_text (self->reading, text != NULL ? text : "");
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusDataView *self = GRADUS_DATA_VIEW (data);
  GradusFieldPicture picture;
  GradusDataNames names;

  if (gradus_data_view_fill_picture (self, &picture, &names))
    gradus_field_picture_paint (&picture, gradus_appearance_palette (), cr, width, height);
}

static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, GradusDataView *self)
{
  /* Told again whenever something around has moved: the arrow keys would have no chance. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (gradus_data_tools_get_tool (self->tools) == GRADUS_TOOL_DRAW)
    update_place (self);
  else
    set_hovered (self, gradus_data_view_pick (self, x, y));
}

static void
pointer_left_cb (GtkEventControllerMotion *controller, GradusDataView *self)
{
  set_hovered (self, GRADUS_NO_SAMPLE);
}

/* Another tool has another pointer, and no use for what the last one marked. */
static void
tools_changed_cb (GradusDataView *self)
{
  GradusTool tool = gradus_data_tools_get_tool (self->tools);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->area), tool == GRADUS_TOOL_DRAW ? "crosshair" : NULL);
  set_hovered (self, GRADUS_NO_SAMPLE);
  gradus_data_view_set_cursor (self, FALSE, 0, 0);
  update (self);
}

static void
follow_clicked_cb (GradusDataView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->area)); /* the button goes away */
  gradus_session_set_sample (self->view.session, GRADUS_SAMPLE_FOLLOW);
}

/* By one sample, round at the ends. */
static gsize
find_neighbour (GradusDataView *self, guint keyval)
{
  gsize n = gradus_session_get_problem (self->view.session)->n_samples;
  gsize here = self->hovered != GRADUS_NO_SAMPLE ? self->hovered : gradus_session_get_sample (self->view.session);

  switch (keyval)
    {
    case GDK_KEY_Left:
      return (here + n - 1) % n;
    case GDK_KEY_Right:
      return (here + 1) % n;
    case GDK_KEY_Home:
      return 0;
    case GDK_KEY_End:
      return n - 1;
    default:
      return GRADUS_NO_SAMPLE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GradusDataView *self)
{
  g_autofree char *text = NULL;

  if (self->view.session == NULL || state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;

  if (gradus_data_view_draw_by_key (self, keyval, state))
    return GDK_EVENT_STOP;
  if (keyval == GDK_KEY_Escape && gradus_session_get_pinned (self->view.session))
    {
      gradus_session_set_sample (self->view.session, GRADUS_SAMPLE_FOLLOW);
      return GDK_EVENT_STOP;
    }
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space) &&
      self->hovered != GRADUS_NO_SAMPLE)
    {
      gradus_session_set_sample (self->view.session, self->hovered);
      return GDK_EVENT_STOP;
    }

  gsize sample = find_neighbour (self, keyval);

  if (sample == GRADUS_NO_SAMPLE)
    return GDK_EVENT_PROPAGATE;
  set_hovered (self, sample);
  text = gradus_data_view_describe_sample (self, sample);
  if (*text != '\0')
    gradus_compat_announce (GTK_WIDGET (self->area), text);
  return GDK_EVENT_STOP;
}

/* The same input twice: the other list takes the one that was here. */
static void
axis_selected_cb (GradusDataView *self)
{
  if (self->updating || self->source == NULL)
    return;

  gsize across = gtk_drop_down_get_selected (self->across), up = gtk_drop_down_get_selected (self->up);

  if (across == up && across == gradus_field_source_get_up (self->source))
    up = gradus_field_source_get_across (self->source);
  else if (across == up)
    across = gradus_field_source_get_up (self->source);
  gradus_field_source_set_axes (self->source, across, up);
  update_axes (self);
}

static void
document_changed_cb (GradusDataView *self)
{
  if (self->hovered != GRADUS_NO_SAMPLE && self->hovered >= gradus_session_get_problem (self->view.session)->n_samples)
    self->hovered = GRADUS_NO_SAMPLE;
  update_axes (self);
  update (self);
}

/* While training the map comes often enough, and brings the rest with it. */
static void
trace_changed_cb (GradusDataView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      gradus_session_get_state (self->view.session) != GRADUS_SESSION_TRAINING)
    update (self);
}

static void
gradus_data_view_map (GtkWidget *widget)
{
  GradusDataView *self = GRADUS_DATA_VIEW (widget);

  GTK_WIDGET_CLASS (gradus_data_view_parent_class)->map (widget);
  if (self->source != NULL)
    update (self);
}

static void
gradus_data_view_set_session (GradusView *view, GradusSession *session)
{
  GradusDataView *self = GRADUS_DATA_VIEW (view);

  gradus_data_view_end_stroke (self);
  GRADUS_VIEW_CLASS (gradus_data_view_parent_class)->set_session (view, session);
  gradus_view_set_session (GRADUS_VIEW (self->tools), session);
  self->hovered = GRADUS_NO_SAMPLE;
  self->source = session != NULL ? gradus_field_source_new (session) : NULL;
  gradus_view_take_source (self, self->source, G_CALLBACK (update));
  if (session == NULL)
    return;
  document_changed_cb (self);
}

static void
gradus_data_view_class_init (GradusDataViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = gradus_data_view_map;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_data_view_set_session;

  gtk_widget_class_set_css_name (widget_class, "data-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-data-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, title);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, reading);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, accuracy);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, across);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, up);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, follow);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, axes);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, area);
  gtk_widget_class_bind_template_child (widget_class, GradusDataView, tools);
  gtk_widget_class_bind_template_callback (widget_class, axis_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, tools_changed_cb);
  gtk_widget_class_bind_template_callback_full (
      widget_class, "drag_began_cb", G_CALLBACK (gradus_data_view_drag_began_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "dragged_cb", G_CALLBACK (gradus_data_view_dragged_cb));
  gtk_widget_class_bind_template_callback_full (
      widget_class, "drag_ended_cb", G_CALLBACK (gradus_data_view_drag_ended_cb));
}

static void
gradus_data_view_init (GradusDataView *self)
{
  self->hovered = GRADUS_NO_SAMPLE;
  self->moved = GRADUS_NO_SAMPLE;
  g_type_ensure (GRADUS_TYPE_DATA_TOOLS);
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_compat_name_drop_down (self->across, _ ("Input from left to right"));
  gradus_compat_name_drop_down (self->up, _ ("Input from bottom to top"));
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->area));
  gradus_view_watch (self, G_CALLBACK (document_changed_cb), "document", NULL);
  gradus_view_watch (self, G_CALLBACK (trace_changed_cb), "trace", NULL);
  gradus_view_watch (self, G_CALLBACK (update), "pinned", "state", "digits", "notation", NULL);
}
