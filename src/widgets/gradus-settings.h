/* What the program remembers from one start to the next.
 *
 * Every setting is a property. With the installed (or built) schema they are
 * bound to GSettings; without it they start at their defaults and last as long
 * as the object, so that the program runs from anywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "render/gradus-format.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SETTINGS (gradus_settings_get_type ())
G_DECLARE_FINAL_TYPE (GradusSettings, gradus_settings, GRADUS, SETTINGS, GObject)

/* Properties, readable and writable; the key of each has the same name:
 *   "color-scheme"     string  "follow", "light" or "dark"
 *   "data-page"        string  "map", "confusion" or "samples": the view of the data
 *   "digits"           int     3, 4, 6 or GRADUS_DIGITS_FULL
 *   "formula-size"     string  "normal", "large" or "huge"
 *   "goal-steps"       uint    where "Train until" ends: after so many steps at most,
 *   "goal-loss", "goal-loss-on"  double, boolean  at such a loss, where that is on,
 *   "goal-patience", "goal-patience-on"  uint, boolean  after so many steps without a better loss,
 *   "goal-improvement" double  which is smaller by more than this fraction of the best
 *   "logarithmic"      boolean the loss axis
 *   "neuron-maps"      boolean whether neurons show what they make of two inputs
 *   "speed"            double  of Play, steps a second; 0: as fast as possible
 *   "train-count"      uint    steps of the Train button
 *   "export-width", "export-height"  int, pixels
 *   "export-folder"    string  URI, or empty
 *   "window-width", "window-height"  int
 *   "window-maximized" boolean
 *   "plot-position", "panel-position"  int, of the two panes; -1: natural
 *   "panel-tab"        string  "chain-rule": what the panel beside the network tells
 *   "plot-tab"         string  "loss" or "data": the plot below the network
 */
GradusSettings *gradus_settings_new (void);

int gradus_settings_get_digits (GradusSettings *self);

/* How numbers look to this user. */
GradusFormat gradus_settings_get_format (GradusSettings *self);

G_END_DECLS
