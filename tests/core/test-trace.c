/* Traces: the article's numbers, the chain rule in every trace, and the shapes
 * that are refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

static GradusTrace *
trace_article (double learning_rate)
{
  double parameters[3];
  GradusNetwork network = { .shape = make_article_shape (), .parameters = parameters };

  memcpy (parameters, article_weights, sizeof parameters);
  return gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, learning_rate);
}

static void
test_article (void)
{
  GradusTrace *trace = trace_article (0.1);

  assert_near (trace->z[0], 1.1, 1e-12);
  assert_near (trace->a[0], 0.7502601055951177, 1e-12);
  assert_near (trace->z[1], 0.6002080844760942, 1e-12);
  assert_near (trace->a[1], 0.6457039112315864, 1e-12);
  assert_near (trace->loss, 0.12552571851659558, 1e-12);
  assert_near (trace->dL_da[1], -0.7085921775368271, 1e-12);
  assert_near (trace->dL_dz[1], -0.1621048948126419, 1e-12);
  assert_near (trace->updated[0], 0.50242988596920866, 1e-12);
  assert_near (trace->updated[1], 0.30485977193841732, 1e-12);
  assert_near (trace->updated[2], 0.81216208354996190, 1e-12);
  g_assert_false (trace->fused);
  g_assert_cmpuint (trace->batch_size, ==, 1);

  GradusTrace *copy = gradus_trace_copy (trace);

  g_assert_cmpfloat (copy->loss, ==, trace->loss);
  g_assert_cmpuint (copy->batch_size, ==, 1);
  g_assert_cmpmem (copy->inputs, 2 * sizeof (double), trace->inputs, 2 * sizeof (double));
  g_assert_cmpmem (copy->updated, 3 * sizeof (double), trace->updated, 3 * sizeof (double));
  g_assert_true (copy->updated != trace->updated);
  gradus_trace_free (copy);
  g_assert_true (gradus_trace_is_finite (trace));
  gradus_trace_free (trace);
}

/* What a trace claims to be the product of two numbers is that, exactly. */
static void
test_products (void)
{
  for (int i = 0; i < 200; i++)
    {
      RandomProblem r = draw_problem ();
      const GradusShape *shape = &r.problem.shape;
      GradusNetwork network = { .shape = *shape, .parameters = r.parameters, .frozen = r.frozen };
      GradusTrace *trace = gradus_trace_new (&network, r.problem.loss, r.inputs, r.targets, 0.25);
      g_autofree double *outputs = g_new (double, shape->n_outputs);
      double loss = gradus_network_evaluate (&network, r.problem.loss, r.inputs, r.targets, outputs);

      g_assert_cmpfloat (loss, ==, trace->loss);
      for (size_t k = 0; k < shape->n_outputs; k++)
        g_assert_cmpfloat (outputs[k], ==, trace->a[shape->n_neurons - shape->n_outputs + k]);
      g_assert_true (isnan (gradus_network_evaluate (&network, r.problem.loss, r.inputs, NULL, outputs)));

      for (size_t p = 0; p < shape->n_parameters; p++)
        {
          GradusParameter parameter = gradus_shape_parameter (shape, p);
          size_t to = gradus_shape_neuron (shape, parameter.layer, parameter.to);
          double from = 1;

          if (!parameter.is_bias)
            from = parameter.layer == 0 ? trace->inputs[parameter.from]
                                        : trace->a[gradus_shape_neuron (shape, parameter.layer - 1, parameter.from)];
          g_assert_cmpfloat (trace->gradient[p], ==, trace->dL_dz[to] * from);
          g_assert_cmpfloat (trace->updated[p],
                             ==,
                             gradus_network_trains (&network, p) ? r.parameters[p] - 0.25 * trace->gradient[p]
                                                                 : r.parameters[p]);
        }

      size_t n_chained = shape->n_neurons - (trace->fused ? shape->n_outputs : 0);

      for (size_t n = 0; n < n_chained; n++)
        g_assert_cmpfloat (trace->dL_dz[n], ==, trace->dL_da[n] * trace->slope[n]);

      gradus_trace_free (trace);
      clear_problem (&r);
    }
}

