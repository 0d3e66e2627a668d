/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-equation-panel.h"

#include <glib/gi18n-lib.h>

#include "render/gradus-equation-picture.h"
#include "widgets/gradus-choices.h"
#include "widgets/gradus-formula-view.h"

struct _GradusEquationPanel
{
  GradusView view;

  GtkDropDown *layers;
  GtkLabel *key;
  GtkBox *equations; /* a formula view for each, hidden where the layer has no such equation */

  GradusShape shape; /* that the list of layers is of */
  gsize layer;
  guint update_tick;
  gboolean settling; /* the list is being filled: nobody chose anything */
};

G_DEFINE_FINAL_TYPE (GradusEquationPanel, gradus_equation_panel, GRADUS_TYPE_VIEW)

/* What an export needs of its own: the window goes on meanwhile. */
typedef struct
{
  GradusTrace *trace;
  GradusTrace *rounded;
  GradusNames *names;
  int *decimals;
  unsigned char *frozen;
  GradusTraining training;
  GradusEquationPicture picture;
} Picture;

static GradusFormulaContext
make_context (GradusEquationPanel *self)
{
  GradusSession *session = self->view.session;

  return (GradusFormulaContext){
    .trace = gradus_session_get_trace (session),
    .rounded = gradus_session_get_rounded_trace (session),
    .names = gradus_session_get_names (session),
    .decimals = gradus_session_get_decimals (session),
    .cursor = gradus_session_get_cursor (session),
    .learning_rate = gradus_session_get_learning_rate (session),
    .frozen = gradus_session_get_problem (session)->frozen,
    .training = gradus_session_get_training (session),
    .format = { .digits = gradus_session_get_digits (session), .locale = true },
  };
}

static void
show_layers (GradusEquationPanel *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i + 1 < self->shape.n_layers; i++)
    gtk_string_list_take (titles, g_strdup_printf (_ ("Hidden Layer %u"), (guint) i + 1));
  gtk_string_list_append (titles, _ ("Output Layer"));
  self->settling = TRUE;
  gtk_drop_down_set_model (self->layers, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->layers, (guint) self->layer);
  self->settling = FALSE;
}

/* What the letters mean in this layer. */
static void
show_key (GradusEquationPanel *self)
{
  const char *activation = gradus_choices_get_activation (self->shape.layers[self->layer].activation);
  gboolean before = self->layer > 0, after = self->layer + 1 < self->shape.n_layers;
  g_autofree char *text = NULL;

  if (before && after)
    /* Translators: a legend below the choice of a layer; %s is the name of an activation. Keep the symbols. */
    text = g_strdup_printf (_ ("φ: %s. ⁻ marks the layer before, ⁺ the layer after."), activation);
  else if (before)
    /* Translators: a legend below the choice of a layer; %s is the name of an activation. Keep the symbols. */
    text = g_strdup_printf (_ ("φ: %s. ⁻ marks the layer before."), activation);
  else if (after)
    /* Translators: a legend below the choice of a layer; %s is the name of an activation. Keep the symbols. */
    text = g_strdup_printf (_ ("φ: %s. x are the inputs, ⁺ marks the layer after."), activation);
  else
    /* Translators: a legend below the choice of a layer; %s is the name of an activation. Keep the symbols. */
    text = g_strdup_printf (_ ("φ: %s. x are the inputs."), activation);
  gtk_label_set_text (self->key, text);
}

static void
update (GradusEquationPanel *self)
{
  GradusFormulaContext context = make_context (self);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->equations));

  if (!gradus_shape_equal (&self->shape, &context.trace->shape))
    {
      self->shape = context.trace->shape;
      self->layer = MIN (self->layer, self->shape.n_layers - 1);
      show_layers (self);
    }
  show_key (self);

  for (int i = 0; i < GRADUS_N_EQUATIONS; i++, child = gtk_widget_get_next_sibling (child))
    {
      gboolean has = gradus_formula_has_equation (&context, self->layer, (GradusEquation) i);

      gtk_widget_set_visible (child, has);
      if (!has)
        continue;

      g_autofree char *speech = gradus_formula_equation_to_speech (&context, self->layer, (GradusEquation) i);

      gradus_formula_view_set_math (GRADUS_FORMULA_VIEW (child),
                                    gradus_formula_equation (&context, self->layer, (GradusEquation) i));
      gradus_formula_view_set_speech (GRADUS_FORMULA_VIEW (child), speech);
    }
}

static gboolean
update_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GradusEquationPanel *self = GRADUS_EQUATION_PANEL (widget);

  self->update_tick = 0;
  if (self->view.session != NULL)
    update (self);
  return G_SOURCE_REMOVE;
}

