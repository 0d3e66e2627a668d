/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-measure.h"

#include <stdlib.h>

#include "core/gradus-trace.h"

bool
gradus_count_correct (const GradusNetwork *network,
                      GradusLoss loss,
                      const GradusClasses *classes,
                      size_t n,
                      const double inputs[],
                      const double targets[],
                      size_t *n_correct)
{
  size_t n_inputs = network->shape.n_inputs, n_outputs = network->shape.n_outputs;
  double *outputs = malloc (n_outputs * sizeof *outputs);

  if (outputs == NULL)
    return false;
  *n_correct = 0;
  for (size_t i = 0; i < n; i++)
    {
      const double *y = targets + i * n_outputs;

      gradus_network_evaluate (network, loss, inputs + i * n_inputs, y, outputs);
      *n_correct += gradus_classes_of (classes, outputs) == gradus_classes_of (classes, y);
    }
  free (outputs);
  return true;
}
