/* One variant of the kernels. The build compiles this file once for each
 * instruction set and says which:
 *   VARIANT       its name
 *   LANES         numbers in a vector
 *   TILE_ROWS, TILE_VECTORS   the part of a product kept in registers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "core/gradus-kernels.h"

#define JOIN(a, b)   a##b
#define EXPAND(a, b) JOIN (a, b)
#define QUOTE(a)     #a
#define TEXT(a)      QUOTE (a)
#define INLINE       static inline __attribute__ ((always_inline))

typedef double Vector __attribute__ ((vector_size (8 * LANES)));
typedef int64_t Integers __attribute__ ((vector_size (8 * LANES)));

INLINE Vector
load (const double *from)
{
  Vector v;

  memcpy (&v, from, sizeof v);
  return v;
}

INLINE void
store (double *to, Vector v)
{
  memcpy (to, &v, sizeof v);
}

INLINE Vector
spread (double x)
{
  return x - (Vector){ 0 };
}

/* a where mask, else b. */
INLINE Vector
choose (Integers mask, Vector a, Vector b)
{
  return (Vector) ((mask & (Integers) a) | (~mask & (Integers) b));
}

/* A NaN stays one. */
INLINE Vector
clamp (Vector x, double limit)
{
  x = choose (x > spread (limit), spread (limit), x);
  return choose (x < spread (-limit), spread (-limit), x);
}

/* `rows` x `vectors` of C; both are constants wherever this is inlined. */
INLINE void
multiply_tile (const GradusProduct *p, size_t rows, size_t vectors, size_t row, size_t column)
{
  const double *a = p->a + row * p->a_row, *b = p->b + column;
  double *c = p->c + row * p->c_stride + column;
  size_t depth = p->depth, a_row = p->a_row, a_step = p->a_step, b_stride = p->b_stride;
  Vector sum[TILE_ROWS][TILE_VECTORS];

#pragma GCC unroll 16
  for (size_t r = 0; r < rows; r++)
#pragma GCC unroll 16
    for (size_t v = 0; v < vectors; v++)
      sum[r][v] = p->start == NULL ? spread (0) : load (p->start + (row + r) * p->start_stride + column + v * LANES);

  for (size_t k = 0; k < depth; k++, a += a_step, b += b_stride)
    {
      Vector from_b[TILE_VECTORS];

#pragma GCC unroll 16
      for (size_t v = 0; v < vectors; v++)
        from_b[v] = load (b + v * LANES);
#pragma GCC unroll 16
      for (size_t r = 0; r < rows; r++)
#pragma GCC unroll 16
        for (size_t v = 0; v < vectors; v++)
          sum[r][v] += spread (a[r * a_row]) * from_b[v];
    }

#pragma GCC unroll 16
  for (size_t r = 0; r < rows; r++)
#pragma GCC unroll 16
    for (size_t v = 0; v < vectors; v++)
      store (c + r * p->c_stride + v * LANES, sum[r][v]);
}

INLINE void
multiply_columns (const GradusProduct *p, size_t vectors, size_t column)
{
  size_t row = 0;

  for (; row + TILE_ROWS <= p->rows; row += TILE_ROWS)
    multiply_tile (p, TILE_ROWS, vectors, row, column);
#if TILE_ROWS > 4
  for (; row + 4 <= p->rows; row += 4)
    multiply_tile (p, 4, vectors, row, column);
#endif
  for (; row + 2 <= p->rows; row += 2)
    multiply_tile (p, 2, vectors, row, column);
  for (; row < p->rows; row++)
    multiply_tile (p, 1, vectors, row, column);
}

static void
multiply (const GradusProduct *p)
{
  size_t column = 0;

  for (; column + TILE_VECTORS * LANES <= p->columns; column += TILE_VECTORS * LANES)
    multiply_columns (p, TILE_VECTORS, column);
  for (; column < p->columns; column += LANES)
    multiply_columns (p, 1, column);
}

/* e^x - 1 for |x| <= 700, to 3e-16 of its value: x = n ln 2 + r with |r| <= ln(2)/2,
 * the Taylor series of e^r - 1, and 2^n put together from its bits. */
