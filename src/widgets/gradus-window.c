/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-canvas.h"
#include "widgets/gradus-chain-panel.h"
#include "widgets/gradus-check-view.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-data-page.h"
#include "widgets/gradus-data-pane.h"
#include "widgets/gradus-equation-panel.h"
#include "widgets/gradus-landscape-view.h"
#include "widgets/gradus-loss-view.h"
#include "widgets/gradus-network-page.h"
#include "widgets/gradus-path-panel.h"
#include "widgets/gradus-sidebar.h"
#include "widgets/gradus-training-page.h"
#include "widgets/gradus-transport.h"

/* A screen reader hears of steps no more often than this, in microseconds. */
#define ANNOUNCE_INTERVAL G_USEC_PER_SEC

G_DEFINE_FINAL_TYPE (GradusWindow, gradus_window, ADW_TYPE_APPLICATION_WINDOW)

static void
announce_loss (GradusWindow *self)
{
  char loss[GRADUS_FORMAT_SIZE];
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, gradus_session_get_steps (self->session));
  g_autofree char *text = NULL;

  self->announced = g_get_monotonic_time ();
  gradus_format_number (gradus_settings_get_format (self->settings), gradus_session_get_loss (self->session), loss);
  /* Translators: spoken after a training step; the step's number and the loss. */
  text = g_strdup_printf (_ ("Step %s, the loss is now %s."), step, loss);
  gradus_compat_announce (GTK_WIDGET (self), text);
}

static gboolean
announce_due_cb (gpointer data)
{
  GradusWindow *self = GRADUS_WINDOW (data);

  self->announce_id = 0;
  announce_loss (self);
  return G_SOURCE_REMOVE;
}

/* At once, or when the last words are long enough ago; then of where it stands by then. */
static void
announce_steps (GradusWindow *self)
{
  gint64 wait = self->announced + ANNOUNCE_INTERVAL - g_get_monotonic_time ();

  if (self->announce_id != 0)
    return;
  if (self->announced == 0 || wait <= 0)
    announce_loss (self);
  else
    self->announce_id = g_timeout_add ((guint) (wait / 1000) + 1, announce_due_cb, self);
}

static void
stepped_cb (GradusSession *session, guint64 first, guint64 last, GradusWindow *self)
{
  announce_steps (self);
}

static void
trouble_cb (GradusSession *session, const GError *error, GradusWindow *self)
{
  gtk_label_set_text (self->trouble_text, error->message);
  gtk_widget_set_visible (self->trouble, TRUE);
  gradus_compat_announce (GTK_WIDGET (self), error->message);
}

/* A message about a step holds for the state it was to start from; one of a run under way for the run. */
static void
trace_changed_cb (GradusWindow *self)
{
  if (gradus_session_get_state (self->session) != GRADUS_SESSION_TRAINING)
    gradus_window_hide_trouble (self);
}

static void
state_changed_cb (GradusWindow *self)
{
  if (gradus_session_get_state (self->session) == GRADUS_SESSION_TRAINING)
    gradus_window_hide_trouble (self);
}

static void
canvas_refused_cb (GradusCanvas *canvas, const char *message, GradusWindow *self)
{
  gradus_window_show_toast (self, message, NULL, NULL);
  gradus_compat_announce (GTK_WIDGET (self), message);
}

static void
reached_cb (GradusSession *session, int reason, guint64 step, GradusWindow *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, step);
  g_autofree char *text = NULL;

  switch ((GradusGoalReason) reason)
    {
    case GRADUS_GOAL_LOSS:
      /* Translators: %s is the number of a training step. */
      text = g_strdup_printf (_ ("Stopped at step %s: the loss is as small as asked for."), number);
      break;
    case GRADUS_GOAL_NO_IMPROVEMENT:
      /* Translators: %s is the number of a training step. */
      text = g_strdup_printf (_ ("Stopped at step %s: the loss has not got better."), number);
      break;
    case GRADUS_GOAL_NONE:
      /* Translators: %s is the number of a training step. */
      text = g_strdup_printf (_ ("Stopped at step %s: those are all the steps asked for."), number);
      break;
    default:
      g_return_if_reached ();
    }
  gradus_window_show_toast (self, text, NULL, NULL);
}

/* Once a document, and only of what training has done. */
static void
saturation_changed_cb (GradusWindow *self)
{
  g_autofree char *summary = gradus_saturation_source_summarise (self->saturation);
  g_autofree char *text = NULL;

  if (summary == NULL || self->saturation_told || gradus_session_get_steps (self->session) == 0)
    return;
  self->saturation_told = TRUE;
  /* Translators: %s is a sentence about neurons that hardly learn, which are marked in the picture. */
  text = g_strdup_printf (_ ("%s Point at the mark to read why."), summary);
  gradus_window_show_toast (self, text, NULL, NULL);
}

static void
autosave_failed_cb (GradusAutosave *autosave, const GError *error, GradusWindow *self)
{
  /* Translators: %s is the system's reason. */
  g_autofree char *text = g_strdup_printf (_ ("Unsaved work can’t be kept: %s"), error->message);

  gradus_window_show_toast (self, text, NULL, NULL);
}

