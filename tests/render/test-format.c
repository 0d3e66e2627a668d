/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "render/gradus-format.h"

static const struct
{
  double value;
  int digits;
  const char *screen;
  const char *file;
} numbers[] = {
  { 0.0, 3, "0.000", "0.000" },
  { -0.0, 3, "0.000", "0.000" },
  { 0.5, 3, "0.500", "0.500" },
  { 1.1, 3, "1.100", "1.100" },
  { 0.7502601055951177, 3, "0.750", "0.750" },
  { 0.7502601055951177, 4, "0.7503", "0.7503" },
  { 0.7502601055951177, 6, "0.750260", "0.750260" },
  { -0.7085921775368271, 3, "−0.709", "-0.709" },
  { -0.02429885969, 3, "−0.0243", "-0.0243" },
  { 0.099996, 3, "0.100", "0.100" },
  { 0.001234, 3, "0.00123", "0.00123" },
  { 0.0001234, 4, "0.0001234", "0.0001234" },
  { 0.0000123, 3, "1.23×10⁻⁵", "1.23e-5" },
  { -1.5e-300, 3, "−1.50×10⁻³⁰⁰", "-1.50e-300" },
  { 0.0000999999, 3, "0.000100", "0.000100" },
  { 1234.5678, 3, "1234.568", "1234.568" },
  { 123456789.0, 3, "123456789.000", "123456789.000" },
  { 1234567890.0, 3, "1.23×10⁹", "1.23e9" },
  { DBL_MAX, 6, "1.79769×10³⁰⁸", "1.79769e308" },
  { 0.1, GRADUS_DIGITS_FULL, "0.1", "0.1" },
  { 2.0, GRADUS_DIGITS_FULL, "2", "2" },
  { 0.6457039112315864, GRADUS_DIGITS_FULL, "0.6457039112315864", "0.6457039112315864" },
  { -1.0 / 3.0, GRADUS_DIGITS_FULL, "−0.3333333333333333", "-0.3333333333333333" },
  { 1e-7, GRADUS_DIGITS_FULL, "1×10⁻⁷", "1e-7" },
  { INFINITY, 3, "∞", "inf" },
  { -INFINITY, 3, "−∞", "-inf" },
  { NAN, 3, "not a number", "nan" },
};

static void
test_number (void)
{
  char buffer[GRADUS_FORMAT_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      GradusFormat format = { .digits = numbers[i].digits, .locale = true };

      g_assert_cmpstr (gradus_format_number (format, numbers[i].value, buffer), ==, numbers[i].screen);
      format.locale = false;
      g_assert_cmpstr (gradus_format_number (format, numbers[i].value, buffer), ==, numbers[i].file);
    }
}

static void
test_fixed (void)
{
  static const struct
  {
    double value;
    int decimals;
    const char *text;
  } cases[] = {
    { 0.5, 2, "0.50" },         { 2.0, 0, "2" },
    { -0.001, 2, "0.00" },      { -1.26, 1, "−1.3" },
    { 1e300, 2, "1.00×10³⁰⁰" }, { 0.1, 17, "0.10000000000000001" },
  };
  char buffer[GRADUS_FORMAT_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        gradus_format_fixed ((GradusFormat){ 3, true }, cases[i].value, cases[i].decimals, buffer), ==, cases[i].text);
}

/* Every double comes back from its shortest text, and no shorter text would do. */
static void
test_round_trip (void)
{
  GradusFormat format = { .digits = GRADUS_DIGITS_FULL, .locale = false };
  char buffer[GRADUS_FORMAT_SIZE];

  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      double value;

      memcpy (&value, &bits, sizeof value);
      if (!isfinite (value))
        continue;
      gradus_format_number (format, value, buffer);
      g_assert_cmpfloat (g_ascii_strtod (buffer, NULL), ==, value);

      format.locale = true;
      gradus_format_number (format, value, buffer);
      g_assert_cmpuint (strlen (buffer), <, GRADUS_FORMAT_SIZE - 1);
      format.locale = false;
    }
}

/* Text never outgrows its buffer, whatever is asked for. */
static void
test_sizes (void)
{
  static const double values[] = { DBL_MAX, -DBL_MAX, DBL_MIN, -DBL_TRUE_MIN, -123456789.987654321, 1e15, -1e14 };
  char buffer[GRADUS_FORMAT_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    for (int digits = -1; digits < 40; digits++)
      {
        GradusFormat format = { .digits = digits, .locale = true };

        g_assert_true (g_utf8_validate (gradus_format_number (format, values[i], buffer), -1, NULL));
        g_assert_cmpuint (strlen (buffer), <, GRADUS_FORMAT_SIZE - 1);
        g_assert_true (g_utf8_validate (gradus_format_fixed (format, values[i], digits, buffer), -1, NULL));
        g_assert_cmpuint (strlen (buffer), <, GRADUS_FORMAT_SIZE - 1);
      }
}

static void
test_decimal_sign (void)
{
  char buffer[GRADUS_FORMAT_SIZE];

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no German locale on this machine");
      return;
    }
  g_assert_cmpstr (gradus_format_number ((GradusFormat){ 3, true }, -0.5, buffer), ==, "−0,500");
  g_assert_cmpstr (gradus_format_number ((GradusFormat){ 3, false }, -0.5, buffer), ==, "-0.500");
  g_assert_cmpstr (gradus_format_number ((GradusFormat){ GRADUS_DIGITS_FULL, false }, 0.1, buffer), ==, "0.1");
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/number", test_number);
  g_test_add_func ("/format/fixed", test_fixed);
  g_test_add_func ("/format/round-trip", test_round_trip);
  g_test_add_func ("/format/sizes", test_sizes);
  g_test_add_func ("/format/decimal-sign", test_decimal_sign);
  return g_test_run ();
}
