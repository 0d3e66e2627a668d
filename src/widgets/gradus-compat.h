/* What differs between releases of GTK and libadwaita. Nothing else in the
 * program asks for a version.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The about window or dialog. */
void gradus_compat_show_about (GtkWindow *parent);

/* One message with a single button to close it. */
void gradus_compat_show_message (GtkWindow *parent, const char *heading, const char *body);

/* Names a drop-down for a screen reader. In some releases the focus stands on the button inside, which has no
 * name of its own. */
void gradus_compat_name_drop_down (GtkDropDown *drop_down, const char *name);

/* Asks what to do about a file that another program has changed; its signal ::response (const char *) answers
 * "cancel", "save-as" or "overwrite". */
GtkWidget *gradus_compat_show_conflict (GtkWindow *parent, const char *heading, const char *body);

/* Asks whether to do what the button `accept` says; its signal ::response (const char *) answers "accept" or "cancel". */
GtkWidget *gradus_compat_show_question (GtkWindow *parent, const char *heading, const char *body, const char *accept);

/* Tells a screen reader `message` at once. Before GTK 4.14 what is spoken is a
 * new description of the widget that has the focus. */
void gradus_compat_announce (GtkWidget *widget, const char *message);

G_END_DECLS
