/* Other data in place of the session's, and the network that goes with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>

#include "core/gradus-classes.h"
#include "core/gradus-dataset.h"
#include "model/gradus-document-private.h"

static gboolean
check_samples (const GradusSamples *samples, GError **error)
{
  if (samples->n_inputs < 1 || samples->n_inputs > GRADUS_MAX_NEURONS || samples->n_outputs < 1 ||
      samples->n_outputs > GRADUS_MAX_NEURONS)
    {
      g_set_error (error,
                   GRADUS_SESSION_ERROR,
                   GRADUS_SESSION_ERROR_SHAPE,
                   _ ("A network has 1 to %d inputs, and as many outputs."),
                   GRADUS_MAX_NEURONS);
      return FALSE;
    }
  if (samples->n_rows <= samples->n_test)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_SHAPE, _ ("Training needs one row at least."), error);
  if (!gradus_are_finite (samples->inputs, samples->n_rows * samples->n_inputs) ||
      !gradus_are_finite (samples->targets, samples->n_rows * samples->n_outputs))
    return gradus_session_refuse (GRADUS_SESSION_ERROR_NOT_FINITE, _ ("The data have to be finite numbers."), error);
  return TRUE;
}

/* Bits, and not values: 0 and -0 are two. */
static gboolean
is_same (const double a[], const double b[], gsize n)
{
  return n == 0 || memcmp (a, b, n * sizeof *a) == 0;
}

static gboolean
are_same_names (GPtrArray *given, char (*names)[GRADUS_NAME_SIZE])
{
  for (guint i = 0; given != NULL && i < given->len; i++)
    if (!g_str_equal (g_ptr_array_index (given, i), names[i]))
      return FALSE;
  return TRUE;
}

/* Whether the session has these data, and Reset leads to them. */
static gboolean
has_data (GradusSession *self, const GradusSamples *samples, const GradusDataSource *source)
{
  const GradusDocument *document = self->document;
  const GradusShape *shape = &document->network->shape;
  gsize n = document->n_samples, n_test = document->n_test;

  return samples->n_inputs == shape->n_inputs && samples->n_outputs == shape->n_outputs &&
         samples->n_rows == n + n_test && samples->n_test == n_test &&
         samples->test_fraction == document->test_fraction && samples->seed == document->data_seed &&
         gradus_data_source_equal (source, &document->data_source) &&
         is_same (samples->inputs, document->inputs, n * shape->n_inputs) &&
         is_same (samples->inputs, self->inputs, n * shape->n_inputs) &&
         is_same (samples->targets, document->targets, n * shape->n_outputs) &&
         is_same (samples->targets, self->targets, n * shape->n_outputs) &&
         is_same (samples->inputs + n * shape->n_inputs, document->test_inputs, n_test * shape->n_inputs) &&
         is_same (samples->targets + n * shape->n_outputs, document->test_targets, n_test * shape->n_outputs) &&
         are_same_names (samples->input_names, document->names->inputs) &&
         are_same_names (samples->output_names,
                         document->names->neurons + document->names->n_neurons - shape->n_outputs);
}

/* A name as neurons have them: in one line, and short. */
static char *
make_plain (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *plain = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (plain, g_unichar_iscntrl (g_utf8_get_char (c)) ? ' ' : g_utf8_get_char (c));
  return g_strstrip (g_string_free (plain, FALSE));
}

/* Writes as much of `name` as there is room for, with `ending` behind it. */
static void
write_name (char to[], const char *name, const char *ending)
{
  gsize room = GRADUS_NAME_SIZE - 1 - strlen (ending), length = strlen (name);

  if (length > room)
    {
      length = room - strlen ("…");
      while (length > 0 && (name[length] & 0xc0) == 0x80) /* not within a character */
        length--;
      g_snprintf (to, GRADUS_NAME_SIZE, "%.*s…%s", (int) length, name, ending);
      return;
    }
  g_snprintf (to, GRADUS_NAME_SIZE, "%s%s", name, ending);
}

static gboolean
is_taken (const GradusNames *names, const char *own)
{
  for (gsize i = 0; i < names->n_inputs; i++)
    if (names->inputs[i] != own && g_str_equal (names->inputs[i], own))
      return TRUE;
  for (gsize i = 0; i < names->n_neurons; i++)
    if (names->neurons[i] != own && g_str_equal (names->neurons[i], own))
      return TRUE;
  return FALSE;
}

/* One after another gets its name, or the usual one where the data's says nothing; none is another's. */
static void
place_names (GradusNames *names, char (*places)[GRADUS_NAME_SIZE], char (*usual)[GRADUS_NAME_SIZE], GPtrArray *given)
{
  for (guint i = 0; i < given->len; i++)
    places[i][0] = '\0';
  for (guint i = 0; i < given->len; i++)
    {
      g_autofree char *plain = make_plain (g_ptr_array_index (given, i));
      const char *name = plain[0] != '\0' ? plain : usual[i];

      write_name (places[i], name, "");
      for (guint k = 2; is_taken (names, places[i]); k++)
        {
          g_autofree char *ending = g_strdup_printf (" %u", k);

          write_name (places[i], name, ending);
        }
    }
}

