/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-stage.h"

/* What a chapter tells of each neuron, in this order. */
#define STAGES_PER_NEURON_FORWARD  2 /* Z, A */
#define STAGES_PER_NEURON_BACKWARD 3 /* DL_DA, SLOPE, DELTA */

static size_t
count_row (const GradusLayer *layer)
{
  return layer->n_inputs + (layer->has_biases ? 1 : 0);
}

static size_t
count_parameters (const GradusLayer *layer)
{
  return layer->n_neurons * count_row (layer);
}

/* Kind, layer and length of a chapter; first_stage is left 0. */
static GradusChapter
describe_chapter (const GradusShape *shape, size_t chapter)
{
  size_t n = shape->n_layers;
  GradusChapter result = { 0 };

  if (chapter < n)
    {
      result.kind = GRADUS_CHAPTER_FORWARD;
      result.layer = chapter;
      result.n_stages = STAGES_PER_NEURON_FORWARD * shape->layers[chapter].n_neurons;
    }
  else if (chapter == n)
    {
      result.kind = GRADUS_CHAPTER_LOSS;
      result.n_stages = 1;
    }
  else if (chapter > 3 * n)
    {
      result.kind = GRADUS_CHAPTER_APPLY;
      result.n_stages = 1;
    }
  else
    {
      size_t k = chapter - n - 1; /* delta and gradients of the last layer, then of the one before, ... */
      const GradusLayer *layer = &shape->layers[n - 1 - k / 2];

      result.layer = n - 1 - k / 2;
      if (k % 2 == 0)
        {
          result.kind = GRADUS_CHAPTER_DELTA;
          result.n_stages = STAGES_PER_NEURON_BACKWARD * layer->n_neurons;
        }
      else
        {
          result.kind = GRADUS_CHAPTER_GRADIENTS;
          result.n_stages = 2 * count_parameters (layer);
        }
    }
  return result;
}

/* The chapter that holds stage `index`. */
static size_t
find_chapter (const GradusShape *shape, size_t index, GradusChapter *found)
{
  size_t last = gradus_chapter_count (shape) - 1;
  size_t first_stage = 0;

  for (size_t chapter = 0;; chapter++)
    {
      *found = describe_chapter (shape, chapter);
      found->first_stage = first_stage;
      if (chapter == last || index < first_stage + found->n_stages)
        return chapter;
      first_stage += found->n_stages;
    }
}

static size_t
find_chapter_of_kind (const GradusShape *shape, GradusStage stage)
{
  size_t n = shape->n_layers;

  switch (stage.kind)
    {
    case GRADUS_STAGE_Z:
    case GRADUS_STAGE_A:
      return stage.layer;
    case GRADUS_STAGE_LOSS:
      return n;
    case GRADUS_STAGE_DL_DA:
    case GRADUS_STAGE_SLOPE:
    case GRADUS_STAGE_DELTA:
      return n + 1 + 2 * (n - 1 - stage.layer);
    case GRADUS_STAGE_GRADIENT:
    case GRADUS_STAGE_UPDATE:
      return n + 2 + 2 * (n - 1 - stage.layer);
    case GRADUS_STAGE_APPLY:
      break;
    }
  return 3 * n + 1;
}

static size_t
find_parameter (const GradusShape *shape, GradusStage stage)
{
  if (stage.is_bias)
    return gradus_shape_bias (shape, stage.layer, stage.neuron);
  return gradus_shape_weight (shape, stage.layer, stage.neuron, stage.from);
}

size_t
gradus_stage_count (const GradusShape *shape)
{
  size_t backward = STAGES_PER_NEURON_FORWARD + STAGES_PER_NEURON_BACKWARD;

  return backward * shape->n_neurons + 2 * shape->n_parameters + 2;
}

GradusStage
gradus_stage_at (const GradusShape *shape, size_t index)
{
  GradusChapter chapter;
  GradusStage stage = { 0 };

  find_chapter (shape, index, &chapter);

  const GradusLayer *layer = &shape->layers[chapter.layer];
  size_t offset = index - chapter.first_stage;
  size_t n_parameters = count_parameters (layer);
  size_t row = count_row (layer);

  stage.layer = chapter.layer;
  switch (chapter.kind)
    {
    case GRADUS_CHAPTER_FORWARD:
      stage.kind = GRADUS_STAGE_Z + offset % STAGES_PER_NEURON_FORWARD;
      stage.neuron = offset / STAGES_PER_NEURON_FORWARD;
      break;
    case GRADUS_CHAPTER_LOSS:
      stage.kind = GRADUS_STAGE_LOSS;
      break;
    case GRADUS_CHAPTER_DELTA:
      stage.kind = GRADUS_STAGE_DL_DA + offset % STAGES_PER_NEURON_BACKWARD;
      stage.neuron = offset / STAGES_PER_NEURON_BACKWARD;
      break;
    case GRADUS_CHAPTER_GRADIENTS:
      stage.kind = offset < n_parameters ? GRADUS_STAGE_GRADIENT : GRADUS_STAGE_UPDATE;
      offset %= n_parameters;
      stage.neuron = offset / row;
      stage.is_bias = offset % row == layer->n_inputs;
      stage.from = stage.is_bias ? 0 : offset % row;
      break;
    case GRADUS_CHAPTER_APPLY:
      stage.kind = GRADUS_STAGE_APPLY;
      break;
    }
  return stage;
}

