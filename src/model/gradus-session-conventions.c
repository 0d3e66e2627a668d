/* What books do differently and mean the same by: the letters of symbols, and the factor before a squared error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/gradus-session-private.h"

GradusNotation
gradus_session_get_notation (GradusSession *self)
{
  return self->notation;
}

void
gradus_session_set_notation (GradusSession *self, GradusNotation notation)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));
  g_return_if_fail (notation < GRADUS_N_NOTATIONS);

  if (self->notation == notation)
    return;
  self->notation = notation;
  if (self->names != NULL)
    self->names->notation = notation;
  g_object_notify (G_OBJECT (self), "notation");
}

/* After another document took its place. */
void
gradus_session_take_names (GradusSession *self)
{
  gradus_names_free (self->names);
  self->names = gradus_memory (gradus_names_copy (self->document->names));
  self->names->notation = self->notation;
}

/* With `factor` times the gradient, the learning rate that makes the same steps. Optimisers that divide by the
 * gradient's size make them anyway. Penalties are to keep their share in it. */
static void
keep_steps (GradusTraining *training, double factor)
{
  switch (training->optimizer)
    {
    case GRADUS_OPTIMIZER_SGD:
    case GRADUS_OPTIMIZER_MOMENTUM:
    case GRADUS_OPTIMIZER_NESTEROV:
      training->learning_rate /= factor;
      break;
    case GRADUS_OPTIMIZER_RMSPROP:
    case GRADUS_OPTIMIZER_ADAGRAD:
    case GRADUS_OPTIMIZER_ADAM:
    case GRADUS_OPTIMIZER_ADAMW:
      break;
    }
  training->l1 *= factor;
  training->l2 *= factor;
}

gboolean
gradus_session_set_square (GradusSession *self, GradusLoss loss, gboolean same_steps, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusShape *shape = &self->problem.shape;
  double before = gradus_loss_square_factor (self->problem.loss, shape->n_outputs);
  double after = gradus_loss_square_factor (loss, shape->n_outputs);
  GradusTraining training = self->problem.training;

  if (before == 0 || after == 0)
    {
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_RANGE,
                   _ ("The loss is no squared error. Choose one on the Training page first."));
      return FALSE;
    }
  if (loss == self->problem.loss)
    return TRUE;
  if (same_steps)
    keep_steps (&training, after / before);
  gradus_session_replace_output (
      self, GRADUS_ACTION_LOSS, shape->n_layers - 1, shape->layers[shape->n_layers - 1].activation, loss, &training);
  return TRUE;
}
