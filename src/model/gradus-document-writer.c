/* Writing a document: keys in the reader's order, one row of a matrix a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "core/gradus-dataset.h"
#include "model/gradus-document-private.h"
#include "model/gradus-json-write.h"

#define POINTS_PER_LINE 8

static void
write_names (GradusJsonWriter *writer, const char *key, gsize n, char (*names)[GRADUS_NAME_SIZE])
{
  gradus_json_write_key (writer, key);
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      gradus_json_write_string (writer, names[i]);
    }
  g_string_append_c (writer->text, ']');
}

static void
write_frozen (GradusJsonWriter *writer, const GradusNetwork *network, const GradusLayer *layer)
{
  gsize end = layer->first_weight + layer->n_neurons * layer->n_inputs + (layer->has_biases ? layer->n_neurons : 0);
  gboolean any = FALSE;

  for (gsize i = layer->first_weight; network->frozen && i < end; i++)
    {
      GradusParameter parameter;

      if (!network->frozen[i])
        continue;
      if (!any)
        {
          gradus_json_write_key (writer, "frozen");
          g_string_append_c (writer->text, '[');
        }
      parameter = gradus_shape_parameter (&network->shape, i);
      g_string_append_printf (writer->text,
                              "%s[%zu, %zd]",
                              any ? ", " : "",
                              parameter.to,
                              parameter.is_bias ? (gssize) -1 : (gssize) parameter.from);
      any = TRUE;
    }
  if (any)
    g_string_append_c (writer->text, ']');
}

static void
write_initialization (GradusJsonWriter *writer, GradusLayerInitialization initialization)
{
  gradus_json_write_key (writer, "initialization");
  gradus_json_write_open (writer, '{');
  gradus_json_write_member_string (writer, "scheme", gradus_scheme_name (initialization.scheme));
  gradus_json_write_member_number (writer, "range", initialization.range);
  if (initialization.has_seed)
    gradus_json_write_member_integer (writer, "seed", initialization.seed);
  gradus_json_write_close (writer, '}');
}

static void
write_layer (GradusJsonWriter *writer, const GradusDocument *document, const double parameters[], gsize l)
{
  const GradusLayer *layer = &document->network->shape.layers[l];

  gradus_json_write_item (writer);
  gradus_json_write_open (writer, '{');
  write_names (writer, "neurons", layer->n_neurons, document->names->neurons + layer->first_neuron);
  gradus_json_write_member_string (writer, "activation", gradus_activation_name (layer->activation));
  if (layer->activation == GRADUS_ACTIVATION_LEAKY_RELU && layer->leak != GRADUS_DEFAULT_LEAK)
    gradus_json_write_member_number (writer, "leak", layer->leak);
  gradus_json_write_key (writer, "weights");
  gradus_json_write_matrix (writer, layer->n_neurons, layer->n_inputs, parameters + layer->first_weight);
  if (layer->has_biases)
    {
      gradus_json_write_key (writer, "biases");
      gradus_json_write_vector (writer, layer->n_neurons, parameters + layer->first_bias);
    }
  if (!layer->train_biases)
    {
      gradus_json_write_key (writer, "train-biases");
      g_string_append (writer->text, "false");
    }
  write_frozen (writer, document->network, layer);
  if (document->initialization.layers[l].own)
    write_initialization (writer, document->initialization.layers[l]);
  gradus_json_write_close (writer, '}');
}

static void
write_network (GradusJsonWriter *writer, const GradusDocument *document)
{
  /* Where training stands is where the network stands. */
  const double *parameters = document->state ? document->state->parameters : document->network->parameters;
  const GradusInitialization *all = &document->initialization, standard = gradus_initialization_default ();

  gradus_json_write_key (writer, "network");
  gradus_json_write_open (writer, '{');
  write_names (writer, "inputs", document->network->shape.n_inputs, document->names->inputs);
  gradus_json_write_key (writer, "layers");
  gradus_json_write_open (writer, '[');
  for (gsize l = 0; l < document->network->shape.n_layers; l++)
    write_layer (writer, document, parameters, l);
  gradus_json_write_close (writer, ']');
  if (all->scheme != standard.scheme || all->range != standard.range || all->seed != standard.seed)
    write_initialization (
        writer,
        (GradusLayerInitialization){ .scheme = all->scheme, .range = all->range, .has_seed = TRUE, .seed = all->seed });
  gradus_json_write_close (writer, '}');
}

