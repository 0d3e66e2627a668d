/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-import-window.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-csv.h"
#include "model/gradus-import.h"
#include "widgets/gradus-amount-row.h"
#include "widgets/gradus-column-row.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-data-words.h"
#include "widgets/gradus-import-column.h"
#include "widgets/gradus-table-preview.h"

#define PROGRESS_MSEC 60
#define PROGRESS_MAX  1000

struct _GradusImportWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *use;
  GtkStack *stack;
  GtkProgressBar *progress;
  AdwStatusPage *trouble;
  GtkDropDown *separator;
  GtkDropDown *decimal;
  GtkSwitch *header;
  GtkLabel *kind_reason;
  GtkExpander *bad;
  GtkLabel *bad_lines;
  GtkDropDown *missing;
  GtkWidget *missing_row;
  GradusAmountRow *test_share;
  GtkSwitch *standardize;
  GtkSwitch *classes;
  GtkWidget *classes_row;
  GtkColumnView *preview;
  GtkLabel *bounds;
  GtkListView *columns;
  GtkLabel *reason;
  GtkLabel *result;

  GradusSession *session;
  GFile *file;
  char *name;             /* the file's, for people */
  GradusImport *import;   /* NULL until the table was read */
  GradusSamples *samples; /* of that; NULL while they are made, and where there are none */
  GCancellable *reading;  /* while it goes on */
  GCancellable *making;   /* likewise */
  gint progress_made;     /* atomic: written by the thread that reads */
  guint progress_id;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusImportWindow, gradus_import_window, ADW_TYPE_WINDOW)

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As in the lists of the template. */
static const char separators[] = { ',', ';', '\t' };
static const char decimals[] = { '.', ',' };

static void
show_reason (GtkLabel *label, const GError *error)
{
  gtk_label_set_text (label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), error != NULL);
}

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static guint
find_char (const char characters[], gsize n, char wanted)
{
  for (gsize i = 0; i < n; i++)
    if (characters[i] == wanted)
      return (guint) i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_bad_lines (GradusImportWindow *self, const GradusTable *table)
{
  g_autofree char *label =
      g_strdup_printf (ngettext ("%zu bad line is left out", "%zu bad lines are left out", table->n_bad), table->n_bad);
  g_autofree char *lines = gradus_data_words_list_bad_lines (table);

  gtk_expander_set_label (self->bad, label);
  gtk_label_set_text (self->bad_lines, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->bad), table->n_bad > 0);
}

static void
show_bounds (GradusImportWindow *self, const GradusTable *table)
{
  g_autofree char *text = g_strdup_printf (
      /* Translators: numbers of rows, of columns and of cells. */
      _ ("Rows: %zu, columns: %zu, missing cells: %zu. The first ones are shown."),
      table->n_rows,
      table->n_columns,
      table->n_missing);

  gtk_label_set_text (self->bounds, text);
}

/* Separator, decimal sign and header as the table was read by them. */
static void
show_kind (GradusImportWindow *self, const GradusTable *table)
{
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->separator, find_char (separators, G_N_ELEMENTS (separators), table->separator));
  gtk_drop_down_set_selected (self->decimal, find_char (decimals, G_N_ELEMENTS (decimals), table->decimal));
  gtk_switch_set_active (self->header, table->has_header);
  self->updating = FALSE;
}

static void
show_result (GradusImportWindow *self)
{
  GradusActivation activation;
  GradusLoss loss;
  g_autofree char *text = NULL;

  gradus_session_choose_output (self->session, self->samples, &activation, &loss);
  text = gradus_data_words_describe_result (self->samples, activation, loss);
  gtk_label_set_text (self->result, text);
}

static void
make_samples (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GradusSamples *samples = gradus_import_get_samples (data, &error);

  if (samples != NULL)
    g_task_return_pointer (task, samples, (GDestroyNotify) gradus_samples_free);
  else
    g_task_return_error (task, error);
}

static void
samples_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GradusImportWindow *self = GRADUS_IMPORT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  GradusSamples *samples = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* others are on their way, or the window is closed */
  g_clear_object (&self->making);
  self->samples = samples;
  gtk_widget_set_sensitive (self->use, samples != NULL);
  show_reason (self->reason, error);
  gtk_widget_set_visible (GTK_WIDGET (self->result), samples != NULL);
  if (samples != NULL)
    show_result (self);
}

