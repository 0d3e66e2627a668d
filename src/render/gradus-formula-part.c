/* Symbols and numbers of formulas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-formula-private.h"

#include <string.h>

static const GradusShape *
shape_of (const GradusFormulaContext *context)
{
  return &context->trace->shape;
}

/* A number that ends before the digits asked for is exact as it stands: 0.8, 1.1, 2. */
static char *
write_number (GradusFormat format, double value, char text[])
{
  char full[GRADUS_FORMAT_SIZE];
  const char *point;

  if (value == 0)
    value = 0; /* without the sign a zero may have */
  gradus_format_number ((GradusFormat){ .digits = GRADUS_DIGITS_FULL }, value, full);
  point = strchr (full, '.');
  if (strchr (full, 'e') == NULL && (point == NULL || strlen (point + 1) <= (size_t) format.digits))
    format.digits = GRADUS_DIGITS_FULL;
  return gradus_format_number (format, value, text);
}

static int
sign_of (double value)
{
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

static GradusMath *
neuron_symbol (const GradusFormulaContext *context, GradusStageKind kind, size_t layer, size_t neuron)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  if (kind == GRADUS_STAGE_Z)
    gradus_symbol_z (context->names, shape_of (context), layer, neuron, symbol);
  else if (kind == GRADUS_STAGE_A)
    gradus_symbol_activation (context->names, shape_of (context), layer, neuron, symbol);
  else
    gradus_symbol_delta (context->names, shape_of (context), layer, neuron, symbol);
  return gradus_math_for_part (gradus_math_symbol (symbol),
                               (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = layer, .neuron = neuron });
}

static char *
write_before (const GradusFormulaContext *context, size_t layer, size_t from, char symbol[])
{
  if (layer == 0)
    return gradus_symbol_input (context->names, from, symbol);
  return gradus_symbol_activation (context->names, shape_of (context), layer - 1, from, symbol);
}

static GradusPart
part_before (size_t layer, size_t from)
{
  if (layer == 0)
    return (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = from };
  return (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = layer - 1, .neuron = from };
}

const GradusTrace *
gradus_formula_trace (const GradusFormulaContext *context)
{
  return context->rounded != NULL ? context->rounded : context->trace;
}

gboolean
gradus_formula_reveals (const GradusFormulaContext *context, GradusStage stage)
{
  return gradus_stage_index (shape_of (context), stage) < context->cursor;
}

GradusMath *
gradus_formula_z (const GradusFormulaContext *context, size_t layer, size_t neuron)
{
  return neuron_symbol (context, GRADUS_STAGE_Z, layer, neuron);
}

GradusMath *
gradus_formula_a (const GradusFormulaContext *context, size_t layer, size_t neuron)
{
  return neuron_symbol (context, GRADUS_STAGE_A, layer, neuron);
}

GradusMath *
gradus_formula_delta (const GradusFormulaContext *context, size_t layer, size_t neuron)
{
  return neuron_symbol (context, GRADUS_STAGE_DELTA, layer, neuron);
}

GradusMath *
gradus_formula_before (const GradusFormulaContext *context, size_t layer, size_t from)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  return gradus_math_for_part (gradus_math_symbol (write_before (context, layer, from, symbol)),
                               part_before (layer, from));
}

GradusMath *
gradus_formula_parameter (const GradusFormulaContext *context, size_t parameter)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  return gradus_math_for_part (gradus_math_symbol (gradus_symbol_parameter (shape_of (context), parameter, symbol)),
                               gradus_part_from_parameter (shape_of (context), parameter));
}

GradusMath *
gradus_formula_target (const GradusFormulaContext *context, size_t output)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  return gradus_math_for_part (
      gradus_math_symbol (gradus_symbol_target (context->names, shape_of (context), output, symbol)),
      (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = output });
}

GradusMath *
gradus_formula_derivative (const char *top, const char *bottom, GradusPart part)
{
  g_autofree char *numerator = g_strconcat ("∂", top, NULL);
  g_autofree char *denominator = g_strconcat ("∂", bottom, NULL);

  return gradus_math_for_part (gradus_math_fraction (gradus_math_symbol (numerator), gradus_math_symbol (denominator)),
                               part);
}

