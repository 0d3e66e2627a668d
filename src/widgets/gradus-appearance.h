/* How pictures look on this desktop: its colours and the size of its text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/gradus-palette.h"

G_BEGIN_DECLS

/* The palette for the style on show: light or dark, with high contrast or without. */
const GradusPalette *gradus_appearance_palette (void);

/* The desktop's text size; 1: normal. */
double gradus_appearance_text_scale (GtkWidget *widget);

/* Draws `widget` again whenever the style changes, for as long as it lives. */
void gradus_appearance_follow (GtkWidget *widget);

G_END_DECLS
