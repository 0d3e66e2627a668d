/* What the network answers to every sample, beside the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-answer-source.h"

#include "session-fixture.h"

/* Targets that are classes: two outputs of which one is 1; test rows likewise. */
static GradusDocument *
make_classes (void)
{
  GradusDocument *document = fixture_new_tested ();

  for (gsize i = 0; i < document->n_samples; i++)
    {
      document->targets[2 * i] = i % 2;
      document->targets[2 * i + 1] = 1 - (int) (i % 2);
    }
  for (gsize i = 0; i < document->n_test; i++)
    {
      document->test_targets[2 * i] = 1;
      document->test_targets[2 * i + 1] = 0;
    }
  return document;
}

static void
count_cb (GradusAnswerSource *source, guint *count)
{
  (*count)++;
}

static void
wait_for_change (guint *count)
{
  for (guint before = *count; *count == before;)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_answers (GradusSession *session, const GradusAnswers *answers, gboolean test)
{
  const GradusProblem *problem = gradus_session_get_problem (session);
  const GradusNetwork *network = gradus_session_get_network (session);
  const double *inputs = test ? problem->test_inputs : problem->inputs;
  const double *targets = test ? problem->test_targets : problem->targets;
  gsize counts[4] = { 0 };

  g_assert_nonnull (answers);
  g_assert_cmpuint (answers->n, ==, test ? problem->n_test : problem->n_samples);
  for (gsize i = 0; i < answers->n; i++)
    {
      double outputs[2];

      gradus_network_evaluate (network, problem->loss, inputs + 2 * i, targets + 2 * i, outputs);
      g_assert_cmpuint (answers->truths[i], ==, targets[2 * i] == 1 ? 0 : 1);
      g_assert_cmpuint (answers->answers[i], ==, outputs[0] >= outputs[1] ? 0 : 1);
      counts[answers->truths[i] * 2 + answers->answers[i]]++;
    }
  g_assert_cmpmem (answers->counts, 4 * sizeof (gsize), counts, sizeof counts);
}

static void
test_answers (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (make_classes);
  g_autoptr (GradusAnswerSource) source = gradus_answer_source_new (session);
  guint count = 0;

  g_signal_connect (source, "changed", G_CALLBACK (count_cb), &count);
  g_assert_cmpint (gradus_answer_source_get_classes (source)->kind, ==, GRADUS_CLASSES_ONE_HOT);
  gradus_session_step (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count, ==, 0); /* nobody looks */

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_for_change (&count);
  assert_answers (session, gradus_answer_source_get_answers (source, FALSE), FALSE);
  assert_answers (session, gradus_answer_source_get_answers (source, TRUE), TRUE);

  gradus_session_train_and_wait (session, 500);
  wait_for_change (&count);
  assert_answers (session, gradus_answer_source_get_answers (source, FALSE), FALSE);
  assert_answers (session, gradus_answer_source_get_answers (source, TRUE), TRUE);
}

/* A target that is no class any more takes the answers away, at once where the data are others. */
static void
test_no_classes (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (make_classes);
  g_autoptr (GradusAnswerSource) source = gradus_answer_source_new (session);
  g_autoptr (GradusDocument) other = fixture_new_batches ();
  guint count = 0;

  g_signal_connect (source, "changed", G_CALLBACK (count_cb), &count);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_for_change (&count);
  fixture_set (session, (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = 0 }, 0.5);
  while (gradus_answer_source_get_answers (source, FALSE) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gradus_answer_source_get_classes (source)->kind, ==, GRADUS_CLASSES_NONE);
  g_assert_true (gradus_session_undo (session));
  while (gradus_answer_source_get_answers (source, FALSE) == NULL)
    g_main_context_iteration (NULL, TRUE);

  gradus_session_load (session, other);
  g_assert_null (gradus_answer_source_get_answers (source, FALSE));
  g_assert_null (gradus_answer_source_get_answers (source, TRUE));
}

/* It may go while a thread computes for it. */
static void
test_dispose (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (make_classes);

  for (int i = 0; i < 20; i++)
    {
      GradusAnswerSource *source = gradus_answer_source_new (session);

      gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
      g_assert_finalize_object (source);
    }
}

/* Classes of so many rows that nobody could answer them all again and again: that is told apart from no classes. */
static void
test_too_many (void)
{
  g_autoptr (GradusDocument) document = make_classes ();
  gsize n = 1100000;

  g_free (document->inputs);
  g_free (document->targets);
  document->n_samples = n;
  document->inputs = g_new0 (double, 2 * n);
  document->targets = g_new0 (double, 2 * n);
  for (gsize i = 0; i < n; i++)
    document->targets[2 * i + i % 2] = 1;

  g_autoptr (GradusSession) session = gradus_session_new (document);
  g_autoptr (GradusAnswerSource) source = gradus_answer_source_new (session);
  g_autoptr (GradusDocument) few = make_classes ();

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  g_assert_true (gradus_answer_source_get_too_many (source));
  g_assert_cmpint (gradus_answer_source_get_classes (source)->kind, ==, GRADUS_CLASSES_NONE);
  gradus_session_load (session, few);
  g_assert_false (gradus_answer_source_get_too_many (source));
  g_assert_cmpint (gradus_answer_source_get_classes (source)->kind, !=, GRADUS_CLASSES_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer-source/answers", test_answers);
  g_test_add_func ("/answer-source/no-classes", test_no_classes);
  g_test_add_func ("/answer-source/too-many", test_too_many);
  g_test_add_func ("/answer-source/dispose", test_dispose);
  return g_test_run ();
}
