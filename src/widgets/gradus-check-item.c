/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-check-item.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_PARAMETER,
  PROP_BACKPROP,
  PROP_NUMERIC,
  PROP_ERROR,
  PROP_VERDICT,
  N_PROPS
};

struct _GradusCheckItem
{
  GObject parent_instance;

  gsize parameter;
  char *texts[N_PROPS];
};

G_DEFINE_FINAL_TYPE (GradusCheckItem, gradus_check_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static char *
describe_verdict (const GradusShape *shape, const GradusNames *names, const GradusCheckEntry *entry)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  switch (gradus_check_judge (entry))
    {
    case GRADUS_VERDICT_AGREES:
      /* Translators: of two numbers in a table. */
      return g_strdup (_ ("agree"));
    case GRADUS_VERDICT_SKIPPED:
      break;
    default:
      /* Translators: of two numbers in a table. */
      return g_strdup (_ ("differ"));
    }
  if (entry->kink.kind == GRADUS_PART_NEURON)
    /* Translators: why a gradient was not compared; %s is a pre-activation (z_h). */
    return g_strdup_printf (_ ("left out: %s is at a kink"),
                            gradus_symbol_z (names, shape, entry->kink.layer, entry->kink.neuron, symbol));
  /* Translators: why a gradient was not compared. */
  return g_strdup (_ ("left out: the loss is at a kink"));
}

static void
gradus_check_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id > PROP_0 && prop_id < N_PROPS)
    g_value_set_string (value, GRADUS_CHECK_ITEM (object)->texts[prop_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
gradus_check_item_finalize (GObject *object)
{
  for (int i = PROP_0 + 1; i < N_PROPS; i++)
    g_free (GRADUS_CHECK_ITEM (object)->texts[i]);

  G_OBJECT_CLASS (gradus_check_item_parent_class)->finalize (object);
}

static void
gradus_check_item_class_init (GradusCheckItemClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "parameter", "backprop", "numeric", "error", "verdict" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gradus_check_item_get_property;
  object_class->finalize = gradus_check_item_finalize;
  for (int i = PROP_0 + 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gradus_check_item_init (GradusCheckItem *self)
{
}

GradusCheckItem *
gradus_check_item_new (const GradusShape *shape,
                       const GradusNames *names,
                       const GradusCheckRow *row,
                       GradusFormat format)
{
  GradusCheckItem *self = g_object_new (GRADUS_TYPE_CHECK_ITEM, NULL);
  GradusFormat brief = { .digits = 3, .locale = format.locale };
  const GradusCheckEntry *entry = &row->entry;
  char symbol[GRADUS_SYMBOL_SIZE], text[GRADUS_FORMAT_SIZE];

  self->parameter = row->parameter;
  self->texts[PROP_PARAMETER] = g_strdup (gradus_symbol_parameter (shape, row->parameter, symbol));
  self->texts[PROP_BACKPROP] = g_strdup (gradus_format_number (format, entry->analytic, text));
  self->texts[PROP_NUMERIC] =
      g_strdup (entry->skipped ? GRADUS_MISSING : gradus_format_number (format, entry->numeric, text));
  self->texts[PROP_ERROR] =
      g_strdup (entry->skipped ? GRADUS_MISSING : gradus_format_number (brief, entry->relative_error, text));
  self->texts[PROP_VERDICT] = describe_verdict (shape, names, entry);
  return self;
}

gsize
gradus_check_item_get_parameter (GradusCheckItem *self)
{
  return self->parameter;
}
