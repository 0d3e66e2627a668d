/* The bar at the bottom: what moves the training, and where it stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-settings.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_TRANSPORT (gradus_transport_get_type ())
G_DECLARE_FINAL_TYPE (GradusTransport, gradus_transport, GRADUS, TRANSPORT, GradusView)

/* Properties:
 *   "session"      GradusSession  whose state is told; NULL tells nothing
 *   "train-count"  uint           steps of the Train button
 * The buttons activate actions of the window: win.reset, win.back, win.next,
 * win.step, win.train, win.play, and win.train-count for the choice of steps. */

/* Puts the form of what Train until waits for into the menu of steps. Once. */
void gradus_transport_add_goal (GradusTransport *self, GradusSettings *settings);

G_END_DECLS
