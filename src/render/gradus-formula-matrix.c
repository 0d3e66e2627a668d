/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-formula-matrix.h"

#include "render/gradus-formula-equations.h"
#include "render/gradus-formula-private.h"

/* Makes the entry of a layer's matrix. */
typedef GradusMath *(*MakeEntry) (const GradusFormulaContext *context, size_t layer, size_t row, size_t column);

static GradusMath *
make_result (const GradusFormulaContext *context, GradusStage stage)
{
  return gradus_math_for_part (gradus_formula_stage_result (context, stage),
                               gradus_stage_part (&context->trace->shape, stage));
}

static GradusMath *
make_known (const GradusFormulaContext *context, GradusStage stage)
{
  return gradus_math_for_part (gradus_formula_stage_number (context, stage),
                               gradus_stage_part (&context->trace->shape, stage));
}

static GradusMath *
make_z (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context, gradus_formula_neuron_stage (GRADUS_STAGE_Z, layer, row));
}

static GradusMath *
make_known_z (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_known (context, gradus_formula_neuron_stage (GRADUS_STAGE_Z, layer, row));
}

static GradusMath *
make_a (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context, gradus_formula_neuron_stage (GRADUS_STAGE_A, layer, row));
}

static GradusMath *
make_known_a (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_known (context, gradus_formula_neuron_stage (GRADUS_STAGE_A, layer, row));
}

static GradusMath *
make_loss_slope (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context, gradus_formula_neuron_stage (GRADUS_STAGE_DL_DA, layer, row));
}

static GradusMath *
make_slope (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_known (context, gradus_formula_neuron_stage (GRADUS_STAGE_SLOPE, layer, row));
}

static GradusMath *
make_delta (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context, gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, layer, row));
}

static GradusMath *
make_delta_after (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_known (context, gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, layer + 1, row));
}

static GradusMath *
make_known_delta (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_known (context, gradus_formula_neuron_stage (GRADUS_STAGE_DELTA, layer, row));
}

static GradusMath *
make_target (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return gradus_math_for_part (gradus_formula_number (context, context->trace->targets[row], TRUE),
                               (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = row });
}

static GradusMath *
make_before (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  GradusPart input = { .kind = GRADUS_PART_INPUT, .neuron = row };

  if (layer > 0)
    return make_known_a (context, layer - 1, row, column);
  return gradus_math_for_part (gradus_formula_before_number (context, layer, row), input);
}

static GradusMath *
make_before_in_row (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_before (context, layer, column, row);
}

static GradusMath *
make_parameter (const GradusFormulaContext *context, size_t parameter)
{
  return gradus_math_for_part (gradus_formula_number (context, context->trace->parameters[parameter], TRUE),
                               gradus_part_from_parameter (&context->trace->shape, parameter));
}

static GradusMath *
make_weight (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_parameter (context, gradus_shape_weight (&context->trace->shape, layer, row, column));
}

static GradusMath *
make_weight_after (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_weight (context, layer + 1, column, row);
}

static GradusMath *
make_bias (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_parameter (context, gradus_shape_bias (&context->trace->shape, layer, row));
}

static size_t
find_parameter (const GradusFormulaContext *context, size_t layer, size_t row, size_t column, gboolean bias)
{
  return bias ? gradus_shape_bias (&context->trace->shape, layer, row)
              : gradus_shape_weight (&context->trace->shape, layer, row, column);
}

static GradusMath *
make_gradient (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context,
                      gradus_formula_parameter_stage (
                          context, GRADUS_STAGE_GRADIENT, find_parameter (context, layer, row, column, FALSE)));
}

static GradusMath *
make_bias_gradient (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context,
                      gradus_formula_parameter_stage (
                          context, GRADUS_STAGE_GRADIENT, find_parameter (context, layer, row, column, TRUE)));
}

/* What the update takes: over a batch another number than this sample's. */
static GradusMath *
make_step_number (const GradusFormulaContext *context, size_t parameter)
{
  GradusStage stage = gradus_formula_parameter_stage (context, GRADUS_STAGE_GRADIENT, parameter);

  if (context->trace->batch_size <= 1)
    return make_known (context, stage);
  return gradus_math_for_part (gradus_formula_number (context,
                                                      gradus_formula_trace (context)->step_gradient[parameter],
                                                      gradus_formula_reveals (context, stage)),
                               gradus_part_from_parameter (&context->trace->shape, parameter));
}

static GradusMath *
make_step (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_step_number (context, find_parameter (context, layer, row, column, FALSE));
}

static GradusMath *
make_bias_step (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_step_number (context, find_parameter (context, layer, row, column, TRUE));
}

