/* Large networks: all weights into a layer as one picture and their gradients as
 * another, a crowd of neurons as one strip.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-network-picture-private.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define LEVELS        255  /* steps from no colour to the strongest */
#define STRIP_WIDTH   5.0  /* pixels at most, half */
#define CAPTION_SIZE  11.0 /* pixels at text scale 1 */
#define LEAST_CAPTION 36.0 /* pixels at text scale 1 that a picture's caption wants */
#define WORDY         70.0 /* pixels at text scale 1 that a caption of several words wants */

/* A matrix, a colour a number. */
typedef struct
{
  const double *values; /* row by row */
  size_t rows, columns;
  const size_t *known;  /* how many of each row are known; NULL: all */
  double least_largest; /* the size that has the strongest colour, where no number is larger */
} Matrix;

/* The rows or columns of which something lies within 0 to `end`. */
typedef struct
{
  size_t first, n;
  double start, length; /* where they are */
  size_t pixels;        /* as many as are worth colouring */
} Span;

static Span
find_span (double start, double length, size_t n, double end)
{
  double each = length / n;
  size_t first = (size_t) CLAMP (floor (-start / each), 0.0, (double) n);
  size_t last = (size_t) CLAMP (ceil ((end - start) / each), (double) first, (double) n);
  Span span = { first, last - first, start + first * each, (last - first) * each, 0 };

  span.pixels = MIN (span.n, (size_t) round (span.length));
  return span;
}

/* What is not finite counts as the strongest there is. */
static double
size_of (double value)
{
  double size = fabs (value);

  return size <= DBL_MAX ? size : DBL_MAX;
}

static double
find_largest (const double values[], size_t n)
{
  double largest = 0.0;

  for (size_t i = 0; i < n; i++)
    {
      double size = fabs (values[i]);

      if (size > largest && size <= DBL_MAX)
        largest = size;
    }
  return largest;
}

static guint32
pack (GradusColor c)
{
  return (guint32) (c.red * 255 + 0.5) << 16 | (guint32) (c.green * 255 + 0.5) << 8 | (guint32) (c.blue * 255 + 0.5);
}

/* From the strongest negative at 0 over nothing at LEVELS to the strongest positive at 2 LEVELS. */
static void
make_colors (const GradusPalette *palette, guint32 colors[])
{
  for (int i = -LEVELS; i <= LEVELS; i++)
    colors[LEVELS + i] = pack (
        gradus_color_mix (palette->surface, i < 0 ? palette->negative : palette->positive, (double) ABS (i) / LEVELS));
}

/* Of the numbers that share a pixel, the one of the largest size: a mean of many signs would be no colour at all. */
static void
reduce (const Matrix *matrix, const Span *down, const Span *across, double extremes[])
{
  size_t n_pixels = across->pixels * down->pixels;
  g_autofree size_t *ends = g_new (size_t, across->pixels);

  for (size_t i = 0; i < n_pixels; i++)
    extremes[i] = 0.0;
  for (size_t k = 0; k < across->pixels; k++)
    ends[k] = (k + 1) * across->n / across->pixels;

  for (size_t i = 0; i < down->n; i++)
    {
      size_t row = down->first + i, n = across->n, j = 0;
      const double *values = matrix->values + row * matrix->columns + across->first;
      double *line = extremes + i * down->pixels / down->n * across->pixels;

      if (matrix->known != NULL)
        n = CLAMP (matrix->known[row], across->first, across->first + across->n) - across->first;
      for (size_t k = 0; k < across->pixels && j < n; k++)
        {
          size_t end = MIN (ends[k], n);
          double extreme = line[k], size = fabs (extreme);

          for (; j < end; j++)
            if (!(fabs (values[j]) <= size))
              {
                extreme = values[j];
                size = fabs (extreme);
              }
          line[k] = extreme;
        }
    }
}

