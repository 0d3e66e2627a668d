/* Formulas as one line of plain text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-math-private.h"

#include <string.h>

#include "render/gradus-format.h"

/* Which entry of columns is read. */
typedef enum
{
  UPPER,
  LOWER,
} Reading;

static void write_math (GString *text, const GradusMath *math, Reading reading);

/* Whether a box stands for one thing and needs no parentheses. */
static gboolean
is_single (const GradusMath *math)
{
  switch (math->kind)
    {
    case GRADUS_MATH_FRACTION:
      return FALSE;
    case GRADUS_MATH_ROW:
      return math->children->len == 1 && is_single (gradus_math_child (math, 0));
    case GRADUS_MATH_PART:
    case GRADUS_MATH_COLOR:
    case GRADUS_MATH_DIMMED:
    case GRADUS_MATH_HIDDEN:
      return is_single (gradus_math_child (math, 0));
    default:
      return TRUE;
    }
}

static void
write_operand (GString *text, const GradusMath *math, Reading reading)
{
  gboolean single = is_single (math);

  if (!single)
    g_string_append_c (text, '(');
  write_math (text, math, reading);
  if (!single)
    g_string_append_c (text, ')');
}

static void
write_exponent (GString *text, const GradusMath *exponent, Reading reading)
{
  static const char *const raised[][2] = {
    { "2", "²" }, { "+", "⁺" }, { "−", "⁻" }, { "T", "ᵀ" }, { "+T", "⁺ᵀ" }, { "−T", "⁻ᵀ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (raised); i++)
    if (g_strcmp0 (exponent->text, raised[i][0]) == 0)
      {
        g_string_append (text, raised[i][1]);
        return;
      }
  g_string_append (text, "^(");
  write_math (text, exponent, reading);
  g_string_append_c (text, ')');
}

/* A negative number behind an operator is put in parentheses; below its factor it needs none. */
static void
write_lower (GString *text, const GradusMath *row, guint i, guint first)
{
  gsize start = text->len;

  write_math (text, gradus_math_child (row, i), LOWER);
  if (i > first && gradus_math_child (row, i - 1)->kind == GRADUS_MATH_OPERATOR &&
      strcmp (gradus_math_child (row, i - 1)->text, "→") != 0 && g_str_has_prefix (text->str + start, "−"))
    {
      g_string_insert_c (text, (gssize) start, '(');
      g_string_append_c (text, ')');
    }
}

/* A row with numbers below its factors reads "the factors = the numbers": first
 * all that stands above, then, from the first column to the last, what stands below. */
static void
write_row (GString *text, const GradusMath *row, Reading reading)
{
  guint n = row->children->len, first = n, end = 0;

  for (guint i = 0; i < n; i++)
    if (gradus_math_child (row, i)->kind == GRADUS_MATH_COLUMN)
      {
        first = MIN (first, i);
        end = i + 1;
      }

  for (guint i = 0; i < end; i++)
    write_math (text, gradus_math_child (row, i), UPPER);
  if (first < end)
    {
      /* What closes a parenthesis that was opened before the first column belongs to the columns. */
      while (end < n && gradus_math_child (row, end)->kind == GRADUS_MATH_DELIMITER)
        write_math (text, gradus_math_child (row, end++), UPPER);
      while (first > 0 && gradus_math_child (row, first - 1)->kind == GRADUS_MATH_DELIMITER)
        first--;
      g_string_append (text, " = ");
      for (guint i = first; i < end; i++)
        write_lower (text, row, i, first);
    }
  for (guint i = end; i < n; i++)
    write_math (text, gradus_math_child (row, i), reading);
}

static void
write_matrix (GString *text, const GradusMath *matrix, Reading reading)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < matrix->children->len; i++)
    {
      if (i > 0)
        g_string_append (text, i % matrix->columns == 0 ? "; " : " ");
      write_math (text, gradus_math_child (matrix, i), reading);
    }
  g_string_append_c (text, ']');
}

static void
write_math (GString *text, const GradusMath *math, Reading reading)
{
  switch (math->kind)
    {
    case GRADUS_MATH_SYMBOL:
    case GRADUS_MATH_ITALIC:
    case GRADUS_MATH_UPRIGHT:
    case GRADUS_MATH_DELIMITER:
      g_string_append (text, math->text);
      break;
    case GRADUS_MATH_OPERATOR:
      if (*math->text == '\0')
        g_string_append_c (text, ' ');
      else
        g_string_append_printf (text, " %s ", math->text);
      break;
    case GRADUS_MATH_FRACTION:
      write_operand (text, gradus_math_child (math, 0), reading);
      g_string_append_c (text, '/');
      write_operand (text, gradus_math_child (math, 1), reading);
      break;
    case GRADUS_MATH_SCRIPT:
      write_math (text, gradus_math_child (math, 0), reading);
      if (math->raised)
        write_exponent (text, gradus_math_child (math, 1), reading);
      else
        {
          g_string_append_c (text, '_');
          write_math (text, gradus_math_child (math, 1), reading);
        }
      break;
    case GRADUS_MATH_ROW:
      write_row (text, math, reading);
      break;
    case GRADUS_MATH_COLUMN:
      write_math (text, gradus_math_child (math, reading == UPPER ? 0 : math->children->len - 1), reading);
      break;
    case GRADUS_MATH_MATRIX:
      write_matrix (text, math, reading);
      break;
    case GRADUS_MATH_PART:
    case GRADUS_MATH_COLOR:
    case GRADUS_MATH_DIMMED:
      write_math (text, gradus_math_child (math, 0), reading);
      break;
    case GRADUS_MATH_HIDDEN:
      g_string_append (text, GRADUS_MISSING);
      break;
    }
}

char *
gradus_math_to_text (const GradusMath *math)
{
  GString *text = g_string_new (NULL);

  write_math (text, math, UPPER);
  return g_string_free (text, FALSE);
}
