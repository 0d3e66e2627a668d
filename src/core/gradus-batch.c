/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-batch.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK GRADUS_BATCH_BLOCK

struct _GradusBatch
{
  GradusShape shape;
  const GradusLayout *layout;
  const GradusKernels *kernels;
  double *memory;
  size_t n_values;                  /* there */
  double *x;                        /* BLOCK x n_inputs: inputs that do not lie together */
  double *z[GRADUS_MAX_LAYERS];     /* BLOCK x stride of the layer, a row a sample */
  double *a[GRADUS_MAX_LAYERS];     /* likewise */
  double *d[GRADUS_MAX_LAYERS];     /* likewise: dL_da, which then becomes dL_dz; padding is 0 */
  double *d_turned, *pulled_turned; /* a row a neuron, BLOCK values each */
};

/* The samples of one block, a row of inputs each. */
typedef struct
{
  size_t n;
  const double *inputs;
  const size_t *order; /* NULL: first, first + 1, ... */
  size_t first;
} Block;

GradusBatch *
gradus_batch_new (const GradusShape *shape, const GradusLayout *layout, const GradusKernels *kernels)
{
  size_t widest = shape->n_inputs, n_values = 0;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      size_t stride = layout->layers[l].stride;

      n_values += 3 * BLOCK * stride;
      widest = stride > widest ? stride : widest;
    }
  n_values += BLOCK * shape->n_inputs + 2 * BLOCK * widest;

  GradusBatch *batch = calloc (1, sizeof *batch);
  double *next = gradus_layout_new_values (n_values);

  if (batch == NULL || next == NULL)
    {
      free (batch);
      free (next);
      return NULL;
    }

  batch->shape = *shape;
  batch->layout = layout;
  batch->kernels = kernels;
  batch->memory = next;
  batch->n_values = n_values;
  for (size_t l = 0; l < shape->n_layers; l++)
    {
      batch->z[l] = next;
      batch->a[l] = batch->z[l] + BLOCK * layout->layers[l].stride;
      batch->d[l] = batch->a[l] + BLOCK * layout->layers[l].stride;
      next = batch->d[l] + BLOCK * layout->layers[l].stride;
    }
  batch->d_turned = next;
  batch->pulled_turned = batch->d_turned + BLOCK * widest;
  batch->x = batch->pulled_turned + BLOCK * widest;
  return batch;
}

void
gradus_batch_free (GradusBatch *batch)
{
  if (batch == NULL)
    return;

  free (batch->memory);
  free (batch);
}

void
gradus_batch_clean (GradusBatch *batch)
{
  memset (batch->memory, 0, batch->n_values * sizeof *batch->memory);
}

static size_t
block_sample (const Block *block, size_t row)
{
  return block->order == NULL ? block->first + row : block->order[row];
}

/* Inputs that lie together are used where they are. */
static Block
gather_block (GradusBatch *batch, const GradusProblem *problem, const size_t order[], size_t first, size_t n)
{
  Block block = { .n = n, .order = order == NULL ? NULL : order + first, .first = first };
  size_t n_inputs = problem->shape.n_inputs;
  bool together = true;

  for (size_t row = 1; row < n && together; row++)
    together = block_sample (&block, row) == block_sample (&block, 0) + row;

  block.inputs = problem->inputs + block_sample (&block, 0) * n_inputs;
  if (!together)
    {
      for (size_t row = 0; row < n; row++)
        memcpy (batch->x + row * n_inputs,
                problem->inputs + block_sample (&block, row) * n_inputs,
                n_inputs * sizeof *batch->x);
      block.inputs = batch->x;
    }
  return block;
}

/* `to` (columns x rows, `to_stride` apart) becomes the transpose of `from`. */
static void
turn (size_t rows, size_t columns, const double from[], size_t from_stride, double to[], size_t to_stride)
{
  for (size_t c0 = 0; c0 < columns; c0 += 8)
    for (size_t r = 0; r < rows; r++)
      for (size_t c = c0; c < columns && c < c0 + 8; c++)
        to[c * to_stride + r] = from[r * from_stride + c];
}

