/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-part.h"

#include "widgets/gradus-appearance.h"

#define STEP       0.1
#define RING_WIDTH 2
#define RING_ROUND 6

struct _GradusCanvasPart
{
  GtkWidget parent_instance;

  GradusSession *session;
  GradusPart part;
  char *name;
};

G_DEFINE_FINAL_TYPE (GradusCanvasPart, gradus_canvas_part, GTK_TYPE_WIDGET)

enum
{
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
part_select_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GradusCanvasPart *self = GRADUS_CANVAS_PART (widget);

  gradus_session_set_selection (self->session, self->part);
}

static void
part_edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[EDIT], 0);
}

static void
part_increase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GradusCanvasPart *self = GRADUS_CANVAS_PART (widget);

  gradus_canvas_part_nudge (self->session, self->part, STEP);
}

static void
part_decrease_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GradusCanvasPart *self = GRADUS_CANVAS_PART (widget);

  gradus_canvas_part_nudge (self->session, self->part, -STEP);
}

/* The ring comes and goes without any change of style. */
static void
gradus_canvas_part_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (gradus_canvas_part_parent_class)->state_flags_changed (widget, before);

  gtk_widget_queue_draw (widget);
}

static void
gradus_canvas_part_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const GradusColor *accent = &gradus_appearance_palette ()->accent;
  GdkRGBA color = { (float) accent->red, (float) accent->green, (float) accent->blue, 1 };
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (-RING_WIDTH, -RING_WIDTH, width + 2 * RING_WIDTH, height + 2 * RING_WIDTH);
  GskRoundedRect ring;

  if (!gtk_widget_has_visible_focus (widget))
    return;

  gsk_rounded_rect_init_from_rect (&ring, &bounds, RING_ROUND);
  gtk_snapshot_append_border (snapshot,
                              &ring,
                              (float[4]){ RING_WIDTH, RING_WIDTH, RING_WIDTH, RING_WIDTH },
                              (GdkRGBA[4]){ color, color, color, color });
}

static void
gradus_canvas_part_finalize (GObject *object)
{
  GradusCanvasPart *self = GRADUS_CANVAS_PART (object);

  g_object_unref (self->session);
  g_free (self->name);

  G_OBJECT_CLASS (gradus_canvas_part_parent_class)->finalize (object);
}

static void
gradus_canvas_part_class_init (GradusCanvasPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = gradus_canvas_part_finalize;
  widget_class->snapshot = gradus_canvas_part_snapshot;
  widget_class->state_flags_changed = gradus_canvas_part_state_flags_changed;

  signals[EDIT] =
      g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "part");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);

  gtk_widget_class_install_action (widget_class, "part.select", NULL, part_select_cb);
  gtk_widget_class_install_action (widget_class, "part.increase", NULL, part_increase_cb);
  gtk_widget_class_install_action (widget_class, "part.decrease", NULL, part_decrease_cb);
  gtk_widget_class_install_action (widget_class, "part.edit", NULL, part_edit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "part.select", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "part.select", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "part.select", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "part.edit", NULL);
}

static void
gradus_canvas_part_init (GradusCanvasPart *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GradusCanvasPart *
gradus_canvas_part_new (GradusSession *session, GradusPart part)
{
  GradusCanvasPart *self = g_object_new (GRADUS_TYPE_CANVAS_PART, NULL);
  gboolean editable = gradus_canvas_part_is_editable (session, part);

  self->session = g_object_ref (session);
  self->part = part;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "part.increase", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "part.decrease", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "part.edit", editable || part.kind == GRADUS_PART_NEURON);
  return self;
}

GradusPart
gradus_canvas_part_get_part (GradusCanvasPart *self)
{
  return self->part;
}

void
gradus_canvas_part_set_name (GradusCanvasPart *self, const char *name)
{
  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

gboolean
gradus_canvas_part_nudge (GradusSession *session, GradusPart part, double change)
{
  double value;

  if (!gradus_canvas_part_is_editable (session, part) || !gradus_session_get_value (session, part, &value))
    return FALSE;
  return gradus_session_set_value (session, part, gradus_canvas_part_tidy (value + change), NULL);
}

double
gradus_canvas_part_tidy (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.12g", value), NULL);
}

gboolean
gradus_canvas_part_is_editable (GradusSession *session, GradusPart part)
{
  double value;

  return part.kind != GRADUS_PART_NONE && gradus_session_get_value (session, part, &value);
}
