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

/* What a thread computes, on copies of its own. It may outlive its owner. */
typedef struct
{
  GradusFieldSource *owner; /* for the main thread; NULL when that is gone */
  atomic_bool stop;
  GradusField *field; /* the owner's scratch memory, which has it back in the end */
  gsize n_samples;    /* for the accuracy; 0: not wanted */
  double *parameters;
  double *inputs;
  double *targets;
  GradusFieldMap *map;
  gboolean done;
} Job;

struct _GradusFieldSource
{
  GObject parent_instance;

  GradusSession *session;
  gboolean active;
  gboolean held; /* the ends of the axes stay where they are */
  gsize across, up;
  gsize n_inputs; /* of the document that they are about */

  GradusField *field;
  GradusShape field_shape;
  Job *job;      /* under way; its task owns it */
  gboolean late; /* something has changed since it began */
  guint timer;
  gint64 begun;

  GradusFieldMap *map;
};

G_DEFINE_FINAL_TYPE (GradusFieldSource, gradus_field_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void update (GradusFieldSource *self);

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

  gradus_field_free (job->field);
  g_free (job->parameters);
  g_free (job->inputs);
  g_free (job->targets);
  free_map (job->map);
  g_free (job);
}

/* The selected neuron, or the first output. */
static GradusPart
choose_neuron (GradusFieldSource *self)
{
  GradusPart part = gradus_session_get_selection (self->session);

  if (part.kind == GRADUS_PART_NEURON)
    return part;
  return (GradusPart){ .kind = GRADUS_PART_NEURON,
                       .layer = gradus_session_get_problem (self->session)->shape.n_layers - 1 };
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
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  gboolean keeps = self->held || gradus_session_get_document (self->session)->by_hand;
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
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  GradusFieldMap *map = g_new0 (GradusFieldMap, 1);

  map->grid = make_grid (self);
  map->neuron = choose_neuron (self);
  map->values = g_new (double, map->grid.columns * map->grid.rows);
  map->n_inputs = problem->shape.n_inputs;
  map->inputs = g_memdup2 (gradus_session_get_trace (self->session)->inputs, problem->shape.n_inputs * sizeof (double));
  /* Of samples that are drawn the first is of some class already. */
  map->classes = gradus_session_get_document (self->session)->by_hand
                     ? gradus_brush_find_classes (self->session)
                     : gradus_classes_find (problem->n_samples, problem->shape.n_outputs, problem->targets);
  map->accuracy = NAN;
  return map;
}

static Job *
prepare_job (GradusFieldSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  gsize n_inputs = problem->n_samples * problem->shape.n_inputs;
  gsize n_targets = problem->n_samples * problem->shape.n_outputs;
  Job *job = g_new0 (Job, 1);

  if (self->field == NULL || !gradus_shape_equal (&self->field_shape, &problem->shape))
    {
      gradus_field_free (self->field);
      self->field = gradus_memory (gradus_field_new (&problem->shape));
      self->field_shape = problem->shape;
    }

  job->owner = self;
  atomic_init (&job->stop, false);
  job->field = g_steal_pointer (&self->field);
  job->map = prepare_map (self);
  job->parameters =
      g_memdup2 (gradus_session_get_network (self->session)->parameters, problem->shape.n_parameters * sizeof (double));
  if (job->map->classes.kind != GRADUS_CLASSES_NONE && n_inputs + n_targets <= MOST_VALUES)
    {
      job->n_samples = problem->n_samples;
      job->inputs = g_memdup2 (problem->inputs, n_inputs * sizeof (double));
      job->targets = g_memdup2 (problem->targets, n_targets * sizeof (double));
    }
  return job;
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GradusFieldMap *map = job->map;
  gsize right;

  job->done = gradus_field_compute (job->field,
                                    job->parameters,
                                    map->inputs,
                                    &map->grid,
                                    map->neuron.layer,
                                    map->neuron.neuron,
                                    &job->stop,
                                    map->values);
  if (job->done && job->n_samples > 0)
    {
      job->done = gradus_field_count_right (
          job->field, job->parameters, job->n_samples, job->inputs, job->targets, &map->classes, &job->stop, &right);
      if (job->done)
        map->accuracy = (double) right / (double) job->n_samples;
    }
  g_task_return_boolean (task, job->done);
}

