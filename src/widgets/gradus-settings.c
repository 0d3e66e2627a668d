/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-settings.h"

struct _GradusSettings
{
  GObject parent_instance;

  GSettings *backend; /* NULL where the schema is not installed */
  GValue values[32];  /* by property id */
};

G_DEFINE_FINAL_TYPE (GradusSettings, gradus_settings, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_COLOR_SCHEME,
  PROP_DATA_PAGE,
  PROP_DIGITS,
  PROP_EXPORT_FOLDER,
  PROP_EXPORT_HEIGHT,
  PROP_EXPORT_WIDTH,
  PROP_FORMULA_SIZE,
  PROP_GOAL_IMPROVEMENT,
  PROP_GOAL_LOSS,
  PROP_GOAL_LOSS_ON,
  PROP_GOAL_PATIENCE,
  PROP_GOAL_PATIENCE_ON,
  PROP_GOAL_STEPS,
  PROP_LOGARITHMIC,
  PROP_NEURON_MAPS,
  PROP_NOTATION,
  PROP_PANEL_POSITION,
  PROP_PANEL_TAB,
  PROP_PLOT_POSITION,
  PROP_PLOT_TAB,
  PROP_SPEED,
  PROP_TRAIN_COUNT,
  PROP_WINDOW_HEIGHT,
  PROP_WINDOW_MAXIMIZED,
  PROP_WINDOW_WIDTH,
  N_PROPS
};

G_STATIC_ASSERT (N_PROPS <= 32);

static GParamSpec *properties[N_PROPS];

static void
gradus_settings_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&GRADUS_SETTINGS (object)->values[prop_id], value);
}

static void
gradus_settings_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusSettings *self = GRADUS_SETTINGS (object);

  if (g_param_values_cmp (pspec, value, &self->values[prop_id]) == 0)
    return;
  g_value_copy (value, &self->values[prop_id]);
  g_object_notify_by_pspec (object, pspec);
}

static void
gradus_settings_constructed (GObject *object)
{
  GradusSettings *self = GRADUS_SETTINGS (object);
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  G_OBJECT_CLASS (gradus_settings_parent_class)->constructed (object);

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL)
    return;

  self->backend = g_settings_new_full (schema, NULL, NULL);
  for (guint i = 1; i < N_PROPS; i++)
    {
      /* An older schema may be installed than the program was built with. */
      if (g_settings_schema_has_key (schema, properties[i]->name))
        g_settings_bind (self->backend, properties[i]->name, self, properties[i]->name, G_SETTINGS_BIND_DEFAULT);
    }
}

static void
gradus_settings_finalize (GObject *object)
{
  GradusSettings *self = GRADUS_SETTINGS (object);

  for (guint i = 1; i < N_PROPS; i++)
    g_value_unset (&self->values[i]);
  g_clear_object (&self->backend);

  G_OBJECT_CLASS (gradus_settings_parent_class)->finalize (object);
}

static void
gradus_settings_class_init (GradusSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gradus_settings_get_property;
  object_class->set_property = gradus_settings_set_property;
  object_class->constructed = gradus_settings_constructed;
  object_class->finalize = gradus_settings_finalize;

  properties[PROP_COLOR_SCHEME] = g_param_spec_string ("color-scheme", NULL, NULL, "follow", flags);
  properties[PROP_DATA_PAGE] = g_param_spec_string ("data-page", NULL, NULL, "map", flags);
  properties[PROP_DIGITS] = g_param_spec_int ("digits", NULL, NULL, 1, GRADUS_DIGITS_FULL, 4, flags);
  properties[PROP_EXPORT_FOLDER] = g_param_spec_string ("export-folder", NULL, NULL, "", flags);
  properties[PROP_EXPORT_HEIGHT] = g_param_spec_int ("export-height", NULL, NULL, 64, 16384, 800, flags);
  properties[PROP_EXPORT_WIDTH] = g_param_spec_int ("export-width", NULL, NULL, 64, 16384, 1280, flags);
  properties[PROP_FORMULA_SIZE] = g_param_spec_string ("formula-size", NULL, NULL, "normal", flags);
  properties[PROP_GOAL_IMPROVEMENT] = g_param_spec_double ("goal-improvement", NULL, NULL, 0, 1, 0.01, flags);
  properties[PROP_GOAL_LOSS] = g_param_spec_double ("goal-loss", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.01, flags);
  properties[PROP_GOAL_LOSS_ON] = g_param_spec_boolean ("goal-loss-on", NULL, NULL, TRUE, flags);
  properties[PROP_GOAL_PATIENCE] = g_param_spec_uint ("goal-patience", NULL, NULL, 1, 1000000000, 1000, flags);
  properties[PROP_GOAL_PATIENCE_ON] = g_param_spec_boolean ("goal-patience-on", NULL, NULL, FALSE, flags);
  properties[PROP_GOAL_STEPS] = g_param_spec_uint ("goal-steps", NULL, NULL, 1, 1000000000, 100000, flags);
  properties[PROP_LOGARITHMIC] = g_param_spec_boolean ("logarithmic", NULL, NULL, FALSE, flags);
  properties[PROP_NEURON_MAPS] = g_param_spec_boolean ("neuron-maps", NULL, NULL, FALSE, flags);
  properties[PROP_NOTATION] = g_param_spec_string ("notation", NULL, NULL, "names", flags);
  properties[PROP_PANEL_POSITION] = g_param_spec_int ("panel-position", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_PANEL_TAB] = g_param_spec_string ("panel-tab", NULL, NULL, "chain-rule", flags);
  properties[PROP_PLOT_POSITION] = g_param_spec_int ("plot-position", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_PLOT_TAB] = g_param_spec_string ("plot-tab", NULL, NULL, "loss", flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0, 1000000, 10, flags);
  properties[PROP_TRAIN_COUNT] = g_param_spec_uint ("train-count", NULL, NULL, 1, 10000000, 1000, flags);
  properties[PROP_WINDOW_HEIGHT] = g_param_spec_int ("window-height", NULL, NULL, 360, 16384, 800, flags);
  properties[PROP_WINDOW_MAXIMIZED] = g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE, flags);
  properties[PROP_WINDOW_WIDTH] = g_param_spec_int ("window-width", NULL, NULL, 360, 16384, 1280, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gradus_settings_init (GradusSettings *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    {
      g_value_init (&self->values[i], G_PARAM_SPEC_VALUE_TYPE (properties[i]));
      g_param_value_set_default (properties[i], &self->values[i]);
    }
}

GradusSettings *
gradus_settings_new (void)
{
  return g_object_new (GRADUS_TYPE_SETTINGS, NULL);
}

int
gradus_settings_get_digits (GradusSettings *self)
{
  g_return_val_if_fail (GRADUS_IS_SETTINGS (self), 4);

  return g_value_get_int (&self->values[PROP_DIGITS]);
}

GradusFormat
gradus_settings_get_format (GradusSettings *self)
{
  return (GradusFormat){ .digits = gradus_settings_get_digits (self), .locale = TRUE };
}
