/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-block.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/gradus-document-private.h"
#include "model/gradus-number.h"

static char **
split_cells (const char *line, gboolean tabs, gboolean semicolons)
{
  g_autoptr (GPtrArray) cells = NULL;
  g_auto (GStrv) parts = NULL;

  if (tabs || semicolons)
    return g_strsplit (line, tabs ? "\t" : ";", -1);

  cells = g_ptr_array_new ();
  parts = g_strsplit (line, " ", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      gsize length = strlen (*part);

      if (length > 0 && (*part)[length - 1] == ',')
        (*part)[length - 1] = '\0';
      if (**part != '\0')
        g_ptr_array_add (cells, g_strdup (*part));
    }
  g_ptr_array_add (cells, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

static gboolean
read_line (const char *line, gsize number, gboolean tabs, gboolean semicolons, GArray *values, GError **error)
{
  g_auto (GStrv) cells = split_cells (line, tabs, semicolons);

  for (gsize j = 0; cells[j] != NULL; j++)
    {
      double value;

      if (!gradus_number_parse (cells[j], &value, error))
        {
          /* Translators: where a number stands in a text; the reason follows. */
          g_prefix_error (error, _ ("Line %d, cell %d: "), (int) number, (int) j + 1);
          return FALSE;
        }
      g_array_append_val (values, value);
    }
  return TRUE;
}

GradusBlock *
gradus_block_parse (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean tabs = strchr (text, '\t') != NULL, semicolons = strchr (text, ';') != NULL;
  gsize n_rows = 0, n_columns = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gsize before = values->len;

      g_strchomp (lines[i]);
      if (*lines[i] == '\0')
        continue;
      if (!read_line (lines[i], i + 1, tabs, semicolons, values, error))
        return NULL;
      if (n_rows > 0 && values->len - before != n_columns)
        {
          g_set_error (error,
                       GRADUS_SESSION_ERROR,
                       GRADUS_SESSION_ERROR_SHAPE,
                       _ ("Line %d has another number of cells than the lines before it."),
                       (int) i + 1);
          return NULL;
        }
      n_columns = values->len - before;
      n_rows++;
    }
  if (n_rows == 0)
    {
      g_set_error_literal (
          error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_SHAPE, _ ("There are no numbers on the clipboard."));
      return NULL;
    }

  GradusBlock *block = g_new0 (GradusBlock, 1);

  block->n_rows = n_rows;
  block->n_columns = n_columns;
  block->values = (double *) (gpointer) g_array_free (g_steal_pointer (&values), FALSE);
  return block;
}

void
gradus_block_free (GradusBlock *block)
{
  if (block == NULL)
    return;
  g_free (block->values);
  g_free (block);
}

char *
gradus_block_format_rows (GradusSession *session, gsize n, const gsize rows[])
{
  const GradusShape *shape = &gradus_session_get_problem (session)->shape;
  GString *text = g_string_new (NULL);
  char number[GRADUS_JSON_NUMBER_SIZE];
  const double *inputs, *targets;

  for (gsize i = 0; i < n; i++)
    {
      if (!gradus_session_get_row (session, rows[i], &inputs, &targets))
        continue;
      for (gsize j = 0; j < shape->n_inputs + shape->n_outputs; j++)
        {
          double value = j < shape->n_inputs ? inputs[j] : targets[j - shape->n_inputs];

          g_string_append (text, j > 0 ? "\t" : "");
          g_string_append (text, gradus_json_format_number (value, number));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
