/* The loss over the steps of the training.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_LOSS_VIEW (gradus_loss_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusLossView, gradus_loss_view, GRADUS, LOSS_VIEW, GradusView)

/* Properties:
 *   "session"      GradusSession  whose history is drawn; NULL draws nothing
 *   "logarithmic"  boolean        the loss axis
 * A click, a drag and Return bring the step there on show. The value under the pointer is told; with the keyboard the arrow keys move the marker. */

G_END_DECLS
