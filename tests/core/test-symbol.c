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
  g_assert_cmpstr (gradus_symbol_target (names, &shape, 0, buffer), ==, "y");
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
  g_assert_cmpstr (gradus_symbol_target (names, &wide, 1, buffer), ==, "y₂");
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

/* Each textbook's letters; and what a document calls by the first ones is found. */
static void
test_notations (void)
{
  const struct
  {
    GradusNotation notation;
    size_t n_outputs;
    const char *names, *symbol;
  } rows[] = {
    { GRADUS_NOTATION_Z_A, 1, "z_h₁", "z_h₁" },
    { GRADUS_NOTATION_Z_A, 1, "h₁", "a_h₁" },
    { GRADUS_NOTATION_Z_A, 1, "ŷ", "a_out" },
    { GRADUS_NOTATION_Z_A, 1, "z_out", "z_out" },
    { GRADUS_NOTATION_Z_A, 1, "L", "C" },
    { GRADUS_NOTATION_Z_A, 1, "y", "y" },
    { GRADUS_NOTATION_Z_A, 2, "∂L/∂ŷ₂", "∂C/∂a_out₂" },
    { GRADUS_NOTATION_NET_OUT, 1, "z_h₂", "net_h₂" },
    { GRADUS_NOTATION_NET_OUT, 1, "h₂", "out_h₂" },
    { GRADUS_NOTATION_NET_OUT, 1, "ŷ", "out_o" },
    { GRADUS_NOTATION_NET_OUT, 1, "z_out", "net_o" },
    { GRADUS_NOTATION_NET_OUT, 1, "δ_out", "δ_o" },
    { GRADUS_NOTATION_NET_OUT, 1, "y", "target" },
    { GRADUS_NOTATION_NET_OUT, 2, "y₂", "target₂" },
    { GRADUS_NOTATION_NET_OUT, 2, "ŷ₁", "out_o₁" },
    { GRADUS_NOTATION_NET_OUT, 2, "∂ŷ₁/∂z_ŷ₁", "∂out_o₁/∂net_o₁" },
    { GRADUS_NOTATION_NET_OUT, 2, "∂L/∂z_ŷ₂", "∂E/∂net_o₂" },
    { GRADUS_NOTATION_NET_OUT, 2, "∂L/∂w₃", "∂E/∂w₃" },
    { GRADUS_NOTATION_NET_OUT, 2, "w₃", "w₃" },
    { GRADUS_NOTATION_O_T, 1, "ŷ", "o_out" },
    { GRADUS_NOTATION_O_T, 1, "h₁", "o_h₁" },
    { GRADUS_NOTATION_O_T, 1, "y", "t" },
    { GRADUS_NOTATION_NAMES, 1, "ŷ", "ŷ" },
    { GRADUS_NOTATION_O_T, 1, "net_h₁", NULL },
    { GRADUS_NOTATION_O_T, 1, "nothing", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GradusShape shape = make_shape (2, 2, (const size_t[]){ 2, rows[i].n_outputs }, true);
      GradusNames *names = gradus_names_new (&shape);
      char buffer[GRADUS_SYMBOL_SIZE];
      GradusStage stage;

      names->notation = rows[i].notation;
      g_assert_cmpstr (gradus_symbol_from_names (names, &shape, rows[i].names, buffer), ==, rows[i].symbol);
      if (rows[i].symbol != NULL && *rows[i].names != 'y')
        g_assert_true (gradus_symbol_find_stage (names, &shape, rows[i].symbol, &stage));
      gradus_names_free (names);
    }
}

/* The neuron itself is called by its own name, or, an output without one, by the notation's letter. */
static void
test_labels (void)
{
  GradusShape shape = make_shape (2, 2, (const size_t[]){ 2, 2 }, true);
  GradusNames *names = gradus_names_new (&shape);
  GradusNotation notation = GRADUS_NOTATION_NAMES;
  char buffer[GRADUS_SYMBOL_SIZE];

  names->notation = GRADUS_NOTATION_NET_OUT;
  g_assert_cmpstr (gradus_symbol_neuron (names, &shape, 0, 1, buffer), ==, "h₂");
  g_assert_cmpstr (gradus_symbol_neuron (names, &shape, 1, 1, buffer), ==, "o₂");
  g_strlcpy (names->neurons[gradus_shape_neuron (&shape, 1, 1)], "Adelie", GRADUS_NAME_SIZE);
  g_assert_cmpstr (gradus_symbol_neuron (names, &shape, 1, 1, buffer), ==, "Adelie");
  g_assert_cmpstr (gradus_symbol_activation (names, &shape, 1, 1, buffer), ==, "out_Adelie");
  gradus_names_free (names);

  for (int i = 0; i < GRADUS_N_NOTATIONS; i++)
    {
      g_assert_true (gradus_notation_from_name (gradus_notation_letters ((GradusNotation) i)->name, &notation));
      g_assert_cmpint (notation, ==, i);
    }
  g_assert_false (gradus_notation_from_name ("runes", &notation));
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
  g_test_add_func ("/core/symbol/notations", test_notations);
  g_test_add_func ("/core/symbol/labels", test_labels);
  return g_test_run ();
}
