/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-json-scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/gradus-document.h"

/* Longer number texts are refused: no double needs them, and the text is copied to be read. */
#define MAX_NUMBER_LENGTH 1200

typedef struct
{
  const char *text;
  const char *at;
  const char *end;
  gsize n_values;
  guint depth;
  GError **error;
} Scan;

static gboolean scan_value (Scan *scan);

/* Fails at `place`. Lines and columns are counted only now. */
static gboolean
fail_at (Scan *scan, const char *place, const char *reason)
{
  guint line = 1, column = 1;

  for (const char *p = scan->text; p < place; p++)
    {
      if (*p == '\n' || (*p == '\r' && !(p + 1 < scan->end && p[1] == '\n')))
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xc0) != 0x80 && *p != '\r')
        column++;
    }
  g_set_error (scan->error,
               GRADUS_DOCUMENT_ERROR,
               GRADUS_DOCUMENT_ERROR_SYNTAX,
               /* Translators: a place in a file, then what is wrong there */
               _ ("line %u, column %u: %s"),
               line,
               column,
               reason);
  return FALSE;
}

static gboolean
fail (Scan *scan, const char *reason)
{
  return fail_at (scan, scan->at, reason);
}

static gboolean
fail_unexpected (Scan *scan, const char *expected)
{
  if (scan->at == scan->end)
    return fail (scan, _ ("the text ends too early; is the file complete?"));
  if (*scan->at == '\'')
    return fail (scan, _ ("text is written in double quotes (\"), not in single ones"));
  if (*scan->at == '/' || *scan->at == '#')
    return fail (scan, _ ("comments are not allowed in JSON"));
  return fail (scan, expected);
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

static gboolean
at_char (const Scan *scan, char c)
{
  return scan->at < scan->end && *scan->at == c;
}

static gboolean
at_digit (const Scan *scan)
{
  return scan->at < scan->end && g_ascii_isdigit (*scan->at);
}

static void
skip_digits (Scan *scan)
{
  while (at_digit (scan))
    scan->at++;
}

/* Four hexadecimal digits of a \u escape. */
static gboolean
scan_hex (Scan *scan, guint *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++)
    {
      if (scan->at == scan->end || !g_ascii_isxdigit (*scan->at))
        return fail_unexpected (scan, _ ("\\u is followed by four hexadecimal digits"));
      *unit = *unit * 16 + (guint) g_ascii_xdigit_value (*scan->at++);
    }
  return TRUE;
}

