/* The reader and the writer over the documents in tests/model/documents:
 * good/ is read and comes back bit for bit, all that refused.tsv names is
 * refused with the place and the reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "model/gradus-document.h"

static const char *const error_kinds[] = { "syntax", "version", "content", "unsupported", "data" };

static GBytes *
read_bytes (const char *folder, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "documents", folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static void
assert_same_numbers (const double *a, const double *b, gsize n)
{
  g_assert_cmpmem (a, n * sizeof *a, b, n * sizeof *b);
}

static void
assert_same_document (const GradusDocument *a, const GradusDocument *b)
{
  const GradusShape *shape = &a->network->shape;

  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->description, ==, b->description);
  g_assert_true (gradus_shape_equal (shape, &b->network->shape));
  assert_same_numbers (a->network->parameters, b->network->parameters, shape->n_parameters);
  for (gsize i = 0; i < shape->n_parameters; i++)
    g_assert_cmpint (gradus_network_trains (a->network, i), ==, gradus_network_trains (b->network, i));
  g_assert_cmpint (a->loss, ==, b->loss);
  g_assert_cmpuint (a->n_samples, ==, b->n_samples);
  assert_same_numbers (a->inputs, b->inputs, a->n_samples * shape->n_inputs);
  assert_same_numbers (a->targets, b->targets, a->n_samples * shape->n_outputs);
  g_assert_cmpuint (a->n_test, ==, b->n_test);
  assert_same_numbers (a->test_inputs, b->test_inputs, a->n_test * shape->n_inputs);
  assert_same_numbers (a->test_targets, b->test_targets, a->n_test * shape->n_outputs);
  g_assert_cmpint (a->training.optimizer, ==, b->training.optimizer);
  g_assert_cmpfloat (a->training.learning_rate, ==, b->training.learning_rate);
  g_assert_cmpfloat (a->training.beta2, ==, b->training.beta2);
  g_assert_cmpuint (a->training.batch_size, ==, b->training.batch_size);
  g_assert_cmpint (a->training.reduction, ==, b->training.reduction);
  g_assert_cmpint (a->training.shuffle, ==, b->training.shuffle);
  g_assert_cmpuint (a->training.seed, ==, b->training.seed);
  g_assert_cmpuint (a->pages->len, ==, b->pages->len);
  g_assert_cmpint (a->state != NULL, ==, b->state != NULL);
  if (a->state)
    {
      g_assert_true (gradus_state_equal (a->state, b->state));
      g_assert_cmpuint (a->cursor, ==, b->cursor);
      g_assert_cmpuint (gradus_history_length (a->history), ==, gradus_history_length (b->history));
    }
}

/* Written and read again, and written once more. */
static void
test_good (gconstpointer data)
{
  g_autoptr (GBytes) bytes = read_bytes ("good", data), written = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_document_new_from_bytes (bytes, "name", &error);
  g_autoptr (GradusDocument) second = NULL, copy = NULL;

  g_assert_no_error (error);
  written = gradus_document_to_bytes (document);
  second = gradus_document_new_from_bytes (written, "name", &error);
  g_assert_no_error (error);
  assert_same_document (document, second);

  copy = gradus_document_copy (document);
  assert_same_document (document, copy);
  again = gradus_document_to_bytes (copy);
  g_assert_true (g_bytes_equal (written, again));
}

static void
test_refused (gconstpointer data)
{
  g_auto (GStrv) fields = g_strsplit (data, "\t", 3);
  g_auto (GStrv) place = g_strsplit (fields[0], "/", 2);
  g_autofree char *name = g_strconcat (place[1], ".gradus", NULL);
  g_autoptr (GBytes) bytes = read_bytes (place[0], name);
  g_autoptr (GError) error = NULL;
  gsize kind = 0;

  while (!g_str_equal (error_kinds[kind], fields[1]))
    kind++;
  g_assert_null (gradus_document_new_from_bytes (bytes, "name", &error));
  g_assert_error (error, GRADUS_DOCUMENT_ERROR, (int) kind);
  if (!strstr (error->message, fields[2]))
    g_error ("“%s” does not hold “%s”", error->message, fields[2]);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_null (gradus_document_new_from_bytes (bytes, "name", NULL));
}

static GradusDocument *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GradusDocument *document = gradus_document_new_from_bytes (bytes, "name", &error);

  g_assert_no_error (error);
  return document;
}

