/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-preferences-window.h"

#include "core/gradus-notation.h"

struct _GradusPreferencesWindow
{
  AdwWindow parent_instance;

  AdwComboRow *scheme;
  AdwComboRow *digits;
  AdwComboRow *letters;
  AdwComboRow *size;

  GradusSettings *settings; /* NULL until the rows show it */
};

G_DEFINE_FINAL_TYPE (GradusPreferencesWindow, gradus_preferences_window, ADW_TYPE_WINDOW)

/* As in the lists of the template. */
static const char *const schemes[] = { "follow", "light", "dark" };
static const char *const sizes[] = { "normal", "large", "huge" };
static const int digit_choices[] = { 3, 4, 6, GRADUS_DIGITS_FULL };

static void
scheme_selected_cb (GradusPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    g_object_set (self->settings, "color-scheme", schemes[selected], NULL);
}

static void
digits_selected_cb (GradusPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->digits);

  if (self->settings != NULL && selected < G_N_ELEMENTS (digit_choices))
    g_object_set (self->settings, "digits", digit_choices[selected], NULL);
}

static void
letters_selected_cb (GradusPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->letters);

  if (self->settings != NULL && selected < GRADUS_N_NOTATIONS)
    g_object_set (self->settings, "notation", gradus_notation_letters ((GradusNotation) selected)->name, NULL);
}

static void
size_selected_cb (GradusPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->size);

  if (self->settings != NULL && selected < G_N_ELEMENTS (sizes))
    g_object_set (self->settings, "formula-size", sizes[selected], NULL);
}

static void
gradus_preferences_window_dispose (GObject *object)
{
  g_clear_object (&GRADUS_PREFERENCES_WINDOW (object)->settings);

  G_OBJECT_CLASS (gradus_preferences_window_parent_class)->dispose (object);
}

static void
gradus_preferences_window_class_init (GradusPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gradus_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gradus_app/Gradus/gradus-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusPreferencesWindow, scheme);
  gtk_widget_class_bind_template_child (widget_class, GradusPreferencesWindow, digits);
  gtk_widget_class_bind_template_child (widget_class, GradusPreferencesWindow, letters);
  gtk_widget_class_bind_template_child (widget_class, GradusPreferencesWindow, size);
  gtk_widget_class_bind_template_callback (widget_class, scheme_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, digits_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, letters_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_selected_cb);
}

static void
gradus_preferences_window_init (GradusPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gradus_preferences_window_new (GtkWindow *parent, GradusSettings *settings)
{
  GradusPreferencesWindow *self = g_object_new (GRADUS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  g_autofree char *scheme = NULL;
  g_autofree char *size = NULL;
  g_autofree char *letters = NULL;
  GradusNotation notation = GRADUS_NOTATION_NAMES;
  int digits;

  g_object_get (
      settings, "color-scheme", &scheme, "digits", &digits, "formula-size", &size, "notation", &letters, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (scheme, schemes[i]) == 0)
      adw_combo_row_set_selected (self->scheme, i);
  for (guint i = 0; i < G_N_ELEMENTS (digit_choices); i++)
    if (digits == digit_choices[i])
      adw_combo_row_set_selected (self->digits, i);
  gradus_notation_from_name (letters, &notation);
  adw_combo_row_set_selected (self->letters, notation);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_strcmp0 (size, sizes[i]) == 0)
      adw_combo_row_set_selected (self->size, i);
  self->settings = g_object_ref (settings);
  return GTK_WIDGET (self);
}
