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
  GradusView view;

  GtkBox *layers;
  GtkDropDown *scheme;
  GradusEntryRow *range;
  GradusEntryRow *seed;

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusNetworkPage, gradus_network_page, GRADUS_TYPE_VIEW)

/* The rows keep their places, so that whoever works at one goes on there. */
static void
update_layers (GradusNetworkPage *self)
{
  gsize n = gradus_session_get_network (self->view.session)->shape.n_layers + 1, place = 0;
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->layers));

  for (; place < n; place++)
    {
      if (row == NULL)
        {
          row = gradus_layer_row_new (self->view.session, (guint) place);
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
  const GradusInitialization *initialization = gradus_session_get_initialization (self->view.session);
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

  if (self->updating || self->view.session == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;

  GradusInitialization initialization = *gradus_session_get_initialization (self->view.session);
  g_autoptr (GError) error = NULL;

  initialization.scheme = (GradusScheme) chosen;
  if (initialization.scheme != GRADUS_SCHEME_CONSTANT)
    initialization.range = fabs (initialization.range);
  if (!gradus_session_set_initialization (self->view.session, &initialization, &error))
    update (self);
}

static gboolean
range_taken_cb (GradusEntryRow *row, double number, GError **error, GradusNetworkPage *self)
{
  GradusInitialization initialization = *gradus_session_get_initialization (self->view.session);

  initialization.range = number;
  return gradus_session_set_initialization (self->view.session, &initialization, error);
}

static gboolean
seed_taken_cb (GradusEntryRow *row, double number, GError **error, GradusNetworkPage *self)
{
  GradusInitialization initialization = *gradus_session_get_initialization (self->view.session);

  /* What is no whole number is no seed; the session has the words for it. */
  initialization.seed = number >= 0 && number < 0x1p53 && number == floor (number) ? (guint64) number : G_MAXUINT64;
  return gradus_session_set_initialization (self->view.session, &initialization, error);
}

static void
same_start_cb (GradusNetworkPage *self)
{
  gradus_session_start_again (self->view.session);
}

static void
new_start_cb (GradusNetworkPage *self)
{
  gradus_session_start_new (self->view.session);
}

static void
gradus_network_page_set_session (GradusView *view, GradusSession *session)
{
  GradusNetworkPage *self = GRADUS_NETWORK_PAGE (view);

  GRADUS_VIEW_CLASS (gradus_network_page_parent_class)->set_session (view, session);
  if (session != NULL)
    update (self);
}

static void
gradus_network_page_class_init (GradusNetworkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_network_page_set_session;

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
  gradus_view_watch (self, G_CALLBACK (update), "document", NULL);
  self->updating = FALSE;
}
