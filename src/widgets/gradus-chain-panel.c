/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-chain-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-chapter-row.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-conventions-popover.h"
#include "widgets/gradus-formula-view.h"

/* With more parameters than this, those of one neuron are offered. */
#define MOST_PARAMETERS 200

struct _GradusChainPanel
{
  GradusView view;

  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkDropDown *parameters;
  GradusFormulaView *chain;
  GradusFormulaView *running;
  GradusFormulaView *update;
  GtkMenuButton *conventions_button;
  GradusConventionsPopover *conventions;
  GtkDropDown *digits;
  GtkSwitch *by_hand;
  GtkLabel *drift;
  GtkLabel *description;
  GtkLabel *source;
  GtkListBox *chapters;

  GBinding *by_hand_binding;
  GradusShape shape;   /* that the lists are made for */
  gsize parameter;     /* whose product is shown */
  gsize first_offered; /* the parameter of the first entry */
  gsize n_offered;
  gboolean settling; /* while the controls follow the session */
  guint update_tick;
  guint scroll_idle;
  GtkWidget *scrolled_to;
};

G_DEFINE_FINAL_TYPE (GradusChainPanel, gradus_chain_panel, GRADUS_TYPE_VIEW)

static const int digit_choices[] = { 3, 4, 6, GRADUS_DIGITS_FULL };

static GradusFormulaContext
make_context (GradusChainPanel *self)
{
  return (GradusFormulaContext){
    .trace = gradus_session_get_trace (self->view.session),
    .rounded = gradus_session_get_rounded_trace (self->view.session),
    .names = gradus_session_get_names (self->view.session),
    .decimals = gradus_session_get_decimals (self->view.session),
    .cursor = gradus_session_get_cursor (self->view.session),
    .learning_rate = gradus_session_get_learning_rate (self->view.session),
    .frozen = gradus_session_get_problem (self->view.session)->frozen,
    .training = gradus_session_get_training (self->view.session),
    .format = { .digits = gradus_session_get_digits (self->view.session), .locale = true },
  };
}

/* The parameter that a selection speaks of; false where it speaks of none. */
static gboolean
find_parameter (const GradusShape *shape, GradusPart part, gsize *parameter)
{
  if (gradus_part_parameter (shape, part, parameter))
    return TRUE;
  if (part.kind == GRADUS_PART_NEURON)
    *parameter = gradus_shape_weight (shape, part.layer, part.neuron, 0);
  else if (part.kind == GRADUS_PART_INPUT)
    *parameter = gradus_shape_weight (shape, 0, 0, part.neuron);
  else
    return FALSE;
  return TRUE;
}

/* All parameters, or, of a large network, those of the neuron in question: its weights and bias. */
static void
offer_parameters (GradusChainPanel *self)
{
  const GradusShape *shape = &self->shape;
  GradusParameter p = gradus_shape_parameter (shape, self->parameter);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  gsize first = 0, n = shape->n_parameters;

  if (n > MOST_PARAMETERS)
    {
      first = p.is_bias ? self->parameter : gradus_shape_weight (shape, p.layer, p.to, 0);
      n = p.is_bias ? 1 : shape->layers[p.layer].n_inputs;
    }
  if (gtk_drop_down_get_model (self->parameters) != NULL && first == self->first_offered && n == self->n_offered)
    return;

  for (gsize i = first; i < first + n; i++)
    {
      char symbol[GRADUS_SYMBOL_SIZE];

      gtk_string_list_append (list,
                              gradus_symbol_gradient (gradus_session_get_names (self->view.session), shape, i, symbol));
    }
  self->first_offered = first;
  self->n_offered = n;
  gtk_drop_down_set_model (self->parameters, G_LIST_MODEL (list));
}

static void
follow_selection (GradusChainPanel *self)
{
  self->settling = TRUE;
  find_parameter (&self->shape, gradus_session_get_selection (self->view.session), &self->parameter);
  offer_parameters (self);
  gtk_drop_down_set_selected (self->parameters, (guint) (self->parameter - self->first_offered));
  self->settling = FALSE;
}

static void
rebuild (GradusChainPanel *self)
{
  GtkListBoxRow *row;

  self->shape = gradus_session_get_trace (self->view.session)->shape;
  self->parameter = 0;
  self->n_offered = 0;
  self->scrolled_to = NULL;
  while ((row = gtk_list_box_get_row_at_index (self->chapters, 0)) != NULL)
    gtk_list_box_remove (self->chapters, GTK_WIDGET (row));
  for (gsize i = 0; i < gradus_chapter_count (&self->shape); i++)
    gtk_list_box_append (self->chapters, gradus_chapter_row_new (self->view.session, i));
}