/* A \u escape behind its u, together with the second half of a surrogate pair. */
static gboolean
scan_unicode_escape (Scan *scan, const char *start, GString *decoded)
{
  guint unit, low;
  gunichar c;

  if (!scan_hex (scan, &unit))
    return FALSE;
  c = unit;
  if (unit == 0)
    return fail_at (scan, start, _ ("the character NUL (\\u0000) is not allowed"));
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail_at (scan, start, _ ("the second half of a surrogate pair stands alone"));
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
        return fail_at (scan, start, _ ("the first half of a surrogate pair stands alone"));
      scan->at += 2;
      if (!scan_hex (scan, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail_at (scan, start, _ ("the first half of a surrogate pair stands alone"));
      c = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (decoded)
    g_string_append_unichar (decoded, c);
  return TRUE;
}

static gboolean
scan_escape (Scan *scan, GString *decoded)
{
  static const char codes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *start = scan->at++; /* the backslash */
  const char *code;

  if (scan->at == scan->end)
    return fail_unexpected (scan, "");
  if (*scan->at == 'u')
    {
      scan->at++;
      return scan_unicode_escape (scan, start, decoded);
    }
  code = *scan->at ? strchr (codes, *scan->at) : NULL;
  if (!code)
    return fail_at (scan, start, _ ("unknown escape; a backslash itself is written \\\\"));
  scan->at++;
  if (decoded)
    g_string_append_c (decoded, meanings[code - codes]);
  return TRUE;
}

/* A string; its text without escapes is appended to `decoded` where that is not NULL. */
static gboolean
scan_string (Scan *scan, GString *decoded)
{
  scan->at++;
  while (scan->at < scan->end && *scan->at != '"')
    {
      const char *plain = scan->at;

      if (*scan->at == '\\')
        {
          if (!scan_escape (scan, decoded))
            return FALSE;
          continue;
        }
      if ((guchar) *scan->at < 0x20)
        return fail (scan, _ ("a control character (or a line break) inside a text is written as an escape, like \\n"));
      while (scan->at < scan->end && *scan->at != '"' && *scan->at != '\\' && (guchar) *scan->at >= 0x20)
        scan->at++;
      if (decoded)
        g_string_append_len (decoded, plain, scan->at - plain);
    }
  if (scan->at == scan->end)
    return fail_unexpected (scan, "");
  scan->at++;
  return TRUE;
}

/* Whether the number between start and end has a value: finite, and within a
 * 64-bit integer where it is written as one. */
static gboolean
check_number (Scan *scan, const char *start, gboolean is_integer)
{
  char text[MAX_NUMBER_LENGTH + 1];
  gsize length = (gsize) (scan->at - start);

  if (length > MAX_NUMBER_LENGTH)
    return fail_at (scan, start, _ ("the number has too many digits"));
  memcpy (text, start, length);
  text[length] = 0;

  if (!isfinite (g_ascii_strtod (text, NULL)))
    return fail_at (scan, start, _ ("the number is too large; the largest is about 1.8e308"));
  if (is_integer && !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL))
    return fail_at (scan, start, _ ("the integer is too large; write it with an exponent, like 1e20"));
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  const char *start = scan->at;
  gboolean is_integer = TRUE;

  if (at_char (scan, '-'))
    scan->at++;
  if (!at_digit (scan))
    return fail_unexpected (scan, _ ("a digit is expected in a number"));
  if (at_char (scan, '0'))
    {
      scan->at++;
      if (at_digit (scan))
        return fail_at (scan, start, _ ("a number does not begin with needless zeros"));
      if (at_char (scan, 'x') || at_char (scan, 'X'))
        return fail_at (scan, start, _ ("numbers are decimal, not hexadecimal"));
    }
  skip_digits (scan);
  if (at_char (scan, '.'))
    {
      is_integer = FALSE;
      scan->at++;
      if (!at_digit (scan))
        return fail_unexpected (scan, _ ("a digit is expected behind the decimal point"));
      skip_digits (scan);
    }
  if (at_char (scan, 'e') || at_char (scan, 'E'))
    {
      is_integer = FALSE;
      scan->at++;
      if (at_char (scan, '+') || at_char (scan, '-'))
        scan->at++;
      if (!at_digit (scan))
        return fail_unexpected (scan, _ ("a digit is expected in the exponent"));
      skip_digits (scan);
    }
  return check_number (scan, start, is_integer);
}

static gboolean
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isalpha (*scan->at))
    scan->at++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if ((gsize) (scan->at - start) == strlen (words[i]) && strncmp (start, words[i], strlen (words[i])) == 0)
      return TRUE;
  return fail_at (
      scan, start, _ ("unknown word; only true, false and null stand without quotes, and every number is finite"));
}

static gboolean
scan_array (Scan *scan)
{
  scan->at++;
  skip_space (scan);
  if (at_char (scan, ']'))
    {
      scan->at++;
      return TRUE;
    }
  for (;;)
    {
      if (!scan_value (scan))
        return FALSE;
      skip_space (scan);
      if (at_char (scan, ']'))
        {
          scan->at++;
          return TRUE;
        }
      if (!at_char (scan, ','))
        return fail_unexpected (scan, _ ("“,” or “]” is expected here"));
      scan->at++;
      skip_space (scan);
      if (at_char (scan, ']'))
        return fail (scan, _ ("there is no comma behind the last value of a list"));
    }
}