GradusMath *
gradus_formula_stage_symbol (const GradusFormulaContext *context, GradusStage stage)
{
  char symbol[GRADUS_SYMBOL_SIZE];
  GradusPart part = gradus_stage_part (shape_of (context), stage);
  char *slash;

  gradus_symbol_stage (context->names, shape_of (context), stage, symbol);
  if (!g_str_has_prefix (symbol, "∂"))
    return gradus_math_for_part (gradus_math_symbol (symbol), part);

  /* A name may hold a slash of its own, but never one before ∂. */
  slash = strstr (symbol, "/∂");
  *slash = '\0';
  return gradus_formula_derivative (symbol + strlen ("∂"), slash + strlen ("/∂"), part);
}

GradusMath *
gradus_formula_weight_slope (const GradusFormulaContext *context, size_t layer, size_t neuron, size_t from)
{
  char top[GRADUS_SYMBOL_SIZE], bottom[GRADUS_SYMBOL_SIZE];

  gradus_symbol_z (context->names, shape_of (context), layer, neuron, top);
  write_before (context, layer, from, bottom);
  return gradus_formula_derivative (
      top, bottom, (GradusPart){ .kind = GRADUS_PART_WEIGHT, .layer = layer, .neuron = neuron, .from = from });
}

GradusMath *
gradus_formula_parameter_slope (const GradusFormulaContext *context, size_t parameter)
{
  GradusParameter p = gradus_shape_parameter (shape_of (context), parameter);
  char top[GRADUS_SYMBOL_SIZE], bottom[GRADUS_SYMBOL_SIZE];

  gradus_symbol_z (context->names, shape_of (context), p.layer, p.to, top);
  gradus_symbol_parameter (shape_of (context), parameter, bottom);
  return gradus_formula_derivative (top,
                                    bottom,
                                    p.is_bias ? gradus_part_from_parameter (shape_of (context), parameter)
                                              : part_before (p.layer, p.from));
}

GradusMath *
gradus_formula_number (const GradusFormulaContext *context, double value, gboolean shown)
{
  char text[GRADUS_FORMAT_SIZE];
  GradusMath *number = gradus_math_text (write_number (context->format, value, text));

  return shown ? number : gradus_math_hidden (number);
}

GradusMath *
gradus_formula_stage_result (const GradusFormulaContext *context, GradusStage stage)
{
  return gradus_math_colored (gradus_formula_stage_number (context, stage),
                              sign_of (gradus_stage_value (gradus_formula_trace (context), stage)));
}

GradusMath *
gradus_formula_stage_number (const GradusFormulaContext *context, GradusStage stage)
{
  double value = gradus_stage_value (gradus_formula_trace (context), stage);
  char text[GRADUS_FORMAT_SIZE];
  GradusMath *number;
  int places = context->format.digits;

  if (context->rounded != NULL && context->decimals != NULL)
    places = context->decimals[gradus_stage_index (shape_of (context), stage)];
  if (context->rounded != NULL && places >= 0 && places < GRADUS_DIGITS_FULL)
    gradus_format_fixed (context->format, value, places, text);
  else
    write_number (context->format, value, text);

  number = gradus_math_text (text);
  return gradus_formula_reveals (context, stage) ? number : gradus_math_hidden (number);
}

GradusMath *
gradus_formula_before_number (const GradusFormulaContext *context, size_t layer, size_t from)
{
  if (layer == 0)
    return gradus_formula_number (context, context->trace->inputs[from], TRUE);
  return gradus_formula_stage_number (context, gradus_formula_neuron_stage (GRADUS_STAGE_A, layer - 1, from));
}

GradusMath *
gradus_formula_enclose (GradusMath *number, double value)
{
  if (!(value < 0))
    return number;
  return gradus_math_row (gradus_math_text ("("), number, gradus_math_text (")"), NULL);
}

GradusStage
gradus_formula_neuron_stage (GradusStageKind kind, size_t layer, size_t neuron)
{
  return (GradusStage){ .kind = kind, .layer = layer, .neuron = neuron };
}

GradusStage
gradus_formula_parameter_stage (const GradusFormulaContext *context, GradusStageKind kind, size_t parameter)
{
  GradusParameter p = gradus_shape_parameter (shape_of (context), parameter);

  return (GradusStage){
    .kind = kind, .layer = p.layer, .neuron = p.to, .from = p.is_bias ? 0 : p.from, .is_bias = p.is_bias
  };
}

void
gradus_formula_add (GradusMath *row, const char *operator, GradusMath * operand)
{
  if (operator!= NULL)
    gradus_math_append (row, gradus_math_operator (operator));
  gradus_math_append (row, operand);
}
