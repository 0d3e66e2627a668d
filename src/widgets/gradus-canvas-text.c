/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-canvas-text.h"

#include <glib/gi18n-lib.h>

/* The number of a stage as text, or that it is not there yet. */
static const char *
say_stage (GradusSession *session, GradusStage stage, GradusFormat format, char buffer[])
{
  const GradusTrace *trace = gradus_session_get_trace (session);

  if (gradus_stage_index (&trace->shape, stage) >= gradus_session_get_cursor (session))
    {
      /* Translators: stands in the place of a number, as in "output not computed yet". */
      return _ ("not computed yet");
    }
  return gradus_format_number (format, gradus_stage_value (trace, stage), buffer);
}

static gboolean
is_revealed (GradusSession *session, GradusStage stage)
{
  const GradusTrace *trace = gradus_session_get_trace (session);

  return gradus_stage_index (&trace->shape, stage) < gradus_session_get_cursor (session);
}

static gboolean
is_output (const GradusShape *shape, GradusPart part)
{
  return part.layer == shape->n_layers - 1;
}

static GradusStage
find_stage (GradusPart neuron, GradusStageKind kind)
{
  return (GradusStage){ .kind = kind, .layer = neuron.layer, .neuron = neuron.neuron };
}

static GradusStage
find_gradient (GradusPart part)
{
  return (GradusStage){
    .kind = GRADUS_STAGE_GRADIENT,
    .layer = part.layer,
    .neuron = part.neuron,
    .from = part.from,
    .is_bias = part.kind == GRADUS_PART_BIAS,
  };
}

static const GradusLetters *
get_letters (GradusSession *session)
{
  return gradus_notation_letters (gradus_session_get_notation (session));
}

static void
write_symbol (GradusSession *session, GradusPart part, char buffer[])
{
  const GradusShape *shape = &gradus_session_get_trace (session)->shape;
  const GradusNames *names = gradus_session_get_names (session);
  size_t index;

  buffer[0] = '\0';
  if (part.kind == GRADUS_PART_INPUT)
    gradus_symbol_input (names, part.neuron, buffer);
  else if (part.kind == GRADUS_PART_TARGET)
    gradus_symbol_target (names, shape, part.neuron, buffer);
  else if (part.kind == GRADUS_PART_NEURON)
    gradus_symbol_neuron (names, shape, part.layer, part.neuron, buffer);
  else if (gradus_part_parameter (shape, part, &index))
    gradus_symbol_parameter (shape, index, buffer);
}

/* The symbol of what a weight comes from: an input, or a neuron of the layer before. */
static void
write_source (GradusSession *session, GradusPart weight, char buffer[])
{
  GradusPart source = { .kind = GRADUS_PART_INPUT, .neuron = weight.from };

  if (weight.layer > 0)
    source = (GradusPart){ .kind = GRADUS_PART_NEURON, .layer = weight.layer - 1, .neuron = weight.from };
  write_symbol (session, source, buffer);
}

static char *
describe_slope (const char *symbol, const char *number, double gradient)
{
  if (gradient < 0)
    {
      /* Translators: of a derivative, say ∂L/∂w₁ = −0.0243. */
      return g_strdup_printf (_ ("%s = %s: a little more here makes the loss smaller."), symbol, number);
    }
  if (gradient > 0)
    {
      /* Translators: of a derivative, say ∂L/∂w₁ = 0.0243. */
      return g_strdup_printf (_ ("%s = %s: a little more here makes the loss larger."), symbol, number);
    }
  /* Translators: of a derivative, say ∂L/∂w₁ = 0. */
  return g_strdup_printf (_ ("%s = %s: a little more or less here changes nothing."), symbol, number);
}

/* A line about the number of a derivative; nothing where it is not there yet. */
static char *
describe_derivative (GradusSession *session, GradusStage stage, GradusFormat format)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  char symbol[GRADUS_SYMBOL_SIZE], number[GRADUS_FORMAT_SIZE];
  double value = gradus_stage_value (trace, stage);

  gradus_symbol_stage (gradus_session_get_names (session), &trace->shape, stage, symbol);
  if (!is_revealed (session, stage))
    {
      /* Translators: %s is a quantity, say ∂L/∂w₁. */
      return g_strdup_printf (_ ("%s is not computed yet."), symbol);
    }
  return describe_slope (symbol, gradus_format_number (format, value, number), value);
}

