/* Pictures of the window exported to files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-check-view.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-data-pane.h"
#include "widgets/gradus-equation-panel.h"
#include "widgets/gradus-export-window.h"
#include "widgets/gradus-landscape-view.h"
#include "widgets/gradus-path-panel.h"

static void
exported_cb (GradusExportWindow *window, GFile *file, GradusWindow *self)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is a file's name. */
  g_autofree char *text = g_strdup_printf (_ ("Exported as “%s”"), shown);

  gradus_window_show_toast (self, text, NULL, NULL);
}

static void
export_failed_cb (GradusExportWindow *window, GFile *file, const GError *error, GradusWindow *self)
{
  gradus_compat_show_message (GTK_WINDOW (window), _ ("The plot was not exported"), error->message);
}

static void
present_export (GradusWindow *self, GtkWidget *window)
{
  g_signal_connect_object (window, "exported", G_CALLBACK (exported_cb), self, 0);
  g_signal_connect_object (window, "failed", G_CALLBACK (export_failed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

void
gradus_window_export_plot (GradusWindow *self)
{
  present_export (self, gradus_export_window_new (GTK_WINDOW (self), self->session, self->settings));
}

void
gradus_window_export_curve (GradusWindow *self)
{
  gpointer picture = gradus_check_view_make_picture (GRADUS_CHECK_VIEW (self->check_view));

  if (picture == NULL)
    {
      g_object_set (self->settings, "plot-tab", "check", NULL);
      gradus_window_show_toast (self, _ ("There is no curve to export yet."), NULL, NULL);
      return;
    }
  present_export (self,
                  gradus_export_window_new_picture (GTK_WINDOW (self),
                                                    self->settings,
                                                    _ ("Export Error Curve"),
                                                    /* Translators: a file's name; keep ".png". */
                                                    _ ("error.png"),
                                                    gradus_check_view_paint_picture,
                                                    picture,
                                                    g_free));
}

void
gradus_window_export_equations (GradusWindow *self)
{
  present_export (self,
                  gradus_export_window_new_picture (
                      GTK_WINDOW (self),
                      self->settings,
                      _ ("Export Equations"),
                      /* Translators: a file's name; keep ".png". */
                      _ ("equations.png"),
                      gradus_equation_panel_paint_picture,
                      gradus_equation_panel_make_picture (GRADUS_EQUATION_PANEL (self->equation_panel)),
                      gradus_equation_panel_free_picture));
}

void
gradus_window_export_paths (GradusWindow *self)
{
  gpointer picture = gradus_path_panel_make_picture (GRADUS_PATH_PANEL (self->path_panel));

  if (picture == NULL)
    {
      g_object_set (self->settings, "panel-tab", "paths", NULL);
      gradus_window_show_toast (self, _ ("There are no paths to export yet."), NULL, NULL);
      return;
    }
  present_export (self,
                  gradus_export_window_new_picture (GTK_WINDOW (self),
                                                    self->settings,
                                                    _ ("Export Paths"),
                                                    /* Translators: a file's name; keep ".png". */
                                                    _ ("paths.png"),
                                                    gradus_path_panel_paint_picture,
                                                    picture,
                                                    gradus_path_panel_free_picture));
}

void
gradus_window_export_data_picture (GradusWindow *self)
{
  GradusPaintFunc paint;
  GDestroyNotify free_picture;
  gpointer picture = gradus_data_pane_make_picture (GRADUS_DATA_PANE (self->data_pane), &paint, &free_picture);
  g_autofree char *page = NULL;

  g_object_get (self->settings, "data-page", &page, NULL);
  gboolean confusion = g_strcmp0 (page, "confusion") == 0;

  if (picture == NULL)
    {
      g_object_set (self->settings, "plot-tab", "data", NULL);
      gradus_window_show_toast (self, _ ("There is no picture of the data to export yet."), NULL, NULL);
      return;
    }
  present_export (
      self,
      gradus_export_window_new_picture (GTK_WINDOW (self),
                                        self->settings,
                                        confusion ? _ ("Export Confusion Matrix") : _ ("Export Picture of the Data"),
                                        /* Translators: a file's name; keep ".png". */
                                        confusion ? _ ("confusion.png")
                                                  /* Translators: a file's name; keep ".png". */
                                                  : _ ("data.png"),
                                        paint,
                                        picture,
                                        free_picture));
}

void
gradus_window_export_landscape (GradusWindow *self)
{
  gpointer picture = gradus_landscape_view_make_picture (GRADUS_LANDSCAPE_VIEW (self->landscape_view));

  if (picture == NULL)
    {
      g_object_set (self->settings, "plot-tab", "landscape", NULL);
      gradus_window_show_toast (self, _ ("There is no landscape to export yet."), NULL, NULL);
      return;
    }
  present_export (self,
                  gradus_export_window_new_picture (GTK_WINDOW (self),
                                                    self->settings,
                                                    _ ("Export Loss Landscape"),
                                                    /* Translators: a file's name; keep ".png". */
                                                    _ ("landscape.png"),
                                                    gradus_landscape_view_paint_picture,
                                                    picture,
                                                    gradus_landscape_view_free_picture));
}
