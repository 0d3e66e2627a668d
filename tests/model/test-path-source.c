/* The paths of a session's selection: right, newest last, and gone with their owner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-path-source.h"

static void
changed_cb (GradusPathSource *source, guint *n)
{
  ++*n;
}

/* Until the paths are those of `part` in the trace on show. */
static void
wait_until_right (GradusPathSource *source, GradusSession *session, GradusPart part)
{
  const GradusTrace *now = gradus_session_get_trace (session), *trace;
  const GradusPaths *paths;

  while ((paths = gradus_path_source_get_paths (source)) == NULL || !gradus_part_equal (paths->source, part) ||
         (trace = gradus_path_source_get_trace (source))->loss != now->loss ||
         memcmp (trace->parameters, now->parameters, now->shape.n_parameters * sizeof (double)) != 0)
    {
      g_main_context_iteration (NULL, TRUE);
      now = gradus_session_get_trace (session);
    }
  g_assert_true (paths->finite);
  g_assert_cmpfloat (fabs (paths->shown_sum + paths->rest - paths->gradient), <=, 1e-12);
}

static const GradusPart first = { GRADUS_PART_WEIGHT, 0, 0, 0 }, hidden = { GRADUS_PART_NEURON, 0, 2, 0 };

static void
test_selection (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusPathSource) source = gradus_path_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  g_assert_null (gradus_path_source_get_paths (source));
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_until_right (source, session, first);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (gradus_path_source_get_paths (source)->n_paths, ==, 2);

  /* Two at once: the first is dropped. */
  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_INPUT, 0, 1, 0 });
  gradus_session_set_selection (session, hidden);
  wait_until_right (source, session, hidden);
  g_assert_cmpuint (n, ==, 2);

  /* From the loss there is no way to the loss: the one before stays. */
  gradus_session_set_selection (session, (GradusPart){ .kind = GRADUS_PART_LOSS });
  fixture_set (session, first, 0.25);
  wait_until_right (source, session, hidden);

  gradus_path_source_set_most (source, 1);
  while (gradus_path_source_get_paths (source)->n_shown != 1)
    g_main_context_iteration (NULL, TRUE);
  wait_until_right (source, session, hidden);
}

static void
test_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusPathSource) source = gradus_path_source_new (session);

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_session_train (session, 200);
  fixture_wait (session);
  wait_until_right (source, session, first);
}

static void
test_document (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusPathSource) source = gradus_path_source_new (session);
  g_autoptr (GradusDocument) article = fixture_new_article ();

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_session_set_selection (session, hidden);
  wait_until_right (source, session, hidden);
  gradus_session_load (session, article);
  g_assert_null (gradus_path_source_get_paths (source));
  wait_until_right (source, session, first);

  /* Not while nobody looks. */
  gradus_source_set_active (GRADUS_SOURCE (source), FALSE);
  fixture_set (session, first, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpfloat (gradus_path_source_get_trace (source)->parameters[0], ==, 0.5);
}

static void
test_gone (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  GradusPathSource *source = gradus_path_source_new (session);

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_null (source);
  fixture_set (session, first, 2);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/path-source/selection", test_selection);
  g_test_add_func ("/path-source/training", test_training);
  g_test_add_func ("/path-source/document", test_document);
  g_test_add_func ("/path-source/gone", test_gone);
  return g_test_run ();
}
