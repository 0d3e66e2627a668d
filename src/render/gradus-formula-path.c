/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-formula-path.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-formula-private.h"

/* Products in the sum that are written out; the others are dots there. */
#define MOST_TERMS 8

static GradusMath *
stack (GradusMath *above, GradusMath *below)
{
  GradusMath *column = gradus_math_column ();

  gradus_math_append (column, above);
  gradus_math_append (column, below);
  return column;
}

/* The stage that reveals the derivative; APPLY, the last, for an input, whose derivative no stage tells. */
static GradusStage
find_stage (const GradusFormulaContext *context, GradusPart source)
{
  size_t parameter;

  if (gradus_part_parameter (&context->trace->shape, source, &parameter))
    return gradus_formula_parameter_stage (context, GRADUS_STAGE_GRADIENT, parameter);
  if (source.kind == GRADUS_PART_NEURON)
    return gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, source.layer, source.neuron);
  return (GradusStage){ .kind = GRADUS_STAGE_APPLY };
}

gboolean
gradus_formula_path_shown (const GradusFormulaContext *context, GradusPart source)
{
  GradusStage stage = find_stage (context, source);

  if (stage.kind == GRADUS_STAGE_APPLY)
    return context->cursor + 1 >= gradus_stage_count (&context->trace->shape);
  return gradus_formula_reveals (context, stage);
}

GradusMath *
gradus_formula_path_gradient (const GradusFormulaContext *context, GradusPart source)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  if (source.kind == GRADUS_PART_INPUT)
    return gradus_formula_derivative ("L", gradus_symbol_input (context->names, source.neuron, symbol), source);
  return gradus_formula_stage_symbol (context, find_stage (context, source));
}

/* The stages behind the derivative by a weight, bias or neuron, last first. */
static size_t
list_stages (const GradusFormulaContext *context, GradusPart source, GradusStage stages[3])
{
  gboolean is_output = source.layer + 1 == context->trace->shape.n_layers;
  size_t n = 0;

  if (!is_output || !context->trace->fused)
    stages[n++] = gradus_formula_neuron_stage (GRADUS_STAGE_DL_DA, source.layer, source.neuron);
  stages[n++] = gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, source.layer, source.neuron);
  if (source.kind != GRADUS_PART_NEURON)
    stages[n++] = find_stage (context, source);
  return n;
}

/* ∂L/∂x = Σ ∂L/∂z · w over the neurons that the input feeds. */
static GradusMath *
make_input_sum (const GradusFormulaContext *context, GradusPart source)
{
  const GradusTrace *trace = context->trace;
  size_t n = trace->shape.layers[0].n_neurons;
  GradusMath *row = gradus_math_row (gradus_formula_path_gradient (context, source), NULL);

  gradus_math_append (row, gradus_math_operator ("="));
  for (size_t k = 0; k < n; k++)
    {
      GradusStage delta = gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, 0, k);
      double weight = trace->parameters[gradus_shape_weight (&trace->shape, 0, k, source.neuron)];
      const char *plus = k > 0 ? "+" : NULL;

      if (n > GRADUS_FORMULA_TERMS && k + 1 < n && k >= GRADUS_FORMULA_TERMS - 2)
        {
          if (k == GRADUS_FORMULA_TERMS - 2)
            gradus_formula_add (row, plus, gradus_math_text ("⋯"));
          continue;
        }
      gradus_formula_add (
          row,
          plus,
          stack (gradus_formula_stage_symbol (context, delta), gradus_formula_stage_result (context, delta)));
      gradus_formula_add (row,
                          "·",
                          stack (gradus_formula_weight_slope (context, 0, k, source.neuron),
                                 gradus_formula_number (context, weight, TRUE)));
    }
  return row;
}

size_t
gradus_formula_path_n_lines (const GradusFormulaContext *context, GradusPart source)
{
  GradusStage stages[3];

  return source.kind == GRADUS_PART_INPUT ? 1 : list_stages (context, source, stages);
}

GradusMath *
gradus_formula_path_line (const GradusFormulaContext *context, GradusPart source, size_t line)
{
  GradusStage stages[3];

  if (source.kind == GRADUS_PART_INPUT)
    return make_input_sum (context, source);
  list_stages (context, source, stages);
  return gradus_formula_stage (context, stages[line]);
}

static GradusMath *
make_factor (const GradusFormulaContext *context, const GradusFactor *factor, gboolean shown)
{
  const GradusShape *shape = &context->trace->shape;
  GradusStageKind kind = factor->kind == GRADUS_FACTOR_DL_DA   ? GRADUS_STAGE_DL_DA
                         : factor->kind == GRADUS_FACTOR_DELTA ? GRADUS_STAGE_DELTA
                                                               : GRADUS_STAGE_SLOPE;
  GradusStage stage = gradus_formula_neuron_stage (kind, factor->layer, factor->neuron);

  switch (factor->kind)
    {
    case GRADUS_FACTOR_DL_DA:
    case GRADUS_FACTOR_DELTA:
    case GRADUS_FACTOR_SLOPE:
      return stack (gradus_formula_stage_symbol (context, stage), gradus_formula_stage_result (context, stage));
    case GRADUS_FACTOR_WEIGHT:
      return stack (gradus_formula_weight_slope (context, factor->layer, factor->neuron, factor->from),
                    gradus_formula_number (context, factor->value, shown));
    case GRADUS_FACTOR_BEFORE:
      return stack (gradus_formula_parameter_slope (
                        context, gradus_shape_weight (shape, factor->layer, factor->neuron, factor->from)),
                    gradus_formula_number (context, factor->value, shown));
    case GRADUS_FACTOR_ONE:
      return stack (gradus_formula_parameter_slope (context, gradus_shape_bias (shape, factor->layer, factor->neuron)),
                    gradus_formula_number (context, factor->value, shown));
    }
  g_return_val_if_reached (NULL);
}

