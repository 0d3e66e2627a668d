/* Training: the article's numbers, batches, epochs, the same bits again, and
 * what a run that ends early leaves behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

static size_t
run (GradusTrainer *trainer, GradusState *state, size_t n)
{
  size_t made;
  GradusRunResult result = gradus_trainer_run (trainer, state, n, NULL, 1, NULL, &made);

  g_assert_true (result == GRADUS_RUN_DONE ? made == n : result == GRADUS_RUN_NOT_FINITE);
  return made;
}

static void
test_article (void)
{
  GradusProblem problem = make_article_problem ();
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  GradusState *state = gradus_state_new (&problem, article_weights);
  double losses[1000];
  size_t made;

  assert_near (gradus_trainer_loss (trainer, state), 0.12552571851659558, 1e-12);

  g_assert_cmpuint (run (trainer, state, 1), ==, 1);
  assert_near (state->parameters[0], 0.50242988596920866, 1e-12);
  assert_near (state->parameters[1], 0.30485977193841732, 1e-12);
  assert_near (state->parameters[2], 0.81216208354996190, 1e-12);
  assert_near (gradus_trainer_loss (trainer, state), 0.12375689266190, 1e-12);

  g_assert_cmpint (gradus_trainer_run (trainer, state, 999, losses, 1, NULL, &made), ==, GRADUS_RUN_DONE);
  g_assert_cmpuint (made, ==, 999);
  g_assert_cmpuint (state->steps, ==, 1000);
  assert_near (losses[998], 0.0031184431624350, 1e-12);
  g_assert_cmpfloat (losses[998], ==, gradus_trainer_loss (trainer, state));

  gradus_state_free (state);
  gradus_trainer_free (trainer);
}

/* The trace shows the update that the run then makes, bit for bit. */
static void
test_trace_agrees (void)
{
  for (int i = 0; i < 300; i++)
    {
      RandomProblem r = draw_problem ();
      GradusTrainer *trainer = gradus_trainer_new (&r.problem);
      GradusState *state = gradus_state_new (&r.problem, r.parameters), *before;

      for (int k = 0; k < 8; k++)
        {
          size_t sample = gradus_state_next_sample (&r.problem, state);

          before = gradus_state_copy (state);
          GradusTrace *trace = gradus_trainer_trace (trainer, state, sample, false);
          g_assert_true (gradus_state_equal (before, state));

          if (run (trainer, state, 1) == 1)
            g_assert_cmpmem (trace->updated,
                             state->n_parameters * sizeof (double),
                             state->parameters,
                             state->n_parameters * sizeof (double));
          else
            g_assert_true (gradus_state_equal (before, state));

          g_assert_cmpuint (trace->sample, ==, sample);
          if (trace->batch_size < r.problem.n_samples)
            g_assert_cmpuint (state->order[state->position - trace->batch_size], ==, sample);
          gradus_trace_free (trace);
          gradus_state_free (before);
        }

      gradus_state_free (state);
      gradus_trainer_free (trainer);
      clear_problem (&r);
    }
}

/* A sample alone: its own gradient is what the update uses. */
static void
test_trace_alone (void)
{
  RandomProblem r = draw_problem ();
  r.problem.training = gradus_training_default ();
  GradusTrainer *trainer = gradus_trainer_new (&r.problem);
  GradusState *state = gradus_state_new (&r.problem, r.parameters);
  size_t sample = r.problem.n_samples - 1;
  GradusTrace *trace = gradus_trainer_trace (trainer, state, sample, true);

  g_assert_cmpuint (trace->batch_size, ==, 1);
  g_assert_cmpmem (trace->gradient,
                   state->n_parameters * sizeof (double),
                   trace->step_gradient,
                   state->n_parameters * sizeof (double));
  gradus_trace_free (trace);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
  clear_problem (&r);
}

