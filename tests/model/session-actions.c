/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-actions.h"

void
random_change_data (GradusSession *session, GRand *rand)
{
  static const char *const sets[] = { "xor", "gaussian", "plane", "line" };
  const char *set = sets[g_rand_int_range (rand, 0, G_N_ELEMENTS (sets))];
  g_autoptr (GradusSamples) samples = g_rand_int_range (rand, 0, 4) == 0
                                          ? gradus_session_dup_samples (session)
                                          : fixture_new_samples (set,
                                                                 (gsize) g_rand_int_range (rand, 1, 9),
                                                                 g_rand_int_range (rand, 0, 3) / 4.0,
                                                                 g_rand_boolean (rand) ? 0.25 : 0);
  GradusDataSource source = { .set = (char *) set };

  if (g_rand_boolean (rand) && samples->input_names == NULL)
    {
      samples->input_names = g_ptr_array_new_with_free_func (g_free);
      for (gsize i = 0; i < samples->n_inputs; i++)
        g_ptr_array_add (samples->input_names, g_strdup_printf ("n%zu", i));
    }
  if (g_rand_boolean (rand)) /* one class each */
    {
      double *targets = g_new (double, 2 * samples->n_rows);

      for (gsize i = 0; i < 2 * samples->n_rows; i++)
        targets[i] = (samples->targets[i / 2 * samples->n_outputs] > 0.5) == i % 2;
      g_free (samples->targets);
      samples->targets = targets;
      samples->n_outputs = 2;
      g_clear_pointer (&samples->output_names, g_ptr_array_unref);
    }
  gradus_session_set_data (session, samples, &source, NULL);
}

void
random_edit_rows (GradusSession *session, GRand *rand)
{
  const GradusShape *shape = &gradus_session_get_network (session)->shape;
  gsize n_rows = gradus_session_get_n_rows (session), width = shape->n_inputs + shape->n_outputs;
  gsize row = (gsize) g_rand_int_range (rand, 0, (int) n_rows),
        column = (gsize) g_rand_int_range (rand, 0, (int) width);
  gsize n = (gsize) g_rand_int_range (rand, 1, 4);
  gsize gone[] = { row, (gsize) g_rand_int_range (rand, 0, (int) n_rows), row };
  g_autofree double *values = g_new (double, n *width);

  for (gsize i = 0; i < n * width; i++)
    values[i] = g_rand_int_range (rand, 0, 8) / 8.0;
  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
    case 1:
      gradus_session_add_rows (session, FALSE, n, values, NULL);
      break;
    case 2:
      gradus_session_add_rows (session, TRUE, 1, values, NULL);
      break;
    case 3:
    case 4:
      gradus_session_remove_rows (session, n, gone, NULL);
      break;
    case 5:
      gradus_session_set_cells (session, row, column, 1, 1, values, NULL);
      break;
    case 6:
      gradus_session_set_cells (session, row, column, n, width - column, values, NULL);
      break;
    case 7:
      if (g_rand_int_range (rand, 0, 4) == 0)
        gradus_session_clear_rows (session);
      break;
    }
}
