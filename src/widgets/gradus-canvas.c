/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-appearance.h"
#include "widgets/gradus-canvas-text.h"

#define MINIMUM_WIDTH  240
#define MINIMUM_HEIGHT 180
#define MINIMUM_ZOOM   0.25
#define MAXIMUM_ZOOM   16.0
#define ZOOM_STEP      1.25

G_DEFINE_FINAL_TYPE (GradusCanvas, gradus_canvas, GRADUS_TYPE_VIEW)

enum
{
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Whether both have the same parts. */
static gboolean
have_same_parts (const GradusShape *a, const GradusShape *b)
{
  if (a->n_inputs != b->n_inputs || a->n_layers != b->n_layers)
    return FALSE;
  for (gsize l = 0; l < a->n_layers; l++)
    if (a->layers[l].n_neurons != b->layers[l].n_neurons || a->layers[l].has_biases != b->layers[l].has_biases)
      return FALSE;
  return TRUE;
}

static void
update_words (GradusCanvas *self)
{
  g_autofree char *description = gradus_canvas_describe (self);

  gradus_canvas_name_parts (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static gboolean
words_idle_cb (gpointer data)
{
  GradusCanvas *self = data;

  self->words_idle = 0;
  update_words (self);
  return G_SOURCE_REMOVE;
}

void
gradus_canvas_queue_words (GradusCanvas *self)
{
  if (self->words_idle == 0)
    self->words_idle = g_idle_add (words_idle_cb, self);
}

static void
rebuild (GradusCanvas *self)
{
  gboolean had_focus = gradus_canvas_get_focused_part (self).kind != GRADUS_PART_NONE;

  /* The layout is of the shape of before. */
  gradus_canvas_cancel_drag (self);
  g_clear_pointer (&self->layout, gradus_network_layout_free);
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));

  gradus_canvas_remove_parts (self);
  self->shape = gradus_session_get_trace (self->view.session)->shape;
  gradus_canvas_add_parts (self);
  update_words (self);
  if (self->column > (int) self->shape.n_layers)
    self->column = -1;
  /* Who works at a place of a network goes on there; another network is shown whole. */
  if (gradus_session_get_redesigned (self->view.session))
    gradus_canvas_invalidate_layout (self);
  else
    gradus_canvas_fit (self);
  if (had_focus)
    gradus_canvas_move_focus (self, GTK_DIR_TAB_FORWARD);
}

static void
session_trace_changed_cb (GradusCanvas *self)
{
  const GradusShape *shape = &gradus_session_get_trace (self->view.session)->shape;

  if (!have_same_parts (&self->shape, shape))
    rebuild (self);
  else if (!gradus_shape_equal (&self->shape, shape))
    {
      self->shape = *shape;
      gradus_canvas_invalidate_layout (self);
    }
  gradus_canvas_queue_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
session_pointing_changed_cb (GradusCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
saturation_changed_cb (GradusCanvas *self)
{
  if (self->view.session != NULL)
    gradus_canvas_queue_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
query_tooltip_cb (GradusCanvas *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GradusPart part = gradus_canvas_get_focused_part (self);
  GradusRectangle bounds;
  g_autofree char *text = NULL, *reason = NULL;

  if (self->view.session == NULL || self->layout == NULL || self->drag != GRADUS_CANVAS_DRAG_NONE)
    return FALSE;

  if (!keyboard)
    part = gradus_network_layout_pick (self->layout, x, y);
  text = gradus_canvas_text_tooltip (self->view.session, part, gradus_canvas_get_format (self));
  if (text == NULL)
    return FALSE;
  reason = self->saturation != NULL ? gradus_saturation_source_describe (self->saturation, part) : NULL;
  if (reason != NULL)
    {
      g_autofree char *said = g_steal_pointer (&text);

      text = g_strjoin ("\n", said, reason, NULL);
    }

  bounds = gradus_network_layout_bounds (self->layout, part);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle){ (int) bounds.x, (int) bounds.y, (int) bounds.width, (int) bounds.height });
  return TRUE;
}

static void
zoom_in_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gradus_canvas_zoom (GRADUS_CANVAS (widget), ZOOM_STEP);
}

static void
zoom_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gradus_canvas_zoom (GRADUS_CANVAS (widget), 1 / ZOOM_STEP);
}

