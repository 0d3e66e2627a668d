/* What the parts of the data view share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-field-source.h"
#include "render/gradus-field-picture.h"
#include "widgets/gradus-data-tools.h"
#include "widgets/gradus-data-view.h"

G_BEGIN_DECLS

struct _GradusDataView
{
  GradusView view;

  GtkLabel *title;
  GtkLabel *reading;
  GtkLabel *accuracy;
  GtkWidget *axes; /* where more than two inputs are there to choose from */
  GtkDropDown *across;
  GtkDropDown *up;
  GtkButton *follow;
  GtkDrawingArea *area;
  GradusDataTools *tools;

  GradusFieldSource *source;
  gsize hovered; /* where the pointer or the arrow keys are; GRADUS_NO_SAMPLE */
  double pointer_x, pointer_y;
  gboolean updating;

  gboolean stroking;     /* the button is down, and what it does is one entry */
  gsize moved;           /* the sample that is dragged, or GRADUS_NO_SAMPLE */
  double last_x, last_y; /* where the stroke has left its last sample */
  gboolean has_cursor;   /* of the keyboard, for drawing: values of the axes */
  double cursor_x, cursor_y;
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
char *gradus_data_view_describe_place (GradusDataView *self, double across, double up);
char *gradus_data_view_describe_accuracy (GradusDataView *self); /* empty where there are no classes */
char *gradus_data_view_describe (GradusDataView *self);          /* whole, for a screen reader */

/* gradus-data-view.c */
gsize gradus_data_view_pick (GradusDataView *self, double x, double y);

/* gradus-data-view-draw.c */
void gradus_data_view_drag_began_cb (GtkGestureDrag *gesture, double x, double y, GradusDataView *self);
void gradus_data_view_dragged_cb (GtkGestureDrag *gesture, double dx, double dy, GradusDataView *self);
void gradus_data_view_drag_ended_cb (GtkGesture *gesture, GdkEventSequence *sequence, GradusDataView *self);
gboolean gradus_data_view_draw_by_key (GradusDataView *self, guint keyval, GdkModifierType state);
void gradus_data_view_set_cursor (GradusDataView *self, gboolean has_cursor, double x, double y);
void gradus_data_view_end_stroke (GradusDataView *self);

G_END_DECLS
