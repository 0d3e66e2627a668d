/* From one shape to another: what is kept, what is drawn, who is called what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-reshape.h"

#include "core-testing.h"

static const GradusInitialization initialization = { GRADUS_SCHEME_HE_NORMAL, 0.5, 42 };

static GradusShape
make_shape (size_t n_inputs, size_t n_layers, const size_t neurons[])
{
  GradusShape shape = { .n_inputs = n_inputs, .n_layers = n_layers };

  for (size_t l = 0; l < n_layers; l++)
    shape.layers[l] = (GradusLayer){
      .n_neurons = neurons[l], .activation = GRADUS_ACTIVATION_TANH, .has_biases = true, .train_biases = true
    };
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

/* A parameter that tells where it stands, and is never one that is drawn. */
static double
mark (const GradusShape *shape, size_t index)
{
  GradusParameter p = gradus_shape_parameter (shape, index);

  return 1e6 + 1e4 * (double) p.layer + 1e2 * (double) p.to + (p.is_bias ? 99 : (double) p.from);
}

static GradusNetwork *
make_marked (const GradusShape *shape)
{
  GradusNetwork *network = gradus_network_new (shape);

  network->frozen = malloc (shape->n_parameters);
  for (size_t i = 0; i < shape->n_parameters; i++)
    {
      network->parameters[i] = mark (shape, i);
      network->frozen[i] = i % 2;
    }
  return network;
}

/* Each parameter of the new network, by the definition. */
static void
check_reshape (const GradusShape *from, const GradusShape *to, GradusOrigins origins)
{
  GradusNetwork *network = make_marked (from);
  GradusNetwork *fresh = gradus_network_new (to);
  GradusNetwork *reshaped = gradus_network_reshape (network, to, &origins, &initialization);
  size_t n_kept = 0;

  gradus_network_initialize (fresh, &initialization);
  g_assert_true (gradus_shape_equal (&reshaped->shape, to));
  for (size_t i = 0; i < to->n_parameters; i++)
    {
      GradusParameter p = gradus_shape_parameter (to, i);
      size_t old = origins.layers[p.layer];
      size_t to_neuron = p.to + (old == origins.cut_layer && p.to >= origins.cut_neuron);
      size_t from_neuron = p.from;
      bool kept = old != GRADUS_LAYER_NEW && old < from->n_layers && to_neuron < from->layers[old].n_neurons;
      size_t index = 0;

      if (old > 0 && old - 1 == origins.cut_layer && p.from >= origins.cut_neuron)
        from_neuron++;

      if (kept && p.is_bias)
        kept = from->layers[old].has_biases;
      else if (kept && p.layer == 0)
        kept = old == 0 && p.from < from->n_inputs;
      else if (kept)
        kept = old > 0 && origins.layers[p.layer - 1] == old - 1 && from_neuron < from->layers[old - 1].n_neurons;
      if (kept)
        index = p.is_bias ? gradus_shape_bias (from, old, to_neuron)
                          : gradus_shape_weight (from, old, to_neuron, from_neuron);

      g_assert_cmpfloat (reshaped->parameters[i], ==, kept ? mark (from, index) : fresh->parameters[i]);
      g_assert_cmpint (reshaped->frozen[i], ==, kept ? (int) (index % 2) : 0);
      n_kept += kept;
    }
  g_test_message ("%zu of %zu kept", n_kept, to->n_parameters);
  gradus_network_free (network);
  gradus_network_free (fresh);
  gradus_network_free (reshaped);
}

static void
test_same (void)
{
  GradusShape shape = make_shape (3, 3, (size_t[]){ 4, 2, 1 });
  GradusOrigins origins = gradus_origins_same (&shape, &shape);
  GradusNetwork *network = make_marked (&shape);
  GradusNetwork *reshaped = gradus_network_reshape (network, &shape, &origins, &initialization);

  g_assert_cmpmem (reshaped->parameters,
                   shape.n_parameters * sizeof (double),
                   network->parameters,
                   shape.n_parameters * sizeof (double));
  g_assert_cmpmem (reshaped->frozen, shape.n_parameters, network->frozen, shape.n_parameters);
  gradus_network_free (network);
  gradus_network_free (reshaped);
}

