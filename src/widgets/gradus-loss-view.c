/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-loss-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-plot.h"
#include "widgets/gradus-appearance.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-run-list.h"
#include "widgets/gradus-scrubber.h"

/* Pixels that an arrow key moves the marker. */
#define KEY_STRIDE 8.0

struct _GradusLossView
{
  GradusView view;

  GtkLabel *reading;
  GtkWidget *scrubber;
  GtkMenuButton *runs;
  GtkToggleButton *linear;
  GtkToggleButton *logarithm;
  GtkDrawingArea *area;

  GradusRunList kept;
  gboolean logarithmic;
  double marker; /* where the pointer or the arrow keys are, in pixels; NaN: nowhere */
};

G_DEFINE_FINAL_TYPE (GradusLossView, gradus_loss_view, GRADUS_TYPE_VIEW)

enum
{
  PROP_0,
  PROP_LOGARITHMIC,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GradusPlot
make_plot (GradusLossView *self)
{
  GradusSession *session = self->view.session;
  guint64 position = session != NULL ? gradus_session_get_seek_step (session) : 0;

  return (GradusPlot){
    .history = session != NULL ? gradus_session_get_history (session) : NULL,
    .logarithmic = self->logarithmic,
    .marker = self->marker,
    .has_position = session != NULL && position < gradus_session_get_last_step (session),
    .position = position,
    .runs = self->kept.runs,
    .n_runs = self->kept.n,
    .format = { .digits = session != NULL ? gradus_session_get_digits (session) : 0, .locale = TRUE },
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
}

/* Where the position on show is behind the end of the training, or on its way there: in words; else NULL. */
static char *
describe_position (GradusLossView *self)
{
  GradusSession *session = self->view.session;
  GradusPlot plot = make_plot (self);
  char loss[GRADUS_FORMAT_SIZE];

  if (session == NULL || (!plot.has_position && !gradus_session_get_seeking (session)))
    return NULL;

  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, plot.position);
  g_autofree char *last = g_strdup_printf ("%" G_GUINT64_FORMAT, gradus_session_get_last_step (session));

  if (gradus_session_get_seeking (session))
    /* Translators: while an earlier step of the training is computed again: "Computing step 420: 35 % done". */
    return g_strdup_printf (
        _ ("Computing step %s: %d %% done"), step, (int) (100 * gradus_session_get_seek_progress (session)));

  gradus_format_number (plot.format, gradus_session_get_loss (session), loss);
  /* Translators: where an earlier step is shown: "step 420 of 1000: 0.0456; a change branches off here". */
  return g_strdup_printf (_ ("step %s of %s: %s; a change branches off here"), step, last, loss);
}

/* What stands under the marker, or else at the end, in words; empty where there is nothing. */
static char *
describe_marker (GradusLossView *self)
{
  GradusPlot plot = make_plot (self);
  GradusHistoryPoint point, test;
  char loss[GRADUS_FORMAT_SIZE], test_loss[GRADUS_FORMAT_SIZE];
  size_t n = plot.history != NULL ? gradus_history_length (plot.history) : 0;

  if (n == 0)
    return g_strdup ("");
  if (isnan (self->marker) || !gradus_plot_point_at (&plot,
                                                     gtk_widget_get_width (GTK_WIDGET (self->area)),
                                                     gtk_widget_get_height (GTK_WIDGET (self->area)),
                                                     self->marker,
                                                     &point))
    point = gradus_history_get (plot.history, n - 1);

  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) point.step);

  gradus_format_number (plot.format, point.loss, loss);
  if (gradus_plot_find_test (plot.history, point.step, &test))
    /* Translators: the same with the loss of the test rows: "step 120: 0.0456, test 0.0512". */
    return g_strdup_printf (
        _ ("step %s: %s, test %s"), step, loss, gradus_format_number (plot.format, test.loss, test_loss));
  /* Translators: what the loss plot shows under the pointer: "step 120: 0.0456". */
  return g_strdup_printf (_ ("step %s: %s"), step, loss);
}

static char *
describe_training (GradusLossView *self)
{
  GradusPlot plot = make_plot (self);
  size_t n = plot.history != NULL ? gradus_history_length (plot.history) : 0;
  char first[GRADUS_FORMAT_SIZE], last[GRADUS_FORMAT_SIZE];

  if (n == 0)
    return g_strdup (_ ("Nothing has been trained yet."));

  GradusHistoryPoint end = gradus_history_get (plot.history, n - 1);
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) end.step);

  gradus_format_number (plot.format, end.loss, last);
  if (n == 1)
    /* Translators: what the loss plot shows, for a screen reader; a step number and a loss. */
    return g_strdup_printf (_ ("One point: at step %s the loss is %s."), step, last);

  gradus_format_number (plot.format, gradus_history_get (plot.history, 0).loss, first);
  /* Translators: what the loss plot shows, for a screen reader; two losses and a step number. */
  return g_strdup_printf (self->logarithmic ? _ ("The loss went from %s to %s at step %s, on a logarithmic axis.")
                                            : _ ("The loss went from %s to %s at step %s."),
                          first,
                          last,
                          step);
}

static char *
describe_plot (GradusLossView *self)
{
  GradusPlot plot = make_plot (self);
  const GradusSeries *test = plot.history != NULL ? gradus_history_get_test (plot.history) : NULL;
  size_t n = test != NULL ? gradus_series_length (test) : 0;
  g_autofree char *training = describe_training (self);
  char first[GRADUS_FORMAT_SIZE], last[GRADUS_FORMAT_SIZE];

  if (n == 0)
    return g_steal_pointer (&training);

  gradus_format_number (plot.format, gradus_series_get (test, n - 1).loss, last);
  if (n == 1)
    /* Translators: what the loss plot shows, for a screen reader; a whole sentence and a loss. */
    return g_strdup_printf (_ ("%s On the test rows it is %s."), training, last);
  gradus_format_number (plot.format, gradus_series_get (test, 0).loss, first);
  /* Translators: what the loss plot shows, for a screen reader; a whole sentence and two losses. */
  return g_strdup_printf (_ ("%s On the test rows it went from %s to %s."), training, first, last);
}

