/* The confusion matrix: what is picked is what is drawn there, right and wrong differ, and no size is too small.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-confusion-picture.h"

#include <math.h>
#include <string.h>

static const char *const names[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };

static const struct
{
  double width, height, text_scale;
} views[] = { { 560, 220, 1 }, { 400, 120, 1 }, { 400, 160, 2 }, { 1280, 800, 1 }, { 64, 64, 1 }, { 3840, 2160, 1 } };

static void
fill (GradusConfusionPicture *picture, gsize n, gsize counts[])
{
  for (gsize i = 0; i < n * n; i++)
    counts[i] = i % (n + 1) == 0 ? 40 + i : i % 3;
  *picture = (GradusConfusionPicture){
    .n_classes = n,
    .counts = counts,
    .names = names,
    .truth = GRADUS_NO_CLASS,
    .answer = GRADUS_NO_CLASS,
    .format = { 3, true },
    .text_scale = 1,
  };
}

static cairo_surface_t *
paint (const GradusConfusionPicture *picture, double width, double height, GradusPaletteFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  gradus_confusion_picture_paint (picture, gradus_palette_get (flags), cr, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_pick (void)
{
  for (gsize n = 2; n <= 10; n += 4)
    for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
      {
        gsize counts[100], truth, answer;
        GradusConfusionPicture picture;

        fill (&picture, n, counts);
        picture.text_scale = views[i].text_scale;
        for (gsize t = 0; t < n; t++)
          for (gsize a = 0; a < n; a++)
            {
              double x, y;

              gradus_confusion_picture_locate (&picture, views[i].width, views[i].height, t, a, &x, &y);
              g_assert_true (
                  gradus_confusion_picture_pick (&picture, views[i].width, views[i].height, x, y, &truth, &answer));
              g_assert_cmpuint (truth, ==, t);
              g_assert_cmpuint (answer, ==, a);
              if (views[i].width > 64)
                g_assert_true (x > 0 && x < views[i].width && y > 0 && y < views[i].height);
            }
        g_assert_false (
            gradus_confusion_picture_pick (&picture, views[i].width, views[i].height, -1, 5, &truth, &answer));
        g_assert_false (
            gradus_confusion_picture_pick (&picture, views[i].width, views[i].height, 5, NAN, &truth, &answer));
      }
}

/* Every palette draws it, and marks the selected cell. */
static void
test_paint (void)
{
  static const GradusPaletteFlags palettes[] = {
    GRADUS_PALETTE_LIGHT,         GRADUS_PALETTE_DARK,
    GRADUS_PALETTE_HIGH_CONTRAST, GRADUS_PALETTE_HIGH_CONTRAST | GRADUS_PALETTE_DARK,
    GRADUS_PALETTE_PRINT,
  };

  for (gsize p = 0; p < G_N_ELEMENTS (palettes); p++)
    for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
      {
        gsize counts[100];
        GradusConfusionPicture picture;

        fill (&picture, 10, counts);
        cairo_surface_t *plain = paint (&picture, views[i].width, views[i].height, palettes[p]);
        picture.truth = 3;
        picture.answer = 5;
        cairo_surface_t *marked = paint (&picture, views[i].width, views[i].height, palettes[p]);
        gsize size = (gsize) cairo_image_surface_get_stride (plain) * (gsize) views[i].height;

        g_assert_cmpint (
            memcmp (cairo_image_surface_get_data (plain), cairo_image_surface_get_data (marked), size), !=, 0);
        cairo_surface_destroy (plain);
        cairo_surface_destroy (marked);
      }
}

/* In the corner of a cell: blueish where it is right, reddish where it is wrong, nothing where nothing is. */
static void
test_shades (void)
{
  gsize counts[] = { 5, 5, 0, 9 };
  GradusConfusionPicture picture;
  int shade[4];

  fill (&picture, 2, (gsize[4]){ 0 });
  picture.counts = counts;
  cairo_surface_t *surface = paint (&picture, 600, 400, GRADUS_PALETTE_LIGHT);

  for (gsize k = 0; k < 4; k++)
    {
      double x, y;

      gradus_confusion_picture_locate (&picture, 600, 400, k / 2, k % 2, &x, &y);
      const guchar *pixel = cairo_image_surface_get_data (surface) +
                            (int) (y + 10) * cairo_image_surface_get_stride (surface) + 4 * (int) (x - 22);

      shade[k] = (int) pixel[0] - (int) pixel[2];
    }
  g_assert_cmpint (shade[0], >, 10);
  g_assert_cmpint (shade[1], <, -10);
  g_assert_cmpint (shade[2], ==, 0);
  g_assert_cmpint (shade[3], >, shade[0]);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion-picture/pick", test_pick);
  g_test_add_func ("/confusion-picture/paint", test_paint);
  g_test_add_func ("/confusion-picture/shades", test_shades);
  return g_test_run ();
}
