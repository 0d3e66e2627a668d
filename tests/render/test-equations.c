/* A layer's equations: the right forms, the trace's numbers in their places,
 * nothing before its time, and large matrices cut short.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "render/gradus-equation-picture.h"

typedef struct
{
  GradusNetwork *network;
  GradusTrace *trace;
  GradusNames *names;
  GradusFormulaContext context;
} Fixture;

typedef struct
{
  size_t n_hidden;
  GradusActivation activation; /* of the outputs */
  GradusLoss loss;
} Case;

static const Case squares = { 3, GRADUS_ACTIVATION_SIGMOID, GRADUS_LOSS_SQUARED_ERROR };
static const Case halves = { 3, GRADUS_ACTIVATION_IDENTITY, GRADUS_LOSS_HALF_SQUARED_ERROR };
static const Case means = { 3, GRADUS_ACTIVATION_IDENTITY, GRADUS_LOSS_MEAN_SQUARED_ERROR };
static const Case absolute = { 3, GRADUS_ACTIVATION_TANH, GRADUS_LOSS_ABSOLUTE_ERROR };
static const Case softmax = { 3, GRADUS_ACTIVATION_SOFTMAX, GRADUS_LOSS_CROSS_ENTROPY };
static const Case large = { 40, GRADUS_ACTIVATION_SIGMOID, GRADUS_LOSS_SQUARED_ERROR };

/* 2-n-2; the outputs have no biases. */
static void
set_up (Fixture *f, gconstpointer data)
{
  const Case *c = data;
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };
  const double inputs[] = { 1, -2 }, targets[] = { 1, 0 };

  shape.layers[0] = (GradusLayer){
    .n_neurons = c->n_hidden, .activation = GRADUS_ACTIVATION_TANH, .has_biases = true, .train_biases = true
  };
  shape.layers[1] = (GradusLayer){ .n_neurons = 2, .activation = c->activation };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  f->network = gradus_network_new (&shape);
  for (size_t i = 0; i < shape.n_parameters; i++)
    f->network->parameters[i] = 0.25 * ((double) (i % 7) - 3.5);
  f->trace = gradus_trace_new (f->network, c->loss, inputs, targets, 0.1);
  f->names = gradus_names_new (&shape);
  f->context = (GradusFormulaContext){
    .trace = f->trace,
    .names = f->names,
    .cursor = gradus_stage_count (&shape),
    .learning_rate = 0.1,
    .format = { .digits = 4 },
  };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gradus_names_free (f->names);
  gradus_trace_free (f->trace);
  gradus_network_free (f->network);
}

static char *
tell (Fixture *f, size_t layer, GradusEquation equation)
{
  GradusMath *math = gradus_formula_equation (&f->context, layer, equation);
  char *text = gradus_math_to_text (math);

  gradus_math_free (math);
  return text;
}

static char *
write_number (Fixture *f, double value)
{
  char text[GRADUS_FORMAT_SIZE];

  return g_strdup (gradus_format_number (f->context.format, value, text));
}

static void
assert_begins (Fixture *f, size_t layer, GradusEquation equation, const char *expected)
{
  g_autofree char *text = tell (f, layer, equation);

  if (!g_str_has_prefix (text, expected))
    g_error ("“%s” does not begin with “%s”", text, expected);
}

static void
test_forms (Fixture *f, gconstpointer data)
{
  assert_begins (f, 0, GRADUS_EQUATION_Z, "z = W x + b = [-0.875 -0.625; ");
  assert_begins (f, 1, GRADUS_EQUATION_Z, "z = W a⁻ = [");
  assert_begins (f, 0, GRADUS_EQUATION_A, "a = φ(z) = φ");
  assert_begins (f, 0, GRADUS_EQUATION_DELTA, "δ = (W⁺ᵀ δ⁺) ⊙ φ′(z) = ([");
  assert_begins (f, 1, GRADUS_EQUATION_DELTA, "δ = ∂L/∂a ⊙ φ′(z) = [");
  assert_begins (f, 0, GRADUS_EQUATION_WEIGHT_GRADIENT, "∂L/∂W = δ xᵀ = [");
  assert_begins (f, 1, GRADUS_EQUATION_WEIGHT_GRADIENT, "∂L/∂W = δ a⁻ᵀ = [");
  assert_begins (f, 0, GRADUS_EQUATION_BIAS_GRADIENT, "∂L/∂b = δ = [");
  assert_begins (f, 0, GRADUS_EQUATION_WEIGHT_UPDATE, "W ← W − η ∂L/∂W = [");
  assert_begins (f, 0, GRADUS_EQUATION_BIAS_UPDATE, "b ← b − η ∂L/∂b = [");
  g_assert_false (gradus_formula_has_equation (&f->context, 0, GRADUS_EQUATION_LOSS_SLOPE));
  g_assert_true (gradus_formula_has_equation (&f->context, 1, GRADUS_EQUATION_LOSS_SLOPE));
  g_assert_false (gradus_formula_has_equation (&f->context, 1, GRADUS_EQUATION_BIAS_UPDATE));

  f->names->notation = GRADUS_NOTATION_NET_OUT;
  assert_begins (f, 1, GRADUS_EQUATION_Z, "net = W out⁻ = [");
  assert_begins (f, 1, GRADUS_EQUATION_LOSS_SLOPE, "∂E/∂out = 2 (out − target) = 2 ([");
}

