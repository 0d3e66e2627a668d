/* How training goes about it: loss, optimiser, batches, penalties.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_TRAINING_PAGE (gradus_training_page_get_type ())

/* Property "session": a GradusSession. */
G_DECLARE_FINAL_TYPE (GradusTrainingPage, gradus_training_page, GRADUS, TRAINING_PAGE, GradusView)

G_END_DECLS
