/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-samples-view-private.h"

#include <math.h>

#include "core/gradus-image.h"
#include "widgets/gradus-appearance.h"
#include "widgets/gradus-class-names.h"
#include "widgets/gradus-compat.h"

G_DEFINE_FINAL_TYPE (GradusSamplesView, gradus_samples_view, GRADUS_TYPE_VIEW)

/* A text that stays is not told again, to the screen or to a screen reader. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
update_reading (GradusSamplesView *self)
{
  g_autofree char *text = self->marked < self->n_shown
                              ? gradus_samples_view_describe_sample (self, self->shown[self->marked])
                              : gradus_samples_view_describe_all (self);

  set_text (self->reading, text);
}

static void
update_scroll (GradusSamplesView *self)
{
  GradusSamplesPicture picture;
  double width = gtk_widget_get_width (GTK_WIDGET (self->area));
  double page = gtk_widget_get_height (GTK_WIDGET (self->area)), row;

  if (!gradus_samples_view_fill (self, &picture))
    return;

  double height = gradus_samples_picture_height (&picture, width, &row);

  gtk_adjustment_configure (self->scroll,
                            MIN (gtk_adjustment_get_value (self->scroll), MAX (height - page, 0)),
                            0,
                            MAX (height, page),
                            row,
                            MAX (page - row, row),
                            page);
}

/* What there is to see of the samples: all, or those with a wrong answer. */
static void
collect_shown (GradusSamplesView *self)
{
  const GradusAnswers *answers = gradus_answer_source_get_answers (self->source, FALSE);
  gsize n = gradus_session_get_problem (self->view.session)->n_samples;
  gboolean wrong_only = answers != NULL && answers->n == n && gtk_toggle_button_get_active (self->wrong_only);
  gsize marked = self->marked < self->n_shown ? self->shown[self->marked] : GRADUS_NO_PLACE;

  self->shown = g_renew (gsize, self->shown, n);
  self->n_shown = 0;
  self->marked = GRADUS_NO_PLACE;
  for (gsize i = 0; i < n; i++)
    {
      if (wrong_only && answers->truths[i] == answers->answers[i])
        continue;
      if (i == marked)
        self->marked = self->n_shown;
      self->shown[self->n_shown++] = i;
    }
}

static void
update (GradusSamplesView *self)
{
  g_autofree char *all = NULL;
  g_autofree char *traced = NULL;

  if (self->view.session == NULL)
    return;

  gboolean classes = gradus_answer_source_get_classes (self->source)->kind != GRADUS_CLASSES_NONE;

  gtk_stack_set_visible_child_name (self->stack, self->columns > 0 ? "pictures" : "none");
  gtk_widget_set_visible (GTK_WIDGET (self->reading), self->columns > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->wrong_only), self->columns > 0 && classes);
  gtk_widget_set_visible (GTK_WIDGET (self->large), classes);
  collect_shown (self);
  update_scroll (self);
  update_reading (self);
  all = gradus_samples_view_describe_all (self);
  traced = gradus_samples_view_describe_sample (self, gradus_session_get_sample (self->view.session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->large), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, traced, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
  gtk_widget_queue_draw (GTK_WIDGET (self->large));
}

static void
set_marked (GradusSamplesView *self, gsize place)
{
  if (self->marked == place)
    return;
  self->marked = place;
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static gsize
pick (GradusSamplesView *self, double x, double y)
{
  GradusSamplesPicture picture;

  if (!gradus_samples_view_fill (self, &picture))
    return GRADUS_NO_PLACE;
  return gradus_samples_picture_pick (&picture, gtk_widget_get_width (GTK_WIDGET (self->area)), x, y);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusSamplesPicture picture;

  if (gradus_samples_view_fill (data, &picture))
    gradus_samples_picture_paint (&picture, gradus_appearance_palette (), cr, width, height);
}

static void
draw_large_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusSamplePicture picture;

  if (gradus_samples_view_fill_large (data, &picture))
    gradus_sample_picture_paint (&picture, gradus_appearance_palette (), cr, width, height);
}

