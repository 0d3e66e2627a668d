/* The session's state table: every state, every action.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "core/gradus-stage.h"

#define STAGES      18
#define LAST        G_MAXUINT64 /* steps: as the last ::stepped said */
#define REST        GRADUS_SESSION_AT_REST
#define WALK        GRADUS_SESSION_WALKING
#define TRAIN       GRADUS_SESSION_TRAINING
#define UNDO_STEP   "Undo Step"
#define UNDO_TRAIN  "Undo Training"
#define UNDO_CHANGE "Undo Change of w₁"
#define UNDO_RESET  "Undo Reset"

static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };

typedef enum
{
  FROM_START,     /* nothing done yet */
  FROM_REST,      /* at rest after five steps */
  FROM_WALK,      /* three stages into the sixth */
  FROM_END,       /* all but its last stage revealed */
  FROM_EARLIER,   /* five steps made, walked back to rest after three */
  FROM_EARLIER_2, /* the same, two stages into the fourth */
  FROM_EDIT,      /* five steps, then an edit */
  FROM_TRAIN,     /* five steps, then training in the worker */
  FROM_PLAY,      /* five steps, then playing as fast as possible */
  FROM_TICKING,   /* five steps, then playing at a speed */
} From;

typedef enum
{
  NEXT,
  BACK,
  STEP,
  TRAIN_TWO,
  PLAY,
  PAUSE,
  UNDO,
  REDO,
  EDIT,
  RESET,
  JUMP, /* set the cursor to 7 */
} Action;

typedef struct
{
  From from;
  Action action;
  gboolean happens; /* what the call returns, where it returns something */
  GradusSessionState state;
  guint64 steps;
  gsize cursor;
  guint stepped;    /* ::stepped emissions; not counted from runs */
  const char *undo; /* what there is to undo afterwards */
  gboolean can_go_back;
} Row;