static void
fit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gradus_canvas_fit (GRADUS_CANVAS (widget));
}

static void
popover_closed_cb (GradusCanvas *self)
{
  if (self->view.session != NULL)
    gradus_canvas_focus_part (self, self->edited);
}

static gboolean
gradus_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GradusCanvas *self = GRADUS_CANVAS (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child != NULL && GTK_IS_POPOVER (child))
    return gtk_widget_child_focus (child, direction);
  return self->view.session != NULL && gradus_canvas_move_focus (self, direction);
}

static gboolean
gradus_canvas_grab_focus (GtkWidget *widget)
{
  return gradus_canvas_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
gradus_canvas_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GradusCanvas *self = GRADUS_CANVAS (widget);
  GtkWidget *visited = (GtkWidget *) self->visited;

  GTK_WIDGET_CLASS (gradus_canvas_parent_class)->set_focus_child (widget, child);

  /* The child made for one visit goes with it. */
  if (visited != NULL && child != visited)
    {
      self->visited = NULL;
      gtk_widget_unparent (visited);
    }

  if (self->view.session == NULL)
    return;

  /* The focus lights what it stands on as the pointer does. */
  gradus_session_set_hover (self->view.session, gradus_canvas_get_focused_part (self));
  if (child != NULL && GRADUS_IS_CANVAS_PART (child))
    gradus_canvas_set_column (
        self, (int) gradus_canvas_find_column (self, gradus_canvas_part_get_part (GRADUS_CANVAS_PART (child))));
  else if (child == NULL && !self->pointed)
    gradus_canvas_set_column (self, -1);
}

static void
gradus_canvas_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = 2 * *minimum;
}

static GradusNetworkLayout *
lay_out (GradusCanvas *self, double width, double height)
{
  return gradus_network_layout_new (&self->shape,
                                    width,
                                    height,
                                    self->zoom,
                                    self->pan_x,
                                    self->pan_y,
                                    gradus_appearance_text_scale (GTK_WIDGET (self)));
}

static void
gradus_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GradusCanvas *self = GRADUS_CANVAS (widget);

  double dx = 0, dy = 0;

  g_clear_pointer (&self->layout, gradus_network_layout_free);
  if (self->view.session == NULL)
    return;

  self->layout = lay_out (self, width, height);
  if (!gradus_canvas_shows_node (self, width, height, &dx, &dy))
    {
      /* Nobody should have to look for the network. */
      gradus_network_layout_free (self->layout);
      self->pan_x -= dx;
      self->pan_y -= dy;
      self->layout = lay_out (self, width, height);
    }
  gradus_canvas_place_parts (self);
  gradus_canvas_place_controls (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
gradus_canvas_set_session (GradusView *view, GradusSession *session)
{
  GradusCanvas *self = GRADUS_CANVAS (view);

  gradus_canvas_cancel_drag (self);
  GRADUS_VIEW_CLASS (gradus_canvas_parent_class)->set_session (view, session);
  g_clear_handle_id (&self->words_idle, g_source_remove);
  g_clear_pointer (&self->layout, gradus_network_layout_free);
  gradus_canvas_renew_maps (self);
  if (session != NULL)
    rebuild (self);
  else
    gradus_canvas_remove_parts (self);
}

static void
gradus_canvas_dispose (GObject *object)
{
  GradusCanvas *self = GRADUS_CANVAS (object);

  gradus_view_set_session (GRADUS_VIEW (self), NULL);
  g_clear_object (&self->saturation);
  if (self->popover != NULL)
    {
      /* GTK 4.8 keeps a popover that is taken away while it is open. */
      gtk_widget_set_visible (GTK_WIDGET (self->popover), FALSE);
      gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popover)));
    }
  if (self->menu != NULL)
    {
      gtk_widget_set_visible (self->menu, FALSE);
      gtk_widget_unparent (g_steal_pointer (&self->menu));
    }

  G_OBJECT_CLASS (gradus_canvas_parent_class)->dispose (object);
}

