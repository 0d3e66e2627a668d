/* Proof on the spot: every gradient against differences, the error of such a
 * difference over its step, and the change in the loss that the gradient foretells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CHECK_VIEW (gradus_check_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusCheckView, gradus_check_view, GRADUS, CHECK_VIEW, GradusView)

/* Properties:
 *   "session"  GradusSession  whose gradients are checked; NULL shows nothing
 * Choosing a line of the table selects its weight; the curve is that of the selected one. */

/* Checks all gradients, and shows the table. */
void gradus_check_view_start (GradusCheckView *self);

/* The curve as a picture for an export; NULL where there is none yet. The caller owns it with g_free();
 * gradus_check_view_paint_picture() is a GradusPaintFunc for it. */
gpointer gradus_check_view_make_picture (GradusCheckView *self);
void gradus_check_view_paint_picture (cairo_t *cr, double width, double height, gpointer picture);

G_END_DECLS