static void
update_drift (GradusChainPanel *self, const GradusFormulaContext *context)
{
  char symbol[GRADUS_SYMBOL_SIZE], by_hand[GRADUS_FORMAT_SIZE], exact[GRADUS_FORMAT_SIZE], drift[GRADUS_FORMAT_SIZE];
  GradusFormat format = { .digits = 6, .locale = true };
  GradusFormat full = { .digits = GRADUS_DIGITS_FULL, .locale = true };
  GradusFormat short_format = { .digits = 3, .locale = true };

  gtk_widget_set_visible (GTK_WIDGET (self->drift), context->rounded != NULL);
  if (context->rounded == NULL)
    return;

  g_autofree char *text = NULL;
  GradusStage gradient = { .kind = GRADUS_STAGE_APPLY };

  gradus_symbol_parameter (&self->shape, self->parameter, symbol);
  if (context->cursor < gradus_stage_count (&self->shape) - 1)
    {
      /* The result is not there yet, and a drift would give it away. */
      GradusParameter p = gradus_shape_parameter (&self->shape, self->parameter);

      gradient = (GradusStage){ .kind = GRADUS_STAGE_GRADIENT,
                                .layer = p.layer,
                                .neuron = p.to,
                                .from = p.is_bias ? 0 : p.from,
                                .is_bias = p.is_bias };
    }
  if (gradient.kind == GRADUS_STAGE_GRADIENT && gradus_stage_index (&self->shape, gradient) >= context->cursor)
    text = g_strdup (_ ("Each number is rounded before it is used again."));
  else
    text = g_strdup_printf (
        /* Translators: the first is a weight or bias (w₁), then numbers. */
        _ ("Each number is rounded before it is used again. For %s that gives %s; exact is %s. The drift is %s."),
        symbol,
        gradus_format_number (full, context->rounded->gradient[self->parameter], by_hand),
        gradus_format_number (format, context->trace->gradient[self->parameter], exact),
        gradus_format_number (short_format, gradus_formula_drift (context, self->parameter), drift));
  gtk_label_set_label (self->drift, text);
}

/* What the document says of itself, and where its numbers come from, with a link where there is an address. */
static void
show_document (GradusChainPanel *self)
{
  GradusDocument *document = gradus_session_get_document (self->view.session);
  g_autofree char *markup = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->description), document->description != NULL);
  gtk_label_set_label (self->description, document->description != NULL ? document->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->source), document->source != NULL);
  if (document->source != NULL)
    {
      /* Translators: the work that a lesson's numbers are taken from: its author, title, date and address. */
      g_autofree char *text = g_strdup_printf (_ ("Source: %s"), document->source);
      g_autofree char *escaped = g_markup_escape_text (text, -1);
      g_autoptr (GRegex) regex = g_regex_new ("https?://\\S+", 0, 0, NULL);

      markup = g_regex_replace (regex, escaped, -1, 0, "<a href=\"\\0\">\\0</a>", 0, NULL);
    }
  gtk_label_set_markup (self->source, markup != NULL ? markup : "");
}

static gboolean
is_in_sight (GradusChainPanel *self, GtkWidget *widget)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (self->scroller), &bounds))
    return TRUE;
  return bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < (float) gtk_widget_get_height (GTK_WIDGET (self->scroller));
}

/* Brings the newest formula of a walk into sight, with the title of its chapter where both fit. */
static gboolean
scroll_idle_cb (gpointer data)
{
  GradusChainPanel *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *widget = self->scrolled_to;
  graphene_rect_t bounds, row_bounds;

  self->scroll_idle = 0;
  if (widget == NULL || !gtk_widget_compute_bounds (widget, GTK_WIDGET (self->content), &bounds))
    return G_SOURCE_REMOVE;

  GtkWidget *row = gtk_widget_get_ancestor (widget, GRADUS_TYPE_CHAPTER_ROW);
  double page = gtk_adjustment_get_page_size (adjustment);
  double top = bounds.origin.y, bottom = bounds.origin.y + bounds.size.height + 24;

  if (row != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (self->content), &row_bounds) &&
      bottom - row_bounds.origin.y < page)
    top = row_bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top, bottom);
  return G_SOURCE_REMOVE;
}

static void
scroll_to (GradusChainPanel *self, GtkWidget *newest)
{
  if (self->scrolled_to == newest)
    return;
  self->scrolled_to = newest;
  if (newest != NULL && self->scroll_idle == 0)
    self->scroll_idle = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, scroll_idle_cb, self, NULL);
}

static void
update_all (GradusChainPanel *self)
{
  GradusFormulaContext context = make_context (self);
  gboolean training = gradus_session_get_state (self->view.session) == GRADUS_SESSION_TRAINING;
  GtkWidget *newest = NULL;
  GtkListBoxRow *row;

  if (!gradus_shape_equal (&self->shape, &context.trace->shape) || self->shape.n_inputs == 0)
    rebuild (self);
  follow_selection (self);

  gradus_formula_view_set_math (self->chain, gradus_formula_chain (&context, self->parameter));
  gradus_formula_view_set_math (self->running, gradus_formula_running_product (&context, self->parameter));
  gradus_formula_view_set_math (self->update, gradus_formula_update (&context, self->parameter));
  update_drift (self, &context);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->chapters, i)) != NULL; i++)
    {
      GradusChapterRow *chapter = GRADUS_CHAPTER_ROW (row);

      /* While training runs, only what one can see follows each frame. */
      if (training && !is_in_sight (self, GTK_WIDGET (row)))
        continue;
      gradus_chapter_row_update (chapter, &context, self->parameter);
      if (gradus_chapter_row_get_newest (chapter) != NULL)
        newest = gradus_chapter_row_get_newest (chapter);
    }
  scroll_to (self, newest);
}

