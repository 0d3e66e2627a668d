/* Writing a document: keys in the reader's order, one row of a matrix a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "core/gradus-dataset.h"
#include "model/gradus-document-private.h"

#define POINTS_PER_LINE 8

/* Text under way. `first`: nothing stands yet in the innermost object or list. */
typedef struct
{
  GString *text;
  guint depth;
  gboolean first;
} Writer;

static void
write_break (Writer *writer)
{
  g_string_append_c (writer->text, '\n');
  for (guint i = 0; i < writer->depth; i++)
    g_string_append (writer->text, "  ");
}

static void
write_item (Writer *writer)
{
  if (!writer->first)
    g_string_append_c (writer->text, ',');
  writer->first = FALSE;
  write_break (writer);
}

static void
write_open (Writer *writer, char bracket)
{
  g_string_append_c (writer->text, bracket);
  writer->depth++;
  writer->first = TRUE;
}

static void
write_close (Writer *writer, char bracket)
{
  writer->depth--;
  if (!writer->first)
    write_break (writer);
  writer->first = FALSE;
  g_string_append_c (writer->text, bracket);
}

static void
write_string (Writer *writer, const char *string)
{
  g_string_append_c (writer->text, '"');
  for (; *string; string++)
    {
      if (*string == '"' || *string == '\\')
        g_string_append_printf (writer->text, "\\%c", *string);
      else if (*string == '\n')
        g_string_append (writer->text, "\\n");
      else if ((guchar) *string < 0x20)
        g_string_append_printf (writer->text, "\\u%04x", (guint) *string);
      else
        g_string_append_c (writer->text, *string);
    }
  g_string_append_c (writer->text, '"');
}

static void
write_key (Writer *writer, const char *key)
{
  write_item (writer);
  write_string (writer, key);
  g_string_append (writer->text, ": ");
}

static void
write_number (Writer *writer, double value)
{
  char buffer[GRADUS_JSON_NUMBER_SIZE];

  /* JSON has no infinity; only a loss or a moment can be infinite. */
  if (isfinite (value))
    g_string_append (writer->text, gradus_json_format_number (value, buffer));
  else
    write_string (writer, value < 0 ? "-infinity" : "infinity");
}

static void
write_member_string (Writer *writer, const char *key, const char *string)
{
  if (!string)
    return;
  write_key (writer, key);
  write_string (writer, string);
}

static void
write_member_number (Writer *writer, const char *key, double value)
{
  write_key (writer, key);
  write_number (writer, value);
}

static void
write_member_integer (Writer *writer, const char *key, guint64 value)
{
  write_key (writer, key);
  g_string_append_printf (writer->text, "%" PRIu64, value);
}

static void
write_vector (Writer *writer, gsize n, const double values[])
{
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      write_number (writer, values[i]);
    }
  g_string_append_c (writer->text, ']');
}

static void
write_matrix (Writer *writer, gsize rows, gsize columns, const double values[])
{
  write_open (writer, '[');
  for (gsize i = 0; i < rows; i++)
    {
      write_item (writer);
      write_vector (writer, columns, values + i * columns);
    }
  write_close (writer, ']');
}

static void
write_names (Writer *writer, const char *key, gsize n, char (*names)[GRADUS_NAME_SIZE])
{
  write_key (writer, key);
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      write_string (writer, names[i]);
    }
  g_string_append_c (writer->text, ']');
}

static void
write_frozen (Writer *writer, const GradusNetwork *network, const GradusLayer *layer)
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
          write_key (writer, "frozen");
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
write_initialization (Writer *writer, GradusLayerInitialization initialization)
{
  write_key (writer, "initialization");
  write_open (writer, '{');
  write_member_string (writer, "scheme", gradus_scheme_name (initialization.scheme));
  write_member_number (writer, "range", initialization.range);
  if (initialization.has_seed)
    write_member_integer (writer, "seed", initialization.seed);
  write_close (writer, '}');
}

