/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/gradus-classes.h"
#include "core/gradus-dataset.h"
#include "model/gradus-set-choice.h"
#include "model/gradus-table-set.h"
#include "widgets/gradus-amount-row.h"
#include "widgets/gradus-compat.h"
#include "widgets/gradus-data-words.h"
#include "widgets/gradus-entry-row.h"

#define SHARE_STEP 5 /* percent */
#define MOST_SHARE 90

/* Every set with the name people see, and how much noise the slider offers. */
static const struct
{
  const char *set;
  const char *title;
  double most_noise;
} sets[] = {
  { "and", N_ ("AND"), 1 },
  { "or", N_ ("OR"), 1 },
  { "xor", N_ ("XOR"), 1 },
  { "parity", N_ ("Parity"), 1 },
  { "circle", N_ ("Circle"), 2 },
  { "spiral", N_ ("Spiral"), 2 },
  { "gaussian", N_ ("Gaussian clusters"), 4 },
  { "checkerboard", N_ ("Checkerboard"), 2 },
  { "plane", N_ ("Plane"), 1 },
  { "sine", N_ ("Sine"), 1 },
  { "line", N_ ("Noisy line"), 1 },
  { "penguins", N_ ("Penguins"), 2 },
  { "iris", N_ ("Iris"), 2 },
  { "digits", N_ ("Handwritten digits"), 1 },
};

struct _GradusDataPage
{
  GradusView view;

  GtkDropDown *set;
  GtkLabel *reason;
  GtkLabel *facts;
  GtkLabel *source;
  GradusEntryRow *n_inputs;
  GradusEntryRow *n_samples;
  GradusAmountRow *noise;
  GtkWidget *standardize_row;
  GtkSwitch *standardize;
  GradusAmountRow *test_share;
  GradusEntryRow *seed;
  GtkWidget *next_seed;
  GtkStringList *titles; /* the sets', and that of own data while they are there */

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (GradusDataPage, gradus_data_page, GRADUS_TYPE_VIEW)

static void
show_reason (GradusDataPage *self, const GError *error)
{
  gtk_label_set_text (self->reason, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), error != NULL);
}

static guint
find_set (const char *set)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (sets) && g_strcmp0 (sets[i].set, set) != 0)
    i++;
  return i;
}

/* Own data are in the list only while there are some: they cannot be chosen, but opened. */
static void
select_set (GradusDataPage *self, guint chosen)
{
  gboolean has_own = g_list_model_get_n_items (G_LIST_MODEL (self->titles)) > G_N_ELEMENTS (sets);
  gboolean is_own = chosen == G_N_ELEMENTS (sets);

  if (is_own && !has_own)
    gtk_string_list_append (self->titles, _ ("The document’s data"));
  gtk_drop_down_set_selected (self->set, chosen);
  if (!is_own && has_own)
    gtk_string_list_remove (self->titles, G_N_ELEMENTS (sets));
}

static char *
describe_kind (const GradusProblem *problem)
{
  GradusClasses classes = gradus_classes_find (problem->n_samples, problem->shape.n_outputs, problem->targets);

  if (classes.kind == GRADUS_CLASSES_NONE)
    return g_strdup (_ ("The targets are numbers."));
  /* Translators: %zu is the number of classes. */
  return g_strdup_printf (ngettext ("The targets are %zu class.", "The targets are %zu classes.", classes.n_classes),
                          classes.n_classes);
}

static void
show_facts (GradusDataPage *self)
{
  const GradusProblem *problem = gradus_session_get_problem (self->view.session);
  const GradusDocument *document = gradus_session_get_document (self->view.session);
  g_autofree char *rows = gradus_data_words_describe_rows (document->n_samples, document->n_test);
  g_autofree char *kind = describe_kind (problem);
  /* Translators: numbers of inputs and of outputs. */
  g_autofree char *shape =
      g_strdup_printf (_ ("Inputs: %zu, outputs: %zu"), problem->shape.n_inputs, problem->shape.n_outputs);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s", rows, shape, kind);

  gtk_label_set_text (self->facts, text);
}

