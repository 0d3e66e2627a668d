/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-field.h"

#include <stdlib.h>
#include <string.h>

#include "core/gradus-batch.h"

struct _GradusField
{
  GradusShape shape;
  GradusLayout layout;
  GradusBatch *batch;
  double *memory;
  double *parameters; /* laid out */
  double *inputs;     /* GRADUS_BATCH_BLOCK x n_inputs */
};

static double
interpolate (double from, double to, size_t i, size_t n)
{
  double share = n > 1 ? (double) i / (double) (n - 1) : 0;

  return i + 1 == n && n > 1 ? to : from + share * (to - from);
}

double
gradus_grid_across (const GradusGrid *grid, size_t column)
{
  return interpolate (grid->left, grid->right, column, grid->columns);
}

double
gradus_grid_up (const GradusGrid *grid, size_t row)
{
  return interpolate (grid->bottom, grid->top, row, grid->rows);
}

static bool
is_asked_to_stop (const atomic_bool *stop)
{
  return stop != NULL && atomic_load_explicit (stop, memory_order_relaxed);
}

GradusField *
gradus_field_new (const GradusShape *shape)
{
  GradusField *field = calloc (1, sizeof *field);

  if (field == NULL)
    return NULL;

  field->shape = *shape;
  gradus_layout_init (&field->layout, shape, true);
  field->memory = gradus_layout_new_values (field->layout.n_values + GRADUS_BATCH_BLOCK * shape->n_inputs);
  field->batch = gradus_batch_new (shape, &field->layout, gradus_kernels_pick ());
  if (field->memory == NULL || field->batch == NULL)
    {
      gradus_field_free (field);
      return NULL;
    }
  field->parameters = field->memory;
  field->inputs = field->memory + field->layout.n_values;
  return field;
}

void
gradus_field_free (GradusField *field)
{
  if (field == NULL)
    return;

  gradus_batch_free (field->batch);
  free (field->memory);
  free (field);
}

/* Writes the inputs of the grid's points first .. first + n - 1, counted row by row. */
static void
place_points (GradusField *field, const double inputs[], const GradusGrid *grid, size_t first, size_t n)
{
  size_t n_inputs = field->shape.n_inputs;

  for (size_t k = 0; k < n; k++)
    {
      double *x = field->inputs + k * n_inputs;

      memcpy (x, inputs, n_inputs * sizeof *x);
      x[grid->across] = gradus_grid_across (grid, (first + k) % grid->columns);
      if (grid->rows > 1)
        x[grid->up] = gradus_grid_up (grid, (first + k) / grid->columns);
    }
}

bool
gradus_field_compute (GradusField *field,
                      const double parameters[],
                      const double inputs[],
                      const GradusGrid *grid,
                      size_t layer,
                      size_t neuron,
                      const atomic_bool *stop,
                      double values[])
{
  size_t n_points = grid->columns * grid->rows;

  gradus_layout_put (&field->layout, &field->shape, parameters, field->parameters);
  for (size_t first = 0; first < n_points; first += GRADUS_BATCH_BLOCK)
    {
      size_t n = n_points - first < GRADUS_BATCH_BLOCK ? n_points - first : GRADUS_BATCH_BLOCK, stride;

      if (is_asked_to_stop (stop))
        return false;

      place_points (field, inputs, grid, first, n);

      const double *a = gradus_batch_evaluate (field->batch, field->parameters, field->inputs, n, layer, &stride);

      for (size_t k = 0; k < n; k++)
        values[first + k] = a[k * stride + neuron];
    }
  return true;
}

/* Writes the activations of the points first .. first + n - 1 into the map of each neuron. */
static void
spread (const GradusField *field, size_t n_points, size_t first, size_t n, double values[])
{
  for (size_t l = 0; l < field->shape.n_layers; l++)
    {
      size_t stride;
      const double *a = gradus_batch_get_activations (field->batch, l, &stride);

      for (size_t i = 0; i < field->shape.layers[l].n_neurons; i++)
        {
          double *map = values + gradus_shape_neuron (&field->shape, l, i) * n_points + first;

          for (size_t k = 0; k < n; k++)
            map[k] = a[k * stride + i];
        }
    }
}

bool
gradus_field_compute_all (GradusField *field,
                          const double parameters[],
                          const double inputs[],
                          const GradusGrid *grid,
                          const atomic_bool *stop,
                          double values[])
{
  size_t n_points = grid->columns * grid->rows;

  gradus_layout_put (&field->layout, &field->shape, parameters, field->parameters);
  for (size_t first = 0; first < n_points; first += GRADUS_BATCH_BLOCK)
    {
      size_t n = n_points - first < GRADUS_BATCH_BLOCK ? n_points - first : GRADUS_BATCH_BLOCK, stride;

      if (is_asked_to_stop (stop))
        return false;

      place_points (field, inputs, grid, first, n);
      gradus_batch_evaluate (field->batch, field->parameters, field->inputs, n, field->shape.n_layers - 1, &stride);
      spread (field, n_points, first, n, values);
    }
  return true;
}

/* The outputs for *n samples from `first` on, as gradus_batch_evaluate() gives them; NULL when asked to stop. */
static const double *
evaluate_samples (GradusField *field,
                  size_t n_samples,
                  const double inputs[],
                  size_t first,
                  const atomic_bool *stop,
                  size_t *n,
                  size_t *stride)
{
  *n = n_samples - first < GRADUS_BATCH_BLOCK ? n_samples - first : GRADUS_BATCH_BLOCK;
  if (is_asked_to_stop (stop))
    return NULL;
  return gradus_batch_evaluate (
      field->batch, field->parameters, inputs + first * field->shape.n_inputs, *n, field->shape.n_layers - 1, stride);
}

bool
gradus_field_count_right (GradusField *field,
                          const double parameters[],
                          size_t n_samples,
                          const double inputs[],
                          const double targets[],
                          const GradusClasses *classes,
                          const atomic_bool *stop,
                          size_t *right)
{
  size_t n_outputs = field->shape.n_outputs;

  *right = 0;
  gradus_layout_put (&field->layout, &field->shape, parameters, field->parameters);
  for (size_t first = 0; first < n_samples; first += GRADUS_BATCH_BLOCK)
    {
      size_t n, stride;
      const double *a = evaluate_samples (field, n_samples, inputs, first, stop, &n, &stride);

      if (a == NULL)
        return false;

      for (size_t k = 0; k < n; k++)
        *right += gradus_classes_of (classes, a + k * stride) ==
                  gradus_classes_of (classes, targets + (first + k) * n_outputs);
    }
  return true;
}

bool
gradus_field_classify (GradusField *field,
                       const double parameters[],
                       size_t n_samples,
                       const double inputs[],
                       const GradusClasses *classes,
                       const atomic_bool *stop,
                       uint16_t answers[])
{
  gradus_layout_put (&field->layout, &field->shape, parameters, field->parameters);
  for (size_t first = 0; first < n_samples; first += GRADUS_BATCH_BLOCK)
    {
      size_t n, stride;
      const double *a = evaluate_samples (field, n_samples, inputs, first, stop, &n, &stride);

      if (a == NULL)
        return false;

      for (size_t k = 0; k < n; k++)
        answers[first + k] = (uint16_t) gradus_classes_of (classes, a + k * stride);
    }
  return true;
}
