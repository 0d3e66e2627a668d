/* Numbers as people type them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "model/gradus-number.h"

static const struct
{
  const char *text;
  double value;
} good[] = {
  { "0.5", 0.5 },
  { "0,5", 0.5 },
  { ".5", 0.5 },
  { ",5", 0.5 },
  { "5.", 5 },
  { "-2", -2 },
  { "−2", -2 },
  { "+2", 2 },
  { "  3\t", 3 },
  { "\xc2\xa0 3", 3 },
  { "-1/3", -1.0 / 3.0 },
  { "1,5/2", 0.75 },
  { "1 / 4", 0.25 },
  { "1/−4", -0.25 },
  { "2e-3", 0.002 },
  { "2E+3", 2000 },
  { "2e−3", 0.002 },
  { "0", 0 },
  { "007", 7 },
  { "1e308", 1e308 },
  { "4.9e-324", 4.9e-324 },
  { "1e-400", 0 },
  { "0.1", 0.1 },
  { "1e300/1e300", 1 },
};

static const struct
{
  const char *text;
  GradusNumberError code;
} bad[] = {
  { "", GRADUS_NUMBER_ERROR_EMPTY },
  { "  \t ", GRADUS_NUMBER_ERROR_EMPTY },
  { "x", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { ".", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "-", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "--1", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "1e", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "e3", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "0x10", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "nan", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "inf", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "1 000", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "1/2/3", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "1/", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "/2", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "1x", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "\xff", GRADUS_NUMBER_ERROR_NOT_A_NUMBER },
  { "1.000,5", GRADUS_NUMBER_ERROR_TWO_SEPARATORS },
  { "1,000.5", GRADUS_NUMBER_ERROR_TWO_SEPARATORS },
  { "1,,5", GRADUS_NUMBER_ERROR_TWO_SEPARATORS },
  { "1/1.0.0", GRADUS_NUMBER_ERROR_TWO_SEPARATORS },
  { "1/0", GRADUS_NUMBER_ERROR_DIVISION },
  { "1/-0", GRADUS_NUMBER_ERROR_DIVISION },
  { "0/0", GRADUS_NUMBER_ERROR_DIVISION },
  { "1e400", GRADUS_NUMBER_ERROR_TOO_LARGE },
  { "-1e400", GRADUS_NUMBER_ERROR_TOO_LARGE },
  { "1e308/1e-10", GRADUS_NUMBER_ERROR_TOO_LARGE },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      double value = NAN;

      g_assert_true (gradus_number_parse (good[i].text, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (value, ==, good[i].value);
    }
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      double value = 42;

      g_test_message ("%s", bad[i].text);
      g_assert_false (gradus_number_parse (bad[i].text, &value, &error));
      g_assert_error (error, GRADUS_NUMBER_ERROR, (int) bad[i].code);
      g_assert_cmpfloat (value, ==, 42);
      g_assert_true (gradus_number_parse (bad[i].text, &value, NULL) == FALSE);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/good", test_good);
  g_test_add_func ("/number/bad", test_bad);
  return g_test_run ();
}
