/* Reading the network: its shape, names and parameters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/gradus-document-private.h"

/* Names, or a count of neurons that keep their usual names. */
typedef struct
{
  JsonArray *names; /* NULL: a count; borrowed */
  gsize n;
} Neurons;

static gboolean
read_neurons (GradusJsonReader *reader, JsonObject *object, const char *key, Neurons *neurons)
{
  JsonNode *node = gradus_json_require (reader, object, key);
  gint64 count = 0;
  gboolean ok = TRUE;
  gsize mark;

  if (!node)
    return FALSE;
  *neurons = (Neurons){ 0 };
  mark = gradus_json_enter (reader, key);
  if (json_node_get_node_type (node) == JSON_NODE_ARRAY)
    {
      neurons->names = json_node_get_array (node);
      count = json_array_get_length (neurons->names);
      if (count < 1 || count > GRADUS_MAX_NEURONS)
        ok = gradus_json_refuse (reader,
                                 GRADUS_DOCUMENT_ERROR_CONTENT,
                                 _ ("1 to %d names expected, %" PRId64 " found"),
                                 GRADUS_MAX_NEURONS,
                                 count);
    }
  else if (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE)
    ok = gradus_json_integer (reader, node, 1, GRADUS_MAX_NEURONS, &count);
  else
    ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a list of names or a count expected"));
  neurons->n = (gsize) count;
  gradus_json_leave (reader, mark);
  return ok;
}

