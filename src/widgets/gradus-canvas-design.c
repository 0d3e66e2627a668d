/* Changing the network on the canvas: the controls below a column, the context
 * menu and their actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-choices.h"

#define NEW_LAYER_NEURONS 4

static const GradusShape *
get_shape (GradusCanvas *self)
{
  return &gradus_session_get_network (self->view.session)->shape;
}

/* Says why something was refused, where it was; the message is cleared. */
static void
refuse (GradusCanvas *self, GError *error)
{
  if (error == NULL)
    return;
  g_signal_emit_by_name (self, "refused", error->message);
  g_error_free (error);
}

static void
add_neuron (GradusCanvas *self, gsize layer)
{
  GError *error = NULL;

  gradus_session_set_n_neurons (self->view.session, layer, get_shape (self)->layers[layer].n_neurons + 1, &error);
  refuse (self, error);
}

static void
remove_neuron (GradusCanvas *self, gsize layer, gsize neuron)
{
  GradusPart part = { GRADUS_PART_NEURON, layer, neuron, 0 };
  GError *error = NULL;

  gradus_session_remove_neuron (self->view.session, part, &error);
  refuse (self, error);
}

static void
add_layer (GradusCanvas *self, gsize place)
{
  GError *error = NULL;

  gradus_session_add_layer (self->view.session, place, NEW_LAYER_NEURONS, &error);
  refuse (self, error);
}

/* A column's name in the middle of a sentence. */
static char *
name_control (GradusControl control, gsize column)
{
  switch (control)
    {
    case GRADUS_CONTROL_ADD_NEURON:
      /* Translators: layers are counted from 1. */
      return g_strdup_printf (_ ("Add neuron to layer %zu"), column);
    case GRADUS_CONTROL_REMOVE_NEURON:
      /* Translators: layers are counted from 1. */
      return g_strdup_printf (_ ("Remove last neuron of layer %zu"), column);
    case GRADUS_CONTROL_LAYER_BEFORE:
      column--;
      break;
    case GRADUS_CONTROL_LAYER_AFTER:
      break;
    }
  if (column == 0)
    return g_strdup (_ ("Add layer after the inputs"));
  /* Translators: layers are counted from 1. */
  return g_strdup_printf (_ ("Add layer after layer %zu"), column);
}

static gboolean
has_focus_on (GradusCanvas *self, GradusControl control)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->controls[control];
}

static void
update_control (GradusCanvas *self, GradusControl control)
{
  const GradusShape *shape = &self->shape;
  GtkWidget *button = self->controls[control];
  g_autofree char *name = name_control (control, (gsize) self->column);
  gsize n = self->column > 0 ? shape->layers[self->column - 1].n_neurons : 0;
  gboolean possible = shape->n_layers < GRADUS_MAX_LAYERS;

  if (control == GRADUS_CONTROL_ADD_NEURON)
    possible = n < GRADUS_MAX_NEURONS;
  else if (control == GRADUS_CONTROL_REMOVE_NEURON)
    possible = n > 1;
  if (!possible && has_focus_on (self, control))
    gradus_canvas_move_focus (self, control == GRADUS_CONTROL_REMOVE_NEURON ? GTK_DIR_RIGHT : GTK_DIR_UP);
  gtk_widget_set_sensitive (button, possible);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
control_clicked_cb (GtkWidget *button, GradusCanvas *self)
{
  gsize column = (gsize) self->column;

  if (self->view.session == NULL || self->column < 0)
    return;
  if (button == self->controls[GRADUS_CONTROL_ADD_NEURON])
    add_neuron (self, column - 1);
  else if (button == self->controls[GRADUS_CONTROL_REMOVE_NEURON])
    remove_neuron (self, column - 1, get_shape (self)->layers[column - 1].n_neurons - 1);
  else
    add_layer (self, button == self->controls[GRADUS_CONTROL_LAYER_BEFORE] ? column - 1 : column);
}

/* The actions of the menu are about the part that it was opened on, and its layer. */

static gsize
get_layer (GradusCanvas *self)
{
  return (gsize) MAX (self->menu_column, 1) - 1;
}

static void
rename_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusCanvas *self = data;

  gradus_canvas_rename_part (self, self->menu_part);
}

static void
type_value_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusCanvas *self = data;

  gradus_canvas_edit_part (self, self->menu_part);
}

static void
frozen_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  GradusCanvas *self = data;
  GError *error = NULL;

  gradus_session_set_frozen (self->view.session, self->menu_part, g_variant_get_boolean (state), &error);
  refuse (self, error);
}

static void
add_neuron_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_neuron (data, get_layer (data));
}

static void
remove_neuron_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusCanvas *self = data;

  remove_neuron (self, self->menu_part.layer, self->menu_part.neuron);
}

static void
activation_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  GradusCanvas *self = data;
  GError *error = NULL;

  gradus_session_set_activation (
      self->view.session, get_layer (self), (GradusActivation) g_variant_get_int32 (state), &error);
  refuse (self, error);
}

