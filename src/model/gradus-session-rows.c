/* Samples added, taken away, and changed many at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/gradus-document-private.h"

/* Rows under construction: those for training, then those for testing. `start` are
 * the training rows as the document has them, before they were changed by hand. */
typedef struct
{
  gsize n_inputs, n_outputs;
  GArray *inputs, *targets;
  GArray *start_inputs, *start_targets;
  GArray *test_inputs, *test_targets;
} Rows;

static GArray *
new_values (gsize n, const double values[])
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (double));

  return n > 0 ? g_array_append_vals (array, values, n) : array;
}

static Rows
copy_rows (GradusSession *self)
{
  const GradusDocument *document = self->document;
  gsize n_inputs = self->problem.shape.n_inputs, n_outputs = self->problem.shape.n_outputs;
  gsize n = document->n_samples, n_test = document->n_test;

  return (Rows){
    .n_inputs = n_inputs,
    .n_outputs = n_outputs,
    .inputs = new_values (n * n_inputs, self->inputs),
    .targets = new_values (n * n_outputs, self->targets),
    .start_inputs = new_values (n * n_inputs, document->inputs),
    .start_targets = new_values (n * n_outputs, document->targets),
    .test_inputs = new_values (n_test * n_inputs, document->test_inputs),
    .test_targets = new_values (n_test * n_outputs, document->test_targets),
  };
}

static void
append (GArray *inputs, GArray *targets, const Rows *rows, const double row[])
{
  g_array_append_vals (inputs, row, rows->n_inputs);
  g_array_append_vals (targets, row + rows->n_inputs, rows->n_outputs);
}

static void
append_training_row (Rows *rows, const double row[])
{
  append (rows->inputs, rows->targets, rows, row);
  append (rows->start_inputs, rows->start_targets, rows, row);
}

static void
write_cell (GArray *inputs, GArray *targets, const Rows *rows, gsize row, gsize column, double value)
{
  if (column < rows->n_inputs)
    g_array_index (inputs, double, row * rows->n_inputs + column) = value;
  else
    g_array_index (targets, double, row * rows->n_outputs + column - rows->n_inputs) = value;
}

/* Keeps the rows of an array that are not marked; `width` numbers a row. */
static void
compact (GArray *values, gsize width, const guint8 marked[])
{
  gsize n = values->len / width, kept = 0;
  double *data = (double *) (gpointer) values->data;

  for (gsize row = 0; row < n; row++)
    if (!marked[row])
      memmove (data + kept++ * width, data + row * width, width * sizeof *data);
  g_array_set_size (values, (guint) (kept * width));
}

/* What a source prints is about the samples it had. */
static void
drop_printed (GradusDocument *variant)
{
  for (guint i = 0; i < variant->pages->len; i++)
    g_ptr_array_set_size (((GradusPage *) g_ptr_array_index (variant->pages, i))->printed, 0);
}

static double *
take_values (GArray *values)
{
  if (values->len > 0)
    return (double *) (gpointer) g_array_free (values, FALSE);
  g_array_unref (values);
  return NULL;
}

/* Where training meets as many samples as before, it goes on in the epoch. */
static GradusState *
fit_state (const GradusProblem *problem, const GradusState *state)
{
  return gradus_memory (problem->n_samples == state->n_samples ? gradus_state_copy (state)
                                                               : gradus_state_fit (problem, state));
}

