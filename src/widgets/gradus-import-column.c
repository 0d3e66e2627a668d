/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-import-column.h"

#include <glib/gi18n-lib.h>

struct _GradusImportColumn
{
  GObject parent_instance;

  char *name;
  char *summary;
  guint role;
};

G_DEFINE_FINAL_TYPE (GradusImportColumn, gradus_import_column, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_ROLE,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
summarize (const GradusColumn *column)
{
  gsize missing = column->n_missing;
  guint n_classes;

  if (column->type == GRADUS_COLUMN_NUMBER)
    return missing == 0
               ? g_strdup (_ ("Numbers"))
               : g_strdup_printf (ngettext ("Numbers; %zu cell is missing", "Numbers; %zu cells are missing", missing),
                                  missing);
  n_classes = column->classes->len;
  if (missing == 0)
    return g_strdup_printf (ngettext ("Text, %u class", "Text, %u classes", n_classes), n_classes);
  return g_strdup_printf (
      /* Translators: numbers of classes and of missing cells; the plural is that of the first. */
      ngettext ("Text, %u class; missing cells: %zu", "Text, %u classes; missing cells: %zu", n_classes),
      n_classes,
      missing);
}

static void
gradus_import_column_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GradusImportColumn *self = GRADUS_IMPORT_COLUMN (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ROLE:
      g_value_set_uint (value, self->role);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_import_column_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusImportColumn *self = GRADUS_IMPORT_COLUMN (object);

  switch (prop_id)
    {
    case PROP_ROLE:
      if (self->role == g_value_get_uint (value))
        break;
      self->role = g_value_get_uint (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_import_column_finalize (GObject *object)
{
  GradusImportColumn *self = GRADUS_IMPORT_COLUMN (object);

  g_free (self->name);
  g_free (self->summary);

  G_OBJECT_CLASS (gradus_import_column_parent_class)->finalize (object);
}

static void
gradus_import_column_class_init (GradusImportColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gradus_import_column_get_property;
  object_class->set_property = gradus_import_column_set_property;
  object_class->finalize = gradus_import_column_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  properties[PROP_ROLE] = g_param_spec_uint (
      "role", NULL, NULL, 0, GRADUS_ROLE_IGNORED, 0, read | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gradus_import_column_init (GradusImportColumn *self)
{
}

GradusImportColumn *
gradus_import_column_new (const GradusColumn *column, GradusRole role)
{
  GradusImportColumn *self = g_object_new (GRADUS_TYPE_IMPORT_COLUMN, NULL);

  self->name = g_strdup (column->name);
  self->summary = summarize (column);
  self->role = role;
  return self;
}