/* The rows in the order in which the reader, splitting them again, gives the ones and the others. */
static void
write_samples (GradusJsonWriter *writer,
               const GradusDocument *document,
               const gsize places[],
               gsize columns,
               gboolean is_targets)
{
  const double *training = is_targets ? document->targets : document->inputs;
  const double *test = is_targets ? document->test_targets : document->test_inputs;
  gsize n = document->n_samples + document->n_test;

  gradus_json_write_open (writer, '[');
  for (gsize i = 0; i < n; i++)
    {
      gsize row = places[i];

      gradus_json_write_item (writer);
      gradus_json_write_vector (writer,
                                columns,
                                row < document->n_samples ? training + row * columns
                                                          : test + (row - document->n_samples) * columns);
    }
  gradus_json_write_close (writer, ']');
}

static void
write_data (GradusJsonWriter *writer, const GradusDocument *document)
{
  const GradusShape *shape = &document->network->shape;
  gsize n = document->n_samples + document->n_test;
  g_autofree gsize *order = g_new (gsize, n), *places = g_new (gsize, n);
  double fraction = document->test_fraction;

  gradus_split_order (n, document->n_test, document->data_seed, order);
  for (gsize i = 0; i < n; i++)
    places[order[i]] = i;
  if (gradus_split_count (n, fraction) != document->n_test)
    fraction = (double) document->n_test / (double) n; /* rows were added or taken away */

  gradus_json_write_key (writer, "data");
  gradus_json_write_open (writer, '{');
  gradus_json_write_key (writer, "inputs");
  write_samples (writer, document, places, shape->n_inputs, FALSE);
  gradus_json_write_key (writer, "targets");
  write_samples (writer, document, places, shape->n_outputs, TRUE);
  if (document->n_test > 0)
    {
      gradus_json_write_member_number (writer, "test-fraction", fraction);
      gradus_json_write_member_integer (writer, "seed", document->data_seed);
    }
  gradus_json_write_close (writer, '}');
}

static void
write_unless_default (GradusJsonWriter *writer, const char *key, double value, double standard)
{
  if (value != standard)
    gradus_json_write_member_number (writer, key, value);
}

static void
write_training (GradusJsonWriter *writer, const GradusTraining *training)
{
  GradusTraining standard = gradus_training_default ();

  gradus_json_write_key (writer, "training");
  gradus_json_write_open (writer, '{');
  gradus_json_write_member_string (writer, "optimizer", gradus_optimizer_name (training->optimizer));
  gradus_json_write_member_number (writer, "learning-rate", training->learning_rate);
  write_unless_default (writer, "momentum", training->momentum, standard.momentum);
  write_unless_default (writer, "rho", training->rho, standard.rho);
  write_unless_default (writer, "beta1", training->beta1, standard.beta1);
  write_unless_default (writer, "beta2", training->beta2, standard.beta2);
  write_unless_default (writer, "epsilon", training->epsilon, standard.epsilon);
  write_unless_default (writer, "weight-decay", training->weight_decay, standard.weight_decay);
  write_unless_default (writer, "l1", training->l1, standard.l1);
  write_unless_default (writer, "l2", training->l2, standard.l2);
  if (training->batch_size == 0)
    gradus_json_write_member_string (writer, "batch-size", "all");
  else
    gradus_json_write_member_integer (writer, "batch-size", training->batch_size);
  if (training->reduction == GRADUS_REDUCTION_SUM)
    gradus_json_write_member_string (writer, "reduction", "sum");
  if (training->shuffle)
    {
      gradus_json_write_key (writer, "shuffle");
      g_string_append (writer->text, "true");
    }
  if (training->seed != standard.seed)
    gradus_json_write_member_integer (writer, "seed", training->seed);
  gradus_json_write_close (writer, '}');
}

static void
write_page (GradusJsonWriter *writer, const GradusDocument *document, const GradusPage *page)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  gradus_json_write_item (writer);
  gradus_json_write_open (writer, '{');
  gradus_json_write_member_string (writer, "title", page->title);
  gradus_json_write_member_string (writer, "text", page->text);
  if (page->printed->len > 0)
    {
      gradus_json_write_key (writer, "printed");
      gradus_json_write_open (writer, '[');
      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = page->printed->pdata[i];

          gradus_json_write_item (writer);
          gradus_json_write_open (writer, '{');
          gradus_json_write_member_string (
              writer, "of", gradus_symbol_stage (document->names, &document->network->shape, printed->stage, symbol));
          gradus_json_write_member_integer (writer, "decimals", (guint64) printed->decimals);
          gradus_json_write_member_string (writer, "printed", printed->printed);
          gradus_json_write_member_string (writer, "reason", printed->reason);
          gradus_json_write_close (writer, '}');
        }
      gradus_json_write_close (writer, ']');
    }
  gradus_json_write_close (writer, '}');
}

