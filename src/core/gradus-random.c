/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-random.h"

#include <math.h>

#define TWO_PI 6.28318530717958647693

static uint64_t
rotate_left (uint64_t x, int k)
{
  return (x << k) | (x >> (64 - k));
}

/* splitmix64 (Steele, Lea, Flood 2014), as Vigna gives it for seeding. */
static uint64_t
split_mix (uint64_t *x)
{
  uint64_t z = *x += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

void
gradus_random_seed (GradusRandom *random, uint64_t seed)
{
  for (int i = 0; i < 4; i++)
    random->s[i] = split_mix (&seed);
  random->spare = 0;
  random->has_spare = 0;
}

uint64_t
gradus_random_next (GradusRandom *random)
{
  uint64_t *s = random->s;
  uint64_t result = rotate_left (s[0] + s[3], 23) + s[0];
  uint64_t t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

double
gradus_random_uniform (GradusRandom *random)
{
  return (double) (gradus_random_next (random) >> 11) * 0x1p-53;
}

double
gradus_random_normal (GradusRandom *random)
{
  if (random->has_spare)
    {
      random->has_spare = 0;
      return random->spare;
    }

  /* 1 - u lies in (0, 1], so the logarithm is finite. */
  double radius = sqrt (-2 * log (1 - gradus_random_uniform (random)));
  double angle = TWO_PI * gradus_random_uniform (random);

  random->spare = radius * sin (angle);
  random->has_spare = 1;
  return radius * cos (angle);
}

uint64_t
gradus_random_below (GradusRandom *random, uint64_t n)
{
  uint64_t unfair = -n % n; /* 2^64 mod n: so many smallest values would come up once too often */
  uint64_t x;

  do
    x = gradus_random_next (random);
  while (x < unfair);
  return x % n;
}
