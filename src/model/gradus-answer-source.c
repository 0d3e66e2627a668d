/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-answer-source.h"

#include <string.h>

#include "model/gradus-session-private.h"

#define INTERVAL_MSEC 100     /* from answers to answers while training */
#define MOST_VALUES   4194304 /* numbers of data that are copied each time */

enum
{
  TRAINING,
  TEST,
  N_ROWS,
};

/* What a thread computes, on copies of its own. It may outlive its owner. */
typedef struct
{
  GradusAnswerSource *owner; /* for the main thread; NULL when that is gone */
  atomic_bool stop;
  GradusField *field; /* the owner's scratch memory, which has it back in the end */
  GradusClasses classes;
  gsize n_outputs;
  double *parameters;
  double *inputs[N_ROWS];
  double *targets[N_ROWS];
  GradusAnswers *answers[N_ROWS];
  gboolean done;
} Job;

struct _GradusAnswerSource
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

  GradusClasses classes;
  gboolean too_many;
  GradusAnswers *answers[N_ROWS];
};

G_DEFINE_FINAL_TYPE (GradusAnswerSource, gradus_answer_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void update (GradusAnswerSource *self);

static GradusAnswers *
create_answers (gsize n, gsize n_classes)
{
  GradusAnswers *answers = g_new0 (GradusAnswers, 1);

  answers->n = n;
  answers->truths = g_new (guint16, n);
  answers->answers = g_new (guint16, n);
  answers->counts = g_new (gsize, n_classes * n_classes);
  return answers;
}

static void
free_answers (GradusAnswers *answers)
{
  if (answers == NULL)
    return;
  g_free (answers->truths);
  g_free (answers->answers);
  g_free (answers->counts);
  g_free (answers);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  gradus_field_free (job->field);
  g_free (job->parameters);
  for (int rows = 0; rows < N_ROWS; rows++)
    {
      g_free (job->inputs[rows]);
      g_free (job->targets[rows]);
      free_answers (job->answers[rows]);
    }
  g_free (job);
}

static void
copy_rows (Job *job, int rows, const GradusShape *shape, gsize n, const double inputs[], const double targets[])
{
  if (n == 0)
    return;
  job->inputs[rows] = g_memdup2 (inputs, n * shape->n_inputs * sizeof (double));
  job->targets[rows] = g_memdup2 (targets, n * shape->n_outputs * sizeof (double));
  job->answers[rows] = create_answers (n, job->classes.n_classes);
}

static Job *
prepare_job (GradusAnswerSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  const GradusShape *shape = &problem->shape;
  Job *job = g_new0 (Job, 1);

  if (self->field == NULL || !gradus_shape_equal (&self->field_shape, shape))
    {
      gradus_field_free (self->field);
      self->field = gradus_memory (gradus_field_new (shape));
      self->field_shape = *shape;
    }
  job->owner = self;
  atomic_init (&job->stop, false);
  job->field = g_steal_pointer (&self->field);
  job->classes = self->classes;
  job->n_outputs = shape->n_outputs;
  job->parameters =
      g_memdup2 (gradus_session_get_network (self->session)->parameters, shape->n_parameters * sizeof (double));
  copy_rows (job, TRAINING, shape, problem->n_samples, problem->inputs, problem->targets);
  copy_rows (job, TEST, shape, problem->n_test, problem->test_inputs, problem->test_targets);
  return job;
}

static gboolean
answer (Job *job, int rows)
{
  GradusAnswers *answers = job->answers[rows];

  if (answers == NULL)
    return TRUE;
  for (gsize i = 0; i < answers->n; i++)
    answers->truths[i] = (guint16) gradus_classes_of (&job->classes, job->targets[rows] + i * job->n_outputs);
  if (!gradus_field_classify (
          job->field, job->parameters, answers->n, job->inputs[rows], &job->classes, &job->stop, answers->answers))
    return FALSE;
  gradus_confusion_count (job->classes.n_classes, answers->n, answers->truths, answers->answers, answers->counts);
  return TRUE;
}

static void
compute (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->done = answer (job, TRAINING) && answer (job, TEST);
  g_task_return_boolean (task, job->done);
}

/* Takes over both answers, either of which may be NULL. */
static void
take_answers (GradusAnswerSource *self, GradusAnswers *answers[])
{
  for (int rows = 0; rows < N_ROWS; rows++)
    {
      free_answers (self->answers[rows]);
      self->answers[rows] = g_steal_pointer (&answers[rows]);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GradusAnswerSource *self = job->owner;

  if (self == NULL)
    return;

  g_autoptr (GradusAnswerSource) held G_GNUC_UNUSED = g_object_ref (self); /* whatever handlers do */

  self->job = NULL;
  self->field = g_steal_pointer (&job->field);
  if (job->done && !atomic_load (&job->stop))
    take_answers (self, job->answers);
  if (self->late)
    update (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusAnswerSource *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* What the targets are may change with each of them. */
static void
find_classes (GradusAnswerSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  gsize values = (problem->n_samples + problem->n_test) * (problem->shape.n_inputs + problem->shape.n_outputs);

  self->classes = gradus_classes_find (problem->n_samples, problem->shape.n_outputs, problem->targets);
  self->too_many = values > MOST_VALUES;
  if (self->too_many || self->classes.n_classes > GRADUS_CONFUSION_MOST_CLASSES)
    self->classes = (GradusClasses){ .n_outputs = problem->shape.n_outputs };
}

/* Begins to answer for how things are now, as soon as it may be. */
static void
update (GradusAnswerSource *self)
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
  find_classes (self);
  if (self->classes.kind == GRADUS_CLASSES_NONE)
    {
      take_answers (self, (GradusAnswers *[]){ NULL, NULL });
      return;
    }
  self->job = prepare_job (self);
  task = g_task_new (NULL, NULL, computed_cb, NULL);
  g_task_set_task_data (task, self->job, free_job);
  g_task_run_in_thread (task, compute);
}

/* What is being computed is of no use any more. */
static void
drop_job (GradusAnswerSource *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->job != NULL)
    atomic_store (&self->job->stop, true);
}

static void
trace_changed_cb (GradusAnswerSource *self)
{
  update (self);
}

/* Answers to other samples are none. */
static void
document_changed_cb (GradusAnswerSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->session);
  GradusClasses before = self->classes;
  const GradusAnswers *training = self->answers[TRAINING], *test = self->answers[TEST];

  drop_job (self);
  find_classes (self);
  if (self->classes.kind != before.kind || self->classes.n_classes != before.n_classes ||
      (training != NULL && training->n != problem->n_samples) || (test != NULL ? test->n : 0) != problem->n_test)
    take_answers (self, (GradusAnswers *[]){ NULL, NULL });
  update (self);
}

static void
gradus_answer_source_dispose (GObject *object)
{
  GradusAnswerSource *self = GRADUS_ANSWER_SOURCE (object);

  drop_job (self);
  if (self->job != NULL)
    self->job->owner = NULL;
  self->job = NULL;
  self->active = FALSE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_answer_source_parent_class)->dispose (object);
}

