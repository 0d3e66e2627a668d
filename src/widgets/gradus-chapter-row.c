/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-chapter-row.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "widgets/gradus-formula-view.h"

struct _GradusChapterRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *here;
  GtkImage *done;
  GtkLabel *text;
  GtkLabel *slip;
  GtkBox *stages;
  GtkLabel *others;

  GradusSession *session;
  gsize chapter;

  GArray *indices;     /* of size_t: the stages on show */
  GPtrArray *formulas; /* of GradusFormulaView, one each */
  GPtrArray *asides;   /* of GtkLabel, one each: what the document prints */
  GtkWidget *newest;
};

G_DEFINE_FINAL_TYPE (GradusChapterRow, gradus_chapter_row, GTK_TYPE_LIST_BOX_ROW)

/* The page of a document that tells one step chapter by chapter; NULL for any other document. */
static const GradusPage *
find_page (GradusChapterRow *self, const GradusFormulaContext *context)
{
  GradusDocument *document = gradus_session_get_document (self->session);

  if (document->pages->len != gradus_chapter_count (&context->trace->shape))
    return NULL;
  return g_ptr_array_index (document->pages, self->chapter);
}

static const GradusPrinted *
find_printed (GradusDocument *document, const GradusShape *shape, gsize stage)
{
  for (guint p = 0; p < document->pages->len; p++)
    {
      const GradusPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = g_ptr_array_index (page->printed, i);

          if (gradus_stage_index (shape, printed->stage) == stage && printed->printed != NULL)
            return printed;
        }
    }
  return NULL;
}

/* Printed figures are those of the document's own numbers: of no others. */
static gboolean
shows_document (const GradusFormulaContext *context, GradusDocument *document)
{
  const GradusTrace *trace = context->trace;
  const GradusShape *shape = &trace->shape;

  if (context->learning_rate != document->training.learning_rate || trace->sample >= document->n_samples)
    return FALSE;
  return memcmp (trace->parameters, document->network->parameters, shape->n_parameters * sizeof *trace->parameters) ==
             0 &&
         memcmp (trace->inputs,
                 document->inputs + trace->sample * shape->n_inputs,
                 shape->n_inputs * sizeof *trace->inputs) == 0 &&
         memcmp (trace->targets,
                 document->targets + trace->sample * shape->n_outputs,
                 shape->n_outputs * sizeof *trace->targets) == 0;
}

static char *
describe_printed (GradusChapterRow *self, const GradusFormulaContext *context, gsize stage, gboolean comparable)
{
  GradusDocument *document = gradus_session_get_document (self->session);
  const GradusShape *shape = &context->trace->shape;
  const GradusPrinted *printed;
  char exact[GRADUS_FORMAT_SIZE];
  GradusFormat format = { .digits = 6, .locale = TRUE };

  if (!comparable || stage >= context->cursor)
    return NULL;
  printed = find_printed (document, shape, stage);
  if (printed == NULL || (printed->reason == NULL && context->rounded == NULL))
    return NULL;

  /* Digit by digit as printed, with the signs that every other number here has. */
  gboolean negative = *printed->printed == '-';
  g_auto (GStrv) halves = g_strsplit (printed->printed + negative, ".", 2);
  const char *point = halves[1] != NULL ? localeconv ()->decimal_point : NULL;
  g_autofree char *figure = g_strconcat (negative ? "−" : "", halves[0], point, halves[1], NULL);

  gradus_format_number (format, gradus_stage_value (context->trace, gradus_stage_at (shape, stage)), exact);
  if (printed->reason == NULL)
    /* Translators: the number as the lesson's source prints it. */
    return g_strdup_printf (_ ("Printed %s."), figure);
  /* Translators: the number as the lesson's source prints it, the exact one, and why they differ (sentences). */
  return g_strdup_printf (_ ("Printed %s, exact %s. %s"), figure, exact, printed->reason);
}

static gboolean
same_stages (const GArray *a, const GArray *b)
{
  return a != NULL && a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (size_t)) == 0;
}

