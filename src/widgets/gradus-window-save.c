/* What the window's document is saved as.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-compat.h"
#include "widgets/gradus-recent.h"
#include "widgets/gradus-suffix.h"

/* Whether the session holds what its file does not. */
static gboolean
is_changed (GradusWindow *self)
{
  return self->saved == NULL || !gradus_session_holds (self->session, self->saved);
}

static void
report_failure (GradusWindow *self, const GError *error)
{
  gradus_compat_show_message (GTK_WINDOW (self), _ ("The document was not saved"), error->message);
}

static void
save_to (GradusWindow *self, GFile *file)
{
  g_autoptr (GradusDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  gradus_session_pause (self->session);
  document = gradus_session_to_document (self->session);
  if (!gradus_document_save (document, file, NULL, &error))
    {
      report_failure (self, error);
      return;
    }

  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *etag = gradus_window_read_etag (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is a file's name. */
  g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), shown);

  gradus_window_set_origin (self, &(GradusOrigin){ .name = uri, .etag = etag });
  gradus_window_mark_saved (self, document);
  gradus_window_update_title (self);
  gradus_window_show_toast (self, text, NULL, NULL);
  gradus_recent_add (file);
}

static void
save_responded_cb (GtkNativeDialog *dialog, int response, GradusWindow *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT || chosen == NULL)
    return;
  file = gradus_suffix_complete (chosen, ".gradus", &error);
  if (file != NULL)
    save_to (self, file);
  else
    report_failure (self, error);
}

static void
conflict_responded_cb (GtkWidget *dialog, const char *response, GradusWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (response, "save-as"))
    {
      gradus_window_choose_target (self);
    }
  else if (g_str_equal (response, "overwrite") && gradus_window_has_file (self))
    {
      file = g_file_new_for_uri (self->origin.name);
      save_to (self, file);
    }
}

static void
ask_about_conflict (GradusWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_parse_name (file);
  /* Translators: %s is a file's path. */
  g_autofree char *text = g_strdup_printf (
      _ ("Another program has changed %s since it was opened. Overwriting it loses those changes."), name);
  GtkWidget *dialog = gradus_compat_show_conflict (GTK_WINDOW (self), _ ("The file has changed on the disk"), text);

  g_signal_connect_object (dialog, "response", G_CALLBACK (conflict_responded_cb), self, 0);
}

char *
gradus_window_read_etag (GFile *file)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? g_strdup (g_file_info_get_etag (info)) : NULL;
}

void
gradus_window_save (GradusWindow *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *etag = NULL;

  if (!gradus_window_has_file (self))
    {
      gradus_window_choose_target (self);
      return;
    }
  file = g_file_new_for_uri (self->origin.name);
  etag = gradus_window_read_etag (file);
  if (etag != NULL && g_strcmp0 (etag, self->origin.etag) != 0)
    ask_about_conflict (self, file);
  else
    save_to (self, file);
}

void
gradus_window_choose_target (GradusWindow *self)
{
  g_autoptr (GtkFileFilter) filter = gradus_window_make_filter ();
  GtkFileChooserNative *chooser;
  g_autoptr (GFile) file = NULL;

  if (self->chooser != NULL)
    return;
  chooser = gtk_file_chooser_native_new (
      _ ("Save As"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  if (gradus_window_has_file (self))
    {
      file = g_file_new_for_uri (self->origin.name);
      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
    }
  else
    /* Translators: the name a new document is given; keep ".gradus". */
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("network.gradus"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gradus_window_show_chooser (self, chooser, G_CALLBACK (save_responded_cb));
}

/* The file, or whatever else was opened, holds what the session does. */
void
gradus_window_mark_saved (GradusWindow *self, GradusDocument *document)
{
  gradus_document_ref (document); /* it may be the one that goes */
  g_clear_pointer (&self->saved, gradus_document_unref);
  self->saved = document;
}

/* The title tells of changes as soon as there are any, and no longer. */
void
gradus_window_check_saved (GradusWindow *self)
{
  if ((gradus_window_has_file (self) && is_changed (self)) != self->shown_changed)
    gradus_window_update_title (self);
}

void
gradus_window_update_title (GradusWindow *self)
{
  const GradusDocument *document = gradus_session_get_document (self->session);
  gboolean has_file = gradus_window_has_file (self);
  g_autofree char *subtitle = NULL;

  self->shown_changed = has_file && is_changed (self);
  if (!has_file)
    {
      gboolean lesson = g_strv_contains (gradus_lessons_get_ids (), self->origin.name);

      if (lesson && gradus_session_get_redesigned (self->session))
        {
          /* Translators: under the title of a lesson whose network was changed by hand, so that the title tells of another. */
          subtitle = g_strdup (_ ("Lesson, changed"));
        }
      else
        subtitle = g_strdup (lesson ? _ ("Lesson") : _ ("Draft"));
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_uri (self->origin.name);
      g_autofree char *name = g_file_get_basename (file);

      g_autofree char *shown = g_filename_display_name (name);

      /* Translators: under the window's title; %s is a file's name. */
      subtitle = self->shown_changed ? g_strdup_printf (_ ("%s • not saved"), shown) : g_steal_pointer (&shown);
    }
  adw_window_title_set_title (self->title, document->title);
  adw_window_title_set_subtitle (self->title, subtitle);

  /* Translators: the window's title in the list of windows; %s is the title of a document. */
  g_autofree char *title = g_strdup_printf (_ ("%s – Gradus"), document->title);
  g_autofree char *marked = g_strconcat (self->shown_changed ? "• " : "", title, NULL);

  gtk_window_set_title (GTK_WINDOW (self), marked);
}
