/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-saturation-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 250 /* from look to look while training */
#define MOST_SAMPLES  2048

/* What a thread computes, on copies of its own. It may outlive its owner. */
typedef struct
{
  GradusSaturationSource *owner; /* for the main thread; NULL when that is gone */
  atomic_bool stop;
  GradusShape shape;
  GradusLoss loss;
  double *parameters;
  gsize n_samples;
  double *inputs;
  GradusSaturation *found;
  gsize n_seen;
} Job;

struct _GradusSaturationSource
{
  GObject parent_instance;

  GradusSession *session;
  Job *job;      /* under way; its task owns it */
  gboolean late; /* something has changed since it began */
  guint timer;
  gint64 begun;

  GradusShape shape; /* that `found` is about */
  GradusSaturation *found;
  unsigned char *marks;
  gsize count;
};

G_DEFINE_FINAL_TYPE (GradusSaturationSource, gradus_saturation_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void update (GradusSaturationSource *self);

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->parameters);
  g_free (job->inputs);
  g_free (job->found);
  g_free (job);
}

static double *
copy_samples (const GradusProblem *problem, gsize n)
{
  gsize n_inputs = problem->shape.n_inputs;
  double *inputs = g_new (double, n *n_inputs);

  for (gsize k = 0; k < n; k++)
    memcpy (inputs + k * n_inputs,
            problem->inputs + (gsize) ((guint64) k * problem->n_samples / n) * n_inputs,
            n_inputs * sizeof (double));
  return inputs;
}

static Job *
prepare_job (GradusSaturationSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  Job *job = g_new0 (Job, 1);

  job->owner = self;
  atomic_init (&job->stop, false);
  job->shape = problem->shape;
  job->loss = problem->loss;
  job->parameters =
      g_memdup2 (gradus_session_get_network (self->session)->parameters, problem->shape.n_parameters * sizeof (double));
  job->n_samples = MIN (problem->n_samples, MOST_SAMPLES);
  job->inputs = copy_samples (problem, job->n_samples);
  job->found = g_new (GradusSaturation, problem->shape.n_neurons);
  return job;
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->n_seen = gradus_saturation_find (
      &job->shape, job->parameters, job->loss, job->n_samples, job->inputs, &job->stop, job->found);
  g_task_return_boolean (task, TRUE);
}

static gboolean
tells_the_same (const Job *job, const GradusSaturationSource *self)
{
  if (self->found == NULL || !gradus_shape_equal (&job->shape, &self->shape))
    return FALSE;
  for (gsize i = 0; i < job->shape.n_neurons; i++)
    if (job->found[i].kind != self->found[i].kind)
      return FALSE;
  return TRUE;
}

