/* The session: one network with its data, its training, what is revealed of
 * the current step, what is selected, and the way back.
 *
 * It is a state machine; see gradus_session_next() and its neighbours, and
 * src/README.md for the table.
 *
 *  - at rest: the whole pass of the current parameters is revealed;
 *  - walking: the cursor masks what is not reached of the step under way;
 *  - training: a worker runs on its own copy and hands over snapshots.
 *
 * Properties notify once on change and never without one. ::stepped is emitted
 * last, when everything else is consistent. A failed call changes nothing and
 * emits nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-check.h"
#include "core/gradus-history.h"
#include "core/gradus-paths.h"
#include "core/gradus-run.h"
#include "model/gradus-document.h"
#include "model/gradus-samples.h"

G_BEGIN_DECLS

#define GRADUS_SAMPLE_FOLLOW G_MAXUINT64

/* Bytes that the undo history and the checkpoints of exact replay hold at most, both together. */
#define GRADUS_SESSION_MEMORY (64u << 20)

typedef enum
{
  GRADUS_SESSION_AT_REST,
  GRADUS_SESSION_WALKING,
  GRADUS_SESSION_TRAINING,
} GradusSessionState;

#define GRADUS_SESSION_ERROR (gradus_session_error_quark ())

typedef enum
{
  GRADUS_SESSION_ERROR_NOT_FINITE, /* the value given, or the step asked for, is not finite */
  GRADUS_SESSION_ERROR_NO_PART,    /* the part does not exist in this network, or holds no value */
  GRADUS_SESSION_ERROR_RANGE,      /* a learning rate below 0, or another setting that no training has */
  GRADUS_SESSION_ERROR_SHAPE,      /* no network has this shape, or the data want another */
  GRADUS_SESSION_ERROR_NAME,       /* a name that is empty, too long or taken */
  GRADUS_SESSION_ERROR_GROWTH,     /* the loss grows without bound; nothing was stopped or refused */
} GradusSessionError;

GQuark gradus_session_error_quark (void);

#define GRADUS_TYPE_SESSION (gradus_session_get_type ())
G_DECLARE_FINAL_TYPE (GradusSession, gradus_session, GRADUS, SESSION, GObject)

/* Properties, all readable, each with its getter below:
 *   "document"      pointer  what was loaded (GradusDocument), or a variant of it once the
 *                            network or its training was designed anew; Reset leads to its start
 *   "trace"         pointer  the trace on show (const GradusTrace)
 *   "state"         int      GradusSessionState
 *   "steps"         uint64   updates made so far at the position on show
 *   "loss"          double   over the whole training set, always of the current parameters
 *   "test-loss"     double   over all test rows, likewise; NaN where there are none
 *   "cursor"        uint64   revealed stages
 *   "learning-rate" double
 *   "speed"         double   steps a second of Play; 0: as fast as possible
 *   "playing"       boolean  training without an end
 *   "selection", "hover"     pointer to a GradusPart; notify only on change
 *   "path"          pointer  const GradusPathMark
 *   "verdicts"      pointer  an unsigned char a parameter, see below; NULL: none
 *   "can-undo", "can-redo", "can-go-back"  boolean
 *   "round-by-hand" boolean  whether the rounded trace is computed; writable, like "digits" and "speed"
 *   "notation"      int      the letters of symbols, a GradusNotation; writable
 *   "digits"        int      shown digits, 1 to 17: 3, 4, 6, or 17 for all; the places after the point
 *                            that rounding by hand keeps where the document says nothing
 *   "sample"        uint64   the sample that is traced; written, it is pinned until GRADUS_SAMPLE_FOLLOW is
 *   "pinned"        boolean  whether one is
 *   "history"       pointer  const GradusHistory; notifies when points were added or taken away
 *   "run-length"    uint64   steps that the run under way is to make at most; 0: there is none, or it plays
 *   "run-made"      uint64   those of them that it has made
 *   "first-step", "last-step"  uint64   the line of steps that can be brought on show: from the
 *                            start or the last edit to the tip
 *   "kept-runs"     pointer  the runs kept for comparison, see below
 *   "seeking"       boolean  a step is computed again that is to be shown
 *   "seek-progress" double   how much of that is done, 0 to 1
 * Signals:
 *   ::stepped (guint64 first, guint64 last)  steps first+1 .. last were made and
 *        published (first < last); never for an edit, undo or moving back
 *   ::reached (int reason, guint64 step)  a run with a goal has ended at `step`, for what the
 *        GradusGoalReason says; GRADUS_GOAL_NONE: it has made all its steps and not reached the goal
 *   ::trouble (GError *)  training stopped or a step was not applied, because it or the loss
 *        after it would not be finite: nothing has changed but that training ended. Or, with
 *        GRADUS_SESSION_ERROR_GROWTH, the loss is on its way there: said once while a run is
 *        under way, which goes on, and once where it has ended
 */

