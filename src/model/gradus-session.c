/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <math.h>

G_DEFINE_FINAL_TYPE (GradusSession, gradus_session, G_TYPE_OBJECT)

G_DEFINE_QUARK (gradus - session - error - quark, gradus_session_error)

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_TRACE,
  PROP_STATE,
  PROP_STEPS,
  PROP_LOSS,
  PROP_TEST_LOSS,
  PROP_CURSOR,
  PROP_LEARNING_RATE,
  PROP_SPEED,
  PROP_PLAYING,
  PROP_SELECTION,
  PROP_HOVER,
  PROP_PATH,
  PROP_VERDICTS,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_CAN_GO_BACK,
  PROP_SAMPLE,
  PROP_PINNED,
  PROP_HISTORY,
  PROP_RUN_LENGTH,
  PROP_RUN_MADE,
  PROP_FIRST_STEP,
  PROP_LAST_STEP,
  PROP_SEEKING,
  PROP_SEEK_PROGRESS,
  PROP_KEPT_RUNS,
  PROP_ROUND_BY_HAND,
  PROP_DIGITS,
  PROP_NOTATION,
  N_PROPS,
};

enum
{
  SIGNAL_REACHED,
  SIGNAL_STEPPED,
  SIGNAL_TROUBLE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Everything that follows from the position on show and the problem. */
static void
derive (GradusSession *self)
{
  GradusTrainer *trainer = gradus_session_get_trainer (self);
  gsize sample = gradus_session_choose_sample (self);

  memcpy (self->network->parameters, self->shown->parameters, self->problem.shape.n_parameters * sizeof (double));
  gradus_trace_free (self->trace);
  self->trace = gradus_memory (gradus_trainer_trace (trainer, self->shown, sample, FALSE));
  gradus_session_round_trace (self);
  if (!self->loss_known)
    gradus_session_measure (self, self->shown);

  /* An edit changes the loss of the step it is made at. */
  if (self->edited)
    {
      gradus_history_free (gradus_memory (gradus_history_cut (self->history, self->tip->steps)));
      gradus_session_append_losses (self, self->tip->steps);
      self->history_changed = TRUE;
      self->edited = FALSE;
    }
}

static GradusSeen
look (GradusSession *self)
{
  return (GradusSeen){
    .state = gradus_session_get_state (self),
    .steps = gradus_session_get_steps (self),
    .loss = gradus_session_get_loss (self),
    .test_loss = gradus_session_get_test_loss (self),
    .cursor = gradus_session_get_cursor (self),
    .learning_rate = gradus_session_get_learning_rate (self),
    .speed = gradus_session_get_speed (self),
    .playing = gradus_session_get_playing (self),
    .can_undo = gradus_session_get_can_undo (self),
    .can_redo = gradus_session_get_can_redo (self),
    .can_go_back = gradus_session_get_can_go_back (self),
    .sample = gradus_session_get_sample (self),
    .pinned = gradus_session_get_pinned (self),
    .run_length = gradus_session_get_run_length (self),
    .run_made = gradus_session_get_run_made (self),
    .first_step = gradus_session_get_first_step (self),
    .last_step = gradus_session_get_last_step (self),
    .seeking = gradus_session_get_seeking (self),
    .seek_progress = gradus_session_get_seek_progress (self),
  };
}

static void
notify_if (GradusSession *self, int property, gboolean changed)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_changes (GradusSession *self, gboolean moved, gboolean redesigned)
{
  GradusSeen before = self->seen, now = look (self);

  self->seen = now;
  notify_if (self, PROP_DOCUMENT, redesigned);
  notify_if (self, PROP_TRACE, moved);
  notify_if (self, PROP_STATE, now.state != before.state);
  notify_if (self, PROP_STEPS, now.steps != before.steps);
  notify_if (self, PROP_LOSS, memcmp (&now.loss, &before.loss, sizeof now.loss) != 0);
  notify_if (self, PROP_TEST_LOSS, memcmp (&now.test_loss, &before.test_loss, sizeof now.test_loss) != 0);
  notify_if (self, PROP_CURSOR, now.cursor != before.cursor);
  notify_if (self, PROP_LEARNING_RATE, now.learning_rate != before.learning_rate);
  notify_if (self, PROP_SPEED, now.speed != before.speed);
  notify_if (self, PROP_PLAYING, now.playing != before.playing);
  notify_if (self, PROP_CAN_UNDO, now.can_undo != before.can_undo);
  notify_if (self, PROP_CAN_REDO, now.can_redo != before.can_redo);
  notify_if (self, PROP_CAN_GO_BACK, now.can_go_back != before.can_go_back);
  notify_if (self, PROP_SAMPLE, now.sample != before.sample);
  notify_if (self, PROP_PINNED, now.pinned != before.pinned);
  notify_if (self, PROP_HISTORY, self->history_changed);
  notify_if (self, PROP_RUN_LENGTH, now.run_length != before.run_length);
  notify_if (self, PROP_RUN_MADE, now.run_made != before.run_made);
  notify_if (self, PROP_FIRST_STEP, now.first_step != before.first_step);
  notify_if (self, PROP_LAST_STEP, now.last_step != before.last_step);
  notify_if (self, PROP_SEEKING, now.seeking != before.seeking);
  notify_if (self, PROP_SEEK_PROGRESS, now.seek_progress != before.seek_progress);
  self->history_changed = FALSE;
}

static void
gradus_session_dispose (GObject *object)
{
  gradus_session_abandon_run (GRADUS_SESSION (object));

  G_OBJECT_CLASS (gradus_session_parent_class)->dispose (object);
}

static void
gradus_session_finalize (GObject *object)
{
  GradusSession *self = GRADUS_SESSION (object);

  gradus_session_clear_document (self);
  g_ptr_array_unref (self->line);
  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self->verdicts);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (gradus_session_parent_class)->finalize (object);
}

