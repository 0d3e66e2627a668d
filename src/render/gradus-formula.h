/* The formulas of the chain panel, built from a trace: the product for a
 * parameter, and the lines of each chapter of a step. Nothing is computed
 * here: every number comes out of the trace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-rounding.h"
#include "core/gradus-symbol.h"
#include "core/gradus-trainer.h"
#include "render/gradus-format.h"
#include "render/gradus-math.h"

G_BEGIN_DECLS

/* What formulas are made from. Everything is borrowed. */
typedef struct
{
  const GradusTrace *trace;   /* exact */
  const GradusTrace *rounded; /* by hand; NULL: show exact numbers */
  const GradusNames *names;
  const int *decimals; /* a stage's places by hand, or NULL: format.digits */
  size_t cursor;       /* what is not revealed shows "–" */
  double learning_rate;
  const unsigned char *frozen;    /* 1 where training leaves a parameter alone; NULL: none */
  const GradusTraining *training; /* optimiser and reduction over the batch; NULL: plain descent, mean */
  GradusFormat format;
} GradusFormulaContext;

/* The whole product for one parameter, from the loss back to it: the symbols
 * as fractions with each number under its factor, and the running product.
 * Where a neuron has several ways to the loss, its δ stands as a sum over them. */
GradusMath *gradus_formula_chain (const GradusFormulaContext *context, size_t parameter);

/* The running products after each factor, and w ← w − η·g. */
GradusMath *gradus_formula_running_product (const GradusFormulaContext *context, size_t parameter);
GradusMath *gradus_formula_update (const GradusFormulaContext *context, size_t parameter);

/* One stage as "formula = substitution = arithmetic = result". */
GradusMath *gradus_formula_stage (const GradusFormulaContext *context, GradusStage stage);

/* A chapter's title ("Forward: the hidden layer") and a few sentences about it, translated. */
char *gradus_formula_chapter_title (const GradusFormulaContext *context, size_t chapter);
char *gradus_formula_chapter_text (const GradusFormulaContext *context, size_t chapter);

/* Which stages of a chapter are worth telling: all of them, or, where there are more than GRADUS_FORMULA_MANY
 * (GRADUS_FORMULA_FEW in a network of many stages), those on the way of `parameter` and a few beside them.
 * An array of size_t stage indices; `others` is how many are left out. */
#define GRADUS_FORMULA_MANY 24
#define GRADUS_FORMULA_FEW  9
GArray *
gradus_formula_chapter_stages (const GradusFormulaContext *context, size_t chapter, size_t parameter, size_t *others);

/* How far rounding by hand leads away: the gradient of `parameter` by hand less the exact one. 0 without a rounded trace. */
double gradus_formula_drift (const GradusFormulaContext *context, size_t parameter);

G_END_DECLS
