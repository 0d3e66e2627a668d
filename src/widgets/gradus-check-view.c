/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-check-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/gradus-curve-picture.h"
#include "widgets/gradus-appearance.h"
#include "widgets/gradus-check-item.h"
#include "widgets/gradus-check-view-private.h"

#define MOST_ROWS   500 /* the worst ones; nobody reads more */
#define FIRST_POWER -5.0

struct _GradusCheckView
{
  GradusView view;

  GtkStack *pages;
  GtkLabel *status;
  GtkButton *start;
  GtkButton *stop;
  GtkSingleSelection *selection;
  GListStore *items;
  GtkDrawingArea *area;
  GtkScale *scale;
  GtkAdjustment *power;
  GtkLabel *point;
  GtkLabel *forecast;

  GradusCheckSource *source;
  gboolean settling;
};

G_DEFINE_FINAL_TYPE (GradusCheckView, gradus_check_view, GRADUS_TYPE_VIEW)

/* What an export keeps: the window goes on meanwhile. */
typedef struct
{
  GradusDifferenceCurve curve;
  double epsilon;
  GradusFormat format;
} Picture;

static GradusFormat
get_format (GradusCheckView *self)
{
  return (GradusFormat){ .digits = gradus_session_get_digits (self->view.session), .locale = true };
}

static const GradusShape *
get_shape (GradusCheckView *self)
{
  return &gradus_session_get_trace (self->view.session)->shape;
}

static double
get_epsilon (GradusCheckView *self)
{
  return pow (10, gtk_adjustment_get_value (self->power));
}

static GradusCurvePicture
make_curve_picture (GradusCheckView *self)
{
  return (GradusCurvePicture){
    .curve = self->source != NULL ? gradus_check_source_get_curve (self->source) : NULL,
    .epsilon = get_epsilon (self),
    .format = { .digits = 3, .locale = true },
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusCurvePicture picture = make_curve_picture (GRADUS_CHECK_VIEW (data));

  gradus_curve_picture_paint (&picture, gradus_appearance_palette (), cr, width, height);
}

static void
update_point (GradusCheckView *self)
{
  const GradusDifferenceCurve *curve = self->source != NULL ? gradus_check_source_get_curve (self->source) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self->area));
  if (curve == NULL)
    return;
  text = gradus_check_view_describe_point (
      curve, get_shape (self), gradus_curve_picture_find (curve, get_epsilon (self)), get_format (self));
  gtk_label_set_text (self->point, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
update_rows (GradusCheckView *self)
{
  gsize n;
  const GradusCheckRow *rows = gradus_check_source_get_rows (self->source, &n);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < MIN (n, MOST_ROWS); i++)
    g_ptr_array_add (items,
                     gradus_check_item_new (
                         get_shape (self), gradus_session_get_names (self->view.session), &rows[i], get_format (self)));
  self->settling = TRUE;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->settling = FALSE;
}

static void
update_status (GradusCheckView *self)
{
  gboolean running = gradus_check_source_get_running (self->source);
  g_autofree char *text = gradus_check_view_describe (self->source, get_shape (self));

  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->start), !running);
  gtk_widget_set_visible (GTK_WIDGET (self->stop), running);
}

static void
checked_cb (GradusCheckView *self)
{
  gsize n;

  update_status (self);
  gradus_check_source_get_rows (self->source, &n);
  if (MIN (n, MOST_ROWS) != g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    update_rows (self);
}

/* Whether the coming step is one of plain descent on the traced sample alone. */
static gboolean
is_plain (GradusSession *session)
{
  const GradusTraining *training = gradus_session_get_training (session);
  const GradusTrace *trace = gradus_session_get_trace (session);

  return training->optimizer == GRADUS_OPTIMIZER_SGD && trace->batch_size == 1 && training->l1 == 0 &&
         training->l2 == 0 && training->weight_decay == 0 && !gradus_session_get_pinned (session);
}

/* While training nobody could read it. */
static void
update_forecast (GradusCheckView *self)
{
  g_autofree char *text = NULL;

  if (self->source == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      gradus_session_get_state (self->view.session) == GRADUS_SESSION_TRAINING)
    return;
  text = gradus_check_view_describe_forecast (
      gradus_check_source_get_forecast (self->source), is_plain (self->view.session), get_format (self));
  gtk_label_set_text (self->forecast, text);
}

static void
digits_changed_cb (GradusCheckView *self)
{
  if (self->source == NULL)
    return;
  update_rows (self);
  update_point (self);
  update_forecast (self);
}

static void
row_selected_cb (GradusCheckView *self)
{
  GradusCheckItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->settling || item == NULL || self->view.session == NULL)
    return;
  gradus_session_set_selection (self->view.session,
                                gradus_part_from_parameter (get_shape (self), gradus_check_item_get_parameter (item)));
}

