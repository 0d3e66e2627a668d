/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define SUBSCRIPT_SCALE 0.75 /* of a text that is cut; else the font knows */
#define SUBSCRIPT_DROP  0.15 /* of its size */
#define FONT_FAMILY     "Cantarell, Adwaita Sans, sans-serif"
#define LEAST_SHRINK    0.8  /* before digits are taken away */
#define SMALLEST_SIZE   0.55 /* before text is cut */
#define SIZES_A_PIXEL   4
#define MOST_SPANS      5
#define MOST_SETTINGS   1000

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

char *
gradus_pen_letter (const char *letter, const char *after, char buffer[])
{
  char markup[GRADUS_MARKUP_SIZE];

  g_snprintf (buffer, GRADUS_MARKUP_SIZE, "%s%s", gradus_pen_symbol (letter, markup), after);
  return buffer;
}

char *
gradus_painter_loss (const GradusPainter *painter, char buffer[])
{
  return gradus_pen_letter (gradus_notation_letters (painter->picture->names->notation)->loss, "", buffer);
}

/* A text that is set already. Setting is what text costs, and from one picture
 * to the next most of it is the same. */
typedef struct
{
  PangoLayout *glyphs;
  double left, width, baseline; /* pixels */
} Setting;

/* Texts by everything that decides how they look but their colour. */
typedef struct
{
  PangoContext *context;
  GHashTable *settings;
} Texts;

static void
free_setting (gpointer data)
{
  Setting *setting = data;

  g_object_unref (setting->glyphs);
  g_free (setting);
}

static void
free_texts (gpointer data)
{
  Texts *texts = data;

  g_hash_table_unref (texts->settings);
  g_object_unref (texts->context);
  g_free (texts);
}

/* One a thread, since pango's objects belong to one. */
static GPrivate texts_key = G_PRIVATE_INIT (free_texts);

/* Text whose width grows evenly with its size, so that what fits at one zoom fits at all. */
static PangoContext *
create_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}

static Texts *
get_texts (void)
{
  Texts *texts = g_private_get (&texts_key);

  if (texts == NULL)
    {
      texts = g_new0 (Texts, 1);
      texts->context = create_context ();
      texts->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_setting);
      g_private_set (&texts_key, texts);
    }
  return texts;
}

static gboolean
is_placed_below (PangoAttribute *attribute, gpointer data)
{
  return attribute->klass->type == PANGO_ATTR_FONT_SCALE || attribute->klass->type == PANGO_ATTR_BASELINE_SHIFT;
}

/* Pango loses count of what <sub> has moved where the end of it is cut off, and complains. What is small and low by
 * itself can be cut. */
static void
set_cut_markup (PangoLayout *layout, const char *markup, double size)
{
  g_autofree char *text = NULL;
  PangoAttrList *attributes, *below;
  GSList *found;

  if (!pango_parse_markup (markup, -1, 0, &attributes, &text, NULL, NULL))
    return;
  below = pango_attr_list_filter (attributes, is_placed_below, NULL);
  found = below != NULL ? pango_attr_list_get_attributes (below) : NULL;
  for (GSList *l = found; l != NULL; l = l->next)
    {
      const PangoAttribute *old = l->data;
      PangoAttribute *attribute = old->klass->type == PANGO_ATTR_FONT_SCALE
                                      ? pango_attr_scale_new (SUBSCRIPT_SCALE)
                                      : pango_attr_rise_new ((int) (-SUBSCRIPT_DROP * size * PANGO_SCALE));

      attribute->start_index = old->start_index;
      attribute->end_index = old->end_index;
      pango_attr_list_insert (attributes, attribute);
    }
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_attributes (layout, attributes);
  g_slist_free_full (found, (GDestroyNotify) pango_attribute_destroy);
  g_clear_pointer (&below, pango_attr_list_unref);
  pango_attr_list_unref (attributes);
}

