/* How long the sum over paths takes: finding them, the rest in forward mode, and
 * the page with all of it, in milliseconds of processor time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "benchmark-time.h"

#include <glib.h>

#include "core/gradus-initialization.h"
#include "render/gradus-path-picture.h"

#define ROUNDS  9
#define N_SHOWN 12

static void
measure (const char *name, size_t n_layers, size_t width)
{
  GradusShape shape = { .n_inputs = width, .n_layers = n_layers };
  double finding[ROUNDS], painting[ROUNDS];
  GradusRandom random;

  for (size_t l = 0; l < n_layers; l++)
    shape.layers[l] = (GradusLayer){ .n_neurons = width, .activation = GRADUS_ACTIVATION_TANH, .has_biases = true };
  gradus_shape_init (&shape);

  GradusNetwork *network = gradus_network_new (&shape);
  g_autofree double *inputs = g_new0 (double, width);
  g_autofree double *targets = g_new0 (double, width);

  gradus_random_seed (&random, 1);
  for (size_t l = 0; l < n_layers; l++)
    gradus_network_initialize_layer (network, l, GRADUS_SCHEME_XAVIER_NORMAL, 0.0, &random);
  for (size_t i = 0; i < width; i++)
    inputs[i] = gradus_random_normal (&random);

  GradusTrace *trace = gradus_trace_new (network, GRADUS_LOSS_SQUARED_ERROR, inputs, targets, 0.1);
  GradusNames *names = gradus_names_new (&shape);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 600);

  for (int i = 0; i < ROUNDS; i++)
    {
      double start = get_time ();
      GradusPaths *paths = gradus_paths_new (trace, gradus_part_from_parameter (&shape, 0), N_SHOWN);
      cairo_t *cr = cairo_create (surface);
      GradusPathPicture picture = {
        .context = { .trace = trace, .names = names, .cursor = gradus_stage_count (&shape), .format = { 4, true } },
        .paths = paths,
      };

      finding[i] = get_time () - start;
      start = get_time ();
      gradus_path_picture_paint (&picture, gradus_palette_get (GRADUS_PALETTE_LIGHT), cr, 800, 600);
      painting[i] = get_time () - start;
      cairo_destroy (cr);
      gradus_paths_free (paths);
    }
  g_print ("RESULT paths-%s gradus %.2f ms\n", name, find_median (finding, ROUNDS));
  g_print ("RESULT paths-picture-%s gradus %.2f ms\n", name, find_median (painting, ROUNDS));

  cairo_surface_destroy (surface);
  gradus_names_free (names);
  gradus_trace_free (trace);
  gradus_network_free (network);
}

int
main (void)
{
  measure ("8x16", 8, 16);
  measure ("12x1024", GRADUS_MAX_LAYERS, GRADUS_MAX_NEURONS);
  return 0;
}
