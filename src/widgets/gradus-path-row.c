/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-path-row.h"

#include <glib/gi18n-lib.h>

#include "render/gradus-path-style.h"
#include "widgets/gradus-appearance.h"
#include "widgets/gradus-formula-view.h"

#define KEY_WIDTH 4.0 /* of the line, pixels */

struct _GradusPathRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *number;
  GtkDrawingArea *key;
  GtkLabel *route;
  GradusFormulaView *formula;

  gsize rank;
};

G_DEFINE_FINAL_TYPE (GradusPathRow, gradus_path_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_POINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
draw_key_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GradusPathRow *self = GRADUS_PATH_ROW (data);

  gradus_path_draw_key (gradus_appearance_palette (), self->rank, cr, 0, height / 2.0, width, KEY_WIDTH);
}

static void
pointer_came_cb (GradusPathRow *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, TRUE);
}

static void
pointer_left_cb (GradusPathRow *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, FALSE);
}

static void
gradus_path_row_class_init (GradusPathRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_POINTED] = g_signal_new (
      "pointed", GRADUS_TYPE_PATH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (GRADUS_TYPE_FORMULA_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-path-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusPathRow, number);
  gtk_widget_class_bind_template_child (widget_class, GradusPathRow, key);
  gtk_widget_class_bind_template_child (widget_class, GradusPathRow, route);
  gtk_widget_class_bind_template_child (widget_class, GradusPathRow, formula);
  gtk_widget_class_bind_template_callback (widget_class, pointer_came_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
}

static void
gradus_path_row_init (GradusPathRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->key, draw_key_cb, self, NULL);
  gradus_appearance_follow (GTK_WIDGET (self->key));
}

GtkWidget *
gradus_path_row_new (gsize rank)
{
  GradusPathRow *self = g_object_new (GRADUS_TYPE_PATH_ROW, NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, rank + 1);

  self->rank = rank;
  gtk_label_set_text (self->number, number);
  return GTK_WIDGET (self);
}

void
gradus_path_row_update (GradusPathRow *self, const GradusFormulaContext *context, const GradusPaths *paths)
{
  const GradusPath *path = &paths->shown[self->rank];
  g_autofree char *route = gradus_formula_path_route (context, paths->source, path);
  g_autofree char *name = NULL;
  char product[GRADUS_FORMAT_SIZE];

  gradus_format_number (context->format, path->product, product);
  name = g_strdup_printf (
      /* Translators: one path in a list, for a screen reader: its number, how many are listed, its way
       * (w₁ → h → ŷ → L), and the product of its factors. */
      _ ("Path %u of %u: %s, product %s"),
      (guint) self->rank + 1,
      (guint) paths->n_shown,
      route,
      gradus_formula_path_shown (context, paths->source) ? product : GRADUS_MISSING);
  gtk_label_set_text (self->route, route);
  gradus_formula_view_set_math (self->formula, gradus_formula_path (context, paths->source, path));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

gsize
gradus_path_row_get_rank (GradusPathRow *self)
{
  return self->rank;
}
