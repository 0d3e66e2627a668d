/* Reading values out of a JSON tree, each refusal with the place and the reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "model/gradus-document.h"
#include "model/gradus-table.h"

G_BEGIN_DECLS

/* Where reading stands. */
typedef struct
{
  GString *pointer; /* JSON pointer of the value under way */
  GError **error;

  /* Where a CSV file is looked for; both may be NULL. Borrowed, as is the cancellable. */
  GFile *folder;
  GradusTable *table; /* stands for the file, whatever it is called */
  GCancellable *cancellable;
} GradusJsonReader;

/* What a number must be. */
typedef struct
{
  double minimum;
  double maximum;
  gboolean above; /* the minimum itself is too small */
  gboolean below; /* the maximum itself is too large */
} GradusJsonRange;

/* Goes down to a key or an index; returns what gradus_json_leave() needs to come back. */
gsize gradus_json_enter (GradusJsonReader *reader, const char *key);
gsize gradus_json_enter_index (GradusJsonReader *reader, gsize index);
void gradus_json_leave (GradusJsonReader *reader, gsize mark);

/* Text from the document, shortened and cleaned so that it fits into a one-line message. Owned by the caller. */
char *gradus_json_show (const char *text);

/* Sets the error "place: reason" and returns FALSE. */
gboolean gradus_json_refuse (GradusJsonReader *reader, GradusDocumentError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* The node at the reader's place as what it must be; NULL or FALSE with an error where it is not. */
JsonObject *gradus_json_object (GradusJsonReader *reader, JsonNode *node); /* borrowed */
JsonArray *gradus_json_array (GradusJsonReader *reader, JsonNode *node);   /* borrowed */
gboolean gradus_json_number (GradusJsonReader *reader, JsonNode *node, double *value);
gboolean gradus_json_integer (GradusJsonReader *reader, JsonNode *node, gint64 minimum, gint64 maximum, gint64 *value);
gboolean gradus_json_boolean (GradusJsonReader *reader, JsonNode *node, gboolean *value);

/* `max_length` in characters. One line where `line`: no control characters. Owned by the caller. */
gboolean gradus_json_string (GradusJsonReader *reader, JsonNode *node, gsize max_length, gboolean line, char **value);

/* Numbers into an array of the caller, as many as it wants. */
gboolean gradus_json_vector (GradusJsonReader *reader, JsonNode *node, gsize n, double values[]);
gboolean
gradus_json_check_matrix (GradusJsonReader *reader, JsonNode *node, gsize rows, gsize columns); /* shape only */
gboolean gradus_json_matrix (GradusJsonReader *reader, JsonNode *node, gsize rows, gsize columns, double values[]);

/* Refuses a key that is not in `keys` (NULL-terminated). */
gboolean gradus_json_check_keys (GradusJsonReader *reader, JsonObject *object, const char *const keys[]);

/* Refuses an object without `key`. */
JsonNode *gradus_json_require (GradusJsonReader *reader, JsonObject *object, const char *key);

/* Members that may be absent, which leaves *value alone. */
gboolean gradus_json_member_number (GradusJsonReader *reader,
                                    JsonObject *object,
                                    const char *key,
                                    GradusJsonRange range,
                                    double *value);
gboolean gradus_json_member_integer (GradusJsonReader *reader,
                                     JsonObject *object,
                                     const char *key,
                                     gint64 minimum,
                                     gint64 maximum,
                                     gint64 *value);
gboolean gradus_json_member_boolean (GradusJsonReader *reader, JsonObject *object, const char *key, gboolean *value);
gboolean gradus_json_member_string (GradusJsonReader *reader,
                                    JsonObject *object,
                                    const char *key,
                                    gsize max_length,
                                    gboolean line,
                                    char **value);

G_END_DECLS
