/* The network designed by hand: layers, neurons, names, what is frozen, its starts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/gradus-reshape.h"
#include "model/gradus-document-private.h"

static gboolean
refuse (GradusSessionError code, const char *message, GError **error)
{
  g_set_error_literal (error, GRADUS_SESSION_ERROR, code, message);
  return FALSE;
}

static gboolean
check_layer (GradusSession *self, gsize layer, GError **error)
{
  if (layer < self->problem.shape.n_layers)
    return TRUE;
  return refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("The network has no such layer."), error);
}

static gboolean
check_count (gsize n_neurons, GError **error)
{
  if (n_neurons >= 1 && n_neurons <= GRADUS_MAX_NEURONS)
    return TRUE;
  g_set_error (
      error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_SHAPE, _ ("A layer has 1 to %d neurons."), GRADUS_MAX_NEURONS);
  return FALSE;
}

static gboolean
are_finite (const double values[], gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

/* The network of now, with those parameters, in the shape `to`. */
static GradusNetwork *
reshape (GradusSession *self, const double parameters[], const GradusShape *to, const GradusOrigins *origins)
{
  GradusNetwork *network = gradus_memory (gradus_network_copy (self->document->network));

  memcpy (network->parameters, parameters, network->shape.n_parameters * sizeof *parameters);

  GradusNetwork *reshaped =
      gradus_memory (gradus_network_reshape (network, to, origins, &self->document->initialization));

  gradus_network_free (network);
  return reshaped;
}

/* The variant's start and the tip go through the same change. */
static void
replace_network (GradusSession *self,
                 GradusAction action,
                 const GradusShape *to,
                 const GradusOrigins *origins,
                 GradusLoss loss,
                 const GradusTraining *training)
{
  gradus_session_begin_design (self);

  GradusDocument *document = self->document;
  GradusDocument *variant = gradus_document_new_variant (document);
  const double *start = document->state != NULL ? document->state->parameters : document->network->parameters;
  GradusNetwork *tip = reshape (self, self->shown->parameters, to, origins);

  gradus_network_free (variant->network);
  gradus_names_free (variant->names);
  variant->network = reshape (self, start, to, origins);
  variant->names = gradus_memory (gradus_names_reshape (document->names, &document->network->shape, to, origins));
  variant->loss = loss;
  variant->state = NULL; /* borrowed; with another shape or optimiser it fits no more */
  variant->history = NULL;
  gradus_session_start_over (self, action, variant, training, tip->parameters);
  gradus_network_free (tip);
}

static gboolean
apply_shape (GradusSession *self, GradusShape *to, const GradusOrigins *origins, GError **error)
{
  switch (gradus_shape_init (to))
    {
    case GRADUS_SHAPE_OK:
      replace_network (self, GRADUS_ACTION_NETWORK, to, origins, self->problem.loss, &self->problem.training);
      return TRUE;
    case GRADUS_SHAPE_BAD_LAYER_COUNT:
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_SHAPE,
                   _ ("A network has 1 to %d layers."),
                   GRADUS_MAX_LAYERS);
      return FALSE;
    case GRADUS_SHAPE_SOFTMAX_INSIDE:
    case GRADUS_SHAPE_NO_INPUTS:
    case GRADUS_SHAPE_BAD_LAYER:
    default:
      return refuse (GRADUS_SESSION_ERROR_SHAPE, _ ("Softmax is possible only in the last layer."), error);
    }
}

/* Draws the weights anew, but for what is frozen. */
static void
draw_start (GradusNetwork *network, const double parameters[], const GradusInitialization *initialization)
{
  gradus_network_initialize (network, initialization);
  for (gsize i = 0; network->frozen != NULL && i < network->shape.n_parameters; i++)
    if (network->frozen[i])
      network->parameters[i] = parameters[i];
}

static void
start (GradusSession *self, guint64 seed)
{
  gradus_session_pause (self);
  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);
  GradusTraining training = self->problem.training;

  training.seed = seed;
  variant->initialization.seed = seed;
  draw_start (variant->network, self->shown->parameters, &variant->initialization);
  variant->state = NULL; /* borrowed */
  variant->history = NULL;
  gradus_session_start_over (self, GRADUS_ACTION_START, variant, &training, variant->network->parameters);
}

/* The place of a part's name among `names`; NULL where the part has none. */
static char *
find_name (GradusSession *self, GradusNames *names, GradusPart part)
{
  if (!gradus_part_valid (&self->problem.shape, part))
    return NULL;
  if (part.kind == GRADUS_PART_INPUT)
    return names->inputs[part.neuron];
  if (part.kind == GRADUS_PART_NEURON)
    return names->neurons[gradus_shape_neuron (&self->problem.shape, part.layer, part.neuron)];
  return NULL;
}

static gboolean
is_taken (const GradusNames *names, const char *own, const char *name)
{
  for (gsize i = 0; i < names->n_inputs; i++)
    if (names->inputs[i] != own && g_str_equal (names->inputs[i], name))
      return TRUE;
  for (gsize i = 0; i < names->n_neurons; i++)
    if (names->neurons[i] != own && g_str_equal (names->neurons[i], name))
      return TRUE;
  return FALSE;
}

