/* How weights are drawn, and starting with them: of the network and of single layers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-document-private.h"

static gboolean
check_drawing (GradusScheme scheme, double range, guint64 seed, GError **error)
{
  if (!isfinite (range) || (range < 0 && scheme != GRADUS_SCHEME_CONSTANT))
    return gradus_session_refuse (GRADUS_SESSION_ERROR_RANGE, _ ("The range is a number of 0 or above."), error);
  if (seed > GRADUS_MAX_SEED)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_RANGE, _ ("The seed is a whole number below 2⁵³."), error);
  return TRUE;
}

static guint64
find_next_seed (guint64 seed)
{
  return seed < GRADUS_MAX_SEED ? seed + 1 : 0;
}

/* What is frozen has the values of now in every start. */
static void
keep_frozen (GradusNetwork *network, const double parameters[])
{
  for (gsize i = 0; network->frozen != NULL && i < network->shape.n_parameters; i++)
    if (network->frozen[i])
      network->parameters[i] = parameters[i];
}

static void
start (GradusSession *self, const GradusInitialization *initialization)
{
  gradus_session_pause (self);
  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);
  GradusTraining training = self->problem.training;

  training.seed = initialization->seed;
  variant->initialization = *initialization;
  gradus_network_initialize (variant->network, initialization);
  keep_frozen (variant->network, self->shown->parameters);
  variant->state = NULL; /* borrowed */
  variant->history = NULL;
  gradus_session_start_over (self, GRADUS_ACTION_START, variant, &training, variant->network->parameters);
}

const GradusInitialization *
gradus_session_get_initialization (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), NULL);

  return &self->document->initialization;
}

gboolean
gradus_session_set_initialization (GradusSession *self, const GradusInitialization *initialization, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (initialization != NULL, FALSE);

  GradusInitialization taken = *initialization;

  if (!check_drawing (taken.scheme, taken.range, taken.seed, error))
    return FALSE;
  for (gsize l = 0; l < self->problem.shape.n_layers; l++)
    if (taken.layers[l].own &&
        !check_drawing (taken.layers[l].scheme, taken.layers[l].range, taken.layers[l].seed, error))
      return FALSE;
  if (gradus_initialization_equal (&taken, &self->document->initialization))
    return TRUE;

  GradusNetwork *trial = gradus_memory (gradus_network_new (&self->problem.shape));

  gradus_network_initialize (trial, &taken);

  gboolean finite = gradus_are_finite (trial->parameters, trial->shape.n_parameters);

  gradus_network_free (trial);
  if (!finite)
    return gradus_session_refuse (
        GRADUS_SESSION_ERROR_RANGE, _ ("With this range a weight would not be a finite number."), error);

  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);

  variant->initialization = taken;
  gradus_session_go_on (self, GRADUS_ACTION_SCHEME, variant, &self->problem.training);
  return TRUE;
}

gboolean
gradus_session_set_layer_initialization (GradusSession *self,
                                         gsize layer,
                                         const GradusLayerInitialization *initialization,
                                         GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (initialization != NULL, FALSE);

  GradusInitialization taken = self->document->initialization;

  if (!gradus_session_check_layer (self, layer, error))
    return FALSE;
  taken.layers[layer] = *initialization;
  return gradus_session_set_initialization (self, &taken, error);
}

void
gradus_session_start_again (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  GradusInitialization initialization = self->document->initialization;

  start (self, &initialization);
}

void
gradus_session_start_new (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  GradusInitialization initialization = self->document->initialization;

  initialization.seed = find_next_seed (initialization.seed);
  for (gsize l = 0; l < GRADUS_MAX_LAYERS; l++)
    if (initialization.layers[l].has_seed)
      initialization.layers[l].seed = find_next_seed (initialization.layers[l].seed);
  start (self, &initialization);
}

gboolean
gradus_session_draw_layer (GradusSession *self, gsize layer, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (!gradus_session_check_layer (self, layer, error))
    return FALSE;

  gradus_session_pause (self);
  gradus_session_begin_design (self);

  GradusDocument *document = self->document, *variant = gradus_document_new_variant (document);
  GradusNetwork *tip = gradus_memory (gradus_network_copy (document->network)), *drawn = variant->network;
  GradusLayerInitialization own = gradus_initialization_of_layer (&document->initialization, layer);
  const double *start = document->state != NULL ? document->state->parameters : document->network->parameters;
  const GradusLayer *l = &drawn->shape.layers[layer];
  GradusRandom random;

  /* Layers that are drawn anew one after the other do not draw the same. */
  own.seed = find_next_seed (own.has_seed ? own.seed : MIN (document->initialization.seed + layer, GRADUS_MAX_SEED));
  own.own = own.has_seed = TRUE;
  variant->initialization.layers[layer] = own;
  gradus_random_seed (&random, own.seed);
  memcpy (drawn->parameters, start, drawn->shape.n_parameters * sizeof *start);
  gradus_network_initialize_layer (drawn, layer, own.scheme, own.range, &random);
  keep_frozen (drawn, self->shown->parameters);

  memcpy (tip->parameters, self->shown->parameters, tip->shape.n_parameters * sizeof *start);
  memcpy (tip->parameters + l->first_weight,
          drawn->parameters + l->first_weight,
          (l->n_neurons * (l->n_inputs + (l->has_biases ? 1 : 0))) * sizeof *start);
  variant->state = NULL; /* borrowed */
  variant->history = NULL;
  gradus_session_start_over (self, GRADUS_ACTION_START, variant, &self->problem.training, tip->parameters);
  gradus_network_free (tip);
  return TRUE;
}
