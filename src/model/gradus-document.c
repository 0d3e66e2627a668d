/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-document.h"

#include "model/gradus-document-private.h"

static void
free_printed (gpointer data)
{
  GradusPrinted *printed = data;

  g_free (printed->printed);
  g_free (printed->reason);
  g_free (printed);
}

static void
free_page (gpointer data)
{
  GradusPage *page = data;

  g_free (page->title);
  g_free (page->text);
  g_ptr_array_unref (page->printed);
  g_free (page);
}

static gpointer
copy_printed (gconstpointer source, gpointer user_data)
{
  const GradusPrinted *from = source;
  GradusPrinted *printed = gradus_printed_new ();

  *printed = *from;
  printed->printed = g_strdup (from->printed);
  printed->reason = g_strdup (from->reason);
  return printed;
}

static gpointer
copy_page (gconstpointer source, gpointer user_data)
{
  const GradusPage *from = source;
  GradusPage *page = gradus_page_new ();

  page->title = g_strdup (from->title);
  page->text = g_strdup (from->text);
  for (guint i = 0; i < from->printed->len; i++)
    g_ptr_array_add (page->printed, copy_printed (from->printed->pdata[i], NULL));
  return page;
}

static double *
copy_numbers (const double *numbers, gsize n)
{
  return numbers ? g_memdup2 (numbers, n * sizeof *numbers) : NULL;
}

static void
free_document (GradusDocument *document)
{
  GradusDocument *lender = document->lender;

  g_free (document->title);
  g_free (document->description);
  g_free (document->source);
  g_free (document->author);
  g_free (document->licence);
  gradus_network_free (document->network);
  gradus_names_free (document->names);
  gradus_data_source_clear (&document->data_source);
  g_ptr_array_unref (document->pages);
  if (lender == NULL || document->inputs != lender->inputs)
    g_free (document->inputs);
  if (lender == NULL || document->targets != lender->targets)
    g_free (document->targets);
  if (lender == NULL || document->test_inputs != lender->test_inputs)
    g_free (document->test_inputs);
  if (lender == NULL || document->test_targets != lender->test_targets)
    g_free (document->test_targets);
  if (lender == NULL || document->state != lender->state)
    gradus_state_free (document->state);
  if (lender == NULL || document->history != lender->history)
    gradus_history_free (document->history);
  if (lender != NULL)
    gradus_document_unref (lender);
  g_free (document);
}

GQuark
gradus_document_error_quark (void)
{
  return g_quark_from_static_string ("gradus-document-error-quark");
}

GradusDocument *
gradus_document_alloc (void)
{
  GradusDocument *document = g_new0 (GradusDocument, 1);

  g_atomic_ref_count_init (&document->ref_count);
  document->initialization = gradus_initialization_default ();
  document->training = gradus_training_default ();
  document->data_seed = GRADUS_DOCUMENT_DEFAULT_SEED;
  document->pages = g_ptr_array_new_with_free_func (free_page);
  return document;
}

GradusDataSource
gradus_data_source_copy (const GradusDataSource *source)
{
  return (GradusDataSource){
    .set = g_strdup (source->set),
    .file = g_strdup (source->file),
    .n_samples = source->n_samples,
    .noise = source->noise,
    .raw = source->raw,
    .source = g_strdup (source->source),
    .licence = g_strdup (source->licence),
  };
}

void
gradus_data_source_clear (GradusDataSource *source)
{
  g_free (source->set);
  g_free (source->file);
  g_free (source->source);
  g_free (source->licence);
  *source = (GradusDataSource){ 0 };
}

gboolean
gradus_data_source_equal (const GradusDataSource *a, const GradusDataSource *b)
{
  return g_strcmp0 (a->set, b->set) == 0 && g_strcmp0 (a->file, b->file) == 0 && a->n_samples == b->n_samples &&
         a->noise == b->noise && a->raw == b->raw && g_strcmp0 (a->source, b->source) == 0 &&
         g_strcmp0 (a->licence, b->licence) == 0;
}

GradusPage *
gradus_page_new (void)
{
  GradusPage *page = g_new0 (GradusPage, 1);

  page->printed = g_ptr_array_new_with_free_func (free_printed);
  return page;
}

GradusPrinted *
gradus_printed_new (void)
{
  return g_new0 (GradusPrinted, 1);
}

GradusProblem
gradus_document_get_problem (const GradusDocument *document)
{
  return (GradusProblem){
    .shape = document->network->shape,
    .frozen = document->network->frozen,
    .loss = document->loss,
    .training = document->training,
    .inputs = document->inputs,
    .targets = document->targets,
    .n_samples = document->n_samples,
    .test_inputs = document->test_inputs,
    .test_targets = document->test_targets,
    .n_test = document->n_test,
  };
}

GradusDocument *
gradus_document_ref (GradusDocument *document)
{
  g_atomic_ref_count_inc (&document->ref_count);
  return document;
}

void
gradus_document_unref (GradusDocument *document)
{
  if (document && g_atomic_ref_count_dec (&document->ref_count))
    free_document (document);
}

