/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-landscape-source.h"

#include <math.h>
#include <string.h>

#include "model/gradus-landscape-walk.h"
#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 100 /* from one to the next while training */
#define CURVE_POINTS  193
#define MAP_POINTS    37  /* across and up */
#define DEAREST       2e8 /* multiplications that a landscape may cost before it is that of fewer samples */
#define NEURON_COST   8   /* of an activation, in multiplications */
#define LEAST_SAMPLES 16
#define LEAST_REACH   2.0  /* from the middle of an axis to its ends, at first */
#define EDGE          0.06 /* of an axis, where the point has come too near to its end */
#define SMALLEST      1e-6 /* reach, times the value */
#define LARGEST       1e6

typedef struct
{
  GradusSourceJob base;
  GradusProblem problem;
  double *inputs;
  double *targets;
  unsigned char *frozen;
  GradusTrace *trace;
  GradusLandscapeWalk *walk;
  GradusLandscape *landscape;
} Job;

/* What is shown of one parameter. */
typedef struct
{
  double middle, reach;
  gboolean known;  /* else it is to be found anew */
  gboolean zoomed; /* by hand */
} Range;

struct _GradusLandscapeSource
{
  GradusSource source;

  gboolean held; /* the ends of the axes stay where they are */
  gsize parameter;
  gsize second;
  Range across, up;

  GradusLandscape *landscape;
};

G_DEFINE_FINAL_TYPE (GradusLandscapeSource, gradus_landscape_source, GRADUS_TYPE_SOURCE)

static void
free_job (gpointer data)
{
  Job *job = data;

  gradus_landscape_free (job->landscape);
  gradus_landscape_walk_free (job->walk);
  gradus_trace_free (job->trace);
  g_free (job->inputs);
  g_free (job->targets);
  g_free (job->frozen);
}

/* Finds the range of a parameter, where the one there is does not show where it stands. */
static void
find_range (GradusLandscapeSource *self, Range *range, gsize parameter)
{
  double value = gradus_session_get_network (self->source.session)->parameters[parameter], from, to;
  gboolean inside = fabs (value - range->middle) <= range->reach * (1 - 2 * EDGE);

  if (range->known && (inside || self->held))
    return;

  gradus_landscape_walk_find_range (self->source.session, parameter, &from, &to);
  if (range->known && range->zoomed)
    range->middle = value;
  else
    {
      range->middle = (from + to) / 2;
      range->reach = MAX (LEAST_REACH, 0.75 * (to - from));
      range->zoomed = FALSE;
    }
  range->known = TRUE;
}

static GradusGrid
make_grid (GradusLandscapeSource *self)
{
  GradusGrid grid = { .across = self->parameter, .columns = CURVE_POINTS, .rows = 1 };

  find_range (self, &self->across, self->parameter);
  grid.left = self->across.middle - self->across.reach;
  grid.right = self->across.middle + self->across.reach;
  if (self->second != GRADUS_NO_PARAMETER)
    {
      find_range (self, &self->up, self->second);
      grid.up = self->second;
      grid.bottom = self->up.middle - self->up.reach;
      grid.top = self->up.middle + self->up.reach;
      grid.columns = grid.rows = MAP_POINTS;
    }
  return grid;
}

/* So many samples that the landscape comes soon enough. */
static gsize
count_samples (const GradusProblem *problem, const GradusGrid *grid)
{
  double cost = (double) (grid->columns * grid->rows) *
                (double) (problem->shape.n_parameters + NEURON_COST * problem->shape.n_neurons);

  return MIN (problem->n_samples, (gsize) MAX (DEAREST / cost, LEAST_SAMPLES));
}

/* Copies n of the samples, as far from one another as they may be. */
static void
copy_samples (Job *job, const GradusProblem *problem, gsize n)
{
  gsize n_inputs = problem->shape.n_inputs, n_outputs = problem->shape.n_outputs;

  job->inputs = g_new (double, n *n_inputs);
  job->targets = g_new (double, n *n_outputs);
  for (gsize k = 0; k < n; k++)
    {
      gsize sample = k * problem->n_samples / n;

      memcpy (job->inputs + k * n_inputs, problem->inputs + sample * n_inputs, n_inputs * sizeof (double));
      memcpy (job->targets + k * n_outputs, problem->targets + sample * n_outputs, n_outputs * sizeof (double));
    }
  job->problem.inputs = job->inputs;
  job->problem.targets = job->targets;
  job->problem.n_samples = n;
  job->problem.n_test = 0;
}

static gpointer
gradus_landscape_source_prepare (GradusSource *source)
{
  GradusLandscapeSource *self = GRADUS_LANDSCAPE_SOURCE (source);
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  GradusGrid grid = make_grid (self);
  Job *job = g_new0 (Job, 1);

  job->problem = *problem;
  copy_samples (job, problem, count_samples (problem, &grid));
  if (problem->frozen != NULL)
    job->frozen = g_memdup2 (problem->frozen, problem->shape.n_parameters);
  job->problem.frozen = job->frozen;
  job->trace = gradus_memory (gradus_trace_copy (gradus_session_get_trace (self->source.session)));
  job->landscape = gradus_memory (gradus_landscape_new (&job->problem, &grid));
  if (grid.rows > 1)
    job->walk = gradus_landscape_walk_new (self->source.session, &grid);
  return job;
}

static gboolean
compute (gpointer data)
{
  Job *job = data;
  GradusLandscape *landscape = job->landscape;

  if (!gradus_landscape_compute (landscape, job->trace, &job->base.stop))
    return FALSE;
  if (job->walk == NULL)
    return TRUE;
  landscape->path = gradus_landscape_walk_compute (job->walk, &job->base.stop, &landscape->n_path);
  return landscape->path != NULL;
}

