/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-transport.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-progress.h"
#include "render/gradus-format.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-goal-form.h"

#define PROGRESS_MSEC 500 /* between two looks at how far a run has come */

struct _GradusTransport
{
  GradusView view;

  GtkButton *train;
  GtkMenuButton *count;
  GtkButton *play;
  GtkImage *play_image;
  GtkLabel *play_label;
  GtkDropDown *speed;
  GtkLabel *status;
  GtkWidget *progress_row;
  GtkProgressBar *progress;
  GtkLabel *left;

  GradusProgress run; /* under way */
  guint progress_timer;
  guint train_count;
  gboolean updating; /* the drop-down follows the session, not a hand */
};

G_DEFINE_FINAL_TYPE (GradusTransport, gradus_transport, GRADUS_TYPE_VIEW)

enum
{
  PROP_0,
  PROP_TRAIN_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Steps a second that Play offers; 0: as fast as possible. */
static const double speeds[] = { 1, 2, 5, 10, 30, 100, 1000, 0 };

static char *
describe_status (GradusTransport *self)
{
  const GradusShape *shape = &gradus_session_get_network (self->view.session)->shape;
  g_autofree char *steps = g_strdup_printf ("%" G_GUINT64_FORMAT, gradus_session_get_steps (self->view.session));
  const GradusFormat format = { .digits = gradus_session_get_digits (self->view.session), .locale = TRUE };
  double tested = gradus_session_get_test_loss (self->view.session);
  char loss[GRADUS_FORMAT_SIZE], test_loss[GRADUS_FORMAT_SIZE];

  gradus_format_number (format, gradus_session_get_loss (self->view.session), loss);

  if (gradus_session_get_state (self->view.session) == GRADUS_SESSION_WALKING)
    {
      g_autofree char *done = g_strdup_printf ("%" G_GSIZE_FORMAT, gradus_session_get_cursor (self->view.session));
      g_autofree char *all = g_strdup_printf ("%" G_GSIZE_FORMAT, gradus_stage_count (shape));

      /* Translators: "Step 3, loss 0.1234 · number 5 of 17", where somebody walks through a step number by number. */
      return g_strdup_printf (_ ("Step %s, loss %s · number %s of %s"), steps, loss, done, all);
    }

  if (!isnan (tested))
    /* Translators: "Step 3, loss 0.1234, test 0.1301": the last is the loss of the test rows. */
    return g_strdup_printf (
        _ ("Step %s, loss %s, test %s"), steps, loss, gradus_format_number (format, tested, test_loss));

  /* Translators: "Step 3, loss 0.1234": how many training steps were made, and the loss. */
  return g_strdup_printf (_ ("Step %s, loss %s"), steps, loss);
}

static void
update_status (GradusTransport *self)
{
  g_autofree char *text = self->view.session != NULL ? describe_status (self) : g_strdup ("");

  if (g_strcmp0 (gtk_label_get_text (self->status), text) == 0)
    return;
  gtk_label_set_text (self->status, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Of a run that takes longer than a moment. */
static void
show_progress (GradusTransport *self)
{
  guint64 made = gradus_session_get_run_made (self->view.session);
  double seconds = gradus_progress_get_left (&self->run, g_get_monotonic_time (), made);
  g_autofree char *left = gradus_progress_describe_left (seconds, gradus_session_get_run_has_goal (self->view.session));

  if (isnan (seconds))
    return;
  gtk_progress_bar_set_fraction (self->progress, (double) made / (double) self->run.length);
  gtk_label_set_text (self->left, left);
  gtk_widget_set_visible (self->progress_row, TRUE);
}

static gboolean
progress_timed_out_cb (gpointer data)
{
  show_progress (GRADUS_TRANSPORT (data));
  return G_SOURCE_CONTINUE;
}

static void
update_run (GradusTransport *self)
{
  guint64 length = self->view.session != NULL ? gradus_session_get_run_length (self->view.session) : 0;

  g_clear_handle_id (&self->progress_timer, g_source_remove);
  gtk_widget_set_visible (self->progress_row, FALSE);
  if (length == 0)
    return;
  self->run = (GradusProgress){ .begun = g_get_monotonic_time (), .length = length };
  self->progress_timer = g_timeout_add (PROGRESS_MSEC, progress_timed_out_cb, self);
}

static void
update_play (GradusTransport *self)
{
  gboolean playing = self->view.session != NULL && gradus_session_get_playing (self->view.session);
  const char *label = playing ? _ ("Pause") : _ ("Play");

  gtk_label_set_text (self->play_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_image_set_from_icon_name (self->play_image,
                                playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play),
                               playing ? _ ("Stop after the step under way")
                                       : _ ("Train step after step until paused"));
}

static void
update_train (GradusTransport *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->train_count);
  /* Translators: a button; %s is a number of training steps. */
  g_autofree char *label = g_strdup_printf (_ ("Train %s"), count);

  gtk_button_set_label (self->train, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->train), "u", self->train_count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->train), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The offer that is nearest to the session's speed. */
static void
update_speed (GradusTransport *self)
{
  double speed = self->view.session != NULL ? gradus_session_get_speed (self->view.session) : 0;
  guint best = G_N_ELEMENTS (speeds) - 1;

  for (guint i = 0; speed > 0 && i + 1 < G_N_ELEMENTS (speeds); i++)
    {
      if (speeds[best] <= 0 || fabs (log (speeds[i] / speed)) < fabs (log (speeds[best] / speed)))
        best = i;
    }
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->speed, best);
  self->updating = FALSE;
}

static void
fill_speeds (GradusTransport *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      guint speed = (guint) speeds[i];

      /* Translators: a speed; "/s" is "a second". */
      gtk_string_list_take (list, speed > 0 ? g_strdup_printf (_ ("%u/s"), speed) : g_strdup (_ ("Fastest")));
    }
  self->updating = TRUE;
  gtk_drop_down_set_model (self->speed, G_LIST_MODEL (list));
  self->updating = FALSE;
}

