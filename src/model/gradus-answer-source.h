/* What the network of a session answers to every sample, where the targets are
 * classes: computed beside the main thread and kept up to date while it trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-confusion.h"
#include "core/gradus-field.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

/* Of the training samples, or of the test rows. */
typedef struct
{
  gsize n;
  guint16 *truths;  /* n */
  guint16 *answers; /* n */
  gsize *counts;    /* classes x classes, see gradus-confusion.h */
} GradusAnswers;

#define GRADUS_TYPE_ANSWER_SOURCE (gradus_answer_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusAnswerSource, gradus_answer_source, GRADUS, ANSWER_SOURCE, GradusSource)

/* Signals:
 *   ::changed  there are other answers, or none any more
 *
 * They are computed from a copy of parameters and data, at most every 100 ms while
 * training; what was asked for in between is dropped but for the last. */
GradusAnswerSource *gradus_answer_source_new (GradusSession *session);

/* What the targets are; GRADUS_CLASSES_NONE where they are no classes, more than
 * GRADUS_CONFUSION_MOST_CLASSES, or of more rows than are looked at again and again. */
const GradusClasses *gradus_answer_source_get_classes (GradusAnswerSource *self);

/* Whether there are no answers because the data are too many to be answered again and again. */
gboolean gradus_answer_source_get_too_many (GradusAnswerSource *self);

/* NULL before there are any, and where there are no such rows. Borrowed, until ::changed. */
const GradusAnswers *gradus_answer_source_get_answers (GradusAnswerSource *self, gboolean test);

G_END_DECLS
