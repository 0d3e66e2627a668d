/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-value-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-number.h"
#include "widgets/gradus-compat.h"

struct _GradusValueRow
{
  GtkWidget parent_instance;

  GtkLabel *symbol;
  GtkScale *scale;
  GtkAdjustment *adjustment;
  GtkEntry *entry;
  GtkLabel *reason;

  GradusSession *session;
  GradusPart part;
  GradusFormat format;

  double lower; /* what the slider spans where its value lies within */
  double upper;
  double grid; /* what a drag falls in with: so many values to 1 */

  gboolean updating; /* the row itself is what changes scale and entry */
  gboolean edited;   /* the entry holds something typed that is not taken yet */
  gboolean dragging; /* between begin_edit and end_edit */
  guint32 last_press;
  guint commit_id;
};

G_DEFINE_FINAL_TYPE (GradusValueRow, gradus_value_row, GTK_TYPE_WIDGET)

/* What the slider spans before somebody asks for more. */
static void
set_range (GradusValueRow *self)
{
  const GradusShape *shape = &gradus_session_get_network (self->session)->shape;
  GradusActivation activation = shape->layers[shape->n_layers - 1].activation;
  double step = 0.1;

  self->lower = -5;
  self->upper = 5;
  self->grid = 100;
  if (self->part.kind == GRADUS_PART_LEARNING_RATE)
    {
      self->lower = 0;
      self->upper = 2;
      step = 0.01;
      self->grid = 1000;
    }
  else if (self->part.kind == GRADUS_PART_TARGET &&
           (activation == GRADUS_ACTIVATION_SIGMOID || activation == GRADUS_ACTIVATION_SOFTMAX))
    {
      self->lower = 0;
      self->upper = 1;
      step = 0.05;
    }
  else if (self->part.kind == GRADUS_PART_TARGET && activation == GRADUS_ACTIVATION_TANH)
    {
      self->lower = -1;
      self->upper = 1;
      step = 0.05;
    }

  self->updating = TRUE;
  gtk_adjustment_configure (self->adjustment, self->lower, self->lower, self->upper, step, 5 * step, 0);
  self->updating = FALSE;
}

/* The symbol, and what the part is called in full. */
static void
set_names (GradusValueRow *self)
{
  const GradusShape *shape = &gradus_session_get_network (self->session)->shape;
  const GradusNames *names = gradus_session_get_names (self->session);
  char symbol[GRADUS_SYMBOL_SIZE] = "η";
  g_autofree char *name = NULL;
  g_autofree char *entry_name = NULL;
  size_t index;

  switch (self->part.kind)
    {
    case GRADUS_PART_INPUT:
      gradus_symbol_input (names, self->part.neuron, symbol);
      /* Translators: the name of a slider for a screen reader; %s is a symbol like x₁. */
      name = g_strdup_printf (_ ("Input %s"), symbol);
      break;
    case GRADUS_PART_TARGET:
      gradus_symbol_target (names, shape, self->part.neuron, symbol);
      /* Translators: the name of a slider for a screen reader; %s is a symbol like y. */
      name = g_strdup_printf (_ ("Target %s"), symbol);
      break;
    case GRADUS_PART_WEIGHT:
    case GRADUS_PART_BIAS:
      if (gradus_part_parameter (shape, self->part, &index))
        gradus_symbol_parameter (shape, index, symbol);
      /* Translators: the names of sliders for a screen reader; %s is a symbol like w₁ or b₁. */
      name = self->part.kind == GRADUS_PART_WEIGHT ? g_strdup_printf (_ ("Weight %s"), symbol)
                                                   : g_strdup_printf (_ ("Bias %s"), symbol);
      break;
    case GRADUS_PART_LEARNING_RATE:
    default:
      name = g_strdup (_ ("Learning rate"));
      break;
    }

  /* Translators: the name of the entry beside a slider, like "Weight w₁ value". */
  entry_name = g_strdup_printf (_ ("%s value"), name);
  gtk_label_set_text (self->symbol, symbol);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->symbol), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, entry_name, -1);
}