/* The input of layer `l`, a row a sample, and the way from row to row. */
static const double *
layer_input (const GradusBatch *batch, const Block *block, size_t l, size_t *stride)
{
  *stride = l == 0 ? batch->shape.n_inputs : batch->layout->layers[l - 1].stride;
  return l == 0 ? block->inputs : batch->a[l - 1];
}

/* Z = X W^T + b, A = phi(Z), in the first n_layers layers */
static void
go_forward (GradusBatch *batch, const Block *block, const double parameters[], size_t n_layers)
{
  for (size_t l = 0; l < n_layers; l++)
    {
      const GradusLayer *layer = &batch->shape.layers[l];
      const GradusLayerLayout *place = &batch->layout->layers[l];
      size_t stride = place->stride, x_stride;
      const double *x = layer_input (batch, block, l, &x_stride);

      batch->kernels->multiply (&(GradusProduct){
          .rows = block->n,
          .depth = layer->n_inputs,
          .columns = stride,
          .a = x,
          .a_row = x_stride,
          .a_step = 1,
          .b = parameters + place->first_weight,
          .b_stride = stride,
          .start = layer->has_biases ? parameters + place->first_bias : NULL,
          .c = batch->z[l],
          .c_stride = stride,
      });

      if (layer->activation != GRADUS_ACTIVATION_SOFTMAX)
        batch->kernels->activate (layer->activation, layer->leak, block->n * stride, batch->z[l], batch->a[l]);
      else
        for (size_t row = 0; row < block->n; row++)
          gradus_softmax (layer->n_neurons, batch->z[l] + row * stride, batch->a[l] + row * stride);
    }
}

static double
sum_losses (GradusBatch *batch, const Block *block, const GradusProblem *problem, double sum)
{
  size_t l = batch->shape.n_layers - 1, n = batch->shape.n_outputs;
  size_t stride = batch->layout->layers[l].stride;

  for (size_t row = 0; row < block->n; row++)
    sum += gradus_loss_value (problem->loss,
                              n,
                              problem->targets + block_sample (block, row) * n,
                              batch->a[l] + row * stride,
                              batch->z[l] + row * stride);
  return sum;
}

/* dL_da of the outputs; for the fused losses dL_dz at once. */
static void
begin_backward (GradusBatch *batch, const Block *block, const GradusProblem *problem)
{
  size_t l = batch->shape.n_layers - 1, n = batch->shape.n_outputs;
  size_t stride = batch->layout->layers[l].stride;
  bool fused = gradus_loss_is_fused (problem->loss);

  for (size_t row = 0; row < block->n; row++)
    {
      const double *y = problem->targets + block_sample (block, row) * n;
      const double *a = batch->a[l] + row * stride;
      double *d = batch->d[l] + row * stride;

      if (fused)
        gradus_loss_fused_delta (problem->loss, n, y, a, d);
      else
        gradus_loss_slope (problem->loss, n, y, a, d);
    }
}

/* dL_dW^T = X^T dL_dZ, dL_db = the sum of its rows. */
static void
blame (GradusBatch *batch, const Block *block, size_t l, bool add, double gradient[])
{
  static const double one = 1;
  const GradusLayer *layer = &batch->shape.layers[l];
  const GradusLayerLayout *place = &batch->layout->layers[l];
  size_t x_stride;
  const double *x = layer_input (batch, block, l, &x_stride);
  double *dL_dW = gradient + place->first_weight, *dL_db = gradient + place->first_bias;

  batch->kernels->multiply (&(GradusProduct){
      .rows = layer->n_inputs,
      .depth = block->n,
      .columns = place->stride,
      .a = x,
      .a_row = 1,
      .a_step = x_stride,
      .b = batch->d[l],
      .b_stride = place->stride,
      .start = add ? dL_dW : NULL,
      .start_stride = place->stride,
      .c = dL_dW,
      .c_stride = place->stride,
  });
  if (layer->has_biases)
    batch->kernels->multiply (&(GradusProduct){
        .rows = 1,
        .depth = block->n,
        .columns = place->stride,
        .a = &one,
        .b = batch->d[l],
        .b_stride = place->stride,
        .start = add ? dL_db : NULL,
        .c = dL_db,
        .c_stride = place->stride,
    });
}

