/* How long the network picture, the chain panel's formulas and the loss plot
 * take on an image surface, in milliseconds of processor time: on a machine that
 * does other things too, the clock would tell of those.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "benchmark-time.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "core/gradus-initialization.h"
#include "render/gradus-formula.h"
#include "render/gradus-network-picture.h"
#include "render/gradus-plot.h"

#define ROUNDS 15
#define TRACES 4 /* of steps that follow one another; those of a large network fill a lot of memory */

static const int sizes[][2] = { { 1200, 800 }, { 1280, 800 }, { 3840, 2160 } };

static const char *wanted; /* a part of the names of what is measured; NULL: everything */

typedef void (*PaintFunc) (cairo_t *cr, double width, double height, gpointer data);

/* Milliseconds of this thread's processor time. */
/* The median of some rounds, after one that fills the font caches. */
static void
measure (const char *what, int width, int height, PaintFunc paint, gpointer data)
{
  cairo_surface_t *surface = NULL;
  double times[ROUNDS];

  g_autofree char *name = g_strdup_printf ("%s-%dx%d", what, width, height);

  if (wanted != NULL && strstr (name, wanted) == NULL)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  for (int i = -1; i < ROUNDS; i++)
    {
      cairo_t *cr = cairo_create (surface);
      double start = get_time ();

      paint (cr, width, height, data);
      cairo_surface_flush (surface);
      if (i >= 0)
        times[i] = get_time () - start;
      cairo_destroy (cr);
    }
  g_print ("RESULT %s gradus %.2f ms\n", name, find_median (times, ROUNDS));
  cairo_surface_destroy (surface);
}

typedef struct
{
  GradusNetworkPicture picture;
  GradusNetworkLayout *layout;
  GradusTrace *traces[TRACES];
  size_t next;
} Network;

static void
paint_network (cairo_t *cr, double width, double height, gpointer data)
{
  Network *network = data;

  gradus_network_picture_paint (&network->picture, network->layout, gradus_palette_get (GRADUS_PALETTE_LIGHT), cr);
}

/* Each time the next step: what is kept from the picture before is of use only where a number stays. */
static void
paint_next_network (cairo_t *cr, double width, double height, gpointer data)
{
  Network *network = data;

  network->picture.trace = network->traces[network->next++ % TRACES];
  paint_network (cr, width, height, data);
}

/* The first weight's product and every chapter, one under the other and set
 * anew, as after a step; it ends with the room. */
static void
paint_panel (cairo_t *cr, double width, double height, gpointer data)
{
  const GradusFormulaContext *context = data;
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
  GradusPart none = { .kind = GRADUS_PART_NONE };
  double y = 0.0, size = 20.0 * height / 800.0;
  size_t n = gradus_stage_count (&context->trace->shape);

  cairo_set_source_rgb (cr, palette->background.red, palette->background.green, palette->background.blue);
  cairo_paint (cr);
  for (size_t i = 0; i <= n && y < height; i++)
    {
      GradusMath *math = i == 0 ? gradus_formula_chain (context, 0)
                                : gradus_formula_stage (context, gradus_stage_at (&context->trace->shape, i - 1));
      GradusMathLayout *layout = gradus_math_layout_new (math, NULL, size, width);
      GradusMathSize room = gradus_math_layout_size (layout);

      gradus_math_layout_paint (layout, palette, none, cr, 0.0, y);
      y += room.ascent + room.descent;
      gradus_math_layout_free (layout);
      gradus_math_free (math);
    }
}

static void
paint_plot (cairo_t *cr, double width, double height, gpointer data)
{
  gradus_plot_paint (data, gradus_palette_get (GRADUS_PALETTE_LIGHT), cr, width, height);
}

