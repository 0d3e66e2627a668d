/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-goal-form.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-entry-row.h"

#define MOST_STEPS 1000000000
#define PERCENT    100

struct _GradusGoalForm
{
  GtkWidget parent_instance;

  GradusEntryRow *steps;
  GtkSwitch *loss_on;
  GradusEntryRow *loss;
  GtkSwitch *patience_on;
  GradusEntryRow *patience;
  GradusEntryRow *improvement;

  GradusSettings *settings;
};

G_DEFINE_FINAL_TYPE (GradusGoalForm, gradus_goal_form, GTK_TYPE_WIDGET)

static void
update (GradusGoalForm *self)
{
  guint steps, patience;
  double loss, improvement;

  g_object_get (self->settings,
                "goal-steps",
                &steps,
                "goal-loss",
                &loss,
                "goal-patience",
                &patience,
                "goal-improvement",
                &improvement,
                NULL);
  gradus_entry_row_set_number (self->steps, steps);
  gradus_entry_row_set_number (self->loss, loss);
  gradus_entry_row_set_number (self->patience, patience);
  gradus_entry_row_set_number (self->improvement, PERCENT * improvement);
}

static gboolean
take_count (GradusGoalForm *self, const char *setting, double number, GError **error)
{
  if (number < 1 || number > MOST_STEPS || number != floor (number))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("Steps are counted: a whole number from 1 to %d."),
                   MOST_STEPS);
      return TRUE;
    }
  g_object_set (self->settings, setting, (guint) number, NULL);
  return TRUE;
}

static gboolean
number_taken_cb (GradusEntryRow *row, double number, GError **error, GradusGoalForm *self)
{
  if (row == self->steps)
    return take_count (self, "goal-steps", number, error);
  if (row == self->patience)
    return take_count (self, "goal-patience", number, error);
  if (row == self->loss)
    g_object_set (self->settings, "goal-loss", number, NULL);
  else if (number < 0 || number >= PERCENT)
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A part of the best loss: from 0 to below 100 percent."));
  else
    g_object_set (self->settings, "goal-improvement", number / PERCENT, NULL);
  return TRUE;
}

static void
train_clicked_cb (GradusGoalForm *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.train-until", NULL);
}

static void
gradus_goal_form_dispose (GObject *object)
{
  GradusGoalForm *self = GRADUS_GOAL_FORM (object);
  GtkWidget *child;

  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (gradus_goal_form_parent_class)->dispose (object);
}

static void
gradus_goal_form_class_init (GradusGoalFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_goal_form_dispose;

  g_type_ensure (GRADUS_TYPE_ENTRY_ROW);
  gtk_widget_class_set_css_name (widget_class, "goal-form");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-goal-form.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusGoalForm, steps);
  gtk_widget_class_bind_template_child (widget_class, GradusGoalForm, loss_on);
  gtk_widget_class_bind_template_child (widget_class, GradusGoalForm, loss);
  gtk_widget_class_bind_template_child (widget_class, GradusGoalForm, patience_on);
  gtk_widget_class_bind_template_child (widget_class, GradusGoalForm, patience);
  gtk_widget_class_bind_template_child (widget_class, GradusGoalForm, improvement);
  gtk_widget_class_bind_template_callback (widget_class, number_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, train_clicked_cb);
}

static void
gradus_goal_form_init (GradusGoalForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gradus_goal_form_new (GradusSettings *settings)
{
  static const char *const keys[] = { "goal-steps", "goal-loss", "goal-patience", "goal-improvement" };
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  GradusGoalForm *self = g_object_new (GRADUS_TYPE_GOAL_FORM, NULL);

  self->settings = g_object_ref (settings);
  g_object_bind_property (settings, "goal-loss-on", self->loss_on, "active", both);
  g_object_bind_property (settings, "goal-patience-on", self->patience_on, "active", both);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", keys[i], NULL);

      g_signal_connect_swapped (settings, signal, G_CALLBACK (update), self);
    }
  update (self);
  return GTK_WIDGET (self);
}

GradusGoal
gradus_goal_form_read (GradusSettings *settings, guint64 *n_steps)
{
  GradusGoal goal = gradus_goal_none ();
  gboolean loss_on, patience_on;
  guint steps, patience;
  double loss;

  g_object_get (settings,
                "goal-steps",
                &steps,
                "goal-loss-on",
                &loss_on,
                "goal-loss",
                &loss,
                "goal-patience-on",
                &patience_on,
                "goal-patience",
                &patience,
                "goal-improvement",
                &goal.improvement,
                NULL);
  *n_steps = steps;
  if (loss_on)
    goal.loss = loss;
  if (patience_on)
    goal.patience = patience;
  return goal;
}
