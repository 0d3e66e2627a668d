/* The built-in lessons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "core/gradus-rounding.h"
#include "model/gradus-document.h"

static void
test_all_load (void)
{
  const char *const *ids = gradus_lessons_get_ids ();

  g_assert_nonnull (ids[0]);
  for (gsize i = 0; ids[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GradusDocument) document = gradus_lessons_load (ids[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (document);
      g_assert_cmpstr (document->title, !=, ids[i]);
      g_assert_nonnull (document->description);
      g_assert_nonnull (document->source);
      g_assert_cmpuint (document->pages->len, ==, gradus_chapter_count (&document->network->shape));
    }
}

static void
test_article (void)
{
  static const double parameters[] = { 0.5, 0.3, 0.8 };
  g_autoptr (GradusDocument) document = gradus_lessons_load ("article", NULL);
  const GradusShape *shape = &document->network->shape;

  g_assert_cmpuint (shape->n_inputs, ==, 2);
  g_assert_cmpuint (shape->n_layers, ==, 2);
  g_assert_cmpuint (shape->n_parameters, ==, 3);
  g_assert_cmpmem (document->network->parameters, sizeof parameters, parameters, sizeof parameters);
  g_assert_cmpint (document->loss, ==, GRADUS_LOSS_SQUARED_ERROR);
  g_assert_cmpfloat (document->training.learning_rate, ==, 0.1);
  g_assert_cmpuint (document->training.batch_size, ==, 1);
  g_assert_cmpuint (document->n_samples, ==, 1);
  g_assert_cmpfloat (document->inputs[0], ==, 1);
  g_assert_cmpfloat (document->inputs[1], ==, 2);
  g_assert_cmpfloat (document->targets[0], ==, 1);
  g_assert_cmpstr (document->names->inputs[1], ==, "x₂");
  g_assert_cmpstr (document->names->neurons[1], ==, "ŷ");
  g_assert_null (document->state);
}

static void
collect_decimals (const GradusDocument *document, int decimals[])
{
  const GradusShape *shape = &document->network->shape;

  for (gsize i = 0; i < gradus_stage_count (shape); i++)
    decimals[i] = GRADUS_EXACT;
  for (guint p = 0; p < document->pages->len; p++)
    {
      const GradusPage *page = document->pages->pdata[p];

      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = page->printed->pdata[i];
          gsize stage = gradus_stage_index (shape, printed->stage);

          /* A source has one number of places for a quantity, however often it prints it. */
          g_assert_true (decimals[stage] == GRADUS_EXACT || decimals[stage] == printed->decimals);
          decimals[stage] = printed->decimals;
        }
    }
}

static int
count_places (const char *number)
{
  const char *point = strchr (number, '.');

  return point ? (int) strlen (point + 1) : 0;
}

/* Sources whose numbers come from a mistake and not from rounding; tests/cli/test-lessons.py makes the same mistakes. */
static gboolean
is_mistaken (const char *id)
{
  static const char *const mistaken[] = { "macleod", "softmax", "transposed", NULL };

  return g_strv_contains (mistaken, id);
}

/* What the source prints is what one gets by rounding at each stage as it does, or (a book that counts errors the
 * other way round) its opposite; and it is the exact value rounded, or the lesson says why not. */
static gsize
check_printed (const char *id, const GradusDocument *document)
{
  const GradusNetwork *network = document->network;
  gsize n_stages = gradus_stage_count (&network->shape), n = 0;
  g_autofree int *decimals = g_new (int, n_stages);
  double rate = document->training.learning_rate;
  GradusTrace *exact, *rounded;

  collect_decimals (document, decimals);
  exact = gradus_trace_new (network, document->loss, document->inputs, document->targets, rate);
  rounded = gradus_trace_new_rounded (
      network, document->loss, document->inputs, document->targets, rate, decimals, GRADUS_EXACT);
  for (guint p = 0; p < document->pages->len; p++)
    {
      const GradusPage *page = document->pages->pdata[p];

      for (guint i = 0; i < page->printed->len; i++)
        {
          const GradusPrinted *printed = page->printed->pdata[i];
          double value, by_hand;
          int places;

          if (!printed->printed)
            continue;
          value = g_ascii_strtod (printed->printed, NULL);
          places = count_places (printed->printed);
          by_hand = gradus_round_decimal (gradus_stage_value (rounded, printed->stage), places);
          g_test_message ("%s, page %u: %s", id, p + 1, printed->printed);
          if (printed->reason == NULL || !is_mistaken (id))
            g_assert_true (by_hand == value || (printed->reason != NULL && by_hand == -value));
          if (gradus_round_decimal (gradus_stage_value (exact, printed->stage), places) == value)
            g_assert_null (printed->reason);
          else
            g_assert_nonnull (printed->reason);
          n++;
        }
    }
  gradus_trace_free (exact);
  gradus_trace_free (rounded);
  return n;
}

static void
test_printed (void)
{
  const char *const *ids = gradus_lessons_get_ids ();

  for (gsize i = 0; ids[i]; i++)
    {
      g_autoptr (GradusDocument) document = gradus_lessons_load (ids[i], NULL);
      gsize n = check_printed (ids[i], document);

      if (g_str_equal (ids[i], "article"))
        g_assert_cmpuint (n, ==, 19);
    }
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gradus_lessons_load ("no-such-lesson", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no-such-lesson"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lessons/all-load", test_all_load);
  g_test_add_func ("/lessons/article", test_article);
  g_test_add_func ("/lessons/printed", test_printed);
  g_test_add_func ("/lessons/unknown", test_unknown);
  return g_test_run ();
}
