/* Each stage as formula = substitution = arithmetic = result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-formula-private.h"

#define MOST_UPDATES 9

static const GradusLayer *
layer_of (const GradusFormulaContext *context, GradusStage stage)
{
  return &context->trace->shape.layers[stage.layer];
}

/* Whether term i of n is left out, and, the first time, dots in its place. */
static gboolean
skip_term (GradusMath *row, size_t i, size_t n)
{
  if (n <= GRADUS_FORMULA_TERMS || i + 1 >= n || i < GRADUS_FORMULA_TERMS - 2)
    return FALSE;
  if (i == GRADUS_FORMULA_TERMS - 2)
    gradus_formula_add (row, "+", gradus_math_text ("⋯"));
  return TRUE;
}

static GradusMath *
make_product (GradusMath *first, GradusMath *second)
{
  return gradus_math_row (first, gradus_math_operator ("·"), second, NULL);
}

/* z = w·x + … + b */
static void
add_weighted_sum (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  const GradusTrace *trace = gradus_formula_trace (context);
  const GradusLayer *layer = layer_of (context, stage);
  size_t n = layer->n_inputs;
  gboolean several = n > 1 || layer->has_biases;
  gboolean shown = TRUE;

  for (size_t i = 0; stage.layer > 0 && i < n; i++)
    shown &= gradus_formula_reveals (context, gradus_formula_neuron_stage (GRADUS_STAGE_A, stage.layer - 1, i));

  for (int writing = 0; writing < (several ? 3 : 2); writing++)
    {
      gradus_math_append (row, gradus_math_operator ("="));
      for (size_t i = 0; i < n; i++)
        {
          size_t w = gradus_shape_weight (&trace->shape, stage.layer, stage.neuron, i);
          double term = gradus_detail_term (trace, stage.layer, stage.neuron, i);
          GradusMath *operand;

          if (skip_term (row, i, n))
            continue;
          if (writing == 0)
            operand =
                make_product (gradus_formula_parameter (context, w), gradus_formula_before (context, stage.layer, i));
          else if (writing == 1)
            {
              GradusMath *weight = gradus_formula_number (context, trace->parameters[w], TRUE);

              operand = make_product (i > 0 ? gradus_formula_enclose (weight, trace->parameters[w]) : weight,
                                      gradus_formula_enclose (gradus_formula_before_number (context, stage.layer, i),
                                                              gradus_detail_before (trace, stage.layer, i)));
            }
          else
            operand = gradus_formula_number (context, i > 0 ? fabs (term) : term, shown);
          gradus_formula_add (row, i == 0 ? NULL : writing == 2 && term < 0 ? "−" : "+", operand);
        }
      if (layer->has_biases)
        {
          size_t b = gradus_shape_bias (&trace->shape, stage.layer, stage.neuron);
          double bias = trace->parameters[b];

          if (writing == 0)
            gradus_formula_add (row, "+", gradus_formula_parameter (context, b));
          else
            gradus_formula_add (row, bias < 0 ? "−" : "+", gradus_formula_number (context, fabs (bias), TRUE));
        }
    }
}

static GradusMath *
make_exponential (GradusMath *exponent, const char *open, const char *close)
{
  return gradus_math_superscript (gradus_math_symbol ("e"),
                                  gradus_math_row (gradus_math_text (open), exponent, gradus_math_text (close), NULL));
}

static GradusMath *
make_call (const char *function, GradusMath *argument)
{
  return gradus_math_row (
      gradus_math_symbol (function), gradus_math_text ("("), argument, gradus_math_text (")"), NULL);
}

static GradusMath *
make_over_one_plus (GradusMath *summand)
{
  return gradus_math_fraction (gradus_math_text ("1"),
                               gradus_math_row (gradus_math_text ("1"), gradus_math_operator ("+"), summand, NULL));
}

static const char *
function_of (GradusActivation activation)
{
  switch (activation)
    {
    case GRADUS_ACTIVATION_SIGMOID:
      return "σ";
    case GRADUS_ACTIVATION_RELU:
      return "ReLU";
    case GRADUS_ACTIVATION_LEAKY_RELU:
      return "leaky ReLU";
    case GRADUS_ACTIVATION_ELU:
      return "ELU";
    case GRADUS_ACTIVATION_GELU:
      return "GELU";
    default:
      return gradus_activation_name (activation);
    }
}

