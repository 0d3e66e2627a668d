/* A long series of losses that can be read by pixel column. Its memory is
 * bounded: past its capacity neighbours are merged into their minimum and maximum.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GRADUS_SERIES_CAPACITY (1u << 20) /* the largest */

typedef struct _GradusSeries GradusSeries;

typedef struct
{
  uint64_t step;
  double loss;
} GradusHistoryPoint;

/* Of up to `capacity` points, 16 .. GRADUS_SERIES_CAPACITY. NULL where memory ran out. */
GradusSeries *gradus_series_new (size_t capacity);
GradusSeries *gradus_series_copy (const GradusSeries *series);
void gradus_series_free (GradusSeries *series);
size_t gradus_series_size (const GradusSeries *series); /* bytes it holds */

/* Appends; NaN losses are kept out by the caller. False, and nothing changed,
 * where memory ran out or `step` is not greater than the last point's. */
bool gradus_series_append (GradusSeries *series, uint64_t step, double loss);

/* The same for n points at once, whose steps increase. Where memory runs out
 * midway the first of them are in. */
bool gradus_series_append_many (GradusSeries *series, const GradusHistoryPoint points[], size_t n);

/* Forgets all points with a step greater than `step`. */
void gradus_series_truncate (GradusSeries *series, uint64_t step);

/* Takes all points with a step of `first` or greater out, and gives them back as
 * a series of their own. NULL where memory ran out: then nothing has changed. */
GradusSeries *gradus_series_cut (GradusSeries *series, uint64_t first);

/* Undoes a cut: what stands there since gives way to the points taken out.
 * False, and nothing changed, where memory ran out. */
bool gradus_series_join (GradusSeries *series, const GradusSeries *cut);

size_t gradus_series_length (const GradusSeries *series);
GradusHistoryPoint gradus_series_get (const GradusSeries *series, size_t index);
size_t gradus_series_find (const GradusSeries *series,
                           uint64_t step); /* last index with a step <= `step`; 0 where none */

/* Smallest and largest loss of the points index .. index + n - 1, in O(log n);
 * false where there are none. */
bool gradus_series_range (const GradusSeries *series, size_t index, size_t n, double *minimum, double *maximum);
