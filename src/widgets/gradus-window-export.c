/* The data in other forms: exported, and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "render/gradus-export.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-data-table.h"
#include "widgets/gradus-suffix.h"

static void
data_responded_cb (GtkNativeDialog *chooser, int response, GradusWindow *self)
{
  g_autoptr (GtkFileChooserNative) closed = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT || chosen == NULL)
    return;

  csv = gradus_session_export_data (self->session);
  file = gradus_suffix_complete (chosen, ".csv", &error);
  if (file == NULL || !gradus_export_bytes (file, csv, NULL, &error))
    {
      gradus_compat_show_message (GTK_WINDOW (self), _ ("The data were not exported"), error->message);
      return;
    }

  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is a file's name. */
  g_autofree char *text = g_strdup_printf (_ ("Data exported to “%s”"), shown);

  gradus_window_show_toast (self, text, NULL, NULL);
}

void
gradus_window_export_data (GradusWindow *self)
{
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  chooser = gtk_file_chooser_native_new (
      _ ("Export Data"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  /* Translators: the name that exported data are given; keep ".csv". */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("data.csv"));
  gradus_window_show_chooser (self, chooser, G_CALLBACK (data_responded_cb));
}

/* There is one for the window; asked for again, it comes to the front. */
void
gradus_window_show_data_table (GradusWindow *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *table = NULL;

  for (GList *l = windows; l != NULL && table == NULL; l = l->next)
    if (GRADUS_IS_DATA_TABLE (l->data) && gtk_window_get_transient_for (l->data) == GTK_WINDOW (self))
      table = l->data;
  if (table == NULL)
    table = gradus_data_table_new (GTK_WINDOW (self), self->session);
  gtk_window_present (GTK_WINDOW (table));
}
