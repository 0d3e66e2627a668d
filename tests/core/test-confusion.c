/* The confusion matrix against counting by hand, and the classes against single passes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-testing.h"

#include "core/gradus-confusion.h"
#include "core/gradus-field.h"

static void
test_counts (void)
{
  static const uint16_t truths[] = { 0, 0, 0, 1, 1, 2 }, answers[] = { 0, 0, 1, 1, 0, 0 };
  static const size_t expected[] = { 2, 1, 0, 1, 1, 0, 1, 0, 0 };
  size_t counts[9];

  memset (counts, 0xff, sizeof counts);
  gradus_confusion_count (3, 6, truths, answers, counts);
  g_assert_cmpmem (counts, sizeof counts, expected, sizeof expected);
  g_assert_cmpuint (gradus_confusion_truths (3, counts, 0), ==, 3);
  g_assert_cmpuint (gradus_confusion_answers (3, counts, 0), ==, 4);
  g_assert_cmpfloat (gradus_confusion_recall (3, counts, 0), ==, 2.0 / 3);
  g_assert_cmpfloat (gradus_confusion_precision (3, counts, 0), ==, 0.5);
  g_assert_cmpfloat (gradus_confusion_recall (3, counts, 2), ==, 0);
  g_assert_true (isnan (gradus_confusion_precision (3, counts, 2)));
  g_assert_cmpfloat (gradus_confusion_accuracy (3, counts), ==, 0.5);
}

/* Nothing was counted: nothing is a share of it. */
static void
test_empty (void)
{
  size_t counts[4];

  gradus_confusion_count (2, 0, NULL, NULL, counts);
  g_assert_true (isnan (gradus_confusion_accuracy (2, counts)));
  g_assert_true (isnan (gradus_confusion_recall (2, counts, 1)));
}

static void
test_classify (void)
{
  for (int i = 0; i < 50; i++)
    {
      RandomProblem r = draw_problem ();
      const GradusShape *shape = &r.problem.shape;
      size_t n = (size_t) g_test_rand_int_range (1, 200), right;
      g_autofree double *inputs = draw_values (n * shape->n_inputs, -2, 2);
      g_autofree double *targets = g_new0 (double, n * shape->n_outputs);
      g_autofree uint16_t *truths = g_new (uint16_t, n), *answers = g_new (uint16_t, n);
      g_autofree double *outputs = g_new (double, shape->n_outputs);
      GradusNetwork network = { .shape = *shape, .parameters = r.parameters };
      GradusClasses classes;

      for (size_t k = 0; k < n; k++)
        targets[k * shape->n_outputs + k % shape->n_outputs] = shape->n_outputs > 1 ? 1 : (double) (k % 2);
      classes = gradus_classes_find (n, shape->n_outputs, targets);
      if (classes.kind != GRADUS_CLASSES_NONE)
        {
          g_autofree size_t *counts = g_new (size_t, classes.n_classes * classes.n_classes);
          GradusField *field = gradus_field_new (shape);
          const atomic_bool stop = true;

          g_assert_true (gradus_field_classify (field, r.parameters, n, inputs, &classes, NULL, answers));
          for (size_t k = 0; k < n; k++)
            {
              gradus_network_evaluate (
                  &network, r.problem.loss, inputs + k * shape->n_inputs, targets + k * shape->n_outputs, outputs);
              truths[k] = (uint16_t) gradus_classes_of (&classes, targets + k * shape->n_outputs);
              g_assert_cmpuint (answers[k], ==, gradus_classes_of (&classes, outputs));
            }
          gradus_confusion_count (classes.n_classes, n, truths, answers, counts);
          gradus_field_count_right (field, r.parameters, n, inputs, targets, &classes, NULL, &right);
          g_assert_cmpfloat (gradus_confusion_accuracy (classes.n_classes, counts), ==, (double) right / (double) n);
          g_assert_false (gradus_field_classify (field, r.parameters, n, inputs, &classes, &stop, answers));
          gradus_field_free (field);
        }
      clear_problem (&r);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion/counts", test_counts);
  g_test_add_func ("/confusion/empty", test_empty);
  g_test_add_func ("/confusion/classify", test_classify);
  return g_test_run ();
}
