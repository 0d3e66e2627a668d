/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-path-picture.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "render/gradus-path-style.h"

#define LARGEST  24.0 /* pixels of letters on a page 800 wide */
#define SMALLEST 9.0
#define SHRINK   0.92
#define LEAD     0.55 /* between lines, in ems */
#define KEY      3.2  /* room for key and number before a path, in ems */

typedef struct
{
  GradusMathLayout *layout;
  double height;
  gssize rank; /* of the path; -1: another line */
} Line;

static void
clear_line (gpointer data)
{
  gradus_math_layout_free (((Line *) data)->layout);
}

static void
add_line (GArray *lines, GradusMath *math, gssize rank, double font, double width)
{
  Line line = { .rank = rank };
  GradusMathSize size;

  line.layout = gradus_math_layout_new (math, NULL, font, rank >= 0 ? width - KEY * font : width);
  size = gradus_math_layout_size (line.layout);
  line.height = size.ascent + size.descent + LEAD * font;
  gradus_math_free (math);
  g_array_append_val (lines, line);
}

static GArray *
lay_out (const GradusPathPicture *picture, double font, double width, double *height)
{
  const GradusFormulaContext *context = &picture->context;
  const GradusPaths *paths = picture->paths;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, clear_line);
  for (size_t i = 0; i < gradus_formula_path_n_lines (context, paths->source); i++)
    add_line (lines, gradus_formula_path_line (context, paths->source, i), -1, font, width);
  for (size_t i = 0; i < paths->n_shown; i++)
    add_line (lines, gradus_formula_path (context, paths->source, &paths->shown[i]), (gssize) i, font, width);
  add_line (lines, gradus_formula_path_sum (context, paths), -1, font, width);
  for (size_t i = 0; i < GRADUS_PATH_PROOF_LINES; i++)
    add_line (lines, gradus_formula_path_proof (context, paths, i), -1, font, width);

  *height = 0;
  for (guint i = 0; i < lines->len; i++)
    *height += g_array_index (lines, Line, i).height;
  return lines;
}

/* Takes paths away from the end until the page holds the lines. */
static void
cut (GArray *lines, double height, double room)
{
  for (guint i = lines->len; i-- > 0 && height > room;)
    if (g_array_index (lines, Line, i).rank > 0)
      {
        height -= g_array_index (lines, Line, i).height;
        g_array_remove_index (lines, i);
      }
}

static void
draw_key (const Line *line, const GradusPalette *palette, cairo_t *cr, double font, double x, double y)
{
  g_autofree char *number = g_strdup_printf ("%d", (int) line->rank + 1);
  g_autoptr (PangoLayout) text = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string ("Sans Bold");
  double middle = y + (line->height - LEAD * font) / 2;
  int width, height;

  pango_font_description_set_absolute_size (description, 0.8 * font * PANGO_SCALE);
  pango_layout_set_font_description (text, description);
  pango_layout_set_text (text, number, -1);
  pango_layout_get_pixel_size (text, &width, &height);
  cairo_set_source_rgb (cr, palette->text.red, palette->text.green, palette->text.blue);
  cairo_move_to (cr, x + 1.1 * font - width, middle - height / 2.0);
  pango_cairo_show_layout (cr, text);
  gradus_path_draw_key (palette, (size_t) line->rank, cr, x + 1.3 * font, middle, 1.5 * font, 0.22 * font);
  pango_font_description_free (description);
}

void
gradus_path_picture_paint (const GradusPathPicture *picture,
                           const GradusPalette *palette,
                           cairo_t *cr,
                           double width,
                           double height)
{
  double scale = fmax (fmin (width / 800, height / 600), 0.25), font = LARGEST * scale;
  double margin = 24 * scale, used;
  g_autoptr (GArray) lines = lay_out (picture, font, width - 2 * margin, &used);
  const GradusPart none = { .kind = GRADUS_PART_NONE };
  double y = margin;

  while (used > height - 2 * margin && font * SHRINK >= SMALLEST * scale)
    {
      font *= SHRINK;
      g_array_unref (lines);
      lines = lay_out (picture, font, width - 2 * margin, &used);
    }
  cut (lines, used, height - 2 * margin);

  cairo_set_source_rgb (cr, palette->background.red, palette->background.green, palette->background.blue);
  cairo_paint (cr);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (line->rank >= 0)
        draw_key (line, palette, cr, font, margin, y);
      gradus_math_layout_paint (line->layout, palette, none, cr, margin + (line->rank >= 0 ? KEY * font : 0), y);
      y += line->height;
    }
}
