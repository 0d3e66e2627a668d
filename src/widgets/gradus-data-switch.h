/* Three buttons that say which of the views of the data is on show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* It stands in the bar of each of these views and speaks the action "data.page" of the pane around them. */
#define GRADUS_TYPE_DATA_SWITCH (gradus_data_switch_get_type ())
G_DECLARE_FINAL_TYPE (GradusDataSwitch, gradus_data_switch, GRADUS, DATA_SWITCH, GtkWidget)

G_END_DECLS
