/* How long the maps inside the neurons take for the playground's largest network, two inputs and six hidden
 * layers of eight: all maps in one pass, and the picture with them, in milliseconds of processor time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "benchmark-time.h"

#include <glib.h>

#include "core/gradus-field.h"
#include "core/gradus-initialization.h"
#include "render/gradus-network-picture.h"

#define ROUNDS   25
#define ACROSS   32
#define N_HIDDEN 6
#define WIDTH    8

int
main (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = N_HIDDEN + 1 };
  const GradusGrid grid = {
    .up = 1, .left = -6, .right = 6, .bottom = -6, .top = 6, .columns = ACROSS, .rows = ACROSS
  };
  const double inputs[] = { 1, 2 }, targets[] = { 1 };
  double computing[ROUNDS], painting[ROUNDS];
  GradusRandom random;

  for (size_t l = 0; l <= N_HIDDEN; l++)
    shape.layers[l] = (GradusLayer){ .n_neurons = l < N_HIDDEN ? WIDTH : 1,
                                     .activation = GRADUS_ACTIVATION_TANH,
                                     .has_biases = true };
  gradus_shape_init (&shape);

  GradusNetwork *network = gradus_network_new (&shape);

  gradus_random_seed (&random, 1);
  for (size_t l = 0; l < shape.n_layers; l++)
    gradus_network_initialize_layer (network, l, GRADUS_SCHEME_XAVIER_NORMAL, 0.0, &random);

  GradusTrace *trace = gradus_trace_new (network, GRADUS_LOSS_SQUARED_ERROR, inputs, targets, 0.1);
  GradusNames *names = gradus_names_new (&shape);
  GradusField *field = gradus_field_new (&shape);
  GradusNetworkLayout *layout = gradus_network_layout_new (&shape, 800, 600, 1, 0, 0, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 600);
  g_autofree double *maps = g_new (double, shape.n_neurons *ACROSS *ACROSS);
  const GradusNetworkPicture picture = {
    .trace = trace,
    .names = names,
    .cursor = gradus_stage_count (&shape),
    .maps = maps,
    .map_rows = ACROSS,
    .map_columns = ACROSS,
    .format = { 4, true },
    .text_scale = 1,
  };

  for (int i = 0; i < ROUNDS; i++)
    {
      cairo_t *cr = cairo_create (surface);
      double start = get_time ();

      gradus_field_compute_all (field, network->parameters, inputs, &grid, NULL, maps);
      computing[i] = get_time () - start;
      start = get_time ();
      gradus_network_picture_paint (&picture, layout, gradus_palette_get (GRADUS_PALETTE_LIGHT), cr);
      painting[i] = get_time () - start;
      cairo_destroy (cr);
    }
  g_print ("RESULT maps-6x8 gradus %.2f ms\n", find_median (computing, ROUNDS));
  g_print ("RESULT maps-picture-6x8 gradus %.2f ms\n", find_median (painting, ROUNDS));

  cairo_surface_destroy (surface);
  gradus_network_layout_free (layout);
  gradus_field_free (field);
  gradus_names_free (names);
  gradus_trace_free (trace);
  gradus_network_free (network);
  return 0;
}