static void
take_map (GradusFieldSource *self, GradusFieldMap *map)
{
  free_map (self->map);
  self->map = map;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusFieldSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusFieldSource) held G_GNUC_UNUSED = g_object_ref (self); /* whatever handlers do */

  self->job = NULL;
  self->field = g_steal_pointer (&job->field);
  if (job->done && !atomic_load (&job->stop))
    take_map (self, g_steal_pointer (&job->map));
  if (self->late)
    update (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusFieldSource *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Begins a map of how things are now, as soon as it may be. */
static void
update (GradusFieldSource *self)
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

  self->begun = g_get_monotonic_time ();
  self->job = prepare_job (self);
  task = g_task_new (NULL, NULL, computed_cb, NULL);
  g_task_set_task_data (task, self->job, free_job);
  g_task_run_in_thread (task, compute);
}

/* What is being computed is of no use any more. */
static void
drop_job (GradusFieldSource *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->job != NULL)
    atomic_store (&self->job->stop, true);
}

static void
trace_changed_cb (GradusFieldSource *self)
{
  update (self);
}

static void
selection_changed_cb (GradusFieldSource *self)
{
  if (self->map != NULL && self->job == NULL && gradus_part_equal (self->map->neuron, choose_neuron (self)))
    return;
  drop_job (self);
  update (self);
}

/* A map of another network is none. */
static void
document_changed_cb (GradusFieldSource *self)
{
  const GradusShape *shape = &gradus_session_get_problem (self->session)->shape;

  drop_job (self);
  if (self->n_inputs != shape->n_inputs)
    {
      self->n_inputs = shape->n_inputs;
      self->across = 0;
      self->up = shape->n_inputs > 1 ? 1 : 0;
    }
  if (self->map != NULL && (self->map->n_inputs != shape->n_inputs || !gradus_part_valid (shape, self->map->neuron)))
    take_map (self, NULL);
  update (self);
}

static void
gradus_field_source_dispose (GObject *object)
{
  GradusFieldSource *self = GRADUS_FIELD_SOURCE (object);

  drop_job (self);
  if (self->job != NULL)
    self->job->owner = NULL;
  self->job = NULL;
  self->active = FALSE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_field_source_parent_class)->dispose (object);
}

static void
gradus_field_source_finalize (GObject *object)
{
  GradusFieldSource *self = GRADUS_FIELD_SOURCE (object);

  gradus_field_free (self->field);
  free_map (self->map);

  G_OBJECT_CLASS (gradus_field_source_parent_class)->finalize (object);
}

static void
gradus_field_source_class_init (GradusFieldSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_field_source_dispose;
  object_class->finalize = gradus_field_source_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_FIELD_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_field_source_init (GradusFieldSource *self)
{
}

GradusFieldSource *
gradus_field_source_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusFieldSource *self = g_object_new (GRADUS_TYPE_FIELD_SOURCE, NULL);

  self->session = g_object_ref (session);
  document_changed_cb (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selection", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (trace_changed_cb), self);
  return self;
}

void
gradus_field_source_set_active (GradusFieldSource *self, gboolean active)
{
  g_return_if_fail (GRADUS_IS_FIELD_SOURCE (self));

  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    drop_job (self);
  update (self);
}

void
gradus_field_source_hold_range (GradusFieldSource *self, gboolean held)
{
  g_return_if_fail (GRADUS_IS_FIELD_SOURCE (self));

  if (self->held == held)
    return;
  self->held = held;
  if (!held)
    update (self);
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
  drop_job (self);
  update (self);
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
