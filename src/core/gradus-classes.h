/* Whether targets are classes, and which class values stand for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"

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

/* The classes that samples drawn by hand stand for: those of the targets that are there, and
 * where these have one class only that which an output layer of `activation` tells from it. */
GradusClasses
gradus_classes_expect (size_t n_samples, size_t n_outputs, const double targets[], GradusActivation activation);

/* The class that n_outputs targets or outputs stand for: with two classes 1 above the
 * middle and else 0, with one-hot the largest (the first of equals). 0 where there are none. */
size_t gradus_classes_of (const GradusClasses *classes, const double values[]);

/* What an output layer for such targets is given where nobody says otherwise: softmax for one-hot
 * classes, sigmoid or tanh for two, identity for numbers; and the loss that goes with an activation
 * then: cross-entropy with softmax, its binary form with sigmoid before classes, else the squared error. */
GradusActivation gradus_classes_choose_activation (const GradusClasses *classes);
GradusLoss gradus_classes_choose_loss (const GradusClasses *classes, GradusActivation activation);

/* Whether an output layer can come to such targets (n_samples x n_outputs, whose classes these are)
 * at all, so that a design need not change for them: they lie where the activation's values do, and
 * the loss is defined for them. */
bool gradus_classes_within_reach (const GradusClasses *classes,
                                  GradusActivation activation,
                                  GradusLoss loss,
                                  size_t n_samples,
                                  const double targets[]);

/* Whether that output layer is one made for such classes; never for numbers. */
bool gradus_classes_are_met (const GradusClasses *classes, GradusActivation activation);