/* A session on `document`, at rest at its start (or where its saved state stands). */
GradusSession *gradus_session_new (GradusDocument *document);

/* Starts over on another document; the undo history is emptied. Pauses first. */
void gradus_session_load (GradusSession *self, GradusDocument *document);

/* Goes on where a saved session of the same document stopped: Reset still leads to the document's start, which
 * the saved session alone no longer knows. The undo history is emptied; pauses first. FALSE, and nothing changes,
 * where `saved` is no saved session of a network, data and training like the document's (its values and the
 * learning rate may differ). */
gboolean gradus_session_continue (GradusSession *self, GradusDocument *saved);

/* What Save would write: the document with the current parameters, data, learning rate and state. */
GradusDocument *gradus_session_to_document (GradusSession *self);

/* Whether `saved` has everything of the session that gradus_session_to_document() would tell of it: steps,
 * parameters, data, network with its names, training. Nothing of them is lost with the session then. */
gboolean gradus_session_holds (GradusSession *self, GradusDocument *saved);

/* Whether steps, parameters, samples and learning rate are those of the document's start. */
gboolean gradus_session_is_at_start (GradusSession *self);

/* Reading. Everything returned is borrowed and const, valid until the next change. */
GradusDocument *gradus_session_get_document (GradusSession *self);
gboolean gradus_session_get_redesigned (GradusSession *self); /* "document" is not what was loaded */
const GradusTrace *gradus_session_get_trace (GradusSession *self);
const GradusNetwork *gradus_session_get_network (GradusSession *self); /* with the current parameters */
const GradusNames *gradus_session_get_names (GradusSession *self);
const GradusTraining *gradus_session_get_training (GradusSession *self);
const GradusProblem *gradus_session_get_problem (GradusSession *self); /* with the current inputs and targets */
const GradusHistory *gradus_session_get_history (GradusSession *self);
GradusSessionState gradus_session_get_state (GradusSession *self);
guint64 gradus_session_get_steps (GradusSession *self);
double gradus_session_get_loss (GradusSession *self);
double gradus_session_get_test_loss (GradusSession *self); /* NaN where there are no test rows */
gsize gradus_session_get_cursor (GradusSession *self);
double gradus_session_get_learning_rate (GradusSession *self);
double gradus_session_get_speed (GradusSession *self);
gboolean gradus_session_get_playing (GradusSession *self);
gboolean gradus_session_get_can_undo (GradusSession *self);
gboolean gradus_session_get_can_redo (GradusSession *self);
gboolean gradus_session_get_can_go_back (GradusSession *self);

/* Rounding by hand. The rounded trace is that of the trace on show, each number
 * rounded before it is used again; NULL while "round-by-hand" is off. The
 * decimals, a stage each, are those of the document's printed numbers
 * (GRADUS_EXACT where it prints none); NULL where it prints nothing. */
