/* Any step of a training of a million brought on show: the time of each, and the
 * memory that checkpoints and undo hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/gradus-session.h"

#define N_STEPS 1000000
#define N_SEEKS 500

/* The playground's network and as many points: 2-8-8-1, tanh, Adam, batches of 10. */
static GradusSession *
make_session (void)
{
  double inputs[1000], targets[500];
  g_autoptr (GradusDocument) document = g_new0 (GradusDocument, 1);
  GradusShape shape = { .n_inputs = 2, .n_layers = 3 };
  static const gsize n_neurons[] = { 8, 8, 1 };

  for (gsize l = 0; l < 3; l++)
    shape.layers[l] = (GradusLayer){ .n_neurons = n_neurons[l],
                                     .activation = GRADUS_ACTIVATION_TANH,
                                     .leak = GRADUS_DEFAULT_LEAK,
                                     .has_biases = TRUE,
                                     .train_biases = TRUE };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  for (gsize i = 0; i < 500; i++)
    {
      inputs[2 * i] = cos (i) * (i % 50) / 25;
      inputs[2 * i + 1] = sin (i) * (i % 50) / 25;
      targets[i] = i % 50 < 25 ? 1 : -1;
    }

  g_atomic_ref_count_init (&document->ref_count);
  document->title = g_strdup ("Playground");
  document->network = gradus_network_new (&shape);
  for (gsize i = 0; i < shape.n_parameters; i++)
    document->network->parameters[i] = sin (3.0 * (double) i) / 2;
  document->names = gradus_names_new (&shape);
  document->loss = GRADUS_LOSS_SQUARED_ERROR;
  document->training = gradus_training_default ();
  document->training.optimizer = GRADUS_OPTIMIZER_ADAM;
  document->training.learning_rate = 0.001;
  document->training.batch_size = 10;
  document->training.shuffle = TRUE;
  document->n_samples = 500;
  document->inputs = g_memdup2 (inputs, sizeof inputs);
  document->targets = g_memdup2 (targets, sizeof targets);
  document->pages = g_ptr_array_new ();
  return gradus_session_new (document);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (void)
{
  g_autoptr (GradusSession) session = make_session ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double times[N_SEEKS];
  guint threads = 0;

  gradus_session_train (session, N_STEPS);
  while (gradus_session_get_state (session) == GRADUS_SESSION_TRAINING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (gradus_session_get_last_step (session), ==, N_STEPS);

  for (guint k = 0; k < N_SEEKS; k++)
    {
      gint64 begun = g_get_monotonic_time ();

      gradus_session_seek (session, (guint64) g_rand_int_range (rand, 0, N_STEPS));
      threads += gradus_session_get_seeking (session) ? 1 : 0;
      while (gradus_session_get_seeking (session))
        g_main_context_iteration (NULL, TRUE);
      times[k] = (double) (g_get_monotonic_time () - begun) / 1000;
    }
  qsort (times, N_SEEKS, sizeof *times, compare);
  g_print ("RESULT seek-median gradus %.2f ms\n", times[N_SEEKS / 2]);
  g_print ("RESULT seek-longest gradus %.2f ms\n", times[N_SEEKS - 1]);
  g_print ("RESULT seek-in-thread gradus %u of %u\n", threads, N_SEEKS);
  g_print ("RESULT seek-memory gradus %.1f MB\n", (double) gradus_session_get_memory (session) / (1 << 20));
  return 0;
}
