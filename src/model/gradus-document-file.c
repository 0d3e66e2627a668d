/* A document from bytes and files, and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/gradus-document-private.h"
#include "model/gradus-json-scan.h"

#define SUFFIX     ".gradus"
#define CHUNK_SIZE (1024 * 1024)

/* A file's name without its folder and suffix: a title for want of a better one. */
static char *
get_plain_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  char *name = base ? g_filename_display_name (base) : g_strdup ("");

  if (g_str_has_suffix (name, SUFFIX) && strlen (name) > strlen (SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = 0;
  return name;
}

/* The whole stream, but never more than a document may have: a file may be
 * endless, or grow while it is read. */
static GBytes *
read_whole (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, CHUNK_SIZE, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&content));
      if (content->len + (gsize) n > GRADUS_DOCUMENT_MAX_BYTES)
        {
          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_NO_SPACE,
                       _ ("a document has at most %d MiB, and this file is larger"),
                       GRADUS_DOCUMENT_MAX_BYTES / (1024 * 1024));
          return NULL;
        }
      g_byte_array_append (content, chunk, (guint) n);
    }
}

static void
fail_write (const char *path, int saved_errno, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error,
               G_IO_ERROR,
               (int) g_io_error_from_errno (saved_errno),
               /* Translators: a file's name, then the system's reason */
               _ ("%s cannot be written: %s"),
               name,
               g_strerror (saved_errno));
}

/* GLib keeps the system's error number only as a code of its own. */
static int
get_errno (const GError *error)
{
  static const int numbers[] = { EACCES, EDQUOT, EFBIG,  EIO,    ELOOP,   EMFILE, ENAMETOOLONG,
                                 ENFILE, ENOENT, ENOMEM, ENOSPC, ENOTDIR, EPERM,  EROFS };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_error_matches (error, G_FILE_ERROR, (int) g_file_error_from_errno (numbers[i])) &&
        g_file_error_from_errno (numbers[i]) != G_FILE_ERROR_FAILED)
      return numbers[i];
  return EIO;
}

/* GIO's own replacing writes in place where it cannot rename, and a full disk
 * then leaves half a file. Here the new content is whole in a file beside the
 * old one before it takes its name. */
static gboolean
replace_local_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *target = realpath (path, NULL); /* a symbolic link stays one */
  const char *name = target ? target : path;
  g_autoptr (GError) file_error = NULL;
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);
  int mode = 0666;
  GStatBuf info;

  if (g_stat (name, &info) == 0)
    {
      if (!S_ISREG (info.st_mode))
        {
          fail_write (path, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
          return FALSE;
        }
      if (g_access (name, W_OK) != 0)
        {
          fail_write (path, errno, error);
          return FALSE;
        }
      mode = (int) (info.st_mode & 07777);
    }
  if (!g_file_set_contents_full (name,
                                 content,
                                 (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 mode,
                                 &file_error))
    {
      fail_write (path, get_errno (file_error), error);
      return FALSE;
    }
  return TRUE;
}

/* `reader` says where the data may come from, and takes the error. */
static GradusDocument *
read_document (GBytes *bytes, const char *name, GradusJsonReader reader)
{
  g_autoptr (GradusDocument) document = NULL;
  g_autoptr (GString) pointer = NULL;
  g_autoptr (JsonNode) root = gradus_json_parse (bytes, reader.error);

  if (!root)
    return NULL;

  document = gradus_document_alloc ();
  pointer = g_string_new (NULL);
  reader.pointer = pointer;
  if (!gradus_document_read_root (document, &reader, root))
    return NULL;
  if (!document->title)
    document->title = g_utf8_make_valid (name ? name : "", -1);
  return g_steal_pointer (&document);
}

GradusDocument *
gradus_document_new_from_bytes (GBytes *bytes, const char *name, GError **error)
{
  return read_document (bytes, name, (GradusJsonReader){ .error = error });
}

GradusDocument *
gradus_document_new_with_table (GBytes *bytes, const char *name, GradusTable *table, GError **error)
{
  return read_document (bytes, name, (GradusJsonReader){ .error = error, .table = table });
}

GradusDocument *
gradus_document_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = get_plain_name (file);
  GradusDocument *document = NULL;

  if (!stream)
    return NULL; /* this message names the file itself */

  bytes = read_whole (G_INPUT_STREAM (stream), cancellable, error);
  if (bytes)
    document =
        read_document (bytes, name, (GradusJsonReader){ .error = error, .folder = folder, .cancellable = cancellable });
  if (!document)
    {
      g_autofree char *full_name = g_file_get_parse_name (file);

      g_prefix_error (error, "%s: ", full_name);
    }
  return document;
}

gboolean
gradus_document_save (const GradusDocument *document, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = gradus_document_to_bytes (document);
  const char *path = g_file_peek_path (file);
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path)
    return replace_local_file (path, bytes, error);
  return g_file_replace_contents (file, content, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}