static void
take_names (GradusNames *names, const GradusShape *shape, const GradusSamples *samples)
{
  GradusNames *usual = gradus_memory (gradus_names_new (shape));
  gsize first = names->n_neurons - shape->n_outputs;

  if (samples->input_names != NULL)
    place_names (names, names->inputs, usual->inputs, samples->input_names);
  if (samples->output_names != NULL)
    place_names (names, names->neurons + first, usual->neurons + first, samples->output_names);
  gradus_names_free (usual);
}

/* As gradus_session_begin_design(); but steps made meanwhile belong to the drag that goes on. */
static void
begin_change (GradusSession *self)
{
  gradus_session_hold_run (self);
  if (!self->data_open)
    {
      gradus_session_begin_design (self);
      return;
    }
  g_clear_pointer (&self->run_start, gradus_state_free);
  gradus_session_settle (self);
}

gboolean
gradus_session_set_data (GradusSession *self,
                         const GradusSamples *samples,
                         const GradusDataSource *source,
                         GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (samples != NULL, FALSE);
  g_return_val_if_fail (source != NULL, FALSE);
  g_return_val_if_fail (samples->n_test == gradus_split_count (samples->n_rows, samples->test_fraction), FALSE);

  GradusShape shape = self->problem.shape;
  GradusOrigins origins = gradus_origins_same (&shape, &shape);
  GradusLayer *last = &shape.layers[shape.n_layers - 1];
  GradusLoss loss;

  if (!check_samples (samples, error))
    return FALSE;
  if (has_data (self, samples, source))
    return TRUE;

  gradus_session_choose_output (self, samples, &last->activation, &loss);
  shape.n_inputs = samples->n_inputs;
  last->n_neurons = samples->n_outputs;
  if (gradus_shape_init (&shape) != GRADUS_SHAPE_OK)
    return gradus_session_refuse (GRADUS_SESSION_ERROR_SHAPE, _ ("No network has this shape."), error);

  begin_change (self);

  GradusDocument *variant = gradus_document_new_variant (self->document);
  GradusNetwork *tip = gradus_session_reshape_variant (self, variant, &shape, &origins);

  take_names (variant->names, &shape, samples);
  variant->loss = loss;
  gradus_document_replace_data (variant, samples, source);
  gradus_session_start_over (self, GRADUS_ACTION_DATA, variant, &self->problem.training, tip->parameters);
  gradus_network_free (tip);
  return TRUE;
}

GradusSamples *
gradus_session_dup_samples (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), NULL);

  const GradusDocument *document = self->document;
  const GradusShape *shape = &self->problem.shape;
  const GradusNames *names = document->names;
  gsize n = document->n_samples, n_test = document->n_test;
  GradusSamples *samples = g_new0 (GradusSamples, 1);

  samples->n_inputs = shape->n_inputs;
  samples->n_outputs = shape->n_outputs;
  samples->n_rows = n + n_test;
  samples->n_test = n_test;
  samples->test_fraction = document->test_fraction;
  samples->seed = document->data_seed;
  samples->inputs = g_new (double, samples->n_rows * shape->n_inputs);
  samples->targets = g_new (double, samples->n_rows * shape->n_outputs);
  memcpy (samples->inputs, self->inputs, n * shape->n_inputs * sizeof (double));
  memcpy (samples->targets, self->targets, n * shape->n_outputs * sizeof (double));
  if (n_test > 0)
    {
      memcpy (samples->inputs + n * shape->n_inputs, document->test_inputs, n_test * shape->n_inputs * sizeof (double));
      memcpy (
          samples->targets + n * shape->n_outputs, document->test_targets, n_test * shape->n_outputs * sizeof (double));
    }
  samples->input_names = gradus_document_copy_names (names->n_inputs, names->inputs);
  samples->output_names =
      gradus_document_copy_names (shape->n_outputs, names->neurons + names->n_neurons - shape->n_outputs);
  return samples;
}

void
gradus_session_choose_output (GradusSession *self,
                              const GradusSamples *samples,
                              GradusActivation *activation,
                              GradusLoss *loss)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  const GradusShape *shape = &self->problem.shape;
  GradusClasses before = gradus_classes_find (self->problem.n_samples, shape->n_outputs, self->targets);
  GradusClasses classes = gradus_classes_find (samples->n_rows, samples->n_outputs, samples->targets);

  *activation = shape->layers[shape->n_layers - 1].activation;
  *loss = self->problem.loss;
  if (samples->n_outputs == shape->n_outputs &&
      ((classes.kind == before.kind && classes.low == before.low) || gradus_classes_are_met (&classes, *activation)) &&
      gradus_classes_within_reach (&classes, *activation, *loss, samples->n_rows, samples->targets))
    return;
  *activation = gradus_classes_choose_activation (&classes);
  *loss = gradus_classes_choose_loss (&classes, *activation);
}