const GradusTrace *gradus_session_get_rounded_trace (GradusSession *self);
const int *gradus_session_get_decimals (GradusSession *self);
gboolean gradus_session_get_round_by_hand (GradusSession *self);
int gradus_session_get_digits (GradusSession *self);
GradusNotation gradus_session_get_notation (GradusSession *self);
void gradus_session_set_round_by_hand (GradusSession *self, gboolean by_hand);
void gradus_session_set_digits (GradusSession *self, int digits);
void gradus_session_set_notation (GradusSession *self, GradusNotation notation);

/* What undo or redo would do, translated ("Undo Training", "Redo Change of w₁"); NULL where there is nothing. */
char *gradus_session_describe_undo (GradusSession *self);
char *gradus_session_describe_redo (GradusSession *self);

/* The value of an input, weight, bias, target or the learning rate: now, and in the document. False for other parts. */
gboolean gradus_session_get_value (GradusSession *self, GradusPart part, double *value);
gboolean gradus_session_get_document_value (GradusSession *self, GradusPart part, double *value);

/* Edits. Several between begin and end (a drag) are one undo entry; pairs may nest. */
gboolean gradus_session_set_value (GradusSession *self, GradusPart part, double value, GError **error);
gboolean gradus_session_reset_value (GradusSession *self, GradusPart part, GError **error); /* to the document's */
void gradus_session_begin_edit (GradusSession *self);
void gradus_session_end_edit (GradusSession *self);

/* Designing. Each call is one undo entry; a run under way holds still for it and
 * goes on. False, and nothing changed, where it is refused: `error` then says
 * what to do. True without an entry where nothing is different.
 *
 * What changes the shape, an activation, biases, the loss or the optimiser begins
 * the training anew from the position on show: weights that still fit are kept,
 * the others drawn by the initialisation; the count of steps, the loss plot and
 * the optimiser's moments start at 0. "document" then is a variant whose start
 * went through the same change, so that Reset leads to its weights. What training
 * only goes on with differently (batch size, decay, what is frozen) keeps all that.
 *
 * Outputs, activation and loss go together; choosing one chooses the other:
 * softmax brings cross-entropy and the reverse, binary cross-entropy brings the
 * sigmoid. An output layer that leaves them takes the squared error along. */

/* Puts a layer in before layer `place` (0 .. n_layers - 1, so always before the
 * outputs), of as many neurons as `n_neurons`, with tanh and biases. */
gboolean gradus_session_add_layer (GradusSession *self, gsize place, gsize n_neurons, GError **error);
gboolean gradus_session_remove_layer (GradusSession *self, gsize layer, GError **error);

/* The last layer's count is that of the targets, and refused otherwise. */
gboolean gradus_session_set_n_neurons (GradusSession *self, gsize layer, gsize n_neurons, GError **error);

/* Takes out one neuron of a hidden layer; the others keep their weights, and the
 * selection its part. Inputs and outputs are the data's, and refused, as is a
 * layer's last neuron. */
gboolean gradus_session_remove_neuron (GradusSession *self, GradusPart part, GError **error);
gboolean gradus_session_set_activation (GradusSession *self, gsize layer, GradusActivation activation, GError **error);
gboolean gradus_session_set_leak (GradusSession *self, gsize layer, double leak, GError **error); /* of leaky ReLU */
gboolean gradus_session_set_biases (GradusSession *self, gsize layer, gboolean has_biases, GError **error);

/* Whether training leaves a weight or bias alone. */
gboolean gradus_session_get_frozen (GradusSession *self, GradusPart part);
gboolean gradus_session_set_frozen (GradusSession *self, GradusPart part, gboolean frozen, GError **error);

/* Whether training changes the biases of a layer; what single ones are set to stays. */
gboolean gradus_session_set_train_biases (GradusSession *self, gsize layer, gboolean train_biases, GError **error);

/* Whether training leaves a weight or bias alone for one reason or the other. */
gboolean gradus_session_get_held (GradusSession *self, GradusPart part);

/* The name of an input or a neuron: 1 to GRADUS_NAME_SIZE - 1 bytes in one line, no other's. */
gboolean gradus_session_rename (GradusSession *self, GradusPart part, const char *name, GError **error);

