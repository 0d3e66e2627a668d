/* Going back to earlier steps: they are computed again, bit for bit, from the
 * nearest checkpoint. A line begins where exact replay begins, at a document's
 * start or the last edit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#define MAX_CHECKPOINTS       64
#define MAX_CHECKPOINTS_BYTES (32u << 20)
#define SHORT_REPLAY          16 /* steps so few that no checkpoint is left on the way */

static GradusState *
get_checkpoint (GradusSession *self, guint index)
{
  return g_ptr_array_index (self->line, index);
}

/* Index of the last checkpoint with at most `steps` steps. */
static guint
find_checkpoint (GradusSession *self, guint64 steps)
{
  guint index = self->line->len - 1;

  while (index > 0 && get_checkpoint (self, index)->steps > steps)
    index--;
  return index;
}

/* Drops the checkpoint that is missed least: a short gap, far from what is on show. */
static void
thin_out (GradusSession *self)
{
  guint least = 1;
  double least_worth = G_MAXDOUBLE;

  for (guint i = 1; i < self->line->len; i++)
    {
      guint64 before = get_checkpoint (self, i - 1)->steps;
      guint64 at = get_checkpoint (self, i)->steps;
      guint64 after = i + 1 < self->line->len ? get_checkpoint (self, i + 1)->steps : MAX (at, self->tip->steps);
      guint64 shown = self->shown->steps;
      double distance = at > shown ? at - shown : shown - at;
      double worth = (double) (after - before) / (1 + distance);

      if (worth < least_worth)
        {
          least_worth = worth;
          least = i;
        }
    }
  g_ptr_array_remove_index (self->line, least);
}

static void
insert_checkpoint (GradusSession *self, const GradusState *state)
{
  guint before = find_checkpoint (self, state->steps);
  gsize size = gradus_state_size (state);

  if (get_checkpoint (self, before)->steps == state->steps)
    return;
  g_ptr_array_insert (self->line, before + 1, gradus_memory (gradus_state_copy (state)));
  while (self->line->len > 1 && (self->line->len > MAX_CHECKPOINTS || self->line->len * size > MAX_CHECKPOINTS_BYTES))
    thin_out (self);
}

/* Begins a line at the tip. */
void
gradus_session_restart_line (GradusSession *self)
{
  g_ptr_array_set_size (self->line, 0);
  g_ptr_array_add (self->line, gradus_memory (gradus_state_copy (self->tip)));
}

/* The tip has moved on. */
void
gradus_session_extend_line (GradusSession *self)
{
  insert_checkpoint (self, self->tip);
}

/* The tip has gone back to an earlier step of the line, or to before it. */
void
gradus_session_trim_line (GradusSession *self)
{
  while (self->line->len > 0 && get_checkpoint (self, self->line->len - 1)->steps > self->tip->steps)
    g_ptr_array_set_size (self->line, self->line->len - 1);
  if (self->line->len == 0)
    gradus_session_restart_line (self);
}

guint64
gradus_session_get_line_start (GradusSession *self)
{
  return get_checkpoint (self, 0)->steps;
}

/* Brings the state after `steps` steps (from the line's start to the tip) on show. */
void
gradus_session_replay (GradusSession *self, guint64 steps)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);
  GradusState *base = get_checkpoint (self, find_checkpoint (self, steps));

  if (steps == self->tip->steps)
    base = self->tip;
  if (self->shown->steps > steps || self->shown->steps < base->steps)
    gradus_state_assign (self->shown, base);

  /* The next way back is shorter: checkpoints stand ever closer before `steps`. */
  while (self->shown->steps < steps)
    {
      guint64 left = steps - self->shown->steps;
      gsize n = left > SHORT_REPLAY ? left / 2 : left;
      gsize made;

      gradus_trainer_run (trainer, self->shown, n, NULL, 1, NULL, &made);
      g_assert (made == n); /* these steps have been made before */
      if (left > SHORT_REPLAY)
        insert_checkpoint (self, self->shown);
    }
}
