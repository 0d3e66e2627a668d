/* The built-in sets against an independent program; the split and standardising.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-dataset.h"

#define PI 3.14159265358979323846

/* The last of six samples with noise 0.25 and seed 7, by the header's formulas in another language. */
static const struct
{
  const char *name;
  size_t n_inputs;
  double x[3], y;
} known[] = {
  { "and", 2, { 0.05798493831353201, 1.1086350646554448, 0.0 }, 0.0 },
  { "or", 2, { 0.05798493831353201, 1.1086350646554448, 0.0 }, 1.0 },
  { "xor", 2, { 0.05798493831353201, 1.1086350646554448, 0.0 }, 1.0 },
  { "parity", 3, { 1.1676100386917772, 0.05968295589826563, 1.1365706860363443 }, 0.0 },
  { "circle", 2, { -4.343613978391997, 2.171652226612686, 0.0 }, 0.0 },
  { "spiral", 2, { -2.828766407634594, -1.5580316020112261, 0.0 }, 1.0 },
  { "gaussian", 2, { 0.26545704617059085, 2.66495486992501, 0.0 }, 1.0 },
  { "checkerboard", 2, { 1.3211019386439289, -0.9189484988535279, 0.0 }, 1.0 },
  { "plane", 2, { -0.6743722526369753, -0.6311437752687918, 0.0 }, -0.4851479752611063 },
  { "sine", 1, { -2.0610849588763225, 0.0, 0.0 }, -0.8180440726906438 },
  { "line", 1, { -0.6560637186750451, 0.0, 0.0 }, -0.01387894789873824 },
};

static void
test_known (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (known), ==, GRADUS_N_DATASETS);
  for (size_t k = 0; k < G_N_ELEMENTS (known); k++)
    {
      size_t n = known[k].n_inputs;
      double inputs[6 * 3], again[6 * 3], targets[6], targets_again[6];
      GradusDataset set;

      g_assert_true (gradus_dataset_from_name (known[k].name, &set));
      g_assert_cmpstr (gradus_dataset_name (set), ==, known[k].name);
      g_assert_cmpuint (gradus_dataset_n_inputs (set), ==, n);
      gradus_dataset_fill (set, n, 6, 0.25, 7, inputs, targets);
      for (size_t j = 0; j < n; j++)
        g_assert_cmpfloat_with_epsilon (inputs[5 * n + j], known[k].x[j], 1e-12);
      g_assert_cmpfloat_with_epsilon (targets[5], known[k].y, 1e-12);

      gradus_dataset_fill (set, n, 6, 0.25, 7, again, targets_again);
      g_assert_cmpmem (inputs, 6 * n * sizeof (double), again, 6 * n * sizeof (double));
      g_assert_cmpmem (targets, sizeof targets, targets_again, sizeof targets_again);
    }
}

static void
test_names (void)
{
  GradusDataset set;

  for (int i = 0; i < GRADUS_N_DATASETS; i++)
    {
      g_assert_true (gradus_dataset_from_name (gradus_dataset_name ((GradusDataset) i), &set));
      g_assert_cmpint (set, ==, i);
    }
  g_assert_false (gradus_dataset_from_name ("moons", &set));
  g_assert_false (gradus_dataset_from_name ("XOR", &set));
  g_assert_true (gradus_dataset_takes_inputs (GRADUS_DATASET_PARITY, 1));
  g_assert_true (gradus_dataset_takes_inputs (GRADUS_DATASET_PARITY, 16));
  g_assert_false (gradus_dataset_takes_inputs (GRADUS_DATASET_PARITY, 17));
  g_assert_false (gradus_dataset_takes_inputs (GRADUS_DATASET_PARITY, 0));
  g_assert_false (gradus_dataset_takes_inputs (GRADUS_DATASET_XOR, 3));
  g_assert_true (gradus_dataset_takes_inputs (GRADUS_DATASET_SINE, 1));
}

