/* Documents whose data are a built-in set or a CSV file beside them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "core/gradus-dataset.h"
#include "model/gradus-csv.h"
#include "model/gradus-document.h"
#include "model/gradus-samples.h"

static const char head[] = "{\"gradus\": 1, \"network\": {\"inputs\": %d, \"layers\": [{\"neurons\": %d, "
                           "\"activation\": \"%s\", \"biases\": true}]}, \"loss\": \"%s\", \"data\": {%s}, "
                           "\"training\": {\"optimizer\": \"adam\", \"batch-size\": 3, \"shuffle\": true}}";

/* clang-format off */
static const char csv[] =
    "colour;size;weight;kind\r\n"
    "red;1,5;10;cat\r\n"
    "blue;2,5;20;dog\r\n"
    "red;;30;cat\r\n"
    "blue;4,5;40;\r\n"
    "red;6;50;dog\r\n"
    "blue;7;60;cat\r\n"
    "red;8;75;cat\r\n";
/* clang-format on */

typedef struct
{
  char *folder;
} Fixture;

static char *
make_text (int n_inputs, int n_outputs, const char *activation, const char *loss, const char *data)
{
  return g_strdup_printf (head, n_inputs, n_outputs, activation, loss, data);
}

static GFile *
write_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return g_file_new_for_path (path);
}

static GradusDocument *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gradus_document_new_from_bytes (bytes, "name", error);
}

