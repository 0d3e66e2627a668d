/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "cli/cli-design-private.h"
#include "model/gradus-json-write.h"

static void
write_names (GradusJsonWriter *writer, gsize n, char *const names[])
{
  gradus_json_write_open (writer, '[');
  for (gsize i = 0; i < n; i++)
    {
      gradus_json_write_item (writer);
      gradus_json_write_string (writer, names[i]);
    }
  gradus_json_write_close (writer, ']');
}

/* Names, or as many without. */
static void
write_neurons (GradusJsonWriter *writer, const char *key, gsize n, GPtrArray *names)
{
  if (names == NULL)
    {
      gradus_json_write_member_integer (writer, key, n);
      return;
    }
  gradus_json_write_key (writer, key);
  write_names (writer, names->len, (char *const *) names->pdata);
}

static void
write_true (GradusJsonWriter *writer, const char *key)
{
  gradus_json_write_key (writer, key);
  g_string_append (writer->text, "true");
}

static void
write_seed (GradusJsonWriter *writer, const CliDesign *design)
{
  if (design->seed >= 0)
    gradus_json_write_member_integer (writer, "seed", (guint64) design->seed);
}

static void
write_given (GradusJsonWriter *writer, const char *key, double number)
{
  if (!isnan (number))
    gradus_json_write_member_number (writer, key, number);
}

static void
write_network (GradusJsonWriter *writer, const CliMaking *making, gboolean with_names)
{
  const CliDesign *design = making->design;
  GPtrArray *outputs = with_names ? making->output_names : NULL;

  gradus_json_write_key (writer, "network");
  gradus_json_write_open (writer, '{');
  write_neurons (writer, "inputs", making->n_inputs, with_names ? making->input_names : NULL);
  gradus_json_write_key (writer, "layers");
  gradus_json_write_open (writer, '[');
  for (guint l = 0; l < making->layers->len; l++)
    {
      const CliLayer *layer = &g_array_index (making->layers, CliLayer, l);
      gboolean fits = l + 1 == making->layers->len && outputs != NULL && outputs->len == layer->n_neurons;

      gradus_json_write_item (writer);
      gradus_json_write_open (writer, '{');
      write_neurons (writer, "neurons", layer->n_neurons, fits ? outputs : NULL);
      gradus_json_write_member_string (writer, "activation", gradus_activation_name (layer->activation));
      if (!design->no_biases)
        write_true (writer, "biases");
      gradus_json_write_close (writer, '}');
    }
  gradus_json_write_close (writer, ']');
  if (design->initialization || design->seed >= 0)
    {
      gradus_json_write_key (writer, "initialization");
      gradus_json_write_open (writer, '{');
      gradus_json_write_member_string (writer,
                                       "scheme",
                                       design->initialization ? design->initialization
                                                              : gradus_scheme_name (GRADUS_SCHEME_XAVIER_UNIFORM));
      write_seed (writer, design);
      gradus_json_write_close (writer, '}');
    }
  gradus_json_write_close (writer, '}');
}

static const char *
choose_loss (const CliMaking *making)
{
  const CliLayer *last = &g_array_index (making->layers, CliLayer, making->layers->len - 1);

  if (making->design->loss)
    return making->design->loss;
  return gradus_loss_name (gradus_classes_choose_loss (&making->classes, last->activation));
}

static void
write_data (GradusJsonWriter *writer, const CliMaking *making)
{
  const CliDesign *design = making->design;

  gradus_json_write_key (writer, "data");
  gradus_json_write_open (writer, '{');
  if (design->set)
    {
      gradus_json_write_member_string (writer, "set", design->set);
      if (design->samples >= 0)
        gradus_json_write_member_integer (writer, "samples", (guint64) design->samples);
      write_given (writer, "noise", design->noise);
    }
  else
    {
      gradus_json_write_member_string (writer, "csv", "table.csv");
      gradus_json_write_key (writer, "inputs");
      write_names (writer, g_strv_length (making->inputs), making->inputs);
      gradus_json_write_key (writer, "targets");
      write_names (writer, g_strv_length (making->targets), making->targets);
      if (!design->raw)
        write_true (writer, "standardize");
      gradus_json_write_member_string (writer, "missing", design->missing);
    }
  write_given (writer, "test-fraction", design->test_fraction);
  write_seed (writer, design);
  gradus_json_write_close (writer, '}');
}

static void
write_training (GradusJsonWriter *writer, const CliDesign *design)
{
  gradus_json_write_key (writer, "training");
  gradus_json_write_open (writer, '{');
  gradus_json_write_member_string (
      writer, "optimizer", design->optimizer ? design->optimizer : gradus_optimizer_name (GRADUS_OPTIMIZER_SGD));
  write_given (writer, "learning-rate", design->learning_rate);
  if (g_strcmp0 (design->batch, "all") == 0)
    gradus_json_write_member_string (writer, "batch-size", design->batch);
  else if (design->batch)
    {
      gradus_json_write_key (writer, "batch-size");
      g_string_append (writer->text, design->batch); /* digits, as cli_design_check() knows */
    }
  if (design->shuffle)
    write_true (writer, "shuffle");
  write_seed (writer, design);
  gradus_json_write_close (writer, '}');
}

GradusDocument *
cli_design_read (const CliMaking *making, gboolean with_names, GError **error)
{
  const CliDesign *design = making->design;
  GradusJsonWriter writer = { .text = g_string_new (NULL) };
  g_autoptr (GBytes) bytes = NULL;

  gradus_json_write_open (&writer, '{');
  gradus_json_write_member_integer (&writer, "gradus", GRADUS_DOCUMENT_VERSION);
  gradus_json_write_member_string (&writer, "title", design->title ? design->title : making->name);
  write_network (&writer, making, with_names);
  gradus_json_write_member_string (&writer, "loss", choose_loss (making));
  write_data (&writer, making);
  write_training (&writer, design);
  gradus_json_write_close (&writer, '}');
  bytes = g_string_free_to_bytes (writer.text);
  if (making->table)
    return gradus_document_new_with_table (bytes, making->name, making->table, error);
  return gradus_document_new_from_bytes (bytes, making->name, error);
}
