/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <unistd.h>

#include "cli/cli-design.h"
#include "core/gradus-history.h"
#include "core/gradus-stage.h"
#include "render/gradus-export.h"
#include "render/gradus-plot.h"

#define MAX_CHUNK       8192                  /* steps between two looks at the clock */
#define PROGRESS_DELAY  G_USEC_PER_SEC        /* training that takes longer shows progress */
#define PROGRESS_PERIOD (G_USEC_PER_SEC / 10) /* between two lines of progress */
#define MAX_OUTPUTS     1000                  /* rows of "outputs" */
#define FEW_SAMPLES     100                   /* for them the loss of every step is recorded */
#define PLOT_WIDTH      1200
#define PLOT_HEIGHT     800

typedef struct
{
  GradusProblem problem;
  GradusState *state;
  GradusTrainer *trainer;
  GradusHistory *history; /* NULL: not wanted */
  double loss_before;
} Run;

static void
show_progress (guint64 made, guint64 wanted, double loss)
{
  /* Translators: one line on the terminal while training runs; the last is the loss */
  g_autofree char *line =
      g_strdup_printf (_ ("%" PRIu64 " of %" PRIu64 " steps, loss %s"), made, wanted, cli_number (loss));

  g_printerr ("\r%s\033[K", line);
}

static void
record (Run *run, guint64 first, const double losses[], const double test_losses[], gsize n)
{
  for (gsize k = 0; run->history && k < n; k++)
    {
      if (!isnan (losses[k]))
        gradus_history_append (run->history, first + k + 1, losses[k]);
      if (!isnan (test_losses[k]))
        gradus_history_append_test (run->history, first + k + 1, test_losses[k]);
    }
}

/* The test rows are measured less often; what they come to in the end is told at any rate. */
static void
record_test (Run *run)
{
  double loss = run->problem.n_test > 0 ? gradus_trainer_test_loss (run->trainer, run->state) : NAN;

  if (run->history && !isnan (loss))
    gradus_history_append_test (run->history, run->state->steps, loss); /* no-op where it has that step */
}

/* The loss over all samples costs as much as training on them, so it is taken once an epoch;
 * but for few samples, where every step's is cheap. */
static gsize
get_loss_interval (const Run *run)
{
  gsize batch = run->problem.training.batch_size, n = run->problem.n_samples;

  if (batch == 0 || batch >= n || n <= FEW_SAMPLES)
    return 1;
  return (n + batch - 1) / batch;
}

/* In chunks that take about as long as a line of progress stands. */
static GradusRunResult
run_steps (Run *run, guint64 wanted, guint64 *made)
{
  g_autofree double *losses = g_new (double, MAX_CHUNK);
  g_autofree double *test_losses = g_new (double, MAX_CHUNK);
  gsize every = get_loss_interval (run);
  gint64 start = g_get_monotonic_time (), shown = start;
  gboolean terminal = isatty (STDERR_FILENO);
  GradusRunResult result = GRADUS_RUN_DONE;
  gsize chunk = 16;

  *made = 0;
  while (*made < wanted && result == GRADUS_RUN_DONE)
    {
      gint64 begin = g_get_monotonic_time (), now;
      guint64 first = run->state->steps;
      gsize count = (gsize) MIN (chunk, wanted - *made), n = 0;

      result = gradus_trainer_run_measured (run->trainer,
                                            run->state,
                                            count,
                                            run->history ? losses : NULL,
                                            every,
                                            run->history ? test_losses : NULL,
                                            gradus_trainer_get_test_rhythm (&run->problem, every),
                                            NULL,
                                            &n);
      record (run, first, losses, test_losses, n);
      *made += n;

      now = g_get_monotonic_time ();
      if (now - begin < PROGRESS_PERIOD / 2 && chunk < MAX_CHUNK)
        chunk *= 2;
      else if (now - begin > PROGRESS_PERIOD && chunk > 1)
        chunk /= 2;
      if (terminal && now - start > PROGRESS_DELAY && now - shown > PROGRESS_PERIOD)
        {
          show_progress (*made, wanted, gradus_trainer_loss (run->trainer, run->state));
          shown = now;
        }
    }
  if (shown != start)
    g_printerr ("\r\033[K");
  record_test (run);
  return result;
}

