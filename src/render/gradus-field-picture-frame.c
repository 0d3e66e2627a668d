/* Where everything stands in the picture of a field, and what lies under a point.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-field-picture-private.h"

#include <math.h>

#define FONT_SIZE     13.0  /* pixels, see gradus_axes_font_size() */
#define WIDEST_MAP    1.7   /* width to height, beyond which circles would no longer look like any */
#define LEGEND_WIDTH  15.5  /* ems */
#define LEAST_PLOT    12.0  /* ems beside a legend */
#define AIR           0.08  /* of the range of a curve, above and below */
#define REACH         1.8   /* mark radii from a mark that still pick it */
#define LEAST_REACH   8.0   /* pixels */
#define MEASURED_SIZE 700.0 /* pixels, of a picture of which only the values count */
#define SPACING       4.0   /* mark radii */

static void
widen (double value, double *low, double *high)
{
  if (!isfinite (value))
    return;
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

/* What there is on the neuron's scale: the field and, for an output, its targets. */
static void
find_values (const GradusFieldPicture *picture, double *low, double *high)
{
  *low = *high = NAN;
  for (size_t i = 0; picture->values != NULL && i < picture->grid.columns * picture->grid.rows; i++)
    widen (picture->values[i], low, high);
  for (size_t i = 0; picture->is_output && i < picture->n_samples; i++)
    widen (picture->targets[i * picture->n_outputs + picture->output], low, high);
  if (isnan (*low))
    *low = *high = picture->middle;
}

/* An end without a bound is as far from the middle as the values go. */
static void
set_scale (GradusFieldFrame *frame, const GradusFieldPicture *picture)
{
  double low, high;

  find_values (picture, &low, &high);

  double reach = MAX (fabs (low - picture->middle), fabs (high - picture->middle));

  if (!(reach > 0) || !isfinite (reach))
    reach = 1;
  frame->low = isnan (picture->low) ? picture->middle - reach : picture->low;
  frame->high = isnan (picture->high) ? picture->middle + reach : picture->high;
}

static void
set_axis (GradusAxis *axis, double start, double end)
{
  *axis = (GradusAxis){ .range = { GRADUS_RANGE_PROPER, start, end }, .start = start, .end = end };
  if (!(axis->end > axis->start))
    axis->end = axis->start + MAX (fabs (axis->start) * 1e-6, 1);
}

static void
set_value_axis (GradusFieldFrame *frame, const GradusFieldPicture *picture)
{
  double low, high;

  find_values (picture, &low, &high);
  if (!isnan (picture->low))
    low = MIN (low, picture->low);
  if (!isnan (picture->high))
    high = MAX (high, picture->high);

  double air = high > low ? (high - low) * AIR : MAX (fabs (high) * AIR, 0.5);

  set_axis (&frame->y, low - air, high + air);
}

static double
interpolate_curve (const GradusFieldPicture *picture, double x)
{
  const GradusGrid *grid = &picture->grid;
  double place = (x - grid->left) / (grid->right - grid->left) * (double) (grid->columns - 1);

  if (picture->values == NULL || grid->columns < 2 || !(place >= 0 && place <= (double) (grid->columns - 1)))
    return NAN;

  size_t i = MIN ((size_t) place, grid->columns - 2);

  return picture->values[i] + (place - (double) i) * (picture->values[i + 1] - picture->values[i]);
}

static bool
is_drawn (const GradusFieldPicture *picture, size_t sample)
{
  return sample % gradus_field_mark_stride (picture) == 0 || sample == picture->traced || sample == picture->hovered;
}

static bool
is_inside (const GradusAxis *axis, double value)
{
  return value >= axis->start && value <= axis->end;
}

bool
gradus_field_is_curve (const GradusFieldPicture *picture)
{
  return picture->grid.rows == 1;
}

size_t
gradus_field_stride (size_t n)
{
  return n == 0 ? 1 : (n + GRADUS_MOST_MARKS - 1) / GRADUS_MOST_MARKS;
}

size_t
gradus_field_mark_stride (const GradusFieldPicture *picture)
{
  return gradus_field_stride (picture->n_samples);
}

double
gradus_field_share (const GradusFieldFrame *frame, const GradusFieldPicture *picture, double value)
{
  double middle = picture->middle, way = value < middle ? middle - frame->low : frame->high - middle;

  if (isnan (value))
    return NAN;
  if (!(way > 0))
    return 0;
  return CLAMP ((value - middle) / way, -1.0, 1.0);
}

void
gradus_field_frame_init (GradusFieldFrame *frame, const GradusFieldPicture *picture, double width, double height)
{
  *frame = (GradusFieldFrame){ 0 };
  frame->font = gradus_axes_font_size (FONT_SIZE, width, height, picture->text_scale);
  frame->mark = MAX (3.0, 0.34 * frame->font);

  PangoLayout *measure = gradus_axes_create_measure (frame->font);

  set_scale (frame, picture);
  set_axis (&frame->x, picture->grid.left, picture->grid.right);
  if (gradus_field_is_curve (picture))
    set_value_axis (frame, picture);
  else
    set_axis (&frame->y, picture->grid.bottom, picture->grid.top);

  double left = gradus_axes_place_upright (&frame->y, measure, picture->format, frame->font, height);
  double right = width - frame->font * 1.8;

  frame->has_legend = right - left > (LEGEND_WIDTH + LEAST_PLOT) * frame->font;
  if (frame->has_legend)
    right = width - LEGEND_WIDTH * frame->font;
  if (!gradus_field_is_curve (picture))
    right = MIN (right, left + WIDEST_MAP * (frame->y.from - frame->y.to));
  gradus_axes_place_level (&frame->x, measure, picture->format, frame->font, MIN (left, width / 2), right);
  frame->legend = frame->x.to + 1.6 * frame->font;
  frame->legend_end = width - 0.4 * frame->font;
  g_object_unref (measure);
}

bool
gradus_field_frame_place_values (const GradusFieldFrame *frame,
                                 const GradusFieldPicture *picture,
                                 const double inputs[],
                                 const double targets[],
                                 double *x,
                                 double *y)
{
  double across = inputs[picture->grid.across], up;

  if (!gradus_field_is_curve (picture))
    up = inputs[picture->grid.up];
  else if (picture->is_output)
    up = targets[picture->output];
  else
    up = interpolate_curve (picture, across); /* a hidden neuron has no target: on its curve */

  if (!is_inside (&frame->x, across) || !is_inside (&frame->y, up))
    return false;
  *x = gradus_axis_position (&frame->x, across);
  *y = gradus_axis_position (&frame->y, up);
  return true;
}

bool
gradus_field_frame_place (const GradusFieldFrame *frame,
                          const GradusFieldPicture *picture,
                          size_t sample,
                          double *x,
                          double *y)
{
  return gradus_field_frame_place_values (frame,
                                          picture,
                                          picture->inputs + sample * picture->n_inputs,
                                          picture->targets + sample * picture->n_outputs,
                                          x,
                                          y);
}

void
gradus_field_picture_set_scale (GradusFieldPicture *picture, GradusActivation activation)
{
  picture->low = picture->high = NAN;
  picture->middle = 0;
  switch (activation)
    {
    case GRADUS_ACTIVATION_SIGMOID:
    case GRADUS_ACTIVATION_SOFTMAX:
      picture->low = 0;
      picture->high = 1;
      picture->middle = 0.5;
      break;
    case GRADUS_ACTIVATION_TANH:
      picture->low = -1;
      picture->high = 1;
      break;
    case GRADUS_ACTIVATION_RELU:
    case GRADUS_ACTIVATION_SOFTPLUS:
      picture->low = 0;
      break;
    case GRADUS_ACTIVATION_IDENTITY:
    case GRADUS_ACTIVATION_LEAKY_RELU:
    case GRADUS_ACTIVATION_ELU:
    case GRADUS_ACTIVATION_GELU:
    case GRADUS_ACTIVATION_SWISH:
      break;
    }

  /* Beyond the two targets there is nothing to tell apart. */
  if (picture->is_output && picture->classes.kind != GRADUS_CLASSES_NONE)
    {
      picture->low = picture->classes.low;
      picture->high = picture->classes.high;
      picture->middle = picture->classes.middle;
    }
}

size_t
gradus_field_picture_pick (const GradusFieldPicture *picture, double width, double height, double x, double y)
{
  GradusFieldFrame frame;
  size_t nearest = GRADUS_NO_SAMPLE;

  gradus_field_frame_init (&frame, picture, width, height);

  double reach = MAX (REACH * frame.mark, LEAST_REACH), best = reach * reach;

  for (size_t i = 0; i < picture->n_samples; i++)
    {
      double sample_x, sample_y;

      if (!is_drawn (picture, i) || !gradus_field_frame_place (&frame, picture, i, &sample_x, &sample_y))
        continue;

      double distance = (x - sample_x) * (x - sample_x) + (y - sample_y) * (y - sample_y);

      if (distance <= best) /* of equals the one drawn last, which is on top */
        {
          best = distance;
          nearest = i;
        }
    }
  return nearest;
}

bool
gradus_field_picture_locate (const GradusFieldPicture *picture,
                             double width,
                             double height,
                             size_t sample,
                             double *x,
                             double *y)
{
  GradusFieldFrame frame;

  gradus_field_frame_init (&frame, picture, width, height);
  return sample < picture->n_samples && is_drawn (picture, sample) &&
         gradus_field_frame_place (&frame, picture, sample, x, y);
}

bool
gradus_field_picture_read (const GradusFieldPicture *picture,
                           double width,
                           double height,
                           double x,
                           double y,
                           double *across,
                           double *up)
{
  GradusFieldFrame frame;

  gradus_field_frame_init (&frame, picture, width, height);
  *across = gradus_axis_value (&frame.x, CLAMP (x, frame.x.from, frame.x.to));
  *up = gradus_axis_value (&frame.y, CLAMP (y, frame.y.to, frame.y.from));
  return x >= frame.x.from && x <= frame.x.to && y >= frame.y.to && y <= frame.y.from;
}

void
gradus_field_picture_get_upright (const GradusFieldPicture *picture, double *bottom, double *top)
{
  GradusFieldFrame frame;

  gradus_field_frame_init (&frame, picture, MEASURED_SIZE, MEASURED_SIZE);
  *bottom = frame.y.start;
  *top = frame.y.end;
}

double
gradus_field_picture_get_spacing (const GradusFieldPicture *picture, double width, double height)
{
  GradusFieldFrame frame;

  gradus_field_frame_init (&frame, picture, width, height);
  return SPACING * frame.mark;
}
