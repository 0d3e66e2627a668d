/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-rounding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/gradus-layer.h"

#define MAX_DECIMALS 400 /* beyond it every double stands as it is */

/* A number written by hand has few digits, so that their products end after
 * some places, and whether the next one is a 5 decides. Binary arithmetic
 * misses that by a few units in the last place (0.162 * 0.75 against 0.1215):
 * results are taken to so many digits first. */
#define HAND_DIGITS 14

typedef struct
{
  const int *decimals; /* by stage index, or NULL */
  int fallback;
  const GradusShape *shape;
} Hand;

/* The digits of `value` (without sign, point and trailing zeros) and the
 * exponent of the first. printf and strtod agree on the locale's decimal
 * sign, and only digits are read here. */
static size_t
take_digits (double value, int precision, char digits[32], int *exponent)
{
  char text[64];
  size_t n = 0;
  const char *c = text;

  snprintf (text, sizeof text, "%.*e", precision - 1, value);
  for (; *c != 'e'; c++)
    if (*c >= '0' && *c <= '9')
      digits[n++] = *c;
  *exponent = atoi (c + 1);
  while (n > 1 && digits[n - 1] == '0')
    n--;
  digits[n] = '\0';
  return n;
}

/* The digits of the shortest text that reads back to `value`. */
static size_t
take_shortest (double value, char digits[32], int *exponent)
{
  size_t n = 0;

  /* Where 15 digits or fewer stand for a double, its 15 digits are those (C11 5.2.4.2.2, DBL_DIG). */
  for (int precision = 15; precision <= 17; precision++)
    {
      char text[64];

      snprintf (text, sizeof text, "%.*e", precision - 1, value);
      n = take_digits (value, precision, digits, exponent);
      if (strtod (text, NULL) == value)
        break;
    }
  return n;
}

/* n digits, the last of which counts 10^exponent, as a number. */
static double
make_number (bool negative, const char digits[], int exponent)
{
  char text[64];

  snprintf (text, sizeof text, "%s%se%d", negative ? "-" : "", digits, exponent);
  return strtod (text, NULL);
}

/* Rounds the decimal d.ddd * 10^exponent away from zero at the half. */
static double
round_digits (bool negative, const char digits[32], int exponent, int decimals)
{
  int keep = exponent + 1 + decimals;

  if (keep < 0)
    return 0;

  bool up = digits[keep] >= '5';
  char kept[33] = "0";

  memcpy (kept + 1, digits, (size_t) keep);
  for (int i = keep; up && i >= 0; i--)
    {
      up = kept[i] == '9';
      kept[i] = up ? '0' : kept[i] + 1;
    }
  kept[keep + 1] = '\0';
  if (strspn (kept, "0") == (size_t) keep + 1)
    return 0;
  return make_number (negative, kept, -decimals);
}

static double
round_hand (double value, int decimals)
{
  char digits[32];
  int exponent;

  if (decimals == GRADUS_EXACT || !isfinite (value) || value == 0)
    return value;
  size_t n = take_digits (fabs (value), HAND_DIGITS, digits, &exponent);

  return gradus_round_decimal (make_number (value < 0, digits, exponent - (int) n + 1), decimals);
}

static double
round_stage (const Hand *hand, GradusStage stage, double value)
{
  return round_hand (value, hand->decimals ? hand->decimals[gradus_stage_index (hand->shape, stage)] : hand->fallback);
}

/* Rounds the layer's stages of one kind. */
static void
round_layer (const Hand *hand, GradusStageKind kind, size_t l, double values[])
{
  for (size_t n = 0; n < hand->shape->layers[l].n_neurons; n++)
    values[n] = round_stage (hand, (GradusStage){ .kind = kind, .layer = l, .neuron = n }, values[n]);
}

static void
go_forward (const Hand *hand, GradusTrace *trace)
{
  const GradusShape *shape = &trace->shape;
  const double *before = trace->inputs;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      double *z = trace->z + layer->first_neuron;
      double *a = trace->a + layer->first_neuron;

      gradus_layer_forward (layer, trace->parameters, before, z, a);
      round_layer (hand, GRADUS_STAGE_Z, l, z);
      if (layer->activation == GRADUS_ACTIVATION_SOFTMAX)
        gradus_softmax (layer->n_neurons, z, a);
      else
        for (size_t n = 0; n < layer->n_neurons; n++)
          a[n] = gradus_activation_value (layer->activation, layer->leak, z[n]);
      round_layer (hand, GRADUS_STAGE_A, l, a);
      before = a;
    }

  size_t outputs = shape->n_neurons - shape->n_outputs;

  trace->loss = round_stage (
      hand,
      (GradusStage){ .kind = GRADUS_STAGE_LOSS },
      gradus_loss_value (trace->loss_kind, shape->n_outputs, trace->targets, trace->a + outputs, trace->z + outputs));
}

