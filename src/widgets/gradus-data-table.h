/* A window with the samples as a table: read, changed, added, taken away, copied and pasted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_DATA_TABLE (gradus_data_table_get_type ())
G_DECLARE_FINAL_TYPE (GradusDataTable, gradus_data_table, GRADUS, DATA_TABLE, AdwWindow)

/* The actions of `parent` ("win") work in it, too. */
GtkWidget *gradus_data_table_new (GtkWindow *parent, GradusSession *session);

G_END_DECLS
