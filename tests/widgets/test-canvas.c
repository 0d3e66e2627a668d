/* The canvas in its own process: its children, their words, its picture, and that nothing of it stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "widgets/gradus-canvas-private.h"

#define WIDTH  640
#define HEIGHT 360

typedef struct
{
  GradusSession *session;
  GtkWidget *window;
  GtkWidget *canvas;
} Fixture;

static GradusPart
weight (gsize layer, gsize to, gsize from)
{
  return (GradusPart){ .kind = GRADUS_PART_WEIGHT, .layer = layer, .neuron = to, .from = from };
}

static GradusPart
neuron (gsize layer, gsize number)
{
  return (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = layer, .neuron = number };
}

/* Everything that waits, a redraw too. */
static void
settle (void)
{
  for (gboolean worked = TRUE; worked;)
    worked = g_main_context_iteration (NULL, FALSE);
}

static gboolean
mapped (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static GradusSession *
open_article (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_lessons_load ("article", &error);

  g_assert_no_error (error);
  return gradus_session_new (document);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = open_article ();
  fixture->canvas = gradus_canvas_new (fixture->session);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->canvas);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!mapped (fixture->canvas))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  g_assert_finalize_object (fixture->session);
}

static GradusCanvasPart *
find_part (Fixture *fixture, GradusPart part)
{
  for (GtkWidget *child = gtk_widget_get_first_child (fixture->canvas); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GRADUS_IS_CANVAS_PART (child) &&
        gradus_part_equal (gradus_canvas_part_get_part (GRADUS_CANVAS_PART (child)), part))
      return GRADUS_CANVAS_PART (child);
  return NULL;
}

static void
assert_name (Fixture *fixture, GradusPart part, const char *name)
{
  GradusCanvasPart *child = find_part (fixture, part);

  g_assert_nonnull (child);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

static guint
count_parts (Fixture *fixture)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (fixture->canvas); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += GRADUS_IS_CANVAS_PART (child);
  return n;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* Until the window has been drawn once more. */
static void
draw (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->canvas);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  settle ();
  gtk_widget_queue_draw (fixture->canvas);
  painted = FALSE;
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* The pixels of the canvas as it would be on the screen. */
static GBytes *
picture (Fixture *fixture)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GdkTexture) texture = NULL;
  int width, height;
  guchar *pixels;

  draw (fixture);
  paintable = gtk_widget_paintable_new (fixture->canvas);
  width = gtk_widget_get_width (fixture->canvas);
  height = gtk_widget_get_height (fixture->canvas);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  g_assert_true (gsk_renderer_realize (renderer, NULL, NULL));
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pixels = g_malloc ((gsize) width * height * 4);
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  gsk_renderer_unrealize (renderer);
  return g_bytes_new_take (pixels, (gsize) width * height * 4);
}

static guint
count_colors (GBytes *pixels)
{
  gsize size;
  const guint32 *data = g_bytes_get_data (pixels, &size);
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < size / 4; i++)
    g_hash_table_add (colors, GUINT_TO_POINTER (data[i]));
  return g_hash_table_size (colors);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, "Network");
  g_assert_cmpuint (count_parts (fixture), ==, 2 + 3 + 2 + 1 + 1);

  assert_name (fixture, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = 1 }, "Input x₂, 2.0000");
  assert_name (fixture, weight (0, 0, 0), "Weight w₁ from x₁ to h, 0.5000, gradient −0.02430");
  assert_name (fixture, neuron (0, 0), "Hidden neuron h, z 1.1000, output 0.7503, delta −0.02430");
  assert_name (fixture, weight (1, 0, 0), "Weight w₃ from h to ŷ, 0.8000, gradient −0.1216");
  assert_name (fixture, neuron (1, 0), "Output neuron ŷ, z 0.6002, output 0.6457, delta −0.1621");
  assert_name (fixture, (GradusPart){ .kind = GRADUS_PART_TARGET }, "Target y, 1.0000");
  assert_name (fixture, (GradusPart){ .kind = GRADUS_PART_LOSS }, "Loss L, 0.1255");
}

