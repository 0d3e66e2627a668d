/* The chain rule at work: the product for one weight, its running product and
 * update, and the step told chapter by chapter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CHAIN_PANEL (gradus_chain_panel_get_type ())
G_DECLARE_FINAL_TYPE (GradusChainPanel, gradus_chain_panel, GRADUS, CHAIN_PANEL, GradusView)

/* Properties:
 *   "session"  GradusSession  what is told; NULL shows nothing
 * The parameter follows the session's selection, and choosing one sets it. */
GtkWidget *gradus_chain_panel_new (GradusSession *session);

/* Opens the choice of letters and of the factor before a squared error. */
void gradus_chain_panel_show_conventions (GradusChainPanel *self);

G_END_DECLS
