/* Reading a saved session's state: where training stands. The parameters
 * themselves stand in the network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/gradus-document-private.h"

/* Like a number, but what JSON has no number for comes as a word. */
static gboolean
read_state_number (GradusJsonReader *reader, JsonNode *node, double *value)
{
  const char *word;

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return gradus_json_number (reader, node, value);
  word = json_node_get_string (node);
  if (g_str_equal (word, "infinity"))
    *value = (double) INFINITY;
  else if (g_str_equal (word, "-infinity"))
    *value = (double) -INFINITY;
  else
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a number, “infinity” or “-infinity” expected"));
  return TRUE;
}

static gboolean
read_state_numbers (GradusJsonReader *reader, JsonNode *node, gsize n, double values[])
{
  JsonArray *list = gradus_json_array (reader, node);

  if (!list)
    return FALSE;
  if (json_array_get_length (list) != n)
    return gradus_json_refuse (reader,
                               GRADUS_DOCUMENT_ERROR_CONTENT,
                               ngettext ("%zu number expected, %u found", "%zu numbers expected, %u found", n),
                               n,
                               json_array_get_length (list));
  for (gsize i = 0; i < n; i++)
    {
      gsize mark = gradus_json_enter_index (reader, i);
      gboolean ok = read_state_number (reader, json_array_get_element (list, (guint) i), &values[i]);

      gradus_json_leave (reader, mark);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_moments (GradusState *state, GradusJsonReader *reader, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "moments");
  JsonArray *list;
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, "moments");
  list = gradus_json_array (reader, node);
  ok = list != NULL;
  if (ok && json_array_get_length (list) != state->n_moments)
    ok = gradus_json_refuse (reader,
                             GRADUS_DOCUMENT_ERROR_CONTENT,
                             ngettext ("the optimizer keeps %zu list of numbers, %u found",
                                       "the optimizer keeps %zu lists of numbers, %u found",
                                       state->n_moments),
                             state->n_moments,
                             json_array_get_length (list));
  for (gsize m = 0; ok && m < state->n_moments; m++)
    {
      gsize inner = gradus_json_enter_index (reader, m);

      ok = read_state_numbers (reader,
                               json_array_get_element (list, (guint) m),
                               state->n_parameters,
                               state->moments + m * state->n_parameters);
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  return ok;
}

/* The running epoch's permutation of the samples. */
static gboolean
read_order (GradusState *state, GradusJsonReader *reader, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "order");
  g_autofree guint8 *seen = NULL;
  JsonArray *list;
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, "order");
  list = gradus_json_array (reader, node);
  ok = list != NULL;
  if (ok && json_array_get_length (list) != state->n_samples)
    ok = gradus_json_refuse (reader,
                             GRADUS_DOCUMENT_ERROR_CONTENT,
                             _ ("every sample's number once expected (%zu), %u found"),
                             state->n_samples,
                             json_array_get_length (list));
  seen = ok ? g_new0 (guint8, state->n_samples) : NULL;
  for (gsize i = 0; ok && i < state->n_samples; i++)
    {
      gsize inner = gradus_json_enter_index (reader, i);
      gint64 sample = 0;

      ok = gradus_json_integer (
          reader, json_array_get_element (list, (guint) i), 0, (gint64) state->n_samples - 1, &sample);
      if (ok && seen[sample]++)
        ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("this sample stands twice in the order"));
      state->order[i] = (size_t) sample;
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  return ok;
}

/* Sixteen hexadecimal digits: JSON's numbers do not hold 64 bits. */
static gboolean
read_word (GradusJsonReader *reader, JsonNode *node, guint64 *word)
{
  g_autofree char *text = NULL;

  if (!gradus_json_string (reader, node, 16, TRUE, &text))
    return FALSE;
  if (strlen (text) != 16 || strspn (text, "0123456789abcdef") != 16)
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("sixteen hexadecimal digits (0-9, a-f) in quotes expected"));
  *word = g_ascii_strtoull (text, NULL, 16);
  return TRUE;
}

