/* The values over a grid and the classes, against the single trace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-field.h"

static double
trace_neuron (const RandomProblem *r, const double inputs[], size_t layer, size_t neuron)
{
  GradusNetwork network = { .shape = r->problem.shape, .parameters = r->parameters };
  GradusTrace *trace = gradus_trace_new (&network, r->problem.loss, inputs, r->targets, 0.1);
  double a = trace->a[gradus_shape_neuron (&trace->shape, layer, neuron)];

  gradus_trace_free (trace);
  return a;
}

static void
check_grid (const RandomProblem *r, GradusField *field, const GradusGrid *grid)
{
  const GradusShape *shape = &r->problem.shape;
  size_t n = grid->columns * grid->rows;
  size_t layer = (size_t) g_test_rand_int_range (0, (int) shape->n_layers);
  size_t neuron = (size_t) g_test_rand_int_range (0, (int) shape->layers[layer].n_neurons);
  g_autofree double *values = g_new (double, n);
  g_autofree double *inputs = g_memdup2 (r->inputs, shape->n_inputs * sizeof *inputs);

  g_assert_true (gradus_field_compute (field, r->parameters, r->inputs, grid, layer, neuron, NULL, values));
  for (size_t row = 0; row < grid->rows; row++)
    for (size_t column = 0; column < grid->columns; column++)
      {
        inputs[grid->across] = gradus_grid_across (grid, column);
        if (grid->rows > 1)
          inputs[grid->up] = gradus_grid_up (grid, row);
        assert_near (values[row * grid->columns + column], trace_neuron (r, inputs, layer, neuron), 1e-12);
      }
}

/* Random networks, any neuron, grids of any size; the same scratch memory for several. */
static void
test_against_trace (void)
{
  for (int i = 0; i < 200; i++)
    {
      RandomProblem r = draw_problem ();
      size_t n_inputs = r.problem.shape.n_inputs;
      GradusField *field = gradus_field_new (&r.problem.shape);

      for (int k = 0; k < 3; k++)
        {
          GradusGrid grid = {
            .across = (size_t) g_test_rand_int_range (0, (int) n_inputs),
            .left = g_test_rand_double_range (-3, 0),
            .right = g_test_rand_double_range (0, 3),
            .bottom = g_test_rand_double_range (-3, 0),
            .top = g_test_rand_double_range (0, 3),
            .columns = (size_t) g_test_rand_int_range (1, 20),
            .rows = n_inputs == 1 ? 1 : (size_t) g_test_rand_int_range (1, 20),
          };

          grid.up = (grid.across + 1) % n_inputs;
          check_grid (&r, field, &grid);
        }
      gradus_field_free (field);
      clear_problem (&r);
    }
}

/* Each map of all is the one that is computed by itself. */
static void
test_all_neurons (void)
{
  for (int i = 0; i < 100; i++)
    {
      RandomProblem r = draw_problem ();
      const GradusShape *shape = &r.problem.shape;
      GradusField *field = gradus_field_new (shape);
      const GradusGrid grid = { .left = -2,
                                .right = 1.5,
                                .bottom = -1,
                                .top = 3,
                                .up = shape->n_inputs > 1,
                                .columns = (size_t) g_test_rand_int_range (1, 20),
                                .rows = shape->n_inputs > 1 ? (size_t) g_test_rand_int_range (1, 20) : 1 };
      size_t n = grid.columns * grid.rows;
      g_autofree double *all = g_new (double, n * shape->n_neurons);
      g_autofree double *one = g_new (double, n);
      atomic_bool stop = true;

      g_assert_false (gradus_field_compute_all (field, r.parameters, r.inputs, &grid, &stop, all));
      g_assert_true (gradus_field_compute_all (field, r.parameters, r.inputs, &grid, NULL, all));
      for (size_t l = 0; l < shape->n_layers; l++)
        for (size_t k = 0; k < shape->layers[l].n_neurons; k++)
          {
            const double *map = all + gradus_shape_neuron (shape, l, k) * n;

            g_assert_true (gradus_field_compute (field, r.parameters, r.inputs, &grid, l, k, NULL, one));
            for (size_t p = 0; p < n; p++)
              g_assert_cmpfloat (map[p], ==, one[p]);
          }
      gradus_field_free (field);
      clear_problem (&r);
    }
}

static void
test_grid_ends (void)
{
  const GradusGrid grid = { .left = -0.1, .right = 0.3, .bottom = 5, .top = 7, .columns = 7, .rows = 1 };

  g_assert_cmpfloat (gradus_grid_across (&grid, 0), ==, -0.1);
  g_assert_cmpfloat (gradus_grid_across (&grid, 6), ==, 0.3);
  assert_near (gradus_grid_across (&grid, 3), 0.1, 1e-15);
  g_assert_cmpfloat (gradus_grid_up (&grid, 0), ==, 5);
}