static void
test_batch_is_sum (void)
{
  for (int i = 0; i < 100; i++)
    {
      RandomProblem r = draw_problem ();
      GradusTraining *training = &r.problem.training;

      training->batch_size = 0;
      training->l1 = training->l2 = 0;
      GradusTrainer *trainer = gradus_trainer_new (&r.problem);
      GradusState *state = gradus_state_new (&r.problem, r.parameters);
      GradusTrace *batch = gradus_trainer_trace (trainer, state, 0, false);
      g_autofree double *sum = g_new0 (double, state->n_parameters);
      double share = training->reduction == GRADUS_REDUCTION_SUM ? 1 : 1 / (double) r.problem.n_samples;

      for (size_t k = 0; k < r.problem.n_samples; k++)
        {
          GradusTrace *one = gradus_trainer_trace (trainer, state, k, true);

          for (size_t p = 0; p < state->n_parameters; p++)
            sum[p] += one->gradient[p];
          gradus_trace_free (one);
        }
      g_assert_cmpuint (batch->batch_size, ==, r.problem.n_samples);
      for (size_t p = 0; p < state->n_parameters; p++)
        assert_near (batch->step_gradient[p], sum[p] * share, 1e-12);

      gradus_trace_free (batch);
      gradus_state_free (state);
      gradus_trainer_free (trainer);
      clear_problem (&r);
    }
}

/* One run, or many short ones on copies: the same bits, and the same losses. */
static void
test_same_bits (void)
{
  for (int i = 0; i < 100; i++)
    {
      RandomProblem r = draw_problem ();
      GradusTrainer *trainer = gradus_trainer_new (&r.problem), *other = gradus_trainer_new (&r.problem);
      GradusState *a = gradus_state_new (&r.problem, r.parameters);
      GradusState *b = gradus_state_new (&r.problem, r.parameters);
      double losses_a[40], losses_b[40];
      size_t made_a, made_b = 0;

      g_assert_true (gradus_state_equal (a, b));
      gradus_trainer_run (trainer, a, 40, losses_a, 3, NULL, &made_a);
      while (made_b < 40)
        {
          GradusState *copy = gradus_state_copy (b);
          size_t made;

          gradus_state_free (b);
          b = copy;
          gradus_trainer_run (other, b, MIN (7, 40 - made_b), losses_b + made_b, 3, NULL, &made);
          if (made == 0)
            break;
          made_b += made;
        }
      g_assert_cmpuint (made_a, ==, made_b);
      g_assert_true (gradus_state_equal (a, b));
      for (size_t k = 0; k < made_a; k++)
        g_assert_true (losses_a[k] == losses_b[k] || (isnan (losses_a[k]) && isnan (losses_b[k])));

      gradus_state_free (a);
      gradus_state_free (b);
      gradus_trainer_free (trainer);
      gradus_trainer_free (other);
      clear_problem (&r);
    }
}

static void
test_losses (void)
{
  const double inputs[] = { 0, 1, 2, 3, 4 }, targets[] = { 1, 3, 5, 7, 9 }, start[] = { 0, 0 };
  GradusShape shape = { .n_inputs = 1, .n_layers = 1 };

  shape.layers[0] = (GradusLayer){ .n_neurons = 1, .has_biases = true, .train_biases = true };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  for (size_t size = 0; size < 6; size++)
    {
      GradusProblem problem = {
        .shape = shape,
        .loss = GRADUS_LOSS_SQUARED_ERROR,
        .training = gradus_training_default (),
        .inputs = inputs,
        .targets = targets,
        .n_samples = 5,
      };
      problem.training.learning_rate = 0.01;
      problem.training.batch_size = size;
      problem.training.shuffle = size % 2 == 0;
      GradusTrainer *trainer = gradus_trainer_new (&problem);
      GradusState *whole = gradus_state_new (&problem, start), *single = gradus_state_copy (whole);
      double losses[9];
      size_t made;

      g_assert_cmpint (gradus_trainer_run (trainer, whole, 9, losses, 2, NULL, &made), ==, GRADUS_RUN_DONE);
      for (size_t k = 0; k < 9; k++)
        {
          run (trainer, single, 1);
          if (size == 0 || size == 5 || single->steps % 2 == 0)
            g_assert_cmpfloat (losses[k], ==, gradus_trainer_loss (trainer, single));
          else
            g_assert_true (isnan (losses[k]));
        }
      g_assert_cmpfloat (gradus_trainer_loss (trainer, single), <, 33);
      gradus_state_free (whole);
      gradus_state_free (single);
      gradus_trainer_free (trainer);
    }
}

