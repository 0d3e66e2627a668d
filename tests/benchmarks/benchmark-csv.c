/* A CSV file of 100 MB: how long reading takes, and how much memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>

#include "core/gradus-random.h"
#include "model/gradus-csv.h"

#define FILE_BYTES (100 * 1000 * 1000)
#define N_COLUMNS  20

static void
write_table (const char *path)
{
  static const char *const kinds[] = { "setosa", "versicolor", "virginica" };
  FILE *file = g_fopen (path, "w");
  GradusRandom random;
  long n = 0;

  gradus_random_seed (&random, 1);
  for (int j = 0; j < N_COLUMNS; j++)
    n += fprintf (file, "x%d,", j + 1);
  n += fprintf (file, "kind\n");
  while (n < FILE_BYTES)
    {
      for (int j = 0; j < N_COLUMNS; j++)
        n += fprintf (file, "%.6g,", gradus_random_normal (&random));
      n += fprintf (file, "%s\n", kinds[gradus_random_below (&random, 3)]);
    }
  fclose (file);
}

static double
peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1000;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("gradus-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "large.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GradusTable) table = NULL;
  g_autoptr (GError) error = NULL;
  double before, seconds;
  gint64 start;

  write_table (path);
  before = peak_megabytes ();
  start = g_get_monotonic_time ();
  table = gradus_csv_load (file, NULL, NULL, NULL, NULL, &error);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_remove (path);
  g_rmdir (folder);
  if (!table)
    g_error ("%s", error->message);
  g_print ("RESULT csv-100MB gradus %.2f s\n", seconds);
  g_print ("RESULT csv-100MB-memory gradus %.0f MB for %.0f MB of cells\n",
           peak_megabytes () - before,
           (double) table->n_rows * (N_COLUMNS * 8 + 4) / 1e6);
  return 0;
}
