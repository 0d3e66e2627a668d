/* What formulas are put together from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-detail.h"
#include "render/gradus-formula.h"

/* Sums with more terms show the first ones, dots, and the last. */
#define GRADUS_FORMULA_TERMS 6

const GradusTrace *gradus_formula_trace (const GradusFormulaContext *context); /* by hand, or exact */
gboolean gradus_formula_reveals (const GradusFormulaContext *context, GradusStage stage);

/* Symbols, each tied to its part. */
GradusMath *gradus_formula_z (const GradusFormulaContext *context, size_t layer, size_t neuron);
GradusMath *gradus_formula_a (const GradusFormulaContext *context, size_t layer, size_t neuron);
GradusMath *gradus_formula_delta (const GradusFormulaContext *context, size_t layer, size_t neuron);
GradusMath *gradus_formula_before (const GradusFormulaContext *context, size_t layer, size_t from); /* x or a */
GradusMath *gradus_formula_parameter (const GradusFormulaContext *context, size_t parameter);
GradusMath *gradus_formula_target (const GradusFormulaContext *context, size_t output);

/* ∂top/∂bottom, where both are symbols. */
GradusMath *gradus_formula_derivative (const char *top, const char *bottom, GradusPart part);
GradusMath *gradus_formula_stage_symbol (const GradusFormulaContext *context, GradusStage stage);
GradusMath *gradus_formula_weight_slope (const GradusFormulaContext *context,
                                         size_t layer,
                                         size_t neuron,
                                         size_t from); /* ∂z/∂a before */
GradusMath *gradus_formula_parameter_slope (const GradusFormulaContext *context, size_t parameter); /* ∂z/∂w */

/* Numbers: a stage's own (hidden until it is revealed), and any other, hidden unless `shown`. */
GradusMath *gradus_formula_stage_number (const GradusFormulaContext *context, GradusStage stage);
GradusMath *gradus_formula_stage_result (const GradusFormulaContext *context, GradusStage stage); /* in its colour */
GradusMath *gradus_formula_number (const GradusFormulaContext *context, double value, gboolean shown);
GradusMath *gradus_formula_before_number (const GradusFormulaContext *context, size_t layer, size_t from);

/* The number in parentheses where it has a sign, as factors and summands after the first are written. */
GradusMath *gradus_formula_enclose (GradusMath *number, double value);

/* The stage that reveals a value of a neuron, or the gradient or update of a parameter. */
GradusStage gradus_formula_neuron_stage (GradusStageKind kind, size_t layer, size_t neuron);
GradusStage
gradus_formula_parameter_stage (const GradusFormulaContext *context, GradusStageKind kind, size_t parameter);

/* Appends to a row. */
void gradus_formula_add (GradusMath *row, const char *operator, GradusMath * operand); /* operator NULL: none */

/* The right sides of LOSS and of DL_DA at an output. */
void gradus_formula_add_loss (const GradusFormulaContext *context, GradusMath *row);
void gradus_formula_add_loss_slope (const GradusFormulaContext *context, GradusMath *row, size_t output);

/* w ← w − η·g; `arithmetic`: with η·g worked out. */
GradusMath *gradus_formula_make_update (const GradusFormulaContext *context, size_t parameter, gboolean arithmetic);