static void
show_source (GradusDataPage *self)
{
  const GradusDataSource *source = &gradus_session_get_document (self->view.session)->data_source;
  const GradusTableSet *set = source->set != NULL ? gradus_table_set_find (source->set) : NULL;
  g_autofree char *markup = NULL;

  if (set != NULL)
    /* Translators: a set's title, who made it, the address of its licence and its name. */
    markup = g_markup_printf_escaped (
        _ ("%s. %s. Licence: <a href=\"%s\">%s</a>"), set->title, set->source, set->licence_uri, set->licence);
  else if (source->file != NULL)
    /* Translators: %s is a file's name. */
    markup = g_markup_printf_escaped (_ ("From “%s”"), source->file);
  gtk_label_set_markup (self->source, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->source), markup != NULL);
}

static void
update (GradusDataPage *self)
{
  const GradusDocument *document = gradus_session_get_document (self->view.session);
  GradusSetChoice choice = { 0 };
  gboolean is_set = gradus_session_get_set (self->view.session, &choice);
  const GradusTableSet *table_set = is_set ? gradus_table_set_find (choice.set) : NULL;
  guint chosen = find_set (choice.set);

  self->updating = TRUE;
  show_reason (self, NULL);
  select_set (self, chosen);
  show_facts (self);
  show_source (self);
  gtk_widget_set_visible (GTK_WIDGET (self->n_inputs), g_strcmp0 (choice.set, "parity") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->n_samples), is_set);
  gtk_widget_set_visible (GTK_WIDGET (self->noise), is_set);
  gtk_widget_set_visible (self->standardize_row, table_set != NULL && table_set->standardize);
  gtk_widget_set_visible (GTK_WIDGET (self->test_share), document->n_samples + document->n_test > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->seed), is_set || document->n_test > 0);
  gtk_widget_set_visible (self->next_seed, is_set || document->n_test > 0);
  gradus_entry_row_set_number (self->n_inputs, (double) choice.n_inputs);
  gradus_entry_row_set_number (self->n_samples, (double) (document->n_samples + document->n_test));
  if (is_set && chosen < G_N_ELEMENTS (sets))
    gradus_amount_row_set_upper (self->noise, sets[chosen].most_noise, 0.05);
  gradus_amount_row_set_number (self->noise, choice.noise);
  gtk_switch_set_active (self->standardize, !choice.raw);
  gradus_amount_row_set_number (self->test_share, document->test_fraction * 100);
  gradus_entry_row_set_number (self->seed, (double) document->data_seed);
  self->updating = FALSE;
}

/* The choice as it is, to be changed in one place and given back. */
static gboolean
get_choice (GradusDataPage *self, GradusSetChoice *choice)
{
  return !self->updating && self->view.session != NULL && gradus_session_get_set (self->view.session, choice);
}

/* What is no count is too large for one; the session has the words for it. */
static gsize
get_count (double number)
{
  return number >= 1 && number < 0x1p53 && number == floor (number) ? (gsize) number : G_MAXSIZE;
}

static void
set_chosen_cb (GradusDataPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->set);
  GradusSetChoice choice;
  g_autoptr (GError) error = NULL;

  if (self->updating || self->view.session == NULL || chosen >= G_N_ELEMENTS (sets) ||
      !gradus_set_choice_init (&choice, sets[chosen].set))
    return;

  const GradusDocument *document = gradus_session_get_document (self->view.session);

  if (g_strcmp0 (document->data_source.set, choice.set) == 0)
    return;
  choice.seed = document->data_seed;
  /* A truth table without one of its rows cannot be learnt. */
  if (find_set (choice.set) > find_set ("parity"))
    choice.test_fraction = document->test_fraction;
  if (!gradus_session_set_set (self->view.session, &choice, &error))
    {
      update (self);
      show_reason (self, error);
    }
}

static gboolean
n_inputs_taken_cb (GradusEntryRow *row, double number, GError **error, GradusDataPage *self)
{
  GradusSetChoice choice;

  if (!get_choice (self, &choice))
    return FALSE;
  choice.n_inputs = get_count (number);
  choice.n_samples = 0; /* the truth table once */
  return gradus_session_set_set (self->view.session, &choice, error);
}

static gboolean
n_samples_taken_cb (GradusEntryRow *row, double number, GError **error, GradusDataPage *self)
{
  GradusSetChoice choice;

  if (!get_choice (self, &choice))
    return FALSE;
  choice.n_samples = get_count (number);
  return gradus_session_set_set (self->view.session, &choice, error);
}

