/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "render/gradus-format.h"

#define N_NUMBER_BUFFERS 4

/* A message is one line, whatever stands in a file's name. */
static void
print_error_line (const char *message)
{
  g_autofree char *line = g_strdup (message);

  g_strdelimit (line, "\n\r", ' ');
  g_printerr ("gradus-cli: %s\n", line);
}

static char *
describe_usage (const GOptionContext *context, const char *command)
{
  return g_strdup_printf (_ ("see “gradus-cli %s --help”"), command);
}

CliStatus
cli_fail (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_error_line (message);
  return CLI_FAILED;
}

CliStatus
cli_misuse (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_error_line (message);
  return CLI_USAGE;
}

void
cli_note (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_error_line (message);
}

CliStatus
cli_fail_file (const char *name, const GError *error)
{
  if (strstr (error->message, name))
    return cli_fail ("%s", error->message);
  return cli_fail ("%s: %s", name, error->message);
}

gboolean
cli_parse (int *argc,
           char **argv[],
           const GOptionEntry entries[],
           const char *operands,
           int n_operands,
           const char *summary,
           CliStatus *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (operands);
  g_autofree char *command = g_strdup ((*argv)[0]);
  g_autofree char *program = g_strconcat ("gradus-cli ", command, NULL);
  g_autofree char *usage = describe_usage (context, command);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  *status = CLI_USAGE;
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      cli_misuse ("%s: %s; %s", command, error->message, usage);
      return FALSE;
    }
  /* "--" ends the options and is left over. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      for (int i = 1; i + 1 < *argc; i++)
        (*argv)[i] = (*argv)[i + 1];
      (*argc)--;
    }
  if (*argc - 1 != n_operands)
    {
      if (*argc - 1 < n_operands)
        cli_misuse (_ ("%s: %s is missing; %s"), command, operands, usage);
      else
        cli_misuse (_ ("%s: “%s” is too much; %s"), command, (*argv)[n_operands + 1], usage);
      return FALSE;
    }
  *status = CLI_OK;
  return TRUE;
}

GradusDocument *
cli_open_document (const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  GradusDocument *document;

  if (g_strv_contains (gradus_lessons_get_ids (), argument))
    document = gradus_lessons_load (argument, &error);
  else
    {
      file = g_file_new_for_commandline_arg (argument);
      document = gradus_document_load (file, NULL, &error);
    }
  if (!document)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        cli_fail (_ ("%s: there is no such file, and no built-in lesson of that name"), argument);
      else
        cli_fail_file (argument, error);
    }
  return document;
}

gboolean
cli_check_picture_name (const char *name)
{
  static const char *const suffixes[] = { ".png", ".svg", ".pdf" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  cli_misuse (_ ("%s: the name of a picture ends in .png, .svg or .pdf"), name);
  return FALSE;
}

void
cli_print (GString *text)
{
  fwrite (text->str, 1, text->len, stdout);
  g_string_free (text, TRUE);
}

GradusProblem
cli_get_problem (const GradusDocument *document)
{
  return (GradusProblem){
    .shape = document->network->shape,
    .frozen = document->network->frozen,
    .loss = document->loss,
    .training = document->training,
    .inputs = document->inputs,
    .targets = document->targets,
    .n_samples = document->n_samples,
    .test_inputs = document->test_inputs,
    .test_targets = document->test_targets,
    .n_test = document->n_test,
  };
}

GradusState *
cli_get_state (const GradusDocument *document)
{
  GradusProblem problem = cli_get_problem (document);

  if (document->state)
    return gradus_state_copy (document->state);
  return gradus_state_new (&problem, document->network->parameters);
}

const char *
cli_number (double value)
{
  static char buffers[N_NUMBER_BUFFERS][GRADUS_FORMAT_SIZE];
  static guint next = 0;
  GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = FALSE };

  next = (next + 1) % N_NUMBER_BUFFERS;
  return gradus_format_number (format, value, buffers[next]);
}

void
cli_json_number (GString *json, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (json, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
  else
    g_string_append (json, "null");
}

void
cli_json_vector (GString *json, gsize n, const double values[])
{
  g_string_append_c (json, '[');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (json, ", ");
      cli_json_number (json, values[i]);
    }
  g_string_append_c (json, ']');
}

void
cli_json_matrix (GString *json, gsize rows, gsize columns, const double values[])
{
  g_string_append_c (json, '[');
  for (gsize i = 0; i < rows; i++)
    {
      if (i > 0)
        g_string_append (json, ", ");
      cli_json_vector (json, columns, values + i * columns);
    }
  g_string_append_c (json, ']');
}

void
cli_json_parameters (GString *json,
                     const GradusShape *shape,
                     gsize l,
                     const double parameters[],
                     const char *weights_key,
                     const char *biases_key)
{
  const GradusLayer *layer = &shape->layers[l];

  g_string_append_printf (json, "\"%s\": ", weights_key);
  cli_json_matrix (json, layer->n_neurons, layer->n_inputs, parameters + layer->first_weight);
  g_string_append_printf (json, ", \"%s\": ", biases_key);
  if (layer->has_biases)
    cli_json_vector (json, layer->n_neurons, parameters + layer->first_bias);
  else
    g_string_append (json, "null");
}

void
cli_json_layers (GString *json, const GradusShape *shape, const double parameters[])
{
  g_string_append_c (json, '[');
  for (gsize l = 0; l < shape->n_layers; l++)
    {
      g_string_append (json, l > 0 ? ",\n    { " : "\n    { ");
      cli_json_parameters (json, shape, l, parameters, "weights", "biases");
      g_string_append (json, " }");
    }
  g_string_append_c (json, ']');
}
