/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <math.h>

#include "core/gradus-dataset.h"

#include "core/gradus-stage.h"

static GradusDocument *
new_document (const GradusShape *shape,
              const double parameters[],
              gsize n_samples,
              const double inputs[],
              const double targets[])
{
  GradusDocument *document = g_new0 (GradusDocument, 1);

  g_atomic_ref_count_init (&document->ref_count);
  document->title = g_strdup ("Test");
  document->network = gradus_network_new (shape);
  memcpy (document->network->parameters, parameters, shape->n_parameters * sizeof (double));
  document->names = gradus_names_new (shape);
  document->loss = GRADUS_LOSS_SQUARED_ERROR;
  document->training = gradus_training_default ();
  document->n_samples = n_samples;
  document->inputs = g_memdup2 (inputs, n_samples * shape->n_inputs * sizeof (double));
  document->targets = g_memdup2 (targets, n_samples * shape->n_outputs * sizeof (double));
  document->pages = g_ptr_array_new ();
  return document;
}

GradusDocument *
fixture_new_article (void)
{
  static const double parameters[] = { 0.5, 0.3, 0.8 }, inputs[] = { 1, 2 }, targets[] = { 1 };
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };

  for (gsize l = 0; l < 2; l++)
    {
      shape.layers[l].n_neurons = 1;
      shape.layers[l].activation = GRADUS_ACTIVATION_SIGMOID;
      shape.layers[l].leak = GRADUS_DEFAULT_LEAK;
    }
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  return new_document (&shape, parameters, 1, inputs, targets);
}

GradusDocument *
fixture_new_batches (void)
{
  double parameters[17], inputs[10], targets[10];
  GradusShape shape = { .n_inputs = 2, .n_layers = 2 };

  shape.layers[0].n_neurons = 3;
  shape.layers[1].n_neurons = 2;
  for (gsize l = 0; l < 2; l++)
    {
      shape.layers[l].activation = GRADUS_ACTIVATION_TANH;
      shape.layers[l].leak = GRADUS_DEFAULT_LEAK;
      shape.layers[l].has_biases = TRUE;
      shape.layers[l].train_biases = TRUE;
    }
  g_assert_cmpint (gradus_shape_init (&shape), ==, GRADUS_SHAPE_OK);
  g_assert_cmpuint (shape.n_parameters, ==, G_N_ELEMENTS (parameters));
  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++)
    parameters[i] = ((i * 7) % 17 - 8.0) / 10;
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      inputs[i] = ((i * 3) % 10 - 5.0) / 4;
      targets[i] = ((i * 7) % 10 - 5.0) / 6;
    }

  GradusDocument *document = new_document (&shape, parameters, 5, inputs, targets);

  document->training.optimizer = GRADUS_OPTIMIZER_MOMENTUM;
  document->training.learning_rate = 0.05;
  document->training.batch_size = 2;
  document->training.shuffle = TRUE;
  return document;
}

GradusDocument *
fixture_new_tested (void)
{
  static const double inputs[] = { 0.3, -0.2, 1.5, 0.25, -1, 0.75 }, targets[] = { 0.1, 0.2, -0.4, 0.5, 0, -0.3 };
  GradusDocument *document = fixture_new_batches ();

  document->n_test = 3;
  document->test_inputs = g_memdup2 (inputs, sizeof inputs);
  document->test_targets = g_memdup2 (targets, sizeof targets);
  document->test_fraction = 0.375;
  document->data_seed = 1;
  return document;
}

GradusDocument *
fixture_new_diverging (void)
{
  GradusDocument *document = fixture_new_article ();

  for (gsize l = 0; l < 2; l++)
    document->network->shape.layers[l].activation = GRADUS_ACTIVATION_IDENTITY;
  document->training.learning_rate = 100;
  return document;
}

GradusSamples *
fixture_new_samples (const char *set, gsize n, double noise, double test_fraction)
{
  GradusDataset found = GRADUS_DATASET_AND;

  g_assert_true (gradus_dataset_from_name (set, &found));

  gsize n_inputs = gradus_dataset_n_inputs (found);
  g_autofree double *inputs = g_new (double, n *n_inputs), *targets = g_new (double, n);

  gradus_dataset_fill (found, n_inputs, n, noise, 1, inputs, targets);
  return gradus_samples_new_from_rows (n_inputs, 1, n, inputs, targets, test_fraction, 1);
}

