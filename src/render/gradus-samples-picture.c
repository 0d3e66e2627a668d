/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-samples-picture.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "render/gradus-axes.h"

#define FONT_SIZE   11.0 /* pixels */
#define THUMB       3.4  /* ems of a small picture's longer side */
#define GAP         0.7  /* ems between them */
#define CAPTION     1.4  /* ems of the line below each */
#define BAR_HEIGHT  1.5  /* ems of the tallest bar of outputs */
#define LARGE_SHARE 0.5  /* of the height that the large picture takes */

typedef struct
{
  double font;
  double width, height; /* of a small picture */
  double step, row;     /* from one to the next */
  double left;
  size_t per_row;
} Frame;

static Frame
make_frame (const GradusSamplesPicture *picture, double width)
{
  double font = FONT_SIZE * CLAMP (picture->text_scale, 0.5, 4.0);
  double pixel = THUMB * font / (double) MAX (MAX (picture->columns, picture->rows), 1);
  Frame frame = { .font = font };

  frame.width = round (pixel * (double) picture->columns);
  frame.height = round (pixel * (double) picture->rows);
  frame.step = frame.width + GAP * font;
  frame.row = round (frame.height + (CAPTION + GAP) * font);
  frame.per_row = MAX ((size_t) MAX ((width - GAP * font) / frame.step, 1), 1);
  frame.left = MAX (GAP * font, (width - (double) frame.per_row * frame.step + GAP * font) / 2);
  return frame;
}

static void
set_color (cairo_t *cr, GradusColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

static PangoLayout *
create_layout (cairo_t *cr, double size)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = gradus_axes_font (MAX (size, 1));

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

/* x_share and y_share say which point of the text stands at x, y: 0 its start, 1 its end. */
static void
draw_text (cairo_t *cr, PangoLayout *layout, const char *text, double x, double y, double x_share, double y_share)
{
  PangoRectangle logical;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  cairo_move_to (cr, x - x_share * logical.width / PANGO_SCALE, y - y_share * logical.height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

void
gradus_pixels_paint (size_t columns,
                     size_t rows,
                     const double pixels[],
                     double low,
                     double high,
                     const GradusPalette *palette,
                     cairo_t *cr,
                     double x,
                     double y,
                     double width,
                     double height)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) columns, (int) rows);
  unsigned char *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);
  GradusColor paper = palette->surface, ink = palette->text;

  cairo_surface_flush (image);
  for (size_t row = 0; row < rows; row++)
    for (size_t column = 0; column < columns; column++)
      {
        double share = (pixels[row * columns + column] - low) / (high > low ? high - low : 1);
        double s = isfinite (share) ? CLAMP (share, 0, 1) : 0;
        guint32 red = (guint32) (255 * (paper.red + s * (ink.red - paper.red)) + 0.5);
        guint32 green = (guint32) (255 * (paper.green + s * (ink.green - paper.green)) + 0.5);
        guint32 blue = (guint32) (255 * (paper.blue + s * (ink.blue - paper.blue)) + 0.5);

        ((guint32 *) (void *) (data + row * (size_t) stride))[column] = red << 16 | green << 8 | blue;
      }
  cairo_surface_mark_dirty (image);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, width / (double) columns, height / (double) rows);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, (double) columns, (double) rows);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

static bool
is_wrong (const GradusSamplesPicture *picture, size_t sample)
{
  return picture->truths != NULL && picture->answers != NULL && picture->truths[sample] != picture->answers[sample];
}

static void
draw_cross (const GradusPalette *palette, cairo_t *cr, double x, double y, double size)
{
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int pass = 0; pass < 2; pass++)
    {
      set_color (cr, pass == 0 ? palette->surface : palette->negative);
      cairo_set_line_width (cr, size * (pass == 0 ? 0.55 : 0.28));
      cairo_move_to (cr, x - size / 2, y - size / 2);
      cairo_line_to (cr, x + size / 2, y + size / 2);
      cairo_move_to (cr, x + size / 2, y - size / 2);
      cairo_line_to (cr, x - size / 2, y + size / 2);
      cairo_stroke (cr);
    }
}

