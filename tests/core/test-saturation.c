/* Dead and saturated neurons: one of each kind, and none where none is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-saturation.h"

#define N_SAMPLES 200

/* One neuron of z = x, on z from `low` to `high` in even steps. */
static GradusSaturation
look (GradusActivation activation, GradusLoss loss, double low, double high)
{
  double inputs[N_SAMPLES];
  const double parameters[] = { 1 };
  GradusShape shape = { .n_inputs = 1,
                        .n_layers = 1,
                        .layers = { { .n_neurons = 1, .activation = activation, .leak = 0.01 } } };
  GradusSaturation found;

  for (int i = 0; i < N_SAMPLES; i++)
    inputs[i] = low + (high - low) * i / (N_SAMPLES - 1);
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  g_assert_cmpuint (gradus_saturation_find (&shape, parameters, loss, N_SAMPLES, inputs, NULL, &found), ==, N_SAMPLES);
  return found;
}

static void
test_kinds (void)
{
  static const struct
  {
    GradusActivation activation;
    double low, high;
    GradusSaturationKind kind;
  } cases[] = {
    { GRADUS_ACTIVATION_RELU, -3, 0, GRADUS_SATURATION_DEAD },
    { GRADUS_ACTIVATION_RELU, -3, 1, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_RELU, -200, 1, GRADUS_SATURATION_DEAD }, /* all but one of 200 */
    { GRADUS_ACTIVATION_RELU, 1, 3, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_LEAKY_RELU, -3, 0, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_IDENTITY, -9, 9, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_SIGMOID, 6.1, 9, GRADUS_SATURATION_HIGH },
    { GRADUS_ACTIVATION_SIGMOID, 5.5, 9, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_SIGMOID, -9, -6.1, GRADUS_SATURATION_LOW },
    { GRADUS_ACTIVATION_TANH, 3, 4, GRADUS_SATURATION_HIGH },
    { GRADUS_ACTIVATION_TANH, -4, -3, GRADUS_SATURATION_LOW },
    { GRADUS_ACTIVATION_TANH, -1000, 1000, GRADUS_SATURATION_BOTH },
    { GRADUS_ACTIVATION_TANH, -4, 4, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_SOFTPLUS, -9, -5, GRADUS_SATURATION_LOW },
    { GRADUS_ACTIVATION_SOFTPLUS, 5, 9, GRADUS_SATURATION_NONE },
    { GRADUS_ACTIVATION_ELU, -9, -5, GRADUS_SATURATION_LOW },
    { GRADUS_ACTIVATION_GELU, -9, -4, GRADUS_SATURATION_LOW },
    { GRADUS_ACTIVATION_GELU, -0.752, -0.7515, GRADUS_SATURATION_NONE }, /* its dip */
    { GRADUS_ACTIVATION_SWISH, -20, -8, GRADUS_SATURATION_LOW },
    { GRADUS_ACTIVATION_SWISH, -1.2785, -1.278, GRADUS_SATURATION_NONE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GradusSaturation found = look (cases[i].activation, GRADUS_LOSS_SQUARED_ERROR, cases[i].low, cases[i].high);

      if (found.kind != cases[i].kind)
        g_error ("%s from %g to %g is %d",
                 gradus_activation_name (cases[i].activation),
                 cases[i].low,
                 cases[i].high,
                 found.kind);
      if (found.kind != GRADUS_SATURATION_NONE)
        {
          g_assert_cmpfloat (found.z_low, ==, cases[i].low);
          g_assert_cmpfloat (found.z_high, ==, cases[i].high);
          g_assert_cmpfloat (found.share, >=, GRADUS_FLAT_SHARE);
        }
    }
}

/* The slope of a fused output is no factor. */
static void
test_fused (void)
{
  g_assert_cmpint (
      look (GRADUS_ACTIVATION_SIGMOID, GRADUS_LOSS_BINARY_CROSS_ENTROPY, 7, 9).kind, ==, GRADUS_SATURATION_NONE);
  g_assert_cmpint (look (GRADUS_ACTIVATION_SIGMOID, GRADUS_LOSS_SQUARED_ERROR, 7, 9).kind, ==, GRADUS_SATURATION_HIGH);
}

/* A dead neuron in the middle of others; training then leaves its weights alone. */
static void
test_dead_stays (void)
{
  const double inputs[] = { 0.5, 1, 2, 1, 1, 0.25 }, targets[] = { 1, 0, 1 };
  const double start[] = { 1, 0.5, -3, -1, 0.5, 1, 1, -1, 0.5 };
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };
  GradusSaturation found[4];
  size_t made;

  shape.layers[0] = (GradusLayer){ .n_neurons = 3, .activation = GRADUS_ACTIVATION_RELU };
  shape.layers[1] = (GradusLayer){ .n_neurons = 1, .activation = GRADUS_ACTIVATION_IDENTITY };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  g_assert_cmpuint (gradus_saturation_find (&shape, start, GRADUS_LOSS_SQUARED_ERROR, 3, inputs, NULL, found), ==, 3);
  g_assert_cmpint (found[0].kind, ==, GRADUS_SATURATION_NONE);
  g_assert_cmpint (found[1].kind, ==, GRADUS_SATURATION_DEAD);
  g_assert_cmpfloat (found[1].steepest, ==, 0);
  g_assert_cmpint (found[2].kind, ==, GRADUS_SATURATION_NONE);
  g_assert_cmpint (found[3].kind, ==, GRADUS_SATURATION_NONE);

  GradusProblem problem = {
    .shape = shape,
    .training = gradus_training_default (),
    .inputs = inputs,
    .targets = targets,
    .n_samples = 3,
  };
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  GradusState *state = gradus_state_new (&problem, start);

  gradus_trainer_run (trainer, state, 50, NULL, 0, NULL, &made);
  g_assert_cmpfloat (state->parameters[2], ==, -3);
  g_assert_cmpfloat (state->parameters[3], ==, -1);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
}

static void
test_stop (void)
{
  const double inputs[] = { 1, 2 };
  GradusShape shape = make_article_shape ();
  GradusSaturation found[2];
  atomic_bool stop;

  atomic_init (&stop, true);
  g_assert_cmpuint (
      gradus_saturation_find (&shape, article_weights, GRADUS_LOSS_SQUARED_ERROR, 1, inputs, &stop, found), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saturation/kinds", test_kinds);
  g_test_add_func ("/saturation/fused", test_fused);
  g_test_add_func ("/saturation/dead-stays", test_dead_stays);
  g_test_add_func ("/saturation/stop", test_stop);
  return g_test_run ();
}
