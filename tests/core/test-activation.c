/* Activations: values, slopes against central differences with their sign,
 * and the sigmoid's accuracy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

static double
value (int activation, double z)
{
  return gradus_activation_value ((GradusActivation) activation, GRADUS_DEFAULT_LEAK, z);
}

static double
slope (int activation, double z)
{
  return gradus_activation_slope ((GradusActivation) activation, GRADUS_DEFAULT_LEAK, z, value (activation, z));
}

static void
test_names (void)
{
  GradusActivation found;

  for (int i = 0; i < GRADUS_N_ACTIVATIONS; i++)
    {
      g_assert_true (gradus_activation_from_name (gradus_activation_name ((GradusActivation) i), &found));
      g_assert_cmpint (found, ==, i);
    }
  g_assert_false (gradus_activation_from_name ("Sigmoid", &found));
  g_assert_false (gradus_activation_from_name ("", &found));
}

/* Values from Python's decimal module at 40 digits, rounded. */
static void
test_values (void)
{
  static const struct
  {
    GradusActivation activation;
    double z, value;
  } known[] = {
    { GRADUS_ACTIVATION_IDENTITY, -1.5, -1.5 },
    { GRADUS_ACTIVATION_SIGMOID, 0, 0.5 },
    { GRADUS_ACTIVATION_SIGMOID, 1.1, 0.75026010559511769 },
    { GRADUS_ACTIVATION_SIGMOID, -1.1, 0.24973989440488234 },
    { GRADUS_ACTIVATION_TANH, 0.5, 0.46211715726000976 },
    { GRADUS_ACTIVATION_RELU, -2, 0 },
    { GRADUS_ACTIVATION_RELU, 2, 2 },
    { GRADUS_ACTIVATION_LEAKY_RELU, -2, -0.02 },
    { GRADUS_ACTIVATION_LEAKY_RELU, 2, 2 },
    { GRADUS_ACTIVATION_SOFTPLUS, 0, 0.69314718055994531 },
    { GRADUS_ACTIVATION_SOFTPLUS, 1000, 1000 },
    { GRADUS_ACTIVATION_SOFTPLUS, -1000, 0 },
    { GRADUS_ACTIVATION_ELU, -1, -0.63212055882855768 },
    { GRADUS_ACTIVATION_ELU, 3, 3 },
    { GRADUS_ACTIVATION_GELU, 1, 0.84134474606854295 },
    { GRADUS_ACTIVATION_GELU, -1, -0.15865525393145705 },
    { GRADUS_ACTIVATION_SWISH, 1, 0.73105857863000488 },
    { GRADUS_ACTIVATION_SWISH, -1, -0.26894142136999512 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    assert_near (value (known[i].activation, known[i].z), known[i].value, 4e-16);
}

static void
test_slopes (void)
{
  for (int activation = 0; activation < GRADUS_ACTIVATION_SOFTMAX; activation++)
    for (double z = -6.03; z < 6; z += 0.31)
      {
        double h = 1e-5;
        double numeric = (value (activation, z + h) - value (activation, z - h)) / (2 * h);

        assert_near (slope (activation, z), numeric, 1e-9);
      }
}

static void
test_kinks (void)
{
  g_assert_cmpfloat (slope (GRADUS_ACTIVATION_RELU, 0), ==, 0);
  g_assert_cmpfloat (slope (GRADUS_ACTIVATION_LEAKY_RELU, 0), ==, GRADUS_DEFAULT_LEAK);
  g_assert_cmpfloat (gradus_activation_value (GRADUS_ACTIVATION_LEAKY_RELU, 0.25, -4), ==, -1);
  g_assert_cmpfloat (gradus_activation_slope (GRADUS_ACTIVATION_LEAKY_RELU, 0.25, -4, -1), ==, 0.25);
}

static void
test_nan (void)
{
  for (int activation = 0; activation < GRADUS_ACTIVATION_SOFTMAX; activation++)
    g_assert_true (isnan (value (activation, NAN)));
}

/* Against libm, relative to the value, over the whole range and at its borders. */
static void
test_sigmoid_accuracy (void)
{
  static const double borders[] = { 0, 16, -16, 15.984375, -15.984375, 0.015625, -0.015625, 40, -40, 700, -700, 1e300 };
  double worst = 0;

  for (int i = 0; i < 2000000; i++)
    {
      double z = g_test_rand_double_range (-20, 20);
      long double exact = 1 / (1 + expl (-(long double) z));

      worst = fmax (worst, (double) fabsl ((value (GRADUS_ACTIVATION_SIGMOID, z) - exact) / exact));
    }
  g_test_message ("worst relative error of the sigmoid: %.3g", worst);
  g_assert_cmpfloat (worst, <, 2.5e-16);

  for (size_t i = 0; i < G_N_ELEMENTS (borders); i++)
    {
      double z = borders[i], expected = 1 / (1 + exp (-z));

      g_assert_cmpfloat (fabs (value (GRADUS_ACTIVATION_SIGMOID, z) - expected), <=, 4e-16 * expected);
    }
  g_assert_cmpfloat (value (GRADUS_ACTIVATION_SIGMOID, INFINITY), ==, 1);
  g_assert_cmpfloat (value (GRADUS_ACTIVATION_SIGMOID, -INFINITY), ==, 0);
}

static void
test_softmax (void)
{
  double z[] = { 1, 2, 3 }, a[3], shifted[] = { 1001, 1002, 1003 };

  gradus_softmax (3, z, a);
  assert_near (a[0], 0.09003057317038046, 1e-15);
  assert_near (a[1], 0.24472847105479767, 1e-15);
  assert_near (a[2], 0.66524095577482178, 1e-15);

  gradus_softmax (3, shifted, shifted);
  for (size_t k = 0; k < 3; k++)
    g_assert_cmpfloat (shifted[k], ==, a[k]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/activation/names", test_names);
  g_test_add_func ("/activation/values", test_values);
  g_test_add_func ("/activation/slopes", test_slopes);
  g_test_add_func ("/activation/kinks", test_kinks);
  g_test_add_func ("/activation/nan", test_nan);
  g_test_add_func ("/activation/sigmoid-accuracy", test_sigmoid_accuracy);
  g_test_add_func ("/activation/softmax", test_softmax);
  return g_test_run ();
}
