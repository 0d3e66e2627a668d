/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-field-source.h"

#include <math.h>
#include <string.h>

#include "model/gradus-brush.h"
#include "model/gradus-input-range.h"
#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 100 /* from map to map while training */
#define MOST_ACROSS   96  /* columns and rows of a map of two inputs */
#define LEAST_ACROSS  24
#define CURVE_POINTS  385     /* of a map of one input */
#define DEAREST_MAP   1e8     /* multiplications that a map may cost before it gets coarser */
#define MOST_VALUES   4194304 /* numbers of data that are copied for the accuracy */

typedef struct
{
  GradusSourceJob base;
  gsize n_samples; /* for the accuracy; 0: not wanted */
  double *parameters;
  double *inputs;
  double *targets;
  GradusFieldMap *map;
} Job;

struct _GradusFieldSource
{
  GradusSource source;

  gboolean held; /* the ends of the axes stay where they are */
  gsize across, up;
  gsize n_inputs; /* of the document that they are about */

  GradusFieldMap *map;
};

G_DEFINE_FINAL_TYPE (GradusFieldSource, gradus_field_source, GRADUS_TYPE_SOURCE)

static void
free_map (GradusFieldMap *map)
{
  if (map == NULL)
    return;
  g_free (map->values);
  g_free (map->inputs);
  g_free (map);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->parameters);
  g_free (job->inputs);
  g_free (job->targets);
  free_map (job->map);
}

/* The selected neuron, or the first output. */
static GradusPart
choose_neuron (GradusFieldSource *self)
{
  GradusPart part = gradus_session_get_selection (self->source.session);

  if (part.kind == GRADUS_PART_NEURON)
    return part;
  return (GradusPart){ .kind = GRADUS_PART_NEURON,
                       .layer = gradus_session_get_problem (self->source.session)->shape.n_layers - 1 };
}

/* From where to where the map on show has an input. */
static gboolean
find_former_range (GradusFieldSource *self, gsize input, double *from, double *to)
{
  const GradusGrid *grid = self->map != NULL ? &self->map->grid : NULL;

  if (grid == NULL || (grid->across != input && (grid->rows == 1 || grid->up != input)))
    return FALSE;
  *from = grid->across == input ? grid->left : grid->bottom;
  *to = grid->across == input ? grid->right : grid->top;
  return TRUE;
}

/* Samples that are drawn do not move the ground they are drawn on, while they lie on it. */
static void
keep_range (const GradusProblem *problem,
            gsize input,
            gboolean always,
            double left,
            double right,
            double *from,
            double *to)
{
  for (gsize i = 0; i < problem->n_samples && !always; i++)
    {
      double x = problem->inputs[i * problem->shape.n_inputs + input];

      if (x < left || x > right)
        return;
    }
  *from = left;
  *to = right;
}

static GradusGrid
make_grid (GradusFieldSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  gboolean keeps = self->held || gradus_session_get_document (self->source.session)->by_hand;
  double affordable = sqrt (DEAREST_MAP / (double) problem->shape.n_parameters);
  GradusGrid grid = { .across = self->across, .up = self->up, .columns = CURVE_POINTS, .rows = 1 };
  double left, right;

  gradus_input_range_find (problem, grid.across, &grid.left, &grid.right);
  if (keeps && find_former_range (self, grid.across, &left, &right))
    keep_range (problem, grid.across, self->held, left, right, &grid.left, &grid.right);
  if (problem->shape.n_inputs > 1)
    {
      gradus_input_range_find (problem, grid.up, &grid.bottom, &grid.top);
      if (keeps && find_former_range (self, grid.up, &left, &right))
        keep_range (problem, grid.up, self->held, left, right, &grid.bottom, &grid.top);
      grid.columns = grid.rows = (gsize) CLAMP (affordable, LEAST_ACROSS, MOST_ACROSS);
    }
  return grid;
}

static GradusFieldMap *
prepare_map (GradusFieldSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  GradusFieldMap *map = g_new0 (GradusFieldMap, 1);

  map->grid = make_grid (self);
  map->neuron = choose_neuron (self);
  map->values = g_new (double, map->grid.columns * map->grid.rows);
  map->n_inputs = problem->shape.n_inputs;
  map->inputs =
      g_memdup2 (gradus_session_get_trace (self->source.session)->inputs, problem->shape.n_inputs * sizeof (double));
  /* Of samples that are drawn the first is of some class already. */
  map->classes = gradus_session_get_document (self->source.session)->by_hand
                     ? gradus_brush_find_classes (self->source.session)
                     : gradus_classes_find (problem->n_samples, problem->shape.n_outputs, problem->targets);
  map->accuracy = NAN;
  return map;
}

