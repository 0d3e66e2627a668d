/* Which inputs are taken for a picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-image.h"

static const struct
{
  size_t n_inputs;
  const char *pattern;  /* of names by row and column; NULL: as they are by default */
  size_t width;         /* of a row in the names */
  size_t columns, rows; /* 0: no picture */
} cases[] = {
  { 64, NULL, 0, 8, 8 },           { 784, NULL, 0, 28, 28 },   { 2, NULL, 0, 0, 0 },
  { 81, NULL, 0, 0, 0 },           { 15, "p%zu%zu", 5, 5, 3 }, { 100, "a%zu%zu", 10, 10, 10 },
  { 16, "pixel %zu%zu", 4, 4, 4 }, { 4, "p%zu%zu", 2, 0, 0 },  { 14, "p%zu%zu", 5, 0, 0 },
  { 64, "p%zu%zu", 8, 8, 8 },      { 12, "%zu%zu", 4, 0, 0 },
};

static void
test_find (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GradusShape shape = { .n_inputs = cases[i].n_inputs, .n_layers = 1 };
      size_t columns = 0, rows = 0;

      shape.layers[0].n_neurons = 1;
      g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
      GradusNames *names = gradus_names_new (&shape);

      for (size_t k = 0; cases[i].pattern != NULL && k < cases[i].n_inputs; k++)
        {
          G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
          g_snprintf (names->inputs[k], GRADUS_NAME_SIZE, cases[i].pattern, k / cases[i].width, k % cases[i].width);
#pragma GCC diagnostic pop
          G_GNUC_END_IGNORE_DEPRECATIONS
        }
      g_assert_cmpint (gradus_image_find (names, &columns, &rows), ==, cases[i].columns > 0);
      g_assert_cmpuint (columns, ==, cases[i].columns);
      g_assert_cmpuint (rows, ==, cases[i].rows);
      gradus_names_free (names);
    }
}

/* One name out of the row, and it is none. */
static void
test_broken (void)
{
  GradusShape shape = { .n_inputs = 16, .n_layers = 1 };
  size_t columns, rows;

  shape.layers[0].n_neurons = 1;
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  GradusNames *names = gradus_names_new (&shape);

  for (size_t k = 0; k < 16; k++)
    g_snprintf (names->inputs[k], GRADUS_NAME_SIZE, "p%zu%zu", k / 4, k % 4);
  g_assert_true (gradus_image_find (names, &columns, &rows));
  g_snprintf (names->inputs[9], GRADUS_NAME_SIZE, "p22");
  g_assert_false (gradus_image_find (names, &columns, &rows));
  gradus_names_free (names);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/find", test_find);
  g_test_add_func ("/image/broken", test_broken);
  return g_test_run ();
}
