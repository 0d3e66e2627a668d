/* A layer's equations in their general form, z = W a + b and so on to the
 * updates, with the same numbers in matrices. "−" marks what belongs to the
 * layer before, "+" what belongs to the layer after. As everywhere in formulas,
 * nothing is computed here, and what a walk has not reached shows "–".
 * (The four equations of backpropagation: Nielsen, Neural Networks and Deep Learning, chapter 2.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-formula.h"

G_BEGIN_DECLS

/* In the order in which a step is told. */
typedef enum
{
  GRADUS_EQUATION_Z,               /* z = W a⁻ + b */
  GRADUS_EQUATION_A,               /* a = φ(z) */
  GRADUS_EQUATION_LOSS_SLOPE,      /* ∂L/∂a = 2 (a − y): the last layer, where its δ is not fused */
  GRADUS_EQUATION_DELTA,           /* δ = (W⁺ᵀ δ⁺) ⊙ φ′(z), ∂L/∂a ⊙ φ′(z), or fused a − y */
  GRADUS_EQUATION_WEIGHT_GRADIENT, /* ∂L/∂W = δ a⁻ᵀ */
  GRADUS_EQUATION_BIAS_GRADIENT,   /* ∂L/∂b = δ */
  GRADUS_EQUATION_WEIGHT_UPDATE,   /* W ← W − η ∂L/∂W */
  GRADUS_EQUATION_BIAS_UPDATE,
  GRADUS_N_EQUATIONS,
} GradusEquation;

/* Larger matrices show their first rows and columns, dots, and the last. */
#define GRADUS_EQUATION_ROWS    6
#define GRADUS_EQUATION_COLUMNS 4

/* Whether the layer has such an equation: without biases there are none for them. */
gboolean gradus_formula_has_equation (const GradusFormulaContext *context, size_t layer, GradusEquation equation);

GradusMath *gradus_formula_equation (const GradusFormulaContext *context, size_t layer, GradusEquation equation);

/* In a sentence to be spoken: "z equals W times a of the layer before plus b: 0.3, −0.1". The caller owns it. */
char *gradus_formula_equation_to_speech (const GradusFormulaContext *context, size_t layer, GradusEquation equation);

/* The letters of the layer's vectors in the context's notation, static. */
const char *gradus_formula_vector_z (const GradusFormulaContext *context);
const char *gradus_formula_vector_a (const GradusFormulaContext *context);

/* Whether the update is W − η ∂L/∂W and no more: plain descent, without penalties, and all of the layer's weights
 * (`biases`: biases) train. */
gboolean gradus_formula_is_plain_update (const GradusFormulaContext *context, size_t layer, gboolean biases);

G_END_DECLS
