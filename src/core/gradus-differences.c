/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-differences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-pass.h"
#include "core/gradus-reference.h"

#define UNIT_ROUND_OFF 0x1p-53
#define DECADES        15

/* L'''(w) from four losses around w, with the step at which truncation and the rounding of long double balance. */
static bool
measure_third (const GradusTrace *trace, size_t parameter, double *third)
{
  const GradusShape *shape = &trace->shape;
  long double *values = calloc (2 * shape->n_neurons, sizeof *values);
  double w = trace->parameters[parameter];
  long double h = 1e-3L * (long double) fmax (1, fabs (w)), losses[4];
  static const int steps[] = { -2, -1, 1, 2 };

  if (values == NULL)
    return false;
  for (size_t i = 0; i < 4; i++)
    losses[i] = gradus_reference_loss (shape,
                                       trace->loss_kind,
                                       trace->parameters,
                                       parameter,
                                       w + steps[i] * h,
                                       trace->inputs,
                                       trace->targets,
                                       values,
                                       values + shape->n_neurons);
  *third = (double) ((losses[3] - losses[0] - 2 * (losses[2] - losses[1])) / (2 * h * h * h));
  free (values);
  return true;
}

static double
compute_loss (const GradusTrace *trace, const GradusPass *pass, const double parameters[])
{
  gradus_pass_forward (pass, &trace->shape, parameters, trace->inputs);
  return gradus_pass_loss (pass, &trace->shape, trace->loss_kind, trace->targets);
}

static double
find_best (const GradusDifferenceCurve *curve)
{
  double best = cbrt (3 * curve->noise / fabs (curve->third));

  if (!(curve->noise > 0) || !(fabs (curve->third) > 0))
    return NAN;
  return fmin (fmax (best, curve->epsilon[0]), 1);
}

bool
gradus_difference_curve (const GradusTrace *trace, size_t parameter, GradusDifferenceCurve *curve)
{
  size_t n_neurons = trace->shape.n_neurons, n_parameters = trace->shape.n_parameters;
  double *values = calloc (2 * n_neurons + n_parameters, sizeof *values);
  double *moved = values + 2 * n_neurons, w = trace->parameters[parameter];
  GradusPass pass = { .z = values, .a = values + n_neurons };

  *curve = (GradusDifferenceCurve){
    .parameter = parameter,
    .gradient = trace->gradient[parameter],
    .noise = UNIT_ROUND_OFF * (fabs (trace->loss) + fabs (w * trace->gradient[parameter])),
  };
  if (values == NULL || !measure_third (trace, parameter, &curve->third))
    {
      free (values);
      return false;
    }

  memcpy (moved, trace->parameters, n_parameters * sizeof *moved);
  for (size_t i = 0; i < GRADUS_CURVE_POINTS; i++)
    {
      double epsilon = pow (10, (double) i * DECADES / (GRADUS_CURVE_POINTS - 1) - DECADES);

      moved[parameter] = w + epsilon;
      double above = compute_loss (trace, &pass, moved);

      moved[parameter] = w - epsilon;
      double below = compute_loss (trace, &pass, moved);

      curve->epsilon[i] = epsilon;
      curve->numeric[i] = (above - below) / (2 * epsilon);
      curve->error[i] = fabs (curve->numeric[i] - curve->gradient);
    }
  curve->best = find_best (curve);
  free (values);
  return true;
}

double
gradus_difference_truncation (const GradusDifferenceCurve *curve, double epsilon)
{
  return fabs (curve->third) / 6 * epsilon * epsilon;
}

double
gradus_difference_round_off (const GradusDifferenceCurve *curve, double epsilon)
{
  return curve->noise / epsilon;
}

GradusForecast
gradus_trace_forecast (const GradusTrace *trace)
{
  GradusForecast forecast = { NAN, NAN };
  size_t n = trace->shape.n_neurons;
  double *values = calloc (2 * n, sizeof *values);
  GradusPass pass = { .z = values, .a = values + n };

  if (values == NULL)
    return forecast;
  forecast.foretold = 0;
  for (size_t i = 0; i < trace->shape.n_parameters; i++)
    forecast.foretold += trace->gradient[i] * (trace->updated[i] - trace->parameters[i]);
  forecast.actual = compute_loss (trace, &pass, trace->updated) - trace->loss;
  free (values);
  return forecast;
}
