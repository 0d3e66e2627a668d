/* The sum over paths as a page to print: the delta behind the gradient, each path
 * with its key, number and product, the sum, and the proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-formula-path.h"

G_BEGIN_DECLS

/* Everything is borrowed; the context's trace is the one that the paths are of. */
typedef struct
{
  GradusFormulaContext context;
  const GradusPaths *paths;
} GradusPathPicture;

/* Letters are as large as the size allows; where even small ones do not fit, the list of paths ends early. */
void gradus_path_picture_paint (const GradusPathPicture *picture,
                                const GradusPalette *palette,
                                cairo_t *cr,
                                double width,
                                double height);

G_END_DECLS
