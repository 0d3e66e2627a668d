/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-amount-row.h"

#include <math.h>

#include "widgets/gradus-entry-row.h"

struct _GradusAmountRow
{
  GtkWidget parent_instance;

  GradusEntryRow *entry_row;
  GtkScale *scale;
  GtkAdjustment *adjustment;

  double number; /* what counts now; the slider's is clamped */
  gboolean updating;
  gboolean dragging;
};

G_DEFINE_FINAL_TYPE (GradusAmountRow, gradus_amount_row, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

enum
{
  SIGNAL_DRAG,
  SIGNAL_TAKE_NUMBER,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
take_number (GradusAmountRow *self, double number, GError **error)
{
  gboolean taken = FALSE;

  g_signal_emit (self, signals[SIGNAL_TAKE_NUMBER], 0, number, error, &taken);
  return taken;
}

static void
set_dragging (GradusAmountRow *self, gboolean dragging)
{
  if (self->dragging == dragging)
    return;
  self->dragging = dragging;
  g_signal_emit (self, signals[SIGNAL_DRAG], 0, dragging);
}

static gboolean
number_taken_cb (GradusEntryRow *row, double number, GError **error, GradusAmountRow *self)
{
  return take_number (self, number, error);
}

static gboolean
scale_changing_cb (GtkRange *range, GtkScrollType scroll, double value, GradusAmountRow *self)
{
  double step = gtk_adjustment_get_step_increment (self->adjustment);

  /* Divided, so that 0.3 is the number that is typed as such. */
  value = CLAMP (value, 0, gtk_adjustment_get_upper (self->adjustment));
  gtk_adjustment_set_value (self->adjustment, round (value / step) / round (1 / MIN (step, 1)) * fmax (step, 1));
  return GDK_EVENT_STOP;
}

static void
scale_value_changed_cb (GradusAmountRow *self)
{
  if (!self->updating && !take_number (self, gtk_adjustment_get_value (self->adjustment), NULL))
    gradus_amount_row_set_number (self, self->number);
}

/* A range claims its presses, so that no gesture beside its own would see the release. */
static gboolean
scale_event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, GradusAmountRow *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      set_dragging (self, TRUE);
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_GRAB_BROKEN:
      set_dragging (self, FALSE);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
gradus_amount_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      g_object_get_property (G_OBJECT (GRADUS_AMOUNT_ROW (object)->entry_row), "title", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_amount_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GradusAmountRow *self = GRADUS_AMOUNT_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_object_set_property (G_OBJECT (self->entry_row), "title", value);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gradus_amount_row_unmap (GtkWidget *widget)
{
  set_dragging (GRADUS_AMOUNT_ROW (widget), FALSE); /* nobody will see the release */

  GTK_WIDGET_CLASS (gradus_amount_row_parent_class)->unmap (widget);
}

static void
gradus_amount_row_dispose (GObject *object)
{
  GradusAmountRow *self = GRADUS_AMOUNT_ROW (object);
  GtkWidget *child;

  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gradus_amount_row_parent_class)->dispose (object);
}

static void
gradus_amount_row_class_init (GradusAmountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gradus_amount_row_get_property;
  object_class->set_property = gradus_amount_row_set_property;
  object_class->dispose = gradus_amount_row_dispose;
  widget_class->unmap = gradus_amount_row_unmap;

  properties[PROP_TITLE] = g_param_spec_string (
      "title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_DRAG] = g_signal_new (
      "drag", GRADUS_TYPE_AMOUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_TAKE_NUMBER] = g_signal_new ("take-number",
                                              GRADUS_TYPE_AMOUNT_ROW,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              g_signal_accumulator_true_handled,
                                              NULL,
                                              NULL,
                                              G_TYPE_BOOLEAN,
                                              2,
                                              G_TYPE_DOUBLE,
                                              G_TYPE_POINTER);

  g_type_ensure (GRADUS_TYPE_ENTRY_ROW);

  gtk_widget_class_set_css_name (widget_class, "amount-row");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-amount-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusAmountRow, entry_row);
  gtk_widget_class_bind_template_child (widget_class, GradusAmountRow, scale);
  gtk_widget_class_bind_template_child (widget_class, GradusAmountRow, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, number_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_changing_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_event_cb);
}

static void
gradus_amount_row_init (GradusAmountRow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}

void
gradus_amount_row_set_number (GradusAmountRow *self, double number)
{
  g_return_if_fail (GRADUS_IS_AMOUNT_ROW (self));

  self->number = number;
  gradus_entry_row_set_number (self->entry_row, number);
  self->updating = TRUE;
  gtk_adjustment_set_value (self->adjustment, number);
  self->updating = FALSE;
}

void
gradus_amount_row_set_upper (GradusAmountRow *self, double upper, double step)
{
  g_return_if_fail (GRADUS_IS_AMOUNT_ROW (self));

  if (gtk_adjustment_get_upper (self->adjustment) == upper &&
      gtk_adjustment_get_step_increment (self->adjustment) == step)
    return;
  self->updating = TRUE;
  gtk_adjustment_configure (self->adjustment, self->number, 0, upper, step, 5 * step, 0);
  self->updating = FALSE;
}
