/* The smallest and the largest loss of any stretch of a series, without looking at each of its points.
 *
 * Above the points stands a pyramid: a node of level k holds the extremes of 16^k points, so a query visits at most
 * 2 * 15 nodes a level. The points stay with the series.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-series.h"

#define GRADUS_PYRAMID_LEVELS 5 /* 16^5 = GRADUS_SERIES_CAPACITY */

typedef struct
{
  double minimum, maximum;
} GradusExtremes;

typedef struct
{
  GradusExtremes *levels[GRADUS_PYRAMID_LEVELS]; /* levels[k - 1] is level k */
} GradusPyramid;

/* Makes room for the nodes over n points; false when there is no memory, and what there was still holds.
 * A pyramid begins with zeros, and its room is freed with _clear. */
bool gradus_pyramid_reserve (GradusPyramid *pyramid, size_t n);
void gradus_pyramid_clear (GradusPyramid *pyramid);

/* The bytes that the nodes over n points take. */
size_t gradus_pyramid_size (const GradusPyramid *pyramid, size_t n);

/* Takes the point `index`, the newest, into the nodes above it. */
void gradus_pyramid_extend (GradusPyramid *pyramid, const GradusHistoryPoint points[], size_t index);

/* Computes again all nodes over the points from `index` on, of n. */
void gradus_pyramid_refresh (GradusPyramid *pyramid, const GradusHistoryPoint points[], size_t n, size_t index);

/* Of the points `begin` to `end` - 1, one at least. */
GradusExtremes
gradus_pyramid_range (const GradusPyramid *pyramid, const GradusHistoryPoint points[], size_t begin, size_t end);
