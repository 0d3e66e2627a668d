/* A table on its way to the session: which columns are what, and how they become numbers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

typedef enum
{
  GRADUS_ROLE_INPUT,
  GRADUS_ROLE_TARGET,
  GRADUS_ROLE_IGNORED,
} GradusRole;

typedef struct
{
  GradusTable *table;
  char *name;        /* the file's, for people */
  GradusRole *roles; /* one a column */
  gboolean fill;     /* missing inputs are filled; else their rows are left out */
  gboolean standardize;
  gboolean classes; /* a single target of numbers stands for classes; see gradus_import_may_be_classes() */
  double test_fraction;
  guint64 seed;
} GradusImport;

/* As gradus-cli new chooses: the last column is the target, the other columns of numbers are inputs, texts are
 * left out; standardised, and rows with missing cells left out. */
GradusImport *gradus_import_new (GradusTable *table, const char *name);
GradusImport *gradus_import_copy (const GradusImport *import); /* the table is shared */
void gradus_import_free (GradusImport *import);                /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusImport, gradus_import_free)

/* Whether there is a single target, of numbers. */
gboolean gradus_import_may_be_classes (const GradusImport *import);

/* NULL with an error (GRADUS_SAMPLES_ERROR), a sentence that says what to do, where these columns give none.
 * May be called in any thread. */
GradusSamples *gradus_import_get_samples (const GradusImport *import, GError **error);

G_END_DECLS
