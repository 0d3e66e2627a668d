/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-check-source.h"

#include <stdlib.h>

#include "model/gradus-session-private.h"

#define PROGRESS_MSEC 100

/* What a thread computes, on a copy of the trace: the whole check, or one curve. It may outlive its owner. */
typedef struct
{
  GradusCheckSource *owner; /* for the main thread; NULL when that is gone or wants it no more */
  atomic_bool stop;
  atomic_size_t n_done;
  GradusTrace *trace;
  GradusCheckRow *rows; /* a parameter each; NULL: a curve */
  GradusDifferenceCurve curve;
  gsize parameter;
  gboolean done;
} Job;

struct _GradusCheckSource
{
  GObject parent_instance;

  GradusSession *session;
  gboolean active;
  gsize parameter; /* of the curve */

  Job *check; /* under way; their tasks own them */
  Job *drawing;
  gboolean late; /* the curve under way is no longer the one that is wanted */
  guint timer;

  GradusCheckRow *rows;
  gsize n_rows;
  GradusDifferenceCurve *curve;
};

G_DEFINE_FINAL_TYPE (GradusCheckSource, gradus_check_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_CURVE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void draw_curve (GradusCheckSource *self);

static void
free_job (gpointer data)
{
  Job *job = data;

  gradus_trace_free (job->trace);
  g_free (job->rows);
  g_free (job);
}

static Job *
new_job (GradusCheckSource *self)
{
  Job *job = g_new0 (Job, 1);

  job->owner = self;
  atomic_init (&job->stop, false);
  atomic_init (&job->n_done, 0);
  job->trace = gradus_memory (gradus_trace_copy (gradus_session_get_trace (self->session)));
  return job;
}

static int
compare_rows (const void *a, const void *b)
{
  const GradusCheckRow *p = a, *q = b;
  int order = gradus_check_compare (&p->entry, &q->entry);

  return order != 0 ? order : (p->parameter > q->parameter) - (p->parameter < q->parameter);
}

static void
compute_check (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GradusTrace *trace = job->trace;
  GradusNetwork network = { .shape = trace->shape, .parameters = trace->parameters };
  gsize n = trace->shape.n_parameters;
  GradusChecker *checker = gradus_memory (
      gradus_checker_new (&network, trace->loss_kind, trace->inputs, trace->targets, 1, trace->gradient));

  for (gsize i = 0; i < n && !atomic_load (&job->stop); i++)
    {
      job->rows[i] = (GradusCheckRow){ i, gradus_checker_measure (checker, i) };
      atomic_store (&job->n_done, i + 1);
    }
  job->done = atomic_load (&job->n_done) == n;
  if (job->done)
    qsort (job->rows, n, sizeof *job->rows, compare_rows);
  gradus_checker_free (checker);
  g_task_return_boolean (task, TRUE);
}

static void
compute_curve (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->done = gradus_difference_curve (job->trace, job->parameter, &job->curve);
  g_task_return_boolean (task, TRUE);
}

static void
run_job (Job *job, GTaskThreadFunc compute, GAsyncReadyCallback ready)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ready, NULL);

  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, compute);
}

/* Tells the session what the rows come to. */
static void
pass_verdicts (GradusCheckSource *self)
{
  g_autofree unsigned char *verdicts = g_new0 (unsigned char, self->n_rows);

  for (gsize i = 0; i < self->n_rows; i++)
    verdicts[self->rows[i].parameter] = (unsigned char) gradus_check_judge (&self->rows[i].entry);
  gradus_session_set_verdicts (self->session, verdicts);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusCheckSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusCheckSource) held = g_object_ref (self); /* whatever handlers do */

  self->check = NULL;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (job->done)
    {
      self->rows = g_steal_pointer (&job->rows);
      self->n_rows = job->trace->shape.n_parameters;
      pass_verdicts (self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusCheckSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusCheckSource) held = g_object_ref (self);

  self->drawing = NULL;
  if (self->late)
    draw_curve (self);
  else if (job->done)
    {
      g_free (self->curve);
      self->curve = g_memdup2 (&job->curve, sizeof job->curve);
      g_signal_emit (self, signals[SIGNAL_CURVE_CHANGED], 0);
    }
}

