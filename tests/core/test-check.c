/* Losses and the gradient check: every activation with every loss it goes with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-check.h"

static void
test_loss_names (void)
{
  GradusLoss found;

  for (int i = 0; i < GRADUS_N_LOSSES; i++)
    {
      g_assert_true (gradus_loss_from_name (gradus_loss_name ((GradusLoss) i), &found));
      g_assert_cmpint (found, ==, i);
    }
  g_assert_false (gradus_loss_from_name ("mse", &found));
}

static void
test_loss_values (void)
{
  const double y[] = { 1, 0 }, a[] = { 0.25, 2 }, z[] = { 0.5, -1.5 };

  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_SQUARED_ERROR, 2, y, a, z), ==, 0.5625 + 4);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_HALF_SQUARED_ERROR, 2, y, a, z), ==, (0.5625 + 4) / 2);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_MEAN_SQUARED_ERROR, 2, y, a, z), ==, (0.5625 + 4) / 2);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_ABSOLUTE_ERROR, 2, y, a, z), ==, 2.75);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_HUBER, 2, y, a, z), ==, 0.28125 + 1.5);
  /* -ln s(0.5) - ln (1 - s(-1.5)) and -ln softmax_1 */
  assert_near (gradus_loss_value (GRADUS_LOSS_BINARY_CROSS_ENTROPY, 2, y, a, z),
               -log (1 / (1 + exp (-0.5))) - log (1 - 1 / (1 + exp (1.5))),
               1e-15);
  assert_near (gradus_loss_value (GRADUS_LOSS_CROSS_ENTROPY, 2, y, a, z), log1p (exp (-2)), 1e-15);
}

/* The stable forms: no infinity where the plain ones have one. */
static void
test_loss_extremes (void)
{
  const double y[] = { 1, 0 }, sure[] = { 1000, -1000 }, wrong[] = { -1000, 1000 };
  const double right_a[] = { 1, 0 }, wrong_a[] = { 0, 1 };
  double dL_da[2], dL_dz[2];

  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_BINARY_CROSS_ENTROPY, 2, y, right_a, sure), ==, 0);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_BINARY_CROSS_ENTROPY, 2, y, wrong_a, wrong), ==, 2000);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_CROSS_ENTROPY, 2, y, right_a, sure), ==, 0);
  g_assert_cmpfloat (gradus_loss_value (GRADUS_LOSS_CROSS_ENTROPY, 2, y, wrong_a, wrong), ==, 2000);

  gradus_loss_slope (GRADUS_LOSS_BINARY_CROSS_ENTROPY, 2, y, right_a, dL_da);
  g_assert_cmpfloat (dL_da[0], ==, -1);
  g_assert_cmpfloat (dL_da[1], ==, 1);
  gradus_loss_slope (GRADUS_LOSS_CROSS_ENTROPY, 2, y, wrong_a, dL_da);
  g_assert_cmpfloat (dL_da[0], ==, -INFINITY);
  g_assert_cmpfloat (dL_da[1], ==, 0);
  gradus_loss_fused_delta (GRADUS_LOSS_CROSS_ENTROPY, 2, y, wrong_a, dL_dz);
  g_assert_cmpfloat (dL_dz[0], ==, -1);
  g_assert_cmpfloat (dL_dz[1], ==, 1);
}

static void
test_loss_kinks (void)
{
  const double y[] = { 0.5 };
  double dL_da[1];

  gradus_loss_slope (GRADUS_LOSS_ABSOLUTE_ERROR, 1, y, y, dL_da);
  g_assert_cmpfloat (dL_da[0], ==, 0);
}

/* h^2 / 6 times the third derivative is what a central difference leaves out;
 * only gradients near 0 notice. */
static bool
agrees (const GradusCheckEntry *entry)
{
  return entry->relative_error <= GRADUS_CHECK_TOLERANCE || fabs (entry->analytic - entry->numeric) <= 1e-10;
}

static void
check_shape (const GradusShape *shape, GradusLoss loss, size_t *n_checked)
{
  size_t n_samples = 3;
  g_autofree double *inputs = draw_values (n_samples * shape->n_inputs, -1.5, 1.5);
  g_autofree double *targets = draw_values (n_samples * shape->n_outputs, 0.05, 0.95);
  g_autofree double *parameters = draw_values (shape->n_parameters, -1, 1);
  g_autofree GradusCheckEntry *entries = g_new (GradusCheckEntry, shape->n_parameters);
  GradusNetwork network = { .shape = *shape, .parameters = parameters };
  GradusCheckResult result = gradus_check (&network, loss, inputs, targets, n_samples, entries);

  for (size_t i = 0; i < shape->n_parameters; i++)
    if (!entries[i].skipped && !agrees (&entries[i]))
      g_error ("%s with %s: parameter %" G_GSIZE_FORMAT ": analytic %.12g, numeric %.12g",
               gradus_activation_name (shape->layers[shape->n_layers - 1].activation),
               gradus_loss_name (loss),
               i,
               entries[i].analytic,
               entries[i].numeric);
  *n_checked += result.checked;
}

static void
test_every_pair (void)
{
  for (int activation = 0; activation < GRADUS_N_ACTIVATIONS; activation++)
    for (int loss = 0; loss < GRADUS_N_LOSSES; loss++)
      {
        GradusShape shape = { .n_inputs = 3, .n_layers = 2 };
        size_t n_checked = 0;

        if (!gradus_loss_fits ((GradusLoss) loss, (GradusActivation) activation))
          continue;
        for (size_t l = 0; l < 2; l++)
          shape.layers[l] = (GradusLayer){
            .n_neurons = 4 - l,
            .activation = l == 0 && activation == GRADUS_ACTIVATION_SOFTMAX ? GRADUS_ACTIVATION_TANH
                                                                            : (GradusActivation) activation,
            .leak = GRADUS_DEFAULT_LEAK,
            .has_biases = true,
          };
        g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

        for (int i = 0; i < 5; i++)
          check_shape (&shape, (GradusLoss) loss, &n_checked);
        g_assert_cmpuint (n_checked, >, 5 * shape.n_parameters / 2);
      }
}

