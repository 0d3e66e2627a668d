/* The chain panel in its own process: what it says is what the session holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>
#include <string.h>

#include "widgets/gradus-chain-panel.h"
#include "widgets/gradus-chapter-row.h"
#include "widgets/gradus-formula-view.h"

#define WIDTH    380
#define HEIGHT   700
#define PATIENCE 10 /* seconds until a picture that does not come is a failure */

typedef struct
{
  GradusSession *session;
  GtkWidget *window;
  GtkWidget *panel;
} Fixture;

static gboolean
timed_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Two frames: the panel is made anew in the first one. */
static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return --*(int *) data > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
settle (Fixture *fixture)
{
  int frames = 3;
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE, timed_out_cb, &late);

  gtk_widget_add_tick_callback (fixture->panel, frame_cb, &frames, NULL);
  while (frames > 0 && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timeout);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
open_window (Fixture *fixture, GradusSession *session)
{
  fixture->session = session;
  gradus_session_set_digits (session, 3);
  fixture->panel = gradus_chain_panel_new (session);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->panel);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!gtk_widget_get_mapped (fixture->panel) || gtk_widget_get_width (fixture->panel) == 0)
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_lessons_load ("article", &error);

  g_assert_no_error (error);
  open_window (fixture, gradus_session_new (document));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
}

static gpointer
find_child (Fixture *fixture, const char *name)
{
  GObject *child = gtk_widget_get_template_child (fixture->panel, GRADUS_TYPE_CHAIN_PANEL, name);

  g_assert_nonnull (child);
  return child;
}

static GtkWidget *
find_row (Fixture *fixture, int chapter)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (find_child (fixture, "chapters"), chapter));
}

static gpointer
find_in_row (Fixture *fixture, int chapter, const char *name)
{
  return gtk_widget_get_template_child (find_row (fixture, chapter), GRADUS_TYPE_CHAPTER_ROW, name);
}

static void
assert_label (gpointer widget, const char *text)
{
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, text);
}

static guint
count (GtkWidget *widget, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    n += count (child, type);
  return n;
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_role (find_child (fixture, "chain"), GTK_ACCESSIBLE_ROLE_IMG);
  assert_label (find_child (fixture, "chain"),
                "∂L/∂w₁ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h · ∂h/∂z_h · ∂z_h/∂w₁ = "
                "−0.709 · 0.229 · 0.8 · 0.187 · 1 = −0.0243");
  assert_label (find_child (fixture, "update"), "w₁ ← w₁ − η · ∂L/∂w₁ = 0.5 − 0.1 · (−0.0243) = 0.502");
  g_assert_nonnull (find_row (fixture, 7));
  g_assert_null (find_row (fixture, 8));
  g_assert_cmpuint (count (find_row (fixture, 6), GRADUS_TYPE_FORMULA_VIEW), ==, 4);
}

static void
test_digits (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *digits = find_child (fixture, "digits");

  g_assert_cmpuint (gtk_drop_down_get_selected (digits), ==, 0);
  gtk_drop_down_set_selected (digits, 2);
  g_assert_cmpint (gradus_session_get_digits (fixture->session), ==, 6);
  settle (fixture);
  assert_label (find_child (fixture, "update"), "w₁ ← w₁ − η · ∂L/∂w₁ = 0.5 − 0.1 · (−0.0242989) = 0.502430");
  gradus_session_set_digits (fixture->session, 4);
  g_assert_cmpuint (gtk_drop_down_get_selected (digits), ==, 1);
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *parameters = find_child (fixture, "parameters");

  gradus_session_set_selection (fixture->session, (GradusPart){ .kind = GRADUS_PART_WEIGHT, .layer = 1 });
  settle (fixture);
  g_assert_cmpuint (gtk_drop_down_get_selected (parameters), ==, 2);
  assert_label (find_child (fixture, "chain"),
                "∂L/∂w₃ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂w₃ = −0.709 · 0.229 · 0.750 = −0.122");

  gtk_drop_down_set_selected (parameters, 1);
  g_assert_true (gradus_part_equal (gradus_session_get_selection (fixture->session),
                                    (GradusPart){ .kind = GRADUS_PART_WEIGHT, .from = 1 }));
}

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 7; i++)
    g_assert_true (gradus_session_next (fixture->session));
  settle (fixture);
  g_assert_cmpuint (gradus_session_get_cursor (fixture->session), ==, 7);
  assert_label (find_child (fixture, "chain"),
                "∂L/∂w₁ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h · ∂h/∂z_h · ∂z_h/∂w₁ = −0.709 · 0.229 · – · – · – = –");
  for (int chapter = 0; chapter < 8; chapter++)
    {
      g_assert_true (gtk_widget_get_visible (find_in_row (fixture, chapter, "here")) == (chapter == 3));
      g_assert_true (gtk_widget_get_visible (find_in_row (fixture, chapter, "done")) == (chapter < 3));
      g_assert_true (gtk_widget_get_visible (find_in_row (fixture, chapter, "slip")) == (chapter == 5));
    }
  g_assert_nonnull (gradus_chapter_row_get_newest (GRADUS_CHAPTER_ROW (find_row (fixture, 3))));
}

