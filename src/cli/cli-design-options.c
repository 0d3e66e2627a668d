/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "cli/cli-design.h"

static void
add_entry (GOptionEntry entries[], GOptionEntry entry)
{
  gsize n = 0;

  while (entries[n].long_name)
    n++;
  entries[n] = entry;
}

gboolean
cli_design_check (const CliDesign *design)
{
  GradusLoss loss;
  GradusOptimizer optimizer;
  GradusScheme scheme;
  guint64 batch;

  if (!design->set == !design->csv)
    cli_misuse (_ ("new: either --set NAME or --csv FILE is needed; see “gradus-cli new --help”"));
  else if (design->csv && (design->samples >= 0 || !isnan (design->noise)))
    cli_misuse (_ ("--samples and --noise are for --set"));
  else if (design->loss && !gradus_loss_from_name (design->loss, &loss))
    cli_misuse (_ ("--loss: unknown loss “%s”"), design->loss);
  else if (design->optimizer && !gradus_optimizer_from_name (design->optimizer, &optimizer))
    cli_misuse (_ ("--optimizer: unknown optimizer “%s”"), design->optimizer);
  else if (design->initialization && !gradus_scheme_from_name (design->initialization, &scheme))
    cli_misuse (_ ("--initialization: unknown scheme “%s”"), design->initialization);
  else if (design->missing && !g_str_equal (design->missing, "drop") && !g_str_equal (design->missing, "fill"))
    cli_misuse (_ ("--missing: “drop” or “fill” expected"));
  else if (design->batch && !g_str_equal (design->batch, "all") &&
           !g_ascii_string_to_unsigned (design->batch, 10, 1, G_MAXUINT32, &batch, NULL))
    cli_misuse (_ ("--batch: a whole number from 1 or “all” expected"));
  else
    return TRUE;
  return FALSE;
}

void
cli_design_init (CliDesign *design)
{
  *design = (CliDesign){ .samples = -1, .noise = NAN, .learning_rate = NAN, .test_fraction = NAN, .seed = -1 };
}

void
cli_design_clear (CliDesign *design)
{
  g_free (design->set);
  g_free (design->csv);
  g_free (design->inputs);
  g_free (design->targets);
  g_strfreev (design->layers);
  g_free (design->loss);
  g_free (design->optimizer);
  g_free (design->batch);
  g_free (design->missing);
  g_free (design->initialization);
  g_free (design->title);
}

void
cli_design_add_entries (CliDesign *design, GOptionEntry entries[], gboolean data)
{
  const GOptionEntry all[] = {
    { "inputs",
      0,
      0,
      G_OPTION_ARG_STRING,
      &design->inputs,
      N_ ("Columns that are inputs, with commas between; without it all numbers but the targets"),
      "A,B" },
    { "targets",
      0,
      0,
      G_OPTION_ARG_STRING,
      &design->targets,
      N_ ("Columns that are targets; without it the last"),
      "C" },
    { "layer",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &design->layers,
      N_ ("A layer of N neurons and its activation; again for each further one; without it 4:tanh and what fits the targets"),
      "N:ACTIVATION" },
    { "no-biases", 0, 0, G_OPTION_ARG_NONE, &design->no_biases, N_ ("Neurons without biases"), NULL },
    { "loss", 0, 0, G_OPTION_ARG_STRING, &design->loss, N_ ("The loss; without it what fits the last layer"), "LOSS" },
    { "optimizer", 0, 0, G_OPTION_ARG_STRING, &design->optimizer, N_ ("The optimizer; sgd without it"), "OPTIMIZER" },
    { "learning-rate",
      0,
      0,
      G_OPTION_ARG_DOUBLE,
      &design->learning_rate,
      N_ ("The learning rate; 0.1 without it"),
      "RATE" },
    { "batch", 0, 0, G_OPTION_ARG_STRING, &design->batch, N_ ("Samples a step, or “all”; 1 without it"), "N" },
    { "shuffle", 0, 0, G_OPTION_ARG_NONE, &design->shuffle, N_ ("Another order of the samples each epoch"), NULL },
    { "initialization",
      0,
      0,
      G_OPTION_ARG_STRING,
      &design->initialization,
      N_ ("How the weights begin; xavier-uniform without it"),
      "SCHEME" },
    { "seed",
      0,
      0,
      G_OPTION_ARG_INT64,
      &design->seed,
      N_ ("The seed of weights, data and order; 1 without it"),
      "SEED" },
    { "test-fraction",
      0,
      0,
      G_OPTION_ARG_DOUBLE,
      &design->test_fraction,
      N_ ("The share of the samples held back for testing, from 0 to below 1"),
      "F" },
    { "missing",
      0,
      0,
      G_OPTION_ARG_STRING,
      &design->missing,
      N_ ("Rows with missing inputs: “drop” them (also without it) or “fill” the cells"),
      "drop|fill" },
    { "raw",
      0,
      0,
      G_OPTION_ARG_NONE,
      &design->raw,
      N_ ("Leave the numbers of the columns as they are, not standardised"),
      NULL },
    { "skip-bad-lines",
      0,
      0,
      G_OPTION_ARG_NONE,
      &design->skip_bad_lines,
      N_ ("Leave out lines that do not fit instead of refusing the file"),
      NULL },
  };
  const GOptionEntry sources[] = {
    { "set",
      0,
      0,
      G_OPTION_ARG_STRING,
      &design->set,
      N_ ("A built-in data set: and, or, xor, parity, circle, spiral, gaussian, checkerboard, plane, sine, line, penguins, iris, digits"),
      "NAME" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &design->csv, N_ ("A CSV file for the data"), "FILE" },
    { "samples", 0, 0, G_OPTION_ARG_INT64, &design->samples, N_ ("How many samples of the set"), "N" },
    { "noise", 0, 0, G_OPTION_ARG_DOUBLE, &design->noise, N_ ("How far the set's samples are scattered"), "SIGMA" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &design->title, N_ ("The document's title"), "TEXT" },
  };

  for (gsize i = 0; data && i < G_N_ELEMENTS (sources); i++)
    add_entry (entries, sources[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    add_entry (entries, all[i]);
}

gboolean
cli_design_is_used (const CliDesign *design)
{
  return design->inputs || design->targets || design->layers || design->loss || design->optimizer || design->batch ||
         design->missing || design->initialization || !isnan (design->learning_rate) ||
         !isnan (design->test_fraction) || design->seed != -1 || design->no_biases || design->raw || design->shuffle ||
         design->skip_bad_lines;
}
