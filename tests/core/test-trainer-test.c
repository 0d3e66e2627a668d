/* The loss of the test rows, measured while training.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

/* Measuring the test rows changes no bit of the training, and the numbers are those of a
 * trainer that has the test rows as its samples. */
static void
test_test_rows (void)
{
  for (int i = 0; i < 100; i++)
    {
      RandomProblem r = draw_problem ();
      GradusProblem tested = r.problem, as_samples = r.problem;
      size_t n_test = (size_t) g_test_rand_int_range (1, 200);
      g_autofree double *inputs = draw_values (n_test * r.problem.shape.n_inputs, -2, 2);
      g_autofree double *targets = draw_values (n_test * r.problem.shape.n_outputs, 0, 1);
      double losses[30], other_losses[30], test_losses[30];
      size_t least = (size_t) g_test_rand_int_range (0, 5), made, other_made;
      GradusRhythm rhythm = { least, least * 4 };

      tested.test_inputs = as_samples.inputs = inputs;
      tested.test_targets = as_samples.targets = targets;
      tested.n_test = as_samples.n_samples = n_test;

      GradusTrainer *trainer = gradus_trainer_new (&tested), *other = gradus_trainer_new (&r.problem);
      GradusTrainer *measuring = gradus_trainer_new (&as_samples);
      GradusState *a = gradus_state_new (&r.problem, r.parameters), *b = gradus_state_copy (a);

      g_assert_true (isnan (gradus_trainer_test_loss (other, b)));
      gradus_trainer_run_measured (trainer, a, 30, losses, 2, test_losses, rhythm, NULL, &made);
      for (other_made = 0; other_made < made; other_made++)
        {
          size_t one;

          gradus_trainer_run (other, b, 1, other_losses + other_made, 2, NULL, &one);
          if (gradus_rhythm_has (rhythm, b->steps))
            {
              assert_near (test_losses[other_made], gradus_trainer_loss (measuring, b), 1e-12);
              g_assert_true (test_losses[other_made] == gradus_trainer_test_loss (trainer, b));
            }
          else
            g_assert_true (isnan (test_losses[other_made]));
        }
      g_assert_true (gradus_state_equal (a, b));
      for (size_t k = 0; k < made; k++)
        g_assert_true (losses[k] == other_losses[k] || (isnan (losses[k]) && isnan (other_losses[k])));

      gradus_state_free (a);
      gradus_state_free (b);
      gradus_trainer_free (trainer);
      gradus_trainer_free (other);
      gradus_trainer_free (measuring);
      clear_problem (&r);
    }
}

/* Beginning with the losses' rhythm, the rarer the more test rows there are, and never without any. */
static void
test_rhythm (void)
{
  GradusProblem problem = make_article_problem ();
  size_t before = 0;

  g_assert_cmpuint (gradus_trainer_get_test_rhythm (&problem, 1).least, ==, 0);
  g_assert_false (gradus_rhythm_has (gradus_trainer_get_test_rhythm (&problem, 1), 0));
  problem.n_samples = 1000;
  problem.training.batch_size = 8;
  for (problem.n_test = 1; problem.n_test < 100000; problem.n_test *= 10)
    {
      GradusRhythm rhythm = gradus_trainer_get_test_rhythm (&problem, 7);

      g_assert_cmpuint (rhythm.least, ==, 7);
      g_assert_cmpuint (rhythm.most % 7, ==, 0);
      g_assert_cmpuint (rhythm.most, >=, before);
      g_assert_cmpuint (rhythm.most * 8 * 3, >=, 25 * problem.n_test);
      before = rhythm.most;
    }
  problem.training.batch_size = 0;
  problem.n_test = 1;
  g_assert_cmpuint (gradus_trainer_get_test_rhythm (&problem, 1).most, ==, 1);
  g_assert_cmpuint (gradus_trainer_get_test_rhythm (&problem, 0).most, ==, 0);
}

/* At first all that is asked for, later never two at less than a hundredth of the way, in the end always the same. */
static void
test_rhythm_thins_out (void)
{
  const GradusRhythm rhythm = { 3, 48 };
  uint64_t last = 0;

  for (uint64_t step = 1; step < 10000; step++)
    {
      if (!gradus_rhythm_has (rhythm, step))
        continue;
      if (step < 192)
        g_assert_cmpuint (step - last, ==, 3);
      else
        g_assert_cmpuint ((step - last) * 100, >=, MIN (step, 4800));
      if (step > 4000)
        g_assert_cmpuint (step - last, ==, 48);
      last = step;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer-test/rows", test_test_rows);
  g_test_add_func ("/trainer-test/rhythm", test_rhythm);
  g_test_add_func ("/trainer-test/rhythm-thins-out", test_rhythm_thins_out);
  return g_test_run ();
}
