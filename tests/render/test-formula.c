/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "render/gradus-formula.h"

typedef struct
{
  GradusNetwork *network;
  GradusNames *names;
  GradusTrace *trace;
  GradusFormulaContext context;
} Example;

static Example
make_example (const GradusShape *shape, GradusLoss loss, const double parameters[])
{
  Example e = { .network = gradus_network_new (shape), .names = gradus_names_new (shape) };
  double inputs[GRADUS_MAX_NEURONS], targets[GRADUS_MAX_NEURONS] = { 1 };

  for (size_t i = 0; i < shape->n_inputs; i++)
    inputs[i] = (double) i + 1;
  for (size_t i = 0; i < shape->n_parameters; i++)
    e.network->parameters[i] = parameters != NULL ? parameters[i] : g_test_rand_double_range (-1, 1);
  e.trace = gradus_trace_new (e.network, loss, inputs, targets, 0.1);
  e.context = (GradusFormulaContext){
    .trace = e.trace,
    .names = e.names,
    .cursor = gradus_stage_count (shape),
    .learning_rate = 0.1,
    .format = { .digits = 3, .locale = true },
  };
  return e;
}

static void
clear_example (Example *e)
{
  gradus_trace_free (e->trace);
  gradus_names_free (e->names);
  gradus_network_free (e->network);
}