static void
go_backward (const Hand *hand, GradusTrace *trace, size_t l)
{
  const GradusShape *shape = &trace->shape;
  const GradusLayer *layer = &shape->layers[l];
  bool is_output = l + 1 == shape->n_layers;
  size_t first = layer->first_neuron;

  if (is_output)
    gradus_loss_slope (trace->loss_kind, layer->n_neurons, trace->targets, trace->a + first, trace->dL_da + first);
  else
    gradus_layer_pull_back (&shape->layers[l + 1],
                            trace->parameters,
                            trace->dL_dz + shape->layers[l + 1].first_neuron,
                            trace->dL_da + first);
  round_layer (hand, GRADUS_STAGE_DL_DA, l, trace->dL_da + first);

  for (size_t n = 0; n < layer->n_neurons; n++)
    trace->slope[first + n] = gradus_layer_slope (layer, trace->z + first, trace->a + first, n);
  round_layer (hand, GRADUS_STAGE_SLOPE, l, trace->slope + first);

  if (is_output && trace->fused)
    gradus_loss_fused_delta (
        trace->loss_kind, layer->n_neurons, trace->targets, trace->a + first, trace->dL_dz + first);
  else
    for (size_t i = first; i < first + layer->n_neurons; i++)
      trace->dL_dz[i] = trace->dL_da[i] * trace->slope[i];
  round_layer (hand, GRADUS_STAGE_DELTA, l, trace->dL_dz + first);
}

static void
update_parameters (const Hand *hand, GradusTrace *trace, const GradusNetwork *network, double learning_rate)
{
  const GradusShape *shape = &trace->shape;

  for (size_t p = 0; p < shape->n_parameters; p++)
    {
      GradusParameter parameter = gradus_shape_parameter (shape, p);
      GradusStage stage = {
        .kind = GRADUS_STAGE_GRADIENT,
        .layer = parameter.layer,
        .neuron = parameter.to,
        .from = parameter.is_bias ? 0 : parameter.from,
        .is_bias = parameter.is_bias,
      };
      double before = 1;

      if (!parameter.is_bias)
        before = parameter.layer == 0 ? trace->inputs[parameter.from]
                                      : trace->a[gradus_shape_neuron (shape, parameter.layer - 1, parameter.from)];
      double delta = trace->dL_dz[gradus_shape_neuron (shape, parameter.layer, parameter.to)];

      trace->gradient[p] = round_stage (hand, stage, delta * before);
      trace->step_gradient[p] = trace->gradient[p];
      trace->updated[p] = trace->parameters[p];

      stage.kind = GRADUS_STAGE_UPDATE;
      if (gradus_network_trains (network, p))
        trace->updated[p] = round_stage (hand, stage, trace->parameters[p] - learning_rate * trace->gradient[p]);
    }
}

double
gradus_round_decimal (double value, int decimals)
{
  char digits[32];
  int exponent;

  if (decimals < 0 || decimals > MAX_DECIMALS || !isfinite (value) || value == 0)
    return value;

  size_t n = take_shortest (fabs (value), digits, &exponent);

  if (exponent + 1 + decimals >= (int) n)
    return value;
  return round_digits (value < 0, digits, exponent, decimals);
}

GradusTrace *
gradus_trace_new_rounded (const GradusNetwork *network,
                          GradusLoss loss,
                          const double inputs[],
                          const double targets[],
                          double learning_rate,
                          const int decimals[],
                          int fallback)
{
  GradusTrace *trace = gradus_trace_new (network, loss, inputs, targets, learning_rate);

  if (!trace)
    return NULL;

  Hand hand = { .decimals = decimals, .fallback = fallback, .shape = &trace->shape };

  go_forward (&hand, trace);
  for (size_t l = trace->shape.n_layers; l-- > 0;)
    go_backward (&hand, trace, l);
  update_parameters (&hand, trace, network, learning_rate);
  return trace;
}
