/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-math-private.h"

#include <stdarg.h>
#include <string.h>

static GradusMath *
make (GradusMathKind kind, const char *text)
{
  GradusMath *math = g_new0 (GradusMath, 1);

  math->kind = kind;
  math->text = g_strdup (text);
  if (text == NULL || kind == GRADUS_MATH_SYMBOL)
    math->children = g_ptr_array_new_with_free_func ((GDestroyNotify) gradus_math_free);
  return math;
}

static GradusMath *
wrap (GradusMathKind kind, GradusMath *child)
{
  GradusMath *math = make (kind, NULL);

  g_ptr_array_add (math->children, child);
  return math;
}

static GradusMath *
make_script (GradusMath *base, GradusMath *script, gboolean raised)
{
  GradusMath *math = wrap (GRADUS_MATH_SCRIPT, base);

  g_ptr_array_add (math->children, script);
  math->raised = raised;
  return math;
}

/* Digits that stand below, as plain ones; NULL where `text` is anything else. */
static char *
read_subscript_digits (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter < 0x2080 || letter > 0x2089)
        return NULL;
      g_string_append_c (digits, '0' + (char) (letter - 0x2080));
    }
  return digits->len > 0 ? g_strdup (digits->str) : NULL;
}

/* One letter with what sits on it is a variable, and italic; words and digits are upright. */
static GradusMath *
make_letters (const char *text)
{
  const char *end = text;
  gboolean letter = g_unichar_isalpha (g_utf8_get_char (text));

  if (*text != '\0')
    end = g_utf8_next_char (text);
  while (*end != '\0' && g_unichar_ismark (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  return make (letter && *end == '\0' ? GRADUS_MATH_ITALIC : GRADUS_MATH_UPRIGHT, text);
}

/* "z_h", "w₁", "h1.2", "ŷ", "Adelie": what is set for a symbol. */
static GradusMath *
parse_symbol (const char *symbol)
{
  const char *low = strchr (symbol, '_');

  if (low != NULL && low > symbol && low[1] != '\0')
    {
      g_autofree char *base = g_strndup (symbol, (gsize) (low - symbol));

      return make_script (make_letters (base), parse_symbol (low + 1), FALSE);
    }

  for (const char *c = symbol; *c != '\0'; c = g_utf8_next_char (c))
    {
      g_autofree char *base = g_strndup (symbol, (gsize) (c - symbol));
      g_autofree char *digits = read_subscript_digits (c);

      if (c == symbol)
        continue;
      if (digits != NULL)
        return make_script (make_letters (base), make (GRADUS_MATH_UPRIGHT, digits), FALSE);
      if (g_ascii_isdigit (*c) && strspn (c, "0123456789.") == strlen (c))
        return make_script (make_letters (base), make (GRADUS_MATH_UPRIGHT, c), FALSE);
    }
  return make_letters (symbol);
}

GradusMath *
gradus_math_symbol (const char *symbol)
{
  GradusMath *math = make (GRADUS_MATH_SYMBOL, symbol);

  if (g_str_has_prefix (symbol, "∂"))
    {
      g_ptr_array_add (math->children, make (GRADUS_MATH_UPRIGHT, "∂"));
      symbol += strlen ("∂");
    }
  g_ptr_array_add (math->children, parse_symbol (symbol));
  return math;
}

GradusMath *
gradus_math_text (const char *text)
{
  return make (GRADUS_MATH_UPRIGHT, text);
}

GradusMath *
gradus_math_operator (const char *text)
{
  return make (GRADUS_MATH_OPERATOR, text);
}

GradusMath *
gradus_math_delimiter (const char *text)
{
  return make (GRADUS_MATH_DELIMITER, text);
}

GradusMath *
gradus_math_fraction (GradusMath *numerator, GradusMath *denominator)
{
  GradusMath *math = wrap (GRADUS_MATH_FRACTION, numerator);

  g_ptr_array_add (math->children, denominator);
  return math;
}

GradusMath *
gradus_math_superscript (GradusMath *base, GradusMath *exponent)
{
  return make_script (base, exponent, TRUE);
}

GradusMath *
gradus_math_row (GradusMath *first, ...)
{
  GradusMath *row = make (GRADUS_MATH_ROW, NULL);
  va_list rest;

  va_start (rest, first);
  for (GradusMath *child = first; child != NULL; child = va_arg (rest, GradusMath *))
    gradus_math_append (row, child);
  va_end (rest);
  return row;
}

void
gradus_math_append (GradusMath *row, GradusMath *child)
{
  g_return_if_fail (row->kind == GRADUS_MATH_ROW || row->kind == GRADUS_MATH_COLUMN || row->kind == GRADUS_MATH_MATRIX);

  g_ptr_array_add (row->children, child);
}

GradusMath *
gradus_math_column (void)
{
  return make (GRADUS_MATH_COLUMN, NULL);
}

GradusMath *
gradus_math_matrix (guint columns, const char *shape)
{
  GradusMath *matrix = make (GRADUS_MATH_MATRIX, NULL);

  matrix->text = g_strdup (shape);
  matrix->columns = columns;
  return matrix;
}

GradusMath *
gradus_math_for_part (GradusMath *child, GradusPart part)
{
  GradusMath *math = wrap (GRADUS_MATH_PART, child);

  math->part = part;
  return math;
}

GradusMath *
gradus_math_colored (GradusMath *child, int sign)
{
  GradusMath *math = wrap (GRADUS_MATH_COLOR, child);

  math->sign = sign;
  return math;
}

GradusMath *
gradus_math_dimmed (GradusMath *child)
{
  return wrap (GRADUS_MATH_DIMMED, child);
}

GradusMath *
gradus_math_hidden (GradusMath *child)
{
  return wrap (GRADUS_MATH_HIDDEN, child);
}

void
gradus_math_free (GradusMath *math)
{
  if (math == NULL)
    return;
  g_clear_pointer (&math->children, g_ptr_array_unref);
  g_free (math->text);
  g_free (math);
}
