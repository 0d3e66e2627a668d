/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-field-picture-private.h"

static void
set_color (cairo_t *cr, GradusColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

void
gradus_field_picture_paint (const GradusFieldPicture *picture,
                            const GradusPalette *palette,
                            cairo_t *cr,
                            double width,
                            double height)
{
  GradusFieldFrame frame;
  bool is_curve = gradus_field_is_curve (picture);
  PangoLayout *text;

  gradus_field_frame_init (&frame, picture, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  set_color (cr, palette->background);
  cairo_paint (cr);
  text = pango_cairo_create_layout (cr);
  gradus_axes_set_font (text, frame.font);

  set_color (cr, palette->surface);
  cairo_rectangle (cr, frame.x.from, frame.y.to, frame.x.to - frame.x.from, frame.y.from - frame.y.to);
  cairo_fill (cr);
  if (is_curve)
    gradus_field_draw_curve (&frame, picture, palette, cr);
  else
    gradus_field_draw_map (&frame, picture, palette, cr);
  gradus_axes_draw (&frame.x, &frame.y, frame.font, palette, cr, text);
  gradus_axes_draw_names (&frame.x,
                          &frame.y,
                          frame.font,
                          picture->across_name,
                          is_curve ? picture->neuron_name : picture->up_name,
                          height,
                          palette,
                          cr,
                          text);
  gradus_field_draw_marks (&frame, picture, palette, cr);
  if (picture->has_cursor)
    gradus_field_draw_cursor (&frame, picture, palette, cr);
  gradus_field_draw_legend (&frame, picture, palette, cr, text);
  g_object_unref (text);
  cairo_restore (cr);
}
