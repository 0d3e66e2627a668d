/* What the view of the landscape says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-landscape-view-private.h"

typedef char Number[GRADUS_FORMAT_SIZE];

static const GradusLandscape *
get_landscape (GradusLandscapeView *self)
{
  return self->source != NULL ? gradus_landscape_source_get_landscape (self->source) : NULL;
}

static GradusFormat
get_format (GradusLandscapeView *self)
{
  return (GradusFormat){ .digits = gradus_session_get_digits (self->view.session), .locale = TRUE };
}

char *
gradus_landscape_view_read (GradusLandscapeView *self)
{
  const GradusLandscape *landscape = get_landscape (self);
  Number x, y, loss, slope;

  if (landscape == NULL)
    return g_strdup ("");

  GradusFormat format = get_format (self);

  gradus_format_number (format, landscape->now.x, x);
  gradus_format_number (format, landscape->now.loss, loss);
  gradus_format_number (format, landscape->slope_x, slope);
  if (landscape->grid.rows == 1)
    /* Translators: a weight's symbol and value, the loss there, and the slope of the loss: "w₁ = 0.5: loss 0.123,
     * slope −0.0345". */
    return g_strdup_printf (_ ("%s = %s: loss %s, slope %s"), self->x_name, x, loss, slope);

  gradus_format_number (format, landscape->now.y, y);
  /* Translators: two weights' symbols and values, and the loss there. */
  return g_strdup_printf (_ ("%s = %s, %s = %s: loss %s"), self->x_name, x, self->y_name, y, loss);
}

static void
add_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

char *
gradus_landscape_view_take_notes (GradusLandscapeView *self)
{
  const GradusLandscape *landscape = get_landscape (self);
  g_autoptr (GString) text = g_string_new (NULL);

  if (landscape == NULL)
    return g_strdup ("");

  gsize n_samples = gradus_session_get_problem (self->view.session)->n_samples;
  GradusFormat format = get_format (self);
  Number slope, other;

  if (landscape->grid.rows > 1)
    add_sentence (
        text,
        /* Translators: the slope of the loss over a weight, twice: "Slope −0.12 over w₁ and 0.034 over w₂." */
        g_strdup_printf (_ ("Slope %s over %s and %s over %s."),
                         gradus_format_number (format, landscape->slope_x, slope),
                         self->x_name,
                         gradus_format_number (format, landscape->slope_y, other),
                         self->y_name));
  if (landscape->n_samples < n_samples)
    add_sentence (text,
                  /* Translators: two numbers of samples. */
                  g_strdup_printf (_ ("The loss here is that of %d of the %d samples, so that it comes soon enough."),
                                   (int) landscape->n_samples,
                                   (int) n_samples));
  if (landscape->batch_size < n_samples)
    add_sentence (text,
                  /* Translators: a number of samples, theirs in all, a weight's symbol and a slope. */
                  g_strdup_printf (ngettext ("The next step uses %d of %d samples, on which the slope over %s is %s.",
                                             "The next step uses %d of %d samples, on which the slope over %s is %s.",
                                             landscape->batch_size),
                                   (int) landscape->batch_size,
                                   (int) n_samples,
                                   self->x_name,
                                   gradus_format_number (format, landscape->step_x, slope)));
  if (landscape->next.x == landscape->now.x &&
      gradus_session_get_held (
          self->view.session,
          gradus_part_from_parameter (&gradus_session_get_problem (self->view.session)->shape, landscape->grid.across)))
    add_sentence (text,
                  /* Translators: a weight's symbol. */
                  g_strdup_printf (_ ("%s is frozen: training leaves it where it is."), self->x_name));
  return g_strdup (text->str);
}

static char *
describe_curve (GradusLandscapeView *self, const GradusLandscape *landscape)
{
  GradusFormat format = get_format (self);
  Number left, right, lowest, highest;

  gradus_format_number (format, landscape->grid.left, left);
  gradus_format_number (format, landscape->grid.right, right);
  gradus_format_number (format, landscape->lowest, lowest);
  gradus_format_number (format, landscape->highest, highest);
  if (landscape->grid.rows == 1)
    return g_strdup_printf (
        /* Translators: what the picture of the loss over a weight shows, for a screen reader: a weight's symbol, from
         * where to where it goes, and the smallest and the largest loss. */
        _ ("The loss over %s from %s to %s lies between %s and %s."),
        self->x_name,
        left,
        right,
        lowest,
        highest);

  Number bottom, top;

  gradus_format_number (format, landscape->grid.bottom, bottom);
  gradus_format_number (format, landscape->grid.top, top);
  return g_strdup_printf (
      /* Translators: what the map of the loss over two weights shows, for a screen reader: for both the symbol and from
       * where to where it goes, then the smallest and the largest loss. */
      _ ("The loss over %s from %s to %s and %s from %s to %s lies between %s and %s."),
      self->x_name,
      left,
      right,
      self->y_name,
      bottom,
      top,
      lowest,
      highest);
}

static char *
describe_step (GradusLandscapeView *self, const GradusLandscape *landscape)
{
  GradusFormat format = get_format (self);
  Number x, y, loss;

  gradus_format_number (format, landscape->next.x, x);
  gradus_format_number (format, landscape->next.loss, loss);
  if (landscape->grid.rows == 1)
    /* Translators: a weight's symbol, its value after the next step, and the loss there. */
    return g_strdup_printf (
        _ ("The next step leads to %s = %s, where the loss is %s with all else as it is."), self->x_name, x, loss);
  gradus_format_number (format, landscape->next.y, y);
  /* Translators: two weights' symbols and values after the next step, and the loss there. */
  return g_strdup_printf (
      _ ("The next step leads to %s = %s and %s = %s, where the loss is %s with all else as it is."),
      self->x_name,
      x,
      self->y_name,
      y,
      loss);
}

char *
gradus_landscape_view_describe (GradusLandscapeView *self)
{
  const GradusLandscape *landscape = get_landscape (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *notes = gradus_landscape_view_take_notes (self);
  g_autofree char *here = gradus_landscape_view_read (self);

  if (landscape == NULL)
    return g_strdup (_ ("The loss around here is being computed."));

  add_sentence (text, describe_curve (self, landscape));
  /* Translators: where the point is in the picture of the loss, for a screen reader; %s is "w₁ = 0.5: loss 0.123, slope
   * −0.0345". */
  add_sentence (text, g_strdup_printf (_ ("The point is at %s."), here));
  add_sentence (text, describe_step (self, landscape));
  if (*notes != '\0')
    add_sentence (text, g_steal_pointer (&notes));
  return g_strdup (text->str);
}
