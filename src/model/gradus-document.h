/* A Gradus document: a lesson, a saved session and a hand-out are all this one
 * format (JSON, suffix .gradus). A document is immutable and reference counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/gradus-history.h"
#include "core/gradus-initialization.h"
#include "core/gradus-symbol.h"
#include "core/gradus-trainer.h"
#include "model/gradus-table.h"

G_BEGIN_DECLS

#define GRADUS_DOCUMENT_VERSION   1
#define GRADUS_DOCUMENT_MAX_BYTES (256 * 1024 * 1024)

#define GRADUS_DOCUMENT_ERROR (gradus_document_error_quark ())

typedef enum
{
  GRADUS_DOCUMENT_ERROR_SYNTAX,  /* not strict JSON, with line and column */
  GRADUS_DOCUMENT_ERROR_VERSION, /* written for a newer Gradus; the message names the version */
  GRADUS_DOCUMENT_ERROR_CONTENT, /* a key is missing, unknown, or of the wrong type or range, with its JSON pointer */
  GRADUS_DOCUMENT_ERROR_UNSUPPORTED, /* valid, but a part this version cannot do yet */
  GRADUS_DOCUMENT_ERROR_DATA,        /* the CSV file that the document names is bad; the message names it */
  GRADUS_DOCUMENT_ERROR_NO_TABLE,    /* it is not there; gradus_document_new_with_table() takes it from elsewhere */
} GradusDocumentError;

GQuark gradus_document_error_quark (void);

/* One stage's printed number in the source a lesson follows. */
typedef struct
{
  GradusStage stage;
  int decimals;  /* places the source rounds this stage to */
  char *printed; /* the number as the source prints it; NULL where it prints none */
  char *reason;  /* why it differs from the exact value; NULL where it does not */
} GradusPrinted;

/* A page of a lesson's guided text. */
typedef struct
{
  char *title;
  char *text;
  GPtrArray *printed; /* of GradusPrinted; may be empty */
} GradusPage;

/* Where data come from, as far as it is known: a saved document tells its source and licence only.
 * All strings may be NULL. */
typedef struct
{
  char *set;       /* the built-in set's name, like "spiral"; the next three are about it */
  gsize n_samples; /* that were asked for; 0: its own number */
  double noise;
  gboolean raw; /* inputs not standardised that usually are */
  char *file;   /* the CSV file's name, for people */
  char *source; /* who made the data, and their licence; a document of these data tells them */
  char *licence;
} GradusDataSource;

GradusDataSource gradus_data_source_copy (const GradusDataSource *source);
void gradus_data_source_clear (GradusDataSource *source);
gboolean gradus_data_source_equal (const GradusDataSource *a, const GradusDataSource *b);

typedef struct _GradusDocument GradusDocument;

struct _GradusDocument
{
  /*< private >*/
  gatomicrefcount ref_count;
  GradusDocument *lender; /* data, state and history may be this one's; NULL: all its own */

  /*< public: read only >*/
  char *title;       /* never NULL; the file's name where the document has none */
  char *description; /* this and the next three: NULL where absent */
  char *source;
  char *author;
  char *licence;

  GradusNetwork *network; /* parameters as the document gives or initialises them */
  GradusInitialization initialization;
  GradusNames *names;
  GradusLoss loss;
  GradusTraining training;

  gsize n_samples; /* for training */
  double *inputs;  /* n_samples x n_inputs */
  double *targets; /* n_samples x n_outputs */
  gsize n_test;    /* rows held back for testing, and 0 where the next two are NULL */
  double *test_inputs;
  double *test_targets;
  gboolean by_hand; /* samples were added or taken away by hand since they were read; not in files */
  gboolean blank;   /* the only sample is there because a network needs one: the first that is added takes its place */
  double test_fraction; /* what split them off, with the seed; written and read again, it gives the same split */
  guint64 data_seed;
  GradusDataSource data_source;

  GPtrArray *pages; /* of GradusPage */

  /* From "state"; NULL where the document is no saved session. */
  GradusState *state;
  GradusHistory *history;
  gsize cursor; /* revealed stages; meaningful with state */
};

/* Reads a document. `name` stands in for a missing title. On error nothing is
 * returned and `error` (domain GRADUS_DOCUMENT_ERROR) says what and where. */
GradusDocument *gradus_document_new_from_bytes (GBytes *bytes, const char *name, GError **error);

/* The same for a document whose data are a CSV file ("csv"): `table` stands for that file, wherever it is. */
GradusDocument *gradus_document_new_with_table (GBytes *bytes, const char *name, GradusTable *table, GError **error);

/* Reads a file whole, and the CSV file that it names relative to its folder; errors are G_IO_ERROR or GRADUS_DOCUMENT_ERROR, and name the file. */
GradusDocument *gradus_document_load (GFile *file, GCancellable *cancellable, GError **error);

GradusDocument *gradus_document_ref (GradusDocument *document);
void gradus_document_unref (GradusDocument *document);

/* A deep copy that its maker may still change. */
GradusDocument *gradus_document_copy (const GradusDocument *document);

/* The same document with a network, names and training that its maker may still
 * change. Data, state and history are shared: they may be replaced, not changed. */
GradusDocument *gradus_document_new_variant (GradusDocument *document);

/* The document as JSON text; numbers come back bit-identical. */
GBytes *gradus_document_to_bytes (const GradusDocument *document);

/* Writes the file whole or not at all. */
gboolean gradus_document_save (const GradusDocument *document, GFile *file, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusDocument, gradus_document_unref)

/* The built-in lessons. */
const char *const *gradus_lessons_get_ids (void); /* NULL-terminated, static */

/* A built-in lesson with its texts in the user's language, read by the same
 * reader as any other document. NULL where there is none of that id (G_IO_ERROR_NOT_FOUND). */
GradusDocument *gradus_lessons_load (const char *id, GError **error);

G_END_DECLS
