/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-measure.h"

#include <stdlib.h>

#include "core/gradus-trace.h"

bool
gradus_targets_are_classes (size_t n, size_t n_outputs, const double targets[])
{
  bool several = false;

  for (size_t i = 0; i < n; i++)
    {
      const double *row = targets + i * n_outputs;
      size_t ones = 0;

      for (size_t k = 0; k < n_outputs; k++)
        {
          if (row[k] != 0 && row[k] != 1)
            return false;
          ones += row[k] == 1;
        }
      if (n_outputs > 1 && ones != 1)
        return false;
      several = several || gradus_class_of (n_outputs, row) != gradus_class_of (n_outputs, targets);
    }
  return several;
}

size_t
gradus_class_of (size_t n_outputs, const double values[])
{
  size_t best = 0;

  if (n_outputs == 1)
    return values[0] >= 0.5;
  for (size_t k = 1; k < n_outputs; k++)
    if (values[k] > values[best])
      best = k;
  return best;
}

bool
gradus_count_correct (const GradusNetwork *network,
                      GradusLoss loss,
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
      *n_correct += gradus_class_of (n_outputs, outputs) == gradus_class_of (n_outputs, y);
    }
  free (outputs);
  return true;
}
