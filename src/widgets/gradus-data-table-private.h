/* What the files of the data table share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-sample-list.h"
#include "widgets/gradus-data-table.h"

G_BEGIN_DECLS

struct _GradusDataTable
{
  AdwWindow parent_instance;

  GtkColumnView *view;
  GtkLabel *note; /* what was refused, or how much is shown */
  GtkButton *remove;

  GradusSession *session;
  GradusSampleList *list;
  GtkMultiSelection *selection;
  gboolean updating;
  gsize column; /* of the cell that had the focus last */
};

/* gradus-data-table-cells.c */
void gradus_data_table_add_columns (GradusDataTable *self);

/* gradus-data-table.c */
void gradus_data_table_tell (GradusDataTable *self, const GError *error); /* NULL: all is well */

G_END_DECLS
