/* What is drawn over the ground: the curve, the way of training, the present point and what leads away from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-landscape-picture-private.h"

#define DASH        3.5  /* in widths of the line */
#define GAP         2.5  /* likewise */
#define ARROW_HEAD  0.7  /* ems */
#define LEAST_ARROW 1.6  /* ems; a shorter one is drawn larger, */
#define MOST_TIMES  1e9  /* so many times at most */
#define GRADIENT    0.16 /* of the smaller side: a gradient's arrow tells a direction */
#define KEY_LINE    2.2  /* ems */
#define FURTHEST    4.0  /* sizes of the axes: what lies beyond is drawn no further out */

static double
place_x (const GradusLandscapeCanvas *canvas, double x)
{
  return gradus_axis_position (&canvas->x, x);
}

static double
place_y (const GradusLandscapeCanvas *canvas, double y)
{
  return gradus_axis_position (&canvas->y, y);
}

static void
set_dash (const GradusLandscapeCanvas *canvas, gboolean dashed)
{
  const double dash[] = { DASH * canvas->line, GAP * canvas->line };

  cairo_set_dash (canvas->cr, dash, dashed ? 2 : 0, 0);
}

void
gradus_landscape_draw_curve (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  const GradusGrid *grid = &landscape->grid;
  cairo_t *cr = canvas->cr;
  gboolean drawn = FALSE;

  gradus_landscape_set_color (canvas, canvas->palette->positive);
  cairo_set_line_width (cr, canvas->line * 1.2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (size_t i = 0; i < grid->columns; i++)
    {
      double x = place_x (canvas, gradus_grid_across (grid, i)), y = place_y (canvas, landscape->losses[i]);

      if (!isfinite (landscape->losses[i]))
        drawn = FALSE;
      else if (drawn)
        cairo_line_to (cr, x, y);
      else
        {
          cairo_move_to (cr, x, y);
          drawn = TRUE;
        }
    }
  cairo_stroke (cr);
}

/* From end to end of the axis, in the slope there. */
static void
draw_tangent (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  const GradusAxis *x = &canvas->x, *y = &canvas->y;
  /* In pixels, where no axis cuts it off; the length keeps steep ones finite. */
  double slope = landscape->slope_x * (x->end - x->start) / (x->to - x->from) * (y->to - y->from) / (y->end - y->start);
  double length = FURTHEST * hypot (x->to - x->from, y->from - y->to) / hypot (1, slope);
  double at_x = place_x (canvas, landscape->now.x), at_y = place_y (canvas, landscape->now.loss);

  if (!isfinite (slope))
    return;
  gradus_landscape_set_color (canvas, canvas->palette->backward);
  cairo_set_line_width (canvas->cr, canvas->line);
  set_dash (canvas, TRUE);
  cairo_move_to (canvas->cr, at_x - length, at_y - length * slope);
  cairo_line_to (canvas->cr, at_x + length, at_y + length * slope);
  cairo_stroke (canvas->cr);
  set_dash (canvas, FALSE);
}

static void
draw_arrow (const GradusLandscapeCanvas *canvas, double x0, double y0, double x1, double y1, gboolean dashed)
{
  double length = hypot (x1 - x0, y1 - y0), head = MIN (ARROW_HEAD * canvas->font, length / 2);
  double dx = (x1 - x0) / length, dy = (y1 - y0) / length;
  cairo_t *cr = canvas->cr;

  if (!(length > 0) || !isfinite (length))
    return;
  set_dash (canvas, dashed);
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1 - dx * head * 0.8, y1 - dy * head * 0.8);
  cairo_stroke (cr);
  set_dash (canvas, FALSE);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x1 - head * (dx + 0.45 * dy), y1 - head * (dy - 0.45 * dx));
  cairo_line_to (cr, x1 - head * (dx - 0.45 * dy), y1 - head * (dy + 0.45 * dx));
  cairo_close_path (cr);
  cairo_fill (cr);
}

static double
point_radius (const GradusLandscapeCanvas *canvas)
{
  return MAX (4.0, canvas->font * 0.42);
}

static void
draw_point (const GradusLandscapeCanvas *canvas, double x, double y)
{
  cairo_t *cr = canvas->cr;

  cairo_new_path (cr);
  cairo_arc (cr, x, y, point_radius (canvas), 0, 2 * G_PI);
  gradus_landscape_set_color (canvas, canvas->palette->accent);
  cairo_fill_preserve (cr);
  gradus_landscape_set_color (canvas, canvas->palette->surface);
  cairo_set_line_width (cr, canvas->line);
  cairo_stroke (cr);
}

