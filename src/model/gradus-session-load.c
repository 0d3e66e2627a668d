/* From a document and back to one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <math.h>

#include "model/gradus-document-private.h"

static double *
copy_values (const double values[], gsize n_rows, gsize n_columns)
{
  return g_memdup2 (values, n_rows * n_columns * sizeof *values);
}

/* Whether a saved session differs from `document` only in what gradus_session_continue() takes over. */
static gboolean
belongs_to (const GradusDocument *saved, const GradusDocument *document)
{
  const GradusNetwork *network = document->network;
  const GradusTraining *a = &saved->training, *b = &document->training;
  gboolean frozen = network->frozen != NULL;

  if (saved->state == NULL || saved->loss != document->loss || saved->n_samples != document->n_samples ||
      !gradus_shape_equal (&saved->network->shape, &network->shape) || frozen != (saved->network->frozen != NULL) ||
      (frozen && memcmp (saved->network->frozen, network->frozen, network->shape.n_parameters) != 0) ||
      !gradus_document_has_test_rows (saved, document))
    return FALSE;

  return a->optimizer == b->optimizer && a->momentum == b->momentum && a->rho == b->rho && a->beta1 == b->beta1 &&
         a->beta2 == b->beta2 && a->epsilon == b->epsilon && a->weight_decay == b->weight_decay && a->l1 == b->l1 &&
         a->l2 == b->l2 && a->batch_size == b->batch_size && a->reduction == b->reduction && a->shuffle == b->shuffle &&
         a->seed == b->seed;
}

gboolean
gradus_session_is_at_start (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusDocument *document = self->document;
  const GradusShape *shape = &self->problem.shape;

  return self->tip->steps == (document->state != NULL ? document->state->steps : 0) &&
         self->problem.training.learning_rate == document->training.learning_rate &&
         memcmp (self->tip->parameters,
                 document->state != NULL ? document->state->parameters : document->network->parameters,
                 shape->n_parameters * sizeof (double)) == 0 &&
         memcmp (self->inputs, document->inputs, document->n_samples * shape->n_inputs * sizeof (double)) == 0 &&
         memcmp (self->targets, document->targets, document->n_samples * shape->n_outputs * sizeof (double)) == 0;
}

/* The figures that a lesson's source prints are those of its own numbers. */
static void
forget_printed (GradusDocument *document)
{
  for (guint i = 0; i < document->pages->len; i++)
    {
      GradusPage *page = g_ptr_array_index (document->pages, i);

      for (guint j = 0; j < page->printed->len; j++)
        {
          GradusPrinted *printed = g_ptr_array_index (page->printed, j);

          g_clear_pointer (&printed->printed, g_free);
          g_clear_pointer (&printed->reason, g_free);
        }
    }
}

/* The state that the document starts with. */
GradusState *
gradus_session_new_start (GradusSession *self)
{
  GradusDocument *document = self->document;

  if (document->state != NULL)
    return gradus_memory (gradus_state_copy (document->state));
  return gradus_memory (gradus_state_new (&self->problem, document->network->parameters));
}

GradusHistory *
gradus_session_new_start_history (GradusSession *self, const GradusState *start)
{
  GradusDocument *document = self->document;
  GradusHistory *history =
      gradus_memory (document->state != NULL && document->history != NULL ? gradus_history_copy (document->history)
                                                                          : gradus_history_new ());
  double loss = gradus_trainer_loss (gradus_session_get_trainer (self), start);
  double test_loss = gradus_trainer_test_loss (gradus_session_get_trainer (self), start);

  gradus_history_truncate (history, start->steps);
  /* Each does nothing where the history has that step. */
  if (isfinite (loss))
    gradus_history_append (history, start->steps, loss);
  if (isfinite (test_loss))
    gradus_history_append_test (history, start->steps, test_loss);
  return history;
}