static void
test_names_follow_the_session (Fixture *fixture, gconstpointer data)
{
  g_assert_true (gradus_session_next (fixture->session));
  settle ();
  assert_name (fixture, neuron (0, 0), "Hidden neuron h, z 1.1000, output not computed yet, delta not computed yet");
  assert_name (fixture, weight (0, 0, 0), "Weight w₁ from x₁ to h, 0.5000, gradient not computed yet");
  assert_name (fixture, (GradusPart){ .kind = GRADUS_PART_LOSS }, "Loss L, not computed yet");

  g_assert_true (gradus_session_set_value (fixture->session, weight (0, 0, 0), -0.25, NULL));
  settle ();
  assert_name (fixture, weight (0, 0, 0), "Weight w₁ from x₁ to h, −0.2500, gradient not computed yet");

  g_assert_true (gradus_session_step (fixture->session));
  settle ();
  g_assert_cmpuint (gradus_session_get_steps (fixture->session), ==, 1);
  gradus_session_set_digits (fixture->session, 3);
  settle ();
  assert_name (fixture, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = 1 }, "Input x₂, 2.000");
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = GTK_WIDGET (find_part (fixture, weight (0, 0, 1)));
  GtkWidget *hidden = GTK_WIDGET (find_part (fixture, neuron (0, 0)));
  double value;

  g_assert_true (gtk_widget_activate_action (part, "part.increase", NULL));
  g_assert_true (gradus_session_get_value (fixture->session, weight (0, 0, 1), &value));
  g_assert_cmpfloat (value, ==, 0.4);
  for (int i = 0; i < 4; i++)
    g_assert_true (gtk_widget_activate_action (part, "part.decrease", NULL));
  g_assert_true (gradus_session_get_value (fixture->session, weight (0, 0, 1), &value));
  g_assert_cmpfloat (value, ==, 0.0);
  g_assert_true (gradus_session_undo (fixture->session));

  g_assert_true (gtk_widget_activate_action (hidden, "part.select", NULL));
  g_assert_true (gradus_part_equal (gradus_session_get_selection (fixture->session), neuron (0, 0)));

  /* A neuron holds no value of its own to change. */
  g_assert_false (gradus_canvas_part_is_editable (fixture->session, neuron (0, 0)));
  g_assert_true (gradus_canvas_part_is_editable (fixture->session, weight (0, 0, 1)));
}

static void
test_focus (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    GtkDirectionType direction;
    GradusPart part;
  } walk[] = {
    { GTK_DIR_RIGHT, { .kind = GRADUS_PART_WEIGHT } },
    { GTK_DIR_RIGHT, { .kind = GRADUS_PART_NEURON } },
    { GTK_DIR_RIGHT, { .kind = GRADUS_PART_WEIGHT, .layer = 1 } },
    { GTK_DIR_RIGHT, { .kind = GRADUS_PART_NEURON, .layer = 1 } },
    { GTK_DIR_RIGHT, { .kind = GRADUS_PART_LOSS } },
    { GTK_DIR_LEFT, { .kind = GRADUS_PART_NEURON, .layer = 1 } },
  };
  GradusPart first = { .kind = GRADUS_PART_INPUT };

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (find_part (fixture, first))));
  for (gsize i = 0; i < G_N_ELEMENTS (walk); i++)
    {
      g_assert_true (gtk_widget_child_focus (fixture->canvas, walk[i].direction));
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                     GTK_WIDGET (find_part (fixture, walk[i].part)));
      g_assert_true (gradus_part_equal (gradus_session_get_hover (fixture->session), walk[i].part));
    }

  /* One Tab stop: from inside, Tab leads out. */
  g_assert_false (gtk_widget_child_focus (fixture->canvas, GTK_DIR_TAB_FORWARD));
  g_assert_false (gtk_widget_child_focus (fixture->canvas, GTK_DIR_TAB_BACKWARD));
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) rest = picture (fixture);
  g_autoptr (GBytes) again = picture (fixture);
  g_autoptr (GBytes) walking = NULL;
  g_autoptr (GBytes) dark = NULL;

  g_assert_cmpuint (count_colors (rest), >, 8);
  g_assert_true (g_bytes_equal (rest, again));

  g_assert_true (gradus_session_next (fixture->session));
  walking = picture (fixture);
  g_assert_false (g_bytes_equal (rest, walking));
  g_assert_true (gradus_session_back (fixture->session));

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  dark = picture (fixture);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_false (g_bytes_equal (walking, dark));
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  GradusCanvas *canvas = GRADUS_CANVAS (fixture->canvas);
  GtkWidget *part = GTK_WIDGET (find_part (fixture, neuron (0, 0)));
  int before = gtk_widget_get_width (part);
  g_autoptr (GBytes) fit = picture (fixture);
  g_autoptr (GBytes) zoomed = NULL;
  g_autoptr (GBytes) fit_again = NULL;

  gradus_canvas_zoom (canvas, 2);
  zoomed = picture (fixture);
  g_assert_cmpint (gtk_widget_get_width (part), >, before);
  g_assert_false (g_bytes_equal (fit, zoomed));

  gradus_canvas_fit (canvas);
  fit_again = picture (fixture);
  g_assert_cmpint (gtk_widget_get_width (part), ==, before);
  g_assert_true (g_bytes_equal (fit, fit_again));
}

