/* Tables on their way into the window: data of one's own, and those that a document asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-csv.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-import-window.h"
#include "widgets/gradus-recent.h"
#include "widgets/gradus-suffix.h"

/* A document and the table that is chosen for it. */
typedef struct
{
  GFile *document;
  GFile *table;
} Pair;

static Pair *
new_pair (GFile *document, GFile *table)
{
  Pair *pair = g_new (Pair, 1);

  pair->document = g_object_ref (document);
  pair->table = g_object_ref (table);
  return pair;
}

static void
free_pair (gpointer data)
{
  Pair *pair = data;

  g_object_unref (pair->document);
  g_object_unref (pair->table);
  g_free (pair);
}

static void
imported_cb (GradusImportWindow *window, const char *name, GradusWindow *self)
{
  /* Translators: %s is a file's name. */
  g_autofree char *text = g_strdup_printf (_ ("The network has the data of “%s”"), name);

  gradus_window_show_toast (self, text, _ ("Undo"), "win.undo");
}

/* Reads document and table, which may be large. */
static void
load_pair (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Pair *pair = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GradusTable) table = NULL;
  g_autofree char *name = g_file_get_basename (pair->document);
  GradusDocument *document = NULL;
  GError *error = NULL;

  bytes = g_file_load_bytes (pair->document, cancellable, NULL, &error);
  if (bytes != NULL)
    table = gradus_csv_load (pair->table, NULL, cancellable, NULL, NULL, &error);
  if (table != NULL)
    document = gradus_document_new_with_table (bytes, name, table, &error);
  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) gradus_document_unref);
  else
    g_task_return_error (task, error);
}

static void
pair_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GradusWindow *self = GRADUS_WINDOW (source);
  const Pair *pair = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *uri = g_file_get_uri (pair->document);
  g_autofree char *etag = gradus_window_read_etag (pair->document);

  if (self->session == NULL)
    return; /* closed meanwhile */
  if (document == NULL)
    {
      gradus_compat_show_message (GTK_WINDOW (self), _ ("The file was not opened"), error->message);
      return;
    }
  gradus_window_show_document (self, document, &(GradusOrigin){ .name = uri, .etag = etag });
  gradus_recent_add (pair->document);
}

static void
table_responded_cb (GtkNativeDialog *dialog, int response, GradusWindow *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  GFile *document = g_object_get_data (G_OBJECT (chooser), "document");
  g_autoptr (GTask) task = NULL;

  if (response != GTK_RESPONSE_ACCEPT || file == NULL)
    return;
  if (document == NULL)
    {
      gradus_window_import (self, file);
      return;
    }
  task = g_task_new (self, NULL, pair_loaded_cb, NULL);
  g_task_set_task_data (task, new_pair (document, file), free_pair);
  g_task_run_in_thread (task, load_pair);
}

/* For `document`, or for the session where that is NULL. */
static void
show_chooser (GradusWindow *self, GFile *document)
{
  g_autoptr (GtkFileFilter) filter = gradus_window_make_table_filter ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  chooser = gtk_file_chooser_native_new (
      _ ("Choose a Table"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  if (document != NULL)
    g_object_set_data_full (G_OBJECT (chooser), "document", g_object_ref (document), g_object_unref);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gradus_window_show_chooser (self, chooser, G_CALLBACK (table_responded_cb));
}

static void
missing_responded_cb (GtkWidget *dialog, const char *response, GradusWindow *self)
{
  if (g_str_equal (response, "accept"))
    show_chooser (self, g_object_get_data (G_OBJECT (dialog), "document"));
}

GtkFileFilter *
gradus_window_make_table_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("CSV tables"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_mime_type (filter, "text/csv");
  gtk_file_filter_add_mime_type (filter, "text/tab-separated-values");
  return filter;
}

gboolean
gradus_window_is_table (GFile *file)
{
  return gradus_suffix_is (file, ".csv") || gradus_suffix_is (file, ".tsv");
}

/* The table is looked at before anything changes. */
void
gradus_window_import (GradusWindow *self, GFile *file)
{
  GtkWidget *window = gradus_import_window_new (GTK_WINDOW (self), self->session, file);

  g_signal_connect_object (window, "imported", G_CALLBACK (imported_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

void
gradus_window_choose_table (GradusWindow *self)
{
  show_chooser (self, NULL);
}

/* The document names a table that is not there; `message` says which. */
void
gradus_window_ask_for_table (GradusWindow *self, GFile *document, const char *message)
{
  GtkWidget *dialog = gradus_compat_show_question (
      GTK_WINDOW (self), _ ("The document’s table is missing"), message, _ ("_Choose File…"));

  g_object_set_data_full (G_OBJECT (dialog), "document", g_object_ref (document), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (missing_responded_cb), self, 0);
}
