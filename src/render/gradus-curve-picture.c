/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-curve-picture.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-axes.h"

#define FONT       13.0
#define LEAST      1e-18 /* an error of 0 has no place on a logarithmic axis */
#define RIGHT_EDGE 1.2   /* ems */
#define LOW_HEIGHT 16.0  /* ems; below that the axis goes in strides, so that it has ticks to read */
#define STRIDE     5.0   /* decades */

/* A power of ten around `value`, whole in strides of so many decades. */
static double
round_decade (double value, double stride, double (*round_function) (double))
{
  return pow (10, stride * round_function (log10 (value) / stride));
}

typedef struct
{
  double font;
  GradusAxis x, y;
} Frame;

static void
init_frame (Frame *frame, const GradusCurvePicture *picture, double width, double height)
{
  double low = 1e-16, high = 1, left;
  PangoLayout *measure;

  for (size_t i = 0; picture->curve != NULL && i < GRADUS_CURVE_POINTS; i++)
    {
      double error = picture->curve->error[i];

      if (i == 0)
        low = INFINITY, high = 0;
      if (!isfinite (error))
        continue;
      low = fmin (low, fmax (error, LEAST));
      high = fmax (high, error);
    }
  if (!(low < high))
    low = LEAST, high = fmax (high, 1);

  *frame = (Frame){ .font = gradus_axes_font_size (FONT, width, height, picture->text_scale) };
  frame->x = (GradusAxis){ .range = { GRADUS_RANGE_PROPER, 1e-15, 1 }, .start = 1e-15, .end = 1, .logarithmic = true };

  double stride = height < LOW_HEIGHT * frame->font ? STRIDE : 1;

  frame->y = (GradusAxis){ .range = { GRADUS_RANGE_PROPER, low, high },
                           .start = round_decade (low, stride, floor),
                           .end = round_decade (high, stride, ceil),
                           .logarithmic = true };
  measure = gradus_axes_create_measure (frame->font);
  left = gradus_axes_place_upright (&frame->y, measure, picture->format, frame->font, height);
  gradus_axes_place_level (
      &frame->x, measure, picture->format, frame->font, left, fmax (left + 1, width - RIGHT_EDGE * frame->font));
  g_object_unref (measure);
}

