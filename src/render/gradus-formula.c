/* The chain product of a parameter, its running product, and its update.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-formula.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-formula-private.h"

/* One factor of the product, and the stage that the product up to it is. */
typedef struct
{
  enum
  {
    FACTOR_STAGE,     /* the stage itself: ∂L/∂ŷ, ∂ŷ/∂z, or a fused ∂L/∂z */
    FACTOR_WEIGHT,    /* ∂z of `to` after the neuron / ∂a of the neuron */
    FACTOR_SUM,       /* over all neurons after it: ∂L/∂z · ∂z/∂a */
    FACTOR_PARAMETER, /* ∂z/∂w */
  } kind;
  GradusStage stage;
  GradusStage product;
  size_t layer, neuron;
} Factor;

static void
add_stage (GArray *factors, GradusStage stage, GradusStage product)
{
  Factor factor = { .kind = FACTOR_STAGE, .stage = stage, .product = product };

  g_array_append_val (factors, factor);
}

/* The factors of ∂L/∂z of a neuron, from the loss back to it. */
static void
add_delta_factors (const GradusFormulaContext *context, GArray *factors, size_t layer, size_t neuron)
{
  const GradusShape *shape = &context->trace->shape;
  GradusStage felt = gradus_formula_neuron_stage (GRADUS_STAGE_DL_DA, layer, neuron);
  GradusStage slope = gradus_formula_neuron_stage (GRADUS_STAGE_SLOPE, layer, neuron);
  GradusStage delta = gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, layer, neuron);

  if (layer + 1 == shape->n_layers && context->trace->fused)
    {
      add_stage (factors, delta, delta);
      return;
    }

  if (layer + 1 == shape->n_layers)
    add_stage (factors, felt, felt);
  else
    {
      Factor factor = { .kind = FACTOR_SUM, .product = felt, .layer = layer, .neuron = neuron };

      if (shape->layers[layer + 1].n_neurons == 1)
        {
          add_delta_factors (context, factors, layer + 1, 0);
          factor.kind = FACTOR_WEIGHT;
        }
      g_array_append_val (factors, factor);
    }
  add_stage (factors, slope, delta);
}

static GArray *
list_factors (const GradusFormulaContext *context, size_t parameter)
{
  GArray *factors = g_array_new (FALSE, TRUE, sizeof (Factor));
  GradusParameter p = gradus_shape_parameter (&context->trace->shape, parameter);
  Factor last = {
    .kind = FACTOR_PARAMETER,
    .product = gradus_formula_parameter_stage (context, GRADUS_STAGE_GRADIENT, parameter),
  };

  add_delta_factors (context, factors, p.layer, p.to);
  g_array_append_val (factors, last);
  return factors;
}

static GradusMath *
stack (GradusMath *above, GradusMath *below)
{
  GradusMath *column = gradus_math_column ();

  gradus_math_append (column, above);
  gradus_math_append (column, below);
  return column;
}

static GradusMath *
make_weight_factor (const GradusFormulaContext *context, size_t layer, size_t neuron, size_t to, gboolean shown)
{
  const GradusTrace *trace = context->trace;
  double weight = trace->parameters[gradus_shape_weight (&trace->shape, layer + 1, to, neuron)];

  return stack (gradus_formula_weight_slope (context, layer + 1, to, neuron),
                gradus_formula_number (context, weight, shown));
}

/* ( δ · w + δ · w + … ): one summand for each neuron that the neuron feeds. */
static void
add_sum (const GradusFormulaContext *context, GradusMath *row, const Factor *factor)
{
  size_t n = context->trace->shape.layers[factor->layer + 1].n_neurons;
  gboolean shown = gradus_formula_reveals (context, factor->product);
  gboolean dotted = FALSE;

  gradus_math_append (row, gradus_math_delimiter ("("));
  for (size_t k = 0; k < n; k++)
    {
      GradusStage delta = gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, factor->layer + 1, k);
      const char *plus = k > 0 ? "+" : NULL;

      if (n > GRADUS_FORMULA_TERMS && k + 1 < n && k >= GRADUS_FORMULA_TERMS - 2)
        {
          if (!dotted)
            gradus_formula_add (row, plus, stack (gradus_math_text ("⋯"), gradus_math_text ("⋯")));
          dotted = TRUE;
          continue;
        }
      gradus_formula_add (
          row,
          plus,
          stack (gradus_formula_stage_symbol (context, delta), gradus_formula_stage_result (context, delta)));
      gradus_formula_add (row, "·", make_weight_factor (context, factor->layer, factor->neuron, k, shown));
    }
  gradus_math_append (row, gradus_math_delimiter (")"));
}

static void
add_factor (const GradusFormulaContext *context, GradusMath *row, const Factor *factor, size_t parameter)
{
  GradusParameter p = gradus_shape_parameter (&context->trace->shape, parameter);
  gboolean shown = gradus_formula_reveals (context, factor->product);
  GradusMath *number;

  switch (factor->kind)
    {
    case FACTOR_STAGE:
      gradus_math_append (row,
                          stack (gradus_formula_stage_symbol (context, factor->stage),
                                 gradus_formula_stage_result (context, factor->stage)));
      break;
    case FACTOR_WEIGHT:
      gradus_math_append (row, make_weight_factor (context, factor->layer, factor->neuron, 0, shown));
      break;
    case FACTOR_SUM:
      add_sum (context, row, factor);
      break;
    case FACTOR_PARAMETER:
      if (p.is_bias)
        number = gradus_formula_number (context, 1, shown);
      else if (!shown)
        number = gradus_math_hidden (gradus_formula_before_number (context, p.layer, p.from));
      else
        number = gradus_formula_before_number (context, p.layer, p.from);
      gradus_math_append (row, stack (gradus_formula_parameter_slope (context, parameter), number));
      break;
    }
}

