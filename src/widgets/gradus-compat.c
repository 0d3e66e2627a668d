/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-compat.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-table-set.h"

/* The licences of the built-in data ask that their sources be named. */
static void
add_data_sets (GtkWidget *about)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gsize n;
  const GradusTableSet *sets = gradus_table_sets_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *licence =
          g_markup_printf_escaped ("<a href=\"%s\">%s</a>", sets[i].licence_uri, sets[i].licence);

      adw_about_window_add_legal_section (
          ADW_ABOUT_WINDOW (about), sets[i].title, sets[i].source, GTK_LICENSE_CUSTOM, licence);
    }
  G_GNUC_END_IGNORE_DEPRECATIONS
}

void
gradus_compat_show_about (GtkWindow *parent)
{
  static const char *const developers[] = { "The Gradus developers", NULL };

  /* Newer releases prefer dialogs inside the window; this one works on all. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "application-name",
                "Gradus",
                "application-icon",
                APPLICATION_ID,
                "developer-name",
                _ ("The Gradus developers"),
                "developers",
                developers,
                "version",
                VERSION,
                "comments",
                _ ("Learn backpropagation by touching it: drag a weight and every factor of the chain rule follows."),
                "website",
                "https://github.com/gradus-app/gradus",
                "issue-url",
                "https://github.com/gradus-app/gradus/issues",
                "license-type",
                GTK_LICENSE_GPL_3_0,
                /* Translators: put your names here, one a line. */
                "translator-credits",
                _ ("translator-credits"),
                "transient-for",
                parent,
                "modal",
                TRUE,
                NULL);
  add_data_sets (about);
  gtk_window_present (GTK_WINDOW (about));
  G_GNUC_END_IGNORE_DEPRECATIONS
}

void
gradus_compat_show_message (GtkWindow *parent, const char *heading, const char *body)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
  G_GNUC_END_IGNORE_DEPRECATIONS
}

GtkWidget *
gradus_compat_show_conflict (GtkWindow *parent, const char *heading, const char *body)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GtkWidget *widget = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (dialog, "save-as", _ ("Save _As…"));
  adw_message_dialog_add_response (dialog, "overwrite", _ ("_Overwrite"));
  adw_message_dialog_set_response_appearance (dialog, "overwrite", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "save-as");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_present (GTK_WINDOW (dialog));
  G_GNUC_END_IGNORE_DEPRECATIONS
  return widget;
}

GtkWidget *
gradus_compat_show_question (GtkWindow *parent, const char *heading, const char *body, const char *accept)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GtkWidget *widget = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (dialog, "accept", accept);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_present (GTK_WINDOW (dialog));
  G_GNUC_END_IGNORE_DEPRECATIONS
  return widget;
}

void
gradus_compat_name_drop_down (GtkDropDown *drop_down, const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  if (GTK_IS_TOGGLE_BUTTON (button))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    }
}

void
gradus_compat_announce (GtkWidget *widget, const char *message)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
#endif
}
