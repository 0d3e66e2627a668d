/* Every variant of the kernels that this machine can run, against plain loops
 * and libm, and training through them against training sample by sample.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-trainer-private.h"

typedef void (*VariantTest) (const GradusKernels *kernels);

static void
test_product (const GradusKernels *kernels)
{
  for (int i = 0; i < 300; i++)
    {
      size_t rows = (size_t) g_test_rand_int_range (1, 30), depth = (size_t) g_test_rand_int_range (1, 40);
      size_t columns = GRADUS_KERNEL_PAD * (size_t) g_test_rand_int_range (1, 6);
      size_t b_stride = columns + (size_t) g_test_rand_int_range (0, 5), c_stride = columns + 3;
      bool turned = g_test_rand_bit ();
      int start = g_test_rand_int_range (0, 3); /* none, one row, C itself */
      g_autofree double *a = draw_values (rows * depth, -1, 1), *b = draw_values (depth * b_stride, -1, 1);
      g_autofree double *c = draw_values (rows * c_stride, -1, 1), *bias = draw_values (columns, -1, 1);
      g_autofree double *expected = g_memdup2 (c, rows * c_stride * sizeof *c);
      GradusProduct product = {
        .rows = rows,
        .depth = depth,
        .columns = columns,
        .a = a,
        .a_row = turned ? 1 : depth,
        .a_step = turned ? rows : 1,
        .b = b,
        .b_stride = b_stride,
        .start = start == 0   ? NULL
                 : start == 1 ? bias
                              : c,
        .start_stride = start == 2 ? c_stride : 0,
        .c = c,
        .c_stride = c_stride,
      };

      for (size_t r = 0; r < rows; r++)
        for (size_t k = 0; k < columns; k++)
          {
            double sum = start == 0 ? 0 : start == 1 ? bias[k] : c[r * c_stride + k];

            for (size_t d = 0; d < depth; d++)
              sum += a[turned ? d * rows + r : r * depth + d] * b[d * b_stride + k];
            expected[r * c_stride + k] = sum;
          }

      kernels->multiply (&product);
      for (size_t k = 0; k < rows * c_stride; k++) /* what lies between the rows stays */
        assert_near (c[k], expected[k], 1e-13);
    }
}

/* A row's result does not depend on the rows beside it. */
static void
test_rows_alone (const GradusKernels *kernels)
{
  const size_t rows = 23, depth = 17, columns = 24;
  g_autofree double *a = draw_values (rows * depth, -1, 1), *b = draw_values (depth * columns, -1, 1);
  g_autofree double *c = g_new (double, rows *columns), *row = g_new (double, columns);
  GradusProduct product = {
    .rows = rows,
    .depth = depth,
    .columns = columns,
    .a = a,
    .a_row = depth,
    .a_step = 1,
    .b = b,
    .b_stride = columns,
    .c = c,
    .c_stride = columns,
  };

  kernels->multiply (&product);
  product.rows = 1;
  product.c = row;
  for (size_t r = 0; r < rows; r++)
    {
      product.a = a + r * depth;
      kernels->multiply (&product);
      g_assert_cmpmem (row, columns * sizeof *row, c + r * columns, columns * sizeof *c);
    }
}

static void
test_activations (const GradusKernels *kernels)
{
  const size_t n = 100000 / GRADUS_KERNEL_PAD * GRADUS_KERNEL_PAD;
  g_autofree double *z = draw_values (n, -25, 25), *a = g_new (double, n), *d = g_new (double, n);

  z[0] = 0;
  z[1] = -0.0;
  z[2] = 1e-9;
  z[3] = -1e-300;
  z[4] = 1e300;
  z[5] = -1e300;
  z[6] = INFINITY;
  z[7] = -INFINITY;
  for (int activation = 0; activation < GRADUS_ACTIVATION_SOFTMAX; activation++)
    {
      GradusActivation phi = (GradusActivation) activation;

      kernels->activate (phi, GRADUS_DEFAULT_LEAK, n, z, a);
      for (size_t i = 0; i < n; i++)
        {
          double expected = gradus_activation_value (phi, GRADUS_DEFAULT_LEAK, z[i]);

          if (isfinite (expected) && !(fabs (a[i] - expected) <= 1e-15 * fabs (expected) + 1e-300))
            g_error ("%s of %.17g is %.17g, not %.17g", gradus_activation_name (phi), z[i], a[i], expected);
          d[i] = 0.75;
        }

      kernels->pass_activation (phi, GRADUS_DEFAULT_LEAK, n, z, a, d, d);
      for (size_t i = 8; i < n; i++)
        assert_near (d[i], 0.75 * gradus_activation_slope (phi, GRADUS_DEFAULT_LEAK, z[i], a[i]), 1e-15);

      for (size_t i = 0; i < 8; i++)
        d[i] = NAN;
      kernels->activate (phi, GRADUS_DEFAULT_LEAK, 8, d, a);
      for (size_t i = 0; i < 8; i++)
        g_assert_true (isnan (a[i]));
    }
}

