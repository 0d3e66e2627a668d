/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-export-window.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-export.h"
#include "render/gradus-plot.h"
#include "widgets/gradus-run-list.h"
#include "widgets/gradus-suffix.h"

struct _GradusExportWindow
{
  AdwWindow parent_instance;

  AdwComboRow *preset;
  GtkSpinButton *width;
  GtkSpinButton *height;
  GtkLabel *hint;

  GradusSession *session; /* whose loss plot it is; NULL: another picture */
  char *name;
  GradusPaintFunc paint; /* of that picture */
  gpointer data;
  GDestroyNotify free_data;
  GradusSettings *settings;
  GtkFileChooserNative *chooser; /* while it is open */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusExportWindow, gradus_export_window, ADW_TYPE_WINDOW)

enum
{
  EXPORTED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As in the list of the template, whose last item stands for any other size. */
static const struct
{
  int width, height;
} presets[] = { { 800, 600 }, { 1280, 800 }, { 1920, 1080 }, { 3840, 2160 } };

static const struct
{
  const char *suffix;
  const char *mime_type;
} kinds[] = {
  { ".png", "image/png" },
  { ".svg", "image/svg+xml" },
  { ".pdf", "application/pdf" },
  { ".csv", "text/csv" },
};

static void
paint_plot (cairo_t *cr, double width, double height, gpointer data)
{
  gradus_plot_paint (data, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

/* Only the loss plot is a table too, which is the last kind. */
static gsize
count_kinds (GradusExportWindow *self)
{
  return self->session != NULL ? G_N_ELEMENTS (kinds) : G_N_ELEMENTS (kinds) - 1;
}

static gboolean
has_known_suffix (GradusExportWindow *self, GFile *file, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;

  for (gsize i = 0; i < count_kinds (self); i++)
    if (gradus_suffix_is (file, kinds[i].suffix))
      return TRUE;

  name = g_file_get_basename (file);
  shown = g_filename_display_name (name);
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_NOT_SUPPORTED,
               self->session != NULL
                   /* Translators: %s is a file's name. */
                   ? _ ("“%s” names no kind of file to export. End the name with .png, .svg, .pdf or .csv.")
                   /* Translators: %s is a file's name. */
                   : _ ("“%s” names no kind of picture. End the name with .png, .svg or .pdf."),
               shown);
  return FALSE;
}

static gboolean
export_plot (GradusExportWindow *self, GFile *file, GError **error)
{
  const GradusHistory *history = gradus_session_get_history (self->session);
  g_auto (GradusRunList) kept = { 0 };
  gboolean logarithmic = FALSE;

  gradus_run_list_fill (&kept, self->session);
  if (gradus_suffix_is (file, ".csv"))
    {
      g_autoptr (GBytes) csv = gradus_plot_to_csv (history, kept.runs, kept.n);

      return gradus_export_bytes (file, csv, NULL, error);
    }

  g_object_get (self->settings, "logarithmic", &logarithmic, NULL);
  int width = gtk_spin_button_get_value_as_int (self->width);
  int height = gtk_spin_button_get_value_as_int (self->height);
  GradusPlot plot = {
    .history = history,
    .logarithmic = logarithmic,
    .marker = NAN,
    .runs = kept.runs,
    .n_runs = kept.n,
    .format = gradus_settings_get_format (self->settings),
    .text_scale = gradus_export_text_scale (width, height),
  };

  return gradus_export_picture (file, width, height, paint_plot, &plot, NULL, error);
}

static gboolean
export_picture (GradusExportWindow *self, GFile *file, GError **error)
{
  if (!has_known_suffix (self, file, error))
    return FALSE;
  if (self->session != NULL)
    return export_plot (self, file, error);
  return gradus_export_picture (file,
                                gtk_spin_button_get_value_as_int (self->width),
                                gtk_spin_button_get_value_as_int (self->height),
                                self->paint,
                                self->data,
                                NULL,
                                error);
}

/* What a name without a suffix gets: that of the chosen filter. */
static const char *
get_chosen_suffix (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *suffix = filter != NULL ? g_object_get_data (G_OBJECT (filter), "suffix") : NULL;

  return suffix != NULL ? suffix : kinds[0].suffix;
}

static void
chooser_responded_cb (GtkNativeDialog *chooser, int response, GradusExportWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GFile) file = NULL;
  g_autoptr (GtkFileChooserNative) closed G_GNUC_UNUSED = g_steal_pointer (&self->chooser);

  if (response != GTK_RESPONSE_ACCEPT || chosen == NULL)
    return;
  file = gradus_suffix_complete (chosen, get_chosen_suffix (GTK_FILE_CHOOSER (chooser)), &error);
  if (file == NULL || !export_picture (self, file, &error))
    {
      g_signal_emit (self, signals[FAILED], 0, chosen, error);
      return;
    }

  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : g_strdup ("");

  g_object_set (self->settings,
                "export-folder",
                uri,
                "export-width",
                gtk_spin_button_get_value_as_int (self->width),
                "export-height",
                gtk_spin_button_get_value_as_int (self->height),
                NULL);
  g_signal_emit (self, signals[EXPORTED], 0, file);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_filters (GradusExportWindow *self, GtkFileChooser *chooser)
{
  const char *const names[] = { _ ("PNG picture"), _ ("SVG drawing"), _ ("PDF document"), _ ("CSV table") };

  for (gsize i = 0; i < count_kinds (self); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, names[i]);
      gtk_file_filter_add_suffix (filter, kinds[i].suffix + 1);
      gtk_file_filter_add_mime_type (filter, kinds[i].mime_type);
      g_object_set_data (G_OBJECT (filter), "suffix", (gpointer) kinds[i].suffix);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
choose_clicked_cb (GradusExportWindow *self)
{
  g_autofree char *uri = NULL;

  if (self->chooser != NULL)
    return;
  gtk_spin_button_update (self->width);
  gtk_spin_button_update (self->height);
  self->chooser = gtk_file_chooser_native_new (gtk_window_get_title (GTK_WINDOW (self)),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_filters (self, GTK_FILE_CHOOSER (self->chooser));
  g_object_get (self->settings, "export-folder", &uri, NULL);
  if (uri != NULL && *uri != '\0')
    {
      g_autoptr (GFile) folder = g_file_new_for_uri (uri);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
    }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), self->name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chooser_responded_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
size_changed_cb (GradusExportWindow *self)
{
  guint selected = 0;

  if (self->updating)
    return;
  while (selected < G_N_ELEMENTS (presets) &&
         (presets[selected].width != gtk_spin_button_get_value_as_int (self->width) ||
          presets[selected].height != gtk_spin_button_get_value_as_int (self->height)))
    selected++;
  self->updating = TRUE;
  adw_combo_row_set_selected (self->preset, selected);
  self->updating = FALSE;
}

static void
preset_selected_cb (GradusExportWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->preset);

  if (self->updating || selected >= G_N_ELEMENTS (presets))
    return;
  self->updating = TRUE;
  gtk_spin_button_set_value (self->width, presets[selected].width);
  gtk_spin_button_set_value (self->height, presets[selected].height);
  self->updating = FALSE;
}

static void
gradus_export_window_dispose (GObject *object)
{
  GradusExportWindow *self = GRADUS_EXPORT_WINDOW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->name, g_free);
  if (self->free_data != NULL)
    g_clear_pointer (&self->data, self->free_data);

  G_OBJECT_CLASS (gradus_export_window_parent_class)->dispose (object);
}

static void
gradus_export_window_class_init (GradusExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_export_window_dispose;

  signals[EXPORTED] = g_signal_new (
      "exported", GRADUS_TYPE_EXPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[FAILED] = g_signal_new ("failed",
                                  GRADUS_TYPE_EXPORT_WINDOW,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_FILE,
                                  G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusExportWindow, preset);
  gtk_widget_class_bind_template_child (widget_class, GradusExportWindow, width);
  gtk_widget_class_bind_template_child (widget_class, GradusExportWindow, height);
  gtk_widget_class_bind_template_child (widget_class, GradusExportWindow, hint);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, preset_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);
}

static void
gradus_export_window_init (GradusExportWindow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}

static GradusExportWindow *
make_window (GtkWindow *parent, GradusSettings *settings, const char *name)
{
  GradusExportWindow *self = g_object_new (GRADUS_TYPE_EXPORT_WINDOW, "transient-for", parent, NULL);
  int width, height;

  self->name = g_strdup (name);
  self->settings = g_object_ref (settings);
  g_object_get (settings, "export-width", &width, "export-height", &height, NULL);
  self->updating = TRUE;
  gtk_spin_button_set_value (self->width, width);
  gtk_spin_button_set_value (self->height, height);
  self->updating = FALSE;
  size_changed_cb (self);
  return self;
}

GtkWidget *
gradus_export_window_new (GtkWindow *parent, GradusSession *session, GradusSettings *settings)
{
  /* Translators: the name a new picture of the loss plot is given; keep ".png". */
  GradusExportWindow *self = make_window (parent, settings, _ ("loss.png"));

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

GtkWidget *
gradus_export_window_new_picture (GtkWindow *parent,
                                  GradusSettings *settings,
                                  const char *title,
                                  const char *name,
                                  GradusPaintFunc paint,
                                  gpointer data,
                                  GDestroyNotify free_data)
{
  GradusExportWindow *self = make_window (parent, settings, name);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->hint,
                      _ ("The file’s ending decides its kind: .png, .svg or .pdf, in light print colours."));
  self->paint = paint;
  self->data = data;
  self->free_data = free_data;
  return GTK_WIDGET (self);
}
