/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-document.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/gradus-document-private.h"
#include "model/gradus-json-scan.h"

#define SUFFIX     ".gradus"
#define CHUNK_SIZE (1024 * 1024)

static void
free_printed (gpointer data)
{
  GradusPrinted *printed = data;

  g_free (printed->printed);
  g_free (printed->reason);
  g_free (printed);
}

static void
free_page (gpointer data)
{
  GradusPage *page = data;

  g_free (page->title);
  g_free (page->text);
  g_ptr_array_unref (page->printed);
  g_free (page);
}

static gpointer
copy_printed (gconstpointer source, gpointer user_data)
{
  const GradusPrinted *from = source;
  GradusPrinted *printed = gradus_printed_new ();

  *printed = *from;
  printed->printed = g_strdup (from->printed);
  printed->reason = g_strdup (from->reason);
  return printed;
}

static gpointer
copy_page (gconstpointer source, gpointer user_data)
{
  const GradusPage *from = source;
  GradusPage *page = gradus_page_new ();

  page->title = g_strdup (from->title);
  page->text = g_strdup (from->text);
  for (guint i = 0; i < from->printed->len; i++)
    g_ptr_array_add (page->printed, copy_printed (from->printed->pdata[i], NULL));
  return page;
}

static double *
copy_numbers (const double *numbers, gsize n)
{
  return numbers ? g_memdup2 (numbers, n * sizeof *numbers) : NULL;
}

static void
free_document (GradusDocument *document)
{
  GradusDocument *lender = document->lender;

  g_free (document->title);
  g_free (document->description);
  g_free (document->source);
  g_free (document->author);
  g_free (document->licence);
  gradus_network_free (document->network);
  gradus_names_free (document->names);
  gradus_data_source_clear (&document->data_source);
  g_ptr_array_unref (document->pages);
  if (lender == NULL || document->inputs != lender->inputs)
    g_free (document->inputs);
  if (lender == NULL || document->targets != lender->targets)
    g_free (document->targets);
  if (lender == NULL || document->test_inputs != lender->test_inputs)
    g_free (document->test_inputs);
  if (lender == NULL || document->test_targets != lender->test_targets)
    g_free (document->test_targets);
  if (lender == NULL || document->state != lender->state)
    gradus_state_free (document->state);
  if (lender == NULL || document->history != lender->history)
    gradus_history_free (document->history);
  if (lender != NULL)
    gradus_document_unref (lender);
  g_free (document);
}

/* A file's name without its folder and suffix: a title for want of a better one. */
static char *
get_plain_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  char *name = base ? g_filename_display_name (base) : g_strdup ("");

  if (g_str_has_suffix (name, SUFFIX) && strlen (name) > strlen (SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = 0;
  return name;
}

/* The whole stream, but never more than a document may have: a file may be
 * endless, or grow while it is read. */
static GBytes *
read_whole (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, CHUNK_SIZE, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&content));
      if (content->len + (gsize) n > GRADUS_DOCUMENT_MAX_BYTES)
        {
          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_NO_SPACE,
                       _ ("a document has at most %d MiB, and this file is larger"),
                       GRADUS_DOCUMENT_MAX_BYTES / (1024 * 1024));
          return NULL;
        }
      g_byte_array_append (content, chunk, (guint) n);
    }
}

static void
fail_write (const char *path, int saved_errno, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error,
               G_IO_ERROR,
               (int) g_io_error_from_errno (saved_errno),
               /* Translators: a file's name, then the system's reason */
               _ ("%s cannot be written: %s"),
               name,
               g_strerror (saved_errno));
}

/* GLib keeps the system's error number only as a code of its own. */
static int
get_errno (const GError *error)
{
  static const int numbers[] = { EACCES, EDQUOT, EFBIG,  EIO,    ELOOP,   EMFILE, ENAMETOOLONG,
                                 ENFILE, ENOENT, ENOMEM, ENOSPC, ENOTDIR, EPERM,  EROFS };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_error_matches (error, G_FILE_ERROR, (int) g_file_error_from_errno (numbers[i])) &&
        g_file_error_from_errno (numbers[i]) != G_FILE_ERROR_FAILED)
      return numbers[i];
  return EIO;
}

/* GIO's own replacing writes in place where it cannot rename, and a full disk
 * then leaves half a file. Here the new content is whole in a file beside the
 * old one before it takes its name. */
