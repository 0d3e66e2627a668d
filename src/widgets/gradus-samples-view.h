/* Samples that are pictures, each with what it is and what the network answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SAMPLES_VIEW (gradus_samples_view_get_type ())
G_DECLARE_FINAL_TYPE (GradusSamplesView, gradus_samples_view, GRADUS, SAMPLES_VIEW, GradusView)

/* A click, or Enter after the arrow keys, has a sample traced. Only the pictures in sight are drawn. */

G_END_DECLS
