/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-suffix.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
gradus_suffix_is (GFile *file, const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  size_t length = strlen (name), n = strlen (suffix);

  return length > n && g_ascii_strcasecmp (name + length - n, suffix) == 0;
}

GFile *
gradus_suffix_complete (GFile *file, const char *suffix, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *full = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFile) completed = NULL;

  if (strchr (name, '.') != NULL)
    return g_object_ref (file);

  full = g_strconcat (name, suffix, NULL);
  folder = g_file_get_parent (file);
  completed = g_file_get_child (folder, full);
  if (!g_file_query_exists (completed, NULL))
    return g_steal_pointer (&completed);

  shown = g_filename_display_name (full);
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_EXISTS,
               /* Translators: %s is a file's name. */
               _ ("There is a file “%s” already. To replace it, choose it with its suffix."),
               shown);
  return NULL;
}