/* What is not finite is data, and leaves nothing behind for the next call. */
static void
test_not_finite (void)
{
  RandomProblem r = draw_problem ();
  size_t n_inputs = r.problem.shape.n_inputs;
  GradusField *field = gradus_field_new (&r.problem.shape);
  g_autofree double *wild = g_memdup2 (r.parameters, r.problem.shape.n_parameters * sizeof *wild);
  const GradusGrid grid = { .right = 1, .top = 1, .up = n_inputs > 1, .columns = 9, .rows = n_inputs > 1 ? 9 : 1 };
  double values[81];

  for (size_t p = 0; p < r.problem.shape.n_parameters; p++)
    wild[p] = p % 2 ? INFINITY : NAN;
  g_assert_true (gradus_field_compute (field, wild, r.inputs, &grid, 0, 0, NULL, values));
  check_grid (&r, field, &grid);
  gradus_field_free (field);
  clear_problem (&r);
}

static void
test_stop (void)
{
  RandomProblem r = draw_problem ();
  GradusField *field = gradus_field_new (&r.problem.shape);
  const GradusGrid grid = { .right = 1, .columns = 4, .rows = 1 };
  const GradusClasses classes = { GRADUS_CLASSES_NONE };
  atomic_bool stop = false;
  double values[4];
  size_t right;

  g_assert_true (gradus_field_compute (field, r.parameters, r.inputs, &grid, 0, 0, &stop, values));
  atomic_store (&stop, true);
  g_assert_false (gradus_field_compute (field, r.parameters, r.inputs, &grid, 0, 0, &stop, values));
  g_assert_false (gradus_field_count_right (
      field, r.parameters, r.problem.n_samples, r.inputs, r.targets, &classes, &stop, &right));
  gradus_field_free (field);
  clear_problem (&r);
}

static const struct
{
  const char *name;
  size_t n_samples, n_outputs;
  double targets[8];
  GradusClassesKind kind;
  size_t n_classes;
  double middle;
} tables[] = {
  { "zero and one", 4, 1, { 0, 1, 1, 0 }, GRADUS_CLASSES_TWO, 2, 0.5 },
  { "minus one and one", 3, 1, { -1, 1, 1 }, GRADUS_CLASSES_TWO, 2, 0 },
  { "one class alone", 1, 1, { 1 }, GRADUS_CLASSES_NONE, 0, 0 },
  { "three values", 3, 1, { -1, 0, 1 }, GRADUS_CLASSES_NONE, 0, 0 },
  { "a regression", 4, 1, { 0, 0.3, 0.7, 1 }, GRADUS_CLASSES_NONE, 0, 0 },
  { "not a number", 2, 1, { NAN, 1 }, GRADUS_CLASSES_NONE, 0, 0 },
  { "one-hot", 2, 3, { 0, 1, 0, 1, 0, 0 }, GRADUS_CLASSES_ONE_HOT, 3, 0.5 },
  { "two ones in a row", 2, 3, { 0, 1, 1, 1, 0, 0 }, GRADUS_CLASSES_NONE, 0, 0 },
  { "no one in a row", 2, 2, { 0, 0, 1, 0 }, GRADUS_CLASSES_NONE, 0, 0 },
  { "nothing", 0, 2, { 0 }, GRADUS_CLASSES_NONE, 0, 0 },
};

static void
test_classes (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GradusClasses classes = gradus_classes_find (tables[i].n_samples, tables[i].n_outputs, tables[i].targets);

      g_test_message ("%s", tables[i].name);
      g_assert_cmpint (classes.kind, ==, tables[i].kind);
      g_assert_cmpuint (classes.n_classes, ==, tables[i].n_classes);
      g_assert_cmpfloat (classes.middle, ==, tables[i].middle);
    }

  const GradusClasses two = gradus_classes_find (2, 1, (double[]){ -1, 1 });
  const GradusClasses three = gradus_classes_find (1, 3, (double[]){ 0, 1, 0 });

  g_assert_cmpuint (gradus_classes_of (&two, (double[]){ -0.1 }), ==, 0);
  g_assert_cmpuint (gradus_classes_of (&two, (double[]){ 0 }), ==, 0);
  g_assert_cmpuint (gradus_classes_of (&two, (double[]){ 0.1 }), ==, 1);
  g_assert_cmpuint (gradus_classes_of (&two, (double[]){ NAN }), ==, 0);
  g_assert_cmpuint (gradus_classes_of (&three, (double[]){ 0.1, 0.2, 0.6 }), ==, 2);
  g_assert_cmpuint (gradus_classes_of (&three, (double[]){ 0.4, 0.4, 0.2 }), ==, 0);
}

