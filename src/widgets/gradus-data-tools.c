/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-tools.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-number.h"
#include "render/gradus-field-picture.h"
#include "widgets/gradus-appearance.h"
#include "widgets/gradus-compat.h"

struct _GradusDataTools
{
  GradusView parent_instance;

  GtkToggleButton *select;
  GtkToggleButton *erase;
  GtkToggleButton *low; /* the two classes of a single output */
  GtkToggleButton *high;
  GtkDrawingArea *low_mark;
  GtkDrawingArea *high_mark;
  GtkToggleButton *draw; /* one of more classes, or a number */
  GtkDropDown *classes;
  GtkEntry *target;

  double value; /* the last number in `target` */
  GradusClasses known;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusDataTools, gradus_data_tools, GRADUS_TYPE_VIEW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_curve (GradusDataTools *self)
{
  return gradus_session_get_problem (self->parent_instance.session)->shape.n_inputs == 1;
}

/* "y = 1": what the samples of one of two classes have. */
static char *
describe_target (GradusDataTools *self, double value)
{
  GradusSession *session = self->parent_instance.session;
  GradusFormat format = { .digits = gradus_session_get_digits (session), .locale = TRUE };
  char symbol[GRADUS_SYMBOL_SIZE], number[GRADUS_FORMAT_SIZE];

  gradus_symbol_target (gradus_session_get_names (session), &gradus_session_get_problem (session)->shape, 0, symbol);
  /* Translators: a target and its value, such as "y = 1". */
  return g_strdup_printf (C_ ("target", "%s = %s"), symbol, gradus_format_fixed (format, value, 0, number));
}

static void
name_class (GradusDataTools *self, GtkToggleButton *button, double value)
{
  g_autofree char *target = describe_target (self, value);
  /* Translators: the name of a button; %s is a target and its value: "Draw y = 1". */
  g_autofree char *name = g_strdup_printf (_ ("Draw %s"), target);
  /* Translators: %s is a target and its value: "Add samples with y = 1". */
  g_autofree char *tooltip = g_strdup_printf (_ ("Add samples with %s"), target);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fill_classes (GradusDataTools *self)
{
  GradusSession *session = self->parent_instance.session;
  const GradusNames *names = gradus_session_get_names (session);
  const GradusShape *shape = &gradus_session_get_problem (session)->shape;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->classes);
  char symbol[GRADUS_SYMBOL_SIZE];

  for (gsize k = 0; k < shape->n_outputs; k++)
    gtk_string_list_append (list, gradus_symbol_neuron (names, shape, shape->n_layers - 1, k, symbol));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->classes, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->classes, selected < shape->n_outputs ? selected : 0);
  self->updating = FALSE;
}

static void
update (GradusDataTools *self)
{
  GradusClasses classes;
  gboolean two, several;

  if (self->parent_instance.session == NULL)
    return;

  classes = gradus_brush_find_classes (self->parent_instance.session);
  two = classes.kind == GRADUS_CLASSES_TWO;
  several = classes.kind == GRADUS_CLASSES_ONE_HOT;
  self->known = classes;
  if (two)
    {
      name_class (self, self->low, classes.low);
      name_class (self, self->high, classes.high);
    }
  if (several)
    fill_classes (self);
  if (!gtk_toggle_button_get_active (self->select) && !gtk_toggle_button_get_active (self->erase) &&
      gtk_toggle_button_get_active (self->draw) == two)
    gtk_toggle_button_set_active (self->select, TRUE); /* the tool in use is not there any more */
  gtk_widget_set_visible (GTK_WIDGET (self->low), two);
  gtk_widget_set_visible (GTK_WIDGET (self->high), two);
  gtk_widget_set_visible (GTK_WIDGET (self->draw), !two);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), several);
  gtk_widget_set_visible (GTK_WIDGET (self->target), !two && !several && !is_curve (self));
}

/* A run moves weights, and no samples. */
static void
trace_changed_cb (GradusDataTools *self)
{
  if (gradus_session_get_state (self->parent_instance.session) != GRADUS_SESSION_TRAINING)
    {
      GradusClasses classes = gradus_brush_find_classes (self->parent_instance.session);

      if (classes.kind != self->known.kind || classes.low != self->known.low)
        update (self);
    }
}

