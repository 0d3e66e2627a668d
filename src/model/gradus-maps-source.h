/* What every neuron of a session's network makes of its two inputs: a small map
 * each, computed beside the main thread and kept up to date while it trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-field.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

#define GRADUS_MAPS_MOST_NEURONS 256 /* of a network that has such maps */

#define GRADUS_TYPE_MAPS_SOURCE (gradus_maps_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusMapsSource, gradus_maps_source, GRADUS, MAPS_SOURCE, GradusSource)

/* Signals:
 *   ::changed  there are other maps, or none any more
 *
 * It computes nothing until it is made active. While training, maps come up to 20 times a second. */
GradusMapsSource *gradus_maps_source_new (GradusSession *session);

/* Whether networks of that shape have maps: two inputs, and not too many neurons. */
gboolean gradus_maps_source_suits (const GradusShape *shape);

/* A map a neuron, in the order of gradus_shape_neuron(), each grid->rows x grid->columns, the lowest row
 * first; NULL where there are none for this shape (yet). Borrowed, until ::changed. */
const double *gradus_maps_source_get_maps (GradusMapsSource *self, const GradusShape *shape, const GradusGrid **grid);

G_END_DECLS
