/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-series.h"

#include <stdlib.h>
#include <string.h>

#include "core/gradus-pyramid.h"

#define FIRST_ALLOCATION 16
#define FEW              16 /* appended one by one */
#define MAX_OPEN         3  /* points that stand for an unfinished bucket */

struct _GradusSeries
{
  size_t capacity;
  GradusHistoryPoint *points;
  GradusPyramid pyramid; /* over the points */
  size_t length, allocated;

  /* When the points run out, each four neighbours give way to the smallest and
   * the largest of them, and from then on each bucket of twice as many appended
   * points likewise becomes two. With bucket == 2 every point is kept. An
   * unfinished bucket is shown as its smallest and largest point so far, and the
   * last point of all is always there. */
  size_t bucket;
  size_t n_open; /* points of the unfinished bucket so far */
  size_t closed; /* points before the unfinished bucket's */
  GradusHistoryPoint smallest, largest;

  /* Of a cut: the step it begins with, and how many points stood before it. */
  uint64_t first;
  size_t kept;
};

static bool
reserve (GradusSeries *series, size_t n_points)
{
  size_t allocated = series->allocated;

  if (n_points <= allocated)
    return true;
  while (allocated < n_points)
    allocated = allocated == 0 ? FIRST_ALLOCATION : 2 * allocated;
  if (allocated > series->capacity)
    allocated = series->capacity;

  /* What has been enlarged when memory runs out stays enlarged: no harm. */
  GradusHistoryPoint *points = realloc (series->points, allocated * sizeof *points);
  if (points == NULL)
    return false;
  series->points = points;

  if (!gradus_pyramid_reserve (&series->pyramid, allocated))
    return false;
  series->allocated = allocated;
  return true;
}

/* Computes again what stands above the points from `index` on. */
static void
refresh_nodes (GradusSeries *series, size_t index)
{
  gradus_pyramid_refresh (&series->pyramid, series->points, series->length, index);
}

static void
push (GradusSeries *series, GradusHistoryPoint point)
{
  series->points[series->length] = point;
  gradus_pyramid_extend (&series->pyramid, series->points, series->length++);
}

/* Halves the number of points: of each four the smallest and the largest stay,
 * in their order. The first point of all and what is left over stay as well. */
static void
merge (GradusSeries *series)
{
  GradusHistoryPoint *points = series->points;
  size_t to = 1, from = 1;

  for (; from + 4 <= series->closed; from += 4)
    {
      size_t low = from, high = from;

      for (size_t i = from + 1; i < from + 4; i++)
        {
          if (points[i].loss < points[low].loss)
            low = i;
          if (points[i].loss >= points[high].loss)
            high = i;
        }

      GradusHistoryPoint first = points[low < high ? low : high];
      GradusHistoryPoint second = points[low < high ? high : low];

      points[to++] = first;
      if (low != high)
        points[to++] = second;
    }
  for (; from < series->length; from++)
    points[to++] = points[from];

  series->length = to;
  series->closed = to;
  series->n_open = 0;
  series->bucket *= 2;
  refresh_nodes (series, 0);
}

/* How many points have a step <= `step`. */
static size_t
count_up_to (const GradusSeries *series, uint64_t step)
{
  size_t last = gradus_series_find (series, step);

  return last < series->length && series->points[last].step <= step ? last + 1 : last;
}

static void
shorten (GradusSeries *series, size_t length)
{
  if (length == series->length)
    return;
  series->length = length;
  series->closed = length;
  series->n_open = 0;
  if (length <= 1)
    series->bucket = 2;
  if (length > 0)
    refresh_nodes (series, length - 1);
}

/* Takes back the points that stand for the unfinished bucket and the last point. */
static void
hide_open (GradusSeries *series)
{
  if (series->length == series->closed)
    return;
  series->length = series->closed;
  refresh_nodes (series, series->length > 0 ? series->length - 1 : 0);
}

/* The smallest and the largest point of the bucket, in their order. */
static void
push_extremes (GradusSeries *series)
{
  bool rising = series->smallest.step < series->largest.step;

  push (series, rising ? series->smallest : series->largest);
  if (series->smallest.step != series->largest.step)
    push (series, rising ? series->largest : series->smallest);
}

static void
show_open (GradusSeries *series, GradusHistoryPoint last)
{
  if (series->n_open > 0)
    push_extremes (series);
  if (last.step > series->points[series->length - 1].step)
    push (series, last);
}

static void
take_into_bucket (GradusSeries *series, GradusHistoryPoint point)
{
  if (series->n_open == 0)
    series->smallest = series->largest = point;
  if (point.loss < series->smallest.loss)
    series->smallest = point;
  if (point.loss >= series->largest.loss)
    series->largest = point;

  if (++series->n_open < series->bucket)
    return;
  push_extremes (series);
  series->closed = series->length;
  series->n_open = 0;
}

/* Appends as they are as many of n points as there is room for. */
static size_t
append_whole (GradusSeries *series, const GradusHistoryPoint points[], size_t n)
{
  size_t before = series->length;
  size_t room = series->capacity - MAX_OPEN + 1 - before;

  if (n > room)
    n = room;
  if (!reserve (series, before + n + MAX_OPEN - 1))
    return 0;
  if (n < FEW) /* step by step: nothing is computed again */
    for (size_t i = 0; i < n; i++)
      push (series, points[i]);
  else
    {
      memcpy (series->points + before, points, n * sizeof *points);
      series->length = before + n;
      refresh_nodes (series, before > 0 ? before - 1 : 0);
    }
  series->closed = series->length;
  return n;
}

