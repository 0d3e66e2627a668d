/* Any step of the line brought on show: at once, or by a thread where replay
 * takes longer than a moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#define MOMENT_USEC 10000 /* less than a frame */

static void
show_packet (GradusSession *self, const GradusPacket *packet)
{
  gradus_state_assign (self->shown, packet->state);
  self->cursor = self->n_stages;
  gradus_session_mark_moved (self);
  self->loss = packet->loss;
  self->test_loss = packet->test_loss;
  self->loss_known = TRUE;
}

static gboolean
seeker_published_cb (gpointer user_data)
{
  GradusSession *self = user_data;
  GradusPacket *packet = gradus_worker_take_packet (self->seeker);

  if (packet == NULL)
    return G_SOURCE_CONTINUE;

  gradus_session_extend_line (self, packet->state);
  self->seek_made = packet->state->steps - self->seek_from;
  if (packet->done)
    {
      show_packet (self, packet);
      gradus_session_stop_seek (self);
    }
  gradus_packet_free (packet);
  gradus_session_settle (self);
  return G_SOURCE_CONTINUE; /* the worker's end has destroyed the source */
}

static void
start_seeker (GradusSession *self, guint64 steps)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  const GradusState *base = gradus_session_find_base (self, steps);

  self->seek_from = base->steps;
  self->seek_made = 0;
  self->seek_to = steps;
  self->seeker =
      gradus_worker_start (&self->problem, base, steps - base->steps, NULL, context, seeker_published_cb, self);
}

/* Ends a replay under way; what was made of it is a checkpoint. */
void
gradus_session_stop_seek (GradusSession *self)
{
  GradusPacket *packet = self->seeker != NULL ? gradus_worker_stop (g_steal_pointer (&self->seeker)) : NULL;

  if (packet != NULL)
    gradus_session_extend_line (self, packet->state);
  gradus_packet_free (packet);
}

static gboolean
seek (GradusSession *self, guint64 steps, gint64 time)
{
  gradus_session_stop_seek (self);
  if (self->running)
    gradus_session_pause (self);
  gradus_session_close_edit (self);

  steps = CLAMP (steps, gradus_session_get_first_step (self), gradus_session_get_last_step (self));

  gboolean moves = steps != self->shown->steps || self->cursor != self->n_stages;

  if (moves && gradus_session_replay_within (self, steps, time))
    {
      self->cursor = self->n_stages;
      gradus_session_mark_moved (self);
    }
  else if (moves)
    start_seeker (self, steps);
  gradus_session_settle (self);
  return moves;
}

gboolean
gradus_session_seek (GradusSession *self, guint64 steps)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return seek (self, steps, MOMENT_USEC);
}

gboolean
gradus_session_seek_and_wait (GradusSession *self, guint64 steps)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return seek (self, steps, G_MAXINT64);
}

gboolean
gradus_session_get_seeking (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return self->seeker != NULL;
}

guint64
gradus_session_get_seek_step (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), 0);

  return self->seeker != NULL ? self->seek_to : self->shown->steps;
}

double
gradus_session_get_seek_progress (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), 0);

  return self->seeker != NULL ? (double) self->seek_made / (double) (self->seek_to - self->seek_from) : 0;
}
