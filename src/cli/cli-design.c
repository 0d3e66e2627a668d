/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli-design-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/gradus-dataset.h"
#include "model/gradus-csv.h"
#include "model/gradus-table-set.h"

#define MAX_TOLD       20 /* bad lines that are named */
#define DEFAULT_HIDDEN 4  /* neurons, of tanh */

/* "4:tanh" */
static gboolean
parse_layer (const char *text, CliLayer *layer)
{
  const char *colon = strchr (text, ':');
  g_autofree char *number = colon ? g_strndup (text, (gsize) (colon - text)) : NULL;
  guint64 n;

  if (!colon || !g_ascii_string_to_unsigned (number, 10, 1, GRADUS_MAX_NEURONS, &n, NULL))
    {
      cli_misuse (_ ("--layer: a count from 1 to %d and an activation expected, like 4:tanh; “%s” found"),
                  GRADUS_MAX_NEURONS,
                  text);
      return FALSE;
    }
  if (!gradus_activation_from_name (colon + 1, &layer->activation))
    {
      GString *known = g_string_new (NULL);

      for (int i = 0; i < GRADUS_N_ACTIVATIONS; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", gradus_activation_name ((GradusActivation) i));
      cli_misuse (_ ("--layer: unknown activation “%s”; known: %s"), colon + 1, known->str);
      g_string_free (known, TRUE);
      return FALSE;
    }
  layer->n_neurons = (gsize) n;
  return TRUE;
}

static gboolean
parse_layers (CliMaking *making)
{
  for (gsize l = 0; making->design->layers && making->design->layers[l]; l++)
    {
      CliLayer layer;

      if (!parse_layer (making->design->layers[l], &layer))
        return FALSE;
      g_array_append_val (making->layers, layer);
    }
  return TRUE;
}

/* The last of the layers asked for; NULL where none was. */
static const CliLayer *
find_last (const CliMaking *making)
{
  return making->layers->len > 0 ? &g_array_index (making->layers, CliLayer, making->layers->len - 1) : NULL;
}

/* Names with commas between; a name that holds one is given alone. */
static char **
split_columns (const GradusTable *table, const char *text)
{
  char **names;

  if (gradus_table_find_column (table, text))
    {
      names = g_new0 (char *, 2);
      names[0] = g_strdup (text);
      return names;
    }
  names = g_strsplit (text, ",", -1);
  for (gsize i = 0; names[i]; i++)
    g_strstrip (names[i]);
  return names;
}

/* Without a word about it the last column is the target, and all other columns of numbers are inputs. */
static void
choose_columns (CliMaking *making)
{
  const GradusTable *table = making->table;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (making->design->targets)
    making->targets = split_columns (table, making->design->targets);
  else
    {
      making->targets = g_new0 (char *, 2);
      making->targets[0] = g_strdup (table->columns[table->n_columns - 1].name);
    }
  if (making->design->inputs)
    {
      making->inputs = split_columns (table, making->design->inputs);
      return;
    }
  for (gsize j = 0; j < table->n_columns; j++)
    if (table->columns[j].type == GRADUS_COLUMN_NUMBER &&
        !g_strv_contains ((const char *const *) making->targets, table->columns[j].name))
      g_ptr_array_add (names, g_strdup (table->columns[j].name));
  g_ptr_array_add (names, NULL);
  making->inputs = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
wants_classes (const CliMaking *making)
{
  const CliLayer *last = find_last (making);

  return g_strcmp0 (making->design->loss, gradus_loss_name (GRADUS_LOSS_CROSS_ENTROPY)) == 0 ||
         (last && last->activation == GRADUS_ACTIVATION_SOFTMAX);
}

static gboolean
take_samples (CliMaking *making, GradusSamples *samples, const GError *error)
{
  if (!samples)
    {
      cli_fail ("%s: %s", making->name, error->message);
      return FALSE;
    }
  making->n_inputs = samples->n_inputs;
  making->n_outputs = samples->n_outputs;
  making->classes = gradus_classes_find (samples->n_rows, samples->n_outputs, samples->targets);
  making->input_names = g_steal_pointer (&samples->input_names);
  making->output_names = g_steal_pointer (&samples->output_names);
  return TRUE;
}

/* What is not used is said: lines that are bad, rows and cells that are missing. */
static void
tell_left_out (const GradusTable *table, const char *name, const GradusSamples *samples)
{
  for (guint i = 0; i < MIN (table->bad->len, MAX_TOLD); i++)
    {
      g_autofree char *told = gradus_table_describe_bad (table, &g_array_index (table->bad, GradusBadLine, i));

      cli_note ("%s: %s", name, told);
    }
  if (table->n_bad > 0)
    cli_note (
        ngettext ("%s: %zu bad line is left out", "%s: %zu bad lines are left out", table->n_bad), name, table->n_bad);
  if (samples->n_dropped > 0)
    cli_note (ngettext ("%s: %zu row with missing cells is left out",
                        "%s: %zu rows with missing cells are left out",
                        samples->n_dropped),
              name,
              samples->n_dropped);
  if (samples->n_filled > 0)
    cli_note (ngettext ("%s: %zu missing cell is filled", "%s: %zu missing cells are filled", samples->n_filled),
              name,
              samples->n_filled);
}

static gboolean
look_at_csv (CliMaking *making)
{
  const CliDesign *design = making->design;
  const CliLayer *last = find_last (making);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (design->csv);
  g_autoptr (GradusSamples) samples = NULL;
  g_autoptr (GError) error = NULL;
  GradusSelection selection = { .fill = g_strcmp0 (design->missing, "fill") == 0 };

  making->table = gradus_csv_load (file, NULL, NULL, NULL, NULL, &error);
  if (!making->table)
    {
      cli_fail_file (design->csv, error);
      return FALSE;
    }
  if (making->table->n_bad > 0 && !design->skip_bad_lines)
    {
      const GradusBadLine *bad = &g_array_index (making->table->bad, GradusBadLine, 0);
      g_autofree char *told = gradus_table_describe_bad (making->table, bad);

      cli_fail (ngettext ("%s: %s; %zu line is bad, and --skip-bad-lines leaves it out",
                          "%s: %s; %zu lines are bad, and --skip-bad-lines leaves them out",
                          making->table->n_bad),
                design->csv,
                told,
                making->table->n_bad);
      return FALSE;
    }
  choose_columns (making);
  if (!making->inputs[0])
    {
      cli_fail (_ ("%s: no column of numbers is left for the inputs; choose columns with --inputs"), design->csv);
      return FALSE;
    }
  selection.inputs = (const char *const *) making->inputs;
  selection.targets = (const char *const *) making->targets;
  selection.classes = wants_classes (making);
  selection.n_outputs = last ? last->n_neurons : selection.classes ? 0 : 1;
  samples = gradus_samples_new (making->table, &selection, &error);
  if (samples)
    tell_left_out (making->table, making->name, samples);
  return take_samples (making, samples, error);
}

static gboolean
look_at_set (CliMaking *making)
{
  const CliDesign *design = making->design;
  const CliLayer *last = find_last (making);
  const GradusTableSet *table_set = gradus_table_set_find (design->set);
  GradusDataset set;
  guint64 n_inputs;

  if (design->targets || design->missing || design->raw || (table_set && design->inputs))
    {
      cli_misuse (_ ("“%s” has its own columns; --inputs N is for parity, the other options about columns for --csv"),
                  design->set);
      return FALSE;
    }
  if (table_set)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusSamples) samples = gradus_table_set_get_samples (table_set, 0, 0, 0, 1, &error);

      return take_samples (making, samples, error);
    }
  if (!gradus_dataset_from_name (design->set, &set))
    {
      cli_misuse (_ ("there is no data set “%s”; “gradus-cli new --help” lists them"), design->set);
      return FALSE;
    }
  n_inputs = gradus_dataset_n_inputs (set);
  if (design->inputs && (!g_ascii_string_to_unsigned (design->inputs, 10, 1, GRADUS_MAX_NEURONS, &n_inputs, NULL) ||
                         !gradus_dataset_takes_inputs (set, (gsize) n_inputs)))
    {
      if (set == GRADUS_DATASET_PARITY)
        cli_misuse (_ ("--inputs: parity has from 1 to %d inputs"), GRADUS_DATASET_MAX_PARITY);
      else
        cli_misuse (
            ngettext ("--inputs: “%s” has %zu input", "--inputs: “%s” has %zu inputs", gradus_dataset_n_inputs (set)),
            design->set,
            gradus_dataset_n_inputs (set));
      return FALSE;
    }
  making->n_inputs = (gsize) n_inputs;
  making->n_outputs = 1;
  if (gradus_dataset_has_classes (set))
    making->classes = (GradusClasses){ .kind = GRADUS_CLASSES_TWO, .n_outputs = 1, .high = 1 };
  if (gradus_dataset_has_classes (set) && last && last->n_neurons == 2)
    making->n_outputs = 2; /* one for each class */
  return TRUE;
}

