/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-confusion-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-answer-source.h"
#include "render/gradus-confusion-picture.h"
#include "render/gradus-export.h"
#include "widgets/gradus-appearance.h"
#include "widgets/gradus-class-names.h"
#include "widgets/gradus-compat.h"

struct _GradusConfusionView
{
  GradusView view;

  GtkLabel *accuracy;
  GtkLabel *reading;
  GtkWidget *rows;
  GtkToggleButton *test;
  GtkStack *stack;
  GtkDrawingArea *area;

  GradusAnswerSource *source;
  char **names;        /* of the classes */
  gsize truth, answer; /* the selected cell, or GRADUS_NO_CLASS */
  gsize pointed_truth, pointed_answer;
  double pointer_x, pointer_y;
};

/* What is exported, with everything that it draws. */
typedef struct
{
  GradusConfusionPicture picture;
  gsize *counts;
  char **names;
} Exported;

G_DEFINE_FINAL_TYPE (GradusConfusionView, gradus_confusion_view, GRADUS_TYPE_VIEW)

static gboolean
shows_test (GradusConfusionView *self)
{
  return gtk_widget_get_visible (self->rows) && gtk_toggle_button_get_active (self->test);
}

static const GradusAnswers *
get_answers (GradusConfusionView *self)
{
  return self->source != NULL ? gradus_answer_source_get_answers (self->source, shows_test (self)) : NULL;
}

/* What is drawn; false before there is anything. */
static gboolean
fill_picture (GradusConfusionView *self, GradusConfusionPicture *picture)
{
  const GradusAnswers *answers = get_answers (self);

  if (answers == NULL || self->names == NULL)
    return FALSE;
  *picture = (GradusConfusionPicture){
    .n_classes = gradus_answer_source_get_classes (self->source)->n_classes,
    .counts = answers->counts,
    .names = (const char *const *) self->names,
    .truth = self->truth,
    .answer = self->answer,
    .format = { .digits = gradus_session_get_digits (self->view.session), .locale = TRUE },
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
  return g_strv_length (self->names) == picture->n_classes;
}

static char *
describe_cell (GradusConfusionView *self, gsize truth, gsize answer)
{
  GradusConfusionPicture picture;

  if (!fill_picture (self, &picture) || truth >= picture.n_classes || answer >= picture.n_classes)
    return g_strdup ("");

  gsize count = picture.counts[truth * picture.n_classes + answer];
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, count);

  if (truth == answer)
    /* Translators: a cell of the confusion matrix: a class's name and how often it is recognised. */
    return g_strdup_printf (
        ngettext ("%s recognised: %s sample", "%s recognised: %s samples", count), picture.names[truth], number);
  /* Translators: a cell of the confusion matrix: the names of two classes, and how many samples of the first got the second as answer. */
  return g_strdup_printf (ngettext ("%1$s taken for %2$s: %3$s sample", "%1$s taken for %2$s: %3$s samples", count),
                          picture.names[truth],
                          picture.names[answer],
                          number);
}

/* Rounded down, so that 1 means every sample. */
static char *
describe_accuracy (const GradusConfusionPicture *picture)
{
  double accuracy = gradus_confusion_accuracy (picture->n_classes, picture->counts);
  char share[GRADUS_FORMAT_SIZE];

  gradus_format_fixed (picture->format, floor (accuracy * 1000 + 1e-9) / 1000, 3, share);
  return g_strdup_printf (_ ("Accuracy %s"), share);
}

/* The cell beside the diagonal with the largest number; false where nothing is wrong. */
static gboolean
find_worst (const GradusConfusionPicture *picture, gsize *truth, gsize *answer)
{
  gsize n = picture->n_classes, most = 0;

  for (gsize t = 0; t < n; t++)
    for (gsize a = 0; a < n; a++)
      if (t != a && picture->counts[t * n + a] > most)
        {
          most = picture->counts[t * n + a];
          *truth = t;
          *answer = a;
        }
  return most > 0;
}

/* Whole, for a screen reader. */
static char *
describe (GradusConfusionView *self)
{
  GradusConfusionPicture picture;
  gsize truth, answer;

  if (!fill_picture (self, &picture))
    return g_strdup (_ ("The picture is being computed."));

  g_autofree char *accuracy = describe_accuracy (&picture);

  if (!find_worst (&picture, &truth, &answer))
    /* Translators: the confusion matrix for a screen reader; %s is "Accuracy 1.000". */
    return g_strdup_printf (_ ("%s. Every sample is recognised."), accuracy);

  g_autofree char *worst = describe_cell (self, truth, answer);

  /* Translators: the confusion matrix for a screen reader: "Accuracy 0.912", and "3 taken for 5: 4 samples". */
  return g_strdup_printf (_ ("%s. Most often %s."), accuracy, worst);
}

