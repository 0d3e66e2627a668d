/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-formula-equations.h"

#include <glib/gi18n-lib.h>

#include "render/gradus-formula-matrix.h"
#include "render/gradus-formula-private.h"

static const GradusLetters *
letters_of (const GradusFormulaContext *context)
{
  return gradus_notation_letters (context->names->notation);
}

static const GradusLayer *
layer_of (const GradusFormulaContext *context, size_t layer)
{
  return &context->trace->shape.layers[layer];
}

static gboolean
is_last (const GradusFormulaContext *context, size_t layer)
{
  return layer + 1 == context->trace->shape.n_layers;
}

const char *
gradus_formula_vector_z (const GradusFormulaContext *context)
{
  return letters_of (context)->z;
}

const char *
gradus_formula_vector_a (const GradusFormulaContext *context)
{
  const char *letter = letters_of (context)->activation;

  return *letter != '\0' ? letter : "a";
}

/* Symbols. */

static GradusMath *
symbol_z (const GradusFormulaContext *context)
{
  return gradus_math_symbol (gradus_formula_vector_z (context));
}

static GradusMath *
symbol_a (const GradusFormulaContext *context)
{
  return gradus_math_symbol (gradus_formula_vector_a (context));
}

static GradusMath *
symbol_before (const GradusFormulaContext *context, size_t layer, gboolean transposed)
{
  if (layer > 0)
    return gradus_math_superscript (symbol_a (context), gradus_math_text (transposed ? "−T" : "−"));
  if (transposed)
    return gradus_math_superscript (gradus_math_symbol ("x"), gradus_math_text ("T"));
  return gradus_math_symbol ("x");
}

static GradusMath *
symbol_derivative (const GradusFormulaContext *context, const char *bottom)
{
  return gradus_formula_derivative (letters_of (context)->loss, bottom, (GradusPart){ .kind = GRADUS_PART_NONE });
}

static GradusMath *
symbol_eta (void)
{
  return gradus_math_for_part (gradus_math_symbol ("η"), (GradusPart){ .kind = GRADUS_PART_LEARNING_RATE });
}

static void
add_slope_symbol (const GradusFormulaContext *context, GradusMath *row)
{
  gradus_formula_add (row, "⊙", gradus_math_text ("φ′("));
  gradus_math_append (row, symbol_z (context));
  gradus_math_append (row, gradus_math_text (")"));
}

/* Equations. */

static GradusMath *
write_z (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (symbol_z (context), NULL);
  gboolean biases = layer_of (context, layer)->has_biases;

  gradus_formula_add (row, "=", gradus_math_symbol ("W"));
  gradus_formula_add (row, "", symbol_before (context, layer, FALSE));
  if (biases)
    gradus_formula_add (row, "+", gradus_math_symbol ("b"));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_WEIGHTS));
  gradus_formula_add (row, "", gradus_formula_matrix (context, layer, GRADUS_MATRIX_BEFORE));
  if (biases)
    gradus_formula_add (row, "+", gradus_formula_matrix (context, layer, GRADUS_MATRIX_BIASES));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_Z));
  return row;
}

static GradusMath *
write_a (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (symbol_a (context), NULL);

  gradus_formula_add (row, "=", gradus_math_text ("φ("));
  gradus_math_append (row, symbol_z (context));
  gradus_math_append (row, gradus_math_text (")"));
  gradus_formula_add (row, "=", gradus_math_text ("φ\u2009"));
  gradus_math_append (row, gradus_formula_matrix (context, layer, GRADUS_MATRIX_KNOWN_Z));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_A));
  return row;
}

/* The factor of a squared error: nothing, 2 or 2/n. */
static void
add_factor (const GradusFormulaContext *context, GradusMath *row)
{
  size_t n = context->trace->shape.n_outputs;
  g_autofree char *outputs = g_strdup_printf ("%zu", n);

  if (context->trace->loss_kind == GRADUS_LOSS_HALF_SQUARED_ERROR)
    return;
  if (context->trace->loss_kind == GRADUS_LOSS_MEAN_SQUARED_ERROR && n > 1)
    gradus_math_append (row, gradus_math_fraction (gradus_math_text ("2"), gradus_math_text (outputs)));
  else
    gradus_math_append (row, gradus_math_text ("2"));
  gradus_math_append (row, gradus_math_operator (""));
}

