/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <unistd.h>

#include "cli/cli-design.h"
#include "core/gradus-history.h"
#include "core/gradus-run.h"
#include "core/gradus-stage.h"
#include "model/gradus-progress.h"
#include "render/gradus-export.h"
#include "render/gradus-plot.h"

#define MAX_CHUNK       8192                  /* steps between two looks at the clock */
#define PROGRESS_PERIOD (G_USEC_PER_SEC / 10) /* between two lines of progress */
#define BAR_WIDTH       20
#define MAX_OUTPUTS     1000 /* rows of "outputs" */
#define FEW_SAMPLES     100  /* for them the loss of every step is recorded */
#define PLOT_WIDTH      1200
#define PLOT_HEIGHT     800

typedef struct
{
  GradusProblem problem;
  GradusState *state;
  GradusTrainer *trainer;
  GradusHistory *history; /* NULL: not wanted */
  gboolean has_goal;
  GradusGoal goal;
  double loss_before;
} Run;

/* What the command line asks for. */
typedef struct
{
  gint64 steps;
  double until_loss; /* NaN: not asked for */
  gint64 patience;   /* 0: not asked for */
  double improvement;
  char *plot, *csv, *save;
  gboolean json;
} Wishes;

static void
show_progress (const Run *run, const GradusProgress *progress, guint64 made, gint64 now)
{
  guint share = (guint) (100.0 * (double) made / (double) progress->length);
  g_autofree char *done = g_strnfill (share * BAR_WIDTH / 100, '#');
  g_autofree char *left = gradus_progress_describe_left (gradus_progress_get_left (progress, now, made), run->has_goal);
  g_autofree char *line = NULL;

  /* Translators: one line on the terminal while training runs: steps made and wanted, the loss, and a text such as
   * "about 20 s left" */
  line = g_strdup_printf (_ ("%" PRIu64 " of %" PRIu64 " steps, loss %s, %s"),
                          made,
                          progress->length,
                          cli_number (gradus_trainer_loss (run->trainer, run->state)),
                          left);
  g_printerr ("\r[%-*s] %3u %% %s\033[K", BAR_WIDTH, done, share, line);
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
  if (run->history != NULL && run->problem.n_samples <= FEW_SAMPLES)
    return 1;
  return gradus_problem_steps_per_epoch (&run->problem);
}

