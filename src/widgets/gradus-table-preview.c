/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-table-preview.h"

#include <math.h>

#include "render/gradus-format.h"

/* What the cells of one column show. */
typedef struct
{
  GradusTable *table;
  gsize column;
} Source;

static void
free_source (gpointer data, GClosure *closure)
{
  Source *source = data;

  gradus_table_unref (source->table);
  g_free (source);
}

static void
cell_made_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Source *source = data;
  GtkWidget *label = gtk_label_new (NULL);
  gboolean numeric = source->table->columns[source->column].type == GRADUS_COLUMN_NUMBER;

  gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1 : 0);
  if (!numeric) /* a number without its end would be another */
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 7);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
    }
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

/* Rows are known by their place alone. */
static void
cell_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Source *source = data;
  const GradusColumn *column = &source->table->columns[source->column];
  guint row = gtk_list_item_get_position (item);
  char number[GRADUS_FORMAT_SIZE];
  const char *text = "–"; /* missing */

  if (column->type == GRADUS_COLUMN_NUMBER && !isnan (column->numbers[row]))
    text = gradus_format_number ((GradusFormat){ GRADUS_DIGITS_FULL, TRUE }, column->numbers[row], number);
  else if (column->type == GRADUS_COLUMN_TEXT && column->codes[row] != GRADUS_CODE_MISSING)
    text = g_ptr_array_index (column->classes, column->codes[row]);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
append_column (GtkColumnView *view, GradusTable *table, gsize column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Source *made = g_new (Source, 1), *bound = g_new (Source, 1);
  g_autoptr (GtkColumnViewColumn) shown = NULL;

  *made = (Source){ gradus_table_ref (table), column };
  *bound = (Source){ gradus_table_ref (table), column };
  g_signal_connect_data (factory, "setup", G_CALLBACK (cell_made_cb), made, free_source, 0);
  g_signal_connect_data (factory, "bind", G_CALLBACK (cell_bound_cb), bound, free_source, 0);
  shown = gtk_column_view_column_new (table->columns[column].name, factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_append_column (view, shown);
}

void
gradus_table_preview_show (GtkColumnView *view, GradusTable *table)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) model = GTK_SELECTION_MODEL (gtk_no_selection_new (NULL));

  gtk_column_view_set_model (view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, first);
    }
  for (gsize j = 0; j < MIN (table->n_columns, GRADUS_PREVIEW_COLUMNS); j++)
    append_column (view, table, j);
  for (gsize i = 0; i < MIN (table->n_rows, GRADUS_PREVIEW_ROWS); i++)
    gtk_string_list_append (rows, "");
  gtk_no_selection_set_model (GTK_NO_SELECTION (model), G_LIST_MODEL (rows));
  gtk_column_view_set_model (view, model);
}
