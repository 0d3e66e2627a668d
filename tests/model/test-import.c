/* A table on its way to the session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-csv.h"
#include "model/gradus-import.h"

static GradusImport *
read_import (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusTable) table = gradus_csv_read (bytes, NULL, &error);

  g_assert_no_error (error);
  return gradus_import_new (table, "test.csv");
}

static GradusSamples *
get_samples (const GradusImport *import)
{
  g_autoptr (GError) error = NULL;
  GradusSamples *samples = gradus_import_get_samples (import, &error);

  g_assert_no_error (error);
  return samples;
}

static void
assert_refused (const GradusImport *import, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gradus_import_get_samples (import, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_ascii_isupper (error->message[0]));
}

static void
test_roles (void)
{
  g_autoptr (GradusImport) import = read_import ("a;b;kind\n1,5;x;red\n2,5;y;blue\n;x;red\n4,5;y;green\n");
  g_autoptr (GradusSamples) first = get_samples (import);
  g_autoptr (GradusSamples) filled = NULL;
  g_autoptr (GradusSamples) other = NULL;
  g_autoptr (GradusImport) copy = NULL;

  g_assert_cmpint (import->roles[0], ==, GRADUS_ROLE_INPUT);
  g_assert_cmpint (import->roles[1], ==, GRADUS_ROLE_IGNORED);
  g_assert_cmpint (import->roles[2], ==, GRADUS_ROLE_TARGET);
  g_assert_false (gradus_import_may_be_classes (import));
  g_assert_cmpuint (first->n_inputs, ==, 1);
  g_assert_cmpuint (first->n_outputs, ==, 3);
  g_assert_cmpuint (first->n_rows, ==, 3);
  g_assert_cmpuint (first->n_dropped, ==, 1);

  import->fill = TRUE;
  import->standardize = FALSE;
  filled = get_samples (import);
  g_assert_cmpuint (filled->n_rows, ==, 4);
  g_assert_cmpuint (filled->n_filled, ==, 1);

  /* Two texts as the target are one output. */
  import->roles[1] = GRADUS_ROLE_TARGET;
  import->roles[2] = GRADUS_ROLE_INPUT;
  import->test_fraction = 0.25;
  copy = gradus_import_copy (import);
  other = get_samples (copy);
  g_assert_cmpuint (other->n_inputs, ==, 4);
  g_assert_cmpuint (other->n_outputs, ==, 1);
  g_assert_cmpuint (other->n_test, ==, 1);
  g_assert_cmpstr (other->input_names->pdata[1], ==, "kind=blue");
}

static void
test_classes (void)
{
  g_autoptr (GradusImport) import = read_import ("a,n\n1,3\n2,5\n3,7\n4,3\n");
  g_autoptr (GradusSamples) numbers = NULL;
  g_autoptr (GradusSamples) classes = NULL;

  g_assert_true (gradus_import_may_be_classes (import));
  numbers = get_samples (import);
  g_assert_cmpuint (numbers->n_outputs, ==, 1);
  import->classes = TRUE;
  classes = get_samples (import);
  g_assert_cmpuint (classes->n_outputs, ==, 3);
  g_assert_cmpstr (classes->output_names->pdata[2], ==, "7");
}

static void
test_refused (void)
{
  g_autoptr (GradusImport) import = read_import ("a,b\n1,\n,2\n");

  assert_refused (import, "missing");
  import->roles[1] = GRADUS_ROLE_IGNORED;
  assert_refused (import, "target");
  import->roles[0] = GRADUS_ROLE_TARGET;
  assert_refused (import, "input");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/roles", test_roles);
  g_test_add_func ("/import/classes", test_classes);
  g_test_add_func ("/import/refused", test_refused);
  return g_test_run ();
}
