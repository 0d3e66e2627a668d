/* Shades and lines of equal loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "render/gradus-landscape-picture-private.h"

#define STRONGEST   0.34 /* share of colour in the highest shade */
#define LABEL_ROOM  3.2  /* ems from a label to the next one, and to the point */
#define LABEL_FROM  1.2  /* ems from the edge */
#define PATH_PLACES 24   /* of the way of training that labels keep away from */
#define LABEL_SCALE 0.88

/* A piece of a line, in pixels. */
typedef struct
{
  double x0, y0, x1, y1;
} Piece;

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
round_to_two_digits (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* By way of its text, so that the number is the nearest to two digits and is written with them. */
  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.1e", value), NULL);
}

size_t
gradus_landscape_find_levels (const GradusLandscape *landscape, double levels[GRADUS_MOST_LEVELS])
{
  size_t n_points = landscape->grid.columns * landscape->grid.rows, n = 0, n_levels = 0;
  g_autofree double *sorted = g_new (double, n_points);

  for (size_t i = 0; i < n_points; i++)
    if (isfinite (landscape->losses[i]))
      sorted[n++] = landscape->losses[i];
  qsort (sorted, n, sizeof *sorted, compare_numbers);

  for (size_t i = 0; i < GRADUS_MOST_LEVELS && n > 0; i++)
    {
      double level = round_to_two_digits (sorted[(size_t) (((double) i + 0.5) / GRADUS_MOST_LEVELS * (double) n)]);

      if (level > landscape->lowest && level < landscape->highest &&
          (n_levels == 0 || level > levels[n_levels - 1] * (1 + 1e-9)))
        levels[n_levels++] = level;
    }
  return n_levels;
}

/* How high a loss is among the levels, from 0 to 1. */
static double
find_share (size_t n_levels, const double levels[], const GradusLandscape *landscape, double loss)
{
  double below = landscape->lowest;

  for (size_t i = 0; i <= n_levels; i++)
    {
      double above = i < n_levels ? levels[i] : landscape->highest;

      if (loss <= above && above > below)
        return ((double) i + CLAMP ((loss - below) / (above - below), 0, 1)) / (double) (n_levels + 1);
      below = above;
    }
  return 1;
}

static guint32
mix (GradusColor from, GradusColor to, double share)
{
  guint32 red = (guint32) round (255 * (from.red + share * (to.red - from.red)));
  guint32 green = (guint32) round (255 * (from.green + share * (to.green - from.green)));
  guint32 blue = (guint32) round (255 * (from.blue + share * (to.blue - from.blue)));

  return red << 16 | green << 8 | blue;
}

/* The higher, the stronger. With high contrast the lines say it alone. */
void
gradus_landscape_draw_shades (const GradusLandscapeCanvas *canvas)
{
  const GradusLandscape *landscape = canvas->landscape;
  const GradusGrid *grid = &landscape->grid;
  const GradusAxis *x = &canvas->x, *y = &canvas->y;
  cairo_t *cr = canvas->cr;
  double levels[GRADUS_MOST_LEVELS];

  if (canvas->palette->high_contrast)
    return;

  size_t n_levels = gradus_landscape_find_levels (landscape, levels);
  cairo_surface_t *shades = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) grid->columns, (int) grid->rows);
  unsigned char *pixels = cairo_image_surface_get_data (shades);
  size_t stride = (size_t) cairo_image_surface_get_stride (shades);

  for (size_t row = 0; row < grid->rows; row++)
    for (size_t column = 0; column < grid->columns; column++)
      {
        double loss = landscape->losses[(grid->rows - 1 - row) * grid->columns + column];
        double share = isfinite (loss) ? find_share (n_levels, levels, landscape, loss) : 1;

        ((guint32 *) (void *) (pixels + row * stride))[column] =
            mix (canvas->palette->surface, canvas->palette->positive, STRONGEST * share);
      }
  cairo_surface_mark_dirty (shades);

  /* A grid point is the middle of its pixel, and the outermost ones lie on the axes' ends. */
  cairo_save (cr);
  cairo_translate (cr, x->from, y->to);
  cairo_scale (cr, (x->to - x->from) / (double) (grid->columns - 1), (y->from - y->to) / (double) (grid->rows - 1));
  cairo_set_source_surface (cr, shades, -0.5, -0.5);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (shades);
}

/* Marching squares: the pieces of a level's line in one cell, at most two. */
static size_t
cut_cell (const GradusLandscapeCanvas *canvas, double level, size_t column, size_t row, Piece pieces[2])
{
  const GradusGrid *grid = &canvas->landscape->grid;
  const double *losses = canvas->landscape->losses + row * grid->columns + column;
  /* Round the cell from its lower left corner, against the clock. */
  const double corners[] = { losses[0], losses[1], losses[grid->columns + 1], losses[grid->columns] };
  static const int across[] = { 0, 1, 1, 0 }, up[] = { 0, 0, 1, 1 };
  double crossings[4][2];
  size_t n = 0;

  for (int i = 0; i < 4; i++)
    if (!isfinite (corners[i]))
      return 0;

  for (int i = 0; i < 4; i++)
    {
      int k = (i + 1) % 4;
      double share = (level - corners[i]) / (corners[k] - corners[i]);

      if ((corners[i] < level) == (corners[k] < level))
        continue;

      double c = (double) column + across[i] + share * (across[k] - across[i]);
      double r = (double) row + up[i] + share * (up[k] - up[i]);

      crossings[n][0] = canvas->x.from + c / (double) (grid->columns - 1) * (canvas->x.to - canvas->x.from);
      crossings[n][1] = canvas->y.from + r / (double) (grid->rows - 1) * (canvas->y.to - canvas->y.from);
      n++;
    }
  for (size_t i = 0; i + 1 < n; i += 2)
    pieces[i / 2] = (Piece){ crossings[i][0], crossings[i][1], crossings[i + 1][0], crossings[i + 1][1] };
  return n / 2;
}

