/* The error of a difference over its step: a V on two logarithmic axes, with the
 * lines of truncation and round-off that make it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "core/gradus-differences.h"
#include "render/gradus-format.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

/* Everything is borrowed. */
typedef struct
{
  const GradusDifferenceCurve *curve; /* NULL: only the frame */
  double epsilon;                     /* the chosen step, marked */
  GradusFormat format;
  double text_scale;
} GradusCurvePicture;

void gradus_curve_picture_paint (const GradusCurvePicture *picture,
                                 const GradusPalette *palette,
                                 cairo_t *cr,
                                 double width,
                                 double height);

/* The point of the curve whose step is nearest to `epsilon`; and the step under pixel column x, clamped to the axis. */
size_t gradus_curve_picture_find (const GradusDifferenceCurve *curve, double epsilon);
double gradus_curve_picture_epsilon_at (const GradusCurvePicture *picture, double width, double height, double x);

G_END_DECLS