GradusSession *
fixture_new_session (GradusDocument *(*make) (void) )
{
  g_autoptr (GradusDocument) document = make ();

  return gradus_session_new (document);
}

double
fixture_get (GradusSession *session, GradusPart part)
{
  double value = NAN;

  g_assert_true (gradus_session_get_value (session, part, &value));
  return value;
}

void
fixture_set (GradusSession *session, GradusPart part, double value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gradus_session_set_value (session, part, value, &error));
  g_assert_no_error (error);
}

FixtureSnapshot *
fixture_snapshot (GradusSession *session)
{
  FixtureSnapshot *snapshot = g_new0 (FixtureSnapshot, 1);
  g_autoptr (GradusDocument) document = gradus_session_to_document (session);
  const GradusNetwork *network = gradus_session_get_network (session);

  snapshot->document = gradus_document_ref (document);
  snapshot->state = gradus_state_copy (document->state);
  snapshot->n_inputs = document->n_samples * network->shape.n_inputs;
  snapshot->n_targets = document->n_samples * network->shape.n_outputs;
  snapshot->inputs = g_memdup2 (document->inputs, snapshot->n_inputs * sizeof (double));
  snapshot->targets = g_memdup2 (document->targets, snapshot->n_targets * sizeof (double));
  snapshot->history = gradus_history_copy (gradus_session_get_history (session));
  snapshot->learning_rate = gradus_session_get_learning_rate (session);
  snapshot->steps = gradus_session_get_steps (session);
  snapshot->cursor = gradus_session_get_cursor (session);
  snapshot->loss = gradus_session_get_loss (session);
  snapshot->test_loss = gradus_session_get_test_loss (session);
  snapshot->n_parameters = network->shape.n_parameters;
  snapshot->parameters = g_memdup2 (network->parameters, snapshot->n_parameters * sizeof (double));
  return snapshot;
}

void
fixture_snapshot_free (FixtureSnapshot *snapshot)
{
  gradus_document_unref (snapshot->document);
  gradus_state_free (snapshot->state);
  gradus_history_free (snapshot->history);
  g_free (snapshot->inputs);
  g_free (snapshot->targets);
  g_free (snapshot->parameters);
  g_free (snapshot);
}

static gboolean
are_same_numbers (const double a[], const double b[], gsize n)
{
  return n == 0 || memcmp (a, b, n * sizeof *a) == 0;
}

gboolean
fixture_is_same_design (const FixtureSnapshot *a, const FixtureSnapshot *b)
{
  const GradusDocument *p = a->document, *q = b->document;
  const GradusTraining *s = &p->training, *t = &q->training;
  const GradusNames *m = p->names, *n = q->names;

  if (p->network->shape.n_inputs != q->network->shape.n_inputs ||
      !gradus_shape_equal (&p->network->shape, &q->network->shape))
    return FALSE;
  for (gsize i = 0; i < p->network->shape.n_parameters; i++)
    if ((p->network->frozen != NULL && p->network->frozen[i]) != (q->network->frozen != NULL && q->network->frozen[i]))
      return FALSE;
  for (gsize i = 0; i < m->n_inputs; i++)
    if (!g_str_equal (m->inputs[i], n->inputs[i]))
      return FALSE;
  for (gsize i = 0; i < m->n_neurons; i++)
    if (!g_str_equal (m->neurons[i], n->neurons[i]))
      return FALSE;
  if (p->blank != q->blank || p->n_samples != q->n_samples || p->n_test != q->n_test ||
      !gradus_data_source_equal (&p->data_source, &q->data_source) ||
      !are_same_numbers (p->test_inputs, q->test_inputs, p->n_test * m->n_inputs) ||
      !are_same_numbers (p->test_targets, q->test_targets, p->n_test * m->n_outputs))
    return FALSE;
  /* Where nothing is split off a document does not say how. */
  if (p->n_test > 0 && (p->test_fraction != q->test_fraction || p->data_seed != q->data_seed))
    return FALSE;
  return p->loss == q->loss && p->initialization.scheme == q->initialization.scheme &&
         p->initialization.range == q->initialization.range && p->initialization.seed == q->initialization.seed &&
         s->optimizer == t->optimizer && s->learning_rate == t->learning_rate && s->momentum == t->momentum &&
         s->rho == t->rho && s->beta1 == t->beta1 && s->beta2 == t->beta2 && s->epsilon == t->epsilon &&
         s->weight_decay == t->weight_decay && s->l1 == t->l1 && s->l2 == t->l2 && s->batch_size == t->batch_size &&
         s->reduction == t->reduction && s->shuffle == t->shuffle && s->seed == t->seed;
}

