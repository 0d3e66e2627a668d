/* Sums over paths: against every path walked one by one, against the backward
 * pass, and the forward mode by which the rest is summed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-dual.h"
#include "core/gradus-paths.h"
#include "core/gradus-sigmoid.h"

static GradusTrace *
trace_problem (const RandomProblem *r)
{
  GradusNetwork network = { .shape = r->problem.shape, .parameters = r->parameters, .frozen = r->frozen };

  return gradus_trace_new (&network, r->problem.loss, r->inputs, r->targets, 0.25);
}

/* Walks on from the z of a neuron; `product` is what came before. */
static void
walk (const GradusTrace *trace, size_t layer, size_t neuron, double product, GArray *products)
{
  const GradusShape *shape = &trace->shape;
  size_t index = gradus_shape_neuron (shape, layer, neuron);

  if (layer + 1 == shape->n_layers)
    {
      product *= trace->fused ? trace->dL_dz[index] : trace->slope[index] * trace->dL_da[index];
      g_array_append_val (products, product);
      return;
    }
  for (size_t i = 0; i < shape->layers[layer + 1].n_neurons; i++)
    walk (trace,
          layer + 1,
          i,
          product * trace->slope[index] * trace->parameters[gradus_shape_weight (shape, layer + 1, i, neuron)],
          products);
}

static GArray *
walk_all (const GradusTrace *trace, GradusPart source)
{
  const GradusShape *shape = &trace->shape;
  GArray *products = g_array_new (FALSE, FALSE, sizeof (double));
  double before = 1;

  if (source.kind == GRADUS_PART_INPUT)
    for (size_t i = 0; i < shape->layers[0].n_neurons; i++)
      walk (trace, 0, i, trace->parameters[gradus_shape_weight (shape, 0, i, source.neuron)], products);
  else
    {
      if (source.kind == GRADUS_PART_WEIGHT)
        before = source.layer == 0 ? trace->inputs[source.from]
                                   : trace->a[gradus_shape_neuron (shape, source.layer - 1, source.from)];
      walk (trace, source.layer, source.neuron, before, products);
    }
  return products;
}

static int
compare_sizes (const void *a, const void *b)
{
  double x = fabs (*(const double *) a), y = fabs (*(const double *) b);

  return (x < y) - (x > y);
}

static GradusPart
draw_source (const GradusShape *shape)
{
  GradusPart part = { .kind = GRADUS_PART_INPUT };

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      part.neuron = (size_t) g_test_rand_int_range (0, (gint32) shape->n_inputs);
      return part;
    case 1:
      part.kind = GRADUS_PART_NEURON;
      part.layer = (size_t) g_test_rand_int_range (0, (gint32) shape->n_layers);
      part.neuron = (size_t) g_test_rand_int_range (0, (gint32) shape->layers[part.layer].n_neurons);
      return part;
    default:
      return gradus_part_from_parameter (shape, (size_t) g_test_rand_int_range (0, (gint32) shape->n_parameters));
    }
}

/* What the list claims of each path: its factors are the trace's, its parts hang together. */
static void
check_path (const GradusTrace *trace, const GradusPaths *paths, const GradusPath *path)
{
  GradusFactor factors[GRADUS_MAX_PATH_FACTORS];
  GradusPart parts[GRADUS_MAX_PATH_PARTS];
  size_t n = gradus_path_factors (trace, paths->source, path, factors);
  size_t n_parts = gradus_path_parts (&trace->shape, paths->source, path, parts);
  double product = factors[0].value;

  g_assert_cmpuint (n, <=, GRADUS_MAX_PATH_FACTORS);
  g_assert_cmpuint (n_parts, <=, GRADUS_MAX_PATH_PARTS);
  for (size_t i = 1; i < n; i++)
    product *= factors[i].value;
  g_assert_cmpfloat (product, ==, path->product);

  g_assert_true (gradus_part_equal (parts[0], paths->source));
  g_assert_cmpint (parts[n_parts - 1].kind, ==, GRADUS_PART_LOSS);
  for (size_t i = 0; i < n_parts; i++)
    {
      g_assert_true (gradus_part_valid (&trace->shape, parts[i]));
      if (i > 0 && parts[i].kind == GRADUS_PART_NEURON)
        g_assert_cmpuint (parts[i].neuron, ==, parts[i - 1].neuron);
      if (i > 0 && parts[i].kind == GRADUS_PART_WEIGHT)
        g_assert_cmpuint (parts[i].from, ==, parts[i - 1].neuron);
    }
}

