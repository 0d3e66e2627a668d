/* What the benchmarks share: processor time, and the median of some rounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdlib.h>
#include <time.h>

/* Processor time of this thread, in milliseconds. */
static inline double
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static inline int
compare_times (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Sorts them. */
static inline double
find_median (double times[], size_t n)
{
  qsort (times, n, sizeof times[0], compare_times);
  return times[n / 2];
}