/* Four hidden neurons, and an output layer that fits the targets. */
static void
choose_layers (CliMaking *making)
{
  const CliLayer chosen[] = {
    { DEFAULT_HIDDEN, GRADUS_ACTIVATION_TANH },
    { making->n_outputs, gradus_classes_choose_activation (&making->classes) },
  };

  if (making->layers->len == 0)
    g_array_append_vals (making->layers, chosen, G_N_ELEMENTS (chosen));
}

gboolean
cli_is_table_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".tsv");
}

GradusDocument *
cli_design_make (const CliDesign *design, CliStatus *status)
{
  g_autofree char *base = design->csv ? g_path_get_basename (design->csv) : g_strdup (design->set);
  g_autofree char *name = base ? g_filename_display_name (base) : NULL;
  CliMaking making = { .design = design, .name = name };
  GradusDocument *document = NULL;
  g_autoptr (GError) error = NULL;

  *status = CLI_USAGE;
  making.layers = g_array_new (FALSE, FALSE, sizeof (CliLayer));
  if (cli_design_check (design) && parse_layers (&making) &&
      (design->set ? look_at_set (&making) : (*status = CLI_FAILED, look_at_csv (&making))))
    {
      *status = CLI_FAILED;
      choose_layers (&making);
      document = cli_design_read (&making, TRUE, NULL);
      /* A column may have a name that no neuron can have. */
      if (!document)
        document = cli_design_read (&making, FALSE, &error);
      if (document)
        *status = CLI_OK;
      else
        cli_fail ("%s: %s", name, error->message);
    }
  g_clear_pointer (&making.table, gradus_table_unref);
  g_strfreev (making.inputs);
  g_strfreev (making.targets);
  g_clear_pointer (&making.input_names, g_ptr_array_unref);
  g_clear_pointer (&making.output_names, g_ptr_array_unref);
  g_array_unref (making.layers);
  return document;
}
