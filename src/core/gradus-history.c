/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-history.h"

#include <stdlib.h>
#include <string.h>

/* Above the points stands a pyramid: a node of level k holds the smallest and
 * the largest loss of 16^k points, so a query visits at most 2 * 15 nodes a level. */
#define FAN_BITS 4
#define FAN      (1u << FAN_BITS)
#define N_LEVELS 5 /* 16^5 = GRADUS_HISTORY_CAPACITY */

#define FIRST_ALLOCATION 16
#define MAX_OPEN         3 /* points that stand for an unfinished bucket */

typedef struct
{
  double minimum, maximum;
} Node;

struct _GradusHistory
{
  GradusHistoryPoint *points;
  Node *levels[N_LEVELS]; /* levels[k - 1] is level k */
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

static size_t
count_nodes (size_t n_points, int level)
{
  return (n_points >> (FAN_BITS * (level + 1))) + 1;
}

static bool
reserve (GradusHistory *history, size_t n_points)
{
  size_t allocated = history->allocated;

  if (n_points <= allocated)
    return true;
  while (allocated < n_points)
    allocated = allocated == 0 ? FIRST_ALLOCATION : 2 * allocated;
  if (allocated > GRADUS_HISTORY_CAPACITY)
    allocated = GRADUS_HISTORY_CAPACITY;

  /* What has been enlarged when memory runs out stays enlarged: no harm. */
  GradusHistoryPoint *points = realloc (history->points, allocated * sizeof *points);
  if (points == NULL)
    return false;
  history->points = points;

  for (int level = 0; level < N_LEVELS; level++)
    {
      Node *nodes = realloc (history->levels[level], count_nodes (allocated, level) * sizeof *nodes);
      if (nodes == NULL)
        return false;
      history->levels[level] = nodes;
    }
  history->allocated = allocated;
  return true;
}

static void
widen (Node *node, double minimum, double maximum)
{
  if (minimum < node->minimum)
    node->minimum = minimum;
  if (maximum > node->maximum)
    node->maximum = maximum;
}

/* Takes the newest point into the nodes above it. */
static void
extend_nodes (GradusHistory *history)
{
  size_t index = history->length - 1;
  double loss = history->points[index].loss;

  for (int level = 0; level < N_LEVELS; level++)
    {
      size_t bits = FAN_BITS * (level + 1);
      Node *node = &history->levels[level][index >> bits];

      if ((index & (((size_t) 1 << bits) - 1)) == 0)
        *node = (Node){ loss, loss };
      else
        widen (node, loss, loss);
    }
}

/* Computes again all nodes over the points from `index` on. */
static void
refresh_nodes (GradusHistory *history, size_t index)
{
  size_t n_below = history->length;

  for (int level = 0; level < N_LEVELS && n_below > 0; level++)
    {
      size_t n_nodes = (n_below + FAN - 1) >> FAN_BITS;

      index >>= FAN_BITS;
      for (size_t i = index; i < n_nodes; i++)
        {
          size_t end = (i + 1) * FAN < n_below ? (i + 1) * FAN : n_below;
          Node node;

          for (size_t j = i * FAN; j < end; j++)
            {
              Node below = level == 0 ? (Node){ history->points[j].loss, history->points[j].loss }
                                      : history->levels[level - 1][j];
              if (j == i * FAN)
                node = below;
              else
                widen (&node, below.minimum, below.maximum);
            }
          history->levels[level][i] = node;
        }
      n_below = n_nodes;
    }
}

static void
push (GradusHistory *history, GradusHistoryPoint point)
{
  history->points[history->length++] = point;
  extend_nodes (history);
}

/* Halves the number of points: of each four the smallest and the largest stay,
 * in their order. The first point of all and what is left over stay as well. */
static void
merge (GradusHistory *history)
{
  GradusHistoryPoint *points = history->points;
  size_t to = 1, from = 1;

  for (; from + 4 <= history->closed; from += 4)
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
  for (; from < history->length; from++)
    points[to++] = points[from];

  history->length = to;
  history->closed = to;
  history->n_open = 0;
  history->bucket *= 2;
  refresh_nodes (history, 0);
}

/* How many points have a step <= `step`. */
static size_t
count_up_to (const GradusHistory *history, uint64_t step)
{
  size_t last = gradus_history_find (history, step);

  return last < history->length && history->points[last].step <= step ? last + 1 : last;
}

static void
shorten (GradusHistory *history, size_t length)
{
  if (length == history->length)
    return;
  history->length = length;
  history->closed = length;
  history->n_open = 0;
  if (length <= 1)
    history->bucket = 2;
  if (length > 0)
    refresh_nodes (history, length - 1);
}

/* Takes back the points that stand for the unfinished bucket and the last point. */
static void
hide_open (GradusHistory *history)
{
  if (history->length == history->closed)
    return;
  history->length = history->closed;
  refresh_nodes (history, history->length > 0 ? history->length - 1 : 0);
}

/* The smallest and the largest point of the bucket, in their order. */
static void
push_extremes (GradusHistory *history)
{
  bool rising = history->smallest.step < history->largest.step;

  push (history, rising ? history->smallest : history->largest);
  if (history->smallest.step != history->largest.step)
    push (history, rising ? history->largest : history->smallest);
}

static void
show_open (GradusHistory *history, GradusHistoryPoint last)
{
  if (history->n_open > 0)
    push_extremes (history);
  if (last.step > history->points[history->length - 1].step)
    push (history, last);
}

static void
take_into_bucket (GradusHistory *history, GradusHistoryPoint point)
{
  if (history->n_open == 0)
    history->smallest = history->largest = point;
  if (point.loss < history->smallest.loss)
    history->smallest = point;
  if (point.loss >= history->largest.loss)
    history->largest = point;

  if (++history->n_open < history->bucket)
    return;
  push_extremes (history);
  history->closed = history->length;
  history->n_open = 0;
}

/* Appends as they are as many of n points as there is room for. */
static size_t
append_whole (GradusHistory *history, const GradusHistoryPoint points[], size_t n)
{
  size_t before = history->length;
  size_t room = GRADUS_HISTORY_CAPACITY - MAX_OPEN + 1 - before;

  if (n > room)
    n = room;
  if (!reserve (history, before + n + MAX_OPEN - 1))
    return 0;
  if (n < FAN) /* step by step: nothing is computed again */
    for (size_t i = 0; i < n; i++)
      push (history, points[i]);
  else
    {
      memcpy (history->points + before, points, n * sizeof *points);
      history->length = before + n;
      refresh_nodes (history, before > 0 ? before - 1 : 0);
    }
  history->closed = history->length;
  return n;
}

/* The same, thinned into buckets. */
static size_t
append_thinned (GradusHistory *history, const GradusHistoryPoint points[], size_t n)
{
  size_t taken = 0;

  if (!reserve (history, GRADUS_HISTORY_CAPACITY))
    return 0;
  hide_open (history);
  while (taken < n && history->closed + MAX_OPEN <= GRADUS_HISTORY_CAPACITY)
    take_into_bucket (history, points[taken++]);
  show_open (history, points[taken - 1]);
  return taken;
}

GradusHistory *
gradus_history_new (void)
{
  GradusHistory *history = calloc (1, sizeof *history);

  if (history != NULL)
    history->bucket = 2;
  return history;
}

GradusHistory *
gradus_history_copy (const GradusHistory *history)
{
  GradusHistory *copy = malloc (sizeof *copy);

  if (copy == NULL)
    return NULL;
  *copy = *history;
  copy->points = NULL;
  memset (copy->levels, 0, sizeof copy->levels);
  copy->allocated = 0;
  if (!reserve (copy, history->length))
    {
      gradus_history_free (copy);
      return NULL;
    }
  if (history->length > 0)
    memcpy (copy->points, history->points, history->length * sizeof *copy->points);
  refresh_nodes (copy, 0);
  return copy;
}

void
gradus_history_free (GradusHistory *history)
{
  if (history == NULL)
    return;
  for (int level = 0; level < N_LEVELS; level++)
    free (history->levels[level]);
  free (history->points);
  free (history);
}

size_t
gradus_history_size (const GradusHistory *history)
{
  size_t size = sizeof *history + history->allocated * sizeof *history->points;

  for (int level = 0; level < N_LEVELS; level++)
    if (history->levels[level] != NULL)
      size += count_nodes (history->allocated, level) * sizeof (Node);
  return size;
}

bool
gradus_history_append (GradusHistory *history, uint64_t step, double loss)
{
  return gradus_history_append_many (history, &(GradusHistoryPoint){ step, loss }, 1);
}

bool
gradus_history_append_many (GradusHistory *history, const GradusHistoryPoint points[], size_t n)
{
  if (n > 0 && history->length > 0 && points[0].step <= history->points[history->length - 1].step)
    return false;

  while (n > 0)
    {
      size_t taken;

      if (history->closed + MAX_OPEN > GRADUS_HISTORY_CAPACITY)
        merge (history);
      taken = history->bucket == 2 ? append_whole (history, points, n) : append_thinned (history, points, n);
      if (taken == 0)
        return false;
      points += taken;
      n -= taken;
    }
  return true;
}

void
gradus_history_truncate (GradusHistory *history, uint64_t step)
{
  shorten (history, count_up_to (history, step));
}

GradusHistory *
gradus_history_cut (GradusHistory *history, uint64_t first)
{
  size_t kept = first == 0 ? 0 : count_up_to (history, first - 1);
  GradusHistory *cut = gradus_history_new ();

  if (cut == NULL || !reserve (cut, history->length - kept))
    {
      gradus_history_free (cut);
      return NULL;
    }

  cut->length = history->length - kept;
  if (cut->length > 0)
    memcpy (cut->points, history->points + kept, cut->length * sizeof *cut->points);
  refresh_nodes (cut, 0);
  cut->bucket = history->bucket;
  cut->n_open = history->n_open;
  cut->closed = history->closed;
  cut->smallest = history->smallest;
  cut->largest = history->largest;
  cut->first = first;
  cut->kept = kept;
  shorten (history, kept);
  return cut;
}

bool
gradus_history_join (GradusHistory *history, const GradusHistory *cut)
{
  size_t kept = cut->first == 0 ? 0 : count_up_to (history, cut->first - 1);

  if (kept + cut->length > GRADUS_HISTORY_CAPACITY || !reserve (history, kept + cut->length))
    return false;

  shorten (history, kept);
  if (cut->length > 0)
    memcpy (history->points + kept, cut->points, cut->length * sizeof *cut->points);
  history->length = kept + cut->length;
  if (kept == cut->kept)
    {
      history->bucket = cut->bucket;
      history->n_open = cut->n_open;
      history->closed = cut->closed;
      history->smallest = cut->smallest;
      history->largest = cut->largest;
    }
  else /* what stands before was thinned meanwhile: go on from there */
    {
      history->n_open = 0;
      history->closed = history->length;
    }
  refresh_nodes (history, kept > 0 ? kept - 1 : 0);
  return true;
}

size_t
gradus_history_length (const GradusHistory *history)
{
  return history->length;
}

GradusHistoryPoint
gradus_history_get (const GradusHistory *history, size_t index)
{
  return history->points[index];
}

size_t
gradus_history_find (const GradusHistory *history, uint64_t step)
{
  size_t low = 0, high = history->length; /* the answer is in low .. high - 1, or low */

  while (high > low + 1)
    {
      size_t middle = low + (high - low) / 2;

      if (history->points[middle].step <= step)
        low = middle;
      else
        high = middle;
    }
  return low;
}

bool
gradus_history_range (const GradusHistory *history, size_t index, size_t n, double *minimum, double *maximum)
{
  if (n == 0 || index >= history->length)
    return false;

  size_t begin = index;
  size_t end = n < history->length - index ? index + n : history->length;
  Node result = { history->points[index].loss, history->points[index].loss };

  /* Take the ragged ends of each level, then go up with what is aligned. */
  for (int level = -1; begin < end; level++)
    {
      bool top = level == N_LEVELS - 1;

      while (begin < end && (top || begin % FAN != 0))
        {
          if (level < 0)
            widen (&result, history->points[begin].loss, history->points[begin].loss);
          else
            widen (&result, history->levels[level][begin].minimum, history->levels[level][begin].maximum);
          begin++;
        }
      while (end > begin && end % FAN != 0)
        {
          end--;
          if (level < 0)
            widen (&result, history->points[end].loss, history->points[end].loss);
          else
            widen (&result, history->levels[level][end].minimum, history->levels[level][end].maximum);
        }
      begin >>= FAN_BITS;
      end >>= FAN_BITS;
    }
  *minimum = result.minimum;
  *maximum = result.maximum;
  return true;
}
