/* Whether what a session holds is in a document already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-document-private.h"
#include "model/gradus-session-private.h"

static gboolean
equal_values (const double a[], const double b[], gsize n_rows, gsize n_columns)
{
  return memcmp (a, b, n_rows * n_columns * sizeof *a) == 0;
}

gboolean
gradus_session_holds (GradusSession *self, GradusDocument *saved)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (saved != NULL, FALSE);

  const GradusShape *shape = &self->problem.shape;
  const double *parameters = saved->state != NULL ? saved->state->parameters : saved->network->parameters;

  return self->tip->steps == (saved->state != NULL ? saved->state->steps : 0) &&
         self->problem.training.learning_rate == saved->training.learning_rate &&
         gradus_shape_equal (shape, &saved->network->shape) && self->problem.n_samples == saved->n_samples &&
         equal_values (self->tip->parameters, parameters, 1, shape->n_parameters) &&
         equal_values (self->inputs, saved->inputs, saved->n_samples, shape->n_inputs) &&
         equal_values (self->targets, saved->targets, saved->n_samples, shape->n_outputs) &&
         gradus_document_has_test_rows (self->document, saved);
}
