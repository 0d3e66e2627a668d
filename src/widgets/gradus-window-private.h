/* What the parts of the window share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-saturation-source.h"
#include "widgets/gradus-autosave.h"
#include "widgets/gradus-window.h"

G_BEGIN_DECLS

struct _GradusWindow
{
  AdwApplicationWindow parent_instance;

  AdwWindowTitle *title;
  GtkMenuButton *lessons_button;
  GtkMenuButton *recent_button;
  GtkButton *undo_button;
  GtkButton *redo_button;
  GtkMenuButton *menu_button;
  AdwToastOverlay *toasts;
  AdwToast *toast; /* the last one, while it is there; weak */
  GtkWidget *sidebar;
  GtkWidget *network_page;
  GtkWidget *training_page;
  GtkWidget *data_page;
  GtkWidget *canvas;
  GtkWidget *panel;
  GtkStack *panels;      /* the chain rule */
  GtkWidget *panel_tabs; /* hidden while there is one panel only */
  GtkWidget *landscape_view;
  GtkWidget *loss_view;
  GtkWidget *check_view;
  GtkWidget *data_pane;
  GtkWidget *path_panel;
  GtkWidget *equation_panel;
  GtkStack *plots; /* loss and data */
  GtkWidget *transport;
  GtkPaned *panel_pane;
  GtkPaned *plot_pane;
  GtkWidget *trouble; /* the bar above the network */
  GtkLabel *trouble_text;

  GradusSession *session;
  GradusSaturationSource *saturation;
  gboolean saturation_told; /* of this document */
  GradusSettings *settings;
  GradusAutosave *autosave;
  GradusOrigin origin;      /* what the session began as */
  GradusDocument *saved;    /* what the file holds; NULL: not known */
  gboolean shown_changed;   /* the title tells of changes */
  GradusDocument *previous; /* what the last opened document took the place of, and what that began as */
  GradusOrigin previous_origin;
  char *draft_trouble;           /* why the draft was not restored; NULL: it was, or there was none */
  GtkFileChooserNative *chooser; /* while it is open */
  gint64 announced;              /* when the last step was spoken of, monotonic; 0: never */
  guint announce_id;             /* while more is to be said */
};

/* gradus-window-actions.c */
void gradus_window_add_actions (GradusWindow *self);
void gradus_window_update_actions (GradusWindow *self);

/* gradus-window-files.c */
void gradus_window_fill_lessons (GradusWindow *self);
GradusSession *gradus_window_open_first (GradusWindow *self);
void gradus_window_open_lesson (GradusWindow *self, const char *id);
void gradus_window_choose_file (GradusWindow *self);
GtkFileFilter *gradus_window_make_filter (void);
void gradus_window_show_document (GradusWindow *self, GradusDocument *document, const GradusOrigin *origin);
void gradus_window_reopen_previous (GradusWindow *self);
void gradus_window_show_draft_trouble (GradusWindow *self);
void gradus_window_start_over (GradusWindow *self);
void gradus_window_open_recent (GradusWindow *self, const char *uri);
void gradus_window_open_new (GradusWindow *self);
void gradus_window_fill_recent (GradusWindow *self);
gboolean gradus_window_has_file (GradusWindow *self);
void gradus_window_set_origin (GradusWindow *self, const GradusOrigin *origin);
void gradus_window_show_chooser (GradusWindow *self, GtkFileChooserNative *chooser, GCallback responded);

/* gradus-window-export.c */
void gradus_window_export_data (GradusWindow *self);
void gradus_window_show_data_table (GradusWindow *self);

/* gradus-window-import.c */
gboolean gradus_window_is_table (GFile *file);
void gradus_window_import (GradusWindow *self, GFile *file);
void gradus_window_choose_table (GradusWindow *self);
void gradus_window_ask_for_table (GradusWindow *self, GFile *document, const char *message);
GtkFileFilter *gradus_window_make_table_filter (void);

/* gradus-window-pictures.c */
void gradus_window_export_curve (GradusWindow *self);
void gradus_window_export_data_picture (GradusWindow *self);
void gradus_window_export_equations (GradusWindow *self);
void gradus_window_export_landscape (GradusWindow *self);
void gradus_window_export_paths (GradusWindow *self);
void gradus_window_export_plot (GradusWindow *self);

/* gradus-window-save.c */
char *gradus_window_read_etag (GFile *file);
void gradus_window_save (GradusWindow *self);
void gradus_window_choose_target (GradusWindow *self);
void gradus_window_mark_saved (GradusWindow *self, GradusDocument *document);
void gradus_window_check_saved (GradusWindow *self);
void gradus_window_update_title (GradusWindow *self);

/* gradus-window.c */
void gradus_window_show_toast (GradusWindow *self, const char *text, const char *button, const char *action);
void gradus_window_hide_toast (GradusWindow *self);
void gradus_window_hide_trouble (GradusWindow *self);

G_END_DECLS
