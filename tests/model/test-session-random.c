/* The session at random: whatever one does, in whatever order, what it promises holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-actions.h"

#include "core/gradus-stage.h"

#define N_ACTIONS 2500
#define N_RUNNING 300

static GradusPart
choose_part (GRand *rand, const GradusShape *shape)
{
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = g_rand_int_range (rand, 0, shape->n_inputs) };
    case 1:
      return (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = g_rand_int_range (rand, 0, shape->n_outputs) };
    case 2:
      return (GradusPart){ .kind = GRADUS_PART_LEARNING_RATE };
    default:
      return gradus_part_from_parameter (shape, g_rand_int_range (rand, 0, shape->n_parameters));
    }
}

static gboolean
edit (GradusSession *session, GRand *rand)
{
  GradusPart part = choose_part (rand, &gradus_session_get_network (session)->shape);

  return gradus_session_set_value (session, part, g_rand_int_range (rand, 0, 8) / 8.0, NULL);
}

/* Something about the network or its training; refused now and then. */
static void
design (GradusSession *session, GRand *rand)
{
  const GradusShape *shape = &gradus_session_get_network (session)->shape;
  GradusTraining training = *gradus_session_get_training (session);
  GradusInitialization initialization = *gradus_session_get_initialization (session);
  gsize layer = g_rand_int_range (rand, 0, shape->n_layers);
  GradusPart neuron = { GRADUS_PART_NEURON, layer, 0, 0 };
  GradusPart parameter = gradus_part_from_parameter (shape, g_rand_int_range (rand, 0, shape->n_parameters));
  g_autofree char *name = g_strdup_printf ("n%d", g_rand_int_range (rand, 0, 4));

  switch (g_rand_int_range (rand, 0, 19))
    {
    case 0:
      if (shape->n_layers < 4)
        gradus_session_add_layer (session, layer, g_rand_int_range (rand, 1, 4), NULL);
      break;
    case 1:
    case 2:
      gradus_session_remove_layer (session, layer, NULL);
      break;
    case 3:
      gradus_session_set_n_neurons (session, layer, g_rand_int_range (rand, 0, 5), NULL);
      break;
    case 4:
      gradus_session_set_activation (session, layer, g_rand_int_range (rand, 0, GRADUS_N_ACTIVATIONS), NULL);
      break;
    case 5:
      gradus_session_set_biases (session, layer, g_rand_boolean (rand), NULL);
      break;
    case 6:
      gradus_session_set_frozen (session, parameter, g_rand_boolean (rand), NULL);
      break;
    case 7:
      gradus_session_rename (session, neuron, name, NULL);
      break;
    case 8:
      initialization.scheme = g_rand_int_range (rand, 0, GRADUS_N_SCHEMES);
      gradus_session_set_initialization (session, &initialization, NULL);
      break;
    case 9:
      if (g_rand_boolean (rand))
        gradus_session_start_again (session);
      else
        gradus_session_start_new (session);
      break;
    case 13:
      neuron.neuron = g_rand_int_range (rand, 0, shape->layers[layer].n_neurons);
      gradus_session_remove_neuron (session, neuron, NULL);
      break;
    case 14:
      gradus_session_set_train_biases (session, layer, g_rand_boolean (rand), NULL);
      break;
    case 15:
      gradus_session_set_leak (session, layer, g_rand_boolean (rand) ? 0.2 : 0.01, NULL);
      break;
    case 16:
      initialization.layers[layer] =
          (GradusLayerInitialization){ .own = g_rand_boolean (rand),
                                       .scheme = g_rand_int_range (rand, 0, GRADUS_N_SCHEMES),
                                       .range = 0.25,
                                       .has_seed = g_rand_boolean (rand),
                                       .seed = 3 };
      gradus_session_set_layer_initialization (session, layer, &initialization.layers[layer], NULL);
      break;
    case 17:
      gradus_session_draw_layer (session, layer, NULL);
      break;
    case 10:
      gradus_session_set_loss_function (session, g_rand_int_range (rand, 0, GRADUS_N_LOSSES), NULL);
      break;
    case 11:
      training.optimizer = g_rand_int_range (rand, 0, GRADUS_N_OPTIMIZERS);
      gradus_session_set_training (session, &training, NULL);
      break;
    case 12:
      training.batch_size = g_rand_int_range (rand, 0, 4);
      training.shuffle = g_rand_boolean (rand);
      training.momentum = g_rand_boolean (rand) ? 0.5 : 0.9;
      training.l2 = g_rand_boolean (rand) ? 0.01 : 0;
      gradus_session_set_training (session, &training, NULL);
      break;
    case 18:
      random_change_data (session, rand);
      break;
    }
}

