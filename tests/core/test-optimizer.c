/* Optimisers against loops written from the formulas alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#define N_STEPS 20 /* few: once a gradient is near 0, RMSProp enlarges every rounding */

/* The gradient of (y - w x - b)^2 by w and b, straight from calculus. */
static void
differentiate (const double wb[2], double x, double y, double g[2])
{
  double e = wb[0] * x + wb[1] - y;

  g[0] = 2 * e * x;
  g[1] = 2 * e;
}

static void
follow (const GradusTraining *t,
        int step,
        double penalised_w,
        const double g_in[2],
        double wb[2],
        double m[2],
        double v[2])
{
  for (int i = 0; i < 2; i++)
    {
      double g = g_in[i], decay = 0;

      if (i == 0) /* the weight, not the bias */
        {
          g += t->l1 * (penalised_w > 0 ? 1 : penalised_w < 0 ? -1 : 0) + t->l2 * penalised_w;
          decay = t->learning_rate * t->weight_decay * wb[i];
        }

      switch (t->optimizer)
        {
        case GRADUS_OPTIMIZER_SGD:
          wb[i] -= t->learning_rate * g;
          break;
        case GRADUS_OPTIMIZER_MOMENTUM:
          v[i] = t->momentum * v[i] + g;
          wb[i] -= t->learning_rate * v[i];
          break;
        case GRADUS_OPTIMIZER_NESTEROV:
          v[i] = t->momentum * v[i] + g;
          wb[i] -= t->learning_rate * (g + t->momentum * v[i]);
          break;
        case GRADUS_OPTIMIZER_RMSPROP:
          v[i] = t->rho * v[i] + (1 - t->rho) * g * g;
          wb[i] -= t->learning_rate * g / (sqrt (v[i]) + t->epsilon);
          break;
        case GRADUS_OPTIMIZER_ADAGRAD:
          v[i] += g * g;
          wb[i] -= t->learning_rate * g / (sqrt (v[i]) + t->epsilon);
          break;
        case GRADUS_OPTIMIZER_ADAMW:
        case GRADUS_OPTIMIZER_ADAM:
          m[i] = t->beta1 * m[i] + (1 - t->beta1) * g;
          v[i] = t->beta2 * v[i] + (1 - t->beta2) * g * g;
          wb[i] -= t->learning_rate * (m[i] / (1 - pow (t->beta1, step))) /
                   (sqrt (v[i] / (1 - pow (t->beta2, step))) + t->epsilon);
          if (t->optimizer == GRADUS_OPTIMIZER_ADAMW)
            wb[i] -= decay;
          break;
        }
    }
}

static GradusProblem
make_line (const double inputs[], const double targets[])
{
  GradusProblem problem = {
    .shape = { .n_inputs = 1, .n_layers = 1 },
    .loss = GRADUS_LOSS_SQUARED_ERROR,
    .training = gradus_training_default (),
    .inputs = inputs,
    .targets = targets,
    .n_samples = 3,
  };

  problem.shape.layers[0] = (GradusLayer){ .n_neurons = 1, .has_biases = true, .train_biases = true };
  g_assert_cmpint (gradus_shape_init (&problem.shape), ==, GRADUS_SHAPE_OK);
  problem.training.learning_rate = 0.01;
  problem.training.weight_decay = 0.05;
  return problem;
}

static void
test_rules (void)
{
  const double inputs[] = { -1, 0.5, 2 }, targets[] = { 0.3, 1, -0.7 }, start[] = { 0.9, -0.2 };

  for (int optimizer = 0; optimizer < GRADUS_N_OPTIMIZERS; optimizer++)
    for (int penalties = 0; penalties < 2; penalties++)
      for (size_t size = 1; size <= 3; size++)
        {
          GradusProblem problem = make_line (inputs, targets);
          GradusTraining *t = &problem.training;
          double wb[2] = { 0.9, -0.2 }, m[2] = { 0 }, v[2] = { 0 };
          size_t position = 0, made;

          t->optimizer = (GradusOptimizer) optimizer;
          t->batch_size = size;
          t->l1 = penalties * 0.03;
          t->l2 = penalties * 0.04;
          GradusTrainer *trainer = gradus_trainer_new (&problem);
          GradusState *state = gradus_state_new (&problem, start);

          for (int step = 1; step <= N_STEPS; step++)
            {
              double g[2] = { 0 };
              size_t n = MIN (size, 3 - position);

              for (size_t k = 0; k < n; k++)
                {
                  double one[2];

                  differentiate (wb, inputs[position + k], targets[position + k], one);
                  g[0] += one[0] / (double) n;
                  g[1] += one[1] / (double) n;
                }
              position = (position + n) % 3;
              follow (t, step, wb[0], g, wb, m, v);

              g_assert_cmpint (gradus_trainer_run (trainer, state, 1, NULL, 1, NULL, &made), ==, GRADUS_RUN_DONE);
              assert_near (state->parameters[0], wb[0], 1e-12);
              assert_near (state->parameters[1], wb[1], 1e-12);
            }
          gradus_state_free (state);
          gradus_trainer_free (trainer);
        }
}

/* What is frozen, and biases that are held, get neither update nor decay nor moments. */
static void
test_frozen (void)
{
  const double inputs[] = { -1, 0.5, 2 }, targets[] = { 0.3, 1, -0.7 }, start[] = { 0.9, -0.2 };
  const unsigned char frozen[] = { 1, 0 };

  for (int optimizer = 0; optimizer < GRADUS_N_OPTIMIZERS; optimizer++)
    for (size_t held = 0; held < 2; held++)
      {
        GradusProblem problem = make_line (inputs, targets);
        size_t made;

        problem.training.optimizer = (GradusOptimizer) optimizer;
        problem.training.l1 = problem.training.l2 = 0.1;
        if (held == 0)
          problem.frozen = frozen;
        else
          problem.shape.layers[0].train_biases = false;
        GradusTrainer *trainer = gradus_trainer_new (&problem);
        GradusState *state = gradus_state_new (&problem, start);

        g_assert_cmpint (gradus_trainer_run (trainer, state, 20, NULL, 1, NULL, &made), ==, GRADUS_RUN_DONE);
        g_assert_cmpfloat (state->parameters[held], ==, start[held]);
        g_assert_cmpfloat (state->parameters[1 - held], !=, start[1 - held]);
        for (size_t i = 0; i < state->n_moments; i++)
          {
            g_assert_cmpfloat (state->moments[2 * i + held], ==, 0);
            g_assert_cmpfloat (state->moments[2 * i + 1 - held], !=, 0);
          }
        gradus_state_free (state);
        gradus_trainer_free (trainer);
      }
}

static void
test_names (void)
{
  static const size_t n_moments[GRADUS_N_OPTIMIZERS] = { 0, 1, 1, 1, 1, 2, 2 };
  GradusOptimizer found;

  for (int i = 0; i < GRADUS_N_OPTIMIZERS; i++)
    {
      g_assert_true (gradus_optimizer_from_name (gradus_optimizer_name ((GradusOptimizer) i), &found));
      g_assert_cmpint (found, ==, i);
      g_assert_cmpuint (gradus_optimizer_n_moments (found), ==, n_moments[i]);
    }
  g_assert_false (gradus_optimizer_from_name ("SGD", &found));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizer/names", test_names);
  g_test_add_func ("/optimizer/rules", test_rules);
  g_test_add_func ("/optimizer/frozen", test_frozen);
  return g_test_run ();
}