static void
test_descend (const GradusKernels *kernels)
{
  const size_t n = 6 * GRADUS_KERNEL_PAD;
  g_autofree double *sum = draw_values (n, -1, 1), *w = draw_values (n, -1, 1), *next = g_new (double, n);

  g_assert_true (kernels->descend (n, 0.1, 0.25, sum, w, next));
  for (size_t i = 0; i < n; i++)
    assert_near (next[i], w[i] - 0.1 * (0.25 * sum[i]), 1e-15);

  for (size_t i = 0; i < n; i++)
    {
      double kept = sum[i];

      sum[i] = i % 2 == 0 ? NAN : INFINITY;
      g_assert_false (kernels->descend (n, 0.1, 0.25, sum, w, next));
      sum[i] = kept;
    }
}

/* Each step from the same place, through the kernels and sample by sample. */
static void
test_training (const GradusKernels *kernels)
{
  for (int i = 0; i < 200; i++)
    {
      RandomProblem r = draw_problem ();
      r.problem.training.optimizer = GRADUS_OPTIMIZER_SGD;
      GradusTrainer *together = gradus_trainer_new_with_kernels (&r.problem, kernels);
      GradusTrainer *single = gradus_trainer_new_with_kernels (&r.problem, NULL);
      GradusState *state = gradus_state_new (&r.problem, r.parameters);

      for (int k = 0; k < 10; k++)
        {
          GradusState *twin = gradus_state_copy (state);
          double loss = gradus_trainer_loss (single, state);
          size_t made, made_twin;

          if (isfinite (loss))
            assert_near (gradus_trainer_loss (together, state), loss, 1e-12);
          gradus_trainer_run (together, state, 1, NULL, 1, NULL, &made);
          gradus_trainer_run (single, twin, 1, NULL, 1, NULL, &made_twin);
          g_assert_cmpuint (made, ==, made_twin);
          for (size_t p = 0; p < state->n_parameters; p++)
            assert_near (state->parameters[p], twin->parameters[p], 1e-12);
          g_assert_cmpuint (state->position, ==, twin->position);
          gradus_state_free (twin);
        }

      gradus_state_free (state);
      gradus_trainer_free (together);
      gradus_trainer_free (single);
      clear_problem (&r);
    }
}

