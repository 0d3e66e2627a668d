/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-layer-row.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-choices.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-entry-row.h"
#include "widgets/gradus-layer-settings.h"

#define NEW_LAYER_NEURONS 4
#define MAX_NAMES         24 /* more names than these are not to be edited here */

struct _GradusLayerRow
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkButton *add;
  GtkButton *remove;
  GtkWidget *count_row;
  GtkSpinButton *count;
  GtkLabel *given;
  GtkWidget *activation_row;
  GtkDropDown *activation;
  GtkWidget *biases_row;
  GtkSwitch *biases;
  GtkExpander *more;
  GradusLayerSettings *settings;
  GtkExpander *names;
  GtkBox *name_list;
  GtkLabel *reason;

  GradusSession *session;
  guint place;
  gboolean filled_as_last; /* what the activations were offered for */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusLayerRow, gradus_layer_row, GTK_TYPE_WIDGET)

static const GradusShape *
get_shape (GradusLayerRow *self)
{
  return &gradus_session_get_network (self->session)->shape;
}

static gboolean
is_last (GradusLayerRow *self)
{
  return self->place == get_shape (self)->n_layers;
}

static gsize
get_n_neurons (GradusLayerRow *self)
{
  const GradusShape *shape = get_shape (self);

  return self->place == 0 ? shape->n_inputs : shape->layers[self->place - 1].n_neurons;
}

static GradusPart
get_part (GradusLayerRow *self, gsize index)
{
  if (self->place == 0)
    return (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = index };
  return (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = self->place - 1, .neuron = index };
}

static char *
make_title (GradusLayerRow *self)
{
  if (self->place == 0)
    return g_strdup (_ ("Input Layer"));
  if (is_last (self))
    return g_strdup (_ ("Output Layer"));
  /* Translators: the hidden layers are counted from 1. */
  return g_strdup_printf (_ ("Hidden Layer %u"), self->place);
}

static void
set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_names_of_controls (GradusLayerRow *self)
{
  g_autofree char *title = make_title (self);
  /* Translators: what controls are called for a screen reader; %s is "Hidden Layer 1" or the like. */
  g_autofree char *count = g_strdup_printf (_ ("Neurons of %s"), title);
  g_autofree char *activation = g_strdup_printf (_ ("Activation of %s"), title);
  g_autofree char *biases = g_strdup_printf (_ ("Biases of %s"), title);
  g_autofree char *more = g_strdup_printf (_ ("Training and start of %s"), title);
  g_autofree char *names = g_strdup_printf (_ ("Names in %s"), title);
  g_autofree char *add = g_strdup_printf (_ ("Add a layer after %s"), title);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), title);

  gtk_label_set_text (self->title, title);
  set_name (self, title);
  set_name (self->count, count);
  gradus_compat_name_drop_down (self->activation, activation);
  set_name (self->biases, biases);
  set_name (self->more, more);
  set_name (self->names, names);
  set_name (self->add, add);
  set_name (self->remove, remove);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add), add);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove), remove);
}

static void
show_reason (GradusLayerRow *self, const GError *error)
{
  gtk_label_set_text (self->reason, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), error != NULL);
}

/* After a call of the session: what it holds, and why it refused. */
static void
finish (GradusLayerRow *self, const GError *error)
{
  if (error == NULL)
    return;
  gradus_layer_row_update (self);
  show_reason (self, error);
}

static void
settings_refused_cb (GradusLayerSettings *settings, const char *message, GradusLayerRow *self)
{
  gtk_label_set_text (self->reason, message);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
}

static gboolean
name_taken_cb (GradusEntryRow *row, const char *text, GError **error, GradusLayerRow *self)
{
  gsize index = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "index"));

  return gradus_session_rename (self->session, get_part (self, index), text, error);
}

static void
fill_names (GradusLayerRow *self)
{
  const GradusNames *names = gradus_session_get_names (self->session);
  gsize n = MIN (get_n_neurons (self), MAX_NAMES), i = 0;
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->name_list));

  for (; i < n; i++)
    {
      GradusPart part = get_part (self, i);

      if (row == NULL)
        {
          g_autofree char *title = g_strdup_printf (self->place == 0 ? _ ("Input %zu") : _ ("Neuron %zu"), i + 1);
          g_autofree char *layer = make_title (self);
          /* Translators: the name of an entry for a screen reader, as "Name of Neuron 2, Hidden Layer 1". */
          g_autofree char *name = g_strdup_printf (_ ("Name of %1$s, %2$s"), title, layer);

          row = gradus_entry_row_new (title, name);
          g_object_set_data (G_OBJECT (row), "index", GSIZE_TO_POINTER (i));
          g_signal_connect_object (row, "take-text", G_CALLBACK (name_taken_cb), self, 0);
          gtk_box_append (self->name_list, row);
        }
      gradus_entry_row_set_text (GRADUS_ENTRY_ROW (row),
                                 part.kind == GRADUS_PART_INPUT
                                     ? names->inputs[i]
                                     : names->neurons[gradus_shape_neuron (get_shape (self), part.layer, i)]);
      row = gtk_widget_get_next_sibling (row);
    }
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (self->name_list, row);
      row = next;
    }
}

