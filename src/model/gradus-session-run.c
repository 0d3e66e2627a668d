/* Runs of many steps: Train N and Play, in the worker or by the clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FRAME_MSEC  16
#define MAX_PACKET  (1u << 14) /* steps whose losses are held at once: few enough to stay in the cache */
#define BUDGET_USEC 8000       /* how long one tick of Play may compute */
#define GROWTH      1000       /* a loss that many times that of the start grows without bound */

/* Says once while a run is under way, and once where it has ended, that its loss
 * is far beyond that of before it. */
static void
watch_growth (GradusSession *self)
{
  if (self->growth_told || self->trouble != NULL || !self->loss_known || !gradus_session_get_out_of_bounds (self) ||
      self->loss <= GROWTH * self->run_loss)
    return;
  self->growth_told = TRUE;
  g_set_error (&self->trouble,
               GRADUS_SESSION_ERROR,
               GRADUS_SESSION_ERROR_GROWTH,
               _ ("The loss has grown more than a thousandfold: each step overshoots. "
                  "A smaller learning rate η may help."));
}

static void
finish_run (GradusSession *self)
{
  self->ended = self->has_goal && (self->goal.reached != GRADUS_GOAL_NONE || self->run_left == 0);
  self->ended_by = self->goal.reached;
  self->has_goal = FALSE;
  self->growth_told = FALSE;
  gradus_session_close_run_entry (self);
  self->running = FALSE;
  self->playing = FALSE;
  self->run_left = 0;
  self->run_length = 0;
}

/* The snapshot becomes the tip, and what is on show. */
static void
apply_packet (GradusSession *self, GradusPacket *packet)
{
  guint64 first = self->tip->steps, last = packet->state->steps;
  GradusRunResult result = packet->result;
  gboolean done = packet->done;

  self->goal = packet->goal;
  if (last > first)
    {
      GradusState *tip = self->tip;

      self->tip = packet->state;
      packet->state = tip;
      gradus_state_assign (self->shown, self->tip);
      self->cursor = self->n_stages;
      gradus_session_mark_moved (self);
      self->loss = packet->loss;
      self->test_loss = packet->test_loss;
      self->loss_known = TRUE;
      if (gradus_history_append_many (self->history, (gpointer) packet->points->data, packet->points->len))
        self->history_changed = TRUE;
      if (packet->test_points->len > 0 && gradus_history_append_many_test (self->history,
                                                                           (gpointer) packet->test_points->data,
                                                                           packet->test_points->len))
        self->history_changed = TRUE;
      gradus_session_extend_line (self, self->tip);
      gradus_session_record_step (self, first, last);
      if (!self->playing)
        self->run_left -= last - first;
    }
  gradus_packet_free (packet);

  if (result == GRADUS_RUN_NOT_FINITE)
    gradus_session_describe_trouble (self);
  if (done && result != GRADUS_RUN_STOPPED)
    finish_run (self);
  watch_growth (self);
}

static void
stop_worker (GradusSession *self)
{
  GradusPacket *packet = gradus_worker_stop (g_steal_pointer (&self->worker));

  if (packet != NULL)
    apply_packet (self, packet);
}

