/* A pass told in words and numbers, chapter after chapter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "cli/cli.h"
#include "core/gradus-stage.h"

static char *
describe_chapter (const GradusDocument *document, const GradusChapter *chapter)
{
  const GradusShape *shape = &document->network->shape;
  gboolean last = chapter->layer + 1 == shape->n_layers;

  switch (chapter->kind)
    {
    case GRADUS_CHAPTER_FORWARD:
      return last ? g_strdup (_ ("Forward to the output"))
                  : g_strdup_printf (_ ("Forward to hidden layer %zu"), chapter->layer + 1);
    case GRADUS_CHAPTER_LOSS:
      return g_strdup (_ ("The loss"));
    case GRADUS_CHAPTER_DELTA:
      return last ? g_strdup (_ ("Back to the output’s δ"))
                  : g_strdup_printf (_ ("Back to the δ of hidden layer %zu"), chapter->layer + 1);
    case GRADUS_CHAPTER_GRADIENTS:
      return last ? g_strdup (_ ("The output’s gradients, and what the update makes of them"))
                  : g_strdup_printf (_ ("The gradients of hidden layer %zu, and what the update makes of them"),
                                     chapter->layer + 1);
    case GRADUS_CHAPTER_APPLY:
    default:
      return g_strdup (_ ("All new values take their places"));
    }
}

/* For an update the value before, too. */
static void
tell_stage (GString *text, const GradusDocument *document, const GradusTrace *trace, GradusStage stage)
{
  char symbol[GRADUS_SYMBOL_SIZE];
  gsize index;

  if (stage.kind == GRADUS_STAGE_APPLY)
    {
      for (gsize i = 0; i < trace->shape.n_parameters; i++)
        g_string_append_printf (text,
                                "   %s: %s → %s\n",
                                gradus_symbol_parameter (&trace->shape, i, symbol),
                                cli_number (trace->parameters[i]),
                                cli_number (trace->updated[i]));
      return;
    }
  gradus_symbol_stage (document->names, &trace->shape, stage, symbol);
  if (stage.kind == GRADUS_STAGE_UPDATE)
    {
      index = stage.is_bias ? gradus_shape_bias (&trace->shape, stage.layer, stage.neuron)
                            : gradus_shape_weight (&trace->shape, stage.layer, stage.neuron, stage.from);
      g_string_append_printf (
          text, "   %s: %s → %s\n", symbol, cli_number (trace->parameters[index]), cli_number (trace->updated[index]));
    }
  else
    g_string_append_printf (text, "   %s = %s\n", symbol, cli_number (gradus_stage_value (trace, stage)));
}

GString *
cli_trace_tell (const GradusDocument *document, const GradusTrace *trace)
{
  GString *text = g_string_new (NULL);
  gsize n_chapters = gradus_chapter_count (&trace->shape);

  g_string_append_printf (text, "%s\n", document->title);
  for (gsize c = 0; c < n_chapters; c++)
    {
      GradusChapter chapter = gradus_chapter_at (&trace->shape, c);
      g_autofree char *title = describe_chapter (document, &chapter);

      g_string_append_printf (text, "\n%zu. %s\n", c + 1, title);
      for (gsize i = 0; i < chapter.n_stages; i++)
        tell_stage (text, document, trace, gradus_stage_at (&trace->shape, chapter.first_stage + i));
    }
  return text;
}
