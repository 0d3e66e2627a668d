/* Messages of readers, which say what a place in a file has wrong, as sentences of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets `error` to `trouble` with a capital letter at its beginning and a full stop at its end. */
void gradus_sentence_set_error (GError **error, const GError *trouble);

G_END_DECLS