static void
rebuild_stages (GradusChapterRow *self, GArray *indices)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stages))) != NULL)
    gtk_box_remove (self->stages, child);
  g_ptr_array_set_size (self->formulas, 0);
  g_ptr_array_set_size (self->asides, 0);
  self->newest = NULL;
  g_clear_pointer (&self->indices, g_array_unref);
  self->indices = g_array_ref (indices);

  for (guint i = 0; i < indices->len; i++)
    {
      GtkWidget *formula = gradus_formula_view_new (self->session);
      GtkWidget *aside = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "visible", FALSE, NULL);

      gtk_widget_add_css_class (aside, "caption");
      gtk_widget_add_css_class (aside, "aside");
      gtk_box_append (self->stages, formula);
      gtk_box_append (self->stages, aside);
      g_ptr_array_add (self->formulas, formula);
      g_ptr_array_add (self->asides, aside);
    }
}

static gboolean
take_symbol_cb (const GMatchInfo *match, GString *text, gpointer data)
{
  GradusSession *session = data;
  g_autofree char *symbol = g_match_info_fetch (match, 0);
  char buffer[GRADUS_SYMBOL_SIZE];
  const char *own = gradus_symbol_from_names (
      gradus_session_get_names (session), &gradus_session_get_network (session)->shape, symbol, buffer);

  g_string_append (text, own != NULL ? own : symbol);
  return FALSE;
}

/* Texts are written with the first notation's symbols; here they get those on show. */
static char *
write_in_notation (GradusChapterRow *self, const char *text)
{
  const char *pattern = "(?<!\\w)(∂L/∂[^\\s.,;:]+|[zδ]_\\w+|ŷ[₀-₉]*|L|y[₀-₉]*)(?!\\w)";
  g_autoptr (GRegex) regex = NULL;

  if (gradus_session_get_notation (self->session) == GRADUS_NOTATION_NAMES)
    return g_strdup (text);
  regex = g_regex_new (pattern, 0, 0, NULL);
  return g_regex_replace_eval (regex, text, -1, 0, 0, take_symbol_cb, self->session, NULL);
}

/* Symbols in running text get their subscripts: "z_h" is written z with an h below. A screen reader gets the text as
 * it is. */
static void
set_prose (GradusChapterRow *self, GtkLabel *label, const char *text)
{
  g_autofree char *written = write_in_notation (self, text);
  g_autofree char *escaped = g_markup_escape_text (written, -1);
  g_autoptr (GRegex) letters = g_regex_new ("\\b([zaoδ])_([\\w]+)", 0, 0, NULL);
  g_autoptr (GRegex) words = g_regex_new ("\\b(net|out)_([\\w]+)", 0, 0, NULL);
  g_autofree char *slanted = g_regex_replace (letters, escaped, -1, 0, "<i>\\1</i><sub>\\2</sub>", 0, NULL);
  g_autofree char *markup = g_regex_replace (words, slanted, -1, 0, "\\1<sub>\\2</sub>", 0, NULL);

  if (g_strcmp0 (gtk_label_get_label (label), markup) == 0)
    return;
  gtk_label_set_markup (label, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, written, -1);
}

static void
update_words (GradusChapterRow *self, const GradusFormulaContext *context, gsize others)
{
  const GradusPage *page = find_page (self, context);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, self->chapter + 1);
  g_autofree char *title =
      page != NULL ? g_strdup (page->title) : gradus_formula_chapter_title (context, self->chapter);
  g_autofree char *text = page != NULL ? g_strdup (page->text) : gradus_formula_chapter_text (context, self->chapter);

  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, title);
  set_prose (self, self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');

  GradusChapter chapter = gradus_chapter_at (&context->trace->shape, self->chapter);

  gtk_widget_set_visible (GTK_WIDGET (self->slip),
                          chapter.kind == GRADUS_CHAPTER_DELTA && chapter.layer + 1 < context->trace->shape.n_layers);
  gtk_widget_set_visible (GTK_WIDGET (self->others), others > 0);
  if (others > 0)
    {
      /* Translators: at the end of a chapter of a large network. */
      g_autofree char *count = g_strdup_printf (
          ngettext ("and %d number more like these", "and %d numbers more like these", others), (int) others);

      gtk_label_set_label (self->others, count);
    }
}

