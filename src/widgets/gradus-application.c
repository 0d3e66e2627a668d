/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "widgets/gradus-compat.h"
#include "widgets/gradus-preferences-window.h"
#include "widgets/gradus-settings.h"
#include "widgets/gradus-window.h"

struct _GradusApplication
{
  AdwApplication parent_instance;

  GradusSettings *settings;
  char *train_action; /* the detailed action that has the keys of Train */
};

G_DEFINE_FINAL_TYPE (GradusApplication, gradus_application, ADW_TYPE_APPLICATION)

/* Keys that work wherever the focus is, so none that somebody may type into an
 * entry; the window's template has the single letters. */
static const struct
{
  const char *action;
  const char *keys[4];
} accels[] = {
  { "app.about", { "<Shift>F1" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "F1" } },
  { "win.back", { "<Alt>Left" } },
  { "win.check-gradients", { "<Control>g" } },
  { "win.conventions", { "<Control>k" } },
  { "win.data-page('confusion')", { "<Alt>2" } },
  { "win.data-page('map')", { "<Alt>1" } },
  { "win.data-page('samples')", { "<Alt>3" } },
  { "win.data-table", { "<Control>d" } },
  { "win.export-curve", { "<Control><Shift>g" } },
  { "win.export-data", { "<Control><Shift>e" } },
  { "win.export-data-picture", { "<Control><Shift>p" } },
  { "win.export-equations", { "<Control><Shift><Alt>e" } },
  { "win.export-landscape", { "<Control><Shift>l" } },
  { "win.export-paths", { "<Control><Alt>e" } },
  { "win.export-plot", { "<Control>e" } },
  { "win.fullscreen", { "F11" } },
  { "win.import-data", { "<Control>i" } },
  { "win.keep-run", { "<Control><Shift>k" } },
  { "win.neuron-maps", { "<Control>m" } },
  { "win.new", { "<Control>n" } },
  { "win.next", { "<Alt>Right" } },
  { "win.open", { "<Control>o" } },
  { "win.play", { "F5" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.reset", { "<Control>r" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.seek('back')", { "<Alt><Shift>Left" } },
  { "win.seek('first')", { "<Alt>Home" } },
  { "win.seek('last')", { "<Alt>End" } },
  { "win.seek('on')", { "<Alt><Shift>Right" } },
  { "win.step", { "<Control>Return" } },
  { "win.train-until", { "<Control>u" } },
  { "win.undo", { "<Control>z" } },
  { "win.zoom-fit", { "<Control>0", "<Control>KP_0" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { "window.close", { "<Control>w" } },
};

/* The program has one window; this makes it where there is none. */
static GradusWindow *
get_window (GradusApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GRADUS_IS_WINDOW (l->data))
      window = l->data;
  if (!GRADUS_IS_WINDOW (window))
    window = GTK_WINDOW (gradus_window_new (GTK_APPLICATION (self), self->settings));
  return GRADUS_WINDOW (window);
}

static void
update_style (GradusApplication *self)
{
  g_autofree char *scheme = NULL;
  AdwColorScheme color_scheme = ADW_COLOR_SCHEME_DEFAULT;

  g_object_get (self->settings, "color-scheme", &scheme, NULL);
  if (g_strcmp0 (scheme, "light") == 0)
    color_scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (scheme, "dark") == 0)
    color_scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)), color_scheme);
}

/* The keys of Train do what its button does. */
static void
update_train_keys (GradusApplication *self)
{
  static const char *const keys[] = { "<Control>t", NULL };
  static const char *const none[] = { NULL };
  guint count;

  g_object_get (self->settings, "train-count", &count, NULL);
  if (self->train_action != NULL)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), self->train_action, none);
  g_free (self->train_action);
  self->train_action = g_strdup_printf ("win.train(uint32 %u)", count);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), self->train_action, keys);
}

static void
about_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gradus_compat_show_about (GTK_WINDOW (get_window (data)));
}

static void
preferences_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GradusApplication *self = GRADUS_APPLICATION (data);
  GtkWidget *window = gradus_preferences_window_new (GTK_WINDOW (get_window (self)), self->settings);

  gtk_window_present (GTK_WINDOW (window));
}

static void
shortcuts_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (get_window (data)), "show-help-overlay", NULL);
}

static void
quit (GradusApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GRADUS_IS_WINDOW (l->data))
      gradus_window_remember (l->data);
  g_application_quit (G_APPLICATION (self));
}

static void
quit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  quit (data);
}

static gboolean
ended_cb (gpointer data)
{
  quit (data);
  return G_SOURCE_REMOVE;
}

static void
gradus_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "about", about_activated_cb },
    { "preferences", preferences_activated_cb },
    { "quit", quit_activated_cb },
    { "shortcuts", shortcuts_activated_cb },
  };
  GradusApplication *self = GRADUS_APPLICATION (application);

  G_APPLICATION_CLASS (gradus_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  self->settings = gradus_settings_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].keys);
  g_signal_connect_swapped (self->settings, "notify::train-count", G_CALLBACK (update_train_keys), self);
  g_signal_connect_swapped (self->settings, "notify::color-scheme", G_CALLBACK (update_style), self);
  update_train_keys (self);
  update_style (self);

  /* The end of the desktop session must not cost the draft. */
  g_unix_signal_add (SIGHUP, ended_cb, self);
  g_unix_signal_add (SIGINT, ended_cb, self);
  g_unix_signal_add (SIGTERM, ended_cb, self);
}

static void
gradus_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (GRADUS_APPLICATION (application))));
}

static void
gradus_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  GradusWindow *window = get_window (GRADUS_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  /* There is one window, so the last file is what stays. */
  gradus_window_open (window, files[n_files - 1]);
}

static int
gradus_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("gradus %s\n", VERSION);
      return 0;
    }
  return G_APPLICATION_CLASS (gradus_application_parent_class)->handle_local_options (application, options);
}

static void
gradus_application_shutdown (GApplication *application)
{
  G_APPLICATION_CLASS (gradus_application_parent_class)->shutdown (application);

  /* What is still to be written goes to disk before the process ends. */
  g_clear_object (&GRADUS_APPLICATION (application)->settings);
  g_settings_sync ();
}

static void
gradus_application_finalize (GObject *object)
{
  GradusApplication *self = GRADUS_APPLICATION (object);

  g_clear_object (&self->settings);
  g_free (self->train_action);

  G_OBJECT_CLASS (gradus_application_parent_class)->finalize (object);
}

static void
gradus_application_class_init (GradusApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gradus_application_finalize;
  application_class->startup = gradus_application_startup;
  application_class->activate = gradus_application_activate;
  application_class->open = gradus_application_open;
  application_class->handle_local_options = gradus_application_handle_local_options;
  application_class->shutdown = gradus_application_shutdown;
}

static void
gradus_application_init (GradusApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Learn backpropagation by touching it. "
                                               "A FILE is a Gradus document (.gradus) or a table of data (.csv)."));
}

GradusApplication *
gradus_application_new (void)
{
  return g_object_new (
      GRADUS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