/* In chunks that take about as long as a line of progress stands. */
static GradusRunResult
run_steps (Run *run, guint64 wanted, guint64 *made)
{
  g_autofree double *losses = g_new (double, MAX_CHUNK);
  g_autofree double *test_losses = g_new (double, MAX_CHUNK);
  gsize every = get_loss_interval (run);
  GradusState *anchor = gradus_state_copy (run->state);
  const GradusMeasures measures = {
    .losses = losses,
    .every = every,
    .test_losses = run->history ? test_losses : NULL,
    .rhythm = gradus_trainer_get_test_rhythm (&run->problem, every),
  };
  gint64 start = g_get_monotonic_time (), shown = start;
  gboolean terminal = isatty (STDERR_FILENO);
  GradusProgress progress = { .begun = start, .length = wanted };
  GradusRunResult result = run->goal.reached == GRADUS_GOAL_NONE ? GRADUS_RUN_DONE : GRADUS_RUN_REACHED;
  guint64 before = run->state->steps;
  gsize chunk = 16;
  double loss;

  *made = 0;
  if (anchor == NULL)
    g_error ("Memory ran out");
  while (*made < wanted && result == GRADUS_RUN_DONE)
    {
      gint64 begin = g_get_monotonic_time (), now;
      guint64 first = run->state->steps;
      gsize count = (gsize) MIN (chunk, wanted - *made), n = 0;

      if (first % every == 0) /* measured, and finite */
        gradus_state_assign (anchor, run->state);
      result = gradus_run (run->trainer, &run->problem, anchor, run->state, count, &measures, &run->goal, NULL, &n);
      record (run, first, losses, test_losses, n);
      *made = run->state->steps - before;

      now = g_get_monotonic_time ();
      if (now - begin < PROGRESS_PERIOD / 2 && chunk < MAX_CHUNK)
        chunk *= 2;
      else if (now - begin > PROGRESS_PERIOD && chunk > 1)
        chunk /= 2;
      if (terminal && now - start > GRADUS_PROGRESS_DELAY && now - shown > PROGRESS_PERIOD)
        {
          show_progress (run, &progress, *made, now);
          shown = now;
        }
    }
  if (result == GRADUS_RUN_DONE && run->state->steps % every != 0 &&
      !gradus_run_settle (run->trainer, anchor, run->state, &loss))
    result = GRADUS_RUN_NOT_FINITE;
  if (result == GRADUS_RUN_NOT_FINITE)
    {
      *made = run->state->steps - before;
      if (run->history != NULL)
        gradus_history_truncate (run->history, run->state->steps);
    }
  if (shown != start)
    g_printerr ("\r\033[K");
  gradus_state_free (anchor);
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
  g_autoptr (GBytes) bytes = gradus_plot_to_csv (history, NULL, 0);

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
write_files (const GradusDocument *document, const Run *run, const Wishes *wishes)
{
  const char *plot = wishes->plot, *csv = wishes->csv, *save = wishes->save;
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
  static const char *const reasons[] = {
    [GRADUS_GOAL_NONE] = "steps",
    [GRADUS_GOAL_LOSS] = "loss",
    [GRADUS_GOAL_NO_IMPROVEMENT] = "no-improvement",
  };

  g_string_append_printf (json, "{ \"steps\": %" PRIu64 ", \"loss_before\": ", made);
  cli_json_number (json, run->loss_before);
  g_string_append (json, ", \"loss\": ");
  cli_json_number (json, gradus_trainer_loss (run->trainer, run->state));
  if (run->has_goal)
    g_string_append_printf (json, ", \"stopped_by\": \"%s\"", reasons[run->goal.reached]);
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

/* Why a run with a goal has ended. */
static void
tell_end (GString *text, const Run *run)
{
  switch (run->goal.reached)
    {
    case GRADUS_GOAL_LOSS:
      g_string_append_printf (text, _ ("Stopped there: the loss is at most %s.\n"), cli_number (run->goal.loss));
      break;
    case GRADUS_GOAL_NO_IMPROVEMENT:
      g_string_append_printf (text,
                              _ ("Stopped there: no better loss than that of step %" PRIu64 ", %s.\n"),
                              (guint64) run->goal.best_step,
                              cli_number (run->goal.best));
      break;
    case GRADUS_GOAL_NONE:
      g_string_append (text, _ ("All steps were made without a reason to stop before.\n"));
      break;
    default:
      g_assert_not_reached ();
    }
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
  if (run->has_goal)
    tell_end (text, run);
  cli_tell_measures (text, document, &measures);
  for (gsize i = 0; i < shape->n_parameters; i++)
    g_string_append_printf (
        text, "%s = %s\n", gradus_symbol_parameter (shape, i, symbol), cli_number (run->state->parameters[i]));
  cli_print (text);
}

static CliStatus
train (const char *name, const GradusDocument *document, Run *run, const Wishes *wishes)
{
  CliStatus status;
  guint64 made;

  run->loss_before = gradus_trainer_loss (run->trainer, run->state);
  if (run->has_goal)
    {
      run->goal.loss = wishes->until_loss;
      run->goal.patience = (guint64) wishes->patience;
      run->goal.improvement = wishes->improvement;
      gradus_goal_begin (&run->goal, &run->problem, run->state->steps, run->loss_before);
    }
  if (wishes->plot || wishes->csv || wishes->save)
    {
      run->history = document->history ? gradus_history_copy (document->history) : gradus_history_new ();
      if (gradus_history_length (run->history) == 0 && !isnan (run->loss_before))
        gradus_history_append (run->history, run->state->steps, run->loss_before);
      record_test (run);
    }
  if (run_steps (run, (guint64) wishes->steps, &made) == GRADUS_RUN_NOT_FINITE)
    return cli_fail (_ ("%s: training stopped after step %" PRIu64
                        ": the next one would not give finite numbers; a smaller learning rate may help"),
                     name,
                     (guint64) run->state->steps);
  status = write_files (document, run, wishes);
  if (status == CLI_OK)
    {
      if (wishes->json)
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
run_training (const char *name, const GradusDocument *document, const Wishes *wishes)
{
  CliStatus status;
  Run run = { 0 };

  run.has_goal = !isnan (wishes->until_loss) || wishes->patience > 0;
  run.goal = gradus_goal_none ();
  run.problem = cli_get_problem (document);
  run.state = cli_get_state (document);
  run.trainer = gradus_trainer_new (&run.problem);
  if (run.state && run.trainer)
    status = train (name, document, &run, wishes);
  else
    status = cli_fail (_ ("%s: there is not enough memory for this network"), name);
  gradus_history_free (run.history);
  gradus_trainer_free (run.trainer);
  gradus_state_free (run.state);
  return status;
}

static gboolean
check_wishes (const Wishes *wishes, CliStatus *status)
{
  *status = CLI_USAGE;
  if (wishes->steps < 0)
    *status = cli_misuse (_ ("train: --steps N is needed, with N from 0; see “gradus-cli train --help”"));
  else if (wishes->patience < 0)
    *status = cli_misuse (_ ("train: --patience counts steps, from 1"));
  else if (!(wishes->improvement >= 0 && wishes->improvement < 1))
    *status = cli_misuse (_ ("train: --improvement is a fraction, from 0 to below 1"));
  else if (!isnan (wishes->until_loss) && !isfinite (wishes->until_loss))
    *status = cli_misuse (_ ("train: --until-loss has to be a finite number"));
  else
    return wishes->plot == NULL || cli_check_picture_name (wishes->plot);
  return FALSE;
}

CliStatus
cli_train_run (int argc, char *argv[])
{
  Wishes wishes = { .steps = -1, .until_loss = NAN };
  GOptionEntry entries[CLI_DESIGN_ENTRIES + 9] = {
    { "steps",
      0,
      0,
      G_OPTION_ARG_INT64,
      &wishes.steps,
      N_ ("How many steps to train (always needed), or at most to train"),
      "N" },
    { "until-loss", 0, 0, G_OPTION_ARG_DOUBLE, &wishes.until_loss, N_ ("Stop where the loss is at most X"), "X" },
    { "patience", 0, 0, G_OPTION_ARG_INT64, &wishes.patience, N_ ("Stop after M steps without a better loss"), "M" },
    { "improvement",
      0,
      0,
      G_OPTION_ARG_DOUBLE,
      &wishes.improvement,
      N_ ("A loss is better for --patience if it is smaller by more than this fraction of the best (0)"),
      "F" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.json, N_ ("Write the result as JSON"), NULL },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME, &wishes.plot, N_ ("Draw the loss into F: PNG, SVG or PDF by suffix"), "F" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &wishes.csv, N_ ("Write the loss of every step into F"), "F" },
    { "save",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &wishes.save,
      N_ ("Write the trained document, to go on from, into F"),
      "F.gradus" },
  };
  g_autoptr (GradusDocument) document = NULL;
  CliDesign design;
  CliStatus status;

  cli_design_init (&design);
  cli_design_add_entries (&design, entries, FALSE);
  if (cli_parse (&argc,
                 &argv,
                 entries,
                 "DOC",
                 1,
                 _ ("Trains, and writes what you ask for. DOC may be a CSV file; the options say what network it gets. "
                    "The loss, over all training samples, is looked at after each step where a batch is everything, "
                    "else after each epoch."),
                 &status) &&
      check_wishes (&wishes, &status))
    document = open_document (argv[1], &design, &status);
  if (document)
    status = run_training (argv[1], document, &wishes);
  cli_design_clear (&design);
  g_free (wishes.plot);
  g_free (wishes.csv);
  g_free (wishes.save);
  return status;
}
