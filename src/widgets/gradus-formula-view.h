/* One formula, as wide as there is room and as high as it then needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-math.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_FORMULA_VIEW (gradus_formula_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusFormulaView, gradus_formula_view, GRADUS, FORMULA_VIEW, GradusView)

/* Properties:
 *   "session"  GradusSession  whose hover it lights and sets, and whose selection a click sets; may be NULL
 *   "scale"    double         size of its letters, 1: as the text around it
 *   "newest"   boolean        whether it is marked as what a walk has just reached
 * A screen reader reads the formula as plain text. */
GtkWidget *gradus_formula_view_new (GradusSession *session);

/* Takes `math`; NULL shows nothing. */
void gradus_formula_view_set_math (GradusFormulaView *self, GradusMath *math);

/* What a screen reader reads instead of the plain text, until another formula is set. */
void gradus_formula_view_set_speech (GradusFormulaView *self, const char *speech);
void gradus_formula_view_set_newest (GradusFormulaView *self, gboolean newest);

G_END_DECLS
