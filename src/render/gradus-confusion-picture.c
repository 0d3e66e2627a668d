/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-confusion-picture.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "render/gradus-field-picture-private.h"

#define FONT_SIZE      12.0  /* pixels, in a picture of about PLAIN_SIZE */
#define PLAIN_SIZE     600.0 /* square root of the area */
#define LEAST_FONT     6.0   /* pixels; what would be smaller is left out */
#define MARGIN         0.6   /* ems around everything */
#define WIDEST_CELL    7.0   /* ems */
#define HIGHEST_CELL   3.2
#define LINE_HEIGHT    1.15 /* of a cell's text, in its font */
#define NAME_LINE      1.4  /* ems of a line of names above the cells */
#define LEAST_ROW      1.1  /* ems; lower ones make room */
#define SUMMARIES      2    /* columns and rows after the classes: totals, and recall or precision */
#define FAINTEST       0.1  /* of the full colour, where there is anything at all */
#define STRONGEST      0.5
#define STRONGEST_HIGH 0.35 /* in high contrast, so that text keeps its own */

typedef struct
{
  double font;
  double left, top; /* of the first cell */
  double cell, row; /* width and height of the cells */
  double label;     /* left edge of the names */
  bool sums;        /* there is room for rows below those of the classes */
} Frame;

typedef struct
{
  const GradusConfusionPicture *picture;
  const GradusPalette *palette;
  Frame frame;
  cairo_t *cr;
  PangoLayout *text;
} Canvas;

static Frame
make_frame (const GradusConfusionPicture *picture, double width, double height)
{
  double scale = CLAMP (sqrt (MAX (width, 1) * MAX (height, 1)) / PLAIN_SIZE, 0.85, 8.0);
  double font = MIN (FONT_SIZE * scale * CLAMP (picture->text_scale, 0.5, 4.0), height / 8);
  double columns = (double) picture->n_classes + SUMMARIES, rows = columns;
  double labels = 5.5 * font, heading = 2 * NAME_LINE * font;
  Frame frame = { .font = font, .sums = true };

  /* Where it is tight the sums below go first, and the line that says what the columns are. */
  if ((height - heading - 2 * MARGIN * font) / rows < LEAST_ROW * font)
    {
      frame.sums = false;
      rows -= SUMMARIES;
      heading = NAME_LINE * font;
    }
  frame.cell = CLAMP ((width - labels - 2 * MARGIN * font) / columns, 1, WIDEST_CELL * font);
  frame.row = CLAMP ((height - heading - MARGIN * font) / rows, 1, HIGHEST_CELL * font);

  /* In the middle of what there is. */
  double spare = MAX (0, width - labels - columns * frame.cell) / 2;
  double spare_height = MAX (0, height - heading - rows * frame.row) / 2;

  frame.label = floor (spare);
  frame.left = frame.label + labels;
  frame.top = floor (spare_height + heading);
  return frame;
}

static void
set_color (const Canvas *canvas, GradusColor color)
{
  cairo_set_source_rgb (canvas->cr, color.red, color.green, color.blue);
}

static void
set_font (const Canvas *canvas, double size, bool bold)
{
  PangoFontDescription *font = gradus_axes_font (size);

  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (canvas->text, font);
  pango_font_description_free (font);
}

/* One line in a box, smaller where it would not fit, and left out where nobody could read it. */
static void
draw_in_box (const Canvas *canvas, const char *text, double x, double y, double width, double height, bool bold)
{
  double size = MIN (canvas->frame.font, height / LINE_HEIGHT);
  PangoRectangle logical;

  set_font (canvas, size, bold);
  pango_layout_set_text (canvas->text, text, -1);
  pango_layout_get_extents (canvas->text, NULL, &logical);

  double extent = (double) logical.width / PANGO_SCALE, room = width - 0.3 * size;

  if (extent > room)
    {
      size *= room / extent;
      set_font (canvas, MAX (size, 1), bold);
      pango_layout_get_extents (canvas->text, NULL, &logical);
    }
  if (size < LEAST_FONT)
    return;
  cairo_move_to (canvas->cr,
                 x + (width - (double) logical.width / PANGO_SCALE) / 2,
                 y + (height - (double) logical.height / PANGO_SCALE) / 2);
  pango_cairo_show_layout (canvas->cr, canvas->text);
}

