/* Reading the guided text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/gradus-document-private.h"

/* Digits with at most one point and a sign, as a book prints a number. */
static gboolean
is_printed_number (const char *text)
{
  gsize digits = 0;

  if (*text == '-')
    text++;
  for (; g_ascii_isdigit (*text); text++)
    digits++;
  if (*text == '.' && digits > 0 && g_ascii_isdigit (text[1]))
    for (text++; g_ascii_isdigit (*text); text++)
      ;
  return *text == 0 && digits > 0;
}

static gboolean
read_stage (GradusDocument *document, GradusJsonReader *reader, JsonObject *object, GradusStage *stage)
{
  g_autofree char *symbol = NULL, *shown = NULL;
  gsize mark;

  if (!gradus_json_require (reader, object, "of") ||
      !gradus_json_member_string (reader, object, "of", GRADUS_SYMBOL_SIZE, TRUE, &symbol))
    return FALSE;
  if (*symbol && gradus_symbol_find_stage (document->names, &document->network->shape, symbol, stage))
    return TRUE;

  shown = gradus_json_show (symbol);
  mark = gradus_json_enter (reader, "of");
  gradus_json_refuse (reader,
                      GRADUS_DOCUMENT_ERROR_CONTENT,
                      _ ("this network has no quantity “%s”; it is named like z_h, h, L, ∂L/∂ŷ or w₁"),
                      shown);
  gradus_json_leave (reader, mark);
  return FALSE;
}

static gboolean
read_printed (GradusDocument *document, GradusJsonReader *reader, JsonNode *node, GPtrArray *list)
{
  static const char *const keys[] = { "of", "decimals", "printed", "reason", NULL };
  JsonObject *object = gradus_json_object (reader, node);
  GradusPrinted *printed;
  gint64 decimals = 0;
  gsize mark;

  if (!object || !gradus_json_check_keys (reader, object, keys))
    return FALSE;

  printed = gradus_printed_new ();
  g_ptr_array_add (list, printed);
  if (!read_stage (document, reader, object, &printed->stage) || !gradus_json_require (reader, object, "decimals") ||
      !gradus_json_member_integer (reader, object, "decimals", 0, GRADUS_DOCUMENT_MAX_DECIMALS, &decimals) ||
      !gradus_json_member_string (reader, object, "printed", GRADUS_DOCUMENT_MAX_PRINTED, TRUE, &printed->printed) ||
      !gradus_json_member_string (reader, object, "reason", GRADUS_DOCUMENT_MAX_TEXT, FALSE, &printed->reason))
    return FALSE;
  printed->decimals = (int) decimals;
  if (!printed->printed || is_printed_number (printed->printed))
    return TRUE;

  mark = gradus_json_enter (reader, "printed");
  gradus_json_refuse (
      reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a decimal number in quotes expected, like \"-0.708\""));
  gradus_json_leave (reader, mark);
  return FALSE;
}

static gboolean
read_page (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  static const char *const keys[] = { "title", "text", "printed", NULL };
  JsonObject *object = gradus_json_object (reader, node);
  GradusPage *page;
  JsonNode *printed;
  JsonArray *list;
  gboolean ok = TRUE;
  gsize mark;

  if (!object || !gradus_json_check_keys (reader, object, keys))
    return FALSE;

  page = gradus_page_new ();
  g_ptr_array_add (document->pages, page);
  if (!gradus_json_require (reader, object, "title") || !gradus_json_require (reader, object, "text") ||
      !gradus_json_member_string (reader, object, "title", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &page->title) ||
      !gradus_json_member_string (reader, object, "text", GRADUS_DOCUMENT_MAX_TEXT, FALSE, &page->text))
    return FALSE;

  printed = json_object_get_member (object, "printed");
  if (!printed)
    return TRUE;
  mark = gradus_json_enter (reader, "printed");
  list = gradus_json_array (reader, printed);
  ok = list != NULL;
  for (guint i = 0; ok && i < json_array_get_length (list); i++)
    {
      gsize inner = gradus_json_enter_index (reader, i);

      ok = read_printed (document, reader, json_array_get_element (list, i), page->printed);
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  return ok;
}

gboolean
gradus_document_read_pages (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  JsonArray *pages = gradus_json_array (reader, node);
  gboolean ok = pages != NULL;

  if (ok && json_array_get_length (pages) > GRADUS_DOCUMENT_MAX_PAGES)
    return gradus_json_refuse (reader,
                               GRADUS_DOCUMENT_ERROR_CONTENT,
                               _ ("at most %d pages expected, %u found"),
                               GRADUS_DOCUMENT_MAX_PAGES,
                               json_array_get_length (pages));
  for (guint i = 0; ok && i < json_array_get_length (pages); i++)
    {
      gsize mark = gradus_json_enter_index (reader, i);

      ok = read_page (document, reader, json_array_get_element (pages, i));
      gradus_json_leave (reader, mark);
    }
  return ok;
}
