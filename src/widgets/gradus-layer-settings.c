/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-layer-settings.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-choices.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-entry-row.h"

struct _GradusLayerSettings
{
  GtkWidget parent_instance;

  GtkWidget *train_row;
  GtkSwitch *train;
  GradusEntryRow *leak;
  GtkDropDown *scheme; /* at 0: as the network */
  GradusEntryRow *range;
  GradusEntryRow *seed;
  GtkButton *draw;

  GradusSession *session;
  gsize layer;
  char *title;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusLayerSettings, gradus_layer_settings, GTK_TYPE_WIDGET)

enum
{
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const GradusLayerInitialization *
get_own (GradusLayerSettings *self)
{
  return &gradus_session_get_initialization (self->session)->layers[self->layer];
}

static void
set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (GradusLayerSettings *self)
{
  const GradusLayer *layer = &gradus_session_get_network (self->session)->shape.layers[self->layer];
  const GradusLayerInitialization *own = get_own (self);
  GradusScheme scheme = own->scheme;

  self->updating = TRUE;
  gtk_widget_set_visible (self->train_row, layer->has_biases);
  gtk_switch_set_active (self->train, layer->train_biases);
  gtk_widget_set_visible (GTK_WIDGET (self->leak), layer->activation == GRADUS_ACTIVATION_LEAKY_RELU);
  gradus_entry_row_set_number (self->leak, layer->leak);
  gtk_drop_down_set_selected (self->scheme, own->own ? (guint) scheme + 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->range),
                          own->own && (scheme == GRADUS_SCHEME_UNIFORM || scheme == GRADUS_SCHEME_NORMAL ||
                                       scheme == GRADUS_SCHEME_CONSTANT));
  gradus_entry_row_set_number (self->range, own->range);
  gtk_widget_set_visible (GTK_WIDGET (self->seed), own->own);
  gradus_entry_row_set_number (
      self->seed, (double) (own->has_seed ? own->seed : gradus_session_get_initialization (self->session)->seed));
  self->updating = FALSE;
}

/* After a call of the session: what it holds, and why it refused; the message is cleared. */
static void
finish (GradusLayerSettings *self, GError *error)
{
  if (error == NULL)
    return;
  update (self);
  g_signal_emit (self, signals[REFUSED], 0, error->message);
  g_error_free (error);
}

static void
train_switched_cb (GradusLayerSettings *self)
{
  GError *error = NULL;

  if (self->updating)
    return;
  gradus_session_set_train_biases (self->session, self->layer, gtk_switch_get_active (self->train), &error);
  finish (self, error);
}

static gboolean
leak_taken_cb (GradusEntryRow *row, double number, GError **error, GradusLayerSettings *self)
{
  return gradus_session_set_leak (self->session, self->layer, number, error);
}

static void
scheme_chosen_cb (GradusLayerSettings *self)
{
  guint chosen = gtk_drop_down_get_selected (self->scheme);
  GError *error = NULL;

  if (self->updating || chosen == GTK_INVALID_LIST_POSITION)
    return;

  GradusLayerInitialization own =
      gradus_initialization_of_layer (gradus_session_get_initialization (self->session), self->layer);

  own.own = chosen > 0;
  own.scheme = chosen > 0 ? (GradusScheme) (chosen - 1) : own.scheme;
  if (own.scheme != GRADUS_SCHEME_CONSTANT)
    own.range = fabs (own.range);
  gradus_session_set_layer_initialization (self->session, self->layer, &own, &error);
  finish (self, error);
}

static gboolean
range_taken_cb (GradusEntryRow *row, double number, GError **error, GradusLayerSettings *self)
{
  GradusLayerInitialization own = *get_own (self);

  own.range = number;
  return gradus_session_set_layer_initialization (self->session, self->layer, &own, error);
}

static gboolean
seed_taken_cb (GradusEntryRow *row, double number, GError **error, GradusLayerSettings *self)
{
  GradusLayerInitialization own = *get_own (self);

  /* What is no whole number is no seed; the session has the words for it. */
  own.has_seed = TRUE;
  own.seed = number >= 0 && number < 0x1p53 && number == floor (number) ? (guint64) number : G_MAXUINT64;
  return gradus_session_set_layer_initialization (self->session, self->layer, &own, error);
}

static void
draw_clicked_cb (GradusLayerSettings *self)
{
  GError *error = NULL;

  gradus_session_draw_layer (self->session, self->layer, &error);
  finish (self, error);
}

static void
gradus_layer_settings_dispose (GObject *object)
{
  GradusLayerSettings *self = GRADUS_LAYER_SETTINGS (object);
  GtkWidget *child;

  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_layer_settings_parent_class)->dispose (object);
}

static void
gradus_layer_settings_finalize (GObject *object)
{
  g_free (GRADUS_LAYER_SETTINGS (object)->title);

  G_OBJECT_CLASS (gradus_layer_settings_parent_class)->finalize (object);
}

static void
gradus_layer_settings_class_init (GradusLayerSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_layer_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradus_layer_settings_finalize;

  signals[REFUSED] = g_signal_new (
      "refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (GRADUS_TYPE_ENTRY_ROW);

  gtk_widget_class_set_css_name (widget_class, "layer-settings");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-layer-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, train_row);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, train);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, leak);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, scheme);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, range);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, seed);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerSettings, draw);
  gtk_widget_class_bind_template_callback (widget_class, train_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, leak_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, scheme_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, range_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, draw_clicked_cb);
}

static void
gradus_layer_settings_init (GradusLayerSettings *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_choices_fill_layer_schemes (self->scheme);
  self->updating = FALSE;
}

void
gradus_layer_settings_update (GradusLayerSettings *self, GradusSession *session, gsize layer, const char *title)
{
  g_set_object (&self->session, session);
  self->layer = layer;
  if (g_strcmp0 (self->title, title) != 0)
    {
      /* Translators: what controls are called for a screen reader; %s is "Hidden Layer 1" or the like. */
      g_autofree char *train = g_strdup_printf (_ ("Train the biases of %s"), title);
      g_autofree char *scheme = g_strdup_printf (_ ("Initial weights of %s"), title);
      g_autofree char *draw = g_strdup_printf (_ ("Draw the weights of %s anew"), title);

      g_free (self->title);
      self->title = g_strdup (title);
      set_name (self->train, train);
      gradus_compat_name_drop_down (self->scheme, scheme);
      set_name (self->draw, draw);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->draw), draw);
    }
  update (self);
}
