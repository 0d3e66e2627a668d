/* Formulas: a tree of boxes that is laid out with pango, painted with cairo and told as plain text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "core/gradus-part.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

/* A list of families for pango: book faces with mathematics first. */
#define GRADUS_MATH_FONT "STIX Two Text, Libertinus Serif, TeX Gyre Termes, P052, Nimbus Roman, DejaVu Serif, serif"

typedef struct _GradusMath GradusMath; /* one box; owns its children */

/* A symbol or number. "z_h" and "w₁" are set with a real subscript. Letters of symbols are italic. */
GradusMath *gradus_math_symbol (const char *symbol);
GradusMath *gradus_math_text (const char *text);      /* upright: numbers, operators, words */
GradusMath *gradus_math_operator (const char *text);  /* upright, with space around; "": only a place to break */
GradusMath *gradus_math_delimiter (const char *text); /* a parenthesis around fractions */
GradusMath *gradus_math_fraction (GradusMath *numerator, GradusMath *denominator);
GradusMath *gradus_math_superscript (GradusMath *base, GradusMath *exponent);
GradusMath *gradus_math_row (GradusMath *first, ...) G_GNUC_NULL_TERMINATED;
void gradus_math_append (GradusMath *row, GradusMath *child);
GradusMath *gradus_math_column (void); /* children under one another, centred: a factor over its number */

/* Children row by row between brackets, `columns` of them a row; its number of rows and columns, "3×2", stands below
 * it small, NULL: nothing does. As text: "[1 2; 3 4]". */
GradusMath *gradus_math_matrix (guint columns, const char *shape);

/* A box that stands for a part of the network: hit tests find it and hovering lights it. */
GradusMath *gradus_math_for_part (GradusMath *child, GradusPart part);
GradusMath *gradus_math_colored (GradusMath *child, int sign); /* sign of a number: its colour */
GradusMath *gradus_math_dimmed (GradusMath *child);            /* an aside */
GradusMath *gradus_math_hidden (GradusMath *child);            /* takes its room and shows "–" dimmed in it */
void gradus_math_free (GradusMath *math);

/* The formula in one line of plain text: "∂L/∂w₁ = ∂L/∂ŷ · …". */
char *gradus_math_to_text (const GradusMath *math);

typedef struct
{
  double width, ascent, descent;
} GradusMathSize;

/* A laid-out formula. `size` is the font size in pixels; rows break at "=" and
 * "·" to fit `width` (<= 0: no breaking). */
typedef struct _GradusMathLayout GradusMathLayout;

/* `font_family`: NULL for GRADUS_MATH_FONT. */
GradusMathLayout *gradus_math_layout_new (const GradusMath *math, const char *font_family, double size, double width);
void gradus_math_layout_free (GradusMathLayout *layout);
GradusMathSize gradus_math_layout_size (const GradusMathLayout *layout);
void gradus_math_layout_paint (const GradusMathLayout *layout,
                               const GradusPalette *palette,
                               GradusPart hover,
                               cairo_t *cr,
                               double x,
                               double y); /* top left */
gboolean gradus_math_layout_has (const GradusMathLayout *layout, GradusPart part);
GradusPart gradus_math_layout_pick (const GradusMathLayout *layout, double x, double y); /* from the top left */

G_END_DECLS
