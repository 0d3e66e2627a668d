/* The speed of training, in nanoseconds per sample and step (forward, backward
 * and update), with FANN and OpenBLAS beside it where they are installed.
 *
 * Each contestant runs once a round, one after the other, and the median of the
 * rounds counts, so that what else the machine does meets all alike. Everybody
 * computes in double precision with the exact sigmoid or tanh. What differs:
 * FANN cannot do without biases (they are at work in W1 too) nor train in
 * batches, so it trains online everywhere; what is written here on top of
 * OpenBLAS can do tanh only and takes part from W3 on, in one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "core/gradus-initialization.h"
#include "core/gradus-kernels.h"
#include "core/gradus-trainer.h"
#include "model/gradus-session.h"

#ifdef HAVE_FANN
#include <doublefann.h>
#endif
#ifdef HAVE_OPENBLAS
#include <cblas.h>

#include "blas-network.h"
#endif

#define N_ROUNDS 7

typedef struct
{
  const char *name;
  size_t n_inputs;
  size_t n_layers;
  size_t n_neurons[4];
  GradusActivation activation;
  bool has_biases;
  size_t n_samples;
  size_t batch_size;
  size_t n_steps; /* a round */
} Workload;

static const Workload workloads[] = {
  { "W1", 2, 2, { 1, 1 }, GRADUS_ACTIVATION_SIGMOID, false, 1, 1, 400000 },
  { "W2", 2, 2, { 4, 1 }, GRADUS_ACTIVATION_SIGMOID, true, 4, 1, 300000 },
  { "W3", 2, 3, { 8, 8, 1 }, GRADUS_ACTIVATION_TANH, true, 500, 10, 10000 },
  { "W4", 64, 3, { 128, 128, 10 }, GRADUS_ACTIVATION_TANH, true, 320, 32, 50 },
  { "W5", 784, 2, { 128, 10 }, GRADUS_ACTIVATION_TANH, true, 640, 64, 10 },
};

/* How the cost grows: k inputs and two hidden layers of k neurons, so that 2 k² + k weights are 10² to 10⁶, in batches
 * of 32. Steps are those of a round. */
static const struct
{
  size_t k;
  size_t n_steps;
} growth[] = { { 7, 20000 }, { 22, 5000 }, { 71, 500 }, { 224, 50 }, { 707, 6 } };

/* The data of a workload. W1 is the article's sample, W2 is XOR, the others are noise. */
typedef struct
{
  const Workload *workload;
  GradusShape shape;
  double *inputs;
  double *targets;
} Task;

static Task
make_task (const Workload *workload)
{
  static const double article[] = { 1, 2, 1 };
  static const double xor_inputs[] = { 0, 0, 0, 1, 1, 0, 1, 1 }, xor_targets[] = { 0, 1, 1, 0 };
  Task task = { .workload = workload };
  GradusRandom random;

  task.shape.n_inputs = workload->n_inputs;
  task.shape.n_layers = workload->n_layers;
  for (size_t l = 0; l < workload->n_layers; l++)
    task.shape.layers[l] = (GradusLayer){
      .n_neurons = workload->n_neurons[l],
      .activation = workload->activation,
      .has_biases = workload->has_biases,
      .train_biases = workload->has_biases,
    };
  g_assert_cmpint (gradus_shape_init (&task.shape), ==, GRADUS_SHAPE_OK);

  size_t n_inputs = workload->n_samples * task.shape.n_inputs;
  size_t n_targets = workload->n_samples * task.shape.n_outputs;

  task.inputs = g_new (double, n_inputs);
  task.targets = g_new (double, n_targets);
  gradus_random_seed (&random, 1);
  for (size_t i = 0; i < n_inputs; i++)
    task.inputs[i] = 2 * gradus_random_uniform (&random) - 1;
  for (size_t i = 0; i < n_targets; i++)
    task.targets[i] = gradus_random_uniform (&random);

  if (n_inputs == 2)
    {
      memcpy (task.inputs, article, 2 * sizeof (double));
      memcpy (task.targets, article + 2, sizeof (double));
    }
  else if (n_inputs == 8)
    {
      memcpy (task.inputs, xor_inputs, sizeof xor_inputs);
      memcpy (task.targets, xor_targets, sizeof xor_targets);
    }
  return task;
}

