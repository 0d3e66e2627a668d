/* The loss around the parameters of a session, over one of them or two, computed
 * beside the main thread and kept up to date while it trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-landscape.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

#define GRADUS_NO_PARAMETER G_MAXSIZE

#define GRADUS_TYPE_LANDSCAPE_SOURCE (gradus_landscape_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusLandscapeSource, gradus_landscape_source, GRADUS, LANDSCAPE_SOURCE, GradusSource)

/* Signals:
 *   ::changed  there is another landscape, or none any more, or other parameters are chosen
 *
 * The first parameter is the selected weight or bias, and stays when something else is selected.
 * It is computed from copies at most every 100 ms while training; what was asked for in
 * between is dropped but for the last. Where all samples would take too long, it is that of some of
 * them, evenly picked: the landscape's n_samples tells how many. */
GradusLandscapeSource *gradus_landscape_source_new (GradusSession *session);

gsize gradus_landscape_source_get_parameter (GradusLandscapeSource *self);

/* The second one, for a map of two; GRADUS_NO_PARAMETER, as at first: a curve over one alone. Nothing happens
 * for the first one, or where there is no such parameter. Where the second one is selected, both change places. */
void gradus_landscape_source_set_second (GradusLandscapeSource *self, gsize second);
gsize gradus_landscape_source_get_second (GradusLandscapeSource *self);

/* Shows so many times as much of the axes, around the present point; 1/2: half of it. */
void gradus_landscape_source_zoom (GradusLandscapeSource *self, double factor);

/* As much as at first. */
void gradus_landscape_source_reset_zoom (GradusLandscapeSource *self);

/* While it is held, the axes have the ends they have, wherever the point is moved. */
void gradus_landscape_source_hold_range (GradusLandscapeSource *self, gboolean held);

/* The newest, NULL before there is one. Borrowed, until ::changed. */
const GradusLandscape *gradus_landscape_source_get_landscape (GradusLandscapeSource *self);

G_END_DECLS
