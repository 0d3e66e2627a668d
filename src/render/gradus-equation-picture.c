/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-equation-picture.h"

#include <math.h>

#define LARGEST  24.0 /* pixels of letters on a page 800 wide */
#define SMALLEST 3.0
#define SHRINK   0.94
#define MARGIN   24.0
#define LEAD     0.9 /* between equations, in font sizes */

static void
free_layout (gpointer layout)
{
  gradus_math_layout_free (layout);
}

/* All equations set for that width; their height with what is between them. */
static GPtrArray *
lay_out (const GradusEquationPicture *picture, double font, double width, double *height, double *widest)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func (free_layout);

  *height = *widest = 0;
  for (int i = 0; i < GRADUS_N_EQUATIONS; i++)
    {
      GradusMathLayout *layout;
      GradusMathSize size;
      GradusMath *math;

      if (!gradus_formula_has_equation (&picture->context, picture->layer, (GradusEquation) i))
        continue;
      math = gradus_formula_equation (&picture->context, picture->layer, (GradusEquation) i);
      layout = gradus_math_layout_new (math, NULL, font, width);
      size = gradus_math_layout_size (layout);
      *height += size.ascent + size.descent + (layouts->len > 0 ? LEAD * font : 0);
      *widest = fmax (*widest, size.width);
      g_ptr_array_add (layouts, layout);
      gradus_math_free (math);
    }
  return layouts;
}

void
gradus_equation_picture_paint (const GradusEquationPicture *picture,
                               const GradusPalette *palette,
                               cairo_t *cr,
                               double width,
                               double height)
{
  double scale = fmax (fmin (width / 800, height / 600), 0.25), font = LARGEST * scale;
  double margin = MARGIN * scale, room = width - 2 * margin, used, widest, y = margin;
  g_autoptr (GPtrArray) layouts = lay_out (picture, font, room, &used, &widest);
  const GradusPart none = { .kind = GRADUS_PART_NONE };

  while ((used > height - 2 * margin || widest > room) && font * SHRINK >= SMALLEST * scale)
    {
      font *= SHRINK;
      g_ptr_array_unref (layouts);
      layouts = lay_out (picture, font, room, &used, &widest);
    }

  cairo_set_source_rgb (cr, palette->background.red, palette->background.green, palette->background.blue);
  cairo_paint (cr);
  for (guint i = 0; i < layouts->len; i++)
    {
      const GradusMathLayout *layout = g_ptr_array_index (layouts, i);
      GradusMathSize size = gradus_math_layout_size (layout);

      gradus_math_layout_paint (layout, palette, none, cr, margin, y);
      y += size.ascent + size.descent + LEAD * font;
    }
}
