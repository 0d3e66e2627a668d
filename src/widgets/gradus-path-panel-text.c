/* The words and the table of the panel of paths.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-path-panel-private.h"

#include <glib/gi18n-lib.h>

#include "render/gradus-format.h"

/* Whole numbers up to here are written out, with the marks of the user's language. */
#define MOST_WRITTEN_OUT 1e7

static char *
write_count (double count)
{
  char text[GRADUS_FORMAT_SIZE];

  if (count < MOST_WRITTEN_OUT)
    return g_strdup_printf ("%'.0f", count);
  /* So large that it comes with its power of ten. */
  return g_strdup (gradus_format_number ((GradusFormat){ .digits = count < 1e9 ? 1 : 3, .locale = TRUE }, count, text));
}

char *
gradus_path_panel_describe (const GradusPaths *paths)
{
  g_autofree char *count = write_count (paths->n_paths_about);
  g_autofree char *all = NULL;

  if (!paths->finite)
    return g_strdup (_ ("There are numbers in this network that are not finite; paths have no products."));
  if (paths->n_paths == 1)
    return g_strdup (_ ("One path leads from here to the loss: the chain rule’s product is the whole gradient."));
  all = g_strdup_printf (
      /* Translators: %s is a number above 1, maybe with a power of ten; the plural follows it. */
      ngettext ("%s path leads from here to the loss. The gradient is the sum of their products.",
                "%s paths lead from here to the loss. The gradient is the sum of their products.",
                paths->n_paths < G_MAXINT ? (gulong) paths->n_paths : G_MAXINT),
      count);
  if (paths->n_shown == paths->n_paths)
    return g_steal_pointer (&all);
  return g_strdup_printf (
      /* Translators: the first is a sentence that says how many paths there are, the second how many are listed. */
      _ ("%s The %u largest are listed; one pass in forward mode sums the others, without backpropagation."),
      all,
      (guint) paths->n_shown);
}

static void
add_cell (GtkGrid *grid, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, column == 0);
  if (row == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, row == 0 ? "caption" : "numeric");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
add_row (GtkGrid *grid, const char *name, GradusPathCost cost, int row)
{
  g_autofree char *by_paths = write_count (cost.by_paths);
  g_autofree char *by_backpropagation = write_count (cost.by_backpropagation);

  add_cell (grid, name, 0, row);
  add_cell (grid, by_paths, 1, row);
  add_cell (grid, by_backpropagation, 2, row);
}

void
gradus_path_panel_fill_costs (GtkGrid *grid, const GradusShape *shape)
{
  static const struct
  {
    gsize n_hidden, width;
  } others[] = { { 1, 4 }, { 2, 4 }, { 4, 4 }, { 4, 16 }, { 8, 16 } };
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);

  add_cell (grid, "", 0, row);
  /* Translators: head of a column of numbers of multiplications. */
  add_cell (grid, _ ("path by path"), 1, row);
  /* Translators: head of a column of numbers of multiplications. */
  add_cell (grid, _ ("backpropagation"), 2, row++);
  add_row (grid, _ ("This network"), gradus_path_cost (shape), row++);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *name = g_strdup_printf (
          /* Translators: how many hidden layers a network has, and how many neurons each of them. */
          ngettext ("%u hidden layer of %u", "%u hidden layers of %u", others[i].n_hidden),
          (guint) others[i].n_hidden,
          (guint) others[i].width);

      add_row (grid, name, gradus_path_cost_of (shape, others[i].n_hidden + 1, others[i].width), row++);
    }
}