/* Where nothing overflows, the fused delta is the product of the textbook factors. */
static void
test_fused (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 1 };
  double parameters[] = { 0.3, -0.4, 0.2, 0.7 }, inputs[] = { 1, 2 }, targets[] = { 0.25, 0.5 };

  shape.layers[0] = (GradusLayer){ .n_neurons = 2, .activation = GRADUS_ACTIVATION_SIGMOID };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  GradusNetwork network = { .shape = shape, .parameters = parameters };
  GradusTrace *trace = gradus_trace_new (&network, GRADUS_LOSS_BINARY_CROSS_ENTROPY, inputs, targets, 0.1);

  g_assert_true (trace->fused);
  for (size_t k = 0; k < 2; k++)
    assert_near (trace->dL_dz[k], trace->dL_da[k] * trace->slope[k], 1e-15);
  gradus_trace_free (trace);
}

static void
test_not_finite (void)
{
  double parameters[3] = { 0.5, 0.3, INFINITY };
  GradusNetwork network = { .shape = make_article_shape (), .parameters = parameters };
  GradusTrace *trace = gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, 0.1);

  g_assert_false (gradus_trace_is_finite (trace));
  gradus_trace_free (trace);
}

static void
test_networks (void)
{
  GradusShape shape = make_article_shape ();
  GradusNetwork *network = gradus_network_new (&shape), *copy;

  for (size_t i = 0; i < 3; i++)
    g_assert_cmpfloat (network->parameters[i], ==, 0);
  memcpy (network->parameters, article_weights, sizeof article_weights);
  copy = gradus_network_copy (network);
  network->parameters[0] = 9;
  g_assert_cmpfloat (copy->parameters[0], ==, 0.5);
  g_assert_null (copy->frozen);
  g_assert_true (gradus_network_trains (copy, 1));
  gradus_network_free (copy);

  network->frozen = calloc (3, 1);
  network->frozen[1] = 1;
  copy = gradus_network_copy (network);
  g_assert_false (gradus_network_trains (copy, 1));
  g_assert_true (gradus_network_trains (copy, 2));
  gradus_network_free (copy);
  gradus_network_free (network);
  gradus_network_free (NULL);
}

static void
test_rejected_shapes (void)
{
  static const struct
  {
    size_t n_inputs, n_layers, n_neurons;
    bool softmax_inside;
    GradusShapeError error;
  } cases[] = {
    { 2, 2, 3, false, GRADUS_SHAPE_OK },
    { 0, 2, 3, false, GRADUS_SHAPE_NO_INPUTS },
    { GRADUS_MAX_NEURONS + 1, 2, 3, false, GRADUS_SHAPE_NO_INPUTS },
    { 2, 0, 3, false, GRADUS_SHAPE_BAD_LAYER_COUNT },
    { 2, GRADUS_MAX_LAYERS + 1, 3, false, GRADUS_SHAPE_BAD_LAYER_COUNT },
    { 2, 2, 0, false, GRADUS_SHAPE_BAD_LAYER },
    { 2, 2, GRADUS_MAX_NEURONS + 1, false, GRADUS_SHAPE_BAD_LAYER },
    { 2, 2, 3, true, GRADUS_SHAPE_SOFTMAX_INSIDE },
    { GRADUS_MAX_NEURONS, GRADUS_MAX_LAYERS, GRADUS_MAX_NEURONS, false, GRADUS_SHAPE_OK },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GradusShape shape = { .n_inputs = cases[i].n_inputs, .n_layers = cases[i].n_layers };

      for (size_t l = 0; l < MIN (shape.n_layers, GRADUS_MAX_LAYERS); l++)
        shape.layers[l].n_neurons = cases[i].n_neurons;
      if (cases[i].softmax_inside)
        shape.layers[0].activation = GRADUS_ACTIVATION_SOFTMAX;
      g_assert_cmpint (gradus_shape_init (&shape), ==, cases[i].error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/article", test_article);
  g_test_add_func ("/trace/products", test_products);
  g_test_add_func ("/trace/fused", test_fused);
  g_test_add_func ("/trace/not-finite", test_not_finite);
  g_test_add_func ("/network/copies", test_networks);
  g_test_add_func ("/shape/rejected", test_rejected_shapes);
  return g_test_run ();
}