/* What the equations say in the end is what the trace has, entry by entry. */
static void
test_numbers (Fixture *f, gconstpointer data)
{
  const GradusTrace *t = f->trace;
  const GradusShape *shape = &t->shape;
  const struct
  {
    GradusEquation equation;
    const double *values; /* of layer 0 */
    size_t rows, columns;
  } cases[] = {
    { GRADUS_EQUATION_Z, t->z, 3, 1 },
    { GRADUS_EQUATION_A, t->a, 3, 1 },
    { GRADUS_EQUATION_DELTA, t->dL_dz, 3, 1 },
    { GRADUS_EQUATION_WEIGHT_GRADIENT, t->gradient, 3, 2 },
    { GRADUS_EQUATION_BIAS_GRADIENT, t->gradient + shape->layers[0].first_bias, 3, 1 },
    { GRADUS_EQUATION_WEIGHT_UPDATE, t->updated, 3, 2 },
    { GRADUS_EQUATION_BIAS_UPDATE, t->updated + shape->layers[0].first_bias, 3, 1 },
  };

  f->context.format.digits = GRADUS_DIGITS_FULL;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tell (f, 0, cases[i].equation);
      char *entries = strrchr (text, '[') + 1;

      *strchr (entries, ']') = '\0';

      g_auto (GStrv) numbers = g_regex_split_simple (";? ", entries, 0, 0);

      g_assert_cmpuint (g_strv_length (numbers), ==, cases[i].rows * cases[i].columns);
      for (gsize k = 0; numbers[k] != NULL; k++)
        {
          g_autofree char *expected = write_number (f, cases[i].values[k]);

          g_assert_cmpstr (numbers[k], ==, expected);
        }
    }
}

/* The factor of the loss stands in the formula. */
static void
test_loss (Fixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *text = NULL;

  if (c == &softmax)
    {
      g_assert_false (gradus_formula_has_equation (&f->context, 1, GRADUS_EQUATION_LOSS_SLOPE));
      assert_begins (f, 1, GRADUS_EQUATION_DELTA, "δ = a − y = [");
      f->trace->targets[1] = 1;
      assert_begins (f, 1, GRADUS_EQUATION_DELTA, "δ = a · Σy − y = [");
      return;
    }
  text = tell (f, 1, GRADUS_EQUATION_LOSS_SLOPE);
  g_assert_true (g_str_has_prefix (text,
                                   c == &halves    ? "∂L/∂a = (a − y) = (["
                                   : c == &means   ? "∂L/∂a = 2/2 (a − y) = 2/2 (["
                                   : c == &squares ? "∂L/∂a = 2 (a − y) = 2 (["
                                                   : "∂L/∂a = ["));
}

static void
test_walk (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *delta = NULL, *speech = NULL;

  f->context.cursor = 0;
  before = tell (f, 0, GRADUS_EQUATION_Z);
  g_assert_true (g_str_has_suffix (before, "= [–; –; –]"));
  speech = gradus_formula_equation_to_speech (&f->context, 0, GRADUS_EQUATION_Z);
  g_assert_cmpstr (speech, ==, "z equals W times x plus b: –; –; –");
  f->context.cursor = 1; /* the first z */
  after = tell (f, 0, GRADUS_EQUATION_Z);
  g_assert_false (g_str_has_suffix (after, "= [–; –; –]"));
  g_assert_true (g_str_has_suffix (after, "; –; –]"));
  delta = tell (f, 0, GRADUS_EQUATION_DELTA);
  g_assert_true (g_str_has_suffix (delta, "= [–; –; –]"));
}

