/* The session, promise by promise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "core/gradus-stage.h"

#define ARTICLE_STAGES 18

static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };
static const GradusPart w3 = { GRADUS_PART_WEIGHT, 1, 0, 0 };
static const GradusPart x1 = { GRADUS_PART_INPUT, 0, 0, 0 };
static const GradusPart target = { GRADUS_PART_TARGET, 0, 0, 0 };
static const GradusPart rate = { GRADUS_PART_LEARNING_RATE, 0, 0, 0 };

static GradusSession *
new_session (GradusDocument *(*make) (void) )
{
  g_autoptr (GradusDocument) document = make ();

  return gradus_session_new (document);
}

static double
get (GradusSession *session, GradusPart part)
{
  double value = NAN;

  g_assert_true (gradus_session_get_value (session, part, &value));
  return value;
}

static void
set (GradusSession *session, GradusPart part, double value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_session_set_value (session, part, value, &error));
  g_assert_no_error (error);
}

static void
test_start (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_article);

  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
  g_assert_cmpfloat_with_epsilon (gradus_session_get_loss (session), 0.12552571851659558, 1e-16);
  g_assert_cmpfloat (gradus_session_get_learning_rate (session), ==, 0.1);
  g_assert_cmpfloat (gradus_session_get_speed (session), ==, 0);
  g_assert_false (gradus_session_get_playing (session));
  g_assert_false (gradus_session_get_can_undo (session));
  g_assert_false (gradus_session_get_can_redo (session));
  g_assert_false (gradus_session_get_can_go_back (session));
  g_assert_null (gradus_session_describe_undo (session));
  g_assert_null (gradus_session_describe_redo (session));
  g_assert_true (gradus_part_equal (gradus_session_get_selection (session), w1));
  g_assert_cmpint (gradus_session_get_hover (session).kind, ==, GRADUS_PART_NONE);
  g_assert_cmpuint (gradus_history_length (gradus_session_get_history (session)), ==, 1);

  const GradusTrace *trace = gradus_session_get_trace (session);

  g_assert_cmpfloat_with_epsilon (trace->z[0], 1.1, 1e-15);
  g_assert_cmpfloat_with_epsilon (trace->a[0], 0.7502601055951177, 1e-15);
  g_assert_cmpfloat_with_epsilon (trace->z[1], 0.6002080844760942, 1e-15);
  g_assert_cmpfloat_with_epsilon (trace->a[1], 0.6457039112315864, 1e-15);
  g_assert_cmpfloat_with_epsilon (trace->dL_da[1], -0.7085921775368271, 1e-15);
  g_assert_cmpfloat_with_epsilon (trace->dL_dz[1], -0.1621048948126419, 1e-15);
}

static void
assert_article_after_thousand (GradusSession *session)
{
  const GradusHistory *history = gradus_session_get_history (session);

  g_assert_cmpuint (gradus_session_get_steps (session), ==, 1000);
  g_assert_cmpfloat_with_epsilon (gradus_session_get_loss (session), 0.0031184431624350, 1e-13);
  g_assert_cmpuint (gradus_history_length (history), ==, 1001);
  for (gsize i = 0; i <= 1000; i++)
    g_assert_cmpuint (gradus_history_get (history, i).step, ==, i);
  g_assert_cmpfloat (gradus_history_get (history, 1000).loss, ==, gradus_session_get_loss (session));
}

static void
test_article (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  g_assert_true (gradus_session_step (session));
  g_assert_cmpfloat_with_epsilon (get (session, w1), 0.50242988596920866, 1e-15);
  g_assert_cmpfloat_with_epsilon (
      get (session, (GradusPart){ GRADUS_PART_WEIGHT, 0, 0, 1 }), 0.30485977193841732, 1e-15);
  g_assert_cmpfloat_with_epsilon (get (session, w3), 0.81216208354996190, 1e-15);
  g_assert_cmpfloat_with_epsilon (gradus_session_get_loss (session), 0.12375689266190, 1e-13);
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, 1);
  g_assert_cmpuint (fixture_watch_first (watch), ==, 0);
  g_assert_cmpuint (fixture_watch_last (watch), ==, 1);

  g_assert_true (gradus_session_undo (session));
  g_assert_true (gradus_session_train (session, 1000));
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_TRAINING);
  fixture_wait (session);
  assert_article_after_thousand (session);

  gradus_session_reset (session);
  g_assert_true (gradus_session_train_and_wait (session, 1000));
  assert_article_after_thousand (session);
  g_assert_cmpuint (fixture_watch_last (watch), ==, 1000);
}

/* A worker, one packet, and single steps all come to the same bits. */
static void
test_same_bits (gconstpointer make)
{
  g_autoptr (GradusSession) session = new_session ((gpointer) make);
  g_autoptr (FixtureSnapshot) by_worker = NULL;
  g_autoptr (FixtureSnapshot) at_once = NULL;
  g_autoptr (FixtureSnapshot) by_steps = NULL;
  g_autoptr (FixtureSnapshot) by_walking = NULL;
  gsize count = gradus_session_get_cursor (session);

  gradus_session_train (session, 37);
  fixture_wait (session);
  by_worker = fixture_snapshot (session);

  gradus_session_undo (session);
  gradus_session_train_and_wait (session, 37);
  at_once = fixture_snapshot (session);
  fixture_assert_same (by_worker, at_once, TRUE);

  gradus_session_reset (session);
  for (int i = 0; i < 37; i++)
    g_assert_true (gradus_session_step (session));
  by_steps = fixture_snapshot (session);
  g_assert_true (gradus_state_equal (by_steps->state, by_worker->state));

  gradus_session_reset (session);
  for (gsize i = 0; i < 37 * count; i++)
    g_assert_true (gradus_session_next (session));
  by_walking = fixture_snapshot (session);
  fixture_assert_same (by_steps, by_walking, TRUE);
}