static GradusDocument *
make_variant (GradusSession *self, Rows *rows, gboolean blank)
{
  const GradusDocument *document = self->document;
  GradusDocument *variant = gradus_document_copy_design (document);

  variant->n_samples = rows->inputs->len / rows->n_inputs;
  variant->n_test = rows->test_inputs->len / rows->n_inputs;
  variant->inputs = take_values (rows->start_inputs);
  variant->targets = take_values (rows->start_targets);
  variant->test_inputs = take_values (rows->test_inputs);
  variant->test_targets = take_values (rows->test_targets);
  variant->by_hand = TRUE;
  variant->blank = blank;
  g_clear_pointer (&variant->data_source.set, g_free); /* this is not what they give any more */
  g_clear_pointer (&variant->data_source.file, g_free);
  if (variant->n_samples != document->n_samples || variant->n_test != document->n_test)
    variant->test_fraction = (double) variant->n_test / (double) (variant->n_samples + variant->n_test);
  drop_printed (variant);

  if (document->state != NULL)
    {
      GradusProblem problem = gradus_document_get_problem (variant);

      variant->state = fit_state (&problem, document->state);
    }
  if (document->history != NULL)
    variant->history = gradus_memory (gradus_history_copy (document->history));
  return variant;
}

/* The rows, which are taken over, become the session's: the training goes on with them. */
static void
take_rows (GradusSession *self, Rows *rows, gboolean blank)
{
  GradusTraining training = self->problem.training;

  gradus_session_hold_run (self);
  gradus_session_open_edit (self, (GradusPart){ 0 });
  gradus_session_widen_edit (self);

  GradusDocument *before = self->document;
  GradusDocument *variant = make_variant (self, rows, blank);

  g_free (self->inputs);
  g_free (self->targets);
  self->inputs = take_values (rows->inputs);
  self->targets = take_values (rows->targets);
  gradus_session_adopt_document (self, variant, &training);
  gradus_document_unref (before);

  GradusState *tip = fit_state (&self->problem, self->shown);

  gradus_state_free (self->tip);
  gradus_state_free (self->shown);
  self->tip = tip;
  self->shown = gradus_memory (gradus_state_copy (tip));
  gradus_session_restart_line (self);
  self->edited = TRUE;
  gradus_session_mark_moved (self);
  if (self->edit_depth == 0)
    gradus_session_close_edit (self);

  gradus_session_resume_run (self);
  gradus_session_settle (self);
}

static gboolean
refuse (GradusSessionError code, const char *message, GError **error)
{
  g_set_error_literal (error, GRADUS_SESSION_ERROR, code, message);
  return FALSE;
}

static gboolean
check_rows (GradusSession *self, gsize n, gsize first_column, gsize n_columns, const double cells[], GError **error)
{
  gsize n_inputs = self->problem.shape.n_inputs;

  for (gsize i = 0; i < n * n_columns; i++)
    {
      gsize column = first_column + i % n_columns;

      if (!isfinite (cells[i]))
        return refuse (GRADUS_SESSION_ERROR_NOT_FINITE, _ ("The value has to be a finite number."), error);
      if (column >= n_inputs && self->problem.loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY &&
          (cells[i] < 0 || cells[i] > 1))
        return refuse (GRADUS_SESSION_ERROR_RANGE, _ ("Binary cross-entropy needs targets from 0 to 1."), error);
    }
  return TRUE;
}

/* Whether these cells are there already. */
static gboolean
holds_cells (GradusSession *self, gsize row, gsize column, gsize n_rows, gsize n_columns, const double cells[])
{
  gsize n_inputs = self->problem.shape.n_inputs;
  const double *inputs, *targets;

  for (gsize i = 0; i < n_rows; i++)
    {
      if (!gradus_session_get_row (self, row + i, &inputs, &targets))
        return FALSE;
      for (gsize j = column; j < column + n_columns; j++)
        if (memcmp (j < n_inputs ? &inputs[j] : &targets[j - n_inputs],
                    &cells[i * n_columns + j - column],
                    sizeof *cells) != 0)
          return FALSE;
    }
  return TRUE;
}

/* A row like the traced sample, for the columns of which nothing is said. */
static double *
copy_traced_row (GradusSession *self)
{
  const GradusShape *shape = &self->problem.shape;
  double *row = g_new (double, shape->n_inputs + shape->n_outputs);

  memcpy (row, self->trace->inputs, shape->n_inputs * sizeof *row);
  memcpy (row + shape->n_inputs, self->trace->targets, shape->n_outputs * sizeof *row);
  return row;
}

