/* The position on show: within a step by the cursor, from step to step by
 * Next, Back and Step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
show_step (GradusSession *self, guint64 steps, gsize cursor)
{
  gradus_session_replay (self, steps);
  self->cursor = cursor;
  gradus_session_mark_moved (self);
}

/* One step beyond the tip. */
static gboolean
make_step (GradusSession *self)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);
  GradusState *before = self->running ? NULL : gradus_memory (gradus_state_copy (self->tip));
  /* A run of many steps leaves out losses that are dear; a single step has its own. */
  gsize every = self->running ? gradus_problem_steps_per_epoch (&self->problem) : 1, made;
  double loss;
  const GradusMeasures measures = { .losses = &loss, .every = every };

  gradus_run (trainer, &self->problem, self->shown, self->tip, 1, &measures, NULL, NULL, &made);
  if (made == 0)
    {
      gradus_state_free (before);
      gradus_session_describe_trouble (self);
      return FALSE;
    }

  gradus_state_assign (self->shown, self->tip);
  self->cursor = self->n_stages;
  gradus_session_mark_moved (self);
  gradus_session_extend_line (self, self->tip);
  gradus_session_record_step (self, self->tip->steps - 1, self->tip->steps);

  if (self->tip->steps % every == 0)
    {
      self->loss = loss;
      self->test_loss = gradus_trainer_test_loss (trainer, self->tip);
      self->loss_known = TRUE;
      gradus_session_append_losses (self, self->tip->steps);
    }

  if (before != NULL)
    {
      GradusEntry *entry = gradus_entry_new (GRADUS_ACTION_STEP, (GradusPart){ 0 });

      entry->first_step = self->tip->steps;
      entry->state = before;
      gradus_session_push_entry (self, entry);
    }
  return TRUE;
}

void
gradus_session_show_tip (GradusSession *self)
{
  if (gradus_session_is_at_tip (self) && self->cursor == self->n_stages)
    return;
  show_step (self, self->tip->steps, self->n_stages);
}

gboolean
gradus_session_is_at_tip (GradusSession *self)
{
  return self->shown->steps == self->tip->steps;
}

/* To rest after one step more than the one on show: along the known way, or by
 * a new step. False, and nothing changed, where that would not be finite. */
gboolean
gradus_session_advance (GradusSession *self)
{
  if (gradus_session_is_at_tip (self))
    return make_step (self);
  show_step (self, self->shown->steps + 1, self->n_stages);
  return TRUE;
}

gboolean
gradus_session_finish_walk (GradusSession *self)
{
  return self->cursor == self->n_stages || gradus_session_advance (self);
}

/* Whether all is well with the step after the tip but its loss. */
static gboolean
loss_overflows (GradusSession *self)
{
  GradusState *state = gradus_memory (gradus_state_copy (self->tip));
  gsize made;

  gradus_trainer_run (gradus_session_get_trainer (self), state, 1, NULL, 0, NULL, &made);
  gradus_state_free (state);
  return made == 1;
}

/* Says why the step after the tip is not made. */
void
gradus_session_describe_trouble (GradusSession *self)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, self->tip->steps + 1);
  GradusTrace *trace = gradus_memory (
      gradus_trainer_trace (trainer, self->tip, gradus_state_next_sample (&self->problem, self->tip), FALSE));
  const GradusShape *shape = &trace->shape;
  char symbol[GRADUS_SYMBOL_SIZE];
  gsize z = 0, gradient = 0, updated = 0;

  while (z < shape->n_neurons && isfinite (trace->z[z]) && isfinite (trace->a[z]))
    z++;
  while (gradient < shape->n_parameters && isfinite (trace->step_gradient[gradient]))
    gradient++;
  while (updated < shape->n_parameters && isfinite (trace->updated[updated]))
    updated++;

  g_clear_error (&self->trouble);
  if (z < shape->n_neurons)
    {
      gsize layer = shape->n_layers - 1;

      while (z < shape->layers[layer].first_neuron)
        layer--;
      gradus_symbol_neuron (
          gradus_session_get_names (self), shape, layer, z - shape->layers[layer].first_neuron, symbol);
      /* Translators: %1$s is the number of a training step, %2$s a neuron such as ŷ. */
      g_set_error (&self->trouble,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_NOT_FINITE,
                   _ ("Step %1$s was not made: the output of %2$s is not a finite number."),
                   step,
                   symbol);
    }
  else if (gradient < shape->n_parameters)
    {
      gradus_symbol_parameter (shape, gradient, symbol);
      /* Translators: %1$s is the number of a training step, %2$s a weight or bias such as w₁. */
      g_set_error (&self->trouble,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_NOT_FINITE,
                   _ ("Step %1$s was not made: the gradient of %2$s is not a finite number."),
                   step,
                   symbol);
    }
  else if (updated < shape->n_parameters)
    {
      gradus_symbol_parameter (shape, updated, symbol);
      /* Translators: %1$s is the number of a training step, %2$s a weight or bias such as w₁. */
      g_set_error (&self->trouble,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_NOT_FINITE,
                   _ ("Step %1$s was not made: the new value of %2$s would not be a finite number."),
                   step,
                   symbol);
    }
  else if (loss_overflows (self))
    {
      /* Translators: %s is the number of a training step. */
      g_set_error (&self->trouble,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_NOT_FINITE,
                   _ ("Step %s was not made: the loss after it would not be a finite number."),
                   step);
    }
  else
    {
      /* Translators: %s is the number of a training step. */
      g_set_error (&self->trouble,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_NOT_FINITE,
                   _ ("Step %s was not made: the optimizer’s moments would not be finite numbers."),
                   step);
    }
  gradus_trace_free (trace);
}

gboolean
gradus_session_next (GradusSession *self)
{
  gboolean moved = TRUE;

  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gradus_session_pause (self);
  gradus_session_close_edit (self);
  if (self->cursor == self->n_stages)
    self->cursor = 1;
  else if (self->cursor + 1 < self->n_stages)
    self->cursor++;
  else
    moved = gradus_session_advance (self);
  gradus_session_settle (self);
  return moved;
}

gboolean
gradus_session_back (GradusSession *self)
{
  gboolean moved = TRUE;

  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gradus_session_pause (self);
  gradus_session_close_edit (self);
  if (self->cursor <= 1)
    self->cursor = self->n_stages;
  else if (self->cursor < self->n_stages)
    self->cursor--;
  else if (self->shown->steps > gradus_session_get_first_step (self))
    show_step (self, self->shown->steps - 1, self->n_stages - 1);
  else
    moved = FALSE;
  gradus_session_settle (self);
  return moved;
}

gboolean
gradus_session_step (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gradus_session_pause (self);
  gradus_session_close_edit (self);

  gboolean moved = gradus_session_advance (self);

  gradus_session_settle (self);
  return moved;
}

void
gradus_session_set_cursor (GradusSession *self, gsize cursor)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  gradus_session_pause (self);
  self->cursor = CLAMP (cursor, 1, self->n_stages);
  gradus_session_settle (self);
}
