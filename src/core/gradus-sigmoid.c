/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-sigmoid.h"

_Alignas(64) const double gradus_sigmoid_table[GRADUS_SIGMOID_NODES + 1][8] = {
#include "core/gradus-sigmoid-table.h"
};

double
gradus_sigmoid_far (double z)
{
  return 1 / (1 + exp (-z));
}
