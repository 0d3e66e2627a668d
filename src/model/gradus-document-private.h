/* What the files of the document share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-document.h"
#include "model/gradus-json-read.h"
#include "model/gradus-number.h"
#include "model/gradus-samples.h"

G_BEGIN_DECLS

#define GRADUS_DOCUMENT_MAX_TITLE    1000   /* characters of a title, source, author, licence */
#define GRADUS_DOCUMENT_MAX_TEXT     100000 /* characters of a description, a page's text, a reason */
#define GRADUS_DOCUMENT_DEFAULT_SEED 1      /* of the data */
#define GRADUS_DOCUMENT_MAX_PAGES    1000
#define GRADUS_DOCUMENT_MAX_DECIMALS 15                                   /* places a printed number may have */
#define GRADUS_DOCUMENT_MAX_PRINTED  64                                   /* characters of a printed number */
#define GRADUS_MAX_SEED              G_GINT64_CONSTANT (9007199254740991) /* 2^53 - 1: what every JSON reader holds exactly */

/* An empty document with its reference; everything is 0 but training (the defaults) and pages (empty). */
GradusDocument *gradus_document_alloc (void);

/* A copy without data, state and history. */
GradusDocument *gradus_document_copy_design (const GradusDocument *document);

/* Whether both, of networks of one shape, have the same rows for testing. */
gboolean gradus_document_has_test_rows (const GradusDocument *a, const GradusDocument *b);

/* n names of a GradusNames as strings; owned. */
GPtrArray *gradus_document_copy_names (gsize n, char (*names)[GRADUS_NAME_SIZE]);

/* Fills an empty document from the root of a scanned tree. The parts: */
gboolean gradus_document_read_root (GradusDocument *document, GradusJsonReader *reader, JsonNode *root);
gboolean gradus_document_read_network (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);
gboolean gradus_document_read_loss (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);
gboolean gradus_document_read_data (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);
gboolean gradus_document_read_training (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);
gboolean gradus_document_read_pages (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);
gboolean gradus_document_read_state (GradusDocument *document, GradusJsonReader *reader, JsonNode *node);

/* Other data for a variant whose network and names have the shape for them; nothing is borrowed then. */
void
gradus_document_replace_data (GradusDocument *variant, const GradusSamples *samples, const GradusDataSource *source);

/* What a document trains on: borrowed from it. */
GradusProblem gradus_document_get_problem (const GradusDocument *document);

GradusPage *gradus_page_new (void);
GradusPrinted *gradus_printed_new (void);

G_END_DECLS
