/* The picture of a field: the frame is its geometry, which painting and picking
 * read; map, marks and legend are drawn into it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/gradus-axes.h"
#include "render/gradus-field-picture.h"

/* Of more samples only so many are drawn, evenly chosen, and what is marked. */
#define GRADUS_MOST_MARKS 1500

#define GRADUS_N_MARK_SHAPES 6

typedef struct
{
  double font;               /* pixels */
  double mark;               /* radius of a sample's mark, pixels */
  GradusAxis x, y;           /* y.from is below y.to */
  double low, high;          /* ends of the scale, finite; low <= middle <= high */
  bool has_legend;           /* there is room for one */
  double legend, legend_end; /* its edges */
} GradusFieldFrame;

void gradus_field_frame_init (GradusFieldFrame *frame, const GradusFieldPicture *picture, double width, double height);

/* Whether the picture is a curve over one input. */
bool gradus_field_is_curve (const GradusFieldPicture *picture);

/* The middle of the mark of a sample of the training, or of any inputs and
 * targets; false where there is none to be seen. */
bool gradus_field_frame_place (const GradusFieldFrame *frame,
                               const GradusFieldPicture *picture,
                               size_t sample,
                               double *x,
                               double *y);
bool gradus_field_frame_place_values (const GradusFieldFrame *frame,
                                      const GradusFieldPicture *picture,
                                      const double inputs[],
                                      const double targets[],
                                      double *x,
                                      double *y);

/* Every how manyth sample of the training is drawn; likewise of n others. */
size_t gradus_field_mark_stride (const GradusFieldPicture *picture);
size_t gradus_field_stride (size_t n);

/* -1 at the low end of the scale, 0 at the middle, 1 at the high end. NaN stays. */
double gradus_field_share (const GradusFieldFrame *frame, const GradusFieldPicture *picture, double value);

/* From orange over the surface to blue; `strength` 1: the full colours. */
GradusColor gradus_field_color (const GradusPalette *palette, double share, double strength);
double gradus_field_strength (const GradusPalette *palette); /* of maps, on which marks stand out */

void gradus_field_draw_map (const GradusFieldFrame *frame,
                            const GradusFieldPicture *picture,
                            const GradusPalette *palette,
                            cairo_t *cr);
void gradus_field_draw_curve (const GradusFieldFrame *frame,
                              const GradusFieldPicture *picture,
                              const GradusPalette *palette,
                              cairo_t *cr);
void gradus_field_draw_cursor (const GradusFieldFrame *frame,
                               const GradusFieldPicture *picture,
                               const GradusPalette *palette,
                               cairo_t *cr);
void gradus_field_draw_marks (const GradusFieldFrame *frame,
                              const GradusFieldPicture *picture,
                              const GradusPalette *palette,
                              cairo_t *cr);

/* One mark by itself, as the legend has it. `shape` counts classes. */
void gradus_field_draw_mark (const GradusFieldFrame *frame,
                             const GradusPalette *palette,
                             cairo_t *cr,
                             double x,
                             double y,
                             size_t shape,
                             GradusColor color,
                             bool hollow);
/* The ring round the traced sample. */
void gradus_field_draw_ring (const GradusFieldFrame *frame,
                             const GradusPalette *palette,
                             cairo_t *cr,
                             double x,
                             double y,
                             GradusColor color);

void gradus_field_draw_legend (const GradusFieldFrame *frame,
                               const GradusFieldPicture *picture,
                               const GradusPalette *palette,
                               cairo_t *cr,
                               PangoLayout *text);