INLINE Vector
expm1_vector (Vector x)
{
  static const double coefficients[] = { /* 1/13! to 1/2! */
                                         1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                                         1.0 / 362880,     1.0 / 40320,     1.0 / 5040,     1.0 / 720,
                                         1.0 / 120,        1.0 / 24,        1.0 / 6,        1.0 / 2
  };
  const double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;
  const Vector anchor = spread (0x1.8p52); /* doubles here lie 1 apart: adding rounds */
  Vector anchored = x * 1.44269504088896340736 + anchor;
  Vector n = anchored - anchor;
  Vector r = (x - n * ln2_high) - n * ln2_low;
  Vector series = spread (coefficients[0]);

#pragma GCC unroll 16
  for (size_t k = 1; k < sizeof coefficients / sizeof *coefficients; k++)
    series = series * r + coefficients[k];
  series = series * (r * r) + r;

  Integers exponent = (Integers) anchored - (Integers) anchor;
  Vector power = (Vector) ((exponent + 1023) << 52);

  return power * series + (power - 1);
}

/* 1 / (1 + e^-z) */
INLINE Vector
sigmoid_vector (Vector z)
{
  return 1 / (2 + expm1_vector (clamp (-z, 700)));
}

/* (e^2z - 1) / (e^2z + 1) */
INLINE Vector
tanh_vector (Vector z)
{
  Vector e = expm1_vector (clamp (2 * z, 40));

  return e / (e + 2);
}

static void
activate (GradusActivation activation, double leak, size_t n, const double z[], double a[])
{
  switch (activation)
    {
    case GRADUS_ACTIVATION_SIGMOID:
      for (size_t i = 0; i < n; i += LANES)
        store (a + i, sigmoid_vector (load (z + i)));
      break;
    case GRADUS_ACTIVATION_TANH:
      for (size_t i = 0; i < n; i += LANES)
        store (a + i, tanh_vector (load (z + i)));
      break;
    case GRADUS_ACTIVATION_RELU:
      for (size_t i = 0; i < n; i += LANES)
        store (a + i, choose (load (z + i) <= spread (0), spread (0), load (z + i)));
      break;
    case GRADUS_ACTIVATION_IDENTITY:
      memcpy (a, z, n * sizeof *a);
      break;
    default:
      for (size_t i = 0; i < n; i++)
        a[i] = gradus_activation_value (activation, leak, z[i]);
      break;
    }
}

static void
pass_activation (GradusActivation activation,
                 double leak,
                 size_t n,
                 const double z[],
                 const double a[],
                 const double dL_da[],
                 double dL_dz[])
{
  switch (activation)
    {
    case GRADUS_ACTIVATION_SIGMOID:
      for (size_t i = 0; i < n; i += LANES)
        store (dL_dz + i, load (dL_da + i) * (load (a + i) * (1 - load (a + i))));
      break;
    case GRADUS_ACTIVATION_TANH:
      for (size_t i = 0; i < n; i += LANES)
        store (dL_dz + i, load (dL_da + i) * (1 - load (a + i) * load (a + i)));
      break;
    case GRADUS_ACTIVATION_RELU:
      for (size_t i = 0; i < n; i += LANES)
        store (dL_dz + i, load (dL_da + i) * choose (load (z + i) > spread (0), spread (1), spread (0)));
      break;
    case GRADUS_ACTIVATION_IDENTITY:
      memmove (dL_dz, dL_da, n * sizeof *dL_dz);
      break;
    default:
      for (size_t i = 0; i < n; i++)
        dL_dz[i] = dL_da[i] * gradus_activation_slope (activation, leak, z[i], a[i]);
      break;
    }
}

static bool
descend (size_t n, double eta, double share, const double sum[], const double parameters[], double next[])
{
  Vector probe = spread (0); /* 0 times what is finite is 0, else NaN */
  bool finite = true;

  for (size_t i = 0; i < n; i += LANES)
    {
      Vector w = load (parameters + i) - eta * (share * load (sum + i));

      store (next + i, w);
      probe += 0 * w;
    }
  for (size_t k = 0; k < LANES; k++)
    finite &= probe[k] == 0;
  return finite;
}

extern const GradusKernels EXPAND (gradus_kernels_, VARIANT);

const GradusKernels EXPAND (gradus_kernels_, VARIANT) = {
  .name = TEXT (VARIANT),
  .multiply = multiply,
  .activate = activate,
  .pass_activation = pass_activation,
  .descend = descend,
};