static gpointer
gradus_field_source_prepare (GradusSource *source)
{
  GradusFieldSource *self = GRADUS_FIELD_SOURCE (source);
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  gsize n_inputs = problem->n_samples * problem->shape.n_inputs;
  gsize n_targets = problem->n_samples * problem->shape.n_outputs;
  Job *job = g_new0 (Job, 1);

  job->base.field = gradus_source_take_field (source, &problem->shape);
  job->map = prepare_map (self);
  job->parameters = g_memdup2 (gradus_session_get_network (self->source.session)->parameters,
                               problem->shape.n_parameters * sizeof (double));
  if (job->map->classes.kind != GRADUS_CLASSES_NONE && n_inputs + n_targets <= MOST_VALUES)
    {
      job->n_samples = problem->n_samples;
      job->inputs = g_memdup2 (problem->inputs, n_inputs * sizeof (double));
      job->targets = g_memdup2 (problem->targets, n_targets * sizeof (double));
    }
  return job;
}

static gboolean
compute (gpointer data)
{
  Job *job = data;
  GradusFieldMap *map = job->map;
  gsize right;

  if (!gradus_field_compute (job->base.field,
                             job->parameters,
                             map->inputs,
                             &map->grid,
                             map->neuron.layer,
                             map->neuron.neuron,
                             &job->base.stop,
                             map->values))
    return FALSE;
  if (job->n_samples == 0)
    return TRUE;
  if (!gradus_field_count_right (job->base.field,
                                 job->parameters,
                                 job->n_samples,
                                 job->inputs,
                                 job->targets,
                                 &map->classes,
                                 &job->base.stop,
                                 &right))
    return FALSE;
  map->accuracy = (double) right / (double) job->n_samples;
  return TRUE;
}

static void
take_map (GradusFieldSource *self, GradusFieldMap *map)
{
  free_map (self->map);
  self->map = map;
  gradus_source_emit_changed (&self->source);
}

static void
selection_changed_cb (GradusFieldSource *self)
{
  if (self->map != NULL && self->source.job == NULL && gradus_part_equal (self->map->neuron, choose_neuron (self)))
    return;
  gradus_source_drop_job (&self->source);
  gradus_source_update (&self->source);
}

/* A map of another network is none. */
static void
document_changed_cb (GradusFieldSource *self)
{
  const GradusShape *shape = &gradus_session_get_problem (self->source.session)->shape;

  gradus_source_drop_job (&self->source);
  if (self->n_inputs != shape->n_inputs)
    {
      self->n_inputs = shape->n_inputs;
      self->across = 0;
      self->up = shape->n_inputs > 1 ? 1 : 0;
    }
  if (self->map != NULL && (self->map->n_inputs != shape->n_inputs || !gradus_part_valid (shape, self->map->neuron)))
    take_map (self, NULL);
  gradus_source_update (&self->source);
}

static void
gradus_field_source_take (GradusSource *source, gpointer data)
{
  GradusFieldSource *self = GRADUS_FIELD_SOURCE (source);
  Job *job = data;

  take_map (self, g_steal_pointer (&job->map));
}

static void
gradus_field_source_finalize (GObject *object)
{
  GradusFieldSource *self = GRADUS_FIELD_SOURCE (object);

  free_map (self->map);

  G_OBJECT_CLASS (gradus_field_source_parent_class)->finalize (object);
}

static void
gradus_field_source_class_init (GradusFieldSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GradusSourceClass *source_class = GRADUS_SOURCE_CLASS (klass);

  object_class->finalize = gradus_field_source_finalize;

  source_class->interval_msec = INTERVAL_MSEC;
  source_class->prepare = gradus_field_source_prepare;
  source_class->compute = compute;
  source_class->take = gradus_field_source_take;
  source_class->free_job = free_job;
}

static void
gradus_field_source_init (GradusFieldSource *self)
{
}

GradusFieldSource *
gradus_field_source_new (GradusSession *session)
{
  GradusFieldSource *self = gradus_source_new (GRADUS_TYPE_FIELD_SOURCE, session);

  document_changed_cb (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selection", G_CALLBACK (selection_changed_cb), self);
  return self;
}

void
gradus_field_source_hold_range (GradusFieldSource *self, gboolean held)
{
  g_return_if_fail (GRADUS_IS_FIELD_SOURCE (self));

  if (self->held == held)
    return;
  self->held = held;
  if (!held)
    gradus_source_update (&self->source);
}

void
gradus_field_source_set_axes (GradusFieldSource *self, gsize across, gsize up)
{
  g_return_if_fail (GRADUS_IS_FIELD_SOURCE (self));

  if (across >= self->n_inputs || up >= self->n_inputs || (across == up && self->n_inputs > 1))
    return;
  if (across == self->across && up == self->up)
    return;
  self->across = across;
  self->up = up;
  gradus_source_drop_job (&self->source);
  gradus_source_update (&self->source);
}

gsize
gradus_field_source_get_across (GradusFieldSource *self)
{
  return self->across;
}

gsize
gradus_field_source_get_up (GradusFieldSource *self)
{
  return self->up;
}

const GradusFieldMap *
gradus_field_source_get_map (GradusFieldSource *self)
{
  return self->map;
}
