/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-pyramid.h"

#include <stdlib.h>

#define FAN_BITS 4
#define FAN      (1u << FAN_BITS)

static size_t
count_nodes (size_t n_points, int level)
{
  return (n_points >> (FAN_BITS * (level + 1))) + 1;
}

static void
widen (GradusExtremes *node, GradusExtremes by)
{
  if (by.minimum < node->minimum)
    node->minimum = by.minimum;
  if (by.maximum > node->maximum)
    node->maximum = by.maximum;
}

/* A node of levels[level], or, below them, a point. */
static GradusExtremes
node_at (const GradusPyramid *pyramid, const GradusHistoryPoint points[], int level, size_t index)
{
  return level < 0 ? (GradusExtremes){ points[index].loss, points[index].loss } : pyramid->levels[level][index];
}

bool
gradus_pyramid_reserve (GradusPyramid *pyramid, size_t n)
{
  /* What has been enlarged when memory runs out stays enlarged: no harm. */
  for (int level = 0; level < GRADUS_PYRAMID_LEVELS; level++)
    {
      GradusExtremes *nodes = realloc (pyramid->levels[level], count_nodes (n, level) * sizeof *nodes);

      if (nodes == NULL)
        return false;
      pyramid->levels[level] = nodes;
    }
  return true;
}

void
gradus_pyramid_clear (GradusPyramid *pyramid)
{
  for (int level = 0; level < GRADUS_PYRAMID_LEVELS; level++)
    free (pyramid->levels[level]);
}

size_t
gradus_pyramid_size (const GradusPyramid *pyramid, size_t n)
{
  size_t size = 0;

  for (int level = 0; level < GRADUS_PYRAMID_LEVELS; level++)
    if (pyramid->levels[level] != NULL)
      size += count_nodes (n, level) * sizeof (GradusExtremes);
  return size;
}

void
gradus_pyramid_extend (GradusPyramid *pyramid, const GradusHistoryPoint points[], size_t index)
{
  GradusExtremes newest = node_at (pyramid, points, -1, index);

  for (int level = 0; level < GRADUS_PYRAMID_LEVELS; level++)
    {
      size_t bits = FAN_BITS * (level + 1);
      GradusExtremes *node = &pyramid->levels[level][index >> bits];

      if ((index & (((size_t) 1 << bits) - 1)) == 0)
        *node = newest;
      else
        widen (node, newest);
    }
}

void
gradus_pyramid_refresh (GradusPyramid *pyramid, const GradusHistoryPoint points[], size_t n, size_t index)
{
  for (int level = 0; level < GRADUS_PYRAMID_LEVELS && n > 0; level++)
    {
      size_t n_nodes = (n + FAN - 1) >> FAN_BITS;

      index >>= FAN_BITS;
      for (size_t i = index; i < n_nodes; i++)
        {
          size_t end = (i + 1) * FAN < n ? (i + 1) * FAN : n;
          GradusExtremes node = node_at (pyramid, points, level - 1, i * FAN);

          for (size_t j = i * FAN + 1; j < end; j++)
            widen (&node, node_at (pyramid, points, level - 1, j));
          pyramid->levels[level][i] = node;
        }
      n = n_nodes;
    }
}

GradusExtremes
gradus_pyramid_range (const GradusPyramid *pyramid, const GradusHistoryPoint points[], size_t begin, size_t end)
{
  GradusExtremes result = node_at (pyramid, points, -1, begin);

  /* Take the ragged ends of each level, then go up with what is aligned. */
  for (int level = -1; begin < end; level++)
    {
      bool top = level == GRADUS_PYRAMID_LEVELS - 1;

      while (begin < end && (top || begin % FAN != 0))
        widen (&result, node_at (pyramid, points, level, begin++));
      while (end > begin && end % FAN != 0)
        widen (&result, node_at (pyramid, points, level, --end));
      begin >>= FAN_BITS;
      end >>= FAN_BITS;
    }
  return result;
}
