/* The tree behind a formula. Each further reading of formulas (layout, plain
 * text, and whatever comes) is one walk over it in a file of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "render/gradus-math.h"

#define GRADUS_MATH_AXIS                                                                                               \
  0.25 /* height of fraction rules and of the middle of matrices above the baseline, in font sizes */

typedef enum
{
  GRADUS_MATH_SYMBOL,    /* text as written, children: what is set for it */
  GRADUS_MATH_ITALIC,    /* text */
  GRADUS_MATH_UPRIGHT,   /* text */
  GRADUS_MATH_OPERATOR,  /* text; lines may break before it */
  GRADUS_MATH_DELIMITER, /* text; a parenthesis as high as fractions */
  GRADUS_MATH_FRACTION,  /* two children */
  GRADUS_MATH_SCRIPT,    /* base, then what stands below (or above: `raised`) */
  GRADUS_MATH_ROW,
  GRADUS_MATH_COLUMN,
  GRADUS_MATH_MATRIX, /* children row by row; text: its shape, or NULL */
  GRADUS_MATH_PART,   /* one child */
  GRADUS_MATH_COLOR,  /* one child */
  GRADUS_MATH_DIMMED, /* one child */
  GRADUS_MATH_HIDDEN, /* one child */
} GradusMathKind;

struct _GradusMath
{
  GradusMathKind kind;
  char *text;          /* of the leaves and of SYMBOL, or NULL */
  GPtrArray *children; /* of GradusMath, owned; NULL for leaves */
  GradusPart part;     /* PART */
  int sign;            /* COLOR */
  gboolean raised;     /* SCRIPT */
  guint columns;       /* MATRIX */
};

typedef enum
{
  GRADUS_MATH_INK_TEXT,
  GRADUS_MATH_INK_DIM,
  GRADUS_MATH_INK_POSITIVE,
  GRADUS_MATH_INK_NEGATIVE,
} GradusMathInk;

/* One thing to draw or to hit, placed from the top left of the formula. */
typedef struct
{
  enum
  {
    GRADUS_MATH_MARK_GLYPHS,
    GRADUS_MATH_MARK_RULE,
    GRADUS_MATH_MARK_PART,
  } kind;
  double x, y, width, height; /* GLYPHS: x, y are the left end of the baseline */
  PangoLayout *glyphs;
  GradusMathInk ink;
  GradusPart part;
} GradusMathMark;

struct _GradusMathLayout
{
  GArray *marks; /* of GradusMathMark */
  GradusMathSize size;
  double font_size;
};

static inline const GradusMath *
gradus_math_child (const GradusMath *math, guint index)
{
  return g_ptr_array_index (math->children, index);
}

/* What setting a formula carries along. */
typedef struct
{
  GArray *marks;
  PangoContext *context;
  PangoFontDescription *font; /* family; size and style are changed as needed */
  GradusMathInk ink;
} GradusMathSetter;

/* Sets one box with the left end of its baseline at 0, 0, and appends its marks. */
GradusMathSize gradus_math_set_box (GradusMathSetter *setter, const GradusMath *math, double size);

/* Sets some letters, upright. */
GradusMathSize gradus_math_set_text (GradusMathSetter *setter, const char *text, double size);

/* Sets a matrix with its middle on the axis of the line. */
GradusMathSize gradus_math_set_matrix (GradusMathSetter *setter, const GradusMath *matrix, double size);

/* Sets the children of a row side by side; with `width` > 0 in lines that fit. */
GradusMathSize gradus_math_set_row (GradusMathSetter *setter, const GradusMath *row, double size, double width);

/* Moves the marks first .. end - 1. */
void gradus_math_shift (GArray *marks, guint first, guint end, double dx, double dy);