static void
check_source (const GradusTrace *trace, GradusPart source, size_t most)
{
  GradusPaths *paths = gradus_paths_new (trace, source, most);
  g_autoptr (GArray) products = walk_all (trace, source);
  double shown = 0, rest = 0;

  g_assert_true (paths->finite);
  g_assert_cmpuint (paths->n_paths, ==, products->len);
  g_assert_cmpfloat (paths->n_paths_about, ==, products->len);
  g_assert_cmpuint (paths->n_shown, ==, MIN (most, products->len));

  g_array_sort (products, compare_sizes);
  for (guint i = 0; i < products->len; i++)
    if (i < paths->n_shown)
      {
        double size = fabs (g_array_index (products, double, i));

        g_assert_cmpfloat (fabs (fabs (paths->shown[i].product) - size), <=, 1e-12 * size);
        check_path (trace, paths, &paths->shown[i]);
        for (size_t j = 0; j < i; j++)
          g_assert_cmpint (
              memcmp (paths->shown[i].neurons, paths->shown[j].neurons, sizeof paths->shown[i].neurons), !=, 0);
        shown += paths->shown[i].product;
      }
  g_assert_cmpfloat (shown, ==, paths->shown_sum);

  /* What is left of all of them, one by one. */
  for (guint i = 0; i < products->len; i++)
    rest += g_array_index (products, double, i);
  assert_near (paths->rest, rest - shown, 1e-12);
  assert_near (paths->sum, paths->gradient, 1e-12);
  g_assert_cmpfloat (paths->sum, ==, paths->shown_sum + paths->rest);
  g_assert_cmpfloat (paths->difference, ==, paths->sum - paths->gradient);
  if (paths->n_shown == paths->n_paths)
    g_assert_cmpfloat (paths->rest, ==, 0);
  assert_near (gradus_paths_sum_others (trace, source, NULL, 0), paths->gradient, 1e-12);
  gradus_paths_free (paths);
}

static void
test_every_path (void)
{
  static const size_t most[] = { 0, 1, 2, 9, GRADUS_MAX_PATHS };

  for (int i = 0; i < 400; i++)
    {
      RandomProblem r = draw_problem ();
      GradusTrace *trace = trace_problem (&r);

      check_source (trace, draw_source (&r.problem.shape), most[(size_t) i % G_N_ELEMENTS (most)]);
      gradus_trace_free (trace);
      clear_problem (&r);
    }
}

/* The article's network has one path a weight; it is the chain rule's product. */
static void
test_article (void)
{
  double parameters[3];
  GradusNetwork network = { .shape = make_article_shape (), .parameters = parameters };

  memcpy (parameters, article_weights, sizeof parameters);
  GradusTrace *trace = gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, 0.1);
  GradusPaths *paths = gradus_paths_new (trace, (GradusPart){ .kind = GRADUS_PART_WEIGHT, .layer = 0, .from = 0 }, 9);
  GradusFactor factors[GRADUS_MAX_PATH_FACTORS];

  g_assert_cmpuint (paths->n_paths, ==, 1);
  g_assert_cmpfloat (paths->rest, ==, 0);
  assert_near (paths->shown[0].product, -0.024298859692087, 1e-12);
  g_assert_cmpuint (gradus_path_factors (trace, paths->source, &paths->shown[0], factors), ==, 5);
  g_assert_cmpint (factors[0].kind, ==, GRADUS_FACTOR_DL_DA);
  g_assert_cmpint (factors[2].kind, ==, GRADUS_FACTOR_WEIGHT);
  g_assert_cmpfloat (factors[2].value, ==, 0.8);
  g_assert_cmpint (factors[4].kind, ==, GRADUS_FACTOR_BEFORE);
  g_assert_cmpfloat (factors[4].value, ==, 1);
  gradus_paths_free (paths);

  paths = gradus_paths_new (trace, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = 1 }, 9);
  assert_near (paths->gradient, 0.3 * trace->dL_dz[0], 1e-15);
  gradus_paths_free (paths);
  g_assert_false (gradus_paths_have_source (&network.shape, (GradusPart){ .kind = GRADUS_PART_LOSS }));
  g_assert_false (gradus_paths_have_source (&network.shape, (GradusPart){ .kind = GRADUS_PART_BIAS }));
  g_assert_true (gradus_paths_have_source (&network.shape, (GradusPart){ .kind = GRADUS_PART_NEURON }));
  gradus_trace_free (trace);
}