/* A text that stays is not told again, to the screen or to a screen reader. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
update_reading (GradusConfusionView *self)
{
  gboolean pointed = self->pointed_truth != GRADUS_NO_CLASS;
  g_autofree char *text =
      describe_cell (self, pointed ? self->pointed_truth : self->truth, pointed ? self->pointed_answer : self->answer);

  set_text (self->reading, text);
}

static void
update (GradusConfusionView *self)
{
  GradusConfusionPicture picture;
  g_autofree char *accuracy = NULL;
  g_autofree char *description = NULL;

  if (self->view.session == NULL)
    return;

  const GradusProblem *problem = gradus_session_get_problem (self->view.session);
  gboolean classes = gradus_answer_source_get_classes (self->source)->kind != GRADUS_CLASSES_NONE;

  gtk_widget_set_visible (self->rows, classes && problem->n_test > 0);
  gtk_stack_set_visible_child_name (self->stack,
                                    classes                                            ? "matrix"
                                    : gradus_answer_source_get_too_many (self->source) ? "many"
                                                                                       : "none");
  accuracy = fill_picture (self, &picture) ? describe_accuracy (&picture) : g_strdup ("");
  description = describe (self);
  set_text (self->accuracy, accuracy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
answers_changed_cb (GradusConfusionView *self)
{
  g_strfreev (self->names);
  self->names = gradus_class_names_new (self->view.session, gradus_answer_source_get_classes (self->source));
  update (self);
}

static gboolean
pick (GradusConfusionView *self, double x, double y, gsize *truth, gsize *answer)
{
  GradusConfusionPicture picture;

  return fill_picture (self, &picture) &&
         gradus_confusion_picture_pick (&picture,
                                        gtk_widget_get_width (GTK_WIDGET (self->area)),
                                        gtk_widget_get_height (GTK_WIDGET (self->area)),
                                        x,
                                        y,
                                        truth,
                                        answer);
}

/* The next training sample of the selected cell after the traced one, round at the end, is traced. */
static void
trace_next (GradusConfusionView *self)
{
  const GradusAnswers *answers = get_answers (self);
  gsize here = gradus_session_get_sample (self->view.session);

  if (answers == NULL || shows_test (self))
    return;
  for (gsize k = 1; k <= answers->n; k++)
    {
      gsize sample = (here + k) % answers->n;

      if (answers->truths[sample] != self->truth || answers->answers[sample] != self->answer)
        continue;
      gradus_session_set_sample (self->view.session, sample);
      return;
    }
}

static void
select_cell (GradusConfusionView *self, gsize truth, gsize answer)
{
  self->truth = truth;
  self->answer = answer;
  update_reading (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusConfusionPicture picture;

  if (fill_picture (GRADUS_CONFUSION_VIEW (data), &picture))
    gradus_confusion_picture_paint (&picture, gradus_appearance_palette (), cr, width, height);
}

static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, GradusConfusionView *self)
{
  /* Told again whenever something around has moved: the arrow keys would have no chance. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (!pick (self, x, y, &self->pointed_truth, &self->pointed_answer))
    self->pointed_truth = GRADUS_NO_CLASS;
  update_reading (self);
}

static void
pointer_left_cb (GtkEventControllerMotion *controller, GradusConfusionView *self)
{
  self->pointed_truth = GRADUS_NO_CLASS;
  update_reading (self);
}

static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GradusConfusionView *self)
{
  gsize truth, answer;

  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  if (!pick (self, x, y, &truth, &answer))
    return;
  select_cell (self, truth, answer);
  trace_next (self);
}

/* Moves within the matrix; false for another key. */
static gboolean
move (gsize n, guint keyval, gsize *truth, gsize *answer)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
      *answer -= *answer > 0;
      break;
    case GDK_KEY_Right:
      *answer += *answer + 1 < n;
      break;
    case GDK_KEY_Up:
      *truth -= *truth > 0;
      break;
    case GDK_KEY_Down:
      *truth += *truth + 1 < n;
      break;
    case GDK_KEY_Home:
      *truth = *answer = 0;
      break;
    case GDK_KEY_End:
      *truth = *answer = n - 1;
      break;
    default:
      return FALSE;
    }
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GradusConfusionView *self)
{
  GradusConfusionPicture picture;
  gsize truth = self->truth, answer = self->answer;
  g_autofree char *text = NULL;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK) || !fill_picture (self, &picture))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space)
    {
      trace_next (self);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape && gradus_session_get_pinned (self->view.session))
    {
      gradus_session_set_sample (self->view.session, GRADUS_SAMPLE_FOLLOW);
      return GDK_EVENT_STOP;
    }

  /* The first of these keys only shows where one is. */
  if (truth >= picture.n_classes || answer >= picture.n_classes)
    {
      truth = answer = 0;
      if (!move (picture.n_classes, keyval, &(gsize){ 0 }, &(gsize){ 0 }))
        return GDK_EVENT_PROPAGATE;
    }
  else if (!move (picture.n_classes, keyval, &truth, &answer))
    return GDK_EVENT_PROPAGATE;
  self->pointed_truth = GRADUS_NO_CLASS;
  select_cell (self, truth, answer);
  text = describe_cell (self, truth, answer);
  gradus_compat_announce (GTK_WIDGET (self->area), text);
  return GDK_EVENT_STOP;
}

