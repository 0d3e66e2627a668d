/* Where the window's document comes from and where it goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-compat.h"
#include "widgets/gradus-recent.h"

/* The name of the origin of a network that was begun anew. */
#define NEW "new"

static gboolean
is_lesson (const char *origin)
{
  return g_strv_contains (gradus_lessons_get_ids (), origin);
}

/* A small network to begin with. */
static GradusDocument *
create_document (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_resources_lookup_data ("/io/github/gradus_app/Gradus/new-document.gradus", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  /* Translators: the title of a document that was begun anew. */
  GradusDocument *document = gradus_document_new_from_bytes (bytes, _ ("New Network"), &error);

  if (document == NULL)
    g_error ("The new document can't be read: %s", error->message);
  return document;
}

static const char *
get_first_lesson (void)
{
  return gradus_lessons_get_ids ()[0];
}

static void
update_lesson_action (GradusWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "lesson");
  const char *name = self->origin.name;

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (is_lesson (name) ? name : ""));
}

void
gradus_window_set_origin (GradusWindow *self, const GradusOrigin *origin)
{
  gradus_origin_set (&self->origin, origin->name, origin->etag);
  gradus_autosave_set_origin (self->autosave, origin);
  update_lesson_action (self);
}

/* Takes the place of what is on show, which can be had back. */
void
gradus_window_show_document (GradusWindow *self, GradusDocument *document, const GradusOrigin *origin)
{
  g_autofree char *text = NULL;

  g_clear_pointer (&self->previous, gradus_document_unref);
  gradus_origin_clear (&self->previous_origin);
  gradus_session_pause (self->session);
  if (gradus_draft_is_needed (self->session))
    {
      self->previous = gradus_session_to_document (self->session);
      gradus_origin_set (&self->previous_origin, self->origin.name, self->origin.etag);
    }

  gradus_window_set_origin (self, origin);
  gradus_session_load (self->session, document);
  gradus_window_mark_saved (self, document);
  gradus_window_update_title (self);
  gradus_window_update_actions (self);

  gradus_window_hide_toast (self);

  /* What was as its document has it can be opened again. */
  if (self->previous == NULL)
    return;
  /* Translators: %s is the title of a document. */
  text = g_strdup_printf (_ ("Opened “%s”"), document->title);
  gradus_window_show_toast (self, text, _ ("Undo"), "win.reopen");
}

GtkFileFilter *
gradus_window_make_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Gradus documents"));
  gtk_file_filter_add_suffix (filter, "gradus");
  gtk_file_filter_add_mime_type (filter, "application/x-gradus+json");
  return filter;
}

static void
recent_asked_cb (GtkMenuButton *button, gpointer menu)
{
  gradus_recent_fill (menu);
}

void
gradus_window_show_chooser (GradusWindow *self, GtkFileChooserNative *chooser, GCallback responded)
{
  self->chooser = chooser;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", responded, self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_responded_cb (GtkNativeDialog *dialog, int response, GradusWindow *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    gradus_window_open (self, file);
}

/* Where a lesson stands in the menu: what it has, most of all. The first lesson stands alone. */
static const char *
group_of_lesson (const char *id, const GradusDocument *lesson)
{
  const GradusShape *shape = &lesson->network->shape;

  if (g_str_equal (id, get_first_lesson ()))
    return NULL;
  if (shape->layers[shape->n_layers - 1].activation == GRADUS_ACTIVATION_SOFTMAX)
    /* Translators: a group of lessons: published examples with a softmax layer. */
    return C_ ("lessons", "Softmax");
  if (shape->n_layers == 1)
    /* Translators: a group of lessons: published examples with a single neuron. */
    return C_ ("lessons", "One neuron");
  /* Translators: a group of lessons: published examples with a hidden layer. */
  return C_ ("lessons", "A hidden layer");
}