/* A document with these data beside data.csv; softmax over two classes. */
static GradusDocument *
load (Fixture *fixture, const char *data, GError **error)
{
  g_autofree char *text = make_text (4, 2, "softmax", "cross-entropy", data);
  g_autoptr (GFile) document = write_file (fixture, "d.gradus", text);
  g_autoptr (GFile) table = write_file (fixture, "data.csv", csv);

  return gradus_document_load (document, NULL, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("gradus-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* The document's rows are the core's, split as the format says. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_text (2,
                                     1,
                                     "sigmoid",
                                     "squared-error",
                                     "\"set\": \"circle\", \"samples\": 21, \"noise\": 0.5, \"seed\": 3, "
                                     "\"test-fraction\": 0.3");
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = read_text (text, &error);
  double inputs[21][2], targets[21];
  size_t order[21];

  g_assert_no_error (error);
  gradus_dataset_fill (GRADUS_DATASET_CIRCLE, 2, 21, 0.5, 3, inputs[0], targets);
  gradus_split_order (21, 6, 3, order);
  g_assert_cmpuint (document->n_samples, ==, 15);
  g_assert_cmpuint (document->n_test, ==, 6);
  for (gsize i = 0; i < 21; i++)
    {
      gboolean test = i >= 15;
      const double *x = test ? document->test_inputs + 2 * (i - 15) : document->inputs + 2 * i;
      const double *y = test ? document->test_targets + (i - 15) : document->targets + i;

      g_assert_cmpmem (x, 2 * sizeof (double), inputs[order[i]], 2 * sizeof (double));
      g_assert_cmpfloat (*y, ==, targets[order[i]]);
    }
}

static void
test_set_two_outputs (Fixture *fixture, gconstpointer data)
{
  static const double expected[] = { 1, 0, 0, 1, 0, 1, 1, 0 };
  g_autofree char *text = make_text (2, 2, "softmax", "cross-entropy", "\"set\": \"xor\"");
  g_autoptr (GradusDocument) document = read_text (text, NULL);

  g_assert_cmpmem (document->targets, 8 * sizeof (double), expected, sizeof expected);
  g_assert_cmpuint (document->n_test, ==, 0);
  g_assert_null (document->test_inputs);
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  static const char *const inputs[] = { "colour", "size", "weight", NULL }, *const targets[] = { "kind", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = load (fixture,
                                              "\"csv\": \"data.csv\", \"inputs\": [\"colour\", \"size\", \"weight\"], "
                                              "\"targets\": [\"kind\"], \"standardize\": true, \"missing\": \"fill\", "
                                              "\"test-fraction\": 0.25, \"seed\": 4",
                                              &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (GradusTable) table = gradus_csv_read (bytes, NULL, NULL);
  GradusSelection selection = {
    .inputs = inputs, .targets = targets, .fill = TRUE, .standardize = TRUE, .test_fraction = 0.25, .seed = 4
  };
  g_autoptr (GradusSamples) samples = gradus_samples_new (table, &selection, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (document->n_samples, ==, 4);
  g_assert_cmpuint (document->n_test, ==, 2);
  g_assert_cmpmem (document->inputs, 16 * sizeof (double), samples->inputs, 16 * sizeof (double));
  g_assert_cmpmem (document->test_inputs, 8 * sizeof (double), samples->inputs + 16, 8 * sizeof (double));
  g_assert_cmpmem (document->targets, 8 * sizeof (double), samples->targets, 8 * sizeof (double));
  g_assert_cmpmem (document->test_targets, 4 * sizeof (double), samples->targets + 8, 4 * sizeof (double));
}

/* Saved in the middle of an epoch, with the data inside, and without the file: it trains on to the same bits. */
static void
test_save_and_go_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GradusDocument) document = load (fixture,
                                              "\"csv\": \"data.csv\", \"inputs\": [\"colour\", \"size\", \"weight\"], "
                                              "\"targets\": [\"kind\"], \"standardize\": true, "
                                              "\"test-fraction\": 0.2, \"seed\": 11",
                                              NULL);
  g_autoptr (GradusDocument) half = gradus_document_copy (document), again = NULL;
  g_autofree char *table = g_build_filename (fixture->folder, "data.csv", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "saved.gradus", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GradusDocument *documents[2];
  GradusState *whole;
  size_t made;

  for (int pass = 0; pass < 2; pass++)
    {
      GradusDocument *from = pass == 0 ? document : half;
      GradusProblem problem = { .shape = from->network->shape,
                                .loss = from->loss,
                                .training = from->training,
                                .inputs = from->inputs,
                                .targets = from->targets,
                                .n_samples = from->n_samples };
      GradusState *state = gradus_state_new (&problem, from->network->parameters);
      GradusTrainer *trainer = gradus_trainer_new (&problem);

      gradus_trainer_run (trainer, state, pass == 0 ? 30 : 13, NULL, 0, NULL, &made);
      gradus_trainer_free (trainer);
      documents[pass] = from;
      from->state = state;
    }
  whole = documents[0]->state;
  half->history = gradus_history_new ();
  g_assert_true (gradus_document_save (half, file, NULL, &error));
  g_assert_no_error (error);
  g_remove (table);
  again = gradus_document_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_test, ==, half->n_test);
  g_assert_cmpmem (
      again->test_inputs, again->n_test * 4 * sizeof (double), half->test_inputs, half->n_test * 4 * sizeof (double));
  {
    GradusProblem problem = { .shape = again->network->shape,
                              .loss = again->loss,
                              .training = again->training,
                              .inputs = again->inputs,
                              .targets = again->targets,
                              .n_samples = again->n_samples };
    GradusTrainer *trainer = gradus_trainer_new (&problem);

    gradus_trainer_run (trainer, again->state, 17, NULL, 0, NULL, &made);
    gradus_trainer_free (trainer);
  }
  g_assert_true (gradus_state_equal (again->state, whole));
}

/* Rows added later change the share, not who is a test row. */
static void
test_other_share (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_text (1, 1, "identity", "squared-error", "\"set\": \"line\", \"test-fraction\": 0.25");
  g_autoptr (GradusDocument) document = read_text (text, NULL), copy = gradus_document_copy (document), again = NULL;
  g_autoptr (GBytes) bytes = NULL;

  copy->n_samples -= 100;
  bytes = gradus_document_to_bytes (copy);
  again = gradus_document_new_from_bytes (bytes, "name", NULL);
  g_assert_cmpuint (again->n_samples, ==, 50);
  g_assert_cmpuint (again->n_test, ==, 50);
  g_assert_cmpmem (again->inputs, 50 * sizeof (double), document->inputs, 50 * sizeof (double));
  g_assert_cmpmem (again->test_inputs, 50 * sizeof (double), document->test_inputs, 50 * sizeof (double));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *data, *told;
    GradusDocumentError code;
  } cases[] = {
    { "\"csv\": \"other.csv\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]",
      "/data/csv: “other.csv” is not in the document's folder; put the file there",
      GRADUS_DOCUMENT_ERROR_NO_TABLE },
    { "\"csv\": \"bad.csv\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]",
      "/data/csv: “bad.csv”, line 3: 2 cells expected, 1 found; and 1 more line is bad",
      GRADUS_DOCUMENT_ERROR_DATA },
    { "\"csv\": \"one-bad.csv\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]",
      "/data/csv: “one-bad.csv”, line 3: 2 cells expected, 3 found",
      GRADUS_DOCUMENT_ERROR_DATA },
    { "\"csv\": \".\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]",
      "/data/csv: “.”: ",
      GRADUS_DOCUMENT_ERROR_DATA },
    { "\"csv\": \"../../../../../../../../dev/zero\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]",
      "This is a folder or a device, and no file.",
      GRADUS_DOCUMENT_ERROR_DATA },
    { "\"csv\": \"data.csv\", \"inputs\": [\"length\"], \"targets\": [\"kind\"]",
      "/data: there is no column “length”; there are: colour, size, weight, kind",
      GRADUS_DOCUMENT_ERROR_CONTENT },
    { "\"csv\": \"data.csv\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]",
      "/data/csv: inputs and outputs of “data.csv”: 1 and 2; of the network: 4 and 2",
      GRADUS_DOCUMENT_ERROR_CONTENT },
  };
  g_autoptr (GFile) bad = write_file (fixture, "bad.csv", "size,kind\n1,a\n2\n3\n4,b\n");
  g_autoptr (GFile) one_bad = write_file (fixture, "one-bad.csv", "size,kind\n1,a\n2,b,c\n4,b\n");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (fixture, cases[i].data, &error));
      g_assert_error (error, GRADUS_DOCUMENT_ERROR, (int) cases[i].code);
      if (!strstr (error->message, cases[i].told))
        g_error ("“%s” does not hold “%s”", error->message, cases[i].told);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_nonnull (strstr (error->message, "d.gradus"));
    }
}

