/* The order of a step's stages: the article's eight steps by name, and the
 * arithmetic both ways over random shapes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "core/gradus-stage.h"

static GradusShape
make_article (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };

  for (size_t l = 0; l < 2; l++)
    {
      shape.layers[l].n_neurons = 1;
      shape.layers[l].activation = GRADUS_ACTIVATION_SIGMOID;
    }
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

static GradusShape
make_random (GRand *rand)
{
  GradusShape shape = { 0 };

  shape.n_inputs = g_rand_int_range (rand, 1, 6);
  shape.n_layers = g_rand_int_range (rand, 1, GRADUS_MAX_LAYERS + 1);
  for (size_t l = 0; l < shape.n_layers; l++)
    {
      shape.layers[l].n_neurons = g_rand_int_range (rand, 1, 7);
      shape.layers[l].activation = GRADUS_ACTIVATION_TANH;
      shape.layers[l].has_biases = g_rand_boolean (rand);
    }
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return shape;
}

static void
test_article (void)
{
  static const GradusStage order[] = {
    { GRADUS_STAGE_Z, 0, 0, 0, false },        { GRADUS_STAGE_A, 0, 0, 0, false },
    { GRADUS_STAGE_Z, 1, 0, 0, false },        { GRADUS_STAGE_A, 1, 0, 0, false },
    { GRADUS_STAGE_LOSS, 0, 0, 0, false },     { GRADUS_STAGE_DL_DA, 1, 0, 0, false },
    { GRADUS_STAGE_SLOPE, 1, 0, 0, false },    { GRADUS_STAGE_DELTA, 1, 0, 0, false },
    { GRADUS_STAGE_GRADIENT, 1, 0, 0, false }, { GRADUS_STAGE_UPDATE, 1, 0, 0, false },
    { GRADUS_STAGE_DL_DA, 0, 0, 0, false },    { GRADUS_STAGE_SLOPE, 0, 0, 0, false },
    { GRADUS_STAGE_DELTA, 0, 0, 0, false },    { GRADUS_STAGE_GRADIENT, 0, 0, 0, false },
    { GRADUS_STAGE_GRADIENT, 0, 0, 1, false }, { GRADUS_STAGE_UPDATE, 0, 0, 0, false },
    { GRADUS_STAGE_UPDATE, 0, 0, 1, false },   { GRADUS_STAGE_APPLY, 0, 0, 0, false },
  };
  static const struct
  {
    GradusChapterKind kind;
    size_t layer, first_stage, n_stages;
  } chapters[] = {
    { GRADUS_CHAPTER_FORWARD, 0, 0, 2 },    { GRADUS_CHAPTER_FORWARD, 1, 2, 2 },   { GRADUS_CHAPTER_LOSS, 0, 4, 1 },
    { GRADUS_CHAPTER_DELTA, 1, 5, 3 },      { GRADUS_CHAPTER_GRADIENTS, 1, 8, 2 }, { GRADUS_CHAPTER_DELTA, 0, 10, 3 },
    { GRADUS_CHAPTER_GRADIENTS, 0, 13, 4 }, { GRADUS_CHAPTER_APPLY, 0, 17, 1 },
  };
  GradusShape shape = make_article ();

  g_assert_cmpuint (gradus_stage_count (&shape), ==, G_N_ELEMENTS (order));
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GradusStage stage = gradus_stage_at (&shape, i);

      g_assert_cmpint (stage.kind, ==, order[i].kind);
      g_assert_cmpuint (stage.layer, ==, order[i].layer);
      g_assert_cmpuint (stage.neuron, ==, order[i].neuron);
      g_assert_cmpuint (stage.from, ==, order[i].from);
      g_assert_false (stage.is_bias);
      g_assert_cmpuint (gradus_stage_index (&shape, order[i]), ==, i);
    }

  g_assert_cmpuint (gradus_chapter_count (&shape), ==, G_N_ELEMENTS (chapters));
  for (size_t i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      GradusChapter chapter = gradus_chapter_at (&shape, i);

      g_assert_cmpint (chapter.kind, ==, chapters[i].kind);
      g_assert_cmpuint (chapter.layer, ==, chapters[i].layer);
      g_assert_cmpuint (chapter.first_stage, ==, chapters[i].first_stage);
      g_assert_cmpuint (chapter.n_stages, ==, chapters[i].n_stages);
    }
}

static void
test_bias_last (void)
{
  GradusShape shape = { .n_inputs = 2, .n_layers = 1 };

  shape.layers[0].n_neurons = 2;
  shape.layers[0].has_biases = true;
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);

  /* 4 forward, 1 loss, 6 of the deltas, then w11 w12 b1 w21 w22 b2. */
  for (size_t kind = 0; kind < 2; kind++)
    for (size_t i = 0; i < 6; i++)
      {
        GradusStage stage = gradus_stage_at (&shape, 11 + 6 * kind + i);

        g_assert_cmpint (stage.kind, ==, kind == 0 ? GRADUS_STAGE_GRADIENT : GRADUS_STAGE_UPDATE);
        g_assert_cmpuint (stage.neuron, ==, i / 3);
        g_assert_true (stage.is_bias == (i % 3 == 2));
        g_assert_cmpuint (stage.from, ==, stage.is_bias ? 0 : i % 3);
      }
  g_assert_cmpint (gradus_stage_at (&shape, 23).kind, ==, GRADUS_STAGE_APPLY);
  g_assert_cmpuint (gradus_stage_count (&shape), ==, 24);
}

