/* Random numbers: xoshiro256++ (Blackman, Vigna 2018) seeded through splitmix64.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

typedef struct
{
  uint64_t s[4];
  double spare; /* the sine half of the last Box-Muller pair */
  unsigned char has_spare;
} GradusRandom;

void gradus_random_seed (GradusRandom *random, uint64_t seed);
uint64_t gradus_random_next (GradusRandom *random);
double gradus_random_uniform (GradusRandom *random);             /* [0, 1), (x >> 11) * 2^-53 */
double gradus_random_normal (GradusRandom *random);              /* mean 0, deviation 1; cosine then sine */
uint64_t gradus_random_below (GradusRandom *random, uint64_t n); /* 0 .. n-1, by rejection */
