/* The paths from the selected part of a session's network to the loss, computed
 * beside the main thread and kept up to date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-paths.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_PATH_SOURCE (gradus_path_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusPathSource, gradus_path_source, GRADUS, PATH_SOURCE, GradusSource)

/* Signals:
 *   ::changed  there are other paths, or none any more
 *
 * The source is the selection; where that has no paths it stays the one before,
 * and is the first weight in the beginning. While training they are computed at
 * most every 100 ms; what was asked for in between is dropped but for the last. */
GradusPathSource *gradus_path_source_new (GradusSession *session);

/* How many paths are found one by one; GRADUS_DEFAULT_PATHS at first. */
#define GRADUS_DEFAULT_PATHS 12
void gradus_path_source_set_most (GradusPathSource *self, gsize most);
gsize gradus_path_source_get_most (GradusPathSource *self);

/* The newest paths, NULL before there are any, and the trace that they are of.
 * Borrowed, until ::changed. */
const GradusPaths *gradus_path_source_get_paths (GradusPathSource *self);
const GradusTrace *gradus_path_source_get_trace (GradusPathSource *self);

G_END_DECLS
