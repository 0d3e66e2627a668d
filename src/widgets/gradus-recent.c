/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-recent.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 8

/* Newest first. */
static int
compare_age (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

/* A menu takes underscores for mnemonics. */
static char *
create_label (GtkRecentInfo *info)
{
  g_auto (GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);

  return g_strjoinv ("__", parts);
}

void
gradus_recent_add (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .mime_type = (char *) "application/x-gradus+json",
    .app_name = (char *) APPLICATION_ID,
    .app_exec = (char *) "gradus %u",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

void
gradus_recent_remove (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}

void
gradus_recent_fill (GMenu *menu)
{
  GList *infos = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_age);
  guint n_shown = 0;

  g_menu_remove_all (menu);
  for (GList *l = infos; l != NULL && n_shown < MAX_SHOWN; l = l->next)
    {
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (!gtk_recent_info_has_application (l->data, APPLICATION_ID))
        continue;
      label = create_label (l->data);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", gtk_recent_info_get_uri (l->data));
      g_menu_append_item (menu, item);
      n_shown++;
    }
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
  if (n_shown == 0)
    g_menu_append (menu, _ ("No document was opened yet"), "win.none");
}
