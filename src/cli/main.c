/* gradus-cli: the same model without a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const struct
{
  const char *name;
  const char *summary;
  CliRun run;
} commands[] = {
  { "lessons", N_ ("list the built-in lessons"), cli_lessons_run },
  { "new", N_ ("write a document from a shape and data"), cli_new_run },
  { "trace", N_ ("show one forward and backward pass with every factor"), cli_trace_run },
  { "train", N_ ("train, and write loss plot, losses or the trained document"), cli_train_run },
  { "check", N_ ("check every gradient against central differences"), cli_check_run },
  { "render", N_ ("draw the network as PNG, SVG or PDF"), cli_render_run },
};

static void
print_help (void)
{
  g_print (_ ("Usage: gradus-cli COMMAND …\n\n"
              "Backpropagation without a window. DOC is a .gradus file or the id of a built-in lesson.\n\n"
              "Commands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s%s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n", _ ("“gradus-cli COMMAND --help” tells more about each."));
}

/* What was printed must have arrived: a full disk is a failure. */
static CliStatus
finish (CliStatus status)
{
  errno = 0;
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == CLI_OK)
    return cli_fail (_ ("standard output cannot be written: %s"), g_strerror (errno ? errno : EIO));
  return status;
}

static CliStatus
run_command (int argc, char *argv[])
{
  const char *name = argv[1];

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return commands[i].run (argc - 1, argv + 1);
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    {
      print_help ();
      return CLI_OK;
    }
  if (g_str_equal (name, "--version"))
    {
      g_print ("gradus-cli %s\n", GRADUS_VERSION);
      return CLI_OK;
    }
  return cli_misuse (name[0] == '-' ? _ ("there is no option “%s”; see “gradus-cli --help”")
                                    : _ ("there is no command “%s”; see “gradus-cli --help”"),
                     name);
}

int
main (int argc, char *argv[])
{
  /* Where the translations are while the program runs from its build folder. */
  const char *locale_dir = g_getenv ("GRADUS_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : GRADUS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    return (int) cli_misuse (_ ("a command is missing; see “gradus-cli --help”"));
  return (int) finish (run_command (argc, argv));
}
