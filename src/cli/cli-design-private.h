/* What the parts of a design share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli-design.h"
#include "core/gradus-classes.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n_neurons;
  GradusActivation activation;
} CliLayer;

/* What the options come to. */
typedef struct
{
  const CliDesign *design;
  const char *name; /* of the data, for messages */
  GradusTable *table;
  char **inputs; /* names of columns; NULL for sets */
  char **targets;
  gsize n_inputs;
  gsize n_outputs;
  GradusClasses classes;
  GPtrArray *input_names; /* NULL: only counts */
  GPtrArray *output_names;
  GArray *layers; /* of CliLayer; empty where none was asked for */
} CliMaking;

/* cli-design-write.c: the document as text, so that it goes through the same reader as every other. */
GradusDocument *cli_design_read (const CliMaking *making, gboolean with_names, GError **error);

G_END_DECLS
