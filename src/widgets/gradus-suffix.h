/* Suffixes of the files people name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the file's name ends so (".png"), in small or capital letters. */
gboolean gradus_suffix_is (GFile *file, const char *suffix);

/* `file`, or where its name has no suffix the one with `suffix` added. As nobody
 * was asked about that one, it is refused where it exists (G_IO_ERROR_EXISTS). */
GFile *gradus_suffix_complete (GFile *file, const char *suffix, GError **error);

G_END_DECLS