/* Once a frame at most, and only while the page is to be seen. */
static void
queue_update (GradusEquationPanel *self)
{
  if (self->update_tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_tick_cb, NULL, NULL);
}

/* Inputs belong to the first layer, which they feed; loss and learning rate to all. */
static void
selection_changed_cb (GradusEquationPanel *self)
{
  GradusPart part = gradus_session_get_selection (self->view.session);
  const GradusShape *shape = &gradus_session_get_trace (self->view.session)->shape;
  gsize layer = part.kind == GRADUS_PART_TARGET ? shape->n_layers - 1 : part.layer;

  if (part.kind == GRADUS_PART_NONE || part.kind == GRADUS_PART_LOSS || part.kind == GRADUS_PART_LEARNING_RATE ||
      !gradus_part_valid (shape, part))
    return;
  self->layer = layer;
  if (gradus_shape_equal (&self->shape, shape))
    {
      self->settling = TRUE;
      gtk_drop_down_set_selected (self->layers, (guint) layer);
      self->settling = FALSE;
    }
  queue_update (self);
}

static void
layer_chosen_cb (GradusEquationPanel *self)
{
  guint chosen = gtk_drop_down_get_selected (self->layers);

  if (self->settling || chosen == GTK_INVALID_LIST_POSITION)
    return;
  self->layer = chosen;
  queue_update (self);
}

static void
gradus_equation_panel_set_session (GradusView *view, GradusSession *session)
{
  GradusEquationPanel *self = GRADUS_EQUATION_PANEL (view);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->equations));

  GRADUS_VIEW_CLASS (gradus_equation_panel_parent_class)->set_session (view, session);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gradus_view_set_session (GRADUS_VIEW (child), session);
  if (session != NULL)
    {
      selection_changed_cb (self);
      queue_update (self);
    }
}

static void
gradus_equation_panel_map (GtkWidget *widget)
{
  GradusEquationPanel *self = GRADUS_EQUATION_PANEL (widget);

  GTK_WIDGET_CLASS (gradus_equation_panel_parent_class)->map (widget);
  if (self->view.session != NULL)
    update (self);
}

static void
gradus_equation_panel_class_init (GradusEquationPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_equation_panel_set_session;
  widget_class->map = gradus_equation_panel_map;

  gtk_widget_class_set_css_name (widget_class, "equation-panel");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-equation-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusEquationPanel, equations);
  gtk_widget_class_bind_template_child (widget_class, GradusEquationPanel, key);
  gtk_widget_class_bind_template_child (widget_class, GradusEquationPanel, layers);
  gtk_widget_class_bind_template_callback (widget_class, layer_chosen_cb);
}

static void
gradus_equation_panel_init (GradusEquationPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < GRADUS_N_EQUATIONS; i++)
    gtk_box_append (self->equations, gradus_formula_view_new (NULL));
  gradus_view_watch (self,
                     G_CALLBACK (queue_update),
                     "trace",
                     "cursor",
                     "state",
                     "digits",
                     "document",
                     "notation",
                     "round-by-hand",
                     NULL);
  gradus_view_watch (self, G_CALLBACK (selection_changed_cb), "selection", NULL);
}

gpointer
gradus_equation_panel_make_picture (GradusEquationPanel *self)
{
  GradusFormulaContext context;
  Picture *picture;

  if (self->view.session == NULL)
    return NULL;
  context = make_context (self);
  picture = g_new0 (Picture, 1);
  picture->trace = gradus_trace_copy (context.trace);
  picture->names = gradus_names_copy (context.names);
  picture->training = *context.training;
  picture->frozen = context.frozen != NULL ? g_memdup2 (context.frozen, context.trace->shape.n_parameters) : NULL;
  if (context.rounded != NULL)
    picture->rounded = gradus_trace_copy (context.rounded);
  if (context.decimals != NULL)
    picture->decimals =
        g_memdup2 (context.decimals, gradus_stage_count (&context.trace->shape) * sizeof *context.decimals);
  context.trace = picture->trace;
  context.rounded = picture->rounded;
  context.names = picture->names;
  context.decimals = picture->decimals;
  context.frozen = picture->frozen;
  context.training = &picture->training;
  picture->picture = (GradusEquationPicture){
    .context = context,
    .layer = MIN (self->layer, context.trace->shape.n_layers - 1),
  };
  return picture;
}

void
gradus_equation_panel_paint_picture (cairo_t *cr, double width, double height, gpointer picture)
{
  gradus_equation_picture_paint (
      &((Picture *) picture)->picture, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

void
gradus_equation_panel_free_picture (gpointer data)
{
  Picture *picture = data;

  gradus_trace_free (picture->trace);
  gradus_trace_free (picture->rounded);
  gradus_names_free (picture->names);
  g_free (picture->decimals);
  g_free (picture->frozen);
  g_free (picture);
}