static void
count_notification_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  GradusCanvas *canvas = GRADUS_CANVAS (fixture->canvas);
  GradusSession *other = open_article ();
  guint sessions = 0;

  g_signal_connect (canvas, "notify::session", G_CALLBACK (count_notification_cb), &sessions);

  g_object_set (canvas, "session", fixture->session, NULL);
  g_assert_cmpuint (sessions, ==, 0);

  g_object_set (canvas, "session", other, NULL);
  g_assert_cmpuint (sessions, ==, 1);
  g_assert_true (gradus_view_get_session (GRADUS_VIEW (canvas)) == other);
  gradus_session_set_digits (other, 6);
  settle ();
  assert_name (fixture, (GradusPart){ .kind = GRADUS_PART_LOSS }, "Loss L, 0.125526");

  g_object_set (canvas, "session", NULL, NULL);
  g_assert_cmpuint (count_parts (fixture), ==, 0);
  draw (fixture);
  g_assert_finalize_object (other);
}

/* However far one zooms in beside the network, a node of it stays in sight. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  GradusCanvas *canvas = GRADUS_CANVAS (fixture->canvas);
  int width = gtk_widget_get_width (fixture->canvas);
  int height = gtk_widget_get_height (fixture->canvas);
  gboolean seen = FALSE;

  for (int i = 0; i < 20; i++)
    {
      gradus_canvas_zoom_about (canvas, 1.25, 0, 0);
      settle ();
    }
  for (GradusCanvasPart *part = gradus_canvas_get_first_part (canvas); part != NULL;
       part = gradus_canvas_get_next_part (part))
    {
      graphene_point_t middle;

      if (gradus_canvas_part_get_part (part).kind == GRADUS_PART_WEIGHT)
        continue;
      g_assert_true (gtk_widget_compute_point (GTK_WIDGET (part),
                                               fixture->canvas,
                                               &GRAPHENE_POINT_INIT (gtk_widget_get_width (GTK_WIDGET (part)) / 2.0f,
                                                                     gtk_widget_get_height (GTK_WIDGET (part)) / 2.0f),
                                               &middle));
      if (middle.x >= -1 && middle.y >= -1 && middle.x <= width + 1 && middle.y <= height + 1)
        seen = TRUE;
    }
  g_assert_true (seen);
}

static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  GtkWidget *canvas = fixture->canvas;
  GtkWidget *part = GTK_WIDGET (find_part (fixture, neuron (0, 0)));
  guint notify = g_signal_lookup ("notify", G_TYPE_OBJECT);

  /* With everything open: the focus inside, a popover, words that wait. */
  gtk_widget_grab_focus (part);
  gtk_widget_activate_action (GTK_WIDGET (find_part (fixture, weight (0, 0, 0))), "part.edit", NULL);
  settle ();
  gradus_session_step (fixture->session);

  g_object_add_weak_pointer (G_OBJECT (canvas), (gpointer *) &canvas);
  g_object_add_weak_pointer (G_OBJECT (part), (gpointer *) &part);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  settle ();
  g_assert_null (canvas);
  g_assert_null (part);
  g_assert_false (g_signal_has_handler_pending (fixture->session, notify, 0, TRUE));

  /* And the session lives on. */
  g_assert_true (gradus_session_step (fixture->session));
}

int
main (int argc, char *argv[])
{
  if (!gtk_init_check ())
    {
      g_print ("skipped: there is no display\n");
      return 77;
    }

  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name) g_test_add ("/canvas/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (names);
  ADD (names_follow_the_session);
  ADD (actions);
  ADD (focus);
  ADD (picture);
  ADD (zoom);
  ADD (properties);
  ADD (lost);
  ADD (finalize);
#undef ADD

  return g_test_run ();
}