/* a = φ(z) */
static void
add_activation (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  const char *letter = gradus_notation_letters (context->names->notation)->z;
  g_autofree char *any_z = g_strconcat (letter, "_k", NULL);
  const GradusLayer *layer = layer_of (context, stage);
  GradusStage before = gradus_formula_neuron_stage (GRADUS_STAGE_Z, stage.layer, stage.neuron);
  double z = gradus_stage_value (gradus_formula_trace (context), before);
  gboolean shown = gradus_formula_reveals (context, before);
  GradusMath *number = gradus_formula_stage_number (context, before);

  switch (layer->activation)
    {
    case GRADUS_ACTIVATION_IDENTITY:
      gradus_math_free (number);
      gradus_formula_add (row, "=", gradus_formula_z (context, stage.layer, stage.neuron));
      break;
    case GRADUS_ACTIVATION_SIGMOID:
      gradus_formula_add (row, "=", make_call ("σ", gradus_formula_z (context, stage.layer, stage.neuron)));
      gradus_formula_add (
          row,
          "=",
          make_over_one_plus (make_exponential (
              gradus_math_row (gradus_math_text ("−"), gradus_formula_enclose (number, z), NULL), "", "")));
      gradus_formula_add (
          row, "=", make_over_one_plus (gradus_formula_number (context, gradus_detail_exponential (z), shown)));
      break;
    case GRADUS_ACTIVATION_RELU:
      gradus_formula_add (
          row,
          "=",
          make_call (
              "max",
              gradus_math_row (gradus_math_text ("0, "), gradus_formula_z (context, stage.layer, stage.neuron), NULL)));
      gradus_formula_add (row, "=", make_call ("max", gradus_math_row (gradus_math_text ("0, "), number, NULL)));
      break;
    case GRADUS_ACTIVATION_SOFTMAX:
      gradus_formula_add (
          row,
          "=",
          gradus_math_fraction (
              make_exponential (gradus_formula_z (context, stage.layer, stage.neuron), "", ""),
              gradus_math_row (gradus_math_text ("Σ "), make_exponential (gradus_math_symbol (any_z), "", ""), NULL)));
      gradus_math_free (number);
      break;
    default:
      gradus_formula_add (
          row, "=", make_call (function_of (layer->activation), gradus_formula_z (context, stage.layer, stage.neuron)));
      gradus_formula_add (row, "=", make_call (function_of (layer->activation), number));
      break;
    }
}

/* ∂L/∂a = Σ ∂L/∂z · ∂z/∂a over the neurons it feeds */
static void
add_paths (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  const GradusTrace *trace = gradus_formula_trace (context);
  size_t next = stage.layer + 1, n = trace->shape.layers[next].n_neurons;

  for (int writing = 0; writing < (n > 1 ? 3 : 2); writing++)
    {
      gradus_math_append (row, gradus_math_operator ("="));
      for (size_t k = 0; k < n; k++)
        {
          GradusStage delta = gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, next, k);
          double weight = trace->parameters[gradus_shape_weight (&trace->shape, next, k, stage.neuron)];
          double path = gradus_detail_path (trace, stage.layer, stage.neuron, k);
          GradusMath *number, *operand;

          if (skip_term (row, k, n))
            continue;
          if (writing == 0)
            operand = make_product (gradus_formula_stage_symbol (context, delta),
                                    gradus_formula_weight_slope (context, next, k, stage.neuron));
          else if (writing == 1)
            {
              number = gradus_formula_stage_number (context, delta);
              operand =
                  make_product (k > 0 ? gradus_formula_enclose (number, gradus_stage_value (trace, delta)) : number,
                                gradus_formula_enclose (gradus_formula_number (context, weight, TRUE), weight));
            }
          else
            operand =
                gradus_formula_number (context, k > 0 ? fabs (path) : path, gradus_formula_reveals (context, delta));
          gradus_formula_add (row, k == 0 ? NULL : writing == 2 && path < 0 ? "−" : "+", operand);
        }
    }
}