static void
draw_small (const GradusSamplesPicture *picture,
            const GradusPalette *palette,
            cairo_t *cr,
            const Frame *frame,
            PangoLayout *layout,
            size_t place,
            double x,
            double y)
{
  size_t sample = picture->shown[place], n_pixels = picture->columns * picture->rows;
  bool wrong = is_wrong (picture, sample), traced = sample == picture->traced, marked = place == picture->marked;

  gradus_pixels_paint (picture->columns,
                       picture->rows,
                       picture->inputs + sample * n_pixels,
                       picture->low,
                       picture->high,
                       palette,
                       cr,
                       x,
                       y,
                       frame->width,
                       frame->height);
  set_color (cr, traced ? palette->accent : marked ? palette->highlight : wrong ? palette->negative : palette->grid);
  cairo_set_line_width (cr, traced ? 3 : marked || wrong ? 2 : 1);
  if (marked && !traced)
    cairo_set_dash (cr, (double[]){ 4, 2 }, 2, 0);
  cairo_rectangle (cr, x - 0.5, y - 0.5, frame->width + 1, frame->height + 1);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (wrong)
    draw_cross (palette, cr, x + frame->width - 0.55 * frame->font, y + 0.55 * frame->font, 0.6 * frame->font);
  if (picture->truths == NULL)
    return;

  g_autofree char *both =
      wrong
          ? g_strdup_printf ("%s→%s", picture->names[picture->truths[sample]], picture->names[picture->answers[sample]])
          : NULL;

  set_color (cr, wrong ? palette->negative_text : palette->dim_text);
  draw_text (cr,
             layout,
             wrong ? both : picture->names[picture->truths[sample]],
             x + frame->width / 2,
             y + frame->height + 0.1 * frame->font,
             0.5,
             0.0);
}

void
gradus_samples_picture_paint (const GradusSamplesPicture *picture,
                              const GradusPalette *palette,
                              cairo_t *cr,
                              double width,
                              double height)
{
  Frame frame = make_frame (picture, width);
  size_t first = (size_t) (MAX (picture->offset, 0) / frame.row) * frame.per_row;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  set_color (cr, palette->background);
  cairo_paint (cr);

  PangoLayout *layout = create_layout (cr, frame.font);

  for (size_t place = first; place < picture->n_shown; place++)
    {
      double y = (double) (place / frame.per_row) * frame.row + GAP * frame.font - picture->offset;

      if (y > height)
        break;
      draw_small (picture,
                  palette,
                  cr,
                  &frame,
                  layout,
                  place,
                  round (frame.left + (double) (place % frame.per_row) * frame.step),
                  round (y));
    }
  g_object_unref (layout);
  cairo_restore (cr);
}

size_t
gradus_samples_picture_per_row (const GradusSamplesPicture *picture, double width)
{
  return make_frame (picture, width).per_row;
}

double
gradus_samples_picture_height (const GradusSamplesPicture *picture, double width, double *row)
{
  Frame frame = make_frame (picture, width);

  *row = frame.row;
  return (double) ((picture->n_shown + frame.per_row - 1) / frame.per_row) * frame.row + GAP * frame.font;
}

size_t
gradus_samples_picture_pick (const GradusSamplesPicture *picture, double width, double x, double y)
{
  Frame frame = make_frame (picture, width);
  double column = floor ((x - frame.left) / frame.step);
  double row = floor ((y + picture->offset - GAP * frame.font) / frame.row);

  if (!(column >= 0 && row >= 0 && column < (double) frame.per_row &&
        x < frame.left + column * frame.step + frame.width))
    return GRADUS_NO_PLACE;

  size_t place = (size_t) row * frame.per_row + (size_t) column;

  return place < picture->n_shown ? place : GRADUS_NO_PLACE;
}

