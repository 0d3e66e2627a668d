/* Where a run of training is to end, as the settings remember it: a form for the
 * menu at the Train button.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/gradus-run.h"
#include "widgets/gradus-settings.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_GOAL_FORM (gradus_goal_form_get_type ())
G_DECLARE_FINAL_TYPE (GradusGoalForm, gradus_goal_form, GRADUS, GOAL_FORM, GtkWidget)

/* Its button activates win.train-until, and closes the popover it stands in. */
GtkWidget *gradus_goal_form_new (GradusSettings *settings);

/* The goal that the settings hold, and the most steps for it. */
GradusGoal gradus_goal_form_read (GradusSettings *settings, guint64 *n_steps);

G_END_DECLS