static const char plain[] =
    "{\"gradus\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"neurons\": 1, \"activation\": "
    "\"tanh\", \"weights\": [[1]]}]}, \"loss\": \"huber\", \"data\": {\"inputs\": [[%s]], "
    "\"targets\": [[0]]}}";

/* Any double comes back with all its bits. */
static void
test_numbers (void)
{
  g_autoptr (GradusDocument) template = NULL, many = NULL, back = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = g_strdup_printf (plain, "1");
  gsize n = 20000;

  template = read_text (text);
  many = gradus_document_copy (template);
  g_free (many->inputs);
  g_free (many->targets);
  many->n_samples = n;
  many->inputs = g_new (double, n);
  many->targets = g_new0 (double, n);
  for (gsize i = 0; i < n; i++)
    do
      {
        guint64 bits = ((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ();

        memcpy (&many->inputs[i], &bits, sizeof bits);
        if (i % 2)
          many->inputs[i] = (double) (gint64) (bits >> (bits & 63)); /* integers, too */
      }
    while (!isfinite (many->inputs[i]));
  many->inputs[0] = -0.0;
  many->inputs[1] = 0.1;
  many->inputs[2] = 5e-324;
  many->inputs[3] = 9007199254740993.0;

  bytes = gradus_document_to_bytes (many);
  back = gradus_document_new_from_bytes (bytes, "name", NULL);
  g_assert_nonnull (back);
  assert_same_numbers (many->inputs, back->inputs, n);
}

static void
test_number_text (void)
{
  static const struct
  {
    const char *text, *written;
  } cases[] = {
    { "-0.0", "-0.0" },
    { "0.1", "0.1" },
    { "0.30000000000000004", "0.30000000000000004" },
    { "1e0", "1" },
    { "1E+2", "100" },
    { "-2.50", "-2.5" },
    { "5e-324", "4.94065645841247e-324" },
    { "1e22", "1e+22" },
    { "123456789", "123456789" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (plain, cases[i].text);
      g_autofree char *expected = g_strdup_printf ("[%s]", cases[i].written);
      g_autoptr (GradusDocument) document = read_text (text);
      g_autoptr (GBytes) bytes = gradus_document_to_bytes (document);

      g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), expected));
    }
}

/* A document cut off anywhere is refused, and nothing else happens. */
static void
test_truncated (void)
{
  static const char *const names[] = { "pages.gradus", "state-adam.gradus", "escapes.gradus" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = read_bytes ("good", names[i]);
      gsize length = g_bytes_get_size (bytes) - 1; /* without the last line break */

      for (gsize n = 0; n < length; n++)
        {
          /* A copy of just this length, so that reading past it is seen. */
          g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (bytes, NULL), n);
          g_autoptr (GError) error = NULL;

          g_assert_null (gradus_document_new_from_bytes (part, "name", &error));
          g_assert_error (error, GRADUS_DOCUMENT_ERROR, GRADUS_DOCUMENT_ERROR_SYNTAX);
        }
    }
}

/* Any one byte changed: read or refused, but never worse. */
static void
test_one_byte_changed (void)
{
  g_autoptr (GBytes) bytes = read_bytes ("good", "state-adam.gradus");
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  for (gsize n = 0; n < length; n++)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      g_autoptr (GBytes) other = NULL;
      g_autoptr (GradusDocument) document = NULL;
      g_autoptr (GError) error = NULL;

      changed[n] = (char) g_test_rand_int_range (0, 256);
      other = g_bytes_new_static (changed, length);
      document = gradus_document_new_from_bytes (other, "name", &error);
      g_assert_true ((document != NULL) != (error != NULL));
    }
}

static void
add_good (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "documents", "good", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *test = g_strconcat ("/document/good/", name, NULL);

      g_test_add_data_func_full (test, g_strdup (name), test_good, g_free);
    }
}

static void
add_refused (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "documents", "refused.tsv", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (gsize i = 0; lines[i]; i++)
    if (lines[i][0] && lines[i][0] != '#')
      {
        g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 2);
        g_autofree char *test = g_strconcat ("/document/refused/", fields[0], NULL);

        g_test_add_data_func_full (test, g_strdup (lines[i]), test_refused, g_free);
      }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_good ();
  add_refused ();
  g_test_add_func ("/document/numbers", test_numbers);
  g_test_add_func ("/document/number-text", test_number_text);
  g_test_add_func ("/document/truncated", test_truncated);
  g_test_add_func ("/document/one-byte-changed", test_one_byte_changed);
  return g_test_run ();
}
