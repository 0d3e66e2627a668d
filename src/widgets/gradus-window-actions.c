/* What the window can be asked to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-maps-source.h"
#include "widgets/gradus-canvas.h"
#include "widgets/gradus-chain-panel.h"
#include "widgets/gradus-check-view.h"
#include "widgets/gradus-window-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-goal-form.h"

/* What "Smaller η" divides the learning rate by. */
#define SMALLER_RATE 10

static void
step_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_step (GRADUS_WINDOW (data)->session);
}

static void
train_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_train (GRADUS_WINDOW (data)->session, g_variant_get_uint32 (parameter));
}

static void
train_until_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusWindow *self = GRADUS_WINDOW (data);
  guint64 n_steps;
  GradusGoal goal = gradus_goal_form_read (self->settings, &n_steps);

  gradus_session_train_until (self->session, n_steps, &goal);
}

static void
train_count_activated_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_object_set (GRADUS_WINDOW (data)->settings, "train-count", g_variant_get_uint32 (state), NULL);
  g_simple_action_set_state (action, state);
}

static void
next_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_next (GRADUS_WINDOW (data)->session);
}

static void
back_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_back (GRADUS_WINDOW (data)->session);
}

static void
play_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusSession *session = GRADUS_WINDOW (data)->session;

  if (gradus_session_get_playing (session))
    gradus_session_pause (session);
  else
    gradus_session_play (session);
}

static void
reset_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_reset (GRADUS_WINDOW (data)->session);
}

static void
undo_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusWindow *self = GRADUS_WINDOW (data);

  gradus_window_hide_trouble (self);
  gradus_session_undo (self->session);
}

static void
redo_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_redo (GRADUS_WINDOW (data)->session);
}

static void
smaller_rate_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusWindow *self = GRADUS_WINDOW (data);
  const GradusPart rate = { GRADUS_PART_LEARNING_RATE };

  gradus_window_hide_trouble (self);
  /* From where the numbers have already left all bounds no rate leads back. */
  if (gradus_session_get_out_of_bounds (self->session) && gradus_session_get_steps (self->session) > 0)
    gradus_session_undo (self->session);
  gradus_session_set_value (self->session, rate, gradus_session_get_learning_rate (self->session) / SMALLER_RATE, NULL);
}

static void
dismiss_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_hide_trouble (data);
}

static void
open_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_choose_file (data);
}

static void
new_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_open_new (data);
}

static void
open_recent_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_open_recent (data, g_variant_get_string (parameter, NULL));
}

static void
save_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_save (data);
}

static void
save_as_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_choose_target (data);
}

static void
conventions_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusWindow *self = data;

  gtk_stack_set_visible_child_name (self->panels, "chain-rule");
  gradus_chain_panel_show_conventions (GRADUS_CHAIN_PANEL (self->panel));
}

static void
data_table_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_show_data_table (data);
}

static void
export_data_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_data (data);
}

static void
export_plot_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_plot (data);
}

static void
import_data_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_choose_table (data);
}

static void
check_gradients_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusWindow *self = GRADUS_WINDOW (data);

  g_object_set (self->settings, "plot-tab", "check", NULL);
  gradus_check_view_start (GRADUS_CHECK_VIEW (self->check_view));
}

static void
export_curve_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_curve (data);
}

static void
export_data_picture_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_data_picture (data);
}

static void
export_equations_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_equations (data);
}

static void
export_landscape_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_landscape (data);
}

static void
export_paths_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_export_paths (data);
}

static void
lesson_activated_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  gradus_window_open_lesson (data, g_variant_get_string (state, NULL));
}

static void
reopen_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_reopen_previous (data);
}

static void
show_draft_trouble_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_show_draft_trouble (data);
}

static void
start_over_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_window_start_over (data);
}

static void
fullscreen_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = GTK_WINDOW (data);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
zoom_fit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GRADUS_WINDOW (data)->canvas, "canvas.fit", NULL);
}

static void
zoom_in_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GRADUS_WINDOW (data)->canvas, "canvas.zoom-in", NULL);
}

static void
zoom_out_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GRADUS_WINDOW (data)->canvas, "canvas.zoom-out", NULL);
}

/* Wherever one is, the view of the data that is asked for comes up. */
static void
data_page_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_object_set (
      GRADUS_WINDOW (data)->settings, "data-page", g_variant_get_string (parameter, NULL), "plot-tab", "data", NULL);
}

