/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-symbol.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DERIVATIVE "∂"
#define PREDICTION "ŷ"
#define MAX_DIGITS 20

/* U+2080 .. U+2089, three bytes each in UTF-8. */
static const char subscripts[10][4] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };

/* Writes `number` with subscript digits; `text` has room for 3 MAX_DIGITS + 1 bytes. */
static char *
write_subscript (size_t number, char text[])
{
  char digits[MAX_DIGITS + 1];
  size_t length = 0;

  snprintf (digits, sizeof digits, "%zu", number);
  for (const char *d = digits; *d; d++, length += 3)
    memcpy (text + length, subscripts[*d - '0'], 3);
  text[length] = '\0';
  return text;
}

/* Reads the whole of `text` as a number in subscript digits, 1 or more. */
static bool
read_subscript (const char *text, size_t *number)
{
  size_t n = 0;

  if (*text == '\0')
    return false;
  for (; *text; text += 3)
    {
      int digit = 0;

      while (digit < 10 && strncmp (text, subscripts[digit], 3) != 0)
        digit++;
      if (digit == 10 || n > (SIZE_MAX - 9) / 10)
        return false;
      n = n * 10 + (size_t) digit;
    }
  *number = n;
  return n > 0;
}

static void
write_numbered (char name[GRADUS_NAME_SIZE], const char *letter, size_t number)
{
  char digits[3 * MAX_DIGITS + 1];

  snprintf (name, GRADUS_NAME_SIZE, "%s%s", letter, write_subscript (number, digits));
}

/* "w₁" or "b₁"; 1 + 3 MAX_DIGITS + 1 bytes. */
static void
write_parameter (const GradusShape *shape, size_t index, char text[])
{
  text[0] = gradus_shape_parameter (shape, index).is_bias ? 'b' : 'w';
  write_subscript (gradus_shape_parameter_number (shape, index), text + 1);
}

static bool
is_output (const GradusShape *shape, size_t layer)
{
  return layer + 1 == shape->n_layers;
}

static const char *
neuron_name (const GradusNames *names, const GradusShape *shape, size_t layer, size_t neuron)
{
  return names->neurons[gradus_shape_neuron (shape, layer, neuron)];
}

/* What a neuron is called: by its name, but an output without a name of its own by the notation's letter, "o₁" for "ŷ₁". */
static void
write_label (const GradusNames *names, const GradusShape *shape, size_t layer, size_t neuron, char text[])
{
  const char *name = neuron_name (names, shape, layer, neuron);
  const char *output = gradus_notation_letters (names->notation)->output;

  if (is_output (shape, layer) && *output != '\0' && strncmp (name, PREDICTION, strlen (PREDICTION)) == 0)
    snprintf (text, GRADUS_SYMBOL_SIZE, "%s%s", output, name + strlen (PREDICTION));
  else
    snprintf (text, GRADUS_SYMBOL_SIZE, "%s", name);
}

/* What stands below z and δ. */
static void
write_below (const GradusNames *names, const GradusShape *shape, size_t layer, size_t neuron, char text[])
{
  if (names->notation == GRADUS_NOTATION_NAMES && is_output (shape, layer) && shape->n_outputs == 1)
    snprintf (text, GRADUS_SYMBOL_SIZE, "out");
  else
    write_label (names, shape, layer, neuron, text);
}

/* "net_h": a letter with a neuron below it. */
static char *
write_lettered (const GradusNames *names,
                const GradusShape *shape,
                const char *letter,
                size_t layer,
                size_t neuron,
                char buffer[])
{
  char below[GRADUS_SYMBOL_SIZE];

  write_below (names, shape, layer, neuron, below);
  snprintf (buffer, GRADUS_SYMBOL_SIZE, "%s_%.*s", letter, GRADUS_NAME_SIZE, below);
  return buffer;
}

