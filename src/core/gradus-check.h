/* Every gradient against central differences. The losses of these are computed
 * apart, in long double, so that neither the pass under test measures itself
 * nor rounding hides a small gradient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"
#include "core/gradus-network.h"
#include "core/gradus-part.h"

#define GRADUS_CHECK_TOLERANCE 1e-5

typedef struct
{
  double analytic;       /* a: from the backward pass */
  double numeric;        /* n: (L(w + h) - L(w - h)) / 2h, h = eps^(1/3) * max(1, |w|) */
  double relative_error; /* |a - n| / max(|a|, |n|, 1e-6); 0 where skipped */
  bool skipped;          /* a kink (relu and the like) lies between w - h and w + h */
  GradusPart kink;       /* where: NEURON, its z crosses 0; TARGET, the error of that output does; NONE: not skipped */
} GradusCheckEntry;

/* What an entry comes to. */
typedef enum
{
  GRADUS_VERDICT_NONE, /* not measured yet */
  GRADUS_VERDICT_AGREES,
  GRADUS_VERDICT_SKIPPED,
  GRADUS_VERDICT_DIFFERS, /* the relative error is above GRADUS_CHECK_TOLERANCE, or no number */
} GradusVerdict;

typedef struct
{
  size_t checked; /* entries not skipped */
  size_t worst;   /* parameter index of the largest relative error; meaningless where checked is 0 */
  double worst_error;
} GradusCheckResult;

/* Checks all parameters on the mean of the samples' losses. `entries` has
 * shape.n_parameters items and is filled. */
GradusCheckResult gradus_check (const GradusNetwork *network,
                                GradusLoss loss,
                                const double inputs[],
                                const double targets[],
                                size_t n_samples,
                                GradusCheckEntry entries[]);

/* The same, one parameter at a time, for those who show how far it has come.
 * `network` and the arrays are borrowed until the end. `gradient`
 * (n_parameters, copied) is what is measured; NULL: the backward pass computes
 * it. NULL only where memory ran out. */
typedef struct _GradusChecker GradusChecker;
GradusChecker *gradus_checker_new (const GradusNetwork *network,
                                   GradusLoss loss,
                                   const double inputs[],
                                   const double targets[],
                                   size_t n_samples,
                                   const double gradient[]);
GradusCheckEntry gradus_checker_measure (GradusChecker *checker, size_t parameter);
void gradus_checker_free (GradusChecker *checker); /* NULL is fine */

GradusVerdict gradus_check_judge (const GradusCheckEntry *entry);

/* Orders entries worst first: by relative error, what is no number before all
 * others, what was skipped last. For qsort(): less than 0 where `a` is worse. */
int gradus_check_compare (const GradusCheckEntry *a, const GradusCheckEntry *b);