GradusMath *
gradus_formula_make_update (const GradusFormulaContext *context, size_t parameter, gboolean arithmetic)
{
  const GradusTrace *trace = gradus_formula_trace (context);
  GradusStage gradient = gradus_formula_parameter_stage (context, GRADUS_STAGE_GRADIENT, parameter);
  GradusStage update = gradus_formula_parameter_stage (context, GRADUS_STAGE_UPDATE, parameter);
  gboolean shown = gradus_formula_reveals (context, gradient);
  double weight = trace->parameters[parameter], g = trace->step_gradient[parameter];
  double move = gradus_detail_move (trace, parameter, context->learning_rate);
  GradusMath *row = gradus_math_row (gradus_formula_parameter (context, parameter), NULL);
  GradusMath *symbol = gradus_formula_stage_symbol (context, gradient);
  GradusMath *number = trace->batch_size > 1 ? gradus_formula_number (context, g, shown)
                                             : gradus_formula_stage_number (context, gradient);
  GradusPart eta = { .kind = GRADUS_PART_LEARNING_RATE };

  gradus_formula_add (row, "←", gradus_formula_parameter (context, parameter));

  if (!gradus_shape_trains (&trace->shape, context->frozen, parameter))
    {
      gradus_math_free (symbol);
      gradus_math_free (number);
      gradus_formula_add (row, "=", gradus_formula_stage_result (context, update));
      /* Translators: an aside in a formula, behind a weight that training leaves alone. */
      gradus_formula_add (row, "", gradus_math_dimmed (gradus_math_text (C_ ("formula", "(held)"))));
      return row;
    }
  if (trace->updated[parameter] == weight && g != 0 && context->learning_rate != 0)
    {
      gradus_math_free (symbol);
      gradus_math_free (number);
      gradus_formula_add (row, "=", gradus_formula_stage_result (context, update));
      return row;
    }
  if (context->training != NULL && context->training->optimizer != GRADUS_OPTIMIZER_SGD)
    {
      /* Other optimisers take off more than η times the gradient: only where it leads is told. */
      gradus_math_free (symbol);
      gradus_math_free (number);
      gradus_formula_add (row, "−", gradus_math_symbol ("Δ"));
      gradus_formula_add (row, "=", gradus_formula_stage_result (context, update));
      return row;
    }

  if (trace->batch_size > 1)
    {
      gboolean sum = context->training != NULL && context->training->reduction == GRADUS_REDUCTION_SUM;

      symbol = gradus_math_row (
          /* Translators: in a formula, before the gradient in parentheses: its mean (sum) over the samples of a batch. */
          gradus_math_text (sum ? C_ ("formula", "sum") : C_ ("formula", "mean")),
          gradus_math_delimiter ("("),
          symbol,
          gradus_math_delimiter (")"),
          NULL);
    }

  gradus_formula_add (row, "−", gradus_math_for_part (gradus_math_symbol ("η"), eta));
  gradus_formula_add (row, "·", symbol);
  gradus_formula_add (row, "=", gradus_formula_number (context, weight, TRUE));
  gradus_formula_add (
      row, "−", gradus_math_for_part (gradus_formula_number (context, context->learning_rate, TRUE), eta));
  gradus_formula_add (row, "·", gradus_formula_enclose (number, g));
  if (arithmetic)
    {
      gradus_formula_add (row, "=", gradus_formula_number (context, weight, TRUE));
      gradus_formula_add (row, move < 0 ? "+" : "−", gradus_formula_number (context, fabs (move), shown));
    }
  gradus_formula_add (row, "=", gradus_formula_stage_result (context, update));
  return row;
}

GradusMath *
gradus_formula_chain (const GradusFormulaContext *context, size_t parameter)
{
  g_autoptr (GArray) factors = list_factors (context, parameter);
  GradusStage gradient = gradus_formula_parameter_stage (context, GRADUS_STAGE_GRADIENT, parameter);
  GradusMath *row = gradus_math_row (gradus_formula_stage_symbol (context, gradient), NULL);

  for (guint i = 0; i < factors->len; i++)
    {
      gradus_math_append (row, gradus_math_operator (i == 0 ? "=" : "·"));
      add_factor (context, row, &g_array_index (factors, Factor, i), parameter);
    }
  gradus_formula_add (row, "=", gradus_formula_stage_result (context, gradient));
  return row;
}

GradusMath *
gradus_formula_running_product (const GradusFormulaContext *context, size_t parameter)
{
  g_autoptr (GArray) factors = list_factors (context, parameter);
  GradusMath *row = gradus_math_row (NULL, NULL);

  for (guint i = 0; i < factors->len; i++)
    {
      GradusStage product = g_array_index (factors, Factor, i).product;

      gradus_formula_add (
          row,
          i > 0 ? "→" : NULL,
          stack (gradus_formula_stage_symbol (context, product), gradus_formula_stage_result (context, product)));
    }
  return row;
}

GradusMath *
gradus_formula_update (const GradusFormulaContext *context, size_t parameter)
{
  return gradus_formula_make_update (context, parameter, FALSE);
}

double
gradus_formula_drift (const GradusFormulaContext *context, size_t parameter)
{
  if (context->rounded == NULL)
    return 0;
  return context->rounded->gradient[parameter] - context->trace->gradient[parameter];
}
