/* The undo history: entries that exchange what they hold with the session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>

static gsize
get_entry_size (const GradusEntry *entry)
{
  gsize size = sizeof *entry;

  if (entry->document != NULL)
    size += entry->document->network->shape.n_parameters * sizeof (double) +
            (entry->document->names->n_inputs + entry->document->names->n_neurons) * GRADUS_NAME_SIZE;
  if (entry->inputs != NULL)
    size += (2 * entry->document->n_samples + entry->document->n_test) *
            (entry->document->network->shape.n_inputs + entry->document->network->shape.n_outputs) * sizeof (double);
  if (entry->values != NULL)
    size += sizeof *entry->values + entry->values->len * sizeof (GradusValue);
  if (entry->state != NULL)
    size += gradus_state_size (entry->state);
  if (entry->history != NULL)
    size += gradus_history_size (entry->history);
  if (entry->line != NULL)
    size += gradus_line_get_size (entry->line);
  return size;
}

static void
drop_first (GradusSession *self, GPtrArray *entries)
{
  self->entries_size -= get_entry_size (g_ptr_array_index (entries, 0));
  g_ptr_array_remove_index (entries, 0);
}

static gboolean
is_memory_full (GradusSession *self)
{
  return gradus_session_get_memory (self) > GRADUS_SESSION_MEMORY;
}

/* Checkpoints and entries are each sure of half the memory, and may use what the other leaves.
 * The oldest entries go first; only when there is nothing else to undo, what is furthest to
 * redo. The next one to take stays, however large it is. */
void
gradus_session_limit_memory (GradusSession *self)
{
  while (is_memory_full (self) && gradus_line_get_size (self->line) > GRADUS_SESSION_MEMORY / 2)
    if (!gradus_session_thin_line (self))
      break;
  while (is_memory_full (self) && self->undo->len > 1)
    drop_first (self, self->undo);
  while (is_memory_full (self) && self->redo->len > 1)
    drop_first (self, self->redo);
  while (is_memory_full (self) && gradus_session_thin_line (self))
    ;
}

gsize
gradus_session_get_memory (GradusSession *self)
{
  return self->entries_size + gradus_line_get_size (self->line) + gradus_line_get_size (self->line_before);
}

static gboolean
take_entry (GradusSession *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0)
    return FALSE;

  GradusEntry *entry = g_ptr_array_steal_index (from, from->len - 1);

  self->data_open = FALSE;
  self->entries_size -= get_entry_size (entry);
  gradus_session_exchange (self, entry);
  self->entries_size += get_entry_size (entry);
  g_ptr_array_add (to, entry);
  gradus_session_limit_memory (self);
  return TRUE;
}

static char *
get_part_name (GradusSession *self, GradusPart part)
{
  const GradusShape *shape = &self->problem.shape;
  char symbol[GRADUS_SYMBOL_SIZE];
  gsize index;

  if (gradus_part_parameter (shape, part, &index))
    return g_strdup (gradus_symbol_parameter (shape, index, symbol));
  if (part.kind == GRADUS_PART_INPUT)
    return g_strdup (gradus_symbol_input (gradus_session_get_names (self), part.neuron, symbol));
  if (part.kind == GRADUS_PART_TARGET)
    return g_strdup (gradus_symbol_target (gradus_session_get_names (self), shape, part.neuron, symbol));
  if (part.kind == GRADUS_PART_LEARNING_RATE)
    return g_strdup ("η");
  return NULL;
}

static char *
describe_undo (GradusSession *self, GradusAction action, GradusPart part)
{
  g_autofree char *name = get_part_name (self, part);

  switch (action)
    {
    case GRADUS_ACTION_STEP:
      return g_strdup (_ ("Undo Step"));
    case GRADUS_ACTION_TRAIN:
      return g_strdup (_ ("Undo Training"));
    case GRADUS_ACTION_RESET:
      return g_strdup (_ ("Undo Reset"));
    case GRADUS_ACTION_NETWORK:
      return g_strdup (_ ("Undo Change of the Network"));
    case GRADUS_ACTION_START:
      return g_strdup (_ ("Undo New Start"));
    case GRADUS_ACTION_SETTINGS:
      return g_strdup (_ ("Undo Change of the Training"));
    case GRADUS_ACTION_LOSS:
      return g_strdup (_ ("Undo Change of the Loss"));
    case GRADUS_ACTION_NAME:
      return g_strdup (_ ("Undo Renaming"));
    case GRADUS_ACTION_DATA:
      return g_strdup (_ ("Undo Change of Data"));
    case GRADUS_ACTION_ROWS:
      return g_strdup (_ ("Undo Change of the Samples"));
    case GRADUS_ACTION_SCHEME:
      return g_strdup (_ ("Undo Change of the Initialization"));
    case GRADUS_ACTION_EDIT:
      break;
    }
  if (name == NULL)
    return g_strdup (_ ("Undo Changes"));
  /* Translators: %s is the symbol of what was changed, like w₁, x₂ or η. */
  return g_strdup_printf (_ ("Undo Change of %s"), name);
}