static void
gradus_session_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  GradusSession *self = GRADUS_SESSION (object);

  switch (property_id)
    {
    case PROP_DOCUMENT:
      g_value_set_pointer (value, self->document);
      break;
    case PROP_TRACE:
      g_value_set_pointer (value, self->trace);
      break;
    case PROP_STATE:
      g_value_set_int (value, gradus_session_get_state (self));
      break;
    case PROP_STEPS:
      g_value_set_uint64 (value, gradus_session_get_steps (self));
      break;
    case PROP_LOSS:
      g_value_set_double (value, self->loss);
      break;
    case PROP_TEST_LOSS:
      g_value_set_double (value, self->test_loss);
      break;
    case PROP_CURSOR:
      g_value_set_uint64 (value, self->cursor);
      break;
    case PROP_LEARNING_RATE:
      g_value_set_double (value, gradus_session_get_learning_rate (self));
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_SELECTION:
      g_value_set_pointer (value, &self->selection);
      break;
    case PROP_HOVER:
      g_value_set_pointer (value, &self->hover);
      break;
    case PROP_PATH:
      g_value_set_pointer (value, &self->path);
      break;
    case PROP_VERDICTS:
      g_value_set_pointer (value, self->verdicts);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, gradus_session_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, gradus_session_get_can_redo (self));
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, gradus_session_get_can_go_back (self));
      break;
    case PROP_SAMPLE:
      g_value_set_uint64 (value, gradus_session_get_sample (self));
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, gradus_session_get_pinned (self));
      break;
    case PROP_HISTORY:
      g_value_set_pointer (value, self->history);
      break;
    case PROP_RUN_LENGTH:
      g_value_set_uint64 (value, gradus_session_get_run_length (self));
      break;
    case PROP_RUN_MADE:
      g_value_set_uint64 (value, gradus_session_get_run_made (self));
      break;
    case PROP_FIRST_STEP:
      g_value_set_uint64 (value, gradus_session_get_first_step (self));
      break;
    case PROP_LAST_STEP:
      g_value_set_uint64 (value, gradus_session_get_last_step (self));
      break;
    case PROP_SEEKING:
      g_value_set_boolean (value, gradus_session_get_seeking (self));
      break;
    case PROP_SEEK_PROGRESS:
      g_value_set_double (value, gradus_session_get_seek_progress (self));
      break;
    case PROP_KEPT_RUNS:
      g_value_set_pointer (value, self->kept);
      break;
    case PROP_ROUND_BY_HAND:
      g_value_set_boolean (value, self->round_by_hand);
      break;
    case PROP_DIGITS:
      g_value_set_int (value, self->digits);
      break;
    case PROP_NOTATION:
      g_value_set_int (value, (int) gradus_session_get_notation (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gradus_session_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  GradusSession *self = GRADUS_SESSION (object);

  switch (property_id)
    {
    case PROP_SPEED:
      gradus_session_set_speed (self, g_value_get_double (value));
      break;
    case PROP_SAMPLE:
      gradus_session_set_sample (self, g_value_get_uint64 (value));
      break;
    case PROP_ROUND_BY_HAND:
      gradus_session_set_round_by_hand (self, g_value_get_boolean (value));
      break;
    case PROP_DIGITS:
      gradus_session_set_digits (self, g_value_get_int (value));
      break;
    case PROP_NOTATION:
      gradus_session_set_notation (self, (GradusNotation) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gradus_session_class_init (GradusSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags write = read | G_PARAM_WRITABLE;

  object_class->dispose = gradus_session_dispose;
  object_class->finalize = gradus_session_finalize;
  object_class->get_property = gradus_session_get_property;
  object_class->set_property = gradus_session_set_property;

  properties[PROP_DOCUMENT] = g_param_spec_pointer ("document", NULL, NULL, read);
  properties[PROP_TRACE] = g_param_spec_pointer ("trace", NULL, NULL, read);
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, GRADUS_SESSION_AT_REST, GRADUS_SESSION_TRAINING, 0, read);
  properties[PROP_STEPS] = g_param_spec_uint64 ("steps", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_LOSS] = g_param_spec_double ("loss", NULL, NULL, -INFINITY, INFINITY, 0, read);
  properties[PROP_TEST_LOSS] = g_param_spec_double ("test-loss", NULL, NULL, -INFINITY, INFINITY, 0, read);
  properties[PROP_CURSOR] = g_param_spec_uint64 ("cursor", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_LEARNING_RATE] = g_param_spec_double ("learning-rate", NULL, NULL, 0, G_MAXDOUBLE, 0, read);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0, G_MAXDOUBLE, 0, write);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, read);
  properties[PROP_SELECTION] = g_param_spec_pointer ("selection", NULL, NULL, read);
  properties[PROP_HOVER] = g_param_spec_pointer ("hover", NULL, NULL, read);
  properties[PROP_PATH] = g_param_spec_pointer ("path", NULL, NULL, read);
  properties[PROP_VERDICTS] = g_param_spec_pointer ("verdicts", NULL, NULL, read);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, read);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, read);
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, read);
  properties[PROP_SAMPLE] = g_param_spec_uint64 ("sample", NULL, NULL, 0, G_MAXUINT64, 0, write);
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE, read);
  properties[PROP_HISTORY] = g_param_spec_pointer ("history", NULL, NULL, read);
  properties[PROP_RUN_LENGTH] = g_param_spec_uint64 ("run-length", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_RUN_MADE] = g_param_spec_uint64 ("run-made", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_FIRST_STEP] = g_param_spec_uint64 ("first-step", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_LAST_STEP] = g_param_spec_uint64 ("last-step", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_SEEKING] = g_param_spec_boolean ("seeking", NULL, NULL, FALSE, read);
  properties[PROP_SEEK_PROGRESS] = g_param_spec_double ("seek-progress", NULL, NULL, 0, 1, 0, read);
  properties[PROP_KEPT_RUNS] = g_param_spec_pointer ("kept-runs", NULL, NULL, read);
  properties[PROP_ROUND_BY_HAND] = g_param_spec_boolean ("round-by-hand", NULL, NULL, FALSE, write);
  properties[PROP_DIGITS] = g_param_spec_int ("digits", NULL, NULL, 1, GRADUS_FULL_DIGITS, 4, write);
  properties[PROP_NOTATION] = g_param_spec_int ("notation", NULL, NULL, 0, GRADUS_N_NOTATIONS - 1, 0, write);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_REACHED] = g_signal_new ("reached",
                                          GRADUS_TYPE_SESSION,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_INT,
                                          G_TYPE_UINT64);
  signals[SIGNAL_STEPPED] = g_signal_new ("stepped",
                                          GRADUS_TYPE_SESSION,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_UINT64,
                                          G_TYPE_UINT64);
  signals[SIGNAL_TROUBLE] = g_signal_new (
      "trouble", GRADUS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gradus_session_init (GradusSession *self)
{
  self->line = g_ptr_array_new_with_free_func ((GDestroyNotify) gradus_state_free);
  self->kept = gradus_kept_runs_new ();
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) gradus_entry_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) gradus_entry_free);
  self->digits = 4;
}

