/* The built-in lessons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "core/gradus-stage.h"
#include "model/gradus-document.h"

static void
test_all_load (void)
{
  const char *const *ids = gradus_lessons_get_ids ();

  g_assert_nonnull (ids[0]);
  for (gsize i = 0; ids[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusDocument) document = gradus_lessons_load (ids[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (document);
      g_assert_cmpstr (document->title, !=, ids[i]);
      g_assert_cmpuint (document->pages->len, ==, gradus_chapter_count (&document->network->shape));
    }
}

static void
test_article (void)
{
  static const double parameters[] = { 0.5, 0.3, 0.8 };
  g_autoptr (GradusDocument) document = gradus_lessons_load ("article", NULL);
  const GradusShape *shape = &document->network->shape;

  g_assert_cmpuint (shape->n_inputs, ==, 2);
  g_assert_cmpuint (shape->n_layers, ==, 2);
  g_assert_cmpuint (shape->n_parameters, ==, 3);
  g_assert_cmpmem (document->network->parameters, sizeof parameters, parameters, sizeof parameters);
  g_assert_cmpint (document->loss, ==, GRADUS_LOSS_SQUARED_ERROR);
  g_assert_cmpfloat (document->training.learning_rate, ==, 0.1);
  g_assert_cmpuint (document->training.batch_size, ==, 1);
  g_assert_cmpuint (document->n_samples, ==, 1);
  g_assert_cmpfloat (document->inputs[0], ==, 1);
  g_assert_cmpfloat (document->inputs[1], ==, 2);
  g_assert_cmpfloat (document->targets[0], ==, 1);
  g_assert_cmpstr (document->names->inputs[1], ==, "x₂");
  g_assert_cmpstr (document->names->neurons[1], ==, "ŷ");
  g_assert_null (document->state);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gradus_lessons_load ("no-such-lesson", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no-such-lesson"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lessons/all-load", test_all_load);
  g_test_add_func ("/lessons/article", test_article);
  g_test_add_func ("/lessons/unknown", test_unknown);
  return g_test_run ();
}