void
gradus_window_fill_lessons (GradusWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) groups = g_menu_new ();
  g_autoptr (GHashTable) group_menus = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  for (const char *const *id = gradus_lessons_get_ids (); *id != NULL; id++)
    {
      g_autoptr (GradusDocument) lesson = gradus_lessons_load (*id, NULL);
      g_autoptr (GMenuItem) item = NULL;
      const char *group = NULL;
      GMenu *place = menu;

      if (lesson == NULL)
        continue;
      item = g_menu_item_new (lesson->title, NULL);
      g_menu_item_set_action_and_target (item, "win.lesson", "s", *id);
      group = group_of_lesson (*id, lesson);
      if (group != NULL)
        place = g_hash_table_lookup (group_menus, group);
      if (place == NULL)
        {
          place = g_menu_new ();
          g_hash_table_insert (group_menus, (gpointer) group, place);
          g_menu_append_submenu (groups, group, G_MENU_MODEL (place));
        }
      g_menu_append_item (place, item);
    }
  /* Translators: heading in the menu of lessons. */
  g_menu_append_section (menu, _ ("Worked Examples in Print"), G_MENU_MODEL (groups));
  gtk_menu_button_set_menu_model (self->lessons_button, G_MENU_MODEL (menu));
  update_lesson_action (self);
}

/* The document that `origin` names, if it is still to be had. */
static GradusDocument *
load_origin (const char *origin)
{
  if (is_lesson (origin))
    return gradus_lessons_load (origin, NULL);
  if (g_str_equal (origin, NEW))
    return create_document ();
  if (*origin == '\0')
    return NULL;

  g_autoptr (GFile) file = g_file_new_for_uri (origin);

  return gradus_document_load (file, NULL, NULL);
}

/* The start goes on; why the draft is not there, and where it is, can be asked for. */
static void
report_broken_draft (GradusWindow *self, const GError *error)
{
  g_autofree char *aside = gradus_draft_set_aside ();
  g_autofree char *shown = aside != NULL ? g_filename_display_name (aside) : NULL;

  if (shown != NULL)
    /* Translators: the reason, then the path of a file. */
    self->draft_trouble = g_strdup_printf (_ ("%s\n\nThe file was kept as %s."), error->message, shown);
  else
    self->draft_trouble = g_strdup (error->message);

  AdwToast *toast = adw_toast_new (_ ("Your last work can’t be read"));

  adw_toast_set_button_label (toast, _ ("Details"));
  adw_toast_set_action_name (toast, "win.show-draft-trouble");
  adw_toast_set_timeout (toast, 0); /* until it was seen */
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* A session on the draft, which stands on the document it began with: Reset leads there. Where that is gone or
 * no longer fits, the draft is a document of its own. NULL where there is no draft. */
static GradusSession *
open_draft (GradusWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) draft = gradus_draft_load (&self->origin, &error);
  g_autoptr (GradusDocument) document = NULL;
  g_autoptr (GradusSession) session = NULL;

  if (draft == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        report_broken_draft (self, error);
      return NULL;
    }

  gradus_window_show_toast (self, _ ("Here is where you left off"), _ ("Start Over"), "win.start-over");

  document = load_origin (self->origin.name);
  if (document != NULL)
    {
      session = gradus_session_new (document);
      self->saved = gradus_document_ref (document);
      if (gradus_session_continue (session, draft))
        return g_steal_pointer (&session);
    }
  return gradus_session_new (draft);
}

GradusSession *
gradus_window_open_first (GradusWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = NULL;
  GradusSession *session = open_draft (self);

  if (session != NULL)
    return session;

  gradus_origin_set (&self->origin, get_first_lesson (), NULL);
  document = gradus_lessons_load (self->origin.name, &error);
  if (document == NULL)
    g_error ("The first lesson can't be read: %s", error->message);
  return gradus_session_new (document);
}

void
gradus_window_open_lesson (GradusWindow *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_lessons_load (id, &error);

  if (document != NULL)
    gradus_window_show_document (self, document, &(GradusOrigin){ .name = (char *) id });
  else
    gradus_compat_show_message (GTK_WINDOW (self), _ ("The lesson was not opened"), error->message);
}

