/* The map of a session: right, newest last, and gone with its owner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-field-source.h"

static void
changed_cb (GradusFieldSource *source, guint *n)
{
  ++*n;
}

/* Until there is nothing to be computed any more. */
static void
settle (GradusFieldSource *source, GradusSession *session)
{
  const GradusFieldMap *map;

  do
    g_main_context_iteration (NULL, TRUE);
  while ((map = gradus_field_source_get_map (source)) == NULL ||
         gradus_session_get_state (session) == GRADUS_SESSION_TRAINING);
}

static void
wait_for_change (guint *n)
{
  guint before = *n;

  while (*n == before)
    g_main_context_iteration (NULL, TRUE);
}

/* The map is that of the parameters on show. */
static gboolean
is_right (GradusFieldSource *source, GradusSession *session)
{
  const GradusFieldMap *map = gradus_field_source_get_map (source);
  const GradusNetwork *network = gradus_session_get_network (session);
  const GradusProblem *problem = gradus_session_get_problem (session);
  g_autofree double *inputs = g_memdup2 (map->inputs, map->n_inputs * sizeof (double));

  for (gsize row = 0; row < map->grid.rows; row += 7)
    for (gsize column = 0; column < map->grid.columns; column += 5)
      {
        inputs[map->grid.across] = gradus_grid_across (&map->grid, column);
        if (map->grid.rows > 1)
          inputs[map->grid.up] = gradus_grid_up (&map->grid, row);

        GradusTrace *trace = gradus_trace_new (network, problem->loss, inputs, problem->targets, 0.1);
        double a = trace->a[gradus_shape_neuron (&network->shape, map->neuron.layer, map->neuron.neuron)];
        gboolean right = fabs (a - map->values[row * map->grid.columns + column]) <= 1e-12;

        gradus_trace_free (trace);
        if (!right)
          return FALSE;
      }
  return TRUE;
}

static void
wait_until_right (GradusFieldSource *source, GradusSession *session)
{
  while (gradus_field_source_get_map (source) == NULL || !is_right (source, session))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_map (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  const GradusFieldMap *map;

  g_assert_null (gradus_field_source_get_map (source));
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  settle (source, session);
  g_assert_true (is_right (source, session));

  map = gradus_field_source_get_map (source);
  g_assert_true (gradus_part_equal (map->neuron, (GradusPart){ GRADUS_PART_NEURON, 1, 0, 0 }));
  g_assert_cmpuint (map->grid.across, ==, 0);
  g_assert_cmpuint (map->grid.up, ==, 1);
  g_assert_cmpfloat (map->grid.left, <=, 0);
  g_assert_cmpfloat (map->grid.right, >=, 2);
  g_assert_cmpint (map->classes.kind, ==, GRADUS_CLASSES_NONE);
  g_assert_true (isnan (map->accuracy));
}

static void
test_selection (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  const GradusPart hidden = { GRADUS_PART_NEURON, 0, 2, 0 }, weight = { GRADUS_PART_WEIGHT, 0, 0, 0 };
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_session_set_selection (session, hidden);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_for_change (&n);
  g_assert_true (gradus_part_equal (gradus_field_source_get_map (source)->neuron, hidden));
  g_assert_true (is_right (source, session));

  gradus_session_set_selection (session, weight);
  wait_for_change (&n);
  g_assert_cmpuint (gradus_field_source_get_map (source)->neuron.layer, ==, 1);
  g_assert_true (is_right (source, session));

  /* Two at once: the first is dropped. */
  gradus_session_set_selection (session, hidden);
  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_NEURON, 1, 1, 0 });
  wait_for_change (&n);
  g_assert_cmpuint (gradus_field_source_get_map (source)->neuron.neuron, ==, 1);
  g_assert_cmpuint (gradus_field_source_get_map (source)->neuron.layer, ==, 1);
}

static void
test_training (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_session_set_speed (session, 0);
  gradus_session_play (session);
  while (n < 4)
    g_main_context_iteration (NULL, TRUE);
  gradus_session_pause (session);
  wait_until_right (source, session);
}

static void
test_edits (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  for (int i = 0; i < 20; i++)
    fixture_set (session, (GradusPart){ GRADUS_PART_WEIGHT, 1, 0, 0 }, i);
  wait_until_right (source, session);
}

/* Nobody looks: nothing is computed. */
static void
test_inactive (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_session_step (session);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_source_set_active (GRADUS_SOURCE (source), FALSE);
  gradus_session_train (session, 1000);
  fixture_wait (session);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (gradus_field_source_get_map (source));
}