static gboolean
read_random (GradusState *state, GradusJsonReader *reader, JsonObject *parent)
{
  static const char *const keys[] = { "words", "spare", NULL };
  static const GradusJsonRange any = { .minimum = -INFINITY, .maximum = INFINITY };
  JsonNode *node = json_object_get_member (parent, "random");
  GradusRandom random = { 0 };
  JsonObject *object;
  JsonNode *words;
  JsonArray *list;
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, "random");
  object = gradus_json_object (reader, node);
  words =
      object && gradus_json_check_keys (reader, object, keys) ? gradus_json_require (reader, object, "words") : NULL;
  ok = words && gradus_json_member_number (reader, object, "spare", any, &random.spare);
  if (ok)
    {
      gsize inner = gradus_json_enter (reader, "words");

      random.has_spare = json_object_has_member (object, "spare");
      list = gradus_json_array (reader, words);
      ok = list != NULL;
      if (ok && json_array_get_length (list) != G_N_ELEMENTS (random.s))
        ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("four words expected"));
      for (guint i = 0; ok && i < G_N_ELEMENTS (random.s); i++)
        {
          gsize word = gradus_json_enter_index (reader, i);

          ok = read_word (reader, json_array_get_element (list, i), &random.s[i]);
          gradus_json_leave (reader, word);
        }
      /* From four zeros the generator would never come away. */
      if (ok && !(random.s[0] | random.s[1] | random.s[2] | random.s[3]))
        ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("at least one word is not zero"));
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  if (ok)
    state->random = random;
  return ok;
}

/* One point of the history; steps increase, and none lies ahead of the state. */
static gboolean
read_point (GradusDocument *document, GradusJsonReader *reader, JsonNode *node, gboolean test, gint64 *last)
{
  JsonArray *pair = gradus_json_array (reader, node);
  gint64 step = 0;
  double loss = 0;
  gboolean ok;
  gsize mark;

  if (!pair)
    return FALSE;
  if (json_array_get_length (pair) != 2)
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("[step, loss] expected"));

  mark = gradus_json_enter_index (reader, 0);
  ok =
      gradus_json_integer (reader, json_array_get_element (pair, 0), *last + 1, (gint64) document->state->steps, &step);
  gradus_json_leave (reader, mark);
  mark = gradus_json_enter_index (reader, 1);
  ok = ok && read_state_number (reader, json_array_get_element (pair, 1), &loss);
  gradus_json_leave (reader, mark);
  if (ok && !(test ? gradus_history_append_test (document->history, (uint64_t) step, loss)
                   : gradus_history_append (document->history, (uint64_t) step, loss)))
    ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("there is not enough memory for this history"));
  *last = step;
  return ok;
}

static gboolean
read_series (GradusDocument *document, GradusJsonReader *reader, JsonObject *object, const char *key, gboolean test)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *list;
  gint64 last = -1;
  gboolean ok;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, key);
  list = gradus_json_array (reader, node);
  ok = list != NULL;
  for (guint i = 0; ok && i < json_array_get_length (list); i++)
    {
      gsize inner = gradus_json_enter_index (reader, i);

      ok = read_point (document, reader, json_array_get_element (list, i), test, &last);
      gradus_json_leave (reader, inner);
    }
  gradus_json_leave (reader, mark);
  return ok;
}

static gboolean
read_history (GradusDocument *document, GradusJsonReader *reader, JsonObject *object)
{
  document->history = gradus_history_new ();
  return read_series (document, reader, object, "history", FALSE) &&
         read_series (document, reader, object, "test_history", TRUE);
}

gboolean
gradus_document_read_state (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  static const char *const keys[] = { "steps",  "cursor",  "moments",      "order", "position",
                                      "random", "history", "test_history", NULL };
  GradusProblem problem = gradus_document_get_problem (document);
  gint64 count = (gint64) gradus_stage_count (&problem.shape);
  JsonObject *object = gradus_json_object (reader, node);
  gint64 steps = 0, cursor = count, position = 0;

  if (!object || !gradus_json_check_keys (reader, object, keys) || !gradus_json_require (reader, object, "steps") ||
      !gradus_json_member_integer (reader, object, "steps", 0, GRADUS_MAX_SEED, &steps) ||
      !gradus_json_member_integer (reader, object, "cursor", 0, count, &cursor) ||
      !gradus_json_member_integer (reader, object, "position", 0, (gint64) document->n_samples, &position))
    return FALSE;

  document->state = gradus_state_new (&problem, document->network->parameters);
  if (!document->state)
    return gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("there is not enough memory for this state"));
  document->state->steps = (uint64_t) steps;
  document->state->position = (size_t) position;
  document->cursor = (gsize) cursor;
  return read_moments (document->state, reader, object) && read_order (document->state, reader, object) &&
         read_random (document->state, reader, object) && read_history (document, reader, object);
}