/* The reason why a printed figure differs stands beside it, for the document's own numbers only. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  GtkSwitch *by_hand = find_child (fixture, "by_hand");
  GtkLabel *drift = find_child (fixture, "drift");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (drift)));
  gtk_switch_set_active (by_hand, TRUE);
  g_assert_true (gradus_session_get_round_by_hand (fixture->session));
  settle (fixture);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (drift)));
  g_assert_nonnull (strstr (gtk_label_get_text (drift), "w₁"));
  assert_label (find_child (fixture, "update"), "w₁ ← w₁ − η · ∂L/∂w₁ = 0.5 − 0.1 · (−0.0243) = 0.502");
  gradus_session_set_round_by_hand (fixture->session, FALSE);
  g_assert_false (gtk_switch_get_active (by_hand));
}

static GtkWidget *
find_aside (Fixture *fixture)
{
  return gtk_widget_get_last_child (GTK_WIDGET (find_in_row (fixture, 2, "stages")));
}

static void
test_printed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gtk_widget_get_visible (find_aside (fixture)));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (find_aside (fixture))), "Printed 0.125, exact "));
  gradus_session_set_value (fixture->session, (GradusPart){ .kind = GRADUS_PART_INPUT }, 1.5, &error);
  g_assert_no_error (error);
  settle (fixture);
  g_assert_false (gtk_widget_get_visible (find_aside (fixture)));
}

static void
test_printed_in_german (Fixture *fixture, gconstpointer data)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no German locale on this machine");
      return;
    }
  gradus_session_set_digits (fixture->session, GRADUS_DIGITS_FULL);
  settle (fixture);
  g_assert_true (
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (find_aside (fixture))), "Printed 0,125, exact 0,1255"));
  setlocale (LC_NUMERIC, "C");
}

/* Formulas grow with the desktop's text. */
static void
test_text_size (Fixture *fixture, gconstpointer data)
{
  GtkWidget *update = find_child (fixture, "update");
  GtkSettings *settings = gtk_settings_get_default ();
  int before = gtk_widget_get_height (update), resolution;

  g_object_get (settings, "gtk-xft-dpi", &resolution, NULL);
  g_object_set (settings, "gtk-xft-dpi", resolution * 2, NULL);
  settle (fixture);
  settle (fixture);
  g_assert_cmpint (gtk_widget_get_height (update), >, before * 3 / 2);
  g_object_set (settings, "gtk-xft-dpi", resolution, NULL);
  settle (fixture);
}

/* How much ink the chain's picture holds. */
static guint64
paint_chain (Fixture *fixture)
{
  GtkWidget *chain = find_child (fixture, "chain");
  int width = gtk_widget_get_width (chain), height = gtk_widget_get_height (chain);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (chain);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;
  guint64 sum = 0;

  settle (fixture);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_surface_flush (surface);
  for (int i = 0; i < height * cairo_image_surface_get_stride (surface); i++)
    sum += cairo_image_surface_get_data (surface)[i];
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sum;
}

/* Hovering lights the factor, in languages read either way. */
static void
test_picture (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chain = find_child (fixture, "chain");

  for (int i = 0; i < 2; i++)
    {
      guint64 plain, lit;

      gtk_widget_set_direction (chain, i == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
      gradus_session_set_hover (fixture->session, (GradusPart){ .kind = GRADUS_PART_NONE });
      plain = paint_chain (fixture);
      gradus_session_set_hover (fixture->session, (GradusPart){ .kind = GRADUS_PART_LOSS });
      lit = paint_chain (fixture);
      g_assert_cmpuint (plain, >, 0);
      g_assert_cmpuint (lit, >, plain);
    }
}

/* A large network: what is told stays few. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  const char *text = "{ \"gradus\": 1, \"network\": { \"inputs\": 30, \"layers\": ["
                     "{ \"neurons\": 60, \"activation\": \"tanh\", \"biases\": true },"
                     "{ \"neurons\": 40, \"activation\": \"relu\" },"
                     "{ \"neurons\": 3, \"activation\": \"sigmoid\" } ] }, \"loss\": \"squared-error\","
                     "\"data\": { \"inputs\": [[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]],"
                     "\"targets\": [[1, 0, 1]] }, \"training\": { \"learning-rate\": 0.1 } }";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GradusDocument) document = gradus_document_new_from_bytes (bytes, "large", &error);

  g_assert_no_error (error);
  gradus_session_load (fixture->session, document);
  settle (fixture);
  g_assert_cmpuint (count (fixture->panel, GRADUS_TYPE_FORMULA_VIEW), <, 150);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (find_child (fixture, "parameters"))), ==, 30);
  gradus_session_set_selection (fixture->session, (GradusPart){ .kind = GRADUS_PART_BIAS, .layer = 0, .neuron = 59 });
  settle (fixture);
  g_assert_true (gradus_session_step (fixture->session));
  settle (fixture);
}

static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  gpointer panel = fixture->panel, row = find_row (fixture, 0);

  gradus_session_next (fixture->session);
  settle (fixture);
  g_object_add_weak_pointer (panel, &panel);
  g_object_add_weak_pointer (row, &row);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (panel);
  g_assert_null (row);
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

#define ADD(name) g_test_add ("/chain-panel/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (text);
  ADD (digits);
  ADD (selection);
  ADD (walk);
  ADD (by_hand);
  ADD (printed);
  ADD (printed_in_german);
  ADD (text_size);
  ADD (picture);
  ADD (large);
  ADD (finalize);
#undef ADD

  return g_test_run ();
}
