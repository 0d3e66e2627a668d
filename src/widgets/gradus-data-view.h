/* What the network makes of its data: a map over two inputs or a curve over one,
 * with the samples on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_DATA_VIEW (gradus_data_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusDataView, gradus_data_view, GRADUS, DATA_VIEW, GradusView)

/* Properties:
 *   "session"  GradusSession  whose network and data are drawn; NULL draws nothing
 * It shows the selected neuron, and the first output where none is selected. A click
 * on a sample, or Enter where the arrow keys have gone, makes it the traced one. With
 * more than two inputs two are chosen; the others are as in the traced sample. */

/* The map or curve on show, to be exported; it outlives the view. NULL before there is one.
 * gradus_data_view_paint_picture() is a GradusPaintFunc for it, in colours for print. */
gpointer gradus_data_view_make_picture (GradusDataView *self);
void gradus_data_view_paint_picture (cairo_t *cr, double width, double height, gpointer picture);
void gradus_data_view_free_picture (gpointer picture);

G_END_DECLS
