/* The views of the data: the map, the confusion matrix and the samples as pictures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-export.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_DATA_PANE (gradus_data_pane_get_type ())
G_DECLARE_FINAL_TYPE (GradusDataPane, gradus_data_pane, GRADUS, DATA_PANE, GradusView)

/* Properties:
 *   "page"  string  which view is on show: "map", "confusion" or "samples"; the action "data.page" changes it */

/* What the view on show draws now, to be exported: the confusion matrix, or else the map. It outlives the
 * view; *paint paints it in colours for print, *free_picture frees it. NULL before there is anything. */
gpointer gradus_data_pane_make_picture (GradusDataPane *self, GradusPaintFunc *paint, GDestroyNotify *free_picture);

G_END_DECLS
