/* How training goes about it: loss, optimiser and settings; and the output
 * activation, which goes with the loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-document-private.h"

static gboolean
refuse (GradusSessionError code, const char *message, GError **error)
{
  g_set_error_literal (error, GRADUS_SESSION_ERROR, code, message);
  return FALSE;
}

static gboolean
lie_in_unit (const double values[], gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!(values[i] >= 0 && values[i] <= 1))
      return FALSE;
  return TRUE;
}

/* The targets of now and those that Reset leads to. */
static gboolean
has_unit_targets (GradusSession *self)
{
  gsize n = self->problem.n_samples * self->problem.shape.n_outputs;

  return lie_in_unit (self->targets, n) && lie_in_unit (self->document->targets, n);
}

static gboolean
check_loss (GradusSession *self, GradusLoss loss, GError **error)
{
  if (loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY && !has_unit_targets (self))
    return refuse (GRADUS_SESSION_ERROR_RANGE,
                   _ ("Binary cross-entropy needs targets from 0 to 1. Change the targets first."),
                   error);
  if (loss == GRADUS_LOSS_CROSS_ENTROPY && self->problem.shape.n_outputs == 1)
    return refuse (GRADUS_SESSION_ERROR_SHAPE,
                   _ ("Cross-entropy needs an output for each class, two at least. For one output there is binary "
                      "cross-entropy."),
                   error);
  return TRUE;
}

/* The output activation that goes with a loss: that of now where it does. */
static GradusActivation
find_activation (GradusSession *self, GradusLoss loss)
{
  const GradusShape *shape = &self->problem.shape;
  GradusActivation now = shape->layers[shape->n_layers - 1].activation;

  if (gradus_loss_fits (loss, now))
    return now;
  if (loss == GRADUS_LOSS_CROSS_ENTROPY)
    return GRADUS_ACTIVATION_SOFTMAX;
  return loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY || has_unit_targets (self) ? GRADUS_ACTIVATION_SIGMOID
                                                                             : GRADUS_ACTIVATION_IDENTITY;
}

/* The loss that goes with an output activation: that of now where it does. */
static GradusLoss
find_loss (GradusSession *self, GradusActivation activation)
{
  GradusLoss now = self->problem.loss;

  if (gradus_loss_fits (now, activation))
    return now;
  return activation == GRADUS_ACTIVATION_SOFTMAX ? GRADUS_LOSS_CROSS_ENTROPY : GRADUS_LOSS_SQUARED_ERROR;
}

static gboolean
is_share (double value)
{
  return value >= 0 && value < 1;
}

static gboolean
is_amount (double value)
{
  return value >= 0 && isfinite (value);
}

static gboolean
check_training (const GradusTraining *training, GError **error)
{
  if (!is_amount (training->learning_rate))
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("The learning rate must not be below 0."), error);
  if (!is_share (training->momentum) || !is_share (training->rho) || !is_share (training->beta1) ||
      !is_share (training->beta2))
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("This is a share: from 0 to below 1."), error);
  if (!is_amount (training->epsilon) || training->epsilon == 0)
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("ε keeps a division from being one by 0: it is above 0."), error);
  if (!is_amount (training->weight_decay) || !is_amount (training->l1) || !is_amount (training->l2))
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("A penalty is 0 or above."), error);
  if (training->batch_size > GRADUS_MAX_SEED || training->seed > GRADUS_MAX_SEED)
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("This is a whole number below 2⁵³."), error);
  return TRUE;
}

static gboolean
is_same_training (const GradusTraining *a, const GradusTraining *b)
{
  return a->optimizer == b->optimizer && a->learning_rate == b->learning_rate && a->momentum == b->momentum &&
         a->rho == b->rho && a->beta1 == b->beta1 && a->beta2 == b->beta2 && a->epsilon == b->epsilon &&
         a->weight_decay == b->weight_decay && a->l1 == b->l1 && a->l2 == b->l2 && a->batch_size == b->batch_size &&
         a->reduction == b->reduction && a->shuffle == b->shuffle && a->seed == b->seed;
}

gboolean
gradus_session_set_activation (GradusSession *self, gsize layer, GradusActivation activation, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusShape *shape = &self->problem.shape;
  GradusLoss loss = self->problem.loss;

  if (layer >= shape->n_layers)
    return refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("The network has no such layer."), error);
  if (shape->layers[layer].activation == activation)
    return TRUE;
  if (layer + 1 == shape->n_layers)
    loss = find_loss (self, activation);
  else if (activation == GRADUS_ACTIVATION_SOFTMAX)
    return refuse (GRADUS_SESSION_ERROR_SHAPE, _ ("Softmax is possible only in the last layer."), error);
  if (!check_loss (self, loss, error))
    return FALSE;
  gradus_session_replace_output (self, GRADUS_ACTION_NETWORK, layer, activation, loss, &self->problem.training);
  return TRUE;
}

GradusLoss
gradus_session_get_loss_function (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), GRADUS_LOSS_SQUARED_ERROR);

  return self->problem.loss;
}

gboolean
gradus_session_set_loss_function (GradusSession *self, GradusLoss loss, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (loss == self->problem.loss)
    return TRUE;
  if (!check_loss (self, loss, error))
    return FALSE;
  gradus_session_replace_output (self,
                                 GRADUS_ACTION_SETTINGS,
                                 self->problem.shape.n_layers - 1,
                                 find_activation (self, loss),
                                 loss,
                                 &self->problem.training);
  return TRUE;
}

gboolean
gradus_session_set_training (GradusSession *self, const GradusTraining *training, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (training != NULL, FALSE);

  const GradusShape *shape = &self->problem.shape;
  GradusTraining taken = *training;

  if (!check_training (&taken, error))
    return FALSE;
  if (is_same_training (&taken, &self->problem.training))
    return TRUE;

  if (taken.optimizer != self->problem.training.optimizer)
    {
      gsize last = shape->n_layers - 1;

      gradus_session_replace_output (
          self, GRADUS_ACTION_SETTINGS, last, shape->layers[last].activation, self->problem.loss, &taken);
      return TRUE;
    }
  gradus_session_begin_design (self);
  gradus_session_go_on (self, GRADUS_ACTION_SETTINGS, gradus_document_new_variant (self->document), &taken);
  return TRUE;
}
