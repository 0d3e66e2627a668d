/* Samples whose inputs are pictures: many small ones with what they are and what
 * the network answers, and one of them large with the network's outputs as bars.
 *
 * A wrong answer has a cross and says both classes; colour only adds to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "render/gradus-format.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

#define GRADUS_NO_PLACE G_MAXSIZE

/* Everything is borrowed. */
typedef struct
{
  size_t columns, rows; /* pixels of one picture */
  const double *inputs; /* of all samples, columns x rows each */
  double low, high;     /* from paper to ink */
  const size_t *shown;  /* the samples on show, in their order */
  size_t n_shown;
  const guint16 *truths;    /* by sample; NULL where there are no classes */
  const guint16 *answers;   /* by sample; NULL before they are known */
  const char *const *names; /* of the classes */
  double offset;            /* how far it is scrolled, in pixels */
  size_t traced;            /* a sample, or GRADUS_NO_PLACE */
  size_t marked;            /* a place in `shown`, or GRADUS_NO_PLACE */
  double text_scale;
} GradusSamplesPicture;

void gradus_samples_picture_paint (const GradusSamplesPicture *picture,
                                   const GradusPalette *palette,
                                   cairo_t *cr,
                                   double width,
                                   double height);

/* The height of all of them in that width, and of one row; what `offset` counts in. */
double gradus_samples_picture_height (const GradusSamplesPicture *picture, double width, double *row);
size_t gradus_samples_picture_per_row (const GradusSamplesPicture *picture, double width);

/* The place in `shown` at x, y; GRADUS_NO_PLACE where there is none. */
size_t gradus_samples_picture_pick (const GradusSamplesPicture *picture, double width, double x, double y);

/* One sample, its picture above bars for the outputs. */
typedef struct
{
  size_t columns, rows;
  const double *inputs; /* columns x rows */
  double low, high;
  const double *outputs; /* n_outputs */
  size_t n_outputs;
  const char *const *names; /* of the outputs */
  size_t truth, answer;     /* GRADUS_NO_PLACE where there are no classes */
  GradusFormat format;
  double text_scale;
} GradusSamplePicture;

void gradus_sample_picture_paint (const GradusSamplePicture *picture,
                                  const GradusPalette *palette,
                                  cairo_t *cr,
                                  double width,
                                  double height);

/* Draws pixels as squares of ink into a rectangle. */
void gradus_pixels_paint (size_t columns,
                          size_t rows,
                          const double pixels[],
                          double low,
                          double high,
                          const GradusPalette *palette,
                          cairo_t *cr,
                          double x,
                          double y,
                          double width,
                          double height);

G_END_DECLS
