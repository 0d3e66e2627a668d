/* Everything one forward and backward pass computes, kept as a value that
 * nothing changes afterwards.
 *
 * For each layer, with a_prev its input (x for the first) and a+ the layer after:
 *   z      = W a_prev + b                          pre-activation
 *   a      = phi(z)                                activation
 *   dL_da  = W+^T dL_dz+ , or dL/dyhat at the end  how the loss feels a
 *   slope  = phi'(z)                               da/dz
 *   dL_dz  = dL_da * slope                         the delta
 *   dL_dW  = dL_dz a_prev^T, dL_db = dL_dz         in `gradient`
 * (Rumelhart, Hinton, Williams: Learning representations by back-propagating
 * errors, Nature 323, 1986.)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-loss.h"
#include "core/gradus-network.h"

typedef struct
{
  GradusShape shape;
  GradusLoss loss_kind;
  size_t sample; /* which sample of the data this is */

  double loss;     /* of this sample */
  double *inputs;  /* shape.n_inputs */
  double *targets; /* shape.n_outputs */
  double *z;       /* these five: shape.n_neurons, by gradus_shape_neuron() */
  double *a;
  double *dL_da;
  double *slope;
  double *dL_dz;
  double *parameters;    /* these four: shape.n_parameters; the parameters used */
  double *gradient;      /* dL/dparameter of this sample */
  double *step_gradient; /* what the update that follows uses: the gradient reduced over its batch, with penalties */
  double *updated;       /* the parameters after that update */
  size_t batch_size;     /* samples in that batch */
  bool fused;            /* the outputs' dL_dz is not dL_da * slope, but gradus_loss_fused_delta() */
} GradusTrace;

/* A trace whose numbers are all 0, for those who fill it in themselves. NULL
 * where memory ran out. */
GradusTrace *gradus_trace_new_blank (const GradusShape *shape, GradusLoss loss);

/* One forward and backward pass of one sample. `inputs` has shape.n_inputs
 * values, `targets` shape.n_outputs; both are copied. step_gradient is the
 * gradient and `updated` the parameters after w - learning_rate * gradient
 * (0 for what does not train): the trainer gives traces for other updates.
 * Non-finite results are data. NULL only where memory ran out. */
GradusTrace *gradus_trace_new (const GradusNetwork *network,
                               GradusLoss loss,
                               const double inputs[],
                               const double targets[],
                               double learning_rate);

GradusTrace *gradus_trace_copy (const GradusTrace *trace); /* NULL only where memory ran out */
void gradus_trace_free (GradusTrace *trace);               /* NULL is fine */

/* Whether every number in the trace is finite; the outputs' dL_da counts only
 * where the deltas are made of it (not fused). */
bool gradus_trace_is_finite (const GradusTrace *trace);

/* Only the outputs (shape.n_outputs values) and, where `targets` is not NULL,
 * the returned loss (NaN otherwise). */
double gradus_network_evaluate (const GradusNetwork *network,
                                GradusLoss loss,
                                const double inputs[],
                                const double targets[],
                                double outputs[]);
