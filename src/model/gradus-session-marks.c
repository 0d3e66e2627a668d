/* What is marked on the network besides selection and hover.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-session-private.h"

static gboolean
is_same_path (const GradusPathMark *a, const GradusPathMark *b)
{
  if (a->n_parts != b->n_parts || a->rank != b->rank)
    return FALSE;
  for (gsize i = 0; i < a->n_parts; i++)
    if (!gradus_part_equal (a->parts[i], b->parts[i]))
      return FALSE;
  return TRUE;
}

void
gradus_session_set_path (GradusSession *self, const GradusPathMark *path)
{
  static const GradusPathMark none = { 0 };

  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (path == NULL)
    path = &none;
  for (gsize i = 0; i < path->n_parts; i++)
    if (!gradus_part_valid (&self->problem.shape, path->parts[i]))
      {
        path = &none;
        break;
      }
  if (is_same_path (&self->path, path))
    return;
  self->path = *path;
  g_object_notify (G_OBJECT (self), "path");
}

const GradusPathMark *
gradus_session_get_path (GradusSession *self)
{
  return &self->path;
}

void
gradus_session_set_verdicts (GradusSession *self, const unsigned char verdicts[])
{
  gsize n = self->problem.shape.n_parameters;

  g_return_if_fail (GRADUS_IS_SESSION (self));

  if (verdicts == NULL ? self->verdicts == NULL : self->verdicts != NULL && memcmp (self->verdicts, verdicts, n) == 0)
    return;
  g_free (self->verdicts);
  self->verdicts = verdicts == NULL ? NULL : g_memdup2 (verdicts, n);
  g_object_notify (G_OBJECT (self), "verdicts");
}

const unsigned char *
gradus_session_get_verdicts (GradusSession *self)
{
  return self->verdicts;
}