/* More samples than a block, counted one by one as well. */
static void
test_count_right (void)
{
  for (int i = 0; i < 40; i++)
    {
      RandomProblem r = draw_problem ();
      const GradusShape *shape = &r.problem.shape;
      const size_t n = 150;
      size_t n_outputs = shape->n_outputs, right, expected = 0;
      g_autofree double *inputs = draw_values (n * shape->n_inputs, -2, 2);
      g_autofree double *targets = g_new0 (double, n *n_outputs), *outputs = g_new (double, n_outputs);
      GradusNetwork network = { .shape = *shape, .parameters = r.parameters };
      GradusField *field = gradus_field_new (shape);

      for (size_t k = 0; k < n; k++)
        targets[k * n_outputs + (n_outputs == 1 ? 0 : k % n_outputs)] = n_outputs == 1 ? (double) (k % 2) : 1;

      GradusClasses classes = gradus_classes_find (n, n_outputs, targets);

      g_assert_cmpint (classes.kind, !=, GRADUS_CLASSES_NONE);
      for (size_t k = 0; k < n; k++)
        {
          gradus_network_evaluate (&network, r.problem.loss, inputs + k * shape->n_inputs, NULL, outputs);
          expected += gradus_classes_of (&classes, outputs) == gradus_classes_of (&classes, targets + k * n_outputs);
        }
      g_assert_true (gradus_field_count_right (field, r.parameters, n, inputs, targets, &classes, NULL, &right));
      g_assert_cmpuint (right, ==, expected);
      gradus_field_free (field);
      clear_problem (&r);
    }
}

/* One class says little of the other; the output layer says the rest, or that these are numbers. */
static void
test_classes_expected (void)
{
  static const struct
  {
    gsize n_samples, n_outputs;
    double targets[4];
    GradusActivation activation;
    GradusClassesKind kind;
    double low;
  } cases[] = {
    { 1, 1, { 1 }, GRADUS_ACTIVATION_SIGMOID, GRADUS_CLASSES_TWO, 0 },
    { 2, 1, { 0, 0 }, GRADUS_ACTIVATION_SIGMOID, GRADUS_CLASSES_TWO, 0 },
    { 2, 1, { 0, 0.5 }, GRADUS_ACTIVATION_SIGMOID, GRADUS_CLASSES_NONE, 0 },
    { 1, 1, { 1 }, GRADUS_ACTIVATION_TANH, GRADUS_CLASSES_TWO, -1 },
    { 1, 1, { -1 }, GRADUS_ACTIVATION_TANH, GRADUS_CLASSES_TWO, -1 },
    { 1, 1, { 0 }, GRADUS_ACTIVATION_TANH, GRADUS_CLASSES_TWO, 0 },
    { 2, 1, { 0, 1 }, GRADUS_ACTIVATION_TANH, GRADUS_CLASSES_TWO, 0 },
    { 1, 1, { 1 }, GRADUS_ACTIVATION_IDENTITY, GRADUS_CLASSES_NONE, 0 },
    { 2, 1, { 0, 1 }, GRADUS_ACTIVATION_IDENTITY, GRADUS_CLASSES_TWO, 0 },
    { 1, 2, { 1, 0 }, GRADUS_ACTIVATION_SOFTMAX, GRADUS_CLASSES_ONE_HOT, 0 },
    { 1, 2, { 1, 1 }, GRADUS_ACTIVATION_SIGMOID, GRADUS_CLASSES_NONE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GradusClasses classes =
          gradus_classes_expect (cases[i].n_samples, cases[i].n_outputs, cases[i].targets, cases[i].activation);

      g_assert_cmpint (classes.kind, ==, cases[i].kind);
      if (classes.kind != GRADUS_CLASSES_NONE)
        g_assert_cmpfloat (classes.low, ==, cases[i].low);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field/against-trace", test_against_trace);
  g_test_add_func ("/field/all-neurons", test_all_neurons);
  g_test_add_func ("/field/grid-ends", test_grid_ends);
  g_test_add_func ("/field/not-finite", test_not_finite);
  g_test_add_func ("/field/stop", test_stop);
  g_test_add_func ("/field/classes", test_classes);
  g_test_add_func ("/field/classes-expected", test_classes_expected);
  g_test_add_func ("/field/count-right", test_count_right);
  return g_test_run ();
}