/* How weights are drawn from now on; those that are there stay. The seed is that
 * of the shuffling too: one number tells everything that chance does. */
const GradusInitialization *gradus_session_get_initialization (GradusSession *self);
gboolean
gradus_session_set_initialization (GradusSession *self, const GradusInitialization *initialization, GError **error);

/* The same for one layer, which then is drawn its own way, or as the others (`own` FALSE). */
gboolean gradus_session_set_layer_initialization (GradusSession *self,
                                                  gsize layer,
                                                  const GradusLayerInitialization *initialization,
                                                  GError **error);

/* Draws all weights that are not frozen and begins at step 0: the same ones again
 * for the same seed, or others, with the next seed (of a layer with a seed of its
 * own, that one's next). Pauses first. */
void gradus_session_start_again (GradusSession *self);
void gradus_session_start_new (GradusSession *self);

/* Draws the weights of one layer anew that are not frozen, with a seed that is its
 * own from now on, and begins at step 0 with those of the other layers. Pauses first. */
gboolean gradus_session_draw_layer (GradusSession *self, gsize layer, GError **error);

GradusLoss gradus_session_get_loss_function (GradusSession *self);
gboolean gradus_session_set_loss_function (GradusSession *self, GradusLoss loss, GError **error);

/* From one way to write a squared error to another, which only multiplies all gradients by a number; with
 * `same_steps` the learning rate is divided by that number, where the optimizer's steps depend on it, so that
 * training takes the same way. Designing, as above. */
gboolean gradus_session_set_square (GradusSession *self, GradusLoss loss, gboolean same_steps, GError **error);

/* All settings at once; the learning rate too. */
gboolean gradus_session_set_training (GradusSession *self, const GradusTraining *training, GError **error);

/* Other data in place of the session's, copied: one undo entry ("Undo Change of Data"), and between
 * begin and end of an edit (a drag) one for all. It is designing as above: the training begins anew, Reset
 * leads to the data as they are given here, and a run under way goes on.
 *
 * Inputs and outputs of the network become as many as the data have, the hidden layers stay, and so do
 * weights that still fit. Where the data have names the network takes them; no names: those that are there
 * stay, as far as they fit. Activation and loss of the outputs stay where these are data of the same kind or made
 * for them, and they can come to the targets; else they are chosen as gradus_classes_choose_activation() says.
 * True without an entry where nothing is different. */
gboolean gradus_session_set_data (GradusSession *self,
                                  const GradusSamples *samples,
                                  const GradusDataSource *source,
                                  GError **error);

/* A copy of the data of now, test rows and names included. */
GradusSamples *gradus_session_dup_samples (GradusSession *self);

/* The data of now as CSV: names, numbers that come back bit-identical, and a column that says which rows are for
 * testing; see gradus_samples_to_table(). */
GBytes *gradus_session_export_data (GradusSession *self);

/* The activation and the loss of the outputs that gradus_session_set_data() comes to. */
void gradus_session_choose_output (GradusSession *self,
                                   const GradusSamples *samples,
                                   GradusActivation *activation,
                                   GradusLoss *loss);

/* Samples by hand. Rows count the samples for training and then those for testing;
 * columns count inputs and then targets. Each call is one undo entry, and between
 * begin and end all are one, together with what else is changed meanwhile.
 *
 * They are edits: the training goes on with the samples of now, from the same weights,
 * moments and count of steps, and a run under way holds still at a step's border for it. Where
 * the number of samples for training changes, an epoch begins anew. Steps before cannot be gone back to. Reset
 * leads to the samples as they were added; values of training rows that were changed
 * afterwards go back, as with gradus_session_set_value(). "document" is a variant then. */
gsize gradus_session_get_n_rows (GradusSession *self);

/* A row, borrowed until the next change; FALSE where there is none. */
gboolean gradus_session_get_row (GradusSession *self, gsize row, const double **inputs, const double **targets);

