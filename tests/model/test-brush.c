/* Samples that a brush leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-brush.h"

#include "session-fixture.h"

static const double *
last_inputs (GradusSession *session, const double **targets)
{
  const double *inputs;

  g_assert_true (
      gradus_session_get_row (session, gradus_session_get_problem (session)->n_samples - 1, &inputs, targets));
  return inputs;
}

static void
test_classes (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  GradusBrush brush = { .kind = GRADUS_BRUSH_CLASS, .across = 1, .up = 0 };
  const double *inputs, *targets;

  g_assert_cmpint (gradus_brush_find_classes (session).kind, ==, GRADUS_CLASSES_TWO);
  g_assert_true (gradus_brush_add (&brush, session, 3, 4, NULL));
  inputs = last_inputs (session, &targets);
  g_assert_cmpfloat (inputs[0], ==, 4);
  g_assert_cmpfloat (inputs[1], ==, 3);
  g_assert_cmpfloat (targets[0], ==, 0);
  brush.chosen = 1;
  g_assert_true (gradus_brush_add (&brush, session, 3, 4, NULL));
  last_inputs (session, &targets);
  g_assert_cmpfloat (targets[0], ==, 1);
}

static void
test_one_hot (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  GradusBrush brush = { .kind = GRADUS_BRUSH_CLASS, .across = 0, .up = 1, .chosen = 1 };
  const double row[] = { 1, 1, 1, 0 };
  const double *targets;

  gradus_session_clear_rows (session);
  g_assert_true (gradus_session_add_rows (session, FALSE, 1, row, NULL));
  g_assert_cmpint (gradus_brush_find_classes (session).kind, ==, GRADUS_CLASSES_ONE_HOT);
  g_assert_true (gradus_brush_add (&brush, session, 3, 4, NULL));
  last_inputs (session, &targets);
  g_assert_cmpfloat (targets[0], ==, 0);
  g_assert_cmpfloat (targets[1], ==, 1);
}

static void
test_numbers (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  double other = gradus_session_get_trace (session)->targets[1];
  double untouched = gradus_session_get_trace (session)->inputs[1];
  GradusBrush brush = { .kind = GRADUS_BRUSH_VALUE, .across = 0, .up = 1, .output = 0, .value = 0.75 };
  const double *inputs, *targets;

  g_assert_true (gradus_brush_add (&brush, session, 3, 4, NULL));
  inputs = last_inputs (session, &targets);
  g_assert_cmpfloat (inputs[1], ==, 4);
  g_assert_cmpfloat (targets[0], ==, 0.75);
  g_assert_cmpfloat (targets[1], ==, other);

  /* Over one input the height is the target. */
  brush.kind = GRADUS_BRUSH_HEIGHT;
  brush.curve = TRUE;
  gradus_session_set_sample (session, 0);
  untouched = gradus_session_get_trace (session)->inputs[1];
  g_assert_true (gradus_brush_add (&brush, session, 3, -2, NULL));
  inputs = last_inputs (session, &targets);
  g_assert_cmpfloat (inputs[0], ==, 3);
  g_assert_cmpfloat (inputs[1], ==, untouched);
  g_assert_cmpfloat (targets[0], ==, -2);
}

static void
test_move (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) undone = NULL;
  GradusBrush brush = { .across = 0, .up = 1 };
  const double *inputs, *targets;

  gradus_session_begin_edit (session);
  for (int i = 0; i < 10; i++)
    g_assert_true (gradus_brush_move (&brush, session, 3, TRUE, i, -i, NULL));
  gradus_session_end_edit (session);
  g_assert_true (gradus_session_get_row (session, 3, &inputs, &targets));
  g_assert_cmpfloat (inputs[0], ==, 9);
  g_assert_cmpfloat (inputs[1], ==, -9);

  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, TRUE);

  brush.curve = TRUE;
  g_assert_true (gradus_brush_move (&brush, session, 3, TRUE, 1, 2, NULL));
  g_assert_true (gradus_session_get_row (session, 3, &inputs, &targets));
  g_assert_cmpfloat (inputs[0], ==, 1);
  g_assert_cmpfloat (targets[0], ==, 2);
  g_assert_true (gradus_brush_move (&brush, session, 3, FALSE, 5, 6, NULL));
  g_assert_cmpfloat (inputs[0], ==, 5);
  g_assert_cmpfloat (targets[0], ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/brush/classes", test_classes);
  g_test_add_func ("/brush/one-hot", test_one_hot);
  g_test_add_func ("/brush/numbers", test_numbers);
  g_test_add_func ("/brush/move", test_move);
  return g_test_run ();
}
