/* The built-in lessons: documents compiled into the library.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/gradus-document.h"
#include "model/gradus-lessons-resource.h"

#define LESSONS_PATH "/io/github/gradus_app/Gradus/lessons/"

/* In the order of the menu, which sorts them into groups of its own. */
static const char *const lesson_ids[] = {
  "article", "nnfs",  "micrograd", "cs231n",      "nielsen", "trask",   "softmax", "transposed",
  "relu",    "hagan", "han",       "negnevitsky", "mazur",   "macleod", NULL,
};

/* A static library's constructors may be left out of the program, so the
 * resource is registered by name, once. It is then looked up among all
 * resources: the way to this one alone can be NULL for a moment while another
 * thread (GTK's, loading icons) is taking up what was registered. */
static void
register_resource (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      gradus_lessons_register_resource ();
      g_once_init_leave (&registered, 1);
    }
}

static void
translate (char **text)
{
  const char *translation;

  if (!*text || !**text) /* the translation of nothing is the catalogue's header */
    return;
  translation = _ (*text);
  if (translation != *text)
    {
      char *copy = g_strdup (translation);

      g_free (*text);
      *text = copy;
    }
}

static void
translate_document (GradusDocument *document)
{
  translate (&document->title);
  translate (&document->description);
  for (guint i = 0; i < document->pages->len; i++)
    {
      GradusPage *page = document->pages->pdata[i];

      translate (&page->title);
      translate (&page->text);
      for (guint j = 0; j < page->printed->len; j++)
        translate (&((GradusPrinted *) page->printed->pdata[j])->reason);
    }
}

const char *const *
gradus_lessons_get_ids (void)
{
  return lesson_ids;
}

GradusDocument *
gradus_lessons_load (const char *id, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GradusDocument *document;

  if (!g_strv_contains (lesson_ids, id))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no built-in lesson “%s”."), id);
      return NULL;
    }
  path = g_strconcat (LESSONS_PATH, id, ".gradus", NULL);
  register_resource ();
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  document = bytes ? gradus_document_new_from_bytes (bytes, id, error) : NULL;
  if (document)
    translate_document (document);
  return document;
}
