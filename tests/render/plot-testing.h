/* What the tests of the plot share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "render/gradus-plot-private.h"

static inline GradusPlot
make_plot (const GradusHistory *history, bool logarithmic, double text_scale)
{
  return (GradusPlot){
    .history = history,
    .logarithmic = logarithmic,
    .marker = NAN,
    .format = { 3, true },
    .text_scale = text_scale,
  };
}

static inline cairo_surface_t *
paint (const GradusPlot *plot, double width, double height, GradusPaletteFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  gradus_plot_paint (plot, gradus_palette_get (flags), cr, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
