/* Keeps the draft while the program runs, so that a crash or a kill at any moment costs seconds at most.
 *
 * The snapshot is taken in the window's thread; a thread of its own turns it into text and writes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gradus-draft.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_AUTOSAVE (gradus_autosave_get_type ())
G_DECLARE_FINAL_TYPE (GradusAutosave, gradus_autosave, GRADUS, AUTOSAVE, GObject)

/* Signals:
 *   ::failed (GError *)  the draft could not be written; not again before it has gone well once
 */

/* Watches `session` from now on. */
GradusAutosave *gradus_autosave_new (GradusSession *session);

/* What the session began as. */
void gradus_autosave_set_origin (GradusAutosave *self, const GradusOrigin *origin);

/* Writes at once, and returns when that is done. */
gboolean gradus_autosave_finish (GradusAutosave *self, GError **error);

G_END_DECLS