/* An action that makes an entry, or nothing. */
static void
do_something (GradusSession *session, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 11))
    {
    case 9:
    case 10:
      random_edit_rows (session, rand);
      break;
    case 0:
    case 1:
      gradus_session_step (session);
      break;
    case 2:
      gradus_session_train_and_wait (session, g_rand_int_range (rand, 1, 40));
      break;
    case 3:
      gradus_session_train (session, g_rand_int_range (rand, 1, 40));
      fixture_wait (session);
      break;
    case 4:
      edit (session, rand);
      break;
    case 5:
      gradus_session_begin_edit (session);
      for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
        if (g_rand_boolean (rand))
          edit (session, rand);
        else
          random_edit_rows (session, rand);
      gradus_session_end_edit (session);
      break;
    case 6:
      if (g_rand_int_range (rand, 0, 4) == 0)
        gradus_session_reset (session);
      break;
    case 7:
    case 8:
      design (session, rand);
      break;
    }
}

/* Which sample is looked at changes nothing, at any time. */
static void
look_elsewhere (GradusSession *session, GRand *rand)
{
  gsize n = gradus_session_get_problem (session)->n_samples;
  gsize sample = (gsize) g_rand_int_range (rand, 0, (int) n + 1);

  gradus_session_set_sample (session, sample == n ? GRADUS_SAMPLE_FOLLOW : sample);
}

/* Next n times and Back n times, or the other way round, is nothing. */
static void
walk_there_and_back (GradusSession *session, GRand *rand)
{
  int n = g_rand_int_range (rand, 1, 120), made = 0;
  gboolean forward = g_rand_boolean (rand);
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;

  /* Beyond the tip Next makes steps: those stay when one goes back. */
  while (made < n && (forward ? gradus_session_next (session) : gradus_session_back (session)))
    made++;
  for (int i = 0; i < made; i++)
    g_assert_true (forward ? gradus_session_back (session) : gradus_session_next (session));
  after = fixture_snapshot (session);
  if (!forward)
    fixture_assert_same (before, after, TRUE);
  g_assert_cmpuint (before->steps, ==, after->steps);
  g_assert_cmpuint (before->cursor, ==, after->cursor);
  g_assert_cmpmem (before->parameters,
                   before->n_parameters * sizeof (double),
                   after->parameters,
                   after->n_parameters * sizeof (double));
  g_assert_cmpmem (&before->loss, sizeof (double), &after->loss, sizeof (double));
}

static void
do_and_undo (GradusSession *session, FixtureWatch *watch, GRand *rand)
{
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) done = NULL;
  g_autoptr (FixtureSnapshot) undone = NULL;
  g_autoptr (FixtureSnapshot) redone = NULL;

  do_something (session, rand);
  fixture_watch_check (watch);
  done = fixture_snapshot (session);
  if (fixture_is_same_design (before, done) && gradus_state_equal (before->state, done->state) &&
      before->learning_rate == done->learning_rate &&
      memcmp (before->inputs, done->inputs, before->n_inputs * sizeof (double)) == 0 &&
      memcmp (before->targets, done->targets, before->n_targets * sizeof (double)) == 0)
    return; /* it was nothing, or only moved */

  /* A walk that was finished first is an entry of its own. */
  g_assert_true (gradus_session_undo (session));
  undone = fixture_snapshot (session);
  if (undone->steps != before->state->steps)
    {
      fixture_snapshot_free (g_steal_pointer (&undone));
      g_assert_true (gradus_session_undo (session));
      undone = fixture_snapshot (session);
      g_assert_true (gradus_session_redo (session));
    }
  fixture_assert_same (before, undone, FALSE);
  g_assert_true (gradus_session_redo (session));
  redone = fixture_snapshot (session);
  fixture_assert_same (done, redone, FALSE);
}

static void
refuse (GradusSession *session, FixtureWatch *watch)
{
  g_autoptr (FixtureSnapshot) before = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) after = NULL;
  guint total = fixture_watch_total (watch);

  g_assert_false (gradus_session_set_value (session, (GradusPart){ 0 }, 1, NULL));
  g_assert_false (gradus_session_train (session, 0));
  if (!gradus_session_get_can_redo (session))
    g_assert_false (gradus_session_redo (session));
  if (!gradus_session_get_can_undo (session))
    g_assert_false (gradus_session_undo (session));
  if (!gradus_session_get_can_go_back (session))
    g_assert_false (gradus_session_back (session));
  g_assert_cmpuint (fixture_watch_total (watch), ==, total);
  after = fixture_snapshot (session);
  fixture_assert_same (before, after, TRUE);
}

