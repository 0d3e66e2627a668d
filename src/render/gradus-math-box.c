/* Sets the boxes of a formula. Every box is set with its baseline at the
 * origin; whoever contains it moves its marks to their place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-math-private.h"

#include <math.h>
#include <string.h>

#include "render/gradus-format.h"

/* In font sizes. */
#define RULE            0.055
#define FRACTION_GAP    0.1
#define FRACTION_MARGIN 0.08
#define FRACTION_SCALE  0.94
#define SCRIPT_SCALE    0.7
#define SCRIPT_DROP     0.22
#define SCRIPT_RISE     0.42
#define COLUMN_GAP      0.3
#define COLUMN_DROP     0.95 /* numbers of a line of factors stand on one line */
#define COLUMN_SCALE    0.86
#define DELIMITER_SCALE 1.9
#define MOST_SETTINGS   2000
#define SMALLEST        7.0 /* pixels; nested scripts stay readable */

void
gradus_math_shift (GArray *marks, guint first, guint end, double dx, double dy)
{
  for (guint i = first; i < end; i++)
    {
      GradusMathMark *mark = &g_array_index (marks, GradusMathMark, i);

      mark->x += dx;
      mark->y += dy;
    }
}

/* Letters that are set already: most of a formula is the same signs again and
 * again, and setting them is what takes the time while numbers run. */
typedef struct
{
  PangoLayout *glyphs;
  GradusMathSize size;
} Setting;

static void
free_setting (gpointer data)
{
  Setting *setting = data;

  g_object_unref (setting->glyphs);
  g_free (setting);
}

static void
free_settings (gpointer data)
{
  g_hash_table_unref (data);
}

/* One table a thread, since pango's objects belong to one. */
static GPrivate settings_key = G_PRIVATE_INIT (free_settings);

static GHashTable *
get_settings (void)
{
  GHashTable *settings = g_private_get (&settings_key);

  if (settings == NULL)
    {
      settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_setting);
      g_private_set (&settings_key, settings);
    }
  else if (g_hash_table_size (settings) >= MOST_SETTINGS)
    g_hash_table_remove_all (settings);
  return settings;
}