/* Whoever asks for the missing file brings a table of its own. */
static void
test_with_table (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_text (1,
                                     1,
                                     "sigmoid",
                                     "binary-cross-entropy",
                                     "\"csv\": \"nowhere.csv\", \"inputs\": [\"size\"], \"targets\": [\"kind\"]");
  g_autoptr (GBytes) document_bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) table_bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (GradusTable) table = gradus_csv_read (table_bytes, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) none = gradus_document_new_from_bytes (document_bytes, "name", &error);
  g_autoptr (GradusDocument) document = NULL;
  static const double expected[] = { 0, 1, 1, 0, 0 };

  g_assert_error (error, GRADUS_DOCUMENT_ERROR, GRADUS_DOCUMENT_ERROR_DATA);
  document = gradus_document_new_with_table (document_bytes, "name", table, NULL);
  g_assert_cmpuint (document->n_samples, ==, 5);
  g_assert_cmpmem (document->targets, 5 * sizeof (double), expected, sizeof expected);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/document-data/set", test_set },
    { "/document-data/set/two-outputs", test_set_two_outputs },
    { "/document-data/csv", test_csv },
    { "/document-data/save-and-go-on", test_save_and_go_on },
    { "/document-data/other-share", test_other_share },
    { "/document-data/refused", test_refused },
    { "/document-data/with-table", test_with_table },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
