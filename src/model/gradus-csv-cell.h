/* What one cell of a CSV file says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nothing, only space, NA, NaN, nan or ?. */
gboolean gradus_csv_is_missing (const char *cell);

/* A finite number with the decimal sign `decimal`: sign, digits, exponent, space around; no
 * thousands separators, nothing hexadecimal. The nearest double to what is written. */
gboolean gradus_csv_parse_number (const char *cell, char decimal, double *value);

G_END_DECLS
