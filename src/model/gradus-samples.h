/* From a table to what a network trains on: columns chosen, rows with missing
 * cells dropped or filled, texts made numbers, split, standardised; in that order.
 *
 * A column of texts among the inputs gives one input for each of its classes, 1
 * for the one that stands there and 0 for the others, in the table's order. So it
 * does among the targets, but for a single target of two classes before a network
 * with one output: 0 for the first class and 1 for the second. A single target of
 * numbers that stands for classes gives one output for each of its values, smallest first.
 *
 * A row whose target is missing is always left out. Missing inputs are filled from
 * the training rows: numbers with their mean, texts with the most frequent class (of
 * equally frequent ones the first).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-table.h"

G_BEGIN_DECLS

#define GRADUS_SAMPLES_ERROR (gradus_samples_error_quark ())

/* The column of an exported table that says which rows are for what, and its texts. */
#define GRADUS_SAMPLES_SPLIT "set"
#define GRADUS_SAMPLES_TRAIN "train"
#define GRADUS_SAMPLES_TEST  "test"

typedef enum
{
  GRADUS_SAMPLES_ERROR_COLUMN, /* no such column, or chosen twice */
  GRADUS_SAMPLES_ERROR_EMPTY,  /* every row has a missing cell */
  GRADUS_SAMPLES_ERROR_SIZE,   /* more inputs, outputs or numbers than there may be */
  GRADUS_SAMPLES_ERROR_RANGE,  /* numbers too large to standardise */
} GradusSamplesError;

GQuark gradus_samples_error_quark (void);

typedef struct
{
  const char *const *inputs;  /* names of columns, NULL-terminated */
  const char *const *targets; /* likewise */
  gboolean fill;              /* FALSE: rows with missing inputs are dropped */
  gboolean standardize;       /* the numeric inputs */
  gboolean classes;           /* a single target of numbers stands for classes */
  gsize n_outputs;            /* of the network; 0: none is there yet */
  gsize n_rows;               /* so many of the rows that are left, chosen by the seed; 0: all */
  const char *split; /* a column whose text GRADUS_SAMPLES_TEST marks rows for testing; NULL: by the next two */
  double test_fraction;
  guint64 seed; /* of the choice of rows and of the split */
} GradusSelection;

/* Training rows first, then those for testing. */
typedef struct
{
  gsize n_inputs;
  gsize n_outputs;
  gsize n_rows;
  gsize n_test;
  double test_fraction; /* what split them, with the seed */
  guint64 seed;
  double *inputs;          /* n_rows x n_inputs */
  double *targets;         /* n_rows x n_outputs */
  GPtrArray *input_names;  /* of char *: the column's, or "column=class"; these two may be NULL: no names are known */
  GPtrArray *output_names; /* of char *: a single target's classes alone */
  gsize n_dropped;         /* rows */
  gsize n_filled;          /* cells */
} GradusSamples;

/* NULL with an error (GRADUS_SAMPLES_ERROR) where the selection is not possible. */
GradusSamples *gradus_samples_new (const GradusTable *table, const GradusSelection *selection, GError **error);

/* Rows that are numbers already (n_rows x n_inputs and n_rows x n_outputs, copied), split as the format
 * says; without names. */
GradusSamples *gradus_samples_new_from_rows (gsize n_inputs,
                                             gsize n_outputs,
                                             gsize n_rows,
                                             const double inputs[],
                                             const double targets[],
                                             double test_fraction,
                                             guint64 seed);
/* Inputs and targets by their names, and a column GRADUS_SAMPLES_SPLIT. */
GradusTable *gradus_samples_to_table (const GradusSamples *samples);

void gradus_samples_free (GradusSamples *samples); /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusSamples, gradus_samples_free)

G_END_DECLS