static gboolean
progressed_cb (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_training (GradusCheckSource *self)
{
  return gradus_session_get_state (self->session) == GRADUS_SESSION_TRAINING;
}

static void
draw_curve (GradusCheckSource *self)
{
  self->late = self->drawing != NULL;
  if (!self->active || self->drawing != NULL || is_training (self))
    return;
  if (self->parameter >= gradus_session_get_trace (self->session)->shape.n_parameters)
    self->parameter = 0; /* of another network */
  self->drawing = new_job (self);
  self->drawing->parameter = self->parameter;
  run_job (self->drawing, compute_curve, drawn_cb);
}

/* Stops the check under way; its task ends by itself. */
static gboolean
drop_check (GradusCheckSource *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->check == NULL)
    return FALSE;
  atomic_store (&self->check->stop, true);
  self->check->owner = NULL;
  self->check = NULL;
  return TRUE;
}

static void
trace_changed_cb (GradusCheckSource *self)
{
  gboolean told = drop_check (self) || self->rows != NULL;

  g_clear_pointer (&self->rows, g_free);
  self->n_rows = 0;
  if (told)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->curve != NULL)
    {
      g_clear_pointer (&self->curve, g_free);
      g_signal_emit (self, signals[SIGNAL_CURVE_CHANGED], 0);
    }
  draw_curve (self);
}

static void
selection_changed_cb (GradusCheckSource *self)
{
  const GradusShape *shape = &gradus_session_get_trace (self->session)->shape;
  gsize parameter;

  if (!gradus_part_parameter (shape, gradus_session_get_selection (self->session), &parameter) ||
      parameter == self->parameter)
    return;
  self->parameter = parameter;
  draw_curve (self);
}

/* A run has ended: its last trace is one to stay. */
static void
state_changed_cb (GradusCheckSource *self)
{
  if (!is_training (self) && self->curve == NULL)
    draw_curve (self);
}

static void
gradus_check_source_dispose (GObject *object)
{
  GradusCheckSource *self = GRADUS_CHECK_SOURCE (object);

  drop_check (self);
  if (self->drawing != NULL)
    self->drawing->owner = NULL;
  self->drawing = NULL;
  self->active = FALSE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_check_source_parent_class)->dispose (object);
}

static void
gradus_check_source_finalize (GObject *object)
{
  GradusCheckSource *self = GRADUS_CHECK_SOURCE (object);

  g_free (self->rows);
  g_free (self->curve);

  G_OBJECT_CLASS (gradus_check_source_parent_class)->finalize (object);
}

static void
gradus_check_source_class_init (GradusCheckSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_check_source_dispose;
  object_class->finalize = gradus_check_source_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_CHECK_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CURVE_CHANGED] =
      g_signal_new ("curve-changed", GRADUS_TYPE_CHECK_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_check_source_init (GradusCheckSource *self)
{
}

GradusCheckSource *
gradus_check_source_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusCheckSource *self = g_object_new (GRADUS_TYPE_CHECK_SOURCE, NULL);

  self->session = g_object_ref (session);
  selection_changed_cb (self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (trace_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selection", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (state_changed_cb), self);
  return self;
}

void
gradus_check_source_start (GradusCheckSource *self)
{
  g_return_if_fail (GRADUS_IS_CHECK_SOURCE (self));

  gradus_session_pause (self->session);
  drop_check (self);
  g_clear_pointer (&self->rows, g_free);
  self->n_rows = 0;
  gradus_session_set_verdicts (self->session, NULL);
  self->check = new_job (self);
  self->check->rows = g_new0 (GradusCheckRow, self->check->trace->shape.n_parameters);
  self->timer = g_timeout_add (PROGRESS_MSEC, progressed_cb, self);
  run_job (self->check, compute_check, checked_cb);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
gradus_check_source_stop (GradusCheckSource *self)
{
  g_return_if_fail (GRADUS_IS_CHECK_SOURCE (self));

  if (drop_check (self))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
gradus_check_source_get_running (GradusCheckSource *self)
{
  return self->check != NULL;
}

double
gradus_check_source_get_progress (GradusCheckSource *self)
{
  if (self->check == NULL)
    return self->rows != NULL ? 1 : 0;
  return (double) atomic_load (&self->check->n_done) / (double) self->check->trace->shape.n_parameters;
}

const GradusCheckRow *
gradus_check_source_get_rows (GradusCheckSource *self, gsize *n)
{
  *n = self->n_rows;
  return self->rows;
}

void
gradus_check_source_set_active (GradusCheckSource *self, gboolean active)
{
  g_return_if_fail (GRADUS_IS_CHECK_SOURCE (self));

  if (self->active == active)
    return;
  self->active = active;
  if (active)
    draw_curve (self);
}

const GradusDifferenceCurve *
gradus_check_source_get_curve (GradusCheckSource *self)
{
  return self->curve;
}

GradusForecast
gradus_check_source_get_forecast (GradusCheckSource *self)
{
  return gradus_trace_forecast (gradus_session_get_trace (self->session));
}
