/* What the data view draws and says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gradus-appearance.h"

/* The output whose targets are drawn: the one on show, or the first. */
static gsize
find_output (const GradusShape *shape, GradusPart neuron)
{
  return neuron.layer + 1 == shape->n_layers ? neuron.neuron : 0;
}

static void
fill_names (GradusDataView *self, const GradusFieldMap *map, GradusDataNames *names)
{
  const GradusShape *shape = &gradus_session_get_problem (self->view.session)->shape;
  const GradusNames *known = gradus_session_get_names (self->view.session);

  gradus_symbol_input (known, map->grid.across, names->across);
  gradus_symbol_input (known, map->grid.up, names->up);
  gradus_symbol_activation (known, shape, map->neuron.layer, map->neuron.neuron, names->neuron);
  gradus_symbol_target (known, shape, find_output (shape, map->neuron), names->target);
}

gboolean
gradus_data_view_fill_picture (GradusDataView *self, GradusFieldPicture *picture, GradusDataNames *names)
{
  const GradusFieldMap *map = self->source != NULL ? gradus_field_source_get_map (self->source) : NULL;

  if (map == NULL)
    return FALSE;

  const GradusProblem *problem = gradus_session_get_problem (self->view.session);
  const GradusShape *shape = &problem->shape;
  const GradusDocument *document = gradus_session_get_document (self->view.session);
  /* While training goes from sample to sample, a mark would only flicker. */
  gboolean marks = gradus_session_get_pinned (self->view.session) ||
                   gradus_session_get_state (self->view.session) != GRADUS_SESSION_TRAINING;

  fill_names (self, map, names);
  *picture = (GradusFieldPicture){
    .grid = map->grid,
    .values = map->values,
    .is_output = map->neuron.layer + 1 == shape->n_layers,
    .output = find_output (shape, map->neuron),
    .classes = map->classes,
    .n_inputs = shape->n_inputs,
    .n_outputs = shape->n_outputs,
    .n_samples = document->blank ? 0 : problem->n_samples,
    .inputs = problem->inputs,
    .targets = problem->targets,
    .n_test = document->n_test,
    .test_inputs = document->test_inputs,
    .test_targets = document->test_targets,
    .traced = marks ? gradus_session_get_sample (self->view.session) : GRADUS_NO_SAMPLE,
    .hovered = self->hovered,
    .has_cursor = self->has_cursor,
    .cursor_x = self->cursor_x,
    .cursor_y = self->cursor_y,
    .across_name = names->across,
    .up_name = names->up,
    .neuron_name = names->neuron,
    .target_name = names->target,
    .format = { .digits = gradus_session_get_digits (self->view.session), .locale = TRUE },
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
  gradus_field_picture_set_scale (picture, shape->layers[map->neuron.layer].activation);
  return TRUE;
}

char *
gradus_data_view_describe_map (GradusDataView *self, gboolean whole)
{
  GradusFieldPicture picture;
  GradusDataNames names;

  if (!gradus_data_view_fill_picture (self, &picture, &names))
    return g_strdup ("");
  if (picture.grid.rows == 1)
    /* Translators: what a curve shows: a neuron's symbol and an input's, "ŷ over x₁". */
    return g_strdup_printf (_ ("%1$s over %2$s"), names.neuron, names.across);
  if (picture.n_inputs == 2 || !whole)
    /* Translators: what a map shows: a neuron's symbol and those of two inputs, "ŷ over x₁ and x₂". */
    return g_strdup_printf (_ ("%1$s over %2$s and %3$s"), names.neuron, names.across, names.up);
  /* Translators: as "ŷ over x₁ and x₂", of a network with more than these two inputs. */
  return g_strdup_printf (
      _ ("%1$s over %2$s and %3$s, other inputs as in the traced sample"), names.neuron, names.across, names.up);
}

char *
gradus_data_view_describe_sample (GradusDataView *self, gsize sample)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  char across[GRADUS_FORMAT_SIZE], up[GRADUS_FORMAT_SIZE], target[GRADUS_FORMAT_SIZE];

  if (!gradus_data_view_fill_picture (self, &picture, &names) || sample >= picture.n_samples)
    return g_strdup ("");

  const double *inputs = picture.inputs + sample * picture.n_inputs;
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, sample + 1);

  gradus_format_number (picture.format, inputs[picture.grid.across], across);
  gradus_format_number (picture.format, inputs[picture.grid.up], up);
  gradus_format_number (picture.format, picture.targets[sample * picture.n_outputs + picture.output], target);
  if (picture.grid.rows == 1)
    /* Translators: a sample's number, an input with its value, a target with its value. */
    return g_strdup_printf (
        _ ("Sample %1$s: %2$s = %3$s; %4$s = %5$s"), number, names.across, across, names.target, target);
  /* Translators: a sample's number, two inputs with their values, a target with its value. */
  return g_strdup_printf (_ ("Sample %1$s: %2$s = %3$s, %4$s = %5$s; %6$s = %7$s"),
                          number,
                          names.across,
                          across,
                          names.up,
                          up,
                          names.target,
                          target);
}

/* "x₁ = 0.25, x₂ = 1", or over one input "x₁ = 0.25, y = 1". */
char *
gradus_data_view_describe_place (GradusDataView *self, double across, double up)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  char x[GRADUS_FORMAT_SIZE], y[GRADUS_FORMAT_SIZE];

  if (!gradus_data_view_fill_picture (self, &picture, &names))
    return g_strdup ("");

  gradus_format_number (picture.format, across, x);
  gradus_format_number (picture.format, up, y);
  /* Translators: two inputs, or an input and a target, with their values: "x₁ = 0.25, x₂ = 1". */
  return g_strdup_printf (
      _ ("%1$s = %2$s, %3$s = %4$s"), names.across, x, picture.grid.rows == 1 ? names.target : names.up, y);
}

char *
gradus_data_view_describe_accuracy (GradusDataView *self)
{
  const GradusFieldMap *map = self->source != NULL ? gradus_field_source_get_map (self->source) : NULL;
  char share[GRADUS_FORMAT_SIZE];

  if (map == NULL || isnan (map->accuracy) || gradus_session_get_document (self->view.session)->blank)
    return g_strdup ("");

  /* Rounded down, so that 1 means every sample. */
  gradus_format_fixed ((GradusFormat){ 3, TRUE }, floor (map->accuracy * 1000 + 1e-9) / 1000, 3, share);
  /* Translators: the share of the samples that get their right class, from 0 to 1. */
  return g_strdup_printf (_ ("Accuracy %s"), share);
}

char *
gradus_data_view_describe (GradusDataView *self)
{
  GradusFieldPicture picture;
  GradusDataNames names;
  g_autofree char *map = gradus_data_view_describe_map (self, TRUE);
  g_autofree char *accuracy = gradus_data_view_describe_accuracy (self);

  if (!gradus_data_view_fill_picture (self, &picture, &names))
    return g_strdup (_ ("The picture is being computed."));

  g_autofree char *samples =
      g_strdup_printf (ngettext ("%d sample", "%d samples", picture.n_samples), (int) picture.n_samples);
  g_autofree char *tool = gradus_data_tools_describe (self->tools);

  if (*accuracy == '\0')
    /* Translators: a picture for a screen reader: "ŷ over x₁ and x₂, with 4 samples.", then a sentence on what a click does. */
    return g_strdup_printf (_ ("%1$s, with %2$s. %3$s"), map, samples, tool);
  /* Translators: the same with "Accuracy 0.75" before the last sentence. */
  return g_strdup_printf (_ ("%1$s, with %2$s. %3$s. %4$s"), map, samples, accuracy, tool);
}
