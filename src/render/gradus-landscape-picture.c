/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-landscape-picture-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FONT_SIZE 12.0 /* pixels, see gradus_axes_font_size() */
#define AIR       0.06 /* of the range, above and below the curve */
#define FROM_ZERO 0.35 /* the axis starts at 0 where the smallest loss is below this share of the largest */

static void
set_axis (GradusAxis *axis, double start, double end)
{
  axis->range = (GradusRange){ GRADUS_RANGE_PROPER, start, end };
  axis->start = start;
  axis->end = end;
}

/* From the smallest to the largest loss that is drawn. */
static void
set_loss_axis (GradusAxis *axis, const GradusLandscape *landscape)
{
  double low = landscape->lowest, high = landscape->highest;

  if (isfinite (landscape->now.loss))
    {
      low = fmin (low, landscape->now.loss);
      high = fmax (high, landscape->now.loss);
    }
  if (isnan (low))
    {
      set_axis (axis, 0, 1);
      return;
    }

  double air = (high - low) * AIR;

  if (high - low <= fabs (high) * 1e-9)
    set_axis (axis, MIN (0, low * 1.5), high == 0 ? 1 : MAX (0, high * 1.5));
  else
    set_axis (axis, low >= 0 && low < high * FROM_ZERO ? 0 : low - air, high + air);
}

static void
place_axes (GradusLandscapeCanvas *canvas)
{
  const GradusLandscapePicture *picture = canvas->picture;
  const GradusGrid *grid = &canvas->landscape->grid;
  PangoLayout *measure = gradus_axes_create_measure (canvas->font);
  double left;

  set_axis (&canvas->x, grid->left, grid->right);
  if (grid->rows > 1)
    set_axis (&canvas->y, grid->bottom, grid->top);
  else
    set_loss_axis (&canvas->y, canvas->landscape);
  left = gradus_axes_place_upright (&canvas->y, measure, picture->format, canvas->font, canvas->height);
  gradus_axes_place_level (&canvas->x,
                           measure,
                           picture->format,
                           canvas->font,
                           MIN (left, canvas->width / 2),
                           canvas->width - canvas->font * 1.8);
  g_object_unref (measure);
}

static GradusLandscapeCanvas
make_canvas (const GradusLandscapePicture *picture, double width, double height)
{
  GradusLandscapeCanvas canvas = {
    .picture = picture,
    .landscape = picture->landscape,
    .font = gradus_axes_font_size (FONT_SIZE, width, height, picture->text_scale),
    .width = width,
    .height = height,
  };

  canvas.line = MAX (1.6, canvas.font * 0.15);
  if (canvas.landscape != NULL)
    place_axes (&canvas);
  return canvas;
}

static void
draw_grid (const GradusLandscapeCanvas *canvas)
{
  const GradusAxis *x = &canvas->x, *y = &canvas->y;
  double line = MAX (1.0, round (canvas->font / 16));
  cairo_t *cr = canvas->cr;

  gradus_landscape_set_color (canvas, canvas->palette->grid);
  for (size_t i = 0; i < y->n_ticks; i++)
    cairo_rectangle (cr, x->from, gradus_axes_snap (y->ticks[i].position, line) - line / 2, x->to - x->from, line);
  for (size_t i = 0; i < x->n_ticks; i++)
    cairo_rectangle (cr, gradus_axes_snap (x->ticks[i].position, line) - line / 2, y->to, line, y->from - y->to);
  cairo_fill (cr);
}

static void
draw_ground (const GradusLandscapeCanvas *canvas)
{
  const GradusAxis *x = &canvas->x, *y = &canvas->y;

  gradus_landscape_set_color (canvas, canvas->palette->surface);
  cairo_rectangle (canvas->cr, x->from, y->to, x->to - x->from, y->from - y->to);
  cairo_fill (canvas->cr);
}

static void
draw_promise (const GradusLandscapeCanvas *canvas)
{
  gradus_landscape_set_color (canvas, canvas->palette->dim_text);
  gradus_axes_draw_text (canvas->cr,
                         canvas->text,
                         /* Translators: stands in the picture of the loss over a weight until it has been computed. */
                         _ ("The loss around here is being computed."),
                         canvas->width / 2,
                         canvas->height / 2,
                         0.5,
                         0.5);
}

static void
draw_landscape (const GradusLandscapeCanvas *canvas)
{
  const GradusAxis *x = &canvas->x, *y = &canvas->y;
  gboolean map = canvas->landscape->grid.rows > 1;
  cairo_t *cr = canvas->cr;

  draw_ground (canvas);
  cairo_save (cr);
  cairo_rectangle (cr, x->from, y->to, x->to - x->from, y->from - y->to);
  cairo_clip (cr);
  if (map)
    {
      gradus_landscape_draw_shades (canvas);
      gradus_landscape_draw_lines (canvas);
      gradus_landscape_draw_map_marks (canvas);
    }
  else
    {
      draw_grid (canvas);
      gradus_landscape_draw_curve (canvas);
      gradus_landscape_draw_curve_marks (canvas);
    }
  cairo_restore (cr);

  gradus_axes_draw (x, y, canvas->font, canvas->palette, cr, canvas->text);
  gradus_axes_draw_names (x,
                          y,
                          canvas->font,
                          canvas->picture->x_name,
                          map ? canvas->picture->y_name : _ ("Loss"),
                          canvas->height,
                          canvas->palette,
                          cr,
                          canvas->text);
  gradus_landscape_draw_key (canvas);
}

void
gradus_landscape_picture_paint (const GradusLandscapePicture *picture,
                                const GradusPalette *palette,
                                cairo_t *cr,
                                double width,
                                double height)
{
  GradusLandscapeCanvas canvas = make_canvas (picture, width, height);

  canvas.palette = palette;
  canvas.cr = cr;
  canvas.text = pango_cairo_create_layout (cr);
  gradus_axes_set_font (canvas.text, canvas.font);

  cairo_save (cr);
  gradus_landscape_set_color (&canvas, palette->background);
  cairo_paint (cr);
  if (canvas.landscape != NULL)
    draw_landscape (&canvas);
  else
    draw_promise (&canvas);
  cairo_restore (cr);
  g_object_unref (canvas.text);
}

bool
gradus_landscape_picture_read (const GradusLandscapePicture *picture,
                               double width,
                               double height,
                               double pixel_x,
                               double pixel_y,
                               double *x,
                               double *y)
{
  GradusLandscapeCanvas canvas = make_canvas (picture, width, height);

  if (canvas.landscape == NULL)
    return false;
  *x = gradus_axis_value (&canvas.x, CLAMP (pixel_x, canvas.x.from, canvas.x.to));
  *y = canvas.landscape->grid.rows > 1 ? gradus_axis_value (&canvas.y, CLAMP (pixel_y, canvas.y.to, canvas.y.from)) : 0;
  return true;
}

bool
gradus_landscape_picture_find_point (const GradusLandscapePicture *picture,
                                     double width,
                                     double height,
                                     double *pixel_x,
                                     double *pixel_y)
{
  GradusLandscapeCanvas canvas = make_canvas (picture, width, height);

  if (canvas.landscape == NULL)
    return false;

  const GradusLandscapePoint *now = &canvas.landscape->now;
  double y = canvas.landscape->grid.rows > 1 ? now->y : now->loss;

  *pixel_x = gradus_axis_position (&canvas.x, now->x);
  *pixel_y = gradus_axis_position (&canvas.y, y);
  return now->x >= canvas.x.start && now->x <= canvas.x.end && y >= canvas.y.start && y <= canvas.y.end;
}
