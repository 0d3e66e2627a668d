/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-conventions-popover.h"

#include <glib/gi18n-lib.h>

struct _GradusConventionsPopover
{
  GtkPopover parent_instance;

  GtkCheckButton *names;
  GtkCheckButton *z_a;
  GtkCheckButton *net_out;
  GtkCheckButton *o_t;
  GtkCheckButton *square;
  GtkCheckButton *half;
  GtkCheckButton *mean;
  GtkCheckButton *same_steps;
  GtkLabel *why;
  GtkLabel *why_mean;

  GradusSession *session;
  GSignalGroup *watched;
  gboolean settling; /* while the buttons follow the session */
};

G_DEFINE_FINAL_TYPE (GradusConventionsPopover, gradus_conventions_popover, GTK_TYPE_POPOVER)

static GtkCheckButton *
button_of_notation (GradusConventionsPopover *self, GradusNotation notation)
{
  switch (notation)
    {
    case GRADUS_NOTATION_Z_A:
      return self->z_a;
    case GRADUS_NOTATION_NET_OUT:
      return self->net_out;
    case GRADUS_NOTATION_O_T:
      return self->o_t;
    default:
      return self->names;
    }
}

/* NULL for what is no squared error. */
static GtkCheckButton *
button_of_loss (GradusConventionsPopover *self, GradusLoss loss)
{
  switch (loss)
    {
    case GRADUS_LOSS_SQUARED_ERROR:
      return self->square;
    case GRADUS_LOSS_HALF_SQUARED_ERROR:
      return self->half;
    case GRADUS_LOSS_MEAN_SQUARED_ERROR:
      return self->mean;
    default:
      return NULL;
    }
}

static void
update (GradusConventionsPopover *self)
{
  if (self->session == NULL)
    return;

  const GradusProblem *problem = gradus_session_get_problem (self->session);
  GtkCheckButton *loss = button_of_loss (self, problem->loss);
  GtkCheckButton *const losses[] = { self->square, self->half, self->mean };
  gsize n_outputs = problem->shape.n_outputs;
  g_autofree char *why_mean = NULL;

  self->settling = TRUE;
  gtk_check_button_set_active (button_of_notation (self, gradus_session_get_notation (self->session)), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (losses[i]), loss != NULL);
      gtk_check_button_set_active (losses[i], losses[i] == loss);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->same_steps), loss != NULL);
  gtk_label_set_label (
      self->why,
      loss == NULL
          ? _ ("The loss of this network is no squared error, so books agree on it.")
          : _ ("Two books on the same network often differ by a factor of 2. Where a ½ stands before the square, the 2 "
               "that its derivative brings along goes away, and all gradients are half as large. With twice the "
               "learning rate they make the very same steps."));
  gtk_widget_set_visible (GTK_WIDGET (self->why_mean), loss != NULL && n_outputs > 1);
  if (n_outputs > 1)
    {
      /* Translators: %d is the number of the network's outputs, 2 or more. */
      why_mean = g_strdup_printf (ngettext ("The mean divides by the %d output, and so do its gradients.",
                                            "The mean divides by the %d outputs, and so do its gradients.",
                                            n_outputs),
                                  (int) n_outputs);
      gtk_label_set_label (self->why_mean, why_mean);
    }
  self->settling = FALSE;
}

static void
notation_toggled_cb (GradusConventionsPopover *self, GtkCheckButton *button)
{
  if (self->settling || self->session == NULL || !gtk_check_button_get_active (button))
    return;
  for (int i = 0; i < GRADUS_N_NOTATIONS; i++)
    if (button_of_notation (self, (GradusNotation) i) == button)
      gradus_session_set_notation (self->session, (GradusNotation) i);
}

static void
loss_toggled_cb (GradusConventionsPopover *self, GtkCheckButton *button)
{
  if (self->settling || self->session == NULL || !gtk_check_button_get_active (button))
    return;
  for (int i = 0; i < GRADUS_N_LOSSES; i++)
    if (button_of_loss (self, (GradusLoss) i) == button)
      gradus_session_set_square (self->session,
                                 (GradusLoss) i,
                                 gtk_check_button_get_active (self->same_steps),
                                 NULL); /* offered for squares only */
}

static void
gradus_conventions_popover_dispose (GObject *object)
{
  GradusConventionsPopover *self = GRADUS_CONVENTIONS_POPOVER (object);

  g_clear_object (&self->watched);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gradus_conventions_popover_parent_class)->dispose (object);
}

static void
gradus_conventions_popover_class_init (GradusConventionsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_conventions_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gradus_app/Gradus/gradus-conventions-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, names);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, z_a);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, net_out);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, o_t);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, square);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, half);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, mean);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, same_steps);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, why);
  gtk_widget_class_bind_template_child (widget_class, GradusConventionsPopover, why_mean);
  gtk_widget_class_bind_template_callback (widget_class, notation_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, loss_toggled_cb);
}

static void
gradus_conventions_popover_init (GradusConventionsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->watched = g_signal_group_new (GRADUS_TYPE_SESSION);
  g_signal_group_connect_swapped (self->watched, "notify::notation", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->watched, "notify::document", G_CALLBACK (update), self);
}

void
gradus_conventions_popover_set_session (GradusConventionsPopover *self, GradusSession *session)
{
  g_return_if_fail (GRADUS_IS_CONVENTIONS_POPOVER (self));

  if (g_set_object (&self->session, session))
    g_signal_group_set_target (self->watched, session);
  update (self);
}
