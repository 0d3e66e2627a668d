/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-table-set.h"

#include "core/gradus-random.h"
#include "model/gradus-csv.h"
#include "model/gradus-datasets-resource.h"

#define DATASETS_PATH "/io/github/gradus_app/Gradus/datasets/"

static const GradusTableSet sets[] = {
  {
      .id = "penguins",
      .target = "species",
      .inputs = { "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", NULL },
      .standardize = TRUE,
      .scale = 1,
      .title = "Palmer penguins",
      .source = "Allison Horst, Alison Hill, Kristen Gorman: palmerpenguins 0.1.1",
      .licence = "CC0 1.0",
      .licence_uri = "https://creativecommons.org/publicdomain/zero/1.0/",
  },
  {
      .id = "iris",
      .target = "species",
      .standardize = TRUE,
      .scale = 1,
      .title = "Iris",
      .source = "R. A. Fisher (1936); UCI Machine Learning Repository",
      .licence = "CC BY 4.0",
      .licence_uri = "https://creativecommons.org/licenses/by/4.0/",
  },
  {
      .id = "digits",
      .target = "digit",
      .scale = 16,
      .title = "Optical Recognition of Handwritten Digits",
      .source = "E. Alpaydin, C. Kaynak (1998); UCI Machine Learning Repository",
      .licence = "CC BY 4.0",
      .licence_uri = "https://creativecommons.org/licenses/by/4.0/",
  },
};

/* As the lessons' resource: a static library's constructors may be left out of the program. */
static void
register_resource (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      gradus_datasets_register_resource ();
      g_once_init_leave (&registered, 1);
    }
}

/* The names of the set's inputs; the array is the caller's, the names are not. */
static const char **
collect_inputs (const GradusTableSet *set, const GradusTable *table)
{
  GPtrArray *names = g_ptr_array_new ();

  for (gsize i = 0; set->inputs[i]; i++)
    g_ptr_array_add (names, (gpointer) set->inputs[i]);
  for (gsize j = 0; !set->inputs[0] && j < table->n_columns; j++)
    if (!g_str_equal (table->columns[j].name, set->target))
      g_ptr_array_add (names, table->columns[j].name);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}

const GradusTableSet *
gradus_table_sets_get (gsize *n)
{
  *n = G_N_ELEMENTS (sets);
  return sets;
}

const GradusTableSet *
gradus_table_set_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (g_str_equal (sets[i].id, id))
      return &sets[i];
  return NULL;
}

GradusTable *
gradus_table_set_load (const GradusTableSet *set, GError **error)
{
  g_autofree char *path = g_strconcat (DATASETS_PATH, set->id, ".csv", NULL);
  g_autoptr (GBytes) bytes = NULL;

  register_resource ();
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  return bytes ? gradus_csv_read (bytes, NULL, error) : NULL;
}

GradusSamples *
gradus_table_set_get_samples (const GradusTableSet *set,
                              gsize n,
                              double noise,
                              double test_fraction,
                              guint64 seed,
                              GError **error)
{
  const char *const targets[] = { set->target, NULL };
  g_autoptr (GradusTable) table = gradus_table_set_load (set, error);
  g_autofree const char **inputs = NULL;
  GradusSelection selection = {
    .targets = targets,
    .standardize = set->standardize,
    .classes = TRUE,
    .n_rows = n,
    .test_fraction = test_fraction,
    .seed = seed,
  };
  GradusSamples *samples;
  GradusRandom random;

  if (!table)
    return NULL;
  inputs = collect_inputs (set, table);
  selection.inputs = inputs;
  samples = gradus_samples_new (table, &selection, error);
  if (!samples)
    return NULL;
  gradus_random_seed (&random, seed);
  for (gsize i = 0; i < samples->n_rows * samples->n_inputs; i++)
    {
      if (!set->standardize)
        samples->inputs[i] /= set->scale;
      if (noise > 0)
        samples->inputs[i] += noise * gradus_random_normal (&random);
    }
  return samples;
}
