/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-training-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-session.h"
#include "widgets/gradus-choices.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-entry-row.h"

enum
{
  ROW_MOMENTUM,
  ROW_RHO,
  ROW_BETA1,
  ROW_BETA2,
  ROW_EPSILON,
  ROW_WEIGHT_DECAY,
  ROW_L1,
  ROW_L2,
  N_ROWS
};

/* Each row of a number: its id, its place in the settings, and the optimisers that use it. */
static const struct
{
  const char *id;
  gsize offset;
  guint optimizers;
} fields[N_ROWS] = {
#define FIELD(name, optimizers)                                                                                        \
  {                                                                                                                    \
#name, G_STRUCT_OFFSET(GradusTraining, name), (optimizers)                                                         \
  }
#define USED_BY(optimizer) (1u << GRADUS_OPTIMIZER_##optimizer)
#define EVERY              (~0u)
  [ROW_MOMENTUM] = FIELD (momentum, USED_BY (MOMENTUM) | USED_BY (NESTEROV)),
  [ROW_RHO] = FIELD (rho, USED_BY (RMSPROP)),
  [ROW_BETA1] = FIELD (beta1, USED_BY (ADAM) | USED_BY (ADAMW)),
  [ROW_BETA2] = FIELD (beta2, USED_BY (ADAM) | USED_BY (ADAMW)),
  [ROW_EPSILON] = FIELD (epsilon, USED_BY (RMSPROP) | USED_BY (ADAGRAD) | USED_BY (ADAM) | USED_BY (ADAMW)),
  [ROW_WEIGHT_DECAY] = FIELD (weight_decay, USED_BY (ADAMW)),
  [ROW_L1] = FIELD (l1, EVERY),
  [ROW_L2] = FIELD (l2, EVERY),
};

struct _GradusTrainingPage
{
  GradusView view;

  GtkDropDown *loss;
  GtkLabel *loss_reason;
  GtkDropDown *optimizer;
  GtkSwitch *all_samples;
  GradusEntryRow *batch_size;
  GtkDropDown *reduction;
  GtkSwitch *shuffle;
  GradusEntryRow *rows[N_ROWS];

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusTrainingPage, gradus_training_page, GRADUS_TYPE_VIEW)

static void
show_reason (GradusTrainingPage *self, const GError *error)
{
  gtk_label_set_text (self->loss_reason, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->loss_reason), error != NULL);
}

static void
update (GradusTrainingPage *self)
{
  const GradusTraining *training = gradus_session_get_training (self->view.session);
  gboolean all = training->batch_size == 0;

  self->updating = TRUE;
  show_reason (self, NULL);
  gtk_drop_down_set_selected (self->loss, gradus_session_get_loss_function (self->view.session));
  gtk_drop_down_set_selected (self->optimizer, training->optimizer);
  gtk_drop_down_set_selected (self->reduction, training->reduction);
  gtk_switch_set_active (self->shuffle, training->shuffle);
  gtk_switch_set_active (self->all_samples, all);
  gtk_widget_set_visible (GTK_WIDGET (self->batch_size), !all);
  gradus_entry_row_set_number (self->batch_size, (double) training->batch_size);
  for (int i = 0; i < N_ROWS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), (fields[i].optimizers >> training->optimizer & 1) != 0);
      gradus_entry_row_set_number (self->rows[i], G_STRUCT_MEMBER (double, training, fields[i].offset));
    }
  self->updating = FALSE;
}

/* The settings as they are, to be changed in one place and given back. */
static gboolean
get_settings (GradusTrainingPage *self, GradusTraining *training)
{
  if (self->updating || self->view.session == NULL)
    return FALSE;
  *training = *gradus_session_get_training (self->view.session);
  return TRUE;
}

static void
set_settings (GradusTrainingPage *self, const GradusTraining *training)
{
  g_autoptr (GError) error = NULL;

  if (!gradus_session_set_training (self->view.session, training, &error))
    {
      update (self);
      show_reason (self, error);
    }
}