static void
document_changed_cb (GradusWindow *self)
{
  gradus_window_hide_trouble (self);
  if (!gradus_session_get_redesigned (self->session))
    self->saturation_told = FALSE;
  gradus_window_update_title (self);
}

static gboolean
file_dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, GradusWindow *self)
{
  gradus_window_open (self, g_value_get_object (value));
  return TRUE;
}

/* Whether a window of this size would not leave anything else on the screen. */
static gboolean
fills_screen (GtkWidget *widget, int width, int height)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (widget));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle geometry;

  if (monitor == NULL)
    return FALSE;
  gdk_monitor_get_geometry (monitor, &geometry);
  return width >= geometry.width || height >= geometry.height;
}

static void
restore_form (GradusWindow *self)
{
  int width, height, panel, plot;
  gboolean maximized;

  g_object_get (self->settings,
                "window-width",
                &width,
                "window-height",
                &height,
                "window-maximized",
                &maximized,
                "panel-position",
                &panel,
                "plot-position",
                &plot,
                NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized || fills_screen (GTK_WIDGET (self), width, height))
    gtk_window_maximize (GTK_WINDOW (self));

  /* Without a place of their own the panes share the room by what their sides ask for. */
  if (panel >= 0)
    gtk_paned_set_position (self->panel_pane, panel);
  if (plot >= 0)
    gtk_paned_set_position (self->plot_pane, plot);
}

/* Where somebody has put the handle of `pane`; -1: nobody has. */
static int
get_position (GtkPaned *pane)
{
  gboolean position_set;

  g_object_get (pane, "position-set", &position_set, NULL);
  return position_set ? gtk_paned_get_position (pane) : -1;
}

/* The style sheet has a class for each size. */
static void
update_formula_size (GradusWindow *self)
{
  g_autofree char *size = NULL;

  g_object_get (self->settings, "formula-size", &size, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->panels), "large");
  gtk_widget_remove_css_class (GTK_WIDGET (self->panels), "huge");
  gtk_widget_add_css_class (GTK_WIDGET (self->panels), size);
}

static gboolean
name_to_notation (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  GradusNotation notation;

  if (!gradus_notation_from_name (g_value_get_string (from), &notation))
    return FALSE;
  g_value_set_int (to, (int) notation);
  return TRUE;
}

static gboolean
notation_to_name (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_static_string (to, gradus_notation_letters ((GradusNotation) g_value_get_int (from))->name);
  return TRUE;
}

static void
bind_settings (GradusWindow *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  g_object_bind_property (self->settings, "digits", self->session, "digits", flags);
  g_object_bind_property (self->settings, "logarithmic", self->loss_view, "logarithmic", flags);
  g_object_bind_property (self->settings, "data-page", self->data_pane, "page", flags);
  g_object_bind_property_full (
      self->settings, "notation", self->session, "notation", flags, name_to_notation, notation_to_name, NULL, NULL);
  g_object_bind_property (self->settings, "panel-tab", self->panels, "visible-child-name", flags);
  g_object_bind_property (self->settings, "plot-tab", self->plots, "visible-child-name", flags);
  g_signal_connect_object (
      self->settings, "notify::formula-size", G_CALLBACK (update_formula_size), self, G_CONNECT_SWAPPED);
  update_formula_size (self);
  g_object_bind_property (self->settings, "speed", self->session, "speed", flags);
  g_object_bind_property (self->settings, "train-count", self->transport, "train-count", G_BINDING_SYNC_CREATE);
  gradus_transport_add_goal (GRADUS_TRANSPORT (self->transport), self->settings);
}