/* "∂L/∂", whose length is returned. */
static size_t
write_gradient_prefix (const GradusNames *names, char text[])
{
  return (size_t) snprintf (
      text, GRADUS_SYMBOL_SIZE, DERIVATIVE "%s/" DERIVATIVE, gradus_notation_letters (names->notation)->loss);
}

static GradusNames *
allocate (size_t n_inputs, size_t n_neurons, size_t n_outputs)
{
  GradusNames *names = calloc (1, sizeof *names);

  if (!names)
    return NULL;
  names->n_inputs = n_inputs;
  names->n_neurons = n_neurons;
  names->n_outputs = n_outputs;
  names->inputs = calloc (n_inputs, sizeof *names->inputs);
  names->neurons = calloc (n_neurons, sizeof *names->neurons);
  if (!names->inputs || !names->neurons)
    {
      gradus_names_free (names);
      return NULL;
    }
  return names;
}

/* The parameter with the symbol `symbol`, like "w₃" or "b₁". */
static bool
find_parameter (const GradusShape *shape, const char *symbol, GradusStageKind kind, GradusStage *stage)
{
  bool is_bias = symbol[0] == 'b';
  size_t number;

  if ((symbol[0] != 'w' && !is_bias) || !read_subscript (symbol + 1, &number))
    return false;

  for (size_t l = 0; l < shape->n_layers; l++)
    {
      const GradusLayer *layer = &shape->layers[l];
      size_t first = is_bias ? layer->first_bias_number : layer->first_weight_number;
      size_t count = is_bias ? (layer->has_biases ? layer->n_neurons : 0) : layer->n_neurons * layer->n_inputs;
      size_t offset = number - 1 - first;

      if (number <= first || offset >= count)
        continue;
      *stage = (GradusStage){
        .kind = kind,
        .layer = l,
        .neuron = is_bias ? offset : offset / layer->n_inputs,
        .from = is_bias ? 0 : offset % layer->n_inputs,
        .is_bias = is_bias,
      };
      return true;
    }
  return false;
}

/* The neuron whose stage of one of the kinds has the symbol `symbol`. */
static bool
find_neuron (const GradusNames *names,
             const GradusShape *shape,
             const char *symbol,
             size_t n_kinds,
             const GradusStageKind kinds[],
             GradusStage *stage)
{
  char buffer[GRADUS_SYMBOL_SIZE];

  for (size_t l = 0; l < shape->n_layers; l++)
    for (size_t n = 0; n < shape->layers[l].n_neurons; n++)
      {
        for (size_t k = 0; k < n_kinds; k++)
          {
            GradusStage candidate = { .kind = kinds[k], .layer = l, .neuron = n };

            if (strcmp (gradus_symbol_stage (names, shape, candidate, buffer), symbol) == 0)
              {
                *stage = candidate;
                return true;
              }
          }
        /* A delta has two names. */
        if (strcmp (gradus_symbol_delta (names, shape, l, n, buffer), symbol) == 0)
          {
            *stage = (GradusStage){ .kind = GRADUS_STAGE_DELTA, .layer = l, .neuron = n };
            return true;
          }
      }
  return false;
}

GradusNames *
gradus_names_new (const GradusShape *shape)
{
  GradusNames *names = allocate (shape->n_inputs, shape->n_neurons, shape->n_outputs);
  size_t n_hidden = shape->n_neurons - shape->n_outputs;

  if (!names)
    return NULL;

  for (size_t i = 0; i < shape->n_inputs; i++)
    write_numbered (names->inputs[i], "x", i + 1);

  for (size_t l = 0; l < shape->n_layers; l++)
    for (size_t n = 0; n < shape->layers[l].n_neurons; n++)
      {
        char *name = names->neurons[gradus_shape_neuron (shape, l, n)];

        if (is_output (shape, l) && shape->n_outputs == 1)
          snprintf (name, GRADUS_NAME_SIZE, PREDICTION);
        else if (is_output (shape, l))
          write_numbered (name, PREDICTION, n + 1);
        else if (n_hidden == 1)
          snprintf (name, GRADUS_NAME_SIZE, "h");
        else if (shape->n_layers == 2)
          write_numbered (name, "h", n + 1);
        else
          snprintf (name, GRADUS_NAME_SIZE, "h%zu.%zu", l + 1, n + 1);
      }
  return names;
}

