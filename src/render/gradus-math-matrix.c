/* Matrices: entries in columns between brackets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-math-private.h"

/* In font sizes. */
#define ENTRY_SCALE   0.86
#define ROW_GAP       0.32
#define COLUMN_GAP    0.6
#define BRACKET_GAP   0.16 /* between bracket and entries */
#define BRACKET_REACH 0.12 /* of the bracket above and below them */
#define SERIF         0.2
#define RULE          0.06
#define SHAPE_SCALE   0.56
#define SHAPE_GAP     0.16
#define SMALLEST      8.0 /* pixels */

static void
add_rule (GradusMathSetter *setter, double x, double y, double width, double height)
{
  GradusMathMark mark = {
    .kind = GRADUS_MATH_MARK_RULE, .x = x, .y = y, .width = width, .height = height, .ink = setter->ink
  };

  g_array_append_val (setter->marks, mark);
}

/* One bracket; its serifs point at the entries. */
static void
add_bracket (GradusMathSetter *setter, double x, double top, double bottom, double size, gboolean closes)
{
  double rule = MAX (RULE * size, 1), serif = SERIF * size;

  add_rule (setter, closes ? x + serif - rule : x, top, rule, bottom - top);
  add_rule (setter, x, top, serif, rule);
  add_rule (setter, x, bottom - rule, serif, rule);
}

/* "3×2", below the matrix. */
static double
set_shape (GradusMathSetter *setter, const char *shape, double width, double bottom, double size)
{
  guint first = setter->marks->len;
  GradusMathInk ink = setter->ink;
  GradusMathSize box;
  double y;

  setter->ink = GRADUS_MATH_INK_DIM;
  box = gradus_math_set_text (setter, shape, MAX (SHAPE_SCALE * size, MIN (size, SMALLEST)));
  setter->ink = ink;
  y = bottom + SHAPE_GAP * size + box.ascent;
  gradus_math_shift (setter->marks, first, setter->marks->len, (width - box.width) / 2, y);
  return y + box.descent;
}

GradusMathSize
gradus_math_set_matrix (GradusMathSetter *setter, const GradusMath *matrix, double size)
{
  guint n = matrix->children->len, columns = matrix->columns, rows = (n + columns - 1) / columns;
  g_autofree guint *ends = g_new (guint, n + 1);
  g_autofree GradusMathSize *sizes = g_new (GradusMathSize, n + 1);
  g_autofree double *widths = g_new0 (double, columns + 1);
  GradusMathSize line = { 0 };
  double left = SERIF * size + BRACKET_GAP * size, x = left, width = left;

  ends[0] = setter->marks->len;
  for (guint i = 0; i < n; i++)
    {
      sizes[i] = gradus_math_set_box (setter, gradus_math_child (matrix, i), size * ENTRY_SCALE);
      ends[i + 1] = setter->marks->len;
      widths[i % columns] = MAX (widths[i % columns], sizes[i].width);
      line.ascent = MAX (line.ascent, sizes[i].ascent);
      line.descent = MAX (line.descent, sizes[i].descent);
    }
  for (guint c = 0; c < columns; c++)
    width += widths[c] + (c > 0 ? COLUMN_GAP * size : 0);
  width += left;

  double pitch = line.ascent + line.descent + ROW_GAP * size, height = rows * pitch - ROW_GAP * size;
  double top = -GRADUS_MATH_AXIS * size - height / 2, reach = BRACKET_REACH * size;
  double bottom = top + height + reach;

  for (guint i = 0; i < n; i++)
    {
      guint c = i % columns;

      if (c == 0)
        x = left;
      /* Numbers are flush right, so that their points stand under one another. */
      gradus_math_shift (setter->marks,
                         ends[i],
                         ends[i + 1],
                         x + widths[c] - sizes[i].width,
                         top + (i / columns) * pitch + line.ascent);
      x += widths[c] + COLUMN_GAP * size;
    }
  top -= reach;
  add_bracket (setter, 0, top, bottom, size, FALSE);
  add_bracket (setter, width - SERIF * size, top, bottom, size, TRUE);
  if (matrix->text != NULL)
    return (GradusMathSize){ width, -top, set_shape (setter, matrix->text, width, bottom, size) };
  return (GradusMathSize){ width, -top, bottom };
}
