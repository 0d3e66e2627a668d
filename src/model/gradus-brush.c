/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-brush.h"

#include <string.h>

GradusClasses
gradus_brush_find_classes (GradusSession *session)
{
  const GradusProblem *problem = gradus_session_get_problem (session);
  const GradusShape *shape = &problem->shape;

  return gradus_classes_expect (
      problem->n_samples, shape->n_outputs, problem->targets, shape->layers[shape->n_layers - 1].activation);
}

gboolean
gradus_brush_add (const GradusBrush *brush, GradusSession *session, double x, double y, GError **error)
{
  const GradusShape *shape = &gradus_session_get_problem (session)->shape;
  const GradusTrace *trace = gradus_session_get_trace (session);
  GradusClasses classes = gradus_brush_find_classes (session);
  g_autofree double *row = g_new (double, shape->n_inputs + shape->n_outputs);
  double *targets = row + shape->n_inputs;

  memcpy (row, trace->inputs, shape->n_inputs * sizeof *row);
  memcpy (targets, trace->targets, shape->n_outputs * sizeof *row);
  row[brush->across] = x;
  if (!brush->curve)
    row[brush->up] = y;

  switch (brush->kind)
    {
    case GRADUS_BRUSH_CLASS:
      if (classes.kind == GRADUS_CLASSES_ONE_HOT)
        for (gsize k = 0; k < shape->n_outputs; k++)
          targets[k] = k == brush->chosen ? 1 : 0;
      else if (classes.kind == GRADUS_CLASSES_TWO)
        targets[0] = brush->chosen == 0 ? classes.low : classes.high;
      break;
    case GRADUS_BRUSH_VALUE:
      targets[brush->output] = brush->value;
      break;
    case GRADUS_BRUSH_HEIGHT:
      targets[brush->output] = y;
      break;
    }
  return gradus_session_add_rows (session, FALSE, 1, row, error);
}

gboolean
gradus_brush_move (const GradusBrush *brush,
                   GradusSession *session,
                   gsize sample,
                   gboolean height,
                   double x,
                   double y,
                   GError **error)
{
  gsize n_inputs = gradus_session_get_problem (session)->shape.n_inputs;
  gboolean moved;

  gradus_session_begin_edit (session);
  moved = gradus_session_set_cells (session, sample, brush->across, 1, 1, &x, error);
  if (moved && !brush->curve)
    moved = gradus_session_set_cells (session, sample, brush->up, 1, 1, &y, error);
  else if (moved && height)
    moved = gradus_session_set_cells (session, sample, n_inputs + brush->output, 1, 1, &y, error);
  gradus_session_end_edit (session);
  return moved;
}
