/* The formulas of a gradient as the sum over paths. As everywhere in formulas,
 * nothing is computed here, and what a walk has not reached shows "–".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-paths.h"
#include "render/gradus-formula.h"

G_BEGIN_DECLS

/* ∂L/∂w₁, ∂L/∂x₁ or, of a neuron, ∂L/∂z_h; and in one line of text. */
GradusMath *gradus_formula_path_gradient (const GradusFormulaContext *context, GradusPart source);

/* The delta behind it: the sum over outgoing connections term by term, then error times slope, then times what
 * stands before the weight. How many there are; `line` counts from 0. */
size_t gradus_formula_path_n_lines (const GradusFormulaContext *context, GradusPart source);
GradusMath *gradus_formula_path_line (const GradusFormulaContext *context, GradusPart source, size_t line);

/* One path: each factor over its number, and the product. */
GradusMath *gradus_formula_path (const GradusFormulaContext *context, GradusPart source, const GradusPath *path);

/* Its way as text: "w₁ → h → ŷ → L". The caller owns it. */
char *gradus_formula_path_route (const GradusFormulaContext *context, GradusPart source, const GradusPath *path);

/* All products, the rest and the sum: "0.12 − 0.03 + ⋯ = 0.09". */
GradusMath *gradus_formula_path_sum (const GradusFormulaContext *context, const GradusPaths *paths);

/* The proof, with all digits: what the paths sum up to, what backpropagation says, and the difference. */
#define GRADUS_PATH_PROOF_LINES 3
GradusMath *gradus_formula_path_proof (const GradusFormulaContext *context, const GradusPaths *paths, size_t line);

/* Whether the walk has come to the gradient. */
gboolean gradus_formula_path_shown (const GradusFormulaContext *context, GradusPart source);

G_END_DECLS