static void
add_neuron_lines (GPtrArray *lines, GradusSession *session, GradusPart part, GradusFormat format)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  const GradusNames *names = gradus_session_get_names (session);
  char symbol[GRADUS_SYMBOL_SIZE], number[GRADUS_FORMAT_SIZE];
  GradusStage stage = find_stage (part, GRADUS_STAGE_Z);

  gradus_symbol_stage (names, &trace->shape, stage, symbol);
  /* Translators: the pre-activation: its symbol and its value. */
  g_ptr_array_add (lines,
                   g_strdup_printf (_ ("%s = %s: what comes in, each times its weight, added up."),
                                    symbol,
                                    say_stage (session, stage, format, number)));

  stage = find_stage (part, GRADUS_STAGE_A);
  gradus_symbol_stage (names, &trace->shape, stage, symbol);
  /* Translators: the output of a neuron: its symbol, its value and the name of the activation, say sigmoid. */
  g_ptr_array_add (lines,
                   g_strdup_printf (_ ("%s = %s: what goes out, by the activation %s."),
                                    symbol,
                                    say_stage (session, stage, format, number),
                                    gradus_activation_name (trace->shape.layers[part.layer].activation)));

  g_ptr_array_add (lines, describe_derivative (session, find_stage (part, GRADUS_STAGE_DELTA), format));
}

char *
gradus_canvas_text_title (GradusSession *session, GradusPart part)
{
  char symbol[GRADUS_SYMBOL_SIZE], other[GRADUS_SYMBOL_SIZE];

  write_symbol (session, part, symbol);
  switch (part.kind)
    {
    case GRADUS_PART_INPUT:
      /* Translators: %s is the symbol of an input, say x₁. */
      return g_strdup_printf (_ ("Input %s"), symbol);
    case GRADUS_PART_TARGET:
      /* Translators: %s is the symbol of a target, say y. */
      return g_strdup_printf (_ ("Target %s"), symbol);
    case GRADUS_PART_NEURON:
      if (is_output (&gradus_session_get_trace (session)->shape, part))
        {
          /* Translators: %s is the symbol of an output neuron, say ŷ. */
          return g_strdup_printf (_ ("Output neuron %s"), symbol);
        }
      /* Translators: %s is the symbol of a hidden neuron, say h. */
      return g_strdup_printf (_ ("Hidden neuron %s"), symbol);
    case GRADUS_PART_WEIGHT:
      write_source (session, part, other);
      {
        GradusPart target = { .kind = GRADUS_PART_NEURON, .layer = part.layer, .neuron = part.neuron };
        char to[GRADUS_SYMBOL_SIZE];

        write_symbol (session, target, to);
        /* Translators: say, "Weight w₁ from x₁ to h". */
        return g_strdup_printf (_ ("Weight %s from %s to %s"), symbol, other, to);
      }
    case GRADUS_PART_BIAS:
      {
        GradusPart target = { .kind = GRADUS_PART_NEURON, .layer = part.layer, .neuron = part.neuron };

        write_symbol (session, target, other);
        /* Translators: say, "Bias b₁ of h". */
        return g_strdup_printf (_ ("Bias %s of %s"), symbol, other);
      }
    case GRADUS_PART_LOSS:
      /* Translators: %s is the letter of the loss, say L. */
      return g_strdup_printf (_ ("Loss %s"), get_letters (session)->loss);
    case GRADUS_PART_LEARNING_RATE:
    case GRADUS_PART_NONE:
      break;
    }
  return NULL;
}

char *
gradus_canvas_text_name (GradusSession *session, GradusPart part, GradusFormat format)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  char value[GRADUS_FORMAT_SIZE], second[GRADUS_FORMAT_SIZE], third[GRADUS_FORMAT_SIZE];
  GradusStage loss = { .kind = GRADUS_STAGE_LOSS };
  g_autofree char *title = gradus_canvas_text_title (session, part);
  size_t index;

  switch (part.kind)
    {
    case GRADUS_PART_INPUT:
      gradus_format_number (format, trace->inputs[part.neuron], value);
      /* Translators: what it is, and its value: "Input x₁, 1". */
      return g_strdup_printf (C_ ("accessible name", "%s, %s"), title, value);
    case GRADUS_PART_TARGET:
      gradus_format_number (format, trace->targets[part.neuron], value);
      return g_strdup_printf (C_ ("accessible name", "%s, %s"), title, value);
    case GRADUS_PART_NEURON:
      /* Translators: "Hidden neuron h, z 1.1, output 0.7503, delta −0.0243"; z is the letter of the pre-activation. */
      return g_strdup_printf (_ ("%s, %s %s, output %s, delta %s"),
                              title,
                              get_letters (session)->z,
                              say_stage (session, find_stage (part, GRADUS_STAGE_Z), format, value),
                              say_stage (session, find_stage (part, GRADUS_STAGE_A), format, second),
                              say_stage (session, find_stage (part, GRADUS_STAGE_DELTA), format, third));
    case GRADUS_PART_WEIGHT:
    case GRADUS_PART_BIAS:
      if (!gradus_part_parameter (&trace->shape, part, &index))
        return NULL;
      gradus_format_number (format, trace->parameters[index], value);
      if (gradus_session_get_held (session, part))
        {
          /* Translators: of a weight that training leaves alone: "Weight w₁ from x₁ to h, 0.5, frozen, gradient −0.0243". */
          return g_strdup_printf (_ ("%s, %s, frozen, gradient %s"),
                                  title,
                                  value,
                                  say_stage (session, find_gradient (part), format, second));
        }
      /* Translators: "Weight w₁ from x₁ to h, 0.5, gradient −0.0243". */
      return g_strdup_printf (
          _ ("%s, %s, gradient %s"), title, value, say_stage (session, find_gradient (part), format, second));
    case GRADUS_PART_LOSS:
      return g_strdup_printf (C_ ("accessible name", "%s, %s"), title, say_stage (session, loss, format, value));
    case GRADUS_PART_LEARNING_RATE:
    case GRADUS_PART_NONE:
      break;
    }
  return NULL;
}