/* Names into `list`; the place is that of the list. `taken` keeps every name once. */
static gboolean
read_names (GradusJsonReader *reader, const Neurons *neurons, char (*list)[GRADUS_NAME_SIZE], GHashTable *taken)
{
  for (gsize i = 0; i < neurons->n; i++)
    {
      g_autofree char *name = NULL;
      gsize mark = gradus_json_enter_index (reader, i);
      gboolean ok = TRUE;

      if (neurons->names)
        {
          ok = gradus_json_string (
              reader, json_array_get_element (neurons->names, (guint) i), GRADUS_NAME_SIZE - 1, TRUE, &name);
          if (ok && *name == 0)
            ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a name is empty"));
          else if (ok && strlen (name) >= GRADUS_NAME_SIZE)
            ok = gradus_json_refuse (reader,
                                     GRADUS_DOCUMENT_ERROR_CONTENT,
                                     _ ("the name is longer than %d bytes of UTF-8"),
                                     GRADUS_NAME_SIZE - 1);
          if (ok)
            g_strlcpy (list[i], name, GRADUS_NAME_SIZE);
        }
      if (ok && !g_hash_table_add (taken, list[i]))
        ok = gradus_json_refuse (
            reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("the name “%s” is taken; every neuron has its own"), list[i]);
      gradus_json_leave (reader, mark);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_activation (GradusJsonReader *reader, JsonObject *object, gboolean is_last, GradusLayer *layer)
{
  g_autofree char *name = NULL;
  gboolean ok = TRUE;
  gsize mark;

  if (!gradus_json_require (reader, object, "activation") ||
      !gradus_json_member_string (reader, object, "activation", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name))
    return FALSE;

  mark = gradus_json_enter (reader, "activation");
  if (!gradus_activation_from_name (name, &layer->activation))
    {
      g_autofree char *shown = gradus_json_show (name);
      GString *known = g_string_new (NULL);

      for (int i = 0; i < GRADUS_N_ACTIVATIONS; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", gradus_activation_name ((GradusActivation) i));
      ok = gradus_json_refuse (
          reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("unknown activation “%s”; known: %s"), shown, known->str);
      g_string_free (known, TRUE);
    }
  else if (layer->activation == GRADUS_ACTIVATION_SOFTMAX && !is_last)
    ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("“softmax” is possible only in the last layer"));
  gradus_json_leave (reader, mark);
  if (!ok)
    return FALSE;

  layer->leak = GRADUS_DEFAULT_LEAK;
  if (json_object_has_member (object, "leak") && layer->activation != GRADUS_ACTIVATION_LEAKY_RELU)
    {
      mark = gradus_json_enter (reader, "leak");
      gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("only “leaky-relu” has a leak"));
      gradus_json_leave (reader, mark);
      return FALSE;
    }
  return gradus_json_member_number (
      reader, object, "leak", (GradusJsonRange){ .minimum = -INFINITY, .maximum = INFINITY }, &layer->leak);
}

/* What of a layer belongs to the shape. */
static gboolean
read_layer_shape (GradusJsonReader *reader, JsonNode *node, gboolean is_last, GradusLayer *layer, Neurons *neurons)
{
  static const char *const keys[] = { "neurons",      "activation", "leak",           "weights", "biases",
                                      "train-biases", "frozen",     "initialization", NULL };
  JsonObject *object = gradus_json_object (reader, node);
  JsonNode *biases;
  gboolean train_biases = TRUE;

  if (!object || !gradus_json_check_keys (reader, object, keys) || !read_neurons (reader, object, "neurons", neurons) ||
      !read_activation (reader, object, is_last, layer) ||
      !gradus_json_member_boolean (reader, object, "train-biases", &train_biases))
    return FALSE;

  layer->n_neurons = neurons->n;
  layer->train_biases = train_biases;
  biases = json_object_get_member (object, "biases");
  if (biases && json_node_get_value_type (biases) == G_TYPE_BOOLEAN)
    layer->has_biases = json_node_get_boolean (biases);
  else if (biases && json_node_get_node_type (biases) == JSON_NODE_ARRAY)
    layer->has_biases = TRUE;
  else if (biases)
    {
      gsize mark = gradus_json_enter (reader, "biases");

      gradus_json_refuse (
          reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a list of numbers, true (initialised) or false expected"));
      gradus_json_leave (reader, mark);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_initialization (GradusJsonReader *reader, JsonObject *parent, GradusLayerInitialization *initialization)
{
  static const char *const keys[] = { "scheme", "range", "seed", NULL };
  GradusJsonRange range = { .minimum = 0, .maximum = INFINITY };
  JsonNode *node = json_object_get_member (parent, "initialization");
  g_autofree char *name = NULL;
  JsonObject *object;
  gint64 seed = (gint64) initialization->seed;
  gsize mark;
  gboolean ok;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, "initialization");
  object = gradus_json_object (reader, node);
  ok = object && gradus_json_check_keys (reader, object, keys) &&
       gradus_json_member_string (reader, object, "scheme", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name);
  if (ok && name && !gradus_scheme_from_name (name, &initialization->scheme))
    {
      g_autofree char *shown = gradus_json_show (name);
      GString *known = g_string_new (NULL);
      gsize inner = gradus_json_enter (reader, "scheme");

      for (int i = 0; i < GRADUS_N_SCHEMES; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", gradus_scheme_name ((GradusScheme) i));
      ok = gradus_json_refuse (
          reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("unknown scheme “%s”; known: %s"), shown, known->str);
      gradus_json_leave (reader, inner);
      g_string_free (known, TRUE);
    }
  if (ok && initialization->scheme == GRADUS_SCHEME_CONSTANT)
    range.minimum = -INFINITY;
  if (ok)
    {
      ok = gradus_json_member_number (reader, object, "range", range, &initialization->range) &&
           gradus_json_member_integer (reader, object, "seed", 0, GRADUS_MAX_SEED, &seed);
      initialization->own = TRUE;
      initialization->has_seed = json_object_has_member (object, "seed");
      initialization->seed = (guint64) seed;
    }
  gradus_json_leave (reader, mark);
  return ok;
}

static gboolean
is_finite_layer (const GradusNetwork *network, gsize l)
{
  const GradusLayer *layer = &network->shape.layers[l];

  for (gsize i = 0; i < layer->n_neurons * layer->n_inputs; i++)
    if (!isfinite (network->parameters[layer->first_weight + i]))
      return FALSE;
  return TRUE;
}

/* One random generator runs through all layers that draw; a layer with a seed of its own has its own. */
static gboolean
read_parameters (GradusDocument *document,
                 GradusJsonReader *reader,
                 JsonObject *object,
                 gsize l,
                 GradusLayerInitialization initialization,
                 GradusRandom *random)
{
  GradusNetwork *network = document->network;
  const GradusLayer *layer = &network->shape.layers[l];
  JsonNode *weights = json_object_get_member (object, "weights");
  JsonNode *biases = json_object_get_member (object, "biases");
  gboolean ok = TRUE;
  GradusRandom own;
  gsize mark;

  initialization.own = initialization.has_seed = FALSE;
  if (!read_initialization (reader, object, &initialization))
    return FALSE;
  if (initialization.own)
    document->initialization.layers[l] = initialization;
  if (weights)
    {
      mark = gradus_json_enter (reader, "weights");
      ok = gradus_json_matrix (
          reader, weights, layer->n_neurons, layer->n_inputs, network->parameters + layer->first_weight);
      gradus_json_leave (reader, mark);
    }
  else
    {
      gradus_random_seed (&own, initialization.seed);
      gradus_network_initialize_layer (
          network, l, initialization.scheme, initialization.range, initialization.has_seed ? &own : random);
      if (!is_finite_layer (network, l))
        ok = gradus_json_refuse (
            reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("the range of the initialization is too large"));
    }
  if (ok && biases && json_node_get_node_type (biases) == JSON_NODE_ARRAY)
    {
      mark = gradus_json_enter (reader, "biases");
      ok = gradus_json_vector (reader, biases, layer->n_neurons, network->parameters + layer->first_bias);
      gradus_json_leave (reader, mark);
    }
  return ok;
}

/* One [to, from] of "frozen". */
static gboolean
read_frozen_entry (GradusNetwork *network, GradusJsonReader *reader, JsonNode *node, gsize l)
{
  const GradusLayer *layer = &network->shape.layers[l];
  JsonArray *pair = gradus_json_array (reader, node);
  gint64 place[2];

  if (!pair)
    return FALSE;
  if (json_array_get_length (pair) != 2)
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("[to, from] expected, with -1 as from for the bias"));
  for (guint i = 0; i < 2; i++)
    {
      gsize mark = gradus_json_enter_index (reader, i);
      gboolean ok = gradus_json_integer (reader,
                                         json_array_get_element (pair, i),
                                         i == 0 ? 0 : -1,
                                         (gint64) (i == 0 ? layer->n_neurons : layer->n_inputs) - 1,
                                         &place[i]);

      if (ok && i == 1 && place[1] == -1 && !layer->has_biases)
        ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("this layer has no biases"));
      gradus_json_leave (reader, mark);
      if (!ok)
        return FALSE;
    }
  if (!network->frozen)
    network->frozen = calloc (network->shape.n_parameters, 1);
  if (!network->frozen)
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("there is not enough memory for this network"));
  network->frozen[place[1] == -1 ? gradus_shape_bias (&network->shape, l, (gsize) place[0])
                                 : gradus_shape_weight (&network->shape, l, (gsize) place[0], (gsize) place[1])] = 1;
  return TRUE;
}

static gboolean
read_frozen (GradusNetwork *network, GradusJsonReader *reader, JsonObject *object, gsize l)
{
  JsonNode *node = json_object_get_member (object, "frozen");
  gsize mark;
  JsonArray *list;
  gboolean ok;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, "frozen");
  list = gradus_json_array (reader, node);
  ok = list != NULL;
  for (guint i = 0; ok && i < json_array_get_length (list); i++)
    {
      gsize inner = gradus_json_enter_index (reader, i);

      ok = read_frozen_entry (network, reader, json_array_get_element (list, i), l);
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  return ok;
}

static gboolean
read_shape (GradusJsonReader *reader, JsonArray *layers, GradusShape *shape, Neurons neurons[])
{
  if (json_array_get_length (layers) < 1 || json_array_get_length (layers) > GRADUS_MAX_LAYERS)
    return gradus_json_refuse (reader,
                               GRADUS_DOCUMENT_ERROR_CONTENT,
                               _ ("1 to %d layers expected, %u found"),
                               GRADUS_MAX_LAYERS,
                               json_array_get_length (layers));
  shape->n_layers = json_array_get_length (layers);
  for (gsize l = 0; l < shape->n_layers; l++)
    {
      gsize mark = gradus_json_enter_index (reader, l);
      gboolean ok = read_layer_shape (
          reader, json_array_get_element (layers, (guint) l), l + 1 == shape->n_layers, &shape->layers[l], &neurons[l]);

      gradus_json_leave (reader, mark);
      if (!ok)
        return FALSE;
    }
  if (gradus_shape_init (shape) != GRADUS_SHAPE_OK)
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("no network has this shape"));
  return TRUE;
}

