/* From a document and back to one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <math.h>

static double *
copy_values (const double values[], gsize n_rows, gsize n_columns)
{
  return g_memdup2 (values, n_rows * n_columns * sizeof *values);
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

  gradus_history_truncate (history, start->steps);
  if (isfinite (loss))
    gradus_history_append (history, start->steps, loss); /* no-op where it has that step */
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
  g_clear_pointer (&self->inputs, g_free);
  g_clear_pointer (&self->targets, g_free);
  g_clear_pointer (&self->document, gradus_document_unref);
}

void
gradus_session_take_document (GradusSession *self, GradusDocument *document)
{
  const GradusShape *shape = &document->network->shape;

  gradus_document_ref (document); /* it may be the one that goes */
  gradus_session_clear_document (self);

  self->document = document;
  self->inputs = copy_values (document->inputs, document->n_samples, shape->n_inputs);
  self->targets = copy_values (document->targets, document->n_samples, shape->n_outputs);
  self->problem = (GradusProblem){
    .shape = *shape,
    .frozen = document->network->frozen,
    .loss = document->loss,
    .training = document->training,
    .inputs = self->inputs,
    .targets = self->targets,
    .n_samples = document->n_samples,
  };
  self->n_stages = gradus_stage_count (shape);
  self->decimals = gradus_session_collect_decimals (document, self->n_stages);
  self->network = gradus_memory (gradus_network_copy (document->network));

  self->tip = gradus_session_new_start (self);
  self->shown = gradus_memory (gradus_state_copy (self->tip));
  self->cursor = document->state != NULL ? CLAMP (document->cursor, 1, self->n_stages) : self->n_stages;
  self->history = gradus_session_new_start_history (self, self->tip);
  gradus_session_restart_line (self);
  self->history_changed = TRUE;
  gradus_session_mark_moved (self);
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
  return document;
}
