/* The columns of the data table, and its cells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-table-private.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-number.h"
#include "render/gradus-format.h"

#define MOST_VALUES 24 /* inputs, and outputs, that have a column: more widgets than that take their time */

typedef enum
{
  CELL_NUMBER, /* of the row */
  CELL_SET,
  CELL_VALUE, /* an input or a target */
  CELL_ANSWER,
  CELL_LOSS,
} CellKind;

/* What a column shows; a factory's own. */
typedef struct
{
  GradusDataTable *table; /* outlives its columns */
  CellKind kind;
  gsize index; /* of CELL_VALUE as the session counts columns, of CELL_ANSWER an output */
  char *name;
} Column;

static void
free_column (gpointer data, GClosure *closure)
{
  Column *column = data;

  g_free (column->name);
  g_free (column);
}

static gsize
get_place (GtkListItem *item)
{
  return gradus_sample_row_get_place (gtk_list_item_get_item (item));
}

static gboolean
get_value (const Column *column, gsize row, double *value)
{
  gsize n_inputs = gradus_session_get_problem (column->table->session)->shape.n_inputs;
  const double *inputs, *targets, *outputs;
  double loss;

  if (column->kind == CELL_VALUE)
    {
      if (!gradus_session_get_row (column->table->session, row, &inputs, &targets))
        return FALSE;
      *value = column->index < n_inputs ? inputs[column->index] : targets[column->index - n_inputs];
      return TRUE;
    }
  if (!gradus_sample_list_evaluate (column->table->list, row, &outputs, &loss))
    return FALSE;
  *value = column->kind == CELL_LOSS ? loss : outputs[column->index];
  return TRUE;
}

static char *
format_cell (const Column *column, gsize row, int digits)
{
  char number[GRADUS_FORMAT_SIZE];
  double value;

  if (column->kind == CELL_NUMBER)
    return g_strdup_printf ("%" G_GSIZE_FORMAT, row + 1);
  if (column->kind == CELL_SET)
    return g_strdup (gradus_sample_list_is_test (column->table->list, row)
                         /* Translators: in a table of data: this row is for testing. */
                         ? C_ ("table", "test")
                         /* Translators: in a table of data: this row is for training. */
                         : C_ ("table", "train"));
  if (!get_value (column, row, &value))
    return g_strdup ("");
  return g_strdup (gradus_format_number ((GradusFormat){ digits, TRUE }, value, number));
}

/* A cell that is being edited keeps what was typed. */
static void
update_cell (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  const Column *column = g_object_get_data (G_OBJECT (cell), "column");

  if (gtk_list_item_get_item (item) == NULL || column->table->session == NULL ||
      get_place (item) >= gradus_session_get_n_rows (column->table->session))
    return;

  g_autofree char *text = format_cell (column, get_place (item), gradus_session_get_digits (column->table->session));

  if (!GTK_IS_EDITABLE_LABEL (cell))
    gtk_label_set_text (GTK_LABEL (cell), text);
  else if (!gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (cell)))
    gtk_editable_set_text (GTK_EDITABLE (cell), text);
}

static void
finish_editing (GtkListItem *item, GtkWidget *cell, const Column *column)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (cell)));
  g_autofree char *before = format_cell (column, get_place (item), GRADUS_DIGITS_FULL);
  g_autofree char *shown = format_cell (column, get_place (item), gradus_session_get_digits (column->table->session));
  g_autoptr (GError) error = NULL;
  double value;

  /* What was not changed is not rounded to the digits that are shown. */
  if (!g_str_equal (text, before) && !g_str_equal (text, shown) && gradus_number_parse (text, &value, &error))
    gradus_session_set_cells (column->table->session, get_place (item), column->index, 1, 1, &value, &error);
  gradus_data_table_tell (column->table, error);
  update_cell (item);
}

static void
editing_changed_cb (GtkWidget *cell, GParamSpec *pspec, GtkListItem *item)
{
  const Column *column = g_object_get_data (G_OBJECT (cell), "column");

  if (gtk_list_item_get_item (item) == NULL || column->table->session == NULL)
    return;
  if (!gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (cell)))
    {
      finish_editing (item, cell, column);
      return;
    }

  g_autofree char *text = format_cell (column, get_place (item), GRADUS_DIGITS_FULL);

  gtk_editable_set_text (GTK_EDITABLE (cell), text);
  gtk_editable_select_region (GTK_EDITABLE (cell), 0, -1);
}