static void
test_random (gconstpointer data)
{
  GradusDocument *(*make) (void) = (gpointer) data;
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GradusDocument) document = make ();
  g_autoptr (GradusSession) session = gradus_session_new (document);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  gsize count = gradus_session_get_cursor (session);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < N_ACTIONS; i++)
    {
      switch (g_rand_int_range (rand, 0, 11))
        {
        case 0:
          walk_there_and_back (session, rand);
          break;
        case 1:
        case 2:
          do_and_undo (session, watch, rand);
          break;
        case 3:
          refuse (session, watch);
          break;
        case 4:
          gradus_session_undo (session);
          break;
        case 5:
          gradus_session_redo (session);
          break;
        case 6:
          gradus_session_set_cursor (session, g_rand_int_range (rand, 0, count + 2));
          break;
        case 7:
          for (int n = g_rand_int_range (rand, 0, 60); n > 0; n--)
            gradus_session_back (session);
          break;
        case 8:
          for (int n = g_rand_int_range (rand, 0, 60); n > 0; n--)
            gradus_session_next (session);
          break;
        case 9:
          look_elsewhere (session, rand);
          break;
        default:
          do_something (session, rand);
          break;
        }
      fixture_watch_check (watch);
    }

  /* All the way back is the start, all the way forth the end. */
  g_autoptr (FixtureSnapshot) end = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) now = NULL;

  while (gradus_session_redo (session))
    ;
  g_clear_pointer (&end, fixture_snapshot_free);
  end = fixture_snapshot (session);
  while (gradus_session_undo (session))
    ;
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, FALSE);
  while (gradus_session_redo (session))
    ;
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (end, now, FALSE);
}

/* Everything at any time, with training going on or not. */
static void
test_running (gconstpointer data)
{
  GradusDocument *(*make) (void) = (gpointer) data;
  static const double speeds[] = { 0, 100, 5000 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GradusSession) session = fixture_new_session (make);
  g_autoptr (FixtureWatch) watch = fixture_watch_new (session);
  g_autoptr (FixtureSnapshot) start = fixture_snapshot (session);
  gboolean dragging = FALSE;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < N_RUNNING; i++)
    {
      switch (g_rand_int_range (rand, 0, 21))
        {
        case 0:
        case 1:
          gradus_session_play (session);
          break;
        case 2:
          gradus_session_train (session, g_rand_int_range (rand, 1, 100000));
          break;
        case 3:
          gradus_session_set_speed (session, speeds[g_rand_int_range (rand, 0, G_N_ELEMENTS (speeds))]);
          break;
        case 4:
          gradus_session_undo (session);
          break;
        case 5:
          gradus_session_redo (session);
          break;
        case 6:
          gradus_session_next (session);
          break;
        case 7:
          gradus_session_back (session);
          break;
        case 8:
          gradus_session_step (session);
          break;
        case 9:
          gradus_session_set_cursor (session, g_rand_int_range (rand, 0, 20));
          break;
        case 10:
          if (dragging)
            gradus_session_end_edit (session);
          else
            gradus_session_begin_edit (session);
          dragging = !dragging;
          break;
        case 11:
          if (g_rand_boolean (rand))
            gradus_session_reset (session);
          break;
        case 12:
        case 13:
          edit (session, rand);
          break;
        case 14:
        case 15:
          design (session, rand);
          break;
        case 16:
          look_elsewhere (session, rand);
          break;
        case 17:
        case 18:
          random_edit_rows (session, rand);
          break;
        default:
          g_usleep (g_rand_int_range (rand, 0, 4000));
          break;
        }
      fixture_watch_check (watch);
      for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
        g_main_context_iteration (NULL, FALSE);
      fixture_watch_check (watch);
    }
  gradus_session_pause (session);
  if (dragging)
    gradus_session_end_edit (session);

  while (gradus_session_redo (session))
    ;

  g_autoptr (FixtureSnapshot) end = fixture_snapshot (session);
  g_autoptr (FixtureSnapshot) now = NULL;

  while (gradus_session_undo (session))
    ;
  now = fixture_snapshot (session);
  fixture_assert_same (start, now, FALSE);
  while (gradus_session_redo (session))
    ;
  g_clear_pointer (&now, fixture_snapshot_free);
  now = fixture_snapshot (session);
  fixture_assert_same (end, now, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/session-random/article", fixture_new_article, test_random);
  g_test_add_data_func ("/session-random/batches", fixture_new_batches, test_random);
  g_test_add_data_func ("/session-random/tested", fixture_new_tested, test_random);
  g_test_add_data_func ("/session-random/running/article", fixture_new_article, test_running);
  g_test_add_data_func ("/session-random/running/batches", fixture_new_batches, test_running);
  g_test_add_data_func ("/session-random/running/tested", fixture_new_tested, test_running);
  return g_test_run ();
}
