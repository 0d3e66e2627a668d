/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-entry-row.h"

#include <math.h>

#include "model/gradus-number.h"
#include "render/gradus-format.h"

#define TYPING_MSEC 700 /* text that comes without the focus counts as finished after this */

struct _GradusEntryRow
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkEntry *entry;
  GtkLabel *reason;

  char *text; /* what counts now */
  gboolean numeric;
  gboolean updating;
  gboolean edited;
  guint commit_id;
};

G_DEFINE_FINAL_TYPE (GradusEntryRow, gradus_entry_row, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NUMERIC,
  PROP_TITLE,
  N_PROPS
};

enum
{
  SIGNAL_TAKE_TEXT,
  SIGNAL_TAKE_NUMBER,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_reason (GradusEntryRow *self, const char *reason)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self->entry);

  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_accessible_update_state (accessible,
                               GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (reason != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

static void
restore (GradusEntryRow *self)
{
  g_clear_handle_id (&self->commit_id, g_source_remove);
  self->updating = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), self->text);
  self->updating = FALSE;
  self->edited = FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->reason)))
    show_reason (self, NULL);
}

static void
commit (GradusEntryRow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GError) error = NULL;
  gboolean taken = FALSE;
  double number;

  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (!self->edited)
    return;

  /* Taking it may rebuild the page that the row stands on. */
  g_object_ref (self);
  self->edited = FALSE;
  if (!self->numeric)
    g_signal_emit (self, signals[SIGNAL_TAKE_TEXT], 0, text, &error, &taken);
  else if (gradus_number_parse (text, &number, &error))
    g_signal_emit (self, signals[SIGNAL_TAKE_NUMBER], 0, number, &error, &taken);

  /* The old value counts still, and what was typed stands there to be mended. */
  if (error != NULL)
    {
      self->edited = TRUE;
      show_reason (self, error->message);
    }
  else
    restore (self);
  g_object_unref (self);
}

static gboolean
typing_ended_cb (gpointer data)
{
  GradusEntryRow *self = GRADUS_ENTRY_ROW (data);

  self->commit_id = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static void
entry_changed_cb (GradusEntryRow *self)
{
  if (self->updating)
    return;
  self->edited = TRUE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->reason)))
    show_reason (self, NULL);
  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->entry)) == NULL ||
      !gtk_widget_has_focus (gtk_widget_get_focus_child (GTK_WIDGET (self->entry))))
    self->commit_id = g_timeout_add (TYPING_MSEC, typing_ended_cb, self);
}

static void
entry_activated_cb (GradusEntryRow *self)
{
  commit (self);
}

static void
entry_left_cb (GradusEntryRow *self)
{
  commit (self);
}

static gboolean
entry_key_pressed_cb (GradusEntryRow *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape || !self->edited)
    return GDK_EVENT_PROPAGATE;
  restore (self);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  return GDK_EVENT_STOP;
}

static void
name_entry (GradusEntryRow *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
gradus_entry_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GradusEntryRow *self = GRADUS_ENTRY_ROW (object);

  switch (prop_id)
    {
    case PROP_NUMERIC:
      g_value_set_boolean (value, self->numeric);
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_entry_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusEntryRow *self = GRADUS_ENTRY_ROW (object);
  const char *title;

  switch (prop_id)
    {
    case PROP_NUMERIC:
      self->numeric = g_value_get_boolean (value);
      gtk_editable_set_alignment (GTK_EDITABLE (self->entry), self->numeric ? 1 : 0);
      break;
    case PROP_TITLE:
      title = g_value_get_string (value);
      gtk_label_set_text (self->label, title != NULL ? title : "");
      name_entry (self, title != NULL ? title : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_entry_row_dispose (GObject *object)
{
  GradusEntryRow *self = GRADUS_ENTRY_ROW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->commit_id, g_source_remove);
  self->updating = TRUE;
  self->edited = FALSE; /* the focus leaves; that is no commit */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gradus_entry_row_parent_class)->dispose (object);
}

static void
gradus_entry_row_finalize (GObject *object)
{
  g_free (GRADUS_ENTRY_ROW (object)->text);

  G_OBJECT_CLASS (gradus_entry_row_parent_class)->finalize (object);
}

static void
gradus_entry_row_class_init (GradusEntryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gradus_entry_row_get_property;
  object_class->set_property = gradus_entry_row_set_property;
  object_class->dispose = gradus_entry_row_dispose;
  object_class->finalize = gradus_entry_row_finalize;

  properties[PROP_NUMERIC] = g_param_spec_boolean ("numeric", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_TAKE_TEXT] = g_signal_new ("take-text",
                                            GRADUS_TYPE_ENTRY_ROW,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            g_signal_accumulator_true_handled,
                                            NULL,
                                            NULL,
                                            G_TYPE_BOOLEAN,
                                            2,
                                            G_TYPE_STRING,
                                            G_TYPE_POINTER);
  signals[SIGNAL_TAKE_NUMBER] = g_signal_new ("take-number",
                                              GRADUS_TYPE_ENTRY_ROW,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              g_signal_accumulator_true_handled,
                                              NULL,
                                              NULL,
                                              G_TYPE_BOOLEAN,
                                              2,
                                              G_TYPE_DOUBLE,
                                              G_TYPE_POINTER);

  gtk_widget_class_set_css_name (widget_class, "entry-row");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusEntryRow, label);
  gtk_widget_class_bind_template_child (widget_class, GradusEntryRow, entry);
  gtk_widget_class_bind_template_child (widget_class, GradusEntryRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_pressed_cb);
}

static void
gradus_entry_row_init (GradusEntryRow *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gradus_entry_row_new (const char *title, const char *accessible_name)
{
  GradusEntryRow *self = g_object_new (GRADUS_TYPE_ENTRY_ROW, "title", title, NULL);

  name_entry (self, accessible_name);
  return GTK_WIDGET (self);
}

void
gradus_entry_row_set_text (GradusEntryRow *self, const char *text)
{
  g_return_if_fail (GRADUS_IS_ENTRY_ROW (self));
  g_return_if_fail (text != NULL);

  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
    }
  if (!self->edited)
    restore (self);
}

void
gradus_entry_row_set_number (GradusEntryRow *self, double number)
{
  /* Very small numbers as they are typed. */
  gboolean plain = number == 0 || (fabs (number) >= 1e-4 && fabs (number) < 1e16);
  char text[GRADUS_FORMAT_SIZE];

  gradus_format_number ((GradusFormat){ GRADUS_DIGITS_FULL, plain }, number, text);
  gradus_entry_row_set_text (self, text);
}
