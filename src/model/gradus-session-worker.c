/* The thread that a run computes in. It works on its own copy of the state and
 * hands whole snapshots over through one atomic pointer: it alone puts a packet
 * there, whoever takes it owns it. A packet that nobody took yet is taken back
 * and extended, so at most one is ever waiting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <math.h>

#define FRAME_USEC       16000 /* publish at most about once a frame */
#define CHUNK_USEC       2000  /* how long the worker computes between looks at the clock */
#define MAX_CHUNK        4096
#define MAX_WAITING      (1u << 20) /* points of a packet nobody takes; then the worker waits */
#define WAIT_USEC        2000
#define LOSS_TIME_FACTOR 4 /* where the loss is dear, spend at most a fifth of the time on showing it */

struct _GradusWorker
{
  GThread *thread;
  GSource *ready;
  atomic_bool stop;
  _Atomic (GradusPacket *) mailbox;

  /* The thread's own. */
  GradusTrainer *trainer;
  GradusProblem problem;
  GradusState *state;
  GradusState *anchor; /* of a little earlier, for gradus_run() */
  double loss;         /* of `state`, once it is settled */
  GradusGoal goal;
  guint64 n_left;
  gboolean measuring; /* else the steps were made before, and only the last one's losses are wanted */
  GArray *points, *test_points;
};

typedef struct
{
  double losses[MAX_CHUNK];
  double test_losses[MAX_CHUNK];
} Scratch;

/* Those of n losses after step `first` that were measured. */
static void
append_points (GArray *points, guint64 first, gsize n, const double losses[])
{
  guint length = points->len;

  g_array_set_size (points, length + n);
  for (gsize k = 0; k < n; k++)
    if (isfinite (losses[k]))
      g_array_index (points, GradusHistoryPoint, length++) = (GradusHistoryPoint){ first + k + 1, losses[k] };
  g_array_set_size (points, length);
}

/* Takes away what was measured after `step`. */
static void
forget_points (GArray *points, guint64 step)
{
  guint length = points->len;

  while (length > 0 && g_array_index (points, GradusHistoryPoint, length - 1).step > step)
    length--;
  g_array_set_size (points, length);
}

/* What is handed over has a finite loss, which *loss says: else a step before it is handed over. */
static GradusRunResult
settle (GradusTrainer *trainer,
        const GradusState *anchor,
        GradusState *state,
        GArray *points,
        GArray *test_points,
        GradusRunResult result,
        double *loss)
{
  if (!gradus_run_settle (trainer, anchor, state, loss))
    result = GRADUS_RUN_NOT_FINITE;
  forget_points (points, state->steps);
  forget_points (test_points, state->steps);
  return result;
}

/* Before the worker hands over; steps that were made before are settled. */
static GradusRunResult
settle_worker (GradusWorker *worker, GradusRunResult result)
{
  if (!worker->measuring)
    {
      worker->loss = gradus_trainer_loss (worker->trainer, worker->state);
      return result;
    }
  return settle (
      worker->trainer, worker->anchor, worker->state, worker->points, worker->test_points, result, &worker->loss);
}

static GradusRunResult
compute_chunk (GradusTrainer *trainer,
               const GradusProblem *problem,
               const GradusState *anchor,
               GradusState *state,
               gsize n,
               GradusGoal *goal,
               const atomic_bool *stop,
               Scratch *scratch,
               GArray *points,
               GArray *test_points,
               gsize *made)
{
  guint64 first = state->steps;
  gsize interval = gradus_problem_steps_per_epoch (problem);
  gboolean test = problem->n_test > 0;
  const GradusMeasures measures = {
    .losses = scratch->losses,
    .every = interval,
    .test_losses = test ? scratch->test_losses : NULL,
    .rhythm = gradus_trainer_get_test_rhythm (problem, interval),
  };
  GradusRunResult result = gradus_run (trainer, problem, anchor, state, n, &measures, goal, stop, made);

  append_points (points, first, *made, scratch->losses);
  if (test)
    append_points (test_points, first, *made, scratch->test_losses);
  return result;
}