static void
test_truth_tables (void)
{
  static const double rows[] = { 0, 0, 0, 1, 1, 0, 1, 1 };
  static const double answers[3][4] = { { 0, 0, 0, 1 }, { 0, 1, 1, 1 }, { 0, 1, 1, 0 } };
  double inputs[1 << 4][4], targets[1 << 4];

  for (size_t s = 0; s < 3; s++)
    {
      g_assert_cmpuint (gradus_dataset_default_samples ((GradusDataset) s, 2), ==, 4);
      gradus_dataset_fill ((GradusDataset) s, 2, 4, 0, 1, inputs[0], targets);
      g_assert_cmpmem (inputs, sizeof rows, rows, sizeof rows);
      g_assert_cmpmem (targets, sizeof answers[s], answers[s], sizeof answers[s]);
    }
  g_assert_cmpuint (gradus_dataset_default_samples (GRADUS_DATASET_PARITY, 4), ==, 16);
  gradus_dataset_fill (GRADUS_DATASET_PARITY, 4, 16, 0, 1, inputs[0], targets);
  for (size_t i = 0; i < 16; i++)
    {
      double sum = inputs[i][0] + inputs[i][1] + inputs[i][2] + inputs[i][3];

      g_assert_cmpfloat (8 * inputs[i][0] + 4 * inputs[i][1] + 2 * inputs[i][2] + inputs[i][3], ==, (double) i);
      g_assert_cmpfloat (targets[i], ==, fmod (sum, 2));
    }
}

/* Where the points lie, without noise. */
static void
test_geometry (void)
{
  enum
  {
    N = 2001
  };
  g_autofree double *x = g_new (double, 2 * N), *y = g_new (double, N);
  double sum[2] = { 0, 0 };

  gradus_dataset_fill (GRADUS_DATASET_CIRCLE, 2, N, 0, 5, x, y);
  for (size_t i = 0; i < N; i++)
    {
      double radius = hypot (x[2 * i], x[2 * i + 1]);

      g_assert_true (y[i] == 1 ? radius < 2.5 + 1e-12 : radius > 3.5 - 1e-12 && radius < 5 + 1e-12);
    }
  gradus_dataset_fill (GRADUS_DATASET_SPIRAL, 2, N, 0, 5, x, y);
  for (size_t i = 0; i + 1 < N; i += 2)
    g_assert_true (y[i] == 0 && y[i + 1] == 1);
  gradus_dataset_fill (GRADUS_DATASET_GAUSSIAN, 2, N, 0, 5, x, y);
  for (size_t i = 0; i < N; i++)
    sum[(size_t) y[i]] += x[2 * i] + x[2 * i + 1];
  g_assert_cmpfloat_with_epsilon (sum[0] / N, -2, 0.2);
  g_assert_cmpfloat_with_epsilon (sum[1] / N, 2, 0.2);
  gradus_dataset_fill (GRADUS_DATASET_CHECKERBOARD, 2, N, 0, 5, x, y);
  for (size_t i = 0; i < N; i++)
    g_assert_cmpfloat (y[i] == 0 ? 1 : -1, ==, sin (x[2 * i] * PI / 2.5) * sin (x[2 * i + 1] * PI / 2.5) > 0 ? 1 : -1);
  gradus_dataset_fill (GRADUS_DATASET_PLANE, 2, N, 0, 5, x, y);
  for (size_t i = 0; i < N; i++)
    g_assert_cmpfloat (y[i], ==, (x[2 * i] + x[2 * i + 1]) / 2);
  gradus_dataset_fill (GRADUS_DATASET_SINE, 1, N, 0, 5, x, y);
  for (size_t i = 0; i < N; i++)
    g_assert_true (y[i] == sin (x[i]) && fabs (x[i]) <= PI);
  gradus_dataset_fill (GRADUS_DATASET_LINE, 1, N, 0, 5, x, y);
  for (size_t i = 0; i < N; i++)
    g_assert_cmpfloat (y[i], ==, 0.5 * x[i] + 0.25);
}

