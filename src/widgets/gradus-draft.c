/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-draft.h"

static GFile *
get_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "gradus", "draft.gradus", NULL);

  return g_file_new_for_path (path);
}

/* Whether `part` no longer has the document's value. */
static gboolean
differs (GradusSession *session, GradusPart part)
{
  double value, original;

  return gradus_session_get_value (session, part, &value) &&
         gradus_session_get_document_value (session, part, &original) && value != original;
}

gboolean
gradus_draft_is_needed (GradusSession *session)
{
  g_return_val_if_fail (GRADUS_IS_SESSION (session), FALSE);

  const GradusShape *shape = &gradus_session_get_network (session)->shape;

  if (gradus_session_get_redesigned (session) || gradus_session_get_steps (session) > 0 ||
      gradus_session_get_state (session) == GRADUS_SESSION_WALKING ||
      differs (session, (GradusPart){ GRADUS_PART_LEARNING_RATE }))
    return TRUE;
  for (size_t i = 0; i < shape->n_parameters; i++)
    if (differs (session, gradus_part_from_parameter (shape, i)))
      return TRUE;
  for (size_t i = 0; i < shape->n_inputs; i++)
    if (differs (session, (GradusPart){ .kind = GRADUS_PART_INPUT, .neuron = i }))
      return TRUE;
  for (size_t i = 0; i < shape->n_outputs; i++)
    if (differs (session, (GradusPart){ .kind = GRADUS_PART_TARGET, .neuron = i }))
      return TRUE;
  return FALSE;
}

gboolean
gradus_draft_keep (GradusSession *session, GError **error)
{
  g_autoptr (GFile) file = get_file ();
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GradusDocument) document = NULL;

  g_return_val_if_fail (GRADUS_IS_SESSION (session), FALSE);

  gradus_session_pause (session);
  if (!gradus_draft_is_needed (session))
    {
      gradus_draft_forget ();
      return TRUE;
    }
  g_file_make_directory_with_parents (folder, NULL, NULL);
  document = gradus_session_to_document (session);
  return gradus_document_save (document, file, NULL, error);
}

GradusDocument *
gradus_draft_load (GError **error)
{
  g_autoptr (GFile) file = get_file ();

  return gradus_document_load (file, NULL, error);
}

void
gradus_draft_forget (void)
{
  g_autoptr (GFile) file = get_file ();

  g_file_delete (file, NULL, NULL);
}