static void
neuron_maps_changed_cb (GradusWindow *self)
{
  gboolean shown;

  g_object_get (self->settings, "neuron-maps", &shown, NULL);
  gradus_canvas_set_maps (GRADUS_CANVAS (self->canvas), shown);
  if (shown && !gradus_maps_source_suits (&gradus_session_get_problem (self->session)->shape))
    {
      g_autofree char *text = g_strdup_printf (
          _ ("Neurons have maps in networks of two inputs and at most %d neurons."), GRADUS_MAPS_MOST_NEURONS);

      gradus_window_show_toast (self, text, NULL, NULL);
    }
}

/* Remembered, and so a property of the settings. */
static void
add_neuron_maps (GradusWindow *self)
{
  g_autoptr (GPropertyAction) action = g_property_action_new ("neuron-maps", self->settings, "neuron-maps");
  gboolean shown;

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  g_signal_connect_object (
      self->settings, "notify::neuron-maps", G_CALLBACK (neuron_maps_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_get (self->settings, "neuron-maps", &shown, NULL);
  gradus_canvas_set_maps (GRADUS_CANVAS (self->canvas), shown);
}

static void
keep_run_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_keep_run (GRADUS_WINDOW (data)->session);
}

static void
remove_run_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_session_remove_kept_run (GRADUS_WINDOW (data)->session, g_variant_get_uint32 (parameter));
}

static void
seek_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusSession *session = GRADUS_WINDOW (data)->session;
  const char *where = g_variant_get_string (parameter, NULL);
  guint64 step = gradus_session_get_seek_step (session);

  if (g_str_equal (where, "first"))
    step = gradus_session_get_first_step (session);
  else if (g_str_equal (where, "last"))
    step = gradus_session_get_last_step (session);
  else if (g_str_equal (where, "back"))
    step -= step > 0 ? 1 : 0;
  else
    step++;
  gradus_session_seek (session, step);
}

static void
set_enabled (GradusWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
gradus_window_add_actions (GradusWindow *self)
{
  static const GActionEntry entries[] = {
    { "back", back_activated_cb },
    { "check-gradients", check_gradients_activated_cb },
    { "conventions", conventions_activated_cb },
    { "data-page", data_page_activated_cb, "s" },
    { "dismiss", dismiss_activated_cb },
    { "data-table", data_table_activated_cb },
    { "export-curve", export_curve_activated_cb },
    { "export-data", export_data_activated_cb },
    { "export-data-picture", export_data_picture_activated_cb },
    { "export-equations", export_equations_activated_cb },
    { "export-landscape", export_landscape_activated_cb },
    { "export-paths", export_paths_activated_cb },
    { "export-plot", export_plot_activated_cb },
    { "fullscreen", fullscreen_activated_cb },
    { "import-data", import_data_activated_cb },
    { "keep-run", keep_run_activated_cb },
    { "lesson", NULL, "s", "''", lesson_activated_cb },
    { "new", new_activated_cb },
    { "next", next_activated_cb },
    { "open", open_activated_cb },
    { "open-recent", open_recent_activated_cb, "s" },
    { "play", play_activated_cb },
    { "redo", redo_activated_cb },
    { "remove-run", remove_run_activated_cb, "u" },
    { "reopen", reopen_activated_cb },
    { "reset", reset_activated_cb },
    { "save", save_activated_cb },
    { "save-as", save_as_activated_cb },
    { "seek", seek_activated_cb, "s" },
    { "show-draft-trouble", show_draft_trouble_activated_cb },
    { "smaller-rate", smaller_rate_activated_cb },
    { "start-over", start_over_activated_cb },
    { "step", step_activated_cb },
    { "train", train_activated_cb, "u" },
    { "train-count", NULL, "u", "uint32 1000", train_count_activated_cb },
    { "train-until", train_until_activated_cb },
    { "undo", undo_activated_cb },
    { "zoom-fit", zoom_fit_activated_cb },
    { "zoom-in", zoom_in_activated_cb },
    { "zoom-out", zoom_out_activated_cb },
  };
  guint count;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_neuron_maps (self);
  g_object_get (self->settings, "train-count", &count, NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "train-count")),
                             g_variant_new_uint32 (count));
}

void
gradus_window_update_actions (GradusWindow *self)
{
  g_autofree char *undo = gradus_session_describe_undo (self->session);
  g_autofree char *redo = gradus_session_describe_redo (self->session);

  set_enabled (self, "undo", gradus_session_get_can_undo (self->session));
  set_enabled (self, "redo", gradus_session_get_can_redo (self->session));
  set_enabled (self, "back", gradus_session_get_can_go_back (self->session));
  set_enabled (self, "show-draft-trouble", self->draft_trouble != NULL);
  set_enabled (self, "reopen", self->previous != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->undo_button), undo != NULL ? undo : _ ("Undo"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->redo_button), redo != NULL ? redo : _ ("Redo"));
}
