/* Taking on a document that was designed anew, as one entry of the undo history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

/* What a source prints is about the numbers it had. */
static void
drop_printed (GradusDocument *variant)
{
  for (guint i = 0; i < variant->pages->len; i++)
    g_ptr_array_set_size (((GradusPage *) g_ptr_array_index (variant->pages, i))->printed, 0);
}

/* Puts the variant in place; the entry has what was there before. */
static GradusEntry *
exchange_document (GradusSession *self, GradusAction action, GradusDocument *variant, const GradusTraining *training)
{
  GradusEntry *entry = gradus_entry_new (action, (GradusPart){ 0 });
  GradusTraining taken = *training; /* it may be the session's own */

  if (action != GRADUS_ACTION_NAME && action != GRADUS_ACTION_SCHEME)
    drop_printed (variant);
  variant->training = taken;
  variant->training.learning_rate = self->document->training.learning_rate;
  if (action == GRADUS_ACTION_LOSS && self->problem.training.learning_rate > 0)
    variant->training.learning_rate *= taken.learning_rate / self->problem.training.learning_rate;
  entry->document = self->document;
  entry->training = self->problem.training;
  if (action == GRADUS_ACTION_DATA)
    {
      const GradusShape *shape = &variant->network->shape;

      entry->inputs = self->inputs;
      entry->targets = self->targets;
      self->inputs = g_memdup2 (variant->inputs, variant->n_samples * shape->n_inputs * sizeof (double));
      self->targets = g_memdup2 (variant->targets, variant->n_samples * shape->n_outputs * sizeof (double));
    }
  gradus_session_adopt_document (self, variant, &taken);
  return entry;
}

static void
finish (GradusSession *self, GradusEntry *entry)
{
  gboolean entry_opens = entry->action == GRADUS_ACTION_DATA && self->edit_depth > 0;

  self->history_changed = TRUE;
  gradus_session_mark_moved (self);
  if (self->data_open && entry->action == GRADUS_ACTION_DATA)
    gradus_entry_free (entry); /* what was before the drag stands in the entry that is there */
  else
    gradus_session_push_entry (self, entry);
  self->data_open = entry_opens;
  gradus_session_resume_run (self);
  gradus_session_settle (self);
}

/* Where another order of the samples or another batch begins: at an epoch's start. */
static void
begin_epoch (GradusSession *self, GradusState *state)
{
  if (self->problem.training.shuffle)
    {
      state->position = state->n_samples; /* the next step draws a permutation */
      return;
    }
  for (gsize i = 0; i < state->n_samples; i++)
    state->order[i] = i;
  state->position = 0;
}

/* The problem becomes that of `document`, which is taken over, with the data of
 * now. Tip, history and line are the caller's to care for. */
void
gradus_session_adopt_document (GradusSession *self, GradusDocument *document, const GradusTraining *training)
{
  const GradusNetwork *network = document->network;

  gradus_session_forget_trainer (self);
  g_clear_pointer (&self->decimals, g_free);
  gradus_network_free (self->network);

  self->document = document;
  gradus_session_take_names (self);
  self->problem = (GradusProblem){
    .shape = network->shape,
    .frozen = network->frozen,
    .loss = document->loss,
    .training = *training,
    .inputs = self->inputs,
    .targets = self->targets,
    .n_samples = document->n_samples,
    .test_inputs = document->test_inputs,
    .test_targets = document->test_targets,
    .n_test = document->n_test,
  };
  self->n_stages = gradus_stage_count (&network->shape);
  self->decimals = gradus_session_collect_decimals (document, self->n_stages);
  self->network = gradus_memory (gradus_network_copy (network));
  self->redesigned = TRUE;
}

/* Nothing goes on, and the last entry is whole: the tip is there to be read. */
void
gradus_session_begin_design (GradusSession *self)
{
  gradus_session_hold_run (self);
  if (self->open != NULL)
    gradus_session_close_edit (self);
  else if (self->running)
    gradus_session_close_run_entry (self);
  gradus_session_settle (self); /* steps that were made are told before their count begins anew */
}

/* The training begins anew on `variant` (taken over) with `parameters`. */
void
gradus_session_start_over (GradusSession *self,
                           GradusAction action,
                           GradusDocument *variant,
                           const GradusTraining *training,
                           const double parameters[])
{
  if (action != GRADUS_ACTION_START)
    g_ptr_array_set_size (variant->pages, 0); /* they tell of another network */

  GradusEntry *entry = exchange_document (self, action, variant, training);

  entry->state = self->tip;
  entry->history = gradus_memory (gradus_history_cut (self->history, 0));
  self->tip = gradus_memory (gradus_state_new (&self->problem, parameters));
  gradus_state_free (self->shown);
  self->shown = gradus_memory (gradus_state_copy (self->tip));
  self->cursor = self->n_stages;
  self->edited = TRUE; /* the history begins with the loss of now */
  gradus_session_leave_line (self, entry);
  finish (self, entry);
}

/* The training goes on under `variant` (taken over), of the same shape and optimiser. */
void
gradus_session_go_on (GradusSession *self, GradusAction action, GradusDocument *variant, const GradusTraining *training)
{
  GradusTraining before = self->problem.training;
  GradusEntry *entry = exchange_document (self, action, variant, training);

  if (action == GRADUS_ACTION_NAME || action == GRADUS_ACTION_SCHEME)
    {
      entry->first_step = self->tip->steps + 1;
      finish (self, entry);
      return;
    }

  /* What was made after the position on show was made otherwise. */
  entry->first_step = self->shown->steps + 1;
  entry->history = gradus_memory (gradus_history_cut (self->history, entry->first_step));
  entry->state = self->tip;
  self->tip = gradus_memory (gradus_state_copy (self->shown));
  if (training->batch_size != before.batch_size || training->shuffle != before.shuffle)
    begin_epoch (self, self->tip);
  gradus_state_assign (self->shown, self->tip);
  gradus_session_leave_line (self, entry);
  finish (self, entry);
}
