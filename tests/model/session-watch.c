/* Watches a session for what it promises at any time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "core/gradus-stage.h"

static const char *const scalars[] = { "state",         "steps",        "loss",     "test-loss",     "cursor",
                                       "learning-rate", "speed",        "playing",  "can-undo",      "can-redo",
                                       "can-go-back",   "digits",       "notation", "round-by-hand", "sample",
                                       "pinned",        "run-length",   "run-made", "first-step",    "last-step",
                                       "seeking",       "seek-progress" };
static const char *const pointers[] = { "document", "trace",   "selection", "hover", "path",
                                        "verdicts", "history", "kept-runs", NULL };

struct _FixtureWatch
{
  GradusSession *session;
  GHashTable *counts;
  GHashTable *values; /* property name to the GValue last seen */
  guint total;
  guint stepped, trouble, growth, reached;
  GradusGoalReason reason;
  guint64 first, last;
  char *message;
};

static void
free_value (gpointer data)
{
  g_value_unset (data);
  g_free (data);
}

static gboolean
is_pointer (const char *name)
{
  return g_strv_contains (pointers, name);
}

static GValue *
read_value (GradusSession *session, const char *name)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (session), name);
  GValue *value = g_new0 (GValue, 1);

  g_value_init (value, pspec->value_type);
  g_object_get_property (G_OBJECT (session), name, value);
  return value;
}

static gboolean
differs (const GValue *a, const GValue *b)
{
  return memcmp (&a->data[0], &b->data[0], sizeof a->data[0]) != 0;
}

static void
assert_whole (GradusSession *session)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  const GradusNetwork *network = gradus_session_get_network (session);
  gsize count = gradus_stage_count (&network->shape);
  GradusSessionState state = gradus_session_get_state (session);

  g_assert_cmpmem (trace->parameters,
                   network->shape.n_parameters * sizeof (double),
                   network->parameters,
                   network->shape.n_parameters * sizeof (double));
  g_assert_cmpuint (gradus_session_get_cursor (session), <=, count);
  if (state != GRADUS_SESSION_TRAINING)
    g_assert_true ((state == GRADUS_SESSION_AT_REST) == (gradus_session_get_cursor (session) == count));
  g_assert_true (!gradus_session_get_playing (session) || state == GRADUS_SESSION_TRAINING);
}

static void
notified_cb (GObject *object, GParamSpec *pspec, FixtureWatch *watch)
{
  GValue *before = g_hash_table_lookup (watch->values, pspec->name);
  GValue *value = read_value (watch->session, pspec->name);

  assert_whole (watch->session);
  g_assert_nonnull (before);
  if (!is_pointer (pspec->name))
    g_assert_true (differs (before, value));
  g_hash_table_replace (watch->values, g_strdup (pspec->name), value);
  g_hash_table_replace (
      watch->counts, g_strdup (pspec->name), GUINT_TO_POINTER (fixture_watch_count (watch, pspec->name) + 1));
  watch->total++;
}

static void
stepped_cb (GradusSession *session, guint64 first, guint64 last, FixtureWatch *watch)
{
  g_assert_cmpuint (first, <, last);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, last);
  assert_whole (session);
  fixture_watch_check (watch); /* all notifications came before */
  watch->first = first;
  watch->last = last;
  watch->stepped++;
  watch->total++;
}

static void
troubled_cb (GradusSession *session, GError *error, FixtureWatch *watch)
{
  fixture_watch_check (watch);
  watch->total++;
  if (g_error_matches (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_GROWTH))
    {
      watch->growth++;
      return;
    }
  g_assert_error (error, GRADUS_SESSION_ERROR, GRADUS_SESSION_ERROR_NOT_FINITE);
  g_free (watch->message);
  watch->message = g_strdup (error->message);
  watch->trouble++;
}

static void
reached_cb (GradusSession *session, int reason, guint64 step, FixtureWatch *watch)
{
  fixture_watch_check (watch);
  g_assert_cmpuint (step, ==, gradus_session_get_steps (session));
  watch->reason = (GradusGoalReason) reason;
  watch->reached++;
  watch->total++;
}

FixtureWatch *
fixture_watch_new (GradusSession *session)
{
  FixtureWatch *watch = g_new0 (FixtureWatch, 1);

  watch->session = g_object_ref (session);
  watch->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  watch->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
  for (gsize i = 0; i < G_N_ELEMENTS (scalars); i++)
    g_hash_table_insert (watch->values, g_strdup (scalars[i]), read_value (session, scalars[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (pointers) - 1; i++)
    g_hash_table_insert (watch->values, g_strdup (pointers[i]), read_value (session, pointers[i]));
  g_signal_connect (session, "notify", G_CALLBACK (notified_cb), watch);
  g_signal_connect (session, "stepped", G_CALLBACK (stepped_cb), watch);
  g_signal_connect (session, "trouble", G_CALLBACK (troubled_cb), watch);
  g_signal_connect (session, "reached", G_CALLBACK (reached_cb), watch);
  return watch;
}

void
fixture_watch_free (FixtureWatch *watch)
{
  fixture_watch_check (watch);
  g_signal_handlers_disconnect_by_data (watch->session, watch);
  g_hash_table_unref (watch->counts);
  g_hash_table_unref (watch->values);
  g_object_unref (watch->session);
  g_free (watch->message);
  g_free (watch);
}

guint
fixture_watch_count (FixtureWatch *watch, const char *property)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (watch->counts, property));
}

guint
fixture_watch_total (FixtureWatch *watch)
{
  return watch->total;
}

guint
fixture_watch_stepped (FixtureWatch *watch)
{
  return watch->stepped;
}

guint
fixture_watch_growth (FixtureWatch *watch)
{
  return watch->growth;
}

guint
fixture_watch_reached (FixtureWatch *watch, GradusGoalReason *reason)
{
  *reason = watch->reason;
  return watch->reached;
}

guint
fixture_watch_trouble (FixtureWatch *watch)
{
  return watch->trouble;
}

guint64
fixture_watch_first (FixtureWatch *watch)
{
  return watch->first;
}

guint64
fixture_watch_last (FixtureWatch *watch)
{
  return watch->last;
}

const char *
fixture_watch_message (FixtureWatch *watch)
{
  return watch->message;
}

void
fixture_watch_check (FixtureWatch *watch)
{
  GHashTableIter iter;
  gpointer name, seen;

  g_hash_table_iter_init (&iter, watch->values);
  while (g_hash_table_iter_next (&iter, &name, &seen))
    {
      GValue *value = read_value (watch->session, name);

      if (differs (value, seen) && !g_str_equal (name, "history"))
        g_error ("%s changed without a notification", (char *) name);
      free_value (value);
    }
}
