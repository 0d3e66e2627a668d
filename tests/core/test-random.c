/* Random numbers against published values, and how parameters start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-initialization.h"

/* splitmix64 from seed 1234567: the values that circulate with Vigna's code. */
static void
test_splitmix (void)
{
  static const uint64_t known[4] = {
    UINT64_C (6457827717110365317),
    UINT64_C (3203168211198807973),
    UINT64_C (9817491932198370423),
    UINT64_C (4593380528125082431),
  };
  GradusRandom random;

  gradus_random_seed (&random, 1234567);
  for (int i = 0; i < 4; i++)
    g_assert_cmpuint (random.s[i], ==, known[i]);
}

/* xoshiro256++ from the state 1, 2, 3, 4. */
static void
test_xoshiro (void)
{
  static const uint64_t known[] = {
    UINT64_C (41943041),
    UINT64_C (58720359),
    UINT64_C (3588806011781223),
    UINT64_C (3591011842654386),
    UINT64_C (9228616714210784205),
    UINT64_C (9973669472204895162),
    UINT64_C (14011001112246962877),
    UINT64_C (12406186145184390807),
    UINT64_C (15849039046786891736),
    UINT64_C (10450023813501588000),
  };
  GradusRandom random = { .s = { 1, 2, 3, 4 } };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpuint (gradus_random_next (&random), ==, known[i]);
}

static void
test_uniform (void)
{
  GradusRandom random, twin;
  double sum = 0;

  gradus_random_seed (&random, 1);
  twin = random;
  for (int i = 0; i < 100000; i++)
    {
      double u = gradus_random_uniform (&random);

      g_assert_cmpfloat (u, ==, ldexp ((double) (gradus_random_next (&twin) >> 11), -53));
      g_assert_true (u >= 0 && u < 1);
      sum += u;
    }
  assert_near (sum / 100000, 0.5, 0.005);
}

/* Box-Muller, cosine then sine, and the moments of a normal distribution. */
static void
test_normal (void)
{
  GradusRandom random, twin;
  double sum = 0, squares = 0;

  gradus_random_seed (&random, 7);
  twin = random;
  for (int i = 0; i < 50000; i++)
    {
      double radius = sqrt (-2 * log (1 - gradus_random_uniform (&twin)));
      double angle = 2 * G_PI * gradus_random_uniform (&twin);
      double cosine = gradus_random_normal (&random), sine = gradus_random_normal (&random);

      g_assert_cmpfloat (cosine, ==, radius * cos (angle));
      g_assert_cmpfloat (sine, ==, radius * sin (angle));
      sum += cosine + sine;
      squares += cosine * cosine + sine * sine;
    }
  assert_near (sum / 100000, 0, 0.015);
  assert_near (squares / 100000, 1, 0.02);
}

static void
test_below (void)
{
  GradusRandom random;
  int counts[6] = { 0 };

  gradus_random_seed (&random, 3);
  for (int i = 0; i < 60000; i++)
    {
      uint64_t x = gradus_random_below (&random, 6);

      g_assert_cmpuint (x, <, 6);
      counts[x]++;
    }
  for (int i = 0; i < 6; i++)
    assert_near (counts[i], 10000, 0.05);
  g_assert_cmpuint (gradus_random_below (&random, 1), ==, 0);
}

static void
test_schemes (void)
{
  const double in = 300, out = 200, range = 0.25;
  static const GradusScheme schemes[] = {
    GRADUS_SCHEME_XAVIER_UNIFORM, GRADUS_SCHEME_XAVIER_NORMAL, GRADUS_SCHEME_HE_UNIFORM, GRADUS_SCHEME_HE_NORMAL,
    GRADUS_SCHEME_UNIFORM,        GRADUS_SCHEME_NORMAL,        GRADUS_SCHEME_ZEROS,      GRADUS_SCHEME_CONSTANT,
  };
  const double bounds[] = { sqrt (6 / (in + out)), INFINITY, sqrt (6 / in), INFINITY, range, INFINITY, 0, range };
  const double deviations[] = {
    sqrt (2 / (in + out)), sqrt (2 / (in + out)), sqrt (2 / in), sqrt (2 / in), range / sqrt (3), range, 0, range,
  };
  GradusShape shape = { .n_inputs = 300, .n_layers = 1 };

  shape.layers[0] = (GradusLayer){ .n_neurons = 200, .has_biases = true };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  for (size_t i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      GradusNetwork *network = gradus_network_new (&shape), *twin = gradus_network_new (&shape);
      GradusRandom random;
      double largest = 0, squares = 0;
      GradusScheme found;

      g_assert_true (gradus_scheme_from_name (gradus_scheme_name (schemes[i]), &found));
      g_assert_cmpint (found, ==, schemes[i]);

      network->parameters[shape.layers[0].first_bias] = 5;
      gradus_random_seed (&random, 1);
      gradus_network_initialize_layer (network, 0, schemes[i], range, &random);
      gradus_random_seed (&random, 1);
      gradus_network_initialize_layer (twin, 0, schemes[i], range, &random);
      g_assert_cmpmem (network->parameters,
                       shape.n_parameters * sizeof (double),
                       twin->parameters,
                       shape.n_parameters * sizeof (double));

      for (size_t w = 0; w < shape.n_weights; w++)
        {
          largest = fmax (largest, fabs (network->parameters[w]));
          squares += network->parameters[w] * network->parameters[w];
        }
      g_assert_cmpfloat (largest, <=, bounds[i]);
      assert_near (sqrt (squares / (double) shape.n_weights), deviations[i], 0.005);
      for (size_t b = 0; b < 200; b++)
        g_assert_cmpfloat (network->parameters[shape.layers[0].first_bias + b], ==, 0);

      gradus_network_free (network);
      gradus_network_free (twin);
    }
  g_assert_false (gradus_scheme_from_name ("xavier", &(GradusScheme){ 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/splitmix64", test_splitmix);
  g_test_add_func ("/random/xoshiro256++", test_xoshiro);
  g_test_add_func ("/random/uniform", test_uniform);
  g_test_add_func ("/random/normal", test_normal);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/initialization/schemes", test_schemes);
  return g_test_run ();
}