static const Row rows[] = {
  { FROM_START, NEXT, TRUE, WALK, 0, 1, 0, NULL, TRUE },
  { FROM_START, BACK, FALSE, REST, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, STEP, TRUE, REST, 1, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_START, TRAIN_TWO, TRUE, TRAIN, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, PLAY, TRUE, TRAIN, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, PAUSE, FALSE, REST, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, UNDO, FALSE, REST, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, REDO, FALSE, REST, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, EDIT, TRUE, REST, 0, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_START, RESET, FALSE, REST, 0, STAGES, 0, NULL, FALSE },
  { FROM_START, JUMP, TRUE, WALK, 0, 7, 0, NULL, TRUE },

  { FROM_REST, NEXT, TRUE, WALK, 5, 1, 0, UNDO_STEP, TRUE },
  { FROM_REST, BACK, TRUE, WALK, 4, STAGES - 1, 0, UNDO_STEP, TRUE },
  { FROM_REST, STEP, TRUE, REST, 6, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_REST, TRAIN_TWO, TRUE, TRAIN, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_REST, PLAY, TRUE, TRAIN, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_REST, PAUSE, FALSE, REST, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_REST, UNDO, TRUE, REST, 4, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_REST, REDO, FALSE, REST, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_REST, EDIT, TRUE, REST, 5, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_REST, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_REST, JUMP, TRUE, WALK, 5, 7, 0, UNDO_STEP, TRUE },

  { FROM_WALK, NEXT, TRUE, WALK, 5, 4, 0, UNDO_STEP, TRUE },
  { FROM_WALK, BACK, TRUE, WALK, 5, 2, 0, UNDO_STEP, TRUE },
  { FROM_WALK, STEP, TRUE, REST, 6, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_WALK, TRAIN_TWO, TRUE, TRAIN, 6, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_WALK, PLAY, TRUE, TRAIN, 6, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_WALK, PAUSE, FALSE, WALK, 5, 3, 0, UNDO_STEP, TRUE },
  { FROM_WALK, UNDO, TRUE, REST, 4, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_WALK, REDO, FALSE, WALK, 5, 3, 0, UNDO_STEP, TRUE },
  { FROM_WALK, EDIT, TRUE, WALK, 5, 3, 0, UNDO_CHANGE, TRUE },
  { FROM_WALK, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_WALK, JUMP, TRUE, WALK, 5, 7, 0, UNDO_STEP, TRUE },

  { FROM_END, NEXT, TRUE, REST, 6, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_END, BACK, TRUE, WALK, 5, STAGES - 2, 0, UNDO_STEP, TRUE },
  { FROM_END, STEP, TRUE, REST, 6, STAGES, 1, UNDO_STEP, TRUE },

  { FROM_EARLIER, NEXT, TRUE, WALK, 3, 1, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, BACK, TRUE, WALK, 2, STAGES - 1, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, STEP, TRUE, REST, 4, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, TRAIN_TWO, TRUE, REST, 5, STAGES, 0, UNDO_STEP, TRUE }, /* both are known already */
  { FROM_EARLIER, PLAY, TRUE, TRAIN, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, PAUSE, FALSE, REST, 3, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, UNDO, TRUE, REST, 4, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, REDO, FALSE, REST, 3, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER, EDIT, TRUE, REST, 3, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_EARLIER, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_EARLIER, JUMP, TRUE, WALK, 3, 7, 0, UNDO_STEP, TRUE },

  { FROM_EARLIER_2, NEXT, TRUE, WALK, 3, 3, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, BACK, TRUE, WALK, 3, 1, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, STEP, TRUE, REST, 4, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, TRAIN_TWO, TRUE, TRAIN, 5, STAGES, 0, UNDO_STEP, TRUE }, /* one is finished, one known, one new */
  { FROM_EARLIER_2, PLAY, TRUE, TRAIN, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, PAUSE, FALSE, WALK, 3, 2, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, UNDO, TRUE, REST, 4, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, REDO, FALSE, WALK, 3, 2, 0, UNDO_STEP, TRUE },
  { FROM_EARLIER_2, EDIT, TRUE, WALK, 3, 2, 0, UNDO_CHANGE, TRUE },
  { FROM_EARLIER_2, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_EARLIER_2, JUMP, TRUE, WALK, 3, 7, 0, UNDO_STEP, TRUE },

  { FROM_EDIT, NEXT, TRUE, WALK, 5, 1, 0, UNDO_CHANGE, TRUE },
  { FROM_EDIT, BACK, FALSE, REST, 5, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_EDIT, STEP, TRUE, REST, 6, STAGES, 1, UNDO_STEP, TRUE },
  { FROM_EDIT, UNDO, TRUE, REST, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_EDIT, EDIT, TRUE, REST, 5, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_EDIT, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },

  { FROM_TRAIN, NEXT, TRUE, WALK, LAST, 1, 0, UNDO_TRAIN, TRUE },
  { FROM_TRAIN, BACK, TRUE, WALK, LAST - 1, STAGES - 1, 0, UNDO_TRAIN, TRUE },
  { FROM_TRAIN, STEP, TRUE, REST, LAST, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_TRAIN, TRAIN_TWO, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TRAIN, PLAY, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TRAIN, PAUSE, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TRAIN, UNDO, TRUE, REST, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_TRAIN, REDO, FALSE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TRAIN, EDIT, TRUE, TRAIN, LAST, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_TRAIN, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_TRAIN, JUMP, TRUE, WALK, LAST, 7, 0, UNDO_TRAIN, TRUE },

  { FROM_PLAY, NEXT, TRUE, WALK, LAST, 1, 0, UNDO_TRAIN, TRUE },
  { FROM_PLAY, BACK, TRUE, WALK, LAST - 1, STAGES - 1, 0, UNDO_TRAIN, TRUE },
  { FROM_PLAY, STEP, TRUE, REST, LAST, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_PLAY, TRAIN_TWO, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_PLAY, PLAY, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_PLAY, PAUSE, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_PLAY, UNDO, TRUE, REST, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_PLAY, REDO, FALSE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_PLAY, EDIT, TRUE, TRAIN, LAST, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_PLAY, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_PLAY, JUMP, TRUE, WALK, LAST, 7, 0, UNDO_TRAIN, TRUE },

  { FROM_TICKING, NEXT, TRUE, WALK, LAST, 1, 0, UNDO_TRAIN, TRUE },
  { FROM_TICKING, BACK, TRUE, WALK, LAST - 1, STAGES - 1, 0, UNDO_TRAIN, TRUE },
  { FROM_TICKING, STEP, TRUE, REST, LAST, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_TICKING, TRAIN_TWO, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TICKING, PLAY, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TICKING, PAUSE, TRUE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TICKING, UNDO, TRUE, REST, 5, STAGES, 0, UNDO_STEP, TRUE },
  { FROM_TICKING, REDO, FALSE, REST, LAST, STAGES, 0, UNDO_TRAIN, TRUE },
  { FROM_TICKING, EDIT, TRUE, TRAIN, LAST, STAGES, 0, UNDO_CHANGE, FALSE },
  { FROM_TICKING, RESET, TRUE, REST, 0, STAGES, 0, UNDO_RESET, FALSE },
  { FROM_TICKING, JUMP, TRUE, WALK, LAST, 7, 0, UNDO_TRAIN, TRUE },
};

