/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-format.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_EXPONENT  9  /* from here on numbers are written with a power of ten */
#define SMALLEST_EXPONENT -5 /* and from here down */
#define LARGEST_FIXED     15 /* fixed places beyond this would print digits a double does not have */

/* Turns plain C text ("-1.5e-07") into what is read on screen or in a file. */
static char *
dress_number (GradusFormat format, const char *plain, char buffer[])
{
  static const char *const superscripts[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  const char *point = format.locale ? localeconv ()->decimal_point : ".";
  GString *text = g_string_sized_new (GRADUS_FORMAT_SIZE);
  const char *p = plain;

  for (; *p != '\0' && *p != 'e'; p++)
    {
      if (*p == '-' && format.locale)
        g_string_append (text, "−");
      else if (*p == '.')
        g_string_append (text, point);
      else
        g_string_append_c (text, *p);
    }

  if (*p == 'e')
    {
      int exponent = atoi (p + 1);

      if (format.locale)
        {
          char digits[16];

          g_string_append (text, exponent < 0 ? "×10⁻" : "×10");
          g_snprintf (digits, sizeof digits, "%d", ABS (exponent));
          for (const char *d = digits; *d != '\0'; d++)
            g_string_append (text, superscripts[*d - '0']);
        }
      else
        g_string_append_printf (text, "e%d", exponent);
    }

  g_strlcpy (buffer, text->str, GRADUS_FORMAT_SIZE);
  g_string_free (text, TRUE);
  return buffer;
}

static char *
format_not_finite (GradusFormat format, double value, char buffer[])
{
  const char *text;

  if (isnan (value))
    text = format.locale ? _ ("not a number") : "nan";
  else if (value > 0)
    text = format.locale ? "∞" : "inf";
  else
    text = format.locale ? "−∞" : "-inf";

  g_strlcpy (buffer, text, GRADUS_FORMAT_SIZE);
  return buffer;
}

/* The power of ten of the first digit, once the number is rounded to `digits` significant ones. */
static int
find_exponent (double value, int digits)
{
  char text[GRADUS_FORMAT_SIZE];

  g_ascii_formatd (text, sizeof text, (char[]){ '%', '.', '0' + digits - 1, 'e', '\0' }, value);
  return atoi (strchr (text, 'e') + 1);
}

static void
print_places (char text[], double value, int places)
{
  char conversion[8];

  g_snprintf (conversion, sizeof conversion, "%%.%df", places);
  g_ascii_formatd (text, GRADUS_FORMAT_SIZE, conversion, value);

  /* No "-0.00": what rounds to nothing has no sign. */
  if (text[0] == '-' && strspn (text + 1, "0.") == strlen (text + 1))
    memmove (text, text + 1, strlen (text));
}

static void
print_shortest (char text[], double value)
{
  static const char *const conversions[] = { "%.15g", "%.16g", "%.17g" };

  /* Up to 15 digits name one double only, so the first that reads back is the shortest. */
  for (size_t i = 0; i < G_N_ELEMENTS (conversions); i++)
    {
      g_ascii_formatd (text, GRADUS_FORMAT_SIZE, conversions[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        return;
    }
}

static void
print_power (char text[], double value, int places)
{
  char conversion[8];

  g_snprintf (conversion, sizeof conversion, "%%.%de", places);
  g_ascii_formatd (text, GRADUS_FORMAT_SIZE, conversion, value);
}

char *
gradus_format_number (GradusFormat format, double value, char buffer[])
{
  char text[GRADUS_FORMAT_SIZE];

  if (!isfinite (value))
    return format_not_finite (format, value, buffer);

  if (format.digits >= GRADUS_DIGITS_FULL)
    {
      print_shortest (text, value);
      return dress_number (format, text, buffer);
    }

  int digits = CLAMP (format.digits, 1, 9);
  int exponent = value == 0.0 ? 0 : find_exponent (value, digits);

  if (exponent >= LARGEST_EXPONENT || exponent <= SMALLEST_EXPONENT)
    print_power (text, value, digits - 1);
  else
    print_places (text, value, exponent < 0 ? digits - 1 - exponent : digits);
  return dress_number (format, text, buffer);
}

char *
gradus_format_fixed (GradusFormat format, double value, int decimals, char buffer[])
{
  char text[GRADUS_FORMAT_SIZE];

  if (!isfinite (value))
    return format_not_finite (format, value, buffer);

  decimals = CLAMP (decimals, 0, GRADUS_DIGITS_FULL);
  if (fabs (value) >= 1e15)
    print_power (text, value, MIN (decimals, LARGEST_FIXED));
  else
    print_places (text, value, decimals);
  return dress_number (format, text, buffer);
}
