/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "cli/cli.h"

CliStatus
cli_lessons_run (int argc, char *argv[])
{
  const char *const *ids = gradus_lessons_get_ids ();
  GString *list = g_string_new (NULL);
  CliStatus status;

  if (!cli_parse (&argc, &argv, NULL, NULL, 0, _ ("Lists the built-in lessons: id and title."), &status))
    return status;

  for (gsize i = 0; ids[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusDocument) document = gradus_lessons_load (ids[i], &error);

      if (!document)
        {
          g_string_free (list, TRUE);
          return cli_fail ("%s: %s", ids[i], error->message);
        }
      g_string_append_printf (list, "%s\t%s\n", ids[i], document->title);
    }
  cli_print (list);
  return CLI_OK;
}
