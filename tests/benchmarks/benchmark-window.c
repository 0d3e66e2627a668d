/* What the article's window costs: from the press of Train 1000 to the frame that
 * shows its end, and the processor time of a frame, of all threads, while the
 * network is trained, pointed at, and changed by a slider. And what showing costs
 * training: the playground's largest network at full speed in the window, beside
 * the same training headless, round by round in turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <time.h>

#include "widgets/gradus-application.h"
#include "widgets/gradus-canvas.h"
#include "widgets/gradus-window.h"

#define WIDTH    1200
#define HEIGHT   800
#define ROUNDS   9
#define N_FRAMES 60
#define N_STEPS  1000
#define SPEED    60.0 /* steps a second: one a frame */
#define SECONDS  2.0  /* of training at full speed, a round */
#define N_RACES  3
#define PATIENCE 60 /* seconds */
#define SKIPPED  77

typedef void (*ChangeFunc) (GradusSession *session, guint frame);

typedef struct
{
  GtkWidget *window;
  GradusSession *session;

  guint64 steps; /* on show in the frame under way */
  guint n_frames;
  double begun;      /* the frame under way, seconds */
  GArray *durations; /* of frames, milliseconds; NULL: nobody asks */
} Stage;

static GtkWidget *
find_canvas (GtkWidget *widget)
{
  GtkWidget *found = GRADUS_IS_CANVAS (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_canvas (child);
  return found;
}

static double
get_seconds (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* What a frame shows is what there was when it began. */
static void
frame_began_cb (Stage *stage)
{
  stage->steps = gradus_session_get_steps (stage->session);
  stage->begun = get_seconds (CLOCK_MONOTONIC);
}

static void
frame_painted_cb (Stage *stage)
{
  double duration = (get_seconds (CLOCK_MONOTONIC) - stage->begun) * 1e3;

  stage->n_frames++;
  if (stage->durations != NULL)
    g_array_append_val (stage->durations, duration);
}

static gboolean
ran_out_cb (gpointer data)
{
  g_error ("no frame came for %d seconds", PATIENCE);
  return G_SOURCE_REMOVE;
}

static void
wait_for_frame (Stage *stage)
{
  guint before = stage->n_frames, timeout = g_timeout_add_seconds (PATIENCE, ran_out_cb, NULL);

  while (stage->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

/* Until nothing more is to be drawn. */
static void
settle (Stage *stage)
{
  double end = get_seconds (CLOCK_MONOTONIC) + 0.5;

  while (get_seconds (CLOCK_MONOTONIC) < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
open_window (Stage *stage)
{
  GradusApplication *application = gradus_application_new ();
  g_autoptr (GError) error = NULL;

  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_application_activate (G_APPLICATION (application));
  stage->window = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
  gtk_window_unmaximize (GTK_WINDOW (stage->window));
  gtk_window_set_default_size (GTK_WINDOW (stage->window), WIDTH, HEIGHT);
  stage->session = gradus_view_get_session (GRADUS_VIEW (find_canvas (stage->window)));

  GdkFrameClock *clock = gtk_widget_get_frame_clock (stage->window);

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (frame_began_cb), stage);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (frame_painted_cb), stage);
  wait_for_frame (stage);

  g_autoptr (GradusDocument) article = gradus_lessons_load ("article", &error);

  if (article == NULL)
    g_error ("%s", error->message);
  gradus_session_load (stage->session, article);
  settle (stage);
  g_print (
      "The window is %d by %d pixels\n", gtk_widget_get_width (stage->window), gtk_widget_get_height (stage->window));
}

static void
measure_training (Stage *stage)
{
  double times[ROUNDS];
  guint most = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      guint64 goal = gradus_session_get_steps (stage->session) + N_STEPS;
      guint before = stage->n_frames;
      double start = get_seconds (CLOCK_MONOTONIC);

      /* What its key does. */
      gtk_widget_activate_action (stage->window, "win.train", "u", N_STEPS);
      while (stage->steps < goal)
        wait_for_frame (stage);
      times[i] = (get_seconds (CLOCK_MONOTONIC) - start) * 1e3;
      most = MAX (most, stage->n_frames - before);
      gtk_widget_activate_action (stage->window, "win.undo", NULL);
      settle (stage);
    }
  qsort (times, ROUNDS, sizeof times[0], compare_doubles);
  g_print ("RESULT train-1000-to-frame gradus %.2f ms\n", times[ROUNDS / 2]);
  g_print ("RESULT train-1000-frames gradus %u frames\n", most);
}

/* Processor milliseconds of a frame that `change` asks for. */
static void
measure_frames (Stage *stage, const char *name, ChangeFunc change)
{
  double start = get_seconds (CLOCK_PROCESS_CPUTIME_ID);
  guint first = stage->n_frames;

  for (guint i = 0; i < N_FRAMES; i++)
    {
      change (stage->session, i);
      wait_for_frame (stage);
    }
  g_print ("RESULT %s gradus %.2f ms\n",
           name,
           (get_seconds (CLOCK_PROCESS_CPUTIME_ID) - start) * 1e3 / (stage->n_frames - first));
  settle (stage);
}

static void
let_play (GradusSession *session, guint frame)
{
}

static void
point (GradusSession *session, guint frame)
{
  gradus_session_set_hover (session, (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = frame % 2 });
}

static void
drag (GradusSession *session, guint frame)
{
  gradus_session_set_value (session, (GradusPart){ .kind = GRADUS_PART_WEIGHT }, 0.5 + frame * 0.01, NULL);
}

/* The playground's network: 2-8-8-1, tanh, 500 points in a spiral, batches of 10. */
static GradusDocument *
make_race (void)
{
  static const char text[] = "{ \"gradus\": 1,"
                             "  \"network\": { \"inputs\": 2, \"layers\": ["
                             "    { \"neurons\": 8, \"activation\": \"tanh\", \"biases\": true },"
                             "    { \"neurons\": 8, \"activation\": \"tanh\", \"biases\": true },"
                             "    { \"neurons\": 1, \"activation\": \"tanh\", \"biases\": true } ] },"
                             "  \"loss\": \"half-squared-error\","
                             "  \"data\": { \"set\": \"spiral\", \"samples\": 500 },"
                             "  \"training\": { \"learning-rate\": 0.03, \"batch-size\": 10 } }";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  GradusDocument *document = gradus_document_new_from_bytes (bytes, "Race", &error);

  if (document == NULL)
    g_error ("%s", error->message);
  return document;
}

/* Training in the window, and the same steps in a session that nobody looks at. */
static void
measure_race (Stage *stage)
{
  g_autoptr (GradusDocument) document = make_race ();
  g_autoptr (GArray) durations = g_array_new (FALSE, FALSE, sizeof (double));
  double shares[N_RACES], rate = 0;

  gradus_session_set_speed (stage->session, 0);
  for (guint i = 0; i < N_RACES; i++)
    {
      g_autoptr (GradusSession) alone = gradus_session_new (document);

      gradus_session_load (stage->session, document);
      settle (stage);
      stage->durations = durations;

      double start = get_seconds (CLOCK_MONOTONIC);

      gradus_session_play (stage->session);
      while (get_seconds (CLOCK_MONOTONIC) < start + SECONDS)
        g_main_context_iteration (NULL, TRUE);
      gradus_session_pause (stage->session);

      double shown = get_seconds (CLOCK_MONOTONIC) - start;

      stage->durations = NULL;
      start = get_seconds (CLOCK_MONOTONIC);
      gradus_session_train_and_wait (alone, gradus_session_get_steps (stage->session));

      double headless = get_seconds (CLOCK_MONOTONIC) - start;

      rate = (double) gradus_session_get_steps (stage->session) / shown;
      shares[i] = headless / shown * 100;
    }
  qsort (shares, N_RACES, sizeof shares[0], compare_doubles);
  g_array_sort (durations, compare_doubles);
  g_print ("RESULT window-training gradus %.0f steps/s\n", rate);
  g_print ("RESULT window-training-of-headless gradus %.1f %%\n", shares[N_RACES / 2]);
  g_print ("RESULT window-training-frames gradus %.1f frames/s\n", durations->len / (N_RACES * SECONDS));
  g_print ("RESULT window-training-frame-p99 gradus %.2f ms\n",
           g_array_index (durations, double, durations->len * 99 / 100));
}

int
main (void)
{
  Stage stage = { 0 };

  if (!gtk_init_check ())
    {
      g_print ("There is no display (xvfb): nothing is measured of the window\n");
      return SKIPPED;
    }
  open_window (&stage);
  measure_training (&stage);

  gradus_session_set_speed (stage.session, SPEED);
  gradus_session_play (stage.session);
  measure_frames (&stage, "window-frame", let_play);
  gradus_session_pause (stage.session);
  settle (&stage);

  measure_frames (&stage, "hover-frame", point);
  gradus_session_begin_edit (stage.session);
  measure_frames (&stage, "drag-frame", drag);
  gradus_session_end_edit (stage.session);

  measure_race (&stage);
  return 0;
}