static GArray *
collect_pieces (const GradusLandscapeCanvas *canvas, double level)
{
  const GradusGrid *grid = &canvas->landscape->grid;
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (size_t row = 0; row + 1 < grid->rows; row++)
    for (size_t column = 0; column + 1 < grid->columns; column++)
      {
        Piece cut[2];

        g_array_append_vals (pieces, cut, (guint) cut_cell (canvas, level, column, row, cut));
      }
  return pieces;
}

/* The piece that is farthest from everything that a label must not cover; false where all are too near. */
static gboolean
find_label_place (const GradusLandscapeCanvas *canvas, const GArray *pieces, const GArray *taken, double *x, double *y)
{
  double best = LABEL_ROOM * canvas->font, edge = LABEL_FROM * canvas->font;
  gboolean found = FALSE;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      double px = (piece->x0 + piece->x1) / 2, py = (piece->y0 + piece->y1) / 2, nearest = INFINITY;

      if (px < canvas->x.from + 2 * edge || px > canvas->x.to - 2 * edge || py < canvas->y.to + edge ||
          py > canvas->y.from - edge)
        continue;
      for (guint k = 0; k < taken->len; k++)
        {
          const Piece *other = &g_array_index (taken, Piece, k);

          nearest = fmin (nearest, hypot (px - other->x0, py - other->y0));
        }
      if (nearest > best)
        {
          best = nearest;
          *x = px;
          *y = py;
          found = TRUE;
        }
    }
  return found;
}

static void
draw_label (const GradusLandscapeCanvas *canvas, double level, double x, double y)
{
  GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = canvas->picture->format.locale };
  char label[GRADUS_FORMAT_SIZE];
  cairo_t *cr = canvas->cr;
  PangoRectangle logical;

  pango_layout_set_text (canvas->text, gradus_format_number (format, level, label), -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);

  double width = (double) logical.width / PANGO_SCALE + 0.4 * canvas->font;
  double height = (double) logical.height / PANGO_SCALE;

  gradus_landscape_set_color (canvas, canvas->palette->surface);
  cairo_rectangle (cr, x - width / 2, y - height / 2, width, height);
  cairo_fill (cr);
  gradus_landscape_set_color (canvas, canvas->palette->text);
  gradus_axes_draw_text (cr, canvas->text, label, x, y, 0.5, 0.5);
}

/* Labels are rather beside the way of training than under it. */
static void
avoid_path (const GradusLandscapeCanvas *canvas, GArray *taken)
{
  const GradusLandscape *landscape = canvas->landscape;
  size_t stride = 1 + landscape->n_path / PATH_PLACES;

  for (size_t i = 0; i < landscape->n_path; i += stride)
    {
      const Piece place = { .x0 = gradus_axis_position (&canvas->x, landscape->path[i].x),
                            .y0 = gradus_axis_position (&canvas->y, landscape->path[i].y) };

      g_array_append_val (taken, place);
    }
}

void
gradus_landscape_draw_lines (const GradusLandscapeCanvas *canvas)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Piece)); /* x0, y0: where labels and marks are */
  double levels[GRADUS_MOST_LEVELS];
  size_t n_levels = gradus_landscape_find_levels (canvas->landscape, levels);
  GArray *pieces[GRADUS_MOST_LEVELS];
  const Piece point = { .x0 = gradus_axis_position (&canvas->x, canvas->landscape->now.x),
                        .y0 = gradus_axis_position (&canvas->y, canvas->landscape->now.y) };
  cairo_t *cr = canvas->cr;

  cairo_set_line_width (cr, canvas->palette->high_contrast ? canvas->line : canvas->line * 0.7);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  gradus_landscape_set_color (canvas, canvas->palette->line);
  for (size_t i = 0; i < n_levels; i++)
    {
      pieces[i] = collect_pieces (canvas, levels[i]);
      for (guint k = 0; k < pieces[i]->len; k++)
        {
          const Piece *piece = &g_array_index (pieces[i], Piece, k);

          cairo_move_to (cr, piece->x0, piece->y0);
          cairo_line_to (cr, piece->x1, piece->y1);
        }
      cairo_stroke (cr);
    }

  gradus_axes_set_font (canvas->text, canvas->font * LABEL_SCALE);
  g_array_append_val (taken, point);
  avoid_path (canvas, taken);
  for (size_t i = 0; i < n_levels; i++)
    {
      Piece label = { 0 };

      if (find_label_place (canvas, pieces[i], taken, &label.x0, &label.y0))
        {
          draw_label (canvas, levels[i], label.x0, label.y0);
          g_array_append_val (taken, label);
        }
      g_array_unref (pieces[i]);
    }
  gradus_axes_set_font (canvas->text, canvas->font);
}
