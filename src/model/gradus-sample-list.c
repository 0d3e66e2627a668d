/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-sample-list.h"

#include "core/gradus-pass.h"

#define INTERVAL_USEC 100000
#define PATIENCE      5 /* handlers may take a part of this of the time */

struct _GradusSampleRow
{
  GObject parent_instance;

  gsize place;
};

struct _GradusSampleList
{
  GObject parent_instance;

  GradusSession *session;
  guint n_rows; /* as was last told */
  guint timer;
  gint64 next; /* when handlers may be called again, monotonic */

  GradusPass pass; /* scratch memory */
  gsize n_neurons;
  gsize evaluated; /* the row that it holds; G_MAXSIZE: none */
};

G_DEFINE_FINAL_TYPE (GradusSampleRow, gradus_sample_row, G_TYPE_OBJECT)

static void gradus_sample_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GradusSampleList,
                               gradus_sample_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gradus_sample_list_list_model_init))

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean timed_out_cb (gpointer data);

/* Rows are their places: whichever of them went, the last places are gone. */
static void
tell (GradusSampleList *self)
{
  guint before = self->n_rows, now = (guint) MIN (gradus_session_get_n_rows (self->session), G_MAXUINT);
  gint64 begun = g_get_monotonic_time ();

  self->n_rows = now;
  self->evaluated = G_MAXSIZE;
  if (now > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, now - before);
  else if (now < before)
    g_list_model_items_changed (G_LIST_MODEL (self), now, before - now, 0);
  g_signal_emit (self, signals[CHANGED], 0);

  gint64 ended = g_get_monotonic_time ();

  self->next = ended + MAX (INTERVAL_USEC, PATIENCE * (ended - begun));
}

static void
update (GradusSampleList *self)
{
  gint64 wait = self->next - g_get_monotonic_time ();

  self->evaluated = G_MAXSIZE;
  if (self->timer != 0)
    return;
  if (wait > 0 && gradus_session_get_state (self->session) == GRADUS_SESSION_TRAINING &&
      gradus_session_get_n_rows (self->session) == self->n_rows)
    self->timer = g_timeout_add ((guint) (wait / 1000) + 1, timed_out_cb, self);
  else
    tell (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  GradusSampleList *self = data;

  self->timer = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
document_changed_cb (GradusSampleList *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  tell (self);
}

static GType
gradus_sample_list_get_item_type (GListModel *model)
{
  return GRADUS_TYPE_SAMPLE_ROW;
}

static guint
gradus_sample_list_get_n_items (GListModel *model)
{
  return GRADUS_SAMPLE_LIST (model)->n_rows;
}

static gpointer
gradus_sample_list_get_item (GListModel *model, guint position)
{
  GradusSampleRow *row;

  if (position >= GRADUS_SAMPLE_LIST (model)->n_rows)
    return NULL;
  row = g_object_new (GRADUS_TYPE_SAMPLE_ROW, NULL);
  row->place = position;
  return row;
}

static void
gradus_sample_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = gradus_sample_list_get_item_type;
  interface->get_n_items = gradus_sample_list_get_n_items;
  interface->get_item = gradus_sample_list_get_item;
}

static void
gradus_sample_list_dispose (GObject *object)
{
  GradusSampleList *self = GRADUS_SAMPLE_LIST (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_sample_list_parent_class)->dispose (object);
}

static void
gradus_sample_list_finalize (GObject *object)
{
  g_free (GRADUS_SAMPLE_LIST (object)->pass.z);

  G_OBJECT_CLASS (gradus_sample_list_parent_class)->finalize (object);
}

static void
gradus_sample_list_class_init (GradusSampleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradus_sample_list_dispose;
  object_class->finalize = gradus_sample_list_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_SAMPLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gradus_sample_list_init (GradusSampleList *self)
{
  self->evaluated = G_MAXSIZE;
}

static void
gradus_sample_row_class_init (GradusSampleRowClass *klass)
{
}

static void
gradus_sample_row_init (GradusSampleRow *self)
{
}

gsize
gradus_sample_row_get_place (GradusSampleRow *self)
{
  return self->place;
}

GradusSampleList *
gradus_sample_list_new (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), NULL);

  GradusSampleList *self = g_object_new (GRADUS_TYPE_SAMPLE_LIST, NULL);

  self->session = g_object_ref (session);
  self->n_rows = (guint) gradus_session_get_n_rows (session);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "notify::trace", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update), self);
  return self;
}

gboolean
gradus_sample_list_is_test (GradusSampleList *self, gsize row)
{
  g_return_val_if_fail (GRADUS_IS_SAMPLE_LIST (self), FALSE);

  return row >= gradus_session_get_document (self->session)->n_samples;
}

gboolean
gradus_sample_list_evaluate (GradusSampleList *self, gsize row, const double **outputs, double *loss)
{
  g_return_val_if_fail (GRADUS_IS_SAMPLE_LIST (self), FALSE);

  const GradusProblem *problem = gradus_session_get_problem (self->session);
  const GradusShape *shape = &problem->shape;
  const double *inputs, *targets;

  if (!gradus_session_get_row (self->session, row, &inputs, &targets))
    return FALSE;
  if (self->n_neurons != shape->n_neurons)
    {
      g_free (self->pass.z);
      self->pass.z = g_new (double, 2 * shape->n_neurons);
      self->pass.a = self->pass.z + shape->n_neurons;
      self->n_neurons = shape->n_neurons;
      self->evaluated = G_MAXSIZE;
    }
  if (self->evaluated != row)
    gradus_pass_forward (&self->pass, shape, gradus_session_get_network (self->session)->parameters, inputs);
  self->evaluated = row;
  *outputs = self->pass.a + shape->n_neurons - shape->n_outputs;
  *loss = gradus_pass_loss (&self->pass, shape, problem->loss, targets);
  return TRUE;
}