static double
column_at (const Canvas *canvas, size_t column)
{
  return canvas->frame.left + (double) column * canvas->frame.cell;
}

static double
row_at (const Canvas *canvas, size_t row)
{
  return canvas->frame.top + (double) row * canvas->frame.row;
}

/* In cell row, column, where classes come first and then the summaries. */
static void
draw_in_cell (const Canvas *canvas, const char *text, size_t row, size_t column, bool bold)
{
  draw_in_box (
      canvas, text, column_at (canvas, column), row_at (canvas, row), canvas->frame.cell, canvas->frame.row, bold);
}

static void
draw_count (const Canvas *canvas, size_t count, size_t row, size_t column, bool bold)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GSIZE_FORMAT, count);
  draw_in_cell (canvas, text, row, column, bold);
}

/* Rounded down, so that 1 means all. */
static void
draw_share (const Canvas *canvas, double share, size_t row, size_t column)
{
  char text[GRADUS_FORMAT_SIZE];

  if (isnan (share))
    g_strlcpy (text, "–", sizeof text);
  else
    gradus_format_fixed (canvas->picture->format, floor (share * 1000 + 1e-9) / 1000, 3, text);
  draw_in_cell (canvas, text, row, column, false);
}

static void
draw_cells (const Canvas *canvas)
{
  const GradusConfusionPicture *picture = canvas->picture;
  double strongest = canvas->palette->high_contrast ? STRONGEST_HIGH : STRONGEST;

  for (size_t truth = 0; truth < picture->n_classes; truth++)
    {
      size_t all = gradus_confusion_truths (picture->n_classes, picture->counts, truth);

      for (size_t answer = 0; answer < picture->n_classes; answer++)
        {
          size_t count = picture->counts[truth * picture->n_classes + answer];
          double share = all > 0 ? (double) count / (double) all : 0;
          double strength = count > 0 ? FAINTEST + share * (strongest - FAINTEST) : 0;

          set_color (canvas, gradus_field_color (canvas->palette, truth == answer ? 1 : -1, strength));
          cairo_rectangle (
              canvas->cr, column_at (canvas, answer), row_at (canvas, truth), canvas->frame.cell, canvas->frame.row);
          cairo_fill (canvas->cr);
          set_color (canvas, count > 0 ? canvas->palette->text : canvas->palette->dim_text);
          draw_count (canvas, count, truth, answer, truth == answer);
        }
    }
}

static void
draw_lines (const Canvas *canvas)
{
  const Frame *frame = &canvas->frame;
  size_t n = canvas->picture->n_classes;
  double line = MAX (1.0, round (frame->font / 12));
  cairo_t *cr = canvas->cr;

  set_color (canvas, canvas->palette->grid);
  cairo_set_line_width (cr, line);
  for (size_t k = 0; k <= n; k++)
    {
      cairo_move_to (cr, frame->left, row_at (canvas, k));
      cairo_line_to (cr, column_at (canvas, n), row_at (canvas, k));
      cairo_move_to (cr, column_at (canvas, k), frame->top);
      cairo_line_to (cr, column_at (canvas, k), row_at (canvas, n));
    }
  cairo_stroke (cr);

  /* What is right has a frame, so that it needs no colour. */
  set_color (canvas, canvas->palette->line);
  cairo_set_line_width (cr, line * (canvas->palette->high_contrast ? 2 : 1));
  for (size_t k = 0; k < n; k++)
    cairo_rectangle (cr, column_at (canvas, k), row_at (canvas, k), frame->cell, frame->row);
  cairo_stroke (cr);

  if (canvas->picture->truth < n && canvas->picture->answer < n)
    {
      set_color (canvas, canvas->palette->accent);
      cairo_set_line_width (cr, MAX (2.0, frame->font * 0.22));
      cairo_rectangle (cr,
                       column_at (canvas, canvas->picture->answer),
                       row_at (canvas, canvas->picture->truth),
                       frame->cell,
                       frame->row);
      cairo_stroke (cr);
    }
}