/* ∂a/∂z */
static void
add_slope (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  const GradusLayer *layer = layer_of (context, stage);
  GradusStage activation = gradus_formula_neuron_stage (GRADUS_STAGE_A, stage.layer, stage.neuron);
  GradusStage before = gradus_formula_neuron_stage (GRADUS_STAGE_Z, stage.layer, stage.neuron);
  double a = gradus_stage_value (gradus_formula_trace (context), activation);
  gboolean shown = gradus_formula_reveals (context, activation);
  g_autofree char *derivative = g_strconcat (function_of (layer->activation), "′", NULL);

  switch (layer->activation)
    {
    case GRADUS_ACTIVATION_IDENTITY:
      break;
    case GRADUS_ACTIVATION_SIGMOID:
    case GRADUS_ACTIVATION_SOFTMAX:
      gradus_formula_add (row, "=", gradus_formula_a (context, stage.layer, stage.neuron));
      gradus_formula_add (row, "·", gradus_math_text ("(1"));
      gradus_formula_add (row, "−", gradus_formula_a (context, stage.layer, stage.neuron));
      gradus_math_append (row, gradus_math_text (")"));
      gradus_formula_add (row, "=", gradus_formula_stage_number (context, activation));
      gradus_formula_add (row, "·", gradus_math_text ("(1"));
      gradus_formula_add (row, "−", gradus_formula_stage_number (context, activation));
      gradus_math_append (row, gradus_math_text (")"));
      gradus_formula_add (row, "=", gradus_formula_stage_number (context, activation));
      gradus_formula_add (row, "·", gradus_formula_number (context, gradus_detail_complement (a), shown));
      break;
    case GRADUS_ACTIVATION_TANH:
      gradus_formula_add (row, "=", gradus_math_text ("1"));
      gradus_formula_add (
          row,
          "−",
          gradus_math_superscript (gradus_formula_a (context, stage.layer, stage.neuron), gradus_math_text ("2")));
      gradus_formula_add (row, "=", gradus_math_text ("1"));
      gradus_formula_add (
          row,
          "−",
          gradus_math_superscript (gradus_formula_enclose (gradus_formula_stage_number (context, activation), a),
                                   gradus_math_text ("2")));
      gradus_formula_add (row, "=", gradus_math_text ("1"));
      gradus_formula_add (row, "−", gradus_formula_number (context, gradus_detail_square (a), shown));
      break;
    default:
      gradus_formula_add (row, "=", make_call (derivative, gradus_formula_z (context, stage.layer, stage.neuron)));
      gradus_formula_add (row, "=", make_call (derivative, gradus_formula_stage_number (context, before)));
      break;
    }
}

/* ∂L/∂z = ∂L/∂a · ∂a/∂z, or ŷ − y where loss and activation are taken together */
static void
add_delta (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  const GradusTrace *trace = gradus_formula_trace (context);
  GradusStage felt = gradus_formula_neuron_stage (GRADUS_STAGE_DL_DA, stage.layer, stage.neuron);
  GradusStage slope = gradus_formula_neuron_stage (GRADUS_STAGE_SLOPE, stage.layer, stage.neuron);

  gradus_formula_add (row, "=", gradus_formula_delta (context, stage.layer, stage.neuron));
  if (stage.layer + 1 == trace->shape.n_layers && trace->fused)
    {
      GradusStage output = gradus_formula_neuron_stage (GRADUS_STAGE_A, stage.layer, stage.neuron);

      gradus_formula_add (row, "=", gradus_formula_a (context, stage.layer, stage.neuron));
      gradus_formula_add (row, "−", gradus_formula_target (context, stage.neuron));
      gradus_formula_add (row, "=", gradus_formula_stage_number (context, output));
      gradus_formula_add (row, "−", gradus_formula_number (context, trace->targets[stage.neuron], TRUE));
      return;
    }
  gradus_formula_add (row, "=", gradus_formula_stage_symbol (context, felt));
  gradus_formula_add (row, "·", gradus_formula_stage_symbol (context, slope));
  gradus_formula_add (row, "=", gradus_formula_stage_number (context, felt));
  gradus_formula_add (
      row,
      "·",
      gradus_formula_enclose (gradus_formula_stage_number (context, slope), gradus_stage_value (trace, slope)));
}