static void
draw_ring (const GradusLandscapeCanvas *canvas, double x, double y)
{
  cairo_t *cr = canvas->cr;

  cairo_new_path (cr);
  cairo_arc (cr, x, y, point_radius (canvas) * 0.8, 0, 2 * G_PI);
  gradus_landscape_set_color (canvas, canvas->palette->surface);
  cairo_fill_preserve (cr);
  gradus_landscape_set_color (canvas, canvas->palette->highlight);
  cairo_set_line_width (cr, canvas->line * 1.2);
  cairo_stroke (cr);
}

/* How many times as long the step is drawn: a power of ten, so that a short one is seen. */
static double
find_enlargement (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  const GradusAxis *x = &canvas->x, *y = &canvas->y;
  double dx = (landscape->next.x - landscape->now.x) * (x->to - x->from) / (x->end - x->start);
  double dy = (landscape->next.y - landscape->now.y) * (y->to - y->from) / (y->end - y->start);
  double length = landscape->grid.rows > 1 ? hypot (dx, dy) : fabs (dx), times = 1;

  if (!(length > 0))
    return 1;
  while (length * times < LEAST_ARROW * canvas->font && times < MOST_TIMES)
    times *= 10;
  return times;
}

/* The step goes to the side, and from there it is known what the loss is. */
static void
draw_curve_step (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  double times = find_enlargement (canvas);
  double from = place_x (canvas, landscape->now.x);
  double to = place_x (canvas, landscape->now.x + times * (landscape->next.x - landscape->now.x));
  double level = place_y (canvas, landscape->now.loss), there = place_y (canvas, landscape->next.loss);

  if (landscape->next.x == landscape->now.x || !isfinite (landscape->next.x))
    return;
  gradus_landscape_set_color (canvas, canvas->palette->highlight);
  cairo_set_line_width (canvas->cr, canvas->line * 1.2);
  draw_arrow (canvas, from, level, to, level, FALSE);
  if (times > 1 || !isfinite (landscape->next.loss))
    return;
  cairo_set_line_width (canvas->cr, canvas->line * 0.7);
  cairo_move_to (canvas->cr, to, level);
  cairo_line_to (canvas->cr, to, there);
  cairo_stroke (canvas->cr);
  draw_ring (canvas, to, there);
}

void
gradus_landscape_draw_curve_marks (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;

  if (!isfinite (landscape->now.loss))
    return;
  draw_tangent (canvas);
  draw_curve_step (canvas);
  draw_point (canvas, place_x (canvas, landscape->now.x), place_y (canvas, landscape->now.loss));
}

