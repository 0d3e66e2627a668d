/* The chapters of a step in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "render/gradus-formula-private.h"

#define MANY_STAGES 80 /* of a whole step; then chapters are cut sooner */
#define FEW         3  /* neurons or parameters of a large layer that are told beside the way */

/* "the output layer", "the hidden layer", "hidden layer 2" decide which sentence is taken. */
typedef enum
{
  LAYER_OUTPUT,
  LAYER_ONLY_HIDDEN,
  LAYER_HIDDEN,
} LayerPlace;

static LayerPlace
find_place (const GradusShape *shape, size_t layer)
{
  if (layer + 1 == shape->n_layers)
    return LAYER_OUTPUT;
  return shape->n_layers == 2 ? LAYER_ONLY_HIDDEN : LAYER_HIDDEN;
}

char *
gradus_formula_chapter_title (const GradusFormulaContext *context, size_t chapter)
{
  const GradusShape *shape = &context->trace->shape;
  GradusChapter c = gradus_chapter_at (shape, chapter);
  LayerPlace place = find_place (shape, c.layer);
  int number = (int) c.layer + 1;

  switch (c.kind)
    {
    case GRADUS_CHAPTER_FORWARD:
      if (place == LAYER_OUTPUT)
        return g_strdup (_ ("Forward: the output"));
      if (place == LAYER_ONLY_HIDDEN)
        return g_strdup (_ ("Forward: the hidden layer"));
      return g_strdup_printf (_ ("Forward: hidden layer %d"), number);
    case GRADUS_CHAPTER_LOSS:
      return g_strdup (_ ("The loss"));
    case GRADUS_CHAPTER_DELTA:
      if (place == LAYER_OUTPUT)
        return g_strdup (_ ("Backward: the delta of the output"));
      if (place == LAYER_ONLY_HIDDEN)
        return g_strdup (_ ("Backward: the delta of the hidden layer"));
      return g_strdup_printf (_ ("Backward: the deltas of hidden layer %d"), number);
    case GRADUS_CHAPTER_GRADIENTS:
      if (place == LAYER_OUTPUT)
        return g_strdup (_ ("Gradients and updates: into the output"));
      if (place == LAYER_ONLY_HIDDEN)
        return g_strdup (_ ("Gradients and updates: into the hidden layer"));
      return g_strdup_printf (_ ("Gradients and updates: into hidden layer %d"), number);
    case GRADUS_CHAPTER_APPLY:
      return g_strdup (_ ("The step is complete"));
    }
  g_return_val_if_reached (NULL);
}

static const char *
describe_delta (const GradusFormulaContext *context, size_t layer)
{
  if (layer + 1 < context->trace->shape.n_layers)
    return _ (
        "The error travels back along the weights. Each hidden neuron gets its share: the delta of every neuron it "
        "feeds, times the weight between them, all added up, times its own slope.");
  if (context->trace->fused)
    return _ (
        "Loss and output function belong together here: their derivatives join into one simple difference, the delta "
        "of the output.");
  return _ (
      "Two questions and one product. How does the loss change when the output changes? How does the output change "
      "when its weighted sum changes? The product of both is the delta, the error signal of the output neuron.");
}

char *
gradus_formula_chapter_text (const GradusFormulaContext *context, size_t chapter)
{
  const GradusShape *shape = &context->trace->shape;
  GradusChapter c = gradus_chapter_at (shape, chapter);

  switch (c.kind)
    {
    case GRADUS_CHAPTER_FORWARD:
      if (c.layer + 1 == shape->n_layers)
        return g_strdup (
            _ ("The same once more, with what the layer before has passed on. The result is the prediction of "
               "the network."));
      return g_strdup (
          _ ("Each neuron adds up its inputs, each times the weight of its connection. Its activation function "
             "turns that sum into what the neuron passes on."));
    case GRADUS_CHAPTER_LOSS:
      return g_strdup (
          _ ("One number says how far the prediction is from the target. All that follows asks how each weight "
             "has contributed to it."));
    case GRADUS_CHAPTER_DELTA:
      return g_strdup (describe_delta (context, c.layer));
    case GRADUS_CHAPTER_GRADIENTS:
      if (context->trace->batch_size > 1)
        return g_strdup_printf (
            ngettext ("A weight counts as much as what flows through it: its gradient is the delta behind it times the "
                      "value before it. The update goes against the gradient, taken over the %d sample of the batch.",
                      "A weight counts as much as what flows through it: its gradient is the delta behind it times the "
                      "value before it. The update goes against the gradient, taken over the %d samples of the batch.",
                      context->trace->batch_size),
            (int) context->trace->batch_size);
      return g_strdup (
          _ ("A weight counts as much as what flows through it: its gradient is the delta behind it times the "
             "value before it. The new weight goes a little against the gradient. It waits until the whole "
             "step is computed."));
    case GRADUS_CHAPTER_APPLY:
      return g_strdup (
          _ ("Now all new values take their places at once. The changes are small, and each points to a smaller "
             "loss. Many such steps are what training is."));
    }
  g_return_val_if_reached (NULL);
}

/* Whether a stage of a neuron is told although its chapter is long. */
static gboolean
is_on_the_way (GradusStage stage, GradusParameter p)
{
  if (stage.layer == p.layer)
    return stage.neuron == p.to;
  if (stage.layer + 1 == p.layer && !p.is_bias)
    return stage.neuron == p.from;
  return stage.neuron < FEW;
}

/* Of the parameters of a long chapter: the one in question, or the first few of another layer.
 * There may be millions, so they are not looked through. */
static void
add_parameters (const GradusFormulaContext *context, GArray *stages, size_t layer, GradusParameter p, size_t parameter)
{
  static const GradusStageKind kinds[] = { GRADUS_STAGE_GRADIENT, GRADUS_STAGE_UPDATE };
  const GradusShape *shape = &context->trace->shape;
  size_t first = layer == p.layer ? parameter : gradus_shape_weight (shape, layer, 0, 0);
  size_t n = layer == p.layer ? 1 : MIN (FEW, shape->layers[layer].n_inputs);

  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (size_t i = first; i < first + n; i++)
      {
        size_t index = gradus_stage_index (shape, gradus_formula_parameter_stage (context, kinds[k], i));

        g_array_append_val (stages, index);
      }
}

GArray *
gradus_formula_chapter_stages (const GradusFormulaContext *context, size_t chapter, size_t parameter, size_t *others)
{
  const GradusShape *shape = &context->trace->shape;
  GradusChapter c = gradus_chapter_at (shape, chapter);
  GradusParameter p = gradus_shape_parameter (shape, parameter);
  size_t limit = gradus_stage_count (shape) > MANY_STAGES ? GRADUS_FORMULA_FEW : GRADUS_FORMULA_MANY;
  GArray *stages = g_array_new (FALSE, FALSE, sizeof (size_t));

  if (c.kind == GRADUS_CHAPTER_GRADIENTS && c.n_stages > limit)
    add_parameters (context, stages, c.layer, p, parameter);
  else
    for (size_t i = c.first_stage; i < c.first_stage + c.n_stages; i++)
      if (c.n_stages <= limit || is_on_the_way (gradus_stage_at (shape, i), p))
        g_array_append_val (stages, i);
  *others = c.n_stages - stages->len;
  return stages;
}