static void
rows_toggled_cb (GradusConfusionView *self)
{
  update (self);
}

static void
gradus_confusion_view_map (GtkWidget *widget)
{
  GradusConfusionView *self = GRADUS_CONFUSION_VIEW (widget);

  GTK_WIDGET_CLASS (gradus_confusion_view_parent_class)->map (widget);
  if (self->source != NULL)
    update (self);
}

static void
gradus_confusion_view_set_session (GradusView *view, GradusSession *session)
{
  GradusConfusionView *self = GRADUS_CONFUSION_VIEW (view);

  GRADUS_VIEW_CLASS (gradus_confusion_view_parent_class)->set_session (view, session);
  self->truth = self->answer = self->pointed_truth = GRADUS_NO_CLASS;
  self->source = session != NULL ? gradus_answer_source_new (session) : NULL;
  gradus_view_take_source (self, self->source, G_CALLBACK (answers_changed_cb));
  if (session == NULL)
    return;
  answers_changed_cb (self);
}

static void
gradus_confusion_view_finalize (GObject *object)
{
  g_strfreev (GRADUS_CONFUSION_VIEW (object)->names);

  G_OBJECT_CLASS (gradus_confusion_view_parent_class)->finalize (object);
}

static void
gradus_confusion_view_class_init (GradusConfusionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gradus_confusion_view_finalize;
  widget_class->map = gradus_confusion_view_map;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_confusion_view_set_session;

  gtk_widget_class_set_css_name (widget_class, "confusion-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-confusion-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusConfusionView, accuracy);
  gtk_widget_class_bind_template_child (widget_class, GradusConfusionView, reading);
  gtk_widget_class_bind_template_child (widget_class, GradusConfusionView, rows);
  gtk_widget_class_bind_template_child (widget_class, GradusConfusionView, test);
  gtk_widget_class_bind_template_child (widget_class, GradusConfusionView, stack);
  gtk_widget_class_bind_template_child (widget_class, GradusConfusionView, area);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_toggled_cb);
}

static void
gradus_confusion_view_init (GradusConfusionView *self)
{
  self->truth = self->answer = self->pointed_truth = GRADUS_NO_CLASS;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->area));
  gradus_view_watch (self, G_CALLBACK (update), "digits", NULL);
}

gpointer
gradus_confusion_view_make_picture (GradusConfusionView *self)
{
  GradusConfusionPicture picture;
  Exported *exported;

  if (!fill_picture (self, &picture))
    return NULL;
  exported = g_new0 (Exported, 1);
  exported->counts = g_memdup2 (picture.counts, picture.n_classes * picture.n_classes * sizeof (gsize));
  exported->names = g_strdupv (self->names);
  exported->picture = picture;
  exported->picture.counts = exported->counts;
  exported->picture.names = (const char *const *) exported->names;
  exported->picture.truth = exported->picture.answer = GRADUS_NO_CLASS;
  return exported;
}

void
gradus_confusion_view_paint_picture (cairo_t *cr, double width, double height, gpointer data)
{
  GradusConfusionPicture picture = ((Exported *) data)->picture;

  picture.text_scale = gradus_export_text_scale (width, height);
  gradus_confusion_picture_paint (&picture, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

void
gradus_confusion_view_free_picture (gpointer data)
{
  Exported *exported = data;

  g_free (exported->counts);
  g_strfreev (exported->names);
  g_free (exported);
}
