/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-draft.h"

#include <glib/gstdio.h>

#define DRAFT  "draft.gradus"
#define ORIGIN "draft.origin"

/* The writer's thread and the window's take turns. */
static GMutex lock;
static guint64 last_number, written_number;

static char *
get_path (const char *name)
{
  return g_build_filename (g_get_user_state_dir (), "gradus", name, NULL);
}

/* Says where the draft of this checksum comes from. What was said of the draft that stands there still stays, until
 * the new one has taken its place. */
static gboolean
write_origin (const char *checksum, const GradusOrigin *origin, GError **error)
{
  g_autofree char *path = get_path (ORIGIN);
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  gsize n_groups = 0;

  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    groups = g_key_file_get_groups (keys, &n_groups);
  for (gsize i = 0; i + 1 < n_groups; i++)
    g_key_file_remove_group (keys, groups[i], NULL);
  g_key_file_remove_group (keys, checksum, NULL);
  g_key_file_set_string (keys, checksum, "name", origin->name != NULL ? origin->name : "");
  if (origin->etag != NULL)
    g_key_file_set_string (keys, checksum, "etag", origin->etag);
  return g_key_file_save_to_file (keys, path, error);
}

static void
read_origin (const char *checksum, GradusOrigin *origin)
{
  g_autofree char *path = get_path (ORIGIN);
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *name = NULL;
  g_autofree char *etag = NULL;

  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    {
      name = g_key_file_get_string (keys, checksum, "name", NULL);
      etag = g_key_file_get_string (keys, checksum, "etag", NULL);
    }
  gradus_origin_set (origin, name != NULL ? name : "", etag);
}

static gboolean
write_files (const GradusDocument *document, const GradusOrigin *origin, GError **error)
{
  g_autofree char *path = get_path (DRAFT);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = gradus_document_to_bytes (document);
  g_autofree char *checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);

  g_mkdir_with_parents (folder, 0700);
  return write_origin (checksum, origin, error) &&
         g_file_set_contents_full (path, content, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
remove_files (void)
{
  g_autofree char *draft = get_path (DRAFT);
  g_autofree char *origin = get_path (ORIGIN);

  g_unlink (draft);
  g_unlink (origin);
}

/* What writers that were killed have left half done. */
static void
sweep (void)
{
  g_autofree char *folder = get_path (NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    if (g_str_has_prefix (name, DRAFT ".") || g_str_has_prefix (name, ORIGIN "."))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

void
gradus_origin_set (GradusOrigin *origin, const char *name, const char *etag)
{
  g_autofree char *old_name G_GNUC_UNUSED = origin->name;
  g_autofree char *old_etag G_GNUC_UNUSED = origin->etag;

  origin->name = g_strdup (name);
  origin->etag = g_strdup (etag);
}

void
gradus_origin_clear (GradusOrigin *origin)
{
  g_clear_pointer (&origin->name, g_free);
  g_clear_pointer (&origin->etag, g_free);
}

gboolean
gradus_draft_is_needed (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), FALSE);

  return gradus_session_get_redesigned (session) || gradus_session_get_steps (session) > 0 ||
         gradus_session_get_state (session) == GRADUS_SESSION_WALKING || !gradus_session_is_at_start (session);
}

guint64
gradus_draft_take_number (void)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&lock);

  return ++last_number;
}

gboolean
gradus_draft_write (const GradusDocument *document, const GradusOrigin *origin, guint64 number, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&lock);

  if (number <= written_number)
    return TRUE;
  written_number = number;
  if (document != NULL)
    return write_files (document, origin, error);
  remove_files ();
  return TRUE;
}

GradusDocument *
gradus_draft_load (GradusOrigin *origin, GError **error)
{
  g_autofree char *path = get_path (DRAFT);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *checksum = NULL;
  GradusDocument *document;

  sweep ();
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  if (bytes == NULL)
    return NULL;
  document = gradus_document_new_from_bytes (bytes, "", error);
  checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (document != NULL)
    read_origin (checksum, origin);
  return document;
}

char *
gradus_draft_set_aside (void)
{
  g_autofree char *path = get_path (DRAFT);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "unreadable-draft-%Y-%m-%d-%H%M%S.gradus");
  g_autofree char *aside = get_path (name);

  return g_rename (path, aside) == 0 ? g_steal_pointer (&aside) : NULL;
}