static void
count_changed_cb (GradusLayerRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  gradus_session_set_n_neurons (
      self->session, self->place - 1, (gsize) gtk_spin_button_get_value_as_int (self->count), &error);
  finish (self, error);
}

static void
activation_chosen_cb (GradusLayerRow *self)
{
  g_autoptr (GError) error = NULL;
  guint chosen = gtk_drop_down_get_selected (self->activation);

  if (self->updating || chosen == GTK_INVALID_LIST_POSITION)
    return;
  gradus_session_set_activation (self->session, self->place - 1, (GradusActivation) chosen, &error);
  finish (self, error);
}

static void
biases_switched_cb (GradusLayerRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  gradus_session_set_biases (self->session, self->place - 1, gtk_switch_get_active (self->biases), &error);
  finish (self, error);
}

static void
add_clicked_cb (GradusLayerRow *self)
{
  g_autoptr (GradusLayerRow) alive G_GNUC_UNUSED = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  gradus_session_add_layer (self->session, self->place, NEW_LAYER_NEURONS, &error);
  finish (self, error);
}

static void
remove_clicked_cb (GradusLayerRow *self)
{
  g_autoptr (GradusLayerRow) alive G_GNUC_UNUSED = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  gradus_session_remove_layer (self->session, self->place - 1, &error);
  finish (self, error);
}

static void
gradus_layer_row_dispose (GObject *object)
{
  GradusLayerRow *self = GRADUS_LAYER_ROW (object);
  GtkWidget *child;

  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_layer_row_parent_class)->dispose (object);
}

static void
gradus_layer_row_class_init (GradusLayerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_layer_row_dispose;

  g_type_ensure (GRADUS_TYPE_LAYER_SETTINGS);

  gtk_widget_class_set_css_name (widget_class, "layer-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-layer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, title);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, add);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, remove);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, count_row);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, count);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, given);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, activation_row);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, activation);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, biases_row);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, biases);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, more);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, settings);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, names);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, name_list);
  gtk_widget_class_bind_template_child (widget_class, GradusLayerRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, count_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activation_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, biases_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, settings_refused_cb);
}

static void
gradus_layer_row_init (GradusLayerRow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_choices_fill_activations (self->activation, FALSE);
  self->updating = FALSE;
}

GtkWidget *
gradus_layer_row_new (GradusSession *session, guint place)
{
  GradusLayerRow *self = g_object_new (GRADUS_TYPE_LAYER_ROW, NULL);

  self->session = g_object_ref (session);
  self->place = place;
  gradus_layer_row_update (self);
  return GTK_WIDGET (self);
}

void
gradus_layer_row_update (GradusLayerRow *self)
{
  gboolean first = self->place == 0, last = is_last (self);
  gsize n = get_n_neurons (self);
  g_autofree char *given = NULL;

  self->updating = TRUE;
  update_names_of_controls (self);
  show_reason (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->add), !last);
  gtk_widget_set_visible (GTK_WIDGET (self->remove), !first && !last);
  gtk_widget_set_visible (self->count_row, !first && !last);
  gtk_widget_set_visible (GTK_WIDGET (self->given), first || last);
  gtk_widget_set_visible (self->activation_row, !first);
  gtk_widget_set_visible (self->biases_row, !first);
  gtk_widget_set_visible (GTK_WIDGET (self->more), !first);

  if (first)
    given = g_strdup_printf (ngettext ("%zu input, as the data have", "%zu inputs, as the data have", n), n);
  else
    given = g_strdup_printf (ngettext ("%zu output, as the data have", "%zu outputs, as the data have", n), n);
  gtk_label_set_text (self->given, given);

  gtk_spin_button_set_value (self->count, (double) n);
  if (!first)
    {
      const GradusLayer *layer = &get_shape (self)->layers[self->place - 1];

      if (self->filled_as_last != last)
        gradus_choices_fill_activations (self->activation, last);
      self->filled_as_last = last;
      gtk_drop_down_set_selected (self->activation, layer->activation);
      gtk_switch_set_active (self->biases, layer->has_biases);

      g_autofree char *title = make_title (self);

      gradus_layer_settings_update (self->settings, self->session, self->place - 1, title);
    }
  fill_names (self);
  self->updating = FALSE;
}