/* Each epoch meets each sample once, in batches that do not cross its end. */
static void
test_epochs (void)
{
  double inputs[7], targets[7] = { 0 }, start[] = { 0 };
  GradusShape shape = { .n_inputs = 1, .n_layers = 1, .layers = { { .n_neurons = 1 } } };
  bool differs = false;

  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  for (size_t i = 0; i < 7; i++)
    inputs[i] = (double) i;
  GradusProblem problem = {
    .shape = shape,
    .training = gradus_training_default (),
    .inputs = inputs,
    .targets = targets,
    .n_samples = 7,
  };
  problem.training.batch_size = 3;
  problem.training.shuffle = true;
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  GradusState *state = gradus_state_new (&problem, start);
  size_t last[7] = { 0 };

  for (int epoch = 0; epoch < 20; epoch++)
    {
      static const size_t ends[] = { 3, 6, 7 };
      int seen[7] = { 0 };

      for (int k = 0; k < 3; k++)
        {
          size_t next = gradus_state_next_sample (&problem, state);

          run (trainer, state, 1);
          g_assert_cmpuint (state->position, ==, ends[k]);
          g_assert_cmpuint (state->order[k == 0 ? 0 : ends[k - 1]], ==, next);
        }
      for (size_t i = 0; i < 7; i++)
        seen[state->order[i]]++;
      for (size_t i = 0; i < 7; i++)
        g_assert_cmpint (seen[i], ==, 1);
      differs |= epoch > 0 && memcmp (last, state->order, sizeof last) != 0;
      memcpy (last, state->order, sizeof last);
    }
  g_assert_true (differs);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
}

/* A step that would not be finite changes nothing, whatever the optimiser. */
static void
test_not_finite (void)
{
  const double inputs[] = { 1e200, 1, -1 }, targets[] = { -1, 1, 0 };
  GradusShape shape = { .n_inputs = 1, .n_layers = 1, .layers = { { .n_neurons = 1 } } };

  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  for (int optimizer = 0; optimizer < GRADUS_N_OPTIMIZERS; optimizer++)
    for (int shuffle = 0; shuffle < 2; shuffle++)
      {
        GradusProblem problem = {
          .shape = shape,
          .training = gradus_training_default (),
          .inputs = inputs,
          .targets = targets,
          .n_samples = 3,
        };
        const double start[] = { 1e200 };
        problem.training.optimizer = (GradusOptimizer) optimizer;
        problem.training.shuffle = shuffle;
        problem.training.batch_size = shuffle ? 0 : 1;
        GradusTrainer *trainer = gradus_trainer_new (&problem);
        GradusState *state = gradus_state_new (&problem, start);
        size_t made;

        while (!shuffle && gradus_state_next_sample (&problem, state) != 0)
          g_assert_cmpuint (run (trainer, state, 1), ==, 1);
        if (shuffle) /* at an epoch's end, where dropping the batch takes back the next epoch's order */
          state->position = state->n_samples;
        GradusState *before = gradus_state_copy (state);
        double losses[5];

        g_assert_cmpint (gradus_trainer_run (trainer, state, 5, losses, 1, NULL, &made), ==, GRADUS_RUN_NOT_FINITE);
        g_assert_cmpuint (made, ==, 0);
        g_assert_true (gradus_state_equal (before, state));
        gradus_state_free (before);
        gradus_state_free (state);
        gradus_trainer_free (trainer);
      }
}

static void
test_stop (void)
{
  RandomProblem r = draw_problem ();
  GradusTrainer *trainer = gradus_trainer_new (&r.problem);
  GradusState *state = gradus_state_new (&r.problem, r.parameters);
  GradusState *before = gradus_state_copy (state);
  atomic_bool stop = true;
  size_t made = 99;

  g_assert_cmpint (gradus_trainer_run (trainer, state, 5, NULL, 1, &stop, &made), ==, GRADUS_RUN_STOPPED);
  g_assert_cmpuint (made, ==, 0);
  g_assert_true (gradus_state_equal (before, state));

  /* At an epoch's end too. */
  state->position = state->n_samples;
  gradus_state_assign (before, state);
  g_assert_cmpint (gradus_trainer_run (trainer, state, 5, NULL, 1, &stop, &made), ==, GRADUS_RUN_STOPPED);
  g_assert_true (gradus_state_equal (before, state));

  gradus_state_free (before);
  gradus_state_free (state);
  gradus_trainer_free (trainer);
  clear_problem (&r);
}

