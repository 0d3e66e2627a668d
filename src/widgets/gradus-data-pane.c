/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-pane.h"

#include "widgets/gradus-confusion-view.h"
#include "widgets/gradus-data-switch.h"
#include "widgets/gradus-data-view.h"
#include "widgets/gradus-samples-view.h"

struct _GradusDataPane
{
  GradusView view;

  GtkStack *stack;
  GradusView *map;
  GradusView *confusion;
  GradusView *samples;
};

G_DEFINE_FINAL_TYPE (GradusDataPane, gradus_data_pane, GRADUS_TYPE_VIEW)

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
page_changed_cb (GradusDataPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
gradus_data_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GradusDataPane *self = GRADUS_DATA_PANE (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (self->stack));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_data_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusDataPane *self = GRADUS_DATA_PANE (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      gtk_stack_set_visible_child_name (self->stack, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_data_pane_set_session (GradusView *view, GradusSession *session)
{
  GradusDataPane *self = GRADUS_DATA_PANE (view);

  GRADUS_VIEW_CLASS (gradus_data_pane_parent_class)->set_session (view, session);
  if (self->map == NULL) /* disposed of with the template's children, which give it up themselves */
    return;
  gradus_view_set_session (self->map, session);
  gradus_view_set_session (self->confusion, session);
  gradus_view_set_session (self->samples, session);
}

static void
gradus_data_pane_class_init (GradusDataPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gradus_data_pane_get_property;
  object_class->set_property = gradus_data_pane_set_property;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_data_pane_set_session;

  properties[PROP_PAGE] = g_param_spec_string (
      "page", NULL, NULL, "map", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GRADUS_TYPE_CONFUSION_VIEW);
  g_type_ensure (GRADUS_TYPE_DATA_SWITCH);
  g_type_ensure (GRADUS_TYPE_DATA_VIEW);
  g_type_ensure (GRADUS_TYPE_SAMPLES_VIEW);

  gtk_widget_class_install_property_action (widget_class, "data.page", "page");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-data-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusDataPane, stack);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPane, map);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPane, confusion);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPane, samples);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
gradus_data_pane_init (GradusDataPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gpointer
gradus_data_pane_make_picture (GradusDataPane *self, GradusPaintFunc *paint, GDestroyNotify *free_picture)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "confusion") == 0)
    {
      *paint = gradus_confusion_view_paint_picture;
      *free_picture = gradus_confusion_view_free_picture;
      return gradus_confusion_view_make_picture (GRADUS_CONFUSION_VIEW (self->confusion));
    }
  *paint = gradus_data_view_paint_picture;
  *free_picture = gradus_data_view_free_picture;
  return gradus_data_view_make_picture (GRADUS_DATA_VIEW (self->map));
}