static void
power_changed_cb (GradusCheckView *self)
{
  update_point (self);
}

static void
pressed_cb (GradusCheckView *self, int n_press, double x, double y)
{
  GradusCurvePicture picture = make_curve_picture (self);
  double epsilon = gradus_curve_picture_epsilon_at (
      &picture, gtk_widget_get_width (GTK_WIDGET (self->area)), gtk_widget_get_height (GTK_WIDGET (self->area)), x);

  gtk_adjustment_set_value (self->power, log10 (epsilon));
}

static void
stop_clicked_cb (GradusCheckView *self)
{
  if (self->source != NULL)
    gradus_check_source_stop (self->source);
}

static void
gradus_check_view_set_session (GradusView *view, GradusSession *session)
{
  GradusCheckView *self = GRADUS_CHECK_VIEW (view);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  GRADUS_VIEW_CLASS (gradus_check_view_parent_class)->set_session (view, session);
  if (session == NULL)
    return;
  self->source = gradus_check_source_new (session);
  g_signal_connect_swapped (self->source, "changed", G_CALLBACK (checked_cb), self);
  g_signal_connect_swapped (self->source, "curve-changed", G_CALLBACK (update_point), self);
  gradus_check_source_set_active (self->source, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update_rows (self);
  update_status (self);
  update_point (self);
  update_forecast (self);
}

static void
gradus_check_view_map (GtkWidget *widget)
{
  GradusCheckView *self = GRADUS_CHECK_VIEW (widget);

  GTK_WIDGET_CLASS (gradus_check_view_parent_class)->map (widget);
  if (self->source != NULL)
    gradus_check_source_set_active (self->source, TRUE);
  update_forecast (self);
}

static void
gradus_check_view_unmap (GtkWidget *widget)
{
  GradusCheckView *self = GRADUS_CHECK_VIEW (widget);

  if (self->source != NULL)
    gradus_check_source_set_active (self->source, FALSE);
  GTK_WIDGET_CLASS (gradus_check_view_parent_class)->unmap (widget);
}

static void
gradus_check_view_class_init (GradusCheckViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_check_view_set_session;
  widget_class->map = gradus_check_view_map;
  widget_class->unmap = gradus_check_view_unmap;

  g_type_ensure (GRADUS_TYPE_CHECK_ITEM);
  gtk_widget_class_set_css_name (widget_class, "check-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-check-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, area);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, forecast);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, items);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, pages);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, point);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, power);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, scale);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, selection);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, start);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, status);
  gtk_widget_class_bind_template_child (widget_class, GradusCheckView, stop);
  gtk_widget_class_bind_template_callback (widget_class, power_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
gradus_check_view_init (GradusCheckView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_adjustment_set_value (self->power, FIRST_POWER);
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->area));
  gradus_view_watch (self, G_CALLBACK (update_forecast), "trace", "state", "pinned", NULL);
  gradus_view_watch (self, G_CALLBACK (digits_changed_cb), "digits", NULL);
}

void
gradus_check_view_start (GradusCheckView *self)
{
  g_return_if_fail (GRADUS_IS_CHECK_VIEW (self));

  if (self->source == NULL)
    return;
  gtk_stack_set_visible_child_name (self->pages, "gradients");
  gradus_check_source_start (self->source);
}

gpointer
gradus_check_view_make_picture (GradusCheckView *self)
{
  const GradusDifferenceCurve *curve = self->source != NULL ? gradus_check_source_get_curve (self->source) : NULL;
  Picture *picture;

  if (curve == NULL)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->curve = *curve;
  picture->epsilon = get_epsilon (self);
  picture->format = (GradusFormat){ .digits = 3, .locale = true };
  return picture;
}

void
gradus_check_view_paint_picture (cairo_t *cr, double width, double height, gpointer data)
{
  Picture *picture = data;
  GradusCurvePicture curve = {
    .curve = &picture->curve,
    .epsilon = picture->epsilon,
    .format = picture->format,
    .text_scale = 1,
  };

  gradus_curve_picture_paint (&curve, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}
