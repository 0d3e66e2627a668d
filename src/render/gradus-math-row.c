/* Rows of a formula: spaces around operators, and lines that break before them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-math-private.h"

#include <string.h>

/* In font sizes. */
#define RELATION_SPACE 0.28
#define BINARY_SPACE   0.2
#define LINE_GAP       0.45
#define SMALL_INDENT   1.2
#define LARGEST_INDENT 0.3 /* of the width */

/* A child of the row, set at the origin. */
typedef struct
{
  GradusMathSize size;
  double before, after; /* space around an operator */
  guint first, end;     /* its marks */
  gboolean relation;    /* = ← → : the best places to break before */
  gboolean operator;
  gboolean starts_line;
  double indent; /* where it starts a line */
} Item;

static gboolean
is_relation (const char *text)
{
  return strcmp (text, "=") == 0 || strcmp (text, "←") == 0 || strcmp (text, "→") == 0;
}

/* Width of the items first .. end - 1 as a line of their own. */
static double
measure (const Item items[], guint first, guint end)
{
  double width = 0;

  for (guint i = first; i < end; i++)
    width += (i == first ? 0 : items[i].before) + items[i].size.width + items[i].after;
  return width;
}

static guint
find_break (const Item items[], guint n, guint from, gboolean relations_only)
{
  guint i = from;

  while (i < n && !(relations_only ? items[i].relation : items[i].operator))
    i++;
  return i;
}

/* Breaks first at relations; only a piece between two of them that is wider
 * than a line is broken at its other operators. */
static void
break_lines (Item items[], guint n, double size, double width)
{
  guint relation = find_break (items, n, 0, TRUE);
  double indent =
      MIN (measure (items, 0, relation) + (relation < n ? items[relation].before : 0), LARGEST_INDENT * width);

  if (relation == n)
    indent = SMALL_INDENT * size;

  double x = 0;
  double deeper = indent + (relation < n ? items[relation].size.width + items[relation].after : 0);

  for (guint piece = 0; piece < n;)
    {
      guint end = find_break (items, n, piece + 1, TRUE);
      double needed = measure (items, piece, end);

      /* What fits no line of its own begins where it stands, if its first bit has room there. */
      double first = measure (items, piece, MIN (find_break (items, n, piece + 1, FALSE), end));
      gboolean too_wide = indent + needed > width && x + items[piece].before + first <= width;

      if (piece > 0 && !too_wide && x + items[piece].before + needed > width)
        {
          items[piece].starts_line = TRUE;
          items[piece].indent = indent;
          x = indent;
        }
      else if (piece > 0)
        x += items[piece].before;

      if (x + needed <= width)
        x += needed;
      else
        for (guint i = piece; i < end;)
          {
            guint next = MIN (find_break (items, n, i + 1, FALSE), end);
            double part = measure (items, i, next);

            if (i > piece && x + items[i].before + part > width)
              {
                items[i].starts_line = TRUE;
                items[i].indent = deeper;
                x = deeper;
              }
            else if (i > piece)
              x += items[i].before;
            x += part;
            i = next;
          }
      piece = end;
    }
}

/* Puts the items side by side from `x` on. */
static GradusMathSize
place_line (GArray *marks, const Item items[], guint first, guint end, double x)
{
  GradusMathSize line = { 0 };

  for (guint i = first; i < end; i++)
    {
      x += i == first ? 0 : items[i].before;
      gradus_math_shift (marks, items[i].first, items[i].end, x, 0);
      x += items[i].size.width + items[i].after;
      line.ascent = MAX (line.ascent, items[i].size.ascent);
      line.descent = MAX (line.descent, items[i].size.descent);
    }
  line.width = x - (end > first ? items[end - 1].after : 0);
  return line;
}

GradusMathSize
gradus_math_set_row (GradusMathSetter *setter, const GradusMath *row, double size, double width)
{
  guint n = row->children->len;
  g_autofree Item *items = g_new0 (Item, n + 1);
  GradusMathSize whole = { 0 };

  for (guint i = 0; i < n; i++)
    {
      const GradusMath *child = gradus_math_child (row, i);

      items[i].first = setter->marks->len;
      items[i].size = gradus_math_set_box (setter, child, size);
      items[i].end = setter->marks->len;
      if (child->kind == GRADUS_MATH_OPERATOR)
        {
          items[i].operator= TRUE;
          items[i].relation = is_relation (child->text);
          items[i].before = items[i].after = size * (items[i].relation ? RELATION_SPACE : BINARY_SPACE);
        }
    }

  if (width > 0 && measure (items, 0, n) > width)
    break_lines (items, n, size, width);

  for (guint i = 0; i < n;)
    {
      guint end = i + 1;

      while (end < n && !items[end].starts_line)
        end++;

      GradusMathSize line = place_line (setter->marks, items, i, end, items[i].indent);
      double dy = i == 0 ? 0 : whole.descent + LINE_GAP * size + line.ascent;

      gradus_math_shift (setter->marks, items[i].first, items[end - 1].end, 0, dy);
      whole.width = MAX (whole.width, line.width);
      whole.ascent = i == 0 ? line.ascent : whole.ascent;
      whole.descent = dy + line.descent;
      i = end;
    }
  return whole;
}