/* A whole data set in several blocks; frozen parameters; every optimiser. */
static void
test_large_batch (const GradusKernels *kernels)
{
  for (int optimizer = 0; optimizer < GRADUS_N_OPTIMIZERS; optimizer++)
    {
      GradusShape shape = { .n_inputs = 5, .n_layers = 3 };
      static const size_t n_neurons[] = { 19, 9, 3 };

      for (size_t l = 0; l < 3; l++)
        shape.layers[l] = (GradusLayer){
          .n_neurons = n_neurons[l],
          .activation = l == 2 ? GRADUS_ACTIVATION_SOFTMAX : GRADUS_ACTIVATION_TANH,
          .has_biases = l != 1,
          .train_biases = true,
        };
      g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

      const size_t n_samples = 150;
      g_autofree double *inputs = draw_values (n_samples * 5, -2, 2), *targets = draw_values (n_samples * 3, 0, 1);
      g_autofree double *parameters = draw_values (shape.n_parameters, -1, 1);
      g_autofree unsigned char *frozen = g_new0 (unsigned char, shape.n_parameters);
      GradusProblem problem = {
        .shape = shape,
        .frozen = frozen,
        .loss = GRADUS_LOSS_CROSS_ENTROPY,
        .training = gradus_training_default (),
        .inputs = inputs,
        .targets = targets,
        .n_samples = n_samples,
      };

      for (size_t p = 0; p < shape.n_parameters; p += 7)
        frozen[p] = 1;
      problem.training.optimizer = (GradusOptimizer) optimizer;
      problem.training.learning_rate = 0.01;
      problem.training.batch_size = 0;
      problem.training.l1 = 0.001;
      problem.training.weight_decay = 0.01;
      GradusTrainer *together = gradus_trainer_new_with_kernels (&problem, kernels);
      GradusTrainer *single = gradus_trainer_new_with_kernels (&problem, NULL);
      GradusState *state = gradus_state_new (&problem, parameters), *twin = gradus_state_copy (state);
      double losses[5], twin_losses[5];
      size_t made;

      gradus_trainer_run (together, state, 5, losses, 1, NULL, &made);
      g_assert_cmpuint (made, ==, 5);
      gradus_trainer_run (single, twin, 5, twin_losses, 1, NULL, &made);
      for (size_t k = 0; k < 5; k++)
        assert_near (losses[k], twin_losses[k], 1e-9);
      g_assert_cmpfloat (losses[4], ==, gradus_trainer_loss (together, state));
      for (size_t p = 0; p < shape.n_parameters; p++)
        {
          assert_near (state->parameters[p], twin->parameters[p], 1e-9);
          if (frozen[p])
            g_assert_cmpfloat (state->parameters[p], ==, parameters[p]);
        }

      gradus_state_free (state);
      gradus_state_free (twin);
      gradus_trainer_free (together);
      gradus_trainer_free (single);
    }
}

/* A batch that overflowed leaves no trace in the scratch memory. */
static void
test_after_overflow (const GradusKernels *kernels)
{
  GradusShape shape = { .n_inputs = 1, .n_layers = 2 };
  const double inputs[] = { 1, 2, 3, 4 }, targets[] = { 1, 0, 1, 0 }, wild[] = { 1e308, 1e308, 1, 1 };
  const double tame[] = { 0.1, 0.2, 0.3, 0.4 };

  for (size_t l = 0; l < 2; l++)
    shape.layers[l] = (GradusLayer){ .n_neurons = 2 - l, .activation = GRADUS_ACTIVATION_RELU };
  shape.layers[1].activation = GRADUS_ACTIVATION_TANH;
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  GradusProblem problem = {
    .shape = shape,
    .training = gradus_training_default (),
    .inputs = inputs,
    .targets = targets,
    .n_samples = 4,
  };
  problem.training.batch_size = 0;
  problem.training.learning_rate = 0.001;
  GradusTrainer *trainer = gradus_trainer_new_with_kernels (&problem, kernels);
  GradusState *state = gradus_state_new (&problem, wild), *before = gradus_state_copy (state);
  size_t made;

  g_assert_cmpint (gradus_trainer_run (trainer, state, 1, NULL, 1, NULL, &made), ==, GRADUS_RUN_NOT_FINITE);
  g_assert_true (gradus_state_equal (state, before));
  memcpy (state->parameters, tame, sizeof tame);
  g_assert_cmpint (gradus_trainer_run (trainer, state, 50, NULL, 1, NULL, &made), ==, GRADUS_RUN_DONE);

  gradus_state_free (state);
  gradus_state_free (before);
  gradus_trainer_free (trainer);
}

static void
run_variants (gconstpointer test)
{
  const GradusKernels *kernels[GRADUS_MAX_KERNELS];
  size_t n = gradus_kernels_list (kernels);

  for (size_t i = 0; i < n; i++)
    {
      g_test_message ("%s", kernels[i]->name);
      ((VariantTest) test) (kernels[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kernels/product", test_product, run_variants);
  g_test_add_data_func ("/kernels/rows-alone", test_rows_alone, run_variants);
  g_test_add_data_func ("/kernels/activations", test_activations, run_variants);
  g_test_add_data_func ("/kernels/descend", test_descend, run_variants);
  g_test_add_data_func ("/kernels/training", test_training, run_variants);
  g_test_add_data_func ("/kernels/large-batch", test_large_batch, run_variants);
  g_test_add_data_func ("/kernels/after-overflow", test_after_overflow, run_variants);
  return g_test_run ();
}
