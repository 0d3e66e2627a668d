/* What the parts of the data view share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-field-source.h"
#include "render/gradus-field-picture.h"
#include "widgets/gradus-data-view.h"

G_BEGIN_DECLS

struct _GradusDataView
{
  GradusView view;

  GtkLabel *title;
  GtkLabel *reading;
  GtkLabel *accuracy;
  GtkDropDown *across;
  GtkDropDown *up;
  GtkButton *follow;
  GtkLabel *others; /* what the inputs are that do not vary */
  GtkDrawingArea *area;

  GradusFieldSource *source;
  gsize hovered; /* where the pointer or the arrow keys are; GRADUS_NO_SAMPLE */
  double pointer_x, pointer_y;
  gboolean updating;
};

/* Symbols that a picture borrows. */
typedef struct
{
  char across[GRADUS_SYMBOL_SIZE];
  char up[GRADUS_SYMBOL_SIZE];
  char neuron[GRADUS_SYMBOL_SIZE];
  char target[GRADUS_SYMBOL_SIZE];
} GradusDataNames;

/* gradus-data-view-text.c */

/* What is drawn; false before there is anything. */
gboolean gradus_data_view_fill_picture (GradusDataView *self, GradusFieldPicture *picture, GradusDataNames *names);

/* "ŷ over x₁ and x₂", and, where it is to be `whole`, what the other inputs are. */
char *gradus_data_view_describe_map (GradusDataView *self, gboolean whole);
char *gradus_data_view_describe_sample (GradusDataView *self, gsize sample);
char *gradus_data_view_describe_accuracy (GradusDataView *self); /* empty where there are no classes */
char *gradus_data_view_describe (GradusDataView *self);          /* whole, for a screen reader */

G_END_DECLS