/* Whether others may borrow from it, because something is its own. */
static gboolean
owns_data (const GradusDocument *document)
{
  const GradusDocument *lender = document->lender;

  return lender == NULL || document->inputs != lender->inputs || document->targets != lender->targets ||
         (document->test_inputs != NULL && document->test_inputs != lender->test_inputs) ||
         (document->test_targets != NULL && document->test_targets != lender->test_targets) ||
         (document->state != NULL && document->state != lender->state) ||
         (document->history != NULL && document->history != lender->history);
}

GradusDocument *
gradus_document_copy_design (const GradusDocument *document)
{
  GradusDocument *copy = g_new0 (GradusDocument, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->title = g_strdup (document->title);
  copy->description = g_strdup (document->description);
  copy->source = g_strdup (document->source);
  copy->author = g_strdup (document->author);
  copy->licence = g_strdup (document->licence);
  copy->network = gradus_network_copy (document->network);
  copy->names = gradus_names_copy (document->names);
  copy->initialization = document->initialization;
  copy->loss = document->loss;
  copy->training = document->training;
  copy->n_samples = document->n_samples;
  copy->n_test = document->n_test;
  copy->by_hand = document->by_hand;
  copy->blank = document->blank;
  copy->test_fraction = document->test_fraction;
  copy->data_seed = document->data_seed;
  copy->data_source = gradus_data_source_copy (&document->data_source);
  copy->pages = g_ptr_array_copy (document->pages, (GCopyFunc) copy_page, NULL);
  g_ptr_array_set_free_func (copy->pages, free_page);
  copy->cursor = document->cursor;
  return copy;
}

gboolean
gradus_document_has_test_rows (const GradusDocument *a, const GradusDocument *b)
{
  const GradusShape *shape = &a->network->shape;

  return a->n_test == b->n_test &&
         (a->n_test == 0 ||
          (memcmp (a->test_inputs, b->test_inputs, a->n_test * shape->n_inputs * sizeof (double)) == 0 &&
           memcmp (a->test_targets, b->test_targets, a->n_test * shape->n_outputs * sizeof (double)) == 0));
}

GradusDocument *
gradus_document_copy (const GradusDocument *document)
{
  GradusDocument *copy = gradus_document_copy_design (document);

  copy->inputs = copy_numbers (document->inputs, document->n_samples * document->network->shape.n_inputs);
  copy->targets = copy_numbers (document->targets, document->n_samples * document->network->shape.n_outputs);
  copy->test_inputs = copy_numbers (document->test_inputs, document->n_test * document->network->shape.n_inputs);
  copy->test_targets = copy_numbers (document->test_targets, document->n_test * document->network->shape.n_outputs);
  copy->state = document->state ? gradus_state_copy (document->state) : NULL;
  copy->history = document->history ? gradus_history_copy (document->history) : NULL;
  return copy;
}

GradusDocument *
gradus_document_new_variant (GradusDocument *document)
{
  GradusDocument *variant = gradus_document_copy_design (document);

  variant->lender = gradus_document_ref (owns_data (document) ? document : document->lender);
  variant->inputs = document->inputs;
  variant->targets = document->targets;
  variant->test_inputs = document->test_inputs;
  variant->test_targets = document->test_targets;
  variant->state = document->state;
  variant->history = document->history;
  return variant;
}

void
gradus_document_replace_data (GradusDocument *variant, const GradusSamples *samples, const GradusDataSource *source)
{
  gsize n_inputs = samples->n_inputs, n_outputs = samples->n_outputs, n = samples->n_rows - samples->n_test;

  g_clear_pointer (&variant->lender, gradus_document_unref);
  variant->state = NULL;
  variant->history = NULL;
  variant->cursor = 0;
  variant->n_samples = n;
  variant->n_test = samples->n_test;
  variant->by_hand = FALSE;
  variant->blank = FALSE;
  variant->inputs = copy_numbers (samples->inputs, n * n_inputs);
  variant->targets = copy_numbers (samples->targets, n * n_outputs);
  variant->test_inputs = NULL;
  variant->test_targets = NULL;
  if (samples->n_test > 0)
    {
      variant->test_inputs = copy_numbers (samples->inputs + n * n_inputs, samples->n_test * n_inputs);
      variant->test_targets = copy_numbers (samples->targets + n * n_outputs, samples->n_test * n_outputs);
    }
  variant->test_fraction = samples->test_fraction;
  variant->data_seed = samples->seed;

  /* A lesson's own source is about its text. */
  if (source->source != NULL || variant->data_source.source != NULL)
    {
      g_free (variant->source);
      g_free (variant->licence);
      variant->source = g_strdup (source->source);
      variant->licence = g_strdup (source->licence);
    }
  gradus_data_source_clear (&variant->data_source);
  variant->data_source = gradus_data_source_copy (source);
}

GPtrArray *
gradus_document_copy_names (gsize n, char (*names)[GRADUS_NAME_SIZE])
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (copy, g_strdup (names[i]));
  return copy;
}