static GradusMath *
write_loss_slope (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (symbol_derivative (context, gradus_formula_vector_a (context)), NULL);

  if (gradus_loss_square_factor (context->trace->loss_kind, context->trace->shape.n_outputs) != 0)
    {
      gradus_math_append (row, gradus_math_operator ("="));
      add_factor (context, row);
      gradus_math_append (row, gradus_math_text ("("));
      gradus_math_append (row, symbol_a (context));
      gradus_formula_add (row, "−", gradus_math_symbol (letters_of (context)->target));
      gradus_math_append (row, gradus_math_text (")"));
      gradus_math_append (row, gradus_math_operator ("="));
      add_factor (context, row);
      gradus_math_append (row, gradus_math_delimiter ("("));
      gradus_math_append (row, gradus_formula_matrix (context, layer, GRADUS_MATRIX_KNOWN_A));
      gradus_formula_add (row, "−", gradus_formula_matrix (context, layer, GRADUS_MATRIX_TARGETS));
      gradus_math_append (row, gradus_math_delimiter (")"));
    }
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_LOSS_SLOPE));
  return row;
}

/* Softmax and cross-entropy weigh ŷ by the sum of the targets, which is 1 where these are a distribution. */
static gboolean
has_weighted_output (const GradusTrace *trace)
{
  double sum = 0;

  for (size_t i = 0; i < trace->shape.n_outputs; i++)
    sum += trace->targets[i];
  return trace->loss_kind == GRADUS_LOSS_CROSS_ENTROPY && sum != 1;
}

static GradusMath *
write_fused_delta (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (gradus_math_symbol ("δ"), gradus_math_operator ("="), symbol_a (context), NULL);
  const char *target = letters_of (context)->target;

  if (has_weighted_output (context->trace))
    {
      gradus_formula_add (row, "·", gradus_math_text ("Σ"));
      gradus_math_append (row, gradus_math_symbol (target));
      gradus_formula_add (row, "−", gradus_math_symbol (target));
    }
  else
    {
      gradus_formula_add (row, "−", gradus_math_symbol (target));
      gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_KNOWN_A));
      gradus_formula_add (row, "−", gradus_formula_matrix (context, layer, GRADUS_MATRIX_TARGETS));
    }
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_DELTA));
  return row;
}

static GradusMath *
write_delta (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (gradus_math_symbol ("δ"), gradus_math_operator ("="), NULL);

  if (is_last (context, layer))
    {
      if (context->trace->fused)
        {
          gradus_math_free (row);
          return write_fused_delta (context, layer);
        }
      gradus_math_append (row, symbol_derivative (context, gradus_formula_vector_a (context)));
      add_slope_symbol (context, row);
    }
  else
    {
      gradus_math_append (row, gradus_math_text ("("));
      gradus_math_append (row, gradus_math_superscript (gradus_math_symbol ("W"), gradus_math_text ("+T")));
      gradus_formula_add (row, "", gradus_math_superscript (gradus_math_symbol ("δ"), gradus_math_text ("+")));
      gradus_math_append (row, gradus_math_text (")"));
      add_slope_symbol (context, row);
      gradus_math_append (row, gradus_math_operator ("="));
      gradus_math_append (row, gradus_math_delimiter ("("));
      gradus_math_append (row, gradus_formula_matrix (context, layer, GRADUS_MATRIX_WEIGHTS_AFTER));
      gradus_formula_add (row, "", gradus_formula_matrix (context, layer, GRADUS_MATRIX_DELTA_AFTER));
      gradus_math_append (row, gradus_math_delimiter (")"));
      gradus_formula_add (row, "⊙", gradus_formula_matrix (context, layer, GRADUS_MATRIX_SLOPE));
    }
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_LOSS_SLOPE));
  gradus_formula_add (row, "⊙", gradus_formula_matrix (context, layer, GRADUS_MATRIX_SLOPE));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_DELTA));
  return row;
}

static GradusMath *
write_weight_gradient (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (symbol_derivative (context, "W"), NULL);

  gradus_formula_add (row, "=", gradus_math_symbol ("δ"));
  gradus_formula_add (row, "", symbol_before (context, layer, TRUE));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_KNOWN_DELTA));
  gradus_formula_add (row, "", gradus_formula_matrix (context, layer, GRADUS_MATRIX_BEFORE_TRANSPOSED));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_WEIGHT_GRADIENT));
  return row;
}

static GradusMath *
write_bias_gradient (const GradusFormulaContext *context, size_t layer)
{
  GradusMath *row = gradus_math_row (symbol_derivative (context, "b"), NULL);

  gradus_formula_add (row, "=", gradus_math_symbol ("δ"));
  gradus_formula_add (row, "=", gradus_formula_matrix (context, layer, GRADUS_MATRIX_BIAS_GRADIENT));
  return row;
}

