/* Strict JSON (RFC 8259), and a tree of it.
 *
 * json-glib alone lets too much through: single quotes, 010, 0x10, duplicate
 * keys, text after the root, numbers that become infinite or wrap round, and
 * nesting that overflows its stack. The scan comes first and refuses all of
 * that with line and column; json-glib then only builds the tree.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GRADUS_JSON_MAX_DEPTH   64                 /* arrays and objects in one another */
#define GRADUS_JSON_MAX_MEMBERS 256                /* keys of one object */
#define GRADUS_JSON_MAX_VALUES  (16 * 1024 * 1024) /* values in all: they bound the memory of the tree */

/* Whether `text` (length bytes, no final 0 needed) is strict JSON within the
 * limits above. Error: GRADUS_DOCUMENT_ERROR_SYNTAX with line and column, both
 * counted from 1, columns in characters. */
gboolean gradus_json_scan (const char *text, gsize length, GError **error);

/* Scans `bytes` and builds its tree. Free with json_node_unref(). */
JsonNode *gradus_json_parse (GBytes *bytes, GError **error);

G_END_DECLS
