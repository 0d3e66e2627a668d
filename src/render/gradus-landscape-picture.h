/* The loss around the present point: over one parameter a curve with its tangent, over two a map
 * with lines of equal loss and the way that training took; with the step that comes next.
 *
 * Nothing rests on colour alone: tangent and gradient are dashed, the step is whole and ends in a
 * ring, the way is thin and begins with a square, and a key tells them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "core/gradus-landscape.h"
#include "render/gradus-format.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

typedef struct
{
  const GradusLandscape *landscape; /* borrowed; NULL: it is being computed */
  const char *x_name, *y_name;      /* symbols of its parameters; y_name is unused for a curve */
  GradusFormat format;
  double text_scale;
} GradusLandscapePicture;

void gradus_landscape_picture_paint (const GradusLandscapePicture *picture,
                                     const GradusPalette *palette,
                                     cairo_t *cr,
                                     double width,
                                     double height);

/* What the parameters are at a point of the picture, which is moved into the axes where it lies beyond; y is
 * 0 on a curve. False where there is no landscape. */
bool gradus_landscape_picture_read (const GradusLandscapePicture *picture,
                                    double width,
                                    double height,
                                    double pixel_x,
                                    double pixel_y,
                                    double *x,
                                    double *y);

/* Where the present point is drawn, in pixels. False where there is none inside the axes. */
bool gradus_landscape_picture_find_point (const GradusLandscapePicture *picture,
                                          double width,
                                          double height,
                                          double *pixel_x,
                                          double *pixel_y);

G_END_DECLS
