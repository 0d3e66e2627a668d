/* The network designed by hand: layers, neurons, names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

gboolean
gradus_session_check_layer (GradusSession *self, gsize layer, GError **error)
{
  if (layer < self->problem.shape.n_layers)
    return TRUE;
  return gradus_session_refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("The network has no such layer."), error);
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
refuse_output (GradusSession *self, GError **error)
{
  gsize n = self->problem.shape.n_outputs;

  g_set_error (
      error,
      GRADUS_SESSION_ERROR,
      GRADUS_SESSION_ERROR_SHAPE,
      ngettext ("The data have %zu target, so the network has as many outputs. Open other data to change that.",
                "The data have %zu targets, so the network has as many outputs. Open other data to change that.",
                n),
      n);
  return FALSE;
}

static gboolean
refuse_input (GradusSession *self, GError **error)
{
  gsize n = self->problem.shape.n_inputs;

  g_set_error (error,
               GRADUS_SESSION_ERROR,
               GRADUS_SESSION_ERROR_SHAPE,
               ngettext ("The data have %zu input, so the network has as many. Open other data to change that.",
                         "The data have %zu inputs, so the network has as many. Open other data to change that.",
                         n),
               n);
  return FALSE;
}

/* Where what is `part` now stands when neuron `gone` of its layer is out; a neighbour's place for what goes. */
static GradusPart
move_up (const GradusShape *shape, GradusPart part, GradusPart gone)
{
  gsize last = shape->layers[gone.layer].n_neurons - 1;
  gboolean is_own = part.kind == GRADUS_PART_NEURON || part.kind == GRADUS_PART_BIAS || part.kind == GRADUS_PART_WEIGHT;

  if (is_own && part.layer == gone.layer && (part.neuron > gone.neuron || part.neuron == last))
    part.neuron--;
  if (part.kind == GRADUS_PART_WEIGHT && part.layer == gone.layer + 1 && (part.from > gone.neuron || part.from == last))
    part.from--;
  return part;
}

/* The network of now, with those parameters, in the shape `to`. */
static GradusNetwork *
reshape (GradusSession *self,
         const double parameters[],
         const GradusShape *to,
         const GradusOrigins *origins,
         const GradusInitialization *initialization)
{
  GradusNetwork *network = gradus_memory (gradus_network_copy (self->document->network));

  memcpy (network->parameters, parameters, network->shape.n_parameters * sizeof *parameters);

  GradusNetwork *reshaped = gradus_memory (gradus_network_reshape (network, to, origins, initialization));

  gradus_network_free (network);
  return reshaped;
}

static void
replace_network (GradusSession *self,
                 GradusAction action,
                 const GradusShape *to,
                 const GradusOrigins *origins,
                 GradusLoss loss,
                 const GradusTraining *training)
{
  gradus_session_begin_design (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);
  GradusNetwork *tip = gradus_session_reshape_variant (self, variant, to, origins);

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
      return gradus_session_refuse (
          GRADUS_SESSION_ERROR_SHAPE, _ ("Softmax is possible only in the last layer."), error);
    }
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
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NAME, _ ("A name has at least one letter."), error);
  if (strlen (name) >= GRADUS_NAME_SIZE)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NAME, _ ("This name is too long."), error);
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return gradus_session_refuse (GRADUS_SESSION_ERROR_NAME, _ ("A name stands in one line."), error);
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

/* The variant's start and what is on show go through the same change: the variant takes the one
 * and its names, the other is returned. */
GradusNetwork *
gradus_session_reshape_variant (GradusSession *self,
                                GradusDocument *variant,
                                const GradusShape *to,
                                const GradusOrigins *origins)
{
  const GradusDocument *document = self->document;
  const double *start = document->state != NULL ? document->state->parameters : document->network->parameters;
  GradusInitialization initialization = gradus_initialization_reshape (&document->initialization, origins);

  gradus_network_free (variant->network);
  gradus_names_free (variant->names);
  variant->network = reshape (self, start, to, origins, &initialization);
  variant->initialization = initialization;
  variant->names = gradus_memory (gradus_names_reshape (document->names, &document->network->shape, to, origins));
  return reshape (self, self->shown->parameters, to, origins, &initialization);
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

  if (!gradus_session_check_layer (self, place, error) || !check_count (n_neurons, error))
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

  if (!gradus_session_check_layer (self, layer, error))
    return FALSE;
  if (layer + 1 == shape.n_layers)
    return gradus_session_refuse (
        GRADUS_SESSION_ERROR_SHAPE, _ ("The output layer stays: the data have targets for it."), error);
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

  if (!gradus_session_check_layer (self, layer, error) || !check_count (n_neurons, error))
    return FALSE;
  if (n_neurons == shape.layers[layer].n_neurons)
    return TRUE;
  if (layer + 1 == shape.n_layers)
    return refuse_output (self, error);
  shape.layers[layer].n_neurons = n_neurons;
  return apply_shape (self, &shape, &origins, error);
}

gboolean
gradus_session_remove_neuron (GradusSession *self, GradusPart part, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;

  if (part.kind == GRADUS_PART_INPUT && gradus_part_valid (&shape, part))
    return refuse_input (self, error);
  if (part.kind != GRADUS_PART_NEURON || !gradus_part_valid (&shape, part))
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("Only neurons can be removed."), error);
  if (part.layer + 1 == shape.n_layers)
    return refuse_output (self, error);
  if (shape.layers[part.layer].n_neurons == 1)
    return gradus_session_refuse (
        GRADUS_SESSION_ERROR_SHAPE, _ ("A layer has at least one neuron. Remove the layer instead."), error);

  GradusOrigins origins = gradus_origins_cut (&shape, part.layer, part.neuron);
  GradusPart selection = move_up (&shape, self->selection, part);

  shape.layers[part.layer].n_neurons--;
  if (!apply_shape (self, &shape, &origins, error))
    return FALSE;
  gradus_session_set_selection (self, selection);
  return TRUE;
}

gboolean
gradus_session_set_biases (GradusSession *self, gsize layer, gboolean has_biases, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_same (&shape, &shape);

  if (!gradus_session_check_layer (self, layer, error))
    return FALSE;
  if (shape.layers[layer].has_biases == !!has_biases)
    return TRUE;
  shape.layers[layer].has_biases = !!has_biases;
  shape.layers[layer].train_biases = TRUE;
  return apply_shape (self, &shape, &origins, error);
}

gboolean
gradus_session_rename (GradusSession *self, GradusPart part, const char *name, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  g_autofree char *stripped = g_strstrip (g_strdup (name));
  const char *own = find_name (self, self->document->names, part);

  if (own == NULL)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("Only inputs and neurons have names."), error);
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

gboolean
gradus_session_set_leak (GradusSession *self, gsize layer, double leak, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_same (&shape, &shape);

  if (!gradus_session_check_layer (self, layer, error))
    return FALSE;
  if (shape.layers[layer].activation != GRADUS_ACTIVATION_LEAKY_RELU)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("Only leaky ReLU has a leak."), error);
  if (!isfinite (leak))
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NOT_FINITE, _ ("The leak is a finite number."), error);
  if (shape.layers[layer].leak == leak)
    return TRUE;
  shape.layers[layer].leak = leak;
  return apply_shape (self, &shape, &origins, error);
}
