/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-progress.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* Few enough different numbers to read them, and never less than there is. */
static guint
round_up (double amount)
{
  double unit = amount > 20 ? 5 : 1;

  return (guint) (ceil (amount / unit) * unit);
}

double
gradus_progress_get_left (const GradusProgress *progress, gint64 now, guint64 made)
{
  gint64 elapsed = now - progress->begun;

  if (elapsed < GRADUS_PROGRESS_DELAY || made == 0 || made > progress->length)
    return NAN;
  return (double) (progress->length - made) / (double) made * (double) elapsed / G_USEC_PER_SEC;
}

char *
gradus_progress_describe_left (double seconds, gboolean at_most)
{
  guint n;

  if (isnan (seconds))
    return g_strdup ("");
  if (seconds >= 2 * DAY)
    return g_strdup (at_most ? _ ("at most some days left") : _ ("some days left"));
  if (seconds >= 2 * HOUR)
    {
      n = round_up (seconds / HOUR);
      /* Translators: the time that a long run will still take; h is hours. */
      return g_strdup_printf (at_most ? _ ("at most %u h left") : _ ("about %u h left"), n);
    }
  if (seconds >= 2 * MINUTE)
    {
      n = round_up (seconds / MINUTE);
      /* Translators: the time that a long run will still take; min is minutes. */
      return g_strdup_printf (at_most ? _ ("at most %u min left") : _ ("about %u min left"), n);
    }
  n = MAX (1, round_up (seconds));
  /* Translators: the time that a long run will still take; s is seconds. */
  return g_strdup_printf (at_most ? _ ("at most %u s left") : _ ("about %u s left"), n);
}
