/* What training leaves alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

gboolean
gradus_session_get_frozen (GradusSession *self, GradusPart part)
{
  gsize index;

  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return gradus_part_valid (&self->problem.shape, part) && gradus_part_parameter (&self->problem.shape, part, &index) &&
         self->problem.frozen != NULL && self->problem.frozen[index];
}

gboolean
gradus_session_set_frozen (GradusSession *self, GradusPart part, gboolean frozen, GError **error)
{
  gsize index;

  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (!gradus_part_valid (&self->problem.shape, part) || !gradus_part_parameter (&self->problem.shape, part, &index))
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("Only weights and biases can be frozen."), error);
  if (gradus_session_get_frozen (self, part) == !!frozen)
    return TRUE;

  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);

  if (variant->network->frozen == NULL)
    variant->network->frozen = gradus_memory (calloc (self->problem.shape.n_parameters, 1));
  variant->network->frozen[index] = !!frozen;
  gradus_session_go_on (self, GRADUS_ACTION_SETTINGS, variant, &self->problem.training);
  return TRUE;
}

gboolean
gradus_session_set_train_biases (GradusSession *self, gsize layer, gboolean train_biases, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (!gradus_session_check_layer (self, layer, error))
    return FALSE;
  if (!self->problem.shape.layers[layer].has_biases)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("This layer has no biases."), error);
  if (self->problem.shape.layers[layer].train_biases == !!train_biases)
    return TRUE;

  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);

  variant->network->shape.layers[layer].train_biases = !!train_biases;
  gradus_session_go_on (self, GRADUS_ACTION_SETTINGS, variant, &self->problem.training);
  return TRUE;
}

gboolean
gradus_session_get_held (GradusSession *self, GradusPart part)
{
  gsize index;

  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return gradus_part_parameter (&self->problem.shape, part, &index) &&
         !gradus_shape_trains (&self->problem.shape, self->problem.frozen, index);
}