/* What the choices come to, in a thread: the table may be large. */
static void
update_samples (GradusImportWindow *self)
{
  g_autoptr (GTask) task = NULL;

  cancel (&self->making);
  g_clear_pointer (&self->samples, gradus_samples_free);
  gtk_widget_set_sensitive (self->use, FALSE);
  gtk_widget_set_visible (self->classes_row, gradus_import_may_be_classes (self->import));

  self->making = g_cancellable_new ();
  task = g_task_new (self, self->making, samples_made_cb, NULL);
  g_task_set_task_data (task, gradus_import_copy (self->import), (GDestroyNotify) gradus_import_free);
  g_task_run_in_thread (task, make_samples);
}

static void
role_changed_cb (GradusImportColumn *column, GParamSpec *pspec, GradusImportWindow *self)
{
  gsize place = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (column), "place"));
  guint role;

  g_object_get (column, "role", &role, NULL);
  self->import->roles[place] = (GradusRole) role;
  update_samples (self);
}

static void
show_columns (GradusImportWindow *self)
{
  const GradusTable *table = self->import->table;
  g_autoptr (GListStore) list = g_list_store_new (GRADUS_TYPE_IMPORT_COLUMN);
  g_autoptr (GtkSelectionModel) model = NULL;

  for (gsize j = 0; j < table->n_columns; j++)
    {
      g_autoptr (GradusImportColumn) column = gradus_import_column_new (&table->columns[j], self->import->roles[j]);

      g_object_set_data (G_OBJECT (column), "place", GSIZE_TO_POINTER (j));
      g_signal_connect_object (column, "notify::role", G_CALLBACK (role_changed_cb), self, 0);
      g_list_store_append (list, column);
    }
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&list))));
  gtk_list_view_set_model (self->columns, model);
}

/* A table that was read in place of what was there; what was chosen about it stays, where the columns are the same. */
static void
take_table (GradusImportWindow *self, GradusTable *table)
{
  g_autoptr (GradusImport) before = g_steal_pointer (&self->import);

  self->import = gradus_import_new (table, self->name);
  if (before != NULL)
    {
      self->import->fill = before->fill;
      self->import->standardize = before->standardize;
      self->import->classes = before->classes;
      self->import->test_fraction = before->test_fraction;
      if (before->table->n_columns == table->n_columns)
        memcpy (self->import->roles, before->roles, table->n_columns * sizeof (GradusRole));
    }
  show_kind (self, table);
  show_bad_lines (self, table);
  show_bounds (self, table);
  show_columns (self);
  gtk_widget_set_sensitive (self->missing_row, table->n_missing > 0);
  gradus_table_preview_show (self->preview, table);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  update_samples (self);
}

static void
progressed_cb (double fraction, gpointer data)
{
  g_atomic_int_set (&GRADUS_IMPORT_WINDOW (data)->progress_made, (gint) (fraction * PROGRESS_MAX));
}

static gboolean
progress_due_cb (gpointer data)
{
  GradusImportWindow *self = GRADUS_IMPORT_WINDOW (data);

  gtk_progress_bar_set_fraction (self->progress, (double) g_atomic_int_get (&self->progress_made) / PROGRESS_MAX);
  return G_SOURCE_CONTINUE;
}

static void
read_table (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GradusTable *table =
      gradus_csv_load (GRADUS_IMPORT_WINDOW (source)->file, data, cancellable, progressed_cb, source, &error);

  if (table != NULL)
    g_task_return_pointer (task, table, (GDestroyNotify) gradus_table_unref);
  else
    g_task_return_error (task, error);
}

static void
table_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GradusImportWindow *self = GRADUS_IMPORT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusTable) table = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  show_reason (self->kind_reason, self->import != NULL ? error : NULL);
  if (table != NULL)
    {
      take_table (self, table);
    }
  else if (self->import != NULL)
    {
      /* Read otherwise there is nothing in it; as it was read before there is. */
      show_kind (self, self->import->table);
      gtk_stack_set_visible_child_name (self->stack, "preview");
      update_samples (self);
    }
  else
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->trouble, markup);
      gtk_stack_set_visible_child_name (self->stack, "trouble");
      gradus_compat_announce (GTK_WIDGET (self), error->message);
    }
}

static void
start_reading (GradusImportWindow *self, const GradusCsvOptions *options)
{
  g_autoptr (GTask) task = NULL;

  cancel (&self->reading);
  cancel (&self->making);
  gtk_widget_set_sensitive (self->use, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  g_atomic_int_set (&self->progress_made, 0);
  if (self->progress_id == 0)
    self->progress_id = g_timeout_add (PROGRESS_MSEC, progress_due_cb, self);

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, table_read_cb, NULL);
  g_task_set_task_data (task, g_memdup2 (options, sizeof *options), g_free);
  g_task_run_in_thread (task, read_table);
}

