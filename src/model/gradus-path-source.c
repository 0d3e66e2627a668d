/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-path-source.h"

#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 100 /* from one to the next while training */

/* What a thread computes, on a copy of the trace. It may outlive its owner. */
typedef struct
{
  GradusPathSource *owner; /* for the main thread; NULL when that is gone */
  GradusTrace *trace;
  GradusPart part;
  gsize most;
  GradusPaths *paths;
} Job;

struct _GradusPathSource
{
  GObject parent_instance;

  GradusSession *session;
  gboolean active;
  GradusPart part;
  gsize most;

  Job *job;         /* under way; its task owns it */
  gboolean late;    /* something has changed since it began */
  gboolean useless; /* and so much that its result is not wanted */
  guint timer;
  gint64 begun;

  GradusPaths *paths;
  GradusTrace *trace;
};

G_DEFINE_FINAL_TYPE (GradusPathSource, gradus_path_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void update (GradusPathSource *self);

static void
free_job (gpointer data)
{
  Job *job = data;

  gradus_trace_free (job->trace);
  gradus_paths_free (job->paths);
  g_free (job);
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->paths = gradus_memory (gradus_paths_new (job->trace, job->part, job->most));
  g_task_return_boolean (task, TRUE);
}

/* Both are taken. */
static void
take_paths (GradusPathSource *self, GradusPaths *paths, GradusTrace *trace)
{
  gradus_paths_free (self->paths);
  gradus_trace_free (self->trace);
  self->paths = paths;
  self->trace = trace;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusPathSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusPathSource) held G_GNUC_UNUSED = g_object_ref (self); /* whatever handlers do */
  gboolean useless = self->useless;

  self->job = NULL;
  self->useless = FALSE;
  if (!useless)
    take_paths (self, g_steal_pointer (&job->paths), g_steal_pointer (&job->trace));
  if (self->late)
    update (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusPathSource *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* The selection, where there are paths from it; else what it was, or the first weight. */
static void
choose_part (GradusPathSource *self)
{
  const GradusShape *shape = &gradus_session_get_trace (self->session)->shape;
  GradusPart part = gradus_session_get_selection (self->session);

  if (gradus_paths_have_source (shape, part))
    self->part = part;
  else if (!gradus_paths_have_source (shape, self->part))
    self->part = gradus_part_from_parameter (shape, 0);
}

/* Begins with how things are now, as soon as it may be. What else changed with
 * them may not have been told yet. */
static void
update (GradusPathSource *self)
{
  g_autoptr (GTask) task = NULL;

  self->late = self->job != NULL;
  if (!self->active || self->job != NULL || self->timer != 0)
    return;

  gint64 wait = self->begun + INTERVAL_MSEC * 1000 - g_get_monotonic_time ();

  if (gradus_session_get_state (self->session) == GRADUS_SESSION_TRAINING && wait > 0)
    {
      self->timer = g_timeout_add ((guint) (wait / 1000) + 1, timed_out_cb, self);
      return;
    }

  choose_part (self);
  self->begun = g_get_monotonic_time ();
  self->job = g_new0 (Job, 1);
  self->job->owner = self;
  self->job->trace = gradus_memory (gradus_trace_copy (gradus_session_get_trace (self->session)));
  self->job->part = self->part;
  self->job->most = self->most;
  task = g_task_new (NULL, NULL, computed_cb, NULL);
  g_task_set_task_data (task, self->job, free_job);
  g_task_run_in_thread (task, compute);
}

/* What is being computed is of no use any more. */
static void
drop_job (GradusPathSource *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->useless = self->job != NULL;
}

static void
trace_changed_cb (GradusPathSource *self)
{
  update (self);
}

static void
selection_changed_cb (GradusPathSource *self)
{
  GradusPart part = gradus_session_get_selection (self->session);

  if (!gradus_paths_have_source (&gradus_session_get_trace (self->session)->shape, part) ||
      gradus_part_equal (part, self->part))
    return;
  drop_job (self);
  update (self);
}

/* Paths of another network are none. */
static void
document_changed_cb (GradusPathSource *self)
{
  const GradusShape *shape = &gradus_session_get_trace (self->session)->shape;

  drop_job (self);
  if (self->trace != NULL && !gradus_shape_equal (&self->trace->shape, shape))
    take_paths (self, NULL, NULL);
  update (self);
}

static void
gradus_path_source_dispose (GObject *object)
{
  GradusPathSource *self = GRADUS_PATH_SOURCE (object);

  drop_job (self);
  if (self->job != NULL)
    self->job->owner = NULL;
  self->job = NULL;
  self->active = FALSE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_path_source_parent_class)->dispose (object);
}

static void
gradus_path_source_finalize (GObject *object)
{
  GradusPathSource *self = GRADUS_PATH_SOURCE (object);

  gradus_paths_free (self->paths);
  gradus_trace_free (self->trace);

  G_OBJECT_CLASS (gradus_path_source_parent_class)->finalize (object);
}

static void
gradus_path_source_class_init (GradusPathSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_path_source_dispose;
  object_class->finalize = gradus_path_source_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_PATH_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_path_source_init (GradusPathSource *self)
{
  self->most = GRADUS_DEFAULT_PATHS;
}

GradusPathSource *
gradus_path_source_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusPathSource *self = g_object_new (GRADUS_TYPE_PATH_SOURCE, NULL);

  self->session = g_object_ref (session);
  document_changed_cb (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selection", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (trace_changed_cb), self);
  return self;
}

void
gradus_path_source_set_active (GradusPathSource *self, gboolean active)
{
  g_return_if_fail (GRADUS_IS_PATH_SOURCE (self));

  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    drop_job (self);
  update (self);
}

void
gradus_path_source_set_most (GradusPathSource *self, gsize most)
{
  g_return_if_fail (GRADUS_IS_PATH_SOURCE (self));

  if (self->most == most)
    return;
  self->most = most;
  drop_job (self);
  update (self);
}

gsize
gradus_path_source_get_most (GradusPathSource *self)
{
  return self->most;
}

const GradusPaths *
gradus_path_source_get_paths (GradusPathSource *self)
{
  return self->paths;
}

const GradusTrace *
gradus_path_source_get_trace (GradusPathSource *self)
{
  return self->trace;
}