/* The edit that is open holds from now on everything that its undo needs, whatever
 * becomes of the samples: values that it held one by one are put back into whole copies. */
void
gradus_session_widen_edit (GradusSession *self)
{
  GradusEntry *entry = self->open;
  const GradusShape *shape = &self->problem.shape;
  gboolean has_state = entry->state != NULL;
  gsize index;

  if (entry->inputs != NULL)
    return;

  entry->action = GRADUS_ACTION_ROWS;
  entry->part = (GradusPart){ 0 };
  entry->document = gradus_document_ref (self->document);
  entry->training = self->problem.training;
  entry->inputs = g_memdup2 (self->inputs, self->problem.n_samples * shape->n_inputs * sizeof (double));
  entry->targets = g_memdup2 (self->targets, self->problem.n_samples * shape->n_outputs * sizeof (double));
  if (!has_state)
    entry->state = gradus_memory (gradus_state_copy (self->tip));

  for (guint i = 0; i < entry->values->len; i++)
    {
      const GradusValue *held = &g_array_index (entry->values, GradusValue, i);

      if (gradus_part_parameter (shape, held->part, &index))
        {
          if (!has_state)
            entry->state->parameters[index] = held->value;
        }
      else if (held->part.kind == GRADUS_PART_INPUT)
        entry->inputs[held->sample * shape->n_inputs + held->part.neuron] = held->value;
      else if (held->part.kind == GRADUS_PART_TARGET)
        entry->targets[held->sample * shape->n_outputs + held->part.neuron] = held->value;
      else
        entry->training.learning_rate = held->value;
    }
  g_clear_pointer (&entry->values, g_array_unref);
}

gsize
gradus_session_get_n_rows (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), 0);

  return self->document->n_samples + self->document->n_test;
}

gboolean
gradus_session_get_row (GradusSession *self, gsize row, const double **inputs, const double **targets)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusDocument *document = self->document;
  const GradusShape *shape = &self->problem.shape;
  gboolean test = row >= document->n_samples;
  gsize place = test ? row - document->n_samples : row;

  if (row >= gradus_session_get_n_rows (self))
    return FALSE;
  *inputs = (test ? document->test_inputs : self->inputs) + place * shape->n_inputs;
  *targets = (test ? document->test_targets : self->targets) + place * shape->n_outputs;
  return TRUE;
}

gboolean
gradus_session_add_rows (GradusSession *self, gboolean test, gsize n, const double values[], GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusShape *shape = &self->problem.shape;
  gsize width = shape->n_inputs + shape->n_outputs;

  if (!check_rows (self, n, 0, width, values, error))
    return FALSE;
  if (n == 0)
    return TRUE;

  Rows rows = copy_rows (self);
  gboolean replaces = self->document->blank && !test;

  for (gsize i = 0; i < n; i++)
    if (test)
      append (rows.test_inputs, rows.test_targets, &rows, values + i * width);
    else
      append_training_row (&rows, values + i * width);
  if (replaces)
    {
      g_array_remove_range (rows.inputs, 0, (guint) shape->n_inputs);
      g_array_remove_range (rows.targets, 0, (guint) shape->n_outputs);
      g_array_remove_range (rows.start_inputs, 0, (guint) shape->n_inputs);
      g_array_remove_range (rows.start_targets, 0, (guint) shape->n_outputs);
    }
  take_rows (self, &rows, self->document->blank && test);
  return TRUE;
}

