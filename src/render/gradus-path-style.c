/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-path-style.h"

#define N_COLORS 6

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0                               \
  }

/* Neither the blue and orange of signs nor the green of what is lit. */
static const GradusColor on_light[N_COLORS] = {
  RGB (0x7a2d91), RGB (0x00736b), RGB (0xb0126a), RGB (0x7a4f00), RGB (0x3f3f9c), RGB (0x55650a),
};
static const GradusColor on_dark[N_COLORS] = {
  RGB (0xd59cf0), RGB (0x4fd6c8), RGB (0xff8cc4), RGB (0xe8b468), RGB (0xa9b1ff), RGB (0xbfd05a),
};

GradusColor
gradus_path_color (const GradusPalette *palette, size_t rank)
{
  return (palette->background.green > 0.5 ? on_light : on_dark)[rank % N_COLORS];
}

void
gradus_path_set_stroke (const GradusPalette *palette, size_t rank, double line_width, cairo_t *cr)
{
  GradusColor color = gradus_path_color (palette, rank);
  double dash[] = { 3 * line_width, 1.6 * line_width };

  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
  cairo_set_line_width (cr, line_width);
  cairo_set_dash (cr, dash, rank / N_COLORS % 2 == 0 ? 0 : 2, 0);
}

void
gradus_path_draw_key (const GradusPalette *palette,
                      size_t rank,
                      cairo_t *cr,
                      double x,
                      double y,
                      double width,
                      double line_width)
{
  cairo_save (cr);
  gradus_path_set_stroke (palette, rank, line_width, cr);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}
