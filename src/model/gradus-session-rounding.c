/* The trace on show as one would calculate it by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include "core/gradus-rounding.h"

/* The places the document's source rounds each stage to; NULL where it gives none. */
int *
gradus_session_collect_decimals (GradusDocument *document, gsize n_stages)
{
  int *decimals = NULL;

  for (guint p = 0; p < document->pages->len; p++)
    {
      const GradusPage *page = g_ptr_array_index (document->pages, p);

      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = g_ptr_array_index (page->printed, i);

          if (decimals == NULL)
            {
              decimals = g_new (int, n_stages);
              for (gsize stage = 0; stage < n_stages; stage++)
                decimals[stage] = GRADUS_EXACT;
            }
          decimals[gradus_stage_index (&document->network->shape, printed->stage)] = printed->decimals;
        }
    }
  return decimals;
}

void
gradus_session_round_trace (GradusSession *self)
{
  const GradusShape *shape = &self->problem.shape;
  gsize sample = self->trace->sample;

  g_clear_pointer (&self->rounded, gradus_trace_free);
  if (self->round_by_hand)
    self->rounded =
        gradus_memory (gradus_trace_new_rounded (self->network,
                                                 self->problem.loss,
                                                 self->inputs + sample * shape->n_inputs,
                                                 self->targets + sample * shape->n_outputs,
                                                 self->problem.training.learning_rate,
                                                 self->decimals,
                                                 self->digits < GRADUS_FULL_DIGITS ? self->digits : GRADUS_EXACT));
}

const GradusTrace *
gradus_session_get_rounded_trace (GradusSession *self)
{
  return self->rounded;
}

const int *
gradus_session_get_decimals (GradusSession *self)
{
  return self->decimals;
}

gboolean
gradus_session_get_round_by_hand (GradusSession *self)
{
  return self->round_by_hand;
}

int
gradus_session_get_digits (GradusSession *self)
{
  return self->digits;
}

void
gradus_session_set_round_by_hand (GradusSession *self, gboolean by_hand)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  by_hand = !!by_hand;
  if (self->round_by_hand == by_hand)
    return;
  self->round_by_hand = by_hand;
  gradus_session_round_trace (self);
  g_object_notify (G_OBJECT (self), "round-by-hand");
}

void
gradus_session_set_digits (GradusSession *self, int digits)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));
  g_return_if_fail (digits >= 1 && digits <= GRADUS_FULL_DIGITS);

  if (self->digits == digits)
    return;
  self->digits = digits;
  gradus_session_round_trace (self);
  g_object_notify (G_OBJECT (self), "digits");
}
