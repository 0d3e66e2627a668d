/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-axes.h"

#include <math.h>

#define FONT_FAMILY "Cantarell, Adwaita Sans, sans-serif"
#define PLAIN_SIZE  700.0 /* square root of the area */

static void
set_color (cairo_t *cr, GradusColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

static double
widest_label (const GradusAxis *axis, PangoLayout *measure)
{
  double widest = 0.0;

  for (size_t i = 0; i < axis->n_ticks; i++)
    {
      PangoRectangle logical;

      pango_layout_set_text (measure, axis->ticks[i].label, -1);
      pango_layout_get_extents (measure, NULL, &logical);
      widest = MAX (widest, (double) logical.width / PANGO_SCALE);
    }
  return widest;
}

double
gradus_axes_font_size (double size, double width, double height, double text_scale)
{
  double scale = CLAMP (sqrt (MAX (width, 1.0) * MAX (height, 1.0)) / PLAIN_SIZE, 0.92, 8.0);

  return MIN (size * scale * CLAMP (text_scale, 0.5, 4.0), height / 8);
}

PangoFontDescription *
gradus_axes_font (double font)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, FONT_FAMILY);
  pango_font_description_set_absolute_size (description, font * PANGO_SCALE);
  return description;
}

void
gradus_axes_set_font (PangoLayout *text, double font)
{
  PangoFontDescription *description = gradus_axes_font (font);

  pango_layout_set_font_description (text, description);
  pango_font_description_free (description);
}

PangoLayout *
gradus_axes_create_measure (double font)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout *measure = pango_layout_new (context);

  g_object_unref (context);
  gradus_axes_set_font (measure, font);
  return measure;
}

double
gradus_axes_place_upright (GradusAxis *y, PangoLayout *measure, GradusFormat format, double font, double height)
{
  y->to = font * 2.2;
  y->from = MAX (height - font * 3.6, y->to + 1.0);
  gradus_axis_place_ticks (y, measure, format, font, true);
  return MAX (widest_label (y, measure), font * 2.4) + font * 1.3;
}

void
gradus_axes_place_level (GradusAxis *x, PangoLayout *measure, GradusFormat format, double font, double from, double to)
{
  x->from = floor (from);
  x->to = MAX (floor (to), x->from + 1.0);
  gradus_axis_place_ticks (x, measure, format, font, false);
}

void
gradus_axes_draw (const GradusAxis *x,
                  const GradusAxis *y,
                  double font,
                  const GradusPalette *palette,
                  cairo_t *cr,
                  PangoLayout *text)
{
  double line = MAX (palette->high_contrast ? 2.0 : 1.0, round (font / 12));
  double left = gradus_axes_snap (x->from, line), bottom = gradus_axes_snap (y->from, line);

  set_color (cr, palette->line);
  cairo_set_line_width (cr, line);
  cairo_move_to (cr, left, y->to);
  cairo_line_to (cr, left, bottom);
  cairo_line_to (cr, x->to, bottom);
  for (size_t i = 0; i < y->n_ticks; i++)
    {
      cairo_move_to (cr, left - 0.35 * font, gradus_axes_snap (y->ticks[i].position, line));
      cairo_line_to (cr, left, gradus_axes_snap (y->ticks[i].position, line));
    }
  for (size_t i = 0; i < x->n_ticks; i++)
    {
      cairo_move_to (cr, gradus_axes_snap (x->ticks[i].position, line), bottom);
      cairo_line_to (cr, gradus_axes_snap (x->ticks[i].position, line), bottom + 0.35 * font);
    }
  cairo_stroke (cr);

  set_color (cr, palette->dim_text);
  for (size_t i = 0; i < y->n_ticks; i++)
    gradus_axes_draw_text (cr, text, y->ticks[i].label, left - 0.6 * font, y->ticks[i].position, 1.0, 0.5);
  for (size_t i = 0; i < x->n_ticks; i++)
    gradus_axes_draw_text (cr, text, x->ticks[i].label, x->ticks[i].position, bottom + 0.45 * font, 0.5, 0.0);
}

void
gradus_axes_draw_names (const GradusAxis *x,
                        const GradusAxis *y,
                        double font,
                        const char *x_name,
                        const char *y_name,
                        double height,
                        const GradusPalette *palette,
                        cairo_t *cr,
                        PangoLayout *text)
{
  set_color (cr, palette->text);
  gradus_axes_draw_text (cr, text, x_name, (x->from + x->to) / 2, height - 0.35 * font, 0.5, 1.0);
  gradus_axes_draw_text (cr, text, y_name, 0.7 * font, y->to - 0.45 * font, 0.0, 1.0);
}

void
gradus_axes_draw_text (cairo_t *cr,
                       PangoLayout *text,
                       const char *string,
                       double x,
                       double y,
                       double x_share,
                       double y_share)
{
  PangoRectangle logical;

  pango_layout_set_text (text, string, -1);
  pango_layout_get_extents (text, NULL, &logical);
  cairo_move_to (cr, x - x_share * logical.width / PANGO_SCALE, y - y_share * logical.height / PANGO_SCALE);
  pango_cairo_show_layout (cr, text);
}

double
gradus_axes_snap (double position, double line)
{
  return floor (position) + (fmod (MAX (1.0, round (line)), 2.0) == 1.0 ? 0.5 : 0.0);
}
