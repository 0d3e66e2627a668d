/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-math-private.h"

#include <math.h>

#define REACH 2.0 /* pixels around a part that still belong to it */

static void
clear_mark (gpointer data)
{
  GradusMathMark *mark = data;

  g_clear_object (&mark->glyphs);
}

static void
set_ink (cairo_t *cr, const GradusPalette *palette, GradusMathInk ink)
{
  const GradusColor *color = &palette->text;

  if (ink == GRADUS_MATH_INK_DIM)
    color = &palette->dim_text;
  else if (ink == GRADUS_MATH_INK_POSITIVE)
    color = &palette->positive_text;
  else if (ink == GRADUS_MATH_INK_NEGATIVE)
    color = &palette->negative_text;
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

static void
paint_highlight (const GradusMathMark *mark, const GradusPalette *palette, cairo_t *cr)
{
  double x = mark->x - 3, y = mark->y - 3, width = mark->width + 6, height = mark->height + 6, r = 4;
  const GradusColor *color = &palette->highlight;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, 0.22);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  cairo_set_line_width (cr, palette->high_contrast ? 2 : 1);
  cairo_stroke (cr);
}

GradusMathLayout *
gradus_math_layout_new (const GradusMath *math, const char *font_family, double size, double width)
{
  GradusMathLayout *layout = g_new0 (GradusMathLayout, 1);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();
  GradusMathSetter setter = { .context = context, .font = font };

  /* Mathematics goes from left to right whatever the language, and looks the same at any scale. */
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_font_description_set_family (font, font_family != NULL ? font_family : GRADUS_MATH_FONT);

  layout->marks = g_array_new (FALSE, TRUE, sizeof (GradusMathMark));
  g_array_set_clear_func (layout->marks, clear_mark);
  layout->font_size = size;
  setter.marks = layout->marks;
  layout->size = math->kind == GRADUS_MATH_ROW ? gradus_math_set_row (&setter, math, size, width)
                                               : gradus_math_set_box (&setter, math, size);
  gradus_math_shift (layout->marks, 0, layout->marks->len, 0, layout->size.ascent);
  cairo_font_options_destroy (options);
  g_object_unref (context);
  return layout;
}

void
gradus_math_layout_free (GradusMathLayout *layout)
{
  if (layout == NULL)
    return;
  g_array_unref (layout->marks);
  g_free (layout);
}

GradusMathSize
gradus_math_layout_size (const GradusMathLayout *layout)
{
  return layout->size;
}

void
gradus_math_layout_paint (const GradusMathLayout *layout,
                          const GradusPalette *palette,
                          GradusPart hover,
                          cairo_t *cr,
                          double x,
                          double y)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);

  for (guint i = 0; hover.kind != GRADUS_PART_NONE && i < layout->marks->len; i++)
    {
      const GradusMathMark *mark = &g_array_index (layout->marks, GradusMathMark, i);

      if (mark->kind == GRADUS_MATH_MARK_PART && gradus_part_equal (mark->part, hover))
        paint_highlight (mark, palette, cr);
    }

  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GradusMathMark *mark = &g_array_index (layout->marks, GradusMathMark, i);

      if (mark->kind == GRADUS_MATH_MARK_PART)
        continue;
      set_ink (cr, palette, mark->ink);
      if (mark->kind == GRADUS_MATH_MARK_RULE)
        {
          cairo_rectangle (cr, mark->x, mark->y, mark->width, MAX (mark->height, 1));
          cairo_fill (cr);
          continue;
        }
      cairo_move_to (cr, mark->x, mark->y - (double) pango_layout_get_baseline (mark->glyphs) / PANGO_SCALE);
      pango_cairo_show_layout (cr, mark->glyphs);
    }
  cairo_restore (cr);
}

gboolean
gradus_math_layout_has (const GradusMathLayout *layout, GradusPart part)
{
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GradusMathMark *mark = &g_array_index (layout->marks, GradusMathMark, i);

      if (mark->kind == GRADUS_MATH_MARK_PART && gradus_part_equal (mark->part, part))
        return TRUE;
    }
  return FALSE;
}

GradusPart
gradus_math_layout_pick (const GradusMathLayout *layout, double x, double y)
{
  GradusPart part = { .kind = GRADUS_PART_NONE };
  double smallest = INFINITY;

  /* Of parts within parts, the inner one. */
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GradusMathMark *mark = &g_array_index (layout->marks, GradusMathMark, i);

      if (mark->kind != GRADUS_MATH_MARK_PART || x < mark->x - REACH || x > mark->x + mark->width + REACH ||
          y < mark->y - REACH || y > mark->y + mark->height + REACH || mark->width * mark->height >= smallest)
        continue;
      smallest = mark->width * mark->height;
      part = mark->part;
    }
  return part;
}
