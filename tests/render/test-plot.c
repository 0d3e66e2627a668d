/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot-testing.h"

#include <float.h>
#include <string.h>

typedef double (*LossFunc) (size_t i);

static double
falling (size_t i)
{
  return 0.12552571851659558 * exp (-0.0037 * i);
}

static double
constant (size_t i)
{
  return 0.25;
}

static double
zero (size_t i)
{
  return 0.0;
}

static double
negative (size_t i)
{
  return -3.0 - 0.1 * i;
}

static double
with_infinity (size_t i)
{
  return i % 5 == 3 ? INFINITY : 1.0 + 0.1 * i;
}

static double
only_infinity (size_t i)
{
  return INFINITY;
}

static double
huge (size_t i)
{
  return i == 0 ? 1e300 : 1e-300;
}

static double
close_together (size_t i)
{
  return 1.0 + i * DBL_EPSILON;
}

static double
tiny (size_t i)
{
  return 1e-9 / (i + 1);
}

static double
large (size_t i)
{
  return 4e7 + 1e5 * i;
}

static double
spikes (size_t i)
{
  return i == 123456 ? 5.0 : 1.0;
}

static const struct
{
  const char *name;
  LossFunc loss;
  size_t n;
  GradusRangeKind linear, logarithmic;
} series[] = {
  { "empty", constant, 0, GRADUS_RANGE_EMPTY, GRADUS_RANGE_EMPTY },
  { "one point", falling, 1, GRADUS_RANGE_CONSTANT, GRADUS_RANGE_CONSTANT },
  { "two points", falling, 2, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "falling", falling, 1001, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "constant", constant, 50, GRADUS_RANGE_CONSTANT, GRADUS_RANGE_CONSTANT },
  { "zero", zero, 50, GRADUS_RANGE_CONSTANT, GRADUS_RANGE_EMPTY },
  { "negative", negative, 50, GRADUS_RANGE_PROPER, GRADUS_RANGE_EMPTY },
  { "with infinity", with_infinity, 50, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "only infinity", only_infinity, 5, GRADUS_RANGE_EMPTY, GRADUS_RANGE_EMPTY },
  { "huge", huge, 2, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "close together", close_together, 10, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "tiny", tiny, 100, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "large", large, 100, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "long", falling, 200000, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
  { "one spike", spikes, 200000, GRADUS_RANGE_PROPER, GRADUS_RANGE_PROPER },
};

static const struct
{
  double width, height, text_scale;
} views[] = {
  { 640, 220, 1 }, { 360, 160, 1 }, { 360, 160, 2 }, { 1200, 800, 1 }, { 1920, 300, 1.5 }, { 64, 64, 1 },
};

static GradusHistory *
make_history (LossFunc loss, size_t n)
{
  GradusHistory *history = gradus_history_new ();

  for (size_t i = 0; i < n; i++)
    g_assert_true (gradus_history_append (history, i, loss (i)));
  return history;
}

/* Pixels of about this colour in a column. */
static guint
count_color (cairo_surface_t *surface, int x, GradusColor color)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      guint32 pixel;

      memcpy (&pixel, data + y * stride + x * 4, sizeof pixel);
      n += fabs ((pixel >> 16 & 0xff) / 255.0 - color.red) < 0.1 &&
           fabs ((pixel >> 8 & 0xff) / 255.0 - color.green) < 0.1 && fabs ((pixel & 0xff) / 255.0 - color.blue) < 0.1;
    }
  return n;
}

static void
assert_axis (const char *name, const GradusAxis *axis, double font, bool upright)
{
  g_assert_true (isfinite (axis->start) && isfinite (axis->end));
  g_assert_cmpfloat (axis->start, <, axis->end);
  for (size_t i = 0; i < axis->n_ticks; i++)
    {
      const GradusTick *tick = &axis->ticks[i];

      g_assert_cmpuint (strlen (tick->label), >, 0);
      g_assert_cmpfloat (tick->position, >=, MIN (axis->from, axis->to) - 0.5);
      g_assert_cmpfloat (tick->position, <=, MAX (axis->from, axis->to) + 0.5);
      g_assert_cmpfloat (
          fabs (gradus_axis_position (axis, gradus_axis_value (axis, tick->position)) - tick->position), <, 0.01);
      if (i == 0)
        continue;

      const GradusTick *before = &axis->ticks[i - 1];

      if (fabs (tick->position - before->position) < (tick->extent + before->extent) / 2)
        g_error ("%s: “%s” and “%s” overlap", name, before->label, tick->label);
      if (strcmp (tick->label, before->label) == 0)
        g_error ("%s: two ticks “%s”", name, tick->label);
    }
}

