/* What the files of the session share.
 *
 *   gradus-session.c       the object: properties, notification
 *   gradus-session-look.c  reading it, and pointing
 *   gradus-session-rounding.c  the trace rounded by hand
 *   gradus-session-marks.c what is marked besides: a path, verdicts of the check
 *   gradus-session-load.c  from and to a document
 *   gradus-session-walk.c  the position on show: Next, Back, Step
 *   gradus-session-line.c  going back to earlier steps by exact replay
 *   gradus-session-seek.c  any step of the line brought on show
 *   gradus-session-kept.c  runs kept for comparison
 *   gradus-session-losses.c  the losses of now, and the history
 *   gradus-session-edit.c  values, drags, Reset
 *   gradus-session-undo.c  the entries of the undo history
 *   gradus-session-shape.c the network's shape and names
 *   gradus-session-start.c how weights are drawn, and starting with them
 *   gradus-session-frozen.c what training leaves alone
 *   gradus-session-training.c  loss, optimiser and how training goes about it
 *   gradus-session-design.c  taking a changed document on, and its entry
 *   gradus-session-data.c  other data, and the network that goes with them
 *   gradus-session-run.c   runs: Train and Play
 *   gradus-session-rows.c  samples added, taken away and changed in bulk
 *   gradus-session-sample.c  which sample is traced
 *   gradus-session-worker.c  the thread that a run computes in
 *
 * A public function of any of them changes what it has to and ends with
 * gradus_session_settle(), which notifies and emits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "core/gradus-reshape.h"
#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_FULL_DIGITS 17

typedef enum
{
  GRADUS_ACTION_STEP,
  GRADUS_ACTION_TRAIN,
  GRADUS_ACTION_EDIT,
  GRADUS_ACTION_RESET,
  GRADUS_ACTION_NETWORK,  /* the shape, or what goes with it; training begins anew */
  GRADUS_ACTION_START,    /* other weights to start with */
  GRADUS_ACTION_SETTINGS, /* how training goes about it, and what it leaves alone */
  GRADUS_ACTION_LOSS,     /* another factor before the squared error */
  GRADUS_ACTION_NAME,     /* nothing that training knows of */
  GRADUS_ACTION_DATA,     /* other data, and a network of the shape for them; training begins anew */
  GRADUS_ACTION_ROWS,     /* samples added, taken away, or changed in bulk */
  GRADUS_ACTION_SCHEME,   /* how weights will be drawn; nothing that training knows of either */
} GradusAction;

/* One entry of the undo history. It holds what the other side of it had: undoing
 * and redoing are the same exchange with the session, so each is the other's inverse. */
typedef struct
{
  GradusAction action;
  GradusPart part; /* of an edit of one part; else GRADUS_PART_NONE */

  GradusDocument *document; /* the design; NULL where it is not changed */
  GradusTraining training;  /* with `document` */
  double *inputs, *targets; /* with `document`, where its data are others; else NULL */
  GArray *values;           /* of GradusValue; may be NULL */
  GradusState *state;       /* the tip, whole; NULL where `values` says everything */
  GradusHistory *history;   /* the points from `first_step` on; NULL: none */
  guint64 first_step;
  GPtrArray *line; /* checkpoints of the tip's way, a selection; NULL where the line goes on */
} GradusEntry;

/* A value of a part; `sample` matters for inputs and targets. */
typedef struct
{
  GradusPart part;
  gsize sample;
  double value;
} GradusValue;

typedef struct _GradusWorker GradusWorker;

/* What a worker hands over: a whole snapshot. */
typedef struct
{
  GradusState *state;
  double loss;         /* with that state */
  double test_loss;    /* likewise; NaN where there are no test rows */
  GArray *points;      /* of GradusHistoryPoint, new since the packet before */
  GArray *test_points; /* likewise */
  GradusGoal goal;     /* how it stands by then */
  GradusRunResult result;
  gboolean done;
} GradusPacket;

/* What was last notified, so that properties notify on change only. */
typedef struct
{
  GradusSessionState state;
  guint64 steps;
  double loss;
  double test_loss;
  gsize cursor;
  double learning_rate;
  double speed;
  gboolean playing;
  gboolean can_undo, can_redo, can_go_back;
  guint64 sample;
  gboolean pinned;
  guint64 run_length, run_made;
  guint64 first_step, last_step;
  gboolean seeking;
  double seek_progress;
} GradusSeen;

struct _GradusSession
{
  GObject parent_instance;