static void
tool_toggled_cb (GradusDataTools *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
class_selected_cb (GradusDataTools *self)
{
  if (self->updating)
    return;
  gtk_toggle_button_set_active (self->draw, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
target_changed_cb (GradusDataTools *self)
{
  g_autoptr (GError) error = NULL;

  if (gradus_number_parse (gtk_editable_get_text (GTK_EDITABLE (self->target)), &self->value, &error))
    gtk_widget_remove_css_class (GTK_WIDGET (self->target), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->target), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->target),
                               error != NULL ? error->message : _ ("Target of the samples drawn"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->target),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
clear_clicked_cb (GradusDataTools *self)
{
  gradus_session_clear_rows (self->parent_instance.session);
}

static void
draw_low_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  gradus_field_picture_paint_mark (gradus_appearance_palette (), cr, width, height, 0, FALSE);
}

static void
draw_high_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  gradus_field_picture_paint_mark (gradus_appearance_palette (), cr, width, height, 1, TRUE);
}

static void
gradus_data_tools_set_session (GradusView *view, GradusSession *session)
{
  GRADUS_VIEW_CLASS (gradus_data_tools_parent_class)->set_session (view, session);
  update (GRADUS_DATA_TOOLS (view));
}

static void
gradus_data_tools_class_init (GradusDataToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_data_tools_set_session;

  signals[CHANGED] =
      g_signal_new ("changed", GRADUS_TYPE_DATA_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "data-tools");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-data-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, select);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, erase);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, low);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, high);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, low_mark);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, high_mark);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, draw);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, classes);
  gtk_widget_class_bind_template_child (widget_class, GradusDataTools, target);
  gtk_widget_class_bind_template_callback (widget_class, class_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tool_toggled_cb);
}

static void
gradus_data_tools_init (GradusDataTools *self)
{
  self->value = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_compat_name_drop_down (self->classes, _ ("Class of the samples drawn"));
  gtk_drawing_area_set_draw_func (self->low_mark, draw_low_cb, NULL, NULL);
  gtk_drawing_area_set_draw_func (self->high_mark, draw_high_cb, NULL, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->low_mark));
  gradus_appearance_follow (GTK_WIDGET (self->high_mark));
  gradus_view_watch (self, G_CALLBACK (update), "document", "notation", NULL);
  gradus_view_watch (self, G_CALLBACK (trace_changed_cb), "trace", NULL);
}

GradusTool
gradus_data_tools_get_tool (GradusDataTools *self)
{
  if (gtk_toggle_button_get_active (self->select))
    return GRADUS_TOOL_SELECT;
  return gtk_toggle_button_get_active (self->erase) ? GRADUS_TOOL_ERASE : GRADUS_TOOL_DRAW;
}

void
gradus_data_tools_reset (GradusDataTools *self)
{
  gtk_toggle_button_set_active (self->select, TRUE);
}

void
gradus_data_tools_fill_brush (GradusDataTools *self, gboolean curve, GradusBrush *brush)
{
  brush->value = self->value;
  brush->kind = curve ? GRADUS_BRUSH_HEIGHT : GRADUS_BRUSH_VALUE;
  if (self->known.kind != GRADUS_CLASSES_NONE)
    brush->kind = GRADUS_BRUSH_CLASS;
  if (self->known.kind == GRADUS_CLASSES_ONE_HOT)
    brush->chosen = gtk_drop_down_get_selected (self->classes);
  else
    brush->chosen = gtk_toggle_button_get_active (self->high) ? 1 : 0;
}

char *
gradus_data_tools_describe (GradusDataTools *self)
{
  switch (gradus_data_tools_get_tool (self))
    {
    case GRADUS_TOOL_DRAW:
      return g_strdup (_ ("Drawing: a click adds a sample, and with the keyboard the arrow keys and Enter do."));
    case GRADUS_TOOL_ERASE:
      return g_strdup (_ ("Erasing: a click takes a sample away, and with the keyboard the arrow keys and Delete do."));
    case GRADUS_TOOL_SELECT:
    default:
      return g_strdup (_ ("A click traces a sample, and Delete takes it away."));
    }
}
