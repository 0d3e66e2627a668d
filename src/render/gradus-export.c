/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define POINTS_PER_PIXEL 0.75 /* 72 / 96 */
#define TEMPORARY_TRIES  16

typedef enum
{
  FORMAT_PNG,
  FORMAT_SVG,
  FORMAT_PDF,
} PictureFormat;

static gboolean
find_format (GFile *file, PictureFormat *format)
{
  static const char *const suffixes[] = { [FORMAT_PNG] = ".png", [FORMAT_SVG] = ".svg", [FORMAT_PDF] = ".pdf" };
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_surface (PictureFormat format, int width, int height, GByteArray *bytes)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case FORMAT_SVG:
      surface = cairo_svg_surface_create_for_stream (append_bytes, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    case FORMAT_PDF:
      surface = cairo_pdf_surface_create_for_stream (
          append_bytes, bytes, width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL);
      /* Every reader takes it, and every cairo writes it alike. */
      cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
      return surface;
    case FORMAT_PNG:
    default:
      return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
    }
}

static cairo_status_t
paint_into (PictureFormat format, int width, int height, GradusPaintFunc paint, gpointer data, GByteArray *bytes)
{
  cairo_surface_t *surface = create_surface (format, width, height, bytes);
  cairo_t *cr = cairo_create (surface);

  if (format == FORMAT_PDF)
    cairo_scale (cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  paint (cr, width, height, data);

  cairo_status_t status = cairo_status (cr);

  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/* Says what went wrong, with which file, and what to do about it. */
static char *
describe_failure (const char *name, const GError *reason)
{
  if (reason->domain == G_IO_ERROR)
    switch (reason->code)
      {
      case G_IO_ERROR_PERMISSION_DENIED:
        /* Translators: %s is the name of a file with its folder. */
        return g_strdup_printf (_ ("“%s” could not be written: you may not write there. Choose another folder."), name);
      case G_IO_ERROR_READ_ONLY:
        return g_strdup_printf (_ ("“%s” could not be written: that place is read-only. Choose another folder."), name);
      case G_IO_ERROR_NO_SPACE:
        return g_strdup_printf (
            _ ("“%s” could not be written: no space is left there. Make room or choose another folder."), name);
      case G_IO_ERROR_NOT_FOUND:
      case G_IO_ERROR_NOT_DIRECTORY:
        return g_strdup_printf (_ ("“%s” could not be written: its folder does not exist. Choose another folder."),
                                name);
      case G_IO_ERROR_IS_DIRECTORY:
        return g_strdup_printf (_ ("“%s” could not be written: it is a folder. Choose another name."), name);
      }

  /* Translators: the first %s is the name of a file with its folder, the second the reason in the system's words. */
  return g_strdup_printf (_ ("“%s” could not be written: %s"), name, reason->message);
}

static gboolean
write_stream (GFileOutputStream *stream, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (!g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, NULL, cancellable, error))
    {
      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL);
      return FALSE;
    }
  return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}

/* A device or a pipe has no content to keep, and must not be replaced by a file. */
static gboolean
write_device (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_append_to (file, G_FILE_CREATE_NONE, cancellable, error);

  return stream != NULL && write_stream (stream, bytes, cancellable, error);
}

/* Creates a new file in the folder of `file`, so that it can be renamed over it. */
static GFileOutputStream *
create_beside (GFile *file, GFile **temporary, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  for (int i = 0; folder != NULL && i < TEMPORARY_TRIES; i++)
    {
      g_autofree char *hidden = g_strdup_printf (".%s.%08x", name, g_random_int ());
      g_autoptr (GFile) candidate = g_file_get_child (folder, hidden);
      g_autoptr (GError) reason = NULL;
      GFileOutputStream *stream = g_file_create (candidate, G_FILE_CREATE_NONE, cancellable, &reason);

      if (stream != NULL)
        {
          *temporary = g_steal_pointer (&candidate);
          return stream;
        }
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _ ("No name for a temporary file is free."));
  return NULL;
}

/* A link stays a link: what it leads to is replaced. */
static GFile *
resolve_link (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *real = path != NULL ? realpath (path, NULL) : NULL;

  return real != NULL ? g_file_new_for_path (real) : g_object_ref (file);
}

static gboolean
write_whole (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) target = resolve_link (file);
  GFileType type = g_file_query_file_type (target, G_FILE_QUERY_INFO_NONE, cancellable);
  g_autoptr (GFile) temporary = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GFileInfo) mode = NULL;

  if (type == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "");
      return FALSE;
    }
  if (type == G_FILE_TYPE_SPECIAL)
    return write_device (target, bytes, cancellable, error);

  stream = create_beside (target, &temporary, cancellable, error);
  if (stream == NULL)
    return FALSE;

  mode = g_file_query_info (target, G_FILE_ATTRIBUTE_UNIX_MODE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (mode != NULL)
    g_file_set_attributes_from_info (temporary, mode, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (write_stream (stream, bytes, cancellable, error) &&
      g_file_move (temporary, target, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return TRUE;

  g_file_delete (temporary, NULL, NULL);
  return FALSE;
}

gboolean
gradus_export_bytes (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (write_whole (file, bytes, cancellable, &reason))
    return TRUE;

  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *message = describe_failure (name, reason);

  g_set_error_literal (error, reason->domain, reason->code, message);
  return FALSE;
}

gboolean
gradus_export_picture (GFile *file,
                       int width,
                       int height,
                       GradusPaintFunc paint,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  PictureFormat format;

  if (!find_format (file, &format))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   /* Translators: %s is a file name. */
                   _ ("“%s” names no kind of picture. End the name with .png, .svg or .pdf."),
                   name);
      return FALSE;
    }
  if (width < GRADUS_EXPORT_MIN_SIZE || width > GRADUS_EXPORT_MAX_SIZE || height < GRADUS_EXPORT_MIN_SIZE ||
      height > GRADUS_EXPORT_MAX_SIZE)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: a size in pixels: width, height, smallest, largest. */
                   _ ("A picture of %d × %d cannot be made. Choose a width and a height from %d to %d."),
                   width,
                   height,
                   GRADUS_EXPORT_MIN_SIZE,
                   GRADUS_EXPORT_MAX_SIZE);
      return FALSE;
    }

  GByteArray *array = g_byte_array_new ();
  cairo_status_t status = paint_into (format, width, height, paint, data, array);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_FAILED,
                   /* Translators: the first %s is a file name, the second the reason. */
                   _ ("The picture for “%s” could not be drawn: %s. Try a smaller size."),
                   name,
                   cairo_status_to_string (status));
      return FALSE;
    }
  return gradus_export_bytes (file, bytes, cancellable, error);
}

double
gradus_export_text_scale (double width, double height)
{
  return CLAMP (MIN (width / 800.0, height / 500.0), 0.5, 8);
}
