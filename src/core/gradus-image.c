/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-image.h"

#include <string.h>

#define LEAST_SIDE 3

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* A name's last two digits as row and column, where what stands before is that of the first name. */
static bool
read_place (const char *name, const char *first, size_t *row, size_t *column)
{
  size_t n = strlen (name);

  if (n < 3 || n != strlen (first) || strncmp (name, first, n - 2) != 0 || !is_digit (name[n - 2]) ||
      !is_digit (name[n - 1]))
    return false;
  *row = (size_t) (name[n - 2] - '0');
  *column = (size_t) (name[n - 1] - '0');
  return true;
}

static bool
names_count (const GradusNames *names, size_t *columns, size_t *rows)
{
  size_t n = names->n_inputs, row, column, width = 0;

  while (width < n && read_place (names->inputs[width], names->inputs[0], &row, &column) && row == 0)
    width++;
  if (width < LEAST_SIDE || n % width != 0 || n / width < LEAST_SIDE)
    return false;
  for (size_t i = 0; i < n; i++)
    if (!read_place (names->inputs[i], names->inputs[0], &row, &column) || row != i / width || column != i % width)
      return false;
  *columns = width;
  *rows = n / width;
  return true;
}

bool
gradus_image_find (const GradusNames *names, size_t *columns, size_t *rows)
{
  if (names_count (names, columns, rows))
    return true;
  if (names->n_inputs != 64 && names->n_inputs != 784)
    return false;
  *columns = *rows = names->n_inputs == 64 ? 8 : 28;
  return true;
}
