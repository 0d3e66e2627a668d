/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-path-source.h"

#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 100 /* from one to the next while training */

typedef struct
{
  GradusSourceJob base;
  GradusTrace *trace;
  GradusPart part;
  gsize most;
  GradusPaths *paths;
} Job;

struct _GradusPathSource
{
  GradusSource source;

  GradusPart part;
  gsize most;
  GradusPaths *paths;
  GradusTrace *trace;
};

G_DEFINE_FINAL_TYPE (GradusPathSource, gradus_path_source, GRADUS_TYPE_SOURCE)

static void
free_job (gpointer data)
{
  Job *job = data;

  gradus_trace_free (job->trace);
  gradus_paths_free (job->paths);
}

static gboolean
compute (gpointer data)
{
  Job *job = data;

  job->paths = gradus_memory (gradus_paths_new (job->trace, job->part, job->most));
  return TRUE;
}

/* Both are taken. */
static void
take_paths (GradusPathSource *self, GradusPaths *paths, GradusTrace *trace)
{
  gradus_paths_free (self->paths);
  gradus_trace_free (self->trace);
  self->paths = paths;
  self->trace = trace;
  gradus_source_emit_changed (&self->source);
}

/* The selection, where there are paths from it; else what it was, or the first weight. */
static void
choose_part (GradusPathSource *self)
{
  const GradusShape *shape = &gradus_session_get_trace (self->source.session)->shape;
  GradusPart part = gradus_session_get_selection (self->source.session);

  if (gradus_paths_have_source (shape, part))
    self->part = part;
  else if (!gradus_paths_have_source (shape, self->part))
    self->part = gradus_part_from_parameter (shape, 0);
}

/* What else changed with the trace may not have been told yet. */
static gpointer
gradus_path_source_prepare (GradusSource *source)
{
  GradusPathSource *self = GRADUS_PATH_SOURCE (source);
  Job *job = g_new0 (Job, 1);

  choose_part (self);
  job->trace = gradus_memory (gradus_trace_copy (gradus_session_get_trace (self->source.session)));
  job->part = self->part;
  job->most = self->most;
  return job;
}

static void
selection_changed_cb (GradusPathSource *self)
{
  GradusPart part = gradus_session_get_selection (self->source.session);

  if (!gradus_paths_have_source (&gradus_session_get_trace (self->source.session)->shape, part) ||
      gradus_part_equal (part, self->part))
    return;
  gradus_source_drop_job (&self->source);
  gradus_source_update (&self->source);
}

/* Paths of another network are none. */
static void
document_changed_cb (GradusPathSource *self)
{
  const GradusShape *shape = &gradus_session_get_trace (self->source.session)->shape;

  gradus_source_drop_job (&self->source);
  if (self->trace != NULL && !gradus_shape_equal (&self->trace->shape, shape))
    take_paths (self, NULL, NULL);
  gradus_source_update (&self->source);
}

static void
gradus_path_source_take (GradusSource *source, gpointer data)
{
  GradusPathSource *self = GRADUS_PATH_SOURCE (source);
  Job *job = data;

  take_paths (self, g_steal_pointer (&job->paths), g_steal_pointer (&job->trace));
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
  GradusSourceClass *source_class = GRADUS_SOURCE_CLASS (klass);

  object_class->finalize = gradus_path_source_finalize;

  source_class->interval_msec = INTERVAL_MSEC;
  source_class->prepare = gradus_path_source_prepare;
  source_class->compute = compute;
  source_class->take = gradus_path_source_take;
  source_class->free_job = free_job;
}

static void
gradus_path_source_init (GradusPathSource *self)
{
  self->most = GRADUS_DEFAULT_PATHS;
}

GradusPathSource *
gradus_path_source_new (GradusSession *session)
{
  GradusPathSource *self = gradus_source_new (GRADUS_TYPE_PATH_SOURCE, session);

  document_changed_cb (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selection", G_CALLBACK (selection_changed_cb), self);
  return self;
}

void
gradus_path_source_set_most (GradusPathSource *self, gsize most)
{
  g_return_if_fail (GRADUS_IS_PATH_SOURCE (self));

  if (self->most == most)
    return;
  self->most = most;
  gradus_source_drop_job (&self->source);
  gradus_source_update (&self->source);
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
