/* The network's layers, and how its weights begin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_NETWORK_PAGE (gradus_network_page_get_type ())

/* Property "session": a GradusSession. */
G_DECLARE_FINAL_TYPE (GradusNetworkPage, gradus_network_page, GRADUS, NETWORK_PAGE, GradusView)

G_END_DECLS