/* Growing and shrinking, layers in and out, with biases here and not there. */
static void
test_random (void)
{
  for (int round = 0; round < 300; round++)
    {
      size_t n_layers = (size_t) g_test_rand_int_range (1, 6), neurons[GRADUS_MAX_LAYERS];

      for (size_t l = 0; l < n_layers; l++)
        neurons[l] = (size_t) g_test_rand_int_range (1, 6);

      GradusShape from = make_shape ((size_t) g_test_rand_int_range (1, 5), n_layers, neurons), to = from;
      size_t place = (size_t) g_test_rand_int_range (0, (int) n_layers);
      GradusOrigins origins;

      for (size_t l = 0; l < n_layers; l++)
        from.layers[l].has_biases = g_test_rand_bit ();
      gradus_shape_init (&from);
      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          memmove (to.layers + place + 1, to.layers + place, (n_layers - place) * sizeof *to.layers);
          to.layers[place].n_neurons = (size_t) g_test_rand_int_range (1, 6);
          to.n_layers++;
          origins = gradus_origins_added (place);
          break;
        case 1:
          if (n_layers == 1)
            continue;
          memmove (to.layers + place, to.layers + place + 1, (n_layers - place - 1) * sizeof *to.layers);
          to.n_layers--;
          origins = gradus_origins_removed (place);
          break;
        case 2:
          if (from.layers[place].n_neurons == 1)
            continue;
          origins =
              gradus_origins_cut (&from, place, (size_t) g_test_rand_int_range (0, (int) from.layers[place].n_neurons));
          to = from;
          to.layers[place].n_neurons--;
          break;
        default:
          to.layers[place].n_neurons = (size_t) g_test_rand_int_range (1, 9);
          origins = gradus_origins_same (&from, &to);
          break;
        }
      g_assert_cmpint (gradus_shape_init (&to), ==, GRADUS_SHAPE_OK);
      check_reshape (&from, &to, origins);
    }
}

/* Nothing of what is drawn depends on the way: out and in again is the fresh network there. */
static void
test_way (void)
{
  GradusShape small = make_shape (2, 2, (size_t[]){ 1, 1 }), large = make_shape (2, 2, (size_t[]){ 5, 1 });
  GradusOrigins origins = gradus_origins_same (&small, &large);
  GradusNetwork *network = gradus_network_new (&small), *direct, *middle, *detour;
  GradusShape between = make_shape (2, 2, (size_t[]){ 3, 1 });

  gradus_network_initialize (network, &initialization);
  direct = gradus_network_reshape (network, &large, &origins, &initialization);
  middle = gradus_network_reshape (network, &between, &origins, &initialization);
  detour = gradus_network_reshape (middle, &large, &origins, &initialization);
  /* The neurons that came last were drawn in the large network both times. */
  for (size_t i = 3; i < 5; i++)
    for (size_t j = 0; j < 2; j++)
      {
        size_t index = gradus_shape_weight (&large, 0, i, j);

        g_assert_cmpfloat (direct->parameters[index], ==, detour->parameters[index]);
      }
  g_assert_null (direct->frozen);
  gradus_network_free (network);
  gradus_network_free (direct);
  gradus_network_free (middle);
  gradus_network_free (detour);
}

/* The second of three neurons goes: its row and its column, and nothing else. */
static void
test_cut (void)
{
  GradusShape from = make_shape (2, 2, (size_t[]){ 3, 1 }), to = make_shape (2, 2, (size_t[]){ 2, 1 });
  GradusNetwork *network = make_marked (&from);
  GradusOrigins origins = gradus_origins_cut (&from, 0, 1);
  GradusNetwork *reshaped = gradus_network_reshape (network, &to, &origins, &initialization);
  const double expected[] = {
    1000000, 1000001, 1000200, 1000201, 1000099, 1000299, /* rows 0 and 2, and their biases */
    1010000, 1010002, 1010099,                            /* columns 0 and 2, and the bias */
  };

  g_assert_cmpmem (reshaped->parameters, to.n_parameters * sizeof (double), expected, sizeof expected);
  gradus_network_free (network);
  gradus_network_free (reshaped);
}

