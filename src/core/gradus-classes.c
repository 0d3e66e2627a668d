/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-classes.h"

static bool
are_two_values (size_t n, const double targets[], double low, double high)
{
  bool has_low = false, has_high = false;

  for (size_t i = 0; i < n; i++)
    {
      if (targets[i] != low && targets[i] != high)
        return false;
      has_low |= targets[i] == low;
      has_high |= targets[i] == high;
    }
  return has_low && has_high;
}

static bool
is_one_hot (size_t n, const double targets[])
{
  size_t ones = 0;

  for (size_t i = 0; i < n; i++)
    {
      if (targets[i] != 0 && targets[i] != 1)
        return false;
      ones += targets[i] == 1;
    }
  return ones == 1;
}

GradusClasses
gradus_classes_find (size_t n_samples, size_t n_outputs, const double targets[])
{
  GradusClasses none = { .n_outputs = n_outputs };

  if (n_outputs == 1)
    {
      if (are_two_values (n_samples, targets, 0, 1))
        return (GradusClasses){ GRADUS_CLASSES_TWO, 1, 2, 0, 1, 0.5 };
      if (are_two_values (n_samples, targets, -1, 1))
        return (GradusClasses){ GRADUS_CLASSES_TWO, 1, 2, -1, 1, 0 };
      return none;
    }

  for (size_t i = 0; i < n_samples; i++)
    if (!is_one_hot (n_outputs, targets + i * n_outputs))
      return none;
  return n_samples == 0 ? none : (GradusClasses){ GRADUS_CLASSES_ONE_HOT, n_outputs, n_outputs, 0, 1, 0.5 };
}

size_t
gradus_classes_of (const GradusClasses *classes, const double values[])
{
  size_t largest = 0;

  if (classes->kind == GRADUS_CLASSES_TWO)
    return values[0] > classes->middle ? 1 : 0;
  for (size_t k = 1; classes->kind == GRADUS_CLASSES_ONE_HOT && k < classes->n_outputs; k++)
    if (values[k] > values[largest])
      largest = k;
  return largest;
}
