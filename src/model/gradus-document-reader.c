/* Reading: the root, the loss, the training. Networks, data, pages and states
 * have their own files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "model/gradus-document-private.h"

typedef gboolean (*ReadFunc) (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);

static const GradusJsonRange from_zero = { .minimum = 0, .maximum = INFINITY };
static const GradusJsonRange positive = { .minimum = 0, .maximum = INFINITY, .above = TRUE };
static const GradusJsonRange below_one = { .minimum = 0, .maximum = 1, .below = TRUE };

/* Before anything else: a newer document may have any content. */
static gboolean
read_version (GradusJsonReader *reader, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "gradus");
  gint64 version;
  gsize mark = gradus_json_enter (reader, "gradus");
  gboolean ok;

  if (!node)
    ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("missing; is this a Gradus document?"));
  else
    ok = gradus_json_integer (reader, node, 1, G_MAXINT64, &version);
  if (ok && version > GRADUS_DOCUMENT_VERSION)
    ok = gradus_json_refuse (
        reader,
        GRADUS_DOCUMENT_ERROR_VERSION,
        _ ("this document is of version %" PRId64 ", and this Gradus reads up to version %d; a newer Gradus is needed"),
        version,
        GRADUS_DOCUMENT_VERSION);
  gradus_json_leave (reader, mark);
  return ok;
}

static gboolean
read_texts (GradusDocument *document, GradusJsonReader *reader, JsonObject *root)
{
  return gradus_json_member_string (reader, root, "title", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &document->title) &&
         gradus_json_member_string (
             reader, root, "description", GRADUS_DOCUMENT_MAX_TEXT, FALSE, &document->description) &&
         gradus_json_member_string (reader, root, "source", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &document->source) &&
         gradus_json_member_string (reader, root, "author", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &document->author) &&
         gradus_json_member_string (reader, root, "licence", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &document->licence);
}

static gboolean
read_part (GradusDocument *document,
           GradusJsonReader *reader,
           JsonObject *root,
           const char *key,
           gboolean required,
           ReadFunc read)
{
  JsonNode *node = json_object_get_member (root, key);
  gboolean ok;
  gsize mark;

  if (!node)
    return !required || gradus_json_require (reader, root, key) != NULL;
  mark = gradus_json_enter (reader, key);
  ok = read (document, reader, node);
  gradus_json_leave (reader, mark);
  return ok;
}

gboolean
gradus_document_read_root (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  static const char *const keys[] = { "gradus", "title", "description", "source", "author", "licence", "network",
                                      "loss",   "data",  "training",    "pages",  "state",  NULL };
  JsonObject *root = gradus_json_object (reader, node);

  return root && read_version (reader, root) && gradus_json_check_keys (reader, root, keys) &&
         read_texts (document, reader, root) &&
         read_part (document, reader, root, "network", TRUE, gradus_document_read_network) &&
         read_part (document, reader, root, "loss", TRUE, gradus_document_read_loss) &&
         read_part (document, reader, root, "data", TRUE, gradus_document_read_data) &&
         read_part (document, reader, root, "training", FALSE, gradus_document_read_training) &&
         read_part (document, reader, root, "pages", FALSE, gradus_document_read_pages) &&
         read_part (document, reader, root, "state", FALSE, gradus_document_read_state);
}

gboolean
gradus_document_read_loss (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  const GradusShape *shape = &document->network->shape;
  GradusActivation last = shape->layers[shape->n_layers - 1].activation;
  g_autofree char *name = NULL;

  if (!gradus_json_string (reader, node, GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name))
    return FALSE;
  if (!gradus_loss_from_name (name, &document->loss))
    {
      g_autofree char *shown = gradus_json_show (name);
      GString *known = g_string_new (NULL);

      for (int i = 0; i < GRADUS_N_LOSSES; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", gradus_loss_name ((GradusLoss) i));
      gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("unknown loss “%s”; known: %s"), shown, known->str);
      g_string_free (known, TRUE);
      return FALSE;
    }
  if (document->loss == GRADUS_LOSS_CROSS_ENTROPY && last != GRADUS_ACTIVATION_SOFTMAX)
    return gradus_json_refuse (reader,
                               GRADUS_DOCUMENT_ERROR_CONTENT,
                               _ ("“cross-entropy” needs “softmax” in the last layer, and “%s” stands there"),
                               gradus_activation_name (last));
  if (document->loss != GRADUS_LOSS_CROSS_ENTROPY && last == GRADUS_ACTIVATION_SOFTMAX)
    return gradus_json_refuse (
        reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("“softmax” in the last layer needs the loss “cross-entropy”"));
  if (document->loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY && last != GRADUS_ACTIVATION_SIGMOID)
    return gradus_json_refuse (reader,
                               GRADUS_DOCUMENT_ERROR_CONTENT,
                               _ ("“binary-cross-entropy” needs “sigmoid” in the last layer, and “%s” stands there"),
                               gradus_activation_name (last));
  return TRUE;
}

