/* The map behind the samples, with the line at its middle; and the curve.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-field-picture-private.h"

#include <math.h>

typedef struct
{
  double x, y;
} Point;

static GradusColor
mix (GradusColor a, GradusColor b, double share)
{
  return (GradusColor){ a.red + share * (b.red - a.red),
                        a.green + share * (b.green - a.green),
                        a.blue + share * (b.blue - a.blue) };
}

static guint32
pack (GradusColor color)
{
  return (guint32) lround (color.red * 255) << 16 | (guint32) lround (color.green * 255) << 8 |
         (guint32) lround (color.blue * 255);
}

/* A pixel a point of the grid, the top row first. */
static cairo_surface_t *
make_image (const GradusFieldFrame *frame, const GradusFieldPicture *picture, const GradusPalette *palette)
{
  const GradusGrid *grid = &picture->grid;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) grid->columns, (int) grid->rows);
  double strength = gradus_field_strength (palette);

  if (cairo_surface_status (image) != CAIRO_STATUS_SUCCESS)
    return image;

  unsigned char *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  for (size_t row = 0; row < grid->rows; row++)
    {
      guint32 *pixels = (guint32 *) (void *) (data + (grid->rows - 1 - row) * (size_t) stride);

      for (size_t column = 0; column < grid->columns; column++)
        {
          double share = gradus_field_share (frame, picture, picture->values[row * grid->columns + column]);

          pixels[column] = pack (gradus_field_color (palette, share, strength));
        }
    }
  cairo_surface_mark_dirty (image);
  return image;
}

static void
draw_image (const GradusFieldFrame *frame, const GradusFieldPicture *picture, cairo_surface_t *image, cairo_t *cr)
{
  const GradusGrid *grid = &picture->grid;
  double width = frame->x.to - frame->x.from, height = frame->y.from - frame->y.to;
  double across = width / (double) MAX (grid->columns - 1, 1), up = height / (double) MAX (grid->rows - 1, 1);

  /* The middles of the outermost pixels lie on the edges. */
  cairo_save (cr);
  cairo_rectangle (cr, frame->x.from, frame->y.to, width, height);
  cairo_clip (cr);
  cairo_translate (cr, frame->x.from - across / 2, frame->y.to - up / 2);
  cairo_scale (cr, across, up);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* Where between two points of the grid the value is `level`. */
static Point
cross (Point a, Point b, double at_a, double at_b, double level)
{
  double share = (level - at_a) / (at_b - at_a);

  return (Point){ a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };
}

/* The pieces of the line within one cell; corners in order round it. Of four
 * crossings the two pairs that leave the high corners on their own are joined. */
static void
trace_cell (const Point corners[4], const double values[4], double level, cairo_t *cr)
{
  Point crossings[4];
  size_t n = 0, first_high = 0;

  for (size_t k = 0; k < 4; k++)
    {
      size_t next = (k + 1) % 4;

      if (!isfinite (values[k]))
        return;
      if ((values[k] > level) == (values[next] > level) || !isfinite (values[next]))
        continue;
      if (n == 0)
        first_high = values[next] > level;
      crossings[n++] = cross (corners[k], corners[next], values[k], values[next], level);
    }
  for (size_t k = 0; k + 1 < n; k += 2)
    {
      size_t from = n == 4 && !first_high ? k + 1 : k;
      Point a = crossings[from], b = crossings[(from + 1) % n];

      cairo_move_to (cr, a.x, a.y);
      cairo_line_to (cr, b.x, b.y);
    }
}

static void
trace_level (const GradusFieldFrame *frame, const GradusFieldPicture *picture, double level, cairo_t *cr)
{
  const GradusGrid *grid = &picture->grid;
  double across = (frame->x.to - frame->x.from) / (double) MAX (grid->columns - 1, 1);
  double up = (frame->y.to - frame->y.from) / (double) MAX (grid->rows - 1, 1);

  for (size_t row = 0; row + 1 < grid->rows; row++)
    for (size_t column = 0; column + 1 < grid->columns; column++)
      {
        const double *v = picture->values + row * grid->columns + column;
        double left = frame->x.from + across * (double) column, bottom = frame->y.from + up * (double) row;
        const Point corners[4] = {
          { left, bottom }, { left + across, bottom }, { left + across, bottom + up }, { left, bottom + up }
        };

        trace_cell (corners, (double[4]){ v[0], v[1], v[grid->columns + 1], v[grid->columns] }, level, cr);
      }
}

GradusColor
gradus_field_color (const GradusPalette *palette, double share, double strength)
{
  if (isnan (share))
    return palette->grid;
  return mix (palette->surface, share < 0 ? palette->negative : palette->positive, fabs (share) * strength);
}

double
gradus_field_strength (const GradusPalette *palette)
{
  return palette->high_contrast ? 0.4 : 0.5;
}

void
gradus_field_draw_map (const GradusFieldFrame *frame,
                       const GradusFieldPicture *picture,
                       const GradusPalette *palette,
                       cairo_t *cr)
{
  if (picture->values == NULL)
    return;

  cairo_surface_t *image = make_image (frame, picture, palette);

  draw_image (frame, picture, image, cr);
  cairo_surface_destroy (image);

  cairo_save (cr);
  trace_level (frame, picture, picture->middle, cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, frame->font * (palette->high_contrast ? 0.2 : 0.12));
  cairo_set_source_rgb (cr, palette->text.red, palette->text.green, palette->text.blue);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
gradus_field_draw_curve (const GradusFieldFrame *frame,
                         const GradusFieldPicture *picture,
                         const GradusPalette *palette,
                         cairo_t *cr)
{
  const GradusGrid *grid = &picture->grid;

  if (picture->values == NULL)
    return;

  cairo_save (cr);
  cairo_rectangle (cr, frame->x.from, frame->y.to, frame->x.to - frame->x.from, frame->y.from - frame->y.to);
  cairo_clip (cr);
  if (picture->is_output && picture->classes.kind != GRADUS_CLASSES_NONE)
    {
      double level = gradus_axis_position (&frame->y, picture->middle);

      cairo_move_to (cr, frame->x.from, level);
      cairo_line_to (cr, frame->x.to, level);
      cairo_set_line_width (cr, MAX (1.0, frame->font * 0.08));
      cairo_set_dash (cr, (double[]){ 0.4 * frame->font, 0.3 * frame->font }, 2, 0);
      cairo_set_source_rgb (cr, palette->text.red, palette->text.green, palette->text.blue);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  for (size_t column = 0; column < grid->columns; column++)
    {
      double x = gradus_axis_position (&frame->x, gradus_grid_across (grid, column));

      if (!isfinite (picture->values[column]))
        cairo_new_sub_path (cr);
      else
        cairo_line_to (cr, x, gradus_axis_position (&frame->y, picture->values[column]));
    }
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, MAX (1.6, frame->font * (palette->high_contrast ? 0.24 : 0.17)));
  cairo_set_source_rgb (cr, palette->accent.red, palette->accent.green, palette->accent.blue);
  cairo_stroke (cr);
  cairo_restore (cr);
}
