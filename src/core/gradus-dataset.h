/* The built-in data sets, and how data become training and test rows.
 *
 * A set is a formula and a seed: the same set, samples, noise and seed give the
 * same numbers. Every sample first draws what its formula needs, then the noise,
 * one normal number for each value that gets some; they are drawn with noise 0,
 * too, so that turning the noise up moves the points and chooses no new ones.
 * (i counts samples from 0, n is their number, U a uniform and N a normal number.)
 *
 * Classes: one target, 0 or 1, decided before the noise; noise is the standard
 * deviation of what is added to each input.
 *
 *   and, or, xor   x1, x2: row i mod 4 of the truth table 00, 01, 10, 11
 *   parity         any number of inputs up to 16: row i mod 2^inputs of the truth
 *                  table, first input the highest bit; 1 where the ones are odd
 *   circle         even i: class 1, radius U(0, 2.5); odd i: class 0, radius
 *                  U(3.5, 5); then the angle U(0, 2 pi)
 *   spiral         class c = i mod 2, the k-th of its m samples: t = k / m,
 *                  x = (5 t sin a, 5 t cos a), a = 3.5 pi t + c pi; no draw
 *   gaussian       class c = i mod 2 around (2, 2) for 1 and (-2, -2) for 0, plus N in
 *                  both directions
 *   checkerboard   x1, x2: U(-5, 5); 4 x 4 squares of side 2.5, class 0 at the corner (-5, -5)
 *
 * Regression: noise is the standard deviation of what is added to the target.
 *
 *   plane          x1, x2: U(-1, 1), y = (x1 + x2) / 2
 *   sine           x: U(-pi, pi), y = sin x
 *   line           x: U(-1, 1), y = x / 2 + 1 / 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum
{
  GRADUS_DATASET_AND,
  GRADUS_DATASET_OR,
  GRADUS_DATASET_XOR,
  GRADUS_DATASET_PARITY,
  GRADUS_DATASET_CIRCLE,
  GRADUS_DATASET_SPIRAL,
  GRADUS_DATASET_GAUSSIAN,
  GRADUS_DATASET_CHECKERBOARD,
  GRADUS_DATASET_PLANE,
  GRADUS_DATASET_SINE,
  GRADUS_DATASET_LINE,
} GradusDataset;

#define GRADUS_N_DATASETS            (GRADUS_DATASET_LINE + 1)
#define GRADUS_DATASET_MAX_SAMPLES   100000
#define GRADUS_DATASET_PARITY_INPUTS 3  /* where nothing else is said */
#define GRADUS_DATASET_MAX_PARITY    16 /* inputs */

/* The name documents use, like "xor". Static. */
const char *gradus_dataset_name (GradusDataset set);
bool gradus_dataset_from_name (const char *name, GradusDataset *set);

/* Inputs of a set; for parity what is usual. Every set has one target. */
size_t gradus_dataset_n_inputs (GradusDataset set);

/* Whether the set exists with so many inputs: parity has any number, the others their own. */
bool gradus_dataset_takes_inputs (GradusDataset set, size_t n_inputs);

/* Whether the targets are classes, 0 and 1. */
bool gradus_dataset_has_classes (GradusDataset set);

/* Where a document says nothing: a truth table once, 200 points otherwise; noise 0.1 for the line, else 0. */
size_t gradus_dataset_default_samples (GradusDataset set, size_t n_inputs);
double gradus_dataset_default_noise (GradusDataset set);

/* Writes `n` samples: inputs n x n_inputs (which the set must take), targets n x 1. */
void gradus_dataset_fill (GradusDataset set,
                          size_t n_inputs,
                          size_t n,
                          double noise,
                          uint64_t seed,
                          double inputs[],
                          double targets[]);

/* How many of `n` rows are for testing: floor(n * fraction + 1/2), but at least one is left for training. */
size_t gradus_split_count (size_t n, double fraction);

/* Where each row stands after the split: the first n - n_test entries of `order`
 * are training rows, the others test rows. A Fisher-Yates permutation by `seed`;
 * the identity where there is nothing to split (n_test 0). */
void gradus_split_order (size_t n, size_t n_test, uint64_t seed, size_t order[]);

/* Takes from each column of `rows` (n x n_columns) marked in `numeric` (NULL: all)
 * the mean of the first n_train rows and divides by their population standard
 * deviation, 0 counting as 1. Returns false where a column is too large for that;
 * `rows` is then of no use. */
bool gradus_standardize (size_t n, size_t n_train, size_t n_columns, const unsigned char numeric[], double rows[]);
