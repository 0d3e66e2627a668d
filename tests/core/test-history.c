/* The history against a plain array, at its capacity and beyond.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>

#include "core/gradus-history.h"

#define MEGABYTE (1024.0 * 1024.0)

static void
assert_same (const GradusHistory *history, GArray *naive)
{
  g_assert_cmpuint (gradus_history_length (history), ==, naive->len);
  for (guint i = 0; i < naive->len; i++)
    {
      GradusHistoryPoint point = gradus_history_get (history, i);
      GradusHistoryPoint expected = g_array_index (naive, GradusHistoryPoint, i);

      g_assert_cmpuint (point.step, ==, expected.step);
      g_assert_true (point.loss == expected.loss);
    }
}

static void
assert_equal (const GradusHistory *a, const GradusHistory *b)
{
  double low[2], high[2];
  size_t n = gradus_history_length (a);

  g_assert_cmpuint (n, ==, gradus_history_length (b));
  for (size_t i = 0; i < n; i++)
    {
      GradusHistoryPoint p = gradus_history_get (a, i), q = gradus_history_get (b, i);

      g_assert_true (p.step == q.step && p.loss == q.loss);
    }
  g_assert_true (gradus_history_range (a, 0, n, &low[0], &high[0]) ==
                 gradus_history_range (b, 0, n, &low[1], &high[1]));
  if (n > 0)
    g_assert_true (low[0] == low[1] && high[0] == high[1]);
}

static void
test_empty (void)
{
  GradusHistory *history = gradus_history_new ();
  double minimum, maximum;

  g_assert_cmpuint (gradus_history_length (history), ==, 0);
  g_assert_cmpuint (gradus_history_find (history, 7), ==, 0);
  g_assert_false (gradus_history_range (history, 0, 1, &minimum, &maximum));
  gradus_history_truncate (history, 0);

  GradusHistory *cut = gradus_history_cut (history, 0);
  g_assert_cmpuint (gradus_history_length (cut), ==, 0);
  g_assert_true (gradus_history_join (history, cut));
  g_assert_cmpuint (gradus_history_length (history), ==, 0);
  gradus_history_free (cut);

  g_assert_true (gradus_history_append (history, 3, 1));
  g_assert_false (gradus_history_append (history, 3, 2));
  g_assert_false (gradus_history_append (history, 2, 2));
  g_assert_cmpuint (gradus_history_length (history), ==, 1);
  g_assert_false (gradus_history_range (history, 0, 0, &minimum, &maximum));
  g_assert_false (gradus_history_range (history, 1, 1, &minimum, &maximum));
  g_assert_true (gradus_history_range (history, 0, 99, &minimum, &maximum));
  g_assert_true (minimum == 1 && maximum == 1);
  gradus_history_free (history);
}

/* Appending, truncating and asking at random, beside a plain array. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) naive = g_array_new (FALSE, FALSE, sizeof (GradusHistoryPoint));
  GradusHistory *history = gradus_history_new ();
  guint64 step = 0;

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 400; round++)
    {
      int n = g_rand_int_range (rand, 0, 200);

      for (int i = 0; i < n; i++)
        {
          GradusHistoryPoint point = { step, g_rand_double_range (rand, -1, 1) };

          g_array_append_val (naive, point);
          g_assert_true (gradus_history_append (history, point.step, point.loss));
          step += g_rand_int_range (rand, 1, 4);
        }

      if (g_rand_int_range (rand, 0, 8) == 0 && step > 0)
        {
          guint64 at = g_rand_double (rand) * step;

          gradus_history_truncate (history, at);
          while (naive->len > 0 && g_array_index (naive, GradusHistoryPoint, naive->len - 1).step > at)
            g_array_set_size (naive, naive->len - 1);
          step = at + 1;
        }

      for (int query = 0; query < 20 && naive->len > 0; query++)
        {
          size_t index = g_rand_int_range (rand, 0, naive->len);
          size_t count = g_rand_int_range (rand, 1, naive->len - index + 1);
          double minimum, maximum, low = INFINITY, high = -INFINITY;
          guint64 at = g_rand_double (rand) * (step + 3);
          size_t found = 0;

          for (size_t i = index; i < index + count; i++)
            {
              low = MIN (low, g_array_index (naive, GradusHistoryPoint, i).loss);
              high = MAX (high, g_array_index (naive, GradusHistoryPoint, i).loss);
            }
          g_assert_true (gradus_history_range (history, index, count, &minimum, &maximum));
          g_assert_true (minimum == low && maximum == high);

          for (size_t i = 0; i < naive->len; i++)
            if (g_array_index (naive, GradusHistoryPoint, i).step <= at)
              found = i;
          g_assert_cmpuint (gradus_history_find (history, at), ==, found);
        }
    }
  assert_same (history, naive);
  gradus_history_free (history);
}

static double
make_loss (guint64 step)
{
  return sin (step * 0.37) / (1 + step * 1e-5) + (step == 1234567 ? 5 : 0) - (step == 2345678 ? 7 : 0);
}

/* Memory stays bounded, extremes survive the merging, first and last are exact. */
static void
test_long (void)
{
  GradusHistory *history = gradus_history_new ();
  double minimum, maximum;
  size_t size = 0;

  for (guint64 step = 0; step < 4000000; step++)
    {
      g_assert_true (gradus_history_append (history, step, make_loss (step)));
      if (step == 1000000)
        {
          g_assert_cmpuint (gradus_history_length (history), ==, 1000001);
          size = gradus_history_size (history);
        }

      if (step % 99991 == 0)
        {
          size_t n = gradus_history_length (history);

          g_assert_cmpuint (n, <=, GRADUS_HISTORY_CAPACITY);
          g_assert_cmpuint (gradus_history_get (history, 0).step, ==, 0);
          g_assert_cmpuint (gradus_history_get (history, n - 1).step, ==, step);
          g_assert_true (gradus_history_get (history, n - 1).loss == make_loss (step));
        }
    }
  g_assert_cmpfloat (size, <=, 32 * MEGABYTE);
  g_assert_cmpuint (gradus_history_size (history), ==, size);

  size_t n = gradus_history_length (history);
  g_assert_cmpuint (n, >, GRADUS_HISTORY_CAPACITY / 4);
  g_assert_true (gradus_history_range (history, 0, n, &minimum, &maximum));
  g_assert_true (minimum == make_loss (2345678));
  g_assert_true (maximum == make_loss (1234567));
  for (size_t i = 1; i < n; i++)
    {
      GradusHistoryPoint before = gradus_history_get (history, i - 1), point = gradus_history_get (history, i);

      g_assert_cmpuint (before.step, <, point.step);
      g_assert_cmpuint (point.step - before.step, <=, 16); /* evenly thinned, old and new alike */
      g_assert_true (point.loss == make_loss (point.step));
    }
  for (size_t begin = 3; begin < n; begin = begin * 3 / 2)
    {
      double low = INFINITY, high = -INFINITY;

      for (size_t i = begin; i < MIN (n, begin + n / 3); i++)
        {
          low = MIN (low, gradus_history_get (history, i).loss);
          high = MAX (high, gradus_history_get (history, i).loss);
        }
      g_assert_true (gradus_history_range (history, begin, n / 3, &minimum, &maximum));
      g_assert_true (minimum == low && maximum == high);
    }
  gradus_history_free (history);
}