static void
draw_matrix (const GradusPainter *painter, const Matrix *matrix, GradusRectangle r)
{
  cairo_t *cr = painter->pen.cr;
  Span across = find_span (r.x, r.width, matrix->columns, painter->layout->width);
  Span down = find_span (r.y, r.height, matrix->rows, painter->layout->height);

  if (across.pixels == 0 || down.pixels == 0)
    return;

  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) across.pixels, (int) down.pixels);
  g_autofree double *extremes = g_new (double, across.pixels *down.pixels);
  guint32 colors[2 * LEVELS + 1];
  double largest = matrix->least_largest;

  if (cairo_surface_status (image) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (image);
      return;
    }
  make_colors (painter->palette, colors);
  reduce (matrix, &down, &across, extremes);

  /* What is out of sight or not revealed counts too, so that no colour changes when it comes. */
  if (across.n * down.n < matrix->rows * matrix->columns || matrix->known != NULL)
    largest = MAX (largest, find_largest (matrix->values, matrix->rows * matrix->columns));
  else
    largest = MAX (largest, find_largest (extremes, across.pixels * down.pixels));

  unsigned char *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  for (size_t i = 0; i < down.pixels; i++)
    {
      guint32 *row = (guint32 *) (void *) (data + i * stride);

      for (size_t j = 0; j < across.pixels; j++)
        {
          double value = extremes[i * across.pixels + j];
          double share = largest > 0 ? MIN (size_of (value) / largest, 1.0) : value != 0.0;
          int level = (int) (share * LEVELS + 0.5);

          row[j] = colors[value < 0 ? LEVELS - level : LEVELS + level];
        }
    }
  cairo_surface_mark_dirty (image);

  cairo_save (cr);
  cairo_translate (cr, round (across.start), round (down.start));
  cairo_scale (cr,
               across.pixels < across.n ? 1.0 : across.length / across.pixels,
               down.pixels < down.n ? 1.0 : down.length / down.pixels);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, across.pixels, down.pixels);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);

  gradus_painter_set_color (painter, painter->palette->line, 1.0);
  cairo_set_line_width (cr, gradus_painter_line (painter));
  cairo_rectangle (cr, r.x, r.y, r.width, r.height);
  cairo_stroke (cr);
}

/* How many of each row's gradients are revealed; NULL: all. */
static size_t *
count_gradients (const GradusPainter *painter, size_t l)
{
  const GradusShape *shape = &painter->picture->trace->shape;
  const GradusLayer *layer = &shape->layers[l];
  size_t cursor = painter->picture->cursor, *known;

  if (cursor >= gradus_stage_count (shape))
    return NULL;
  known = g_new (size_t, layer->n_neurons);
  for (size_t to = 0; to < layer->n_neurons; to++)
    {
      size_t first =
          gradus_stage_index (shape, (GradusStage){ .kind = GRADUS_STAGE_GRADIENT, .layer = l, .neuron = to });

      known[to] = cursor > first ? MIN (cursor - first, layer->n_inputs) : 0;
    }
  return known;
}

void
gradus_painter_condensed (const GradusPainter *painter, size_t l)
{
  const GradusTrace *trace = painter->picture->trace;
  const GradusLayer *layer = &trace->shape.layers[l];
  g_autofree size_t *known = count_gradients (painter, l);
  Matrix weights = { trace->parameters + layer->first_weight, layer->n_neurons, layer->n_inputs, NULL, 0.0 };
  Matrix gradients = { trace->gradient + layer->first_weight, layer->n_neurons, layer->n_inputs, known, 0.0 };

  draw_matrix (painter, &weights, gradus_network_layout_condensed (painter->layout, l));
  draw_matrix (painter, &gradients, gradus_network_layout_condensed_gradients (painter->layout, l));
}

