/* The way that training has taken since its start or the last edit, as points of
 * a landscape: every step where that is cheap, else the states that are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-landscape.h"
#include "model/gradus-session.h"

G_BEGIN_DECLS

/* Copies of what the way is computed from, so that a thread may do it. */
typedef struct _GradusLandscapeWalk GradusLandscapeWalk;

GradusLandscapeWalk *gradus_landscape_walk_new (GradusSession *session, const GradusGrid *grid);
void gradus_landscape_walk_free (GradusLandscapeWalk *walk); /* NULL is fine */

/* From where to where the known states have a parameter, and where it is now. */
void gradus_landscape_walk_find_range (GradusSession *session, gsize parameter, double *from, double *to);

/* Computes steps between the known states again, bit for bit. The points are the caller's (free()), the present
 * state being the last; NULL when asked to stop meanwhile. */
GradusLandscapePoint *gradus_landscape_walk_compute (GradusLandscapeWalk *walk, const atomic_bool *stop, gsize *n);

G_END_DECLS
