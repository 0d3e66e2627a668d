/* Which classes are taken for which, and the samples behind each number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CONFUSION_VIEW (gradus_confusion_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusConfusionView, gradus_confusion_view, GRADUS, CONFUSION_VIEW, GradusView)

/* A click on a cell, or Enter after the arrow keys, has a training sample of that cell traced, and another the next. */

G_END_DECLS