static void
kind_chosen_cb (GradusImportWindow *self)
{
  guint separator = gtk_drop_down_get_selected (self->separator);
  guint decimal = gtk_drop_down_get_selected (self->decimal);

  if (self->updating || self->import == NULL || separator >= G_N_ELEMENTS (separators) ||
      decimal >= G_N_ELEMENTS (decimals))
    return;
  start_reading (self,
                 &(GradusCsvOptions){
                     .separator = separators[separator],
                     .decimal = decimals[decimal],
                     .header = gtk_switch_get_active (self->header) ? GRADUS_CSV_HEADER_YES : GRADUS_CSV_HEADER_NO,
                 });
}

static void
choice_changed_cb (GradusImportWindow *self)
{
  if (self->updating || self->import == NULL)
    return;
  self->import->fill = gtk_drop_down_get_selected (self->missing) == 1;
  self->import->standardize = gtk_switch_get_active (self->standardize);
  self->import->classes = gtk_switch_get_active (self->classes);
  update_samples (self);
}

static gboolean
test_share_taken_cb (GradusAmountRow *row, double number, GError **error, GradusImportWindow *self)
{
  if (self->updating || self->import == NULL)
    return FALSE;
  if (!(number >= 0 && number < 100))
    {
      g_set_error_literal (error,
                           GRADUS_SESSION_ERROR,
                           GRADUS_SESSION_ERROR_RANGE,
                           _ ("The share for testing is from 0 to below 100 percent."));
      return FALSE;
    }
  self->import->test_fraction = number / 100;
  gradus_amount_row_set_number (row, number);
  update_samples (self);
  return TRUE;
}

static void
use_clicked_cb (GradusImportWindow *self)
{
  GradusDataSource source = { .file = self->name };
  g_autoptr (GError) error = NULL;

  if (self->samples == NULL)
    return;
  if (!gradus_session_set_data (self->session, self->samples, &source, &error))
    {
      show_reason (self->reason, error);
      return;
    }
  g_signal_emit (self, signals[IMPORTED], 0, self->name);
  gtk_window_close (GTK_WINDOW (self));
}

static void
gradus_import_window_dispose (GObject *object)
{
  GradusImportWindow *self = GRADUS_IMPORT_WINDOW (object);

  self->updating = TRUE;
  cancel (&self->reading);
  cancel (&self->making);
  g_clear_handle_id (&self->progress_id, g_source_remove);

  G_OBJECT_CLASS (gradus_import_window_parent_class)->dispose (object);
}

static void
gradus_import_window_finalize (GObject *object)
{
  GradusImportWindow *self = GRADUS_IMPORT_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->file);
  g_free (self->name);
  gradus_import_free (self->import);
  gradus_samples_free (self->samples);

  G_OBJECT_CLASS (gradus_import_window_parent_class)->finalize (object);
}

static void
gradus_import_window_class_init (GradusImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradus_import_window_finalize;

  signals[IMPORTED] = g_signal_new (
      "imported", GRADUS_TYPE_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (GRADUS_TYPE_AMOUNT_ROW);
  g_type_ensure (GRADUS_TYPE_COLUMN_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, use);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, separator);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, decimal);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, header);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, kind_reason);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, bad);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, bad_lines);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, missing);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, missing_row);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, test_share);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, standardize);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, classes);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, classes_row);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, bounds);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, GradusImportWindow, result);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_share_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
}

static void
gradus_import_window_init (GradusImportWindow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_switch_set_active (self->standardize, TRUE);
  gradus_amount_row_set_upper (self->test_share, 90, 5);
  gradus_amount_row_set_number (self->test_share, 0);
  gradus_compat_name_drop_down (self->separator, _ ("Separator"));
  gradus_compat_name_drop_down (self->decimal, _ ("Decimal sign"));
  gradus_compat_name_drop_down (self->missing, _ ("Missing cells"));
  self->updating = FALSE;
}

GtkWidget *
gradus_import_window_new (GtkWindow *parent, GradusSession *session, GFile *file)
{
  GradusImportWindow *self = g_object_new (GRADUS_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);
  g_autofree char *base = g_file_get_basename (file);

  self->session = g_object_ref (session);
  self->file = g_object_ref (file);
  self->name = g_filename_display_name (base != NULL ? base : "");
  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  adw_window_title_set_subtitle (self->title, self->name);
  start_reading (self, &(GradusCsvOptions){ 0 });
  return GTK_WIDGET (self);
}