static void
biases_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  GradusCanvas *self = data;
  GError *error = NULL;

  gradus_session_set_biases (self->view.session, get_layer (self), g_variant_get_boolean (state), &error);
  refuse (self, error);
}

static void
draw_layer_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusCanvas *self = data;
  GError *error = NULL;

  gradus_session_draw_layer (self->view.session, get_layer (self), &error);
  refuse (self, error);
}

static void
add_layer_before_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_layer (data, get_layer (data));
}

static void
add_layer_after_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_layer (data, (gsize) GRADUS_CANVAS (data)->menu_column);
}

static void
remove_layer_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusCanvas *self = data;
  GError *error = NULL;

  gradus_session_remove_layer (self->view.session, get_layer (self), &error);
  refuse (self, error);
}

static void
set_action (GradusCanvas *self, const char *name, gboolean enabled, GVariant *state)
{
  GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));

  g_simple_action_set_enabled (action, enabled);
  if (state != NULL)
    g_simple_action_set_state (action, state);
}

static void
update_actions (GradusCanvas *self)
{
  GradusPart part = self->menu_part;
  const GradusShape *shape = get_shape (self);
  gboolean on_layer = self->menu_column > 0, hidden = on_layer && (gsize) self->menu_column < shape->n_layers;
  const GradusLayer *layer = &shape->layers[get_layer (self)];
  gboolean room = shape->n_layers < GRADUS_MAX_LAYERS;
  gboolean is_neuron = part.kind == GRADUS_PART_NEURON;

  set_action (self, "rename", is_neuron || part.kind == GRADUS_PART_INPUT, NULL);
  set_action (self, "type-value", gradus_canvas_part_is_editable (self->view.session, part), NULL);
  set_action (self,
              "frozen",
              part.kind == GRADUS_PART_WEIGHT || part.kind == GRADUS_PART_BIAS,
              g_variant_new_boolean (gradus_session_get_frozen (self->view.session, part)));
  set_action (self, "add-neuron", hidden && layer->n_neurons < GRADUS_MAX_NEURONS, NULL);
  set_action (self, "remove-neuron", is_neuron && hidden && layer->n_neurons > 1, NULL);
  set_action (self, "activation", on_layer, g_variant_new_int32 ((gint32) layer->activation));
  set_action (self, "biases", on_layer, g_variant_new_boolean (layer->has_biases));
  set_action (self, "draw-layer", on_layer, NULL);
  set_action (self, "add-layer-before", on_layer && room, NULL);
  set_action (self, "add-layer-after", (gsize) self->menu_column < shape->n_layers && room, NULL);
  set_action (self, "remove-layer", hidden, NULL);
}

