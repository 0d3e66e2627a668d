/* Reading the session, and pointing at parts of its network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

static void
point_at (GradusSession *self, GradusPart *place, GradusPart part, const char *property)
{
  if (!gradus_part_valid (&self->problem.shape, part))
    part = (GradusPart){ 0 };
  if (gradus_part_equal (*place, part))
    return;
  *place = part;
  g_object_notify (G_OBJECT (self), property);
}

/* The network is another: what is pointed at may be gone. */
void
gradus_session_point_again (GradusSession *self)
{
  point_at (self, &self->hover, self->hover, "hover");
  gradus_session_set_path (self, NULL);
  if (!gradus_part_valid (&self->problem.shape, self->selection))
    point_at (self, &self->selection, gradus_part_from_parameter (&self->problem.shape, 0), "selection");
}

GradusDocument *
gradus_session_get_document (GradusSession *self)
{
  return self->document;
}

gboolean
gradus_session_get_redesigned (GradusSession *self)
{
  return self->document != self->loaded;
}

const GradusTrace *
gradus_session_get_trace (GradusSession *self)
{
  return self->trace;
}

const GradusNetwork *
gradus_session_get_network (GradusSession *self)
{
  return self->network;
}

const GradusNames *
gradus_session_get_names (GradusSession *self)
{
  return self->names;
}

const GradusTraining *
gradus_session_get_training (GradusSession *self)
{
  return &self->problem.training;
}

const GradusProblem *
gradus_session_get_problem (GradusSession *self)
{
  return &self->problem;
}

const GradusHistory *
gradus_session_get_history (GradusSession *self)
{
  return self->history;
}

GradusSessionState
gradus_session_get_state (GradusSession *self)
{
  if (self->running)
    return GRADUS_SESSION_TRAINING;
  return self->cursor < self->n_stages ? GRADUS_SESSION_WALKING : GRADUS_SESSION_AT_REST;
}

guint64
gradus_session_get_steps (GradusSession *self)
{
  return self->shown->steps;
}

double
gradus_session_get_test_loss (GradusSession *self)
{
  return self->test_loss;
}

double
gradus_session_get_loss (GradusSession *self)
{
  return self->loss;
}

gsize
gradus_session_get_cursor (GradusSession *self)
{
  return self->cursor;
}

double
gradus_session_get_learning_rate (GradusSession *self)
{
  return self->problem.training.learning_rate;
}

double
gradus_session_get_speed (GradusSession *self)
{
  return self->speed;
}

gboolean
gradus_session_get_playing (GradusSession *self)
{
  return self->playing;
}

gboolean
gradus_session_get_can_undo (GradusSession *self)
{
  return self->undo->len > 0 || self->open != NULL ||
         (self->run_start != NULL && self->tip->steps > self->run_start->steps);
}

gboolean
gradus_session_get_can_redo (GradusSession *self)
{
  return self->redo->len > 0 && self->open == NULL &&
         !(self->run_start != NULL && self->tip->steps > self->run_start->steps);
}

gboolean
gradus_session_get_can_go_back (GradusSession *self)
{
  return self->cursor < self->n_stages || self->shown->steps > gradus_session_get_first_step (self);
}

GradusPart
gradus_session_get_selection (GradusSession *self)
{
  return self->selection;
}

void
gradus_session_set_selection (GradusSession *self, GradusPart part)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  point_at (self, &self->selection, part, "selection");
}

GradusPart
gradus_session_get_hover (GradusSession *self)
{
  return self->hover;
}

void
gradus_session_set_hover (GradusSession *self, GradusPart part)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  point_at (self, &self->hover, part, "hover");
}