/* Adds `n` rows (n x (n_inputs + n_outputs)) behind those that there are. */
gboolean gradus_session_add_rows (GradusSession *self, gboolean test, gsize n, const double values[], GError **error);

/* Takes rows away, in any order; refused where none would be left for training. A
 * pinned sample stays pinned; if it goes, the one that takes its place is. */
gboolean gradus_session_remove_rows (GradusSession *self, gsize n, const gsize gone[], GError **error);

/* Writes a block of cells (n_rows x n_columns) from `row` and `column` on. Rows beyond the last
 * are added for training, with the other values of the traced sample. */
gboolean gradus_session_set_cells (GradusSession *self,
                                   gsize row,
                                   gsize column,
                                   gsize n_rows,
                                   gsize n_columns,
                                   const double cells[],
                                   GError **error);

/* Takes all rows away. A network needs one, so a copy of the traced sample stays behind
 * (the document is "blank"), whose place the first row takes that is added. */
void gradus_session_clear_rows (GradusSession *self);

/* Moving. Each returns whether anything happened. While training they pause first.
 *
 * The position on show may lie before the tip, the step that training has come
 * to. Next and Back move it and are each other's inverse, over any number of
 * steps; neither makes an undo entry, but for a step beyond the tip. */

/* At rest a walk starts, with its first stage revealed. In a walk the next stage
 * comes; the last applies the update and comes to rest. Beyond the tip that is
 * an undo entry and ::stepped; before it, what is known already is shown again. */
gboolean gradus_session_next (GradusSession *self);

/* In a walk one stage back, and from the first to rest. At rest into the end of
 * the step before: its state is computed again, bit for bit. It stops where the
 * line of steps begins, at the start or the last edit. */
gboolean gradus_session_back (GradusSession *self);

/* One training step, or what is left of the one that is walked; at rest afterwards. */
gboolean gradus_session_step (GradusSession *self);

/* Jumps within the current step; clamps to 1 .. gradus_stage_count(), where it rests. */
void gradus_session_set_cursor (GradusSession *self, gsize cursor);

/* Brings the pass after `steps` updates on show, whole, of "first-step" to "last-step" (or the nearest of them).
 * It is computed again, bit for bit, from the nearest checkpoint. What takes longer than a moment goes on in a
 * thread ("seeking"), and until it is there the position stays; any other way to move, change or train ends that,
 * as does the next call: the latest wins. No entry. False where that step is on show already. */
gboolean gradus_session_seek (GradusSession *self, guint64 steps);
gboolean gradus_session_seek_and_wait (GradusSession *self, guint64 steps); /* on show before it returns */
guint64 gradus_session_get_first_step (GradusSession *self);
guint64 gradus_session_get_last_step (GradusSession *self);
gboolean gradus_session_get_seeking (GradusSession *self);
guint64 gradus_session_get_seek_step (GradusSession *self); /* the one that is sought, or else the one on show */
double gradus_session_get_seek_progress (GradusSession *self);

/* A run that is kept to be compared with those after it: its losses, thinned out where they
 * are very many, and what it was trained with. Kept runs are no part of the document or the undo
 * history, and go with the document. */
typedef struct
{
  GradusSeries *losses;
  GradusTraining training;
  GradusLoss loss;
  GradusShape shape;
  guint style; /* how it is drawn: a number from 0, no other's */
} GradusKeptRun;

#define GRADUS_MAX_KEPT_RUNS 8

/* Keeps the run of now, up to its last step; of more than GRADUS_MAX_KEPT_RUNS the oldest goes. FALSE before the first step. */
gboolean gradus_session_keep_run (GradusSession *self);
void gradus_session_remove_kept_run (GradusSession *self, gsize index); /* nothing happens where there is none */
gsize gradus_session_get_n_kept_runs (GradusSession *self);
const GradusKeptRun *gradus_session_get_kept_run (GradusSession *self, gsize index); /* borrowed */

