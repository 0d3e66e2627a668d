/* The kept runs of a session as the loss plot draws them, with words for what differs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/gradus-session.h"
#include "render/gradus-plot.h"

G_BEGIN_DECLS

typedef struct
{
  GradusPlotRun runs[GRADUS_MAX_KEPT_RUNS]; /* their losses are the session's */
  gsize n;
} GradusRunList;

/* Takes the place of what the list had; it begins with zeros. No session, no runs. */
void gradus_run_list_fill (GradusRunList *list, GradusSession *session);
void gradus_run_list_clear (GradusRunList *list);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GradusRunList, gradus_run_list_clear)

/* The menu that keeps the run of now (win.keep-run), and takes kept ones away (win.remove-run). */
GMenuModel *gradus_run_list_new_menu (const GradusRunList *list);

G_END_DECLS