static Setting *
make_setting (PangoContext *context, const char *text, bool markup, bool bold, double size, double cut)
{
  Setting *setting = g_new0 (Setting, 1);
  PangoFontDescription *font = gradus_pen_font (size);
  PangoRectangle logical;

  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  setting->glyphs = pango_layout_new (context);
  pango_layout_set_font_description (setting->glyphs, font);
  pango_font_description_free (font);
  if (cut > 0.0)
    {
      pango_layout_set_ellipsize (setting->glyphs, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (setting->glyphs, (int) (cut * PANGO_SCALE));
    }
  if (markup && cut > 0.0)
    set_cut_markup (setting->glyphs, text, size);
  else if (markup)
    pango_layout_set_markup (setting->glyphs, text, -1);
  else
    pango_layout_set_text (setting->glyphs, text, -1);

  pango_layout_get_extents (setting->glyphs, NULL, &logical);
  setting->left = (double) logical.x / PANGO_SCALE;
  setting->width = (double) logical.width / PANGO_SCALE;
  setting->baseline = (double) pango_layout_get_baseline (setting->glyphs) / PANGO_SCALE;
  return setting;
}

/* `cut`: the width in which the text has to end; 0: as wide as it is. */
static const Setting *
set_text (Texts *texts, const char *text, bool markup, bool bold, double size, double cut)
{
  g_autofree char *key =
      g_strdup_printf ("%d %d %d %s", (int) (size * SIZES_A_PIXEL), (int) (cut * PANGO_SCALE), 2 * markup + bold, text);
  Setting *setting = g_hash_table_lookup (texts->settings, key);

  if (setting == NULL)
    {
      setting = make_setting (texts->context, text, markup, bold, size, cut);
      g_hash_table_insert (texts->settings, g_steal_pointer (&key), setting);
    }
  return setting;
}

/* Each size is another font to load, and a picture shrinks many texts. */
static double
round_size (double size)
{
  return MAX (floor (size * SIZES_A_PIXEL) / SIZES_A_PIXEL, 1.0 / SIZES_A_PIXEL);
}

/* Spans one behind the other. */
typedef struct
{
  const Setting *settings[MOST_SPANS];
  double width;
} Line;

static Line
set_line (const GradusPen *pen, const GradusSpan spans[], size_t n, double size, int digits, double cut)
{
  GradusFormat format = { .digits = digits, .locale = pen->format.locale };
  Texts *texts = get_texts ();
  Line line = { .width = 0.0 };

  for (size_t i = 0; i < n; i++)
    {
      char number[GRADUS_FORMAT_SIZE];
      const char *text = spans[i].markup;

      if (text == NULL)
        text = spans[i].known ? gradus_format_number (format, spans[i].number, number) : GRADUS_MISSING;
      line.settings[i] = set_text (texts, text, spans[i].markup != NULL, spans[i].bold, size, cut);
      line.width += line.settings[i]->width;
    }
  return line;
}

static bool
has_number (const GradusSpan spans[], size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (spans[i].markup == NULL)
      return true;
  return false;
}

/* With fewer digits, and then smaller, where the line does not fit as it is. */
static Line
fit_line (const GradusPen *pen, const GradusSpan spans[], size_t n, double *size, double width)
{
  static const int fewer[] = { 6, 4, 3, 2, 1 };

  int digits = pen->format.digits;
  Line line = set_line (pen, spans, n, *size, digits, 0.0);

  for (size_t i = 0; i < G_N_ELEMENTS (fewer) && line.width * LEAST_SHRINK > width; i++)
    if (fewer[i] < digits)
      line = set_line (pen, spans, n, *size, digits = fewer[i], 0.0);
  if (line.width <= width)
    return line;

  /* A name may be cut, a number never: it would be another number. */
  bool cut = line.width * SMALLEST_SIZE > width && !has_number (spans, n);

  *size = round_size (*size * MAX (width / line.width, SMALLEST_SIZE));
  return set_line (pen, spans, n, *size, digits, cut ? MAX (width, 1.0) : 0.0);
}

void
gradus_pen_draw (const GradusPen *pen,
                 const GradusSpan spans[],
                 size_t n,
                 double size,
                 double x,
                 double y,
                 double width)
{
  Texts *texts = get_texts ();

  g_return_if_fail (n <= MOST_SPANS);

  /* Not later: a line holds on to what it is made of. */
  if (g_hash_table_size (texts->settings) >= MOST_SETTINGS)
    g_hash_table_remove_all (texts->settings);

  size = round_size (size);

  Line line = fit_line (pen, spans, n, &size, width);

  x -= line.width / 2;
  for (size_t i = 0; i < n; i++)
    {
      const Setting *setting = line.settings[i];

      cairo_set_source_rgb (pen->cr, spans[i].color.red, spans[i].color.green, spans[i].color.blue);
      cairo_move_to (pen->cr, x - setting->left, y + 0.36 * size - setting->baseline);
      pango_cairo_show_layout (pen->cr, setting->glyphs);
      x += setting->width;
    }
}