/* Runs. Each finishes a walk first, and goes on from the tip: steps that are
 * known already are not made again. A run is one undo entry, of which an edit
 * meanwhile makes two, one before and one after it. While training, train and play pause. */
gboolean gradus_session_train (GradusSession *self, guint64 n_steps); /* n steps in the worker */

/* At most n steps from the tip, and only until one fulfils what `goal` asks for (how it stands
 * does not matter); ::reached says what became of it. Where an edit comes in between, patience begins again. */
gboolean gradus_session_train_until (GradusSession *self, guint64 n_steps, const GradusGoal *goal);

/* The same, published before it returns; for scripts and tests. While training it pauses first. */
gboolean gradus_session_train_and_wait (GradusSession *self, guint64 n_steps);
gboolean gradus_session_train_until_and_wait (GradusSession *self, guint64 n_steps, const GradusGoal *goal);
guint64 gradus_session_get_run_length (GradusSession *self);
guint64 gradus_session_get_run_made (GradusSession *self);
gboolean gradus_session_get_run_has_goal (GradusSession *self);

/* Whether the loss is far beyond that of the start, so that only going back helps. */
gboolean gradus_session_get_out_of_bounds (GradusSession *self);
void gradus_session_play (GradusSession *self); /* until paused, at "speed" */

/* Returns when the worker has stopped and its last step is published. */
void gradus_session_pause (GradusSession *self);

/* 0: as fast as possible. Nothing happens for what is below or not finite. */
void gradus_session_set_speed (GradusSession *self, double steps_per_second);

/* Parameters, inputs, targets, learning rate, history and step count as the
 * document has them; one undo entry, none where nothing is to be reset. */
void gradus_session_reset (GradusSession *self);

/* Leaves the walk for the tip, then takes one entry back, or makes it again.
 * Undo history and checkpoints hold at most GRADUS_SESSION_MEMORY bytes, or else one entry each way
 * and one checkpoint; the oldest entries go first. */
gboolean gradus_session_undo (GradusSession *self);
gboolean gradus_session_redo (GradusSession *self);
gsize gradus_session_get_memory (GradusSession *self); /* bytes that both hold */

/* The sample that is traced, so that inputs and targets are read and changed there.
 * It follows training, being the first of the batch that comes next, until it is set:
 * then it stays, which is no entry, until GRADUS_SAMPLE_FOLLOW is set or other data
 * is loaded. Nothing happens for a sample that there is not. Training goes its own way meanwhile: the trace's step_gradient and
 * `updated` are those of the step that comes next, whichever sample is pinned. */
guint64 gradus_session_get_sample (GradusSession *self);
gboolean gradus_session_get_pinned (GradusSession *self);
void gradus_session_set_sample (GradusSession *self, guint64 sample);

/* Pointing. An invalid part becomes GRADUS_PART_NONE. */
GradusPart gradus_session_get_selection (GradusSession *self);
void gradus_session_set_selection (GradusSession *self, GradusPart part);
GradusPart gradus_session_get_hover (GradusSession *self);
void gradus_session_set_hover (GradusSession *self, GradusPart part);

/* A path through the network that is lit: its parts from the source to the loss,
 * and its place in the list, which is its number less one and chooses its colour. */
typedef struct
{
  gsize n_parts; /* 0: no path */
  gsize rank;
  GradusPart parts[GRADUS_MAX_PATH_PARTS];
} GradusPathMark;

/* Copied; NULL lights none, nor does a path with a part that there is not. Another network has none. */
void gradus_session_set_path (GradusSession *self, const GradusPathMark *path);
const GradusPathMark *gradus_session_get_path (GradusSession *self);

/* What the gradient check says of each parameter, a GradusVerdict each. They are
 * copied, and gone as soon as the trace is another: they were about its gradient. */
void gradus_session_set_verdicts (GradusSession *self, const unsigned char verdicts[]);
const unsigned char *gradus_session_get_verdicts (GradusSession *self); /* NULL: none */

G_END_DECLS
