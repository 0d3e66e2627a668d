/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-view.h"

G_DEFINE_ABSTRACT_TYPE (GradusView, gradus_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gradus_view_real_set_session (GradusView *self, GradusSession *session)
{
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->watched, session);
}

static void
gradus_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gradus_view_parent_class)->map (widget);
  if (GRADUS_VIEW (widget)->source != NULL)
    gradus_source_set_active (GRADUS_VIEW (widget)->source, TRUE);
}

static void
gradus_view_unmap (GtkWidget *widget)
{
  if (GRADUS_VIEW (widget)->source != NULL)
    gradus_source_set_active (GRADUS_VIEW (widget)->source, FALSE);
  GTK_WIDGET_CLASS (gradus_view_parent_class)->unmap (widget);
}

static void
gradus_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, GRADUS_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
gradus_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    gradus_view_set_session (GRADUS_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
gradus_view_dispose (GObject *object)
{
  GtkWidget *child;

  gradus_view_set_session (GRADUS_VIEW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gradus_view_parent_class)->dispose (object);
}

static void
gradus_view_finalize (GObject *object)
{
  g_object_unref (GRADUS_VIEW (object)->watched);

  G_OBJECT_CLASS (gradus_view_parent_class)->finalize (object);
}

static void
gradus_view_class_init (GradusViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gradus_view_get_property;
  object_class->set_property = gradus_view_set_property;
  object_class->dispose = gradus_view_dispose;
  object_class->finalize = gradus_view_finalize;
  GTK_WIDGET_CLASS (klass)->map = gradus_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = gradus_view_unmap;
  klass->set_session = gradus_view_real_set_session;

  properties[PROP_SESSION] = g_param_spec_object (
      "session", NULL, NULL, GRADUS_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gradus_view_init (GradusView *self)
{
  self->watched = g_signal_group_new (GRADUS_TYPE_SESSION);
}

void
gradus_view_watch (gpointer view, GCallback changed, ...)
{
  va_list names;
  const char *name;

  va_start (names, changed);
  while ((name = va_arg (names, const char *)) != NULL)
    {
      g_autofree char *signal = g_strconcat ("notify::", name, NULL);

      g_signal_group_connect_swapped (GRADUS_VIEW (view)->watched, signal, changed, view);
    }
  va_end (names);
}

void
gradus_view_take_source (gpointer view, gpointer source, GCallback changed)
{
  GradusView *self = GRADUS_VIEW (view);

  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->source, self);
      gradus_source_set_active (self->source, FALSE);
      g_object_unref (self->source);
    }
  self->source = source;
  if (source != NULL)
    {
      g_signal_connect_swapped (source, "changed", changed, self);
      gradus_source_set_active (source, gtk_widget_get_mapped (GTK_WIDGET (self)));
    }
}

GradusSession *
gradus_view_get_session (GradusView *self)
{
  g_return_val_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, GRADUS_TYPE_VIEW), NULL);

  return self->session;
}

void
gradus_view_set_session (GradusView *self, GradusSession *session)
{
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, GRADUS_TYPE_VIEW));

  if (self->session == session)
    return;
  GRADUS_VIEW_GET_CLASS (self)->set_session (self, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}