static void
draw_summaries (const Canvas *canvas)
{
  const GradusConfusionPicture *picture = canvas->picture;
  size_t n = picture->n_classes, all = 0;

  set_color (canvas, canvas->palette->dim_text);
  for (size_t k = 0; k < n; k++)
    {
      size_t truths = gradus_confusion_truths (n, picture->counts, k);

      all += truths;
      draw_count (canvas, truths, k, n, false);
      draw_share (canvas, gradus_confusion_recall (n, picture->counts, k), k, n + 1);
      if (!canvas->frame.sums)
        continue;
      draw_count (canvas, gradus_confusion_answers (n, picture->counts, k), n, k, false);
      draw_share (canvas, gradus_confusion_precision (n, picture->counts, k), n + 1, k);
    }
  if (!canvas->frame.sums)
    return;
  draw_count (canvas, all, n, n, false);
  set_color (canvas, canvas->palette->text);
  draw_share (canvas, gradus_confusion_accuracy (n, picture->counts), n + 1, n + 1);
}

static void
draw_names (const Canvas *canvas)
{
  const GradusConfusionPicture *picture = canvas->picture;
  const Frame *frame = &canvas->frame;
  size_t n = picture->n_classes;
  double width = frame->left - frame->label, line = NAME_LINE * frame->font;

  set_color (canvas, canvas->palette->text);
  for (size_t k = 0; k < n; k++)
    {
      draw_in_box (canvas, picture->names[k], column_at (canvas, k), frame->top - line, frame->cell, line, true);
      draw_in_box (canvas, picture->names[k], frame->label, row_at (canvas, k), width, frame->row, true);
    }

  set_color (canvas, canvas->palette->dim_text);
  /* Translators: a row of the confusion matrix: what the samples are. With the arrow that stands before it. */
  draw_in_box (canvas, _ ("↓ Truth"), frame->label, frame->top - line, width, line, false);
  if (frame->sums)
    draw_in_box (canvas,
                 /* Translators: over the columns of the confusion matrix: what the network takes the samples for. */
                 _ ("Answer of the network →"),
                 frame->left,
                 frame->top - 2 * line,
                 (double) n * frame->cell,
                 line,
                 false);
  /* Translators: the sums of the confusion matrix's rows and columns; short. */
  draw_in_box (canvas, C_ ("confusion", "Total"), column_at (canvas, n), frame->top - line, frame->cell, line, false);
  /* Translators: of the samples of a class the share that is recognised; short. */
  draw_in_box (
      canvas, C_ ("confusion", "Recall"), column_at (canvas, n + 1), frame->top - line, frame->cell, line, false);
  if (!frame->sums)
    return;
  draw_in_box (canvas, C_ ("confusion", "Total"), frame->label, row_at (canvas, n), width, frame->row, false);
  /* Translators: of the answers that name a class the share that is right; short. */
  draw_in_box (canvas, C_ ("confusion", "Precision"), frame->label, row_at (canvas, n + 1), width, frame->row, false);
}

void
gradus_confusion_picture_paint (const GradusConfusionPicture *picture,
                                const GradusPalette *palette,
                                cairo_t *cr,
                                double width,
                                double height)
{
  Canvas canvas = { .picture = picture, .palette = palette, .frame = make_frame (picture, width, height), .cr = cr };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  set_color (&canvas, palette->background);
  cairo_paint (cr);
  canvas.text = pango_cairo_create_layout (cr);
  draw_cells (&canvas);
  draw_lines (&canvas);
  draw_summaries (&canvas);
  draw_names (&canvas);
  g_object_unref (canvas.text);
  cairo_restore (cr);
}

bool
gradus_confusion_picture_pick (const GradusConfusionPicture *picture,
                               double width,
                               double height,
                               double x,
                               double y,
                               size_t *truth,
                               size_t *answer)
{
  Frame frame = make_frame (picture, width, height);
  double column = floor ((x - frame.left) / frame.cell), row = floor ((y - frame.top) / frame.row);

  if (!(column >= 0 && row >= 0 && column < (double) picture->n_classes && row < (double) picture->n_classes))
    return false;
  *truth = (size_t) row;
  *answer = (size_t) column;
  return true;
}

void
gradus_confusion_picture_locate (const GradusConfusionPicture *picture,
                                 double width,
                                 double height,
                                 size_t truth,
                                 size_t answer,
                                 double *x,
                                 double *y)
{
  Frame frame = make_frame (picture, width, height);

  *x = frame.left + ((double) answer + 0.5) * frame.cell;
  *y = frame.top + ((double) truth + 0.5) * frame.row;
}