static gboolean
read_optimizer (GradusJsonReader *reader, JsonObject *object, GradusOptimizer *optimizer)
{
  g_autofree char *name = NULL, *shown = NULL;
  GString *known;
  gsize mark;

  if (!gradus_json_member_string (reader, object, "optimizer", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name))
    return FALSE;
  if (!name || gradus_optimizer_from_name (name, optimizer))
    return TRUE;

  shown = gradus_json_show (name);
  known = g_string_new (NULL);
  for (int i = 0; i < GRADUS_N_OPTIMIZERS; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", gradus_optimizer_name ((GradusOptimizer) i));
  mark = gradus_json_enter (reader, "optimizer");
  gradus_json_refuse (
      reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("unknown optimizer “%s”; known: %s"), shown, known->str);
  gradus_json_leave (reader, mark);
  g_string_free (known, TRUE);
  return FALSE;
}

static gboolean
read_batch_size (GradusJsonReader *reader, JsonObject *object, size_t *batch_size)
{
  JsonNode *node = json_object_get_member (object, "batch-size");
  gint64 size = 0;
  gboolean ok = TRUE;
  gsize mark;

  if (!node)
    return TRUE;
  mark = gradus_json_enter (reader, "batch-size");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      if (g_strcmp0 (json_node_get_string (node), "all") != 0)
        ok = gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("a whole number or “all” expected"));
    }
  else
    ok = gradus_json_integer (reader, node, 1, GRADUS_MAX_SEED, &size);
  gradus_json_leave (reader, mark);
  if (ok)
    *batch_size = (size_t) size;
  return ok;
}

static gboolean
read_reduction (GradusJsonReader *reader, JsonObject *object, GradusReduction *reduction)
{
  g_autofree char *name = NULL;
  gsize mark;

  if (!gradus_json_member_string (reader, object, "reduction", GRADUS_DOCUMENT_MAX_TITLE, TRUE, &name))
    return FALSE;
  if (!name || g_str_equal (name, "mean"))
    return TRUE;
  if (g_str_equal (name, "sum"))
    {
      *reduction = GRADUS_REDUCTION_SUM;
      return TRUE;
    }
  mark = gradus_json_enter (reader, "reduction");
  gradus_json_refuse (reader, GRADUS_DOCUMENT_ERROR_CONTENT, _ ("“mean” or “sum” expected"));
  gradus_json_leave (reader, mark);
  return FALSE;
}

gboolean
gradus_document_read_training (GradusDocument *document, GradusJsonReader *reader, JsonNode *node)
{
  static const char *const keys[] = { "optimizer",  "learning-rate", "momentum",     "rho",  "beta1",
                                      "beta2",      "epsilon",       "weight-decay", "l1",   "l2",
                                      "batch-size", "reduction",     "shuffle",      "seed", NULL };
  GradusTraining *training = &document->training;
  JsonObject *object = gradus_json_object (reader, node);
  gboolean shuffle = training->shuffle;
  gint64 seed = (gint64) training->seed;

  if (!object || !gradus_json_check_keys (reader, object, keys) ||
      !read_optimizer (reader, object, &training->optimizer) ||
      !gradus_json_member_number (reader, object, "learning-rate", from_zero, &training->learning_rate) ||
      !gradus_json_member_number (reader, object, "momentum", below_one, &training->momentum) ||
      !gradus_json_member_number (reader, object, "rho", below_one, &training->rho) ||
      !gradus_json_member_number (reader, object, "beta1", below_one, &training->beta1) ||
      !gradus_json_member_number (reader, object, "beta2", below_one, &training->beta2) ||
      !gradus_json_member_number (reader, object, "epsilon", positive, &training->epsilon) ||
      !gradus_json_member_number (reader, object, "weight-decay", from_zero, &training->weight_decay) ||
      !gradus_json_member_number (reader, object, "l1", from_zero, &training->l1) ||
      !gradus_json_member_number (reader, object, "l2", from_zero, &training->l2) ||
      !read_batch_size (reader, object, &training->batch_size) ||
      !read_reduction (reader, object, &training->reduction) ||
      !gradus_json_member_boolean (reader, object, "shuffle", &shuffle) ||
      !gradus_json_member_integer (reader, object, "seed", 0, GRADUS_MAX_SEED, &seed))
    return FALSE;
  training->shuffle = shuffle;
  training->seed = (uint64_t) seed;
  return TRUE;
}