static gboolean
update_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GradusChainPanel *self = GRADUS_CHAIN_PANEL (widget);

  self->update_tick = 0;
  if (self->view.session != NULL)
    update_all (self);
  return G_SOURCE_REMOVE;
}

/* However often the session notifies, the panel is made anew once a frame. */
static void
queue_update (GradusChainPanel *self)
{
  if (self->update_tick == 0)
    self->update_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_tick_cb, NULL, NULL);
}

static void
show_digits (GradusChainPanel *self)
{
  int digits = gradus_session_get_digits (self->view.session);
  guint choice = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (digit_choices); i++)
    if (digit_choices[i] == digits)
      choice = i;
  self->settling = TRUE;
  gtk_drop_down_set_selected (self->digits, choice);
  self->settling = FALSE;
}

static void
session_digits_changed_cb (GradusChainPanel *self)
{
  show_digits (self);
  queue_update (self);
}

/* The entries of the list are symbols, too. */
static void
notation_changed_cb (GradusChainPanel *self)
{
  self->n_offered = 0;
  queue_update (self);
}

static void
parameter_chosen_cb (GradusChainPanel *self)
{
  guint choice = gtk_drop_down_get_selected (self->parameters);

  if (self->settling || self->view.session == NULL || choice >= self->n_offered)
    return;
  gradus_session_set_selection (self->view.session,
                                gradus_part_from_parameter (&self->shape, self->first_offered + choice));
}

static void
digits_chosen_cb (GradusChainPanel *self)
{
  guint choice = gtk_drop_down_get_selected (self->digits);

  if (self->settling || self->view.session == NULL || choice >= G_N_ELEMENTS (digit_choices))
    return;
  gradus_session_set_digits (self->view.session, digit_choices[choice]);
}

static void
scrolled_cb (GradusChainPanel *self)
{
  if (self->view.session != NULL && gradus_session_get_state (self->view.session) == GRADUS_SESSION_TRAINING)
    queue_update (self);
}

static void
gradus_chain_panel_set_session (GradusView *view, GradusSession *session)
{
  GradusChainPanel *self = GRADUS_CHAIN_PANEL (view);

  GRADUS_VIEW_CLASS (gradus_chain_panel_parent_class)->set_session (view, session);
  g_clear_pointer (&self->by_hand_binding, g_binding_unbind);
  if (session != NULL)
    {
      self->shape = (GradusShape){ 0 };
      self->by_hand_binding = g_object_bind_property (
          session, "round-by-hand", self->by_hand, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      show_digits (self);
      show_document (self);
      update_all (self);
    }
  gradus_conventions_popover_set_session (self->conventions, session);
  gradus_view_set_session (GRADUS_VIEW (self->chain), session);
  gradus_view_set_session (GRADUS_VIEW (self->running), session);
  gradus_view_set_session (GRADUS_VIEW (self->update), session);
}

static void
gradus_chain_panel_dispose (GObject *object)
{
  g_clear_handle_id (&GRADUS_CHAIN_PANEL (object)->scroll_idle, g_source_remove);

  G_OBJECT_CLASS (gradus_chain_panel_parent_class)->dispose (object);
}

static void
gradus_chain_panel_class_init (GradusChainPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gradus_chain_panel_dispose;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_chain_panel_set_session;

  g_type_ensure (GRADUS_TYPE_FORMULA_VIEW);
  gtk_widget_class_set_css_name (widget_class, "chain-panel");
  g_type_ensure (GRADUS_TYPE_CONVENTIONS_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-chain-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, content);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, parameters);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, chain);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, running);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, source);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, update);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, digits);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, by_hand);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, drift);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, chapters);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, conventions);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, conventions_button);
  gtk_widget_class_bind_template_child (widget_class, GradusChainPanel, description);
  gtk_widget_class_bind_template_callback (widget_class, parameter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, digits_chosen_cb);
}

static void
gradus_chain_panel_init (GradusChainPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_compat_name_drop_down (self->parameters, _ ("Gradient shown"));
  gradus_compat_name_drop_down (self->digits, _ ("Digits"));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller),
                           "value-changed",
                           G_CALLBACK (scrolled_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gradus_view_watch (
      self, G_CALLBACK (queue_update), "trace", "cursor", "state", "document", "selection", "round-by-hand", NULL);
  gradus_view_watch (self, G_CALLBACK (notation_changed_cb), "notation", NULL);
  gradus_view_watch (self, G_CALLBACK (session_digits_changed_cb), "digits", NULL);
  gradus_view_watch (self, G_CALLBACK (show_document), "document", NULL);
}

GtkWidget *
gradus_chain_panel_new (GradusSession *session)
{
  return g_object_new (GRADUS_TYPE_CHAIN_PANEL, "session", session, NULL);
}

void
gradus_chain_panel_show_conventions (GradusChainPanel *self)
{
  g_return_if_fail (GRADUS_IS_CHAIN_PANEL (self));

  gtk_menu_button_popup (self->conventions_button);
}