static void
update_reading (GradusLossView *self)
{
  g_autofree char *position = isnan (self->marker) ? describe_position (self) : NULL;
  g_autofree char *text = position != NULL ? g_steal_pointer (&position) : describe_marker (self);

  gtk_label_set_text (self->reading, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reading), *text != '\0' ? text : NULL);
}

static void
update (GradusLossView *self)
{
  g_autofree char *description = describe_plot (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
update_runs (GradusLossView *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  gradus_run_list_fill (&self->kept, self->view.session);
  menu = gradus_run_list_new_menu (&self->kept);
  gtk_menu_button_set_menu_model (self->runs, menu);
  update (self);
}

static void
set_marker (GradusLossView *self, double x)
{
  self->marker = x;
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusLossView *self = GRADUS_LOSS_VIEW (data);
  GradusPlot plot = make_plot (self);

  if (plot.history != NULL)
    gradus_plot_paint (&plot, gradus_appearance_palette (), cr, width, height);
}

static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, GradusLossView *self)
{
  set_marker (self, x);
}

static void
pointer_left_cb (GtkEventControllerMotion *controller, GradusLossView *self)
{
  set_marker (self, NAN);
}

static void
seek (GradusLossView *self, double x)
{
  GradusPlot plot = make_plot (self);

  if (plot.history != NULL)
    gradus_session_seek (
        self->view.session,
        gradus_plot_step_at (
            &plot, gtk_widget_get_width (GTK_WIDGET (self->area)), gtk_widget_get_height (GTK_WIDGET (self->area)), x));
}

static void
drag_begun_cb (GtkGestureDrag *gesture, double x, double y, GradusLossView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  seek (self, x);
}

static void
dragged_cb (GtkGestureDrag *gesture, double dx, double dy, GradusLossView *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    seek (self, x + dx);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GradusLossView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->area));
  double x = isnan (self->marker) ? width / 2 : self->marker;
  g_autofree char *text = NULL;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
      x -= KEY_STRIDE;
      break;
    case GDK_KEY_Right:
      x += KEY_STRIDE;
      break;
    case GDK_KEY_Home:
      x = 0;
      break;
    case GDK_KEY_End:
      x = width;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      seek (self, x);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  set_marker (self, CLAMP (x, 0, width));
  text = describe_marker (self);
  if (*text != '\0')
    gradus_compat_announce (GTK_WIDGET (self->area), text);
  return GDK_EVENT_STOP;
}

static void
set_logarithmic (GradusLossView *self, gboolean logarithmic)
{
  if (self->logarithmic == logarithmic)
    return;
  self->logarithmic = logarithmic;
  gtk_toggle_button_set_active (logarithmic ? self->logarithm : self->linear, TRUE);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGARITHMIC]);
}

static void
logarithm_toggled_cb (GradusLossView *self)
{
  set_logarithmic (self, gtk_toggle_button_get_active (self->logarithm));
}

static void
gradus_loss_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GradusLossView *self = GRADUS_LOSS_VIEW (object);

  switch (prop_id)
    {
    case PROP_LOGARITHMIC:
      g_value_set_boolean (value, self->logarithmic);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_loss_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusLossView *self = GRADUS_LOSS_VIEW (object);

  switch (prop_id)
    {
    case PROP_LOGARITHMIC:
      set_logarithmic (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_loss_view_finalize (GObject *object)
{
  gradus_run_list_clear (&GRADUS_LOSS_VIEW (object)->kept);

  G_OBJECT_CLASS (gradus_loss_view_parent_class)->finalize (object);
}

static void
gradus_loss_view_set_session (GradusView *view, GradusSession *session)
{
  GradusLossView *self = GRADUS_LOSS_VIEW (view);

  GRADUS_VIEW_CLASS (gradus_loss_view_parent_class)->set_session (view, session);
  gradus_view_set_session (GRADUS_VIEW (self->scrubber), session);
  update_runs (self);
}

static void
gradus_loss_view_class_init (GradusLossViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gradus_loss_view_finalize;
  object_class->get_property = gradus_loss_view_get_property;
  object_class->set_property = gradus_loss_view_set_property;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_loss_view_set_session;

  properties[PROP_LOGARITHMIC] = g_param_spec_boolean ("logarithmic", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GRADUS_TYPE_SCRUBBER);
  gtk_widget_class_set_css_name (widget_class, "loss-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-loss-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusLossView, reading);
  gtk_widget_class_bind_template_child (widget_class, GradusLossView, scrubber);
  gtk_widget_class_bind_template_child (widget_class, GradusLossView, runs);
  gtk_widget_class_bind_template_child (widget_class, GradusLossView, linear);
  gtk_widget_class_bind_template_child (widget_class, GradusLossView, logarithm);
  gtk_widget_class_bind_template_child (widget_class, GradusLossView, area);
  gtk_widget_class_bind_template_callback (widget_class, logarithm_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begun_cb);
  gtk_widget_class_bind_template_callback (widget_class, dragged_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
gradus_loss_view_init (GradusLossView *self)
{
  self->marker = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->area));
  gradus_view_watch (self, G_CALLBACK (update), "history", "steps", "last-step", "seeking", NULL);
  gradus_view_watch (self, G_CALLBACK (update_runs), "kept-runs", "document", "digits", "learning-rate", NULL);
  gradus_view_watch (self, G_CALLBACK (update_reading), "seek-progress", NULL);
}
