/* Numbers as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define GRADUS_FORMAT_SIZE 64
#define GRADUS_DIGITS_FULL 17  /* the shortest text that reads back to the same double */
#define GRADUS_MISSING     "–" /* what is not computed yet */

/* How numbers look. `digits` is 3, 4, 6 (places after the point, or significant digits for
 * small numbers so that 0.0000123 does not become 0.000) or GRADUS_DIGITS_FULL. */
typedef struct
{
  int digits;
  bool locale; /* the user's decimal sign; false: "." */
} GradusFormat;

/* Writes `value` into `buffer` (GRADUS_FORMAT_SIZE bytes) and returns it. Where `locale`: a true minus
 * (U+2212), very small and very large numbers as "1.23×10⁻⁵", and "∞" and "not a number" (translated) for what
 * is not finite. Otherwise "-", "1.23e-5", "inf" and "nan". */
char *gradus_format_number (GradusFormat format, double value, char buffer[]);

/* Exactly `decimals` places. */
char *gradus_format_fixed (GradusFormat format, double value, int decimals, char buffer[]);
