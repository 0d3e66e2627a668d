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

typedef struct
{
  GradusSourceJob base;
  GradusClasses classes;
  gsize n_outputs;
  double *parameters;
  double *inputs[N_ROWS];
  double *targets[N_ROWS];
  GradusAnswers *answers[N_ROWS];
} Job;

struct _GradusAnswerSource
{
  GradusSource source;

  GradusClasses classes;
  gboolean too_many;
  GradusAnswers *answers[N_ROWS];
};

G_DEFINE_FINAL_TYPE (GradusAnswerSource, gradus_answer_source, GRADUS_TYPE_SOURCE)

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

  g_free (job->parameters);
  for (int rows = 0; rows < N_ROWS; rows++)
    {
      g_free (job->inputs[rows]);
      g_free (job->targets[rows]);
      free_answers (job->answers[rows]);
    }
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

/* What the targets are may change with each of them. */
static void
find_classes (GradusAnswerSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  gsize values = (problem->n_samples + problem->n_test) * (problem->shape.n_inputs + problem->shape.n_outputs);

  self->classes = gradus_classes_find (problem->n_samples, problem->shape.n_outputs, problem->targets);
  self->too_many = values > MOST_VALUES;
  if (self->too_many || self->classes.n_classes > GRADUS_CONFUSION_MOST_CLASSES)
    self->classes = (GradusClasses){ .n_outputs = problem->shape.n_outputs };
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
  gradus_source_emit_changed (&self->source);
}

static gpointer
gradus_answer_source_prepare (GradusSource *source)
{
  GradusAnswerSource *self = GRADUS_ANSWER_SOURCE (source);
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  const GradusShape *shape = &problem->shape;

  find_classes (self);
  if (self->classes.kind == GRADUS_CLASSES_NONE)
    {
      take_answers (self, (GradusAnswers *[]){ NULL, NULL });
      return NULL;
    }

  Job *job = g_new0 (Job, 1);

  job->base.field = gradus_source_take_field (source, shape);
  job->classes = self->classes;
  job->n_outputs = shape->n_outputs;
  job->parameters =
      g_memdup2 (gradus_session_get_network (self->source.session)->parameters, shape->n_parameters * sizeof (double));
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
  if (!gradus_field_classify (job->base.field,
                              job->parameters,
                              answers->n,
                              job->inputs[rows],
                              &job->classes,
                              &job->base.stop,
                              answers->answers))
    return FALSE;
  gradus_confusion_count (job->classes.n_classes, answers->n, answers->truths, answers->answers, answers->counts);
  return TRUE;
}

static gboolean
compute (gpointer data)
{
  Job *job = data;

  return answer (job, TRAINING) && answer (job, TEST);
}

/* Answers to other samples are none. */
static void
document_changed_cb (GradusAnswerSource *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->source.session);
  GradusClasses before = self->classes;
  const GradusAnswers *training = self->answers[TRAINING], *test = self->answers[TEST];

  gradus_source_drop_job (&self->source);
  find_classes (self);
  if (self->classes.kind != before.kind || self->classes.n_classes != before.n_classes ||
      (training != NULL && training->n != problem->n_samples) || (test != NULL ? test->n : 0) != problem->n_test)
    take_answers (self, (GradusAnswers *[]){ NULL, NULL });
  gradus_source_update (&self->source);
}

static void
gradus_answer_source_take (GradusSource *source, gpointer data)
{
  GradusAnswerSource *self = GRADUS_ANSWER_SOURCE (source);
  Job *job = data;

  take_answers (self, job->answers);
}

static void
gradus_answer_source_finalize (GObject *object)
{
  GradusAnswerSource *self = GRADUS_ANSWER_SOURCE (object);

  for (int rows = 0; rows < N_ROWS; rows++)
    free_answers (self->answers[rows]);

  G_OBJECT_CLASS (gradus_answer_source_parent_class)->finalize (object);
}

static void
gradus_answer_source_class_init (GradusAnswerSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GradusSourceClass *source_class = GRADUS_SOURCE_CLASS (klass);

  object_class->finalize = gradus_answer_source_finalize;

  source_class->interval_msec = INTERVAL_MSEC;
  source_class->prepare = gradus_answer_source_prepare;
  source_class->compute = compute;
  source_class->take = gradus_answer_source_take;
  source_class->free_job = free_job;
}

static void
gradus_answer_source_init (GradusAnswerSource *self)
{
}

GradusAnswerSource *
gradus_answer_source_new (GradusSession *session)
{
  GradusAnswerSource *self = gradus_source_new (GRADUS_TYPE_ANSWER_SOURCE, session);

  find_classes (self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  return self;
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
