/* The reader on any bytes: it reads or refuses, and what it reads is written
 * and read back alike. A libFuzzer target; without libFuzzer a program that runs
 * the files and folders it is given.
 *
 *   CC=clang meson setup build-fuzz -Dfuzzing=true -Db_sanitize=address,undefined -Db_lundef=false
 *   ninja -C build-fuzz tests/model/fuzz-document
 *   build-fuzz/tests/model/fuzz-document -max_len=20000 FOLDER tests/model/documents/…
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "model/gradus-document.h"

/* One byte of input may ask for a network of a thousand neurons a layer, or many samples, which
 * is right and slow: such documents are read, but not written again. */
#define MAX_PARAMETERS 100000
#define MAX_SAMPLES    1000

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_document_new_from_bytes (bytes, "fuzz", &error);
  g_autoptr (GradusDocument) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) rewritten = NULL;

  if ((document == NULL) != (error != NULL))
    g_error ("neither read nor refused");
  if (error && (error->domain != GRADUS_DOCUMENT_ERROR || strchr (error->message, '\n') ||
                !g_utf8_validate (error->message, -1, NULL)))
    g_error ("not a message: %s", error->message);
  if (!document || document->network->shape.n_parameters > MAX_PARAMETERS || document->n_samples > MAX_SAMPLES)
    return 0;

  written = gradus_document_to_bytes (document);
  again = gradus_document_new_from_bytes (written, "fuzz", &error);
  if (!again)
    g_error ("what was written is refused: %s", error->message);
  rewritten = gradus_document_to_bytes (again);
  if (!g_bytes_equal (written, rewritten))
    g_error ("what was written comes back different");
  return 0;
}

#ifndef GRADUS_LIBFUZZER
static gsize
run_path (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autofree char *content = NULL;
  gsize length, n = 0;
  const char *name;

  if (!folder)
    {
      if (!g_file_get_contents (path, &content, &length, NULL))
        g_error ("%s cannot be read", path);
      LLVMFuzzerTestOneInput ((const uint8_t *) content, length);
      return 1;
    }
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += run_path (child);
    }
  return n;
}

int
main (int argc, char *argv[])
{
  gsize n = 0;

  for (int i = 1; i < argc; i++)
    n += run_path (argv[i]);
  g_print ("%" G_GSIZE_FORMAT " passed, 0 failed\n", n);
  return n > 0 ? 0 : 1;
}
#endif
