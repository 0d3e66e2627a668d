/* Which classes are taken for which, and the samples behind each number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CONFUSION_VIEW (gradus_confusion_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusConfusionView, gradus_confusion_view, GRADUS, CONFUSION_VIEW, GradusView)

/* A click on a cell, or Enter after the arrow keys, has a training sample of that cell traced, and another the next. */

/* The matrix on show, to be exported; it outlives the view. NULL before there is one.
 * gradus_confusion_view_paint_picture() is a GradusPaintFunc for it, in colours for print. */
gpointer gradus_confusion_view_make_picture (GradusConfusionView *self);
void gradus_confusion_view_paint_picture (cairo_t *cr, double width, double height, gpointer picture);
void gradus_confusion_view_free_picture (gpointer picture);

G_END_DECLS