/* Noise moves points and chooses no others; its deviation is what was asked for. */
static void
test_noise (void)
{
  enum
  {
    N = 4000
  };
  g_autofree double *x = g_new (double, 2 * N), *y = g_new (double, N);
  g_autofree double *noisy = g_new (double, 2 * N), *y_noisy = g_new (double, N);

  for (int s = 0; s < GRADUS_N_DATASETS; s++)
    {
      size_t m = s == GRADUS_DATASET_PARITY ? 2 : gradus_dataset_n_inputs ((GradusDataset) s);
      bool classes = gradus_dataset_has_classes ((GradusDataset) s);
      double squares = 0, mean = 0;
      size_t n = classes ? N * m : N;

      gradus_dataset_fill ((GradusDataset) s, m, N, 0, 11, x, y);
      gradus_dataset_fill ((GradusDataset) s, m, N, 0.5, 11, noisy, y_noisy);
      for (size_t i = 0; i < n; i++)
        {
          double difference = classes ? noisy[i] - x[i] : y_noisy[i] - y[i];

          squares += difference * difference / (double) n;
          mean += difference / (double) n;
        }
      g_assert_cmpfloat_with_epsilon (sqrt (squares), 0.5, 0.03);
      g_assert_cmpfloat_with_epsilon (mean, 0, 0.03);
      if (classes)
        g_assert_cmpmem (y, N * sizeof *y, y_noisy, N * sizeof *y);
      else
        g_assert_cmpmem (x, N * m * sizeof *x, noisy, N * m * sizeof *x);
    }
}

static void
test_split (void)
{
  static const struct
  {
    size_t n;
    double fraction;
    size_t n_test;
  } cases[] = {
    { 10, 0, 0 },  { 10, 0.25, 3 }, { 10, 0.24, 2 },  { 10, 0.04, 0 }, { 10, 0.05, 1 }, { 1, 0.9, 0 },
    { 2, 0.9, 1 }, { 3, 0.999, 2 }, { 344, 0.2, 69 }, { 0, 0.5, 0 },   { 5, 0.5, 3 },
  };
  static const size_t known_order[] = { 0, 5, 6, 1, 8, 2, 4, 9, 3, 7 };
  size_t order[10];

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (gradus_split_count (cases[i].n, cases[i].fraction), ==, cases[i].n_test);
  gradus_split_order (10, 3, 3, order);
  g_assert_cmpmem (order, sizeof order, known_order, sizeof known_order);
  gradus_split_order (10, 0, 3, order);
  for (size_t i = 0; i < 10; i++)
    g_assert_cmpuint (order[i], ==, i);
}

static void
test_standardize (void)
{
  /* Columns: 1, 3 in training; constant; not numeric. The last two rows are for testing. */
  double rows[] = { 1, 0.1, 5, 3, 0.1, 6, 5, 0.3, 7, -1, 0.1, 8 };
  static const double expected[] = { -1, 0, 5, 1, 0, 6, 3, 0.3 - 0.1, 7, -3, 0, 8 };
  static const unsigned char numeric[] = { 1, 1, 0 };
  double thrice[] = { 0.1, 0.1, 0.1 };
  double huge[] = { 1e308, -1e308, 1.5e308 };

  g_assert_true (gradus_standardize (4, 2, 3, numeric, rows));
  g_assert_cmpmem (rows, sizeof rows, expected, sizeof expected);
  g_assert_true (gradus_standardize (3, 3, 1, NULL, thrice));
  for (size_t i = 0; i < 3; i++)
    g_assert_cmpfloat (thrice[i], ==, 0);
  g_assert_false (gradus_standardize (3, 3, 1, NULL, huge));
}

static void
test_standardize_moments (void)
{
  enum
  {
    N = 1000,
    TRAIN = 700
  };
  g_autofree double *rows = g_new (double, 2 * N);
  double mean[2] = { 0, 0 }, squares[2] = { 0, 0 };

  for (size_t i = 0; i < 2 * N; i++)
    rows[i] = g_test_rand_double_range (1000, 1001);
  g_assert_true (gradus_standardize (N, TRAIN, 2, NULL, rows));
  for (size_t i = 0; i < 2 * TRAIN; i++)
    {
      mean[i % 2] += rows[i] / TRAIN;
      squares[i % 2] += rows[i] * rows[i] / TRAIN;
    }
  for (size_t j = 0; j < 2; j++)
    {
      g_assert_cmpfloat_with_epsilon (mean[j], 0, 1e-9);
      g_assert_cmpfloat_with_epsilon (squares[j], 1, 1e-9);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/known", test_known);
  g_test_add_func ("/dataset/names", test_names);
  g_test_add_func ("/dataset/truth-tables", test_truth_tables);
  g_test_add_func ("/dataset/geometry", test_geometry);
  g_test_add_func ("/dataset/noise", test_noise);
  g_test_add_func ("/dataset/split", test_split);
  g_test_add_func ("/dataset/standardize", test_standardize);
  g_test_add_func ("/dataset/standardize/moments", test_standardize_moments);
  return g_test_run ();
}
