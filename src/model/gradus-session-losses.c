/* The losses of the position on show, and their way into the history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <math.h>

/* The losses of the position on show are those of `state`. */
void
gradus_session_measure (GradusSession *self, const GradusState *state)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);

  self->loss = gradus_trainer_loss (trainer, state);
  self->test_loss = gradus_trainer_test_loss (trainer, state);
  self->loss_known = TRUE;
}

/* Appends what is finite and newer than the last point. */
static void
append_points (GradusSession *self, guint64 step, double loss, double test_loss)
{
  if (isfinite (loss) && gradus_history_append (self->history, step, loss))
    self->history_changed = TRUE;
  if (isfinite (test_loss) && gradus_history_append_test (self->history, step, test_loss))
    self->history_changed = TRUE;
}

/* The losses of the position on show as those of `step`. */
void
gradus_session_append_losses (GradusSession *self, guint64 step)
{
  append_points (self, step, self->loss, self->test_loss);
}

static gboolean
ends_before (const GradusSeries *series, guint64 step)
{
  gsize n = gradus_series_length (series);

  return n == 0 || gradus_series_get (series, n - 1).step < step;
}

/* Where losses are dear the last step may have none yet. */
void
gradus_session_complete_history (GradusSession *self)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);
  guint64 step = self->tip->steps;
  gboolean training = ends_before (gradus_history_get_training (self->history), step);
  gboolean test = self->problem.n_test > 0 && ends_before (gradus_history_get_test (self->history), step);

  append_points (self,
                 step,
                 training ? gradus_trainer_loss (trainer, self->tip) : NAN,
                 test ? gradus_trainer_test_loss (trainer, self->tip) : NAN);
}