static void
stop_timer (GradusSession *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
worker_published_cb (gpointer user_data)
{
  GradusSession *self = user_data;
  GradusPacket *packet = gradus_worker_take_packet (self->worker);

  if (packet == NULL)
    return G_SOURCE_CONTINUE;

  apply_packet (self, packet);
  if (!self->running)
    stop_worker (self);
  gradus_session_settle (self);
  return G_SOURCE_CONTINUE; /* the worker's end has destroyed the source */
}

static gboolean
play_ticked_cb (gpointer user_data)
{
  GradusSession *self = user_data;
  gint64 now = g_get_monotonic_time ();
  guint64 due = (now - self->timer_start) * self->speed / G_USEC_PER_SEC;

  while (self->timer_made < due && g_get_monotonic_time () - now < BUDGET_USEC)
    {
      if (!gradus_session_advance (self))
        {
          finish_run (self);
          break;
        }
      self->timer_made++;
    }

  watch_growth (self);
  if (!self->running)
    {
      stop_timer (self);
    }
  else if (self->timer_made < due) /* this machine can't keep up: don't run after it */
    {
      self->timer_start = now;
      self->timer_made = 0;
    }
  gradus_session_settle (self);
  return G_SOURCE_CONTINUE;
}

static void
start_timer (GradusSession *self)
{
  guint interval = MAX (FRAME_MSEC, MIN (1000 / self->speed, G_MAXINT));
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->timer = g_timeout_source_new (interval);
  self->timer_start = g_get_monotonic_time ();
  self->timer_made = 0;
  g_source_set_static_name (self->timer, "Gradus play");
  g_source_set_callback (self->timer, play_ticked_cb, self, NULL);
  g_source_attach (self->timer, context);
}

/* Ends the walk and makes those of `n` steps that are known already; returns
 * whether that went well, and leaves in `n` how many are still to make. */
static gboolean
go_to_tip (GradusSession *self, guint64 *n)
{
  gradus_session_stop_seek (self);
  if (!gradus_session_finish_walk (self))
    return FALSE;

  guint64 known = MIN (*n, self->tip->steps - self->shown->steps);

  if (known > 0)
    {
      gradus_session_replay (self, self->shown->steps + known);
      gradus_session_mark_moved (self);
    }
  *n -= known;
  return TRUE;
}

static double
get_tip_loss (GradusSession *self)
{
  if (self->loss_known && gradus_session_is_at_tip (self))
    return self->loss;
  return gradus_trainer_loss (gradus_session_get_trainer (self), self->tip);
}

/* `goal` is NULL for none. False where that is reached already, and the run is over before it begins. */
static gboolean
start_run (GradusSession *self, gboolean playing, guint64 n_steps, const GradusGoal *goal)
{
  self->running = TRUE;
  self->playing = playing;
  self->run_left = self->run_length = n_steps;
  self->run_loss = get_tip_loss (self);
  self->growth_told = FALSE;
  self->has_goal = goal != NULL;
  self->goal = goal != NULL ? *goal : gradus_goal_none ();
  if (goal != NULL)
    gradus_goal_begin (&self->goal, &self->problem, self->tip->steps, self->run_loss);
  gradus_session_open_run_entry (self);
  if (self->goal.reached == GRADUS_GOAL_NONE)
    return TRUE;
  gradus_session_show_tip (self);
  finish_run (self);
  return FALSE;
}

static void
go_on (GradusSession *self)
{
  g_autoptr (GMainContext) context = NULL;

  if (self->playing && self->speed > 0)
    {
      start_timer (self);
      return;
    }

  context = g_main_context_ref_thread_default ();
  gradus_session_show_tip (self);
  self->worker = gradus_worker_start (&self->problem,
                                      self->tip,
                                      self->playing ? G_MAXUINT64 : self->run_left,
                                      &self->goal,
                                      context,
                                      worker_published_cb,
                                      self);
}

/* Keeps the run, but lets nothing go on; it may have come to its end by that.
 * Returns whether there is still a run. */
gboolean
gradus_session_hold_run (GradusSession *self)
{
  gradus_session_stop_seek (self);
  if (self->worker != NULL)
    stop_worker (self);
  if (self->timer != NULL)
    stop_timer (self);
  return self->running;
}

/* After a change of what it works on. A goal is looked for anew: losses of before say nothing about it. */
void
gradus_session_resume_run (GradusSession *self)
{
  if (!self->running)
    return;
  if (self->run_start == NULL && self->open == NULL)
    gradus_session_open_run_entry (self);
  if (self->has_goal)
    gradus_goal_begin (&self->goal, &self->problem, self->tip->steps, INFINITY);
  go_on (self);
}

void
gradus_session_open_run_entry (GradusSession *self)
{
  self->run_start = gradus_memory (gradus_state_copy (self->tip));
}

/* Makes an entry of the run so far, if it made a step. */
void
gradus_session_close_run_entry (GradusSession *self)
{
  GradusState *start = g_steal_pointer (&self->run_start);

  gradus_session_complete_history (self);
  if (start == NULL)
    return;
  if (start->steps == self->tip->steps)
    {
      gradus_state_free (start);
      return;
    }

  GradusEntry *entry = gradus_entry_new (GRADUS_ACTION_TRAIN, (GradusPart){ 0 });

  entry->state = start;
  entry->first_step = start->steps + 1;
  gradus_session_push_entry (self, entry);
}

/* Ends a run without a word, for when the session itself ends. */
void
gradus_session_abandon_run (GradusSession *self)
{
  gradus_session_stop_seek (self);
  if (self->worker != NULL)
    gradus_packet_free (gradus_worker_stop (g_steal_pointer (&self->worker)));
  if (self->timer != NULL)
    stop_timer (self);
  g_clear_pointer (&self->run_start, gradus_state_free);
  self->running = FALSE;
  self->playing = FALSE;
}

static gboolean
train (GradusSession *self, guint64 n_steps, const GradusGoal *goal)
{
  if (self->running)
    {
      gradus_session_pause (self);
      return TRUE;
    }
  if (n_steps == 0)
    return FALSE;

  gradus_session_close_edit (self);

  guint64 known = goal == NULL ? n_steps : 0;
  gboolean begun = go_to_tip (self, &known);

  if (goal == NULL)
    n_steps = known;
  if (begun && n_steps > 0 && start_run (self, FALSE, n_steps, goal))
    go_on (self);
  gradus_session_settle (self);
  return begun;
}

static gboolean
train_and_wait (GradusSession *self, guint64 n_steps, const GradusGoal *goal)
{
  gradus_session_pause (self);
  if (n_steps == 0)
    return FALSE;

  gradus_session_close_edit (self);

  guint64 before = self->shown->steps, known = goal == NULL ? n_steps : 0;
  gboolean begun = go_to_tip (self, &known);

  if (goal == NULL)
    n_steps = known;
  if (begun && n_steps > 0 && start_run (self, FALSE, n_steps, goal))
    while (self->running)
      apply_packet (self,
                    gradus_packet_compute (gradus_session_get_trainer (self),
                                           &self->problem,
                                           self->tip,
                                           MIN (self->run_left, MAX_PACKET),
                                           &self->goal,
                                           self->run_left <= MAX_PACKET));

  gboolean moved = self->shown->steps != before;

  gradus_session_settle (self);
  return moved;
}

gboolean
gradus_session_train (GradusSession *self, guint64 n_steps)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return train (self, n_steps, NULL);
}