/* A mistake in the backward pass cannot hide: the forward mode knows nothing of it. */
static void
test_independence (void)
{
  RandomProblem r = draw_problem ();
  GradusTrace *trace = trace_problem (&r);
  GradusPart source = draw_source (&r.problem.shape);
  double right = gradus_paths_sum_others (trace, source, NULL, 0);

  for (size_t i = 0; i < r.problem.shape.n_neurons; i++)
    {
      trace->z[i] = trace->a[i] = 5;
      trace->dL_da[i] = trace->slope[i] = trace->dL_dz[i] = 7;
    }
  for (size_t p = 0; p < r.problem.shape.n_parameters; p++)
    trace->gradient[p] = 17;
  g_assert_cmpfloat (gradus_paths_sum_others (trace, source, NULL, 0), ==, right);
  gradus_trace_free (trace);
  clear_problem (&r);
}

/* As large as a network can be: it counts as far as numbers go, and comes to an end. */
static void
test_largest (void)
{
  GradusShape shape = { .n_inputs = GRADUS_MAX_NEURONS, .n_layers = GRADUS_MAX_LAYERS };

  for (size_t l = 0; l < GRADUS_MAX_LAYERS; l++)
    shape.layers[l] =
        (GradusLayer){ .n_neurons = l % 2 == 0 ? GRADUS_MAX_NEURONS : 64, .activation = GRADUS_ACTIVATION_RELU };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  GradusNetwork network = { .shape = shape, .parameters = draw_values (shape.n_parameters, -0.1, 0.1) };
  g_autofree double *inputs = draw_values (shape.n_inputs, -1, 1);
  g_autofree double *targets = draw_values (shape.n_outputs, 0, 1);
  GradusTrace *trace = gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, inputs, targets, 0.1);
  GradusPart source = { .kind = GRADUS_PART_INPUT, .neuron = 3 };
  GradusPaths *paths = gradus_paths_new (trace, source, GRADUS_MAX_PATHS);

  g_assert_cmpuint (paths->n_paths, ==, UINT64_MAX);
  g_assert_cmpfloat (paths->n_paths_about, ==, pow (2, 96));
  g_assert_cmpuint (paths->n_shown, ==, GRADUS_MAX_PATHS);
  for (size_t i = 1; i < paths->n_shown; i++)
    g_assert_cmpfloat (fabs (paths->shown[i].product), <=, fabs (paths->shown[i - 1].product));
  assert_near (paths->shown_sum + paths->rest, paths->gradient, 1e-12);
  gradus_paths_free (paths);
  gradus_trace_free (trace);
  g_free (network.parameters);
}

static void
test_not_finite (void)
{
  double parameters[3] = { 0.5, 0.3, INFINITY };
  GradusNetwork network = { .shape = make_article_shape (), .parameters = parameters };
  GradusTrace *trace = gradus_trace_new (&network, GRADUS_LOSS_SQUARED_ERROR, article_inputs, article_targets, 0.1);
  GradusPaths *paths = gradus_paths_new (trace, gradus_part_from_parameter (&network.shape, 0), 9);

  g_assert_false (paths->finite);
  g_assert_cmpuint (paths->n_paths, ==, 1);
  g_assert_cmpuint (paths->n_shown, ==, 0);
  gradus_paths_free (paths);
  gradus_trace_free (trace);
}

