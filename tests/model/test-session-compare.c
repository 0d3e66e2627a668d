/* Whether what a session holds is saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

static const GradusPart parts[] = {
  { GRADUS_PART_INPUT, 0, 0, 0 },
  { GRADUS_PART_TARGET, 0, 0, 0 },
  { GRADUS_PART_LEARNING_RATE, 0, 0, 0 },
};

static void
test_steps (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusDocument) start = gradus_document_ref (gradus_session_get_document (session));
  g_autoptr (GradusDocument) saved = NULL;

  g_assert_true (gradus_session_holds (session, start));
  g_assert_true (gradus_session_train_and_wait (session, 7));
  g_assert_false (gradus_session_holds (session, start));

  saved = gradus_session_to_document (session);
  g_assert_true (gradus_session_holds (session, saved));
  g_assert_true (gradus_session_back (session)); /* the end of training is still there */
  g_assert_true (gradus_session_holds (session, saved));
  gradus_session_undo (session);
  g_assert_false (gradus_session_holds (session, saved));
  g_assert_true (gradus_session_holds (session, start));
  gradus_session_redo (session);
  g_assert_true (gradus_session_holds (session, saved));
}

static void
test_values (void)
{
  for (gsize i = 0; i <= G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
      g_autoptr (GradusDocument) saved = gradus_session_to_document (session);
      const GradusShape *shape = &gradus_session_get_network (session)->shape;
      GradusPart part = i < G_N_ELEMENTS (parts) ? parts[i] : gradus_part_from_parameter (shape, 0);

      fixture_set (session, part, fixture_get (session, part) + 0.25);
      g_assert_false (gradus_session_holds (session, saved));
      gradus_session_undo (session);
      g_assert_true (gradus_session_holds (session, saved));
    }
}

static void
test_other_network (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusDocument) other = fixture_new_batches ();

  g_assert_false (gradus_session_holds (session, other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-compare/steps", test_steps);
  g_test_add_func ("/session-compare/values", test_values);
  g_test_add_func ("/session-compare/other-network", test_other_network);
  return g_test_run ();
}
