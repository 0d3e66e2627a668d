/* The step on show and kept runs in the loss plot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot-testing.h"

#include <string.h>

#include "render/gradus-path-style.h"

/* The step under a pixel, to the ends of the axis; and the line of the step on show stands there. */
static void
test_position (void)
{
  GradusHistory *history = gradus_history_new ();

  for (uint64_t step = 0; step <= 1000; step++)
    gradus_history_append (history, step, 1.0 / (double) (step + 1));

  GradusPlot plot = make_plot (history, false, 1.0);
  GradusFrame frame;

  gradus_frame_init (&frame, &plot, 600, 300);
  for (uint64_t step = 0; step <= 1000; step += 100)
    g_assert_cmpuint (gradus_plot_step_at (&plot, 600, 300, gradus_axis_position (&frame.x, (double) step)), ==, step);
  g_assert_cmpuint (gradus_plot_step_at (&plot, 600, 300, -50), ==, 0);
  g_assert_cmpuint (gradus_plot_step_at (&plot, 600, 300, 1e6), ==, 1000);

  plot.has_position = true;
  plot.position = 500;

  const GradusColor accent = gradus_palette_get (GRADUS_PALETTE_LIGHT)->accent;
  cairo_surface_t *surface = paint (&plot, 600, 300, GRADUS_PALETTE_LIGHT);
  int x = (int) gradus_axis_position (&frame.x, 500.0), found = 0;

  for (int y = (int) frame.y.to + 2; y < (int) frame.y.from - 2; y++)
    {
      const unsigned char *pixel =
          cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;

      found += abs (pixel[0] - (int) (accent.blue * 255)) < 4 && abs (pixel[2] - (int) (accent.red * 255)) < 4;
    }
  g_assert_cmpint (found, >, 100);
  cairo_surface_destroy (surface);
  gradus_history_free (history);
}

/* A run beside it widens the axes, has a colour in the picture and a column in the table. */
static void
test_runs (void)
{
  GradusHistory *history = gradus_history_new (), *other = gradus_history_new ();

  for (uint64_t step = 0; step <= 2; step++)
    gradus_history_append (history, step, 1.0);
  gradus_history_append (other, 0, 0.5);
  gradus_history_append (other, 3, 4.0);

  const GradusPlotRun run = { gradus_history_get_training (other), "Run \"1\"", 0 };
  GradusPlot plot = make_plot (history, false, 1.0);
  GradusFrame frame;
  g_autoptr (GBytes) bytes = gradus_plot_to_csv (history, &run, 1);
  const char *expected = "step,loss,\"Run \"\"1\"\"\"\n0,1,0.5\n1,1,\n2,1,\n3,,4\n";

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
  plot.runs = &run;
  plot.n_runs = 1;
  gradus_frame_init (&frame, &plot, 640, 220);
  g_assert_cmpfloat (frame.y.range.minimum, ==, 0.5);
  g_assert_cmpfloat (frame.y.range.maximum, ==, 4);
  g_assert_cmpfloat (frame.x.range.maximum, ==, 3);

  const GradusColor color = gradus_path_color (gradus_palette_get (GRADUS_PALETTE_LIGHT), 0);
  cairo_surface_t *surface = paint (&plot, 640, 220, GRADUS_PALETTE_LIGHT);
  size_t found = 0;

  for (int y = 0; y < 220; y++)
    for (int x = 0; x < 640; x++)
      {
        const unsigned char *pixel =
            cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;

        found += abs (pixel[0] - (int) (color.blue * 255)) < 4 && abs (pixel[1] - (int) (color.green * 255)) < 4 &&
                 abs (pixel[2] - (int) (color.red * 255)) < 4;
      }
  g_assert_cmpuint (found, >, 40);
  cairo_surface_destroy (surface);
  gradus_history_free (history);
  gradus_history_free (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-runs/position", test_position);
  g_test_add_func ("/plot-runs/runs", test_runs);
  return g_test_run ();
}