static void
take_result (GradusSaturationSource *self, Job *job)
{
  gboolean same = tells_the_same (job, self);

  g_free (self->found);
  self->found = g_steal_pointer (&job->found);
  self->shape = job->shape;
  self->count = 0;
  g_free (self->marks);
  self->marks = g_new (unsigned char, self->shape.n_neurons);
  for (gsize i = 0; i < self->shape.n_neurons; i++)
    {
      self->marks[i] = self->found[i].kind != GRADUS_SATURATION_NONE;
      self->count += self->marks[i];
    }
  if (!same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusSaturationSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusSaturationSource) held = g_object_ref (self); /* whatever handlers do */

  self->job = NULL;
  if (job->n_seen > 0 && !atomic_load (&job->stop))
    take_result (self, job);
  if (self->late)
    update (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusSaturationSource *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Begins to look at how things are now, as soon as it may. */
static void
update (GradusSaturationSource *self)
{
  g_autoptr (GTask) task = NULL;

  self->late = self->job != NULL;
  if (self->job != NULL || self->timer != 0)
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

static void
trace_changed_cb (GradusSaturationSource *self)
{
  update (self);
}

/* Of another network nothing is known yet. */
static void
document_changed_cb (GradusSaturationSource *self)
{
  gboolean told = self->count > 0;

  if (self->job != NULL)
    atomic_store (&self->job->stop, true);
  g_clear_pointer (&self->found, g_free);
  self->count = 0;
  if (told)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  update (self);
}

static void
gradus_saturation_source_dispose (GObject *object)
{
  GradusSaturationSource *self = GRADUS_SATURATION_SOURCE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->job != NULL)
    {
      atomic_store (&self->job->stop, true);
      self->job->owner = NULL;
    }
  self->job = NULL;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_saturation_source_parent_class)->dispose (object);
}

static void
gradus_saturation_source_finalize (GObject *object)
{
  g_free (GRADUS_SATURATION_SOURCE (object)->found);
  g_free (GRADUS_SATURATION_SOURCE (object)->marks);

  G_OBJECT_CLASS (gradus_saturation_source_parent_class)->finalize (object);
}

static void
gradus_saturation_source_class_init (GradusSaturationSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_saturation_source_dispose;
  object_class->finalize = gradus_saturation_source_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_SATURATION_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_saturation_source_init (GradusSaturationSource *self)
{
}

GradusSaturationSource *
gradus_saturation_source_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusSaturationSource *self = g_object_new (GRADUS_TYPE_SATURATION_SOURCE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (trace_changed_cb), self);
  update (self);
  return self;
}

gsize
gradus_saturation_source_get_count (GradusSaturationSource *self)
{
  g_return_val_if_fail (GRADUS_IS_SATURATION_SOURCE (self), 0);

  return self->count;
}

const unsigned char *
gradus_saturation_source_get_marks (GradusSaturationSource *self, const GradusShape *shape)
{
  g_return_val_if_fail (GRADUS_IS_SATURATION_SOURCE (self), NULL);

  return self->found != NULL && gradus_shape_equal (shape, &self->shape) ? self->marks : NULL;
}

GradusSaturation
gradus_saturation_source_get (GradusSaturationSource *self, GradusPart neuron)
{
  g_return_val_if_fail (GRADUS_IS_SATURATION_SOURCE (self), (GradusSaturation){ 0 });

  if (self->found == NULL || neuron.kind != GRADUS_PART_NEURON || !gradus_part_valid (&self->shape, neuron))
    return (GradusSaturation){ 0 };
  return self->found[gradus_shape_neuron (&self->shape, neuron.layer, neuron.neuron)];
}

char *
gradus_saturation_source_describe (GradusSaturationSource *self, GradusPart neuron)
{
  GradusSaturation found = gradus_saturation_source_get (self, neuron);
  gboolean all = found.share == 1;

  switch (found.kind)
    {
    case GRADUS_SATURATION_NONE:
      return NULL;
    case GRADUS_SATURATION_DEAD:
      return g_strdup (all ? _ ("Dead: its pre-activation z is below 0 for every sample, where ReLU is flat. "
                                "No gradient comes through, so its weights do not change any more.")
                           : _ ("Nearly dead: its pre-activation z is below 0 for almost every sample, where ReLU is "
                                "flat. Hardly any gradient comes through."));
    case GRADUS_SATURATION_LOW:
      return g_strdup (
          all ? _ ("Saturated: its pre-activation z is so far below 0 for every sample that the activation "
                   "is flat there. Hardly any gradient comes through.")
              : _ ("Saturated: its pre-activation z is so far below 0 for almost every sample that the "
                   "activation is flat there. Hardly any gradient comes through."));
    case GRADUS_SATURATION_HIGH:
      return g_strdup (
          all ? _ ("Saturated: its pre-activation z is so far above 0 for every sample that the activation "
                   "is flat there. Hardly any gradient comes through.")
              : _ ("Saturated: its pre-activation z is so far above 0 for almost every sample that the "
                   "activation is flat there. Hardly any gradient comes through."));
    case GRADUS_SATURATION_BOTH:
      return g_strdup (_ ("Saturated: its pre-activation z is far below 0 for some samples and far above 0 for the "
                          "others, like a switch. The activation is flat at both ends, and hardly any gradient comes "
                          "through."));
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
gradus_saturation_source_summarise (GradusSaturationSource *self)
{
  gsize n_dead = 0;

  g_return_val_if_fail (GRADUS_IS_SATURATION_SOURCE (self), NULL);

  if (self->count == 0)
    return NULL;
  for (gsize i = 0; i < self->shape.n_neurons; i++)
    if (self->found[i].kind == GRADUS_SATURATION_DEAD)
      n_dead++;
  if (n_dead == self->count)
    return g_strdup_printf (ngettext ("%zu neuron is dead: no gradient comes through it any more.",
                                      "%zu neurons are dead: no gradient comes through them any more.",
                                      n_dead),
                            n_dead);
  if (n_dead == 0)
    return g_strdup_printf (ngettext ("%zu neuron is saturated: hardly any gradient comes through it.",
                                      "%zu neurons are saturated: hardly any gradient comes through them.",
                                      self->count),
                            self->count);
  return g_strdup_printf (ngettext ("%zu neuron is dead or saturated: hardly any gradient comes through it.",
                                    "%zu neurons are dead or saturated: hardly any gradient comes through them.",
                                    self->count),
                          self->count);
}