static void
loss_chosen_cb (GradusTrainingPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->loss);
  g_autoptr (GError) error = NULL;

  if (self->updating || self->view.session == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  if (!gradus_session_set_loss_function (self->view.session, (GradusLoss) chosen, &error))
    {
      update (self);
      show_reason (self, error);
    }
}

static void
optimizer_chosen_cb (GradusTrainingPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->optimizer);
  GradusTraining training;

  if (chosen == GTK_INVALID_LIST_POSITION || !get_settings (self, &training))
    return;
  training.optimizer = (GradusOptimizer) chosen;
  set_settings (self, &training);
}

static void
reduction_chosen_cb (GradusTrainingPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->reduction);
  GradusTraining training;

  if (chosen == GTK_INVALID_LIST_POSITION || !get_settings (self, &training))
    return;
  training.reduction = (GradusReduction) chosen;
  set_settings (self, &training);
}

static void
shuffle_switched_cb (GradusTrainingPage *self)
{
  GradusTraining training;

  if (!get_settings (self, &training))
    return;
  training.shuffle = gtk_switch_get_active (self->shuffle);
  set_settings (self, &training);
}

static void
all_samples_switched_cb (GradusTrainingPage *self)
{
  GradusTraining training;

  if (!get_settings (self, &training))
    return;
  training.batch_size = gtk_switch_get_active (self->all_samples) ? 0 : 1;
  set_settings (self, &training);
}

static gboolean
batch_size_taken_cb (GradusEntryRow *row, double number, GError **error, GradusTrainingPage *self)
{
  GradusTraining training;

  if (!get_settings (self, &training))
    return FALSE;
  /* What is no count is too large for one; the session has the words for it. */
  training.batch_size = number >= 1 && number < 0x1p53 && number == floor (number) ? (gsize) number : G_MAXSIZE;
  return gradus_session_set_training (self->view.session, &training, error);
}

static gboolean
number_taken_cb (GradusEntryRow *row, double number, GError **error, GradusTrainingPage *self)
{
  GradusTraining training;
  int i = 0;

  if (!get_settings (self, &training))
    return FALSE;
  while (self->rows[i] != row)
    i++;
  G_STRUCT_MEMBER (double, &training, fields[i].offset) = number;
  return gradus_session_set_training (self->view.session, &training, error);
}

static void
gradus_training_page_set_session (GradusView *view, GradusSession *session)
{
  GradusTrainingPage *self = GRADUS_TRAINING_PAGE (view);

  GRADUS_VIEW_CLASS (gradus_training_page_parent_class)->set_session (view, session);
  if (session != NULL)
    update (self);
}

static void
gradus_training_page_class_init (GradusTrainingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_training_page_set_session;

  g_type_ensure (GRADUS_TYPE_ENTRY_ROW);

  gtk_widget_class_set_css_name (widget_class, "training-page");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-training-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, loss);
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, loss_reason);
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, optimizer);
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, all_samples);
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, batch_size);
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, reduction);
  gtk_widget_class_bind_template_child (widget_class, GradusTrainingPage, shuffle);
  for (gsize i = 0; i < N_ROWS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, fields[i].id, FALSE, (gssize) (G_STRUCT_OFFSET (GradusTrainingPage, rows) + i * sizeof (void *)));
  gtk_widget_class_bind_template_callback (widget_class, loss_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, optimizer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_samples_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, batch_size_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, reduction_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, shuffle_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_taken_cb);
}

static void
gradus_training_page_init (GradusTrainingPage *self)
{
  const char *const reductions[] = { _ ("Mean"), _ ("Sum"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (reductions);

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_choices_fill_losses (self->loss);
  gradus_choices_fill_optimizers (self->optimizer);
  gtk_drop_down_set_model (self->reduction, G_LIST_MODEL (list));
  gradus_compat_name_drop_down (self->loss, _ ("Loss function"));
  gradus_compat_name_drop_down (self->optimizer, _ ("Optimizer"));
  gradus_compat_name_drop_down (self->reduction, _ ("Reduction over the batch"));
  gradus_view_watch (self, G_CALLBACK (update), "document", NULL);
  self->updating = FALSE;
}
