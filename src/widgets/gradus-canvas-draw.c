/* What the canvas draws, and the maps in its neurons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-appearance.h"
#include "widgets/gradus-canvas-text.h"

static const double *
get_maps (GradusCanvas *self, const GradusGrid **grid)
{
  return self->maps != NULL && self->shows_maps ? gradus_maps_source_get_maps (self->maps, &self->shape, grid) : NULL;
}

static void
maps_changed_cb (GradusCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gradus_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GradusCanvas *self = GRADUS_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GradusNetworkPicture picture;
  const GradusGrid *grid;
  size_t cursor;
  cairo_t *cr;

  if (self->view.session == NULL || self->layout == NULL || width == 0 || height == 0)
    return;

  cursor = gradus_session_get_cursor (self->view.session);
  picture = (GradusNetworkPicture){
    .trace = gradus_session_get_trace (self->view.session),
    .names = gradus_session_get_names (self->view.session),
    .cursor = cursor,
    .selection = gradus_session_get_selection (self->view.session),
    .hover = gradus_session_get_hover (self->view.session),
    .path = gradus_session_get_path (self->view.session)->parts,
    .n_path = gradus_session_get_path (self->view.session)->n_parts,
    .path_rank = gradus_session_get_path (self->view.session)->rank,
    .verdicts = gradus_session_get_verdicts (self->view.session),
    .flat = self->saturation != NULL ? gradus_saturation_source_get_marks (self->saturation, &self->shape) : NULL,
    .frozen = gradus_session_get_problem (self->view.session)->frozen,
    .format = gradus_canvas_get_format (self),
    .text_scale = gradus_appearance_text_scale (widget),
  };
  picture.maps = get_maps (self, &grid);
  if (picture.maps != NULL)
    {
      picture.map_rows = grid->rows;
      picture.map_columns = grid->columns;
    }
  if (gradus_session_get_state (self->view.session) == GRADUS_SESSION_WALKING && cursor > 0)
    picture.newest = gradus_stage_part (&self->shape, gradus_stage_at (&self->shape, cursor - 1));

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gradus_network_picture_paint (&picture, self->layout, gradus_appearance_palette (), cr);
  cairo_destroy (cr);

  for (GradusCanvasPart *child = gradus_canvas_get_first_part (self); child != NULL;
       child = gradus_canvas_get_next_part (child))
    gtk_widget_snapshot_child (widget, GTK_WIDGET (child), snapshot);
  for (int i = 0; i < GRADUS_N_CONTROLS; i++)
    gtk_widget_snapshot_child (widget, self->controls[i], snapshot);
}

void
gradus_canvas_renew_maps (GradusCanvas *self)
{
  if (self->maps != NULL)
    g_signal_handlers_disconnect_by_data (self->maps, self);
  g_clear_object (&self->maps);
  if (self->view.session == NULL)
    return;
  self->maps = gradus_maps_source_new (self->view.session);
  g_signal_connect_swapped (self->maps, "changed", G_CALLBACK (maps_changed_cb), self);
  gradus_source_set_active (GRADUS_SOURCE (self->maps), self->shows_maps);
}

char *
gradus_canvas_describe (GradusCanvas *self)
{
  g_autofree char *numbers = gradus_canvas_text_description (self->view.session, gradus_canvas_get_format (self));
  const GradusNames *names = gradus_session_get_names (self->view.session);
  char across[GRADUS_SYMBOL_SIZE], up[GRADUS_SYMBOL_SIZE];

  if (!self->shows_maps || !gradus_maps_source_suits (&self->shape))
    return g_steal_pointer (&numbers);

  gradus_symbol_input (names, 0, across);
  gradus_symbol_input (names, 1, up);
  /* Translators: the network for a screen reader: a sentence about its numbers, and the symbols of two inputs. */
  return g_strdup_printf (_ ("%s Each neuron shows its activation over %s and %s as a map."), numbers, across, up);
}

void
gradus_canvas_set_maps (GradusCanvas *self, gboolean shown)
{
  g_return_if_fail (GRADUS_IS_CANVAS (self));

  if (self->shows_maps == shown)
    return;
  self->shows_maps = shown;
  if (self->view.session == NULL)
    return;
  gradus_source_set_active (GRADUS_SOURCE (self->maps), shown);
  gradus_canvas_queue_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
