/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-import.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-sentence.h"

/* The columns of one role; the array is the caller's, the names are not. */
static const char **
collect_names (const GradusImport *import, GradusRole role)
{
  GPtrArray *names = g_ptr_array_new ();

  for (gsize j = 0; j < import->table->n_columns; j++)
    if (import->roles[j] == role)
      g_ptr_array_add (names, import->table->columns[j].name);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_COLUMN, message);
  return FALSE;
}

static gboolean
check_columns (const char *const inputs[], const char *const targets[], GError **error)
{
  if (inputs[0] == NULL)
    return fail (_ ("Choose a column as an input."), error);
  if (targets[0] == NULL)
    return fail (_ ("Choose a column as the target."), error);
  return TRUE;
}

GradusImport *
gradus_import_new (GradusTable *table, const char *name)
{
  GradusImport *import = g_new0 (GradusImport, 1);

  import->table = gradus_table_ref (table);
  import->name = g_strdup (name);
  import->roles = g_new0 (GradusRole, MAX (table->n_columns, 1));
  for (gsize j = 0; j < table->n_columns; j++)
    import->roles[j] = j + 1 == table->n_columns                        ? GRADUS_ROLE_TARGET
                       : table->columns[j].type == GRADUS_COLUMN_NUMBER ? GRADUS_ROLE_INPUT
                                                                        : GRADUS_ROLE_IGNORED;
  import->standardize = TRUE;
  import->seed = 1;
  return import;
}

GradusImport *
gradus_import_copy (const GradusImport *import)
{
  GradusImport *copy = g_new (GradusImport, 1);

  *copy = *import;
  copy->table = gradus_table_ref (import->table);
  copy->name = g_strdup (import->name);
  copy->roles = g_memdup2 (import->roles, MAX (import->table->n_columns, 1) * sizeof (GradusRole));
  return copy;
}

void
gradus_import_free (GradusImport *import)
{
  if (import == NULL)
    return;
  gradus_table_unref (import->table);
  g_free (import->name);
  g_free (import->roles);
  g_free (import);
}

gboolean
gradus_import_may_be_classes (const GradusImport *import)
{
  gsize n_targets = 0;
  gboolean numbers = TRUE;

  for (gsize j = 0; j < import->table->n_columns; j++)
    if (import->roles[j] == GRADUS_ROLE_TARGET)
      {
        n_targets++;
        numbers &= import->table->columns[j].type == GRADUS_COLUMN_NUMBER;
      }
  return n_targets == 1 && numbers;
}

GradusSamples *
gradus_import_get_samples (const GradusImport *import, GError **error)
{
  g_autofree const char **inputs = collect_names (import, GRADUS_ROLE_INPUT);
  g_autofree const char **targets = collect_names (import, GRADUS_ROLE_TARGET);
  gboolean classes = import->classes && gradus_import_may_be_classes (import);
  GradusSelection selection = {
    .inputs = inputs,
    .targets = targets,
    .fill = import->fill,
    .standardize = import->standardize,
    .classes = classes,
    .n_outputs = classes ? 0 : 1, /* two texts are one output, 0 and 1 */
    .test_fraction = import->test_fraction,
    .seed = import->seed,
  };
  g_autoptr (GError) trouble = NULL;
  GradusSamples *samples;

  if (!check_columns (inputs, targets, error))
    return NULL;
  samples = gradus_samples_new (import->table, &selection, &trouble);
  if (samples == NULL)
    gradus_sentence_set_error (error, trouble);
  return samples;
}