/* Takes it over; NULL: there is none any more. */
static void
take_landscape (GradusLandscapeSource *self, GradusLandscape *landscape)
{
  gradus_landscape_free (self->landscape);
  self->landscape = landscape;
  gradus_source_emit_changed (&self->source);
}

/* Another landscape is wanted: what there is would be of other parameters, or of another network. */
static void
begin_anew (GradusLandscapeSource *self)
{
  gradus_source_drop_job (&self->source);
  take_landscape (self, NULL);
  gradus_source_update (&self->source);
}

static void
selection_changed_cb (GradusLandscapeSource *self)
{
  const GradusShape *shape = &gradus_session_get_problem (self->source.session)->shape;
  gsize index;

  if (!gradus_part_parameter (shape, gradus_session_get_selection (self->source.session), &index) ||
      index == self->parameter)
    return;

  Range before = self->across;

  self->across = (Range){ 0 };
  if (index == self->second)
    {
      self->across = self->up;
      self->up = before;
      self->second = self->parameter;
    }
  self->parameter = index;
  begin_anew (self);
}

static void
document_changed_cb (GradusLandscapeSource *self)
{
  const GradusShape *shape = &gradus_session_get_problem (self->source.session)->shape;
  gsize index;

  self->across = self->up = (Range){ 0 };
  if (gradus_part_parameter (shape, gradus_session_get_selection (self->source.session), &index))
    self->parameter = index;
  else if (self->parameter >= shape->n_parameters)
    self->parameter = 0;
  if (self->second >= shape->n_parameters || self->second == self->parameter)
    self->second = GRADUS_NO_PARAMETER;
  begin_anew (self);
}

static void
gradus_landscape_source_take (GradusSource *source, gpointer data)
{
  GradusLandscapeSource *self = GRADUS_LANDSCAPE_SOURCE (source);
  Job *job = data;

  take_landscape (self, g_steal_pointer (&job->landscape));
}

static void
gradus_landscape_source_finalize (GObject *object)
{
  gradus_landscape_free (GRADUS_LANDSCAPE_SOURCE (object)->landscape);

  G_OBJECT_CLASS (gradus_landscape_source_parent_class)->finalize (object);
}

static void
gradus_landscape_source_class_init (GradusLandscapeSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GradusSourceClass *source_class = GRADUS_SOURCE_CLASS (klass);

  object_class->finalize = gradus_landscape_source_finalize;

  source_class->interval_msec = INTERVAL_MSEC;
  source_class->prepare = gradus_landscape_source_prepare;
  source_class->compute = compute;
  source_class->take = gradus_landscape_source_take;
  source_class->free_job = free_job;
}

static void
gradus_landscape_source_init (GradusLandscapeSource *self)
{
  self->second = GRADUS_NO_PARAMETER;
}

GradusLandscapeSource *
gradus_landscape_source_new (GradusSession *session)
{
  GradusLandscapeSource *self = gradus_source_new (GRADUS_TYPE_LANDSCAPE_SOURCE, session);

  document_changed_cb (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selection", G_CALLBACK (selection_changed_cb), self);
  return self;
}

gsize
gradus_landscape_source_get_parameter (GradusLandscapeSource *self)
{
  return self->parameter;
}

void
gradus_landscape_source_set_second (GradusLandscapeSource *self, gsize second)
{
  g_return_if_fail (GRADUS_IS_LANDSCAPE_SOURCE (self));

  if (second != GRADUS_NO_PARAMETER &&
      (second >= gradus_session_get_problem (self->source.session)->shape.n_parameters || second == self->parameter))
    return;
  if (second == self->second)
    return;
  self->second = second;
  self->up = (Range){ 0 };
  begin_anew (self);
}

gsize
gradus_landscape_source_get_second (GradusLandscapeSource *self)
{
  return self->second;
}

static void
zoom_range (GradusLandscapeSource *self, Range *range, gsize parameter, double factor)
{
  double value = gradus_session_get_network (self->source.session)->parameters[parameter];
  double reach = CLAMP (range->reach * factor, SMALLEST * MAX (1, fabs (value)), LARGEST * MAX (1, fabs (value)));

  range->middle = value + (range->middle - value) * reach / range->reach;
  range->reach = reach;
  range->zoomed = TRUE;
}

void
gradus_landscape_source_zoom (GradusLandscapeSource *self, double factor)
{
  g_return_if_fail (GRADUS_IS_LANDSCAPE_SOURCE (self));
  g_return_if_fail (factor > 0);

  if (!self->across.known || (self->second != GRADUS_NO_PARAMETER && !self->up.known))
    return; /* nothing was shown yet */
  zoom_range (self, &self->across, self->parameter, factor);
  if (self->second != GRADUS_NO_PARAMETER)
    zoom_range (self, &self->up, self->second, factor);
  gradus_source_drop_job (&self->source);
  gradus_source_update (&self->source);
}

void
gradus_landscape_source_reset_zoom (GradusLandscapeSource *self)
{
  g_return_if_fail (GRADUS_IS_LANDSCAPE_SOURCE (self));

  self->across = self->up = (Range){ 0 };
  gradus_source_drop_job (&self->source);
  gradus_source_update (&self->source);
}

void
gradus_landscape_source_hold_range (GradusLandscapeSource *self, gboolean held)
{
  g_return_if_fail (GRADUS_IS_LANDSCAPE_SOURCE (self));

  if (self->held == held)
    return;
  self->held = held;
  if (!held)
    gradus_source_update (&self->source);
}

const GradusLandscape *
gradus_landscape_source_get_landscape (GradusLandscapeSource *self)
{
  return self->landscape;
}