static void
gradus_canvas_class_init (GradusCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gradus_canvas_dispose;
  widget_class->focus = gradus_canvas_focus;
  widget_class->grab_focus = gradus_canvas_grab_focus;
  widget_class->set_focus_child = gradus_canvas_set_focus_child;
  widget_class->measure = gradus_canvas_measure;
  widget_class->size_allocate = gradus_canvas_size_allocate;
  widget_class->snapshot = gradus_canvas_snapshot;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_canvas_set_session;

  signals[REFUSED] = g_signal_new (
      "refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "network");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (widget_class, "canvas.fit", NULL, fit_cb);
}

static void
gradus_canvas_init (GradusCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->zoom = 1;

  gradus_view_watch (
      self, G_CALLBACK (session_trace_changed_cb), "trace", "cursor", "state", "steps", "digits", "notation", NULL);
  gradus_view_watch (self, G_CALLBACK (session_pointing_changed_cb), "selection", "hover", "path", "verdicts", NULL);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("accessible name", "Network"), -1);
  gradus_appearance_follow (widget);

  gradus_canvas_add_controls (self);
  gradus_canvas_add_keyboard (self);
  gradus_canvas_add_pointer (self);
}

GtkWidget *
gradus_canvas_new (GradusSession *session)
{
  return g_object_new (GRADUS_TYPE_CANVAS, "session", session, NULL);
}

void
gradus_canvas_set_saturation (GradusCanvas *self, GradusSaturationSource *saturation)
{
  g_return_if_fail (GRADUS_IS_CANVAS (self));
  g_return_if_fail (self->saturation == NULL);

  self->saturation = g_object_ref (saturation);
  g_signal_connect_object (saturation, "changed", G_CALLBACK (saturation_changed_cb), self, G_CONNECT_SWAPPED);
}

void
gradus_canvas_zoom (GradusCanvas *self, double factor)
{
  g_return_if_fail (GRADUS_IS_CANVAS (self));

  gradus_canvas_zoom_about (
      self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
gradus_canvas_zoom_about (GradusCanvas *self, double factor, double x, double y)
{
  double zoom = CLAMP (self->zoom * factor, MINIMUM_ZOOM, MAXIMUM_ZOOM);
  double ratio = zoom / self->zoom;
  double from_middle_x = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double from_middle_y = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  /* The picture grows about its middle, moved by the pan: a point p of it stands at zoom * p + pan from there. */
  self->pan_x = from_middle_x - ratio * (from_middle_x - self->pan_x);
  self->pan_y = from_middle_y - ratio * (from_middle_y - self->pan_y);
  self->zoom = zoom;
  gradus_canvas_invalidate_layout (self);
}

void
gradus_canvas_fit (GradusCanvas *self)
{
  g_return_if_fail (GRADUS_IS_CANVAS (self));

  self->zoom = 1;
  self->pan_x = 0;
  self->pan_y = 0;
  gradus_canvas_invalidate_layout (self);
}

/* The popover, pointing at `part`. */
static GradusCanvasPopover *
point_popover (GradusCanvas *self, GradusPart part)
{
  GradusRectangle bounds = gradus_network_layout_bounds (self->layout, part);

  if (self->popover == NULL)
    {
      self->popover = gradus_canvas_popover_new ();
      gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (popover_closed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_popover_set_pointing_to (
      GTK_POPOVER (self->popover),
      &(GdkRectangle){ (int) bounds.x, (int) bounds.y, (int) bounds.width, (int) bounds.height });
  self->edited = part;
  return self->popover;
}

gboolean
gradus_canvas_edit_part (GradusCanvas *self, GradusPart part)
{
  g_autofree char *title = NULL;

  if (self->layout == NULL || !gradus_canvas_part_is_editable (self->view.session, part))
    return FALSE;

  title = gradus_canvas_text_title (self->view.session, part);
  gradus_canvas_popover_edit (point_popover (self, part), self->view.session, part, title);
  return TRUE;
}

gboolean
gradus_canvas_rename_part (GradusCanvas *self, GradusPart part)
{
  g_autofree char *title = NULL, *part_title = NULL;

  if (self->layout == NULL || (part.kind != GRADUS_PART_NEURON && part.kind != GRADUS_PART_INPUT))
    return FALSE;

  part_title = gradus_canvas_text_title (self->view.session, part);
  /* Translators: over an entry; %s is, say, "Hidden neuron h" or "Input x₁". */
  title = g_strdup_printf (_ ("Name of %s"), part_title);
  gradus_canvas_popover_rename (point_popover (self, part), self->view.session, part, title);
  return TRUE;
}