static int
sign_of (double value)
{
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

GradusMath *
gradus_formula_path (const GradusFormulaContext *context, GradusPart source, const GradusPath *path)
{
  GradusFactor factors[GRADUS_MAX_PATH_FACTORS];
  size_t n = gradus_path_factors (context->trace, source, path, factors);
  gboolean shown = gradus_formula_path_shown (context, source);
  GradusMath *row = gradus_math_row (NULL, NULL);

  for (size_t i = 0; i < n; i++)
    gradus_formula_add (row, i > 0 ? "·" : NULL, make_factor (context, &factors[i], shown));
  gradus_formula_add (
      row, "=", gradus_math_colored (gradus_formula_number (context, path->product, shown), sign_of (path->product)));
  return row;
}

char *
gradus_formula_path_route (const GradusFormulaContext *context, GradusPart source, const GradusPath *path)
{
  const GradusShape *shape = &context->trace->shape;
  GradusPart parts[GRADUS_MAX_PATH_PARTS];
  size_t n = gradus_path_parts (shape, source, path, parts), parameter;
  GString *text = g_string_new (NULL);
  char symbol[GRADUS_SYMBOL_SIZE];

  for (size_t i = 0; i < n; i++)
    {
      if (i > 0 && parts[i].kind == GRADUS_PART_WEIGHT)
        continue; /* the neurons say it */
      if (i > 0)
        g_string_append (text, " → ");
      if (gradus_part_parameter (shape, parts[i], &parameter))
        g_string_append (text, gradus_symbol_parameter (shape, parameter, symbol));
      else if (parts[i].kind == GRADUS_PART_INPUT)
        g_string_append (text, gradus_symbol_input (context->names, parts[i].neuron, symbol));
      else if (parts[i].kind == GRADUS_PART_NEURON)
        g_string_append (text, gradus_symbol_neuron (context->names, shape, parts[i].layer, parts[i].neuron, symbol));
      else
        g_string_append (text, "L");
    }
  return g_string_free (text, FALSE);
}

GradusMath *
gradus_formula_path_sum (const GradusFormulaContext *context, const GradusPaths *paths)
{
  gboolean shown = gradus_formula_path_shown (context, paths->source);
  GradusMath *row = gradus_math_row (gradus_formula_path_gradient (context, paths->source), NULL);
  size_t n = paths->n_shown;

  gradus_math_append (row, gradus_math_operator ("="));
  for (size_t i = 0; i < n; i++)
    {
      double product = paths->shown[i].product;

      if (n > MOST_TERMS && i + 1 < n && i >= MOST_TERMS - 2)
        {
          if (i == MOST_TERMS - 2)
            gradus_formula_add (row, "+", gradus_math_text ("⋯"));
          continue;
        }
      gradus_formula_add (row,
                          i == 0        ? NULL
                          : product < 0 ? "−"
                                        : "+",
                          gradus_formula_number (context, i > 0 ? fabs (product) : product, shown));
    }
  if (paths->n_shown < paths->n_paths)
    {
      /* Translators: the sum of the paths that are not shown, in a sum of numbers; in the plural. */
      GradusMath *rest = gradus_math_dimmed (gradus_math_text (_ ("others")));

      gradus_formula_add (
          row,
          n == 0            ? NULL
          : paths->rest < 0 ? "−"
                            : "+",
          stack (gradus_formula_number (context, n > 0 ? fabs (paths->rest) : paths->rest, shown), rest));
    }
  gradus_formula_add (
      row, "=", gradus_math_colored (gradus_formula_number (context, paths->sum, shown), sign_of (paths->sum)));
  return row;
}

GradusMath *
gradus_formula_path_proof (const GradusFormulaContext *context, const GradusPaths *paths, size_t line)
{
  GradusFormulaContext full = *context;
  gboolean shown = gradus_formula_path_shown (context, paths->source);
  const char *words[GRADUS_PATH_PROOF_LINES] = {
    paths->n_shown < paths->n_paths
        /* Translators: starts a line "… = number"; the sum of the paths shown and of the others. */
        ? _ ("Shown paths and others")
        /* Translators: starts a line "… = number". */
        : _ ("All paths"),
    /* Translators: starts a line "… = number": the gradient as backpropagation has it. */
    _ ("Backpropagation"),
    /* Translators: starts a line "… = number": by how much two numbers differ. */
    _ ("Difference"),
  };
  const double values[GRADUS_PATH_PROOF_LINES] = { paths->sum, paths->gradient, paths->difference };

  full.format.digits = line + 1 < GRADUS_PATH_PROOF_LINES ? GRADUS_DIGITS_FULL : 3;
  return gradus_math_row (gradus_math_text (words[line]),
                          gradus_math_operator ("="),
                          gradus_formula_number (&full, values[line], shown),
                          NULL);
}
