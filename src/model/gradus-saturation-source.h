/* Which neurons of a session's network hardly learn any more, looked for beside
 * the main thread and kept up to date while it trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-saturation.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SATURATION_SOURCE (gradus_saturation_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusSaturationSource, gradus_saturation_source, GRADUS, SATURATION_SOURCE, GradusSource)

/* Signals:
 *   ::changed  other neurons are told of than before, or for another reason
 *
 * It looks at a copy of the parameters at most every 250 ms while training, and
 * at up to 2048 training samples, evenly spread. */
GradusSaturationSource *gradus_saturation_source_new (GradusSession *session);

/* How many neurons are dead or saturated. */
gsize gradus_saturation_source_get_count (GradusSaturationSource *self);

/* What is known of a neuron; `kind` is GRADUS_SATURATION_NONE before anything is. */
GradusSaturation gradus_saturation_source_get (GradusSaturationSource *self, GradusPart neuron);

/* Of each neuron, whether it is dead or saturated; NULL where that is not known of this shape. Borrowed, until
 * ::changed. */
const unsigned char *gradus_saturation_source_get_marks (GradusSaturationSource *self, const GradusShape *shape);

/* The reason in a sentence or two, translated; NULL where the neuron is well. */
char *gradus_saturation_source_describe (GradusSaturationSource *self, GradusPart neuron);

/* The same about all of them at once; NULL where all are well. */
char *gradus_saturation_source_summarise (GradusSaturationSource *self);

G_END_DECLS
