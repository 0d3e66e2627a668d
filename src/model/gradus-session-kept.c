/* Runs that are kept to be compared with what comes after them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

#include <glib/gi18n-lib.h>

#define CAPACITY (1u << 15) /* points of a kept run; more are merged, so that its extremes stay */

static void
free_run (gpointer data)
{
  GradusKeptRun *run = data;

  gradus_series_free (run->losses);
  g_free (run);
}

GPtrArray *
gradus_kept_runs_new (void)
{
  return g_ptr_array_new_with_free_func (free_run);
}

static GradusSeries *
copy_losses (const GradusSeries *from)
{
  GradusSeries *losses = gradus_memory (gradus_series_new (CAPACITY));

  for (gsize i = 0; i < gradus_series_length (from); i++)
    {
      GradusHistoryPoint point = gradus_series_get (from, i);

      gradus_series_append (losses, point.step, point.loss);
    }
  return losses;
}

/* The smallest that no other run has. */
static guint
find_style (GradusSession *self)
{
  for (guint style = 0;; style++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < self->kept->len; i++)
        taken |= ((GradusKeptRun *) g_ptr_array_index (self->kept, i))->style == style;
      if (!taken)
        return style;
    }
}

gboolean
gradus_session_keep_run (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), FALSE);

  if (gradus_history_length (self->history) < 2)
    return FALSE;
  if (self->kept->len == GRADUS_MAX_KEPT_RUNS)
    g_ptr_array_remove_index (self->kept, 0);

  GradusKeptRun *run = g_new0 (GradusKeptRun, 1);

  run->losses = copy_losses (gradus_history_get_training (self->history));
  run->training = self->problem.training;
  run->loss = self->problem.loss;
  run->shape = self->problem.shape;
  run->style = find_style (self);
  g_ptr_array_add (self->kept, run);
  g_object_notify (G_OBJECT (self), "kept-runs");
  return TRUE;
}

void
gradus_session_remove_kept_run (GradusSession *self, gsize index)
{
  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (index >= self->kept->len)
    return;
  g_ptr_array_remove_index (self->kept, (guint) index);
  g_object_notify (G_OBJECT (self), "kept-runs");
}

/* Other documents have other losses. */
void
gradus_session_drop_kept_runs (GradusSession *self)
{
  if (self->kept->len == 0)
    return;
  g_ptr_array_set_size (self->kept, 0);
  g_object_notify (G_OBJECT (self), "kept-runs");
}

gsize
gradus_session_get_n_kept_runs (GradusSession *self)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), 0);

  return self->kept->len;
}

const GradusKeptRun *
gradus_session_get_kept_run (GradusSession *self, gsize index)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (self), NULL);

  return index < self->kept->len ? g_ptr_array_index (self->kept, index) : NULL;
}
