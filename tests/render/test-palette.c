/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>

#include "render/gradus-palette.h"

#define TEXT_CONTRAST    4.5 /* WCAG 2.1, 1.4.3 */
#define MARK_CONTRAST    3.0 /* WCAG 2.1, 1.4.11 */
#define HIGH_CONTRAST    7.0 /* WCAG 2.1, 1.4.6 */
#define LEAST_DIFFERENCE 40.0

static const struct
{
  const char *name;
  GradusPaletteFlags flags;
} palettes[] = {
  { "light", GRADUS_PALETTE_LIGHT },
  { "dark", GRADUS_PALETTE_DARK },
  { "light, high contrast", GRADUS_PALETTE_HIGH_CONTRAST },
  { "dark, high contrast", GRADUS_PALETTE_DARK | GRADUS_PALETTE_HIGH_CONTRAST },
  { "print", GRADUS_PALETTE_PRINT },
};

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (GradusColor c)
{
  return 0.2126 * linear (c.red) + 0.7152 * linear (c.green) + 0.0722 * linear (c.blue);
}

static double
contrast (GradusColor a, GradusColor b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/* How people without red, green or blue cones see (Machado, Oliveira, Fernandes 2009, severity 1). */
static const struct
{
  const char *name;
  double matrix[3][3];
} visions[] = {
  { "all cones", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { "protanopia",
    { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } } },
  { "deuteranopia",
    { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } } },
  { "tritanopia",
    { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } } },
};

static double
lab_curve (double t)
{
  return t > 216.0 / 24389.0 ? cbrt (t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static void
see (GradusColor c, const double m[3][3], double lab[3])
{
  double in[3] = { linear (c.red), linear (c.green), linear (c.blue) }, rgb[3];

  for (int i = 0; i < 3; i++)
    rgb[i] = CLAMP (m[i][0] * in[0] + m[i][1] * in[1] + m[i][2] * in[2], 0.0, 1.0);

  double x = lab_curve ((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
  double y = lab_curve (0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
  double z = lab_curve ((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static void
check_contrast (const char *palette, const char *color, const GradusPalette *p, GradusColor c, double least)
{
  double background = contrast (c, p->background), surface = contrast (c, p->surface);

  g_test_message ("%s, %s: %.2f on the background, %.2f on the surface", palette, color, background, surface);
  g_assert_cmpfloat (background, >=, least);
  g_assert_cmpfloat (surface, >=, least);
}

static void
test_contrast (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      const GradusPalette *p = gradus_palette_get (palettes[i].flags);
      const char *name = palettes[i].name;
      double text = p->high_contrast ? HIGH_CONTRAST : TEXT_CONTRAST;
      double mark = p->high_contrast ? TEXT_CONTRAST : MARK_CONTRAST;

      check_contrast (name, "text", p, p->text, text);
      check_contrast (name, "dim text", p, p->dim_text, text);
      check_contrast (name, "positive text", p, p->positive_text, text);
      check_contrast (name, "negative text", p, p->negative_text, text);
      check_contrast (name, "backward", p, p->backward, TEXT_CONTRAST); /* δ is written in it */
      check_contrast (name, "line", p, p->line, mark);
      check_contrast (name, "positive", p, p->positive, mark);
      check_contrast (name, "negative", p, p->negative, mark);
      check_contrast (name, "accent", p, p->accent, mark);
      check_contrast (name, "highlight", p, p->highlight, mark);
    }
}

static void
test_color_vision (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (size_t v = 0; v < G_N_ELEMENTS (visions); v++)
      {
        const GradusPalette *p = gradus_palette_get (palettes[i].flags);
        double a[3], b[3];

        see (p->positive, visions[v].matrix, a);
        see (p->negative, visions[v].matrix, b);

        double difference = sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2));

        g_test_message ("%s, %s: %.0f apart", palettes[i].name, visions[v].name, difference);
        g_assert_cmpfloat (difference, >=, LEAST_DIFFERENCE);
      }
}

static void
test_choice (void)
{
  const GradusPalette *print = gradus_palette_get (GRADUS_PALETTE_PRINT);

  g_assert_true (gradus_palette_get (GRADUS_PALETTE_PRINT | GRADUS_PALETTE_DARK) == print);
  g_assert_true (gradus_palette_get (GRADUS_PALETTE_PRINT | GRADUS_PALETTE_DARK | GRADUS_PALETTE_HIGH_CONTRAST) ==
                 print);
  g_assert_cmpfloat (luminance (print->background), ==, 1.0);
  g_assert_cmpfloat (luminance (gradus_palette_get (GRADUS_PALETTE_LIGHT)->background), >, 0.9);
  g_assert_cmpfloat (luminance (gradus_palette_get (GRADUS_PALETTE_DARK)->background), <, 0.05);
  g_assert_true (gradus_palette_get (GRADUS_PALETTE_HIGH_CONTRAST)->high_contrast);
  g_assert_false (gradus_palette_get (GRADUS_PALETTE_DARK)->high_contrast);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/choice", test_choice);
  g_test_add_func ("/palette/contrast", test_contrast);
  g_test_add_func ("/palette/color-vision", test_color_vision);
  return g_test_run ();
}
