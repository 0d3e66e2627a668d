/* A layer's equations as a page to print.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-formula-equations.h"

G_BEGIN_DECLS

/* Everything is borrowed. */
typedef struct
{
  GradusFormulaContext context;
  size_t layer;
} GradusEquationPicture;

/* Letters are as large as the size allows for all equations to stand on the page. */
void gradus_equation_picture_paint (const GradusEquationPicture *picture,
                                    const GradusPalette *palette,
                                    cairo_t *cr,
                                    double width,
                                    double height);

G_END_DECLS