/* The submenu of activations stands first among what is the layer's; the inputs have none. */
static GMenuModel *
make_menu (GradusCanvas *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/gradus_app/Gradus/gradus-canvas-menu.ui");
  GMenu *layer = G_MENU (gtk_builder_get_object (builder, "layer"));

  if (self->menu_column > 0)
    {
      gboolean last = (gsize) self->menu_column == get_shape (self)->n_layers;
      g_autoptr (GMenuModel) activations = gradus_choices_new_activation_menu ("network.activation", last);

      g_menu_prepend_submenu (layer, _ ("A_ctivation"), activations);
    }
  return g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

static void
menu_closed_cb (GradusCanvas *self)
{
  if (self->view.session != NULL && self->menu_part.kind != GRADUS_PART_NONE &&
      gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->menu)
    gradus_canvas_focus_part (self, self->menu_part);
}

gsize
gradus_canvas_find_column (GradusCanvas *self, GradusPart part)
{
  switch (part.kind)
    {
    case GRADUS_PART_NEURON:
    case GRADUS_PART_WEIGHT:
    case GRADUS_PART_BIAS:
      return part.layer + 1;
    case GRADUS_PART_LOSS:
    case GRADUS_PART_TARGET:
      return self->shape.n_layers;
    default:
      return 0;
    }
}

void
gradus_canvas_open_menu (GradusCanvas *self, GradusPart part, double x, double y)
{
  g_autoptr (GMenuModel) model = NULL;

  if (self->view.session == NULL || self->layout == NULL)
    return;

  self->menu_part = part;
  self->menu_column = (int) (part.kind != GRADUS_PART_NONE ? gradus_canvas_find_column (self, part)
                                                           : gradus_network_layout_column (self->layout, x));
  update_actions (self);
  model = make_menu (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

gboolean
gradus_canvas_open_menu_at_focus (GradusCanvas *self)
{
  GradusPart part = gradus_canvas_get_focused_part (self);
  GradusRectangle bounds;

  if (part.kind == GRADUS_PART_NONE || self->layout == NULL)
    return FALSE;
  bounds = gradus_network_layout_bounds (self->layout, part);
  gradus_canvas_open_menu (self, part, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
  return TRUE;
}

gboolean
gradus_canvas_design_by_key (GradusCanvas *self, guint keyval)
{
  GradusPart part = gradus_canvas_get_focused_part (self);
  GError *error = NULL;

  switch (keyval)
    {
    case GDK_KEY_Insert:
    case GDK_KEY_KP_Insert:
      if (part.kind != GRADUS_PART_NEURON)
        return FALSE;
      add_neuron (self, part.layer);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      if (part.kind != GRADUS_PART_NEURON && part.kind != GRADUS_PART_INPUT)
        return FALSE;
      gradus_session_remove_neuron (self->view.session, part, &error);
      refuse (self, error);
      return TRUE;
    case GDK_KEY_l:
      if (part.kind != GRADUS_PART_WEIGHT && part.kind != GRADUS_PART_BIAS)
        return FALSE;
      gradus_session_set_frozen (
          self->view.session, part, !gradus_session_get_frozen (self->view.session, part), &error);
      refuse (self, error);
      return TRUE;
    default:
      return FALSE;
    }
}

void
gradus_canvas_set_column (GradusCanvas *self, int column)
{
  if (self->column == column)
    return;
  self->column = column;
  gradus_canvas_place_controls (self);
}

void
gradus_canvas_place_controls (GradusCanvas *self)
{
  GradusRectangle places[GRADUS_N_CONTROLS] = { { 0 } };

  if (self->layout != NULL && self->view.session != NULL && self->column >= 0)
    gradus_network_layout_controls (self->layout, (gsize) self->column, places);
  for (int i = 0; i < GRADUS_N_CONTROLS; i++)
    {
      GtkAllocation allocation = {
        (int) places[i].x, (int) places[i].y, (int) places[i].width, (int) places[i].height
      };
      gboolean there = places[i].width > 0;

      gtk_widget_set_child_visible (self->controls[i], there);
      /* Assistive tools would find it all the same. */
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->controls[i]), GTK_ACCESSIBLE_STATE_HIDDEN, !there, -1);
      if (!there)
        {
          gtk_widget_set_sensitive (self->controls[i], FALSE);
          continue;
        }
      update_control (self, (GradusControl) i);
      gtk_widget_measure (self->controls[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->controls[i], &allocation, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
gradus_canvas_focus_control (GradusCanvas *self, int direction)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  int i = direction > 0 ? 0 : GRADUS_N_CONTROLS - 1;

  for (int k = 0; k < GRADUS_N_CONTROLS; k++)
    if (focus == self->controls[k])
      i = k + direction;
  for (; i >= 0 && i < GRADUS_N_CONTROLS; i += direction)
    if (gtk_widget_get_child_visible (self->controls[i]) && gtk_widget_grab_focus (self->controls[i]))
      return TRUE;
  return FALSE;
}

gboolean
gradus_canvas_is_on_control (GradusCanvas *self)
{
  for (int i = 0; i < GRADUS_N_CONTROLS; i++)
    if (has_focus_on (self, (GradusControl) i))
      return TRUE;
  return FALSE;
}

void
gradus_canvas_add_controls (GradusCanvas *self)
{
  static const GActionEntry entries[] = {
    { "activation", NULL, "i", "0", activation_changed_cb },
    { "add-layer-after", add_layer_after_activated_cb },
    { "add-layer-before", add_layer_before_activated_cb },
    { "add-neuron", add_neuron_activated_cb },
    { "biases", NULL, NULL, "false", biases_changed_cb },
    { "draw-layer", draw_layer_activated_cb },
    { "frozen", NULL, NULL, "false", frozen_changed_cb },
    { "remove-layer", remove_layer_activated_cb },
    { "remove-neuron", remove_neuron_activated_cb },
    { "rename", rename_activated_cb },
    { "type-value", type_value_activated_cb },
  };
  static const char *const icons[GRADUS_N_CONTROLS] = {
    [GRADUS_CONTROL_LAYER_BEFORE] = "tab-new-symbolic",
    [GRADUS_CONTROL_REMOVE_NEURON] = "list-remove-symbolic",
    [GRADUS_CONTROL_ADD_NEURON] = "list-add-symbolic",
    [GRADUS_CONTROL_LAYER_AFTER] = "tab-new-symbolic",
  };

  self->column = -1;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "network", G_ACTION_GROUP (self->actions));
  g_object_unref (self->actions); /* the widget has it */

  for (int i = 0; i < GRADUS_N_CONTROLS; i++)
    {
      self->controls[i] = gtk_button_new_from_icon_name (icons[i]);
      gtk_widget_add_css_class (self->controls[i], "control");
      gtk_widget_set_child_visible (self->controls[i], FALSE);
      gtk_widget_set_parent (self->controls[i], GTK_WIDGET (self));
      g_signal_connect (self->controls[i], "clicked", G_CALLBACK (control_clicked_cb), self);
    }
}
