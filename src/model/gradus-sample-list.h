/* The samples of a session as a list: a row is but its place, so that a hundred
 * thousand of them cost nothing. What the network makes of a row is computed
 * when somebody asks, from the parameters on show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SAMPLE_ROW (gradus_sample_row_get_type ())
G_DECLARE_FINAL_TYPE (GradusSampleRow, gradus_sample_row, GRADUS, SAMPLE_ROW, GObject)

gsize gradus_sample_row_get_place (GradusSampleRow *self); /* counts as gradus_session_get_row() does */

#define GRADUS_TYPE_SAMPLE_LIST (gradus_sample_list_get_type ())
G_DECLARE_FINAL_TYPE (GradusSampleList, gradus_sample_list, GRADUS, SAMPLE_LIST, GObject)

/* A GListModel of GradusSampleRow. Signals:
 *   ::changed  values or answers may be others now; while training at most ten times a second, and less
 *              often where handlers take their time */
GradusSampleList *gradus_sample_list_new (GradusSession *session);

/* Whether a row is for testing. */
gboolean gradus_sample_list_is_test (GradusSampleList *self, gsize row);

/* The network's outputs for a row, borrowed until the next call, and its loss. FALSE where there is no such row. */
gboolean gradus_sample_list_evaluate (GradusSampleList *self, gsize row, const double **outputs, double *loss);

G_END_DECLS