static void
clear_task (Task *task)
{
  g_free (task->inputs);
  g_free (task->targets);
}

/* Nanoseconds per sample and step since `start`, in microseconds. */
static double
time_each (gint64 start, size_t n_samples)
{
  return (double) (g_get_monotonic_time () - start) * 1000 / (double) n_samples;
}

static GradusNetwork *
make_network (const Task *task)
{
  GradusNetwork *network = gradus_network_new (&task->shape);
  GradusRandom random;

  gradus_random_seed (&random, 1);
  for (size_t l = 0; l < task->shape.n_layers; l++)
    gradus_network_initialize_layer (network, l, GRADUS_SCHEME_XAVIER_UNIFORM, 0, &random);
  return network;
}

/* The parameters that the core arrived at; the others are held against them. */
static double *core_result;

static double
run_core (const Task *task)
{
  const Workload *workload = task->workload;
  GradusProblem problem = {
    .shape = task->shape,
    .loss = GRADUS_LOSS_SQUARED_ERROR,
    .training = gradus_training_default (),
    .inputs = task->inputs,
    .targets = task->targets,
    .n_samples = workload->n_samples,
  };
  GradusNetwork *network = make_network (task);
  size_t made;

  problem.training.batch_size = workload->batch_size;
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  GradusState *state = gradus_state_new (&problem, network->parameters);
  gint64 start = g_get_monotonic_time ();

  gradus_trainer_run (trainer, state, workload->n_steps, NULL, 1, NULL, &made);
  double each = time_each (start, workload->n_steps * workload->batch_size);

  g_assert_cmpuint (made, ==, workload->n_steps);
  g_free (core_result);
  core_result = g_memdup2 (state->parameters, state->n_parameters * sizeof (double));
  gradus_state_free (state);
  gradus_trainer_free (trainer);
  gradus_network_free (network);
  return each;
}

/* The article's lesson through the session, in this thread, with each step's
 * loss in the history and what follows from the last step computed for show. */
static double
run_session (const Task *task)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_lessons_load ("article", &error);

  g_assert_no_error (error);
  g_autoptr (GradusSession) session = gradus_session_new (document);
  gint64 start = g_get_monotonic_time ();

  gradus_session_train_and_wait (session, task->workload->n_steps);
  double each = time_each (start, task->workload->n_steps);

  g_assert_cmpuint (gradus_session_get_steps (session), ==, task->workload->n_steps);
  return each;
}

#ifdef HAVE_OPENBLAS
static double
run_openblas (const Task *task)
{
  const Workload *workload = task->workload;
  GradusNetwork *network = make_network (task);
  BlasNetwork *blas = blas_network_new (network, workload->batch_size);
  size_t first = 0;
  gint64 start = g_get_monotonic_time ();

  for (size_t k = 0; k < workload->n_steps; k++)
    {
      blas_network_step (
          blas, task->inputs + first * task->shape.n_inputs, task->targets + first * task->shape.n_outputs, 0.1);
      first = (first + workload->batch_size) % workload->n_samples;
    }
  double each = time_each (start, workload->n_steps * workload->batch_size);

  /* Both have done the same work, or the comparison means nothing. */
  for (size_t p = 0; p < task->shape.n_parameters; p++)
    g_assert_cmpfloat_with_epsilon (blas_network_get_parameters (blas)[p], core_result[p], 1e-6);
  blas_network_free (blas);
  gradus_network_free (network);
  return each;
}
#endif

#ifdef HAVE_FANN
static double
run_fann (const Task *task)
{
  const Workload *workload = task->workload;
  unsigned int sizes[5] = { (unsigned int) workload->n_inputs };

  for (size_t l = 0; l < workload->n_layers; l++)
    sizes[l + 1] = (unsigned int) workload->n_neurons[l];

  struct fann *fann = fann_create_standard_array ((unsigned int) workload->n_layers + 1, sizes);
  enum fann_activationfunc_enum activation =
      workload->activation == GRADUS_ACTIVATION_TANH ? FANN_SIGMOID_SYMMETRIC : FANN_SIGMOID;

  fann_set_activation_function_hidden (fann, activation);
  fann_set_activation_function_output (fann, activation);
  fann_set_train_error_function (fann, FANN_ERRORFUNC_LINEAR);
  fann_set_training_algorithm (fann, FANN_TRAIN_INCREMENTAL);
  fann_set_learning_rate (fann, 0.1f);

  size_t n = workload->n_steps * workload->batch_size, sample = 0;
  gint64 start = g_get_monotonic_time ();

  for (size_t k = 0; k < n; k++)
    {
      fann_train (fann, task->inputs + sample * task->shape.n_inputs, task->targets + sample * task->shape.n_outputs);
      sample = sample + 1 < workload->n_samples ? sample + 1 : 0;
    }
  double each = time_each (start, n);

  fann_destroy (fann);
  return each;
}
#endif

