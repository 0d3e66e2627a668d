/* Formulas and picture of a sum over paths: the right words, nothing before its
 * time, and every path on the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "render/gradus-path-picture.h"
#include "render/gradus-path-style.h"

typedef struct
{
  GradusNetwork *network;
  GradusTrace *trace;
  GradusNames *names;
  GradusFormulaContext context;
} Fixture;

/* 2-3-2 with biases: two paths from a first weight, six from an input. */
static void
set_up (Fixture *f, gconstpointer data)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };
  const double inputs[] = { 1, -2 }, targets[] = { 1, 0 };

  shape.layers[0] = (GradusLayer){ .n_neurons = 3, .activation = GRADUS_ACTIVATION_TANH, .has_biases = true };
  shape.layers[1] = (GradusLayer){ .n_neurons = 2, .activation = GRADUS_ACTIVATION_SIGMOID, .has_biases = true };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  f->network = gradus_network_new (&shape);
  for (size_t i = 0; i < shape.n_parameters; i++)
    f->network->parameters[i] = 0.25 * ((double) (i % 7) - 3.5);
  f->trace = gradus_trace_new (f->network, GRADUS_LOSS_SQUARED_ERROR, inputs, targets, 0.1);
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
tell (GradusMath *math)
{
  char *text = gradus_math_to_text (math);

  gradus_math_free (math);
  return text;
}

static void
test_path (Fixture *f, gconstpointer data)
{
  GradusPart weight = gradus_part_from_parameter (&f->trace->shape, 0);
  GradusPaths *paths = gradus_paths_new (f->trace, weight, 9);
  g_autofree char *path = tell (gradus_formula_path (&f->context, weight, &paths->shown[0]));
  g_autofree char *route = gradus_formula_path_route (&f->context, weight, &paths->shown[0]);
  g_autofree char *sum = tell (gradus_formula_path_sum (&f->context, paths));
  g_autofree char *proof = tell (gradus_formula_path_proof (&f->context, paths, 0));
  char product[GRADUS_FORMAT_SIZE], expected[64];

  g_assert_true (g_str_has_prefix (path, "∂L/∂ŷ"));
  g_assert_nonnull (strstr (path, "∂z_h₁/∂w₁"));
  g_snprintf (
      expected, sizeof expected, "= %s", gradus_format_number (f->context.format, paths->shown[0].product, product));
  g_assert_true (g_str_has_suffix (path, expected));
  g_assert_true (g_str_has_prefix (route, "w₁ → h₁ → ŷ"));
  g_assert_true (g_str_has_suffix (route, " → L"));
  g_assert_true (g_str_has_prefix (sum, "∂L/∂w₁ = "));
  g_assert_null (strstr (sum, "others"));
  g_assert_true (g_str_has_prefix (proof, "All paths = "));
  gradus_paths_free (paths);

  /* Fewer shown than there are. */
  g_autofree char *some = NULL, *some_proof = NULL;

  paths = gradus_paths_new (f->trace, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = 1 }, 2);
  some = tell (gradus_formula_path_sum (&f->context, paths));
  some_proof = tell (gradus_formula_path_proof (&f->context, paths, 0));
  g_assert_true (g_str_has_prefix (some, "∂L/∂x₂ = "));
  g_assert_nonnull (strstr (some, "others"));
  g_assert_true (g_str_has_prefix (some_proof, "Shown paths and others = "));
  gradus_paths_free (paths);
}

/* In a walk no number comes before its stage. */
static void
test_walk (Fixture *f, gconstpointer data)
{
  GradusPart weight = gradus_part_from_parameter (&f->trace->shape, 0);
  GradusPaths *paths = gradus_paths_new (f->trace, weight, 9);
  GradusStage gradient = { .kind = GRADUS_STAGE_GRADIENT };
  g_autofree char *before = NULL, *after = NULL;

  f->context.cursor = gradus_stage_index (&f->trace->shape, gradient);
  g_assert_false (gradus_formula_path_shown (&f->context, weight));
  before = tell (gradus_formula_path_sum (&f->context, paths));
  g_assert_true (g_str_has_suffix (before, "= –"));
  f->context.cursor++;
  g_assert_true (gradus_formula_path_shown (&f->context, weight));
  after = tell (gradus_formula_path_sum (&f->context, paths));
  g_assert_null (strstr (after, "–"));
  gradus_paths_free (paths);
}

