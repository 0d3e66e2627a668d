/* What the parts of the landscape's picture share.
 *
 *   gradus-landscape-picture.c        axes, ground, and what lies under a point
 *   gradus-landscape-picture-lines.c  shades and lines of equal loss with their labels
 *   gradus-landscape-picture-marks.c  curve, tangent, way, point, gradient, step, and the key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-axes.h"
#include "render/gradus-landscape-picture.h"

typedef struct
{
  const GradusLandscapePicture *picture;
  const GradusLandscape *landscape;
  const GradusPalette *palette;
  GradusAxis x, y;
  double font, line; /* pixels */
  double width, height;
  cairo_t *cr;
  PangoLayout *text;
} GradusLandscapeCanvas;

#define GRADUS_MOST_LEVELS 9

/* The losses whose lines are drawn: round numbers that share the map out evenly, rising. Returns how many. */
size_t gradus_landscape_find_levels (const GradusLandscape *landscape, double levels[GRADUS_MOST_LEVELS]);

void gradus_landscape_draw_shades (const GradusLandscapeCanvas *canvas);
void gradus_landscape_draw_lines (const GradusLandscapeCanvas *canvas);

void gradus_landscape_draw_curve (const GradusLandscapeCanvas *canvas);
void gradus_landscape_draw_curve_marks (const GradusLandscapeCanvas *canvas);
void gradus_landscape_draw_map_marks (const GradusLandscapeCanvas *canvas);
void gradus_landscape_draw_key (const GradusLandscapeCanvas *canvas);

static inline void
gradus_landscape_set_color (const GradusLandscapeCanvas *canvas, GradusColor color)
{
  cairo_set_source_rgb (canvas->cr, color.red, color.green, color.blue);
}
