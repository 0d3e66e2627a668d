/* What a network makes of many inputs at once: the values of one neuron over a
 * grid of inputs, and how many samples it puts into the right class. Everything
 * goes through the kernels in batches, within 1e-12 of the single trace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>
#include <stdint.h>

#include "core/gradus-classes.h"
#include "core/gradus-shape.h"

/* Inputs on a grid. Input `across` goes from `left` in the first column to `right`
 * in the last, input `up` from `bottom` in the first row to `top` in the last.
 * With one row only `across` varies. A single column or row lies at `left` or `bottom`. */
typedef struct
{
  size_t across, up;
  double left, right;
  double bottom, top;
  size_t columns, rows; /* at least 1 */
} GradusGrid;

/* What `across` is in a column, and `up` in a row. */
double gradus_grid_across (const GradusGrid *grid, size_t column);
double gradus_grid_up (const GradusGrid *grid, size_t row);

/* Scratch memory for networks of one shape. */
typedef struct _GradusField GradusField;

/* NULL only where memory ran out. */
GradusField *gradus_field_new (const GradusShape *shape);
void gradus_field_free (GradusField *field); /* NULL is fine */

/* Fills `values` (rows x columns, the lowest row first) with the activation of
 * `neuron` in `layer`. `inputs` (shape.n_inputs) says
 * what the inputs are that do not vary. Allocates nothing. False when `stop`
 * (may be NULL) became true meanwhile; `values` are then not to be used. */
bool gradus_field_compute (GradusField *field,
                           const double parameters[],
                           const double inputs[],
                           const GradusGrid *grid,
                           size_t layer,
                           size_t neuron,
                           const atomic_bool *stop,
                           double values[]);

/* The same of every neuron in one pass: a map each, in the order of gradus_shape_neuron().
 * `values` has room for shape.n_neurons x rows x columns. */
bool gradus_field_compute_all (GradusField *field,
                               const double parameters[],
                               const double inputs[],
                               const GradusGrid *grid,
                               const atomic_bool *stop,
                               double values[]);

/* How many of the samples (inputs: n_samples x shape.n_inputs, targets: n_samples
 * x shape.n_outputs) get the class that their target names. False when stopped. */
bool gradus_field_count_right (GradusField *field,
                               const double parameters[],
                               size_t n_samples,
                               const double inputs[],
                               const double targets[],
                               const GradusClasses *classes,
                               const atomic_bool *stop,
                               size_t *right);

/* The class that each of the samples (inputs: n_samples x shape.n_inputs) gets. False when stopped. */
bool gradus_field_classify (GradusField *field,
                            const double parameters[],
                            size_t n_samples,
                            const double inputs[],
                            const GradusClasses *classes,
                            const atomic_bool *stop,
                            uint16_t answers[]);