static void
wait_for_step (GradusSession *session, guint64 steps)
{
  while (gradus_session_get_steps (session) < steps)
    g_main_context_iteration (NULL, TRUE);
}

static GradusSession *
bring_to (From from)
{
  g_autoptr (GradusDocument) document = fixture_new_article ();
  GradusSession *session = gradus_session_new (document);

  if (from == FROM_START)
    return session;
  for (int i = 0; i < 5; i++)
    g_assert_true (gradus_session_step (session));

  switch (from)
    {
    case FROM_START:
    case FROM_REST:
      break;
    case FROM_WALK:
      gradus_session_set_cursor (session, 3);
      break;
    case FROM_END:
      gradus_session_set_cursor (session, STAGES - 1);
      break;
    case FROM_EARLIER:
    case FROM_EARLIER_2:
      while (gradus_session_get_steps (session) > 3)
        g_assert_true (gradus_session_back (session));
      gradus_session_set_cursor (session, from == FROM_EARLIER ? STAGES : 2);
      break;
    case FROM_EDIT:
      g_assert_true (gradus_session_set_value (session, w1, 2, NULL));
      break;
    case FROM_TRAIN:
      g_assert_true (gradus_session_train (session, G_MAXUINT64));
      wait_for_step (session, 6);
      break;
    case FROM_PLAY:
      gradus_session_play (session);
      wait_for_step (session, 6);
      break;
    case FROM_TICKING:
      gradus_session_set_speed (session, 500);
      gradus_session_play (session);
      wait_for_step (session, 6);
      break;
    }
  return session;
}

/* Returns what the call returned; where it returns nothing, whether anything was notified. */
static gboolean
act (GradusSession *session, FixtureWatch *watch, Action action)
{
  guint before = fixture_watch_total (watch);

  switch (action)
    {
    case NEXT:
      return gradus_session_next (session);
    case BACK:
      return gradus_session_back (session);
    case STEP:
      return gradus_session_step (session);
    case TRAIN_TWO:
      return gradus_session_train (session, 2);
    case UNDO:
      return gradus_session_undo (session);
    case REDO:
      return gradus_session_redo (session);
    case EDIT:
      return gradus_session_set_value (session, w1, 3, NULL);
    case PLAY:
      gradus_session_play (session);
      break;
    case PAUSE:
      gradus_session_pause (session);
      break;
    case RESET:
      gradus_session_reset (session);
      break;
    case JUMP:
      gradus_session_set_cursor (session, 7);
      break;
    }
  return fixture_watch_total (watch) > before;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GradusSession) session = bring_to (row->from);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autofree char *undo = NULL;
  gboolean running = row->from >= FROM_TRAIN;
  guint64 steps = row->steps;

  g_assert_true (act (session, watch, row->action) == row->happens);
  fixture_watch_check (watch);

  /* A run that was paused before it could publish once more said nothing new. */
  if (steps >= LAST - 1)
    {
      steps -= LAST;
      steps += fixture_watch_stepped (watch) > 0 ? fixture_watch_last (watch) : gradus_session_get_steps (session);
      if (fixture_watch_stepped (watch) == 0 && row->action == BACK)
        steps++;
    }

  undo = gradus_session_describe_undo (session);
  g_assert_cmpint (gradus_session_get_state (session), ==, row->state);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, steps);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, row->cursor);
  g_assert_cmpstr (undo, ==, row->undo);
  g_assert_true (gradus_session_get_can_undo (session) == (row->undo != NULL));
  g_assert_true (gradus_session_get_can_go_back (session) == row->can_go_back);
  g_assert_true (gradus_session_get_playing (session) ==
                 (row->state == TRAIN && (row->action == PLAY || row->from > FROM_TRAIN)));
  if (!running)
    {
      g_assert_cmpuint (fixture_watch_stepped (watch), ==, row->stepped);
      if (!row->happens)
        g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
    }
  gradus_session_pause (session);
  g_assert_cmpint (gradus_session_get_state (session), !=, TRAIN);
}

int
main (int argc, char *argv[])
{
  static const char *const origins[] = { "start",     "rest", "walk",  "end",  "earlier",
                                         "earlier-2", "edit", "train", "play", "ticking" };
  static const char *const actions[] = { "next", "back", "step", "train", "play", "pause",
                                         "undo", "redo", "edit", "reset", "jump" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session-table/%s/%s", origins[rows[i].from], actions[rows[i].action]);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