static void
write_layer (Writer *writer, const GradusDocument *document, const double parameters[], gsize l)
{
  const GradusLayer *layer = &document->network->shape.layers[l];

  write_item (writer);
  write_open (writer, '{');
  write_names (writer, "neurons", layer->n_neurons, document->names->neurons + layer->first_neuron);
  write_member_string (writer, "activation", gradus_activation_name (layer->activation));
  if (layer->activation == GRADUS_ACTIVATION_LEAKY_RELU && layer->leak != GRADUS_DEFAULT_LEAK)
    write_member_number (writer, "leak", layer->leak);
  write_key (writer, "weights");
  write_matrix (writer, layer->n_neurons, layer->n_inputs, parameters + layer->first_weight);
  if (layer->has_biases)
    {
      write_key (writer, "biases");
      write_vector (writer, layer->n_neurons, parameters + layer->first_bias);
    }
  if (!layer->train_biases)
    {
      write_key (writer, "train-biases");
      g_string_append (writer->text, "false");
    }
  write_frozen (writer, document->network, layer);
  if (document->initialization.layers[l].own)
    write_initialization (writer, document->initialization.layers[l]);
  write_close (writer, '}');
}

static void
write_network (Writer *writer, const GradusDocument *document)
{
  /* Where training stands is where the network stands. */
  const double *parameters = document->state ? document->state->parameters : document->network->parameters;
  const GradusInitialization *all = &document->initialization, standard = gradus_initialization_default ();

  write_key (writer, "network");
  write_open (writer, '{');
  write_names (writer, "inputs", document->network->shape.n_inputs, document->names->inputs);
  write_key (writer, "layers");
  write_open (writer, '[');
  for (gsize l = 0; l < document->network->shape.n_layers; l++)
    write_layer (writer, document, parameters, l);
  write_close (writer, ']');
  if (all->scheme != standard.scheme || all->range != standard.range || all->seed != standard.seed)
    write_initialization (
        writer,
        (GradusLayerInitialization){ .scheme = all->scheme, .range = all->range, .has_seed = TRUE, .seed = all->seed });
  write_close (writer, '}');
}

/* The rows in the order in which the reader, splitting them again, gives the ones and the others. */
static void
write_samples (Writer *writer, const GradusDocument *document, const gsize places[], gsize columns, gboolean is_targets)
{
  const double *training = is_targets ? document->targets : document->inputs;
  const double *test = is_targets ? document->test_targets : document->test_inputs;
  gsize n = document->n_samples + document->n_test;

  write_open (writer, '[');
  for (gsize i = 0; i < n; i++)
    {
      gsize row = places[i];

      write_item (writer);
      write_vector (writer,
                    columns,
                    row < document->n_samples ? training + row * columns
                                              : test + (row - document->n_samples) * columns);
    }
  write_close (writer, ']');
}

static void
write_data (Writer *writer, const GradusDocument *document)
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

  write_key (writer, "data");
  write_open (writer, '{');
  write_key (writer, "inputs");
  write_samples (writer, document, places, shape->n_inputs, FALSE);
  write_key (writer, "targets");
  write_samples (writer, document, places, shape->n_outputs, TRUE);
  if (document->n_test > 0)
    {
      write_member_number (writer, "test-fraction", fraction);
      write_member_integer (writer, "seed", document->data_seed);
    }
  write_close (writer, '}');
}

static void
write_unless_default (Writer *writer, const char *key, double value, double standard)
{
  if (value != standard)
    write_member_number (writer, key, value);
}

static void
write_training (Writer *writer, const GradusTraining *training)
{
  GradusTraining standard = gradus_training_default ();

  write_key (writer, "training");
  write_open (writer, '{');
  write_member_string (writer, "optimizer", gradus_optimizer_name (training->optimizer));
  write_member_number (writer, "learning-rate", training->learning_rate);
  write_unless_default (writer, "momentum", training->momentum, standard.momentum);
  write_unless_default (writer, "rho", training->rho, standard.rho);
  write_unless_default (writer, "beta1", training->beta1, standard.beta1);
  write_unless_default (writer, "beta2", training->beta2, standard.beta2);
  write_unless_default (writer, "epsilon", training->epsilon, standard.epsilon);
  write_unless_default (writer, "weight-decay", training->weight_decay, standard.weight_decay);
  write_unless_default (writer, "l1", training->l1, standard.l1);
  write_unless_default (writer, "l2", training->l2, standard.l2);
  if (training->batch_size == 0)
    write_member_string (writer, "batch-size", "all");
  else
    write_member_integer (writer, "batch-size", training->batch_size);
  if (training->reduction == GRADUS_REDUCTION_SUM)
    write_member_string (writer, "reduction", "sum");
  if (training->shuffle)
    {
      write_key (writer, "shuffle");
      g_string_append (writer->text, "true");
    }
  if (training->seed != standard.seed)
    write_member_integer (writer, "seed", training->seed);
  write_close (writer, '}');
}

