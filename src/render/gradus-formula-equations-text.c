/* Equations as they are spoken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "render/gradus-formula-equations.h"
#include "render/gradus-formula-private.h"

#define MOST_SPOKEN 8 /* numbers; of more only how many there are */

static GradusStage
find_stage (size_t layer, GradusEquation equation, size_t row, size_t column)
{
  GradusStage stage = { .layer = layer, .neuron = row };

  switch (equation)
    {
    case GRADUS_EQUATION_Z:
      stage.kind = GRADUS_STAGE_Z;
      break;
    case GRADUS_EQUATION_A:
      stage.kind = GRADUS_STAGE_A;
      break;
    case GRADUS_EQUATION_LOSS_SLOPE:
      stage.kind = GRADUS_STAGE_DL_DA;
      break;
    case GRADUS_EQUATION_DELTA:
      stage.kind = GRADUS_STAGE_DELTA;
      break;
    case GRADUS_EQUATION_WEIGHT_GRADIENT:
    case GRADUS_EQUATION_WEIGHT_UPDATE:
      stage.kind = equation == GRADUS_EQUATION_WEIGHT_GRADIENT ? GRADUS_STAGE_GRADIENT : GRADUS_STAGE_UPDATE;
      stage.from = column;
      break;
    default:
      stage.kind = equation == GRADUS_EQUATION_BIAS_GRADIENT ? GRADUS_STAGE_GRADIENT : GRADUS_STAGE_UPDATE;
      stage.is_bias = true;
    }
  return stage;
}

/* The numbers on the right side, row by row; what a walk has not reached is a dash. */
static char *
list_numbers (const GradusFormulaContext *context, size_t layer, GradusEquation equation)
{
  const GradusLayer *l = &context->trace->shape.layers[layer];
  gboolean wide = equation == GRADUS_EQUATION_WEIGHT_GRADIENT || equation == GRADUS_EQUATION_WEIGHT_UPDATE;
  size_t rows = l->n_neurons, columns = wide ? l->n_inputs : 1;
  g_autoptr (GString) list = g_string_new (NULL);

  if (rows * columns > MOST_SPOKEN)
    /* Translators: a matrix with so many rows and columns, told instead of its numbers. */
    return g_strdup_printf (_ ("a matrix of %zu by %zu numbers"), rows, columns);

  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++)
      {
        GradusMath *math = gradus_formula_stage_number (context, find_stage (layer, equation, r, c));
        g_autofree char *number = gradus_math_to_text (math);

        if (list->len > 0)
          g_string_append (list, c > 0 ? ", " : "; ");
        g_string_append (list, number);
        gradus_math_free (math);
      }
  return g_strdup (list->str);
}

static char *
say_delta (const GradusFormulaContext *context, size_t layer, const char *numbers)
{
  const char *z = gradus_formula_vector_z (context), *a = gradus_formula_vector_a (context);
  const GradusLetters *letters = gradus_notation_letters (context->names->notation);

  if (layer + 1 < context->trace->shape.n_layers)
    return g_strdup_printf (
        /* Translators: δ = (W⁺ᵀ δ⁺) ⊙ φ′(z) spoken; %s are z and the numbers. */
        _ ("delta equals W of the next layer transposed times delta of the next layer, each times the slope at %s: %s"),
        z,
        numbers);
  if (context->trace->fused)
    /* Translators: δ = a − y spoken; %s are a, y and the numbers. */
    return g_strdup_printf (_ ("delta equals %s minus %s: %s"), a, letters->target, numbers);
  /* Translators: δ = ∂L/∂a ⊙ φ′(z) spoken; %s are L, a, z and the numbers. */
  return g_strdup_printf (
      _ ("delta equals the derivative of %s by %s, each times the slope at %s: %s"), letters->loss, a, z, numbers);
}

static char *
say_loss_slope (const GradusFormulaContext *context, const char *numbers)
{
  const GradusLetters *letters = gradus_notation_letters (context->names->notation);
  const char *a = gradus_formula_vector_a (context);
  size_t n = context->trace->shape.n_outputs;
  double factor = gradus_loss_square_factor (context->trace->loss_kind, n);

  if (factor == 0)
    /* Translators: ∂L/∂a spoken; %s are L, a and the numbers. */
    return g_strdup_printf (_ ("the derivative of %s by %s: %s"), letters->loss, a, numbers);
  if (context->trace->loss_kind == GRADUS_LOSS_HALF_SQUARED_ERROR)
    return g_strdup_printf (
        /* Translators: ∂L/∂a = a − y spoken; %s are L, a, a, y and the numbers. */
        _ ("the derivative of %s by %s equals %s minus %s: %s"),
        letters->loss,
        a,
        a,
        letters->target,
        numbers);
  if (context->trace->loss_kind == GRADUS_LOSS_MEAN_SQUARED_ERROR && n > 1)
    return g_strdup_printf (
        /* Translators: ∂L/∂a = 2/n (a − y) spoken; the values are L, a, n, a, y and the numbers. */
        _ ("the derivative of %s by %s equals 2 over %zu times %s minus %s: %s"),
        letters->loss,
        a,
        n,
        a,
        letters->target,
        numbers);
  return g_strdup_printf (
      /* Translators: ∂L/∂a = 2 (a − y) spoken; %s are L, a, a, y and the numbers. */
      _ ("the derivative of %s by %s equals 2 times %s minus %s: %s"),
      letters->loss,
      a,
      a,
      letters->target,
      numbers);
}