static void
assert_same_series (const GradusSeries *a, const GradusSeries *b)
{
  gsize n = gradus_series_length (a);

  g_assert_cmpuint (n, ==, gradus_series_length (b));
  for (gsize i = 0; i < n; i++)
    {
      GradusHistoryPoint p = gradus_series_get (a, i), q = gradus_series_get (b, i);

      g_assert_cmpuint (p.step, ==, q.step);
      g_assert_cmpmem (&p.loss, sizeof p.loss, &q.loss, sizeof q.loss);
    }
}

void
fixture_assert_same (const FixtureSnapshot *a, const FixtureSnapshot *b, gboolean position)
{
  g_assert_true (fixture_is_same_design (a, b));
  g_assert_true (gradus_state_equal (a->state, b->state));
  g_assert_cmpmem (a->inputs, a->n_inputs * sizeof (double), b->inputs, b->n_inputs * sizeof (double));
  g_assert_cmpmem (a->targets, a->n_targets * sizeof (double), b->targets, b->n_targets * sizeof (double));
  g_assert_cmpmem (&a->learning_rate, sizeof (double), &b->learning_rate, sizeof (double));
  assert_same_series (gradus_history_get_training (a->history), gradus_history_get_training (b->history));
  assert_same_series (gradus_history_get_test (a->history), gradus_history_get_test (b->history));

  if (!position)
    return;
  g_assert_cmpuint (a->steps, ==, b->steps);
  g_assert_cmpuint (a->cursor, ==, b->cursor);
  g_assert_cmpmem (&a->loss, sizeof (double), &b->loss, sizeof (double));
  g_assert_true (a->test_loss == b->test_loss || (isnan (a->test_loss) && isnan (b->test_loss)));
  g_assert_cmpmem (a->parameters, a->n_parameters * sizeof (double), b->parameters, b->n_parameters * sizeof (double));
}

void
fixture_wait (GradusSession *session)
{
  while (gradus_session_get_state (session) == GRADUS_SESSION_TRAINING)
    g_main_context_iteration (NULL, TRUE);
}

const GradusShape *
fixture_get_shape (GradusSession *session)
{
  return &gradus_session_get_network (session)->shape;
}

GradusPart
fixture_neuron (gsize layer, gsize index)
{
  return (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = layer, .neuron = index };
}

GradusPart
fixture_weight (gsize layer, gsize to, gsize from)
{
  return (GradusPart){ .kind = GRADUS_PART_WEIGHT, .layer = layer, .neuron = to, .from = from };
}

void
fixture_assert_undoes (GradusSession *session, const FixtureSnapshot *before, const FixtureSnapshot *now)
{
  g_autoptr (FixtureSnapshot) undone = NULL;
  g_autoptr (FixtureSnapshot) redone = NULL;

  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  fixture_assert_same (before, undone, FALSE);
  g_assert_true (gradus_session_redo (session));
  redone = fixture_snapshot (session);
  fixture_assert_same (now, redone, FALSE);
}

void
fixture_assert_reopens (const FixtureSnapshot *now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gradus_document_to_bytes (now->document);
  g_autoptr (GradusDocument) document = gradus_document_new_from_bytes (bytes, "test", &error);

  g_assert_no_error (error);

  g_autoptr (GradusSession) other = gradus_session_new (document);
  g_autoptr (FixtureSnapshot) reopened = fixture_snapshot (other);

  fixture_assert_same (now, reopened, FALSE);
}

void
fixture_assert_one_entry (GradusSession *session, const FixtureSnapshot *before)
{
  g_autoptr (FixtureSnapshot) now = fixture_snapshot (session);

  fixture_assert_undoes (session, before, now);
  fixture_assert_reopens (now);
}

void
fixture_assert_refused (GradusSession *session, gboolean result, GError **error, int code)
{
  g_assert_false (result);
  g_assert_error (*error, GRADUS_SESSION_ERROR, code);
  g_assert_cmpint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}
