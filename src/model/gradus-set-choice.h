/* A built-in set as somebody wants it: which one, how many samples, how much noise, how split.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

typedef struct
{
  const char *set;      /* the name documents use; static */
  gsize n_inputs;       /* those of the set, but for parity, which has any number */
  gsize n_samples;      /* rows in all; 0: the set's own number, and for a table all that are complete */
  double noise;         /* see core/gradus-dataset.h and model/gradus-table-set.h */
  double test_fraction; /* 0 to below 1 */
  guint64 seed;         /* of samples, noise and split */
  gboolean raw;         /* the inputs of a table are not standardised */
} GradusSetChoice;

/* The set as it is where nothing else is said. FALSE where there is none of that name. */
gboolean gradus_set_choice_init (GradusSetChoice *choice, const char *set);

/* What the session's data were made of; FALSE where they are no built-in set. */
gboolean gradus_session_get_set (GradusSession *self, GradusSetChoice *choice);

/* Makes the samples, and puts them in place as gradus_session_set_data() does. The network takes the names of
 * another set; those that people gave stay while the set stays. Errors are GRADUS_SESSION_ERROR. */
gboolean gradus_session_set_set (GradusSession *self, const GradusSetChoice *choice, GError **error);

/* Splits the session's data otherwise, whatever they are; their numbers stay as they are. */
gboolean gradus_session_set_split (GradusSession *self, double test_fraction, guint64 seed, GError **error);

G_END_DECLS