static void
connect_session (GradusWindow *self)
{
  static const char *const told[] = {
    "notify::can-undo", "notify::can-redo", "notify::can-go-back", "notify::playing",
    "notify::state",    "notify::steps",    "notify::trace",       "notify::document"
  };
  GtkWidget *const views[] = { self->sidebar,    self->network_page,   self->training_page, self->data_page,
                               self->canvas,     self->loss_view,      self->data_pane,     self->panel,
                               self->path_panel, self->equation_panel, self->check_view,    self->landscape_view,
                               self->transport };

  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect_object (
        self->session, told[i], G_CALLBACK (gradus_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->session, "notify::document", G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::trace", G_CALLBACK (trace_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->session, "notify::trace", G_CALLBACK (gradus_window_check_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->session, "notify::learning-rate", G_CALLBACK (gradus_window_check_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "stepped", G_CALLBACK (stepped_cb), self, 0);
  g_signal_connect_object (self->saturation, "changed", G_CALLBACK (saturation_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "reached", G_CALLBACK (reached_cb), self, 0);
  g_signal_connect_object (self->session, "trouble", G_CALLBACK (trouble_cb), self, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    g_object_set (views[i], "session", self->session, NULL);
}

static gboolean
gradus_window_close_request (GtkWindow *window)
{
  gradus_window_remember (GRADUS_WINDOW (window));

  return GTK_WINDOW_CLASS (gradus_window_parent_class)->close_request (window);
}

static void
gradus_window_dispose (GObject *object)
{
  GradusWindow *self = GRADUS_WINDOW (object);

  if (self->session != NULL)
    gradus_session_pause (self->session);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_weak_pointer (&self->toast);

  G_OBJECT_CLASS (gradus_window_parent_class)->dispose (object);

  g_clear_object (&self->autosave);
  g_clear_object (&self->saturation);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
}

static void
gradus_window_finalize (GObject *object)
{
  GradusWindow *self = GRADUS_WINDOW (object);

  g_clear_pointer (&self->previous, gradus_document_unref);
  gradus_origin_clear (&self->previous_origin);
  g_clear_pointer (&self->saved, gradus_document_unref);
  g_free (self->draft_trouble);
  gradus_origin_clear (&self->origin);

  G_OBJECT_CLASS (gradus_window_parent_class)->finalize (object);
}

static void
gradus_window_class_init (GradusWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = gradus_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gradus_window_close_request;

  g_type_ensure (GRADUS_TYPE_CANVAS);
  g_type_ensure (GRADUS_TYPE_CHAIN_PANEL);
  g_type_ensure (GRADUS_TYPE_CHECK_VIEW);
  g_type_ensure (GRADUS_TYPE_EQUATION_PANEL);
  g_type_ensure (GRADUS_TYPE_PATH_PANEL);
  g_type_ensure (GRADUS_TYPE_DATA_PAGE);
  g_type_ensure (GRADUS_TYPE_DATA_PANE);
  g_type_ensure (GRADUS_TYPE_LANDSCAPE_VIEW);
  g_type_ensure (GRADUS_TYPE_LOSS_VIEW);
  g_type_ensure (GRADUS_TYPE_NETWORK_PAGE);
  g_type_ensure (GRADUS_TYPE_SIDEBAR);
  g_type_ensure (GRADUS_TYPE_TRAINING_PAGE);
  g_type_ensure (GRADUS_TYPE_TRANSPORT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, title);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, lessons_button);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, recent_button);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, network_page);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, training_page);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, data_page);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, panels);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, equation_panel);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, path_panel);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, panel_tabs);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, landscape_view);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, loss_view);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, check_view);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, data_pane);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, plots);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, transport);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, panel_pane);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, plot_pane);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, GradusWindow, trouble_text);
  gtk_widget_class_bind_template_callback (widget_class, canvas_refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_dropped_cb);
}

static void
gradus_window_init (GradusWindow *self)
{
  g_autoptr (GtkSelectionModel) panels = NULL;

  gradus_origin_set (&self->origin, "", NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  panels = gtk_stack_get_pages (self->panels);
  gtk_widget_set_visible (self->panel_tabs, g_list_model_get_n_items (G_LIST_MODEL (panels)) > 1);
}

GtkWidget *
gradus_window_new (GtkApplication *application, GradusSettings *settings)
{
  GradusWindow *self = g_object_new (GRADUS_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->session = gradus_window_open_first (self);
  self->autosave = gradus_autosave_new (self->session);
  gradus_autosave_set_origin (self->autosave, &self->origin);
  g_signal_connect_object (self->autosave, "failed", G_CALLBACK (autosave_failed_cb), self, 0);
  self->saturation = gradus_saturation_source_new (self->session);
  gradus_canvas_set_saturation (GRADUS_CANVAS (self->canvas), self->saturation);
  gradus_window_add_actions (self);
  gradus_window_fill_lessons (self);
  gradus_window_fill_recent (self);
  connect_session (self);
  bind_settings (self);
  restore_form (self);
  gradus_window_update_actions (self);
  gradus_window_update_title (self);
  return GTK_WIDGET (self);
}

void
gradus_window_remember (GradusWindow *self)
{
  g_autoptr (GError) error = NULL;
  int width, height;

  g_return_if_fail (GRADUS_IS_WINDOW (self));

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_object_set (self->settings,
                "window-width",
                MAX (width, 360),
                "window-height",
                MAX (height, 360),
                "window-maximized",
                gtk_window_is_maximized (GTK_WINDOW (self)),
                "panel-position",
                get_position (self->panel_pane),
                "plot-position",
                get_position (self->plot_pane),
                NULL);
  gradus_session_pause (self->session);
  if (!gradus_autosave_finish (self->autosave, &error))
    g_printerr ("%s\n", error->message);
}

void
gradus_window_show_toast (GradusWindow *self, const char *text, const char *button, const char *action)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  gradus_window_hide_toast (self);
  g_set_weak_pointer (&self->toast, toast);
  if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
      adw_toast_set_timeout (toast, 10);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
  gradus_compat_announce (GTK_WIDGET (self), text);
}

void
gradus_window_hide_toast (GradusWindow *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_weak_pointer (&self->toast);
}

void
gradus_window_hide_trouble (GradusWindow *self)
{
  gtk_widget_set_visible (self->trouble, FALSE);
}
