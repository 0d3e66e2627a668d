/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-csv-cell.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MAX_EXACT_DIGITS 15 /* decimal digits that a double holds */
#define MAX_EXACT_POWER  22 /* the largest power of ten that is a double */

static const double powers[MAX_EXACT_POWER + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static const char *
skip_space (const char *text)
{
  while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
    text++;
  return text;
}

/* What is not short enough to be computed exactly, by the C library. */
static gboolean
parse_slowly (const char *begin, const char *end, char decimal, double *value)
{
  g_autofree char *plain = g_strndup (begin, (gsize) (end - begin));
  char *comma = strchr (plain, decimal);

  if (comma)
    *comma = '.';
  *value = g_ascii_strtod (plain, NULL);
  return isfinite (*value);
}

gboolean
gradus_csv_is_missing (const char *cell)
{
  static const char *const words[] = { "NA", "NaN", "nan", "?" };
  const char *begin = skip_space (cell);
  gsize length = strlen (begin);

  while (length > 0 && g_ascii_isspace (begin[length - 1]))
    length--;
  if (length == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && strncmp (begin, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
gradus_csv_parse_number (const char *cell, char decimal, double *value)
{
  const char *text = skip_space (cell), *begin = text, *end;
  gboolean minus = *text == '-';
  guint64 digits = 0;
  int n_digits = 0, n_seen = 0, power = 0, exponent = 0;

  if (*text == '-' || *text == '+')
    text++;
  for (gboolean fraction = FALSE;; text++)
    {
      if (*text == decimal && !fraction)
        {
          fraction = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        break;
      n_seen++;
      if (n_digits > 0 || *text != '0')
        n_digits++;
      if (n_digits <= MAX_EXACT_DIGITS)
        digits = digits * 10 + (guint64) (*text - '0');
      if (fraction && n_seen < G_MAXINT)
        power--;
    }
  if (n_seen == 0)
    return FALSE;
  if (*text == 'e' || *text == 'E')
    {
      gboolean down = text[1] == '-';

      text += 1 + (text[1] == '-' || text[1] == '+');
      if (!g_ascii_isdigit (*text))
        return FALSE;
      for (; g_ascii_isdigit (*text); text++)
        if (exponent < 100000)
          exponent = exponent * 10 + (*text - '0');
      power += down ? -exponent : exponent;
    }
  end = text;
  if (*skip_space (text))
    return FALSE;

  /* Integer and power are exact, so that one operation rounds once (Clinger 1990). */
  if (FLT_EVAL_METHOD == 0 && n_digits <= MAX_EXACT_DIGITS && power >= -MAX_EXACT_POWER && power <= MAX_EXACT_POWER)
    {
      double magnitude = (double) digits;

      magnitude = power < 0 ? magnitude / powers[-power] : magnitude * powers[power];
      *value = minus ? -magnitude : magnitude;
      return TRUE;
    }
  return parse_slowly (begin, end, decimal, value);
}