static void
test_updates (Fixture *f, gconstpointer data)
{
  GradusTraining training = { .optimizer = GRADUS_OPTIMIZER_SGD, .reduction = GRADUS_REDUCTION_MEAN };
  g_autofree unsigned char *frozen = g_new0 (unsigned char, f->trace->shape.n_parameters);

  f->context.training = &training;
  f->context.frozen = frozen;
  frozen[0] = 1;
  assert_begins (f, 0, GRADUS_EQUATION_WEIGHT_UPDATE, "W ← W − ΔW = [");
  memset (frozen, 1, f->trace->shape.n_parameters);
  assert_begins (f, 0, GRADUS_EQUATION_WEIGHT_UPDATE, "W ← W = [");

  f->context.frozen = NULL;
  training.optimizer = GRADUS_OPTIMIZER_ADAM;
  assert_begins (f, 0, GRADUS_EQUATION_WEIGHT_UPDATE, "W ← W − ΔW = [");
  training.optimizer = GRADUS_OPTIMIZER_SGD;
  f->trace->batch_size = 2;
  assert_begins (f, 0, GRADUS_EQUATION_WEIGHT_UPDATE, "W ← W − η mean(∂L/∂W) = [");
}

static void
test_large (Fixture *f, gconstpointer data)
{
  g_autofree char *z = tell (f, 1, GRADUS_EQUATION_Z), *delta = tell (f, 0, GRADUS_EQUATION_DELTA);
  g_autofree char *speech = gradus_formula_equation_to_speech (&f->context, 1, GRADUS_EQUATION_WEIGHT_GRADIENT);

  g_assert_nonnull (strstr (z, " ⋯ "));
  g_assert_nonnull (strstr (delta, "; ⋮; "));
  g_assert_cmpstr (
      speech,
      ==,
      "the derivative of L by W equals delta times a of the layer before transposed: a matrix of 2 by 40 numbers");
}

/* Entries are parts: they are found under the pointer, and brackets stand around them. */
static void
test_layout (Fixture *f, gconstpointer data)
{
  GradusMath *math = gradus_formula_equation (&f->context, 0, GRADUS_EQUATION_WEIGHT_GRADIENT);
  GradusMathLayout *layout = gradus_math_layout_new (math, NULL, 16, 0);
  GradusMathSize size = gradus_math_layout_size (layout);

  for (size_t i = 0; i < f->trace->shape.layers[0].first_bias; i++)
    {
      GradusPart part = gradus_part_from_parameter (&f->trace->shape, i);
      gboolean found = FALSE;

      g_assert_true (gradus_math_layout_has (layout, part));
      for (double y = 0; y < size.ascent + size.descent && !found; y += 3)
        for (double x = 0; x < size.width && !found; x += 3)
          found = gradus_part_equal (gradus_math_layout_pick (layout, x, y), part);
      g_assert_true (found);
    }
  g_assert_false (gradus_math_layout_has (layout, (GradusPart){ .kind = GRADUS_PART_TARGET }));
  gradus_math_layout_free (layout);
  gradus_math_free (math);
}

/* Every equation is on the page, whatever its size: nothing reaches its border. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  const int sizes[][2] = { { 800, 600 }, { 400, 300 }, { 1200, 400 } };
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_PRINT);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (size_t layer = 0; layer < 2; layer++)
      {
        int width = sizes[i][0], height = sizes[i][1];
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
        cairo_t *cr = cairo_create (surface);
        GradusEquationPicture picture = { f->context, layer };
        gboolean painted = FALSE;

        gradus_equation_picture_paint (&picture, palette, cr, width, height);
        cairo_surface_flush (surface);

        const guint32 *pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
        int stride = cairo_image_surface_get_stride (surface) / 4;

        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            if (pixels[y * stride + x] != pixels[0])
              {
                painted = TRUE;
                g_assert_true (x > 2 && y > 2 && x < width - 3 && y < height - 3);
              }
        g_assert_true (painted);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

int
main (int argc, char *argv[])
{
  const struct
  {
    const char *path;
    const Case *data;
    void (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/equations/forms", &squares, test_forms },         { "/equations/numbers", &squares, test_numbers },
    { "/equations/loss/square", &squares, test_loss },    { "/equations/loss/half", &halves, test_loss },
    { "/equations/loss/mean", &means, test_loss },        { "/equations/loss/absolute", &absolute, test_loss },
    { "/equations/loss/softmax", &softmax, test_loss },   { "/equations/walk", &squares, test_walk },
    { "/equations/updates", &squares, test_updates },     { "/equations/large", &large, test_large },
    { "/equations/layout", &squares, test_layout },       { "/equations/picture", &squares, test_picture },
    { "/equations/picture/large", &large, test_picture },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
