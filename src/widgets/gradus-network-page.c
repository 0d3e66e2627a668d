/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-network-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-choices.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-entry-row.h"
#include "widgets/gradus-layer-row.h"

struct _GradusNetworkPage
{
  GtkWidget parent_instance;

  GtkBox *layers;
  GtkDropDown *scheme;
  GradusEntryRow *range;
  GradusEntryRow *seed;

  GradusSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusNetworkPage, gradus_network_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The rows keep their places, so that whoever works at one goes on there. */
static void
update_layers (GradusNetworkPage *self)
{
  gsize n = gradus_session_get_network (self->session)->shape.n_layers + 1, place = 0;
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->layers));

  for (; place < n; place++)
    {
      if (row == NULL)
        {
          row = gradus_layer_row_new (self->session, (guint) place);
          gtk_box_append (self->layers, row);
        }
      else
        gradus_layer_row_update (GRADUS_LAYER_ROW (row));
      row = gtk_widget_get_next_sibling (row);
    }
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (self->layers, row);
      row = next;
    }
}

static void
update (GradusNetworkPage *self)
{
  const GradusInitialization *initialization = gradus_session_get_initialization (self->session);
  GradusScheme scheme = initialization->scheme;

  self->updating = TRUE;
  update_layers (self);
  gtk_drop_down_set_selected (self->scheme, scheme);
  gradus_entry_row_set_number (self->range, initialization->range);
  gradus_entry_row_set_number (self->seed, (double) initialization->seed);
  gtk_widget_set_visible (GTK_WIDGET (self->range),
                          scheme == GRADUS_SCHEME_UNIFORM || scheme == GRADUS_SCHEME_NORMAL ||
                              scheme == GRADUS_SCHEME_CONSTANT);
  self->updating = FALSE;
}

static void
scheme_chosen_cb (GradusNetworkPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->scheme);

  if (self->updating || self->session == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;

  GradusInitialization initialization = *gradus_session_get_initialization (self->session);
  g_autoptr (GError) error = NULL;

  initialization.scheme = (GradusScheme) chosen;
  if (initialization.scheme != GRADUS_SCHEME_CONSTANT)
    initialization.range = fabs (initialization.range);
  if (!gradus_session_set_initialization (self->session, &initialization, &error))
    update (self);
}

static gboolean
range_taken_cb (GradusEntryRow *row, double number, GError **error, GradusNetworkPage *self)
{
  GradusInitialization initialization = *gradus_session_get_initialization (self->session);

  initialization.range = number;
  return gradus_session_set_initialization (self->session, &initialization, error);
}

static gboolean
seed_taken_cb (GradusEntryRow *row, double number, GError **error, GradusNetworkPage *self)
{
  GradusInitialization initialization = *gradus_session_get_initialization (self->session);

  /* What is no whole number is no seed; the session has the words for it. */
  initialization.seed = number >= 0 && number < 0x1p53 && number == floor (number) ? (guint64) number : G_MAXUINT64;
  return gradus_session_set_initialization (self->session, &initialization, error);
}

static void
same_start_cb (GradusNetworkPage *self)
{
  gradus_session_start_again (self->session);
}

static void
new_start_cb (GradusNetworkPage *self)
{
  gradus_session_start_new (self->session);
}

static void
set_session (GradusNetworkPage *self, GradusSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "notify::document", G_CALLBACK (update), self);
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
gradus_network_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, GRADUS_NETWORK_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_network_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      set_session (GRADUS_NETWORK_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_network_page_dispose (GObject *object)
{
  GradusNetworkPage *self = GRADUS_NETWORK_PAGE (object);
  GtkWidget *child;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_network_page_parent_class)->dispose (object);
}

static void
gradus_network_page_class_init (GradusNetworkPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gradus_network_page_get_property;
  object_class->set_property = gradus_network_page_set_property;
  object_class->dispose = gradus_network_page_dispose;

  properties[PROP_SESSION] = g_param_spec_object (
      "session", NULL, NULL, GRADUS_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GRADUS_TYPE_ENTRY_ROW);

  gtk_widget_class_set_css_name (widget_class, "network-page");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-network-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusNetworkPage, layers);
  gtk_widget_class_bind_template_child (widget_class, GradusNetworkPage, scheme);
  gtk_widget_class_bind_template_child (widget_class, GradusNetworkPage, range);
  gtk_widget_class_bind_template_child (widget_class, GradusNetworkPage, seed);
  gtk_widget_class_bind_template_callback (widget_class, scheme_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, range_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, same_start_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_start_cb);
}

static void
gradus_network_page_init (GradusNetworkPage *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_choices_fill_schemes (self->scheme);
  gradus_compat_name_drop_down (self->scheme, _ ("Initial weights"));
  self->updating = FALSE;
}