/* The whole of it where the window is narrow. */
static gboolean
status_tooltip_queried_cb (GtkWidget *status, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (status)));
  return TRUE;
}

static void
speed_selected_cb (GradusTransport *self)
{
  guint selected = gtk_drop_down_get_selected (self->speed);

  if (!self->updating && self->view.session != NULL && selected < G_N_ELEMENTS (speeds))
    gradus_session_set_speed (self->view.session, speeds[selected]);
}

static void
gradus_transport_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GradusTransport *self = GRADUS_TRANSPORT (object);

  switch (prop_id)
    {
    case PROP_TRAIN_COUNT:
      g_value_set_uint (value, self->train_count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_transport_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusTransport *self = GRADUS_TRANSPORT (object);

  switch (prop_id)
    {
    case PROP_TRAIN_COUNT:
      self->train_count = g_value_get_uint (value);
      update_train (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_transport_set_session (GradusView *view, GradusSession *session)
{
  GradusTransport *self = GRADUS_TRANSPORT (view);

  GRADUS_VIEW_CLASS (gradus_transport_parent_class)->set_session (view, session);
  update_status (self);
  update_run (self);
  update_play (self);
  update_speed (self);
}

static void
gradus_transport_class_init (GradusTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gradus_transport_get_property;
  object_class->set_property = gradus_transport_set_property;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_transport_set_session;

  properties[PROP_TRAIN_COUNT] = g_param_spec_uint ("train-count", NULL, NULL, 1, G_MAXUINT, 1000, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "transport");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, train);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, count);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, play);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, play_image);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, play_label);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, speed);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, status);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, progress_row);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, progress);
  gtk_widget_class_bind_template_child (widget_class, GradusTransport, left);
  gtk_widget_class_bind_template_callback (widget_class, speed_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_tooltip_queried_cb);
}

static void
gradus_transport_init (GradusTransport *self)
{
  self->train_count = 1000;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_compat_name_drop_down (self->speed, _ ("Speed"));
  gtk_label_set_width_chars (self->play_label,
                             (int) MAX (g_utf8_strlen (_ ("Play"), -1), g_utf8_strlen (_ ("Pause"), -1)));
  fill_speeds (self);
  update_train (self);
  update_play (self);
  gradus_view_watch (self, G_CALLBACK (update_status), "steps", "loss", "test-loss", "cursor", "state", "digits", NULL);
  gradus_view_watch (self, G_CALLBACK (update_run), "run-length", NULL);
  gradus_view_watch (self, G_CALLBACK (update_play), "playing", NULL);
  gradus_view_watch (self, G_CALLBACK (update_speed), "speed", NULL);
}

void
gradus_transport_add_goal (GradusTransport *self, GradusSettings *settings)
{
  GtkPopoverMenu *menu = GTK_POPOVER_MENU (gtk_menu_button_get_popover (self->count));

  gtk_popover_menu_add_child (menu, gradus_goal_form_new (settings), "goal");
}
