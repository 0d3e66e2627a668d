/* Going back to earlier steps: they are computed again, bit for bit, from the
 * nearest checkpoint. A line begins where exact replay begins, at a document's
 * start or the last edit. Training leaves checkpoints behind as it hands over its
 * snapshots, about one a frame; when they become too many they are thinned out.
 * Those behind the tip stay after an undo: the same steps lead to them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#define MAX_CHECKPOINTS 4096
#define MAX_STOWED      128  /* of a line that only undo leads to */
#define SHORT_REPLAY    16   /* steps so few that no checkpoint is left on the way */
#define CHUNK_USEC      1000 /* between two looks at the clock */
#define MAX_CHUNK       65536u

static GradusState *
get_checkpoint (GradusSession *self, guint index)
{
  return g_ptr_array_index (self->line, index);
}

/* Index of the last checkpoint with at most `steps` steps. */
static guint
find_checkpoint (GradusSession *self, guint64 steps)
{
  guint low = 0, high = self->line->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_checkpoint (self, middle)->steps <= steps)
        low = middle;
      else
        high = middle;
    }
  return low;
}

GPtrArray *
gradus_line_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gradus_state_free);
}

/* Bytes it holds; 0 for NULL. All its states have the same size. */
gsize
gradus_line_get_size (const GPtrArray *line)
{
  return line != NULL && line->len > 0 ? line->len * gradus_state_size (g_ptr_array_index (line, 0)) : 0;
}

/* Takes a line over, and returns what is kept of it for an undo. */
GPtrArray *
gradus_line_stow (GPtrArray *line)
{
  guint stride = (line->len + MAX_STOWED - 1) / MAX_STOWED;
  GPtrArray *stowed = gradus_line_new ();

  for (guint i = 0; i < line->len; i++)
    if (i % stride == 0)
      g_ptr_array_add (stowed, g_steal_pointer (&g_ptr_array_index (line, i)));
  g_ptr_array_unref (line);
  return stowed;
}

/* Drops the checkpoint that is missed least: a short gap, measured by the even gaps
 * of the whole line, or the shorter ones near what is on show. False where there is
 * none but the first. */
gboolean
gradus_session_thin_line (GradusSession *self)
{
  if (self->line->len < 2)
    return FALSE;

  guint64 start = gradus_session_get_first_step (self), end = self->tip->steps, shown = self->shown->steps;
  double even = 2.0 * (double) (MAX (end, start) - start) / self->line->len + 1, least_worth = G_MAXDOUBLE;
  guint least = 0;

  for (guint i = 1; i < self->line->len; i++)
    {
      guint64 before = get_checkpoint (self, i - 1)->steps, at = get_checkpoint (self, i)->steps;
      guint64 after = i + 1 < self->line->len ? get_checkpoint (self, i + 1)->steps : MAX (at, end);
      double distance = (double) (at > shown ? at - shown : shown - at);
      double worth = (double) (after - before) / MIN (even, 1 + distance);

      if (worth < least_worth)
        {
          least_worth = worth;
          least = i;
        }
    }
  if (least == 0)
    return FALSE;
  g_ptr_array_remove_index (self->line, least);
  return TRUE;
}

/* Begins a line at the tip. */
void
gradus_session_restart_line (GradusSession *self)
{
  g_ptr_array_set_size (self->line, 0);
  g_ptr_array_add (self->line, gradus_memory (gradus_state_copy (self->tip)));
}

/* The same, where `entry` leads back to the line of before. */
void
gradus_session_leave_line (GradusSession *self, GradusEntry *entry)
{
  entry->line = gradus_line_stow (self->line);
  self->line = gradus_line_new ();
  gradus_session_restart_line (self);
}

/* `state` is on the line. */
void
gradus_session_extend_line (GradusSession *self, const GradusState *state)
{
  guint before = find_checkpoint (self, state->steps);

  if (get_checkpoint (self, before)->steps == state->steps)
    return;
  g_ptr_array_insert (self->line, (int) before + 1, gradus_memory (gradus_state_copy (state)));
  if (self->line->len > MAX_CHECKPOINTS)
    gradus_session_thin_line (self);
  gradus_session_limit_memory (self);
}

guint64
gradus_session_get_first_step (GradusSession *self)
{
  return get_checkpoint (self, 0)->steps;
}

guint64
gradus_session_get_last_step (GradusSession *self)
{
  return self->tip->steps;
}

/* The known state that is nearest before the one after `steps` steps, or is that. */
const GradusState *
gradus_session_find_base (GradusSession *self, guint64 steps)
{
  const GradusState *base =
      steps == self->tip->steps ? self->tip : get_checkpoint (self, find_checkpoint (self, steps));

  return self->shown->steps <= steps && self->shown->steps > base->steps ? self->shown : base;
}

/* Brings the state after `steps` steps (from the line's start to the tip) on show, if
 * that takes no longer than `time` in microseconds. Else what is on show stays, and a
 * checkpoint stands where it came to. */
gboolean
gradus_session_replay_within (GradusSession *self, guint64 steps, gint64 time)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);
  GradusState *state = gradus_memory (gradus_state_copy (gradus_session_find_base (self, steps)));
  gint64 now = g_get_monotonic_time (), end = time < G_MAXINT64 - now ? now + time : G_MAXINT64;
  guint64 left = steps - state->steps, mark = left / 2;
  gsize chunk = SHORT_REPLAY;

  /* The next way back is shorter: checkpoints stand ever closer before `steps`. */
  while (left > 0 && now < end)
    {
      gsize n = left > SHORT_REPLAY ? MIN (chunk, left - mark) : left, made;

      gradus_trainer_run (trainer, state, n, NULL, 0, NULL, &made);
      g_assert (made == n); /* these steps have been made before */
      left -= n;
      if (left > 0 && left == mark)
        {
          gradus_session_extend_line (self, state);
          mark = left / 2;
        }

      gint64 begun = now;

      now = g_get_monotonic_time ();
      if (now - begun < CHUNK_USEC / 2)
        chunk = MIN (2 * chunk, MAX_CHUNK);
    }

  if (left == 0)
    gradus_state_assign (self->shown, state);
  else
    gradus_session_extend_line (self, state);
  gradus_state_free (state);
  return left == 0;
}

/* The same, however long it takes. */
void
gradus_session_replay (GradusSession *self, guint64 steps)
{
  gradus_session_replay_within (self, steps, G_MAXINT64);
}