static Setting *
make_setting (GradusMathSetter *setter, const char *text, gboolean italic, double size)
{
  Setting *setting = g_new0 (Setting, 1);
  PangoRectangle ink, logical;

  setting->glyphs = pango_layout_new (setter->context);
  pango_font_description_set_absolute_size (setter->font, size * PANGO_SCALE);
  pango_font_description_set_style (setter->font, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description (setting->glyphs, setter->font);
  pango_layout_set_text (setting->glyphs, text, -1);
  pango_layout_get_extents (setting->glyphs, &ink, &logical);

  double baseline = pango_layout_get_baseline (setting->glyphs);
  /* Slanted letters may reach over their right edge; what follows must not touch them. */
  double right = MAX (logical.x + logical.width, ink.x + ink.width);

  /* Lines get their height from the letters, not from the leading that text has. */
  setting->size = (GradusMathSize){
    .width = right / PANGO_SCALE,
    .ascent = MAX (0.68 * size, (baseline - ink.y) / PANGO_SCALE),
    .descent = MAX (0.05 * size, (ink.y + ink.height - baseline) / PANGO_SCALE),
  };
  return setting;
}

static GradusMathSize
set_glyphs (GradusMathSetter *setter, const char *text, gboolean italic, double size)
{
  GHashTable *settings = get_settings ();
  g_autofree char *key = g_strdup_printf (
      "%c%.3f %s %s", italic ? 'i' : 'u', size, text, pango_font_description_get_family (setter->font));
  Setting *setting = g_hash_table_lookup (settings, key);

  if (setting == NULL)
    {
      setting = make_setting (setter, text, italic, size);
      g_hash_table_insert (settings, g_steal_pointer (&key), setting);
    }

  GradusMathMark mark = {
    .kind = GRADUS_MATH_MARK_GLYPHS,
    .glyphs = g_object_ref (setting->glyphs),
    .ink = setter->ink,
  };

  g_array_append_val (setter->marks, mark);
  return setting->size;
}

static GradusMathSize
set_delimiter (GradusMathSetter *setter, const char *text, double size)
{
  guint first = setter->marks->len;
  GradusMathSize box = set_glyphs (setter, text, FALSE, size * DELIMITER_SCALE);
  double middle = (box.ascent - box.descent) / 2;
  double dy = middle - GRADUS_MATH_AXIS * size;

  gradus_math_shift (setter->marks, first, setter->marks->len, 0, dy);
  return (GradusMathSize){ box.width, box.ascent - dy, box.descent + dy };
}

static GradusMathSize
set_fraction (GradusMathSetter *setter, const GradusMath *math, double size)
{
  guint top = setter->marks->len;
  GradusMathSize numerator = gradus_math_set_box (setter, gradus_math_child (math, 0), size * FRACTION_SCALE);
  guint bottom = setter->marks->len;
  GradusMathSize denominator = gradus_math_set_box (setter, gradus_math_child (math, 1), size * FRACTION_SCALE);
  double margin = FRACTION_MARGIN * size, gap = FRACTION_GAP * size, rule = RULE * size, axis = GRADUS_MATH_AXIS * size;
  double width = MAX (numerator.width, denominator.width) + 2 * margin;
  double rise = axis + rule / 2 + gap + numerator.descent;
  double drop = -axis + rule / 2 + gap + denominator.ascent;

  gradus_math_shift (setter->marks, top, bottom, (width - numerator.width) / 2, -rise);
  gradus_math_shift (setter->marks, bottom, setter->marks->len, (width - denominator.width) / 2, drop);

  GradusMathMark mark = {
    .kind = GRADUS_MATH_MARK_RULE,
    .x = margin / 2,
    .y = -axis - rule / 2,
    .width = width - margin,
    .height = rule,
    .ink = setter->ink,
  };

  g_array_append_val (setter->marks, mark);
  return (GradusMathSize){ width, rise + numerator.ascent, drop + denominator.descent };
}

static GradusMathSize
set_script (GradusMathSetter *setter, const GradusMath *math, double size)
{
  GradusMathSize base = gradus_math_set_box (setter, gradus_math_child (math, 0), size);
  guint first = setter->marks->len;
  GradusMathSize script =
      gradus_math_set_box (setter, gradus_math_child (math, 1), MAX (size * SCRIPT_SCALE, MIN (size, SMALLEST)));
  double dy = math->raised ? -SCRIPT_RISE * size : SCRIPT_DROP * size;
  double gap = 0.03 * size;

  gradus_math_shift (setter->marks, first, setter->marks->len, base.width + gap, dy);
  return (GradusMathSize){
    .width = base.width + gap + script.width,
    .ascent = MAX (base.ascent, script.ascent - dy),
    .descent = MAX (base.descent, script.descent + dy),
  };
}

static GradusMathSize
set_column (GradusMathSetter *setter, const GradusMath *math, double size)
{
  GradusMathSize whole = { 0 };
  guint n = math->children->len;
  g_autofree guint *ends = g_new (guint, n + 1);
  g_autofree GradusMathSize *sizes = g_new (GradusMathSize, n + 1);

  ends[0] = setter->marks->len;
  for (guint i = 0; i < n; i++)
    {
      sizes[i] = gradus_math_set_box (setter, gradus_math_child (math, i), i == 0 ? size : size * COLUMN_SCALE);
      ends[i + 1] = setter->marks->len;
      whole.width = MAX (whole.width, sizes[i].width);
    }

  for (guint i = 0; i < n; i++)
    {
      double dy = i == 0 ? 0 : MAX (whole.descent, COLUMN_DROP * size) + COLUMN_GAP * size + sizes[i].ascent;

      gradus_math_shift (setter->marks, ends[i], ends[i + 1], (whole.width - sizes[i].width) / 2, dy);
      whole.ascent = i == 0 ? sizes[i].ascent : whole.ascent;
      whole.descent = dy + sizes[i].descent;
    }
  return whole;
}

static GradusMathSize
set_part (GradusMathSetter *setter, const GradusMath *math, double size)
{
  GradusMathSize box = gradus_math_set_box (setter, gradus_math_child (math, 0), size);
  GradusMathMark mark = {
    .kind = GRADUS_MATH_MARK_PART,
    .y = -box.ascent,
    .width = box.width,
    .height = box.ascent + box.descent,
    .part = math->part,
  };

  g_array_append_val (setter->marks, mark);
  return box;
}

/* The room of the number to come, so that nothing moves when it does. */
static GradusMathSize
set_hidden (GradusMathSetter *setter, const GradusMath *math, double size)
{
  guint first = setter->marks->len;
  GradusMathSize room = gradus_math_set_box (setter, gradus_math_child (math, 0), size);
  GradusMathInk ink = setter->ink;

  for (guint i = first; i < setter->marks->len; i++)
    g_clear_object (&g_array_index (setter->marks, GradusMathMark, i).glyphs);
  g_array_set_size (setter->marks, first);

  setter->ink = GRADUS_MATH_INK_DIM;
  GradusMathSize dash = set_glyphs (setter, GRADUS_MISSING, FALSE, size);
  setter->ink = ink;

  gradus_math_shift (setter->marks, first, setter->marks->len, (room.width - dash.width) / 2, 0);
  room.width = MAX (room.width, dash.width);
  return room;
}

static GradusMathSize
set_colored (GradusMathSetter *setter, const GradusMath *math, double size)
{
  GradusMathInk ink = setter->ink;

  if (math->kind == GRADUS_MATH_DIMMED)
    setter->ink = GRADUS_MATH_INK_DIM;
  else if (math->sign != 0)
    setter->ink = math->sign > 0 ? GRADUS_MATH_INK_POSITIVE : GRADUS_MATH_INK_NEGATIVE;

  GradusMathSize box = gradus_math_set_box (setter, gradus_math_child (math, 0), size);

  setter->ink = ink;
  return box;
}

static GradusMathSize
set_symbol (GradusMathSetter *setter, const GradusMath *math, double size)
{
  GradusMathSize whole = { 0 };

  for (guint i = 0; i < math->children->len; i++)
    {
      guint first = setter->marks->len;
      GradusMathSize box = gradus_math_set_box (setter, gradus_math_child (math, i), size);

      gradus_math_shift (setter->marks, first, setter->marks->len, whole.width, 0);
      whole.width += box.width;
      whole.ascent = MAX (whole.ascent, box.ascent);
      whole.descent = MAX (whole.descent, box.descent);
    }
  return whole;
}

GradusMathSize
gradus_math_set_text (GradusMathSetter *setter, const char *text, double size)
{
  return set_glyphs (setter, text, FALSE, size);
}

GradusMathSize
gradus_math_set_box (GradusMathSetter *setter, const GradusMath *math, double size)
{
  switch (math->kind)
    {
    case GRADUS_MATH_SYMBOL:
      return set_symbol (setter, math, size);
    case GRADUS_MATH_ITALIC:
      return set_glyphs (setter, math->text, TRUE, size);
    case GRADUS_MATH_UPRIGHT:
    case GRADUS_MATH_OPERATOR:
      return set_glyphs (setter, math->text, FALSE, size);
    case GRADUS_MATH_DELIMITER:
      return set_delimiter (setter, math->text, size);
    case GRADUS_MATH_FRACTION:
      return set_fraction (setter, math, size);
    case GRADUS_MATH_SCRIPT:
      return set_script (setter, math, size);
    case GRADUS_MATH_ROW:
      return gradus_math_set_row (setter, math, size, 0);
    case GRADUS_MATH_COLUMN:
      return set_column (setter, math, size);
    case GRADUS_MATH_MATRIX:
      return gradus_math_set_matrix (setter, math, size);
    case GRADUS_MATH_PART:
      return set_part (setter, math, size);
    case GRADUS_MATH_COLOR:
    case GRADUS_MATH_DIMMED:
      return set_colored (setter, math, size);
    case GRADUS_MATH_HIDDEN:
      return set_hidden (setter, math, size);
    }
  g_return_val_if_reached ((GradusMathSize){ 0 });
}
