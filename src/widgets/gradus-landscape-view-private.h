/* What the parts of the view of the landscape share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-landscape-source.h"
#include "render/gradus-landscape-picture.h"
#include "widgets/gradus-landscape-view.h"

G_BEGIN_DECLS

struct _GradusLandscapeView
{
  GradusView view;

  GtkLabel *reading;
  GtkLabel *notes;
  GtkDropDown *second;
  GtkDrawingArea *area;

  GradusLandscapeSource *source;
  GArray *choices;   /* of gsize: the parameters that the drop-down has after "one weight alone" */
  gboolean updating; /* the drop-down */

  gboolean dragging;
  double grip_x, grip_y;   /* from the pointer to the point, in pixels */
  double start_x, start_y; /* the values before a drag */
  double pointer_x, pointer_y;

  char x_name[GRADUS_SYMBOL_SIZE], y_name[GRADUS_SYMBOL_SIZE];
};

/* gradus-landscape-view-text.c. Each returns a text of its own. */
char *gradus_landscape_view_read (GradusLandscapeView *self);       /* the point in a line */
char *gradus_landscape_view_take_notes (GradusLandscapeView *self); /* what must be known besides; may be empty */
char *gradus_landscape_view_describe (GradusLandscapeView *self);   /* all of it in sentences */

G_END_DECLS
