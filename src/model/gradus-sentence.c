/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-sentence.h"

#include <string.h>

void
gradus_sentence_set_error (GError **error, const GError *trouble)
{
  const char *message = trouble->message;
  g_autofree char *first = g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), 1));
  g_autofree char *upper = g_utf8_strup (first, -1);

  g_set_error (error,
               trouble->domain,
               trouble->code,
               "%s%s%s",
               upper,
               message + strlen (first),
               g_str_has_suffix (message, ".") ? "" : ".");
}