/* One key with its value; `keys` holds the keys before. */
static gboolean
scan_member (Scan *scan, GHashTable *keys)
{
  const char *start = scan->at;
  GString *key;

  if (!at_char (scan, '"'))
    return fail_unexpected (scan, _ ("a key in double quotes is expected here"));
  if (g_hash_table_size (keys) == GRADUS_JSON_MAX_MEMBERS)
    return fail (scan, _ ("an object has too many keys"));

  key = g_string_new (NULL);
  if (!scan_string (scan, key))
    {
      g_string_free (key, TRUE);
      return FALSE;
    }
  if (!g_hash_table_add (keys, g_string_free (key, FALSE)))
    return fail_at (scan, start, _ ("this key stands twice in one object"));

  skip_space (scan);
  if (!at_char (scan, ':'))
    return fail_unexpected (scan, _ ("“:” is expected behind a key"));
  scan->at++;
  return scan_value (scan);
}

static gboolean
scan_members (Scan *scan, GHashTable *keys)
{
  for (;;)
    {
      if (!scan_member (scan, keys))
        return FALSE;
      skip_space (scan);
      if (at_char (scan, '}'))
        {
          scan->at++;
          return TRUE;
        }
      if (!at_char (scan, ','))
        return fail_unexpected (scan, _ ("“,” or “}” is expected here"));
      scan->at++;
      skip_space (scan);
      if (at_char (scan, '}'))
        return fail (scan, _ ("there is no comma behind the last value of an object"));
    }
}

static gboolean
scan_object (Scan *scan)
{
  GHashTable *keys;
  gboolean ok;

  scan->at++;
  skip_space (scan);
  if (at_char (scan, '}'))
    {
      scan->at++;
      return TRUE;
    }
  keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = scan_members (scan, keys);
  g_hash_table_unref (keys);
  return ok;
}

static gboolean
scan_value (Scan *scan)
{
  gboolean ok;

  skip_space (scan);
  if (scan->at == scan->end)
    return fail_unexpected (scan, "");
  if (++scan->n_values > GRADUS_JSON_MAX_VALUES)
    return fail (scan, _ ("the document holds too many values"));

  switch (*scan->at)
    {
    case '{':
    case '[':
      if (scan->depth == GRADUS_JSON_MAX_DEPTH)
        return fail (scan, _ ("lists and objects are nested too deeply"));
      scan->depth++;
      ok = *scan->at == '{' ? scan_object (scan) : scan_array (scan);
      scan->depth--;
      return ok;
    case '"':
      return scan_string (scan, NULL);
    case '-':
      return scan_number (scan);
    case '+':
      return fail (scan, _ ("a number does not begin with “+”"));
    case '.':
      return fail (scan, _ ("a number begins with a digit, like 0.5"));
    default:
      if (g_ascii_isdigit (*scan->at))
        return scan_number (scan);
      if (g_ascii_isalpha (*scan->at))
        return scan_word (scan);
      return fail_unexpected (scan, _ ("a value is expected here"));
    }
}

gboolean
gradus_json_scan (const char *text, gsize length, GError **error)
{
  Scan scan = { .text = text, .at = text, .end = text + length, .error = error };
  const char *invalid;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    return fail (&scan, _ ("the file begins with a byte order mark; save it as UTF-8 without one"));
  if (!g_utf8_validate_len (text, length, &invalid))
    return fail_at (&scan,
                    invalid,
                    *invalid ? _ ("the text is not valid UTF-8 here; save the file as UTF-8")
                             : _ ("the character NUL is not allowed"));
  skip_space (&scan);
  if (scan.at == scan.end)
    return fail (&scan, _ ("the document is empty"));
  if (!scan_value (&scan))
    return FALSE;
  skip_space (&scan);
  if (scan.at < scan.end)
    return fail (&scan, _ ("there is text behind the end of the document"));
  return TRUE;
}

JsonNode *
gradus_json_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) tree_error = NULL;

  if (!gradus_json_scan (text ? text : "", length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &tree_error))
    {
      g_set_error_literal (error, GRADUS_DOCUMENT_ERROR, GRADUS_DOCUMENT_ERROR_SYNTAX, tree_error->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}