/* A layer's own way of drawing goes where the layer goes; a seed of its own is a generator of its own. */
static void
test_layers_own (void)
{
  GradusShape shape = make_shape (2, 3, (size_t[]){ 3, 2, 1 });
  GradusInitialization mixed = initialization, moved;
  GradusOrigins added = gradus_origins_added (1), removed = gradus_origins_removed (1);
  GradusNetwork *network = gradus_network_new (&shape), *plain = gradus_network_new (&shape);
  GradusRandom random;

  mixed.layers[1] =
      (GradusLayerInitialization){ .own = true, .scheme = GRADUS_SCHEME_CONSTANT, .range = -2, .has_seed = true };
  g_assert_false (gradus_initialization_equal (&mixed, &initialization));
  moved = gradus_initialization_reshape (&mixed, &added);
  g_assert_false (moved.layers[1].own);
  g_assert_true (gradus_layer_initialization_equal (&moved.layers[2], &mixed.layers[1]));
  moved = gradus_initialization_reshape (&mixed, &removed);
  g_assert_true (gradus_initialization_equal (&moved, &initialization));

  /* The generator that runs through the layers does not run through one with its own. */
  gradus_network_initialize (network, &mixed);
  gradus_random_seed (&random, initialization.seed);
  gradus_network_initialize_layer (plain, 0, initialization.scheme, 0, &random);
  gradus_network_initialize_layer (plain, 2, initialization.scheme, 0, &random);
  for (size_t i = 0; i < shape.n_parameters; i++)
    {
      GradusParameter p = gradus_shape_parameter (&shape, i);

      g_assert_cmpfloat (network->parameters[i], ==, p.layer != 1 ? plain->parameters[i] : p.is_bias ? 0 : -2);
    }
  gradus_network_free (network);
  gradus_network_free (plain);
}

static void
check_names (const GradusNames *names, const char *const expected[])
{
  for (size_t i = 0; expected[i] != NULL; i++)
    g_assert_cmpstr (names->neurons[i], ==, expected[i]);
}

static void
test_names (void)
{
  GradusShape article = make_article_shape (), wide = make_shape (2, 2, (size_t[]){ 3, 1 });
  GradusShape deep = make_shape (2, 3, (size_t[]){ 3, 2, 1 });
  GradusOrigins same = gradus_origins_same (&article, &wide), added = gradus_origins_added (1);
  GradusOrigins removed = gradus_origins_removed (1);
  GradusNames *names = gradus_names_new (&article), *wider, *deeper, *back;

  strcpy (names->inputs[1], "age");
  wider = gradus_names_reshape (names, &article, &wide, &same);
  check_names (wider, (const char *const[]){ "h₁", "h₂", "h₃", "ŷ", NULL });
  g_assert_cmpstr (wider->inputs[1], ==, "age");

  strcpy (wider->neurons[1], "h2.1"); /* the usual name of a neuron to come */
  deeper = gradus_names_reshape (wider, &wide, &deep, &added);
  check_names (deeper, (const char *const[]){ "h1.1", "h2.1", "h1.3", "n4.2", "h2.2", "ŷ", NULL });
  back = gradus_names_reshape (deeper, &deep, &wide, &removed);
  check_names (back, (const char *const[]){ "h₁", "h2.1", "h₃", "ŷ", NULL });

  GradusShape cut = make_shape (2, 2, (size_t[]){ 2, 1 });
  GradusOrigins first = gradus_origins_cut (&wide, 0, 0), second = gradus_origins_cut (&wide, 0, 1);
  GradusNames *kept = gradus_names_reshape (back, &wide, &cut, &first);
  GradusNames *lost = gradus_names_reshape (back, &wide, &cut, &second);

  check_names (kept, (const char *const[]){ "h2.1", "h₂", "ŷ", NULL });
  check_names (lost, (const char *const[]){ "h₁", "h₂", "ŷ", NULL });
  gradus_names_free (kept);
  gradus_names_free (lost);
  gradus_names_free (names);
  gradus_names_free (wider);
  gradus_names_free (deeper);
  gradus_names_free (back);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reshape/same", test_same);
  g_test_add_func ("/reshape/random", test_random);
  g_test_add_func ("/reshape/cut", test_cut);
  g_test_add_func ("/reshape/layers-own", test_layers_own);
  g_test_add_func ("/reshape/way", test_way);
  g_test_add_func ("/reshape/names", test_names);
  return g_test_run ();
}