static void
set_color (cairo_t *cr, GradusColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

/* One of the two straight lines, named at the end where it counts. */
static void
draw_line (const Frame *frame,
           const GradusCurvePicture *picture,
           double (*line) (const GradusDifferenceCurve *, double),
           GradusColor color,
           double dash,
           const char *name,
           gboolean rising,
           cairo_t *cr,
           PangoLayout *text)
{
  double left = line (picture->curve, 1e-15), right = line (picture->curve, 1);
  double x = gradus_axis_position (&frame->x, rising ? 1e-1 : 1e-13);
  double y = gradus_axis_position (&frame->y, line (picture->curve, rising ? 1e-1 : 1e-13));

  if (!(left > 0) || !(right > 0) || !isfinite (left) || !isfinite (right))
    return;
  cairo_save (cr);
  cairo_rectangle (cr, frame->x.from, frame->y.to, frame->x.to - frame->x.from, frame->y.from - frame->y.to);
  cairo_clip (cr);
  set_color (cr, color);
  cairo_set_line_width (cr, 0.14 * frame->font);
  cairo_set_dash (cr, (double[]){ dash * frame->font, 0.35 * frame->font }, 2, 0);
  /* Straight on these axes, but far below the least that they show: many short pieces. */
  for (int i = 0; i <= 150; i++)
    {
      double epsilon = pow (10, i / 10.0 - 15), value = line (picture->curve, epsilon);

      if (value >= frame->y.start)
        cairo_line_to (
            cr, gradus_axis_position (&frame->x, epsilon), gradus_axis_position (&frame->y, fmin (value, 1e300)));
    }
  cairo_stroke (cr);
  gradus_axes_draw_text (
      cr,
      text,
      name,
      rising ? x - 0.6 * frame->font : x + 0.5 * frame->font,
      CLAMP (y - (rising ? 0 : 0.9 * frame->font), frame->y.to + frame->font, frame->y.from - frame->font),
      rising ? 1 : 0,
      0.5);
  cairo_restore (cr);
}

static void
draw_curve (const Frame *frame, const GradusCurvePicture *picture, const GradusPalette *palette, cairo_t *cr)
{
  const GradusDifferenceCurve *curve = picture->curve;
  gboolean begun = FALSE;
  size_t chosen = gradus_curve_picture_find (curve, picture->epsilon);

  cairo_save (cr);
  cairo_rectangle (
      cr, frame->x.from, frame->y.to - 2, frame->x.to - frame->x.from + 2, frame->y.from - frame->y.to + 4);
  cairo_clip (cr);
  set_color (cr, palette->accent);
  cairo_set_line_width (cr, (palette->high_contrast ? 0.24 : 0.18) * frame->font);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (size_t i = 0; i < GRADUS_CURVE_POINTS; i++)
    {
      if (!isfinite (curve->error[i]))
        {
          begun = FALSE;
          continue;
        }

      double x = gradus_axis_position (&frame->x, curve->epsilon[i]);
      double y = gradus_axis_position (&frame->y, fmax (curve->error[i], LEAST));

      if (begun)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      begun = TRUE;
    }
  cairo_stroke (cr);

  double x = gradus_axis_position (&frame->x, curve->epsilon[chosen]);

  set_color (cr, palette->highlight);
  cairo_set_line_width (cr, 0.12 * frame->font);
  cairo_move_to (cr, x, frame->y.from);
  cairo_line_to (cr, x, frame->y.to);
  cairo_stroke (cr);
  if (isfinite (curve->error[chosen]))
    {
      cairo_arc (
          cr, x, gradus_axis_position (&frame->y, fmax (curve->error[chosen], LEAST)), 0.42 * frame->font, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

void
gradus_curve_picture_paint (const GradusCurvePicture *picture,
                            const GradusPalette *palette,
                            cairo_t *cr,
                            double width,
                            double height)
{
  Frame frame;
  PangoLayout *text = pango_cairo_create_layout (cr);

  init_frame (&frame, picture, width, height);
  gradus_axes_set_font (text, frame.font);
  set_color (cr, palette->background);
  cairo_paint (cr);
  gradus_axes_draw (&frame.x, &frame.y, frame.font, palette, cr, text);
  if (picture->curve != NULL)
    {
      draw_line (&frame,
                 picture,
                 gradus_difference_round_off,
                 palette->negative_text,
                 0.9,
                 /* Translators: names a line in the picture of the error of a difference. */
                 _ ("round-off"),
                 FALSE,
                 cr,
                 text);
      draw_line (&frame,
                 picture,
                 gradus_difference_truncation,
                 palette->backward,
                 0.3,
                 /* Translators: names a line in the picture of the error of a difference. */
                 _ ("truncation"),
                 TRUE,
                 cr,
                 text);
      draw_curve (&frame, picture, palette, cr);
    }
  gradus_axes_draw_names (&frame.x,
                          &frame.y,
                          frame.font,
                          "ε",
                          /* Translators: the upright axis: by how much a difference misses the gradient. */
                          _ ("Error"),
                          height,
                          palette,
                          cr,
                          text);
  g_object_unref (text);
}

size_t
gradus_curve_picture_find (const GradusDifferenceCurve *curve, double epsilon)
{
  size_t best = 0;

  for (size_t i = 1; i < GRADUS_CURVE_POINTS; i++)
    if (fabs (log (curve->epsilon[i] / epsilon)) < fabs (log (curve->epsilon[best] / epsilon)))
      best = i;
  return best;
}

double
gradus_curve_picture_epsilon_at (const GradusCurvePicture *picture, double width, double height, double x)
{
  Frame frame;

  init_frame (&frame, picture, width, height);
  return gradus_axis_value (&frame.x, CLAMP (x, frame.x.from, frame.x.to));
}
