/* What colours and shapes mean, beside the picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-field-picture-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_CLASSES 6
#define ROW          1.55 /* ems */

typedef struct
{
  const GradusFieldFrame *frame;
  const GradusFieldPicture *picture;
  const GradusPalette *palette;
  cairo_t *cr;
  PangoLayout *text;
  double x, y; /* of the next row's middle */
} Legend;

static void
draw_text (const Legend *legend, const char *text, double x, double y, double y_share)
{
  const GradusColor color = legend->palette->text;
  double room = legend->frame->legend_end - x;
  PangoRectangle logical;

  pango_layout_set_text (legend->text, text, -1);
  pango_layout_set_width (legend->text, (int) (MAX (room, 1) * PANGO_SCALE));
  pango_layout_set_ellipsize (legend->text, PANGO_ELLIPSIZE_END);
  pango_layout_get_extents (legend->text, NULL, &logical);
  cairo_set_source_rgb (legend->cr, color.red, color.green, color.blue);
  cairo_move_to (legend->cr, x, y - y_share * logical.height / PANGO_SCALE);
  pango_cairo_show_layout (legend->cr, legend->text);
  pango_layout_set_width (legend->text, -1);
}

/* Whether a row more stays above the bottom. */
static bool
has_room (const Legend *legend)
{
  return legend->y + ROW / 2 * legend->frame->font <= legend->frame->y.from + 1.5 * legend->frame->font;
}

static void
add_mark (Legend *legend, size_t shape, GradusColor color, bool hollow, const char *text)
{
  double font = legend->frame->font;

  if (!has_room (legend))
    return;
  gradus_field_draw_mark (
      legend->frame, legend->palette, legend->cr, legend->x + 0.6 * font, legend->y, shape, color, hollow);
  draw_text (legend, text, legend->x + 1.6 * font, legend->y, 0.5);
  legend->y += ROW * font;
}

static void
add_ring (Legend *legend, const char *text)
{
  double font = legend->frame->font;

  if (!has_room (legend))
    return;
  gradus_field_draw_ring (
      legend->frame, legend->palette, legend->cr, legend->x + 0.6 * font, legend->y, legend->palette->text);
  draw_text (legend, text, legend->x + 1.6 * font, legend->y, 0.5);
  legend->y += ROW * font;
}

static void
add_classes (Legend *legend)
{
  const GradusFieldPicture *picture = legend->picture;
  const GradusClasses *classes = &picture->classes;

  for (size_t k = classes->n_classes; k-- > 0 && classes->n_classes <= MOST_CLASSES;)
    {
      bool one_hot = classes->kind == GRADUS_CLASSES_ONE_HOT;
      bool high = one_hot ? k == picture->output : k == 1;
      g_autofree char *text = NULL;
      char value[GRADUS_FORMAT_SIZE];

      if (one_hot)
        /* Translators: one of several classes of data, by its number: "class 3". */
        text = g_strdup_printf (_ ("class %d"), (int) k + 1);
      else
        /* Translators: a target and its value, such as "y = 1". */
        text = g_strdup_printf (C_ ("target", "%s = %s"),
                                picture->target_name,
                                gradus_format_fixed (picture->format, high ? classes->high : classes->low, 0, value));
      add_mark (legend, k, high ? legend->palette->positive : legend->palette->negative, false, text);
    }
}

static void
add_samples (Legend *legend)
{
  const GradusFieldPicture *picture = legend->picture;

  if (picture->classes.kind != GRADUS_CLASSES_NONE)
    add_classes (legend);
  else
    add_mark (legend,
              0,
              legend->palette->dim_text,
              false,
              /* Translators: in a legend: the mark of a sample of the data. */
              C_ ("legend", "sample"));
  if (picture->n_test > 0)
    add_mark (legend,
              0,
              legend->palette->dim_text,
              true,
              /* Translators: in a legend: the mark of a sample that is not for training. */
              C_ ("legend", "test sample"));
  if (picture->traced < picture->n_samples)
    /* Translators: in a legend: the mark of the sample that network and chain panel show. */
    add_ring (legend, C_ ("legend", "traced sample"));
  if (gradus_field_mark_stride (picture) > 1)
    {
      size_t stride = gradus_field_mark_stride (picture);
      g_autofree char *text =
          /* Translators: in a legend: only a part of the samples is drawn, for example "1 in 20 drawn". */
          g_strdup_printf (C_ ("legend", "1 in %d drawn"), (int) stride);

      if (has_room (legend))
        draw_text (legend, text, legend->x, legend->y, 0.5);
      legend->y += ROW * legend->frame->font;
    }
}

