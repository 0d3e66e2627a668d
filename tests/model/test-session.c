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
static const GradusPart rate = { GRADUS_PART_LEARNING_RATE, 0, 0, 0 };

static void
test_start (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);

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
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  g_assert_true (gradus_session_step (session));
  g_assert_cmpfloat_with_epsilon (fixture_get (session, w1), 0.50242988596920866, 1e-15);
  g_assert_cmpfloat_with_epsilon (
      fixture_get (session, (GradusPart){ GRADUS_PART_WEIGHT, 0, 0, 1 }), 0.30485977193841732, 1e-15);
  g_assert_cmpfloat_with_epsilon (fixture_get (session, w3), 0.81216208354996190, 1e-15);
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
  g_autoptr (GradusSession) session = fixture_new_session ((gpointer) make);
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
  g_autoptr (GradusSession) session = fixture_new_session ((gpointer) make);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (GPtrArray) way = g_ptr_array_new_with_free_func ((GDestroyNotify) fixture_snapshot_free);
  gsize count = gradus_session_get_cursor (session);
  gsize n = 3 * count + 4;

  for (gsize i = 0; i < n; i++)
    {
      const GradusShape *shape = &gradus_session_get_network (session)->shape;
      const GradusTrace *trace = gradus_session_get_trace (session);
      g_autofree double *updated = g_memdup2 (trace->updated, shape->n_parameters * sizeof (double));

      g_ptr_array_add (way, fixture_snapshot (session));
      g_assert_true (gradus_session_next (session));
      if ((i + 1) % count == 0) /* what was announced is what comes */
        g_assert_cmpmem (gradus_session_get_network (session)->parameters,
                         shape->n_parameters * sizeof (double),
                         updated,
                         shape->n_parameters * sizeof (double));
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
  g_autoptr (GradusSession) session = fixture_new_session ((gpointer) make);
  g_autoptr (GradusSession) other = fixture_new_session ((gpointer) make);

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
test_selection (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
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
  g_autoptr (GradusSession) session = fixture_new_session ((gpointer) make);

  fixture_set (session, x1, 0.75);
  fixture_set (session, rate, 0.07);
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

/* Going on with what was saved of a document: the same, but for the way back to the document's start. */
static void
test_continue (gconstpointer make)
{
  g_autoptr (GradusSession) session = fixture_new_session ((gpointer) make);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);

  fixture_set (session, x1, 0.75);
  fixture_set (session, rate, 0.07);
  gradus_session_train_and_wait (session, 13);
  gradus_session_next (session);

  g_autoptr (GradusDocument) saved = gradus_session_to_document (session);
  g_autoptr (FixtureSnapshot) there = fixture_snapshot (session);
  g_autoptr (GradusSession) next = fixture_new_session ((gpointer) make);

  gradus_session_step (next);

  g_autoptr (FixtureWatch) watch = fixture_watch_new (next);

  g_assert_true (gradus_session_continue (next, saved));
  fixture_watch_check (watch);
  g_assert_cmpuint (fixture_watch_stepped (watch), ==, 0);
  g_assert_false (gradus_session_get_can_undo (next));

  g_autoptr (FixtureSnapshot) here = fixture_snapshot (next);

  fixture_assert_same (there, here, TRUE);

  gradus_session_train_and_wait (session, 24);
  gradus_session_train_and_wait (next, 24);

  g_autoptr (FixtureSnapshot) a = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) b = fixture_snapshot (next);

  fixture_assert_same (a, b, TRUE);

  gradus_session_reset (next);

  g_autoptr (FixtureSnapshot) reset = fixture_snapshot (next);

  fixture_assert_same (start, reset, TRUE);

  /* What belongs to another document, or is no saved session, changes nothing. */
  g_autoptr (GradusDocument) other = fixture_new_diverging ();
  guint before = fixture_watch_total (watch);

  g_assert_false (gradus_session_continue (next, other));
  g_assert_false (gradus_session_continue (next, gradus_session_get_document (next)));
  g_assert_cmpuint (fixture_watch_total (watch), ==, before);
}

