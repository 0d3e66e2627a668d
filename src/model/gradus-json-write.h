/* JSON as the documents have it: two spaces a level, one row of a matrix a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text under way. `first`: nothing stands yet in the innermost object or list. */
typedef struct
{
  GString *text;
  guint depth;
  gboolean first;
} GradusJsonWriter;

/* An object or a list, by its bracket; what is in it stands on lines of its own, a level deeper. */
void gradus_json_write_open (GradusJsonWriter *writer, char bracket);
void gradus_json_write_close (GradusJsonWriter *writer, char bracket);

/* Begins the next item of a list, and the next member of an object. */
void gradus_json_write_item (GradusJsonWriter *writer);
void gradus_json_write_key (GradusJsonWriter *writer, const char *key);

/* Values. A number is as short as it is exact; one that JSON does not have becomes "infinity" or "-infinity". */
void gradus_json_write_string (GradusJsonWriter *writer, const char *string);
void gradus_json_write_number (GradusJsonWriter *writer, double value);
void gradus_json_write_vector (GradusJsonWriter *writer, gsize n, const double values[]);
void gradus_json_write_matrix (GradusJsonWriter *writer, gsize rows, gsize columns, const double values[]);

/* A key with its value. */
void gradus_json_write_member_string (GradusJsonWriter *writer, const char *key, const char *string); /* NULL: none */
void gradus_json_write_member_number (GradusJsonWriter *writer, const char *key, double value);
void gradus_json_write_member_integer (GradusJsonWriter *writer, const char *key, guint64 value);

G_END_DECLS
