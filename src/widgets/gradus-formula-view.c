/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-formula-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "widgets/gradus-appearance.h"

#define TEXT_RATIO 1.3 /* book faces look smaller than the letters of the desktop */
#define MARGIN     6.0 /* around the formula; a highlight reaches into it */
#define BAR_WIDTH  3.0

struct _GradusFormulaView
{
  GradusView view;

  double scale;
  gboolean newest;

  GradusMath *math;
  char *text;
  GradusMathLayout *layout; /* of the math, for layout_width and layout_size */
  double layout_width;
  double layout_size;
  GradusPart hover; /* as painted last */

  int width; /* last allocated */
  guint resize_idle;
};

G_DEFINE_FINAL_TYPE (GradusFormulaView, gradus_formula_view, GRADUS_TYPE_VIEW)

enum
{
  PROP_0,
  PROP_NEWEST,
  PROP_SCALE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static double
find_font_size (GradusFormulaView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= gradus_appearance_text_scale (GTK_WIDGET (self)) * 96 / 72;
  return size * TEXT_RATIO * self->scale;
}

static GradusMathLayout *
ensure_layout (GradusFormulaView *self, double width)
{
  double size = find_font_size (self);

  if (self->layout != NULL && self->layout_width == width && self->layout_size == size)
    return self->layout;

  g_clear_pointer (&self->layout, gradus_math_layout_free);
  self->layout = gradus_math_layout_new (self->math, NULL, size, width);
  self->layout_width = width;
  self->layout_size = size;
  return self->layout;
}

/* The left edge of the formula: where the language is read from right to left it stands at the right. */
static double
find_origin (GradusFormulaView *self, const GradusMathLayout *layout)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL)
    return MARGIN;
  return gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN - gradus_math_layout_size (layout).width;
}

static GradusPart
pick (GradusFormulaView *self, double x, double y)
{
  GradusPart none = { .kind = GRADUS_PART_NONE };
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;

  if (self->math == NULL || width <= 0)
    return none;

  GradusMathLayout *layout = ensure_layout (self, width);

  return gradus_math_layout_pick (layout, x - find_origin (self, layout), y - MARGIN);
}

/* Most formulas have nothing to do with what is pointed at, and stay as they are. */
static void
hover_changed_cb (GradusFormulaView *self)
{
  GradusPart hover = gradus_session_get_hover (self->view.session);

  if (self->layout == NULL || gradus_math_layout_has (self->layout, hover) ||
      gradus_math_layout_has (self->layout, self->hover))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pointer_moved_cb (GradusFormulaView *self, double x, double y)
{
  if (self->view.session != NULL)
    gradus_session_set_hover (self->view.session, pick (self, x, y));
}

static void
pointer_left_cb (GradusFormulaView *self)
{
  if (self->view.session != NULL)
    gradus_session_set_hover (self->view.session, (GradusPart){ .kind = GRADUS_PART_NONE });
}

static void
pressed_cb (GradusFormulaView *self, int n_press, double x, double y)
{
  GradusPart part = pick (self, x, y);

  if (self->view.session != NULL && part.kind != GRADUS_PART_NONE)
    gradus_session_set_selection (self->view.session, part);
}

static gboolean
resize_idle_cb (gpointer data)
{
  GradusFormulaView *self = data;

  self->resize_idle = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
gradus_formula_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gradus_formula_view_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (widget);
  GradusMathSize size = { 0 };

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (self->math == NULL)
    return;

  /* Any width will do: lines break. The width that is asked for is that of no
   * formula, so that changing numbers never move the panel. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = (int) (10 * find_font_size (self));
      return;
    }

  /* A scrolled window asks without a width: it means the one there is. */
  if (for_size < 0)
    for_size = self->width > 0 ? self->width : (int) (20 * find_font_size (self));
  size = gradus_math_layout_size (ensure_layout (self, MAX (for_size - 2 * MARGIN, 1)));
  *minimum = *natural = (int) ceil (size.ascent + size.descent + 2 * MARGIN);
}

static void
gradus_formula_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (widget);

  if (self->width == width)
    return;
  self->width = width;
  if (self->resize_idle == 0)
    self->resize_idle = g_idle_add (resize_idle_cb, self);
}

