/* The unsaved draft: what the window held when it was closed, kept for the next start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

/* Whether anything differs from the start of the session's document. */
gboolean gradus_draft_is_needed (GradusSession *session);

/* Keeps what the session holds, or forgets the draft where nothing differs from the start of its document. */
gboolean gradus_draft_keep (GradusSession *session, GError **error);

/* The draft; NULL where there is none (G_IO_ERROR_NOT_FOUND) or it can't be read. */
GradusDocument *gradus_draft_load (GError **error);

void gradus_draft_forget (void);

G_END_DECLS
