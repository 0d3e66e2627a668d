/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-scrubber.h"

#include <glib/gi18n-lib.h>

#define PAGES 20 /* strides of Page Up and Page Down over the whole */

struct _GradusScrubber
{
  GradusView view;

  GtkScale *scale;
  GtkAdjustment *adjustment;
  gboolean updating; /* the slider follows the session, not a hand */
};

G_DEFINE_FINAL_TYPE (GradusScrubber, gradus_scrubber, GRADUS_TYPE_VIEW)

static void
tell (GradusScrubber *self, guint64 step, guint64 last)
{
  g_autofree char *at = g_strdup_printf ("%" G_GUINT64_FORMAT, step);
  g_autofree char *of = g_strdup_printf ("%" G_GUINT64_FORMAT, last);
  /* Translators: where the slider over the training stands, for a screen reader. */
  g_autofree char *text = g_strdup_printf (_ ("step %s of %s"), at, of);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  step < last ? _ ("Behind the end of the training: a change branches off here.") : "",
                                  -1);
}

/* Its room stays: the plot above it would jump. */
static void
show_scale (GradusScrubber *self, gboolean shown)
{
  GtkWidget *scale = GTK_WIDGET (self->scale);

  gtk_widget_set_opacity (scale, shown ? 1 : 0);
  gtk_widget_set_sensitive (scale, shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

static void
update (GradusScrubber *self)
{
  GradusSession *session = self->view.session;
  guint64 first = session != NULL ? gradus_session_get_first_step (session) : 0;
  guint64 last = session != NULL ? gradus_session_get_last_step (session) : 0;
  guint64 step = session != NULL ? gradus_session_get_seek_step (session) : 0;

  show_scale (self, first < last);
  self->updating = TRUE;
  gtk_adjustment_configure (
      self->adjustment, (double) step, (double) first, (double) last, 1, (double) MAX (1, (last - first) / PAGES), 0);
  self->updating = FALSE;
  tell (self, step, last);
}

static void
value_changed_cb (GradusScrubber *self)
{
  if (!self->updating && self->view.session != NULL)
    gradus_session_seek (self->view.session, (guint64) (gtk_adjustment_get_value (self->adjustment) + 0.5));
}

static void
gradus_scrubber_set_session (GradusView *view, GradusSession *session)
{
  GRADUS_VIEW_CLASS (gradus_scrubber_parent_class)->set_session (view, session);
  update (GRADUS_SCRUBBER (view));
}

static void
gradus_scrubber_class_init (GradusScrubberClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_scrubber_set_session;

  gtk_widget_class_set_css_name (widget_class, "scrubber");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-scrubber.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusScrubber, scale);
  gtk_widget_class_bind_template_child (widget_class, GradusScrubber, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
gradus_scrubber_init (GradusScrubber *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_scale (self, FALSE);
  gradus_view_watch (self, G_CALLBACK (update), "steps", "first-step", "last-step", "seeking", NULL);
}