static void
test_walk (gconstpointer make)
{
  g_autoptr (GradusSession) session = new_session ((gpointer) make);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (GPtrArray) way = g_ptr_array_new_with_free_func ((GDestroyNotify) fixture_snapshot_free);
  gsize count = gradus_session_get_cursor (session);
  gsize n = 3 * count + 4;

  for (gsize i = 0; i < n; i++)
    {
      g_ptr_array_add (way, fixture_snapshot (session));
      g_assert_true (gradus_session_next (session));
      g_assert_cmpuint (gradus_session_get_steps (session), ==, (i + 1) / count);
      g_assert_cmpuint (gradus_session_get_cursor (session), ==, (i + 1) % count == 0 ? count : (i + 1) % count);
      g_assert_cmpuint (fixture_watch_stepped (watch), ==, (i + 1) / count);
      g_assert_true (gradus_session_get_can_go_back (session));
    }

  g_autoptr (FixtureSnapshot) tip = fixture_snapshot (session);

  /* Back shows what was there before each Next; what is behind it is not lost. */
  for (gsize i = n; i-- > 0;)
    {
      const FixtureSnapshot *before = g_ptr_array_index (way, i);
      g_autoptr (FixtureSnapshot) now = NULL;

      g_assert_true (gradus_session_back (session));
      now = fixture_snapshot (session);
      g_assert_cmpuint (now->steps, ==, before->steps);
      g_assert_cmpuint (now->cursor, ==, before->cursor);
      g_assert_cmpfloat (now->loss, ==, before->loss);
      g_assert_cmpmem (now->parameters,
                       now->n_parameters * sizeof (double),
                       before->parameters,
                       now->n_parameters * sizeof (double));
      g_assert_true (gradus_state_equal (now->state, tip->state));
      g_assert_cmpuint (gradus_history_length (now->history), ==, gradus_history_length (tip->history));
    }
  g_assert_false (gradus_session_get_can_go_back (session));

  guint before = fixture_watch_total (watch);

  g_assert_false (gradus_session_back (session));
  g_assert_cmpuint (fixture_watch_total (watch), ==, before);

  for (gsize i = 0; i < n; i++)
    g_assert_true (gradus_session_next (session));

  g_autoptr (FixtureSnapshot) again = fixture_snapshot (session);

  fixture_assert_same (tip, again, TRUE);
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, n / count); /* those steps are not news */
}