/* Many points at once are the same as one after another. */
static void
test_many (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GradusHistory *single = gradus_history_new (), *many = gradus_history_new ();
  GradusHistoryPoint points[5000];
  guint64 step = 0;

  g_test_message ("seed %u", seed);
  while (step < 2500000)
    {
      int n = g_rand_int_range (rand, 0, G_N_ELEMENTS (points));

      for (int i = 0; i < n; i++, step++)
        {
          points[i] = (GradusHistoryPoint){ step, make_loss (step) };
          g_assert_true (gradus_history_append (single, step, points[i].loss));
        }
      g_assert_true (gradus_history_append_many (many, points, n));
      if (n > 0)
        g_assert_false (gradus_history_append_many (many, points, n));
      g_assert_cmpuint (gradus_history_length (many), ==, gradus_history_length (single));
    }
  assert_equal (single, many);
  gradus_history_free (single);
  gradus_history_free (many);
}

static void
test_cut (gconstpointer data)
{
  guint64 n_steps = GPOINTER_TO_SIZE (data);
  GradusHistory *history = gradus_history_new ();

  for (guint64 step = 0; step < n_steps; step++)
    gradus_history_append (history, step, make_loss (step));

  static const double places[] = { 0, 0.1, 0.5, 0.999999, 1, 2 };
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      guint64 at = places[i] * n_steps;
      GradusHistory *before = gradus_history_copy (history);
      GradusHistory *cut = gradus_history_cut (history, at + 1);
      size_t left = gradus_history_length (history);

      g_assert_cmpuint (gradus_history_length (cut) + left, ==, gradus_history_length (before));
      g_assert_cmpuint (gradus_history_get (history, left - 1).step, <=, at);
      if (gradus_history_length (cut) > 0)
        g_assert_cmpuint (gradus_history_get (cut, 0).step, >, at);

      for (guint64 step = at + 1; step < at + 50; step++)
        gradus_history_append (history, step, 42);
      g_assert_true (gradus_history_join (history, cut));
      assert_equal (history, before);

      /* Both grow on alike. */
      for (guint64 step = n_steps; step < n_steps + 40; step++)
        {
          gradus_history_append (history, step, make_loss (step));
          gradus_history_append (before, step, make_loss (step));
        }
      assert_equal (history, before);
      n_steps += 40;
      gradus_history_free (before);
      gradus_history_free (cut);
    }
  gradus_history_free (history);
}