char *
gradus_canvas_text_tooltip (GradusSession *session, GradusPart part, GradusFormat format)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GradusStage loss = { .kind = GRADUS_STAGE_LOSS };
  char number[GRADUS_FORMAT_SIZE], symbol[GRADUS_SYMBOL_SIZE];
  char *title = gradus_canvas_text_title (session, part);
  size_t index;

  if (title == NULL)
    return NULL;

  g_ptr_array_add (lines, title);
  write_symbol (session, part, symbol);
  if (part.kind == GRADUS_PART_INPUT)
    {
      gradus_format_number (format, trace->inputs[part.neuron], number);
      /* Translators: an input: its symbol and its value. */
      g_ptr_array_add (lines, g_strdup_printf (_ ("%s = %s: a number the network is given."), symbol, number));
    }
  else if (part.kind == GRADUS_PART_TARGET)
    {
      gradus_format_number (format, trace->targets[part.neuron], number);
      /* Translators: a target: its symbol and its value. */
      g_ptr_array_add (lines, g_strdup_printf (_ ("%s = %s: what the output should be."), symbol, number));
    }
  else if (part.kind == GRADUS_PART_NEURON)
    {
      add_neuron_lines (lines, session, part, format);
    }
  else if (part.kind == GRADUS_PART_LOSS)
    {
      /* Translators: the letter of the loss, say L, and its value. */
      g_ptr_array_add (lines,
                       g_strdup_printf (_ ("%s = %s: how far the output is from its target; 0 would be perfect."),
                                        get_letters (session)->loss,
                                        say_stage (session, loss, format, number)));
    }
  else if (gradus_part_parameter (&trace->shape, part, &index))
    {
      gradus_format_number (format, trace->parameters[index], number);
      /* Translators: a weight: its symbol and its value. */
      g_ptr_array_add (lines,
                       g_strdup_printf (_ ("%s = %s: what comes along here is multiplied by it."), symbol, number));
      g_ptr_array_add (lines, describe_derivative (session, find_gradient (part), format));
      if (gradus_session_get_held (session, part))
        g_ptr_array_add (lines, g_strdup (_ ("It is frozen: training leaves it alone.")));
    }

  if (part.kind == GRADUS_PART_WEIGHT)
    g_ptr_array_add (lines, g_strdup (_ ("Drag it up or down, or double-click, to change it.")));

  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

char *
gradus_canvas_text_description (GradusSession *session, GradusFormat format)
{
  const GradusTrace *trace = gradus_session_get_trace (session);
  size_t cursor = gradus_session_get_cursor (session);
  size_t count = gradus_stage_count (&trace->shape);
  char number[GRADUS_FORMAT_SIZE], symbol[GRADUS_SYMBOL_SIZE];
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, gradus_session_get_steps (session));
  GradusStage newest;

  if (gradus_session_get_state (session) != GRADUS_SESSION_WALKING || cursor >= count)
    {
      gradus_format_number (format, trace->loss, number);
      /* Translators: a number of steps, and the loss. */
      return g_strdup_printf (
          _ ("After step %s the loss is %s, and every value of the forward and the backward pass is shown."),
          step,
          number);
    }
  if (cursor == 0)
    {
      /* Translators: a number of steps. */
      return g_strdup_printf (_ ("After step %s the next step begins: only the inputs and the weights are shown."),
                              step);
    }

  newest = gradus_stage_at (&trace->shape, cursor - 1);
  gradus_symbol_stage (gradus_session_get_names (session), &trace->shape, newest, symbol);
  gradus_format_number (format, gradus_stage_value (trace, newest), number);
  {
    g_autofree char *shown = g_strdup_printf ("%" G_GSIZE_FORMAT, cursor);
    g_autofree char *all = g_strdup_printf ("%" G_GSIZE_FORMAT, count);

    /* Translators: a count, a count, a quantity and its value: "3 of 17 stages of the step are shown; the newest
     * is ŷ = 0.6457." */
    return g_strdup_printf (
        _ ("%s of %s stages of the step are shown; the newest is %s = %s."), shown, all, symbol, number);
  }
}