/* How many of a layer's weights or biases training changes, of how many. */
static size_t
count_trained (const GradusFormulaContext *context, size_t layer, gboolean biases, size_t *of)
{
  const GradusLayer *l = layer_of (context, layer);
  size_t first = biases ? l->first_bias : l->first_weight, trained = 0;

  *of = biases ? l->n_neurons : l->n_neurons * l->n_inputs;
  for (size_t i = first; i < first + *of; i++)
    trained += gradus_shape_trains (&context->trace->shape, context->frozen, i);
  return trained;
}

gboolean
gradus_formula_is_plain_update (const GradusFormulaContext *context, size_t layer, gboolean biases)
{
  const GradusTraining *training = context->training;
  size_t of;

  if (training != NULL && (training->optimizer != GRADUS_OPTIMIZER_SGD || training->weight_decay != 0 ||
                           training->l1 != 0 || training->l2 != 0))
    return FALSE;
  return count_trained (context, layer, biases, &of) == of;
}

static GradusMath *
write_update (const GradusFormulaContext *context, size_t layer, gboolean biases)
{
  const char *letter = biases ? "b" : "W";
  GradusMath *row = gradus_math_row (gradus_math_symbol (letter), NULL);
  GradusMath *symbol = symbol_derivative (context, letter);
  GradusMath *rate = gradus_formula_number (context, context->learning_rate, TRUE);
  const GradusPart eta = { .kind = GRADUS_PART_LEARNING_RATE };
  size_t of;
  gboolean held = count_trained (context, layer, biases, &of) == 0;

  gradus_formula_add (row, "←", gradus_math_symbol (letter));
  if (!gradus_formula_is_plain_update (context, layer, biases))
    {
      g_autofree char *move = g_strconcat ("Δ", letter, NULL);

      /* What is held, or what the optimiser remembers, makes another step of it: only where it leads is told. */
      gradus_math_free (symbol);
      gradus_math_free (rate);
      if (!held)
        gradus_formula_add (row, "−", gradus_math_text (move));
    }
  else
    {
      if (context->trace->batch_size > 1)
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
      gradus_formula_add (row, "−", symbol_eta ());
      gradus_formula_add (row, "", symbol);
      gradus_formula_add (row,
                          "=",
                          biases ? gradus_formula_matrix (context, layer, GRADUS_MATRIX_BIASES)
                                 : gradus_formula_matrix (context, layer, GRADUS_MATRIX_WEIGHTS));
      gradus_formula_add (row, "−", gradus_math_for_part (rate, eta));
      gradus_formula_add (row,
                          "·",
                          biases ? gradus_formula_matrix (context, layer, GRADUS_MATRIX_BIAS_STEP)
                                 : gradus_formula_matrix (context, layer, GRADUS_MATRIX_WEIGHT_STEP));
    }
  gradus_formula_add (row,
                      "=",
                      biases ? gradus_formula_matrix (context, layer, GRADUS_MATRIX_BIAS_UPDATE)
                             : gradus_formula_matrix (context, layer, GRADUS_MATRIX_WEIGHT_UPDATE));
  if (held)
    /* Translators: an aside in a formula, behind a weight that training leaves alone. */
    gradus_formula_add (row, "", gradus_math_dimmed (gradus_math_text (C_ ("formula", "(held)"))));
  return row;
}

gboolean
gradus_formula_has_equation (const GradusFormulaContext *context, size_t layer, GradusEquation equation)
{
  switch (equation)
    {
    case GRADUS_EQUATION_LOSS_SLOPE:
      return is_last (context, layer) && !context->trace->fused;
    case GRADUS_EQUATION_BIAS_GRADIENT:
    case GRADUS_EQUATION_BIAS_UPDATE:
      return layer_of (context, layer)->has_biases;
    default:
      return TRUE;
    }
}

GradusMath *
gradus_formula_equation (const GradusFormulaContext *context, size_t layer, GradusEquation equation)
{
  switch (equation)
    {
    case GRADUS_EQUATION_Z:
      return write_z (context, layer);
    case GRADUS_EQUATION_A:
      return write_a (context, layer);
    case GRADUS_EQUATION_LOSS_SLOPE:
      return write_loss_slope (context, layer);
    case GRADUS_EQUATION_DELTA:
      return write_delta (context, layer);
    case GRADUS_EQUATION_WEIGHT_GRADIENT:
      return write_weight_gradient (context, layer);
    case GRADUS_EQUATION_BIAS_GRADIENT:
      return write_bias_gradient (context, layer);
    case GRADUS_EQUATION_WEIGHT_UPDATE:
    case GRADUS_EQUATION_BIAS_UPDATE:
      return write_update (context, layer, equation == GRADUS_EQUATION_BIAS_UPDATE);
    case GRADUS_N_EQUATIONS:
      break;
    }
  g_return_val_if_reached (NULL);
}