void
gradus_session_clear_document (GradusSession *self)
{
  gradus_session_clear_entries (self);
  g_clear_pointer (&self->open, gradus_entry_free);
  g_clear_pointer (&self->line_before, g_ptr_array_unref);
  g_ptr_array_set_size (self->line, 0);
  gradus_session_forget_trainer (self);
  g_clear_pointer (&self->tip, gradus_state_free);
  g_clear_pointer (&self->shown, gradus_state_free);
  g_clear_pointer (&self->network, gradus_network_free);
  g_clear_pointer (&self->trace, gradus_trace_free);
  g_clear_pointer (&self->rounded, gradus_trace_free);
  g_clear_pointer (&self->history, gradus_history_free);
  g_clear_pointer (&self->decimals, g_free);
  g_clear_pointer (&self->names, gradus_names_free);
  g_clear_pointer (&self->inputs, g_free);
  g_clear_pointer (&self->targets, g_free);
  g_clear_pointer (&self->document, gradus_document_unref);
  g_clear_pointer (&self->loaded, gradus_document_unref);
}

/* The tip is on show, revealed as far as `document` says. */
static void
show_saved_position (GradusSession *self, const GradusDocument *document)
{
  self->shown = gradus_memory (gradus_state_copy (self->tip));
  self->cursor = document->state != NULL ? CLAMP (document->cursor, 1, self->n_stages) : self->n_stages;
  gradus_session_restart_line (self);
  self->history_changed = TRUE;
  gradus_session_mark_moved (self);
}

void
gradus_session_take_document (GradusSession *self, GradusDocument *document)
{
  const GradusShape *shape = &document->network->shape;

  gradus_document_ref (document); /* it may be the one that goes */
  gradus_session_clear_document (self);

  self->loaded = document;
  self->pinned = FALSE;
  self->inputs = copy_values (document->inputs, document->n_samples, shape->n_inputs);
  self->targets = copy_values (document->targets, document->n_samples, shape->n_outputs);
  gradus_session_adopt_document (self, gradus_document_ref (document), &document->training);

  self->tip = gradus_session_new_start (self);
  self->history = gradus_session_new_start_history (self, self->tip);
  show_saved_position (self, document);
}

gboolean
gradus_session_continue (GradusSession *self, GradusDocument *saved)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (saved != NULL, FALSE);

  const GradusShape *shape = &self->problem.shape;

  if (!belongs_to (saved, self->document))
    return FALSE;

  gradus_session_pause (self);
  gradus_session_clear_entries (self);
  gradus_session_forget_trainer (self);
  memcpy (self->inputs, saved->inputs, saved->n_samples * shape->n_inputs * sizeof (double));
  memcpy (self->targets, saved->targets, saved->n_samples * shape->n_outputs * sizeof (double));
  self->problem.training = saved->training;
  gradus_state_free (self->tip);
  gradus_state_free (self->shown);
  gradus_history_free (self->history);
  self->tip = gradus_memory (gradus_state_copy (saved->state));
  self->history = gradus_memory (saved->history != NULL ? gradus_history_copy (saved->history) : gradus_history_new ());
  show_saved_position (self, saved);
  gradus_session_settle (self);
  return TRUE;
}

GradusDocument *
gradus_session_to_document (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), NULL);

  const GradusShape *shape = &self->problem.shape;
  GradusDocument *document = gradus_document_copy (self->document);

  g_free (document->inputs);
  g_free (document->targets);
  gradus_state_free (document->state);
  gradus_history_free (document->history);

  memcpy (document->network->parameters, self->tip->parameters, shape->n_parameters * sizeof (double));
  document->inputs = copy_values (self->inputs, self->problem.n_samples, shape->n_inputs);
  document->targets = copy_values (self->targets, self->problem.n_samples, shape->n_outputs);
  document->training = self->problem.training;
  document->state = gradus_memory (gradus_state_copy (self->tip));
  document->history = gradus_memory (gradus_history_copy (self->history));
  document->cursor = gradus_session_is_at_tip (self) ? self->cursor : self->n_stages;
  if (!gradus_session_is_at_start (self)) /* what a lesson says of its numbers does not hold */
    forget_printed (document);
  return document;
}
