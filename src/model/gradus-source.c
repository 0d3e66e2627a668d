/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-source.h"

#include "model/gradus-session-private.h"

G_DEFINE_ABSTRACT_TYPE (GradusSource, gradus_source, G_TYPE_OBJECT)

/* A job, and how it is done: that may outlive the source as well. */
typedef struct
{
  GradusSourceJob *job;
  gboolean (*compute) (gpointer job);
  void (*free_job) (gpointer job);
} Order;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
free_order (gpointer data)
{
  Order *order = data;

  gradus_field_free (order->job->field);
  order->free_job (order->job);
  g_free (order->job);
  g_free (order);
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Order *order = task_data;

  order->job->done = order->compute (order->job);
  g_task_return_boolean (task, order->job->done);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Order *order = g_task_get_task_data (G_TASK (result));
  GradusSourceJob *job = order->job;
  GradusSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusSource) held G_GNUC_UNUSED = g_object_ref (self); /* whatever handlers do */
  self->job = NULL;
  if (job->field != NULL)
    self->field = g_steal_pointer (&job->field);
  if (job->done && !atomic_load (&job->stop))
    GRADUS_SOURCE_GET_CLASS (self)->take (self, job);
  if (self->late)
    gradus_source_update (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusSource *self = data;

  self->timer = 0;
  gradus_source_update (self);
  return G_SOURCE_REMOVE;
}

static void
gradus_source_dispose (GObject *object)
{
  GradusSource *self = GRADUS_SOURCE (object);
  gradus_source_drop_job (self);
  if (self->job != NULL)
    self->job->owner = NULL;
  self->job = NULL;
  self->active = FALSE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_source_parent_class)->dispose (object);
}

static void
gradus_source_finalize (GObject *object)
{
  gradus_field_free (GRADUS_SOURCE (object)->field);

  G_OBJECT_CLASS (gradus_source_parent_class)->finalize (object);
}

static void
gradus_source_class_init (GradusSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_source_dispose;
  object_class->finalize = gradus_source_finalize;

  klass->interval_msec = 100;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_source_init (GradusSource *self)
{
}

gpointer
gradus_source_new (GType type, GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusSource *self = g_object_new (type, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (gradus_source_update), self);
  return self;
}

void
gradus_source_set_active (GradusSource *self, gboolean active)
{
  g_return_if_fail (GRADUS_IS_SOURCE (self));

  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    gradus_source_drop_job (self);
  gradus_source_update (self);
}

void
gradus_source_update (GradusSource *self)
{
  GradusSourceClass *klass = GRADUS_SOURCE_GET_CLASS (self);

  self->late = self->job != NULL;
  if (!self->active || self->job != NULL || self->timer != 0)
    return;

  gint64 wait = self->begun + klass->interval_msec * 1000 - g_get_monotonic_time ();

  if (gradus_session_get_state (self->session) == GRADUS_SESSION_TRAINING && wait > 0)
    {
      self->timer = g_timeout_add ((guint) (wait / 1000) + 1, timed_out_cb, self);
      return;
    }

  self->begun = g_get_monotonic_time ();
  self->job = klass->prepare (self);
  if (self->job == NULL)
    return;
  self->job->owner = self;
  atomic_init (&self->job->stop, false);

  g_autoptr (GTask) task = g_task_new (NULL, NULL, computed_cb, NULL);
  Order *order = g_new (Order, 1);

  *order = (Order){ self->job, klass->compute, klass->free_job };
  g_task_set_task_data (task, order, free_order);
  g_task_run_in_thread (task, compute);
}

void
gradus_source_drop_job (GradusSource *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->job != NULL)
    atomic_store (&self->job->stop, true);
}

GradusField *
gradus_source_take_field (GradusSource *self, const GradusShape *shape)
{
  if (self->field == NULL || !gradus_shape_equal (&self->field_shape, shape))
    {
      gradus_field_free (self->field);
      self->field = gradus_memory (gradus_field_new (shape));
      self->field_shape = *shape;
    }
  return g_steal_pointer (&self->field);
}

void
gradus_source_emit_changed (GradusSource *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