static void
test_axes (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (series); i++)
    {
      GradusHistory *history = make_history (series[i].loss, series[i].n);

      for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
        for (int logarithmic = 0; logarithmic < 2; logarithmic++)
          {
            GradusPlot plot = make_plot (history, logarithmic, views[v].text_scale);
            GradusFrame frame;

            gradus_frame_init (&frame, &plot, views[v].width, views[v].height);
            g_assert_cmpint (frame.y.range.kind, ==, logarithmic ? series[i].logarithmic : series[i].linear);
            assert_axis (series[i].name, &frame.x, frame.font, false);
            assert_axis (series[i].name, &frame.y, frame.font, true);
            if (views[v].width >= 360)
              g_assert_cmpuint (frame.x.n_ticks, >=, 2);
            if (views[v].height >= 220 && frame.y.range.kind == GRADUS_RANGE_PROPER && views[v].text_scale <= 1)
              if (frame.y.n_ticks < 2)
                g_error ("%s (logarithmic: %d): %zu ticks", series[i].name, logarithmic, frame.y.n_ticks);
          }
      gradus_history_free (history);
    }
}

static void
test_nice_ticks (void)
{
  GradusHistory *history = make_history (falling, 1001);
  GradusPlot plot = make_plot (history, false, 1.0);
  GradusFrame frame;

  gradus_frame_init (&frame, &plot, 640, 220);
  g_assert_cmpstr (frame.x.ticks[0].label, ==, "0");
  g_assert_cmpfloat (frame.x.ticks[frame.x.n_ticks - 1].value, ==, 1000.0);
  g_assert_cmpstr (frame.y.ticks[0].label, ==, "0.00");
  g_assert_cmpstr (frame.y.ticks[1].label, ==, "0.05");

  plot.logarithmic = true;
  gradus_frame_init (&frame, &plot, 640, 220);
  for (size_t i = 0; i < frame.y.n_ticks; i++)
    {
      double digit = frame.y.ticks[i].value / pow (10.0, floor (log10 (frame.y.ticks[i].value) + 1e-9));

      g_assert_true (fabs (digit - 1) < 1e-9 || fabs (digit - 2) < 1e-9 || fabs (digit - 5) < 1e-9);
    }
  gradus_history_free (history);
}

static void
test_paint (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (series); i++)
    {
      GradusHistory *history = make_history (series[i].loss, series[i].n);

      for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
        for (int logarithmic = 0; logarithmic < 2; logarithmic++)
          {
            GradusPlot plot = make_plot (history, logarithmic, views[v].text_scale);
            GradusPaletteFlags flags = v % 5;
            cairo_surface_t *surface;

            plot.marker = views[v].width / 2;
            surface = paint (&plot, views[v].width, views[v].height, flags);
            g_assert_cmpint (cairo_image_surface_get_width (surface), ==, (int) views[v].width);
            cairo_surface_destroy (surface);
          }
      gradus_history_free (history);
    }
}

/* One spike in 200,000 points is seen, wherever its pixel column lies. */
static void
test_spike_is_seen (void)
{
  GradusHistory *history = make_history (spikes, 200000);
  GradusPlot plot = make_plot (history, false, 1.0);
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
  cairo_surface_t *surface = paint (&plot, 1200, 800, GRADUS_PALETTE_LIGHT);
  GradusFrame frame;
  guint most = 0;
  int where = 0;

  gradus_frame_init (&frame, &plot, 1200, 800);
  for (int x = (int) frame.x.from + 4; x < (int) frame.x.to - 10; x++)
    {
      guint n = count_color (surface, x, palette->positive);

      g_assert_cmpuint (n, >=, 1); /* the line has no gaps */
      if (n > most)
        {
          most = n;
          where = x;
        }
    }
  g_assert_cmpuint (most, >, 300);
  g_assert_cmpfloat (fabs (where - gradus_axis_position (&frame.x, 123456)), <, 2.0);
  cairo_surface_destroy (surface);
  gradus_history_free (history);
}

/* The same series as polyline and by columns leaves the same picture. */
static void
test_decimation_agrees (void)
{
  GradusHistory *few = make_history (falling, 2000);
  GradusHistory *many = gradus_history_new ();
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
  GradusPlot a = make_plot (few, false, 1.0), b = make_plot (many, false, 1.0);

  for (size_t i = 0; i < 200000; i++)
    gradus_history_append (many, i, 0.12552571851659558 * exp (-0.0037 * i / 100.0));

  cairo_surface_t *one = paint (&a, 1200, 800, GRADUS_PALETTE_LIGHT);
  cairo_surface_t *other = paint (&b, 1200, 800, GRADUS_PALETTE_LIGHT);

  for (int x = 120; x < 1100; x += 7)
    {
      int n = (int) count_color (one, x, palette->positive), m = (int) count_color (other, x, palette->positive);

      g_assert_cmpint (ABS (n - m), <=, 3);
    }
  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
  gradus_history_free (few);
  gradus_history_free (many);
}