/* Back over the border of a long run: exact replay from checkpoints. */
static void
test_back_over_run (gconstpointer make)
{
  g_autoptr (GradusSession) session = new_session ((gpointer) make);
  g_autoptr (GradusSession) other = new_session ((gpointer) make);

  gradus_session_train_and_wait (session, 700);
  for (guint64 steps = 699; steps > 640; steps--)
    {
      gradus_session_set_cursor (session, 1);
      g_assert_true (gradus_session_back (session));
      g_assert_true (gradus_session_back (session));
      g_assert_cmpuint (gradus_session_get_steps (session), ==, steps);
    }

  gradus_session_train_and_wait (other, 641);
  g_assert_cmpmem (gradus_session_get_network (session)->parameters,
                   gradus_session_get_network (session)->shape.n_parameters * sizeof (double),
                   gradus_session_get_network (other)->parameters,
                   gradus_session_get_network (other)->shape.n_parameters * sizeof (double));

  /* Training from there ends where training at a stretch does. */
  gradus_session_train_and_wait (session, 100);
  gradus_session_train_and_wait (other, 1);
  gradus_session_train_and_wait (other, 99);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 742);
  g_assert_cmpuint (gradus_session_get_steps (other), ==, 741);
}

static void
test_drag (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_article);
  g_autoptr (FixtureSnapshot) start = NULL;
  g_autoptr (FixtureSnapshot) dragged = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  gradus_session_step (session);
  start = fixture_snapshot (session);

  gradus_session_begin_edit (session);
  gradus_session_begin_edit (session);
  for (int i = 1; i <= 20; i++)
    {
      set (session, w3, i / 10.0);
      g_assert_cmpuint (fixture_watch_count (watch, "trace"), ==, 1 + i);
      g_assert_cmpfloat (get (session, w3), ==, i / 10.0);
    }
  gradus_session_end_edit (session);
  set (session, w3, 2.5);
  gradus_session_end_edit (session);
  dragged = fixture_snapshot (session);
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, 1); /* only the step */
  g_assert_cmpuint (gradus_history_length (dragged->history), ==, 2);
  g_assert_cmpfloat (gradus_history_get (dragged->history, 1).loss, ==, gradus_session_get_loss (session));

  undo = gradus_session_describe_undo (session);
  g_assert_cmpstr (undo, ==, "Undo Change of w₃");
  g_assert_true (gradus_session_undo (session));
  redo = gradus_session_describe_redo (session);
  g_assert_cmpstr (redo, ==, "Redo Change of w₃");
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);

  g_clear_pointer (&now, fixture_snapshot_free);
  g_assert_true (gradus_session_redo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (dragged, now, TRUE);
  g_assert_false (gradus_session_redo (session));

  /* A drag that comes back to where it began is none, and keeps what there is to redo. */
  gradus_session_undo (session);
  gradus_session_begin_edit (session);
  set (session, x1, 5);
  set (session, x1, 1);
  gradus_session_end_edit (session);
  g_assert_true (gradus_session_get_can_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);

  /* Nor does it keep Back from earlier steps, as an edit does. */
  gradus_session_step (session);
  gradus_session_begin_edit (session);
  set (session, w1, 5);
  g_assert_false (gradus_session_get_can_go_back (session));
  set (session, w1, gradus_session_get_trace (session)->parameters[0] - 1);
  gradus_session_reset_value (session, w1, NULL);
  gradus_session_end_edit (session);
  g_assert_false (gradus_session_get_can_go_back (session));
  gradus_session_step (session);

  double value = get (session, w1);

  gradus_session_begin_edit (session);
  set (session, w1, 5);
  set (session, w1, value);
  gradus_session_end_edit (session);
  g_assert_true (gradus_session_get_can_go_back (session));
}