static gboolean
check_name (const GradusNames *names, const char *own, const char *name, GError **error)
{
  if (*name == '\0' || !g_utf8_validate (name, -1, NULL))
    return refuse (GRADUS_SESSION_ERROR_NAME, _ ("A name has at least one letter."), error);
  if (strlen (name) >= GRADUS_NAME_SIZE)
    return refuse (GRADUS_SESSION_ERROR_NAME, _ ("This name is too long."), error);
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return refuse (GRADUS_SESSION_ERROR_NAME, _ ("A name stands in one line."), error);
  if (is_taken (names, own, name))
    {
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_NAME,
                   _ ("The name “%s” is taken; every neuron has its own."),
                   name);
      return FALSE;
    }
  return TRUE;
}

/* The activation of a layer and what it brings along, or takes along. */
void
gradus_session_replace_output (GradusSession *self,
                               GradusAction action,
                               gsize layer,
                               GradusActivation activation,
                               GradusLoss loss,
                               const GradusTraining *training)
{
  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_same (&shape, &shape);

  shape.layers[layer].activation = activation;
  replace_network (self, action, &shape, &origins, loss, training);
}

gboolean
gradus_session_add_layer (GradusSession *self, gsize place, gsize n_neurons, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_added (place);

  if (!check_layer (self, place, error) || !check_count (n_neurons, error))
    return FALSE;
  if (shape.n_layers == GRADUS_MAX_LAYERS)
    {
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_SHAPE,
                   _ ("A network has at most %d layers. Remove one first."),
                   GRADUS_MAX_LAYERS);
      return FALSE;
    }
  memmove (shape.layers + place + 1, shape.layers + place, (shape.n_layers - place) * sizeof *shape.layers);
  shape.n_layers++;
  shape.layers[place] = (GradusLayer){ .n_neurons = n_neurons,
                                       .activation = GRADUS_ACTIVATION_TANH,
                                       .leak = GRADUS_DEFAULT_LEAK,
                                       .has_biases = TRUE,
                                       .train_biases = TRUE };
  return apply_shape (self, &shape, &origins, error);
}

gboolean
gradus_session_remove_layer (GradusSession *self, gsize layer, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_removed (layer);

  if (!check_layer (self, layer, error))
    return FALSE;
  if (layer + 1 == shape.n_layers)
    return refuse (GRADUS_SESSION_ERROR_SHAPE, _ ("The output layer stays: the data have targets for it."), error);
  memmove (shape.layers + layer, shape.layers + layer + 1, (shape.n_layers - layer - 1) * sizeof *shape.layers);
  shape.n_layers--;
  return apply_shape (self, &shape, &origins, error);
}

gboolean
gradus_session_set_n_neurons (GradusSession *self, gsize layer, gsize n_neurons, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_same (&shape, &shape);

  if (!check_layer (self, layer, error) || !check_count (n_neurons, error))
    return FALSE;
  if (n_neurons == shape.layers[layer].n_neurons)
    return TRUE;
  if (layer + 1 == shape.n_layers)
    {
      g_set_error (
          error,
          GRADUS_SESSION_ERROR,
          GRADUS_SESSION_ERROR_SHAPE,
          ngettext ("The data have %zu target, so the network has as many outputs. Open other data to change that.",
                    "The data have %zu targets, so the network has as many outputs. Open other data to change that.",
                    shape.n_outputs),
          shape.n_outputs);
      return FALSE;
    }
  shape.layers[layer].n_neurons = n_neurons;
  return apply_shape (self, &shape, &origins, error);
}

gboolean
gradus_session_set_biases (GradusSession *self, gsize layer, gboolean has_biases, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_same (&shape, &shape);

  if (!check_layer (self, layer, error))
    return FALSE;
  if (shape.layers[layer].has_biases == !!has_biases)
    return TRUE;
  shape.layers[layer].has_biases = !!has_biases;
  shape.layers[layer].train_biases = TRUE;
  return apply_shape (self, &shape, &origins, error);
}

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
    return refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("Only weights and biases can be frozen."), error);
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
gradus_session_rename (GradusSession *self, GradusPart part, const char *name, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  g_autofree char *stripped = g_strstrip (g_strdup (name));
  const char *own = find_name (self, self->document->names, part);

  if (own == NULL)
    return refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("Only inputs and neurons have names."), error);
  if (g_str_equal (own, stripped))
    return TRUE;
  if (!check_name (self->document->names, own, stripped, error))
    return FALSE;

  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);

  g_strlcpy (find_name (self, variant->names, part), stripped, GRADUS_NAME_SIZE);
  gradus_session_go_on (self, GRADUS_ACTION_NAME, variant, &self->problem.training);
  return TRUE;
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

  GradusInitialization now = self->document->initialization, taken = *initialization;

  if (!isfinite (taken.range) || (taken.range < 0 && taken.scheme != GRADUS_SCHEME_CONSTANT))
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("The range is a number of 0 or above."), error);
  if (taken.seed > GRADUS_MAX_SEED)
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("The seed is a whole number below 2⁵³."), error);
  if (taken.scheme == now.scheme && taken.range == now.range && taken.seed == now.seed)
    return TRUE;

  GradusNetwork *trial = gradus_memory (gradus_network_new (&self->problem.shape));

  gradus_network_initialize (trial, &taken);

  gboolean finite = are_finite (trial->parameters, trial->shape.n_parameters);

  gradus_network_free (trial);
  if (!finite)
    return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("With this range a weight would not be a finite number."), error);

  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);

  variant->initialization = taken;
  gradus_session_go_on (self, GRADUS_ACTION_SCHEME, variant, &self->problem.training);
  return TRUE;
}

void
gradus_session_start_again (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  start (self, self->document->initialization.seed);
}

void
gradus_session_start_new (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  guint64 seed = self->document->initialization.seed;

  start (self, seed < GRADUS_MAX_SEED ? seed + 1 : 0);
}