static gboolean
read_all_names (GradusDocument *document, GradusJsonReader *reader, const Neurons *inputs, const Neurons neurons[])
{
  const GradusShape *shape = &document->network->shape;
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  gsize mark = gradus_json_enter (reader, "inputs");
  gboolean ok = read_names (reader, inputs, document->names->inputs, taken);

  gradus_json_leave (reader, mark);
  for (gsize l = 0; ok && l < shape->n_layers; l++)
    {
      mark = gradus_json_enter (reader, "layers");
      gradus_json_enter_index (reader, l);
      gradus_json_enter (reader, "neurons");
      ok = read_names (reader, &neurons[l], document->names->neurons + shape->layers[l].first_neuron, taken);
      gradus_json_leave (reader, mark);
    }
  return ok;
}

gboolean
gradus_document_read_network (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  static const char *const keys[] = { "inputs", "layers", "initialization", NULL };
  GradusInitialization standard = gradus_initialization_default ();
  GradusLayerInitialization initialization = { .scheme = standard.scheme,
                                               .range = standard.range,
                                               .seed = standard.seed };
  JsonObject *object = gradus_json_object (reader, node);
  Neurons inputs, neurons[GRADUS_MAX_LAYERS];
  GradusShape shape = { 0 };
  JsonArray *layers = NULL;
  GradusRandom random;
  gsize mark;
  gboolean ok;

  if (!object || !gradus_json_check_keys (reader, object, keys) || !read_neurons (reader, object, "inputs", &inputs) ||
      !gradus_json_require (reader, object, "layers") || !read_initialization (reader, object, &initialization))
    return FALSE;
  shape.n_inputs = inputs.n;

  mark = gradus_json_enter (reader, "layers");
  layers = gradus_json_array (reader, json_object_get_member (object, "layers"));
  ok = layers && read_shape (reader, layers, &shape, neurons);
  gradus_json_leave (reader, mark);
  if (!ok)
    return FALSE;

  document->network = gradus_network_new (&shape);
  document->names = document->network ? gradus_names_new (&shape) : NULL;
  if (!document->names)
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("there is not enough memory for this network"));
  if (!read_all_names (document, reader, &inputs, neurons))
    return FALSE;
  document->initialization =
      (GradusInitialization){ initialization.scheme, initialization.range, initialization.seed, { { 0 } } };

  gradus_random_seed (&random, initialization.seed);
  mark = gradus_json_enter (reader, "layers");
  for (gsize l = 0; ok && l < shape.n_layers; l++)
    {
      JsonObject *layer = json_array_get_object_element (layers, (guint) l);
      gsize inner = gradus_json_enter_index (reader, l);

      ok = read_parameters (document, reader, layer, l, initialization, &random) &&
           read_frozen (document->network, reader, layer, l);
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  return ok;
}