static void
scrolled_cb (GradusSamplesView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
resized_cb (GradusSamplesView *self)
{
  update_scroll (self);
}

static gboolean
wheel_turned_cb (GtkEventControllerScroll *controller, double dx, double dy, GradusSamplesView *self)
{
  double row = gtk_adjustment_get_step_increment (self->scroll);

  gtk_adjustment_set_value (self->scroll, gtk_adjustment_get_value (self->scroll) + dy * row);
  return GDK_EVENT_STOP;
}

static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, GradusSamplesView *self)
{
  /* Told again whenever something around has moved: the arrow keys would have no chance. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;

  gsize place = pick (self, x, y);

  /* In the gaps between them the last one stays, and what the arrow keys have come to. */
  if (place != GRADUS_NO_PLACE)
    set_marked (self, place);
}

static void
pointer_left_cb (GtkEventControllerMotion *controller, GradusSamplesView *self)
{
  set_marked (self, GRADUS_NO_PLACE);
}

static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GradusSamplesView *self)
{
  gsize place = pick (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  if (place != GRADUS_NO_PLACE)
    gradus_session_set_sample (self->view.session, self->shown[place]);
}

/* Where a key leads from `here`; GRADUS_NO_PLACE for another key. */
static gsize
find_place (GradusSamplesView *self, guint keyval, gsize here)
{
  GradusSamplesPicture picture;
  gsize last = self->n_shown - 1, per_row, page;

  gradus_samples_view_fill (self, &picture);
  per_row = gradus_samples_picture_per_row (&picture, gtk_widget_get_width (GTK_WIDGET (self->area)));
  page = per_row * MAX ((gsize) (gtk_adjustment_get_page_size (self->scroll) /
                                 MAX (gtk_adjustment_get_step_increment (self->scroll), 1)),
                        1);
  switch (keyval)
    {
    case GDK_KEY_Left:
      return here > 0 ? here - 1 : 0;
    case GDK_KEY_Right:
      return MIN (here + 1, last);
    case GDK_KEY_Up:
      return here >= per_row ? here - per_row : here;
    case GDK_KEY_Down:
      return here + per_row <= last ? here + per_row : here;
    case GDK_KEY_Page_Up:
      return here >= page ? here - page : here % per_row;
    case GDK_KEY_Page_Down:
      return MIN (here + page, last);
    case GDK_KEY_Home:
      return 0;
    case GDK_KEY_End:
      return last;
    default:
      return GRADUS_NO_PLACE;
    }
}

/* The place where somebody is, or that of the traced sample, or the first. */
static gsize
get_place (GradusSamplesView *self)
{
  gsize traced = gradus_session_get_sample (self->view.session);

  if (self->marked < self->n_shown)
    return self->marked;
  for (gsize i = 0; i < self->n_shown; i++)
    if (self->shown[i] == traced)
      return i;
  return 0;
}

static void
scroll_to (GradusSamplesView *self, gsize place)
{
  GradusSamplesPicture picture;
  double width = gtk_widget_get_width (GTK_WIDGET (self->area)), row;

  gradus_samples_view_fill (self, &picture);
  gradus_samples_picture_height (&picture, width, &row);

  double top = (double) (place / gradus_samples_picture_per_row (&picture, width)) * row;

  gtk_adjustment_clamp_page (self->scroll, top, top + row * 1.15);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GradusSamplesView *self)
{
  g_autofree char *text = NULL;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK) || self->columns == 0 || self->n_shown == 0)
    return GDK_EVENT_PROPAGATE;
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space) &&
      self->marked < self->n_shown)
    {
      gradus_session_set_sample (self->view.session, self->shown[self->marked]);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape && gradus_session_get_pinned (self->view.session))
    {
      gradus_session_set_sample (self->view.session, GRADUS_SAMPLE_FOLLOW);
      return GDK_EVENT_STOP;
    }

  gsize place = find_place (self, keyval, get_place (self));

  if (place == GRADUS_NO_PLACE)
    return GDK_EVENT_PROPAGATE;
  set_marked (self, place);
  scroll_to (self, place);
  text = gradus_samples_view_describe_sample (self, self->shown[place]);
  gradus_compat_announce (GTK_WIDGET (self->area), text);
  return GDK_EVENT_STOP;
}

