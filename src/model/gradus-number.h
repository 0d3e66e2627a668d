/* Numbers as people type them, and as files have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRADUS_NUMBER_ERROR (gradus_number_error_quark ())

typedef enum
{
  GRADUS_NUMBER_ERROR_EMPTY,          /* nothing but space */
  GRADUS_NUMBER_ERROR_NOT_A_NUMBER,   /* something that is no number */
  GRADUS_NUMBER_ERROR_TWO_SEPARATORS, /* 1.000,5: more than one "," or "." */
  GRADUS_NUMBER_ERROR_DIVISION,       /* a fraction with denominator 0 */
  GRADUS_NUMBER_ERROR_TOO_LARGE,      /* beyond the largest finite number */
} GradusNumberError;

GQuark gradus_number_error_quark (void);

/* Reads a finite number: "0.5", "0,5", ".5", "-1/3", "1,5/2", "2e-3", "−2"
 * (U+2212), space around it; the decimal sign is "," or ".", whatever the
 * locale. The error's message is a whole sentence for the user. */
gboolean gradus_number_parse (const char *text, double *value, GError **error);

/* The shortest decimal that reads back to the same bits, "." whatever the locale, as JSON.
 * A buffer of GRADUS_JSON_NUMBER_SIZE bytes. `value` must be finite. */
#define GRADUS_JSON_NUMBER_SIZE 40
char *gradus_json_format_number (double value, char buffer[]);

G_END_DECLS