static GradusMath *
make_update (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context,
                      gradus_formula_parameter_stage (
                          context, GRADUS_STAGE_UPDATE, find_parameter (context, layer, row, column, FALSE)));
}

static GradusMath *
make_bias_update (const GradusFormulaContext *context, size_t layer, size_t row, size_t column)
{
  return make_result (context,
                      gradus_formula_parameter_stage (
                          context, GRADUS_STAGE_UPDATE, find_parameter (context, layer, row, column, TRUE)));
}

/* Which of n rows or columns stands at `slot`; n for the dots. */
static size_t
find_line (size_t slot, size_t n, size_t most)
{
  if (n <= most || slot + 2 < most)
    return slot;
  return slot + 2 == most ? n : n - 1;
}

static GradusMath *
make_matrix (const GradusFormulaContext *context, size_t layer, size_t rows, size_t columns, MakeEntry make)
{
  size_t n_rows = MIN (rows, GRADUS_EQUATION_ROWS), n_columns = MIN (columns, GRADUS_EQUATION_COLUMNS);
  g_autofree char *shape = g_strdup_printf ("%zu×%zu", rows, columns);
  GradusMath *matrix = gradus_math_matrix ((guint) n_columns, shape);

  for (size_t r = 0; r < n_rows; r++)
    for (size_t c = 0; c < n_columns; c++)
      {
        size_t row = find_line (r, rows, GRADUS_EQUATION_ROWS);
        size_t column = find_line (c, columns, GRADUS_EQUATION_COLUMNS);

        if (row < rows && column < columns)
          gradus_math_append (matrix, make (context, layer, row, column));
        else
          gradus_math_append (matrix,
                              gradus_math_dimmed (gradus_math_text (row < rows         ? "⋯"
                                                                    : column < columns ? "⋮"
                                                                                       : "⋱")));
      }
  return matrix;
}

GradusMath *
gradus_formula_matrix (const GradusFormulaContext *context, size_t layer, GradusMatrixKind kind)
{
  static const MakeEntry entries[] = {
    [GRADUS_MATRIX_Z] = make_z,
    [GRADUS_MATRIX_KNOWN_Z] = make_known_z,
    [GRADUS_MATRIX_A] = make_a,
    [GRADUS_MATRIX_KNOWN_A] = make_known_a,
    [GRADUS_MATRIX_LOSS_SLOPE] = make_loss_slope,
    [GRADUS_MATRIX_SLOPE] = make_slope,
    [GRADUS_MATRIX_DELTA] = make_delta,
    [GRADUS_MATRIX_KNOWN_DELTA] = make_known_delta,
    [GRADUS_MATRIX_DELTA_AFTER] = make_delta_after,
    [GRADUS_MATRIX_TARGETS] = make_target,
    [GRADUS_MATRIX_BEFORE] = make_before,
    [GRADUS_MATRIX_BEFORE_TRANSPOSED] = make_before_in_row,
    [GRADUS_MATRIX_WEIGHTS] = make_weight,
    [GRADUS_MATRIX_WEIGHTS_AFTER] = make_weight_after,
    [GRADUS_MATRIX_BIASES] = make_bias,
    [GRADUS_MATRIX_WEIGHT_GRADIENT] = make_gradient,
    [GRADUS_MATRIX_BIAS_GRADIENT] = make_bias_gradient,
    [GRADUS_MATRIX_WEIGHT_STEP] = make_step,
    [GRADUS_MATRIX_BIAS_STEP] = make_bias_step,
    [GRADUS_MATRIX_WEIGHT_UPDATE] = make_update,
    [GRADUS_MATRIX_BIAS_UPDATE] = make_bias_update,
  };
  const GradusLayer *l = &context->trace->shape.layers[layer];
  size_t rows = l->n_neurons, columns = 1;

  switch (kind)
    {
    case GRADUS_MATRIX_BEFORE:
      rows = l->n_inputs;
      break;
    case GRADUS_MATRIX_BEFORE_TRANSPOSED:
      rows = 1;
      columns = l->n_inputs;
      break;
    case GRADUS_MATRIX_WEIGHTS:
    case GRADUS_MATRIX_WEIGHT_GRADIENT:
    case GRADUS_MATRIX_WEIGHT_STEP:
    case GRADUS_MATRIX_WEIGHT_UPDATE:
      columns = l->n_inputs;
      break;
    case GRADUS_MATRIX_DELTA_AFTER:
      rows = context->trace->shape.layers[layer + 1].n_neurons;
      break;
    case GRADUS_MATRIX_WEIGHTS_AFTER:
      columns = context->trace->shape.layers[layer + 1].n_neurons;
      break;
    default:
      break;
    }
  return make_matrix (context, layer, rows, columns, entries[kind]);
}
