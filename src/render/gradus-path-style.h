/* How paths are told apart: by colour and by dashes, in the list as on the network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <stddef.h>

#include "render/gradus-palette.h"

/* Paths this far apart look alike again; they have numbers too. */
#define GRADUS_N_PATH_STYLES 12

/* The colour of the path at `rank` (from 0), at least 3:1 on background and surface. */
GradusColor gradus_path_color (const GradusPalette *palette, size_t rank);

/* Sets colour, line width and dashes for it. */
void gradus_path_set_stroke (const GradusPalette *palette, size_t rank, double line_width, cairo_t *cr);

/* A short piece of its line, from x to x + width at height y: a key beside its number. */
void gradus_path_draw_key (const GradusPalette *palette,
                           size_t rank,
                           cairo_t *cr,
                           double x,
                           double y,
                           double width,
                           double line_width);