static void
focus_entered_cb (GtkEventController *controller)
{
  const Column *column = g_object_get_data (G_OBJECT (gtk_event_controller_get_widget (controller)), "column");

  column->table->column = column->index;
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *cell = column->kind == CELL_VALUE ? gtk_editable_label_new ("") : gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (cell), "column", column);
  gtk_widget_add_css_class (cell, "numeric");
  if (column->kind == CELL_VALUE)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      gtk_editable_set_alignment (GTK_EDITABLE (cell), 1);
      gtk_editable_set_width_chars (GTK_EDITABLE (cell), 8);
      g_signal_connect_object (cell, "notify::editing", G_CALLBACK (editing_changed_cb), item, 0);
      g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), NULL);
      gtk_widget_add_controller (cell, focus);
    }
  else
    {
      gtk_label_set_xalign (GTK_LABEL (cell), 1);
      if (column->kind != CELL_SET)
        gtk_label_set_width_chars (GTK_LABEL (cell), column->kind == CELL_NUMBER ? 3 : 8);
      if (column->kind == CELL_NUMBER || column->kind == CELL_SET)
        gtk_widget_add_css_class (cell, "dim-label");
    }
  gtk_list_item_set_child (item, cell);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *row = g_strdup_printf ("%" G_GSIZE_FORMAT, get_place (item) + 1);
  /* Translators: a cell of the table, for a screen reader: "x₁ of row 3". */
  g_autofree char *name = g_strdup_printf (_ ("%1$s of row %2$s"), column->name, row);

  if (column->kind == CELL_VALUE)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (column->table->list, "changed", G_CALLBACK (update_cell), item, G_CONNECT_SWAPPED);
  update_cell (item);
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  if (column->table->list != NULL)
    g_signal_handlers_disconnect_by_func (column->table->list, update_cell, item);
}

static void
add_column (GradusDataTable *self, CellKind kind, gsize index, const char *name)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;
  Column *column = g_new0 (Column, 1);

  *column = (Column){ self, kind, index, g_strdup (name) };
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), column);
  g_signal_connect_data (factory, "unbind", G_CALLBACK (cell_unbind_cb), column, free_column, 0);
  added = gtk_column_view_column_new (name, factory);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_append_column (self->view, added);
}

/* What the columns are called, one a line, so that they are made again only when they are others. */
static char *
list_names (GradusSession *session)
{
  const GradusShape *shape = &gradus_session_get_problem (session)->shape;
  const GradusNames *names = gradus_session_get_names (session);
  GString *list = g_string_new (NULL);
  char symbol[GRADUS_SYMBOL_SIZE];

  for (gsize i = 0; i < shape->n_inputs; i++)
    g_string_append_printf (list, "%s\n", gradus_symbol_input (names, i, symbol));
  for (gsize k = 0; k < shape->n_outputs; k++)
    g_string_append_printf (list, "%s\n", gradus_symbol_neuron (names, shape, shape->n_layers - 1, k, symbol));
  return g_string_free (list, FALSE);
}

static void
remove_columns (GradusDataTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

void
gradus_data_table_add_columns (GradusDataTable *self)
{
  const GradusShape *shape = &gradus_session_get_problem (self->session)->shape;
  const GradusNames *names = gradus_session_get_names (self->session);
  gsize n_inputs = MIN (shape->n_inputs, MOST_VALUES), n_outputs = MIN (shape->n_outputs, MOST_VALUES);
  g_autofree char *known = list_names (self->session);
  char symbol[GRADUS_SYMBOL_SIZE];

  if (g_strcmp0 (g_object_get_data (G_OBJECT (self), "columns"), known) == 0)
    return;
  g_object_set_data_full (G_OBJECT (self), "columns", g_steal_pointer (&known), g_free);
  self->column = 0;
  remove_columns (self);

  /* Translators: the heading of the rows' numbers. */
  add_column (self, CELL_NUMBER, 0, C_ ("table", "Row"));
  /* Translators: the heading above "train" and "test". */
  add_column (self, CELL_SET, 0, C_ ("table", "Set"));
  for (gsize i = 0; i < n_inputs; i++)
    add_column (self, CELL_VALUE, i, gradus_symbol_input (names, i, symbol));
  for (gsize k = 0; k < n_outputs; k++)
    add_column (self, CELL_VALUE, shape->n_inputs + k, gradus_symbol_target (names, shape, k, symbol));
  for (gsize k = 0; k < n_outputs; k++)
    add_column (self, CELL_ANSWER, k, gradus_symbol_neuron (names, shape, shape->n_layers - 1, k, symbol));
  /* Translators: the heading of the losses, one a sample. */
  add_column (self, CELL_LOSS, 0, C_ ("table", "Loss"));
}