static char *
say_update (const GradusFormulaContext *context, size_t layer, gboolean biases, const char *numbers)
{
  const char *letter = biases ? "b" : "W";
  const char *loss = gradus_notation_letters (context->names->notation)->loss;

  if (!gradus_formula_is_plain_update (context, layer, biases))
    /* Translators: W ← W − ΔW spoken; %s are W, W, W and the numbers. */
    return g_strdup_printf (_ ("%s becomes %s minus delta %s: %s"), letter, letter, letter, numbers);
  if (context->trace->batch_size > 1 && context->training != NULL &&
      context->training->reduction == GRADUS_REDUCTION_SUM)
    return g_strdup_printf (
        /* Translators: an update over a batch spoken; %s are W, W, L, W and the numbers. */
        _ ("%s becomes %s minus eta times the sum of the derivatives of %s by %s: %s"),
        letter,
        letter,
        loss,
        letter,
        numbers);
  if (context->trace->batch_size > 1)
    return g_strdup_printf (
        /* Translators: an update over a batch spoken; %s are W, W, L, W and the numbers. */
        _ ("%s becomes %s minus eta times the mean of the derivatives of %s by %s: %s"),
        letter,
        letter,
        loss,
        letter,
        numbers);
  /* Translators: W ← W − η ∂L/∂W spoken; %s are W, W, L, W and the numbers. */
  return g_strdup_printf (
      _ ("%s becomes %s minus eta times the derivative of %s by %s: %s"), letter, letter, loss, letter, numbers);
}

static char *
say_z (const GradusFormulaContext *context, size_t layer, const char *numbers)
{
  const char *z = gradus_formula_vector_z (context), *a = gradus_formula_vector_a (context);
  gboolean biases = context->trace->shape.layers[layer].has_biases;

  if (layer == 0)
    return biases
               /* Translators: z = W x + b spoken; %s are z and the numbers. */
               ? g_strdup_printf (_ ("%s equals W times x plus b: %s"), z, numbers)
               : g_strdup_printf (_ ("%s equals W times x: %s"), z, numbers);
  return biases
             /* Translators: z = W a⁻ + b spoken; %s are z, a and the numbers. */
             ? g_strdup_printf (_ ("%s equals W times %s of the layer before plus b: %s"), z, a, numbers)
             : g_strdup_printf (_ ("%s equals W times %s of the layer before: %s"), z, a, numbers);
}

char *
gradus_formula_equation_to_speech (const GradusFormulaContext *context, size_t layer, GradusEquation equation)
{
  const char *z = gradus_formula_vector_z (context), *a = gradus_formula_vector_a (context);
  const char *loss = gradus_notation_letters (context->names->notation)->loss;
  g_autofree char *numbers = list_numbers (context, layer, equation);

  switch (equation)
    {
    case GRADUS_EQUATION_Z:
      return say_z (context, layer, numbers);
    case GRADUS_EQUATION_A:
      /* Translators: a = φ(z) spoken; %s are a, z and the numbers. */
      return g_strdup_printf (_ ("%s equals phi of %s: %s"), a, z, numbers);
    case GRADUS_EQUATION_LOSS_SLOPE:
      return say_loss_slope (context, numbers);
    case GRADUS_EQUATION_DELTA:
      return say_delta (context, layer, numbers);
    case GRADUS_EQUATION_WEIGHT_GRADIENT:
      if (layer == 0)
        /* Translators: ∂L/∂W = δ xᵀ spoken; %s are L and the numbers. */
        return g_strdup_printf (_ ("the derivative of %s by W equals delta times x transposed: %s"), loss, numbers);
      return g_strdup_printf (
          /* Translators: ∂L/∂W = δ a⁻ᵀ spoken; %s are L, a and the numbers. */
          _ ("the derivative of %s by W equals delta times %s of the layer before transposed: %s"),
          loss,
          a,
          numbers);
    case GRADUS_EQUATION_BIAS_GRADIENT:
      /* Translators: ∂L/∂b = δ spoken; %s are L and the numbers. */
      return g_strdup_printf (_ ("the derivative of %s by b equals delta: %s"), loss, numbers);
    case GRADUS_EQUATION_WEIGHT_UPDATE:
    case GRADUS_EQUATION_BIAS_UPDATE:
      return say_update (context, layer, equation == GRADUS_EQUATION_BIAS_UPDATE, numbers);
    case GRADUS_N_EQUATIONS:
      break;
    }
  g_return_val_if_reached (NULL);
}
