/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-classes.h"

#include <math.h>

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

static bool
are_among (size_t n, const double targets[], double low, double high)
{
  for (size_t i = 0; i < n; i++)
    if (targets[i] != low && targets[i] != high)
      return false;
  return true;
}

GradusClasses
gradus_classes_expect (size_t n_samples, size_t n_outputs, const double targets[], GradusActivation activation)
{
  GradusClasses classes = gradus_classes_find (n_samples, n_outputs, targets);
  bool apart = activation == GRADUS_ACTIVATION_TANH;

  if (classes.kind != GRADUS_CLASSES_NONE || n_outputs != 1 || (!apart && activation != GRADUS_ACTIVATION_SIGMOID))
    return classes;
  if (apart && are_among (n_samples, targets, -1, 1))
    return (GradusClasses){ GRADUS_CLASSES_TWO, 1, 2, -1, 1, 0 };
  if (are_among (n_samples, targets, 0, 1))
    return (GradusClasses){ GRADUS_CLASSES_TWO, 1, 2, 0, 1, 0.5 };
  return classes;
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

GradusActivation
gradus_classes_choose_activation (const GradusClasses *classes)
{
  if (classes->kind == GRADUS_CLASSES_ONE_HOT)
    return GRADUS_ACTIVATION_SOFTMAX;
  if (classes->kind == GRADUS_CLASSES_TWO)
    return classes->low == 0 ? GRADUS_ACTIVATION_SIGMOID : GRADUS_ACTIVATION_TANH;
  return GRADUS_ACTIVATION_IDENTITY;
}

GradusLoss
gradus_classes_choose_loss (const GradusClasses *classes, GradusActivation activation)
{
  if (activation == GRADUS_ACTIVATION_SOFTMAX)
    return GRADUS_LOSS_CROSS_ENTROPY;
  if (activation == GRADUS_ACTIVATION_SIGMOID && classes->kind != GRADUS_CLASSES_NONE && classes->low == 0)
    return GRADUS_LOSS_BINARY_CROSS_ENTROPY;
  return GRADUS_LOSS_SQUARED_ERROR;
}

/* The least and largest values of an activation, bounds included. */
static void
find_range (GradusActivation activation, double *least, double *largest)
{
  *least = -INFINITY;
  *largest = INFINITY;
  switch (activation)
    {
    case GRADUS_ACTIVATION_SIGMOID:
    case GRADUS_ACTIVATION_SOFTMAX:
      *least = 0;
      *largest = 1;
      break;
    case GRADUS_ACTIVATION_TANH:
      *least = -1;
      *largest = 1;
      break;
    case GRADUS_ACTIVATION_RELU:
    case GRADUS_ACTIVATION_SOFTPLUS:
    case GRADUS_ACTIVATION_GELU: /* the little below 0 is no place for targets */
    case GRADUS_ACTIVATION_SWISH:
      *least = 0;
      break;
    case GRADUS_ACTIVATION_ELU:
      *least = -1;
      break;
    case GRADUS_ACTIVATION_IDENTITY:
    case GRADUS_ACTIVATION_LEAKY_RELU:
      break;
    }
}

bool
gradus_classes_within_reach (const GradusClasses *classes,
                             GradusActivation activation,
                             GradusLoss loss,
                             size_t n_samples,
                             const double targets[])
{
  double least, largest;

  find_range (activation, &least, &largest);
  if (loss == GRADUS_LOSS_BINARY_CROSS_ENTROPY)
    {
      least = 0;
      largest = 1;
    }
  for (size_t i = 0; i < n_samples * classes->n_outputs; i++)
    if (!(targets[i] >= least && targets[i] <= largest))
      return false;
  return activation != GRADUS_ACTIVATION_SOFTMAX || classes->kind == GRADUS_CLASSES_ONE_HOT;
}

bool
gradus_classes_are_met (const GradusClasses *classes, GradusActivation activation)
{
  if (classes->kind == GRADUS_CLASSES_ONE_HOT)
    return activation == GRADUS_ACTIVATION_SOFTMAX || activation == GRADUS_ACTIVATION_SIGMOID;
  return classes->kind == GRADUS_CLASSES_TWO && activation == gradus_classes_choose_activation (classes);
}