static void
test_random_shapes (void)
{
  for (int i = 0; i < 200; i++)
    {
      GradusLoss loss = (GradusLoss) g_test_rand_int_range (0, GRADUS_N_LOSSES);
      GradusShape shape = draw_shape (loss);
      size_t n_checked = 0;

      check_shape (&shape, loss, &n_checked);
    }
}

/* The check itself must be able to say no: it compares with its sign, and
 * skips what lies on a kink. */
static void
test_kink_is_skipped (void)
{
  GradusShape shape = { .n_inputs = 1, .n_layers = 1 };
  double parameter = 0, input = 1, target = 1;
  GradusCheckEntry entry;

  shape.layers[0] = (GradusLayer){ .n_neurons = 1, .activation = GRADUS_ACTIVATION_RELU };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  GradusNetwork network = { .shape = shape, .parameters = &parameter };
  GradusCheckResult result = gradus_check (&network, GRADUS_LOSS_SQUARED_ERROR, &input, &target, 1, &entry);

  g_assert_cmpuint (result.checked, ==, 0);
  g_assert_true (entry.skipped);
  g_assert_true (gradus_part_equal (entry.kink, (GradusPart){ .kind = GRADUS_PART_NEURON }));
  g_assert_cmpfloat (entry.relative_error, ==, 0);

  parameter = 0.5;
  result = gradus_check (&network, GRADUS_LOSS_SQUARED_ERROR, &input, &target, 1, &entry);
  g_assert_cmpuint (result.checked, ==, 1);
  g_assert_false (entry.skipped);
  assert_near (entry.analytic, -1, 1e-15);
  assert_near (entry.numeric, -1, 1e-9);
  g_assert_cmpfloat (parameter, ==, 0.5);
}

static void
test_article (void)
{
  GradusShape shape = make_article_shape ();
  double parameters[3];
  GradusCheckEntry entries[3];

  memcpy (parameters, article_weights, sizeof parameters);
  GradusNetwork network = { .shape = shape, .parameters = parameters };
  GradusCheckResult result =
      gradus_check (&network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, 1, entries);

  g_assert_cmpuint (result.checked, ==, 3);
  g_assert_cmpfloat (result.worst_error, <, 1e-8);
  assert_near (entries[2].analytic, -0.12162083549961898, 1e-12);
}

/* One at a time is the same; a gradient given is measured, not computed. */
static void
test_checker (void)
{
  RandomProblem r = draw_problem ();
  const GradusProblem *p = &r.problem;
  GradusNetwork network = { .shape = p->shape, .parameters = r.parameters };
  g_autofree GradusCheckEntry *entries = g_new (GradusCheckEntry, p->shape.n_parameters);
  GradusTrace *trace = gradus_trace_new (&network, p->loss, r.inputs, r.targets, 0.1);

  gradus_check (&network, p->loss, r.inputs, r.targets, 1, entries);
  trace->gradient[0] += 1;

  GradusChecker *checker = gradus_checker_new (&network, p->loss, r.inputs, r.targets, 1, trace->gradient);

  for (size_t i = 0; i < p->shape.n_parameters; i++)
    {
      GradusCheckEntry entry = gradus_checker_measure (checker, i);

      g_assert_cmpfloat (entry.numeric, ==, entries[i].numeric);
      g_assert_cmpfloat (entry.analytic, ==, entries[i].analytic + (i == 0 ? 1 : 0));
      g_assert_cmpint (entry.skipped, ==, entries[i].skipped);
      if (i == 0 && !entry.skipped)
        g_assert_cmpfloat (entry.relative_error, >, 1e-2);
    }
  gradus_checker_free (checker);
  gradus_checker_free (NULL);
  gradus_trace_free (trace);
  clear_problem (&r);
}

static void
test_order (void)
{
  const GradusCheckEntry unknown = { .relative_error = NAN }, bad = { .relative_error = 1 };
  const GradusCheckEntry good = { .relative_error = 1e-9 }, skipped = { .skipped = true };
  const GradusCheckEntry *order[] = { &unknown, &bad, &good, &skipped };

  g_assert_cmpint (gradus_check_judge (&unknown), ==, GRADUS_VERDICT_DIFFERS);
  g_assert_cmpint (gradus_check_judge (&bad), ==, GRADUS_VERDICT_DIFFERS);
  g_assert_cmpint (gradus_check_judge (&good), ==, GRADUS_VERDICT_AGREES);
  g_assert_cmpint (gradus_check_judge (&skipped), ==, GRADUS_VERDICT_SKIPPED);

  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++)
      {
        int sign = gradus_check_compare (order[i], order[j]);

        g_assert_cmpint ((sign > 0) - (sign < 0), ==, (i > j) - (i < j));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss/names", test_loss_names);
  g_test_add_func ("/loss/values", test_loss_values);
  g_test_add_func ("/loss/extremes", test_loss_extremes);
  g_test_add_func ("/loss/kinks", test_loss_kinks);
  g_test_add_func ("/check/every-pair", test_every_pair);
  g_test_add_func ("/check/random-shapes", test_random_shapes);
  g_test_add_func ("/check/kink-is-skipped", test_kink_is_skipped);
  g_test_add_func ("/check/article", test_article);
  g_test_add_func ("/check/checker", test_checker);
  g_test_add_func ("/check/order", test_order);
  return g_test_run ();
}