gboolean
gradus_session_train_until (GradusSession *self, guint64 n_steps, const GradusGoal *goal)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (goal != NULL, FALSE);

  return train (self, n_steps, goal);
}

gboolean
gradus_session_train_and_wait (GradusSession *self, guint64 n_steps)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return train_and_wait (self, n_steps, NULL);
}

gboolean
gradus_session_train_until_and_wait (GradusSession *self, guint64 n_steps, const GradusGoal *goal)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (goal != NULL, FALSE);

  return train_and_wait (self, n_steps, goal);
}

void
gradus_session_play (GradusSession *self)
{
  guint64 none = 0;

  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (self->running)
    {
      gradus_session_pause (self);
      return;
    }

  gradus_session_close_edit (self);
  if (go_to_tip (self, &none) && start_run (self, TRUE, 0, NULL))
    go_on (self);
  gradus_session_settle (self);
}

void
gradus_session_pause (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (!self->running && self->seeker == NULL)
    return;
  if (gradus_session_hold_run (self))
    {
      finish_run (self);
      watch_growth (self);
    }
  gradus_session_settle (self);
}

void
gradus_session_set_speed (GradusSession *self, double steps_per_second)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (!isfinite (steps_per_second) || steps_per_second < 0 || steps_per_second == self->speed)
    return;

  gboolean playing = self->playing && gradus_session_hold_run (self);

  self->speed = steps_per_second;
  if (playing)
    gradus_session_resume_run (self);
  gradus_session_settle (self);
}

guint64
gradus_session_get_run_length (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), 0);

  return self->run_length;
}

guint64
gradus_session_get_run_made (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), 0);

  return self->run_length - self->run_left;
}

gboolean
gradus_session_get_run_has_goal (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  return self->has_goal;
}

/* Beyond that of the untrained network, and beyond what data of ordinary size can be lost by. */
gboolean
gradus_session_get_out_of_bounds (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusSeries *series = gradus_history_get_training (self->history);
  double start = gradus_series_length (series) > 0 ? gradus_series_get (series, 0).loss : 0;

  return !(self->loss <= GROWTH * fmax (1, start));
}
