/* Saturated neurons of a session: found beside it, told of on change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "model/gradus-saturation-source.h"

static const GradusPart h = { GRADUS_PART_NEURON, 0, 0, 0 };
static const GradusPart w1 = { GRADUS_PART_WEIGHT, 0, 0, 0 };

static void
count_cb (gpointer source, guint *n)
{
  (*n)++;
}

static void
wait_for (const guint *n, guint wanted)
{
  while (*n < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_found (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusSaturationSource) source = gradus_saturation_source_new (session);
  g_autoptr (GradusDocument) other = fixture_new_batches ();
  g_autofree char *words = NULL;
  g_autofree char *summary = NULL;
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (count_cb), &n);
  wait_for (&n, 1);
  g_assert_cmpuint (gradus_saturation_source_get_count (source), ==, 0);
  g_assert_null (gradus_saturation_source_describe (source, h));
  g_assert_null (gradus_saturation_source_summarise (source));

  fixture_set (session, w1, -20);
  wait_for (&n, 2);
  g_assert_cmpuint (gradus_saturation_source_get_count (source), ==, 1);
  g_assert_cmpint (gradus_saturation_source_get (source, h).kind, ==, GRADUS_SATURATION_LOW);
  g_assert_cmpint (gradus_saturation_source_get_marks (source, &gradus_session_get_problem (session)->shape)[0], ==, 1);
  g_assert_cmpint (gradus_saturation_source_get_marks (source, &gradus_session_get_problem (session)->shape)[1], ==, 0);
  g_assert_cmpint (gradus_saturation_source_get (source, w1).kind, ==, GRADUS_SATURATION_NONE);
  words = gradus_saturation_source_describe (source, h);
  g_assert_true (g_str_has_prefix (words, "Saturated: its pre-activation z is so far below 0 for every sample"));
  summary = gradus_saturation_source_summarise (source);
  g_assert_cmpstr (summary, ==, "1 neuron is saturated: hardly any gradient comes through it.");

  gradus_session_undo (session);
  wait_for (&n, 3);
  g_assert_cmpuint (gradus_saturation_source_get_count (source), ==, 0);

  fixture_set (session, w1, 20);
  wait_for (&n, 4);
  gradus_session_load (session, other);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpuint (gradus_saturation_source_get_count (source), ==, 0);
}

/* While training it looks now and then, and may end at any time. */
static void
test_training (void)
{
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
      g_autoptr (GradusSaturationSource) source = gradus_saturation_source_new (session);

      gradus_session_play (session);
      while (gradus_session_get_steps (session) < (guint64) i * 100)
        g_main_context_iteration (NULL, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saturation-source/found", test_found);
  g_test_add_func ("/saturation-source/training", test_training);
  return g_test_run ();
}
