/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-maps-source.h"

#include "model/gradus-input-range.h"
#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 50 /* from maps to maps while training */
#define MOST_ACROSS   32 /* columns and rows of a map */

typedef struct
{
  GradusSourceJob base;
  GradusShape shape;
  GradusGrid grid;
  double *parameters;
  double *inputs;
  double *values;
} Job;

struct _GradusMapsSource
{
  GradusSource source;

  GradusShape shape; /* that `values` are about */
  GradusGrid grid;
  double *values;
};

G_DEFINE_FINAL_TYPE (GradusMapsSource, gradus_maps_source, GRADUS_TYPE_SOURCE)

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->parameters);
  g_free (job->inputs);
  g_free (job->values);
}

static gpointer
gradus_maps_source_prepare (GradusSource *source)
{
  GradusMapsSource *self = GRADUS_MAPS_SOURCE (source);
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  const GradusShape *shape = &problem->shape;

  if (!gradus_maps_source_suits (shape))
    return NULL;

  Job *job = g_new0 (Job, 1);

  job->base.field = gradus_source_take_field (source, shape);
  job->shape = *shape;
  job->grid = (GradusGrid){ .across = 0, .up = 1, .columns = MOST_ACROSS, .rows = MOST_ACROSS };
  gradus_input_range_find (problem, job->grid.across, &job->grid.left, &job->grid.right);
  gradus_input_range_find (problem, job->grid.up, &job->grid.bottom, &job->grid.top);
  job->parameters =
      g_memdup2 (gradus_session_get_network (self->source.session)->parameters, shape->n_parameters * sizeof (double));
  job->inputs = g_memdup2 (gradus_session_get_trace (self->source.session)->inputs, shape->n_inputs * sizeof (double));
  job->values = g_new (double, shape->n_neurons *MOST_ACROSS *MOST_ACROSS);
  return job;
}

static gboolean
compute (gpointer data)
{
  Job *job = data;

  return gradus_field_compute_all (
      job->base.field, job->parameters, job->inputs, &job->grid, &job->base.stop, job->values);
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
  gradus_source_emit_changed (&self->source);
}

/* Maps of another network are none. */
static void
document_changed_cb (GradusMapsSource *self)
{
  gradus_source_drop_job (&self->source);
  if (self->values != NULL &&
      !gradus_shape_equal (&self->shape, &gradus_session_get_problem (self->source.session)->shape))
    take_values (self, NULL, NULL);
  gradus_source_update (&self->source);
}

static void
gradus_maps_source_take (GradusSource *source, gpointer data)
{
  GradusMapsSource *self = GRADUS_MAPS_SOURCE (source);
  Job *job = data;

  take_values (self, job, g_steal_pointer (&job->values));
}

static void
gradus_maps_source_finalize (GObject *object)
{
  GradusMapsSource *self = GRADUS_MAPS_SOURCE (object);

  g_free (self->values);

  G_OBJECT_CLASS (gradus_maps_source_parent_class)->finalize (object);
}

static void
gradus_maps_source_class_init (GradusMapsSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GradusSourceClass *source_class = GRADUS_SOURCE_CLASS (klass);

  object_class->finalize = gradus_maps_source_finalize;

  source_class->interval_msec = INTERVAL_MSEC;
  source_class->prepare = gradus_maps_source_prepare;
  source_class->compute = compute;
  source_class->take = gradus_maps_source_take;
  source_class->free_job = free_job;
}

static void
gradus_maps_source_init (GradusMapsSource *self)
{
}

GradusMapsSource *
gradus_maps_source_new (GradusSession *session)
{
  GradusMapsSource *self = gradus_source_new (GRADUS_TYPE_MAPS_SOURCE, session);

  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  return self;
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