/* A lesson's printed figures stay with the numbers they belong to. */
static void
test_printed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) article = gradus_lessons_load ("article", &error);
  g_assert_no_error (error);
  g_autoptr (GradusSession) session = gradus_session_new (article);
  g_autoptr (GradusDocument) untouched = gradus_session_to_document (session);

  gradus_session_step (session);

  g_autoptr (GradusDocument) trained = gradus_session_to_document (session);
  guint kept = 0;

  for (guint p = 0; p < article->pages->len; p++)
    {
      GradusPage *page = g_ptr_array_index (untouched->pages, p);

      for (guint i = 0; i < page->printed->len; i++)
        {
          GradusPrinted *after = g_ptr_array_index (((GradusPage *) trained->pages->pdata[p])->printed, i);

          kept += ((GradusPrinted *) page->printed->pdata[i])->printed != NULL;
          g_assert_null (after->printed);
          g_assert_null (after->reason);
        }
    }
  g_assert_cmpuint (kept, >, 10);
}

/* Rounded by hand, the article's session shows every number the article prints. */
static void
test_rounding (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) article = gradus_lessons_load ("article", &error);
  g_assert_no_error (error);
  g_autoptr (GradusSession) session = gradus_session_new (article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  guint n = 0;

  g_assert_nonnull (gradus_session_get_decimals (session));
  g_assert_null (gradus_session_get_rounded_trace (session));
  gradus_session_set_round_by_hand (session, TRUE);
  gradus_session_set_round_by_hand (session, TRUE);
  g_assert_cmpuint (fixture_watch_count (watch, "round-by-hand"), ==, 1);

  for (guint p = 0; p < article->pages->len; p++)
    {
      const GradusPage *page = g_ptr_array_index (article->pages, p);

      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = g_ptr_array_index (page->printed, i);
          double value = gradus_stage_value (gradus_session_get_rounded_trace (session), printed->stage);

          if (printed->printed == NULL)
            continue;
          g_assert_cmpfloat (g_ascii_strtod (printed->printed, NULL), ==, value);
          n++;
        }
    }
  g_assert_cmpuint (n, >=, 14);

  /* It follows the trace, and goes when it is switched off. */
  const GradusTrace *rounded = gradus_session_get_rounded_trace (session);
  double before = rounded->loss;

  fixture_set (session, x1, 3);
  g_assert_cmpfloat (gradus_session_get_rounded_trace (session)->loss, !=, before);
  gradus_session_set_round_by_hand (session, FALSE);
  g_assert_null (gradus_session_get_rounded_trace (session));
}

static void
test_digits (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);

  g_assert_null (gradus_session_get_decimals (session));
  gradus_session_set_round_by_hand (session, TRUE);
  gradus_session_set_digits (session, 3);
  gradus_session_set_digits (session, 3);
  g_assert_cmpuint (fixture_watch_count (watch, "digits"), ==, 1);
  g_assert_cmpfloat (gradus_session_get_rounded_trace (session)->a[1], ==, 0.646);
  gradus_session_set_digits (session, 17);
  g_assert_cmpfloat (gradus_session_get_rounded_trace (session)->a[1], ==, gradus_session_get_trace (session)->a[1]);
}

static void
test_finalize (void)
{
  GradusSession *session = fixture_new_session (fixture_new_article);

  gradus_session_play (session);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  g_assert_null (session);

  session = fixture_new_session (fixture_new_article);
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
  g_test_add_data_func ("/session/same-bits/tested", fixture_new_tested, test_same_bits);
  g_test_add_data_func ("/session/walk/article", fixture_new_article, test_walk);
  g_test_add_data_func ("/session/walk/batches", fixture_new_batches, test_walk);
  g_test_add_data_func ("/session/walk/tested", fixture_new_tested, test_walk);
  g_test_add_data_func ("/session/back-over-run/article", fixture_new_article, test_back_over_run);
  g_test_add_data_func ("/session/back-over-run/batches", fixture_new_batches, test_back_over_run);
  g_test_add_data_func ("/session/back-over-run/tested", fixture_new_tested, test_back_over_run);
  g_test_add_func ("/session/selection", test_selection);
  g_test_add_data_func ("/session/save/article", fixture_new_article, test_save);
  g_test_add_data_func ("/session/save/batches", fixture_new_batches, test_save);
  g_test_add_data_func ("/session/save/tested", fixture_new_tested, test_save);
  g_test_add_data_func ("/session/continue/article", fixture_new_article, test_continue);
  g_test_add_data_func ("/session/continue/batches", fixture_new_batches, test_continue);
  g_test_add_data_func ("/session/continue/tested", fixture_new_tested, test_continue);
  g_test_add_func ("/session/printed", test_printed);
  g_test_add_func ("/session/rounding", test_rounding);
  g_test_add_func ("/session/digits", test_digits);
  g_test_add_func ("/session/finalize", test_finalize);
  return g_test_run ();
}