static void
test_lines (Fixture *f, gconstpointer data)
{
  const struct
  {
    GradusPart source;
    size_t n_lines;
    const char *first;
  } cases[] = {
    { { GRADUS_PART_WEIGHT, 0, 0, 0 }, 3, "∂L/∂h₁ = " },
    { { GRADUS_PART_BIAS, 1, 1, 0 }, 3, "∂L/∂ŷ₂ = " },
    { { GRADUS_PART_NEURON, 0, 2, 0 }, 2, "∂L/∂h₃ = " },
    { { GRADUS_PART_INPUT, 0, 1, 0 }, 1, "∂L/∂x₂ = " },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tell (gradus_formula_path_line (&f->context, cases[i].source, 0));

      g_assert_cmpuint (gradus_formula_path_n_lines (&f->context, cases[i].source), ==, cases[i].n_lines);
      g_assert_true (g_str_has_prefix (text, cases[i].first));
    }
}

static gboolean
has_color (cairo_surface_t *surface, GradusColor color)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint32 wanted = (guint32) (color.red * 255 + 0.5) << 16 | (guint32) (color.green * 255 + 0.5) << 8 |
                   (guint32) (color.blue * 255 + 0.5);

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      if ((((const guint32 *) (const void *) (data + y * stride))[x] & 0xffffff) == wanted)
        return TRUE;
  return FALSE;
}

/* Each path has its key, in every palette and down to small pages. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  static const GradusPaletteFlags flags[] = {
    GRADUS_PALETTE_LIGHT, GRADUS_PALETTE_DARK, GRADUS_PALETTE_HIGH_CONTRAST, GRADUS_PALETTE_PRINT
  };
  static const int sizes[][2] = { { 64, 64 }, { 400, 300 }, { 800, 600 } };
  GradusPaths *paths = gradus_paths_new (f->trace, (GradusPart){ .kind = GRADUS_PART_INPUT }, 6);
  GradusPathPicture picture = { f->context, paths };

  for (size_t p = 0; p < G_N_ELEMENTS (flags); p++)
    for (size_t s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        const GradusPalette *palette = gradus_palette_get (flags[p]);
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, sizes[s][0], sizes[s][1]);
        cairo_t *cr = cairo_create (surface);

        gradus_path_picture_paint (&picture, palette, cr, sizes[s][0], sizes[s][1]);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_surface_flush (surface);
        for (size_t i = 0; sizes[s][0] >= 800 && i < paths->n_shown; i++)
          g_assert_true (has_color (surface, gradus_path_color (palette, i)));
        cairo_surface_destroy (surface);
      }
  gradus_paths_free (paths);
}

static double
luminance (GradusColor c)
{
  const double values[] = { c.red, c.green, c.blue }, shares[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += shares[i] * (values[i] <= 0.04045 ? values[i] / 12.92 : pow ((values[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static void
test_colors (void)
{
  for (int flags = 0; flags < 8; flags++)
    for (size_t rank = 0; rank < GRADUS_N_PATH_STYLES; rank++)
      {
        const GradusPalette *palette = gradus_palette_get ((GradusPaletteFlags) flags);
        double a = luminance (gradus_path_color (palette, rank)), b = luminance (palette->background);
        double c = luminance (palette->surface);

        g_assert_cmpfloat ((MAX (a, b) + 0.05) / (MIN (a, b) + 0.05), >=, 3);
        g_assert_cmpfloat ((MAX (a, c) + 0.05) / (MIN (a, c) + 0.05), >=, 3);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/path-picture/path", Fixture, NULL, set_up, test_path, tear_down);
  g_test_add ("/path-picture/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/path-picture/lines", Fixture, NULL, set_up, test_lines, tear_down);
  g_test_add ("/path-picture/picture", Fixture, NULL, set_up, test_picture, tear_down);
  g_test_add_func ("/path-picture/colors", test_colors);
  return g_test_run ();
}