static void
test_point_at (void)
{
  GradusHistory *history = make_history (falling, 1001);
  GradusHistory *empty = gradus_history_new ();
  GradusPlot plot = make_plot (history, false, 1.0), nothing = make_plot (empty, false, 1.0);
  GradusHistoryPoint point;
  GradusFrame frame;

  gradus_frame_init (&frame, &plot, 640, 220);
  for (uint64_t step = 0; step <= 1000; step += 50)
    {
      g_assert_true (gradus_plot_point_at (&plot, 640, 220, gradus_axis_position (&frame.x, (double) step), &point));
      g_assert_cmpuint (point.step, ==, step);
      g_assert_cmpfloat (point.loss, ==, falling (step));
    }
  g_assert_false (gradus_plot_point_at (&plot, 640, 220, 2, &point));
  g_assert_false (gradus_plot_point_at (&plot, 640, 220, 639, &point));
  g_assert_false (gradus_plot_point_at (&plot, 640, 220, NAN, &point));
  g_assert_false (gradus_plot_point_at (&nothing, 640, 220, 320, &point));
  gradus_history_free (history);
  gradus_history_free (empty);
}

static void
test_csv (void)
{
  GradusHistory *history = gradus_history_new ();
  g_autoptr (GBytes) bytes = NULL, empty = gradus_plot_to_csv (history, NULL, 0);

  g_assert_cmpmem (g_bytes_get_data (empty, NULL), g_bytes_get_size (empty), "step,loss\n", strlen ("step,loss\n"));

  gradus_history_append (history, 0, 0.12552571851659558);
  gradus_history_append (history, 1, 0.0625);
  gradus_history_append (history, 1000000, 1e-7);
  bytes = gradus_plot_to_csv (history, NULL, 0);

  const char *expected = "step,loss\n0,0.12552571851659558\n1,0.0625\n1000000,1e-7\n";

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
  gradus_history_free (history);
}

/* The test rows' losses widen the axes, stand beside the training's in the table, and are drawn in dashes. */
static void
test_test_rows (void)
{
  GradusHistory *history = gradus_history_new ();
  GradusPlot plot = make_plot (history, false, 1.0);
  g_autoptr (GBytes) bytes = NULL;
  GradusHistoryPoint point;
  GradusFrame frame;

  g_assert_false (gradus_plot_find_test (history, 3, &point));
  gradus_history_append (history, 0, 0.5);
  gradus_history_append (history, 2, 0.25);
  gradus_history_append (history, 8, 0.125);
  gradus_history_append_test (history, 0, 2);
  gradus_history_append_test (history, 5, 1.5);
  gradus_history_append_test (history, 8, 1.25);
  gradus_history_append_test (history, 40, 1);

  bytes = gradus_plot_to_csv (history, NULL, 0);
  const char *expected = "step,loss,test_loss\n0,0.5,2\n2,0.25,\n5,,1.5\n8,0.125,1.25\n40,,1\n";
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));

  g_assert_true (gradus_plot_find_test (history, 6, &point));
  g_assert_cmpuint (point.step, ==, 5);
  gradus_frame_init (&frame, &plot, 640, 220);
  g_assert_cmpfloat (frame.y.range.minimum, ==, 0.125);
  g_assert_cmpfloat (frame.y.range.maximum, ==, 2);
  g_assert_cmpfloat (frame.x.range.maximum, ==, 40);
  gradus_history_free (history);
}

/* Along a level series there is colour and there are gaps, with few points and with many. */
static void
test_dashes (void)
{
  for (size_t n = 2; n <= 100000; n *= 50000)
    {
      GradusHistory *history = gradus_history_new ();
      GradusPlot plot = make_plot (history, false, 1.0);
      size_t changes = 0;
      bool before = false;
      GradusFrame frame;

      gradus_history_append (history, 0, 1);
      gradus_history_append (history, 99999, 1);
      for (size_t i = 0; i < n; i++)
        gradus_history_append_test (history, n == 2 ? i * 99999 : i, 2);

      cairo_surface_t *surface = paint (&plot, 640, 220, GRADUS_PALETTE_LIGHT);
      GradusColor color = gradus_palette_get (GRADUS_PALETTE_LIGHT)->negative;

      gradus_frame_init (&frame, &plot, 640, 220);
      for (int x = (int) frame.x.from + 8; x < (int) frame.x.to - 8; x++)
        {
          int y = (int) gradus_axis_position (&frame.y, 2);
          const guchar *pixel =
              cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;
          bool now = pixel[0] < (color.blue + 1) / 2 * 255;

          changes += now != before;
          before = now;
        }
      g_assert_cmpuint (changes, >, 20);
      cairo_surface_destroy (surface);
      gradus_history_free (history);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/axes", test_axes);
  g_test_add_func ("/plot/nice-ticks", test_nice_ticks);
  g_test_add_func ("/plot/paint", test_paint);
  g_test_add_func ("/plot/spike-is-seen", test_spike_is_seen);
  g_test_add_func ("/plot/decimation-agrees", test_decimation_agrees);
  g_test_add_func ("/plot/point-at", test_point_at);
  g_test_add_func ("/plot/csv", test_csv);
  g_test_add_func ("/plot/test-rows", test_test_rows);
  g_test_add_func ("/plot/dashes", test_dashes);
  return g_test_run ();
}
