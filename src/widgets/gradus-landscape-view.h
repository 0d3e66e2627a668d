/* The loss over the selected weight, or over two of them, which can be moved there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_LANDSCAPE_VIEW (gradus_landscape_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusLandscapeView, gradus_landscape_view, GRADUS, LANDSCAPE_VIEW, GradusView)

/* Properties:
 *   "session"  GradusSession  whose loss is shown; NULL shows nothing
 * Dragging the point moves the weights, as one entry of undo; so do the arrow keys. */

/* What is on show as a picture for an export; NULL where there is none yet. The caller owns it with
 * gradus_landscape_view_free_picture(); gradus_landscape_view_paint_picture() is a GradusPaintFunc for it. */
gpointer gradus_landscape_view_make_picture (GradusLandscapeView *self);
void gradus_landscape_view_paint_picture (cairo_t *cr, double width, double height, gpointer picture);
void gradus_landscape_view_free_picture (gpointer picture);

G_END_DECLS
