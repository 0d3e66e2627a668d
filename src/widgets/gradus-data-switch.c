/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-switch.h"

struct _GradusDataSwitch
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GradusDataSwitch, gradus_data_switch, GTK_TYPE_WIDGET)

static void
gradus_data_switch_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gradus_data_switch_parent_class)->dispose (object);
}

static void
gradus_data_switch_class_init (GradusDataSwitchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_data_switch_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-data-switch.ui");
}

static void
gradus_data_switch_init (GradusDataSwitch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