GradusNames *
gradus_names_copy (const GradusNames *names)
{
  GradusNames *copy = allocate (names->n_inputs, names->n_neurons, names->n_outputs);

  if (!copy)
    return NULL;
  copy->notation = names->notation;
  memcpy (copy->inputs, names->inputs, names->n_inputs * sizeof *names->inputs);
  memcpy (copy->neurons, names->neurons, names->n_neurons * sizeof *names->neurons);
  return copy;
}

void
gradus_names_free (GradusNames *names)
{
  if (!names)
    return;
  free (names->inputs);
  free (names->neurons);
  free (names);
}

char *
gradus_symbol_input (const GradusNames *names, size_t input, char buffer[])
{
  snprintf (buffer, GRADUS_SYMBOL_SIZE, "%s", names->inputs[input]);
  return buffer;
}

char *
gradus_symbol_neuron (const GradusNames *names, const GradusShape *shape, size_t layer, size_t neuron, char buffer[])
{
  write_label (names, shape, layer, neuron, buffer);
  return buffer;
}

char *
gradus_symbol_activation (const GradusNames *names,
                          const GradusShape *shape,
                          size_t layer,
                          size_t neuron,
                          char buffer[])
{
  const char *letter = gradus_notation_letters (names->notation)->activation;

  if (*letter == '\0')
    return gradus_symbol_neuron (names, shape, layer, neuron, buffer);
  return write_lettered (names, shape, letter, layer, neuron, buffer);
}

char *
gradus_symbol_z (const GradusNames *names, const GradusShape *shape, size_t layer, size_t neuron, char buffer[])
{
  return write_lettered (names, shape, gradus_notation_letters (names->notation)->z, layer, neuron, buffer);
}

char *
gradus_symbol_delta (const GradusNames *names, const GradusShape *shape, size_t layer, size_t neuron, char buffer[])
{
  return write_lettered (names, shape, "δ", layer, neuron, buffer);
}

char *
gradus_symbol_parameter (const GradusShape *shape, size_t index, char buffer[])
{
  write_parameter (shape, index, buffer);
  return buffer;
}

char *
gradus_symbol_target (const GradusNames *names, const GradusShape *shape, size_t output, char buffer[])
{
  const char *letter = gradus_notation_letters (names->notation)->target;
  char digits[3 * MAX_DIGITS + 1] = "";

  if (shape->n_outputs > 1)
    write_subscript (output + 1, digits);
  snprintf (buffer, GRADUS_SYMBOL_SIZE, "%s%s", letter, digits);
  return buffer;
}

char *
gradus_symbol_gradient (const GradusNames *names, const GradusShape *shape, size_t index, char buffer[])
{
  write_parameter (shape, index, buffer + write_gradient_prefix (names, buffer));
  return buffer;
}

typedef char *(*WriteSymbol) (const GradusNames *, const GradusShape *, size_t layer, size_t neuron, char buffer[]);

/* Writes the symbol of the stage's neuron behind what stands in `buffer`; returns the length of it all. */
static size_t
write_behind (char buffer[],
              size_t length,
              WriteSymbol write,
              const GradusNames *names,
              const GradusShape *shape,
              GradusStage stage)
{
  char symbol[GRADUS_SYMBOL_SIZE];

  write (names, shape, stage.layer, stage.neuron, symbol);
  for (const char *c = symbol; *c && length + 1 < GRADUS_SYMBOL_SIZE; c++)
    buffer[length++] = *c;
  buffer[length] = '\0';
  return length;
}

