/* The loss as a landscape: over one parameter a curve, over two a map, all others
 * being what they are. What stands there is the mean loss over samples, without
 * penalties, as it is reported everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-field.h"
#include "core/gradus-trainer.h"

/* A point of the landscape; y is 0 on a curve. */
typedef struct
{
  double x, y;
  double loss;
} GradusLandscapePoint;

/* What a problem's landscape is around some parameters. */
typedef struct
{
  GradusGrid grid;        /* its `across` and `up` are indices of parameters; one row: a curve */
  double *losses;         /* rows x columns, the lowest row first */
  size_t n_samples;       /* that each of them is the mean over */
  double lowest, highest; /* of the finite ones; both NaN where there are none */

  GradusLandscapePoint now;
  double slope_x, slope_y; /* dL/dparameter there, over the same samples */

  /* The step that comes next, as training will take it: from its batch, with penalties, moments and what is frozen. */
  GradusLandscapePoint next; /* where it leads on this map: the loss with nothing else moved */
  double step_x, step_y;     /* the gradient that it uses */
  size_t batch_size;         /* samples of its batch */

  GradusLandscapePoint *path; /* states that training came through, the present one last; their losses are NaN */
  size_t n_path;

  GradusTrainer *trainer; /* scratch memory */
} GradusLandscape;

/* A landscape of `problem` (its arrays are borrowed) on a grid whose parameters are different ones.
 * NULL only where memory ran out. */
GradusLandscape *gradus_landscape_new (const GradusProblem *problem, const GradusGrid *grid);
void gradus_landscape_free (GradusLandscape *landscape); /* NULL is fine */

/* What there is to see of it: nothing more can be computed with the copy. NULL only where memory ran out. */
GradusLandscape *gradus_landscape_copy (const GradusLandscape *landscape);

/* Fills in everything but the path, around the parameters of `trace`, which tells the next step, too. The
 * losses are those of gradus_trainer_loss() within 1e-12. Returns false when asked to stop meanwhile. */
bool gradus_landscape_compute (GradusLandscape *landscape, const GradusTrace *trace, const atomic_bool *stop);

/* A state on the way of training as a point of the landscape. */
GradusLandscapePoint gradus_landscape_place (const GradusGrid *grid, const double parameters[]);

/* The loss at x between the columns of a curve, by straight lines; NaN outside. */
double gradus_landscape_read (const GradusLandscape *landscape, double x);
