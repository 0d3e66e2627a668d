/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-maps-source.h"

#include "model/gradus-input-range.h"
#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 50 /* from maps to maps while training */
#define MOST_ACROSS   32 /* columns and rows of a map */

/* What a thread computes, on copies of its own. It may outlive its owner. */
typedef struct
{
  GradusMapsSource *owner; /* for the main thread; NULL when that is gone */
  atomic_bool stop;
  GradusField *field; /* the owner's scratch memory, which has it back in the end */
  GradusShape shape;
  GradusGrid grid;
  double *parameters;
  double *inputs;
  double *values;
  gboolean done;
} Job;

struct _GradusMapsSource
{
  GObject parent_instance;

  GradusSession *session;
  gboolean active;

  GradusField *field;
  GradusShape field_shape;
  Job *job;      /* under way; its task owns it */
  gboolean late; /* something has changed since it began */
  guint timer;
  gint64 begun;

  GradusShape shape; /* that `values` are about */
  GradusGrid grid;
  double *values;
};

G_DEFINE_FINAL_TYPE (GradusMapsSource, gradus_maps_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void update (GradusMapsSource *self);

static void
free_job (gpointer data)
{
  Job *job = data;

  gradus_field_free (job->field);
  g_free (job->parameters);
  g_free (job->inputs);
  g_free (job->values);
  g_free (job);
}

static GradusField *
take_field (GradusMapsSource *self, const GradusShape *shape)
{
  if (self->field == NULL || !gradus_shape_equal (&self->field_shape, shape))
    {
      gradus_field_free (self->field);
      self->field = gradus_memory (gradus_field_new (shape));
      self->field_shape = *shape;
    }
  return g_steal_pointer (&self->field);
}

static Job *
prepare_job (GradusMapsSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  const GradusShape *shape = &problem->shape;
  Job *job = g_new0 (Job, 1);

  job->owner = self;
  atomic_init (&job->stop, false);
  job->field = take_field (self, shape);
  job->shape = *shape;
  job->grid = (GradusGrid){ .across = 0, .up = 1, .columns = MOST_ACROSS, .rows = MOST_ACROSS };
  gradus_input_range_find (problem, job->grid.across, &job->grid.left, &job->grid.right);
  gradus_input_range_find (problem, job->grid.up, &job->grid.bottom, &job->grid.top);
  job->parameters =
      g_memdup2 (gradus_session_get_network (self->session)->parameters, shape->n_parameters * sizeof (double));
  job->inputs = g_memdup2 (gradus_session_get_trace (self->session)->inputs, shape->n_inputs * sizeof (double));
  job->values = g_new (double, shape->n_neurons *MOST_ACROSS *MOST_ACROSS);
  return job;
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->done = gradus_field_compute_all (job->field, job->parameters, job->inputs, &job->grid, &job->stop, job->values);
  g_task_return_boolean (task, job->done);
}

/* NULL takes away what there is. */
static void
take_values (GradusMapsSource *self, const Job *job, double *values)
{
  g_free (self->values);
  self->values = values;
  if (job != NULL)
    {
      self->shape = job->shape;
      self->grid = job->grid;
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusMapsSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusMapsSource) held G_GNUC_UNUSED = g_object_ref (self); /* whatever handlers do */

  self->job = NULL;
  self->field = g_steal_pointer (&job->field);
  if (job->done && !atomic_load (&job->stop))
    take_values (self, job, g_steal_pointer (&job->values));
  if (self->late)
    update (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusMapsSource *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Begins maps of how things are now, as soon as it may be. */
static void
update (GradusMapsSource *self)
{
  g_autoptr (GTask) task = NULL;

  self->late = self->job != NULL;
  if (!self->active || self->job != NULL || self->timer != 0 ||
      !gradus_maps_source_suits (&gradus_session_get_problem (self->session)->shape))
    return;

  gint64 wait = self->begun + INTERVAL_MSEC * 1000 - g_get_monotonic_time ();

  if (gradus_session_get_state (self->session) == GRADUS_SESSION_TRAINING && wait > 0)
    {
      self->timer = g_timeout_add ((guint) (wait / 1000) + 1, timed_out_cb, self);
      return;
    }

  self->begun = g_get_monotonic_time ();
  self->job = prepare_job (self);
  task = g_task_new (NULL, NULL, computed_cb, NULL);
  g_task_set_task_data (task, self->job, free_job);
  g_task_run_in_thread (task, compute);
}

/* What is being computed is of no use any more. */
static void
drop_job (GradusMapsSource *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->job != NULL)
    atomic_store (&self->job->stop, true);
}

static void
trace_changed_cb (GradusMapsSource *self)
{
  update (self);
}

/* Maps of another network are none. */
static void
document_changed_cb (GradusMapsSource *self)
{
  drop_job (self);
  if (self->values != NULL && !gradus_shape_equal (&self->shape, &gradus_session_get_problem (self->session)->shape))
    take_values (self, NULL, NULL);
  update (self);
}

static void
gradus_maps_source_dispose (GObject *object)
{
  GradusMapsSource *self = GRADUS_MAPS_SOURCE (object);

  drop_job (self);
  if (self->job != NULL)
    self->job->owner = NULL;
  self->job = NULL;
  self->active = FALSE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_maps_source_parent_class)->dispose (object);
}

static void
gradus_maps_source_finalize (GObject *object)
{
  GradusMapsSource *self = GRADUS_MAPS_SOURCE (object);

  gradus_field_free (self->field);
  g_free (self->values);

  G_OBJECT_CLASS (gradus_maps_source_parent_class)->finalize (object);
}

static void
gradus_maps_source_class_init (GradusMapsSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_maps_source_dispose;
  object_class->finalize = gradus_maps_source_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_MAPS_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_maps_source_init (GradusMapsSource *self)
{
}

GradusMapsSource *
gradus_maps_source_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusMapsSource *self = g_object_new (GRADUS_TYPE_MAPS_SOURCE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (trace_changed_cb), self);
  return self;
}

void
gradus_maps_source_set_active (GradusMapsSource *self, gboolean active)
{
  g_return_if_fail (GRADUS_IS_MAPS_SOURCE (self));

  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    drop_job (self);
  update (self);
}

gboolean
gradus_maps_source_suits (const GradusShape *shape)
{
  return shape->n_inputs == 2 && shape->n_neurons <= GRADUS_MAPS_MOST_NEURONS;
}

const double *
gradus_maps_source_get_maps (GradusMapsSource *self, const GradusShape *shape, const GradusGrid **grid)
{
  g_return_val_if_fail (GRADUS_IS_MAPS_SOURCE (self), NULL);

  if (self->values == NULL || !gradus_shape_equal (shape, &self->shape))
    return NULL;
  *grid = &self->grid;
  return self->values;
}
