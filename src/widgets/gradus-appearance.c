/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-appearance.h"

#include <adwaita.h>
#include <pango/pangocairo.h>

/* What pango calls a normal text size, in dots per inch. */
#define NORMAL_RESOLUTION 96.0

const GradusPalette *
gradus_appearance_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GradusPaletteFlags flags = GRADUS_PALETTE_LIGHT;

  if (adw_style_manager_get_dark (manager))
    flags |= GRADUS_PALETTE_DARK;
  if (adw_style_manager_get_high_contrast (manager))
    flags |= GRADUS_PALETTE_HIGH_CONTRAST;
  return gradus_palette_get (flags);
}

double
gradus_appearance_text_scale (GtkWidget *widget)
{
  double resolution = pango_cairo_context_get_resolution (gtk_widget_get_pango_context (widget));

  return resolution > 0 ? resolution / NORMAL_RESOLUTION : 1;
}

void
gradus_appearance_follow (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
}
