/* What the commands of gradus-cli share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/gradus-document.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_OK = 0,
  CLI_FAILED = 1, /* the work failed; one line on standard error says what and where */
  CLI_USAGE = 2,  /* it was asked for in a way that means nothing */
} CliStatus;

/* A command gets its own argument vector; argv[0] is the command's name. */
typedef CliStatus (*CliRun) (int argc, char *argv[]);

CliStatus cli_lessons_run (int argc, char *argv[]);
CliStatus cli_trace_run (int argc, char *argv[]);
CliStatus cli_train_run (int argc, char *argv[]);
CliStatus cli_check_run (int argc, char *argv[]);
CliStatus cli_render_run (int argc, char *argv[]);
CliStatus cli_new_run (int argc, char *argv[]);

/* One line on standard error, behind the program's name; return the status of their name. */
CliStatus cli_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
CliStatus cli_misuse (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* The same for a file and what happened to it, which is named once. */
CliStatus cli_fail_file (const char *name, const GError *error);

/* One line on standard error that is no failure. */
void cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Reads options and `n_operands` operands. `operands` names them ("DOC"), `summary` says what the command does.
 * False after telling what is wrong (or after --help, with *status CLI_OK). The values belong to the caller. */
gboolean cli_parse (int *argc,
                    char **argv[],
                    const GOptionEntry entries[],
                    const char *operands,
                    int n_operands,
                    const char *summary,
                    CliStatus *status);

/* A file, or the id of a built-in lesson. NULL after telling why. */
GradusDocument *cli_open_document (const char *argument);

/* Whether a picture can be written to this name (its suffix); tells where not. */
gboolean cli_check_picture_name (const char *name);

/* Prints all of `text` (taken over) to standard output. */
void cli_print (GString *text);

/* The pass in words and numbers. */
GString *cli_trace_tell (const GradusDocument *document, const GradusTrace *trace);

/* What a document trains on, and where it stands: its saved state, or its start. */
GradusProblem cli_get_problem (const GradusDocument *document);
GradusState *cli_get_state (const GradusDocument *document);

/* How well a network does besides its loss. */
typedef struct
{
  double test_loss;     /* NaN without test rows */
  gboolean has_classes; /* the targets are classes; the next two count what is put into the right one */
  gsize n_right;        /* of the training rows */
  gsize n_test_right;   /* of the test rows */
} CliMeasures;

CliMeasures cli_measure (const GradusDocument *document, const GradusState *state);

/* , "test_loss": ..., "accuracy": ..., "test_accuracy": ... as far as there are any; and the same in words. */
void cli_json_measures (GString *json, const GradusDocument *document, const CliMeasures *measures);
void cli_tell_measures (GString *text, const GradusDocument *document, const CliMeasures *measures);

/* A number as people read it: the shortest that reads back. Static buffer, valid until the next call but three. */
const char *cli_number (double value);

/* JSON: numbers as %.17g in the C locale, null for what is not finite. */
void cli_json_number (GString *json, double value);
void cli_json_vector (GString *json, gsize n, const double values[]);
void cli_json_matrix (GString *json, gsize rows, gsize columns, const double values[]);

/* "KEY": W, "KEY": b or null of one layer of a parameter array. */
void cli_json_parameters (GString *json,
                          const GradusShape *shape,
                          gsize layer,
                          const double parameters[],
                          const char *weights_key,
                          const char *biases_key);

/* [ { "weights": ..., "biases": ... }, ... ] */
void cli_json_layers (GString *json, const GradusShape *shape, const double parameters[]);

G_END_DECLS