typedef struct
{
  GradusTrainer *trainer;
  GradusState *state;
  atomic_bool stop;
  GradusRunResult result;
  size_t made;
} Run;

static gpointer
run_without_end (gpointer data)
{
  Run *r = data;

  r->result = gradus_trainer_run (r->trainer, r->state, SIZE_MAX, NULL, 1, &r->stop, &r->made);
  return NULL;
}

/* Stopped from another thread: as if exactly the steps that were made had been
 * asked for. Large batches are mostly caught half way. */
static void
stop_from_outside (const GradusProblem *problem, const double parameters[])
{
  Run r = { gradus_trainer_new (problem), gradus_state_new (problem, parameters), false, GRADUS_RUN_DONE, 0 };
  GradusState *twin = gradus_state_copy (r.state);
  GThread *thread = g_thread_new ("training", run_without_end, &r);

  g_usleep ((gulong) g_test_rand_int_range (500, 3000));
  atomic_store (&r.stop, true);
  g_thread_join (thread);
  g_assert_cmpint (r.result, ==, GRADUS_RUN_STOPPED);
  g_assert_cmpuint (run (r.trainer, twin, r.made), ==, r.made);
  g_assert_true (gradus_state_equal (r.state, twin));

  gradus_state_free (twin);
  gradus_state_free (r.state);
  gradus_trainer_free (r.trainer);
}

static void
test_stop_from_outside (void)
{
  const size_t n_samples = 2000;
  g_autofree double *inputs = draw_values (2 * n_samples, -1, 1), *targets = draw_values (n_samples, 0, 1);
  GradusProblem problem = make_article_problem ();

  stop_from_outside (&problem, article_weights);

  problem.inputs = inputs;
  problem.targets = targets;
  problem.n_samples = n_samples;
  problem.training.batch_size = 0;
  problem.training.shuffle = true;
  for (int i = 0; i < 10; i++)
    stop_from_outside (&problem, article_weights);
}

/* After any order of three samples, all of them come up equally often. */
static void
test_shuffle_is_fair (void)
{
  const double inputs[] = { 0, 1, 2 }, targets[] = { 0, 0, 0 }, start[] = { 0 };
  GradusShape shape = { .n_inputs = 1, .n_layers = 1, .layers = { { .n_neurons = 1 } } };
  int counts[9][9] = { 0 }; /* an order by its first two samples, after another */

  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  GradusProblem problem = {
    .shape = shape,
    .training = gradus_training_default (),
    .inputs = inputs,
    .targets = targets,
    .n_samples = 3,
  };
  problem.training.batch_size = 0;
  problem.training.shuffle = true;
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  GradusState *state = gradus_state_new (&problem, start);

  for (int epoch = 0; epoch < 72000; epoch++)
    {
      size_t last = 3 * state->order[0] + state->order[1];

      state->position = state->n_samples;
      run (trainer, state, 1);
      counts[last][3 * state->order[0] + state->order[1]]++;
    }
  for (int i = 0; i < 9; i++)
    for (int k = 0; k < 9; k++)
      {
        if (i % 4 == 0 || k % 4 == 0) /* the same sample twice */
          g_assert_cmpint (counts[i][k], ==, 0);
        else
          assert_near (counts[i][k], 2000, 0.1);
      }
  gradus_state_free (state);
  gradus_trainer_free (trainer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/article", test_article);
  g_test_add_func ("/trainer/trace-agrees", test_trace_agrees);
  g_test_add_func ("/trainer/trace-alone", test_trace_alone);
  g_test_add_func ("/trainer/batch-is-sum", test_batch_is_sum);
  g_test_add_func ("/trainer/same-bits", test_same_bits);
  g_test_add_func ("/trainer/losses", test_losses);
  g_test_add_func ("/trainer/epochs", test_epochs);
  g_test_add_func ("/trainer/shuffle-is-fair", test_shuffle_is_fair);
  g_test_add_func ("/trainer/not-finite", test_not_finite);
  g_test_add_func ("/trainer/stop", test_stop);
  g_test_add_func ("/trainer/stop-from-outside", test_stop_from_outside);
  return g_test_run ();
}
