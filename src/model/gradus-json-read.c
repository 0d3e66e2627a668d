/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-json-read.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#define MAX_SHOWN 40 /* characters of foreign text in a message */

/* Beyond this a double no longer holds every integer. */
#define MAX_EXACT_INTEGER 9007199254740992.0

static const char *
describe_type (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return _ ("an object");
    case JSON_NODE_ARRAY:
      return _ ("a list");
    case JSON_NODE_NULL:
      return _ ("null");
    case JSON_NODE_VALUE:
    default:
      break;
    }
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return _ ("a text");
    case G_TYPE_BOOLEAN:
      return _ ("true or false");
    default:
      return _ ("a number");
    }
}

static gboolean
refuse_type (GradusJsonReader *reader, JsonNode *node, const char *expected)
{
  return gradus_json_refuse (reader,
                             GRADUS_DOCUMENT_ERROR_CONTENT,
                             /* Translators: kinds of values, like "a list expected, a number found" */
                             _ ("%s expected, %s found"),
                             expected,
                             describe_type (node));
}

static gboolean
is_number (JsonNode *node)
{
  return json_node_get_node_type (node) == JSON_NODE_VALUE &&
         (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static gboolean
has_control_character (const char *text)
{
  for (; *text; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return TRUE;
  return FALSE;
}

static gboolean
check_range (GradusJsonReader *reader, GradusJsonRange range, double value)
{
  char minimum[G_ASCII_DTOSTR_BUF_SIZE], maximum[G_ASCII_DTOSTR_BUF_SIZE];

  if ((value > range.minimum || (value == range.minimum && !range.above)) &&
      (value < range.maximum || (value == range.maximum && !range.below)))
    return TRUE;

  g_ascii_formatd (minimum, sizeof minimum, "%g", range.minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%g", range.maximum);
  if (isinf (range.maximum) && range.above)
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a number above %s expected"), minimum);
  if (isinf (range.maximum))
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a number of at least %s expected"), minimum);
  if (range.below)
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a number from %s to below %s expected"), minimum, maximum);
  return gradus_json_refuse (
      reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a number from %s to %s expected"), minimum, maximum);
}

char *
gradus_json_show (const char *text)
{
  GString *shown = g_string_new (NULL);

  for (gsize i = 0; *text && i < MAX_SHOWN; i++, text = g_utf8_next_char (text))
    g_string_append_unichar (shown, g_unichar_isprint (g_utf8_get_char (text)) ? g_utf8_get_char (text) : 0xfffd);
  if (*text)
    g_string_append (shown, "…");
  return g_string_free (shown, FALSE);
}

gsize
gradus_json_enter (GradusJsonReader *reader, const char *key)
{
  gsize mark = reader->pointer->len;

  g_string_append_c (reader->pointer, '/');
  for (; *key; key++)
    {
      if (*key == '~')
        g_string_append (reader->pointer, "~0");
      else if (*key == '/')
        g_string_append (reader->pointer, "~1");
      else
        g_string_append_c (reader->pointer, *key);
    }
  return mark;
}

gsize
gradus_json_enter_index (GradusJsonReader *reader, gsize index)
{
  gsize mark = reader->pointer->len;

  g_string_append_printf (reader->pointer, "/%zu", index);
  return mark;
}

void
gradus_json_leave (GradusJsonReader *reader, gsize mark)
{
  g_string_truncate (reader->pointer, mark);
}

gboolean
gradus_json_refuse (GradusJsonReader *reader, GradusDocumentError code, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (reader->error,
               GRADUS_DOCUMENT_ERROR,
               (int) code,
               "%s: %s",
               reader->pointer->len > 0 ? reader->pointer->str : _ ("the document"),
               reason);
  return FALSE;
}

JsonObject *
gradus_json_object (GradusJsonReader *reader, JsonNode *node)
{
  if (json_node_get_node_type (node) != JSON_NODE_OBJECT)
    {
      refuse_type (reader, node, _ ("an object"));
      return NULL;
    }
  return json_node_get_object (node);
}

JsonArray *
gradus_json_array (GradusJsonReader *reader, JsonNode *node)
{
  if (json_node_get_node_type (node) != JSON_NODE_ARRAY)
    {
      refuse_type (reader, node, _ ("a list"));
      return NULL;
    }
  return json_node_get_array (node);
}

gboolean
gradus_json_number (GradusJsonReader *reader, JsonNode *node, double *value)
{
  if (!is_number (node))
    return refuse_type (reader, node, _ ("a number"));
  *value = json_node_get_double (node);
  return TRUE;
}

gboolean
gradus_json_integer (GradusJsonReader *reader, JsonNode *node, gint64 minimum, gint64 maximum, gint64 *value)
{
  gint64 integer = 0;
  gboolean ok = FALSE;

  if (!is_number (node))
    return refuse_type (reader, node, _ ("a whole number"));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      integer = json_node_get_int (node);
      ok = TRUE;
    }
  else
    {
      double number = json_node_get_double (node);

      /* 3.0 and 1e3 are whole numbers too. */
      if (fabs (number) <= MAX_EXACT_INTEGER && floor (number) == number)
        {
          integer = (gint64) number;
          ok = TRUE;
        }
    }
  if (!ok || integer < minimum || integer > maximum)
    {
      if (maximum == G_MAXINT64)
        return gradus_json_refuse (
            reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a whole number of at least %" PRId64 " expected"), minimum);
      return gradus_json_refuse (reader,
                                 GRADUS_DOCUMENT_ERROR_CONTENT,
                                 _ ("a whole number from %" PRId64 " to %" PRId64 " expected"),
                                 minimum,
                                 maximum);
    }
  *value = integer;
  return TRUE;
}

gboolean
gradus_json_boolean (GradusJsonReader *reader, JsonNode *node, gboolean *value)
{
  if (json_node_get_node_type (node) != JSON_NODE_VALUE || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse_type (reader, node, _ ("true or false"));
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
gradus_json_string (GradusJsonReader *reader, JsonNode *node, gsize max_length, gboolean line, char **value)
{
  const char *text;

  if (json_node_get_node_type (node) != JSON_NODE_VALUE || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse_type (reader, node, _ ("a text"));
  text = json_node_get_string (node);
  if ((gsize) g_utf8_strlen (text, -1) > max_length)
    return gradus_json_refuse (
        reader,
        GRADUS_DOCUMENT_ERROR_CONTENT,
        ngettext ("the text is longer than %zu character", "the text is longer than %zu characters", max_length),
        max_length);
  if (line && has_control_character (text))
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("line breaks and control characters are not allowed here"));
  *value = g_strdup (text);
  return TRUE;
}

static gboolean
check_length (GradusJsonReader *reader, JsonArray *array, gsize n)
{
  return json_array_get_length (array) == n ||
         gradus_json_refuse (reader,
                             GRADUS_DOCUMENT_ERROR_CONTENT,
                             ngettext ("%zu number expected, %u found", "%zu numbers expected, %u found", n),
                             n,
                             json_array_get_length (array));
}

gboolean
gradus_json_vector (GradusJsonReader *reader, JsonNode *node, gsize n, double values[])
{
  JsonArray *array = gradus_json_array (reader, node);

  if (!array || !check_length (reader, array, n))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, (guint) i);

      /* The pointer is only worth its time where something is wrong. */
      if (!is_number (element))
        {
          gsize mark = gradus_json_enter_index (reader, i);

          refuse_type (reader, element, _ ("a number"));
          gradus_json_leave (reader, mark);
          return FALSE;
        }
      values[i] = json_node_get_double (element);
    }
  return TRUE;
}

gboolean
gradus_json_check_matrix (GradusJsonReader *reader, JsonNode *node, gsize rows, gsize columns)
{
  JsonArray *array = gradus_json_array (reader, node);

  if (!array)
    return FALSE;
  if (json_array_get_length (array) != rows)
    return gradus_json_refuse (
        reader,
        GRADUS_DOCUMENT_ERROR_CONTENT,
        ngettext ("%zu row of %zu expected, %u found",
                  /* Translators: rows, numbers in each row, rows found: "2 rows of 3 expected, 3 found" */
                  "%zu rows of %zu expected, %u found",
                  rows),
        rows,
        columns,
        json_array_get_length (array));
  for (gsize i = 0; i < rows; i++)
    {
      gsize mark = gradus_json_enter_index (reader, i);
      JsonArray *row = gradus_json_array (reader, json_array_get_element (array, (guint) i));
      gboolean ok = row && check_length (reader, row, columns);

      gradus_json_leave (reader, mark);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

gboolean
gradus_json_matrix (GradusJsonReader *reader, JsonNode *node, gsize rows, gsize columns, double values[])
{
  JsonArray *array;

  if (!gradus_json_check_matrix (reader, node, rows, columns))
    return FALSE;
  array = json_node_get_array (node);
  for (gsize i = 0; i < rows; i++)
    {
      gsize mark = gradus_json_enter_index (reader, i);
      gboolean ok =
          gradus_json_vector (reader, json_array_get_element (array, (guint) i), columns, values + i * columns);

      gradus_json_leave (reader, mark);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

gboolean
gradus_json_check_keys (GradusJsonReader *reader, JsonObject *object, const char *const keys[])
{
  JsonObjectIter iter;
  const char *key;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, NULL))
    if (!g_strv_contains (keys, key))
      {
        g_autofree char *known = g_strjoinv (", ", (char **) keys);
        g_autofree char *shown = gradus_json_show (key);
        gsize mark = gradus_json_enter (reader, shown);

        gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("unknown key; known here: %s"), known);
        gradus_json_leave (reader, mark);
        return FALSE;
      }
  return TRUE;
}

JsonNode *
gradus_json_require (GradusJsonReader *reader, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  if (!node)
    {
      gsize mark = gradus_json_enter (reader, key);

      gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("missing"));
      gradus_json_leave (reader, mark);
    }
  return node;
}

gboolean
gradus_json_member_number (GradusJsonReader *reader,
                           JsonObject *object,
                           const char *key,
                           GradusJsonRange range,
                           double *value)
{
  JsonNode *node = json_object_get_member (object, key);
  double number = 0;
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, key);
  ok = gradus_json_number (reader, node, &number) && check_range (reader, range, number);
  gradus_json_leave (reader, mark);
  if (ok)
    *value = number;
  return ok;
}

gboolean
gradus_json_member_integer (GradusJsonReader *reader,
                            JsonObject *object,
                            const char *key,
                            gint64 minimum,
                            gint64 maximum,
                            gint64 *value)
{
  JsonNode *node = json_object_get_member (object, key);
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, key);
  ok = gradus_json_integer (reader, node, minimum, maximum, value);
  gradus_json_leave (reader, mark);
  return ok;
}

gboolean
gradus_json_member_boolean (GradusJsonReader *reader, JsonObject *object, const char *key, gboolean *value)
{
  JsonNode *node = json_object_get_member (object, key);
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, key);
  ok = gradus_json_boolean (reader, node, value);
  gradus_json_leave (reader, mark);
  return ok;
}

gboolean
gradus_json_member_string (GradusJsonReader *reader,
                           JsonObject *object,
                           const char *key,
                           gsize max_length,
                           gboolean line,
                           char **value)
{
  JsonNode *node = json_object_get_member (object, key);
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, key);
  ok = gradus_json_string (reader, node, max_length, line, value);
  gradus_json_leave (reader, mark);
  return ok;
}