/* Thin, from a square on. */
static void
draw_path (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  double side = point_radius (canvas) * 1.3;
  cairo_t *cr = canvas->cr;

  if (landscape->n_path < 2)
    return;
  gradus_landscape_set_color (canvas, canvas->palette->text);
  cairo_set_line_width (cr, canvas->line * 0.8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  for (size_t i = 0; i < landscape->n_path; i++)
    cairo_line_to (cr, place_x (canvas, landscape->path[i].x), place_y (canvas, landscape->path[i].y));
  cairo_stroke (cr);
  cairo_rectangle (cr,
                   place_x (canvas, landscape->path[0].x) - side / 2,
                   place_y (canvas, landscape->path[0].y) - side / 2,
                   side,
                   side);
  cairo_fill (cr);
}

/* Where it goes down most steeply, as far as these two parameters go; its length tells nothing. */
static void
draw_gradient (const GradusLandscapeCanvas *canvas, double x, double y)
{
  const GradusAxis *h = &canvas->x, *v = &canvas->y;
  double dx = -canvas->landscape->slope_x * (h->to - h->from) / (h->end - h->start);
  double dy = -canvas->landscape->slope_y * (v->to - v->from) / (v->end - v->start);
  double length = GRADIENT * MIN (h->to - h->from, v->from - v->to) + 2 * point_radius (canvas), size = hypot (dx, dy);

  if (!(size > 0) || !isfinite (size))
    return;
  gradus_landscape_set_color (canvas, canvas->palette->backward);
  cairo_set_line_width (canvas->cr, canvas->line);
  draw_arrow (canvas, x, y, x + dx / size * length, y + dy / size * length, TRUE);
}

void
gradus_landscape_draw_map_marks (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  double x = place_x (canvas, landscape->now.x), y = place_y (canvas, landscape->now.y);
  double times = find_enlargement (canvas);
  double next_x = place_x (canvas, landscape->now.x + times * (landscape->next.x - landscape->now.x));
  double next_y = place_y (canvas, landscape->now.y + times * (landscape->next.y - landscape->now.y));

  draw_path (canvas);
  draw_gradient (canvas, x, y);
  if (isfinite (landscape->next.x) && isfinite (landscape->next.y) && hypot (next_x - x, next_y - y) > 0)
    {
      gradus_landscape_set_color (canvas, canvas->palette->highlight);
      cairo_set_line_width (canvas->cr, canvas->line * 1.2);
      draw_arrow (canvas, x, y, next_x, next_y, FALSE);
      if (times == 1)
        draw_ring (canvas, next_x, next_y);
    }
  draw_point (canvas, x, y);
}

typedef enum
{
  SIGN_LINE,
  SIGN_DASHES,
  SIGN_ARROW,
  SIGN_DASHED_ARROW,
} Sign;

/* A sign and its name, ending at x; returns where it begins, or x where there is no room from `left` on. */
static double
draw_sign (const GradusLandscapeCanvas *canvas, const char *name, GradusColor color, Sign sign, double x, double left)
{
  double y = canvas->y.to - 1.1 * canvas->font, length = KEY_LINE * canvas->font;
  PangoRectangle logical;
  double start;

  pango_layout_set_text (canvas->text, name, -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);
  start = x - (double) logical.width / PANGO_SCALE - 0.5 * canvas->font - length;
  if (start < left)
    return x;

  gradus_landscape_set_color (canvas, canvas->palette->text);
  gradus_axes_draw_text (canvas->cr, canvas->text, name, x, y, 1.0, 0.5);
  gradus_landscape_set_color (canvas, color);
  cairo_set_line_width (canvas->cr, canvas->line);
  if (sign == SIGN_LINE || sign == SIGN_DASHES)
    {
      set_dash (canvas, sign == SIGN_DASHES);
      cairo_move_to (canvas->cr, start, y);
      cairo_line_to (canvas->cr, start + length, y);
      cairo_stroke (canvas->cr);
      set_dash (canvas, FALSE);
    }
  else
    draw_arrow (canvas, start, y, start + length, y, sign == SIGN_DASHED_ARROW);
  return start - 1.2 * canvas->font;
}

static void
name_step (const GradusLandscapeCanvas *canvas, char name[128])
{
  double times = find_enlargement (canvas);
  char number[GRADUS_FORMAT_SIZE];

  if (times > 1)
    /* Translators: the key of the picture of the loss over a weight: the arrow of the next step of training, which is
     * drawn so many times as long as it is: "Next step, × 100". */
    g_snprintf (name, 128, _ ("Next step, × %s"), gradus_format_fixed (canvas->picture->format, times, 0, number));
  else
    /* Translators: the key of the picture of the loss over a weight: the arrow to where the next step of training leads. */
    g_strlcpy (name, _ ("Next step"), 128);
}

void
gradus_landscape_draw_key (const GradusLandscapeCanvas *canvas)
{
  const GradusPalette *palette = canvas->palette;
  gboolean map = canvas->landscape->grid.rows > 1;
  PangoRectangle logical;
  double left, x = canvas->x.to;
  char step[128];

  pango_layout_set_text (canvas->text, map ? canvas->picture->y_name : _ ("Loss"), -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);
  left = 1.7 * canvas->font + (double) logical.width / PANGO_SCALE;

  name_step (canvas, step);
  x = draw_sign (canvas, step, palette->highlight, SIGN_ARROW, x, left);
  if (!map)
    {
      /* Translators: the key of the picture of the loss over a weight: the line in the curve's slope. */
      draw_sign (canvas, _ ("Tangent"), palette->backward, SIGN_DASHES, x, left);
      return;
    }
  /* Translators: the key of the map of the loss: the direction against the gradient of the loss. */
  x = draw_sign (canvas, _ ("−Gradient"), palette->backward, SIGN_DASHED_ARROW, x, left);
  if (canvas->landscape->n_path > 1)
    /* Translators: the key of the map of the loss: the way that the weights took in training. */
    draw_sign (canvas, _ ("Way so far"), palette->text, SIGN_LINE, x, left);
}
