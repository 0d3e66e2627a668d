/* The landscape's picture: its point is where its axes say, its lines are where the loss is theirs, and
 * it can be painted whatever there is to paint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "render/gradus-landscape-picture-private.h"

#define WIDTH  600
#define HEIGHT 400

/* x² + 4 y² on a grid, or x² on a curve, from a point that steps downhill. */
typedef struct
{
  double losses[21 * 21];
  GradusLandscapePoint path[3];
  GradusLandscape landscape;
  GradusLandscapePicture picture;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  size_t rows = GPOINTER_TO_SIZE (data);
  GradusGrid grid = { .up = 1, .left = -2, .right = 2, .bottom = -1, .top = 1, .columns = 21, .rows = rows };

  f->landscape = (GradusLandscape){
    .grid = grid,
    .losses = f->losses,
    .lowest = INFINITY,
    .highest = -INFINITY,
    .now = { 1, rows > 1 ? 0.5 : 0, rows > 1 ? 2 : 1 },
    .slope_x = 2,
    .slope_y = rows > 1 ? 4 : 0,
    .next = { 0.2, rows > 1 ? -0.1 : 0, rows > 1 ? 0.08 : 0.04 },
    .path = f->path,
    .n_path = rows > 1 ? 3 : 0,
  };
  f->path[0] = (GradusLandscapePoint){ -1.5, 0.8, NAN };
  f->path[1] = (GradusLandscapePoint){ 0, 0.9, NAN };
  f->path[2] = f->landscape.now;
  for (size_t row = 0; row < rows; row++)
    for (size_t column = 0; column < 21; column++)
      {
        double x = gradus_grid_across (&grid, column), y = rows > 1 ? gradus_grid_up (&grid, row) : 0;
        double loss = x * x + 4 * y * y;

        f->losses[row * 21 + column] = loss;
        f->landscape.lowest = fmin (f->landscape.lowest, loss);
        f->landscape.highest = fmax (f->landscape.highest, loss);
      }
  f->picture = (GradusLandscapePicture){
    .landscape = &f->landscape, .x_name = "w₁", .y_name = "w₂", .format = { .digits = 3 }, .text_scale = 1
  };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
}

static cairo_surface_t *
paint (const Fixture *f, GradusPaletteFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  gradus_landscape_picture_paint (&f->picture, gradus_palette_get (flags), cr, WIDTH, HEIGHT);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gsize
count_color (cairo_surface_t *surface, GradusColor color)
{
  const unsigned char *pixels = cairo_image_surface_get_data (surface);
  guint32 wanted = (guint32) round (color.red * 255) << 16 | (guint32) round (color.green * 255) << 8 |
                   (guint32) round (color.blue * 255);
  gsize n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint32 pixel;

        memcpy (&pixel, pixels + y * cairo_image_surface_get_stride (surface) + x * 4, sizeof pixel);
        n += (pixel & 0xffffff) == wanted;
      }
  return n;
}