static char *
describe_redo (GradusSession *self, GradusAction action, GradusPart part)
{
  g_autofree char *name = get_part_name (self, part);

  switch (action)
    {
    case GRADUS_ACTION_STEP:
      return g_strdup (_ ("Redo Step"));
    case GRADUS_ACTION_TRAIN:
      return g_strdup (_ ("Redo Training"));
    case GRADUS_ACTION_RESET:
      return g_strdup (_ ("Redo Reset"));
    case GRADUS_ACTION_NETWORK:
      return g_strdup (_ ("Redo Change of the Network"));
    case GRADUS_ACTION_START:
      return g_strdup (_ ("Redo New Start"));
    case GRADUS_ACTION_SETTINGS:
      return g_strdup (_ ("Redo Change of the Training"));
    case GRADUS_ACTION_LOSS:
      return g_strdup (_ ("Redo Change of the Loss"));
    case GRADUS_ACTION_NAME:
      return g_strdup (_ ("Redo Renaming"));
    case GRADUS_ACTION_DATA:
      return g_strdup (_ ("Redo Change of Data"));
    case GRADUS_ACTION_ROWS:
      return g_strdup (_ ("Redo Change of the Samples"));
    case GRADUS_ACTION_SCHEME:
      return g_strdup (_ ("Redo Change of the Initialization"));
    case GRADUS_ACTION_EDIT:
      break;
    }
  if (name == NULL)
    return g_strdup (_ ("Redo Changes"));
  /* Translators: %s is the symbol of what was changed, like w₁, x₂ or η. */
  return g_strdup_printf (_ ("Redo Change of %s"), name);
}

GradusEntry *
gradus_entry_new (GradusAction action, GradusPart part)
{
  GradusEntry *entry = g_new0 (GradusEntry, 1);

  entry->action = action;
  entry->part = part;
  return entry;
}

void
gradus_entry_free (GradusEntry *entry)
{
  if (entry == NULL)
    return;
  g_clear_pointer (&entry->document, gradus_document_unref);
  g_free (entry->inputs);
  g_free (entry->targets);
  g_clear_pointer (&entry->values, g_array_unref);
  gradus_state_free (entry->state);
  gradus_history_free (entry->history);
  g_clear_pointer (&entry->line, g_ptr_array_unref);
  g_free (entry);
}

/* Takes over an entry that was just done; there is nothing to redo any more. */
void
gradus_session_push_entry (GradusSession *self, GradusEntry *entry)
{
  self->data_open = FALSE;
  while (self->redo->len > 0)
    drop_first (self, self->redo);
  g_ptr_array_add (self->undo, entry);
  self->entries_size += get_entry_size (entry);
  gradus_session_limit_memory (self);
}

/* Steps and names leave the line as it is: what lies behind the tip is made again bit for bit. */
static void
exchange_line (GradusSession *self, GradusEntry *entry)
{
  GPtrArray *line = self->line;

  if (entry->line == NULL)
    return;
  self->line = entry->line;
  entry->line = gradus_line_stow (line);
}

/* What the session has and what the entry holds change places. */
void
gradus_session_exchange (GradusSession *self, GradusEntry *entry)
{
  GradusHistory *points = gradus_memory (gradus_history_cut (self->history, entry->first_step));

  if (entry->history != NULL && !gradus_history_join (self->history, entry->history))
    gradus_memory (NULL);
  gradus_history_free (entry->history);
  entry->history = points;

  if (entry->document != NULL)
    {
      GradusDocument *document = self->document;
      GradusTraining training = self->problem.training;

      if (entry->inputs != NULL)
        {
          double *inputs = self->inputs, *targets = self->targets;

          self->inputs = entry->inputs;
          self->targets = entry->targets;
          entry->inputs = inputs;
          entry->targets = targets;
        }
      gradus_session_adopt_document (self, entry->document, &entry->training);
      entry->document = document;
      entry->training = training;
    }
  if (entry->state != NULL)
    {
      GradusState *tip = self->tip;

      self->tip = entry->state;
      entry->state = tip;
    }
  for (guint i = 0; entry->values != NULL && i < entry->values->len; i++)
    {
      GradusValue *held = &g_array_index (entry->values, GradusValue, i);
      double *place = gradus_session_find_value (self, held->part, held->sample);
      double value = *place;

      *place = held->value;
      held->value = value;
    }
  gradus_session_forget_trainer (self);

  exchange_line (self, entry);

  gradus_state_free (self->shown); /* it may have another size */
  self->shown = gradus_memory (gradus_state_copy (self->tip));
  self->cursor = self->n_stages;
  self->history_changed = TRUE;
  gradus_session_mark_moved (self);
}

void
gradus_session_clear_entries (GradusSession *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  self->entries_size = 0;
  self->data_open = FALSE;
}

gboolean
gradus_session_undo (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gradus_session_pause (self);
  gradus_session_close_edit (self);

  gboolean taken = take_entry (self, self->undo, self->redo);

  gradus_session_settle (self);
  return taken;
}

gboolean
gradus_session_redo (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  gradus_session_pause (self);
  gradus_session_close_edit (self);

  gboolean taken = take_entry (self, self->redo, self->undo);

  gradus_session_settle (self);
  return taken;
}

char *
gradus_session_describe_undo (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), NULL);

  if (self->open != NULL)
    return describe_undo (self, self->open->action, self->open->part);
  if (self->run_start != NULL && self->tip->steps > self->run_start->steps)
    return describe_undo (self, GRADUS_ACTION_TRAIN, (GradusPart){ 0 });
  if (self->undo->len == 0)
    return NULL;

  const GradusEntry *entry = g_ptr_array_index (self->undo, self->undo->len - 1);

  return describe_undo (self, entry->action, entry->part);
}

char *
gradus_session_describe_redo (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), NULL);

  if (!gradus_session_get_can_redo (self))
    return NULL;

  const GradusEntry *entry = g_ptr_array_index (self->redo, self->redo->len - 1);

  return describe_redo (self, entry->action, entry->part);
}
