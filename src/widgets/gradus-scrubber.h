/* The slider over the steps of the training: drags the position on show to any of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SCRUBBER (gradus_scrubber_get_type ())
G_DECLARE_FINAL_TYPE (GradusScrubber, gradus_scrubber, GRADUS, SCRUBBER, GradusView)

/* Properties:
 *   "session"  GradusSession  whose position it moves; NULL hides the slider
 * The slider is hidden while there is one step only to show. */

G_END_DECLS
