/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MINUS_SIGN 0x2212

/* Moves *text behind a sign; whether that was a minus. */
static gboolean
take_sign (const char **text)
{
  gunichar c = g_utf8_get_char (*text);

  if (c == '+' || c == '-' || c == MINUS_SIGN)
    *text = g_utf8_next_char (*text);
  return c == '-' || c == MINUS_SIGN;
}

static void
take_space (const char **text)
{
  while (g_unichar_isspace (g_utf8_get_char (*text)))
    *text = g_utf8_next_char (*text);
}

static gsize
take_digits (const char **text, GString *plain)
{
  const char *start = *text;

  while (g_ascii_isdigit (**text))
    g_string_append_c (plain, *(*text)++);
  return (gsize) (*text - start);
}

static gboolean
refuse_not_a_number (GError **error)
{
  g_set_error_literal (error,
                       GRADUS_NUMBER_ERROR,
                       GRADUS_NUMBER_ERROR_NOT_A_NUMBER,
                       _ ("This is not a number. Type one like 0.5, −2, 1/3 or 2e-3."));
  return FALSE;
}

static gboolean
refuse_too_large (GError **error)
{
  g_set_error_literal (error,
                       GRADUS_NUMBER_ERROR,
                       GRADUS_NUMBER_ERROR_TOO_LARGE,
                       _ ("This number is too large. The largest is about 1.8e308."));
  return FALSE;
}

/* An "e" counts as an exponent only with digits behind it. */
static gboolean
take_exponent (const char **text, GString *plain, GError **error)
{
  if (**text != 'e' && **text != 'E')
    return TRUE;
  (*text)++;
  g_string_append_c (plain, 'e');
  if (take_sign (text))
    g_string_append_c (plain, '-');
  return take_digits (text, plain) > 0 || refuse_not_a_number (error);
}

/* One number without its fraction bar, rewritten in the C locale's form. */
static gboolean
take_number (const char **text, double *value, GError **error)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gsize digits;

  if (take_sign (text))
    g_string_append_c (plain, '-');
  digits = take_digits (text, plain);
  if (**text == '.' || **text == ',')
    {
      (*text)++;
      if (digits == 0)
        g_string_append_c (plain, '0');
      g_string_append_c (plain, '.');
      digits += take_digits (text, plain);
    }
  if (digits > 0 && (**text == '.' || **text == ','))
    {
      g_set_error_literal (error,
                           GRADUS_NUMBER_ERROR,
                           GRADUS_NUMBER_ERROR_TWO_SEPARATORS,
                           _ ("There are two separators in this number. Type only the decimal sign, like 1000.5."));
      return FALSE;
    }
  if (digits == 0)
    return refuse_not_a_number (error);
  if (!take_exponent (text, plain, error))
    return FALSE;
  *value = g_ascii_strtod (plain->str, NULL);
  return isfinite (*value) || refuse_too_large (error);
}

GQuark
gradus_number_error_quark (void)
{
  return g_quark_from_static_string ("gradus-number-error-quark");
}

gboolean
gradus_number_parse (const char *text, double *value, GError **error)
{
  double numerator, denominator = 1;

  if (!g_utf8_validate (text, -1, NULL))
    return refuse_not_a_number (error);
  take_space (&text);
  if (!*text)
    {
      g_set_error_literal (
          error, GRADUS_NUMBER_ERROR, GRADUS_NUMBER_ERROR_EMPTY, _ ("Type a number, like 0.5, −2, 1/3 or 2e-3."));
      return FALSE;
    }
  if (!take_number (&text, &numerator, error))
    return FALSE;
  take_space (&text);
  if (*text == '/')
    {
      text++;
      take_space (&text);
      if (!take_number (&text, &denominator, error))
        return FALSE;
      take_space (&text);
    }
  if (*text)
    return refuse_not_a_number (error);
  if (denominator == 0)
    {
      g_set_error_literal (
          error, GRADUS_NUMBER_ERROR, GRADUS_NUMBER_ERROR_DIVISION, _ ("A fraction cannot have 0 below the bar."));
      return FALSE;
    }
  if (!isfinite (numerator / denominator))
    return refuse_too_large (error);
  *value = numerator / denominator;
  return TRUE;
}

char *
gradus_json_format_number (double value, char buffer[])
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  /* An integer has no sign of zero, a number with a point does. */
  if (value == 0 && signbit (value))
    return strcpy (buffer, "-0.0");
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, GRADUS_JSON_NUMBER_SIZE, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return buffer;
}
