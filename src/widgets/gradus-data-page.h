/* What the network learns from: which data, how many, how much noise, how split.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_DATA_PAGE (gradus_data_page_get_type ())

/* Property "session": a GradusSession. */
G_DECLARE_FINAL_TYPE (GradusDataPage, gradus_data_page, GRADUS, DATA_PAGE, GradusView)

G_END_DECLS
