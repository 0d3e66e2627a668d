/* Which sample is traced: the one training comes to next, or one that is pinned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

/* The sample to trace. A pinned one that the data no longer has is let go. */
gsize
gradus_session_choose_sample (GradusSession *self)
{
  if (self->pinned && self->pinned_sample >= self->problem.n_samples)
    self->pinned = FALSE;
  return self->pinned ? self->pinned_sample : gradus_state_next_sample (&self->problem, self->shown);
}

guint64
gradus_session_get_sample (GradusSession *self)
{
  return self->trace->sample;
}

gboolean
gradus_session_get_pinned (GradusSession *self)
{
  return self->pinned;
}

void
gradus_session_set_sample (GradusSession *self, guint64 sample)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (sample != GRADUS_SAMPLE_FOLLOW && sample >= self->problem.n_samples)
    return;

  self->pinned = sample != GRADUS_SAMPLE_FOLLOW;
  if (self->pinned)
    self->pinned_sample = sample;
  /* The loss is that of all samples, and stays. */
  self->moved |= gradus_session_choose_sample (self) != self->trace->sample;
  gradus_session_settle (self);
}
