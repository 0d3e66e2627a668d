/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-field-picture-private.h"

#include <math.h>

typedef struct
{
  const GradusFieldFrame *frame;
  const GradusPalette *palette;
  cairo_t *cr;
  PangoLayout *text;
} Canvas;

static void
set_color (const Canvas *canvas, GradusColor color)
{
  cairo_set_source_rgb (canvas->cr, color.red, color.green, color.blue);
}

/* x_share and y_share say which point of the text stands at x, y: 0 its start, 1 its end. */
static void
draw_text (const Canvas *canvas, const char *text, double x, double y, double x_share, double y_share)
{
  PangoRectangle logical;

  pango_layout_set_text (canvas->text, text, -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);
  cairo_move_to (canvas->cr, x - x_share * logical.width / PANGO_SCALE, y - y_share * logical.height / PANGO_SCALE);
  pango_cairo_show_layout (canvas->cr, canvas->text);
}

/* Puts a line on whole pixels, so that it is crisp. */
static double
snap (double position, double line)
{
  return floor (position) + (fmod (line, 2.0) == 1.0 ? 0.5 : 0.0);
}

static void
draw_surface (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame->x, *y = &canvas->frame->y;

  set_color (canvas, canvas->palette->surface);
  cairo_rectangle (canvas->cr, x->from, y->to, x->to - x->from, y->from - y->to);
  cairo_fill (canvas->cr);
}

static void
draw_axes (const Canvas *canvas)
{
  const GradusAxis *x = &canvas->frame->x, *y = &canvas->frame->y;
  double font = canvas->frame->font;
  double line = MAX (canvas->palette->high_contrast ? 2.0 : 1.0, round (font / 12));
  double left = snap (x->from, line), bottom = snap (y->from, line);
  cairo_t *cr = canvas->cr;

  set_color (canvas, canvas->palette->line);
  cairo_set_line_width (cr, line);
  cairo_move_to (cr, left, y->to);
  cairo_line_to (cr, left, bottom);
  cairo_line_to (cr, x->to, bottom);
  for (size_t i = 0; i < y->n_ticks; i++)
    {
      cairo_move_to (cr, left - 0.35 * font, snap (y->ticks[i].position, line));
      cairo_line_to (cr, left, snap (y->ticks[i].position, line));
    }
  for (size_t i = 0; i < x->n_ticks; i++)
    {
      cairo_move_to (cr, snap (x->ticks[i].position, line), bottom);
      cairo_line_to (cr, snap (x->ticks[i].position, line), bottom + 0.35 * font);
    }
  cairo_stroke (cr);

  set_color (canvas, canvas->palette->dim_text);
  for (size_t i = 0; i < y->n_ticks; i++)
    draw_text (canvas, y->ticks[i].label, left - 0.6 * font, y->ticks[i].position, 1.0, 0.5);
  for (size_t i = 0; i < x->n_ticks; i++)
    draw_text (canvas, x->ticks[i].label, x->ticks[i].position, bottom + 0.45 * font, 0.5, 0.0);
}

static void
draw_names (const Canvas *canvas, const GradusFieldPicture *picture, double height)
{
  const GradusAxis *x = &canvas->frame->x, *y = &canvas->frame->y;
  double font = canvas->frame->font;

  set_color (canvas, canvas->palette->text);
  draw_text (canvas, picture->across_name, (x->from + x->to) / 2, height - 0.35 * font, 0.5, 1.0);
  draw_text (canvas,
             gradus_field_is_curve (picture) ? picture->neuron_name : picture->up_name,
             0.7 * font,
             y->to - 0.45 * font,
             0.0,
             1.0);
}

void
gradus_field_picture_paint (const GradusFieldPicture *picture,
                            const GradusPalette *palette,
                            cairo_t *cr,
                            double width,
                            double height)
{
  GradusFieldFrame frame;
  Canvas canvas = { .frame = &frame, .palette = palette, .cr = cr };

  gradus_field_frame_init (&frame, picture, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  set_color (&canvas, palette->background);
  cairo_paint (cr);
  canvas.text = pango_cairo_create_layout (cr);

  PangoFontDescription *font = gradus_plot_font (frame.font);

  pango_layout_set_font_description (canvas.text, font);
  pango_font_description_free (font);

  draw_surface (&canvas);
  if (gradus_field_is_curve (picture))
    gradus_field_draw_curve (&frame, picture, palette, cr);
  else
    gradus_field_draw_map (&frame, picture, palette, cr);
  draw_axes (&canvas);
  draw_names (&canvas, picture, height);
  gradus_field_draw_marks (&frame, picture, palette, cr);
  gradus_field_draw_legend (&frame, picture, palette, cr, canvas.text);

  g_object_unref (canvas.text);
  cairo_restore (cr);
}
