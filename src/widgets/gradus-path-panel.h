/* The sum over paths: how the gradient of what is selected is made of every way
 * to the loss, and that it is the same as backpropagation's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-export.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_PATH_PANEL (gradus_path_panel_get_type ())
G_DECLARE_FINAL_TYPE (GradusPathPanel, gradus_path_panel, GRADUS, PATH_PANEL, GradusView)

/* Properties:
 *   "session"  GradusSession  what is told; NULL shows nothing
 * The source of the paths follows the selection. The path that the pointer is on, or else the one chosen in the
 * list, is the session's "path" for as long as the panel is to be seen. */

/* What is on show as a picture for an export; NULL where there are no paths yet. The caller owns it;
 * gradus_path_panel_paint_picture() is a GradusPaintFunc for it. */
gpointer gradus_path_panel_make_picture (GradusPathPanel *self);
void gradus_path_panel_paint_picture (cairo_t *cr, double width, double height, gpointer picture);
void gradus_path_panel_free_picture (gpointer picture);

G_END_DECLS
