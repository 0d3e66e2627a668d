/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "cli/cli-design.h"

CliStatus
cli_new_run (int argc, char *argv[])
{
  g_autofree char *output = NULL;
  GOptionEntry entries[CLI_DESIGN_ENTRIES + 2] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The document to write (always needed)"), "F.gradus" },
  };
  g_autoptr (GradusDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  CliDesign design;
  CliStatus status;

  cli_design_init (&design);
  cli_design_add_entries (&design, entries, TRUE);
  if (!cli_parse (&argc, &argv, entries, NULL, 0, _ ("Writes a document from a shape and data."), &status))
    goto out;
  if (!output)
    {
      status = cli_misuse (_ ("new: -o F.gradus is needed; see “gradus-cli new --help”"));
      goto out;
    }
  document = cli_design_make (&design, &status);
  if (!document)
    goto out;
  file = g_file_new_for_commandline_arg (output);
  if (!gradus_document_save (document, file, NULL, &error))
    status = cli_fail_file (output, error);

out:
  cli_design_clear (&design);
  return status;
}
