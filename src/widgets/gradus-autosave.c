/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-autosave.h"

/* The draft is written when nothing has changed for a while, and now and then while something does, in microseconds.
 * Where writing is dear it may take this share of the time. */
#define QUIET_USEC   (2 * G_USEC_PER_SEC)
#define LONGEST_USEC (8 * G_USEC_PER_SEC)
#define TIME_SHARE   10
#define LOOK_SECONDS 1

struct _GradusAutosave
{
  GObject parent_instance;

  GradusSession *session;
  GradusOrigin origin;
  guint timer;         /* while something has changed since the last snapshot */
  gint64 first_change; /* since then, monotonic; and the last one */
  gint64 last_change;
  gint64 begun, pause; /* when the last writing began, and how long to leave it at that */
  gboolean writing;
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (GradusAutosave, gradus_autosave, G_TYPE_OBJECT)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GradusDocument *document; /* NULL: nothing to keep */
  GradusOrigin origin;
  guint64 number;
} Snapshot;

static Snapshot *
take_snapshot (GradusAutosave *self)
{
  Snapshot *snapshot = g_new0 (Snapshot, 1);

  snapshot->number = gradus_draft_take_number ();
  gradus_origin_set (&snapshot->origin, self->origin.name, self->origin.etag);
  if (gradus_draft_is_needed (self->session))
    snapshot->document = gradus_session_to_document (self->session);
  return snapshot;
}

static void
free_snapshot (Snapshot *snapshot)
{
  g_clear_pointer (&snapshot->document, gradus_document_unref);
  gradus_origin_clear (&snapshot->origin);
  g_free (snapshot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, free_snapshot)

static gboolean
write_snapshot (const Snapshot *snapshot, GError **error)
{
  return gradus_draft_write (snapshot->document, &snapshot->origin, snapshot->number, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_snapshot (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GradusAutosave *self = GRADUS_AUTOSAVE (source);
  g_autoptr (GError) error = NULL;
  gboolean failed_before = self->failed;

  self->writing = FALSE;
  self->pause = TIME_SHARE * (g_get_monotonic_time () - self->begun);
  self->failed = !g_task_propagate_boolean (G_TASK (result), &error);
  if (self->failed && !failed_before)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gboolean
looked_cb (gpointer data)
{
  GradusAutosave *self = GRADUS_AUTOSAVE (data);
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GTask) task = NULL;

  if (self->writing || now - self->begun < self->pause ||
      (now - self->last_change < QUIET_USEC && now - self->first_change < LONGEST_USEC))
    return G_SOURCE_CONTINUE;

  self->timer = 0;
  self->writing = TRUE;
  self->begun = now;
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (task, take_snapshot (self), (GDestroyNotify) free_snapshot);
  g_task_run_in_thread (task, write_in_thread);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GradusAutosave *self)
{
  self->last_change = g_get_monotonic_time ();
  if (self->timer != 0)
    return;
  self->first_change = self->last_change;
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, looked_cb, self);
}

static void
gradus_autosave_dispose (GObject *object)
{
  GradusAutosave *self = GRADUS_AUTOSAVE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_autosave_parent_class)->dispose (object);
}

static void
gradus_autosave_finalize (GObject *object)
{
  gradus_origin_clear (&GRADUS_AUTOSAVE (object)->origin);

  G_OBJECT_CLASS (gradus_autosave_parent_class)->finalize (object);
}

static void
gradus_autosave_class_init (GradusAutosaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gradus_autosave_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradus_autosave_finalize;

  signals[SIGNAL_FAILED] = g_signal_new (
      "failed", GRADUS_TYPE_AUTOSAVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gradus_autosave_init (GradusAutosave *self)
{
}

GradusAutosave *
gradus_autosave_new (GradusSession *session)
{
  static const char *const told[] = { "notify::trace",    "notify::cursor",  "notify::learning-rate",
                                      "notify::document", "notify::history", "notify::state" };
  GradusAutosave *self = g_object_new (GRADUS_TYPE_AUTOSAVE, NULL);

  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect_swapped (session, told[i], G_CALLBACK (changed_cb), self);
  return self;
}

void
gradus_autosave_set_origin (GradusAutosave *self, const GradusOrigin *origin)
{
  g_return_if_fail (GRADUS_IS_AUTOSAVE (self));

  gradus_origin_set (&self->origin, origin->name, origin->etag);
  changed_cb (self);
}

gboolean
gradus_autosave_finish (GradusAutosave *self, GError **error)
{
  g_return_val_if_fail (GRADUS_IS_AUTOSAVE (self), FALSE);

  g_autoptr (Snapshot) snapshot = take_snapshot (self);

  g_clear_handle_id (&self->timer, g_source_remove);
  return write_snapshot (snapshot, error);
}
