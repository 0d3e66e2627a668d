/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-saturation-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 250 /* from look to look while training */
#define MOST_SAMPLES  2048

typedef struct
{
  GradusSourceJob base;
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
  GradusSource source;

  GradusShape shape; /* that `found` is about */
  GradusSaturation *found;
  unsigned char *marks;
  gsize count;
};

G_DEFINE_FINAL_TYPE (GradusSaturationSource, gradus_saturation_source, GRADUS_TYPE_SOURCE)

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->parameters);
  g_free (job->inputs);
  g_free (job->found);
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

static gpointer
gradus_saturation_source_prepare (GradusSource *source)
{
  GradusSaturationSource *self = GRADUS_SATURATION_SOURCE (source);
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  Job *job = g_new0 (Job, 1);

  job->shape = problem->shape;
  job->loss = problem->loss;
  job->parameters = g_memdup2 (gradus_session_get_network (self->source.session)->parameters,
                               problem->shape.n_parameters * sizeof (double));
  job->n_samples = MIN (problem->n_samples, MOST_SAMPLES);
  job->inputs = copy_samples (problem, job->n_samples);
  job->found = g_new (GradusSaturation, problem->shape.n_neurons);
  return job;
}

static gboolean
compute (gpointer data)
{
  Job *job = data;

  job->n_seen = gradus_saturation_find (
      &job->shape, job->parameters, job->loss, job->n_samples, job->inputs, &job->base.stop, job->found);
  return job->n_seen > 0;
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
    gradus_source_emit_changed (&self->source);
}

/* Of another network nothing is known yet. */
static void
document_changed_cb (GradusSaturationSource *self)
{
  gboolean told = self->count > 0;

  gradus_source_drop_job (&self->source);
  g_clear_pointer (&self->found, g_free);
  self->count = 0;
  if (told)
    gradus_source_emit_changed (&self->source);
  gradus_source_update (&self->source);
}

static void
gradus_saturation_source_take (GradusSource *source, gpointer data)
{
  GradusSaturationSource *self = GRADUS_SATURATION_SOURCE (source);
  Job *job = data;

  take_result (self, job);
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
  GradusSourceClass *source_class = GRADUS_SOURCE_CLASS (klass);

  object_class->finalize = gradus_saturation_source_finalize;

  source_class->interval_msec = INTERVAL_MSEC;
  source_class->prepare = gradus_saturation_source_prepare;
  source_class->compute = compute;
  source_class->take = gradus_saturation_source_take;
  source_class->free_job = free_job;
}

static void
gradus_saturation_source_init (GradusSaturationSource *self)
{
}

GradusSaturationSource *
gradus_saturation_source_new (GradusSession *session)
{
  GradusSaturationSource *self = gradus_source_new (GRADUS_TYPE_SATURATION_SOURCE, session);

  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  gradus_source_set_active (&self->source, TRUE);
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