static void
test_place (Fixture *f, gconstpointer data)
{
  double pixel_x, pixel_y, x, y;

  g_assert_true (gradus_landscape_picture_find_point (&f->picture, WIDTH, HEIGHT, &pixel_x, &pixel_y));
  g_assert_true (gradus_landscape_picture_read (&f->picture, WIDTH, HEIGHT, pixel_x, pixel_y, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, f->landscape.now.y, 1e-9);

  /* Beyond the axes it is their ends. */
  g_assert_true (gradus_landscape_picture_read (&f->picture, WIDTH, HEIGHT, -100, -100, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, -2, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, f->landscape.grid.rows > 1 ? 1 : 0, 1e-9);

  f->landscape.now.x = 3;
  g_assert_false (gradus_landscape_picture_find_point (&f->picture, WIDTH, HEIGHT, &pixel_x, &pixel_y));
  f->picture.landscape = NULL;
  g_assert_false (gradus_landscape_picture_find_point (&f->picture, WIDTH, HEIGHT, &pixel_x, &pixel_y));
  g_assert_false (gradus_landscape_picture_read (&f->picture, WIDTH, HEIGHT, 10, 10, &x, &y));
}

static void
test_levels (Fixture *f, gconstpointer data)
{
  double levels[GRADUS_MOST_LEVELS];
  size_t n = gradus_landscape_find_levels (&f->landscape, levels);

  g_assert_cmpuint (n, >=, 5);
  for (size_t i = 0; i < n; i++)
    {
      g_assert_cmpfloat (levels[i], >, i > 0 ? levels[i - 1] : 0);
      g_assert_cmpfloat (levels[i], <, 8);
      g_assert_cmpfloat_with_epsilon (levels[i] * 100, round (levels[i] * 100), 1e-9); /* two digits */
    }

  /* A plain has no lines, and what is not finite is passed over. */
  f->losses[0] = NAN;
  f->losses[1] = INFINITY;
  g_assert_cmpuint (gradus_landscape_find_levels (&f->landscape, levels), >=, 5);
  for (size_t i = 0; i < 21 * 21; i++)
    f->losses[i] = 0.25;
  f->landscape.lowest = f->landscape.highest = 0.25;
  g_assert_cmpuint (gradus_landscape_find_levels (&f->landscape, levels), ==, 0);
}

/* Each style has its point, its step and its tangent or gradient. */
static void
test_marks (Fixture *f, gconstpointer data)
{
  static const GradusPaletteFlags styles[] = { GRADUS_PALETTE_LIGHT,
                                               GRADUS_PALETTE_DARK,
                                               GRADUS_PALETTE_HIGH_CONTRAST,
                                               GRADUS_PALETTE_DARK | GRADUS_PALETTE_HIGH_CONTRAST,
                                               GRADUS_PALETTE_PRINT };

  for (size_t i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      const GradusPalette *palette = gradus_palette_get (styles[i]);
      cairo_surface_t *surface = paint (f, styles[i]);

      g_assert_cmpuint (count_color (surface, palette->accent), >, 20);
      g_assert_cmpuint (count_color (surface, palette->highlight), >, 60);
      g_assert_cmpuint (count_color (surface, palette->backward), >, 40);
      cairo_surface_destroy (surface);
    }
}

/* A step too short to be seen is drawn larger. */
static void
test_short_step (Fixture *f, gconstpointer data)
{
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
  cairo_surface_t *with, *without;

  f->landscape.next.x = f->landscape.now.x - 1e-5;
  f->landscape.next.y = f->landscape.now.y;
  f->landscape.next.loss = f->landscape.now.loss;
  with = paint (f, GRADUS_PALETTE_LIGHT);
  f->landscape.next.x = f->landscape.now.x;
  without = paint (f, GRADUS_PALETTE_LIGHT);
  g_assert_cmpuint (count_color (with, palette->highlight), >, count_color (without, palette->highlight) + 20);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

/* Whatever the numbers and the size, it paints. */
static void
test_odd (Fixture *f, gconstpointer data)
{
  static const struct
  {
    double loss, slope, next;
  } odd[] = { { NAN, NAN, NAN }, { INFINITY, INFINITY, 1e300 }, { 1e300, -1e300, -1e300 }, { 0, 0, 0 } };

  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      for (size_t k = 0; k < 21 * f->landscape.grid.rows; k++)
        f->losses[k] = odd[i].loss;
      f->landscape.lowest = f->landscape.highest = isfinite (odd[i].loss) ? odd[i].loss : NAN;
      f->landscape.now.loss = odd[i].loss;
      f->landscape.slope_x = odd[i].slope;
      f->landscape.next = (GradusLandscapePoint){ odd[i].next, odd[i].next, odd[i].loss };
      cairo_surface_destroy (paint (f, GRADUS_PALETTE_LIGHT));
    }
  f->picture.landscape = NULL;
  cairo_surface_destroy (paint (f, GRADUS_PALETTE_DARK));

  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);
  cairo_t *cr = cairo_create (surface);

  f->picture.landscape = &f->landscape;
  gradus_landscape_picture_paint (&f->picture, gradus_palette_get (GRADUS_PALETTE_LIGHT), cr, 8, 8);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gboolean map_only)
{
  g_autofree char *curve = g_strdup_printf ("/landscape-picture/curve/%s", name);
  g_autofree char *map = g_strdup_printf ("/landscape-picture/map/%s", name);

  if (!map_only)
    g_test_add (curve, Fixture, GSIZE_TO_POINTER (1), set_up, test, tear_down);
  g_test_add (map, Fixture, GSIZE_TO_POINTER (21), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("place", test_place, FALSE);
  add ("levels", test_levels, TRUE);
  add ("marks", test_marks, FALSE);
  add ("short-step", test_short_step, FALSE);
  add ("odd", test_odd, FALSE);
  return g_test_run ();
}
