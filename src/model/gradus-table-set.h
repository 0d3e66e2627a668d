/* The built-in sets that are tables: penguins, iris, digits, each with its columns chosen.
 * Sources and licences: data/datasets/README.md.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-samples.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *target;    /* the column of classes */
  const char *inputs[5]; /* NULL-terminated; empty: all columns but the target */
  gboolean standardize;  /* the inputs */
  double scale;          /* what an input is divided by where it is not standardised */
  const char *title;     /* these four name the set to people, as its licence asks for */
  const char *source;
  const char *licence;
  const char *licence_uri;
} GradusTableSet;

/* All of them; *n says how many. Static. */
const GradusTableSet *gradus_table_sets_get (gsize *n);
const GradusTableSet *gradus_table_set_find (const char *id); /* NULL where there is none */

/* The whole table. */
GradusTable *gradus_table_set_load (const GradusTableSet *set, GError **error);

/* The samples of a set: `n` rows chosen by the seed (0: all, in their order), split, standardised or
 * scaled, then `noise` times a normal number added to each input, training rows first. A row with a
 * missing cell is left out before. Fails where n is more than what is left. */
GradusSamples *gradus_table_set_get_samples (const GradusTableSet *set,
                                             gsize n,
                                             double noise,
                                             double test_fraction,
                                             guint64 seed,
                                             GError **error);

G_END_DECLS