static void
show_reason (GradusValueRow *self, const char *reason)
{
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (reason != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

/* The entry shows the session's value again, whatever stood there. */
static void
restore_entry (GradusValueRow *self)
{
  char text[GRADUS_FORMAT_SIZE];
  double value;

  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (!gradus_session_get_value (self->session, self->part, &value))
    return;

  gradus_format_number (self->format, value, text);
  self->updating = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->updating = FALSE;
  self->edited = FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->reason)))
    show_reason (self, NULL);
}

/* Takes what was typed, or says why not. */
static void
commit_entry (GradusValueRow *self)
{
  g_autoptr (GError) error = NULL;
  double value;

  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (!self->edited)
    return;

  if (gradus_number_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &value, &error) &&
      gradus_session_set_value (self->session, self->part, value, &error))
    {
      self->edited = FALSE;
      gradus_value_row_update (self);
      restore_entry (self);
    }
  else
    {
      show_reason (self, error->message);
      gradus_compat_announce (GTK_WIDGET (self->entry), error->message);
    }
}

static void
begin_drag (GradusValueRow *self)
{
  if (self->dragging)
    return;
  self->dragging = TRUE;
  gradus_session_begin_edit (self->session);
}

static void
end_drag (GradusValueRow *self)
{
  if (!self->dragging)
    return;
  self->dragging = FALSE;
  gradus_session_end_edit (self->session);
  gradus_value_row_update (self);
}

static gboolean
scale_changing_cb (GtkRange *range, GtkScrollType scroll, double value, GradusValueRow *self)
{
  value = CLAMP (value, gtk_adjustment_get_lower (self->adjustment), gtk_adjustment_get_upper (self->adjustment));
  /* The hand means round numbers; who wants others types them. */
  gtk_adjustment_set_value (self->adjustment, round (value * self->grid) / self->grid);
  return GDK_EVENT_STOP;
}

static void
scale_value_changed_cb (GtkRange *range, GradusValueRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  if (!gradus_session_set_value (self->session, self->part, gtk_range_get_value (range), &error))
    {
      gradus_value_row_update (self);
      show_reason (self, error->message);
      return;
    }
  self->edited = FALSE;
  restore_entry (self);
}