size_t
gradus_stage_index (const GradusShape *shape, GradusStage stage)
{
  GradusChapter chapter = gradus_chapter_at (shape, find_chapter_of_kind (shape, stage));
  const GradusLayer *layer = &shape->layers[chapter.layer];
  size_t offset = 0;

  switch (chapter.kind)
    {
    case GRADUS_CHAPTER_FORWARD:
      offset = STAGES_PER_NEURON_FORWARD * stage.neuron + (stage.kind - GRADUS_STAGE_Z);
      break;
    case GRADUS_CHAPTER_DELTA:
      offset = STAGES_PER_NEURON_BACKWARD * stage.neuron + (stage.kind - GRADUS_STAGE_DL_DA);
      break;
    case GRADUS_CHAPTER_GRADIENTS:
      offset = stage.kind == GRADUS_STAGE_UPDATE ? count_parameters (layer) : 0;
      offset += stage.neuron * count_row (layer) + (stage.is_bias ? layer->n_inputs : stage.from);
      break;
    case GRADUS_CHAPTER_LOSS:
    case GRADUS_CHAPTER_APPLY:
      break;
    }
  return chapter.first_stage + offset;
}

size_t
gradus_chapter_count (const GradusShape *shape)
{
  return 3 * shape->n_layers + 2;
}

GradusChapter
gradus_chapter_at (const GradusShape *shape, size_t chapter)
{
  GradusChapter result = describe_chapter (shape, chapter);

  for (size_t before = 0; before < chapter; before++)
    result.first_stage += describe_chapter (shape, before).n_stages;
  return result;
}

size_t
gradus_chapter_of_stage (const GradusShape *shape, size_t index)
{
  GradusChapter found;

  return find_chapter (shape, index, &found);
}

double
gradus_stage_value (const GradusTrace *trace, GradusStage stage)
{
  const GradusShape *shape = &trace->shape;

  switch (stage.kind)
    {
    case GRADUS_STAGE_Z:
      return trace->z[gradus_shape_neuron (shape, stage.layer, stage.neuron)];
    case GRADUS_STAGE_A:
      return trace->a[gradus_shape_neuron (shape, stage.layer, stage.neuron)];
    case GRADUS_STAGE_DL_DA:
      return trace->dL_da[gradus_shape_neuron (shape, stage.layer, stage.neuron)];
    case GRADUS_STAGE_SLOPE:
      return trace->slope[gradus_shape_neuron (shape, stage.layer, stage.neuron)];
    case GRADUS_STAGE_DELTA:
      return trace->dL_dz[gradus_shape_neuron (shape, stage.layer, stage.neuron)];
    case GRADUS_STAGE_GRADIENT:
      return trace->gradient[find_parameter (shape, stage)];
    case GRADUS_STAGE_UPDATE:
      return trace->updated[find_parameter (shape, stage)];
    case GRADUS_STAGE_LOSS:
    case GRADUS_STAGE_APPLY:
      break;
    }
  return trace->loss;
}

GradusPart
gradus_stage_part (const GradusShape *shape, GradusStage stage)
{
  GradusPart part = { 0 };

  switch (stage.kind)
    {
    case GRADUS_STAGE_Z:
    case GRADUS_STAGE_A:
    case GRADUS_STAGE_DL_DA:
    case GRADUS_STAGE_SLOPE:
    case GRADUS_STAGE_DELTA:
      /* dL/dyhat is the loss's own derivative, so it lights the loss. */
      if (stage.kind == GRADUS_STAGE_DL_DA && stage.layer + 1 == shape->n_layers)
        return (GradusPart){ .kind = GRADUS_PART_LOSS };
      return (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = stage.layer, .neuron = stage.neuron };
    case GRADUS_STAGE_LOSS:
      return (GradusPart){ .kind = GRADUS_PART_LOSS };
    case GRADUS_STAGE_GRADIENT:
    case GRADUS_STAGE_UPDATE:
      part.kind = stage.is_bias ? GRADUS_PART_BIAS : GRADUS_PART_WEIGHT;
      part.layer = stage.layer;
      part.neuron = stage.neuron;
      part.from = stage.is_bias ? 0 : stage.from;
      return part;
    case GRADUS_STAGE_APPLY:
      break; /* it concerns every parameter, so no single part */
    }
  return part;
}
