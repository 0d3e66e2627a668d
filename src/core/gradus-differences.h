/* What differences tell about one gradient, in plain double as one would write
 * them: how their error depends on the step, and how well a gradient foretells
 * the change that a training step makes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-trace.h"

/* From 1e-15 to 1, eight points a decade. */
#define GRADUS_CURVE_POINTS 121

/* The central difference n = (L(w + eps) - L(w - eps)) / 2 eps of the traced
 * sample beside the gradient. Its error has two parts:
 *   truncation  |L'''| eps^2 / 6            the chord is not the tangent
 *   round-off   (|L| + |w g|) 2^-53 / eps   two losses that differ in their last digits
 * (Press et al.: Numerical Recipes, 5.7.) The curve has the error as it is; the
 * two lines are what the formulas say. */
typedef struct
{
  size_t parameter;
  double gradient; /* g: the trace's */
  double third;    /* L''', a difference in long double */
  double noise;    /* (|L| + |w g|) 2^-53 */
  double best;     /* where the lines meet, kept within the curve; NaN where one of them is 0 everywhere */
  double epsilon[GRADUS_CURVE_POINTS];
  double numeric[GRADUS_CURVE_POINTS]; /* n */
  double error[GRADUS_CURVE_POINTS];   /* |n - g| */
} GradusDifferenceCurve;

/* False where memory ran out. */
bool gradus_difference_curve (const GradusTrace *trace, size_t parameter, GradusDifferenceCurve *curve);

/* The two lines. */
double gradus_difference_truncation (const GradusDifferenceCurve *curve, double epsilon);
double gradus_difference_round_off (const GradusDifferenceCurve *curve, double epsilon);

/* The change in the loss of the traced sample that the coming step makes. */
typedef struct
{
  double foretold; /* g . (updated - parameters): the first order; -eta g.g for plain descent on this sample */
  double actual;   /* L(updated) - L(parameters) */
} GradusForecast;

GradusForecast gradus_trace_forecast (const GradusTrace *trace); /* NaN where memory ran out */