static void
gradus_formula_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (widget);
  const GradusPalette *palette = gradus_appearance_palette ();
  GradusPart hover = { .kind = GRADUS_PART_NONE };
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->math == NULL || width <= 2 * MARGIN)
    return;
  if (self->view.session != NULL)
    hover = gradus_session_get_hover (self->view.session);
  self->hover = hover;

  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  if (self->newest)
    {
      cairo_set_source_rgb (cr, palette->highlight.red, palette->highlight.green, palette->highlight.blue);
      cairo_rectangle (
          cr, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - BAR_WIDTH : 0, 2, BAR_WIDTH, height - 4);
      cairo_fill (cr);
    }

  GradusMathLayout *layout = ensure_layout (self, width - 2 * MARGIN);

  gradus_math_layout_paint (layout, palette, hover, cr, find_origin (self, layout), MARGIN);
  cairo_destroy (cr);
}

static void
gradus_formula_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (object);

  switch (id)
    {
    case PROP_NEWEST:
      g_value_set_boolean (value, self->newest);
      break;
    case PROP_SCALE:
      g_value_set_double (value, self->scale);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gradus_formula_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (object);

  switch (id)
    {
    case PROP_NEWEST:
      gradus_formula_view_set_newest (self, g_value_get_boolean (value));
      break;
    case PROP_SCALE:
      self->scale = g_value_get_double (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gradus_formula_view_dispose (GObject *object)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (object);

  g_clear_handle_id (&self->resize_idle, g_source_remove);
  G_OBJECT_CLASS (gradus_formula_view_parent_class)->dispose (object);
}

static void
gradus_formula_view_finalize (GObject *object)
{
  GradusFormulaView *self = GRADUS_FORMULA_VIEW (object);

  g_clear_pointer (&self->layout, gradus_math_layout_free);
  g_clear_pointer (&self->math, gradus_math_free);
  g_free (self->text);
  G_OBJECT_CLASS (gradus_formula_view_parent_class)->finalize (object);
}

static void
gradus_formula_view_class_init (GradusFormulaViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gradus_formula_view_get_property;
  object_class->set_property = gradus_formula_view_set_property;
  object_class->dispose = gradus_formula_view_dispose;
  object_class->finalize = gradus_formula_view_finalize;
  widget_class->get_request_mode = gradus_formula_view_get_request_mode;
  widget_class->measure = gradus_formula_view_measure;
  widget_class->size_allocate = gradus_formula_view_size_allocate;
  widget_class->snapshot = gradus_formula_view_snapshot;

  properties[PROP_NEWEST] = g_param_spec_boolean ("newest", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SCALE] = g_param_spec_double ("scale", NULL, NULL, 0.5, 4, 1, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_css_name (widget_class, "formula");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gradus_formula_view_init (GradusFormulaView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->scale = 1;
  /* Translators: what a formula is called before it is set, as on a page that was not shown yet. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Formula"), -1);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gradus_appearance_follow (GTK_WIDGET (self));
  gradus_view_watch (self, G_CALLBACK (hover_changed_cb), "hover", NULL);
}

GtkWidget *
gradus_formula_view_new (GradusSession *session)
{
  return g_object_new (GRADUS_TYPE_FORMULA_VIEW, "session", session, NULL);
}

void
gradus_formula_view_set_math (GradusFormulaView *self, GradusMath *math)
{
  g_autofree char *text = math != NULL ? gradus_math_to_text (math) : g_strdup ("");
  GradusMathSize before = { 0 }, after = { 0 };
  double width = self->layout_width;
  gboolean laid_out = self->layout != NULL;

  /* The text holds every number and every dash: where it is the same, so is the picture. */
  if (self->math != NULL && math != NULL && strcmp (text, self->text) == 0)
    {
      gradus_math_free (math);
      return;
    }

  if (laid_out)
    before = gradus_math_layout_size (self->layout);
  g_clear_pointer (&self->layout, gradus_math_layout_free);
  g_clear_pointer (&self->math, gradus_math_free);
  self->math = math;

  /* While numbers run, a new size is the exception: only then the panel is laid out anew. */
  if (laid_out && math != NULL)
    after = gradus_math_layout_size (ensure_layout (self, width));
  if (!laid_out || ceil (before.ascent + before.descent) != ceil (after.ascent + after.descent))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));

  g_free (self->text);
  self->text = g_steal_pointer (&text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
}

void
gradus_formula_view_set_speech (GradusFormulaView *self, const char *speech)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
}

void
gradus_formula_view_set_newest (GradusFormulaView *self, gboolean newest)
{
  if (self->newest == newest)
    return;
  self->newest = newest;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEWEST]);
}
