/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-dataset.h"

#include <math.h>
#include <string.h>

#include "core/gradus-epoch.h"
#include "core/gradus-random.h"

#define PI     3.14159265358979323846
#define POINTS 200

static const char *const names[] = {
  "and", "or", "xor", "parity", "circle", "spiral", "gaussian", "checkerboard", "plane", "sine", "line",
};

static double
draw_between (GradusRandom *random, double low, double high)
{
  return low + (high - low) * gradus_random_uniform (random);
}

/* Row `i` of the truth table; returns how many inputs are 1. */
static size_t
fill_bits (size_t n_inputs, size_t i, double x[])
{
  size_t ones = 0;

  for (size_t j = 0; j < n_inputs; j++)
    {
      size_t bit = i >> (n_inputs - 1 - j) & 1;

      x[j] = (double) bit;
      ones += bit;
    }
  return ones;
}

static double
fill_circle (size_t i, GradusRandom *random, double x[])
{
  double radius = i % 2 == 0 ? draw_between (random, 0, 2.5) : draw_between (random, 3.5, 5);
  double angle = draw_between (random, 0, 2 * PI);

  x[0] = radius * cos (angle);
  x[1] = radius * sin (angle);
  return i % 2 == 0;
}

static double
fill_spiral (size_t i, size_t n, double x[])
{
  size_t class = i % 2;
  double t = (double) (i / 2) / (double) (class == 0 ? n - n / 2 : n / 2);
  double angle = 3.5 * PI * t + (double) class * PI;

  x[0] = 5 * t * sin (angle);
  x[1] = 5 * t * cos (angle);
  return (double) class;
}

static double
fill_gaussian (size_t i, GradusRandom *random, double x[])
{
  double centre = i % 2 == 1 ? 2 : -2;

  x[0] = centre + gradus_random_normal (random);
  x[1] = centre + gradus_random_normal (random);
  return (double) (i % 2);
}

static double
fill_checkerboard (GradusRandom *random, double x[])
{
  x[0] = draw_between (random, -5, 5);
  x[1] = draw_between (random, -5, 5);
  return fmod (floor ((x[0] + 5) / 2.5) + floor ((x[1] + 5) / 2.5), 2);
}

/* Sample `i` of `n` without noise; returns the target. */
static double
fill_sample (GradusDataset set, size_t n_inputs, size_t i, size_t n, GradusRandom *random, double x[])
{
  switch (set)
    {
    case GRADUS_DATASET_AND:
      return fill_bits (n_inputs, i, x) == n_inputs;
    case GRADUS_DATASET_OR:
      return fill_bits (n_inputs, i, x) > 0;
    case GRADUS_DATASET_XOR:
    case GRADUS_DATASET_PARITY:
      return (double) (fill_bits (n_inputs, i, x) % 2);
    case GRADUS_DATASET_CIRCLE:
      return fill_circle (i, random, x);
    case GRADUS_DATASET_SPIRAL:
      return fill_spiral (i, n, x);
    case GRADUS_DATASET_GAUSSIAN:
      return fill_gaussian (i, random, x);
    case GRADUS_DATASET_CHECKERBOARD:
      return fill_checkerboard (random, x);
    case GRADUS_DATASET_PLANE:
      x[0] = draw_between (random, -1, 1);
      x[1] = draw_between (random, -1, 1);
      return (x[0] + x[1]) / 2;
    case GRADUS_DATASET_SINE:
      x[0] = draw_between (random, -PI, PI);
      return sin (x[0]);
    case GRADUS_DATASET_LINE:
      x[0] = draw_between (random, -1, 1);
      return x[0] / 2 + 0.25;
    }
  return 0;
}

const char *
gradus_dataset_name (GradusDataset set)
{
  return names[set];
}

bool
gradus_dataset_from_name (const char *name, GradusDataset *set)
{
  for (int i = 0; i < GRADUS_N_DATASETS; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *set = (GradusDataset) i;
        return true;
      }
  return false;
}

size_t
gradus_dataset_n_inputs (GradusDataset set)
{
  if (set == GRADUS_DATASET_PARITY)
    return GRADUS_DATASET_PARITY_INPUTS;
  return set == GRADUS_DATASET_SINE || set == GRADUS_DATASET_LINE ? 1 : 2;
}

bool
gradus_dataset_takes_inputs (GradusDataset set, size_t n_inputs)
{
  if (set == GRADUS_DATASET_PARITY)
    return n_inputs >= 1 && n_inputs <= GRADUS_DATASET_MAX_PARITY;
  return n_inputs == gradus_dataset_n_inputs (set);
}

bool
gradus_dataset_has_classes (GradusDataset set)
{
  return set < GRADUS_DATASET_PLANE;
}

size_t
gradus_dataset_default_samples (GradusDataset set, size_t n_inputs)
{
  return set <= GRADUS_DATASET_PARITY ? (size_t) 1 << n_inputs : POINTS;
}

double
gradus_dataset_default_noise (GradusDataset set)
{
  return set == GRADUS_DATASET_LINE ? 0.1 : 0;
}

void
gradus_dataset_fill (GradusDataset set,
                     size_t n_inputs,
                     size_t n,
                     double noise,
                     uint64_t seed,
                     double inputs[],
                     double targets[])
{
  GradusRandom random;

  gradus_random_seed (&random, seed);
  for (size_t i = 0; i < n; i++)
    {
      double *x = inputs + i * n_inputs;

      targets[i] = fill_sample (set, n_inputs, i, n, &random, x);
      if (gradus_dataset_has_classes (set))
        for (size_t j = 0; j < n_inputs; j++)
          x[j] += noise * gradus_random_normal (&random);
      else
        targets[i] += noise * gradus_random_normal (&random);
    }
}

size_t
gradus_split_count (size_t n, double fraction)
{
  double n_test = floor ((double) n * fraction + 0.5);

  if (n == 0 || !(n_test > 0))
    return 0;
  return n_test >= (double) n ? n - 1 : (size_t) n_test;
}

void
gradus_split_order (size_t n, size_t n_test, uint64_t seed, size_t order[])
{
  GradusRandom random;

  for (size_t i = 0; i < n; i++)
    order[i] = i;
  if (n_test == 0)
    return;
  gradus_random_seed (&random, seed);
  gradus_epoch_shuffle (n, order, &random);
}

bool
gradus_standardize (size_t n, size_t n_train, size_t n_columns, const unsigned char numeric[], double rows[])
{
  for (size_t j = 0; j < n_columns; j++)
    {
      double mean = 0, squares = 0, deviation;
      bool constant = true;

      if (numeric != NULL && !numeric[j])
        continue;
      for (size_t i = 0; i < n_train; i++)
        {
          mean += rows[i * n_columns + j];
          constant = constant && rows[i * n_columns + j] == rows[j];
        }
      /* The rounding of a sum must not make a constant column vary. */
      mean = constant ? rows[j] : mean / (double) n_train;
      for (size_t i = 0; i < n_train; i++)
        {
          double difference = rows[i * n_columns + j] - mean;

          squares += difference * difference;
        }
      deviation = sqrt (squares / (double) n_train);
      if (!(deviation > 0))
        deviation = 1;
      if (!isfinite (mean) || !isfinite (deviation))
        return false;
      for (size_t i = 0; i < n; i++)
        {
          double *value = &rows[i * n_columns + j];

          *value = (*value - mean) / deviation;
          if (!isfinite (*value))
            return false;
        }
    }
  return true;
}