/* ∂L/∂w = ∂L/∂z · ∂z/∂w = δ · a before */
static void
add_gradient (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  const GradusTrace *trace = gradus_formula_trace (context);
  GradusStage delta = gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, stage.layer, stage.neuron);
  size_t parameter = stage.is_bias ? gradus_shape_bias (&trace->shape, stage.layer, stage.neuron)
                                   : gradus_shape_weight (&trace->shape, stage.layer, stage.neuron, stage.from);

  gradus_formula_add (row, "=", gradus_formula_stage_symbol (context, delta));
  gradus_formula_add (row, "·", gradus_formula_parameter_slope (context, parameter));
  gradus_formula_add (row, "=", gradus_formula_delta (context, stage.layer, stage.neuron));
  gradus_formula_add (
      row, "·", stage.is_bias ? gradus_math_text ("1") : gradus_formula_before (context, stage.layer, stage.from));
  gradus_formula_add (row, "=", gradus_formula_stage_number (context, delta));
  if (stage.is_bias)
    gradus_formula_add (row, "·", gradus_math_text ("1"));
  else
    gradus_formula_add (row,
                        "·",
                        gradus_formula_enclose (gradus_formula_before_number (context, stage.layer, stage.from),
                                                gradus_detail_before (trace, stage.layer, stage.from)));
}

/* Every parameter with its old and its new value. */
static GradusMath *
make_apply (const GradusFormulaContext *context)
{
  const GradusTrace *trace = gradus_formula_trace (context);
  GradusMath *row = gradus_math_row (NULL, NULL);

  for (size_t p = 0; p < MIN (trace->shape.n_parameters, MOST_UPDATES); p++)
    {
      GradusStage update = gradus_formula_parameter_stage (context, GRADUS_STAGE_UPDATE, p);

      gboolean last = p + 1 == trace->shape.n_parameters;

      gradus_formula_add (row,
                          p > 0 ? "" : NULL,
                          gradus_math_row (gradus_formula_parameter (context, p),
                                           gradus_math_text (": "),
                                           gradus_formula_number (context, trace->parameters[p], TRUE),
                                           gradus_math_operator ("→"),
                                           gradus_formula_stage_result (context, update),
                                           gradus_math_text (last ? "" : ","),
                                           NULL));
    }
  if (trace->shape.n_parameters > MOST_UPDATES)
    gradus_formula_add (row, "", gradus_math_text ("⋯"));
  return row;
}

/* By hand: what it would be exactly, where that is not the same. */
static void
add_exact (const GradusFormulaContext *context, GradusMath *row, GradusStage stage)
{
  double exact = gradus_stage_value (context->trace, stage);
  char number[GRADUS_FORMAT_SIZE];
  GradusFormat format = context->format;

  if (context->rounded == NULL || exact == gradus_stage_value (context->rounded, stage) ||
      !gradus_formula_reveals (context, stage))
    return;

  format.digits = MIN (format.digits + 2, 6);
  /* Translators: an aside behind a number that was rounded by hand; %s is the exact number. */
  g_autofree char *aside = g_strdup_printf (_ ("(exact %s)"), gradus_format_number (format, exact, number));

  gradus_formula_add (row, "", gradus_math_dimmed (gradus_math_text (aside)));
}

GradusMath *
gradus_formula_stage (const GradusFormulaContext *context, GradusStage stage)
{
  const GradusShape *shape = &context->trace->shape;
  GradusMath *row;

  if (stage.kind == GRADUS_STAGE_APPLY)
    return make_apply (context);
  if (stage.kind == GRADUS_STAGE_UPDATE)
    {
      row = gradus_formula_make_update (context,
                                        stage.is_bias
                                            ? gradus_shape_bias (shape, stage.layer, stage.neuron)
                                            : gradus_shape_weight (shape, stage.layer, stage.neuron, stage.from),
                                        TRUE);
      add_exact (context, row, stage);
      return row;
    }

  row = gradus_math_row (gradus_formula_stage_symbol (context, stage), NULL);
  switch (stage.kind)
    {
    case GRADUS_STAGE_Z:
      add_weighted_sum (context, row, stage);
      break;
    case GRADUS_STAGE_A:
      add_activation (context, row, stage);
      break;
    case GRADUS_STAGE_LOSS:
      gradus_formula_add_loss (context, row);
      break;
    case GRADUS_STAGE_DL_DA:
      if (stage.layer + 1 == shape->n_layers)
        gradus_formula_add_loss_slope (context, row, stage.neuron);
      else
        add_paths (context, row, stage);
      break;
    case GRADUS_STAGE_SLOPE:
      add_slope (context, row, stage);
      break;
    case GRADUS_STAGE_DELTA:
      add_delta (context, row, stage);
      break;
    default:
      add_gradient (context, row, stage);
      break;
    }
  gradus_formula_add (row, "=", gradus_formula_stage_result (context, stage));
  add_exact (context, row, stage);
  return row;
}
