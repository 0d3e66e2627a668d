/* Values changed by hand, and Reset.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
is_same (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static gboolean
holds_value (GradusSession *self, GradusPart part)
{
  switch (part.kind)
    {
    case GRADUS_PART_INPUT:
    case GRADUS_PART_TARGET:
    case GRADUS_PART_WEIGHT:
    case GRADUS_PART_BIAS:
    case GRADUS_PART_LEARNING_RATE:
      return gradus_part_valid (&self->problem.shape, part);
    case GRADUS_PART_NONE:
    case GRADUS_PART_NEURON:
    case GRADUS_PART_LOSS:
      break;
    }
  return FALSE;
}

/* Where the value of a part stands among the given parameters, inputs, targets and learning rate. */
static double *
locate (const GradusShape *shape,
        GradusPart part,
        gsize sample,
        double parameters[],
        double inputs[],
        double targets[],
        double *learning_rate)
{
  gsize index;

  if (gradus_part_parameter (shape, part, &index))
    return &parameters[index];
  if (part.kind == GRADUS_PART_INPUT)
    return &inputs[sample * shape->n_inputs + part.neuron];
  if (part.kind == GRADUS_PART_TARGET)
    return &targets[sample * shape->n_outputs + part.neuron];
  return learning_rate;
}

static double
get_start_value (GradusSession *self, GradusPart part, gsize sample)
{
  GradusDocument *document = self->document;
  double *parameters = document->state != NULL ? document->state->parameters : document->network->parameters;

  return *locate (&self->problem.shape,
                  part,
                  sample,
                  parameters,
                  document->inputs,
                  document->targets,
                  &document->training.learning_rate);
}

static double
get_shown_value (GradusSession *self, GradusPart part, gsize sample)
{
  return *locate (&self->problem.shape,
                  part,
                  sample,
                  self->shown->parameters,
                  self->inputs,
                  self->targets,
                  &self->problem.training.learning_rate);
}

/* Makes sure an edit is under way. Behind the tip, and while training goes on
 * between the changes of a drag, its entry holds the whole state from before. */
void
gradus_session_open_edit (GradusSession *self, GradusPart part)
{
  if (self->open != NULL)
    {
      if (!gradus_part_equal (self->open->part, part))
        self->open->part = (GradusPart){ 0 };
      return;
    }

  gboolean running = self->running;

  if (running)
    gradus_session_close_run_entry (self);

  self->open = gradus_entry_new (GRADUS_ACTION_EDIT, part);
  self->open->values = g_array_new (FALSE, FALSE, sizeof (GradusValue));
  self->open->first_step = self->shown->steps;
  if (running || !gradus_session_is_at_tip (self))
    self->open->state = gradus_memory (gradus_state_copy (self->tip));
  gradus_state_assign (self->tip, self->shown);
  self->open->history = gradus_memory (gradus_history_cut (self->history, self->tip->steps));

  self->line_before = self->line;
  self->line = gradus_line_new ();
}

static void
remember_value (GradusSession *self, GradusPart part, gsize sample, double value)
{
  GArray *values = self->open->values;
  GradusValue held = { part, sample, value };

  if (self->open->inputs != NULL)
    return; /* everything is held */
  for (guint i = 0; i < values->len; i++)
    if (gradus_part_equal (g_array_index (values, GradusValue, i).part, part) &&
        g_array_index (values, GradusValue, i).sample == sample)
      return;
  g_array_append_val (values, held);
}

static void
drop_unchanged_values (GradusSession *self, GArray *values)
{
  for (guint i = values->len; i-- > 0;)
    {
      const GradusValue *held = &g_array_index (values, GradusValue, i);

      if (is_same (held->value, *gradus_session_find_value (self, held->part, held->sample)))
        g_array_remove_index (values, i);
    }
}

static void
drop_parameters (GradusSession *self, GArray *values)
{
  gsize index;

  for (guint i = values->len; i-- > 0;)
    if (gradus_part_parameter (&self->problem.shape, g_array_index (values, GradusValue, i).part, &index))
      g_array_remove_index (values, i);
}

/* Takes back an edit that changed nothing in the end: no trace of it is left. */
static void
discard_edit (GradusSession *self, GradusEntry *entry)
{
  if (entry->state != NULL)
    gradus_state_assign (self->tip, entry->state);
  gradus_history_free (gradus_memory (gradus_history_cut (self->history, entry->first_step)));
  if (!gradus_history_join (self->history, entry->history))
    gradus_memory (NULL);
  self->history_changed = TRUE;
  g_ptr_array_unref (self->line);
  self->line = g_steal_pointer (&self->line_before);
  gradus_entry_free (entry);
}

static gboolean
check_value (GradusSession *self, GradusPart part, double value, GError **error)
{
  if (!holds_value (self, part))
    {
      g_set_error_literal (error,
                           GRADUS_SESSION_ERROR,
                           GRADUS_SESSION_ERROR_NO_PART,
                           _ ("This part of the network has no value that can be changed."));
      return FALSE;
    }
  if (!isfinite (value))
    {
      g_set_error_literal (
          error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_NOT_FINITE, _ ("The value has to be a finite number."));
      return FALSE;
    }
  if (part.kind == GRADUS_PART_LEARNING_RATE && value < 0)
    {
      g_set_error_literal (
          error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_RANGE, _ ("The learning rate must not be below 0."));
      return FALSE;
    }
  if (part.kind == GRADUS_PART_TARGET && self->problem.loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY &&
      (value < 0 || value > 1))
    {
      g_set_error_literal (error,
                           GRADUS_SESSION_ERROR,
                           GRADUS_SESSION_ERROR_RANGE,
                           _ ("Binary cross-entropy needs targets from 0 to 1."));
      return FALSE;
    }
  return TRUE;
}