static void
test_axes (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_for_change (&n);
  gradus_field_source_set_axes (source, 1, 1);
  gradus_field_source_set_axes (source, 2, 0);
  g_assert_cmpuint (gradus_field_source_get_across (source), ==, 0);
  gradus_field_source_set_axes (source, 1, 0);
  wait_for_change (&n);
  g_assert_cmpuint (gradus_field_source_get_map (source)->grid.across, ==, 1);
  g_assert_true (is_right (source, session));
}

/* XOR by rectified neurons, and with the output turned round. */
static GradusDocument *
new_xor (void)
{
  static const char *const text =
      "{\"gradus\":1,\"network\":{\"inputs\":2,\"layers\":["
      "{\"neurons\":2,\"activation\":\"relu\",\"weights\":[[1,1],[1,1]],\"biases\":[0,-1]},"
      "{\"neurons\":1,\"activation\":\"identity\",\"weights\":[[1,-2]]}]},"
      "\"loss\":\"squared-error\",\"data\":{\"inputs\":[[0,0],[0,1],[1,0],[1,1]],\"targets\":[[0],[1],[1],[0]]},"
      "\"training\":{\"optimizer\":\"sgd\",\"learning-rate\":0.1,\"batch-size\":1}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GradusDocument *document = gradus_document_new_from_bytes (bytes, "xor", &error);

  g_assert_no_error (error);
  return document;
}

static void
test_accuracy (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (new_xor);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_for_change (&n);
  g_assert_cmpint (gradus_field_source_get_map (source)->classes.kind, ==, GRADUS_CLASSES_TWO);
  g_assert_cmpfloat (gradus_field_source_get_map (source)->accuracy, ==, 1);
  fixture_set (session, (GradusPart){ GRADUS_PART_WEIGHT, 1, 0, 1 }, 0);
  wait_for_change (&n);
  g_assert_cmpfloat (gradus_field_source_get_map (source)->accuracy, ==, 0.75);
}

/* Another document while a map is under way: the old one is not shown with it. */
/* Samples that are drawn leave the ground where it is, while they lie on it. */
static void
test_held (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  const double inside[] = { 0.1, 0.2, 1, 0 }, outside[] = { 50, 0, 1, 0 };
  guint n = 0;
  GradusGrid grid;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_for_change (&n);
  grid = gradus_field_source_get_map (source)->grid;

  gradus_session_clear_rows (session);
  wait_for_change (&n);
  g_assert_cmpmem (&grid, sizeof grid, &gradus_field_source_get_map (source)->grid, sizeof grid);
  g_assert_true (gradus_session_add_rows (session, FALSE, 1, inside, NULL));
  wait_for_change (&n);
  g_assert_cmpmem (&grid, sizeof grid, &gradus_field_source_get_map (source)->grid, sizeof grid);
  g_assert_cmpint (gradus_field_source_get_map (source)->classes.kind, ==, GRADUS_CLASSES_ONE_HOT);

  gradus_field_source_hold_range (source, TRUE);
  g_assert_true (gradus_session_add_rows (session, FALSE, 1, outside, NULL));
  wait_for_change (&n);
  g_assert_cmpmem (&grid, sizeof grid, &gradus_field_source_get_map (source)->grid, sizeof grid);
  gradus_field_source_hold_range (source, FALSE);
  wait_for_change (&n);
  g_assert_cmpfloat (gradus_field_source_get_map (source)->grid.right, >, 50);

  while (gradus_session_undo (session))
    ;
  do
    wait_for_change (&n);
  while (gradus_field_source_get_map (source)->grid.right > 50);
  g_assert_cmpmem (&grid, sizeof grid, &gradus_field_source_get_map (source)->grid, sizeof grid);
}

static void
test_load (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  g_autoptr (GradusFieldSource) source = gradus_field_source_new (session);
  g_autoptr (GradusDocument) article = fixture_new_article ();
  guint n = 0;

  gradus_session_set_selection (session, (GradusPart){ GRADUS_PART_NEURON, 0, 2, 0 });
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  settle (source, session);
  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_session_step (session);
  gradus_session_load (session, article);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (gradus_field_source_get_map (source));
  wait_for_change (&n);
  g_assert_true (is_right (source, session));
}

static void
test_finalize (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  GradusFieldSource *source = gradus_field_source_new (session);

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  gradus_session_play (session);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_null (source);
  gradus_session_train_and_wait (session, 50);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-source/map", test_map);
  g_test_add_func ("/field-source/selection", test_selection);
  g_test_add_func ("/field-source/training", test_training);
  g_test_add_func ("/field-source/edits", test_edits);
  g_test_add_func ("/field-source/inactive", test_inactive);
  g_test_add_func ("/field-source/axes", test_axes);
  g_test_add_func ("/field-source/accuracy", test_accuracy);
  g_test_add_func ("/field-source/held", test_held);
  g_test_add_func ("/field-source/load", test_load);
  g_test_add_func ("/field-source/finalize", test_finalize);
  return g_test_run ();
}