static const struct
{
  const char *name;
  double (*run) (const Task *task);
  const char *workloads; /* it takes part in */
} contestants[] = {
  { "gradus-core", run_core, "W1 W2 W3 W4 W5" },
  { "gradus-session", run_session, "W1" },
#ifdef HAVE_FANN
  { "fann", run_fann, "W1 W2 W3 W4 W5" },
#endif
#ifdef HAVE_OPENBLAS
  { "openblas", run_openblas, "W3 W4 W5" },
#endif
};

static bool
takes_part (size_t contestant, const Workload *workload)
{
  return strstr (contestants[contestant].workloads, workload->name) != NULL;
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
measure (const Workload *workload)
{
  Task task = make_task (workload);
  double each[G_N_ELEMENTS (contestants)][N_ROUNDS];

  for (size_t round = 0; round < N_ROUNDS; round++)
    for (size_t c = 0; c < G_N_ELEMENTS (contestants); c++)
      if (takes_part (c, workload))
        each[c][round] = contestants[c].run (&task);

  for (size_t c = 0; c < G_N_ELEMENTS (contestants); c++)
    {
      if (!takes_part (c, workload))
        continue;
      qsort (each[c], N_ROUNDS, sizeof (double), compare_doubles);
      g_print ("RESULT %s %s %.1f ns\n", workload->name, contestants[c].name, each[c][N_ROUNDS / 2]);
    }
  clear_task (&task);
}

static void
measure_growth (void)
{
  for (size_t g = 0; g < G_N_ELEMENTS (growth); g++)
    {
      size_t k = growth[g].k, n_weights = 2 * k * k + k;
      Workload workload = {
        .n_inputs = k,
        .n_layers = 3,
        .n_neurons = { k, k, 1 },
        .activation = GRADUS_ACTIVATION_TANH,
        .has_biases = true,
        .n_samples = 320,
        .batch_size = 32,
        .n_steps = growth[g].n_steps,
      };
      Task task = make_task (&workload);
      double each[N_ROUNDS];

      for (size_t round = 0; round < N_ROUNDS; round++)
        each[round] = run_core (&task);
      qsort (each, N_ROUNDS, sizeof (double), compare_doubles);
      g_print ("RESULT growth-%zu gradus-core %.1f ns\n", n_weights, each[N_ROUNDS / 2]);
      g_print ("RESULT growth-%zu-a-weight gradus-core %.3f ns\n", n_weights, each[N_ROUNDS / 2] / (double) n_weights);
      clear_task (&task);
    }
}

/* With arguments: only the workloads named, of which "growth" is one. */
int
main (int argc, char *argv[])
{
  const GradusKernels *kernels = gradus_kernels_pick ();

  g_print ("Gradus computes for: %s\n", kernels->name);
#ifndef HAVE_FANN
  g_print ("FANN (libfann-dev) is not installed: no comparison with it\n");
#endif
#ifdef HAVE_OPENBLAS
  /* It obeys OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, which a fair run leaves unset. */
  g_print ("OpenBLAS computes for: %s\n", openblas_get_corename ());
#else
  g_print ("OpenBLAS (libopenblas-dev) is not installed: no comparison with it\n");
#endif

  for (size_t w = 0; w < G_N_ELEMENTS (workloads); w++)
    if (argc < 2 || g_strv_contains ((const char *const *) argv + 1, workloads[w].name))
      measure (&workloads[w]);
  if (argc < 2 || g_strv_contains ((const char *const *) argv + 1, "growth"))
    measure_growth ();
  g_free (core_result);
  return 0;
}