/* The test rows' losses go along with the training's, and are bounded as well. */
static void
test_pair (void)
{
  GradusHistory *history = gradus_history_new ();

  for (guint64 step = 0; step <= 1000; step++)
    {
      g_assert_true (gradus_history_append (history, step, 1));
      if (step % 10 == 0)
        g_assert_true (gradus_history_append_test (history, step, 2));
    }
  g_assert_false (gradus_history_append_test (history, 1000, 2));

  GradusHistory *cut = gradus_history_cut (history, 500), *copy = gradus_history_copy (history);

  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (cut)), ==, 51);
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (history)), ==, 50);
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (copy)), ==, 50);
  g_assert_true (gradus_history_join (history, cut));
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (history)), ==, 101);
  g_assert_cmpuint (gradus_series_get (gradus_history_get_test (history), 100).step, ==, 1000);
  gradus_history_truncate (history, 99);
  g_assert_cmpuint (gradus_history_length (history), ==, 100);
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (history)), ==, 10);
  gradus_history_free (cut);
  gradus_history_free (copy);

  for (guint64 step = 100; step < 1300000; step++)
    {
      gradus_history_append (history, step, make_loss (step));
      gradus_history_append_test (history, step, make_loss (step));
    }
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (history)), <=, GRADUS_HISTORY_TEST_CAPACITY);
  g_assert_cmpuint (gradus_series_length (gradus_history_get_test (history)), >, GRADUS_HISTORY_TEST_CAPACITY / 4);
  g_assert_cmpuint (gradus_history_size (history), <=, 32u << 20);
  gradus_history_free (history);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/pair", test_pair);
  g_test_add_func ("/history/random", test_random);
  g_test_add_func ("/history/long", test_long);
  g_test_add_func ("/history/many", test_many);
  g_test_add_data_func ("/history/cut", GSIZE_TO_POINTER (1000), test_cut);
  g_test_add_data_func ("/history/cut-merged", GSIZE_TO_POINTER (1500007), test_cut);
  return g_test_run ();
}
