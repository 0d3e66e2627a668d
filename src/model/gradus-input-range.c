/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-input-range.h"

#include <glib.h>
#include <math.h>

#define AIR            0.12 /* of the range of the data, on each side */
#define STEPS_OF_RANGE 20   /* the ends are rounded to a nice fraction of about that */

/* 1, 2 or 5 times a power of ten, at least `step`. */
static double
find_nice_step (double step)
{
  double decade = pow (10, floor (log10 (step))), digit = step / decade;

  return decade * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

void
gradus_input_range_find (const GradusProblem *problem, gsize input, double *from, double *to)
{
  double low = INFINITY, high = -INFINITY;

  for (gsize i = 0; i < problem->n_samples; i++)
    {
      double x = problem->inputs[i * problem->shape.n_inputs + input];

      low = MIN (low, x);
      high = MAX (high, x);
    }

  double air = high > low ? (high - low) * AIR : MAX (1, fabs (low));
  double step = find_nice_step ((high - low + 2 * air) / STEPS_OF_RANGE);

  *from = floor ((low - air) / step) * step;
  *to = ceil ((high + air) / step) * step;
  /* Numbers so large, or so close together, that rounding makes nothing of them. */
  if (!isfinite (*from) || !isfinite (*to) || !(*from < *to))
    {
      *from = low - air;
      *to = high + air;
    }
}
