/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-landscape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-trainer-private.h"

GradusLandscape *
gradus_landscape_new (const GradusProblem *problem, const GradusGrid *grid)
{
  GradusLandscape *landscape = calloc (1, sizeof *landscape);
  GradusProblem all = *problem;

  if (landscape == NULL)
    return NULL;

  all.training.batch_size = 0; /* many samples at once */
  landscape->grid = *grid;
  landscape->n_samples = problem->n_samples;
  landscape->losses = calloc (grid->columns * grid->rows, sizeof *landscape->losses);
  landscape->trainer = gradus_trainer_new (&all);
  if (landscape->losses == NULL || landscape->trainer == NULL)
    {
      gradus_landscape_free (landscape);
      return NULL;
    }
  return landscape;
}

void
gradus_landscape_free (GradusLandscape *landscape)
{
  if (landscape == NULL)
    return;

  gradus_trainer_free (landscape->trainer);
  free (landscape->losses);
  free (landscape->path);
  free (landscape);
}

GradusLandscape *
gradus_landscape_copy (const GradusLandscape *landscape)
{
  GradusLandscape *copy = calloc (1, sizeof *copy);
  size_t n_points = landscape->grid.columns * landscape->grid.rows;

  if (copy == NULL)
    return NULL;

  *copy = *landscape;
  copy->trainer = NULL;
  copy->losses = malloc (n_points * sizeof *copy->losses);
  copy->path = malloc ((landscape->n_path + 1) * sizeof *copy->path);
  if (copy->losses == NULL || copy->path == NULL)
    {
      gradus_landscape_free (copy);
      return NULL;
    }
  memcpy (copy->losses, landscape->losses, n_points * sizeof *copy->losses);
  if (landscape->n_path > 0)
    memcpy (copy->path, landscape->path, landscape->n_path * sizeof *copy->path);
  return copy;
}

/* Where a parameter stands in the trainer's layout. */
static double *
find_parameter (GradusTrainer *trainer, double values[], size_t index)
{
  GradusParameter parameter = gradus_shape_parameter (&trainer->problem.shape, index);
  const GradusLayerLayout *place = &trainer->layout.layers[parameter.layer];

  if (!trainer->layout.turned)
    return values + index;
  if (parameter.is_bias)
    return values + place->first_bias + parameter.to;
  return values + place->first_weight + parameter.from * place->stride + parameter.to;
}

static void
move_to (GradusLandscape *landscape, double x, double y)
{
  GradusTrainer *trainer = landscape->trainer;

  *find_parameter (trainer, trainer->now.parameters, landscape->grid.across) = x;
  if (landscape->grid.rows > 1)
    *find_parameter (trainer, trainer->now.parameters, landscape->grid.up) = y;
}

/* The mean loss where `now` stands, and with `gradient` the sum of the gradients. */
static bool
measure (GradusLandscape *landscape, const atomic_bool *stop, double gradient[], double *loss)
{
  GradusTrainer *trainer = landscape->trainer;
  const GradusProblem *problem = &trainer->problem;
  double sum;

  if (!gradus_trainer_sum (trainer, problem, (GradusTrainerBatch){ NULL, problem->n_samples }, stop, gradient, &sum))
    return false;

  *loss = sum / (double) problem->n_samples;
  if (!isfinite (*loss) && trainer->batch != NULL)
    gradus_batch_clean (trainer->batch);
  return true;
}

/* The point that training is at, and the slopes there. */
static bool
measure_now (GradusLandscape *landscape, const atomic_bool *stop)
{
  GradusTrainer *trainer = landscape->trainer;
  const GradusGrid *grid = &landscape->grid;
  double share = 1 / (double) landscape->n_samples;

  if (!measure (landscape, stop, trainer->gradient, &landscape->now.loss))
    return false;

  landscape->slope_x = share * *find_parameter (trainer, trainer->gradient, grid->across);
  landscape->slope_y = grid->rows > 1 ? share * *find_parameter (trainer, trainer->gradient, grid->up) : 0;
  return true;
}

static bool
measure_grid (GradusLandscape *landscape, const atomic_bool *stop)
{
  const GradusGrid *grid = &landscape->grid;

  landscape->lowest = landscape->highest = NAN;
  for (size_t row = 0; row < grid->rows; row++)
    for (size_t column = 0; column < grid->columns; column++)
      {
        double *loss = &landscape->losses[row * grid->columns + column];

        move_to (landscape, gradus_grid_across (grid, column), gradus_grid_up (grid, row));
        if (!measure (landscape, stop, NULL, loss))
          return false;
        if (!isfinite (*loss))
          continue;
        landscape->lowest = fmin (landscape->lowest, *loss);
        landscape->highest = fmax (landscape->highest, *loss);
      }
  return true;
}

bool
gradus_landscape_compute (GradusLandscape *landscape, const GradusTrace *trace, const atomic_bool *stop)
{
  GradusTrainer *trainer = landscape->trainer;
  const GradusGrid *grid = &landscape->grid;

  gradus_layout_put (&trainer->layout, &trainer->problem.shape, trace->parameters, trainer->now.parameters);
  landscape->now = gradus_landscape_place (grid, trace->parameters);
  landscape->next = gradus_landscape_place (grid, trace->updated);
  landscape->step_x = trace->step_gradient[grid->across];
  landscape->step_y = grid->rows > 1 ? trace->step_gradient[grid->up] : 0;
  landscape->batch_size = trace->batch_size;
  if (!measure_now (landscape, stop))
    return false;

  move_to (landscape, landscape->next.x, landscape->next.y);
  return measure (landscape, stop, NULL, &landscape->next.loss) && measure_grid (landscape, stop);
}

GradusLandscapePoint
gradus_landscape_place (const GradusGrid *grid, const double parameters[])
{
  return (GradusLandscapePoint){ parameters[grid->across], grid->rows > 1 ? parameters[grid->up] : 0, NAN };
}

double
gradus_landscape_read (const GradusLandscape *landscape, double x)
{
  const GradusGrid *grid = &landscape->grid;
  double place = (x - grid->left) / (grid->right - grid->left) * (double) (grid->columns - 1);

  if (!(place >= 0 && place <= (double) (grid->columns - 1)))
    return NAN;

  size_t column = (size_t) place;

  if (column + 1 == grid->columns)
    return landscape->losses[column];
  return landscape->losses[column] +
         (place - (double) column) * (landscape->losses[column + 1] - landscape->losses[column]);
}
