/* In the letters of every textbook, with every factor before the square, each side of each formula comes to the
 * trace's number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "render/gradus-formula.h"

/* A calculator for what formulas read as. Symbols stand for the numbers in `values`. */
typedef struct
{
  const char *rest;
  GHashTable *values; /* char * to double * */
} Reader;

static double read_sum (Reader *reader);

static gboolean
skip (Reader *reader, const char *text)
{
  while (*reader->rest == ' ')
    reader->rest++;
  if (!g_str_has_prefix (reader->rest, text))
    return FALSE;
  reader->rest += strlen (text);
  return TRUE;
}

static double
read_inside (Reader *reader)
{
  double value = read_sum (reader);

  g_assert_true (skip (reader, ")"));
  return value;
}

/* The longest symbol that stands here. */
static double
read_symbol (Reader *reader)
{
  GHashTableIter iter;
  gpointer key, value;
  gsize longest = 0;
  double found = NAN;

  g_hash_table_iter_init (&iter, reader->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (strlen (key) > longest && g_str_has_prefix (reader->rest, key))
      {
        longest = strlen (key);
        found = *(double *) value;
      }
  if (longest == 0)
    g_error ("No symbol stands at “%s”", reader->rest);
  reader->rest += longest;
  return found;
}

static double
read_primary (Reader *reader)
{
  double value;
  char *end;

  if (skip (reader, "-") || skip (reader, "−"))
    return -read_primary (reader);
  if (skip (reader, "("))
    value = read_inside (reader);
  else if (skip (reader, "σ("))
    value = 1 / (1 + exp (-read_inside (reader)));
  else if (skip (reader, "tanh("))
    value = tanh (read_inside (reader));
  else if (skip (reader, "max(0,"))
    value = fmax (0, read_inside (reader));
  else if (skip (reader, "ReLU′("))
    value = read_inside (reader) > 0;
  else if (skip (reader, "e^("))
    value = exp (read_inside (reader));
  else if (g_ascii_isdigit (*reader->rest))
    {
      value = g_ascii_strtod (reader->rest, &end);
      reader->rest = end;
    }
  else
    value = read_symbol (reader);
  return skip (reader, "²") ? value * value : value;
}

static double
read_product (Reader *reader)
{
  double value = read_primary (reader);

  for (;;)
    if (skip (reader, "·"))
      value *= read_primary (reader);
    else if (skip (reader, "/"))
      value /= read_primary (reader);
    else if (skip (reader, "("))
      value *= read_inside (reader);
    else
      return value;
}

static double
read_sum (Reader *reader)
{
  double value = read_product (reader);

  for (;;)
    if (skip (reader, "+"))
      value += read_product (reader);
    else if (skip (reader, "−"))
      value -= read_product (reader);
    else
      return value;
}

static void
give (GHashTable *values, const char *symbol, double value)
{
  g_hash_table_insert (values, g_strdup (symbol), g_memdup2 (&value, sizeof value));
}

static double
get_before (const GradusTrace *trace, size_t layer, size_t from)
{
  return layer == 0 ? trace->inputs[from] : trace->a[gradus_shape_neuron (&trace->shape, layer - 1, from)];
}

/* What every symbol of the step stands for; the parameters for their values before it. */
static GHashTable *
list_values (const GradusFormulaContext *context)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const GradusTrace *trace = context->trace;
  const GradusShape *shape = &trace->shape;
  char symbol[GRADUS_SYMBOL_SIZE], z[GRADUS_SYMBOL_SIZE];

  for (size_t s = 0; s + 1 < gradus_stage_count (shape); s++)
    {
      GradusStage stage = gradus_stage_at (shape, s);

      if (stage.kind == GRADUS_STAGE_UPDATE)
        continue;
      give (values, gradus_symbol_stage (context->names, shape, stage, symbol), gradus_stage_value (trace, stage));
      if (stage.kind == GRADUS_STAGE_DELTA)
        give (values,
              gradus_symbol_delta (context->names, shape, stage.layer, stage.neuron, symbol),
              gradus_stage_value (trace, stage));
    }
  for (size_t p = 0; p < shape->n_parameters; p++)
    {
      GradusParameter parameter = gradus_shape_parameter (shape, p);
      double before = parameter.is_bias ? 1 : get_before (trace, parameter.layer, parameter.from);

      give (values, gradus_symbol_parameter (shape, p, symbol), trace->parameters[p]);
      gradus_symbol_z (context->names, shape, parameter.layer, parameter.to, z);

      g_autofree char *by_weight = g_strdup_printf ("∂%s/∂%s", z, symbol);

      give (values, by_weight, before);
      if (parameter.is_bias || parameter.layer == 0)
        continue;
      gradus_symbol_activation (context->names, shape, parameter.layer - 1, parameter.from, symbol);

      g_autofree char *by_activation = g_strdup_printf ("∂%s/∂%s", z, symbol);

      give (values, by_activation, trace->parameters[p]);
    }
  for (size_t i = 0; i < shape->n_inputs; i++)
    give (values, gradus_symbol_input (context->names, i, symbol), trace->inputs[i]);
  for (size_t k = 0; k < shape->n_outputs; k++)
    give (values, gradus_symbol_target (context->names, shape, k, symbol), trace->targets[k]);
  give (values, "η", context->learning_rate);
  return values;
}

