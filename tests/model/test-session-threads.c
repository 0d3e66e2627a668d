/* Everything that computes beside the main thread, all at once: the worker of a run, and every source, while the
 * session is played, paused, edited, designed and undone. It asserts what each promises at the end; under the
 * thread sanitizer (build-aux/test --threads) it is what that has to watch.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "model/gradus-answer-source.h"
#include "model/gradus-check-source.h"
#include "model/gradus-field-source.h"
#include "model/gradus-path-source.h"
#include "model/gradus-saturation-source.h"

#define N_ROUNDS 4

static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };
static const GradusPart rate = { GRADUS_PART_LEARNING_RATE, 0, 0, 0 };
static const GradusPart x1 = { .kind = GRADUS_PART_INPUT };

typedef struct
{
  GradusAnswerSource *answers;
  GradusCheckSource *check;
  GradusFieldSource *field;
  GradusPathSource *paths;
  GradusSaturationSource *saturation;
  guint n_answers, n_maps, n_paths;
} Sources;

/* Targets that are classes, so that there are answers. */
static GradusDocument *
make_classes (void)
{
  GradusDocument *document = fixture_new_tested ();

  for (gsize i = 0; i < 2 * document->n_samples; i++)
    document->targets[i] = (i / 2 + i) % 2;
  for (gsize i = 0; i < 2 * document->n_test; i++)
    document->test_targets[i] = (i / 2 + i) % 2;
  return document;
}

static void
count_cb (GObject *source, guint *count)
{
  (*count)++;
}

static void
start_sources (Sources *sources, GradusSession *session)
{
  sources->answers = gradus_answer_source_new (session);
  sources->check = gradus_check_source_new (session);
  sources->field = gradus_field_source_new (session);
  sources->paths = gradus_path_source_new (session);
  sources->saturation = gradus_saturation_source_new (session);
  g_signal_connect (sources->answers, "changed", G_CALLBACK (count_cb), &sources->n_answers);
  g_signal_connect (sources->field, "changed", G_CALLBACK (count_cb), &sources->n_maps);
  g_signal_connect (sources->paths, "changed", G_CALLBACK (count_cb), &sources->n_paths);
  gradus_source_set_active (GRADUS_SOURCE (sources->answers), TRUE);
  gradus_check_source_set_active (sources->check, TRUE);
  gradus_source_set_active (GRADUS_SOURCE (sources->field), TRUE);
  gradus_source_set_active (GRADUS_SOURCE (sources->paths), TRUE);
}

static void
drop_sources (Sources *sources)
{
  g_object_unref (sources->answers);
  g_object_unref (sources->check);
  g_object_unref (sources->field);
  g_object_unref (sources->paths);
  g_object_unref (sources->saturation);
}

static void
go_on_for (GradusSession *session, guint64 steps)
{
  guint64 end = gradus_session_get_steps (session) + steps;

  while (gradus_session_get_steps (session) < end)
    g_main_context_iteration (NULL, TRUE);
}

/* What a learner does in a minute. */
static void
use (GradusSession *session, Sources *sources)
{
  gradus_session_play (session);
  go_on_for (session, 5);
  g_assert_true (gradus_session_set_value (session, w1, 0.25, NULL));
  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_NEURON, 0, 1, 0 });
  go_on_for (session, 5);
  gradus_session_begin_edit (session);
  for (int i = 0; i < 4; i++)
    {
      g_assert_true (gradus_session_set_value (session, x1, i / 4.0, NULL));
      go_on_for (session, 1);
    }
  gradus_session_end_edit (session);
  g_assert_true (gradus_session_set_value (session, rate, 0.05, NULL));
  g_assert_true (gradus_session_set_n_neurons (session, 0, 5, NULL));
  go_on_for (session, 5);
  gradus_session_pause (session);

  gradus_check_source_start (sources->check);
  gradus_session_step (session);
  gradus_check_source_start (sources->check);
  gradus_session_next (session);
  gradus_session_back (session);
  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_NEURON, 1, 1, 0 });
  gradus_session_train (session, 200);
  fixture_wait (session);
  g_assert_true (gradus_session_undo (session));
  gradus_session_set_speed (session, 500);
  gradus_session_play (session);
  go_on_for (session, 3);
  gradus_session_set_speed (session, 0);
  go_on_for (session, 3);
  gradus_session_pause (session);
}

static gboolean
is_settled (GradusSession *session, Sources *sources)
{
  const GradusAnswers *answers = gradus_answer_source_get_answers (sources->answers, FALSE);
  const GradusTrace *trace = gradus_path_source_get_trace (sources->paths);
  const GradusFieldMap *map = gradus_field_source_get_map (sources->field);
  const GradusTrace *shown = gradus_session_get_trace (session);

  return answers != NULL && map != NULL && trace != NULL && trace->loss == shown->loss &&
         trace->shape.n_parameters == shown->shape.n_parameters;
}

static void
test_all_at_once (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (make_classes);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) now = NULL;
  Sources sources = { 0 };
  const GradusCheckRow *rows;
  gsize n_rows;

  start_sources (&sources, session);
  for (int round = 0; round < N_ROUNDS; round++)
    use (session, &sources);
  while (!is_settled (session, &sources))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (sources.n_answers, >, 0);
  g_assert_cmpuint (sources.n_maps, >, 0);
  g_assert_cmpuint (sources.n_paths, >, 0);

  gradus_check_source_start (sources.check);
  while (gradus_check_source_get_running (sources.check))
    g_main_context_iteration (NULL, TRUE);
  rows = gradus_check_source_get_rows (sources.check, &n_rows);
  g_assert_cmpuint (n_rows, ==, gradus_session_get_trace (session)->shape.n_parameters);
  for (gsize i = 0; i < n_rows; i++)
    g_assert_cmpfloat (rows[i].entry.analytic, ==, gradus_session_get_trace (session)->gradient[rows[i].parameter]);

  while (gradus_session_undo (session))
    ;
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, TRUE);
  drop_sources (&sources);
}

/* Sources and session go while all of them compute. */
static void
test_end_amid (void)
{
  for (int round = 0; round < N_ROUNDS; round++)
    {
      GradusSession *session = fixture_new_session (make_classes);
      Sources sources = { 0 };

      start_sources (&sources, session);
      gradus_session_play (session);
      go_on_for (session, 1 + (guint64) round);
      gradus_check_source_start (sources.check);
      if (round % 2 == 0)
        drop_sources (&sources);
      g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
      g_object_unref (session);
      if (round % 2 != 0)
        drop_sources (&sources);
      while (session != NULL)
        g_main_context_iteration (NULL, TRUE);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-threads/all-at-once", test_all_at_once);
  g_test_add_func ("/session-threads/end-amid", test_end_amid);
  return g_test_run ();
}
