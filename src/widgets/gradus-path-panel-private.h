/* What the files of the panel of paths share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-paths.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "9 paths lead from here to the loss." and how many of them are shown. */
char *gradus_path_panel_describe (const GradusPaths *paths);

/* The table of multiplications of a network and of others like it. */
void gradus_path_panel_fill_costs (GtkGrid *grid, const GradusShape *shape);

G_END_DECLS