static void
wrong_only_toggled_cb (GradusSamplesView *self)
{
  update (self);
}

/* From paper to ink: the pixels of all samples. */
static void
find_range (GradusSamplesView *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->view.session);

  self->low = INFINITY;
  self->high = -INFINITY;
  for (gsize i = 0; self->columns > 0 && i < problem->n_samples * problem->shape.n_inputs; i++)
    {
      self->low = MIN (self->low, problem->inputs[i]);
      self->high = MAX (self->high, problem->inputs[i]);
    }
}

static void
answers_changed_cb (GradusSamplesView *self)
{
  update (self);
}

static void
document_changed_cb (GradusSamplesView *self)
{
  if (!gradus_image_find (gradus_session_get_names (self->view.session), &self->columns, &self->rows))
    self->columns = self->rows = 0;
  find_range (self);
  g_strfreev (self->names);
  self->names = gradus_class_names_new (self->view.session, gradus_answer_source_get_classes (self->source));
  self->marked = GRADUS_NO_PLACE;
  update (self);
}

/* While training the answers come often enough, and bring the rest with them. */
static void
trace_changed_cb (GradusSamplesView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      gradus_session_get_state (self->view.session) != GRADUS_SESSION_TRAINING)
    update (self);
}

static void
gradus_samples_view_map (GtkWidget *widget)
{
  GradusSamplesView *self = GRADUS_SAMPLES_VIEW (widget);

  GTK_WIDGET_CLASS (gradus_samples_view_parent_class)->map (widget);
  if (self->source != NULL)
    document_changed_cb (self);
}

static void
gradus_samples_view_set_session (GradusView *view, GradusSession *session)
{
  GradusSamplesView *self = GRADUS_SAMPLES_VIEW (view);

  GRADUS_VIEW_CLASS (gradus_samples_view_parent_class)->set_session (view, session);
  self->n_shown = 0;
  self->marked = GRADUS_NO_PLACE;
  self->source = session != NULL ? gradus_answer_source_new (session) : NULL;
  gradus_view_take_source (self, self->source, G_CALLBACK (answers_changed_cb));
  if (session == NULL)
    return;
  document_changed_cb (self);
}

static void
gradus_samples_view_finalize (GObject *object)
{
  GradusSamplesView *self = GRADUS_SAMPLES_VIEW (object);

  g_strfreev (self->names);
  g_free (self->shown);

  G_OBJECT_CLASS (gradus_samples_view_parent_class)->finalize (object);
}

static void
gradus_samples_view_class_init (GradusSamplesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gradus_samples_view_finalize;
  widget_class->map = gradus_samples_view_map;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_samples_view_set_session;

  gtk_widget_class_set_css_name (widget_class, "samples-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-samples-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusSamplesView, reading);
  gtk_widget_class_bind_template_child (widget_class, GradusSamplesView, wrong_only);
  gtk_widget_class_bind_template_child (widget_class, GradusSamplesView, stack);
  gtk_widget_class_bind_template_child (widget_class, GradusSamplesView, area);
  gtk_widget_class_bind_template_child (widget_class, GradusSamplesView, large);
  gtk_widget_class_bind_template_child (widget_class, GradusSamplesView, scroll);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, resized_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, wheel_turned_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrong_only_toggled_cb);
}

static void
gradus_samples_view_init (GradusSamplesView *self)
{
  self->marked = GRADUS_NO_PLACE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  gtk_drawing_area_set_draw_func (self->large, draw_large_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->area));
  gradus_appearance_follow (GTK_WIDGET (self->large));
  gradus_view_watch (self, G_CALLBACK (document_changed_cb), "document", NULL);
  gradus_view_watch (self, G_CALLBACK (trace_changed_cb), "trace", NULL);
  gradus_view_watch (self, G_CALLBACK (update), "pinned", "state", NULL);
}
