/* How far a long run has come, and how long it will still take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRADUS_PROGRESS_DELAY G_USEC_PER_SEC /* what takes no longer needs no progress shown */

typedef struct
{
  gint64 begun;   /* microseconds of the monotonic clock */
  guint64 length; /* steps to make */
} GradusProgress;

/* Seconds that are left, with `made` of the steps made by `now`; NaN before that
 * can be told: in the first second, or before the first step. */
double gradus_progress_get_left (const GradusProgress *progress, gint64 now, guint64 made);

/* "about 20 s left", rounded so that it does not flicker; `at_most` where the run
 * may end earlier. Empty for NaN. Newly allocated. */
char *gradus_progress_describe_left (double seconds, gboolean at_most);

G_END_DECLS
