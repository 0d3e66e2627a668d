/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-popover.h"

#include "model/gradus-number.h"
#include "render/gradus-format.h"

struct _GradusCanvasPopover
{
  GtkPopover parent_instance;

  GradusSession *session;
  GradusPart part;
  gboolean renames; /* rather than changes the value */

  GtkLabel *title;
  GtkEntry *entry;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (GradusCanvasPopover, gradus_canvas_popover, GTK_TYPE_POPOVER)

static void
show_reason (GradusCanvasPopover *self, const char *reason)
{
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);

  if (reason != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      /* Screen readers speak a change of the description of what has the focus. */
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE, -1);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

static gboolean
take_text (GradusCanvasPopover *self, const char *text, GError **error)
{
  double value;

  if (self->renames)
    return gradus_session_rename (self->session, self->part, text, error);
  return gradus_number_parse (text, &value, error) &&
         gradus_session_set_value (self->session, self->part, value, error);
}

static void
open_entry (GradusCanvasPopover *self, GradusSession *session, GradusPart part, const char *title, const char *text)
{
  g_set_object (&self->session, session);
  self->part = part;
  gtk_label_set_text (self->title, title);
  gtk_entry_set_input_purpose (self->entry, self->renames ? GTK_INPUT_PURPOSE_FREE_FORM : GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  show_reason (self, NULL);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
entry_activate_cb (GradusCanvasPopover *self)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;

  if (!take_text (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error))
    {
      show_reason (self, error->message);
      gtk_widget_error_bell (GTK_WIDGET (self->entry));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
entry_changed_cb (GradusCanvasPopover *self)
{
  show_reason (self, NULL);
}

static void
gradus_canvas_popover_closed (GtkPopover *popover)
{
  g_clear_object (&GRADUS_CANVAS_POPOVER (popover)->session);
}

static void
gradus_canvas_popover_dispose (GObject *object)
{
  g_clear_object (&GRADUS_CANVAS_POPOVER (object)->session);

  G_OBJECT_CLASS (gradus_canvas_popover_parent_class)->dispose (object);
}

static void
gradus_canvas_popover_class_init (GradusCanvasPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gradus_canvas_popover_dispose;
  GTK_POPOVER_CLASS (klass)->closed = gradus_canvas_popover_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-canvas-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusCanvasPopover, title);
  gtk_widget_class_bind_template_child (widget_class, GradusCanvasPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, GradusCanvasPopover, reason);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
}

static void
gradus_canvas_popover_init (GradusCanvasPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GradusCanvasPopover *
gradus_canvas_popover_new (void)
{
  return g_object_new (GRADUS_TYPE_CANVAS_POPOVER, NULL);
}

void
gradus_canvas_popover_edit (GradusCanvasPopover *self, GradusSession *session, GradusPart part, const char *title)
{
  GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = true };
  char text[GRADUS_FORMAT_SIZE];
  double value;

  if (!gradus_session_get_value (session, part, &value))
    return;

  self->renames = FALSE;
  open_entry (self, session, part, title, gradus_format_number (format, value, text));
}

void
gradus_canvas_popover_rename (GradusCanvasPopover *self, GradusSession *session, GradusPart part, const char *title)
{
  const GradusNames *names = gradus_session_get_names (session);
  const GradusShape *shape = &gradus_session_get_network (session)->shape;

  self->renames = TRUE;
  open_entry (self,
              session,
              part,
              title,
              part.kind == GRADUS_PART_INPUT ? names->inputs[part.neuron]
                                             : names->neurons[gradus_shape_neuron (shape, part.layer, part.neuron)]);
}
