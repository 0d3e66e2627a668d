/* The gradient check of a session's network: every gradient of the traced sample
 * against differences, one gradient's error over the step of the difference, and
 * what the gradient foretells of the step to come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-check.h"
#include "core/gradus-differences.h"
#include "model/gradus-session.h"

G_BEGIN_DECLS

/* A parameter with what was measured. */
typedef struct
{
  gsize parameter;
  GradusCheckEntry entry;
} GradusCheckRow;

#define GRADUS_TYPE_CHECK_SOURCE (gradus_check_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusCheckSource, gradus_check_source, GRADUS, CHECK_SOURCE, GObject)

/* Signals:
 *   ::changed        a check began, went on, ended, or is no longer about what is on show
 *   ::curve-changed  there is another curve, or none any more
 *
 * Everything is about the trace on show: once that is another, the check under
 * way stops and its results are gone. */
GradusCheckSource *gradus_check_source_new (GradusSession *session);

/* Checks all gradients beside the main thread. The results become the session's
 * verdicts too. Begins again where a check is under way. */
void gradus_check_source_start (GradusCheckSource *self);
void gradus_check_source_stop (GradusCheckSource *self);
gboolean gradus_check_source_get_running (GradusCheckSource *self);
double gradus_check_source_get_progress (GradusCheckSource *self); /* 0 to 1 */

/* The results, worst first; NULL before there are any. Borrowed, until ::changed. */
const GradusCheckRow *gradus_check_source_get_rows (GradusCheckSource *self, gsize *n);

/* The curve of the selected weight or bias, or the one selected last; it is computed
 * while active only. NULL before there is one. Borrowed, until ::curve-changed. */
void gradus_check_source_set_active (GradusCheckSource *self, gboolean active);
const GradusDifferenceCurve *gradus_check_source_get_curve (GradusCheckSource *self);

/* What the gradient foretells of the coming step, and what that does. */
GradusForecast gradus_check_source_get_forecast (GradusCheckSource *self);

G_END_DECLS
