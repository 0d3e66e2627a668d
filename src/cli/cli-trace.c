/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <inttypes.h>

#include "cli/cli.h"
#include "core/gradus-stage.h"

static void
append_neurons (GString *json, const char *key, const GradusLayer *layer, const double values[])
{
  g_string_append_printf (json, "\"%s\": ", key);
  cli_json_vector (json, layer->n_neurons, values + layer->first_neuron);
  g_string_append (json, ", ");
}

static void
print_json (const GradusTrace *trace)
{
  const GradusShape *shape = &trace->shape;
  GString *json = g_string_new ("{ \"loss\": ");

  cli_json_number (json, trace->loss);
  g_string_append (json, ", \"outputs\": ");
  cli_json_vector (json, shape->n_outputs, trace->a + shape->layers[shape->n_layers - 1].first_neuron);
  g_string_append (json, ",\n  \"layers\": [");
  for (gsize l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];

      g_string_append (json, l > 0 ? ",\n    { " : "\n    { ");
      append_neurons (json, "z", layer, trace->z);
      append_neurons (json, "a", layer, trace->a);
      append_neurons (json, "dL_da", layer, trace->dL_da);
      append_neurons (json, "dL_dz", layer, trace->dL_dz);
      cli_json_parameters (json, shape, l, trace->gradient, "dL_dW", "dL_db");
      g_string_append (json, ", ");
      cli_json_parameters (json, shape, l, trace->parameters, "weights", "biases");
      g_string_append (json, " }");
    }
  g_string_append (json, "],\n  \"updated\": { \"layers\": ");
  cli_json_layers (json, shape, trace->updated);
  g_string_append (json, " } }\n");
  cli_print (json);
}

CliStatus
cli_trace_run (int argc, char *argv[])
{
  gboolean json = FALSE;
  gint64 sample = 0;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_INT64, &sample, N_ ("Which row of the data, counted from 0"), "I" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write the pass as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GradusDocument) document = NULL;
  GradusProblem problem;
  GradusState *state;
  GradusTrainer *trainer;
  GradusTrace *trace;
  CliStatus status;

  if (!cli_parse (&argc,
                  &argv,
                  entries,
                  "DOC",
                  1,
                  _ ("Shows one forward and backward pass and the update that would follow, with every factor.\n"
                     "Changes nothing."),
                  &status))
    return status;
  if (sample < 0)
    return cli_misuse (_ ("trace: --sample is counted from 0, and %" PRId64 " is less"), sample);
  document = cli_open_document (argv[1]);
  if (!document)
    return CLI_FAILED;
  if ((guint64) sample >= document->n_samples)
    return cli_fail (ngettext ("%s: there is no sample %" PRId64 ": the data has %zu row, counted from 0",
                               "%s: there is no sample %" PRId64 ": the data has %zu rows, counted from 0",
                               document->n_samples),
                     argv[1],
                     sample,
                     document->n_samples);

  problem = cli_get_problem (document);
  state = cli_get_state (document);
  trainer = gradus_trainer_new (&problem);
  trace = state && trainer ? gradus_trainer_trace (trainer, state, (gsize) sample, true) : NULL;
  if (!trace)
    status = cli_fail (_ ("%s: there is not enough memory for this network"), argv[1]);
  else if (json)
    print_json (trace);
  else
    cli_print (cli_trace_tell (document, trace));
  gradus_trace_free (trace);
  gradus_trainer_free (trainer);
  gradus_state_free (state);
  return status;
}
