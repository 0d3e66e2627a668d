/* Columns into inputs and targets: one-hot, missing cells, split, standardising; the built-in tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/gradus-csv.h"
#include "model/gradus-table-set.h"

/* clang-format off */
static const char csv[] =
    "colour,size,weight,kind,grade\n"
    "red,1,10,cat,3\n"
    "blue,2,20,dog,1\n"
    "red,,30,cat,2\n"
    "NA,4,40,dog,1\n"
    "green,5,50,,3\n"
    "blue,6,60,dog,2\n";
/* clang-format on */

static GradusTable *
read_table (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GradusTable *table = gradus_csv_read (bytes, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static GradusSamples *
select_columns (const char *inputs, const char *targets, GradusSelection selection, GError **error)
{
  g_autoptr (GradusTable) table = read_table (csv);
  g_auto (GStrv) input_names = g_strsplit (inputs, ",", -1), target_names = g_strsplit (targets, ",", -1);

  selection.inputs = (const char *const *) input_names;
  selection.targets = (const char *const *) target_names;
  return gradus_samples_new (table, &selection, error);
}

static void
assert_numbers (const double found[], const double expected[], gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (found[i], expected[i], 1e-12);
}

static void
test_drop (void)
{
  static const double inputs[] = { 0, 0, 1, 1, 1, 0, 0, 2, 1, 0, 0, 6 }, targets[] = { 1, 0, 0, 1, 0, 1 };
  g_autoptr (GradusSamples) samples = select_columns ("colour,size", "kind", (GradusSelection){ 0 }, NULL);

  g_assert_cmpuint (samples->n_rows, ==, 3);
  g_assert_cmpuint (samples->n_dropped, ==, 3);
  g_assert_cmpuint (samples->n_filled, ==, 0);
  g_assert_cmpuint (samples->n_inputs, ==, 4);
  g_assert_cmpuint (samples->n_outputs, ==, 2);
  assert_numbers (samples->inputs, inputs, 12);
  assert_numbers (samples->targets, targets, 6);
  g_assert_cmpstr (samples->input_names->pdata[0], ==, "colour=blue");
  g_assert_cmpstr (samples->input_names->pdata[3], ==, "size");
  g_assert_cmpstr (samples->output_names->pdata[1], ==, "dog");
}

/* Missing inputs are filled, a missing target never is. */
static void
test_fill (void)
{
  /* blue and red are equally frequent: blue comes first. The mean of 1, 2, 4, 6 is 3.25. */
  static const double inputs[] = { 0, 0, 1, 1, 1, 0, 0, 2, 0, 0, 1, 3.25, 1, 0, 0, 4, 1, 0, 0, 6 };
  g_autoptr (GradusSamples) samples = select_columns ("colour,size", "kind", (GradusSelection){ .fill = TRUE }, NULL);

  g_assert_cmpuint (samples->n_rows, ==, 5);
  g_assert_cmpuint (samples->n_dropped, ==, 1);
  g_assert_cmpuint (samples->n_filled, ==, 2);
  assert_numbers (samples->inputs, inputs, G_N_ELEMENTS (inputs));
}

static void
test_targets (void)
{
  static const double binary[] = { 0, 1, 0, 1, 1 }, hot[] = { 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0 };
  static const double plain[] = { 3, 1, 2, 1, 3, 2 };
  g_autoptr (GradusSamples) two = select_columns ("weight", "kind", (GradusSelection){ .n_outputs = 1 }, NULL);
  g_autoptr (GradusSamples) values = select_columns ("weight", "grade", (GradusSelection){ .classes = TRUE }, NULL);
  g_autoptr (GradusSamples) numbers = select_columns ("weight", "grade", (GradusSelection){ .n_outputs = 3 }, NULL);
  g_autoptr (GradusSamples) both = select_columns ("weight", "kind,grade", (GradusSelection){ .n_outputs = 3 }, NULL);

  g_assert_cmpuint (two->n_outputs, ==, 1);
  assert_numbers (two->targets, binary, 5);
  g_assert_cmpstr (two->output_names->pdata[0], ==, "kind");
  g_assert_cmpuint (values->n_outputs, ==, 3);
  assert_numbers (values->targets, hot, 18);
  g_assert_cmpstr (values->output_names->pdata[2], ==, "3");
  g_assert_cmpuint (numbers->n_outputs, ==, 1);
  assert_numbers (numbers->targets, plain, 6);
  g_assert_cmpuint (both->n_outputs, ==, 3);
  g_assert_cmpstr (both->output_names->pdata[0], ==, "kind=cat");
  g_assert_cmpstr (both->output_names->pdata[2], ==, "grade");
}

/* The split comes first: standardising and filling know the training rows only. */
static void
test_split (void)
{
  GradusSelection selection = { .standardize = TRUE, .fill = TRUE, .test_fraction = 0.34, .seed = 9 };
  g_autoptr (GradusSamples) samples = select_columns ("weight,colour", "grade", selection, NULL);
  g_autoptr (GradusSamples) raw = NULL, again = select_columns ("weight,colour", "grade", selection, NULL);
  double mean = 0, squares = 0;

  selection.standardize = FALSE;
  raw = select_columns ("weight,colour", "grade", selection, NULL);
  g_assert_cmpuint (samples->n_rows, ==, 6);
  g_assert_cmpuint (samples->n_test, ==, 2);
  g_assert_cmpmem (samples->inputs, 6 * 4 * sizeof (double), again->inputs, 6 * samples->n_inputs * sizeof (double));
  for (gsize i = 0; i < 4; i++)
    mean += raw->inputs[4 * i] / 4;
  for (gsize i = 0; i < 4; i++)
    squares += (raw->inputs[4 * i] - mean) * (raw->inputs[4 * i] - mean) / 4;
  for (gsize i = 0; i < 6; i++)
    {
      g_assert_cmpfloat_with_epsilon (samples->inputs[4 * i], (raw->inputs[4 * i] - mean) / sqrt (squares), 1e-12);
      assert_numbers (samples->inputs + 4 * i + 1, raw->inputs + 4 * i + 1, 3);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *inputs, *targets, *told;
    GradusSamplesError code;
    GradusSelection selection;
  } cases[] = {
    { "size,age", "kind", "there is no column “age”; there are: colour, size", GRADUS_SAMPLES_ERROR_COLUMN, { 0 } },
    { "size", "size", "the column “size” is chosen twice", GRADUS_SAMPLES_ERROR_COLUMN, { 0 } },
    { "size", "weight", "there are only 5 complete rows", GRADUS_SAMPLES_ERROR_SIZE, { .n_rows = 6 } },
  };
  g_autoptr (GradusTable) holes = read_table ("a,b\n1,\n,2\n"), huge = read_table ("a,b\n1e308,1\n-1e308,2\n");
  static const char *const a[] = { "a", NULL }, *const b[] = { "b", NULL };
  GradusSelection selection = { .inputs = a, .targets = b, .standardize = TRUE };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (select_columns (cases[i].inputs, cases[i].targets, cases[i].selection, &error));
      g_assert_error (error, GRADUS_SAMPLES_ERROR, (int) cases[i].code);
      g_assert_true (g_str_has_prefix (error->message, cases[i].told));
      g_clear_error (&error);
    }
  g_assert_null (gradus_samples_new (holes, &selection, &error));
  g_assert_error (error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (gradus_samples_new (huge, &selection, &error));
  g_assert_error (error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_RANGE);
}

/* A text column with more classes than a layer has neurons. */
static void
test_many_classes (void)
{
  GString *text = g_string_new ("a,b\n");
  static const char *const a[] = { "a", NULL }, *const b[] = { "b", NULL };
  GradusSelection selection = { .inputs = a, .targets = b };
  g_autoptr (GradusTable) table = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1025; i++)
    g_string_append_printf (text, "x%d,1\n", i);
  table = read_table (text->str);
  g_string_free (text, TRUE);
  g_assert_null (gradus_samples_new (table, &selection, &error));
  g_assert_error (error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_SIZE);
}

static void
test_tables (void)
{
  static const struct
  {
    const char *id;
    gsize n_rows, n_columns, n_missing, complete, n_inputs, n_outputs;
    const char *first_class;
  } known[] = {
    { "penguins", 344, 8, 19, 342, 4, 3, "Adelie" },
    { "iris", 150, 5, 0, 150, 4, 3, "setosa" },
    { "digits", 1797, 65, 0, 1797, 64, 10, "0" },
  };
  gsize n;

  gradus_table_sets_get (&n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (known));
  g_assert_null (gradus_table_set_find ("xor"));
  for (gsize i = 0; i < n; i++)
    {
      const GradusTableSet *set = gradus_table_set_find (known[i].id);
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusTable) table = gradus_table_set_load (set, &error);
      g_autoptr (GradusSamples) all = NULL, some = NULL, noisy = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (table->n_rows, ==, known[i].n_rows);
      g_assert_cmpuint (table->n_columns, ==, known[i].n_columns);
      g_assert_cmpuint (table->n_missing, ==, known[i].n_missing);
      g_assert_cmpuint (table->n_bad, ==, 0);
      all = gradus_table_set_get_samples (set, 0, 0, 0.25, 3, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (all->n_rows, ==, known[i].complete);
      g_assert_cmpuint (all->n_test, ==, (gsize) ((double) known[i].complete * 0.25 + 0.5));
      g_assert_cmpuint (all->n_inputs, ==, known[i].n_inputs);
      g_assert_cmpuint (all->n_outputs, ==, known[i].n_outputs);
      g_assert_cmpstr (all->output_names->pdata[0], ==, known[i].first_class);
      for (gsize k = 0; k < all->n_rows * all->n_inputs; k++)
        g_assert_true (set->standardize ? fabs (all->inputs[k]) < 4 : all->inputs[k] >= 0 && all->inputs[k] <= 1);
      some = gradus_table_set_get_samples (set, 100, 0, 0, 3, NULL);
      g_assert_cmpuint (some->n_rows, ==, 100);
      noisy = gradus_table_set_get_samples (set, 100, 0.01, 0, 3, NULL);
      g_assert_cmpmem (some->targets,
                       100 * some->n_outputs * sizeof (double),
                       noisy->targets,
                       100 * some->n_outputs * sizeof (double));
      for (gsize k = 0; k < 100 * some->n_inputs; k++)
        g_assert_true (some->inputs[k] != noisy->inputs[k] && fabs (some->inputs[k] - noisy->inputs[k]) < 0.06);
      g_assert_null (gradus_table_set_get_samples (set, known[i].complete + 1, 0, 0, 3, &error));
      g_assert_error (error, GRADUS_SAMPLES_ERROR, GRADUS_SAMPLES_ERROR_SIZE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/drop", test_drop);
  g_test_add_func ("/samples/fill", test_fill);
  g_test_add_func ("/samples/targets", test_targets);
  g_test_add_func ("/samples/split", test_split);
  g_test_add_func ("/samples/refused", test_refused);
  g_test_add_func ("/samples/many-classes", test_many_classes);
  g_test_add_func ("/samples/tables", test_tables);
  return g_test_run ();
}
