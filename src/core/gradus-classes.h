/* Whether targets are classes, and which class values stand for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum
{
  GRADUS_CLASSES_NONE,    /* a regression, or too little to tell */
  GRADUS_CLASSES_TWO,     /* one output, every target one of two values, 0 and 1 or -1 and 1 */
  GRADUS_CLASSES_ONE_HOT, /* a 1 among zeros names the class, which is the number of that output */
} GradusClassesKind;

typedef struct
{
  GradusClassesKind kind;
  size_t n_outputs;
  size_t n_classes; /* 0, 2, or n_outputs */
  double low, high; /* the two values; 0 and 1 for one-hot */
  double middle;    /* between them, where the decision changes */
} GradusClasses;

/* Looks at all targets (n_samples x n_outputs). Two classes must both occur. */
GradusClasses gradus_classes_find (size_t n_samples, size_t n_outputs, const double targets[]);

/* The class that n_outputs targets or outputs stand for: with two classes 1 above the
 * middle and else 0, with one-hot the largest (the first of equals). 0 where there are none. */
size_t gradus_classes_of (const GradusClasses *classes, const double values[]);