/* Every side but what stands before an arrow. */
static guint
check_sides (GHashTable *values, GradusMath *math, double expected)
{
  g_autofree char *text = gradus_math_to_text (math);
  char *arrow = strstr (text, "←");
  g_auto (GStrv) sides = g_strsplit (arrow != NULL ? arrow + strlen ("←") : text, " = ", -1);

  for (char **side = sides; *side != NULL; side++)
    {
      Reader reader = { .rest = *side, .values = values };
      double value = read_sum (&reader);

      if (*reader.rest != '\0' || fabs (value - expected) > 1e-12 * fmax (1, fabs (expected)))
        g_error ("“%s” of “%s” is %.17g and not %.17g", *side, text, value, expected);
    }
  gradus_math_free (math);
  return g_strv_length (sides);
}

static void
check_network (GradusNotation notation, GradusLoss loss, size_t n_outputs)
{
  const GradusActivation activations[] = { GRADUS_ACTIVATION_TANH, GRADUS_ACTIVATION_RELU, GRADUS_ACTIVATION_SIGMOID };
  GradusShape shape = { .n_inputs = 2, .n_layers = 3 };
  const double inputs[] = { 1.5, -2 }, targets[] = { 1, 0.25 };
  guint n_sides = 0;

  for (size_t l = 0; l < 3; l++)
    shape.layers[l] = (GradusLayer){
      .n_neurons = l < 2 ? 2 : n_outputs, .activation = activations[l], .has_biases = true, .train_biases = true
    };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  GradusNetwork *network = gradus_network_new (&shape);
  GradusNames *names = gradus_names_new (&shape);

  for (size_t p = 0; p < shape.n_parameters; p++)
    network->parameters[p] = g_test_rand_double_range (-1, 1);
  names->notation = notation;

  GradusTrace *trace = gradus_trace_new (network, loss, inputs, targets, 0.1);
  GradusFormulaContext context = {
    .trace = trace,
    .names = names,
    .cursor = gradus_stage_count (&shape),
    .learning_rate = 0.1,
    .format = { .digits = GRADUS_DIGITS_FULL },
  };
  g_autoptr (GHashTable) values = list_values (&context);

  for (size_t s = 0; s + 1 < gradus_stage_count (&shape); s++)
    {
      GradusStage stage = gradus_stage_at (&shape, s);

      n_sides += check_sides (values, gradus_formula_stage (&context, stage), gradus_stage_value (trace, stage));
    }
  for (size_t p = 0; p < shape.n_parameters; p++)
    {
      n_sides += check_sides (values, gradus_formula_chain (&context, p), trace->gradient[p]);
      n_sides += check_sides (values, gradus_formula_update (&context, p), trace->updated[p]);
    }
  g_assert_cmpuint (n_sides, >, 4 * shape.n_parameters);
  gradus_trace_free (trace);
  gradus_names_free (names);
  gradus_network_free (network);
}

static void
test_evaluate (void)
{
  static const GradusLoss losses[] = { GRADUS_LOSS_SQUARED_ERROR,
                                       GRADUS_LOSS_HALF_SQUARED_ERROR,
                                       GRADUS_LOSS_MEAN_SQUARED_ERROR };

  for (int notation = 0; notation < GRADUS_N_NOTATIONS; notation++)
    for (gsize l = 0; l < G_N_ELEMENTS (losses); l++)
      for (size_t n = 1; n <= 2; n++)
        check_network ((GradusNotation) notation, losses[l], n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/conventions/evaluate", test_evaluate);
  return g_test_run ();
}
