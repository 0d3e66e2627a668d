/* The optimisers by name, and how training starts; gradus-update.c has their rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/gradus-trainer.h"

static const struct
{
  const char *name;
  size_t n_moments;
} optimizers[GRADUS_N_OPTIMIZERS] = {
  [GRADUS_OPTIMIZER_SGD] = { "sgd", 0 },           [GRADUS_OPTIMIZER_MOMENTUM] = { "momentum", 1 },
  [GRADUS_OPTIMIZER_NESTEROV] = { "nesterov", 1 }, [GRADUS_OPTIMIZER_RMSPROP] = { "rmsprop", 1 },
  [GRADUS_OPTIMIZER_ADAGRAD] = { "adagrad", 1 },   [GRADUS_OPTIMIZER_ADAM] = { "adam", 2 },
  [GRADUS_OPTIMIZER_ADAMW] = { "adamw", 2 },
};

const char *
gradus_optimizer_name (GradusOptimizer optimizer)
{
  return optimizers[optimizer].name;
}

bool
gradus_optimizer_from_name (const char *name, GradusOptimizer *optimizer)
{
  for (int i = 0; i < GRADUS_N_OPTIMIZERS; i++)
    if (strcmp (name, optimizers[i].name) == 0)
      {
        *optimizer = (GradusOptimizer) i;
        return true;
      }
  return false;
}

size_t
gradus_optimizer_n_moments (GradusOptimizer optimizer)
{
  return optimizers[optimizer].n_moments;
}

GradusTraining
gradus_training_default (void)
{
  return (GradusTraining){
    .optimizer = GRADUS_OPTIMIZER_SGD,
    .learning_rate = 0.1,
    .momentum = 0.9,
    .rho = 0.9,
    .beta1 = 0.9,
    .beta2 = 0.999,
    .epsilon = 1e-8,
    .batch_size = 1,
    .reduction = GRADUS_REDUCTION_MEAN,
    .seed = 1,
  };
}
