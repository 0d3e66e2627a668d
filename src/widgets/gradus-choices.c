/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-choices.h"

#include <glib/gi18n-lib.h>

#include "core/gradus-initialization.h"
#include "core/gradus-loss.h"
#include "core/gradus-trainer.h"

static const char *const activations[GRADUS_N_ACTIVATIONS] = {
  [GRADUS_ACTIVATION_IDENTITY] = N_ ("Identity"),
  [GRADUS_ACTIVATION_SIGMOID] = N_ ("Sigmoid"),
  [GRADUS_ACTIVATION_TANH] = N_ ("Tanh"),
  [GRADUS_ACTIVATION_RELU] = N_ ("ReLU"),
  [GRADUS_ACTIVATION_LEAKY_RELU] = N_ ("Leaky ReLU"),
  [GRADUS_ACTIVATION_SOFTPLUS] = N_ ("Softplus"),
  [GRADUS_ACTIVATION_ELU] = N_ ("ELU"),
  [GRADUS_ACTIVATION_GELU] = N_ ("GELU"),
  [GRADUS_ACTIVATION_SWISH] = N_ ("Swish"),
  [GRADUS_ACTIVATION_SOFTMAX] = N_ ("Softmax"),
};

static const char *const losses[GRADUS_N_LOSSES] = {
  [GRADUS_LOSS_SQUARED_ERROR] = N_ ("Squared error"),
  [GRADUS_LOSS_HALF_SQUARED_ERROR] = N_ ("Half squared error"),
  [GRADUS_LOSS_MEAN_SQUARED_ERROR] = N_ ("Mean squared error"),
  [GRADUS_LOSS_BINARY_CROSS_ENTROPY] = N_ ("Binary cross-entropy"),
  [GRADUS_LOSS_CROSS_ENTROPY] = N_ ("Cross-entropy"),
  [GRADUS_LOSS_ABSOLUTE_ERROR] = N_ ("Absolute error"),
  [GRADUS_LOSS_HUBER] = N_ ("Huber"),
};

static const char *const optimizers[GRADUS_N_OPTIMIZERS] = {
  [GRADUS_OPTIMIZER_SGD] = N_ ("Gradient descent"), [GRADUS_OPTIMIZER_MOMENTUM] = N_ ("Momentum"),
  [GRADUS_OPTIMIZER_NESTEROV] = N_ ("Nesterov"),    [GRADUS_OPTIMIZER_RMSPROP] = N_ ("RMSProp"),
  [GRADUS_OPTIMIZER_ADAGRAD] = N_ ("AdaGrad"),      [GRADUS_OPTIMIZER_ADAM] = N_ ("Adam"),
  [GRADUS_OPTIMIZER_ADAMW] = N_ ("AdamW"),
};

static const char *const schemes[GRADUS_N_SCHEMES] = {
  [GRADUS_SCHEME_XAVIER_UNIFORM] = N_ ("Xavier uniform"),
  [GRADUS_SCHEME_XAVIER_NORMAL] = N_ ("Xavier normal"),
  [GRADUS_SCHEME_HE_UNIFORM] = N_ ("He uniform"),
  [GRADUS_SCHEME_HE_NORMAL] = N_ ("He normal"),
  [GRADUS_SCHEME_UNIFORM] = N_ ("Uniform"),
  [GRADUS_SCHEME_NORMAL] = N_ ("Normal"),
  [GRADUS_SCHEME_ZEROS] = N_ ("Zeros"),
  [GRADUS_SCHEME_CONSTANT] = N_ ("Constant"),
};

static void
fill (GtkDropDown *drop_down, const char *const names[], gsize n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (list, _ (names[i]));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  g_object_unref (list);
}

void
gradus_choices_fill_activations (GtkDropDown *drop_down, gboolean last_layer)
{
  /* Softmax comes last, and only there. */
  fill (drop_down, activations, last_layer ? GRADUS_N_ACTIVATIONS : GRADUS_ACTIVATION_SOFTMAX);
}

GMenuModel *
gradus_choices_new_activation_menu (const char *action, gboolean last_layer)
{
  GMenu *menu = g_menu_new ();
  gint32 n = last_layer ? GRADUS_N_ACTIVATIONS : GRADUS_ACTIVATION_SOFTMAX;

  for (gint32 i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (activations[i]), NULL);

      g_menu_item_set_action_and_target (item, action, "i", i);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

void
gradus_choices_fill_losses (GtkDropDown *drop_down)
{
  fill (drop_down, losses, GRADUS_N_LOSSES);
}

void
gradus_choices_fill_optimizers (GtkDropDown *drop_down)
{
  fill (drop_down, optimizers, GRADUS_N_OPTIMIZERS);
}

void
gradus_choices_fill_layer_schemes (GtkDropDown *drop_down)
{
  const char *names[GRADUS_N_SCHEMES + 1] = { N_ ("As the network") };

  for (gsize i = 0; i < GRADUS_N_SCHEMES; i++)
    names[i + 1] = schemes[i];
  fill (drop_down, names, G_N_ELEMENTS (names));
}

void
gradus_choices_fill_schemes (GtkDropDown *drop_down)
{
  fill (drop_down, schemes, GRADUS_N_SCHEMES);
}

const char *
gradus_choices_get_activation (GradusActivation activation)
{
  return _ (activations[activation]);
}

const char *
gradus_choices_get_optimizer (GradusOptimizer optimizer)
{
  return _ (optimizers[optimizer]);
}

const char *
gradus_choices_get_loss (GradusLoss loss)
{
  return _ (losses[loss]);
}
