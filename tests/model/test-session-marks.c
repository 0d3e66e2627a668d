/* What is marked on the network besides selection and hover.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

static const GradusPart x1 = { .kind = GRADUS_PART_INPUT }, w3 = { .kind = GRADUS_PART_WEIGHT, .layer = 1 };

/* A path and the check's verdicts: only what there is, and not longer than it is about what is shown. */
static void
test_marks (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (GradusDocument) other = fixture_new_batches ();
  GradusPathMark path = { 2, 0, { w3, { .kind = GRADUS_PART_LOSS } } }, nowhere = path;
  const unsigned char verdicts[] = { GRADUS_VERDICT_AGREES, GRADUS_VERDICT_SKIPPED, GRADUS_VERDICT_DIFFERS };

  gradus_session_set_path (session, &path);
  gradus_session_set_path (session, &path);
  g_assert_cmpuint (fixture_watch_count (watch, "path"), ==, 1);
  g_assert_cmpuint (gradus_session_get_path (session)->n_parts, ==, 2);
  nowhere.parts[0] = (GradusPart){ GRADUS_PART_BIAS, 1, 1, 0 };
  gradus_session_set_path (session, &nowhere);
  g_assert_cmpuint (gradus_session_get_path (session)->n_parts, ==, 0);
  gradus_session_set_path (session, &path);

  gradus_session_set_verdicts (session, NULL);
  g_assert_cmpuint (fixture_watch_count (watch, "verdicts"), ==, 0);
  gradus_session_set_verdicts (session, verdicts);
  gradus_session_set_verdicts (session, verdicts);
  g_assert_cmpuint (fixture_watch_count (watch, "verdicts"), ==, 1);
  g_assert_cmpmem (gradus_session_get_verdicts (session), 3, verdicts, 3);
  fixture_set (session, x1, 0.5);
  g_assert_null (gradus_session_get_verdicts (session));
  g_assert_cmpuint (gradus_session_get_path (session)->n_parts, ==, 2);

  fixture_watch_free (g_steal_pointer (&watch));
  gradus_session_set_verdicts (session, verdicts);
  gradus_session_load (session, other);
  g_assert_null (gradus_session_get_verdicts (session));
  g_assert_cmpuint (gradus_session_get_path (session)->n_parts, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/marks", test_marks);
  return g_test_run ();
}
