/* What drawing in the picture of the data makes: the samples that a brush leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-classes.h"
#include "model/gradus-session.h"

G_BEGIN_DECLS

typedef enum
{
  GRADUS_BRUSH_CLASS,  /* the class `chosen` */
  GRADUS_BRUSH_VALUE,  /* the target `value` */
  GRADUS_BRUSH_HEIGHT, /* the target is as high as the place, over one input */
} GradusBrushKind;

typedef struct
{
  GradusBrushKind kind;
  gsize across, up; /* the inputs that the axes are; `up` only of a map */
  gboolean curve;   /* there is but one input, across */
  gsize output;     /* whose target `value` and the height are */
  gsize chosen;
  double value;
} GradusBrush;

/* The classes that can be drawn, GRADUS_CLASSES_NONE where the targets are numbers. */
GradusClasses gradus_brush_find_classes (GradusSession *session);

/* Adds a sample at x, y: two inputs or, of a curve, an input and a height. What the
 * brush says nothing of is as in the traced sample. One entry, as gradus_session_add_rows(). */
gboolean gradus_brush_add (const GradusBrush *brush, GradusSession *session, double x, double y, GError **error);

/* Moves a training sample to x, y. Without `height` the height over a single input is no target. */
gboolean gradus_brush_move (const GradusBrush *brush,
                            GradusSession *session,
                            gsize sample,
                            gboolean height,
                            double x,
                            double y,
                            GError **error);

G_END_DECLS
