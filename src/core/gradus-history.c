/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-history.h"

#include <stdlib.h>

struct _GradusHistory
{
  GradusSeries *training;
  GradusSeries *test;
};

/* Of two series that are taken over; NULL where one of them is. */
static GradusHistory *
pair (GradusSeries *training, GradusSeries *test)
{
  GradusHistory *history = training != NULL && test != NULL ? malloc (sizeof *history) : NULL;

  if (history == NULL)
    {
      gradus_series_free (training);
      gradus_series_free (test);
      return NULL;
    }
  history->training = training;
  history->test = test;
  return history;
}

GradusHistory *
gradus_history_new (void)
{
  return pair (gradus_series_new (GRADUS_HISTORY_CAPACITY), gradus_series_new (GRADUS_HISTORY_TEST_CAPACITY));
}

GradusHistory *
gradus_history_copy (const GradusHistory *history)
{
  return pair (gradus_series_copy (history->training), gradus_series_copy (history->test));
}

void
gradus_history_free (GradusHistory *history)
{
  if (history == NULL)
    return;
  gradus_series_free (history->training);
  gradus_series_free (history->test);
  free (history);
}

size_t
gradus_history_size (const GradusHistory *history)
{
  return sizeof *history + gradus_series_size (history->training) + gradus_series_size (history->test);
}

const GradusSeries *
gradus_history_get_training (const GradusHistory *history)
{
  return history->training;
}

const GradusSeries *
gradus_history_get_test (const GradusHistory *history)
{
  return history->test;
}

bool
gradus_history_append_test (GradusHistory *history, uint64_t step, double loss)
{
  return gradus_series_append (history->test, step, loss);
}

bool
gradus_history_append_many_test (GradusHistory *history, const GradusHistoryPoint points[], size_t n)
{
  return gradus_series_append_many (history->test, points, n);
}

bool
gradus_history_append (GradusHistory *history, uint64_t step, double loss)
{
  return gradus_series_append (history->training, step, loss);
}

bool
gradus_history_append_many (GradusHistory *history, const GradusHistoryPoint points[], size_t n)
{
  return gradus_series_append_many (history->training, points, n);
}

void
gradus_history_truncate (GradusHistory *history, uint64_t step)
{
  gradus_series_truncate (history->training, step);
  gradus_series_truncate (history->test, step);
}

GradusHistory *
gradus_history_cut (GradusHistory *history, uint64_t first)
{
  GradusHistory *cut = calloc (1, sizeof *cut);

  if (cut == NULL)
    return NULL;

  cut->training = gradus_series_cut (history->training, first);
  if (cut->training != NULL)
    cut->test = gradus_series_cut (history->test, first);
  if (cut->training != NULL && cut->test == NULL)
    gradus_series_join (history->training, cut->training); /* there is room: they were there before */
  if (cut->test == NULL)
    {
      gradus_history_free (cut);
      return NULL;
    }
  return cut;
}

bool
gradus_history_join (GradusHistory *history, const GradusHistory *cut)
{
  return gradus_series_join (history->training, cut->training) && gradus_series_join (history->test, cut->test);
}

size_t
gradus_history_length (const GradusHistory *history)
{
  return gradus_series_length (history->training);
}

GradusHistoryPoint
gradus_history_get (const GradusHistory *history, size_t index)
{
  return gradus_series_get (history->training, index);
}

size_t
gradus_history_find (const GradusHistory *history, uint64_t step)
{
  return gradus_series_find (history->training, step);
}

bool
gradus_history_range (const GradusHistory *history, size_t index, size_t n, double *minimum, double *maximum)
{
  return gradus_series_range (history->training, index, n, minimum, maximum);
}
