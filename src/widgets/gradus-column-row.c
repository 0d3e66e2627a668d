/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-column-row.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-compat.h"
#include "widgets/gradus-import-column.h"

struct _GradusColumnRow
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *summary;
  GtkDropDown *role;

  GradusImportColumn *column;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusColumnRow, gradus_column_row, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLUMN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
role_chosen_cb (GradusColumnRow *self)
{
  if (!self->updating && self->column != NULL)
    g_object_set (self->column, "role", gtk_drop_down_get_selected (self->role), NULL);
}

static void
set_column (GradusColumnRow *self, GradusImportColumn *column)
{
  g_autofree char *name = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *label = NULL;
  guint role;

  if (!g_set_object (&self->column, column))
    return;
  if (column != NULL)
    {
      g_object_get (column, "name", &name, "summary", &summary, "role", &role, NULL);
      self->updating = TRUE;
      gtk_label_set_text (self->name, name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
      gtk_label_set_text (self->summary, summary);
      gtk_drop_down_set_selected (self->role, role);
      self->updating = FALSE;
      /* Translators: the name of a list for a screen reader; %s is the name of a column of a table. */
      label = g_strdup_printf (_ ("What the column “%s” is for"), name);
      gradus_compat_name_drop_down (self->role, label);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMN]);
}

static void
gradus_column_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COLUMN:
      g_value_set_object (value, GRADUS_COLUMN_ROW (object)->column);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_column_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COLUMN:
      set_column (GRADUS_COLUMN_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_column_row_dispose (GObject *object)
{
  GradusColumnRow *self = GRADUS_COLUMN_ROW (object);
  GtkWidget *child;

  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->column);

  G_OBJECT_CLASS (gradus_column_row_parent_class)->dispose (object);
}

static void
gradus_column_row_class_init (GradusColumnRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gradus_column_row_get_property;
  object_class->set_property = gradus_column_row_set_property;
  object_class->dispose = gradus_column_row_dispose;

  properties[PROP_COLUMN] = g_param_spec_object ("column",
                                                 NULL,
                                                 NULL,
                                                 GRADUS_TYPE_IMPORT_COLUMN,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "column-row");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusColumnRow, name);
  gtk_widget_class_bind_template_child (widget_class, GradusColumnRow, summary);
  gtk_widget_class_bind_template_child (widget_class, GradusColumnRow, role);
  gtk_widget_class_bind_template_callback (widget_class, role_chosen_cb);
}

static void
gradus_column_row_init (GradusColumnRow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}
