/* A layer's equations in their general form, with the same numbers in matrices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-export.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_EQUATION_PANEL (gradus_equation_panel_get_type ())
G_DECLARE_FINAL_TYPE (GradusEquationPanel, gradus_equation_panel, GRADUS, EQUATION_PANEL, GradusView)

/* Properties:
 *   "session"  GradusSession  what is told; NULL shows nothing
 * The layer is that of what was selected last, unless another one is chosen in the panel. */

/* What is on show as a picture for an export; the caller owns it, and gradus_equation_panel_paint_picture() is a
 * GradusPaintFunc for it. NULL without a session. */
gpointer gradus_equation_panel_make_picture (GradusEquationPanel *self);
void gradus_equation_panel_paint_picture (cairo_t *cr, double width, double height, gpointer picture);
void gradus_equation_panel_free_picture (gpointer picture);

G_END_DECLS
