/* The loss and its derivative, written out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-formula-private.h"

static gboolean
output_shown (const GradusFormulaContext *context, size_t output)
{
  return gradus_formula_reveals (
      context, gradus_formula_neuron_stage (GRADUS_STAGE_A, context->trace->shape.n_layers - 1, output));
}

/* y − ŷ as symbols, as numbers, or worked out. */
typedef enum
{
  AS_SYMBOLS,
  AS_NUMBERS,
  AS_RESULT,
} Writing;

static GradusMath *
write_target (const GradusFormulaContext *context, size_t k, Writing writing)
{
  if (writing == AS_SYMBOLS)
    return gradus_formula_target (context, k);
  return gradus_formula_number (context, context->trace->targets[k], TRUE);
}

static GradusMath *
write_output (const GradusFormulaContext *context, size_t k, Writing writing)
{
  size_t last = context->trace->shape.n_layers - 1;

  if (writing == AS_SYMBOLS)
    return gradus_formula_a (context, last, k);
  return gradus_formula_stage_number (context, gradus_formula_neuron_stage (GRADUS_STAGE_A, last, k));
}

/* open y − ŷ close */
static GradusMath *
write_error (const GradusFormulaContext *context, size_t k, Writing writing, const char *open, const char *close)
{
  double error = gradus_detail_error (gradus_formula_trace (context), k);
  GradusMath *row = gradus_math_row (gradus_math_text (open), NULL);

  if (writing == AS_RESULT)
    gradus_math_append (row, gradus_formula_number (context, error, output_shown (context, k)));
  else
    {
      double output = gradus_formula_trace (context)
                          ->a[gradus_shape_neuron (&context->trace->shape, context->trace->shape.n_layers - 1, k)];
      GradusMath *second = write_output (context, k, writing);

      gradus_math_append (row, write_target (context, k, writing));
      gradus_formula_add (row, "−", writing == AS_NUMBERS ? gradus_formula_enclose (second, output) : second);
    }
  gradus_math_append (row, gradus_math_text (close));
  return row;
}

/* y · ln ŷ, and for the binary loss + (1 − y) · ln(1 − ŷ). */
static GradusMath *
write_entropy (const GradusFormulaContext *context, size_t k, Writing writing)
{
  GradusMath *row = gradus_math_row (write_target (context, k, writing), NULL);

  gradus_formula_add (row, "·", gradus_math_text ("ln "));
  gradus_math_append (row, write_output (context, k, writing));
  if (context->trace->loss_kind == GRADUS_LOSS_CROSS_ENTROPY)
    return row;

  gradus_formula_add (row, "+", gradus_math_text ("(1"));
  gradus_formula_add (row, "−", write_target (context, k, writing));
  gradus_math_append (row, gradus_math_text (")"));
  gradus_formula_add (row, "·", gradus_math_text ("ln(1"));
  gradus_formula_add (row, "−", write_output (context, k, writing));
  gradus_math_append (row, gradus_math_text (")"));
  return row;
}

static GradusMath *
write_term (const GradusFormulaContext *context, size_t k, Writing writing)
{
  switch (context->trace->loss_kind)
    {
    case GRADUS_LOSS_SQUARED_ERROR:
    case GRADUS_LOSS_HALF_SQUARED_ERROR:
    case GRADUS_LOSS_MEAN_SQUARED_ERROR:
      return gradus_math_superscript (write_error (context, k, writing, "(", ")"), gradus_math_text ("2"));
    case GRADUS_LOSS_ABSOLUTE_ERROR:
      return write_error (context, k, writing, "|", "|");
    case GRADUS_LOSS_HUBER:
      return gradus_math_row (gradus_math_symbol ("H"), write_error (context, k, writing, "(", ")"), NULL);
    case GRADUS_LOSS_BINARY_CROSS_ENTROPY:
    case GRADUS_LOSS_CROSS_ENTROPY:
      return write_entropy (context, k, writing);
    }
  g_return_val_if_reached (NULL);
}

/* What stands before the sum over the outputs; NULL for nothing. */
static GradusMath *
write_prefix (const GradusFormulaContext *context, double numerator)
{
  g_autofree char *n = g_strdup_printf ("%zu", context->trace->shape.n_outputs);
  g_autofree char *top = g_strdup_printf ("%g", numerator);

  switch (context->trace->loss_kind)
    {
    case GRADUS_LOSS_HALF_SQUARED_ERROR:
      return gradus_math_fraction (gradus_math_text (top), gradus_math_text ("2"));
    case GRADUS_LOSS_MEAN_SQUARED_ERROR:
      return gradus_math_fraction (gradus_math_text (top), gradus_math_text (n));
    default:
      return NULL;
    }
}

