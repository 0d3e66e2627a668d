/* The losses of a training, and beside them those of the test rows where there
 * are any: two series over the same steps that are cut, joined and copied as one.
 * What the functions without "test" in their name say and take is the training's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-series.h"

#define GRADUS_HISTORY_CAPACITY      GRADUS_SERIES_CAPACITY
#define GRADUS_HISTORY_TEST_CAPACITY (1u << 18) /* of the test rows' losses, which are fewer anyway */

typedef struct _GradusHistory GradusHistory;

GradusHistory *gradus_history_new (void);
GradusHistory *gradus_history_copy (const GradusHistory *history);
void gradus_history_free (GradusHistory *history);
size_t gradus_history_size (const GradusHistory *history); /* bytes it holds */

/* The two series. Borrowed; neither is NULL. */
const GradusSeries *gradus_history_get_training (const GradusHistory *history);
const GradusSeries *gradus_history_get_test (const GradusHistory *history); /* empty where there are no test rows */

/* The loss of the test rows; as gradus_history_append() otherwise. */
bool gradus_history_append_test (GradusHistory *history, uint64_t step, double loss);
bool gradus_history_append_many_test (GradusHistory *history, const GradusHistoryPoint points[], size_t n);

/* Appends; NaN losses are kept out by the caller. False, and nothing changed,
 * where memory ran out or `step` is not greater than the last point's. */
bool gradus_history_append (GradusHistory *history, uint64_t step, double loss);

/* The same for n points at once, whose steps increase. Where memory runs out
 * midway the first of them are in. */
bool gradus_history_append_many (GradusHistory *history, const GradusHistoryPoint points[], size_t n);

/* Forgets all points with a step greater than `step`, of both series. */
void gradus_history_truncate (GradusHistory *history, uint64_t step);

/* Takes all points of both series with a step of `first` or greater out, and gives them back as
 * a history of their own. NULL where memory ran out: then nothing has changed. */
GradusHistory *gradus_history_cut (GradusHistory *history, uint64_t first);

/* Undoes a cut: what stands there since gives way to the points taken out.
 * False where memory ran out. */
bool gradus_history_join (GradusHistory *history, const GradusHistory *cut);

size_t gradus_history_length (const GradusHistory *history);
GradusHistoryPoint gradus_history_get (const GradusHistory *history, size_t index);
size_t gradus_history_find (const GradusHistory *history,
                            uint64_t step); /* last index with a step <= `step`; 0 where none */

/* Smallest and largest loss of the points index .. index + n - 1, in O(log n);
 * false where there are none. */
bool gradus_history_range (const GradusHistory *history, size_t index, size_t n, double *minimum, double *maximum);