static void
gradus_answer_source_finalize (GObject *object)
{
  GradusAnswerSource *self = GRADUS_ANSWER_SOURCE (object);

  gradus_field_free (self->field);
  for (int rows = 0; rows < N_ROWS; rows++)
    free_answers (self->answers[rows]);

  G_OBJECT_CLASS (gradus_answer_source_parent_class)->finalize (object);
}

static void
gradus_answer_source_class_init (GradusAnswerSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_answer_source_dispose;
  object_class->finalize = gradus_answer_source_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_ANSWER_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_answer_source_init (GradusAnswerSource *self)
{
}

GradusAnswerSource *
gradus_answer_source_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusAnswerSource *self = g_object_new (GRADUS_TYPE_ANSWER_SOURCE, NULL);

  self->session = g_object_ref (session);
  find_classes (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (trace_changed_cb), self);
  return self;
}

void
gradus_answer_source_set_active (GradusAnswerSource *self, gboolean active)
{
  g_return_if_fail (GRADUS_IS_ANSWER_SOURCE (self));

  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    drop_job (self);
  update (self);
}

const GradusClasses *
gradus_answer_source_get_classes (GradusAnswerSource *self)
{
  return &self->classes;
}

gboolean
gradus_answer_source_get_too_many (GradusAnswerSource *self)
{
  g_return_val_if_fail (GRADUS_IS_ANSWER_SOURCE (self), FALSE);

  return self->too_many;
}

const GradusAnswers *
gradus_answer_source_get_answers (GradusAnswerSource *self, gboolean test)
{
  return self->answers[test ? TEST : TRAINING];
}
