/* The sigmoid, 1 / (1 + e^-z).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

static inline double
gradus_sigmoid (double z)
{
  return 1 / (1 + exp (-z));
}
