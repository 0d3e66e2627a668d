/* What a network has learned, with its data: one neuron's activation over two
 * inputs as a map, over one as a curve, and the samples on it.
 *
 * Orange stands for low and blue for high. Nothing rests on colour alone: the
 * decision is a line, classes have shapes, and a scale and a legend tell what is what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "core/gradus-field.h"
#include "render/gradus-format.h"
#include "render/gradus-palette.h"

G_BEGIN_DECLS

#define GRADUS_NO_SAMPLE G_MAXSIZE

/* Everything is borrowed. */
typedef struct
{
  GradusGrid grid;      /* with one row a curve, else a map; its ends are those of the axes */
  const double *values; /* of the grid; NULL before there are any */
  double low, high;     /* what the neuron's activation can be: NaN where there is no bound */
  double middle;        /* the neutral value; where classes are told apart, the decision */
  bool is_output;       /* the targets are those of this neuron */
  size_t output;        /* whose targets colour the samples */

  GradusClasses classes;
  size_t n_inputs, n_outputs, n_samples;
  const double *inputs;  /* n_samples x n_inputs */
  const double *targets; /* n_samples x n_outputs */
  size_t n_test;         /* samples held back for testing, drawn hollow */
  const double *test_inputs;
  const double *test_targets;
  size_t traced; /* samples that are marked, or GRADUS_NO_SAMPLE */
  size_t hovered;
  bool has_cursor; /* a cross for the keyboard stands where the axes have these values */
  double cursor_x, cursor_y;

  const char *across_name; /* symbols: x₁, x₂, ŷ, y */
  const char *up_name;
  const char *neuron_name;
  const char *target_name;
  GradusFormat format;
  double text_scale;
} GradusFieldPicture;

/* Fills low, high and middle for a neuron of that activation. */
void gradus_field_picture_set_scale (GradusFieldPicture *picture, GradusActivation activation);

void gradus_field_picture_paint (const GradusFieldPicture *picture,
                                 const GradusPalette *palette,
                                 cairo_t *cr,
                                 double width,
                                 double height);

/* The sample whose mark is nearest to x, y and not far from it; GRADUS_NO_SAMPLE where there is none. */
size_t gradus_field_picture_pick (const GradusFieldPicture *picture, double width, double height, double x, double y);

/* Where the mark of a sample stands; false where the picture does not show it. */
bool gradus_field_picture_locate (const GradusFieldPicture *picture,
                                  double width,
                                  double height,
                                  size_t sample,
                                  double *x,
                                  double *y);

/* The values of the axes at x, y, or at the nearest place within them: input `across`, and input `up`
 * or, of a curve, what is drawn upwards. False where x, y is outside of the axes. */
bool gradus_field_picture_read (const GradusFieldPicture *picture,
                                double width,
                                double height,
                                double x,
                                double y,
                                double *across,
                                double *up);

/* The ends of the upright axis, whatever is drawn there. */
void gradus_field_picture_get_upright (const GradusFieldPicture *picture, double *bottom, double *top);

/* How far apart samples drawn in one stroke stand at least, pixels. */
double gradus_field_picture_get_spacing (const GradusFieldPicture *picture, double width, double height);

/* The mark of a class by itself, in the middle; `high`: in the colour of the upper of two. */
void gradus_field_picture_paint_mark (const GradusPalette *palette,
                                      cairo_t *cr,
                                      double width,
                                      double height,
                                      size_t shape,
                                      bool high);

G_END_DECLS
