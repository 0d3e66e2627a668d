/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-json-write.h"

#include <inttypes.h>
#include <math.h>

#include "model/gradus-number.h"

static void
write_break (GradusJsonWriter *writer)
{
  g_string_append_c (writer->text, '\n');
  for (guint i = 0; i < writer->depth; i++)
    g_string_append (writer->text, "  ");
}

void
gradus_json_write_item (GradusJsonWriter *writer)
{
  if (!writer->first)
    g_string_append_c (writer->text, ',');
  writer->first = FALSE;
  write_break (writer);
}

void
gradus_json_write_open (GradusJsonWriter *writer, char bracket)
{
  g_string_append_c (writer->text, bracket);
  writer->depth++;
  writer->first = TRUE;
}

void
gradus_json_write_close (GradusJsonWriter *writer, char bracket)
{
  writer->depth--;
  if (!writer->first)
    write_break (writer);
  writer->first = FALSE;
  g_string_append_c (writer->text, bracket);
}

void
gradus_json_write_string (GradusJsonWriter *writer, const char *string)
{
  g_string_append_c (writer->text, '"');
  for (; *string; string++)
    {
      if (*string == '"' || *string == '\\')
        g_string_append_printf (writer->text, "\\%c", *string);
      else if (*string == '\n')
        g_string_append (writer->text, "\\n");
      else if ((guchar) *string < 0x20)
        g_string_append_printf (writer->text, "\\u%04x", (guint) *string);
      else
        g_string_append_c (writer->text, *string);
    }
  g_string_append_c (writer->text, '"');
}

void
gradus_json_write_key (GradusJsonWriter *writer, const char *key)
{
  gradus_json_write_item (writer);
  gradus_json_write_string (writer, key);
  g_string_append (writer->text, ": ");
}

void
gradus_json_write_number (GradusJsonWriter *writer, double value)
{
  char buffer[GRADUS_JSON_NUMBER_SIZE];

  /* JSON has no infinity; only a loss or a moment can be infinite. */
  if (isfinite (value))
    g_string_append (writer->text, gradus_json_format_number (value, buffer));
  else
    gradus_json_write_string (writer, value < 0 ? "-infinity" : "infinity");
}

void
gradus_json_write_member_string (GradusJsonWriter *writer, const char *key, const char *string)
{
  if (!string)
    return;
  gradus_json_write_key (writer, key);
  gradus_json_write_string (writer, string);
}

void
gradus_json_write_member_number (GradusJsonWriter *writer, const char *key, double value)
{
  gradus_json_write_key (writer, key);
  gradus_json_write_number (writer, value);
}

void
gradus_json_write_member_integer (GradusJsonWriter *writer, const char *key, guint64 value)
{
  gradus_json_write_key (writer, key);
  g_string_append_printf (writer->text, "%" PRIu64, value);
}

void
gradus_json_write_vector (GradusJsonWriter *writer, gsize n, const double values[])
{
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      gradus_json_write_number (writer, values[i]);
    }
  g_string_append_c (writer->text, ']');
}

void
gradus_json_write_matrix (GradusJsonWriter *writer, gsize rows, gsize columns, const double values[])
{
  gradus_json_write_open (writer, '[');
  for (gsize i = 0; i < rows; i++)
    {
      gradus_json_write_item (writer);
      gradus_json_write_vector (writer, columns, values + i * columns);
    }
  gradus_json_write_close (writer, ']');
}
