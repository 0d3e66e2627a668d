/* The picture of the data by itself, as it is exported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-data-view-private.h"

#include "render/gradus-export.h"

/* With everything that it draws: training goes on while somebody looks for a folder. */
typedef struct
{
  GradusFieldPicture picture;
  GradusDataNames names;
  double *values;
  double *inputs, *targets;
  double *test_inputs, *test_targets;
} Exported;

static double *
copy_rows (const double values[], gsize n_rows, gsize n_columns)
{
  return g_memdup2 (values, n_rows * n_columns * sizeof (double));
}

gpointer
gradus_data_view_make_picture (GradusDataView *self)
{
  Exported *exported = g_new0 (Exported, 1);
  GradusFieldPicture *picture = &exported->picture;

  if (!gradus_data_view_fill_picture (self, picture, &exported->names))
    {
      g_free (exported);
      return NULL;
    }
  picture->values = exported->values = copy_rows (picture->values, picture->grid.rows, picture->grid.columns);
  picture->inputs = exported->inputs = copy_rows (picture->inputs, picture->n_samples, picture->n_inputs);
  picture->targets = exported->targets = copy_rows (picture->targets, picture->n_samples, picture->n_outputs);
  picture->test_inputs = exported->test_inputs = copy_rows (picture->test_inputs, picture->n_test, picture->n_inputs);
  picture->test_targets = exported->test_targets =
      copy_rows (picture->test_targets, picture->n_test, picture->n_outputs);
  /* Where pointer and keyboard are is no part of the data. */
  picture->hovered = GRADUS_NO_SAMPLE;
  picture->has_cursor = FALSE;
  return exported;
}

void
gradus_data_view_paint_picture (cairo_t *cr, double width, double height, gpointer data)
{
  GradusFieldPicture picture = ((Exported *) data)->picture;

  picture.text_scale = gradus_export_text_scale (width, height);
  gradus_field_picture_paint (&picture, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

void
gradus_data_view_free_picture (gpointer data)
{
  Exported *exported = data;

  g_free (exported->values);
  g_free (exported->inputs);
  g_free (exported->targets);
  g_free (exported->test_inputs);
  g_free (exported->test_targets);
  g_free (exported);
}