static GradusPacket *
create_packet (const GradusState *state)
{
  GradusPacket *packet = g_new0 (GradusPacket, 1);

  packet->state = gradus_memory (gradus_state_copy (state));
  packet->points = g_array_new (FALSE, FALSE, sizeof (GradusHistoryPoint));
  packet->test_points = g_array_new (FALSE, FALSE, sizeof (GradusHistoryPoint));
  return packet;
}

/* Takes the waiting packet back, or makes one. Where the other side does not
 * come to take it, waits rather than let the packet grow without end. */
static GradusPacket *
prepare_packet (GradusWorker *worker, gboolean done)
{
  for (;;)
    {
      GradusPacket *packet = atomic_exchange (&worker->mailbox, NULL);

      if (packet == NULL)
        return create_packet (worker->state);
      if (done || atomic_load (&worker->stop) || packet->points->len < MAX_WAITING)
        {
          gradus_state_assign (packet->state, worker->state);
          return packet;
        }
      atomic_store (&worker->mailbox, packet);
      g_usleep (WAIT_USEC);
    }
}

static void
publish (GradusWorker *worker, GradusRunResult result, gboolean done)
{
  GradusPacket *packet = prepare_packet (worker, done);

  if (worker->measuring || done)
    {
      packet->loss = worker->loss;
      packet->test_loss = gradus_trainer_test_loss (worker->trainer, worker->state);
    }
  packet->goal = worker->goal;
  packet->result = result;
  packet->done = done;
  g_array_append_vals (packet->points, worker->points->data, worker->points->len);
  g_array_set_size (worker->points, 0);
  g_array_append_vals (packet->test_points, worker->test_points->data, worker->test_points->len);
  g_array_set_size (worker->test_points, 0);
  atomic_store (&worker->mailbox, packet);
  g_source_set_ready_time (worker->ready, 0);
}

static gpointer
run_worker (gpointer data)
{
  GradusWorker *worker = data;
  g_autofree Scratch *scratch = g_new (Scratch, 1);
  GradusRunResult result = GRADUS_RUN_DONE;
  gint64 published = g_get_monotonic_time (), pause = FRAME_USEC;
  gsize chunk = 1;

  while (worker->n_left > 0 && result == GRADUS_RUN_DONE)
    {
      gint64 begun = g_get_monotonic_time ();
      gsize made;

      if (worker->measuring)
        result = compute_chunk (worker->trainer,
                                &worker->problem,
                                worker->anchor,
                                worker->state,
                                MIN (chunk, worker->n_left),
                                &worker->goal,
                                &worker->stop,
                                scratch,
                                worker->points,
                                worker->test_points,
                                &made);
      else
        result = gradus_trainer_run (
            worker->trainer, worker->state, MIN (chunk, worker->n_left), NULL, 0, &worker->stop, &made);
      worker->n_left -= made;

      gint64 now = g_get_monotonic_time ();

      if (now - begun < CHUNK_USEC / 2)
        chunk = MIN (2 * chunk, MAX_CHUNK);
      else if (now - begun > 2 * CHUNK_USEC && chunk > 1)
        chunk /= 2;

      if (result == GRADUS_RUN_DONE && worker->n_left > 0 && now - published >= pause)
        {
          if (worker->measuring && settle_worker (worker, result) != GRADUS_RUN_DONE)
            {
              result = GRADUS_RUN_NOT_FINITE;
              break;
            }
          publish (worker, result, FALSE);
          gradus_state_assign (worker->anchor, worker->state);
          published = g_get_monotonic_time ();
          pause = MAX (FRAME_USEC, LOSS_TIME_FACTOR * (published - now));
        }
    }
  result = settle_worker (worker, result);
  publish (worker, result, TRUE);
  return NULL;
}

