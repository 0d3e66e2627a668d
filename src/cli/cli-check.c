/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "cli/cli.h"
#include "core/gradus-check.h"

static char *
get_pointer (const GradusShape *shape, gsize index)
{
  GradusParameter parameter = gradus_shape_parameter (shape, index);

  if (parameter.is_bias)
    return g_strdup_printf ("/network/layers/%zu/biases/%zu", parameter.layer, parameter.to);
  return g_strdup_printf ("/network/layers/%zu/weights/%zu/%zu", parameter.layer, parameter.to, parameter.from);
}

static void
print_json (const GradusShape *shape, GradusCheckResult result)
{
  GString *json = g_string_new ("{ \"worst_relative_error\": ");

  if (result.checked > 0)
    {
      g_autofree char *pointer = get_pointer (shape, result.worst);

      cli_json_number (json, result.worst_error);
      g_string_append_printf (json, ", \"at\": \"%s\"", pointer);
    }
  else
    g_string_append (json, "null, \"at\": null");
  g_string_append_printf (json, ", \"checked\": %zu", result.checked);
  if (result.checked < shape->n_parameters)
    g_string_append_printf (json, ", \"skipped\": %zu", shape->n_parameters - result.checked);
  g_string_append (json, " }\n");
  cli_print (json);
}

static void
print_text (const GradusShape *shape, const GradusCheckEntry entries[], GradusCheckResult result)
{
  GString *text = g_string_new (NULL);
  char symbol[GRADUS_SYMBOL_SIZE];

  for (gsize i = 0; i < shape->n_parameters; i++)
    {
      gradus_symbol_parameter (shape, i, symbol);
      if (entries[i].skipped)
        /* Translators: a line of the gradient check: the parameter is left out */
        g_string_append_printf (text, _ ("∂L/∂%s: skipped, a kink of the activation lies too near\n"), symbol);
      else
        g_string_append_printf (
            text,
            /* Translators: a line of the gradient check: "∂L/∂w₁: backpropagation …, differences …, relative error …" */
            _ ("∂L/∂%s: backpropagation %s, differences %s, relative error %s\n"),
            symbol,
            cli_number (entries[i].analytic),
            cli_number (entries[i].numeric),
            cli_number (entries[i].relative_error));
    }
  if (result.checked > 0)
    g_string_append_printf (text,
                            ngettext ("%zu gradient checked; the largest relative error is %s at ∂L/∂%s.\n",
                                      "%zu gradients checked; the largest relative error is %s at ∂L/∂%s.\n",
                                      result.checked),
                            result.checked,
                            cli_number (result.worst_error),
                            gradus_symbol_parameter (shape, result.worst, symbol));
  else
    g_string_append (text, _ ("No gradient could be checked.\n"));
  cli_print (text);
}

CliStatus
cli_check_run (int argc, char *argv[])
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GradusDocument) document = NULL;
  g_autofree GradusCheckEntry *results = NULL;
  GradusCheckResult result;
  CliStatus status;

  if (!cli_parse (&argc,
                  &argv,
                  entries,
                  "DOC",
                  1,
                  _ ("Checks the gradient of every weight and bias against central differences of the loss.\n"
                     "Fails where one differs by more than 1e-5."),
                  &status))
    return status;
  document = cli_open_document (argv[1]);
  if (!document)
    return CLI_FAILED;

  results = g_new0 (GradusCheckEntry, document->network->shape.n_parameters);
  result = gradus_check (
      document->network, document->loss, document->inputs, document->targets, document->n_samples, results);
  if (json)
    print_json (&document->network->shape, result);
  else
    print_text (&document->network->shape, results, result);

  if (result.checked > 0 && !(result.worst_error <= GRADUS_CHECK_TOLERANCE))
    {
      g_autofree char *pointer = get_pointer (&document->network->shape, result.worst);

      return cli_fail (_ ("%s: %s: the gradient differs from central differences by %s"),
                       argv[1],
                       pointer,
                       cli_number (result.worst_error));
    }
  return CLI_OK;
}