/* The same, thinned into buckets. */
static size_t
append_thinned (GradusSeries *series, const GradusHistoryPoint points[], size_t n)
{
  size_t taken = 0;

  if (!reserve (series, series->capacity))
    return 0;
  hide_open (series);
  while (taken < n && series->closed + MAX_OPEN <= series->capacity)
    take_into_bucket (series, points[taken++]);
  show_open (series, points[taken - 1]);
  return taken;
}

GradusSeries *
gradus_series_new (size_t capacity)
{
  GradusSeries *series = calloc (1, sizeof *series);

  if (series != NULL)
    *series = (GradusSeries){ .capacity = capacity, .bucket = 2 };
  return series;
}

GradusSeries *
gradus_series_copy (const GradusSeries *series)
{
  GradusSeries *copy = malloc (sizeof *copy);

  if (copy == NULL)
    return NULL;
  *copy = *series;
  copy->points = NULL;
  copy->pyramid = (GradusPyramid){ 0 };
  copy->allocated = 0;
  if (!reserve (copy, series->length))
    {
      gradus_series_free (copy);
      return NULL;
    }
  if (series->length > 0)
    memcpy (copy->points, series->points, series->length * sizeof *copy->points);
  refresh_nodes (copy, 0);
  return copy;
}

void
gradus_series_free (GradusSeries *series)
{
  if (series == NULL)
    return;
  gradus_pyramid_clear (&series->pyramid);
  free (series->points);
  free (series);
}

size_t
gradus_series_size (const GradusSeries *series)
{
  return sizeof *series + series->allocated * sizeof *series->points +
         gradus_pyramid_size (&series->pyramid, series->allocated);
}

bool
gradus_series_append (GradusSeries *series, uint64_t step, double loss)
{
  return gradus_series_append_many (series, &(GradusHistoryPoint){ step, loss }, 1);
}

bool
gradus_series_append_many (GradusSeries *series, const GradusHistoryPoint points[], size_t n)
{
  if (n > 0 && series->length > 0 && points[0].step <= series->points[series->length - 1].step)
    return false;

  while (n > 0)
    {
      size_t taken;

      if (series->closed + MAX_OPEN > series->capacity)
        merge (series);
      taken = series->bucket == 2 ? append_whole (series, points, n) : append_thinned (series, points, n);
      if (taken == 0)
        return false;
      points += taken;
      n -= taken;
    }
  return true;
}

void
gradus_series_truncate (GradusSeries *series, uint64_t step)
{
  shorten (series, count_up_to (series, step));
}

GradusSeries *
gradus_series_cut (GradusSeries *series, uint64_t first)
{
  size_t kept = first == 0 ? 0 : count_up_to (series, first - 1);
  GradusSeries *cut = gradus_series_new (series->capacity);

  if (cut == NULL || !reserve (cut, series->length - kept))
    {
      gradus_series_free (cut);
      return NULL;
    }

  cut->length = series->length - kept;
  if (cut->length > 0)
    memcpy (cut->points, series->points + kept, cut->length * sizeof *cut->points);
  refresh_nodes (cut, 0);
  cut->bucket = series->bucket;
  cut->n_open = series->n_open;
  cut->closed = series->closed;
  cut->smallest = series->smallest;
  cut->largest = series->largest;
  cut->first = first;
  cut->kept = kept;
  shorten (series, kept);
  return cut;
}

bool
gradus_series_join (GradusSeries *series, const GradusSeries *cut)
{
  size_t kept = cut->first == 0 ? 0 : count_up_to (series, cut->first - 1);

  if (kept + cut->length > series->capacity || !reserve (series, kept + cut->length))
    return false;

  shorten (series, kept);
  if (cut->length > 0)
    memcpy (series->points + kept, cut->points, cut->length * sizeof *cut->points);
  series->length = kept + cut->length;
  if (kept == cut->kept)
    {
      series->bucket = cut->bucket;
      series->n_open = cut->n_open;
      series->closed = cut->closed;
      series->smallest = cut->smallest;
      series->largest = cut->largest;
    }
  else /* what stands before was thinned meanwhile: go on from there */
    {
      series->n_open = 0;
      series->closed = series->length;
    }
  refresh_nodes (series, kept > 0 ? kept - 1 : 0);
  return true;
}

size_t
gradus_series_length (const GradusSeries *series)
{
  return series->length;
}

GradusHistoryPoint
gradus_series_get (const GradusSeries *series, size_t index)
{
  return series->points[index];
}

size_t
gradus_series_find (const GradusSeries *series, uint64_t step)
{
  size_t low = 0, high = series->length; /* the answer is in low .. high - 1, or low */

  while (high > low + 1)
    {
      size_t middle = low + (high - low) / 2;

      if (series->points[middle].step <= step)
        low = middle;
      else
        high = middle;
    }
  return low;
}

bool
gradus_series_range (const GradusSeries *series, size_t index, size_t n, double *minimum, double *maximum)
{
  if (n == 0 || index >= series->length)
    return false;

  size_t end = n < series->length - index ? index + n : series->length;
  GradusExtremes extremes = gradus_pyramid_range (&series->pyramid, series->points, index, end);

  *minimum = extremes.minimum;
  *maximum = extremes.maximum;
  return true;
}