static gboolean
dispatch_ready (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs ready_funcs = { .dispatch = dispatch_ready };

/* Starts `n_steps` steps, or as many as `goal` wants, from `state`; both are copied. The arrays of `problem`
 * must not change until the worker has stopped. `ready` is called in `context`
 * when there is a packet to take. No `goal`: the steps have been made before, are made
 * again as fast as can be, and only the last packet knows its losses. */
GradusWorker *
gradus_worker_start (const GradusProblem *problem,
                     const GradusState *state,
                     guint64 n_steps,
                     const GradusGoal *goal,
                     GMainContext *context,
                     GSourceFunc ready,
                     gpointer user_data)
{
  GradusWorker *worker = g_new0 (GradusWorker, 1);

  worker->problem = *problem;
  worker->trainer = gradus_memory (gradus_trainer_new (problem));
  worker->state = gradus_memory (gradus_state_copy (state));
  worker->anchor = gradus_memory (gradus_state_copy (state));
  worker->measuring = goal != NULL;
  worker->goal = goal != NULL ? *goal : gradus_goal_none ();
  worker->n_left = n_steps;
  worker->points = g_array_new (FALSE, FALSE, sizeof (GradusHistoryPoint));
  worker->test_points = g_array_new (FALSE, FALSE, sizeof (GradusHistoryPoint));
  atomic_init (&worker->stop, false);
  atomic_init (&worker->mailbox, NULL);

  worker->ready = g_source_new (&ready_funcs, sizeof (GSource));
  g_source_set_static_name (worker->ready, "Gradus worker");
  g_source_set_callback (worker->ready, ready, user_data, NULL);
  g_source_attach (worker->ready, context);
  worker->thread = g_thread_new ("gradus-worker", run_worker, worker);
  return worker;
}

/* The newest snapshot, or NULL where there is none since the last. */
GradusPacket *
gradus_worker_take_packet (GradusWorker *worker)
{
  return atomic_exchange (&worker->mailbox, NULL);
}

/* Waits for the step under way, ends the worker and returns what it had not handed over. */
GradusPacket *
gradus_worker_stop (GradusWorker *worker)
{
  atomic_store (&worker->stop, true);
  g_thread_join (worker->thread);

  GradusPacket *packet = gradus_worker_take_packet (worker);

  g_source_destroy (worker->ready);
  g_source_unref (worker->ready);
  gradus_trainer_free (worker->trainer);
  gradus_state_free (worker->state);
  gradus_state_free (worker->anchor);
  g_array_unref (worker->points);
  g_array_unref (worker->test_points);
  g_free (worker);
  return packet;
}

void
gradus_packet_free (GradusPacket *packet)
{
  if (packet == NULL)
    return;
  gradus_state_free (packet->state);
  g_array_unref (packet->points);
  g_array_unref (packet->test_points);
  g_free (packet);
}

/* The same computation without a thread: up to `n` steps from `state`, in one packet.
 * Nobody looks in between, so the packet tells its losses only where the run is done with it. */
GradusPacket *
gradus_packet_compute (GradusTrainer *trainer,
                       const GradusProblem *problem,
                       const GradusState *state,
                       guint64 n,
                       const GradusGoal *goal,
                       gboolean done)
{
  g_autofree Scratch *scratch = g_new (Scratch, 1);
  GradusPacket *packet = create_packet (state);

  packet->goal = *goal;
  packet->result = GRADUS_RUN_DONE;
  while (n > 0 && packet->result == GRADUS_RUN_DONE)
    {
      gsize made;

      packet->result = compute_chunk (trainer,
                                      problem,
                                      state,
                                      packet->state,
                                      MIN (n, MAX_CHUNK),
                                      &packet->goal,
                                      NULL,
                                      scratch,
                                      packet->points,
                                      packet->test_points,
                                      &made);
      n -= made;
    }
  packet->result =
      settle (trainer, state, packet->state, packet->points, packet->test_points, packet->result, &packet->loss);
  packet->done = done || packet->result != GRADUS_RUN_DONE;
  if (!packet->done)
    packet->loss = NAN;
  packet->test_loss = packet->done ? gradus_trainer_test_loss (trainer, packet->state) : NAN;
  return packet;
}
