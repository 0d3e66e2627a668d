/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-table-private.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-block.h"
#include "widgets/gradus-compat.h"

G_DEFINE_FINAL_TYPE (GradusDataTable, gradus_data_table, ADW_TYPE_WINDOW)

static gsize *
get_selected (GradusDataTable *self, gsize *n)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gsize *rows;

  *n = gtk_bitset_get_size (set);
  rows = g_new (gsize, *n + 1);
  for (gsize i = 0; i < *n; i++)
    rows[i] = gtk_bitset_get_nth (set, (guint) i);
  return rows;
}

static void
select_row (GradusDataTable *self, gsize row)
{
  self->updating = TRUE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), (guint) row, TRUE);
  self->updating = FALSE;
  /* The rows are in the last child of the table, which has no way of its own to scroll in this release. */
  gtk_widget_activate_action (
      gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item", "u", (guint) row);
}

/* A row of the training is the sample that everything else shows. */
static void
selection_changed_cb (GradusDataTable *self)
{
  gsize n;
  g_autofree gsize *rows = get_selected (self, &n);

  gtk_widget_set_sensitive (GTK_WIDGET (self->remove), n > 0);
  if (!self->updating && n == 1 && !gradus_sample_list_is_test (self->list, rows[0]))
    gradus_session_set_sample (self->session, rows[0]);
}

/* And what is picked elsewhere is selected here; several rows stay as they are. */
static void
sample_changed_cb (GradusDataTable *self)
{
  gsize n, sample = gradus_session_get_sample (self->session);
  g_autofree gsize *rows = get_selected (self, &n);

  if (!gradus_session_get_pinned (self->session) || n > 1 || (n == 1 && rows[0] == sample))
    return;
  select_row (self, sample);
}

static void
update_note (GradusDataTable *self)
{
  const GradusDocument *document = gradus_session_get_document (self->session);
  g_autofree char *train = g_strdup_printf (
      ngettext ("%d row for training", "%d rows for training", document->n_samples), (int) document->n_samples);
  g_autofree char *test =
      g_strdup_printf (ngettext ("%d for testing", "%d for testing", document->n_test), (int) document->n_test);
  /* Translators: "60 rows for training, 12 for testing". */
  g_autofree char *text = g_strdup_printf (_ ("%1$s, %2$s"), train, test);

  gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error");
  gtk_label_set_text (self->note, text);
}

static void
document_changed_cb (GradusDataTable *self)
{
  update_note (self);
  gradus_data_table_add_columns (self);
}

static void
add_row (GradusDataTable *self)
{
  const GradusShape *shape = &gradus_session_get_problem (self->session)->shape;
  const GradusTrace *trace = gradus_session_get_trace (self->session);
  g_autofree double *row = g_new (double, shape->n_inputs + shape->n_outputs);
  g_autoptr (GError) error = NULL;

  memcpy (row, trace->inputs, shape->n_inputs * sizeof *row);
  memcpy (row + shape->n_inputs, trace->targets, shape->n_outputs * sizeof *row);
  if (gradus_session_add_rows (self->session, FALSE, 1, row, &error))
    select_row (self, gradus_session_get_problem (self->session)->n_samples - 1);
  gradus_data_table_tell (self, error);
}

static void
remove_rows (GradusDataTable *self)
{
  g_autoptr (GError) error = NULL;
  gsize n;
  g_autofree gsize *rows = get_selected (self, &n);

  gradus_session_remove_rows (self->session, n, rows, &error);
  gradus_data_table_tell (self, error);
  gradus_compat_announce (GTK_WIDGET (self->view), gtk_label_get_text (self->note));
}

static void
add_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add_row (GRADUS_DATA_TABLE (widget));
}

static void
remove_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  remove_rows (GRADUS_DATA_TABLE (widget));
}

static void
copy_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GradusDataTable *self = GRADUS_DATA_TABLE (widget);
  gsize n;
  g_autofree gsize *rows = get_selected (self, &n);
  g_autofree char *text = gradus_block_format_rows (self->session, n, rows);

  if (n > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* From the first selected row and the column of the focus on; without a selection behind the last row. */
static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (GradusDataTable) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);
  g_autoptr (GradusBlock) block = NULL;
  gsize n;

  if (self->session == NULL)
    return;

  g_autofree gsize *rows = get_selected (self, &n);
  const GradusShape *shape = &gradus_session_get_problem (self->session)->shape;

  if (text != NULL)
    block = gradus_block_parse (text, &error);
  if (block != NULL)
    {
      gsize column = self->column + block->n_columns <= shape->n_inputs + shape->n_outputs ? self->column : 0;

      gradus_session_set_cells (self->session,
                                n > 0 ? rows[0] : gradus_session_get_n_rows (self->session),
                                column,
                                block->n_rows,
                                block->n_columns,
                                block->values,
                                &error);
    }
  gradus_data_table_tell (self, error);
}

static void
paste_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, text_read_cb, g_object_ref (widget));
}

static void
gradus_data_table_dispose (GObject *object)
{
  GradusDataTable *self = GRADUS_DATA_TABLE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gradus_data_table_parent_class)->dispose (object);
}

static void
gradus_data_table_class_init (GradusDataTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_data_table_dispose;

  gtk_widget_class_install_action (widget_class, "table.add", NULL, add_activated_cb);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_activated_cb);
  gtk_widget_class_install_action (widget_class, "table.paste", NULL, paste_activated_cb);
  gtk_widget_class_install_action (widget_class, "table.remove", NULL, remove_activated_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-data-table.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusDataTable, view);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTable, note);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTable, remove);
  gtk_widget_class_bind_template_callback (widget_class, add_row);
  gtk_widget_class_bind_template_callback (widget_class, remove_rows);
}

static void
gradus_data_table_init (GradusDataTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gradus_data_table_tell (GradusDataTable *self, const GError *error)
{
  update_note (self);
  if (error == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
  gtk_label_set_text (self->note, error->message);
  gradus_compat_announce (GTK_WIDGET (self->view), error->message);
}

GtkWidget *
gradus_data_table_new (GtkWindow *parent, GradusSession *session)
{
  GradusDataTable *self = g_object_new (GRADUS_TYPE_DATA_TABLE, "transient-for", parent, NULL);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (parent));
  self->session = g_object_ref (session);
  self->list = gradus_sample_list_new (session);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (
      self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (session, "notify::sample", G_CALLBACK (sample_changed_cb), self);
  g_signal_connect_swapped (session, "notify::pinned", G_CALLBACK (sample_changed_cb), self);
  g_signal_connect_swapped (session, "notify::document", G_CALLBACK (document_changed_cb), self);
  document_changed_cb (self);
  selection_changed_cb (self);
  sample_changed_cb (self);
  return GTK_WIDGET (self);
}
