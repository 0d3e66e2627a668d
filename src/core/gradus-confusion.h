/* Which class gets which answer how often: counts[truth * n_classes + answer].
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define GRADUS_CONFUSION_MOST_CLASSES 64 /* a matrix of more is not to be read */

/* Counts n samples, each below n_classes. */
void
gradus_confusion_count (size_t n_classes, size_t n, const uint16_t truths[], const uint16_t answers[], size_t counts[]);

/* Samples of a class, and samples that were given it as their answer. */
size_t gradus_confusion_truths (size_t n_classes, const size_t counts[], size_t truth);
size_t gradus_confusion_answers (size_t n_classes, const size_t counts[], size_t answer);

/* Shares from 0 to 1, NaN of nothing: of a class's samples those that are recognised (recall), of a class's
 * answers those that are right (precision), and of all samples those that are right (accuracy). */
double gradus_confusion_recall (size_t n_classes, const size_t counts[], size_t truth);
double gradus_confusion_precision (size_t n_classes, const size_t counts[], size_t answer);
double gradus_confusion_accuracy (size_t n_classes, const size_t counts[]);