/* Dual numbers agree with the functions' own derivatives, far out too. */
static void
test_duals (void)
{
  static const double points[] = { -800, -40, -3, -1, -1e-3, 0, 1e-3, 1, 3, 40, 800 };

  for (int f = 0; f < GRADUS_ACTIVATION_SOFTMAX; f++)
    for (size_t i = 0; i < G_N_ELEMENTS (points); i++)
      {
        double a = gradus_activation_value ((GradusActivation) f, 0.01, points[i]);
        GradusDual dual = gradus_dual_activation ((GradusActivation) f, 0.01, (GradusDual){ points[i], 2 });

        assert_near (dual.value, a, 1e-15);
        assert_near (dual.dot, 2 * gradus_activation_slope ((GradusActivation) f, 0.01, points[i], a), 1e-14);
      }

  for (int f = 0; f < GRADUS_N_LOSSES; f++)
    for (size_t i = 0; i < G_N_ELEMENTS (points); i++)
      {
        bool fused = gradus_loss_is_fused ((GradusLoss) f);
        double y[] = { 0.25, 0.5 }, z[] = { points[i], 0.5 }, a[2], slope[2];
        GradusDual dual_z[] = { { z[0], 1 }, { z[1], -3 } }, dual_a[2];

        for (size_t k = 0; k < 2; k++)
          {
            a[k] = f == GRADUS_LOSS_BINARY_CROSS_ENTROPY ? gradus_sigmoid (z[k]) : z[k];
            dual_a[k] = dual_z[k];
          }
        if (f == GRADUS_LOSS_CROSS_ENTROPY)
          gradus_softmax (2, z, a);
        if (fused)
          gradus_loss_fused_delta ((GradusLoss) f, 2, y, a, slope);
        else
          gradus_loss_slope ((GradusLoss) f, 2, y, a, slope);

        GradusDual loss = gradus_dual_loss ((GradusLoss) f, 2, y, dual_z, dual_a);

        assert_near (loss.value, gradus_loss_value ((GradusLoss) f, 2, y, a, z), 1e-15);
        assert_near (loss.dot, slope[0] - 3 * slope[1], 1e-14);
      }
}

static void
test_cost (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };
  GradusPathCost cost;

  /* 2 - 3 - 1 with biases: 9 paths from the hidden layer's 6 weights and 3 biases, 4 from the output's. */
  shape.layers[0] = (GradusLayer){ .n_neurons = 3, .has_biases = true };
  shape.layers[1] = (GradusLayer){ .n_neurons = 1, .has_biases = true };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  cost = gradus_path_cost (&shape);
  g_assert_cmpfloat (cost.n_paths, ==, 9 + 4);
  g_assert_cmpfloat (cost.by_paths, ==, 6 * 4 + 3 * 3 + 3 * 2 + 1);
  g_assert_cmpfloat (cost.by_backpropagation, ==, (1 + 3 + 3) + (3 + 6));

  GradusPathCost same = gradus_path_cost_of (&shape, 2, 3);
  g_assert_cmpfloat (same.by_paths, ==, cost.by_paths);
  g_assert_cmpfloat (same.by_backpropagation, ==, cost.by_backpropagation);
  g_assert_cmpfloat (gradus_path_cost_of (&shape, 8, 16).by_paths, >, 1e9);
  g_assert_cmpfloat (gradus_path_cost_of (&shape, 8, 16).by_backpropagation, <, 4000);
  g_assert_cmpfloat (gradus_path_cost_of (&shape, 1, 16).n_paths, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paths/every-path", test_every_path);
  g_test_add_func ("/paths/article", test_article);
  g_test_add_func ("/paths/independence", test_independence);
  g_test_add_func ("/paths/largest", test_largest);
  g_test_add_func ("/paths/not-finite", test_not_finite);
  g_test_add_func ("/paths/duals", test_duals);
  g_test_add_func ("/paths/cost", test_cost);
  return g_test_run ();
}