static void
write_page (Writer *writer, const GradusDocument *document, const GradusPage *page)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  write_item (writer);
  write_open (writer, '{');
  write_member_string (writer, "title", page->title);
  write_member_string (writer, "text", page->text);
  if (page->printed->len > 0)
    {
      write_key (writer, "printed");
      write_open (writer, '[');
      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = page->printed->pdata[i];

          write_item (writer);
          write_open (writer, '{');
          write_member_string (
              writer, "of", gradus_symbol_stage (document->names, &document->network->shape, printed->stage, symbol));
          write_member_integer (writer, "decimals", (guint64) printed->decimals);
          write_member_string (writer, "printed", printed->printed);
          write_member_string (writer, "reason", printed->reason);
          write_close (writer, '}');
        }
      write_close (writer, ']');
    }
  write_close (writer, '}');
}

static void
write_pages (Writer *writer, const GradusDocument *document)
{
  if (document->pages->len == 0)
    return;
  write_key (writer, "pages");
  write_open (writer, '[');
  for (guint i = 0; i < document->pages->len; i++)
    write_page (writer, document, document->pages->pdata[i]);
  write_close (writer, ']');
}

static void
write_order (Writer *writer, const GradusState *state)
{
  gsize i = 0;

  while (i < state->n_samples && state->order[i] == i)
    i++;
  if (i == state->n_samples)
    return; /* absent: as in the data */

  write_key (writer, "order");
  g_string_append_c (writer->text, '[');
  for (i = 0; i < state->n_samples; i++)
    g_string_append_printf (writer->text, "%s%zu", i > 0 ? ", " : "", state->order[i]);
  g_string_append_c (writer->text, ']');
}

static void
write_random (Writer *writer, const GradusRandom *random)
{
  write_key (writer, "random");
  write_open (writer, '{');
  write_key (writer, "words");
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < G_N_ELEMENTS (random->s); i++)
    g_string_append_printf (writer->text, "%s\"%016" G_GINT64_MODIFIER "x\"", i > 0 ? ", " : "", random->s[i]);
  g_string_append_c (writer->text, ']');
  if (random->has_spare)
    write_member_number (writer, "spare", random->spare);
  write_close (writer, '}');
}

static void
write_series (Writer *writer, const char *key, const GradusSeries *series)
{
  gsize n = gradus_series_length (series);

  if (n == 0)
    return;
  write_key (writer, key);
  write_open (writer, '[');
  for (gsize i = 0; i < n; i++)
    {
      GradusHistoryPoint point = gradus_series_get (series, i);

      if (i % POINTS_PER_LINE == 0)
        write_item (writer);
      else
        g_string_append (writer->text, ", ");
      g_string_append_printf (writer->text, "[%" PRIu64 ", ", point.step);
      write_number (writer, point.loss);
      g_string_append_c (writer->text, ']');
    }
  write_close (writer, ']');
}

static void
write_state (Writer *writer, const GradusDocument *document)
{
  const GradusState *state = document->state;

  if (!state)
    return;
  write_key (writer, "state");
  write_open (writer, '{');
  write_member_integer (writer, "steps", state->steps);
  write_member_integer (writer, "cursor", document->cursor);
  if (state->n_moments > 0)
    {
      write_key (writer, "moments");
      write_matrix (writer, state->n_moments, state->n_parameters, state->moments);
    }
  write_order (writer, state);
  write_member_integer (writer, "position", state->position);
  write_random (writer, &state->random);
  if (document->history)
    {
      write_series (writer, "history", gradus_history_get_training (document->history));
      write_series (writer, "test_history", gradus_history_get_test (document->history));
    }
  write_close (writer, '}');
}

GBytes *
gradus_document_to_bytes (const GradusDocument *document)
{
  Writer writer = { .text = g_string_new (NULL) };

  write_open (&writer, '{');
  write_member_integer (&writer, "gradus", GRADUS_DOCUMENT_VERSION);
  if (*document->title)
    write_member_string (&writer, "title", document->title);
  write_member_string (&writer, "description", document->description);
  write_member_string (&writer, "source", document->source);
  write_member_string (&writer, "author", document->author);
  write_member_string (&writer, "licence", document->licence);
  write_network (&writer, document);
  write_member_string (&writer, "loss", gradus_loss_name (document->loss));
  write_data (&writer, document);
  write_training (&writer, &document->training);
  write_pages (&writer, document);
  write_state (&writer, document);
  write_close (&writer, '}');
  g_string_append_c (writer.text, '\n');
  return g_string_free_to_bytes (writer.text);
}
