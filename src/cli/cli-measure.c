/* How well the network does: the loss of the test rows, and the classes it gets right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "cli/cli.h"
#include "core/gradus-field.h"

/* NaN where there are no test rows. */
static double
measure_test_loss (const GradusDocument *document, const GradusState *state)
{
  GradusProblem problem = cli_get_problem (document);
  GradusTrainer *trainer;
  double loss;

  if (document->n_test == 0)
    return NAN;
  trainer = gradus_trainer_new (&problem);
  loss = trainer ? gradus_trainer_test_loss (trainer, state) : NAN;
  gradus_trainer_free (trainer);
  return loss;
}

CliMeasures
cli_measure (const GradusDocument *document, const GradusState *state)
{
  const GradusShape *shape = &document->network->shape;
  CliMeasures measures = { .test_loss = measure_test_loss (document, state) };
  GradusClasses classes = gradus_classes_find (document->n_samples, shape->n_outputs, document->targets);
  GradusField *field = classes.kind != GRADUS_CLASSES_NONE ? gradus_field_new (shape) : NULL;

  if (!field)
    return measures;
  measures.has_classes = TRUE;
  gradus_field_count_right (field,
                            state->parameters,
                            document->n_samples,
                            document->inputs,
                            document->targets,
                            &classes,
                            NULL,
                            &measures.n_right);
  if (document->n_test > 0)
    gradus_field_count_right (field,
                              state->parameters,
                              document->n_test,
                              document->test_inputs,
                              document->test_targets,
                              &classes,
                              NULL,
                              &measures.n_test_right);
  gradus_field_free (field);
  return measures;
}

void
cli_json_measures (GString *json, const GradusDocument *document, const CliMeasures *measures)
{
  if (document->n_test > 0)
    {
      g_string_append (json, ", \"test_loss\": ");
      cli_json_number (json, measures->test_loss);
    }
  if (measures->has_classes)
    {
      g_string_append (json, ", \"accuracy\": ");
      cli_json_number (json, (double) measures->n_right / (double) document->n_samples);
    }
  if (measures->has_classes && document->n_test > 0)
    {
      g_string_append (json, ", \"test_accuracy\": ");
      cli_json_number (json, (double) measures->n_test_right / (double) document->n_test);
    }
}

void
cli_tell_measures (GString *text, const GradusDocument *document, const CliMeasures *measures)
{
  if (document->n_test > 0)
    g_string_append_printf (text, _ ("Loss of the test rows: %s.\n"), cli_number (measures->test_loss));
  if (measures->has_classes)
    g_string_append_printf (text, _ ("Right classes: %zu of %zu.\n"), measures->n_right, document->n_samples);
  if (measures->has_classes && document->n_test > 0)
    g_string_append_printf (
        text, _ ("Right classes of the test rows: %zu of %zu.\n"), measures->n_test_right, document->n_test);
}