static void
test_random_shapes (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 200; round++)
    {
      GradusShape shape = make_random (rand);
      size_t count = gradus_stage_count (&shape);
      size_t next = 0;

      for (size_t c = 0; c < gradus_chapter_count (&shape); c++)
        {
          GradusChapter chapter = gradus_chapter_at (&shape, c);

          g_assert_cmpuint (chapter.first_stage, ==, next);
          g_assert_cmpuint (chapter.n_stages, >, 0);
          for (size_t i = 0; i < chapter.n_stages; i++)
            g_assert_cmpuint (gradus_chapter_of_stage (&shape, next + i), ==, c);
          next += chapter.n_stages;
        }
      g_assert_cmpuint (next, ==, count);

      for (size_t i = 0; i < count; i++)
        {
          GradusStage stage = gradus_stage_at (&shape, i);

          g_assert_cmpuint (gradus_stage_index (&shape, stage), ==, i);
          g_assert_true (gradus_part_valid (&shape, gradus_stage_part (&shape, stage)));
        }
    }
}

static void
test_value_and_part (void)
{
  double z[] = { 1, 2 }, a[] = { 3, 4 }, dL_da[] = { 5, 6 }, slope[] = { 7, 8 }, dL_dz[] = { 9, 10 };
  double gradient[] = { 11, 12, 13 }, updated[] = { 14, 15, 16 };
  static const struct
  {
    double value;
    GradusPart part;
  } expected[] = {
    { 1, { GRADUS_PART_NEURON, 0, 0, 0 } },  { 3, { GRADUS_PART_NEURON, 0, 0, 0 } },
    { 2, { GRADUS_PART_NEURON, 1, 0, 0 } },  { 4, { GRADUS_PART_NEURON, 1, 0, 0 } },
    { 17, { GRADUS_PART_LOSS, 0, 0, 0 } },   { 6, { GRADUS_PART_LOSS, 0, 0, 0 } },
    { 8, { GRADUS_PART_NEURON, 1, 0, 0 } },  { 10, { GRADUS_PART_NEURON, 1, 0, 0 } },
    { 13, { GRADUS_PART_WEIGHT, 1, 0, 0 } }, { 16, { GRADUS_PART_WEIGHT, 1, 0, 0 } },
    { 5, { GRADUS_PART_NEURON, 0, 0, 0 } },  { 7, { GRADUS_PART_NEURON, 0, 0, 0 } },
    { 9, { GRADUS_PART_NEURON, 0, 0, 0 } },  { 11, { GRADUS_PART_WEIGHT, 0, 0, 0 } },
    { 12, { GRADUS_PART_WEIGHT, 0, 0, 1 } }, { 14, { GRADUS_PART_WEIGHT, 0, 0, 0 } },
    { 15, { GRADUS_PART_WEIGHT, 0, 0, 1 } }, { 17, { GRADUS_PART_NONE, 0, 0, 0 } },
  };
  GradusTrace trace = {
    .shape = make_article (),
    .loss = 17,
    .z = z,
    .a = a,
    .dL_da = dL_da,
    .slope = slope,
    .dL_dz = dL_dz,
    .gradient = gradient,
    .updated = updated,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      GradusStage stage = gradus_stage_at (&trace.shape, i);

      g_assert_cmpfloat (gradus_stage_value (&trace, stage), ==, expected[i].value);
      g_assert_true (gradus_part_equal (gradus_stage_part (&trace.shape, stage), expected[i].part));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/article", test_article);
  g_test_add_func ("/stage/bias-last", test_bias_last);
  g_test_add_func ("/stage/random-shapes", test_random_shapes);
  g_test_add_func ("/stage/value-and-part", test_value_and_part);
  return g_test_run ();
}