/* How far the outputs reach, at least from 0 to 1. */
static void
find_range (const GradusSamplePicture *picture, double *low, double *high)
{
  *low = 0;
  *high = 1;
  for (size_t k = 0; k < picture->n_outputs; k++)
    if (isfinite (picture->outputs[k]))
      {
        *low = MIN (*low, picture->outputs[k]);
        *high = MAX (*high, picture->outputs[k]);
      }
}

/* Bars from left to right, one below the other; the truth has a frame, the answer a bold name. */
static void
draw_bars (const GradusSamplePicture *picture,
           const GradusPalette *palette,
           cairo_t *cr,
           double font,
           double x,
           double y,
           double width,
           double height)
{
  double row = MIN (height / (double) picture->n_outputs, BAR_HEIGHT * font), size = MIN (font, row / 1.15);
  double names = 3 * size, numbers = 3.6 * size, low, high;
  PangoLayout *layout = create_layout (cr, size);

  find_range (picture, &low, &high);

  double room = MAX (width - names - numbers, 1), zero = x + names + room * (0 - low) / (high - low);

  for (size_t k = 0; k < picture->n_outputs; k++)
    {
      double top = y + (double) k * row, value = picture->outputs[k];
      double end = isfinite (value) ? x + names + room * (value - low) / (high - low) : zero;
      char number[GRADUS_FORMAT_SIZE];
      bool right = k == picture->truth;

      set_color (cr, right ? palette->positive : k == picture->answer ? palette->negative : palette->line);
      cairo_rectangle (cr, MIN (zero, end), top + 0.15 * row, MAX (fabs (end - zero), 1), 0.7 * row);
      cairo_fill (cr);
      if (right) /* so that the truth needs no colour */
        {
          set_color (cr, palette->text);
          cairo_set_line_width (cr, 1);
          cairo_rectangle (cr, x + names - 0.5, top + 0.5, room + 1, row - 1);
          cairo_stroke (cr);
        }
      set_color (cr, k == picture->answer ? palette->text : palette->dim_text);
      draw_text (cr, layout, picture->names[k], x + names - 0.5 * size, top + row / 2, 1.0, 0.5);
      gradus_format_fixed (picture->format, value, 3, number);
      draw_text (cr, layout, number, x + width, top + row / 2, 1.0, 0.5);
    }
  g_object_unref (layout);
}

void
gradus_sample_picture_paint (const GradusSamplePicture *picture,
                             const GradusPalette *palette,
                             cairo_t *cr,
                             double width,
                             double height)
{
  double font = FONT_SIZE * CLAMP (picture->text_scale, 0.5, 4.0), margin = GAP * font;
  bool beside = width > 1.3 * height; /* the bars */
  double room_across = beside ? (width - 3 * margin) * LARGE_SHARE : width - 2 * margin;
  double room_down = beside ? height - 2 * margin : (height - 3 * margin) * LARGE_SHARE;
  double pixel = MAX (MIN (room_across / (double) picture->columns, room_down / (double) picture->rows), 0.1);
  double across = pixel * (double) picture->columns, down = pixel * (double) picture->rows;
  double left = beside ? margin : (width - across) / 2;

  cairo_save (cr);
  set_color (cr, palette->background);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  gradus_pixels_paint (picture->columns,
                       picture->rows,
                       picture->inputs,
                       picture->low,
                       picture->high,
                       palette,
                       cr,
                       left,
                       margin,
                       across,
                       down);
  set_color (cr, palette->line);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, left - 0.5, margin - 0.5, across + 1, down + 1);
  cairo_stroke (cr);
  if (beside)
    draw_bars (picture,
               palette,
               cr,
               font,
               left + across + margin,
               margin,
               MAX (width - across - 3 * margin, 1),
               height - 2 * margin);
  else
    draw_bars (picture, palette, cr, font, margin, 2 * margin + down, width - 2 * margin, height - down - 3 * margin);
  cairo_restore (cr);
}
