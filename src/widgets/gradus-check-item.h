/* One line of the table of checked gradients, as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-symbol.h"
#include "model/gradus-check-source.h"
#include "render/gradus-format.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_CHECK_ITEM (gradus_check_item_get_type ())
G_DECLARE_FINAL_TYPE (GradusCheckItem, gradus_check_item, GRADUS, CHECK_ITEM, GObject)

/* Properties, all readable strings: "parameter", "backprop", "numeric", "error",
 * and "verdict", which says in words what they come to. */
GradusCheckItem *gradus_check_item_new (const GradusShape *shape,
                                        const GradusNames *names,
                                        const GradusCheckRow *row,
                                        GradusFormat format);

gsize gradus_check_item_get_parameter (GradusCheckItem *self);

G_END_DECLS