void
gradus_painter_strip (const GradusPainter *painter, size_t c)
{
  const GradusTrace *trace = painter->picture->trace;
  const GradusShape *shape = &trace->shape;
  const GradusColumn *column = &painter->layout->columns[c];
  const GradusNode *first = &painter->layout->nodes[column->first_node];
  double half = MIN (column->half_width, STRIP_WIDTH);
  GradusRectangle r = { column->x - half, first->y - column->pitch / 2, 2 * half, column->n_nodes * column->pitch };
  Matrix matrix = { trace->inputs, column->n_nodes, 1, NULL, 1.0 };
  g_autofree size_t *known = NULL;

  if (c > shape->n_layers)
    matrix.values = trace->targets;
  else if (c > 0)
    {
      matrix.values = trace->a + gradus_shape_neuron (shape, c - 1, 0);
      matrix.known = known = g_new (size_t, column->n_nodes);
      for (size_t i = 0; i < column->n_nodes; i++)
        known[i] = gradus_painter_revealed (painter, (GradusStage){ GRADUS_STAGE_A, c - 1, i });
    }
  draw_matrix (painter, &matrix, r);
}

static void
draw_caption (GradusPainter *painter, const char *markup, double x, double width)
{
  const GradusNetworkLayout *layout = painter->layout;
  GradusSpan span = { markup, 0, false, false, painter->palette->dim_text };

  if (x >= 0 && x <= layout->width)
    gradus_pen_draw (&painter->pen, &span, 1, CAPTION_SIZE * layout->text_scale, x, layout->band / 2, width);
}

/* What a column is, where its nodes have no names: in words, or as many as there is room for. */
static char *
describe_column (const GradusPainter *painter, size_t c, double width)
{
  const GradusShape *shape = &painter->layout->shape;
  size_t n = painter->layout->columns[c].n_nodes;
  const char *activation = c > 0 ? gradus_activation_name (shape->layers[c - 1].activation) : NULL;

  if (width < WORDY * painter->layout->text_scale)
    return g_strdup_printf ("%zu", n);
  if (c == 0)
    return g_strdup_printf (ngettext ("%zu input", "%zu inputs", n), n);
  /* Translators: over a layer that is drawn without names: how many neurons, of what activation: "128 × tanh". */
  return g_strdup_printf (_ ("%zu × %s"), n, activation);
}

void
gradus_painter_captions (GradusPainter *painter)
{
  const GradusNetworkLayout *layout = painter->layout;
  size_t n = layout->shape.n_layers;
  bool dots = layout->detail == GRADUS_DETAIL_DOTS, any = dots;

  for (size_t l = 0; l < n; l++)
    any |= layout->condensed[l];
  if (!any)
    return;

  /* What was moved up here goes under. */
  if (layout->top < 0)
    {
      gradus_painter_set_color (painter, painter->palette->background, 0.85);
      cairo_rectangle (painter->pen.cr, 0, 0, layout->width, layout->band);
      cairo_fill (painter->pen.cr);
    }
  for (size_t c = 0; dots && c <= n; c++)
    {
      double width = layout->columns[1].x - layout->columns[0].x;
      g_autofree char *text = NULL, *markup = NULL;

      for (size_t k = 1; k < n; k++)
        width = MIN (width, layout->columns[k + 1].x - layout->columns[k].x);
      text = describe_column (painter, c, 0.5 * width);
      markup = g_markup_escape_text (text, -1);
      draw_caption (painter, markup, layout->columns[c].x, 0.5 * width);
    }
  for (size_t l = 0; l < n; l++)
    if (layout->condensed[l])
      {
        GradusRectangle weights = gradus_network_layout_condensed (layout, l);
        GradusRectangle gradients = gradus_network_layout_condensed_gradients (layout, l);

        if (weights.width < LEAST_CAPTION * layout->text_scale)
          continue;

        char loss[GRADUS_MARKUP_SIZE];
        g_autofree char *gradient = g_strdup_printf ("∂%s/∂<i>W</i>", gradus_painter_loss (painter, loss));

        draw_caption (painter, "<i>W</i>", weights.x + weights.width / 2, weights.width);
        draw_caption (painter, gradient, gradients.x + gradients.width / 2, gradients.width);
      }
}
