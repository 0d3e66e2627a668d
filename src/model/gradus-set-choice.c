/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-set-choice.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/gradus-dataset.h"
#include "model/gradus-document-private.h"
#include "model/gradus-sentence.h"
#include "model/gradus-session-private.h"
#include "model/gradus-table-set.h"

static gboolean
check_split (double test_fraction, guint64 seed, GError **error)
{
  if (!(test_fraction >= 0 && test_fraction < 1))
    return gradus_session_refuse (
        GRADUS_SESSION_ERROR_RANGE, _ ("The share for testing is from 0 to below 100 percent."), error);
  if (seed > GRADUS_MAX_SEED)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_RANGE, _ ("The seed is a whole number below 2⁵³."), error);
  return TRUE;
}

static gboolean
check_choice (const GradusSetChoice *choice, GError **error)
{
  if (choice->n_samples > GRADUS_DATASET_MAX_SAMPLES)
    {
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_RANGE,
                   _ ("A set has 1 to %d samples."),
                   GRADUS_DATASET_MAX_SAMPLES);
      return FALSE;
    }
  if (!isfinite (choice->noise) || choice->noise < 0)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_RANGE, _ ("Noise is 0 or above."), error);
  return check_split (choice->test_fraction, choice->seed, error);
}

/* Formulas have no names of their own, so theirs are the usual ones. */
static void
give_usual_names (GradusSamples *samples)
{
  GradusShape shape = { .n_inputs = samples->n_inputs, .n_layers = 1 };
  GradusNames *names;

  shape.layers[0].n_neurons = samples->n_outputs;
  g_return_if_fail (gradus_shape_init (&shape) == GRADUS_SHAPE_OK);
  names = gradus_memory (gradus_names_new (&shape));
  samples->input_names = gradus_document_copy_names (names->n_inputs, names->inputs);
  samples->output_names = gradus_document_copy_names (names->n_outputs, names->neurons);
  gradus_names_free (names);
}

static GradusSamples *
make_formula (const GradusSetChoice *choice, GradusDataset set, GError **error)
{
  gsize n = choice->n_samples;
  g_autofree double *inputs = NULL, *targets = NULL;

  if (!gradus_dataset_takes_inputs (set, choice->n_inputs))
    {
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_RANGE,
                   _ ("Parity has 1 to %d inputs."),
                   GRADUS_DATASET_MAX_PARITY);
      return NULL;
    }
  if (n == 0)
    n = gradus_dataset_default_samples (set, choice->n_inputs);
  inputs = g_new (double, n * choice->n_inputs);
  targets = g_new (double, n);
  gradus_dataset_fill (set, choice->n_inputs, n, choice->noise, choice->seed, inputs, targets);
  return gradus_samples_new_from_rows (choice->n_inputs, 1, n, inputs, targets, choice->test_fraction, choice->seed);
}

static GradusSamples *
make_table (const GradusSetChoice *choice, const GradusTableSet *set, GError **error)
{
  GradusTableSet wanted = *set;
  g_autoptr (GError) trouble = NULL;
  GradusSamples *samples;

  wanted.standardize &= !choice->raw;
  samples = gradus_table_set_get_samples (
      &wanted, choice->n_samples, choice->noise, choice->test_fraction, choice->seed, &trouble);
  if (samples == NULL)
    {
      trouble->domain = GRADUS_SESSION_ERROR;
      trouble->code = GRADUS_SESSION_ERROR_RANGE;
      gradus_sentence_set_error (error, trouble);
    }
  return samples;
}

gboolean
gradus_set_choice_init (GradusSetChoice *choice, const char *set)
{
  const GradusTableSet *table_set = gradus_table_set_find (set);
  GradusDataset found;

  *choice = (GradusSetChoice){ .seed = 1 };
  if (table_set != NULL)
    {
      choice->set = table_set->id;
      return TRUE;
    }
  if (!gradus_dataset_from_name (set, &found))
    return FALSE;
  choice->set = gradus_dataset_name (found);
  choice->n_inputs = gradus_dataset_n_inputs (found);
  choice->noise = gradus_dataset_default_noise (found);
  return TRUE;
}

gboolean
gradus_session_get_set (GradusSession *self, GradusSetChoice *choice)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusDocument *document = self->document;
  const GradusDataSource *source = &document->data_source;

  if (source->set == NULL || !gradus_set_choice_init (choice, source->set))
    return FALSE;
  choice->n_inputs = self->problem.shape.n_inputs;
  choice->n_samples = source->n_samples;
  choice->noise = source->noise;
  choice->raw = source->raw;
  choice->test_fraction = document->test_fraction;
  choice->seed = document->data_seed;
  return TRUE;
}

gboolean
gradus_session_set_set (GradusSession *self, const GradusSetChoice *choice, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (choice != NULL && choice->set != NULL, FALSE);

  const GradusTableSet *table_set = gradus_table_set_find (choice->set);
  gboolean is_same_set = g_strcmp0 (choice->set, self->document->data_source.set) == 0;
  g_autoptr (GradusSamples) samples = NULL;
  GradusDataset set = GRADUS_DATASET_AND;
  GradusDataSource source = {
    .set = (char *) choice->set,
    .n_samples = choice->n_samples,
    .noise = choice->noise,
    .raw = choice->raw,
    .source = table_set != NULL ? (char *) table_set->source : NULL,
    .licence = table_set != NULL ? (char *) table_set->licence : NULL,
  };

  g_return_val_if_fail (table_set != NULL || gradus_dataset_from_name (choice->set, &set), FALSE);

  if (!check_choice (choice, error))
    return FALSE;
  samples = table_set != NULL ? make_table (choice, table_set, error) : make_formula (choice, set, error);
  if (samples == NULL)
    return FALSE;
  if (is_same_set)
    {
      g_clear_pointer (&samples->input_names, g_ptr_array_unref);
      g_clear_pointer (&samples->output_names, g_ptr_array_unref);
    }
  else if (samples->input_names == NULL)
    {
      give_usual_names (samples);
    }
  return gradus_session_set_data (self, samples, &source, error);
}

gboolean
gradus_session_set_split (GradusSession *self, double test_fraction, guint64 seed, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  g_autoptr (GradusSamples) now = gradus_session_dup_samples (self);
  g_autoptr (GradusSamples) samples = NULL;
  g_autofree gsize *order = g_new (gsize, now->n_rows);
  g_autofree double *inputs = g_new (double, now->n_rows * now->n_inputs);
  g_autofree double *targets = g_new (double, now->n_rows * now->n_outputs);

  if (!check_split (test_fraction, seed, error))
    return FALSE;
  gradus_split_order (now->n_rows, now->n_test, now->seed, order);
  for (gsize i = 0; i < now->n_rows; i++)
    {
      memcpy (inputs + order[i] * now->n_inputs, now->inputs + i * now->n_inputs, now->n_inputs * sizeof (double));
      memcpy (targets + order[i] * now->n_outputs, now->targets + i * now->n_outputs, now->n_outputs * sizeof (double));
    }
  samples =
      gradus_samples_new_from_rows (now->n_inputs, now->n_outputs, now->n_rows, inputs, targets, test_fraction, seed);

  GradusDataSource source = gradus_data_source_copy (&self->document->data_source);
  gboolean taken = gradus_session_set_data (self, samples, &source, error);

  gradus_data_source_clear (&source);
  return taken;
}
