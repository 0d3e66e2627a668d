/* Documents and watchers for the tests of the session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

/* The article's network. */
GradusDocument *fixture_new_article (void);

/* A larger one: 2-3-2 with biases, momentum, five samples, shuffled batches of two. */
GradusDocument *fixture_new_batches (void);

/* The same with three test rows. */
GradusDocument *fixture_new_tested (void);

/* An article whose every step diverges quickly: identity activations and a large learning rate. */
GradusDocument *fixture_new_diverging (void);

/* `n` samples of a set of formulas, without names. */
GradusSamples *fixture_new_samples (const char *set, gsize n, double noise, double test_fraction);

GradusSession *fixture_new_session (GradusDocument *(*make) (void) );

/* The network on show. */
const GradusShape *fixture_get_shape (GradusSession *session);

GradusPart fixture_neuron (gsize layer, gsize index);
GradusPart fixture_weight (gsize layer, gsize to, gsize from);

/* Reading and changing a value that is there. */
double fixture_get (GradusSession *session, GradusPart part);
void fixture_set (GradusSession *session, GradusPart part, double value);

/* Everything that can be seen of a session, for comparing. */
typedef struct
{
  GradusDocument *document; /* what Save would write */
  GradusState *state;       /* as Save would write it */
  double *inputs, *targets;
  gsize n_inputs, n_targets;
  GradusHistory *history;
  double learning_rate;
  guint64 steps;
  gsize cursor;
  double loss, test_loss;
  double *parameters; /* on show */
  gsize n_parameters;
} FixtureSnapshot;

FixtureSnapshot *fixture_snapshot (GradusSession *session);
void fixture_snapshot_free (FixtureSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FixtureSnapshot, fixture_snapshot_free)

/* Whether the networks, their names and settings, and the data apart from values that are edited, are the same;
 * parameters apart. */
gboolean fixture_is_same_design (const FixtureSnapshot *a, const FixtureSnapshot *b);

/* Fails the test unless both are the same, bit for bit. Without `position`, what
 * is on show may differ. */
void fixture_assert_same (const FixtureSnapshot *a, const FixtureSnapshot *b, gboolean position);

/* Watches every property and signal of a session, and checks the promises that
 * hold at any time: a notification only with a change, no change without a
 * notification, ::stepped last and with a whole state. */
typedef struct _FixtureWatch FixtureWatch;

FixtureWatch *fixture_watch_new (GradusSession *session);
void fixture_watch_free (FixtureWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FixtureWatch, fixture_watch_free)

guint fixture_watch_count (FixtureWatch *watch, const char *property); /* notifications of it so far */
guint fixture_watch_total (FixtureWatch *watch);                       /* of all properties and signals */
guint fixture_watch_stepped (FixtureWatch *watch);
guint fixture_watch_trouble (FixtureWatch *watch); /* but for a loss that grows */
guint fixture_watch_growth (FixtureWatch *watch);
guint fixture_watch_reached (FixtureWatch *watch, GradusGoalReason *reason); /* the last one's */
guint64 fixture_watch_first (FixtureWatch *watch);                           /* arguments of the last ::stepped */
guint64 fixture_watch_last (FixtureWatch *watch);
const char *fixture_watch_message (FixtureWatch *watch); /* of the last ::trouble */
void fixture_watch_check (FixtureWatch *watch);          /* no change went without its notification */

/* Runs the main context until the session is no longer training. */
void fixture_wait (GradusSession *session);

/* Undo leads to `before`, redo to `now`. */
void fixture_assert_undoes (GradusSession *session, const FixtureSnapshot *before, const FixtureSnapshot *now);

/* What is saved of it opens the same. */
void fixture_assert_reopens (const FixtureSnapshot *now);

/* Both, of what is now. */
void fixture_assert_one_entry (GradusSession *session, const FixtureSnapshot *before);

/* A call returned `result`: refused with that code and words; `error` is cleared. */
void fixture_assert_refused (GradusSession *session, gboolean result, GError **error, int code);
