/* The confusion matrix: a row for each class, a column for each answer, with
 * totals, recall and precision.
 *
 * Blue stands for right and orange for wrong, the stronger the larger the share of
 * its row. Nothing rests on colour alone: right answers stand on the framed
 * diagonal, and every cell has its number, as long as there is room for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "core/gradus-confusion.h"
#include "render/gradus-format.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

#define GRADUS_NO_CLASS G_MAXSIZE

/* Everything is borrowed. */
typedef struct
{
  size_t n_classes;         /* at least 2 */
  const size_t *counts;     /* see gradus-confusion.h */
  const char *const *names; /* n_classes */
  size_t truth, answer;     /* the selected cell, or GRADUS_NO_CLASS */
  GradusFormat format;
  double text_scale;
} GradusConfusionPicture;

void gradus_confusion_picture_paint (const GradusConfusionPicture *picture,
                                     const GradusPalette *palette,
                                     cairo_t *cr,
                                     double width,
                                     double height);

/* The cell at x, y; false where there is none. */
bool gradus_confusion_picture_pick (const GradusConfusionPicture *picture,
                                    double width,
                                    double height,
                                    double x,
                                    double y,
                                    size_t *truth,
                                    size_t *answer);

/* Where a cell stands. */
void gradus_confusion_picture_locate (const GradusConfusionPicture *picture,
                                      double width,
                                      double height,
                                      size_t truth,
                                      size_t answer,
                                      double *x,
                                      double *y);

G_END_DECLS
