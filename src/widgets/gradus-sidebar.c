/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-sidebar.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-value-row.h"

/* Past so many rows a group shows only what belongs to the selection, and no more than these. */
#define MAX_ROWS 24

struct _GradusSidebar
{
  GradusView view;

  GtkBox *inputs;
  GtkBox *targets;
  GtkBox *weights;
  GtkLabel *weights_heading;
  GtkLabel *hint;
  GtkBox *rate;

  GPtrArray *rows;   /* of GradusValueRow, borrowed from the boxes */
  GradusPart chosen; /* what the rows were built for where there are many */
};

G_DEFINE_FINAL_TYPE (GradusSidebar, gradus_sidebar, GRADUS_TYPE_VIEW)

static GradusFormat
get_format (GradusSidebar *self)
{
  return (GradusFormat){ .digits = gradus_session_get_digits (self->view.session), .locale = TRUE };
}

static void
add_row (GradusSidebar *self, GtkBox *box, GradusPart part)
{
  GtkWidget *row = gradus_value_row_new (self->view.session, part, get_format (self));

  gtk_box_append (box, row);
  g_ptr_array_add (self->rows, row);
}

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* One after another, from one that keeps the chosen one in view. */
static void
add_window (GradusSidebar *self, GtkBox *box, GradusPart first, size_t n, size_t chosen)
{
  size_t start = chosen >= MAX_ROWS && chosen < n ? chosen - MAX_ROWS / 2 : 0;

  for (size_t i = start; i < n && i < start + MAX_ROWS; i++)
    {
      GradusPart part = first;

      if (part.kind == GRADUS_PART_WEIGHT)
        part.from = i;
      else
        part.neuron = i;
      add_row (self, box, part);
    }
}

static void
add_parameters (GradusSidebar *self, const GradusShape *shape)
{
  GradusPart chosen = self->chosen;

  gtk_label_set_text (self->hint, "");
  if (shape->n_parameters <= MAX_ROWS)
    {
      for (size_t i = 0; i < shape->n_parameters; i++)
        add_row (self, self->weights, gradus_part_from_parameter (shape, i));
      return;
    }

  if (chosen.kind != GRADUS_PART_NEURON && chosen.kind != GRADUS_PART_WEIGHT && chosen.kind != GRADUS_PART_BIAS)
    {
      gtk_label_set_text (self->hint, _ ("Select a neuron to change its weights here."));
      return;
    }

  const GradusLayer *layer = &shape->layers[chosen.layer];
  GradusPart first = { GRADUS_PART_WEIGHT, chosen.layer, chosen.neuron, 0 };
  GradusPart bias = { GRADUS_PART_BIAS, chosen.layer, chosen.neuron, 0 };

  add_window (self, self->weights, first, layer->n_inputs, chosen.kind == GRADUS_PART_WEIGHT ? chosen.from : 0);
  if (layer->has_biases)
    add_row (self, self->weights, bias);
  if (layer->n_inputs > MAX_ROWS)
    gtk_label_set_text (self->hint, _ ("Select a connection to see the weights around it."));
}

static void
rebuild (GradusSidebar *self)
{
  g_ptr_array_set_size (self->rows, 0);
  empty_box (self->inputs);
  empty_box (self->targets);
  empty_box (self->weights);
  empty_box (self->rate);
  if (self->view.session == NULL)
    return;

  const GradusShape *shape = &gradus_session_get_network (self->view.session)->shape;
  gboolean has_biases = FALSE;

  self->chosen = gradus_session_get_selection (self->view.session);
  add_window (self,
              self->inputs,
              (GradusPart){ GRADUS_PART_INPUT },
              shape->n_inputs,
              self->chosen.kind == GRADUS_PART_INPUT ? self->chosen.neuron : 0);
  add_window (self, self->targets, (GradusPart){ GRADUS_PART_TARGET }, shape->n_outputs, 0);
  add_parameters (self, shape);
  add_row (self, self->rate, (GradusPart){ GRADUS_PART_LEARNING_RATE });

  for (size_t l = 0; l < shape->n_layers; l++)
    has_biases |= shape->layers[l].has_biases;
  gtk_label_set_text (self->weights_heading, has_biases ? _ ("Weights and Biases") : _ ("Weights"));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *gtk_label_get_text (self->hint) != '\0');
}

static void
selection_changed_cb (GradusSidebar *self)
{
  const GradusShape *shape = &gradus_session_get_network (self->view.session)->shape;
  GradusPart selection = gradus_session_get_selection (self->view.session);

  if (shape->n_parameters <= MAX_ROWS && shape->n_inputs <= MAX_ROWS)
    return;
  /* What holds no weights leaves the neuron in place that somebody may be working at. */
  if (selection.kind == GRADUS_PART_NONE || gradus_part_equal (selection, self->chosen))
    return;
  rebuild (self);
}

static void
values_changed_cb (GradusSidebar *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gradus_value_row_update (g_ptr_array_index (self->rows, i));
}

static void
digits_changed_cb (GradusSidebar *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gradus_value_row_set_format (g_ptr_array_index (self->rows, i), get_format (self));
}

static void
gradus_sidebar_set_session (GradusView *view, GradusSession *session)
{
  GradusSidebar *self = GRADUS_SIDEBAR (view);

  GRADUS_VIEW_CLASS (gradus_sidebar_parent_class)->set_session (view, session);
  rebuild (self);
}

static void
gradus_sidebar_finalize (GObject *object)
{
  g_ptr_array_unref (GRADUS_SIDEBAR (object)->rows);

  G_OBJECT_CLASS (gradus_sidebar_parent_class)->finalize (object);
}

static void
gradus_sidebar_class_init (GradusSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = gradus_sidebar_finalize;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_sidebar_set_session;

  gtk_widget_class_set_css_name (widget_class, "value-sidebar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusSidebar, inputs);
  gtk_widget_class_bind_template_child (widget_class, GradusSidebar, targets);
  gtk_widget_class_bind_template_child (widget_class, GradusSidebar, weights);
  gtk_widget_class_bind_template_child (widget_class, GradusSidebar, weights_heading);
  gtk_widget_class_bind_template_child (widget_class, GradusSidebar, hint);
  gtk_widget_class_bind_template_child (widget_class, GradusSidebar, rate);
}

static void
gradus_sidebar_init (GradusSidebar *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_view_watch (self, G_CALLBACK (rebuild), "document", "notation", NULL);
  gradus_view_watch (self, G_CALLBACK (selection_changed_cb), "selection", NULL);
  gradus_view_watch (self, G_CALLBACK (values_changed_cb), "trace", "learning-rate", NULL);
  gradus_view_watch (self, G_CALLBACK (digits_changed_cb), "digits", NULL);
}
