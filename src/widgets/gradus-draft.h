/* The unsaved draft: what the window holds, kept for the next start, however this one ends.
 *
 * It is a document of its own, written whole or not at all. Beside it stands where it comes from, under the
 * draft's checksum: a kill between the two files can part them, but never give a draft the wrong origin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"

G_BEGIN_DECLS

/* What a draft began as. */
typedef struct
{
  char *name; /* a lesson's id, or a URI, or empty; never NULL in a draft that was loaded */
  char *etag; /* of the file at that URI when it was last read or written; NULL: unknown */
} GradusOrigin;

void gradus_origin_set (GradusOrigin *origin, const char *name, const char *etag);
void gradus_origin_clear (GradusOrigin *origin);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GradusOrigin, gradus_origin_clear)

/* Whether anything differs from the start of the session's document. */
gboolean gradus_draft_is_needed (GradusSession *session);

/* The place of a snapshot among all: what was taken later is never overwritten by what was taken before. */
guint64 gradus_draft_take_number (void);

/* Writes `document`, or forgets the draft where that is NULL. May be called in any thread. */
gboolean
gradus_draft_write (const GradusDocument *document, const GradusOrigin *origin, guint64 number, GError **error);

/* The draft and its origin; NULL where there is none (G_IO_ERROR_NOT_FOUND) or it can't be read. */
GradusDocument *gradus_draft_load (GradusOrigin *origin, GError **error);

/* Gives a draft that can't be read another name, so that the next one does not take its place. Returns its path,
 * or NULL where it stays. */
char *gradus_draft_set_aside (void);

G_END_DECLS
