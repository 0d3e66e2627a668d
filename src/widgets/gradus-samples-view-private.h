/* What the parts of the view of samples share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-answer-source.h"
#include "render/gradus-samples-picture.h"
#include "widgets/gradus-samples-view.h"

G_BEGIN_DECLS

struct _GradusSamplesView
{
  GradusView view;

  GtkLabel *reading;
  GtkToggleButton *wrong_only;
  GtkStack *stack;
  GtkDrawingArea *area;
  GtkDrawingArea *large;
  GtkAdjustment *scroll;

  GradusAnswerSource *source;
  char **names;        /* of the classes, or NULL */
  gsize columns, rows; /* of a picture; 0: the inputs are none */
  double low, high;    /* of all pixels */
  gsize *shown;        /* samples on show */
  gsize n_shown;
  gsize marked; /* a place in `shown` that the arrow keys or the pointer are at */
  double pointer_x, pointer_y;
};

/* gradus-samples-view-text.c: what is drawn and said. Each fills its picture, or returns FALSE where there is none. */
gboolean gradus_samples_view_fill (GradusSamplesView *self, GradusSamplesPicture *picture);
gboolean gradus_samples_view_fill_large (GradusSamplesView *self, GradusSamplePicture *picture);
char *gradus_samples_view_describe_sample (GradusSamplesView *self, gsize sample);
char *gradus_samples_view_describe_all (GradusSamplesView *self);

G_END_DECLS