static GradusShape
make_shape (size_t n_inputs, size_t n_layers, const size_t neurons[], GradusActivation last)
{
  GradusShape shape = { .n_inputs = n_inputs, .n_layers = n_layers };

  for (size_t l = 0; l < n_layers; l++)
    shape.layers[l] = (GradusLayer){ .n_neurons = neurons[l],
                                     .activation = l + 1 == n_layers ? last : GRADUS_ACTIVATION_TANH,
                                     .leak = GRADUS_DEFAULT_LEAK,
                                     .has_biases = n_layers > 2,
                                     .train_biases = true };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

static Example
make_article (void)
{
  GradusShape shape = make_shape (2, 2, (const size_t[]){ 1, 1 }, GRADUS_ACTIVATION_SIGMOID);

  shape.layers[0].activation = GRADUS_ACTIVATION_SIGMOID;
  return make_example (&shape, GRADUS_LOSS_SQUARED_ERROR, (const double[]){ 0.5, 0.3, 0.8 });
}

static void
assert_text (GradusMath *math, const char *expected)
{
  g_autofree char *text = gradus_math_to_text (math);

  g_assert_cmpstr (text, ==, expected);
  gradus_math_free (math);
}

static void
test_article_chain (void)
{
  Example e = make_article ();

  assert_text (gradus_formula_chain (&e.context, 0),
               "∂L/∂w₁ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h · ∂h/∂z_h · ∂z_h/∂w₁ = "
               "−0.709 · 0.229 · 0.8 · 0.187 · 1 = −0.0243");
  assert_text (gradus_formula_chain (&e.context, 2),
               "∂L/∂w₃ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂w₃ = −0.709 · 0.229 · 0.750 = −0.122");
  assert_text (gradus_formula_running_product (&e.context, 0),
               "∂L/∂ŷ → ∂L/∂z_out → ∂L/∂h → ∂L/∂z_h → ∂L/∂w₁ = −0.709 → −0.162 → −0.130 → −0.0243 → −0.0243");
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ − η · ∂L/∂w₁ = 0.5 − 0.1 · (−0.0243) = 0.502");
  clear_example (&e);
}

static void
test_article_stages (void)
{
  const char *lines[] = {
    "z_h = w₁ · x₁ + w₂ · x₂ = 0.5 · 1 + 0.3 · 2 = 0.5 + 0.6 = 1.1",
    "h = σ(z_h) = 1/(1 + e^(−1.1)) = 1/(1 + 0.333) = 0.750",
    "z_out = w₃ · h = 0.8 · 0.750 = 0.600",
    "ŷ = σ(z_out) = 1/(1 + e^(−0.600)) = 1/(1 + 0.549) = 0.646",
    "L = (y − ŷ)² = (1 − 0.646)² = (0.354)² = 0.126",
    "∂L/∂ŷ = −2(y − ŷ) = −2(1 − 0.646) = −2 · 0.354 = −0.709",
    "∂ŷ/∂z_out = ŷ · (1 − ŷ) = 0.646 · (1 − 0.646) = 0.646 · 0.354 = 0.229",
    "∂L/∂z_out = δ_out = ∂L/∂ŷ · ∂ŷ/∂z_out = −0.709 · 0.229 = −0.162",
    "∂L/∂w₃ = ∂L/∂z_out · ∂z_out/∂w₃ = δ_out · h = −0.162 · 0.750 = −0.122",
    "w₃ ← w₃ − η · ∂L/∂w₃ = 0.8 − 0.1 · (−0.122) = 0.8 + 0.0122 = 0.812",
    "∂L/∂h = ∂L/∂z_out · ∂z_out/∂h = −0.162 · 0.8 = −0.130",
    "∂h/∂z_h = h · (1 − h) = 0.750 · (1 − 0.750) = 0.750 · 0.250 = 0.187",
    "∂L/∂z_h = δ_h = ∂L/∂h · ∂h/∂z_h = −0.130 · 0.187 = −0.0243",
    "∂L/∂w₁ = ∂L/∂z_h · ∂z_h/∂w₁ = δ_h · x₁ = −0.0243 · 1 = −0.0243",
    "∂L/∂w₂ = ∂L/∂z_h · ∂z_h/∂w₂ = δ_h · x₂ = −0.0243 · 2 = −0.0486",
    "w₁ ← w₁ − η · ∂L/∂w₁ = 0.5 − 0.1 · (−0.0243) = 0.5 + 0.00243 = 0.502",
    "w₂ ← w₂ − η · ∂L/∂w₂ = 0.3 − 0.1 · (−0.0486) = 0.3 + 0.00486 = 0.305",
    "w₁: 0.5 → 0.502, w₂: 0.3 → 0.305, w₃: 0.8 → 0.812",
  };
  Example e = make_article ();
  const GradusShape *shape = &e.trace->shape;

  g_assert_cmpuint (gradus_stage_count (shape), ==, G_N_ELEMENTS (lines));
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_text (gradus_formula_stage (&e.context, gradus_stage_at (shape, i)), lines[i]);
  g_assert_cmpuint (gradus_chapter_count (shape), ==, 8);
  clear_example (&e);
}

/* What the cursor has not reached shows a dash, in the room of the number. */
static void
test_cursor (void)
{
  Example e = make_article ();
  GradusMathLayout *layouts[2];

  e.context.cursor = 7; /* ∂L/∂ŷ and ∂ŷ/∂z_out are there, δ_out is not */
  assert_text (gradus_formula_chain (&e.context, 0),
               "∂L/∂w₁ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h · ∂h/∂z_h · ∂z_h/∂w₁ = −0.709 · 0.229 · – · – · – = –");
  assert_text (gradus_formula_stage (&e.context, (GradusStage){ .kind = GRADUS_STAGE_DELTA, .layer = 1 }),
               "∂L/∂z_out = δ_out = ∂L/∂ŷ · ∂ŷ/∂z_out = −0.709 · 0.229 = –");

  for (int i = 0; i < 2; i++)
    {
      GradusMath *math;

      e.context.cursor = i == 0 ? 0 : 18;
      math = gradus_formula_chain (&e.context, 0);
      layouts[i] = gradus_math_layout_new (math, NULL, 16, 380);
      gradus_math_free (math);
    }
  g_assert_cmpfloat (gradus_math_layout_size (layouts[0]).width, ==, gradus_math_layout_size (layouts[1]).width);
  g_assert_cmpfloat (gradus_math_layout_size (layouts[0]).descent, ==, gradus_math_layout_size (layouts[1]).descent);
  gradus_math_layout_free (layouts[0]);
  gradus_math_layout_free (layouts[1]);
  clear_example (&e);
}

/* The product of the numbers that the chain shows is the gradient it shows. */
static void
test_product (void)
{
  GradusShape shape = make_shape (2, 5, (const size_t[]){ 1, 1, 1, 1, 1 }, GRADUS_ACTIVATION_SIGMOID);
  Example e = make_example (&shape, GRADUS_LOSS_HALF_SQUARED_ERROR, NULL);

  e.context.format = (GradusFormat){ .digits = GRADUS_DIGITS_FULL };
  for (size_t p = 0; p < shape.n_parameters; p++)
    {
      GradusMath *math = gradus_formula_chain (&e.context, p);
      g_autofree char *text = gradus_math_to_text (math);
      g_auto (GStrv) sides = g_strsplit (text, " = ", -1);
      g_auto (GStrv) factors = g_strsplit (sides[2], " · ", -1);
      double product = 1;

      for (char **f = factors; *f != NULL; f++)
        product *= g_ascii_strtod (**f == '(' ? *f + 1 : *f, NULL);
      g_assert_cmpfloat_with_epsilon (product, e.trace->gradient[p], 1e-15);
      g_assert_cmpfloat (g_ascii_strtod (sides[3], NULL), ==, e.trace->gradient[p]);
      gradus_math_free (math);
    }
  clear_example (&e);
}

/* A neuron that feeds several: the sum over its connections, term by term. */
static void
test_sum (void)
{
  const double parameters[] = { 1, 1, 0.5, 0.25 };
  GradusShape shape = make_shape (2, 2, (const size_t[]){ 1, 2 }, GRADUS_ACTIVATION_IDENTITY);
  Example e = make_example (&shape, GRADUS_LOSS_SQUARED_ERROR, parameters);
  GradusMath *math = gradus_formula_chain (&e.context, 0);
  g_autofree char *text = gradus_math_to_text (math);

  g_assert_true (
      g_str_has_prefix (text, "∂L/∂w₁ = (∂L/∂z_ŷ₁ · ∂z_ŷ₁/∂h + ∂L/∂z_ŷ₂ · ∂z_ŷ₂/∂h) · ∂h/∂z_h · ∂z_h/∂w₁ = ("));
  g_assert_nonnull (strstr (text, " · 0.5 + "));
  gradus_math_free (math);
  clear_example (&e);
}

static void
check_layout (GradusMath *math, double width)
{
  GradusMathLayout *layout = gradus_math_layout_new (math, NULL, 16, width);
  GradusMathSize size = gradus_math_layout_size (layout);
  g_autofree char *text = gradus_math_to_text (math);

  g_assert_true (isfinite (size.width) && size.width > 0 && size.width <= width + 0.01);
  g_assert_true (isfinite (size.ascent) && size.ascent > 8);
  g_assert_true (isfinite (size.descent) && size.descent > 0 && size.descent < 2000);
  g_assert_null (strstr (text, "nan"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  gradus_math_layout_free (layout);
  gradus_math_free (math);
}

/* Any network, any loss: every formula is there and fits the panel. */
static void
test_any_network (void)
{
  for (int i = 0; i < 30; i++)
    {
      size_t neurons[GRADUS_MAX_LAYERS];
      size_t n_layers = (size_t) g_test_rand_int_range (1, 6), others;
      GradusLoss loss = (GradusLoss) g_test_rand_int_range (0, GRADUS_N_LOSSES);
      GradusActivation last = loss == GRADUS_LOSS_CROSS_ENTROPY          ? GRADUS_ACTIVATION_SOFTMAX
                              : loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY ? GRADUS_ACTIVATION_SIGMOID
                                                                         : GRADUS_ACTIVATION_RELU;

      for (size_t l = 0; l < n_layers; l++)
        neurons[l] = (size_t) g_test_rand_int_range (1, 10);

      GradusShape shape = make_shape ((size_t) g_test_rand_int_range (1, 10), n_layers, neurons, last);

      for (size_t l = 0; l + 1 < n_layers; l++)
        shape.layers[l].activation = (GradusActivation) g_test_rand_int_range (0, GRADUS_ACTIVATION_SOFTMAX);

      Example e = make_example (&shape, loss, NULL);
      size_t parameter = (size_t) g_test_rand_int_range (0, (int) shape.n_parameters);

      e.context.cursor = (size_t) g_test_rand_int_range (0, (int) gradus_stage_count (&shape) + 1);
      check_layout (gradus_formula_chain (&e.context, parameter), 420);
      check_layout (gradus_formula_running_product (&e.context, parameter), 420);
      check_layout (gradus_formula_update (&e.context, parameter), 420);
      for (size_t c = 0; c < gradus_chapter_count (&shape); c++)
        {
          g_autoptr (GArray) stages = gradus_formula_chapter_stages (&e.context, c, parameter, &others);
          g_autofree char *title = gradus_formula_chapter_title (&e.context, c);
          g_autofree char *text = gradus_formula_chapter_text (&e.context, c);

          g_assert_cmpuint (stages->len + others, ==, gradus_chapter_at (&shape, c).n_stages);
          g_assert_cmpuint (stages->len, >, 0);
          g_assert_true (*title != '\0' && *text != '\0');
          for (guint s = 0; s < stages->len; s++)
            check_layout (
                gradus_formula_stage (&e.context, gradus_stage_at (&shape, g_array_index (stages, size_t, s))), 420);
        }
      clear_example (&e);
    }
}

static void
test_by_hand (void)
{
  Example e = make_article ();
  GradusTrace *rounded =
      gradus_trace_new_rounded (e.network, GRADUS_LOSS_SQUARED_ERROR, e.trace->inputs, e.trace->targets, 0.1, NULL, 3);

  e.context.rounded = rounded;
  assert_text (gradus_formula_stage (&e.context, (GradusStage){ .kind = GRADUS_STAGE_LOSS }),
               "L = (y − ŷ)² = (1 − 0.646)² = (0.354)² = 0.125 (exact 0.12553)");
  g_assert_cmpfloat (gradus_formula_drift (&e.context, 2), ==, rounded->gradient[2] - e.trace->gradient[2]);
  e.context.rounded = NULL;
  g_assert_cmpfloat (gradus_formula_drift (&e.context, 2), ==, 0);
  gradus_trace_free (rounded);
  clear_example (&e);
}

/* The update says what it takes the gradient over, and claims no more than it knows. */
static void
test_update (void)
{
  Example e = make_article ();
  GradusTraining training = gradus_training_default ();

  e.context.training = &training;
  e.trace->batch_size = 2;
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ − η · mean(∂L/∂w₁) = 0.5 − 0.1 · (−0.0243) = 0.502");
  training.reduction = GRADUS_REDUCTION_SUM;
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ − η · sum(∂L/∂w₁) = 0.5 − 0.1 · (−0.0243) = 0.502");
  training.optimizer = GRADUS_OPTIMIZER_ADAM;
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ − Δ = 0.502");
  e.trace->updated[0] = e.trace->parameters[0];
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ = 0.5");
  e.context.frozen = (const unsigned char[]){ 1, 0, 0 };
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ = 0.5 (held)");
  e.trace->gradient[0] = e.trace->step_gradient[0] = 0; /* or where it would stay anyway */
  assert_text (gradus_formula_update (&e.context, 0), "w₁ ← w₁ = 0.5 (held)");
  clear_example (&e);
}

/* The chapters of a large network stay short, and hold the way of the parameter in question. */
static void
test_large (void)
{
  GradusShape shape = make_shape (40, 4, (const size_t[]){ 60, 50, 40, 10 }, GRADUS_ACTIVATION_SIGMOID);
  Example e = make_example (&shape, GRADUS_LOSS_SQUARED_ERROR, NULL);
  size_t parameter = gradus_shape_weight (&shape, 1, 33, 57), others, told = 0;
  GradusStage gradient = { .kind = GRADUS_STAGE_GRADIENT, .layer = 1, .neuron = 33, .from = 57 };
  gboolean found = FALSE;

  for (size_t c = 0; c < gradus_chapter_count (&shape); c++)
    {
      g_autoptr (GArray) stages = gradus_formula_chapter_stages (&e.context, c, parameter, &others);

      g_assert_cmpuint (stages->len, >, 0);
      g_assert_cmpuint (stages->len, <=, GRADUS_FORMULA_MANY);
      told += stages->len + others;
      for (guint s = 0; s < stages->len; s++)
        found |= g_array_index (stages, size_t, s) == gradus_stage_index (&shape, gradient);
    }
  g_assert_cmpuint (told, ==, gradus_stage_count (&shape));
  g_assert_true (found);
  check_layout (gradus_formula_chain (&e.context, parameter), 300);
  clear_example (&e);
}

/* Every factor of the chain is found under its own place. */
static void
test_pick (void)
{
  const GradusPart parts[] = {
    { .kind = GRADUS_PART_WEIGHT },
    { .kind = GRADUS_PART_LOSS },
    { .kind = GRADUS_PART_NEURON, .layer = 1 },
    { .kind = GRADUS_PART_WEIGHT, .layer = 1 },
    { .kind = GRADUS_PART_NEURON },
    { .kind = GRADUS_PART_INPUT },
  };
  Example e = make_article ();
  GradusMath *math = gradus_formula_chain (&e.context, 0);
  GradusMathLayout *layout = gradus_math_layout_new (math, NULL, 16, 0);
  GradusMathSize size = gradus_math_layout_size (layout);
  guint found = 0;

  for (double x = 0; x < size.width && found < G_N_ELEMENTS (parts); x++)
    if (gradus_part_equal (gradus_math_layout_pick (layout, x, 10), parts[found]))
      found++;
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (parts));
  g_assert_cmpint (gradus_math_layout_pick (layout, -50, 10).kind, ==, GRADUS_PART_NONE);
  g_assert_cmpint (gradus_math_layout_pick (layout, 10, 500).kind, ==, GRADUS_PART_NONE);
  gradus_math_layout_free (layout);
  gradus_math_free (math);
  clear_example (&e);
}

/* Hovering a part paints something, and only there. */
static void
test_highlight (void)
{
  const GradusPart parts[] = { { .kind = GRADUS_PART_NONE }, { .kind = GRADUS_PART_LOSS } };
  Example e = make_article ();
  GradusMath *math = gradus_formula_chain (&e.context, 0);
  GradusMathLayout *layout = gradus_math_layout_new (math, NULL, 16, 0);
  guint inked[2] = { 0 };

  for (int i = 0; i < 2; i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 600, 100);
      cairo_t *cr = cairo_create (surface);
      const unsigned char *data;

      gradus_math_layout_paint (layout, gradus_palette_get (GRADUS_PALETTE_LIGHT), parts[i], cr, 5, 5);
      cairo_surface_flush (surface);
      data = cairo_image_surface_get_data (surface);
      for (int b = 0; b < 100 * cairo_image_surface_get_stride (surface); b++)
        inked[i] += data[b] != 0;
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  g_assert_cmpuint (inked[0], >, 1000);
  g_assert_cmpuint (inked[1], >, inked[0] + 500);
  gradus_math_layout_free (layout);
  gradus_math_free (math);
  clear_example (&e);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/formula/article-chain", test_article_chain);
  g_test_add_func ("/render/formula/article-stages", test_article_stages);
  g_test_add_func ("/render/formula/cursor", test_cursor);
  g_test_add_func ("/render/formula/product", test_product);
  g_test_add_func ("/render/formula/sum", test_sum);
  g_test_add_func ("/render/formula/any-network", test_any_network);
  g_test_add_func ("/render/formula/by-hand", test_by_hand);
  g_test_add_func ("/render/formula/update", test_update);
  g_test_add_func ("/render/formula/large", test_large);
  g_test_add_func ("/render/formula/pick", test_pick);
  g_test_add_func ("/render/formula/highlight", test_highlight);
  return g_test_run ();
}
