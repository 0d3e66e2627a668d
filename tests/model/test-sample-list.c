/* Samples as a list, and blocks of them as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-block.h"
#include "model/gradus-sample-list.h"

#include "session-fixture.h"

static void
count_cb (GradusSampleList *list, guint *n)
{
  ++*n;
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, int *difference)
{
  *difference += (int) added - (int) removed;
}

static void
test_list (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_article);
  g_autoptr (GradusSampleList) list = gradus_sample_list_new (session);
  g_autoptr (GradusSampleRow) last = NULL;
  const double rows[] = { 1, 2, 0.5, 3, 4, 0.25 };
  const double *outputs;
  double loss;
  guint n = 0;
  int difference = 0;

  g_signal_connect (list, "changed", G_CALLBACK (count_cb), &n);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &difference);
  g_assert_true (gradus_session_add_rows (session, FALSE, 1, rows, NULL));
  g_assert_true (gradus_session_add_rows (session, TRUE, 1, rows + 3, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  g_assert_cmpint (difference, ==, 2);
  g_assert_cmpuint (n, >=, 2);
  last = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_cmpuint (gradus_sample_row_get_place (last), ==, 2);
  g_assert_true (gradus_sample_list_is_test (list, 2));
  g_assert_false (gradus_sample_list_is_test (list, 1));

  /* The answers are those that the trace of the sample has. */
  for (gsize row = 0; row < 2; row++)
    {
      gradus_session_set_sample (session, row);

      const GradusTrace *trace = gradus_session_get_trace (session);

      g_assert_true (gradus_sample_list_evaluate (list, row, &outputs, &loss));
      g_assert_cmpfloat (outputs[0], ==, trace->a[trace->shape.n_neurons - 1]);
      g_assert_cmpfloat (loss, ==, trace->loss);
    }
  g_assert_true (gradus_sample_list_evaluate (list, 2, &outputs, &loss));
  double before = loss;
  gradus_session_train_and_wait (session, 50);
  g_assert_true (gradus_sample_list_evaluate (list, 2, &outputs, &loss));
  g_assert_cmpfloat (loss, !=, before);
  g_assert_false (gradus_sample_list_evaluate (list, 3, &outputs, &loss));

  while (gradus_session_undo (session))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (difference, ==, 0);
}

static void
test_blocks (void)
{
  static const struct
  {
    const char *text;
    gsize n_rows, n_columns;
    double last;
    const char *message; /* of what is refused */
  } cases[] = {
    { "1\t2\n3\t0,5\n", 2, 2, 0.5, NULL },
    { "1;2;1/4\r\n", 1, 3, 0.25, NULL },
    { "1, 2, 3\n4, 5, 6", 2, 3, 6, NULL },
    { "0.5 −2", 1, 2, -2, NULL },
    { "\n\n7\n\n", 1, 1, 7, NULL },
    { "1\t2\n3\n", 0, 0, 0, "Line 2 has another number of cells than the lines before it." },
    { "1\t2\n3\tx\n", 0, 0, 0, "Line 2, cell 2: " },
    { " \n", 0, 0, 0, "There are no numbers on the clipboard." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusBlock) block = gradus_block_parse (cases[i].text, &error);

      if (cases[i].message != NULL)
        {
          g_assert_null (block);
          g_assert_true (g_str_has_prefix (error->message, cases[i].message));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (block->n_rows, ==, cases[i].n_rows);
      g_assert_cmpuint (block->n_columns, ==, cases[i].n_columns);
      g_assert_cmpfloat (block->values[block->n_rows * block->n_columns - 1], ==, cases[i].last);
    }
}

/* What is copied and pasted is the same. */
static void
test_copy (void)
{
  g_autoptr (GradusSession) session = fixture_new_session (fixture_new_batches);
  const double row[] = { 1 / 3.0, -1e-300, 0.1, 12345.678 };
  const gsize rows[] = { 5, 0 };
  g_autofree char *text = NULL;
  g_autoptr (GradusBlock) block = NULL;

  g_assert_true (gradus_session_add_rows (session, TRUE, 1, row, NULL));
  text = gradus_block_format_rows (session, 2, rows);
  block = gradus_block_parse (text, NULL);
  g_assert_nonnull (block);
  g_assert_cmpuint (block->n_rows, ==, 2);
  g_assert_cmpmem (block->values, sizeof row, row, sizeof row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sample-list/list", test_list);
  g_test_add_func ("/sample-list/blocks", test_blocks);
  g_test_add_func ("/sample-list/copy", test_copy);
  return g_test_run ();
}
