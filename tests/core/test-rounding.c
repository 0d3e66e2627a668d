/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>

#include "core-testing.h"
#include "core/gradus-rounding.h"
#include "core/gradus-symbol.h"

static void
test_decimal (void)
{
  const struct
  {
    double value;
    int decimals;
    double expected;
  } rows[] = {
    { 0.125, 2, 0.13 }, { -0.125, 2, -0.13 },    { 2.675, 2, 2.68 }, /* the double lies below */
    { 1.005, 2, 1.01 }, { 0.1255, 3, 0.126 },    { 0.12549999, 3, 0.125 },
    { 0.5, 0, 1 },      { -0.5, 0, -1 },         { 0.49999999999999994, 0, 0 },
    { 0.05, 0, 0 },     { 0.0004, 3, 0 },        { 0.0005, 3, 0.001 },
    { 0.00004, 3, 0 },  { 9.9996, 3, 10 },       { 99.5, 0, 100 },
    { 0.1, 20, 0.1 },   { 1e300, 3, 1e300 },     { 123456789012345680, 2, 123456789012345680 },
    { 5e-324, 3, 0 },   { DBL_MAX, 0, DBL_MAX }, { 0.3, GRADUS_EXACT, 0.3 },
    { 0, 3, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat (gradus_round_decimal (rows[i].value, rows[i].decimals), ==, rows[i].expected);
  g_assert_true (isnan (gradus_round_decimal (NAN, 3)));
  g_assert_true (isinf (gradus_round_decimal (INFINITY, 3)));
}

/* Rounding is odd, and does nothing the second time. */
static void
test_properties (void)
{
  for (int i = 0; i < 2000; i++)
    {
      double value = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-6, 8));
      int decimals = g_test_rand_int_range (0, 9);
      double rounded = gradus_round_decimal (value, decimals);

      g_assert_cmpfloat (gradus_round_decimal (-value, decimals), ==, -rounded);
      g_assert_cmpfloat (gradus_round_decimal (rounded, decimals), ==, rounded);
      g_assert_cmpfloat (fabs (rounded - value), <=, 0.5 * pow (10, -decimals) + DBL_EPSILON * fabs (value));
    }
}

static GradusNetwork *
make_article_network (void)
{
  GradusShape shape = make_article_shape ();
  GradusNetwork *network = gradus_network_new (&shape);

  memcpy (network->parameters, article_weights, sizeof article_weights);
  return network;
}

/* The places the article keeps, stage by stage, give each figure it prints. */
static void
test_article (void)
{
  const struct
  {
    const char *symbol;
    int decimals;
    double printed;
  } rows[] = {
    { "z_h", 3, 1.1 },       { "h", 3, 0.75 },         { "z_out", 3, 0.6 },       { "ŷ", 3, 0.646 },
    { "L", 3, 0.125 },       { "∂L/∂ŷ", 3, -0.708 },   { "∂ŷ/∂z_out", 3, 0.229 }, { "δ_out", 3, -0.162 },
    { "∂L/∂w₃", 3, -0.122 }, { "w₃", 3, 0.812 },       { "∂L/∂h", 4, -0.1296 },   { "∂h/∂z_h", 4, 0.1875 },
    { "δ_h", 4, -0.0243 },   { "∂L/∂w₁", 4, -0.0243 }, { "∂L/∂w₂", 4, -0.0486 },  { "w₁", 3, 0.502 },
    { "w₂", 3, 0.305 },
  };
  GradusNetwork *network = make_article_network ();
  const GradusShape *shape = &network->shape;
  GradusNames *names = gradus_names_new (shape);
  int *decimals = g_new0 (int, gradus_stage_count (shape));
  GradusStage stage;

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (gradus_symbol_find_stage (names, shape, rows[i].symbol, &stage));
      decimals[gradus_stage_index (shape, stage)] = rows[i].decimals;
    }

  GradusTrace *trace = gradus_trace_new_rounded (
      network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, 0.1, decimals, GRADUS_EXACT);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (gradus_symbol_find_stage (names, shape, rows[i].symbol, &stage));
      g_assert_cmpfloat (gradus_stage_value (trace, stage), ==, rows[i].printed);
    }
  gradus_trace_free (trace);
  gradus_names_free (names);
  gradus_network_free (network);
  g_free (decimals);
}

/* Nothing rounded: the exact trace, to the last places that hand arithmetic gives up. */
static void
test_exact (void)
{
  for (int i = 0; i < 50; i++)
    {
      RandomProblem r = draw_problem ();
      GradusNetwork network = { .shape = r.problem.shape, .parameters = r.parameters, .frozen = r.frozen };
      GradusTrace *exact = gradus_trace_new (&network, r.problem.loss, r.inputs, r.targets, 0.1);
      GradusTrace *hand =
          gradus_trace_new_rounded (&network, r.problem.loss, r.inputs, r.targets, 0.1, NULL, GRADUS_EXACT);

      assert_near (hand->loss, exact->loss, 1e-15);
      for (size_t p = 0; p < network.shape.n_parameters; p++)
        {
          assert_near (hand->gradient[p], exact->gradient[p], 1e-14);
          assert_near (hand->updated[p], exact->updated[p], 1e-14);
        }
      gradus_trace_free (exact);
      gradus_trace_free (hand);
      clear_problem (&r);
    }
}

/* Every stage ends at its places. */
static void
test_places (void)
{
  for (int i = 0; i < 50; i++)
    {
      RandomProblem r = draw_problem ();
      GradusNetwork network = { .shape = r.problem.shape, .parameters = r.parameters };
      GradusTrace *hand = gradus_trace_new_rounded (&network, r.problem.loss, r.inputs, r.targets, 0.1, NULL, 3);

      for (size_t s = 0; s + 1 < gradus_stage_count (&network.shape); s++)
        {
          GradusStage stage = gradus_stage_at (&network.shape, s);
          double value = gradus_stage_value (hand, stage);

          if (stage.kind == GRADUS_STAGE_UPDATE && stage.is_bias && !network.shape.layers[stage.layer].train_biases)
            continue;
          g_assert_cmpfloat (gradus_round_decimal (value, 3), ==, value);
        }
      gradus_trace_free (hand);
      clear_problem (&r);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rounding/decimal", test_decimal);
  g_test_add_func ("/core/rounding/properties", test_properties);
  g_test_add_func ("/core/rounding/article", test_article);
  g_test_add_func ("/core/rounding/exact", test_exact);
  g_test_add_func ("/core/rounding/places", test_places);
  return g_test_run ();
}
