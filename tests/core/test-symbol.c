/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "core/gradus-symbol.h"

static GradusShape
make_shape (size_t n_inputs, size_t n_layers, const size_t neurons[], bool biases)
{
  GradusShape shape = { .n_inputs = n_inputs, .n_layers = n_layers };

  for (size_t l = 0; l < n_layers; l++)
    shape.layers[l] =
        (GradusLayer){ .n_neurons = neurons[l], .activation = GRADUS_ACTIVATION_SIGMOID, .has_biases = biases };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

static void
test_article (void)
{
  const struct
  {
    GradusStage stage;
    const char *symbol;
  } rows[] = {
    { { .kind = GRADUS_STAGE_Z }, "z_h" },
    { { .kind = GRADUS_STAGE_A }, "h" },
    { { .kind = GRADUS_STAGE_Z, .layer = 1 }, "z_out" },
    { { .kind = GRADUS_STAGE_A, .layer = 1 }, "ŷ" },
    { { .kind = GRADUS_STAGE_LOSS }, "L" },
    { { .kind = GRADUS_STAGE_DL_DA, .layer = 1 }, "∂L/∂ŷ" },
    { { .kind = GRADUS_STAGE_SLOPE, .layer = 1 }, "∂ŷ/∂z_out" },
    { { .kind = GRADUS_STAGE_DELTA, .layer = 1 }, "∂L/∂z_out" },
    { { .kind = GRADUS_STAGE_GRADIENT, .layer = 1 }, "∂L/∂w₃" },
    { { .kind = GRADUS_STAGE_UPDATE, .layer = 1 }, "w₃" },
    { { .kind = GRADUS_STAGE_DL_DA }, "∂L/∂h" },
    { { .kind = GRADUS_STAGE_SLOPE }, "∂h/∂z_h" },
    { { .kind = GRADUS_STAGE_DELTA }, "∂L/∂z_h" },
    { { .kind = GRADUS_STAGE_GRADIENT, .from = 1 }, "∂L/∂w₂" },
    { { .kind = GRADUS_STAGE_UPDATE, .from = 1 }, "w₂" },
    { { .kind = GRADUS_STAGE_APPLY }, "" },
  };
  GradusShape shape = make_shape (2, 2, (const size_t[]){ 1, 1 }, false);
  GradusNames *names = gradus_names_new (&shape);
  char buffer[GRADUS_SYMBOL_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GradusStage found;

      g_assert_cmpstr (gradus_symbol_stage (names, &shape, rows[i].stage, buffer), ==, rows[i].symbol);
      if (rows[i].stage.kind == GRADUS_STAGE_APPLY)
        continue;
      g_assert_true (gradus_symbol_find_stage (names, &shape, rows[i].symbol, &found));
      g_assert_cmpint (found.kind, ==, rows[i].stage.kind);
      g_assert_cmpuint (found.layer, ==, rows[i].stage.layer);
      g_assert_cmpuint (found.neuron, ==, rows[i].stage.neuron);
      g_assert_cmpuint (found.from, ==, rows[i].stage.from);
    }
  g_assert_cmpstr (gradus_symbol_input (names, 1, buffer), ==, "x₂");
  g_assert_cmpstr (gradus_symbol_target (&shape, 0, buffer), ==, "y");
  g_assert_cmpstr (gradus_symbol_delta (names, &shape, 0, 0, buffer), ==, "δ_h");
  g_assert_cmpstr (gradus_symbol_delta (names, &shape, 1, 0, buffer), ==, "δ_out");
  gradus_names_free (names);
}

static void
test_unknown (void)
{
  const char *unknown[] = { "",
                            "w",
                            "w₀",
                            "w₄",
                            "b₁",
                            "w1",
                            "z_",
                            "z_x",
                            "∂L/∂",
                            "∂L/∂w₄",
                            "∂L/∂x₁",
                            "∂h/∂z_out",
                            "w₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁",
                            "LL",
                            "x₁" };
  GradusShape shape = make_shape (2, 2, (const size_t[]){ 1, 1 }, false);
  GradusNames *names = gradus_names_new (&shape);
  GradusStage stage;

  for (size_t i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_false (gradus_symbol_find_stage (names, &shape, unknown[i], &stage));
  g_assert_true (gradus_symbol_find_stage (names, &shape, "δ_h", &stage));
  g_assert_cmpint (stage.kind, ==, GRADUS_STAGE_DELTA);
  gradus_names_free (names);
}

static void
test_default_names (void)
{
  GradusShape wide = make_shape (12, 2, (const size_t[]){ 11, 2 }, true);
  GradusShape deep = make_shape (2, 3, (const size_t[]){ 2, 3, 1 }, true);
  GradusNames *names = gradus_names_new (&wide);
  char buffer[GRADUS_SYMBOL_SIZE];

  g_assert_cmpstr (gradus_symbol_input (names, 11, buffer), ==, "x₁₂");
  g_assert_cmpstr (gradus_symbol_neuron (names, &wide, 0, 9, buffer), ==, "h₁₀");
  g_assert_cmpstr (gradus_symbol_z (names, &wide, 0, 9, buffer), ==, "z_h₁₀");
  g_assert_cmpstr (gradus_symbol_z (names, &wide, 1, 1, buffer), ==, "z_ŷ₂");
  g_assert_cmpstr (gradus_symbol_target (&wide, 1, buffer), ==, "y₂");
  gradus_names_free (names);

  names = gradus_names_new (&deep);
  g_assert_cmpstr (gradus_symbol_neuron (names, &deep, 1, 2, buffer), ==, "h2.3");
  g_assert_cmpstr (gradus_symbol_z (names, &deep, 2, 0, buffer), ==, "z_out");

  GradusNames *copy = gradus_names_copy (names);

  gradus_names_free (names);
  g_assert_cmpuint (copy->n_neurons, ==, 6);
  g_assert_cmpstr (gradus_symbol_neuron (copy, &deep, 0, 1, buffer), ==, "h1.2");
  gradus_names_free (copy);
  gradus_names_free (NULL);
}

/* Every stage of a network is found by its own symbol. */
static void
test_all_stages (void)
{
  GradusShape shape = make_shape (3, 4, (const size_t[]){ 4, 2, 3, 2 }, true);
  GradusNames *names = gradus_names_new (&shape);
  char buffer[GRADUS_SYMBOL_SIZE];

  for (size_t i = 0; i + 1 < gradus_stage_count (&shape); i++)
    {
      GradusStage found;

      gradus_symbol_stage (names, &shape, gradus_stage_at (&shape, i), buffer);
      g_assert_true (gradus_symbol_find_stage (names, &shape, buffer, &found));
      g_assert_cmpuint (gradus_stage_index (&shape, found), ==, i);
    }
  gradus_names_free (names);
}

/* The longest names that documents may give fit. */
static void
test_long_names (void)
{
  GradusShape shape = make_shape (1, 1, (const size_t[]){ 2 }, false);
  GradusNames *names = gradus_names_new (&shape);
  char buffer[GRADUS_SYMBOL_SIZE];
  GradusStage found;

  memset (names->neurons[1], 'n', GRADUS_NAME_SIZE - 1);
  gradus_symbol_stage (names, &shape, (GradusStage){ .kind = GRADUS_STAGE_SLOPE, .neuron = 1 }, buffer);
  g_assert_cmpuint (strlen (buffer), ==, 2 * (GRADUS_NAME_SIZE - 1) + strlen ("∂/∂z_"));
  g_assert_true (gradus_symbol_find_stage (names, &shape, buffer, &found));
  g_assert_cmpuint (found.neuron, ==, 1);
  gradus_names_free (names);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/symbol/article", test_article);
  g_test_add_func ("/core/symbol/unknown", test_unknown);
  g_test_add_func ("/core/symbol/default-names", test_default_names);
  g_test_add_func ("/core/symbol/all-stages", test_all_stages);
  g_test_add_func ("/core/symbol/long-names", test_long_names);
  return g_test_run ();
}