void
gradus_window_open (GradusWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = NULL;
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *etag = NULL;

  g_return_if_fail (GRADUS_IS_WINDOW (self));

  if (gradus_window_is_table (file))
    {
      gradus_window_import (self, file);
      return;
    }
  etag = gradus_window_read_etag (file); /* before it is read: what changes meanwhile is noticed */
  document = gradus_document_load (file, NULL, &error);
  if (g_error_matches (error, GRADUS_DOCUMENT_ERROR, GRADUS_DOCUMENT_ERROR_NO_TABLE))
    {
      gradus_window_ask_for_table (self, file, error->message);
      return;
    }
  if (document == NULL)
    {
      gradus_compat_show_message (GTK_WINDOW (self), _ ("The file was not opened"), error->message);
      return;
    }
  gradus_window_show_document (self, document, &(GradusOrigin){ .name = uri, .etag = etag });
  gradus_recent_add (file);
}

void
gradus_window_open_recent (GradusWindow *self, const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  if (g_file_query_exists (file, NULL))
    {
      gradus_window_open (self, file);
      return;
    }

  g_autofree char *name = g_file_get_parse_name (file);
  /* Translators: %s is a file's path. */
  g_autofree char *text = g_strdup_printf (_ ("%s is no longer there. It was taken off the list."), name);

  gradus_recent_remove (file);
  gradus_compat_show_message (GTK_WINDOW (self), _ ("The file was not opened"), text);
}

void
gradus_window_open_new (GradusWindow *self)
{
  g_autoptr (GradusDocument) document = create_document ();

  gradus_window_show_document (self, document, &(GradusOrigin){ .name = (char *) NEW });
}

/* The list is made when it is asked for, so that it never changes under a hand. */
void
gradus_window_fill_recent (GradusWindow *self)
{
  GMenu *menu = g_menu_new ();

  gtk_menu_button_set_menu_model (self->recent_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_create_popup_func (self->recent_button, recent_asked_cb, menu, g_object_unref);
}

gboolean
gradus_window_has_file (GradusWindow *self)
{
  const char *name = self->origin.name;

  return *name != '\0' && !g_str_equal (name, NEW) && !is_lesson (name);
}

void
gradus_window_choose_file (GradusWindow *self)
{
  g_autoptr (GtkFileFilter) both = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) documents = gradus_window_make_filter ();
  g_autoptr (GtkFileFilter) tables = gradus_window_make_table_filter ();
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  chooser = gtk_file_chooser_native_new (
      _ ("Open"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  gtk_file_filter_set_name (both, _ ("Gradus documents and tables"));
  gtk_file_filter_add_suffix (both, "gradus");
  gtk_file_filter_add_suffix (both, "csv");
  gtk_file_filter_add_suffix (both, "tsv");
  gtk_file_filter_add_mime_type (both, "application/x-gradus+json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), both);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), documents);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), tables);
  gradus_window_show_chooser (self, chooser, G_CALLBACK (open_responded_cb));
}

/* The same action twice goes there and back again. */
void
gradus_window_reopen_previous (GradusWindow *self)
{
  g_autoptr (GradusDocument) document = g_steal_pointer (&self->previous);
  g_auto (GradusOrigin) origin = self->previous_origin;

  self->previous_origin = (GradusOrigin){ 0 };
  if (document != NULL)
    gradus_window_show_document (self, document, &origin);
}

void
gradus_window_show_draft_trouble (GradusWindow *self)
{
  gradus_compat_show_message (GTK_WINDOW (self), _ ("Your last work was not restored"), self->draft_trouble);
}

void
gradus_window_start_over (GradusWindow *self)
{
  g_autofree char *origin = g_strdup (self->origin.name);

  if (g_str_equal (origin, NEW))
    {
      gradus_window_open_new (self);
    }
  else if (*origin == '\0' || is_lesson (origin))
    {
      gradus_window_open_lesson (self, *origin == '\0' ? get_first_lesson () : origin);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_uri (origin);

      gradus_window_open (self, file);
    }
}
