/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "render/gradus-export.h"

typedef struct
{
  char *folder;
  double width, height; /* what the painter was told */
} Fixture;

static void
paint (cairo_t *cr, double width, double height, gpointer data)
{
  Fixture *fixture = data;

  fixture->width = width;
  fixture->height = height;
  cairo_set_source_rgb (cr, 0, 0, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("gradus-export-XXXXXX", &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static GFile *
child (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

static void
test_png (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = child (fixture, "a picture.PNG");
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_export_picture (file, 300, 200, paint, fixture, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (fixture->width, ==, 300);
  g_assert_cmpfloat (fixture->height, ==, 200);

  cairo_surface_t *surface = cairo_image_surface_create_from_png (g_file_peek_path (file));

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 300);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 200);

  const unsigned char *last =
      cairo_image_surface_get_data (surface) + 199 * (size_t) cairo_image_surface_get_stride (surface) + 299 * 4;
  guint32 pixel;

  memcpy (&pixel, last, sizeof pixel);
  g_assert_cmphex (pixel & 0xffffff, ==, 0x0000ff);
  cairo_surface_destroy (surface);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_vector (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *start;
    const char *size;
  } cases[] = {
    { "p.svg", "<?xml", "width=\"300" },
    { "p.Pdf", "%PDF-", "/MediaBox [ 0 0 225 150 ]" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = child (fixture, cases[i].name);
      g_autoptr (GError) error = NULL;
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (gradus_export_picture (file, 300, 200, paint, fixture, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (fixture->width, ==, 300);
      g_assert_true (g_file_load_contents (file, NULL, &contents, &length, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (contents, cases[i].start));
      g_assert_nonnull (memmem (contents, length, cases[i].size, strlen (cases[i].size)));
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    int width, height, code;
    const char *says;
  } cases[] = {
    { "picture", 300, 200, G_IO_ERROR_NOT_SUPPORTED, ".svg" },
    { "picture.jpeg", 300, 200, G_IO_ERROR_NOT_SUPPORTED, "picture.jpeg" },
    { "png", 300, 200, G_IO_ERROR_NOT_SUPPORTED, ".png" },
    { "p.png", 63, 200, G_IO_ERROR_INVALID_ARGUMENT, "63" },
    { "p.png", 300, 16385, G_IO_ERROR_INVALID_ARGUMENT, "16384" },
    { "p.svg", -300, 200, G_IO_ERROR_INVALID_ARGUMENT, "-300" },
    { "missing/p.png", 300, 200, G_IO_ERROR_NOT_FOUND, "folder does not exist" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = child (fixture, cases[i].name);
      g_autoptr (GError) error = NULL;

      g_assert_false (gradus_export_picture (file, cases[i].width, cases[i].height, paint, fixture, NULL, &error));
      g_assert_error (error, G_IO_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (count_files (fixture->folder), ==, 0);
    }
}

/* Where writing fails the old file stands as it was, and nothing lies beside it. */
static void
assert_kept (Fixture *fixture, GFile *file, int code, const char *says)
{
  g_autofree unsigned char *noise = g_malloc (1 << 20);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  memset (noise, 'x', 1 << 20);
  bytes = g_bytes_new (noise, 1 << 20);
  g_assert_false (gradus_export_bytes (file, bytes, NULL, &error));
  g_assert_nonnull (error);
  if (code >= 0)
    g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_nonnull (strstr (error->message, g_file_peek_path (file)));

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = child (fixture, "loss.csv");
  struct rlimit before, small;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "old", -1, NULL));

  /* The system takes the first 64 KiB and then no more, as a full disk does. */
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 65536;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_kept (fixture, file, -1, "could not be written");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = child (fixture, "loss.csv");

  if (geteuid () == 0)
    {
      g_test_skip ("the superuser may write everywhere");
      return;
    }
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "old", -1, NULL));
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  assert_kept (fixture, file, G_IO_ERROR_PERMISSION_DENIED, "you may not write there");
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GFile) picture = child (fixture, "full.png");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("step,loss\n", 10);
  g_autoptr (GError) error = NULL;

  if (g_access ("/dev/full", W_OK) != 0)
    {
      g_test_skip ("no /dev/full");
      return;
    }
  g_assert_false (gradus_export_bytes (full, bytes, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "no space is left"));
  g_clear_error (&error);

  /* A picture that leads there through a link, too; and the device is still a device. */
  g_assert_cmpint (symlink ("/dev/full", g_file_peek_path (picture)), ==, 0);
  g_assert_false (gradus_export_picture (picture, 300, 200, paint, fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_true (g_file_query_file_type (full, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_SPECIAL);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = child (fixture, "taken.png");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (g_file_peek_path (file), 0700), ==, 0);
  g_assert_false (gradus_export_picture (file, 300, 200, paint, fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = child (fixture, "real.csv");
  g_autoptr (GFile) link = child (fixture, "link.csv");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "old and longer", -1, NULL));
  g_assert_cmpint (g_chmod (g_file_peek_path (file), 0640), ==, 0);
  g_assert_cmpint (symlink (g_file_peek_path (file), g_file_peek_path (link)), ==, 0);

  g_assert_true (gradus_export_bytes (link, bytes, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "new");
  g_assert_true (g_file_test (g_file_peek_path (link), G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = child (fixture, "p.png");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (gradus_export_picture (file, 300, 200, paint, fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/export/png", test_png);
  ADD ("/export/vector", test_vector);
  ADD ("/export/refused", test_refused);
  ADD ("/export/cut-short", test_cut_short);
  ADD ("/export/no-permission", test_no_permission);
  ADD ("/export/no-space", test_no_space);
  ADD ("/export/folder", test_folder);
  ADD ("/export/replaced", test_replaced);
  ADD ("/export/cancelled", test_cancelled);
  return g_test_run ();
}
