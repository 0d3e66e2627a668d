/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-class-names.h"

#include "render/gradus-format.h"

char **
gradus_class_names_new (GradusSession *session, const GradusClasses *classes)
{
  const GradusShape *shape = &gradus_session_get_problem (session)->shape;
  const GradusFormat format = { .digits = 3, .locale = TRUE };
  char symbol[GRADUS_SYMBOL_SIZE], number[GRADUS_FORMAT_SIZE];
  char **names;

  if (classes->kind == GRADUS_CLASSES_NONE)
    return NULL;

  names = g_new0 (char *, classes->n_classes + 1);
  for (gsize k = 0; k < classes->n_classes; k++)
    if (classes->kind == GRADUS_CLASSES_TWO)
      names[k] = g_strdup (gradus_format_fixed (format, k == 0 ? classes->low : classes->high, 0, number));
    else
      names[k] =
          g_strdup (gradus_symbol_neuron (gradus_session_get_names (session), shape, shape->n_layers - 1, k, symbol));
  return names;
}
