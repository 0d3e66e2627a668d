/* The column of sliders: inputs, targets, weights and the learning rate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SIDEBAR (gradus_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (GradusSidebar, gradus_sidebar, GRADUS, SIDEBAR, GradusView)

/* Properties:
 *   "session"  GradusSession  what is shown and changed; NULL shows nothing */

G_END_DECLS
