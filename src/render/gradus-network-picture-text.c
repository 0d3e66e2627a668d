/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define FONT_FAMILY   "Cantarell, Adwaita Sans, sans-serif"
#define LEAST_SHRINK  0.8  /* before digits are taken away */
#define SMALLEST_SIZE 0.55 /* before text is cut */

PangoFontDescription *
gradus_pen_font (double size)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, FONT_FAMILY);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  return font;
}

/* Where the subscript of a symbol begins: behind "_", at "₁", at the digits of "h1.2". */
static const char *
find_subscript (const char *symbol)
{
  const char *p = symbol;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '_' || (c >= 0x2080 && c <= 0x2089))
        return p;
    }
  p = g_utf8_next_char (symbol);
  if (*symbol != '\0' && *p != '\0' && strspn (p, "0123456789.") == strlen (p))
    return p;
  return symbol + strlen (symbol);
}

char *
gradus_pen_symbol (const char *symbol, char buffer[])
{
  const char *subscript = find_subscript (symbol);
  g_autofree char *base = g_markup_escape_text (symbol, subscript - symbol);
  g_autoptr (GString) below = g_string_new (NULL);
  bool letter = g_utf8_strlen (symbol, subscript - symbol) == 1;

  for (const char *p = subscript; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x2080 && c <= 0x2089)
        g_string_append_c (below, '0' + (c - 0x2080));
      else if (c != '_' || p != subscript)
        g_string_append_unichar (below, c);
    }

  g_autofree char *escaped = g_markup_escape_text (below->str, -1);

  g_snprintf (buffer,
              GRADUS_MARKUP_SIZE,
              *escaped != '\0' ? "%s%s%s<sub>%s</sub>" : "%s%s%s%s",
              letter ? "<i>" : "",
              base,
              letter ? "</i>" : "",
              escaped);
  return buffer;
}

static void
append_span (GString *markup, const GradusSpan *span, GradusFormat format)
{
  char number[GRADUS_FORMAT_SIZE];
  const char *text = span->markup;

  if (text == NULL)
    text = span->known ? gradus_format_number (format, span->number, number) : GRADUS_MISSING;
  g_string_append_printf (markup,
                          "<span foreground=\"#%02x%02x%02x\"%s>%s</span>",
                          (unsigned) (span->color.red * 255 + 0.5),
                          (unsigned) (span->color.green * 255 + 0.5),
                          (unsigned) (span->color.blue * 255 + 0.5),
                          span->bold ? " weight=\"bold\"" : "",
                          text);
}

/* A number alone, of which there are many, needs no markup: its weight and colour are all of the text's. */
static bool
is_plain (const GradusSpan spans[], size_t n)
{
  return n == 1 && spans->markup == NULL;
}

/* Sets the spans with so many digits; returns their width in pixels. */
static double
set_spans (GradusPen *pen, const GradusSpan spans[], size_t n, int digits)
{
  g_autoptr (GString) markup = g_string_sized_new (256);
  GradusFormat format = { .digits = digits, .locale = pen->format.locale };
  PangoRectangle logical;

  for (size_t i = 0; i < n && !is_plain (spans, n); i++)
    append_span (markup, &spans[i], format);
  if (is_plain (spans, n))
    {
      char number[GRADUS_FORMAT_SIZE];

      pango_layout_set_attributes (pen->layout, NULL);
      pango_layout_set_text (
          pen->layout, spans->known ? gradus_format_number (format, spans->number, number) : GRADUS_MISSING, -1);
    }
  else
    pango_layout_set_markup (pen->layout, markup->str, markup->len);
  pango_layout_get_extents (pen->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

/* In quarters of a pixel: each size is another font to load, and a picture shrinks many texts. */
static double
set_size (GradusPen *pen, double size, bool bold)
{
  size = size > 4.0 ? floor (size * 4.0) / 4.0 : size;

  PangoFontDescription *font = gradus_pen_font (size);

  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (pen->layout, font);
  pango_font_description_free (font);
  return size;
}

static bool
has_number (const GradusSpan spans[], size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (spans[i].markup == NULL)
      return true;
  return false;
}

void
gradus_pen_draw (GradusPen *pen, const GradusSpan spans[], size_t n, double size, double x, double y, double width)
{
  static const int fewer[] = { 6, 4, 3, 2, 1 };

  bool bold = is_plain (spans, n) && spans->bold;

  size = set_size (pen, size, bold);
  pango_layout_set_width (pen->layout, -1);
  pango_layout_set_ellipsize (pen->layout, PANGO_ELLIPSIZE_NONE);

  double natural = set_spans (pen, spans, n, pen->format.digits);

  for (size_t i = 0; i < G_N_ELEMENTS (fewer) && natural * LEAST_SHRINK > width; i++)
    if (fewer[i] < pen->format.digits)
      natural = set_spans (pen, spans, n, fewer[i]);

  if (natural > width)
    {
      size = set_size (pen, size * MAX (width / natural, SMALLEST_SIZE), bold);

      /* A name may be cut, a number never: it would be another number. */
      if (natural * SMALLEST_SIZE > width && !has_number (spans, n))
        {
          pango_layout_set_ellipsize (pen->layout, PANGO_ELLIPSIZE_END);
          pango_layout_set_width (pen->layout, (int) (width * PANGO_SCALE));
        }
    }

  PangoRectangle logical;

  pango_layout_get_extents (pen->layout, NULL, &logical);
  cairo_set_source_rgb (pen->cr, spans->color.red, spans->color.green, spans->color.blue);
  cairo_move_to (pen->cr,
                 x - (logical.x + logical.width / 2.0) / PANGO_SCALE,
                 y + 0.36 * size - (double) pango_layout_get_baseline (pen->layout) / PANGO_SCALE);
  pango_cairo_show_layout (pen->cr, pen->layout);
}
