/* Documents in files: read whole, written whole or not at all; and a saved
 * training goes on as if nothing had happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "core/gradus-stage.h"
#include "model/gradus-document.h"

typedef struct
{
  char *folder;
  GradusDocument *document;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("gradus-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->document = gradus_lessons_load ("article", NULL);
  g_assert_nonnull (fixture->document);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gradus_document_unref (fixture->document);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing may be left in it */
  g_free (fixture->folder);
}

static char *
get_path (const Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_file (const char *path, const char *content)
{
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
assert_refused (const char *path, GQuark domain, int code, const char *part)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (gradus_document_load (file, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_title (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "Home work.gradus");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GradusDocument) back = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->document->title, g_free);
  fixture->document->title = g_strdup ("");
  g_assert_true (gradus_document_save (fixture->document, file, NULL, &error));
  g_assert_no_error (error);
  back = gradus_document_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->title, ==, "Home work");
  g_unlink (path);
}

static void
test_load_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = get_path (fixture, "missing.gradus");
  g_autofree char *broken = get_path (fixture, "broken.gradus");

  assert_refused (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "missing.gradus");
  write_file (broken, "{\"gradus\": 1,\n}");
  assert_refused (broken, GRADUS_DOCUMENT_ERROR, GRADUS_DOCUMENT_ERROR_SYNTAX, "line 2, column 1");
  write_file (broken, "{\"gradus\": 9}");
  assert_refused (broken, GRADUS_DOCUMENT_ERROR, GRADUS_DOCUMENT_ERROR_VERSION, "version 9");
  g_unlink (broken);
  assert_refused ("/dev/zero", G_IO_ERROR, G_IO_ERROR_NO_SPACE, "256 MiB");
}

static void
assert_not_saved (const Fixture *fixture, const char *path, int code)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (gradus_document_save (fixture->document, file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_save_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = get_path (fixture, "no/such/folder.gradus");
  GStatBuf info;

  assert_not_saved (fixture, nowhere, G_IO_ERROR_NOT_FOUND);
  assert_not_saved (fixture, fixture->folder, G_IO_ERROR_IS_DIRECTORY);
  /* A device is neither filled nor replaced. */
  assert_not_saved (fixture, "/dev/full", G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpint (g_stat ("/dev/full", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));
}

static void
test_save_protected (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "kept.gradus");
  g_autofree char *content = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("the administrator may write everything");
      return;
    }
  write_file (path, "as it was");
  g_chmod (path, 0444);
  assert_not_saved (fixture, path, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "as it was");
  g_unlink (path);
}

/* A symbolic link stays one, and a file keeps its mode. */
static void
test_save_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "real.gradus"), *link = get_path (fixture, "link.gradus");
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_autoptr (GradusDocument) back = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  write_file (path, "old");
  g_chmod (path, 0640);
  g_assert_cmpint (symlink ("real.gradus", link), ==, 0);
  g_assert_true (gradus_document_save (fixture->document, file, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_lstat (link, &info), ==, 0);
  g_assert_true (S_ISLNK (info.st_mode));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  back = gradus_document_load (file, NULL, &error);
  g_assert_no_error (error);
  g_unlink (link);
  g_unlink (path);
}

/* Points in a plane, more than a batch, drawn from the test's own seed. */
static GradusDocument *
make_problem (GradusOptimizer optimizer)
{
  static const char text[] =
      "{\"gradus\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"neurons\": 4, \"activation\": \"tanh\", "
      "\"biases\": true, \"frozen\": [[1, 0], [2, -1]]}, {\"neurons\": 1, \"activation\": \"identity\", \"biases\": "
      "true}]}, \"loss\": \"squared-error\", \"data\": {\"inputs\": [[0, 0]], \"targets\": [[0]]}, \"training\": "
      "{\"learning-rate\": 0.01, \"batch-size\": 3, \"shuffle\": true, \"seed\": 5}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  GradusDocument *document = gradus_document_new_from_bytes (bytes, "points", NULL);
  gsize n = 10;

  g_assert_nonnull (document);
  document->training.optimizer = optimizer;
  g_free (document->inputs);
  g_free (document->targets);
  document->n_samples = n;
  document->inputs = g_new (double, 2 * n);
  document->targets = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      document->inputs[2 * i] = g_test_rand_double_range (-1, 1);
      document->inputs[2 * i + 1] = g_test_rand_double_range (-1, 1);
      document->targets[i] = sin (3 * document->inputs[2 * i]);
    }
  return document;
}

static GradusProblem
get_problem (const GradusDocument *document)
{
  return (GradusProblem){
    .shape = document->network->shape,
    .frozen = document->network->frozen,
    .loss = document->loss,
    .training = document->training,
    .inputs = document->inputs,
    .targets = document->targets,
    .n_samples = document->n_samples,
  };
}

static void
run (const GradusDocument *document, GradusState *state, gsize n)
{
  GradusProblem problem = get_problem (document);
  GradusTrainer *trainer = gradus_trainer_new (&problem);
  gsize made;

  g_assert_cmpint (gradus_trainer_run (trainer, state, n, NULL, 1, NULL, &made), ==, GRADUS_RUN_DONE);
  g_assert_cmpuint (made, ==, n);
  gradus_trainer_free (trainer);
}

/* Saved after k steps (in the middle of an epoch) and opened again, training goes on to the same bits. */
static void
test_trains_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "saved.gradus");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (int optimizer = 0; optimizer < GRADUS_N_OPTIMIZERS; optimizer++)
    for (gsize k = 0; k <= 9; k += 3)
      {
        g_autoptr (GradusDocument) document = make_problem ((GradusOptimizer) optimizer), back = NULL;
        GradusProblem problem = get_problem (document);
        GradusState *state = gradus_state_new (&problem, document->network->parameters);
        g_autoptr (GError) error = NULL;

        run (document, state, k);
        document->state = gradus_state_copy (state);
        document->history = gradus_history_new ();
        gradus_history_append (document->history, 0, 1.0 / 3.0);
        for (gsize i = 0; i < MIN ((gsize) optimizer % 3, k); i++) /* written only where there are any */
          gradus_history_append_test (document->history, i, INFINITY);
        document->cursor = gradus_stage_count (&problem.shape);
        g_assert_true (gradus_document_save (document, file, NULL, &error));
        back = gradus_document_load (file, NULL, &error);
        g_assert_no_error (error);

        g_assert_true (gradus_state_equal (state, back->state));
        g_assert_cmpmem (back->network->parameters,
                         problem.shape.n_parameters * sizeof (double),
                         state->parameters,
                         problem.shape.n_parameters * sizeof (double));
        g_assert_cmpfloat (gradus_history_get (back->history, 0).loss, ==, 1.0 / 3.0);
        g_assert_cmpuint (
            gradus_series_length (gradus_history_get_test (back->history)), ==, MIN ((gsize) optimizer % 3, k));
        run (document, state, 25);
        run (back, back->state, 25);
        g_assert_true (gradus_state_equal (state, back->state));
        gradus_state_free (state);
      }
  g_unlink (path);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add ("/document-file/title", test_title);
  add ("/document-file/load-refused", test_load_refused);
  add ("/document-file/save-refused", test_save_refused);
  add ("/document-file/save-protected", test_save_protected);
  add ("/document-file/save-over", test_save_over);
  add ("/document-file/trains-on", test_trains_on);
  return g_test_run ();
}
