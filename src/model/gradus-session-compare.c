/* Whether what a session holds is in a document already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-document-private.h"
#include "model/gradus-session-private.h"

static gboolean
equal_values (const double a[], const double b[], gsize n_rows, gsize n_columns)
{
  return memcmp (a, b, n_rows * n_columns * sizeof *a) == 0;
}

static gboolean
equal_training (const GradusTraining *a, const GradusTraining *b)
{
  return a->optimizer == b->optimizer && a->learning_rate == b->learning_rate && a->momentum == b->momentum &&
         a->rho == b->rho && a->beta1 == b->beta1 && a->beta2 == b->beta2 && a->epsilon == b->epsilon &&
         a->weight_decay == b->weight_decay && a->l1 == b->l1 && a->l2 == b->l2 && a->batch_size == b->batch_size &&
         a->reduction == b->reduction && a->shuffle == b->shuffle && a->seed == b->seed;
}

/* Names of networks of one shape. */
static gboolean
equal_names (const GradusNames *a, const GradusNames *b)
{
  for (gsize i = 0; i < a->n_inputs; i++)
    if (!g_str_equal (a->inputs[i], b->inputs[i]))
      return FALSE;
  for (gsize i = 0; i < a->n_neurons; i++)
    if (!g_str_equal (a->neurons[i], b->neurons[i]))
      return FALSE;
  return TRUE;
}

/* What is frozen in networks of one shape: nothing, where there is no list. */
static gboolean
equal_frozen (const GradusNetwork *a, const GradusNetwork *b)
{
  for (gsize i = 0; i < a->shape.n_parameters; i++)
    if ((a->frozen != NULL && a->frozen[i]) != (b->frozen != NULL && b->frozen[i]))
      return FALSE;
  return TRUE;
}

/* The network but for its parameters. */
static gboolean
equal_design (const GradusDocument *a, const GradusDocument *b)
{
  return gradus_shape_equal (&a->network->shape, &b->network->shape) && equal_frozen (a->network, b->network) &&
         equal_names (a->names, b->names) && gradus_initialization_equal (&a->initialization, &b->initialization) &&
         a->loss == b->loss;
}

/* How training rows and the others come about, which a file says of data that are split. */
static gboolean
equal_split (const GradusDocument *a, const GradusDocument *b)
{
  return gradus_document_has_test_rows (a, b) && (a->n_test == 0 || a->data_seed == b->data_seed);
}

static gboolean
equal_words (const GradusDocument *a, const GradusDocument *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->description, b->description) == 0 &&
         g_strcmp0 (a->source, b->source) == 0 && g_strcmp0 (a->author, b->author) == 0 &&
         g_strcmp0 (a->licence, b->licence) == 0;
}

/* The history and the optimiser's memory follow from the steps, and the cursor is where somebody looks. */
gboolean
gradus_session_holds (GradusSession *self, GradusDocument *saved)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (saved != NULL, FALSE);

  const GradusShape *shape = &self->problem.shape;
  const double *parameters = saved->state != NULL ? saved->state->parameters : saved->network->parameters;

  return self->tip->steps == (saved->state != NULL ? saved->state->steps : 0) && equal_words (self->document, saved) &&
         equal_design (self->document, saved) && equal_training (&self->problem.training, &saved->training) &&
         self->problem.n_samples == saved->n_samples &&
         equal_values (self->tip->parameters, parameters, 1, shape->n_parameters) &&
         equal_values (self->inputs, saved->inputs, saved->n_samples, shape->n_inputs) &&
         equal_values (self->targets, saved->targets, saved->n_samples, shape->n_outputs) &&
         equal_split (self->document, saved);
}