static void
test_refusals (void)
{
  static const struct
  {
    GradusPart part;
    double value;
    int code;
  } cases[] = {
    { { GRADUS_PART_WEIGHT, 0, 0, 0 }, NAN, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_WEIGHT, 0, 0, 0 }, INFINITY, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_INPUT, 0, 1, 0 }, -INFINITY, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_LEARNING_RATE, 0, 0, 0 }, -0.1, GRADUS_SESSION_ERROR_RANGE },
    { { GRADUS_PART_LEARNING_RATE, 0, 0, 0 }, NAN, GRADUS_SESSION_ERROR_NOT_FINITE },
    { { GRADUS_PART_WEIGHT, 2, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_WEIGHT, 0, 0, 2 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_BIAS, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_INPUT, 0, 2, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_TARGET, 0, 1, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_NEURON, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_LOSS, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
    { { GRADUS_PART_NONE, 0, 0, 0 }, 1, GRADUS_SESSION_ERROR_NO_PART },
  };
  g_autoptr (GradusSession) session = new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (gradus_session_set_value (session, cases[i].part, cases[i].value, &error));
      g_assert_error (error, GRADUS_SESSION_ERROR, cases[i].code);
      g_assert_false (gradus_session_set_value (session, cases[i].part, cases[i].value, NULL));
    }
  g_assert_false (gradus_session_undo (session));
  g_assert_false (gradus_session_redo (session));
  g_assert_false (gradus_session_back (session));
  g_assert_false (gradus_session_train (session, 0));
  g_assert_false (gradus_session_train_and_wait (session, 0));
  gradus_session_pause (session);
  gradus_session_reset (session);
  gradus_session_set_speed (session, NAN);
  gradus_session_set_speed (session, -1);
  set (session, w1, 0.5); /* what it is */
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, TRUE);
  g_assert_false (gradus_session_get_can_undo (session));
}

static void
test_values (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_article);
  const GradusPart parts[] = { w1, w3, x1, target, rate };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double start, value;

      g_assert_true (gradus_session_get_document_value (session, parts[i], &start));
      g_assert_cmpfloat (get (session, parts[i]), ==, start);
      set (session, parts[i], 0.25 + i);
      g_assert_cmpfloat (get (session, parts[i]), ==, 0.25 + i);
      g_assert_true (gradus_session_get_document_value (session, parts[i], &value));
      g_assert_cmpfloat (value, ==, start);
      g_assert_true (gradus_session_reset_value (session, parts[i], NULL));
      g_assert_cmpfloat (get (session, parts[i]), ==, start);
      g_assert_true (gradus_session_undo (session));
      g_assert_cmpfloat (get (session, parts[i]), ==, 0.25 + i);
      g_assert_true (gradus_session_undo (session));
      g_assert_cmpfloat (get (session, parts[i]), ==, start);
    }
  g_assert_false (gradus_session_get_can_undo (session));
  g_assert_false (gradus_session_get_value (session, (GradusPart){ GRADUS_PART_LOSS, 0, 0, 0 }, &(double){ 0 }));
}