  GradusDocument *loaded;
  GradusDocument *document; /* that, or a variant of it: the network as it is designed now */
  GradusProblem problem;    /* its arrays are `inputs`, `targets` and the document's `frozen` */
  double *inputs;
  double *targets;
  GradusTrainer *trainer; /* for this thread; NULL after a change of the problem */
  gsize n_stages;

  /* The tip is what training has come to; the position on show may be before it. */
  GradusState *tip;
  GradusState *shown;
  gsize cursor;
  GPtrArray *line; /* of GradusState: checkpoints, by step; the first is as far as Back goes */

  /* Derived from the position on show. */
  GradusNetwork *network;
  GradusTrace *trace;
  GradusTrace *rounded;
  double loss;
  double test_loss; /* NaN where there are no test rows */

  GradusHistory *history;
  GPtrArray *kept; /* of GradusKeptRun, the oldest first */

  GPtrArray *undo, *redo; /* of GradusEntry, the next one to take last */
  gsize entries_size;
  guint edit_depth;
  GradusEntry *open;      /* the edit under way */
  gboolean data_open;     /* the last entry is of data, in the edit under way: other data join it */
  GPtrArray *line_before; /* the line from before it */

  /* A run under way. */
  gboolean running;
  gboolean playing;
  guint64 run_length; /* steps that a run which is no Play is to make at most, */
  guint64 run_left;   /* and those still to make */
  GradusGoal goal;    /* where it is to end before that */
  gboolean has_goal;
  double run_loss; /* before it */
  gboolean growth_told;
  GradusState *run_start; /* the tip before it; NULL while an edit is open */
  GradusWorker *worker;
  GSource *timer;
  gint64 timer_start;
  guint64 timer_made;
  double speed;

  /* A replay under way, to a step that is to be shown. */
  GradusWorker *seeker;
  guint64 seek_from, seek_made, seek_to;

  GradusPart selection;
  GradusPart hover;
  GradusPathMark path;
  unsigned char *verdicts; /* a parameter each; NULL: none */
  gboolean pinned;         /* trace `pinned_sample` rather than the next one of training */
  gsize pinned_sample;
  gboolean round_by_hand;
  int digits;
  GradusNotation notation;
  GradusNames *names; /* the document's, in that notation */
  int *decimals;      /* a stage each, from the document; NULL: it has none */

  /* For gradus_session_settle(). */
  GradusSeen seen;
  gboolean redesigned; /* there is another document */
  gboolean moved;      /* the position or the problem changed: derive again */
  gboolean edited;     /* by hand: the history's last point is no longer its loss */
  gboolean history_changed;
  gboolean loss_known; /* `loss` and `test_loss` are already those of the position on show */
  guint64 stepped_first, stepped_last;
  gboolean ended; /* a run with a goal, */
  GradusGoalReason ended_by;
  GError *trouble;
};

/* The core returns NULL where memory ran out; like GLib, the session then gives up. */
static inline gpointer
gradus_memory (gpointer memory)
{
  if (memory == NULL)
    g_error ("Memory ran out");
  return memory;
}

/* The position or the problem changed: what follows from it is to be derived again. */
static inline void
gradus_session_mark_moved (GradusSession *self)
{
  self->moved = TRUE;
  self->loss_known = FALSE;
}

/* For what is refused: sets `error`, returns FALSE. */
static inline gboolean
gradus_session_refuse (GradusSessionError code, const char *message, GError **error)
{
  g_set_error_literal (error, GRADUS_SESSION_ERROR, code, message);
  return FALSE;
}