static void
write_pages (GradusJsonWriter *writer, const GradusDocument *document)
{
  if (document->pages->len == 0)
    return;
  gradus_json_write_key (writer, "pages");
  gradus_json_write_open (writer, '[');
  for (guint i = 0; i < document->pages->len; i++)
    write_page (writer, document, document->pages->pdata[i]);
  gradus_json_write_close (writer, ']');
}

static void
write_order (GradusJsonWriter *writer, const GradusState *state)
{
  gsize i = 0;

  while (i < state->n_samples && state->order[i] == i)
    i++;
  if (i == state->n_samples)
    return; /* absent: as in the data */

  gradus_json_write_key (writer, "order");
  g_string_append_c (writer->text, '[');
  for (i = 0; i < state->n_samples; i++)
    g_string_append_printf (writer->text, "%s%zu", i > 0 ? ", " : "", state->order[i]);
  g_string_append_c (writer->text, ']');
}

static void
write_random (GradusJsonWriter *writer, const GradusRandom *random)
{
  gradus_json_write_key (writer, "random");
  gradus_json_write_open (writer, '{');
  gradus_json_write_key (writer, "words");
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < G_N_ELEMENTS (random->s); i++)
    g_string_append_printf (writer->text, "%s\"%016" G_GINT64_MODIFIER "x\"", i > 0 ? ", " : "", random->s[i]);
  g_string_append_c (writer->text, ']');
  if (random->has_spare)
    gradus_json_write_member_number (writer, "spare", random->spare);
  gradus_json_write_close (writer, '}');
}

static void
write_series (GradusJsonWriter *writer, const char *key, const GradusSeries *series)
{
  gsize n = gradus_series_length (series);

  if (n == 0)
    return;
  gradus_json_write_key (writer, key);
  gradus_json_write_open (writer, '[');
  for (gsize i = 0; i < n; i++)
    {
      GradusHistoryPoint point = gradus_series_get (series, i);

      if (i % POINTS_PER_LINE == 0)
        gradus_json_write_item (writer);
      else
        g_string_append (writer->text, ", ");
      g_string_append_printf (writer->text, "[%" PRIu64 ", ", point.step);
      gradus_json_write_number (writer, point.loss);
      g_string_append_c (writer->text, ']');
    }
  gradus_json_write_close (writer, ']');
}

static void
write_state (GradusJsonWriter *writer, const GradusDocument *document)
{
  const GradusState *state = document->state;

  if (!state)
    return;
  gradus_json_write_key (writer, "state");
  gradus_json_write_open (writer, '{');
  gradus_json_write_member_integer (writer, "steps", state->steps);
  gradus_json_write_member_integer (writer, "cursor", document->cursor);
  if (state->n_moments > 0)
    {
      gradus_json_write_key (writer, "moments");
      gradus_json_write_matrix (writer, state->n_moments, state->n_parameters, state->moments);
    }
  write_order (writer, state);
  gradus_json_write_member_integer (writer, "position", state->position);
  write_random (writer, &state->random);
  if (document->history)
    {
      write_series (writer, "history", gradus_history_get_training (document->history));
      write_series (writer, "test_history", gradus_history_get_test (document->history));
    }
  gradus_json_write_close (writer, '}');
}

GBytes *
gradus_document_to_bytes (const GradusDocument *document)
{
  GradusJsonWriter writer = { .text = g_string_new (NULL) };

  gradus_json_write_open (&writer, '{');
  gradus_json_write_member_integer (&writer, "gradus", GRADUS_DOCUMENT_VERSION);
  if (*document->title)
    gradus_json_write_member_string (&writer, "title", document->title);
  gradus_json_write_member_string (&writer, "description", document->description);
  gradus_json_write_member_string (&writer, "source", document->source);
  gradus_json_write_member_string (&writer, "author", document->author);
  gradus_json_write_member_string (&writer, "licence", document->licence);
  write_network (&writer, document);
  gradus_json_write_member_string (&writer, "loss", gradus_loss_name (document->loss));
  write_data (&writer, document);
  write_training (&writer, &document->training);
  write_pages (&writer, document);
  write_state (&writer, document);
  gradus_json_write_close (&writer, '}');
  g_string_append_c (writer.text, '\n');
  return g_string_free_to_bytes (writer.text);
}