static void
measure_network (const char *name, GradusShape shape)
{
  for (size_t l = 0; l < shape.n_layers; l++)
    shape.layers[l].activation = GRADUS_ACTIVATION_SIGMOID;
  gradus_shape_init (&shape);

  GradusNetwork *network = gradus_network_new (&shape);
  g_autofree double *inputs = g_new0 (double, shape.n_inputs);
  g_autofree double *targets = g_new0 (double, shape.n_outputs);
  GradusRandom random;

  gradus_random_seed (&random, 1);
  for (size_t l = 0; l < shape.n_layers; l++)
    gradus_network_initialize_layer (network, l, GRADUS_SCHEME_XAVIER_NORMAL, 0.0, &random);
  for (size_t i = 0; i < shape.n_inputs; i++)
    inputs[i] = gradus_random_normal (&random);

  GradusTrace *traces[TRACES];
  GradusNames *names = gradus_names_new (&shape);

  for (size_t i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      traces[i] = gradus_trace_new (network, GRADUS_LOSS_SQUARED_ERROR, inputs, targets, 0.1);
      memcpy (network->parameters, traces[i]->updated, shape.n_parameters * sizeof (double));
    }

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *again = g_strdup_printf ("canvas-%s", name);
      g_autofree char *next = g_strdup_printf ("canvas-step-%s", name);
      Network data = {
        .picture = { .trace = traces[0],
                     .names = names,
                     .cursor = gradus_stage_count (&shape),
                     .format = { 3, true },
                     .text_scale = 1.0 },
        .layout = gradus_network_layout_new (&shape, sizes[i][0], sizes[i][1], 1, 0, 0, 1),
      };

      memcpy (data.traces, traces, sizeof traces);
      measure (again, sizes[i][0], sizes[i][1], paint_network, &data);
      measure (next, sizes[i][0], sizes[i][1], paint_next_network, &data);
      gradus_network_layout_free (data.layout);
    }

  GradusFormulaContext context = {
    .trace = traces[0],
    .names = names,
    .cursor = gradus_stage_count (&shape),
    .learning_rate = 0.1,
    .format = { 3, true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *what = g_strdup_printf ("panel-%s", name);

      measure (what, sizes[i][0], sizes[i][1], paint_panel, &context);
    }
  gradus_names_free (names);
  for (size_t i = 0; i < G_N_ELEMENTS (traces); i++)
    gradus_trace_free (traces[i]);
  gradus_network_free (network);
}

static void
measure_plot (const char *name, size_t n)
{
  GradusHistory *history = gradus_history_new ();
  GradusRandom random;

  gradus_random_seed (&random, 1);
  for (size_t i = 0; i < n; i++)
    gradus_history_append (history, i, exp (-4.0 * i / n) * (0.8 + 0.4 * gradus_random_uniform (&random)));

  GradusPlot plot = {
    .history = history, .logarithmic = true, .marker = NAN, .format = { 3, true }, .text_scale = 1.0
  };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *what = g_strdup_printf ("plot-%s", name);

      measure (what, sizes[i][0], sizes[i][1], paint_plot, &plot);
    }
  gradus_history_free (history);
}

/* With an argument: only what has it in its name, like "canvas-2-8-8-1". */
int
main (int argc, char *argv[])
{
  wanted = argc > 1 ? argv[1] : NULL;
  measure_network ("2-1-1", (GradusShape){ .n_inputs = 2, .n_layers = 2, .layers = { { 0, 1 }, { 0, 1 } } });
  measure_network ("2-8-8-1",
                   (GradusShape){ .n_inputs = 2, .n_layers = 3, .layers = { { 0, 8 }, { 0, 8 }, { 0, 1 } } });
  measure_network ("64-128-128-10",
                   (GradusShape){ .n_inputs = 64, .n_layers = 3, .layers = { { 0, 128 }, { 0, 128 }, { 0, 10 } } });
  measure_network ("784-1024-1024-10",
                   (GradusShape){ .n_inputs = 784, .n_layers = 3, .layers = { { 0, 1024 }, { 0, 1024 }, { 0, 10 } } });
  measure_plot ("1e3", 1001);
  measure_plot ("1e5", 100000);
  measure_plot ("1e6", 1000000);
  return 0;
}