static void
paint_plot (cairo_t *cr, double width, double height, gpointer data)
{
  const GradusPlot plot = {
    .history = data,
    .marker = NAN,
    .format = { .digits = 3, .locale = FALSE },
    .text_scale = 1,
  };

  gradus_plot_paint (&plot, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

static gboolean
write_csv (const GradusHistory *history, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = gradus_plot_to_csv (history);

  return gradus_export_bytes (file, bytes, NULL, error);
}

static gboolean
write_document (const GradusDocument *document, const Run *run, GFile *file, GError **error)
{
  g_autoptr (GradusDocument) trained = gradus_document_copy (document);

  gradus_state_free (trained->state);
  gradus_history_free (trained->history);
  trained->state = gradus_state_copy (run->state);
  trained->history = gradus_history_copy (run->history);
  trained->cursor = gradus_stage_count (&run->problem.shape);
  return gradus_document_save (trained, file, NULL, error);
}

static CliStatus
write_files (const GradusDocument *document, const Run *run, const char *plot, const char *csv, const char *save)
{
  g_autoptr (GFile) plot_file = plot ? g_file_new_for_commandline_arg (plot) : NULL;
  g_autoptr (GFile) csv_file = csv ? g_file_new_for_commandline_arg (csv) : NULL;
  g_autoptr (GFile) save_file = save ? g_file_new_for_commandline_arg (save) : NULL;
  g_autoptr (GError) error = NULL;

  if (plot && !gradus_export_picture (plot_file, PLOT_WIDTH, PLOT_HEIGHT, paint_plot, run->history, NULL, &error))
    return cli_fail_file (plot, error);
  if (csv && !write_csv (run->history, csv_file, &error))
    return cli_fail_file (csv, error);
  if (save && !write_document (document, run, save_file, &error))
    return cli_fail_file (save, error);
  return CLI_OK;
}

static void
evaluate (const GradusDocument *document, const Run *run, gsize sample, double outputs[])
{
  const GradusShape *shape = &run->problem.shape;
  GradusNetwork network = { .shape = *shape, .parameters = run->state->parameters, .frozen = NULL };

  gradus_network_evaluate (&network,
                           document->loss,
                           document->inputs + sample * shape->n_inputs,
                           document->targets + sample * shape->n_outputs,
                           outputs);
}

static void
print_json (const GradusDocument *document, const Run *run, guint64 made)
{
  const GradusShape *shape = &run->problem.shape;
  g_autofree double *outputs = g_new (double, shape->n_outputs);
  CliMeasures measures = cli_measure (document, run->state);
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{ \"steps\": %" PRIu64 ", \"loss_before\": ", made);
  cli_json_number (json, run->loss_before);
  g_string_append (json, ", \"loss\": ");
  cli_json_number (json, gradus_trainer_loss (run->trainer, run->state));
  cli_json_measures (json, document, &measures);
  g_string_append (json, ",\n  \"outputs\": [");
  for (gsize i = 0; i < MIN (document->n_samples, MAX_OUTPUTS); i++)
    {
      evaluate (document, run, i, outputs);
      g_string_append (json, i > 0 ? ", " : "");
      cli_json_vector (json, shape->n_outputs, outputs);
    }
  g_string_append (json, "],\n  \"layers\": ");
  cli_json_layers (json, shape, run->state->parameters);
  g_string_append (json, " }\n");
  cli_print (json);
}

static void
print_text (const GradusDocument *document, const Run *run, guint64 made)
{
  const GradusShape *shape = &run->problem.shape;
  CliMeasures measures = cli_measure (document, run->state);
  GString *text = g_string_new (NULL);
  char symbol[GRADUS_SYMBOL_SIZE];

  g_string_append_printf (text,
                          ngettext ("%" PRIu64 " step trained, %" PRIu64 " in all.\n",
                                    "%" PRIu64 " steps trained, %" PRIu64 " in all.\n",
                                    made),
                          made,
                          (guint64) run->state->steps);
  g_string_append_printf (text,
                          _ ("Loss: %s before, %s now.\n"),
                          cli_number (run->loss_before),
                          cli_number (gradus_trainer_loss (run->trainer, run->state)));
  cli_tell_measures (text, document, &measures);
  for (gsize i = 0; i < shape->n_parameters; i++)
    g_string_append_printf (
        text, "%s = %s\n", gradus_symbol_parameter (shape, i, symbol), cli_number (run->state->parameters[i]));
  cli_print (text);
}

static CliStatus
train (const char *name,
       const GradusDocument *document,
       Run *run,
       guint64 steps,
       const char *plot,
       const char *csv,
       const char *save,
       gboolean json)
{
  CliStatus status;
  guint64 made;

  run->loss_before = gradus_trainer_loss (run->trainer, run->state);
  if (plot || csv || save)
    {
      run->history = document->history ? gradus_history_copy (document->history) : gradus_history_new ();
      if (gradus_history_length (run->history) == 0 && !isnan (run->loss_before))
        gradus_history_append (run->history, run->state->steps, run->loss_before);
      record_test (run);
    }
  if (run_steps (run, steps, &made) == GRADUS_RUN_NOT_FINITE)
    return cli_fail (_ ("%s: training stopped after step %" PRIu64
                        ": the next one would not give finite numbers; a smaller learning rate may help"),
                     name,
                     (guint64) run->state->steps);
  status = write_files (document, run, plot, csv, save);
  if (status == CLI_OK)
    {
      if (json)
        print_json (document, run, made);
      else
        print_text (document, run, made);
    }
  return status;
}

/* A document, or one made of a table and the options. NULL after telling why. */
static GradusDocument *
open_document (const char *name, CliDesign *design, CliStatus *status)
{
  if (cli_is_table_name (name))
    {
      design->csv = g_strdup (name);
      return cli_design_make (design, status);
    }
  if (cli_design_is_used (design))
    {
      *status = cli_misuse (
          _ ("train: the options about the network, its training and columns are for a CSV file; %s has its own"),
          name);
      return NULL;
    }
  *status = CLI_FAILED;
  return cli_open_document (name);
}

static CliStatus
run_training (const char *name,
              const GradusDocument *document,
              guint64 steps,
              const char *plot,
              const char *csv,
              const char *save,
              gboolean json)
{
  CliStatus status;
  Run run = { 0 };

  run.problem = cli_get_problem (document);
  run.state = cli_get_state (document);
  run.trainer = gradus_trainer_new (&run.problem);
  if (run.state && run.trainer)
    status = train (name, document, &run, steps, plot, csv, save, json);
  else
    status = cli_fail (_ ("%s: there is not enough memory for this network"), name);
  gradus_history_free (run.history);
  gradus_trainer_free (run.trainer);
  gradus_state_free (run.state);
  return status;
}

CliStatus
cli_train_run (int argc, char *argv[])
{
  gboolean json = FALSE;
  gint64 steps = -1;
  g_autofree char *plot = NULL, *csv = NULL, *save = NULL;
  GOptionEntry entries[CLI_DESIGN_ENTRIES + 6] = {
    { "steps", 0, 0, G_OPTION_ARG_INT64, &steps, N_ ("How many steps to train (always needed)"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write the result as JSON"), NULL },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME, &plot, N_ ("Draw the loss into F: PNG, SVG or PDF by suffix"), "F" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_ ("Write the loss of every step into F"), "F" },
    { "save",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &save,
      N_ ("Write the trained document, to go on from, into F"),
      "F.gradus" },
  };
  g_autoptr (GradusDocument) document = NULL;
  CliDesign design;
  CliStatus status;

  cli_design_init (&design);
  cli_design_add_entries (&design, entries, FALSE);
  if (!cli_parse (
          &argc,
          &argv,
          entries,
          "DOC",
          1,
          _ ("Trains, and writes what you ask for. DOC may be a CSV file; the options say what network it gets."),
          &status))
    ;
  else if (steps < 0)
    status = cli_misuse (_ ("train: --steps N is needed, with N from 0; see “gradus-cli train --help”"));
  else if (plot && !cli_check_picture_name (plot))
    status = CLI_USAGE;
  else
    document = open_document (argv[1], &design, &status);
  if (document)
    status = run_training (argv[1], document, (guint64) steps, plot, csv, save, json);
  cli_design_clear (&design);
  return status;
}