static gboolean
replace_local_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *target = realpath (path, NULL); /* a symbolic link stays one */
  const char *name = target ? target : path;
  g_autoptr (GError) file_error = NULL;
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);
  int mode = 0666;
  GStatBuf info;

  if (g_stat (name, &info) == 0)
    {
      if (!S_ISREG (info.st_mode))
        {
          fail_write (path, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
          return FALSE;
        }
      if (g_access (name, W_OK) != 0)
        {
          fail_write (path, errno, error);
          return FALSE;
        }
      mode = (int) (info.st_mode & 07777);
    }
  if (!g_file_set_contents_full (name,
                                 content,
                                 (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 mode,
                                 &file_error))
    {
      fail_write (path, get_errno (file_error), error);
      return FALSE;
    }
  return TRUE;
}

/* `reader` says where the data may come from, and takes the error. */
static GradusDocument *
read_document (GBytes *bytes, const char *name, GradusJsonReader reader)
{
  g_autoptr (GradusDocument) document = NULL;
  g_autoptr (GString) pointer = NULL;
  g_autoptr (JsonNode) root = gradus_json_parse (bytes, reader.error);

  if (!root)
    return NULL;

  document = gradus_document_alloc ();
  pointer = g_string_new (NULL);
  reader.pointer = pointer;
  if (!gradus_document_read_root (document, &reader, root))
    return NULL;
  if (!document->title)
    document->title = g_utf8_make_valid (name ? name : "", -1);
  return g_steal_pointer (&document);
}

GQuark
gradus_document_error_quark (void)
{
  return g_quark_from_static_string ("gradus-document-error-quark");
}

GradusDocument *
gradus_document_alloc (void)
{
  GradusDocument *document = g_new0 (GradusDocument, 1);

  g_atomic_ref_count_init (&document->ref_count);
  document->initialization = gradus_initialization_default ();
  document->training = gradus_training_default ();
  document->data_seed = GRADUS_DOCUMENT_DEFAULT_SEED;
  document->pages = g_ptr_array_new_with_free_func (free_page);
  return document;
}

GradusDataSource
gradus_data_source_copy (const GradusDataSource *source)
{
  return (GradusDataSource){
    .set = g_strdup (source->set),
    .file = g_strdup (source->file),
    .n_samples = source->n_samples,
    .noise = source->noise,
    .raw = source->raw,
    .source = g_strdup (source->source),
    .licence = g_strdup (source->licence),
  };
}

void
gradus_data_source_clear (GradusDataSource *source)
{
  g_free (source->set);
  g_free (source->file);
  g_free (source->source);
  g_free (source->licence);
  *source = (GradusDataSource){ 0 };
}

gboolean
gradus_data_source_equal (const GradusDataSource *a, const GradusDataSource *b)
{
  return g_strcmp0 (a->set, b->set) == 0 && g_strcmp0 (a->file, b->file) == 0 && a->n_samples == b->n_samples &&
         a->noise == b->noise && a->raw == b->raw && g_strcmp0 (a->source, b->source) == 0 &&
         g_strcmp0 (a->licence, b->licence) == 0;
}

GradusPage *
gradus_page_new (void)
{
  GradusPage *page = g_new0 (GradusPage, 1);

  page->printed = g_ptr_array_new_with_free_func (free_printed);
  return page;
}

GradusPrinted *
gradus_printed_new (void)
{
  return g_new0 (GradusPrinted, 1);
}

GradusProblem
gradus_document_get_problem (const GradusDocument *document)
{
  return (GradusProblem){
    .shape = document->network->shape,
    .frozen = document->network->frozen,
    .loss = document->loss,
    .training = document->training,
    .inputs = document->inputs,
    .targets = document->targets,
    .n_samples = document->n_samples,
    .test_inputs = document->test_inputs,
    .test_targets = document->test_targets,
    .n_test = document->n_test,
  };
}

GradusDocument *
gradus_document_new_from_bytes (GBytes *bytes, const char *name, GError **error)
{
  return read_document (bytes, name, (GradusJsonReader){ .error = error });
}

GradusDocument *
gradus_document_new_with_table (GBytes *bytes, const char *name, GradusTable *table, GError **error)
{
  return read_document (bytes, name, (GradusJsonReader){ .error = error, .table = table });
}

GradusDocument *
gradus_document_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = get_plain_name (file);
  GradusDocument *document = NULL;

  if (!stream)
    return NULL; /* this message names the file itself */

  bytes = read_whole (G_INPUT_STREAM (stream), cancellable, error);
  if (bytes)
    document =
        read_document (bytes, name, (GradusJsonReader){ .error = error, .folder = folder, .cancellable = cancellable });
  if (!document)
    {
      g_autofree char *full_name = g_file_get_parse_name (file);

      g_prefix_error (error, "%s: ", full_name);
    }
  return document;
}

GradusDocument *
gradus_document_ref (GradusDocument *document)
{
  g_atomic_ref_count_inc (&document->ref_count);
  return document;
}

void
gradus_document_unref (GradusDocument *document)
{
  if (document && g_atomic_ref_count_dec (&document->ref_count))
    free_document (document);
}

