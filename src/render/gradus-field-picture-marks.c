/* The samples: a shape a class, a colour a target, rings round what is marked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-field-picture-private.h"

#include <math.h>

typedef struct
{
  size_t n;
  struct
  {
    double x, y; /* in mark radii, y downwards */
  } corners[4];
} Polygon;

/* Of about the same area as the circle, which is shape 0. */
static const Polygon polygons[GRADUS_N_MARK_SHAPES - 1] = {
  { 3, { { 0, -1.3 }, { 1.2, 0.85 }, { -1.2, 0.85 } } },
  { 4, { { -0.9, -0.9 }, { 0.9, -0.9 }, { 0.9, 0.9 }, { -0.9, 0.9 } } },
  { 4, { { 0, -1.35 }, { 1.1, 0 }, { 0, 1.35 }, { -1.1, 0 } } },
  { 3, { { 0, 1.3 }, { 1.2, -0.85 }, { -1.2, -0.85 } } },
  { 4, { { -1.3, -0.6 }, { 1.3, -0.6 }, { 1.3, 0.6 }, { -1.3, 0.6 } } },
};

static void
set_color (cairo_t *cr, GradusColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

static bool
same_color (GradusColor a, GradusColor b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

static void
add_shape (cairo_t *cr, double x, double y, double radius, size_t shape)
{
  shape %= GRADUS_N_MARK_SHAPES;
  cairo_new_path (cr);
  if (shape == 0)
    {
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      return;
    }

  const Polygon *polygon = &polygons[shape - 1];

  for (size_t i = 0; i < polygon->n; i++)
    cairo_line_to (cr, x + radius * polygon->corners[i].x, y + radius * polygon->corners[i].y);
  cairo_close_path (cr);
}

static size_t
find_shape (const GradusFieldPicture *picture, const double targets[])
{
  return picture->classes.kind == GRADUS_CLASSES_NONE ? 0 : gradus_classes_of (&picture->classes, targets);
}

/* What a target is in full colours: of two classes one of the ends, else as the field would have it. */
static GradusColor
find_color (const GradusFieldFrame *frame,
            const GradusFieldPicture *picture,
            const GradusPalette *palette,
            double target)
{
  if (picture->classes.kind != GRADUS_CLASSES_NONE)
    return target > picture->classes.middle ? palette->positive : palette->negative;
  if (picture->is_output && !gradus_field_is_curve (picture))
    return gradus_field_color (palette, gradus_field_share (frame, picture, target), 1);
  return palette->dim_text;
}

static void
draw_values (const GradusFieldFrame *frame,
             const GradusFieldPicture *picture,
             const GradusPalette *palette,
             cairo_t *cr,
             const double inputs[],
             const double targets[],
             bool hollow)
{
  double x, y;

  if (!gradus_field_frame_place_values (frame, picture, inputs, targets, &x, &y))
    return;
  gradus_field_draw_mark (frame,
                          palette,
                          cr,
                          x,
                          y,
                          find_shape (picture, targets),
                          find_color (frame, picture, palette, targets[picture->output]),
                          hollow);
}

static void
draw_sample (const GradusFieldFrame *frame,
             const GradusFieldPicture *picture,
             const GradusPalette *palette,
             cairo_t *cr,
             size_t sample)
{
  draw_values (frame,
               picture,
               palette,
               cr,
               picture->inputs + sample * picture->n_inputs,
               picture->targets + sample * picture->n_outputs,
               false);
}

static void
draw_ring_at (const GradusFieldFrame *frame,
              const GradusFieldPicture *picture,
              const GradusPalette *palette,
              cairo_t *cr,
              size_t sample,
              GradusColor color)
{
  double x, y;

  if (sample >= picture->n_samples || !gradus_field_frame_place (frame, picture, sample, &x, &y))
    return;
  draw_sample (frame, picture, palette, cr, sample); /* on top of the others */
  gradus_field_draw_ring (frame, palette, cr, x, y, color);
}

void
gradus_field_draw_mark (const GradusFieldFrame *frame,
                        const GradusPalette *palette,
                        cairo_t *cr,
                        double x,
                        double y,
                        size_t shape,
                        GradusColor color,
                        bool hollow)
{
  double line = MAX (1.0, 0.28 * frame->mark);
  /* A colour between the ends of the scale may be that of the ground. */
  bool pale = !same_color (color, palette->positive) && !same_color (color, palette->negative) &&
              !same_color (color, palette->dim_text);
  GradusColor outline = pale || palette->high_contrast ? palette->text : palette->surface;

  add_shape (cr, x, y, frame->mark, shape);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, hollow ? 1.6 * line : line);
  set_color (cr, hollow ? palette->surface : color);
  cairo_fill_preserve (cr);
  set_color (cr, hollow ? color : outline);
  cairo_stroke (cr);
}

void
gradus_field_draw_ring (const GradusFieldFrame *frame,
                        const GradusPalette *palette,
                        cairo_t *cr,
                        double x,
                        double y,
                        GradusColor color)
{
  double line = MAX (1.5, 0.4 * frame->mark);

  cairo_new_path (cr);
  cairo_arc (cr, x, y, 2.1 * frame->mark, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2.4 * line);
  set_color (cr, palette->surface);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, line);
  set_color (cr, color);
  cairo_stroke (cr);
}

void
gradus_field_draw_marks (const GradusFieldFrame *frame,
                         const GradusFieldPicture *picture,
                         const GradusPalette *palette,
                         cairo_t *cr)
{
  size_t stride = gradus_field_mark_stride (picture), test_stride = gradus_field_stride (picture->n_test);

  for (size_t i = 0; i < picture->n_test; i += test_stride)
    draw_values (frame,
                 picture,
                 palette,
                 cr,
                 picture->test_inputs + i * picture->n_inputs,
                 picture->test_targets + i * picture->n_outputs,
                 true);

  for (size_t i = 0; i < picture->n_samples; i += stride)
    draw_sample (frame, picture, palette, cr, i);
  if (picture->hovered != picture->traced)
    draw_ring_at (frame, picture, palette, cr, picture->hovered, palette->dim_text);
  draw_ring_at (frame, picture, palette, cr, picture->traced, palette->text);
}

/* A cross with a gap in its middle, for what is to be drawn there. */
void
gradus_field_draw_cursor (const GradusFieldFrame *frame,
                          const GradusFieldPicture *picture,
                          const GradusPalette *palette,
                          cairo_t *cr)
{
  double x = gradus_axis_position (&frame->x, picture->cursor_x);
  double y = gradus_axis_position (&frame->y, picture->cursor_y);
  double gap = 1.2 * frame->mark, arm = 3.4 * frame->mark;

  cairo_new_path (cr);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, x + side * gap, y);
      cairo_line_to (cr, x + side * arm, y);
      cairo_move_to (cr, x, y + side * gap);
      cairo_line_to (cr, x, y + side * arm);
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, MAX (3.5, 0.9 * frame->mark));
  set_color (cr, palette->surface);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, MAX (1.5, 0.4 * frame->mark));
  set_color (cr, palette->text);
  cairo_stroke (cr);
}

void
gradus_field_picture_paint_mark (const GradusPalette *palette,
                                 cairo_t *cr,
                                 double width,
                                 double height,
                                 size_t shape,
                                 bool high)
{
  GradusFieldFrame frame = { .mark = 0.32 * MIN (width, height) };

  gradus_field_draw_mark (
      &frame, palette, cr, width / 2, height / 2, shape, high ? palette->positive : palette->negative, false);
}