char *
gradus_symbol_stage (const GradusNames *names, const GradusShape *shape, GradusStage stage, char buffer[])
{
  size_t layer = stage.layer, neuron = stage.neuron, length;
  size_t parameter = 0;

  if (stage.kind == GRADUS_STAGE_GRADIENT || stage.kind == GRADUS_STAGE_UPDATE)
    parameter = stage.is_bias ? gradus_shape_bias (shape, layer, neuron)
                              : gradus_shape_weight (shape, layer, neuron, stage.from);

  buffer[0] = '\0';
  switch (stage.kind)
    {
    case GRADUS_STAGE_Z:
      return gradus_symbol_z (names, shape, layer, neuron, buffer);
    case GRADUS_STAGE_A:
      return gradus_symbol_activation (names, shape, layer, neuron, buffer);
    case GRADUS_STAGE_LOSS:
      snprintf (buffer, GRADUS_SYMBOL_SIZE, "%s", gradus_notation_letters (names->notation)->loss);
      break;
    case GRADUS_STAGE_DL_DA:
      write_behind (buffer, write_gradient_prefix (names, buffer), gradus_symbol_activation, names, shape, stage);
      break;
    case GRADUS_STAGE_SLOPE:
      length = write_behind (buffer,
                             (size_t) snprintf (buffer, GRADUS_SYMBOL_SIZE, DERIVATIVE),
                             gradus_symbol_activation,
                             names,
                             shape,
                             stage);
      length += (size_t) snprintf (buffer + length, GRADUS_SYMBOL_SIZE - length, "/" DERIVATIVE);
      write_behind (buffer, length, gradus_symbol_z, names, shape, stage);
      break;
    case GRADUS_STAGE_DELTA:
      write_behind (buffer, write_gradient_prefix (names, buffer), gradus_symbol_z, names, shape, stage);
      break;
    case GRADUS_STAGE_GRADIENT:
      return gradus_symbol_gradient (names, shape, parameter, buffer);
    case GRADUS_STAGE_UPDATE:
      return gradus_symbol_parameter (shape, parameter, buffer);
    case GRADUS_STAGE_APPLY:
      break;
    }
  return buffer;
}

bool
gradus_symbol_find_stage (const GradusNames *names, const GradusShape *shape, const char *symbol, GradusStage *stage)
{
  static const GradusStageKind forward[] = { GRADUS_STAGE_Z, GRADUS_STAGE_A, GRADUS_STAGE_SLOPE };
  static const GradusStageKind backward[] = { GRADUS_STAGE_DELTA, GRADUS_STAGE_DL_DA };
  char start[GRADUS_SYMBOL_SIZE];
  size_t prefix = write_gradient_prefix (names, start);

  if (strcmp (symbol, gradus_notation_letters (names->notation)->loss) == 0)
    {
      *stage = (GradusStage){ .kind = GRADUS_STAGE_LOSS };
      return true;
    }
  if (strncmp (symbol, start, prefix) == 0)
    return find_parameter (shape, symbol + prefix, GRADUS_STAGE_GRADIENT, stage) ||
           find_neuron (names, shape, symbol, 2, backward, stage);
  return find_parameter (shape, symbol, GRADUS_STAGE_UPDATE, stage) ||
         find_neuron (names, shape, symbol, 3, forward, stage);
}

char *
gradus_symbol_from_names (const GradusNames *names, const GradusShape *shape, const char *symbol, char buffer[])
{
  GradusNames plain = *names;
  GradusStage stage;

  plain.notation = GRADUS_NOTATION_NAMES;
  for (size_t k = 0; k < shape->n_outputs; k++)
    if (strcmp (gradus_symbol_target (&plain, shape, k, buffer), symbol) == 0)
      return gradus_symbol_target (names, shape, k, buffer);
  if (!gradus_symbol_find_stage (&plain, shape, symbol, &stage))
    return NULL;
  if (stage.kind == GRADUS_STAGE_DELTA && strncmp (symbol, DERIVATIVE, strlen (DERIVATIVE)) != 0)
    return gradus_symbol_delta (names, shape, stage.layer, stage.neuron, buffer);
  return gradus_symbol_stage (names, shape, stage, buffer);
}
