/* The maps of all neurons of a session: right, newest last, and gone with their owner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "model/gradus-maps-source.h"

static void
changed_cb (GradusMapsSource *source, guint *n)
{
  ++*n;
}

/* The maps are those of the parameters on show. */
static gboolean
are_right (GradusMapsSource *source, GradusSession *session)
{
  const GradusNetwork *network = gradus_session_get_network (session);
  const GradusProblem *problem = gradus_session_get_problem (session);
  const GradusGrid *grid;
  const double *maps = gradus_maps_source_get_maps (source, &network->shape, &grid);

  if (maps == NULL)
    return FALSE;
  for (gsize row = 0; row < grid->rows; row += 7)
    for (gsize column = 0; column < grid->columns; column += 5)
      {
        const double inputs[] = { gradus_grid_across (grid, column), gradus_grid_up (grid, row) };
        GradusTrace *trace = gradus_trace_new (network, problem->loss, inputs, problem->targets, 0.1);
        gboolean right = TRUE;

        for (gsize i = 0; i < network->shape.n_neurons; i++)
          right &= fabs (trace->a[i] - maps[(i * grid->rows + row) * grid->columns + column]) <= 1e-12;
        gradus_trace_free (trace);
        if (!right)
          return FALSE;
      }
  return TRUE;
}

static void
wait_until_right (GradusMapsSource *source, GradusSession *session)
{
  while (!are_right (source, session))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_maps (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusMapsSource) source = gradus_maps_source_new (session);
  const GradusShape *shape = &gradus_session_get_network (session)->shape;
  const GradusGrid *grid;

  g_assert_null (gradus_maps_source_get_maps (source, shape, &grid));
  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  wait_until_right (source, session);

  gradus_session_step (session);
  wait_until_right (source, session);
  gradus_session_train_and_wait (session, 100);
  wait_until_right (source, session);
}

static void
test_inactive (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusMapsSource) source = gradus_maps_source_new (session);
  guint n = 0;

  g_signal_connect (source, "changed", G_CALLBACK (changed_cb), &n);
  gradus_session_step (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 0);
}

static void
test_suits (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 1 };

  shape.layers[0] = (GradusLayer){ .n_neurons = GRADUS_MAPS_MOST_NEURONS };
  gradus_shape_init (&shape);
  g_assert_true (gradus_maps_source_suits (&shape));
  shape.layers[0].n_neurons++;
  gradus_shape_init (&shape);
  g_assert_false (gradus_maps_source_suits (&shape));
  shape = (GradusShape){ .n_inputs = 3, .n_layers = 1 };
  shape.layers[0] = (GradusLayer){ .n_neurons = 1 };
  gradus_shape_init (&shape);
  g_assert_false (gradus_maps_source_suits (&shape));
}

static void
test_finalize (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  GradusMapsSource *source = gradus_maps_source_new (session);

  gradus_source_set_active (GRADUS_SOURCE (source), TRUE);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  g_assert_null (source);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maps-source/maps", test_maps);
  g_test_add_func ("/maps-source/inactive", test_inactive);
  g_test_add_func ("/maps-source/suits", test_suits);
  g_test_add_func ("/maps-source/finalize", test_finalize);
  return g_test_run ();
}
