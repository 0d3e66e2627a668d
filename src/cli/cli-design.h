/* A document made of options: a shape, activations, a loss, data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

typedef struct
{
  char *set; /* one of these two */
  char *csv;
  gint64 samples; /* of a set; -1: its own */
  double noise;   /* NaN: its own */

  char *inputs;  /* a count, or names of columns */
  char *targets; /* names of columns */
  char **layers; /* "4:tanh" */
  char *loss;
  char *optimizer;
  char *batch;
  char *missing;
  char *initialization;
  char *title;
  double learning_rate; /* NaN: the format's */
  double test_fraction; /* NaN: none */
  gint64 seed;          /* -1: the format's */
  gboolean no_biases;
  gboolean raw; /* columns are not standardised */
  gboolean shuffle;
  gboolean skip_bad_lines;
} CliDesign;

#define CLI_DESIGN_ENTRIES 24 /* that cli_design_add_entries() writes at most */

void cli_design_init (CliDesign *design);
void cli_design_clear (CliDesign *design);

/* Appends the options to a NULL-terminated array; `data` those that name the data, too. */
void cli_design_add_entries (CliDesign *design, GOptionEntry entries[], gboolean data);

/* Whether any option was given. */
gboolean cli_design_is_used (const CliDesign *design);

/* Whether the options make sense together; tells where not. */
gboolean cli_design_check (const CliDesign *design);

/* NULL after telling why, with the exit status in *status. */
GradusDocument *cli_design_make (const CliDesign *design, CliStatus *status);

/* Whether a file's name says that it is a table (.csv, .tsv). */
gboolean cli_is_table_name (const char *name);

G_END_DECLS