static gboolean
noise_taken_cb (GradusAmountRow *row, double number, GError **error, GradusDataPage *self)
{
  GradusSetChoice choice;

  if (!get_choice (self, &choice))
    return FALSE;
  choice.noise = number;
  return gradus_session_set_set (self->view.session, &choice, error);
}

static void
standardize_switched_cb (GradusDataPage *self)
{
  GradusSetChoice choice;
  g_autoptr (GError) error = NULL;

  if (!get_choice (self, &choice))
    return;
  choice.raw = !gtk_switch_get_active (self->standardize);
  if (!gradus_session_set_set (self->view.session, &choice, &error))
    {
      update (self);
      show_reason (self, error);
    }
}

static gboolean
split (GradusDataPage *self, double test_fraction, guint64 seed, GError **error)
{
  GradusSetChoice choice;

  if (self->updating || self->view.session == NULL)
    return FALSE;
  if (!gradus_session_get_set (self->view.session, &choice))
    return gradus_session_set_split (self->view.session, test_fraction, seed, error);
  choice.test_fraction = test_fraction;
  choice.seed = seed;
  return gradus_session_set_set (self->view.session, &choice, error);
}

static gboolean
test_share_taken_cb (GradusAmountRow *row, double number, GError **error, GradusDataPage *self)
{
  return self->view.session != NULL &&
         split (self, number / 100, gradus_session_get_document (self->view.session)->data_seed, error);
}

static gboolean
seed_taken_cb (GradusEntryRow *row, double number, GError **error, GradusDataPage *self)
{
  /* What is no whole number is no seed. */
  guint64 seed = number >= 0 && number < 0x1p53 && number == floor (number) ? (guint64) number : G_MAXUINT64;

  return self->view.session != NULL &&
         split (self, gradus_session_get_document (self->view.session)->test_fraction, seed, error);
}

static void
next_seed_clicked_cb (GradusDataPage *self)
{
  const GradusDocument *document = gradus_session_get_document (self->view.session);
  g_autoptr (GError) error = NULL;

  /* After the last seed comes the first. */
  if (!split (self, document->test_fraction, document->data_seed + 1, NULL) &&
      !split (self, document->test_fraction, 0, &error))
    show_reason (self, error);
}

static void
dragged_cb (GradusAmountRow *row, gboolean begins, GradusDataPage *self)
{
  if (self->view.session == NULL)
    return;
  if (begins)
    gradus_session_begin_edit (self->view.session);
  else
    gradus_session_end_edit (self->view.session);
}

static void
gradus_data_page_set_session (GradusView *view, GradusSession *session)
{
  GRADUS_VIEW_CLASS (gradus_data_page_parent_class)->set_session (view, session);
  if (session != NULL)
    update (GRADUS_DATA_PAGE (view));
}

static void
gradus_data_page_dispose (GObject *object)
{
  GradusDataPage *self = GRADUS_DATA_PAGE (object);

  self->updating = TRUE;
  g_clear_object (&self->titles);

  G_OBJECT_CLASS (gradus_data_page_parent_class)->dispose (object);
}

static void
gradus_data_page_class_init (GradusDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gradus_data_page_dispose;
  GRADUS_VIEW_CLASS (klass)->set_session = gradus_data_page_set_session;

  g_type_ensure (GRADUS_TYPE_AMOUNT_ROW);
  g_type_ensure (GRADUS_TYPE_ENTRY_ROW);

  gtk_widget_class_set_css_name (widget_class, "data-page");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, set);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, reason);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, facts);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, source);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, n_inputs);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, n_samples);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, noise);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, standardize_row);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, standardize);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, test_share);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, seed);
  gtk_widget_class_bind_template_child (widget_class, GradusDataPage, next_seed);
  gtk_widget_class_bind_template_callback (widget_class, set_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_inputs_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_samples_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, noise_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, standardize_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_share_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_seed_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, dragged_cb);
}

static void
gradus_data_page_init (GradusDataPage *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->titles = gtk_string_list_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    gtk_string_list_append (self->titles, _ (sets[i].title));
  gtk_drop_down_set_model (self->set, G_LIST_MODEL (self->titles));
  gradus_compat_name_drop_down (self->set, _ ("Data set"));
  gradus_amount_row_set_upper (self->noise, 1, 0.05);
  gradus_amount_row_set_upper (self->test_share, MOST_SHARE, SHARE_STEP);
  self->updating = FALSE;
  gradus_view_watch (self, G_CALLBACK (update), "document", NULL);
}