static inline gboolean
gradus_are_finite (const double values[], gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

/* gradus-session.c */
void gradus_session_settle (GradusSession *self);
GradusTrainer *gradus_session_get_trainer (GradusSession *self);
void gradus_session_forget_trainer (GradusSession *self);
void gradus_session_record_step (GradusSession *self, guint64 first, guint64 last);

/* gradus-session-kept.c */
GPtrArray *gradus_kept_runs_new (void);
void gradus_session_drop_kept_runs (GradusSession *self);

/* gradus-session-losses.c */
void gradus_session_measure (GradusSession *self, const GradusState *state);
void gradus_session_append_losses (GradusSession *self, guint64 step);
void gradus_session_complete_history (GradusSession *self);

/* gradus-session-look.c */
void gradus_session_point_again (GradusSession *self);
void gradus_session_take_names (GradusSession *self);

/* gradus-session-rounding.c */
int *gradus_session_collect_decimals (GradusDocument *document, gsize n_stages);
void gradus_session_round_trace (GradusSession *self);

/* gradus-session-load.c */
void gradus_session_take_document (GradusSession *self, GradusDocument *document);
void gradus_session_clear_document (GradusSession *self);
GradusState *gradus_session_new_start (GradusSession *self);
GradusHistory *gradus_session_new_start_history (GradusSession *self, const GradusState *start);

/* gradus-session-design.c */
void gradus_session_adopt_document (GradusSession *self, GradusDocument *document, const GradusTraining *training);
void gradus_session_begin_design (GradusSession *self);
void gradus_session_start_over (GradusSession *self,
                                GradusAction action,
                                GradusDocument *variant,
                                const GradusTraining *training,
                                const double parameters[]);
void gradus_session_go_on (GradusSession *self,
                           GradusAction action,
                           GradusDocument *variant,
                           const GradusTraining *training);

/* gradus-session-shape.c */
gboolean gradus_session_check_layer (GradusSession *self, gsize layer, GError **error);
GradusNetwork *gradus_session_reshape_variant (GradusSession *self,
                                               GradusDocument *variant,
                                               const GradusShape *to,
                                               const GradusOrigins *origins);
void gradus_session_replace_output (GradusSession *self,
                                    GradusAction action,
                                    gsize layer,
                                    GradusActivation activation,
                                    GradusLoss loss,
                                    const GradusTraining *training);

/* gradus-session-walk.c */
void gradus_session_show_tip (GradusSession *self);
gboolean gradus_session_is_at_tip (GradusSession *self);
gboolean gradus_session_advance (GradusSession *self);
gboolean gradus_session_finish_walk (GradusSession *self);
void gradus_session_describe_trouble (GradusSession *self);

/* gradus-session-line.c */
GPtrArray *gradus_line_new (void);
gsize gradus_line_get_size (const GPtrArray *line);
GPtrArray *gradus_line_stow (GPtrArray *line);
void gradus_session_restart_line (GradusSession *self);
void gradus_session_leave_line (GradusSession *self, GradusEntry *entry);
void gradus_session_extend_line (GradusSession *self, const GradusState *state);
gboolean gradus_session_thin_line (GradusSession *self);
const GradusState *gradus_session_find_base (GradusSession *self, guint64 steps);
void gradus_session_replay (GradusSession *self, guint64 steps);
gboolean gradus_session_replay_within (GradusSession *self, guint64 steps, gint64 time);

/* gradus-session-seek.c */
void gradus_session_stop_seek (GradusSession *self);

/* gradus-session-edit.c */
double *gradus_session_find_value (GradusSession *self, GradusPart part, gsize sample);
gboolean gradus_session_change_value (GradusSession *self, GradusPart part, gsize sample, double value, GError **error);
void gradus_session_open_edit (GradusSession *self, GradusPart part);
void gradus_session_close_edit (GradusSession *self);

/* gradus-session-undo.c */
GradusEntry *gradus_entry_new (GradusAction action, GradusPart part);
void gradus_entry_free (GradusEntry *entry);
void gradus_session_push_entry (GradusSession *self, GradusEntry *entry);
void gradus_session_exchange (GradusSession *self, GradusEntry *entry);
void gradus_session_clear_entries (GradusSession *self);
void gradus_session_limit_memory (GradusSession *self);

/* gradus-session-run.c */
gboolean gradus_session_hold_run (GradusSession *self);
void gradus_session_resume_run (GradusSession *self);
void gradus_session_open_run_entry (GradusSession *self);
void gradus_session_close_run_entry (GradusSession *self);
void gradus_session_abandon_run (GradusSession *self);

/* gradus-session-rows.c */
void gradus_session_widen_edit (GradusSession *self);

/* gradus-session-sample.c */
gsize gradus_session_choose_sample (GradusSession *self);

/* gradus-session-worker.c */
GradusWorker *gradus_worker_start (const GradusProblem *problem,
                                   const GradusState *state,
                                   guint64 n_steps,
                                   const GradusGoal *goal,
                                   GMainContext *context,
                                   GSourceFunc ready,
                                   gpointer user_data);
GradusPacket *gradus_worker_take_packet (GradusWorker *worker);
GradusPacket *gradus_worker_stop (GradusWorker *worker);
void gradus_packet_free (GradusPacket *packet);
GradusPacket *gradus_packet_compute (GradusTrainer *trainer,
                                     const GradusProblem *problem,
                                     const GradusState *state,
                                     guint64 n,
                                     const GradusGoal *goal,
                                     gboolean done);

G_END_DECLS
