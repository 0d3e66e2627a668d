/* What each neuron makes of two inputs, as a map inside its circle.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>

#include "render/gradus-field-picture-private.h"

#define SMALLEST 5.0  /* pixels of radius below which a map is only noise */
#define STRENGTH 0.85 /* of the colours: text has ground of its own */

/* Where the two colours end; the neutral value is between them. */
typedef struct
{
  double low, middle, high;
} Scale;

/* The activation's own bounds; where it has none, those of the map. */
static Scale
find_scale (GradusActivation activation, const double values[], size_t n)
{
  GradusFieldPicture picture = { 0 };
  double farthest = 0;

  gradus_field_picture_set_scale (&picture, activation);
  for (size_t i = 0; i < n; i++)
    if (isfinite (values[i]))
      farthest = MAX (farthest, fabs (values[i] - picture.middle));

  return (Scale){ .low = isnan (picture.low) ? picture.middle - farthest : picture.low,
                  .middle = picture.middle,
                  .high = isnan (picture.high) ? picture.middle + farthest : picture.high };
}

static double
share_of (const Scale *scale, double value)
{
  double way = value < scale->middle ? scale->middle - scale->low : scale->high - scale->middle;

  if (isnan (value))
    return NAN;
  return way > 0 ? CLAMP ((value - scale->middle) / way, -1.0, 1.0) : 0;
}

static guint32
pack (GradusColor c)
{
  return (guint32) lround (c.red * 255) << 16 | (guint32) lround (c.green * 255) << 8 | (guint32) lround (c.blue * 255);
}

/* A pixel a point of the grid, the top row first. */
static cairo_surface_t *
make_image (const GradusPainter *painter, const double values[], const Scale *scale)
{
  size_t rows = painter->picture->map_rows, columns = painter->picture->map_columns;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) columns, (int) rows);

  if (cairo_surface_status (image) != CAIRO_STATUS_SUCCESS)
    return image;

  unsigned char *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  for (size_t row = 0; row < rows; row++)
    {
      guint32 *pixels = (guint32 *) (void *) (data + (rows - 1 - row) * (size_t) stride);

      for (size_t column = 0; column < columns; column++)
        pixels[column] =
            pack (gradus_field_color (painter->palette, share_of (scale, values[row * columns + column]), STRENGTH));
    }
  cairo_surface_mark_dirty (image);
  return image;
}

bool
gradus_painter_map (const GradusPainter *painter, const GradusNode *node, GradusPart neuron)
{
  const GradusNetworkPicture *picture = painter->picture;
  const GradusNetworkLayout *layout = painter->layout;
  const GradusShape *shape = &picture->trace->shape;
  size_t n = picture->map_rows * picture->map_columns;
  double radius = node->half_width - gradus_painter_line (painter) / 2;
  cairo_t *cr = painter->pen.cr;

  if (picture->maps == NULL || node->in_strip || radius < SMALLEST)
    return false;
  if (node->x + radius < 0 || node->x - radius > layout->width || node->y + radius < 0 ||
      node->y - radius > layout->height)
    return true; /* out of sight */

  const double *values = picture->maps + gradus_shape_neuron (shape, neuron.layer, neuron.neuron) * n;
  Scale scale = find_scale (shape->layers[neuron.layer].activation, values, n);
  cairo_surface_t *image = make_image (painter, values, &scale);

  cairo_save (cr);
  cairo_new_sub_path (cr);
  cairo_arc (cr, node->x, node->y, radius, 0, 2 * G_PI);
  cairo_clip (cr);
  cairo_translate (cr, node->x - radius, node->y - radius);
  cairo_scale (cr, 2 * radius / (double) picture->map_columns, 2 * radius / (double) picture->map_rows);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
  return true;
}

void
gradus_painter_plate (const GradusPainter *painter, double x, double y, double width, double height)
{
  GradusRectangle plate = { x - width / 2, y - height / 2, width, height };

  gradus_painter_round (painter, plate, 0.35 * height);
  gradus_painter_set_color (painter, painter->palette->surface, 1.0);
  cairo_fill_preserve (painter->pen.cr);
  gradus_painter_set_color (painter, painter->palette->line, 1.0);
  cairo_set_line_width (painter->pen.cr, painter->palette->high_contrast ? 1.5 : 0.75);
  cairo_stroke (painter->pen.cr);
}