/* A range claims its presses, so that no gesture beside its own would see the release. */
static gboolean
scale_event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, GradusValueRow *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
      {
        int double_click_time = 400;
        guint32 time = gdk_event_get_time (event);
        gboolean twice;

        if (gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY)
          break;
        g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &double_click_time, NULL);
        twice = self->last_press != 0 && time - self->last_press < (guint32) double_click_time;
        self->last_press = twice ? 0 : time;
        if (twice)
          {
            g_autoptr (GError) error = NULL;

            if (!gradus_session_reset_value (self->session, self->part, &error))
              g_debug ("Could not reset a value: %s", error->message);
            gradus_value_row_update (self);
            return GDK_EVENT_STOP;
          }
        begin_drag (self);
        break;
      }
    case GDK_TOUCH_BEGIN:
      begin_drag (self);
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_GRAB_BROKEN:
      end_drag (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

/* All digits of the value. Only when asked for: while numbers run, a tooltip that is set anew costs more than they do. */
static gboolean
entry_tooltip_queried_cb (GtkWidget *entry, int x, int y, gboolean keyboard, GtkTooltip *tooltip, GradusValueRow *self)
{
  char full[GRADUS_FORMAT_SIZE];
  double value;

  if (!gradus_session_get_value (self->session, self->part, &value))
    return FALSE;
  gradus_format_number ((GradusFormat){ GRADUS_DIGITS_FULL, self->format.locale }, value, full);
  gtk_tooltip_set_text (tooltip, full);
  return TRUE;
}

static gboolean
entry_committed_cb (gpointer data)
{
  GradusValueRow *self = GRADUS_VALUE_ROW (data);

  self->commit_id = 0;
  commit_entry (self);
  return G_SOURCE_REMOVE;
}

static void
entry_changed_cb (GtkEditable *editable, GradusValueRow *self)
{
  if (self->updating)
    return;
  self->edited = TRUE;

  /* Assistive tools fill an entry without going into it; nobody will press Return there. */
  if (self->commit_id == 0 && (gtk_widget_get_state_flags (GTK_WIDGET (editable)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    self->commit_id = g_idle_add (entry_committed_cb, self);
}

static void
entry_activated_cb (GtkEntry *entry, GradusValueRow *self)
{
  commit_entry (self);
}

static void
entry_left_cb (GtkEventControllerFocus *controller, GradusValueRow *self)
{
  commit_entry (self);
}

static gboolean
entry_key_pressed_cb (GtkEventControllerKey *controller,
                      guint keyval,
                      guint keycode,
                      GdkModifierType state,
                      GradusValueRow *self)
{
  if (keyval != GDK_KEY_Escape || !self->edited)
    return GDK_EVENT_PROPAGATE;
  restore_entry (self);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  return GDK_EVENT_STOP;
}

static void
gradus_value_row_unmap (GtkWidget *widget)
{
  end_drag (GRADUS_VALUE_ROW (widget));

  GTK_WIDGET_CLASS (gradus_value_row_parent_class)->unmap (widget);
}

static void
gradus_value_row_dispose (GObject *object)
{
  GradusValueRow *self = GRADUS_VALUE_ROW (object);
  GtkWidget *child;

  end_drag (self);
  g_clear_handle_id (&self->commit_id, g_source_remove);
  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_value_row_parent_class)->dispose (object);
}

static void
gradus_value_row_class_init (GradusValueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gradus_value_row_dispose;
  widget_class->unmap = gradus_value_row_unmap;

  gtk_widget_class_set_css_name (widget_class, "value-row");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-value-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusValueRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, GradusValueRow, scale);
  gtk_widget_class_bind_template_child (widget_class, GradusValueRow, adjustment);
  gtk_widget_class_bind_template_child (widget_class, GradusValueRow, entry);
  gtk_widget_class_bind_template_child (widget_class, GradusValueRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, scale_changing_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_tooltip_queried_cb);
}

static void
gradus_value_row_init (GradusValueRow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}

GtkWidget *
gradus_value_row_new (GradusSession *session, GradusPart part, GradusFormat format)
{
  GradusValueRow *self;

  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  self = g_object_new (GRADUS_TYPE_VALUE_ROW, NULL);
  self->session = g_object_ref (session);
  self->part = part;
  self->format = format;
  set_range (self);
  set_names (self);
  gradus_value_row_update (self);
  return GTK_WIDGET (self);
}

void
gradus_value_row_update (GradusValueRow *self)
{
  double value;

  g_return_if_fail (GRADUS_IS_VALUE_ROW (self));

  if (!gradus_session_get_value (self->session, self->part, &value))
    return;

  self->updating = TRUE;
  /* Back in its place the value gets the fine scale again, but not under the hand that moves it. */
  if (!self->dragging && value >= self->lower && value <= self->upper)
    {
      gtk_adjustment_set_lower (self->adjustment, self->lower);
      gtk_adjustment_set_upper (self->adjustment, self->upper);
    }
  /* A value beyond the slider stretches it: nothing is cut. */
  if (value < gtk_adjustment_get_lower (self->adjustment))
    gtk_adjustment_set_lower (self->adjustment, value);
  if (value > gtk_adjustment_get_upper (self->adjustment))
    gtk_adjustment_set_upper (self->adjustment, value);
  gtk_adjustment_set_value (self->adjustment, value);
  self->updating = FALSE;

  if (!self->edited)
    restore_entry (self);
}

void
gradus_value_row_set_format (GradusValueRow *self, GradusFormat format)
{
  g_return_if_fail (GRADUS_IS_VALUE_ROW (self));

  self->format = format;
  gradus_value_row_update (self);
}