/* Ends every change: derives what follows from it, notifies what is different
 * now, then emits what happened. Handlers see a whole state and may change it again. */
void
gradus_session_settle (GradusSession *self)
{
  gboolean moved = self->moved, redesigned = self->redesigned;

  g_object_ref (self);
  self->moved = FALSE;
  self->redesigned = FALSE;
  if (moved)
    derive (self);

  guint64 first = self->stepped_first, last = self->stepped_last;
  g_autoptr (GError) trouble = g_steal_pointer (&self->trouble);
  gboolean ended = self->ended;
  GradusGoalReason ended_by = self->ended_by;
  guint64 ended_at = self->tip->steps;

  self->stepped_first = self->stepped_last = 0;
  self->ended = FALSE;
  g_object_freeze_notify (G_OBJECT (self));
  if (moved)
    gradus_session_set_verdicts (self, NULL);
  if (redesigned)
    gradus_session_point_again (self);
  notify_changes (self, moved, redesigned);
  g_object_thaw_notify (G_OBJECT (self));
  if (first < last)
    g_signal_emit (self, signals[SIGNAL_STEPPED], 0, first, last);
  if (ended)
    g_signal_emit (self, signals[SIGNAL_REACHED], 0, ended_by, ended_at);
  if (trouble != NULL)
    g_signal_emit (self, signals[SIGNAL_TROUBLE], 0, trouble);
  g_object_unref (self);
}