/* dL_dA of the layer before = dL_dZ W, computed as its transpose W^T dL_dZ^T,
 * for which the weights lie right. */
static void
pull_back (GradusBatch *batch, const Block *block, size_t l, const double parameters[])
{
  const GradusLayer *layer = &batch->shape.layers[l];
  const GradusLayerLayout *place = &batch->layout->layers[l];
  size_t columns = (block->n + GRADUS_KERNEL_PAD - 1) / GRADUS_KERNEL_PAD * GRADUS_KERNEL_PAD;

  turn (block->n, layer->n_neurons, batch->d[l], place->stride, batch->d_turned, columns);
  batch->kernels->multiply (&(GradusProduct){
      .rows = layer->n_inputs,
      .depth = layer->n_neurons,
      .columns = columns,
      .a = parameters + place->first_weight,
      .a_row = place->stride,
      .a_step = 1,
      .b = batch->d_turned,
      .b_stride = columns,
      .c = batch->pulled_turned,
      .c_stride = columns,
  });
  turn (layer->n_inputs, block->n, batch->pulled_turned, columns, batch->d[l - 1], batch->layout->layers[l - 1].stride);
}

static void
go_backward (GradusBatch *batch,
             const Block *block,
             const GradusProblem *problem,
             const double parameters[],
             bool add,
             double gradient[])
{
  begin_backward (batch, block, problem);
  for (size_t l = batch->shape.n_layers; l-- > 0;)
    {
      const GradusLayer *layer = &batch->shape.layers[l];
      bool fused = l + 1 == batch->shape.n_layers && gradus_loss_is_fused (problem->loss);

      if (!fused)
        batch->kernels->pass_activation (layer->activation,
                                         layer->leak,
                                         block->n * batch->layout->layers[l].stride,
                                         batch->z[l],
                                         batch->a[l],
                                         batch->d[l],
                                         batch->d[l]);
      blame (batch, block, l, add, gradient);
      if (l > 0)
        pull_back (batch, block, l, parameters);
    }
}

bool
gradus_batch_sum (GradusBatch *batch,
                  const GradusProblem *problem,
                  const double parameters[],
                  const size_t order[],
                  size_t n,
                  const atomic_bool *stop,
                  double gradient[],
                  double *loss)
{
  double sum = 0;

  for (size_t first = 0; first < n; first += BLOCK)
    {
      Block block = gather_block (batch, problem, order, first, n - first < BLOCK ? n - first : BLOCK);

      if (stop != NULL && atomic_load_explicit (stop, memory_order_relaxed))
        return false;

      go_forward (batch, &block, parameters, batch->shape.n_layers);
      if (loss != NULL)
        sum = sum_losses (batch, &block, problem, sum);
      if (gradient != NULL)
        go_backward (batch, &block, problem, parameters, first > 0, gradient);
    }

  if (loss != NULL)
    *loss = sum;
  return true;
}

const double *
gradus_batch_evaluate (GradusBatch *batch,
                       const double parameters[],
                       const double inputs[],
                       size_t n,
                       size_t layer,
                       size_t *stride)
{
  Block block = { .n = n, .inputs = inputs };

  go_forward (batch, &block, parameters, layer + 1);
  *stride = batch->layout->layers[layer].stride;
  return batch->a[layer];
}

const double *
gradus_batch_get_activations (const GradusBatch *batch, size_t layer, size_t *stride)
{
  *stride = batch->layout->layers[layer].stride;
  return batch->a[layer];
}