static void
collect_changed (GradusSession *self, GArray *values, GradusPartKind kind, gsize n_samples, gsize n)
{
  for (gsize sample = 0; sample < n_samples; sample++)
    for (gsize k = 0; k < n; k++)
      {
        GradusPart part = { .kind = kind, .neuron = k };
        double *place = gradus_session_find_value (self, part, sample);
        double start = get_start_value (self, part, sample);
        GradusValue held = { part, sample, *place };

        if (is_same (*place, start))
          continue;
        *place = start;
        g_array_append_val (values, held);
      }
}

double *
gradus_session_find_value (GradusSession *self, GradusPart part, gsize sample)
{
  return locate (&self->problem.shape,
                 part,
                 sample,
                 self->tip->parameters,
                 self->inputs,
                 self->targets,
                 &self->problem.training.learning_rate);
}

/* Makes an entry of the edit under way, if there is one and it changed something. */
void
gradus_session_close_edit (GradusSession *self)
{
  GradusEntry *entry = g_steal_pointer (&self->open);

  if (entry == NULL)
    return;

  if (entry->inputs != NULL)
    {
      entry->line = gradus_line_stow (g_steal_pointer (&self->line_before));
      gradus_session_push_entry (self, entry);
      return;
    }
  drop_unchanged_values (self, entry->values);
  if (entry->values->len == 0 && self->tip->steps == entry->first_step)
    {
      discard_edit (self, entry);
      return;
    }

  if (entry->state != NULL)
    drop_parameters (self, entry->values);
  entry->line = gradus_line_stow (g_steal_pointer (&self->line_before));
  gradus_session_push_entry (self, entry);
}

gboolean
gradus_session_get_value (GradusSession *self, GradusPart part, double *value)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (!holds_value (self, part))
    return FALSE;
  *value = get_shown_value (self, part, self->trace->sample);
  return TRUE;
}

gboolean
gradus_session_get_document_value (GradusSession *self, GradusPart part, double *value)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (!holds_value (self, part))
    return FALSE;
  *value = get_start_value (self, part, self->trace->sample);
  return TRUE;
}

/* Changes a value, of `sample` where it is an input or a target. */
gboolean
gradus_session_change_value (GradusSession *self, GradusPart part, gsize sample, double value, GError **error)
{
  if (!check_value (self, part, value, error))
    return FALSE;
  if (is_same (get_shown_value (self, part, sample), value))
    return TRUE;

  gradus_session_hold_run (self);
  gradus_session_open_edit (self, part);

  double *place = gradus_session_find_value (self, part, sample);

  remember_value (self, part, sample, *place);
  *place = value;
  gradus_state_assign (self->shown, self->tip);
  gradus_session_restart_line (self);
  gradus_session_forget_trainer (self);
  self->edited = TRUE;
  gradus_session_mark_moved (self);
  if (self->edit_depth == 0)
    gradus_session_close_edit (self);

  gradus_session_resume_run (self);
  gradus_session_settle (self);
  return TRUE;
}

gboolean
gradus_session_set_value (GradusSession *self, GradusPart part, double value, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  /* The sample on show, whatever comes next. */
  return gradus_session_change_value (self, part, self->trace->sample, value, error);
}

gboolean
gradus_session_reset_value (GradusSession *self, GradusPart part, GError **error)
{
  double value = 0;

  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gradus_session_get_document_value (self, part, &value);
  return gradus_session_set_value (self, part, value, error);
}

void
gradus_session_begin_edit (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  self->edit_depth++;
}

void
gradus_session_end_edit (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));
  g_return_if_fail (self->edit_depth > 0);

  if (--self->edit_depth > 0)
    return;
  self->data_open = FALSE;
  if (self->open == NULL)
    return;
  gradus_session_hold_run (self);
  gradus_session_close_edit (self);
  gradus_session_resume_run (self);
  gradus_session_settle (self);
}

void
gradus_session_reset (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  gradus_session_pause (self);
  gradus_session_close_edit (self);

  GradusEntry *entry = gradus_entry_new (GRADUS_ACTION_RESET, (GradusPart){ 0 });

  entry->values = g_array_new (FALSE, FALSE, sizeof (GradusValue));
  collect_changed (self, entry->values, GRADUS_PART_INPUT, self->problem.n_samples, self->problem.shape.n_inputs);
  collect_changed (self, entry->values, GRADUS_PART_TARGET, self->problem.n_samples, self->problem.shape.n_outputs);
  collect_changed (self, entry->values, GRADUS_PART_LEARNING_RATE, 1, 1);
  if (entry->values->len > 0)
    gradus_session_forget_trainer (self);

  GradusState *start = gradus_session_new_start (self);

  if (entry->values->len == 0 && gradus_state_equal (start, self->tip))
    {
      gradus_state_free (start);
      gradus_entry_free (entry);
      gradus_session_show_tip (self); /* perhaps a walk is to be left; that is no entry */
    }
  else
    {
      entry->state = self->tip;
      entry->history = gradus_memory (gradus_history_cut (self->history, 0));
      self->tip = start;
      gradus_history_free (self->history);
      self->history = gradus_session_new_start_history (self, start);
      gradus_session_leave_line (self, entry);
      gradus_state_assign (self->shown, self->tip);
      self->cursor = self->n_stages;
      self->history_changed = TRUE;
      gradus_session_mark_moved (self);
      gradus_session_push_entry (self, entry);
    }
  gradus_session_settle (self);
}
