/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "widgets/gradus-application.h"

int
main (int argc, char *argv[])
{
  /* Where the translations are while the program runs from its build folder. */
  const char *locale_dir = g_getenv ("GRADUS_LOCALE_DIR");
  g_autoptr (GradusApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("gradus");
  g_set_application_name ("Gradus");

  application = gradus_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