/* An edit behind the tip: the tip and its history come back with undo. */
static void
test_fork (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) tip = NULL;
  g_autoptr (FixtureSnapshot) fork = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;

  gradus_session_train_and_wait (session, 10);
  tip = fixture_snapshot (session);
  for (int i = 0; i < 3 * ARTICLE_STAGES + 2; i++)
    g_assert_true (gradus_session_back (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 6);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 2);

  set (session, w1, 3);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 6);
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 2);
  g_assert_cmpuint (gradus_history_length (gradus_session_get_history (session)), ==, 7);
  fork = fixture_snapshot (session);

  g_assert_true (gradus_session_undo (session));
  now = fixture_snapshot (session);
  fixture_assert_same (tip, now, TRUE);
  g_assert_true (gradus_session_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (fork, now, FALSE);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);

  /* And one that changes nothing in the end leaves the tip where it is. */
  gradus_session_undo (session);
  gradus_session_train_and_wait (session, 5);
  g_clear_pointer (&tip, fixture_snapshot_free);
  tip = fixture_snapshot (session);
  g_assert_true (gradus_session_back (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 14);

  double value = get (session, w1);

  gradus_session_begin_edit (session);
  set (session, w1, 3);
  set (session, w1, value);
  gradus_session_end_edit (session);
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (tip, now, FALSE);
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 14);
  g_assert_true (gradus_session_next (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (tip, now, TRUE);
}

static void
test_reset (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;

  set (session, x1, 4);
  set (session, rate, 0.2);
  gradus_session_train_and_wait (session, 21);
  set (session, target, 0.1);
  set (session, w1, 0.1);
  gradus_session_step (session);
  before = fixture_snapshot (session);

  gradus_session_next (session);
  gradus_session_reset (session);
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
  g_assert_false (gradus_session_get_can_go_back (session));
  g_assert_true (gradus_session_undo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (before, now, TRUE);
  g_assert_true (gradus_session_redo (session));
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);

  /* At the start there is nothing to reset but a walk, and that makes no entry. */
  gradus_session_undo (session);
  while (gradus_session_undo (session))
    ;
  gradus_session_next (session);
  gradus_session_reset (session);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_AT_REST);
  g_assert_true (gradus_session_get_can_redo (session));
  g_assert_false (gradus_session_get_can_undo (session));
}

static void
test_trouble (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_diverging);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) before = NULL;
  g_autoptr (FixtureSnapshot) now = NULL;
  guint total;

  g_assert_true (gradus_session_train (session, 100000));
  fixture_wait (session);
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 1);
  g_assert_cmpuint (gradus_session_get_steps (session), >, 0);
  g_assert_cmpuint (gradus_session_get_steps (session), <, 100);
  g_assert_true (g_str_has_prefix (fixture_watch_message (watch), "Step "));
  for (gsize i = 0; i < 3; i++)
    g_assert_true (isfinite (gradus_session_get_network (session)->parameters[i]));

  before = fixture_snapshot (session);
  total = fixture_watch_total (watch);
  g_assert_false (gradus_session_step (session));
  g_assert_cmpuint (fixture_watch_trouble (watch), ==, 2);
  g_assert_cmpuint (fixture_watch_total (watch), ==, total + 1);
  now = fixture_snapshot (session);
  fixture_assert_same (before, now, TRUE);

  /* In a walk it is the last stage that does not come. */
  gradus_session_set_cursor (session, ARTICLE_STAGES - 1);
  g_assert_false (gradus_session_next (session));
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 1);
  g_assert_false (gradus_session_train (session, 10));
  g_assert_cmpuint (gradus_session_get_cursor (session), ==, ARTICLE_STAGES - 1);
  g_assert_cmpint (gradus_session_get_state (session), ==, GRADUS_SESSION_WALKING);

  g_assert_true (gradus_session_undo (session));
  g_assert_cmpuint (gradus_session_get_steps (session), ==, 0);
}

