/* What the lists of the design pages offer, in the order of the core's enumerations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/gradus-loss.h"
#include "core/gradus-trainer.h"

G_BEGIN_DECLS

/* Each fills a drop-down with names in the user's language. */
void gradus_choices_fill_activations (GtkDropDown *drop_down, gboolean last_layer);
void gradus_choices_fill_losses (GtkDropDown *drop_down);
void gradus_choices_fill_optimizers (GtkDropDown *drop_down);
void gradus_choices_fill_schemes (GtkDropDown *drop_down);
void gradus_choices_fill_layer_schemes (GtkDropDown *drop_down); /* first: as the network */

/* One of these names. */
const char *gradus_choices_get_activation (GradusActivation activation);
const char *gradus_choices_get_loss (GradusLoss loss);
const char *gradus_choices_get_optimizer (GradusOptimizer optimizer);

/* A menu of them; `action` takes a GradusActivation (int32), which is its state too. */
GMenuModel *gradus_choices_new_activation_menu (const char *action, gboolean last_layer);

G_END_DECLS