static void
update_state (GradusChapterRow *self, const GradusFormulaContext *context)
{
  GradusChapter chapter = gradus_chapter_at (&context->trace->shape, self->chapter);
  gboolean walking = gradus_session_get_state (self->session) == GRADUS_SESSION_WALKING;
  gboolean done = context->cursor >= chapter.first_stage + chapter.n_stages;
  gboolean here =
      walking && context->cursor > chapter.first_stage && context->cursor <= chapter.first_stage + chapter.n_stages;
  const char *title = gtk_label_get_label (self->title);
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->here), here);
  gtk_widget_set_visible (GTK_WIDGET (self->done), done && !here);
  if (here)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "current");
      /* Translators: the name of a chapter for screen readers: its number, its title, where the walk is. */
      name = g_strdup_printf (_ ("Step %d: %s, here"), (int) self->chapter + 1, title);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
      /* Translators: the name of a chapter for screen readers: its number and its title. */
      name = g_strdup_printf (done ? _ ("Step %d: %s, done") : _ ("Step %d: %s"), (int) self->chapter + 1, title);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
gradus_chapter_row_dispose (GObject *object)
{
  GradusChapterRow *self = GRADUS_CHAPTER_ROW (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (gradus_chapter_row_parent_class)->dispose (object);
}

static void
gradus_chapter_row_finalize (GObject *object)
{
  GradusChapterRow *self = GRADUS_CHAPTER_ROW (object);

  g_clear_pointer (&self->indices, g_array_unref);
  g_ptr_array_unref (self->formulas);
  g_ptr_array_unref (self->asides);
  G_OBJECT_CLASS (gradus_chapter_row_parent_class)->finalize (object);
}

static void
gradus_chapter_row_class_init (GradusChapterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gradus_chapter_row_dispose;
  object_class->finalize = gradus_chapter_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-chapter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, number);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, title);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, here);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, done);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, text);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, slip);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, stages);
  gtk_widget_class_bind_template_child (widget_class, GradusChapterRow, others);
}

static void
gradus_chapter_row_init (GradusChapterRow *self)
{
  self->formulas = g_ptr_array_new ();
  self->asides = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gradus_chapter_row_new (GradusSession *session, gsize chapter)
{
  GradusChapterRow *self = g_object_new (GRADUS_TYPE_CHAPTER_ROW, NULL);

  self->session = g_object_ref (session);
  self->chapter = chapter;
  return GTK_WIDGET (self);
}

void
gradus_chapter_row_update (GradusChapterRow *self, const GradusFormulaContext *context, gsize parameter)
{
  size_t others;
  g_autoptr (GArray) indices = gradus_formula_chapter_stages (context, self->chapter, parameter, &others);
  gboolean comparable = shows_document (context, gradus_session_get_document (self->session));
  gboolean walking = gradus_session_get_state (self->session) == GRADUS_SESSION_WALKING;

  if (!same_stages (self->indices, indices))
    rebuild_stages (self, indices);
  update_words (self, context, others);
  update_state (self, context);

  self->newest = NULL;
  for (guint i = 0; i < indices->len; i++)
    {
      gsize index = g_array_index (indices, size_t, i);
      GradusFormulaView *formula = g_ptr_array_index (self->formulas, i);
      GtkLabel *aside = g_ptr_array_index (self->asides, i);
      g_autofree char *printed = describe_printed (self, context, index, comparable);
      gboolean newest = walking && index + 1 == context->cursor;

      gradus_formula_view_set_math (formula,
                                    gradus_formula_stage (context, gradus_stage_at (&context->trace->shape, index)));
      gradus_formula_view_set_newest (formula, newest);
      if (newest)
        self->newest = GTK_WIDGET (formula);
      gtk_widget_set_visible (GTK_WIDGET (aside), printed != NULL);
      set_prose (self, aside, printed != NULL ? printed : "");
    }
}

GtkWidget *
gradus_chapter_row_get_newest (GradusChapterRow *self)
{
  return self->newest;
}