static void
test_selection (void)
{
  g_autoptr (GradusSession) session = new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (GradusDocument) other = fixture_new_batches ();
  GradusPart bias = { GRADUS_PART_BIAS, 1, 1, 0 };

  gradus_session_set_selection (session, w1);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 0);
  gradus_session_set_selection (session, w3);
  gradus_session_set_selection (session, w3);
  g_assert_cmpuint (fixture_watch_count (watch, "selection"), ==, 1);
  gradus_session_set_hover (session, bias); /* not in this network */
  g_assert_cmpuint (fixture_watch_count (watch, "hover"), ==, 0);
  gradus_session_set_hover (session, x1);
  g_assert_cmpuint (fixture_watch_count (watch, "hover"), ==, 1);
  g_assert_cmpuint (fixture_watch_total (watch), ==, 2);

  fixture_watch_free (g_steal_pointer (&watch));
  gradus_session_load (session, other);
  g_assert_true (gradus_part_equal (gradus_session_get_selection (session), w1));
  g_assert_cmpint (gradus_session_get_hover (session).kind, ==, GRADUS_PART_NONE);
  gradus_session_set_hover (session, bias);
  g_assert_true (gradus_part_equal (gradus_session_get_hover (session), bias));
}

/* Saved and opened again, in the middle of an epoch: the same bits from there on. */
static void
test_save (gconstpointer make)
{
  g_autoptr (GradusSession) session = new_session ((gpointer) make);

  set (session, x1, 0.75);
  set (session, rate, 0.07);
  gradus_session_train_and_wait (session, 13);
  gradus_session_next (session);
  gradus_session_next (session);

  g_autoptr (GradusDocument) saved = gradus_session_to_document (session);
  g_autoptr (GBytes) bytes = gradus_document_to_bytes (saved);
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) read = gradus_document_new_from_bytes (bytes, "test", &error);
  g_assert_no_error (error);
  g_autoptr (GradusSession) opened = gradus_session_new (read);
  g_autoptr (FixtureSnapshot) a = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) b = fixture_snapshot (opened);

  fixture_assert_same (a, b, TRUE);
  g_assert_cmpint (gradus_session_get_state (opened), ==, GRADUS_SESSION_WALKING);

  gradus_session_train_and_wait (session, 24);
  gradus_session_train_and_wait (opened, 24);

  g_autoptr (FixtureSnapshot) c = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) d = fixture_snapshot (opened);

  fixture_assert_same (c, d, TRUE);

  /* Its start is what was saved. */
  gradus_session_reset (opened);

  g_autoptr (FixtureSnapshot) e = fixture_snapshot (opened);

  fixture_assert_same (a, e, FALSE);
}

static void
test_finalize (void)
{
  GradusSession *session = new_session (fixture_new_article);

  gradus_session_play (session);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  g_assert_null (session);

  session = new_session (fixture_new_article);
  gradus_session_set_speed (session, 50);
  gradus_session_play (session);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  g_assert_null (session);

  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/start", test_start);
  g_test_add_func ("/session/article", test_article);
  g_test_add_data_func ("/session/same-bits/article", fixture_new_article, test_same_bits);
  g_test_add_data_func ("/session/same-bits/batches", fixture_new_batches, test_same_bits);
  g_test_add_data_func ("/session/walk/article", fixture_new_article, test_walk);
  g_test_add_data_func ("/session/walk/batches", fixture_new_batches, test_walk);
  g_test_add_data_func ("/session/back-over-run/article", fixture_new_article, test_back_over_run);
  g_test_add_data_func ("/session/back-over-run/batches", fixture_new_batches, test_back_over_run);
  g_test_add_func ("/session/drag", test_drag);
  g_test_add_func ("/session/refusals", test_refusals);
  g_test_add_func ("/session/values", test_values);
  g_test_add_func ("/session/fork", test_fork);
  g_test_add_func ("/session/reset", test_reset);
  g_test_add_func ("/session/trouble", test_trouble);
  g_test_add_func ("/session/selection", test_selection);
  g_test_add_data_func ("/session/save/article", fixture_new_article, test_save);
  g_test_add_data_func ("/session/save/batches", fixture_new_batches, test_save);
  g_test_add_func ("/session/finalize", test_finalize);
  return g_test_run ();
}
