/* What the network of a session has learned, as a map: one neuron over a grid of
 * inputs, computed beside the main thread and kept up to date while it trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-field.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

typedef struct
{
  GradusGrid grid;
  GradusPart neuron; /* whose activation `values` are */
  double *values;    /* grid.rows x grid.columns, the lowest row first */
  gsize n_inputs;
  double *inputs;        /* n_inputs: what those are that the grid does not vary, the traced sample's */
  GradusClasses classes; /* of the targets */
  double accuracy;       /* share of the samples put into the right class; NaN where there are no classes */
} GradusFieldMap;

#define GRADUS_TYPE_FIELD_SOURCE (gradus_field_source_get_type ())
G_DECLARE_FINAL_TYPE (GradusFieldSource, gradus_field_source, GRADUS, FIELD_SOURCE, GradusSource)

/* Signals:
 *   ::changed  there is another map, or none any more
 *
 * The map is that of the selected neuron, and of the first output where none is
 * selected. It is computed from a copy of the parameters at most every 100 ms
 * while training; what was asked for in between is dropped but for the last. */
GradusFieldSource *gradus_field_source_new (GradusSession *session);

/* The inputs that vary, two different ones; with one input both are 0. At first
 * they are the first two. Nothing happens for inputs that there are not. */
void gradus_field_source_set_axes (GradusFieldSource *self, gsize across, gsize up);
gsize gradus_field_source_get_across (GradusFieldSource *self);
gsize gradus_field_source_get_up (GradusFieldSource *self);

/* While it is held, the map has the ends it has, wherever samples are moved. Samples added by
 * hand widen it only where they lie outside. */
void gradus_field_source_hold_range (GradusFieldSource *self, gboolean held);

/* The newest map, NULL before there is one. Borrowed, until ::changed. */
const GradusFieldMap *gradus_field_source_get_map (GradusFieldSource *self);

G_END_DECLS
