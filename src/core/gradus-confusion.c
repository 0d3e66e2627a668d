/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-confusion.h"

#include <math.h>
#include <string.h>

static double
share (size_t part, size_t whole)
{
  return whole > 0 ? (double) part / (double) whole : NAN;
}

void
gradus_confusion_count (size_t n_classes, size_t n, const uint16_t truths[], const uint16_t answers[], size_t counts[])
{
  memset (counts, 0, n_classes * n_classes * sizeof *counts);
  for (size_t i = 0; i < n; i++)
    counts[truths[i] * n_classes + answers[i]]++;
}

size_t
gradus_confusion_truths (size_t n_classes, const size_t counts[], size_t truth)
{
  size_t sum = 0;

  for (size_t k = 0; k < n_classes; k++)
    sum += counts[truth * n_classes + k];
  return sum;
}

size_t
gradus_confusion_answers (size_t n_classes, const size_t counts[], size_t answer)
{
  size_t sum = 0;

  for (size_t k = 0; k < n_classes; k++)
    sum += counts[k * n_classes + answer];
  return sum;
}

double
gradus_confusion_recall (size_t n_classes, const size_t counts[], size_t truth)
{
  return share (counts[truth * n_classes + truth], gradus_confusion_truths (n_classes, counts, truth));
}

double
gradus_confusion_precision (size_t n_classes, const size_t counts[], size_t answer)
{
  return share (counts[answer * n_classes + answer], gradus_confusion_answers (n_classes, counts, answer));
}

double
gradus_confusion_accuracy (size_t n_classes, const size_t counts[])
{
  size_t right = 0, all = 0;

  for (size_t k = 0; k < n_classes; k++)
    {
      right += counts[k * n_classes + k];
      all += gradus_confusion_truths (n_classes, counts, k);
    }
  return share (right, all);
}
