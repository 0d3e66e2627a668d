/* Data in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

/* "233 rows for training, 100 for testing". Free it. */
char *gradus_data_words_describe_rows (gsize n_training, gsize n_test);

/* What network and how many rows samples come to, a sentence a line. Free it. */
char *gradus_data_words_describe_result (const GradusSamples *samples, GradusActivation activation, GradusLoss loss);

/* The first bad lines of a table, each with what is wrong with it. Free it. */
char *gradus_data_words_list_bad_lines (const GradusTable *table);

G_END_DECLS