static void
add_terms (const GradusFormulaContext *context, GradusMath *row, Writing writing)
{
  size_t n = context->trace->shape.n_outputs;
  gboolean entropy = context->trace->fused;
  GradusMath *prefix = write_prefix (context, 1);
  gboolean enclosed = n > 1 ? prefix != NULL || entropy : entropy;
  gboolean dotted = FALSE;

  gradus_math_append (row, gradus_math_operator ("="));
  if (prefix != NULL)
    {
      gradus_math_append (row, prefix);
      gradus_math_append (row, gradus_math_operator ("·"));
    }
  if (entropy)
    gradus_math_append (row, gradus_math_text ("−"));
  if (enclosed)
    gradus_math_append (row, gradus_math_text ("("));
  for (size_t k = 0; k < n; k++)
    {
      if (n > GRADUS_FORMULA_TERMS && k + 1 < n && k >= GRADUS_FORMULA_TERMS - 2)
        {
          if (!dotted)
            gradus_formula_add (row, "+", gradus_math_text ("⋯"));
          dotted = TRUE;
          continue;
        }
      gradus_formula_add (row, k > 0 ? "+" : NULL, write_term (context, k, writing));
    }
  if (enclosed)
    gradus_math_append (row, gradus_math_text (")"));
}

void
gradus_formula_add_loss (const GradusFormulaContext *context, GradusMath *row)
{
  add_terms (context, row, AS_SYMBOLS);
  add_terms (context, row, AS_NUMBERS);
  if (!context->trace->fused)
    add_terms (context, row, AS_RESULT);
}

void
gradus_formula_add_loss_slope (const GradusFormulaContext *context, GradusMath *row, size_t k)
{
  GradusLoss loss = context->trace->loss_kind;
  GradusMath *factor = loss == GRADUS_LOSS_MEAN_SQUARED_ERROR ? write_prefix (context, 2) : NULL;

  if (loss == GRADUS_LOSS_ABSOLUTE_ERROR || loss == GRADUS_LOSS_HUBER)
    {
      const char *function = loss == GRADUS_LOSS_HUBER ? "H′" : "sign";

      for (int writing = AS_SYMBOLS; writing <= AS_RESULT; writing++)
        {
          gradus_formula_add (row, "=", gradus_math_text ("−"));
          gradus_math_append (row, gradus_math_text (function));
          gradus_math_append (row, write_error (context, k, (Writing) writing, "(", ")"));
        }
      return;
    }

  if (context->trace->fused)
    {
      for (int writing = AS_SYMBOLS; writing <= AS_NUMBERS; writing++)
        {
          gradus_formula_add (row, "=", gradus_math_text ("−"));
          gradus_math_append (row,
                              gradus_math_fraction (write_target (context, k, (Writing) writing),
                                                    write_output (context, k, (Writing) writing)));
          if (loss == GRADUS_LOSS_CROSS_ENTROPY)
            continue;
          gradus_formula_add (row,
                              "+",
                              gradus_math_fraction (gradus_math_row (gradus_math_text ("1"),
                                                                     gradus_math_operator ("−"),
                                                                     write_target (context, k, (Writing) writing),
                                                                     NULL),
                                                    gradus_math_row (gradus_math_text ("1"),
                                                                     gradus_math_operator ("−"),
                                                                     write_output (context, k, (Writing) writing),
                                                                     NULL)));
        }
      return;
    }

  for (int writing = AS_SYMBOLS; writing <= AS_RESULT; writing++)
    {
      double error = gradus_detail_error (gradus_formula_trace (context), k);
      gboolean plain = writing == AS_RESULT && !(error < 0);

      gradus_math_append (row, gradus_math_operator ("="));
      gradus_math_append (row, gradus_math_text ("−"));
      if (loss == GRADUS_LOSS_SQUARED_ERROR)
        gradus_math_append (row, gradus_math_text ("2"));
      else if (factor != NULL)
        {
          gradus_math_append (row, factor);
          factor = write_prefix (context, 2);
        }
      if (plain && loss != GRADUS_LOSS_HALF_SQUARED_ERROR)
        gradus_math_append (row, gradus_math_operator ("·"));
      gradus_math_append (row, write_error (context, k, (Writing) writing, plain ? "" : "(", plain ? "" : ")"));
    }
  gradus_math_free (factor);
}