/* Whether others may borrow from it, because something is its own. */
static gboolean
owns_data (const GradusDocument *document)
{
  const GradusDocument *lender = document->lender;

  return lender == NULL || document->inputs != lender->inputs || document->targets != lender->targets ||
         (document->test_inputs != NULL && document->test_inputs != lender->test_inputs) ||
         (document->test_targets != NULL && document->test_targets != lender->test_targets) ||
         (document->state != NULL && document->state != lender->state) ||
         (document->history != NULL && document->history != lender->history);
}

GradusDocument *
gradus_document_copy_design (const GradusDocument *document)
{
  GradusDocument *copy = g_new0 (GradusDocument, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->title = g_strdup (document->title);
  copy->description = g_strdup (document->description);
  copy->source = g_strdup (document->source);
  copy->author = g_strdup (document->author);
  copy->licence = g_strdup (document->licence);
  copy->network = gradus_network_copy (document->network);
  copy->names = gradus_names_copy (document->names);
  copy->initialization = document->initialization;
  copy->loss = document->loss;
  copy->training = document->training;
  copy->n_samples = document->n_samples;
  copy->n_test = document->n_test;
  copy->by_hand = document->by_hand;
  copy->blank = document->blank;
  copy->test_fraction = document->test_fraction;
  copy->data_seed = document->data_seed;
  copy->data_source = gradus_data_source_copy (&document->data_source);
  copy->pages = g_ptr_array_copy (document->pages, (GCopyFunc) copy_page, NULL);
  g_ptr_array_set_free_func (copy->pages, free_page);
  copy->cursor = document->cursor;
  return copy;
}

gboolean
gradus_document_has_test_rows (const GradusDocument *a, const GradusDocument *b)
{
  const GradusShape *shape = &a->network->shape;

  return a->n_test == b->n_test &&
         (a->n_test == 0 ||
          (memcmp (a->test_inputs, b->test_inputs, a->n_test * shape->n_inputs * sizeof (double)) == 0 &&
           memcmp (a->test_targets, b->test_targets, a->n_test * shape->n_outputs * sizeof (double)) == 0));
}

GradusDocument *
gradus_document_copy (const GradusDocument *document)
{
  GradusDocument *copy = gradus_document_copy_design (document);

  copy->inputs = copy_numbers (document->inputs, document->n_samples * document->network->shape.n_inputs);
  copy->targets = copy_numbers (document->targets, document->n_samples * document->network->shape.n_outputs);
  copy->test_inputs = copy_numbers (document->test_inputs, document->n_test * document->network->shape.n_inputs);
  copy->test_targets = copy_numbers (document->test_targets, document->n_test * document->network->shape.n_outputs);
  copy->state = document->state ? gradus_state_copy (document->state) : NULL;
  copy->history = document->history ? gradus_history_copy (document->history) : NULL;
  return copy;
}

GradusDocument *
gradus_document_new_variant (GradusDocument *document)
{
  GradusDocument *variant = gradus_document_copy_design (document);

  variant->lender = gradus_document_ref (owns_data (document) ? document : document->lender);
  variant->inputs = document->inputs;
  variant->targets = document->targets;
  variant->test_inputs = document->test_inputs;
  variant->test_targets = document->test_targets;
  variant->state = document->state;
  variant->history = document->history;
  return variant;
}

void
gradus_document_replace_data (GradusDocument *variant, const GradusSamples *samples, const GradusDataSource *source)
{
  gsize n_inputs = samples->n_inputs, n_outputs = samples->n_outputs, n = samples->n_rows - samples->n_test;

  g_clear_pointer (&variant->lender, gradus_document_unref);
  variant->state = NULL;
  variant->history = NULL;
  variant->cursor = 0;
  variant->n_samples = n;
  variant->n_test = samples->n_test;
  variant->by_hand = FALSE;
  variant->blank = FALSE;
  variant->inputs = copy_numbers (samples->inputs, n * n_inputs);
  variant->targets = copy_numbers (samples->targets, n * n_outputs);
  variant->test_inputs = NULL;
  variant->test_targets = NULL;
  if (samples->n_test > 0)
    {
      variant->test_inputs = copy_numbers (samples->inputs + n * n_inputs, samples->n_test * n_inputs);
      variant->test_targets = copy_numbers (samples->targets + n * n_outputs, samples->n_test * n_outputs);
    }
  variant->test_fraction = samples->test_fraction;
  variant->data_seed = samples->seed;

  /* A lesson's own source is about its text. */
  if (source->source != NULL || variant->data_source.source != NULL)
    {
      g_free (variant->source);
      g_free (variant->licence);
      variant->source = g_strdup (source->source);
      variant->licence = g_strdup (source->licence);
    }
  gradus_data_source_clear (&variant->data_source);
  variant->data_source = gradus_data_source_copy (source);
}

gboolean
gradus_document_save (const GradusDocument *document, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = gradus_document_to_bytes (document);
  const char *path = g_file_peek_path (file);
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path)
    return replace_local_file (path, bytes, error);
  return g_file_replace_contents (file, content, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}