static void
add_scale_number (const Legend *legend, double value, double x, double y)
{
  GradusFormat format = { .digits = 3, .locale = legend->picture->format.locale };
  char number[GRADUS_FORMAT_SIZE];

  if (value == round (value) && fabs (value) < 1000)
    gradus_format_fixed (format, value, 0, number);
  else if (fabs (value) >= 0.1 && fabs (value) < 1000)
    gradus_format_fixed (format, value, fabs (value) >= 10 ? 1 : 2, number);
  else
    gradus_format_number (format, value, number);
  draw_text (legend, number, x, y, 0.5);
}

/* The colours from low to high with their numbers, and the line at the middle. */
static void
add_scale (Legend *legend)
{
  const GradusFieldFrame *frame = legend->frame;
  const GradusFieldPicture *picture = legend->picture;
  double font = frame->font, top = frame->y.to, bottom = MIN (frame->y.from, top + 9 * font), width = 0.9 * font;
  double middle = bottom + (picture->middle - frame->low) / (frame->high - frame->low) * (top - bottom);
  cairo_t *cr = legend->cr;
  cairo_pattern_t *colors = cairo_pattern_create_linear (0, bottom, 0, top);
  const double stops[] = { frame->low, picture->middle, frame->high };

  for (size_t i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      GradusColor color = gradus_field_color (
          legend->palette, gradus_field_share (frame, picture, stops[i]), gradus_field_strength (legend->palette));

      cairo_pattern_add_color_stop_rgb (
          colors, (stops[i] - frame->low) / (frame->high - frame->low), color.red, color.green, color.blue);
    }
  cairo_rectangle (cr, legend->x, top, width, bottom - top);
  cairo_set_source (cr, colors);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, legend->palette->line.red, legend->palette->line.green, legend->palette->line.blue);
  cairo_set_line_width (cr, MAX (1.0, font / 14));
  cairo_stroke (cr);
  cairo_pattern_destroy (colors);

  cairo_move_to (cr, legend->x, middle);
  cairo_line_to (cr, legend->x + width, middle);
  cairo_set_line_width (cr, font * (legend->palette->high_contrast ? 0.2 : 0.12));
  cairo_set_source_rgb (cr, legend->palette->text.red, legend->palette->text.green, legend->palette->text.blue);
  cairo_stroke (cr);

  add_scale_number (legend, frame->high, legend->x + width + 0.4 * font, top + 0.35 * font);
  add_scale_number (legend, frame->low, legend->x + width + 0.4 * font, bottom - 0.35 * font);
  if (middle > top + 1.6 * font && middle < bottom - 1.6 * font)
    add_scale_number (legend, picture->middle, legend->x + width + 0.4 * font, middle);
  draw_text (legend, picture->neuron_name, legend->x, top - 0.45 * font, 1.0);
  legend->x += 4.4 * font;
}

void
gradus_field_draw_legend (const GradusFieldFrame *frame,
                          const GradusFieldPicture *picture,
                          const GradusPalette *palette,
                          cairo_t *cr,
                          PangoLayout *text)
{
  Legend legend = {
    .frame = frame,
    .picture = picture,
    .palette = palette,
    .cr = cr,
    .text = text,
    .x = frame->legend,
    .y = frame->y.to + 0.6 * frame->font,
  };

  if (!frame->has_legend)
    return;
  if (!gradus_field_is_curve (picture))
    add_scale (&legend);
  add_samples (&legend);
}