GradusTrainer *
gradus_session_get_trainer (GradusSession *self)
{
  if (self->trainer == NULL)
    self->trainer = gradus_memory (gradus_trainer_new (&self->problem));
  return self->trainer;
}

void
gradus_session_forget_trainer (GradusSession *self)
{
  g_clear_pointer (&self->trainer, gradus_trainer_free);
}

/* Steps first + 1 .. last were made; several in a row become one ::stepped. */
void
gradus_session_record_step (GradusSession *self, guint64 first, guint64 last)
{
  if (self->stepped_first == self->stepped_last)
    self->stepped_first = first;
  self->stepped_last = last;
}

GradusSession *
gradus_session_new (GradusDocument *document)
{
  GradusSession *self = g_object_new (GRADUS_TYPE_SESSION, NULL);

  gradus_session_load (self, document);
  return self;
}

void
gradus_session_load (GradusSession *self, GradusDocument *document)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));
  g_return_if_fail (document != NULL);

  gradus_session_pause (self);
  g_object_freeze_notify (G_OBJECT (self));
  gradus_session_take_document (self, document);
  gradus_session_drop_kept_runs (self);
  gradus_session_set_hover (self, (GradusPart){ 0 });
  gradus_session_set_selection (self, gradus_part_from_parameter (&self->problem.shape, 0));
  gradus_session_settle (self);
  g_object_thaw_notify (G_OBJECT (self));
}