gboolean
gradus_session_remove_rows (GradusSession *self, gsize n, const gsize gone[], GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gsize n_samples = self->document->n_samples, n_rows = gradus_session_get_n_rows (self), n_left = n_samples;
  gsize pinned = self->pinned_sample, n_before = 0;
  g_autofree guint8 *marked = g_new0 (guint8, n_rows);

  for (gsize i = 0; i < n; i++)
    {
      if (gone[i] >= n_rows)
        return refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("There is no such sample."), error);
      if (gone[i] < n_samples && !marked[gone[i]])
        {
          n_left--;
          n_before += gone[i] < pinned;
        }
      marked[gone[i]] = TRUE;
    }
  if (n == 0)
    return TRUE;
  if (n_left == 0)
    return refuse (GRADUS_SESSION_ERROR_SHAPE,
                   _ ("A network needs at least one sample to train on, so the last one stays."),
                   error);

  Rows rows = copy_rows (self);

  compact (rows.inputs, rows.n_inputs, marked);
  compact (rows.targets, rows.n_outputs, marked);
  compact (rows.start_inputs, rows.n_inputs, marked);
  compact (rows.start_targets, rows.n_outputs, marked);
  compact (rows.test_inputs, rows.n_inputs, marked + n_samples);
  compact (rows.test_targets, rows.n_outputs, marked + n_samples);
  if (self->pinned) /* it stays at the same sample, or at the one that takes its place */
    self->pinned_sample = MIN (pinned - n_before, n_left - 1);
  take_rows (self, &rows, self->document->blank);
  return TRUE;
}

gboolean
gradus_session_set_cells (GradusSession *self,
                          gsize row,
                          gsize column,
                          gsize n_rows,
                          gsize n_columns,
                          const double cells[],
                          GError **error)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  const GradusShape *shape = &self->problem.shape;
  gsize width = shape->n_inputs + shape->n_outputs, n_samples = self->document->n_samples;
  gsize n_present = gradus_session_get_n_rows (self);

  if (row > n_present || column + n_columns > width)
    return refuse (GRADUS_SESSION_ERROR_NO_PART, _ ("There are not as many columns to write into."), error);
  if (!check_rows (self, n_rows, column, n_columns, cells, error))
    return FALSE;
  if (n_rows == 0 || n_columns == 0)
    return TRUE;

  /* A single value of the training is held by itself. */
  if (n_rows == 1 && n_columns == 1 && row < n_samples && !self->document->blank)
    {
      GradusPart part = { .kind = column < shape->n_inputs ? GRADUS_PART_INPUT : GRADUS_PART_TARGET,
                          .neuron = column < shape->n_inputs ? column : column - shape->n_inputs };

      return gradus_session_change_value (self, part, row, *cells, error);
    }

  if (holds_cells (self, row, column, n_rows, n_columns, cells))
    return TRUE;

  Rows rows = copy_rows (self);
  g_autofree double *added = copy_traced_row (self);

  for (gsize i = 0; i < n_rows; i++)
    {
      if (row + i >= n_present)
        {
          memcpy (added + column, cells + i * n_columns, n_columns * sizeof *cells);
          append_training_row (&rows, added);
        }
      for (gsize j = 0; row + i < n_present && j < n_columns; j++)
        if (row + i < n_samples)
          write_cell (rows.inputs, rows.targets, &rows, row + i, column + j, cells[i * n_columns + j]);
        else
          write_cell (
              rows.test_inputs, rows.test_targets, &rows, row + i - n_samples, column + j, cells[i * n_columns + j]);
    }
  take_rows (self, &rows, FALSE);
  return TRUE;
}

void
gradus_session_clear_rows (GradusSession *self)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (self->document->blank && self->document->n_test == 0)
    return;

  g_autofree double *row = copy_traced_row (self);
  Rows rows = copy_rows (self);

  g_array_set_size (rows.inputs, 0);
  g_array_set_size (rows.targets, 0);
  g_array_set_size (rows.start_inputs, 0);
  g_array_set_size (rows.start_targets, 0);
  g_array_set_size (rows.test_inputs, 0);
  g_array_set_size (rows.test_targets, 0);
  append_training_row (&rows, row);
  self->pinned = FALSE;
  take_rows (self, &rows, TRUE);
}
