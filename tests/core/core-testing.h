/* What the tests of the core share: the article's network, and random problems
 * out of GLib's test generator, whose seed every test program prints.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-trainer.h"

/* `a` within `tolerance` of `b`, relative to the larger of |b| and 1. */
#define assert_near(a, b, tolerance)                                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    double near_a = (a), near_b = (b);                                                                                 \
    if (!(fabs (near_a - near_b) <= (tolerance) *fmax (1, fabs (near_b))))                                             \
      g_error ("%s:%d: %s is %.17g, not %.17g", __FILE__, __LINE__, #a, near_a, near_b);                               \
  }                                                                                                                    \
  G_STMT_END

static const double article_inputs[] = { 1, 2 };
static const double article_targets[] = { 1 };
static const double article_weights[] = { 0.5, 0.3, 0.8 };

G_GNUC_UNUSED static GradusShape
make_article_shape (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };

  for (size_t l = 0; l < 2; l++)
    shape.layers[l] = (GradusLayer){ .n_neurons = 1, .activation = GRADUS_ACTIVATION_SIGMOID };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

G_GNUC_UNUSED static GradusProblem
make_article_problem (void)
{
  return (GradusProblem){
    .shape = make_article_shape (),
    .loss = GRADUS_LOSS_SQUARED_ERROR,
    .training = gradus_training_default (),
    .inputs = article_inputs,
    .targets = article_targets,
    .n_samples = 1,
  };
}

G_GNUC_UNUSED static double *
draw_values (size_t n, double from, double to)
{
  double *values = g_new (double, n);

  for (size_t i = 0; i < n; i++)
    values[i] = g_test_rand_double_range (from, to);
  return values;
}

/* Up to four layers of up to six neurons, an activation a layer; the last one goes with `loss`. */
G_GNUC_UNUSED static GradusShape
draw_shape (GradusLoss loss)
{
  GradusShape shape = { 0 };

  shape.n_inputs = (size_t) g_test_rand_int_range (1, 6);
  shape.n_layers = (size_t) g_test_rand_int_range (1, 5);
  for (size_t l = 0; l < shape.n_layers; l++)
    {
      shape.layers[l].n_neurons = (size_t) g_test_rand_int_range (1, 7);
      shape.layers[l].activation = (GradusActivation) g_test_rand_int_range (0, GRADUS_ACTIVATION_SOFTMAX);
      shape.layers[l].leak = GRADUS_DEFAULT_LEAK;
      shape.layers[l].has_biases = g_test_rand_bit ();
      shape.layers[l].train_biases = g_test_rand_int_range (0, 4) > 0;
    }
  if (loss == GRADUS_LOSS_CROSS_ENTROPY)
    shape.layers[shape.n_layers - 1].activation = GRADUS_ACTIVATION_SOFTMAX;
  if (loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY)
    shape.layers[shape.n_layers - 1].activation = GRADUS_ACTIVATION_SIGMOID;
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

/* A problem with everything drawn, and the parameters to start from. */
typedef struct
{
  GradusProblem problem;
  double *parameters;
  double *inputs;
  double *targets;
  unsigned char *frozen;
} RandomProblem;

G_GNUC_UNUSED static RandomProblem
draw_problem (void)
{
  RandomProblem r = { 0 };
  GradusProblem *p = &r.problem;

  p->loss = (GradusLoss) g_test_rand_int_range (0, GRADUS_N_LOSSES);
  p->shape = draw_shape (p->loss);
  p->n_samples = (size_t) g_test_rand_int_range (1, 12);
  p->training = gradus_training_default ();
  p->training.optimizer = (GradusOptimizer) g_test_rand_int_range (0, GRADUS_N_OPTIMIZERS);
  p->training.learning_rate = 0.01;
  p->training.batch_size = (size_t) g_test_rand_int_range (0, 14);
  p->training.reduction = g_test_rand_bit () ? GRADUS_REDUCTION_MEAN : GRADUS_REDUCTION_SUM;
  p->training.shuffle = g_test_rand_bit ();
  p->training.seed = (uint64_t) g_test_rand_int_range (0, 1000);
  p->training.weight_decay = 0.01;
  p->training.l1 = g_test_rand_bit () ? 0.001 : 0;
  p->training.l2 = g_test_rand_bit () ? 0.002 : 0;

  r.inputs = draw_values (p->n_samples * p->shape.n_inputs, -2, 2);
  r.targets = draw_values (p->n_samples * p->shape.n_outputs, 0, 1);
  r.parameters = draw_values (p->shape.n_parameters, -1, 1);
  if (g_test_rand_bit ())
    {
      r.frozen = g_new0 (unsigned char, p->shape.n_parameters);
      for (size_t i = 0; i < p->shape.n_parameters; i++)
        r.frozen[i] = g_test_rand_int_range (0, 4) == 0;
    }

  p->inputs = r.inputs;
  p->targets = r.targets;
  p->frozen = r.frozen;
  return r;
}

G_GNUC_UNUSED static void
clear_problem (RandomProblem *r)
{
  g_free (r->parameters);
  g_free (r->inputs);
  g_free (r->targets);
  g_free (r->frozen);
}
